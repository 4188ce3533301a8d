#include "manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/disk.h"

static void file_note(struct fault *w, const char *file)
{
	if (!file || w->nfiles == FAULT_FILES)
		return;
	for (size_t i = 0; i < w->nfiles; i++)
		if (strcmp(w->files[i], file) == 0)
			return;
	w->files[w->nfiles++] = file;
}

void manifest_warn(struct manifest *m, struct fault what)
{
	struct fault *w;
	size_t i = 0;

	while (i < m->nwarnings && m->warnings[i].code != what.code)
		i++;
	if (i < m->nwarnings) {
		m->warnings[i].count++;
		file_note(&m->warnings[i], what.file);
		return;
	}
	if (m->nwarnings == m->room) {
		m->room = m->room ? m->room * 2 : 8;
		w = arena_array(m->mem, struct fault, m->room);
		if (m->nwarnings)
			memcpy(w, m->warnings, m->nwarnings * sizeof(*w));
		m->warnings = w;
	}
	w = &m->warnings[m->nwarnings++];
	*w = what;
	w->count = 1;
	w->nfiles = 0;
	file_note(w, what.file);
}

enum err manifest_refuse(struct manifest *m, struct fault what)
{
	if (!what.file)
		what.file = m->file;
	return fault_set(m->fault, what);
}

enum err manifest_bytes(struct manifest *m, const struct package_file *file,
			size_t max, char **bytes, size_t *size)
{
	const size_t want = file->size < max ? (size_t)file->size : max;
	enum err e;
	int fd;

	if ((e = blob_batch_open(m->batch, file->blob, &fd)))
		return e;
	*bytes = arena_alloc(m->mem, want + 1);
	if (!disk_read(fd, *bytes, want, size))
		e = disk_fail(file->blob);
	close(fd);
	return e;
}

const char *manifest_cut(struct arena *a, const char *s, size_t max)
{
	size_t n = strlen(s);

	if (n <= max)
		return s;
	for (n = max; n && (s[n] & 0xc0) == 0x80; n--)
		;
	return arena_copy(a, s, n);
}

/* The first of "key", "key~2", "key~3" … that is free. */
static const char *key_new(struct manifest *m, const char *key)
{
	const char *unique = key;

	if (!path_index_add(m->keys, key, 1)) {
		size_t i = path_index_find(m->keys, key);

		manifest_warn(m, (struct fault){
			.code = WARN_IDENTIFIER_REPEATED, .name = key });
		do
			unique = arena_format(m->mem, "%s~%zu", key, ++i);
		while (!path_index_add(m->keys, unique, 1));
		path_index_set(m->keys, key, i);
	}
	return unique;
}

struct package_node *node_add(struct manifest *m, struct package_node *parent,
			      const char *key, const char *title)
{
	struct package_node *n = arena_new(m->mem, struct package_node);

	m->nnodes++;
	n->key = key_new(m, manifest_cut(m->mem, key && *key ? key : "node",
					 MANIFEST_TEXT_MAX));
	n->title = manifest_cut(m->mem, title, MANIFEST_TEXT_MAX);
	n->description = "";
	n->visible = true;
	n->progress_weight = 1;
	n->min_progress_measure = 1;
	n->parent = parent;
	if (!parent)
		return n;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	return n;
}

