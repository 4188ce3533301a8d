/*
 * Modules of our own format, "balai/1": a folder that a teacher can write.
 *
 * module.json names the parts; lessons are Markdown, quizzes and cases JSON. The
 * whole folder is read and all that is wrong with it is told at once, with file
 * and line, since who writes by hand mends by hand. modules/README.md describes
 * the format for teachers, modules/schema/ for their editors.
 */
#ifndef CONTENT_NATIVE_H
#define CONTENT_NATIVE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "fault.h"
#include "package.h"

#define NATIVE_MANIFEST   "module.json"
#define NATIVE_FORMAT     "balai/1"
#define NATIVE_FAULTS     200		/* that are told */
#define NATIVE_FILES_MOST 2000
#define NATIVE_PARTS_MOST 200
#define NATIVE_LESSON_MOST 200000	/* bytes */
#define NATIVE_JSON_MOST  1000000
#define NATIVE_TEXT_MOST  10000000	/* of all texts together */
#define NATIVE_LESSON_TYPE "application/vnd.balai.lesson+json"

struct native_file {
	const char *path;	/* relative, slashes, unique */
	uint64_t size;
	bool special;		/* a link or a device, which is not read */
};

/* Where the files are: on a disk, or in a batch of blobs. */
struct native_folder {
	void *context;
	const struct native_file *files;
	size_t nfiles;
	/* File `i` up to `most` bytes, in the arena, with a NUL behind. */
	enum err (*read)(void *context, struct arena *, size_t i, size_t most,
			 char **bytes, size_t *size);
	/* File `i` to be read from its beginning; the caller closes it. Only
	   for who packs the folder. */
	enum err (*open)(void *context, size_t i, int *fd);
};

struct native_unit {
	enum node_kind kind;	/* NODE_LESSON … NODE_TOOL */
	const char *ident;	/* "lesson:ki-1" */
	const char *title;
	json_t *definition;	/* keys included; of a lesson what its head says */
	bool optional, unscored;
	/* Of a lesson: what the browser gets, and under which path. */
	const char *path, *page;
	size_t page_size;
	uint64_t bytes;		/* of the page and the media it shows */
};

struct native {
	const char *id, *title, *description, *language;
	json_t *about;		/* module.json without its parts; "reviewBy", the
				   earliest of the lessons', is added */
	struct native_unit *units;	/* in the order of the parts */
	size_t nunits;
	const struct fault_detail *faults;	/* by file and line */
	size_t nfaults, nwarnings;	/* warnings are among the faults */
};

/* Would a module of ours begin so? `format` is what module.json says. */
bool native_format(const char *format);

/*
 * Read and check all of it. OK also when there are faults: the rest is whole
 * only where none but warnings are. Errors are those of `read`. Everything
 * lives in the arena.
 */
enum err native_read(struct arena *, const struct native_folder *,
		     struct native *out);

#endif
