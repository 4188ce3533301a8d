#include <string.h>

#include "manifest.h"

/* The text in the author's language: the first. */
static const char *langstring(struct manifest *m, const xmlNode *n,
			      const char **lang)
{
	const xmlNode *s = xml_child(n, "langstring");

	if (s && lang && !*lang)
		*lang = xml_attr(m->mem, s, "lang");
	return xml_text(m->mem, s);
}

/*
 * An AU declares no files, so what it costs is everything beside and below the
 * page it begins with.
 */
static uint64_t folder_size(const struct package *p, const char *path)
{
	const char *slash = strrchr(path, '/');
	const size_t n = slash ? (size_t)(slash - path) + 1 : 0;
	uint64_t bytes = 0;

	for (size_t i = 0; i < p->nfiles; i++)
		if (strncmp(p->files[i].path, path, n) == 0)
			bytes += p->files[i].size;
	return bytes;
}

/* The page that a unit of cmi5 or tincan opens with. */
static enum err launch_read(struct manifest *m, struct package_node *n,
			    const char *url)
{
	const struct reference r = manifest_resolve(m, "", url);

	n->kind = NODE_AU;
	if (r.url) {
		n->kind = NODE_LINK;
		n->url = r.url;
		n->launchable = true;
		manifest_warn(m, (struct fault){ .code = WARN_UNIT_FOREIGN,
			.item = n->title, .name = url_host(m->mem, r.url) });
		return OK;
	}
	if (!r.file)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_LAUNCH_MISSING, .item = n->title,
			.file = r.path });
	n->launchable = true;
	n->path = r.file->path;
	n->href = manifest_href(m, r.file, r.suffix);
	n->own_bytes = folder_size(m->out, r.file->path);
	return OK;
}

static const char *some(const char *s)
{
	return s && *s ? s : NULL;
}

static const char *either(const char *s, const char *otherwise)
{
	return s && *s ? s : otherwise;
}

static void mastery_read(struct manifest *m, const xmlNode *au,
			 struct package_node *n)
{
	const char *score = xml_attr(m->mem, au, "masteryScore");

	if (!score)
		return;
	n->has_mastery = xml_number(score, &n->mastery_score) &&
			 n->mastery_score >= 0 && n->mastery_score <= 1;
	if (!n->has_mastery)
		manifest_warn(m, (struct fault){ .code = WARN_VALUE_INVALID,
						 .name = "masteryScore" });
}

static struct package_node *element_read(struct manifest *m, const xmlNode *x,
					 struct package_node *into)
{
	const char *id = xml_attr(m->mem, x, "id");
	const char *title = langstring(m, xml_child(x, "title"), NULL);
	struct package_node *n;

	n = node_add(m, into, id, *title ? title : id ? id : "");
	n->activity = id;
	n->description = langstring(m, xml_child(x, "description"), NULL);
	return n;
}

static enum err au_read(struct manifest *m, const xmlNode *au,
			struct package_node *into)
{
	struct package_node *n = element_read(m, au, into);
	const char *url = xml_text(m->mem, xml_child(au, "url"));

	n->launch_data = some(xml_raw(m->mem,
				      xml_child(au, "launchParameters")));
	n->move_on = either(xml_attr(m->mem, au, "moveOn"), "NotApplicable");
	n->launch_method = either(xml_attr(m->mem, au, "launchMethod"),
				  "AnyWindow");
	mastery_read(m, au, n);
	if (!*url)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_LAUNCH_HREF_MISSING, .item = n->title,
			.name = n->key });
	return launch_read(m, n, url);
}

static enum err children_read(struct manifest *m, const xmlNode *parent,
			      struct package_node *into)
{
	enum err e = OK;

	for (const xmlNode *x = parent->children; x && !e; x = x->next) {
		if (xml_is(x, "au"))
			e = au_read(m, x, into);
		else if (xml_is(x, "block"))
			e = children_read(m, x, element_read(m, x, into));
		e = e ? e : nodes_check(m);
	}
	return e;
}

enum err manifest_cmi5(struct manifest *m, xmlNode *root)
{
	const xmlNode *course = xml_child(root, "course");
	struct package *p = m->out;
	const char *lang = NULL;

	if (!xml_is(root, "courseStructure"))
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MANIFEST_ROOT });
	p->standard = STANDARD_CMI5;
	p->identifier = xml_attr(m->mem, course, "id");
	p->title = langstring(m, xml_child(course, "title"), &lang);
	p->description = langstring(m, xml_child(course, "description"), &lang);
	p->language = lang;
	p->root = node_add(m, NULL, p->identifier, p->title);
	p->root->activity = p->identifier;
	return children_read(m, root, p->root);
}

/* Several <launch> differ only in their language: the first is taken. */
static enum err activity_read(struct manifest *m, const xmlNode *x)
{
	struct package *p = m->out;
	const char *id = xml_attr(m->mem, x, "id");
	const char *url = xml_text(m->mem, xml_child(x, "launch"));
	const char *name = xml_text(m->mem, xml_child(x, "name"));
	struct package_node *n;

	if (!*url)
		return OK;
	n = node_add(m, p->root, id, *name ? name : id ? id : url);
	n->activity = id;
	n->description = xml_text(m->mem, xml_child(x, "description"));
	return launch_read(m, n, url);
}

static void course_read(struct manifest *m, const xmlNode *x)
{
	struct package *p = m->out;

	p->identifier = xml_attr(m->mem, x, "id");
	p->title = xml_text(m->mem, xml_child(x, "name"));
	p->description = xml_text(m->mem, xml_child(x, "description"));
	p->language = xml_attr(m->mem, xml_child(x, "name"), "lang");
}

/*
 * tincan.xml lists activities; only some have a launch. The course is the one
 * whose type says so, else the first.
 */
enum err manifest_tincan(struct manifest *m, xmlNode *root)
{
	const xmlNode *list = xml_child(root, "activities");
	const xmlNode *course = xml_child(list, "activity");
	enum err e;

	if (!xml_is(root, "tincan"))
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MANIFEST_ROOT });
	m->out->standard = STANDARD_TINCAN;
	for (xmlNode *x = xml_child(list, "activity"); x;
	     x = xml_next(x, "activity")) {
		const char *type = xml_attr(m->mem, x, "type");

		if (type && text_ends(type, "/activities/course")) {
			course = x;
			break;
		}
	}
	course_read(m, course);
	m->out->root = node_add(m, NULL, "tincan", m->out->title);
	xml_each(x, list, "activity")
		if ((e = activity_read(m, x)) || (e = nodes_check(m)))
			return e;
	return OK;
}
