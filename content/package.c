#include "package.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hosts.h"
#include "kind.h"
#include "manifest.h"
#include "markdown.h"
#include "media.h"
#include "native_package.h"
#include "single.h"

#define SCAN_MAX  1000000	/* bytes of one page that are looked through */
#define SCAN_ALL  100000000	/* of all of them */
#define SINGLE_PIECE 262144

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
	[STANDARD_FILE] = "file",
	[STANDARD_BALAI] = "balai",
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
		[NODE_LINK] = "link", [NODE_PDF] = "pdf",
		[NODE_VIDEO] = "video", [NODE_AUDIO] = "audio",
		[NODE_IMAGE] = "image", [NODE_LESSON] = "lesson",
		[NODE_QUIZ] = "quiz", [NODE_CASE] = "case",
		[NODE_SURVEY] = "survey", [NODE_PLAN] = "plan",
		[NODE_TOOL] = "tool",
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
	const struct kind *kind;	/* of a single file */
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

static void title_settle(struct import *im)
{
	struct package *p = im->out;

	if (!p->title || !*p->title) {
		p->title = single_title(im->mem, im->m.upload);
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

static enum err media_look(struct import *im)
{
	const struct package *p = im->out;
	enum err e;

	for (size_t i = 0; i < p->nfiles; i++)
		if ((e = media_check(&im->m, &p->files[i])))
			return storage_fault(im, e);
	return OK;
}

static enum err describe(struct import *im)
{
	if (im->kind->group == KIND_OTHER && native_here(&im->m))
		return native_package(&im->m, im->batch);
	return im->kind->group != KIND_OTHER
		? manifest_single(&im->m, im->kind, &im->out->files[0])
		: manifest_read(&im->m);
}

static enum err understand(struct import *im)
{
	struct package *p = im->out;
	enum err e;

	if (!p->nfiles)
		return manifest_refuse(&im->m, (struct fault){
			.code = FAULT_ARCHIVE_EMPTY });
	if (im->kind->group == KIND_OTHER) {
		folders_strip(p);
		if ((e = single_captioned(&im->m, im->batch, &im->kind)))
			return im->fault->code ? e : storage_fault(im, e);
	}
	names_check(im);
	p->report.entries = p->nfiles;
	if ((e = describe(im)))
		return im->fault->code ? e : storage_fault(im, e);
	if ((e = units_count(im)) || (e = hosts_find(im)) ||
	    (e = media_look(im)))
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

static enum err put_file(struct import *im, const char *path, const char *type,
			 const char *bytes, size_t size)
{
	enum err e;

	if ((e = sink_file(im, path)) || (e = sink_data(im, bytes, size)) ||
	    (e = sink_file_end(im)))
		return e;
	im->out->files[im->out->nfiles - 1].type = type;
	return OK;
}

/* At most `most` bytes of what is at `fd`, and a NUL; NULL when there are more. */
static char *whole(struct import *im, int fd, size_t most, size_t *size)
{
	char *bytes = arena_alloc(im->mem, most + 2);
	ssize_t n;

	for (*size = 0; *size <= most; *size += (size_t)n)
		if ((n = pread(fd, bytes + *size, most + 1 - *size,
			       (off_t)*size)) <= 0)
			break;
	bytes[*size] = '\0';
	return *size <= most ? bytes : NULL;
}

/* The page comes first: it is what opens. */
static enum err take_markdown(struct import *im, int fd, const char *path)
{
	const char *name = single_title(im->mem, im->m.upload);
	struct text page = { .mem = im->mem };
	size_t size;
	char *bytes = whole(im, fd, MARKDOWN_MOST, &size);
	enum err e;

	if (!bytes || !text_utf8(bytes, size) ||
	    markdown_page(im->mem, bytes, size, name, &page, &im->out->title))
		return fault_set(im->fault, (struct fault){
			.code = FAULT_TEXT_UNREADABLE, .file = path,
			.limit = MARKDOWN_MOST });
	if ((e = put_file(im, "halaman.html", "text/html", page.bytes,
			  page.size)))
		return e;
	return put_file(im, path, im->kind->type, bytes, size);
}

/* Piece by piece, since it may be a video of 2 GB. */
static enum err take_file(struct import *im, int fd, const char *path)
{
	char *piece = arena_alloc(im->mem, SINGLE_PIECE);
	uint64_t size = 0;
	enum err e;
	ssize_t n;

	if ((e = sink_file(im, path)))
		return e;
	while ((n = pread(fd, piece, SINGLE_PIECE, (off_t)size)) > 0) {
		size += (uint64_t)n;
		if ((e = sink_data(im, piece, (size_t)n)))
			return e;
		if (!sink_progress(im, 1, size))
			return fault_set(im->fault, (struct fault){
				.code = FAULT_IMPORT_STOPPED });
	}
	if (n < 0)
		return storage_fault(im, fail(ERR_INTERNAL, "%s: %s", path,
					      strerror(errno)));
	if ((e = sink_file_end(im)))
		return e;
	im->out->files[0].type = im->kind->type;
	im->out->title = single_title(im->mem, im->m.upload);
	return OK;
}

static enum err single_into(struct import *im, int fd)
{
	const struct unpack_limits *limits = im->options->limits
		? im->options->limits : &unpack_limits_default;
	const char *path = single_path(im->mem, im->m.upload, im->kind);
	struct stat st;
	enum err e;

	if (im->kind->group == KIND_FOREIGN)
		return fault_set(im->fault, (struct fault){
			.code = FAULT_MEDIA_FOREIGN });
	if (fstat(fd, &st))
		return storage_fault(im, fail(ERR_INTERNAL, "fstat: %s",
					      strerror(errno)));
	if ((uint64_t)st.st_size > limits->file_bytes)
		return fault_set(im->fault, (struct fault){
			.code = FAULT_FILE_TOO_LARGE, .file = path,
			.limit = limits->file_bytes });
	im->out->report.packed_bytes = (uint64_t)st.st_size;
	e = im->kind->group == KIND_MARKDOWN ? take_markdown(im, fd, path)
					     : take_file(im, fd, path);
	if (im->writer)
		blob_abort(im->writer);
	im->writer = NULL;
	return e;
}

static enum err read_into(struct import *im, int fd)
{
	return im->kind->group == KIND_OTHER ? unpack_into(im, fd)
					     : single_into(im, fd);
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
	im.kind = kind_of(fd, im.m.upload);
	if ((e = read_into(&im, fd)) || (e = understand(&im))) {
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
		if (p->files[i].compressible && p->files[i].size >= BLOB_PRESS_MIN &&
		    (e = blob_precompress(store, p->files[i].blob)))
			return e;
	return OK;
}