enum err nodes_check(struct manifest *m)
{
	if (m->nnodes <= MANIFEST_NODES_MAX)
		return OK;
	return manifest_refuse(m, (struct fault){
		.code = FAULT_UNITS_TOO_MANY, .limit = MANIFEST_NODES_MAX });
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Percent signs that are no escapes stay; what is no text afterwards too. */
static const char *decode(struct arena *a, const char *s)
{
	const size_t size = strlen(s);
	char *out = arena_alloc(a, size + 1), *p = out;

	for (const char *q = s; *q; q++) {
		if (*q == '%' && hex(q[1]) >= 0 && hex(q[2]) >= 0) {
			*p++ = (char)(hex(q[1]) << 4 | hex(q[2]));
			q += 2;
		} else {
			*p++ = *q;
		}
	}
	return text_utf8(out, (size_t)(p - out)) ? out : s;
}

static void slashes(char *s)
{
	for (; *s; s++)
		if (*s == '\\')
			*s = '/';
}

/*
 * `base` up to its last slash, then `ref`, without "." and ".."; NULL when it
 * climbs out. A leading slash means the top of the package.
 */
static const char *join(struct arena *a, const char *base, const char *ref)
{
	const char *end = strrchr(base, '/');
	const int keep = *ref == '/' || !end ? 0 : (int)(end - base) + 1;
	char *s = arena_format(a, "%.*s%s", keep, base, ref);
	char *to = s;

	for (const char *from = s; *from;) {
		const size_t n = strcspn(from, "/");

		if (n == 2 && from[0] == '.' && from[1] == '.') {
			if (to == s)
				return NULL;
			while (to > s && *--to != '/')
				;
		} else if (n && !(n == 1 && *from == '.')) {
			if (to != s)
				*to++ = '/';
			memmove(to, from, n);
			to += n;
		}
		from += n + (from[n] == '/');
	}
	*to = '\0';
	return s;
}

static const struct package_file *file_at(struct manifest *m, const char *path)
{
	const size_t i = path ? path_index_find(m->out->index, path)
			      : PATH_NONE;

	return i == PATH_NONE ? NULL : &m->out->files[i];
}

static const struct package_file *file_any(struct manifest *m, const char *path)
{
	const size_t i = path ? path_index_fold(m->out->index, path)
			      : PATH_NONE;

	if (i == PATH_NONE)
		return NULL;
	manifest_warn(m, (struct fault){ .code = WARN_NAME_CASE,
					 .file = m->out->files[i].path });
	return &m->out->files[i];
}

static bool scheme(const char *s)
{
	const size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return n > 1 && s[n] == ':';
}

#define SHOWN_MOST 300		/* bytes of a path that no file has */

/*
 * In an arena of its own: one base of 1 MB may stand before a hundred thousand
 * files, and one href of 1 MB be that of ten thousand items.
 */
static void reference_find(struct manifest *m, struct arena *scratch,
			   const char *base, char *raw, struct reference *r)
{
	const char *tried[3], *folder, *plain;

	slashes(raw);
	plain = decode(scratch, base);
	folder = arena_format(scratch, "%s/", plain);
	tried[0] = join(scratch, plain, decode(scratch, raw));
	tried[1] = join(scratch, base, raw);
	tried[2] = join(scratch, folder, decode(scratch, raw));
	for (size_t i = 0; i < 3 && !r->file; i++)
		r->file = file_at(m, tried[i]);
	for (size_t i = 0; i < 3 && !r->file; i++)
		r->file = file_any(m, tried[i]);
	r->path = tried[0] ? tried[0] : raw;
}

struct reference manifest_resolve(struct manifest *m, const char *base,
				  const char *href)
{
	struct arena scratch = ARENA_INIT;
	struct reference r = { .suffix = "" };
	size_t n;

	href = text_trim(m->mem, href);
	n = strcspn(href, "?#");
	r.path = arena_copy(&scratch, href, n);
	m->nresolved += strlen(base) + strlen(href);
	if (strlen(base) + strlen(href) <= MANIFEST_REFERENCE_MAX &&
	    m->nresolved <= MANIFEST_RESOLVED_MAX) {
		r.suffix = href + n;
		if (!scheme(href))
			reference_find(m, &scratch, base,
				       arena_copy(&scratch, href, n), &r);
		else if (url_web(href))
			r.url = href;
	}
	r.path = manifest_cut(&scratch, r.path, SHOWN_MOST);
	r.path = arena_copy(m->mem, r.path, strlen(r.path));
	arena_end(&scratch);
	return r;
}

static void encode(struct text *out, const char *s, const char *also)
{
	for (; *s; s++) {
		const unsigned char c = (unsigned char)*s;
		const bool plain = (c >= '0' && c <= '9') ||
				   ((c | 32) >= 'a' && (c | 32) <= 'z') ||
				   (c < 0x80 && strchr("-._~!$&'()*+,;=@/", c)) ||
				   (c < 0x80 && strchr(also, c));

		if (plain)
			text_put(out, s, 1);
		else
			text_putf(out, "%%%02X", c);
	}
}

const char *manifest_href(struct manifest *m, const struct package_file *file,
			  const char *suffix)
{
	struct text out = { .mem = m->mem };

	encode(&out, file->path, "");
	encode(&out, suffix, "?#%:[]{}|");
	return out.bytes;
}

const char *manifest_parameters(struct arena *a, const char *href,
				const char *parameters)
{
	struct text out = { .mem = a }, more = { .mem = a };
	const char *hash = strchr(href, '#');
	const int head = hash ? (int)(hash - href) : (int)strlen(href);

	parameters = text_trim(a, parameters ? parameters : "");
	parameters += strspn(parameters, "?&");
	encode(&more, parameters, "?#%:[]{}|");
	if (!*parameters || (*parameters == '#' && hash))
		return href;
	text_putf(&out, "%.*s", head, href);
	if (*parameters != '#')
		text_puts(&out, strchr(out.bytes, '?') ? "&" : "?");
	text_puts(&out, more.bytes);
	text_puts(&out, href + head);
	return out.bytes;
}

bool url_web(const char *s)
{
	const char *host = s && strncasecmp(s, "http://", 7) == 0 ? s + 7
			 : s && strncasecmp(s, "https://", 8) == 0 ? s + 8
			 : "";

	if (!strspn(host, "abcdefghijklmnopqrstuvwxyz"
			  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789["))
		return false;
	for (; *s; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f)
			return false;
	return true;
}

const char *url_host(struct arena *a, const char *url)
{
	const char *from = strstr(url, "//"), *at;
	size_t n;

	if (!url_web(url) || !from)
		return "";
	from += 2;
	n = strcspn(from, "/?#\\");
	at = memrchr(from, '@', n);
	if (at) {
		n -= (size_t)(at + 1 - from);
		from = at + 1;
	}
	return text_lower(a, arena_copy(a, from, n));
}

/* The manifest at the top of the package, whatever its case. */
static const struct package_file *top_file(struct manifest *m, const char *name)
{
	const struct package_file *f = file_at(m, name);

	return f ? f : file_any(m, name);
}

static enum err imsmanifest(struct manifest *m, xmlNode *root)
{
	const char *schema = xml_text(m->mem, xml_at(root, "metadata/schema"));
	const char *space = root->ns && root->ns->href
		? (const char *)root->ns->href : "";

	if (!xml_is(root, "manifest"))
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MANIFEST_ROOT });
	if (strcasestr(schema, "cartridge") || strstr(space, "imscc") ||
	    strstr(space, "thincc"))
		return manifest_cartridge(m, root);
	return manifest_scorm(m, root);
}

static const struct {
	const char *name;
	enum err (*read)(struct manifest *, xmlNode *root);
} kinds[] = {
	{ "imsmanifest.xml", imsmanifest },
	{ "cmi5.xml", manifest_cmi5 },
	{ "tincan.xml", manifest_tincan },
};

#define KINDS (sizeof(kinds) / sizeof(*kinds))

/* A manifest that lies deeper than the top: most likely zipped one too high. */
static const char *deep_manifest(const struct package *p)
{
	for (size_t i = 0; i < p->nfiles; i++) {
		const char *base = strrchr(p->files[i].path, '/');

		for (size_t k = 0; base && k < KINDS; k++)
			if (strcasecmp(base + 1, kinds[k].name) == 0)
				return p->files[i].path;
	}
	return NULL;
}

static enum err without_manifest(struct manifest *m)
{
	const struct package *p = m->out;
	const char *deep = deep_manifest(p);

	if (p->nfiles == 1 && (text_ends(p->files[0].path, ".zip") ||
			       text_ends(p->files[0].path, ".imscc")))
		return manifest_refuse(m, (struct fault){
			.code = FAULT_ARCHIVE_NESTED,
			.file = p->files[0].path });
	if (deep)
		return manifest_refuse(m, (struct fault){
			.code = FAULT_MANIFEST_DEEP, .file = deep });
	return manifest_html(m);
}

enum err manifest_read(struct manifest *m)
{
	xmlNode *root;
	enum err e;

	m->keys = path_index_new(m->mem);
	for (size_t i = 0; i < KINDS; i++) {
		const struct package_file *f = top_file(m, kinds[i].name);

		if (!f)
			continue;
		m->file = f->path;
		if ((e = xml_read(m, f, &root)))
			return e;
		return kinds[i].read(m, root);
	}
	return without_manifest(m);
}
