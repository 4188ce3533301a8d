/*
 * IMS Common Cartridge 1.0 to 1.3, thin ones too: pages, files and links are
 * played, tools that have an https address opened by LTI 1.3; quizzes,
 * discussions and assignments are listed and warned of.
 */
#include <string.h>
#include <strings.h>

#include "domain/lti_place.h"
#include "manifest.h"
#include "media.h"

#define LINK_MAX 65536		/* bytes of a file that holds one address */

struct cartridge {
	struct manifest *m;
	const xmlNode **resources;
	size_t nresources;
	struct path_index *ids;
	bool *used;		/* by an item, or needed by one that is */
	const struct package_node **nodes;	/* the first made of each */
};

static enum standard version_read(struct manifest *m, const xmlNode *root)
{
	static const struct { const char *version, *space; enum standard s; }
	known[] = {
		{ "1.0", "imscc/", STANDARD_CC_1_0 },
		{ "1.1", "imsccv1p1", STANDARD_CC_1_1 },
		{ "1.2", "imsccv1p2", STANDARD_CC_1_2 },
		{ "1.3", "imsccv1p3", STANDARD_CC_1_3 },
	};
	const char *v = xml_text(m->mem, xml_at(root, "metadata/schemaversion"));
	const char *space = root->ns ? (const char *)root->ns->href : "";

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (text_starts(v, known[i].version))
			return known[i].s;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strstr(space, known[i].space))
			return known[i].s;
	manifest_warn(m, (struct fault){ .code = WARN_STANDARD_GUESSED,
					 .name = "Common Cartridge 1.3" });
	return STANDARD_CC_1_3;
}

enum use { USE_CONTENT, USE_LINK, USE_ATTACHED, USE_QUIZ, USE_DISCUSSION,
	   USE_ASSIGNMENT, USE_TOOL, USE_OTHER };

/* By the beginning of the type, which goes on with a version. */
static enum use use_of(struct manifest *m, const xmlNode *resource)
{
	static const struct { const char *type; enum use use; } known[] = {
		{ "webcontent", USE_CONTENT },
		{ "imswl", USE_LINK },
		{ "associatedcontent", USE_ATTACHED },
		{ "imsqti", USE_QUIZ },
		{ "imsdt", USE_DISCUSSION },
		{ "assignment", USE_ASSIGNMENT },
		{ "imsbasiclti", USE_TOOL },
	};
	const char *type = xml_attr(m->mem, resource, "type");

	for (size_t i = 0; type && i < sizeof(known) / sizeof(*known); i++)
		if (text_starts(type, known[i].type))
			return known[i].use;
	return USE_OTHER;
}

static const char *word_of(enum use use)
{
	static const char *const words[] = {
		[USE_QUIZ] = "quiz", [USE_DISCUSSION] = "discussion",
		[USE_ASSIGNMENT] = "assignment", [USE_TOOL] = "LTI",
		[USE_OTHER] = "resource",
	};

	return words[use] ? words[use] : "resource";
}

/* The resource's href, or its only file. */
static const char *href_of(struct manifest *m, const xmlNode *resource)
{
	const char *href = xml_attr(m->mem, resource, "href");

	if (href && *href)
		return href;
	href = xml_attr(m->mem, xml_child(resource, "file"), "href");
	return href ? href : "";
}

static void dangling(struct manifest *m, struct package_node *n)
{
	n->kind = NODE_FILE;
	manifest_warn(m, (struct fault){ .code = WARN_ITEM_DANGLING,
					 .item = n->title });
}

/* Not for ever: ten thousand items may name one resource of as many files. */
static uint64_t declared_size(struct manifest *m, const xmlNode *resource,
			      const struct package_file *first)
{
	uint64_t bytes = first->size;

	xml_each(file, resource, "file") {
		const char *href = xml_attr(m->mem, file, "href");
		const struct reference r = manifest_resolve(m, "",
							    href ? href : "");

		if (++m->nsized > MANIFEST_SIZED_MAX)
			break;
		if (r.file && r.file != first)
			bytes += r.file->size;
	}
	return bytes;
}

static void content_read(struct manifest *m, const xmlNode *resource,
			 struct package_node *n)
{
	const struct reference r = manifest_resolve(m, "",
						    href_of(m, resource));

	if (!r.file) {
		dangling(m, n);
		return;
	}
	n->kind = media_page(r.file->type) ? NODE_PAGE : NODE_FILE;
	n->launchable = true;
	n->path = r.file->path;
	n->href = manifest_href(m, r.file, r.suffix);
	n->own_bytes = declared_size(m, resource, r.file);
}

