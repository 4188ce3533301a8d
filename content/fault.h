/*
 * What is wrong with a package, in words its author understands.
 *
 * Each has a stable code, a category of base/err.h, and a sentence in both
 * languages; content/faults.def is the whole list. A fault refuses a package,
 * a warning stands in its report.
 */
#ifndef CONTENT_FAULT_H
#define CONTENT_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

enum fault_code {
	FAULT_NONE,
#define FAULT(name, code, err, id, en) FAULT_##name,
#define WARNING(name, code, id, en) WARN_##name,
#include "faults.def"
	FAULT_COUNT
};

#define FAULT_FILES 20	/* how many names a warning keeps */

/* One of many, in a file that its author wrote by hand. */
struct fault_detail {
	const char *code;
	const char *file;
	size_t line;		/* 1 and up; 0: the whole file */
	bool warning;		/* does not refuse */
	struct phrase message;	/* filled in */
};

/* Text may be NULL where the sentence does not ask for it. */
struct fault {
	enum fault_code code;
	const char *file;	/* the (first) entry concerned */
	const char *item;	/* the title of the unit */
	const char *name;	/* an identifier, a host, a line, a kind */
	uint64_t limit;		/* a number of things or of bytes */
	size_t count;		/* how often; 1 for a refusal */
	const char *files[FAULT_FILES];	/* warnings: the first ones, `file` too */
	size_t nfiles;
	const struct fault_detail *details;	/* of MODULE_FAULTY */
	size_t ndetails;
};

/* "archive_bomb"; "" for FAULT_NONE. */
const char *fault_name(enum fault_code);

/* What the caller can do about it; OK for warnings. */
enum err fault_err(enum fault_code);

const struct phrase *fault_phrase(enum fault_code);

/* The sentence, filled in. Names from outside are cut at 200 bytes. */
const char *fault_message(struct arena *, const struct fault *, enum lang);

/*
 * Fill `out` and return the category, also for the log: `return fault_set(…)`.
 * The strings of `what` must live as long as `out`.
 */
enum err fault_set(struct fault *out, struct fault what);

#endif
