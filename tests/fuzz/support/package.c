/*
 * package_import() without disk, process and pipe: the linker sends what it
 * calls here (--wrap, in CMakeLists.txt).
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

#include "blob.h"
#include "fuzz.h"
#include "package.h"
#include "unpack_frame.h"
#include "worker.h"

/* ---- Blobs in memory -------------------------------------------------- */

struct blob_writer {
	struct blob_writer *next;
	char *bytes;
	size_t size, room;
	char name[BLOB_NAME_SIZE];
	bool ended;
};

struct blob_batch {
	struct blob_writer *blobs;
};

static struct blob_batch *batch;	/* there is one at a time */

enum err __wrap_blob_batch_begin(const struct blob_store *,
				 struct blob_batch **out);
enum err __wrap_blob_batch_commit(struct blob_batch *);
void __wrap_blob_batch_abandon(struct blob_batch *);
enum err __wrap_blob_batch_open(const struct blob_batch *, const char *name,
				int *fd);
enum err __wrap_blob_begin(struct blob_batch *, struct blob_writer **out);
enum err __wrap_blob_write(struct blob_writer *, const void *bytes,
			   size_t size);
enum err __wrap_blob_end(struct blob_writer *, char name[BLOB_NAME_SIZE]);
void __wrap_blob_abort(struct blob_writer *);

enum err __wrap_blob_batch_begin(const struct blob_store *store,
				 struct blob_batch **out)
{
	(void)store;
	must(!batch);
	*out = batch = calloc(1, sizeof(*batch));
	must(batch != NULL);
	return OK;
}

static void batch_end(struct blob_batch *b)
{
	must(b == batch);
	for (struct blob_writer *w = b->blobs, *next; w; w = next) {
		must(w->ended);
		next = w->next;
		free(w->bytes);
		free(w);
	}
	free(b);
	batch = NULL;
}

enum err __wrap_blob_batch_commit(struct blob_batch *b)
{
	batch_end(b);
	return OK;
}

void __wrap_blob_batch_abandon(struct blob_batch *b)
{
	batch_end(b);
}

enum err __wrap_blob_begin(struct blob_batch *b, struct blob_writer **out)
{
	struct blob_writer *w = calloc(1, sizeof(*w));

	must(w != NULL);
	w->next = b->blobs;
	b->blobs = w;
	*out = w;
	return OK;
}

enum err __wrap_blob_write(struct blob_writer *w, const void *bytes,
			   size_t size)
{
	must(!w->ended);
	if (w->size + size > w->room) {
		w->room = w->size + size + w->room / 2;
		w->bytes = realloc(w->bytes, w->room);
		must(w->bytes != NULL);
	}
	memcpy(w->bytes + w->size, bytes, size);
	w->size += size;
	return OK;
}

enum err __wrap_blob_end(struct blob_writer *w, char name[BLOB_NAME_SIZE])
{
	unsigned char hash[32];

	must(!w->ended);
	w->ended = true;
	crypto_generichash(hash, sizeof(hash), (unsigned char *)w->bytes,
			   w->size, NULL, 0);
	sodium_bin2hex(w->name, sizeof(w->name), hash, sizeof(hash));
	memcpy(name, w->name, sizeof(w->name));
	return OK;
}

void __wrap_blob_abort(struct blob_writer *w)
{
	must(!w->ended);
	w->ended = true;
}

enum err __wrap_blob_batch_open(const struct blob_batch *b, const char *name,
				int *fd)
{
	for (const struct blob_writer *w = b->blobs; w; w = w->next)
		if (strcmp(w->name, name) == 0) {
			*fd = fuzz_file(w->bytes, w->size);
			return OK;
		}
	fuzz_stop(__FILE__, __LINE__, "a blob that is read is there");
}

/* ---- A package as text ------------------------------------------------ */

static const struct fuzz_package *given;

void fuzz_package_is(const struct fuzz_package *p)
{
	given = p;
}

enum err __real_unpack(int fd, const char *exe, const struct unpack_limits *,
		       const struct unpack_sink *, struct arena *,
		       struct unpack_result *, struct fault *);
enum err __wrap_unpack(int fd, const char *exe, const struct unpack_limits *,
		       const struct unpack_sink *, struct arena *,
		       struct unpack_result *, struct fault *);

/* The line that begins the next file, or the end. */
static const char *mark_next(const char *from, const char *end)
{
	const char *mark = from;

	while ((mark = memmem(mark, (size_t)(end - mark), "=== ", 4)) &&
	       mark != from && mark[-1] != '\n')
		mark += 4;
	return mark ? mark : end;
}