/* Where a link leads: its address, copied out of a document that then goes. */
static const char *link_url(struct manifest *m, const struct package_file *f)
{
	const struct fault before = *m->fault;
	struct arena mem = ARENA_INIT;
	struct manifest brief = *m;
	const char *url = NULL;
	xmlNode *root;

	brief.mem = &mem;
	if (f->size <= LINK_MAX && !xml_read(&brief, f, &root))
		url = xml_attr(m->mem, xml_child(root, "url"), "href");
	*m->fault = before;
	arena_end(&mem);
	return url;
}

/* <webLink><title/><url href/>, in a file of its own or (thin) in place. */
static void link_read(struct manifest *m, const xmlNode *resource,
		      struct package_node *n)
{
	const xmlNode *link = xml_child(resource, "webLink");
	struct reference r;
	const char *url;

	n->kind = NODE_LINK;
	if (link) {
		url = xml_attr(m->mem, xml_child(link, "url"), "href");
	} else {
		r = manifest_resolve(m, "", href_of(m, resource));
		if (!r.file) {
			dangling(m, n);
			return;
		}
		url = link_url(m, r.file);
	}
	if (!url_web(url)) {
		manifest_warn(m, (struct fault){ .code = WARN_LINK_UNSAFE,
						 .item = n->title });
		return;
	}
	n->url = url;
	n->launchable = true;
}

static void unsupported(struct manifest *m, struct package_node *n,
			enum use use)
{
	n->kind = NODE_FILE;
	manifest_warn(m, (struct fault){ .code = WARN_ITEM_UNSUPPORTED,
					 .item = n->title,
					 .name = word_of(use) });
}

/* Its <custom> parameters, as far as a place takes them. */
static json_t *custom_of(struct manifest *m, const xmlNode *link)
{
	json_t *custom = json_object();

	xml_each(p, xml_child(link, "custom"), "property") {
		const char *name = xml_attr(m->mem, p, "name");
		const char *value = xml_raw(m->mem, p);

		if (name && *name && strlen(name) <= LTI_PLACE_CUSTOM_NAME_MOST &&
		    strlen(value) <= LTI_PLACE_CUSTOM_VALUE_MOST &&
		    json_object_size(custom) < LTI_PLACE_CUSTOM_MOST)
			json_object_set_new(custom, name, json_string(value));
	}
	return custom;
}

/*
 * A place of what a <cartridge_basiclti_link> says. Its columns are not told in
 * it, so it has none: opening it is all.
 */
static json_t *place_of_link(struct manifest *m, const xmlNode *link)
{
	const char *secure = xml_text(m->mem, xml_child(link,
							"secure_launch_url"));
	const char *url = *secure ? secure
		: xml_text(m->mem, xml_child(link, "launch_url"));

	return lti_place_url_fits(url)
		? json_pack("{s:s, s:o, s:b}", "url", url, "custom",
			    custom_of(m, link), "lineItem", 0) : NULL;
}

/* The same of a document that then goes. */
static json_t *place_of_file(struct manifest *m, const struct package_file *f)
{
	const struct fault before = *m->fault;
	struct arena mem = ARENA_INIT;
	struct manifest brief = *m;
	json_t *place = NULL;
	xmlNode *root;

	brief.mem = &mem;
	if (f->size <= LINK_MAX && !xml_read(&brief, f, &root))
		place = place_of_link(&brief, root);
	*m->fault = before;
	arena_end(&mem);
	return place;
}

static void json_done(void *json)
{
	json_decref(json);
}

/* The link in a file of its own or (thin) in place. */
static void tool_read(struct manifest *m, const xmlNode *resource,
		      struct package_node *n)
{
	const xmlNode *link = xml_child(resource, "cartridge_basiclti_link");
	const struct reference r = manifest_resolve(m, "",
						    href_of(m, resource));
	json_t *place = link ? place_of_link(m, link)
		: r.file ? place_of_file(m, r.file) : NULL;

	if (!place) {
		unsupported(m, n, USE_TOOL);
		return;
	}
	arena_own(m->mem, place, json_done);
	json_object_set_new(place, "title", json_string(n->title));
	n->kind = NODE_TOOL;
	n->launchable = true;
	n->unscored = true;
	n->definition = place;
	manifest_warn(m, (struct fault){ .code = WARN_ITEM_TOOL,
		.item = n->title, .name = url_host(m->mem, json_string_value(
			json_object_get(place, "url"))) });
}

static void needs_mark(struct cartridge *c, const xmlNode *resource)
{
	xml_each(need, resource, "dependency") {
		const char *id = xml_attr(c->m->mem, need, "identifierref");
		const size_t k = id ? path_index_find(c->ids, id) : PATH_NONE;

		if (k != PATH_NONE)
			c->used[k] = true;
	}
}

