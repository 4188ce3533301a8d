#include "package.h"

#include <stdlib.h>
#include <string.h>

#include "hosts.h"
#include "manifest.h"
#include "media.h"

#define SCAN_MAX  1000000	/* bytes of one page that are looked through */
#define SCAN_ALL  100000000	/* of all of them */
#define PRESS_MIN 1000

static const char *const standards[STANDARD_COUNT] = {
	[STANDARD_NONE] = "",
	[STANDARD_SCORM12] = "scorm12",
	[STANDARD_SCORM2004_2] = "scorm2004-2",
	[STANDARD_SCORM2004_3] = "scorm2004-3",
	[STANDARD_SCORM2004_4] = "scorm2004-4",
	[STANDARD_CMI5] = "cmi5",
	[STANDARD_TINCAN] = "tincan",
	[STANDARD_CC_1_0] = "cc-1.0",
	[STANDARD_CC_1_1] = "cc-1.1",
	[STANDARD_CC_1_2] = "cc-1.2",
	[STANDARD_CC_1_3] = "cc-1.3",
	[STANDARD_HTML] = "html",
};

const char *standard_name(enum standard s)
{
	return standards[s];
}

enum standard standard_by_name(const char *name)
{
	for (int s = 1; s < STANDARD_COUNT; s++)
		if (strcmp(standards[s], name) == 0)
			return (enum standard)s;
	return STANDARD_NONE;
}

const char *node_kind_name(enum node_kind kind)
{
	static const char *const names[] = {
		[NODE_FOLDER] = "folder", [NODE_SCO] = "sco",
		[NODE_ASSET] = "asset", [NODE_AU] = "au",
		[NODE_PAGE] = "page", [NODE_FILE] = "file",
		[NODE_LINK] = "link",
	};

	return names[kind];
}

struct package_node *package_next(const struct package_node *n)
{
	if (n->first)
		return n->first;
	while (n && !n->next)
		n = n->parent;
	return n ? n->next : NULL;
}

const struct package_file *package_find(const struct package *p,
					const char *path)
{
	const size_t i = path_index_find(p->index, path);

	return i == PATH_NONE ? NULL : &p->files[i];
}

/* The import under way: the sink that unpack() feeds. */
struct import {
	const struct package_options *options;
	struct manifest m;
	struct blob_batch *batch;
	struct blob_writer *writer;	/* NULL: the file under way is dropped */
	struct package_file *file;
	size_t room;
	struct arena *mem;
	struct package *out;
	struct fault *fault;
};

static enum err storage_fault(struct import *im, enum err e)
{
	char reason[FAILURE_SIZE];

	memcpy(reason, fail_reason(), sizeof(reason));
	*im->fault = (struct fault){
		.code = e == ERR_FULL ? FAULT_DISK_FULL : FAULT_STORAGE_FAILED,
		.count = 1 };
	return fail(fault_err(im->fault->code), "%s", reason);
}

static struct package_file *file_room(struct import *im)
{
	struct package *p = im->out;

	if (p->nfiles == im->room) {
		struct package_file *old = p->files;

		im->room = im->room ? im->room * 2 : 64;
		p->files = arena_array(im->mem, struct package_file, im->room);
		if (p->nfiles)
			memcpy(p->files, old, p->nfiles * sizeof(*old));
	}
	return &p->files[p->nfiles];
}

static enum err sink_file(void *context, const char *path)
{
	struct import *im = context;
	struct package_file *f;
	enum err e;

	if (entry_name_junk(path))
		return OK;
	path = arena_copy(im->mem, path, strlen(path));
	if (!path_index_add(im->out->index, path, im->out->nfiles)) {
		manifest_warn(&im->m, (struct fault){
			.code = WARN_ENTRY_DUPLICATE, .file = path });
		return OK;
	}
	if ((e = blob_begin(im->batch, &im->writer)))
		return storage_fault(im, e);
	f = file_room(im);
	*f = (struct package_file){ .path = path, .type = media_type(path) };
	f->compressible = media_compressible(f->type);
	im->file = f;
	return OK;
}

static enum err sink_data(void *context, const void *bytes, size_t size)
{
	struct import *im = context;
	enum err e;

	if (!im->writer)
		return OK;
	im->file->size += size;
	e = blob_write(im->writer, bytes, size);
	return e ? storage_fault(im, e) : OK;
}