static enum err file_give(const struct unpack_sink *sink, struct arena *mem,
			  const struct unpack_limits *limits,
			  const char *from, const char *end)
{
	const char *line = memchr(from, '\n', (size_t)(end - from));
	const char *stop = line ? line : end;
	struct entry_name name;
	enum err e;

	from += 4;
	if (entry_name_read(mem, from, (size_t)(stop - from), limits, &name) ||
	    name.dir)
		return OK;
	if ((e = sink->file(sink->context, name.path)))
		return e;
	if (line && end - line > 1 &&
	    (e = sink->data(sink->context, line + 1,
			    (size_t)(end - line) - 1)))
		return e;
	return sink->file_end(sink->context);
}

enum err __wrap_unpack(int fd, const char *exe,
		       const struct unpack_limits *limits,
		       const struct unpack_sink *sink, struct arena *mem,
		       struct unpack_result *out, struct fault *fault)
{
	const char *at, *end;
	enum err e = OK;

	if (!given)
		return __real_unpack(fd, exe, limits, sink, mem, out, fault);
	*out = (struct unpack_result){ .packed_bytes = given->size };
	*fault = (struct fault){ .code = FAULT_NONE };
	at = (const char *)given->bytes;
	end = at + given->size;
	for (at = mark_next(at, end); at < end && !e;) {
		const char *next = mark_next(at + 4, end);

		e = file_give(sink, mem, limits ? limits :
			      &unpack_limits_default, at, next);
		at = next;
	}
	return e;
}

/* ---- The unpack-worker, inside ----------------------------------------- */

#define OUTPUT_MOST (24u << 20)

#ifdef BALAI_SANITIZED

static struct {
	bool on;		/* it runs */
	bool over;		/* it has said more than anybody wants */
	int pipe;		/* where its reader reads */
	int out;
	size_t size;
} worker;

int __real_pipe2(int ends[2], int flags);
int __wrap_pipe2(int ends[2], int flags);
ssize_t __real_writev(int fd, const struct iovec *, int n);
ssize_t __wrap_writev(int fd, const struct iovec *, int n);
ssize_t __real_archive_read_data(struct archive *, void *, size_t);
ssize_t __wrap_archive_read_data(struct archive *, void *, size_t);
int __real_archive_read_next_header(struct archive *, struct archive_entry **);
int __wrap_archive_read_next_header(struct archive *, struct archive_entry **);
enum err __wrap_worker_start(const char *name, int in, int out,
			     const char *exe, pid_t *pid);
int __wrap_worker_end(pid_t);

int __wrap_pipe2(int ends[2], int flags)
{
	const int status = __real_pipe2(ends, flags);

	worker.pipe = ends[0];
	return status;
}

ssize_t __wrap_writev(int fd, const struct iovec *parts, int n)
{
	ssize_t done = 0;

	if (!worker.on || fd != 1)
		return __real_writev(fd, parts, n);
	for (int i = 0; i < n; i++)
		done += (ssize_t)parts[i].iov_len;
	worker.size += (size_t)done;
	worker.over |= worker.size > OUTPUT_MOST;
	if (!worker.over)
		must(__real_writev(worker.out, parts, n) == done);
	return done;
}

/* Its reader would have killed it. */
ssize_t __wrap_archive_read_data(struct archive *a, void *to, size_t size)
{
	return worker.over ? ARCHIVE_FATAL
			   : __real_archive_read_data(a, to, size);
}

int __wrap_archive_read_next_header(struct archive *a,
				    struct archive_entry **entry)
{
	return worker.over ? ARCHIVE_FATAL
			   : __real_archive_read_next_header(a, entry);
}

/* It runs to its end; then its reader reads all it has said. */
enum err __wrap_worker_start(const char *name, int in, int out,
			     const char *exe, pid_t *pid)
{
	(void)out;
	(void)exe;
	must(strcmp(name, "unpack-worker") == 0);
	worker.on = true;
	worker.over = false;
	worker.size = 0;
	worker.out = fuzz_file("", 0);
	must(dup2(in, 0) == 0);
	must(unpack_worker_main() == 0);
	must(lseek(worker.out, 0, SEEK_SET) == 0);
	must(dup2(worker.out, worker.pipe) == worker.pipe);
	close(worker.out);
	worker.on = false;
	*pid = 0;
	return OK;
}

int __wrap_worker_end(pid_t pid)
{
	(void)pid;
	return 0;
}

#endif

/* ---- What must be true of a package ------------------------------------ */

static void text_check(const char *text, size_t most)
{
	must(fuzz_utf8(text, most));
}