/* The same resource again, in another place of the contents. */
static void node_repeat(const struct package_node *from, struct package_node *n)
{
	n->kind = from->kind;
	n->launchable = from->launchable;
	n->path = from->path;
	n->href = from->href;
	n->url = from->url;
	n->own_bytes = from->own_bytes;
	n->definition = from->definition;
	n->unscored = from->unscored;
}

static void resource_read(struct cartridge *c, size_t i, struct package_node *n)
{
	const xmlNode *resource = c->resources[i];
	const enum use use = use_of(c->m, resource);

	if (c->nodes[i]) {
		node_repeat(c->nodes[i], n);
		return;
	}
	c->nodes[i] = n;
	c->used[i] = true;
	needs_mark(c, resource);
	if (use == USE_CONTENT || use == USE_ATTACHED) {
		content_read(c->m, resource, n);
	} else if (use == USE_LINK) {
		link_read(c->m, resource, n);
	} else if (use == USE_TOOL) {
		tool_read(c->m, resource, n);
	} else {
		unsupported(c->m, n, use);
	}
}

static enum err items_read(struct cartridge *c, const xmlNode *parent,
			   struct package_node *into)
{
	struct arena *a = c->m->mem;
	enum err e;

	xml_each(item, parent, "item") {
		const char *id = xml_attr(a, item, "identifier");
		const char *ref = xml_attr(a, item, "identifierref");
		const char *title = xml_text(a, xml_child(item, "title"));
		size_t i = ref ? path_index_find(c->ids, ref) : PATH_NONE;
		struct package_node *n;

		/* The one item around everything has no title: it is the root. */
		if (!*title && into == c->m->out->root && !ref) {
			if ((e = items_read(c, item, into)))
				return e;
			continue;
		}
		n = node_add(c->m, into, id, *title ? title : id ? id : "");
		if (i != PATH_NONE)
			resource_read(c, i, n);
		else if (ref && *ref)
			dangling(c->m, n);
		if ((e = nodes_check(c->m)) || (e = items_read(c, item, n)))
			return e;
	}
	return OK;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What a resource is called that no item names. */
static const char *resource_title(struct cartridge *c, const xmlNode *resource)
{
	struct manifest *m = c->m;
	const struct reference r = manifest_resolve(m, "",
						    href_of(m, resource));
	const char *title = r.file && media_page(r.file->type)
		? html_title(m, r.file) : "";

	if (*title)
		return title;
	return r.file ? base_name(r.file->path)
		      : xml_attr(m->mem, resource, "identifier");
}

/*
 * Without a table of contents everything that could stand in one is listed:
 * pages, links, quizzes; not the pictures that pages are made of.
 */
static enum err resources_list(struct cartridge *c)
{
	struct manifest *m = c->m;
	enum err e;

	for (size_t i = 0; i < c->nresources; i++) {
		const xmlNode *x = c->resources[i];
		const enum use use = use_of(m, x);
		const char *href = href_of(m, x), *title;

		if (c->used[i] || use == USE_ATTACHED || use == USE_OTHER ||
		    (use == USE_CONTENT && !media_page(media_type(href))))
			continue;
		title = resource_title(c, x);
		resource_read(c, i, node_add(m, m->out->root,
			xml_attr(m->mem, x, "identifier"), title ? title : ""));
		if ((e = nodes_check(m)))
			return e;
	}
	return OK;
}

static void resources_index(struct cartridge *c, const xmlNode *root)
{
	struct arena *a = c->m->mem;
	const xmlNode *list = xml_child(root, "resources");
	size_t n = 0;

	xml_each(count, list, "resource")
		n++;
	c->ids = path_index_new(a);
	c->resources = arena_array(a, const xmlNode *, n + 1);
	c->used = arena_array(a, bool, n + 1);
	c->nodes = arena_array(a, const struct package_node *, n + 1);
	xml_each(x, list, "resource") {
		const char *id = xml_attr(a, x, "identifier");

		path_index_add(c->ids, id ? id : "", c->nresources);
		c->resources[c->nresources++] = x;
	}
}

enum err manifest_cartridge(struct manifest *m, xmlNode *root)
{
	const xmlNode *o = xml_at(root, "organizations/organization");
	const char *id = xml_attr(m->mem, root, "identifier");
	struct cartridge c = { .m = m };
	enum err e;

	m->out->standard = version_read(m, root);
	m->out->identifier = id ? id : "";
	resources_index(&c, root);
	m->out->title = xml_text(m->mem, xml_child(o, "title"));
	manifest_metadata(m, xml_child(root, "metadata"));
	m->out->root = node_add(m, NULL, xml_attr(m->mem, o, "identifier"),
				m->out->title);
	if ((e = items_read(&c, o, m->out->root)))
		return e;
	return m->out->root->first ? OK : resources_list(&c);
}
