#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "manifest.h"
#include "manifest_sequencing.h"

#define WORK_MAX 20000000	/* steps spent on sizes, then it is a guess */

struct resource {
	const char *id;
	const xmlNode *xml;
	const char *base, *href;
	bool sco;
	size_t *files, nfiles;		/* numbers of those that it declares */
	size_t *needs, nneeds;		/* numbers of other resources */
	bool sized;
	uint64_t bytes;
	size_t seen;			/* which walk was here last */
};

struct scorm {
	struct manifest *m;
	const xmlNode *collection;
	struct resource *resources;
	size_t nresources;
	struct path_index *ids;
	size_t *marks, walk, work;	/* per file: which walk was here last */
};

/* What the schema version says, or the names of the schemas; else a guess. */
static enum standard standard_read(struct manifest *m, const xmlNode *root)
{
	const char *v = xml_text(m->mem, xml_at(root, "metadata/schemaversion"));
	enum standard guess = STANDARD_SCORM12;

	if (strcmp(v, "1.2") == 0)
		return STANDARD_SCORM12;
	if (strstr(v, "4th"))
		return STANDARD_SCORM2004_4;
	if (strstr(v, "3rd"))
		return STANDARD_SCORM2004_3;
	if (strstr(v, "2nd") || strcasecmp(v, "CAM 1.3") == 0)
		return STANDARD_SCORM2004_2;
	for (const xmlNs *ns = root->nsDef; ns; ns = ns->next)
		if (ns->href && strstr((const char *)ns->href, "adlcp_v1p3"))
			guess = STANDARD_SCORM2004_3;
	if (strstr(v, "2004") || strcmp(v, "1.3") == 0)
		guess = STANDARD_SCORM2004_3;
	manifest_warn(m, (struct fault){ .code = WARN_STANDARD_GUESSED,
		.name = guess == STANDARD_SCORM12
			? "SCORM 1.2" : "SCORM 2004 3rd Edition" });
	return guess;
}

static const char *base_of(struct manifest *m, const char *outer,
			   const xmlNode *n)
{
	const char *base = xml_attr(m->mem, n, "base");

	/* One that leads nowhere is not written out for each resource. */
	if (!base || !*base || strlen(outer) > MANIFEST_REFERENCE_MAX)
		return outer;
	return arena_format(m->mem, "%s%s", *base == '/' ? "" : outer, base);
}

static size_t children(const xmlNode *n, const char *name)
{
	size_t count = 0;

	xml_each(child, n, name)
		count++;
	return count;
}


static void missing(struct manifest *m, const struct reference *r)
{
	if (!r->url)
		manifest_warn(m, (struct fault){ .code = WARN_FILE_MISSING,
						 .file = r->path });
}

static void declare(struct scorm *s, struct resource *r, const char *href)
{
	const struct reference ref = manifest_resolve(s->m, r->base, href);

	if (ref.file)
		r->files[r->nfiles++] = (size_t)(ref.file - s->m->out->files);
	else
		missing(s->m, &ref);
}

static void resource_files(struct scorm *s, struct resource *r)
{
	r->files = arena_array(s->m->mem, size_t, children(r->xml, "file") + 1);
	xml_each(file, r->xml, "file") {
		const char *href = xml_attr(s->m->mem, file, "href");

		if (href && *href)
			declare(s, r, href);
	}
}

static void resource_needs(struct scorm *s, struct resource *r)
{
	struct arena *a = s->m->mem;

	r->needs = arena_array(a, size_t, children(r->xml, "dependency") + 1);
	xml_each(need, r->xml, "dependency") {
		const char *id = xml_attr(a, need, "identifierref");
		const size_t i = id ? path_index_find(s->ids, id) : PATH_NONE;

		if (i != PATH_NONE)
			r->needs[r->nneeds++] = i;
		else
			manifest_warn(s->m, (struct fault){
				.code = WARN_RESOURCE_DANGLING,
				.name = id ? id : "" });
	}
}

static void resources_read(struct scorm *s, const xmlNode *root)
{
	struct arena *a = s->m->mem;
	const xmlNode *list = xml_child(root, "resources");
	const char *base = base_of(s->m, base_of(s->m, "", root), list);
	size_t n = 0;

	s->ids = path_index_new(a);
	s->resources = arena_array(a, struct resource,
				   children(list, "resource") + 1);
	xml_each(xml, list, "resource") {
		struct resource *r = &s->resources[n];
		const char *type = xml_attr(a, xml, "scormtype");
		const char *id = xml_attr(a, xml, "identifier");

		*r = (struct resource){ .id = id ? id : "", .xml = xml };
		r->base = base_of(s->m, base, xml);
		r->href = xml_attr(a, xml, "href");
		r->sco = type && strcasecmp(type, "sco") == 0;
		path_index_add(s->ids, r->id, n++);
	}
	s->nresources = n;
	for (size_t i = 0; i < n; i++) {
		resource_files(s, &s->resources[i]);
		resource_needs(s, &s->resources[i]);
	}
}