static void href_check(const struct package *p, const struct package_node *n)
{
	const size_t head = strcspn(n->href, "?#");

	must(package_find(p, n->path) != NULL);
	text_check(n->href, 1 << 22);
	/* Relative, whatever it is put behind, and nothing to be quoted. */
	must(n->href[0] != '/' && n->href[0] != '\\' && head > 0);
	must(!memchr(n->href, ':', head));
	for (const char *s = n->href; *s; s++)
		must((unsigned char)*s > ' ' && (unsigned char)*s < 0x7f &&
		     *s != '"' && *s != '<' && *s != '>');
}

static void node_check(const struct package *p, const struct package_node *n)
{
	text_check(n->key, 1100);
	text_check(n->title, 1000);
	text_check(n->description, 10000);
	if (n->url)
		must(strncasecmp(n->url, "http://", 7) == 0 ||
		     strncasecmp(n->url, "https://", 8) == 0);
	if (n->href)
		href_check(p, n);
	must(!n->launchable || n->href || n->url || n->definition);
	must(!n->has_mastery || (n->mastery_score >= 0 &&
				 n->mastery_score <= 100));
	must(n->min_progress_measure >= 0 && n->min_progress_measure <= 1);
	must(n->progress_weight >= 0 && n->progress_weight <= 1);
	for (size_t i = 0; i < n->nobjectives; i++) {
		text_check(n->objectives[i].id, 1 << 22);
		must(n->objectives[i].min_normalized_measure >= -1 &&
		     n->objectives[i].min_normalized_measure <= 1);
	}
	if (n->sequencing) {
		char *dump = json_dumps(n->sequencing, JSON_COMPACT);

		must(dump != NULL);
		free(dump);
	}
}

static void nodes_check_all(const struct package *p)
{
	size_t n = 0, units = 0;

	for (const struct package_node *i = p->root; i; i = package_next(i)) {
		node_check(p, i);
		units += i->launchable;
		must(++n <= 10100);
	}
	must(units == p->report.units);
}

static void fault_check(struct arena *mem, const struct fault *f)
{
	must(f->code > FAULT_NONE && f->code < FAULT_COUNT);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		const char *s = fault_message(mem, f, (enum lang)lang);

		text_check(s, 8000);
		must(*s != '\0');
	}
	for (size_t i = 0; i < f->ndetails; i++) {
		const struct fault_detail *d = &f->details[i];

		must(*d->code && *d->file);
		text_check(d->file, 1000);
		for (int lang = 0; lang < LANG_COUNT; lang++)
			text_check(d->message.in[lang], 4000);
	}
}

static void package_check(struct arena *mem, const struct package *p)
{
	must(p->standard > STANDARD_NONE && p->standard < STANDARD_COUNT);
	text_check(p->title, 1000);
	must(*p->title);
	text_check(p->identifier, 1 << 22);
	text_check(p->description, 10000);
	text_check(p->language, 1 << 22);
	must(p->nfiles > 0 || p->nsources > 0);
	for (size_t i = 0; i < p->nfiles; i++) {
		text_check(p->files[i].path, 1024 + 10);
		must(fuzz_path_stays(p->files[i].path));
		must(package_find(p, p->files[i].path) == &p->files[i]);
		must(blob_name_valid(p->files[i].blob));
		/* No quiz and no case is ever a file that learners may have. */
		must(!p->sources || text_starts(p->files[i].path, "media/") ||
		     (text_starts(p->files[i].path, "lessons/") &&
		      text_ends(p->files[i].path, ".json")));
	}
	nodes_check_all(p);
	for (size_t i = 0; i < p->report.nwarnings; i++)
		fault_check(mem, &p->report.warnings[i]);
	for (size_t i = 0; i < p->report.nhosts; i++)
		text_check(p->report.hosts[i], 300);
}

void fuzz_import(int fd, const char *name)
{
	static const struct unpack_limits limits = {
		.total_bytes = 16u << 20, .file_bytes = 8u << 20,
		.entries = 2000, .ratio = 200, .ratio_from = 4u << 20,
		.depth = 32, .name_bytes = 255, .path_bytes = 1024,
		.seconds = 60,
	};
	const struct package_options options = { .limits = &limits };
	const struct blob_store store = { .dir = -1 };
	struct arena mem = ARENA_INIT;
	struct package package;
	struct fault fault;
	enum err e;

	e = package_import(&options, fd, name, &store, &mem, &package, &fault);
	must(!batch);
	must(e == fault_err(fault.code) && (e == OK) == !fault.code);
	if (e)
		fault_check(&mem, &fault);
	else
		package_check(&mem, &package);
	arena_end(&mem);
}
