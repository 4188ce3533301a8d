/*
 * A module of our own format that came as an archive.
 */
#include <string.h>

#include "manifest.h"
#include "media.h"
#include "native.h"
#include "native_package.h"

/* The files of an archive, as native_read wants them. */
static enum err file_read(void *context, struct arena *mem, size_t i,
			  size_t most, char **bytes, size_t *size)
{
	struct manifest *m = context;

	(void)mem;
	return manifest_bytes(m, &m->out->sources[i], most, bytes, size);
}

bool native_here(struct manifest *m)
{
	const struct package_file *f = package_find(m->out, NATIVE_MANIFEST);
	struct arena mem = ARENA_INIT;
	struct manifest brief = *m;
	bool ours = false;
	char *bytes;
	size_t size;

	brief.mem = &mem;
	/* Not read as JSON: it may be broken, and that is to be said. */
	if (f && !manifest_bytes(&brief, f, NATIVE_JSON_MOST, &bytes, &size))
		ours = memmem(bytes, size, "\"balai/", 7) != NULL;
	arena_end(&mem);
	return ours;
}

static void sources_take(struct manifest *m)
{
	struct package *p = m->out;

	p->sources = p->files;
	p->nsources = p->nfiles;
	p->files = NULL;
	p->nfiles = 0;
}

static enum err refuse_newer(struct manifest *m, const struct fault_detail *d)
{
	const char *quote = strchr(d->message.in[LANG_EN], '"');
	const size_t n = quote ? strcspn(quote + 1, "\"") : 0;

	return manifest_refuse(m, (struct fault){ .code = FAULT_MODULE_NEWER,
		.name = n ? arena_copy(m->mem, quote + 1, n) : "" });
}

/* The first that refuses is named; all of them go along. */
static enum err refuse_faulty(struct manifest *m, const struct native *n)
{
	const struct fault_detail *first = n->faults;

	while (first->warning)
		first++;
	if (strcmp(first->code, "format_newer") == 0)
		return refuse_newer(m, first);
	return manifest_refuse(m, (struct fault){
		.code = FAULT_MODULE_FAULTY, .file = first->file,
		.name = arena_format(m->mem, "%zu", first->line),
		.limit = n->nfaults - n->nwarnings,
		.details = n->faults, .ndetails = n->nfaults });
}

static void advise(struct manifest *m, const struct native *n)
{
	if (n->nwarnings)
		manifest_warn(m, (struct fault){
			.code = WARN_MODULE_ADVICE, .file = n->faults[0].file,
			.limit = n->nwarnings,
			.details = n->faults, .ndetails = n->nfaults });
}

static enum err page_put(struct blob_batch *batch, const struct native_unit *u,
			 struct package_file *out)
{
	struct blob_writer *w;
	enum err e;

	*out = (struct package_file){ .path = u->path, .size = u->page_size,
				      .type = NATIVE_LESSON_TYPE,
				      .compressible = true };
	if ((e = blob_begin(batch, &w)))
		return e;
	if ((e = blob_write(w, u->page, u->page_size))) {
		blob_abort(w);
		return e;
	}
	return blob_end(w, out->blob);
}

/* Learners may have the lessons and the media, and nothing else. */
static enum err files_make(struct manifest *m, struct blob_batch *batch,
			   const struct native *n)
{
	struct package *p = m->out;
	enum err e = OK;

	p->files = arena_array(m->mem, struct package_file,
			       p->nsources + n->nunits + 1);
	for (size_t i = 0; i < n->nunits && !e; i++)
		if (n->units[i].kind == NODE_LESSON)
			e = page_put(batch, &n->units[i],
				     &p->files[p->nfiles++]);
	for (size_t i = 0; i < p->nsources; i++)
		if (text_starts(p->sources[i].path, "media/"))
			p->files[p->nfiles++] = p->sources[i];
	p->index = path_index_new(m->mem);
	p->report.bytes = 0;
	for (size_t i = 0; i < p->nfiles; i++) {
		path_index_add(p->index, p->files[i].path, i);
		p->report.bytes += p->files[i].size;
	}
	return e;
}

static void node_make(struct manifest *m, const struct native_unit *u)
{
	struct package_node *node = node_add(m, m->out->root, u->ident,
					     u->title);

	node->kind = u->kind;
	node->launchable = true;
	node->definition = u->definition;
	node->optional = u->optional;
	node->unscored = u->unscored;
	node->path = u->path;
	node->href = u->path;
	node->own_bytes = u->bytes;
}

static enum err describe(struct manifest *m, struct blob_batch *batch,
			 const struct native *n)
{
	struct package *p = m->out;

	p->standard = STANDARD_BALAI;
	p->identifier = n->id;
	p->title = n->title;
	p->description = n->description;
	p->language = n->language;
	p->about = n->about;
	m->keys = path_index_new(m->mem);
	p->root = node_add(m, NULL, n->id, n->title);
	for (size_t i = 0; i < n->nunits; i++)
		node_make(m, &n->units[i]);
	advise(m, n);
	return files_make(m, batch, n);
}

enum err native_package(struct manifest *m, struct blob_batch *batch)
{
	struct native_folder folder = { .context = m, .read = file_read };
	struct native_file *files;
	struct native native;
	enum err e;

	m->file = NATIVE_MANIFEST;
	sources_take(m);
	files = arena_array(m->mem, struct native_file, m->out->nsources);
	for (size_t i = 0; i < m->out->nsources; i++)
		files[i] = (struct native_file){
			.path = m->out->sources[i].path,
			.size = m->out->sources[i].size };
	folder.files = files;
	folder.nfiles = m->out->nsources;
	if ((e = native_read(m->mem, &folder, &native)))
		return e;
	if (native.nfaults > native.nwarnings)
		return refuse_faulty(m, &native);
	return describe(m, batch, &native);
}