static uint64_t files_size(struct scorm *s, const struct resource *r)
{
	uint64_t bytes = 0;

	for (size_t i = 0; i < r->nfiles; i++) {
		const size_t f = r->files[i];

		if (s->marks[f] != s->walk)
			bytes += s->m->out->files[f].size;
		s->marks[f] = s->walk;
	}
	s->work += r->nfiles + r->nneeds + 1;
	return bytes;
}

/*
 * A resource and all that it depends on, each file once. Walked with a list,
 * for dependencies may be long or go round; and not for ever, for a hostile
 * manifest can ask for the square of its size.
 */
static uint64_t resource_size(struct scorm *s, struct resource *r)
{
	struct resource **todo;
	size_t n = 0, i = 0;

	if (r->sized)
		return r->bytes;
	r->sized = true;
	todo = malloc((s->nresources + 1) * sizeof(struct resource *));
	if (!todo)
		abort();
	s->walk++;
	r->seen = s->walk;
	todo[n++] = r;
	for (; i < n && s->work < WORK_MAX; i++) {
		r->bytes += files_size(s, todo[i]);
		for (size_t k = 0; k < todo[i]->nneeds; k++) {
			struct resource *need = &s->resources[todo[i]->needs[k]];

			if (need->seen != s->walk)
				todo[n++] = need;
			need->seen = s->walk;
		}
	}
	free(todo);
	return r->bytes;
}

static enum err refuse_item(struct scorm *s, enum fault_code code,
			    const struct package_node *n, const char *name,
			    const char *file)
{
	return manifest_refuse(s->m, (struct fault){ .code = code,
		.item = n->title, .name = name, .file = file });
}

/* Content that lies elsewhere can be linked to, never played. */
static void launch_foreign(struct scorm *s, struct package_node *n,
			   const char *url)
{
	n->kind = NODE_LINK;
	n->url = url;
	n->launchable = true;
	manifest_warn(s->m, (struct fault){ .code = WARN_UNIT_FOREIGN,
		.item = n->title, .name = url_host(s->m->mem, url) });
}

static void launch_here(struct scorm *s, struct package_node *n,
			struct resource *r, const struct reference *ref)
{
	const size_t f = (size_t)(ref->file - s->m->out->files);

	n->kind = r->sco ? NODE_SCO : NODE_ASSET;
	n->launchable = true;
	n->path = ref->file->path;
	n->href = manifest_parameters(s->m->mem,
				      manifest_href(s->m, ref->file, ref->suffix),
				      n->parameters);
	n->own_bytes = resource_size(s, r);
	for (size_t i = 0; i < r->nfiles; i++)
		if (r->files[i] == f)
			return;
	n->own_bytes += ref->file->size;
}

static enum err launch_read(struct scorm *s, struct package_node *n,
			    const char *id)
{
	const size_t i = path_index_find(s->ids, id);
	struct resource *r = i == PATH_NONE ? NULL : &s->resources[i];
	struct reference ref;

	if (!r)
		return refuse_item(s, FAULT_RESOURCE_MISSING, n, id, NULL);
	if (!r->href || !*text_trim(s->m->mem, r->href))
		return refuse_item(s, FAULT_LAUNCH_HREF_MISSING, n, id, NULL);
	ref = manifest_resolve(s->m, r->base, r->href);
	if (ref.url)
		launch_foreign(s, n, ref.url);
	else if (ref.file)
		launch_here(s, n, r, &ref);
	else
		return refuse_item(s, FAULT_LAUNCH_MISSING, n, id, ref.path);
	return OK;
}

static const char *some(const char *s)
{
	return *s ? s : NULL;
}

static void mastery_read(struct manifest *m, const xmlNode *item,
			 struct package_node *n)
{
	const xmlNode *xml = xml_child(item, "masteryscore");
	const char *score = xml_text(m->mem, xml);

	if (!*score)
		return;
	n->has_mastery = xml_number(score, &n->mastery_score) &&
			 n->mastery_score >= 0 && n->mastery_score <= 100;
	if (!n->has_mastery)
		manifest_warn(m, (struct fault){ .code = WARN_VALUE_INVALID,
						 .name = "masteryscore" });
}

static enum err adlcp_read(struct scorm *s, const xmlNode *item,
		       struct package_node *n)
{
	struct arena *a = s->m->mem;
	const xmlNode *data = xml_child(item, "dataFromLMS");