static enum err sink_file_end(void *context)
{
	struct import *im = context;
	struct blob_writer *w = im->writer;
	enum err e;

	if (!w)
		return OK;
	im->writer = NULL;
	if ((e = blob_end(w, im->file->blob)))
		return storage_fault(im, e);
	im->out->nfiles++;
	im->out->report.bytes += im->file->size;
	return OK;
}

static void sink_warn(void *context, enum fault_code code, const char *path)
{
	struct import *im = context;

	manifest_warn(&im->m, (struct fault){ .code = code,
		.file = arena_copy(im->mem, path, strlen(path)) });
}

static bool sink_progress(void *context, size_t entries, uint64_t bytes)
{
	const struct package_options *o = ((struct import *)context)->options;

	return !o->progress || o->progress(o->context, entries, bytes);
}

/* The length of the folder, slash included, that every file lies in; or 0. */
static size_t shared_folder(const struct package *p)
{
	const char *slash = strchr(p->files[0].path, '/');
	const size_t n = slash ? (size_t)(slash - p->files[0].path) + 1 : 0;

	for (size_t i = 1; i < p->nfiles && n; i++)
		if (strncmp(p->files[i].path, p->files[0].path, n) != 0)
			return 0;
	return n;
}

static void folders_strip(struct package *p)
{
	size_t n;

	while ((n = shared_folder(p)))
		for (size_t i = 0; i < p->nfiles; i++)
			p->files[i].path += n;
}

static bool is_folder_too(const struct package *p, const char *path)
{
	char *copy = strdup(path);
	bool clash = false;

	if (!copy)
		abort();
	for (char *slash = strrchr(copy, '/'); slash && !clash;
	     slash = strrchr(copy, '/')) {
		*slash = '\0';
		clash = path_index_find(p->index, copy) != PATH_NONE;
	}
	free(copy);
	return clash;
}

static void names_check(struct import *im)
{
	struct package *p = im->out;

	p->index = path_index_new(im->mem);
	for (size_t i = 0; i < p->nfiles; i++) {
		const char *path = p->files[i].path;

		if (path_index_fold(p->index, path) != PATH_NONE)
			manifest_warn(&im->m, (struct fault){
				.code = WARN_NAME_CASE_TWINS, .file = path });
		path_index_add(p->index, path, i);
		if (strcmp(p->files[i].type, "application/x-shockwave-flash")
		    == 0)
			manifest_warn(&im->m, (struct fault){
				.code = WARN_FLASH, .file = path });
	}
	for (size_t i = 0; i < p->nfiles; i++)
		if (is_folder_too(p, p->files[i].path))
			manifest_warn(&im->m, (struct fault){
				.code = WARN_FILE_CLASH,
				.file = p->files[i].path });
}

static enum err hosts_of(struct import *im, const struct package_file *f,
			 struct hosts *h)
{
	struct arena mem = ARENA_INIT;
	struct manifest m = im->m;
	char *bytes;
	size_t size;
	enum err e;

	m.mem = &mem;
	e = manifest_bytes(&m, f, SCAN_MAX, &bytes, &size);
	if (!e)
		hosts_scan(h, bytes, size);
	arena_end(&mem);
	return e;
}

static enum err hosts_find(struct import *im)
{
	struct package_report *r = &im->out->report;
	struct hosts h = { .mem = im->mem, .names = r->hosts,
			   .most = PACKAGE_HOSTS };
	uint64_t scanned = 0;
	enum err e;

	for (size_t i = 0; i < im->out->nfiles && scanned < SCAN_ALL; i++) {
		const struct package_file *f = &im->out->files[i];

		if (!media_page(f->type) && strcmp(f->type, "text/css") != 0)
			continue;
		scanned += f->size < SCAN_MAX ? f->size : SCAN_MAX;
		if ((e = hosts_of(im, f, &h)))
			return storage_fault(im, e);
	}
	r->nhosts = h.count;
	for (size_t i = 0; i < h.count; i++)
		manifest_warn(&im->m, (struct fault){
			.code = WARN_HOST_FOREIGN, .name = h.names[i] });
	return OK;
}