	n->parameters = xml_attr(a, item, "parameters");
	n->visible = xml_bool(xml_attr(a, item, "isvisible"), true);
	n->launch_data = some(xml_raw(a, data));
	n->time_limit_action = some(xml_text(a, xml_child(item,
							  "timelimitaction")));
	if (s->m->out->standard == STANDARD_SCORM12) {
		n->prerequisites = some(xml_text(a, xml_child(item,
							"prerequisites")));
		n->max_time_allowed = some(xml_text(a, xml_child(item,
							"maxtimeallowed")));
		mastery_read(s->m, item, n);
		return OK;
	}
	return sequencing_read(s->m, item, s->collection, n);
}

static enum err items_read(struct scorm *s, const xmlNode *parent,
			   struct package_node *into);

static enum err item_read(struct scorm *s, const xmlNode *item,
			  struct package_node *into)
{
	struct arena *a = s->m->mem;
	const char *id = xml_attr(a, item, "identifier");
	const char *ref = xml_attr(a, item, "identifierref");
	const char *title = xml_text(a, xml_child(item, "title"));
	struct package_node *n;
	enum err e;

	n = node_add(s->m, into, id, *title ? title : id ? id : "");
	if ((e = nodes_check(s->m)) || (e = adlcp_read(s, item, n)) ||
	    (ref && *ref && (e = launch_read(s, n, ref))))
		return e;
	return items_read(s, item, n);
}

/* As deep as STRICT_XML_DEPTH_MOST lets the XML be. */
static enum err items_read(struct scorm *s, const xmlNode *parent,
			   struct package_node *into)
{
	enum err e;

	xml_each(item, parent, "item")
		if ((e = item_read(s, item, into)))
			return e;
	return OK;
}

static const char *organization_title(struct manifest *m, const xmlNode *o)
{
	return xml_text(m->mem, xml_child(o, "title"));
}

static void others_list(struct manifest *m, const xmlNode *list,
			const xmlNode *chosen)
{
	const size_t n = children(list, "organization");
	struct package_organization *others;
	size_t i = 0;

	if (n < 2)
		return;
	others = arena_array(m->mem, struct package_organization, n);
	xml_each(o, list, "organization") {
		const char *key = xml_attr(m->mem, o, "identifier");

		if (o != chosen)
			others[i++] = (struct package_organization){
				key ? key : "", organization_title(m, o) };
	}
	m->out->others = others;
	m->out->nothers = i;
	manifest_warn(m, (struct fault){ .code = WARN_ORGANIZATION_MORE,
		.item = organization_title(m, chosen) });
}

static const xmlNode *organization_choose(struct manifest *m,
					  const xmlNode *list)
{
	const char *want = xml_attr(m->mem, list, "default");
	const xmlNode *first = xml_child(list, "organization");

	if (!want || !*want || !first)
		return first;
	xml_each(o, list, "organization") {
		const char *id = xml_attr(m->mem, o, "identifier");

		if (id && strcmp(id, want) == 0)
			return o;
	}
	manifest_warn(m, (struct fault){ .code = WARN_ORGANIZATION_DEFAULT,
					 .name = want });
	return first;
}

static void submanifests_note(struct manifest *m, const xmlNode *root)
{
	xml_each(sub, root, "manifest") {
		const char *id = xml_attr(m->mem, sub, "identifier");

		manifest_warn(m, (struct fault){ .code = WARN_SUBMANIFEST,
						 .name = id ? id : "" });
	}
}

static enum err organization_read(struct scorm *s, const xmlNode *list)
{
	struct manifest *m = s->m;
	const xmlNode *o = organization_choose(m, list);
	enum err e;

	if (!o)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_ORGANIZATION_MISSING });
	others_list(m, list, o);
	m->out->title = organization_title(m, o);
	m->out->root = node_add(m, NULL, xml_attr(m->mem, o, "identifier"),
				m->out->title);
	if (m->out->standard != STANDARD_SCORM12 &&
	    (e = sequencing_read(m, o, s->collection, m->out->root)))
		return e;
	return items_read(s, o, m->out->root);
}

enum err manifest_scorm(struct manifest *m, xmlNode *root)
{
	struct scorm s = { .m = m };
	const char *id = xml_attr(m->mem, root, "identifier");
	enum err e;

	m->out->standard = standard_read(m, root);
	m->out->identifier = id ? id : "";
	s.marks = arena_array(m->mem, size_t, m->out->nfiles + 1);
	s.collection = xml_child(root, "sequencingCollection");
	submanifests_note(m, root);
	resources_read(&s, root);
	if ((e = organization_read(&s, xml_child(root, "organizations"))))
		return e;
	manifest_metadata(m, xml_child(root, "metadata"));
	return OK;
}