/* "Dasar_Anggaran.v2.zip" -> "Dasar_Anggaran.v2" */
static const char *upload_title(struct arena *a, const char *name)
{
	const char *slash = strrchr(name, '/');
	const char *base = slash ? slash + 1 : name;
	const char *dot = strrchr(base, '.');
	const size_t n = dot && dot != base ? (size_t)(dot - base)
					    : strlen(base);

	if (!n || !text_utf8(base, n))
		return "Modul";
	return arena_copy(a, base, n);
}

static void title_settle(struct import *im)
{
	struct package *p = im->out;

	if (!p->title || !*p->title) {
		p->title = upload_title(im->mem, im->m.upload);
		manifest_warn(&im->m, (struct fault){
			.code = WARN_TITLE_MISSING, .file = im->m.file });
	}
	p->title = manifest_cut(im->mem, p->title, MANIFEST_TEXT_MAX);
	if (!*p->root->title)
		p->root->title = p->title;
	p->identifier = p->identifier ? p->identifier : "";
	p->description = manifest_cut(im->mem,
		p->description ? p->description : "", MANIFEST_PROSE_MAX);
	p->language = p->language ? p->language : "";
}

static enum err units_count(struct import *im)
{
	struct package *p = im->out;

	for (const struct package_node *n = p->root; n; n = package_next(n))
		p->report.units += n->launchable;
	/* A cartridge of quizzes alone is listed, though none opens yet. */
	if (!p->report.units && !(p->standard >= STANDARD_CC_1_0 &&
				  p->standard <= STANDARD_CC_1_3 &&
				  p->root->first))
		return manifest_refuse(&im->m, (struct fault){
			.code = FAULT_UNITS_MISSING });
	return OK;
}

static enum err understand(struct import *im)
{
	struct package *p = im->out;
	enum err e;

	if (!p->nfiles)
		return manifest_refuse(&im->m, (struct fault){
			.code = FAULT_ARCHIVE_EMPTY });
	folders_strip(p);
	names_check(im);
	p->report.entries = p->nfiles;
	if ((e = manifest_read(&im->m)))
		return im->fault->code ? e : storage_fault(im, e);
	if ((e = units_count(im)) || (e = hosts_find(im)))
		return e;
	title_settle(im);
	p->report.warnings = im->m.warnings;
	p->report.nwarnings = im->m.nwarnings;
	return OK;
}

static enum err unpack_into(struct import *im, int fd)
{
	const struct unpack_sink sink = {
		.context = im, .file = sink_file, .data = sink_data,
		.file_end = sink_file_end, .warn = sink_warn,
		.progress = sink_progress,
	};
	struct fault stored = { .code = FAULT_NONE }, *fault = im->fault;
	struct unpack_result result;
	enum err e;

	/* What the sink says goes into `stored`, what unpack says into fault. */
	im->fault = &stored;
	e = unpack(fd, im->options->exe, im->options->limits, &sink, im->mem,
		   &result, fault);
	im->fault = fault;
	if (im->writer)
		blob_abort(im->writer);
	im->writer = NULL;
	im->out->report.packed_bytes = result.packed_bytes;
	if (e && !fault->code)
		*fault = stored;
	return e;
}

enum err package_import(const struct package_options *options, int fd,
			const char *name, const struct blob_store *store,
			struct arena *mem, struct package *out,
			struct fault *fault)
{
	static const struct package_options defaults;
	struct import im = { .options = options ? options : &defaults,
			     .mem = mem, .out = out, .fault = fault };
	enum err e;

	*out = (struct package){ .standard = STANDARD_NONE };
	*fault = (struct fault){ .code = FAULT_NONE };
	out->index = path_index_new(mem);
	im.m = (struct manifest){ .mem = mem, .out = out, .fault = fault,
				  .upload = name ? name : "" };
	if ((e = blob_batch_begin(store, &im.batch)))
		return storage_fault(&im, e);
	im.m.batch = im.batch;
	if ((e = unpack_into(&im, fd)) || (e = understand(&im))) {
		blob_batch_abandon(im.batch);
		return e;
	}
	e = blob_batch_commit(im.batch);
	return e ? storage_fault(&im, e) : OK;
}

enum err package_precompress(const struct package *p,
			     const struct blob_store *store)
{
	enum err e;

	for (size_t i = 0; i < p->nfiles; i++)
		if (p->files[i].compressible && p->files[i].size >= PRESS_MIN &&
		    (e = blob_precompress(store, p->files[i].blob)))
			return e;
	return OK;
}
