/*
 * What the rows say together, for `balai check`: read in pages, and nothing is
 * changed. Results live in the handle's arena.
 */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "db/db.h"

/* How many blobs are needed by anything. */
enum err check_blob_count(struct db *, size_t *out);

/* Where a blob is needed, five of them at most; number 0: a module's picture,
   -1: a draft, -2: a signed paper, below: a file of an event or an assignment. */
struct blob_use {
	const char *title, *path;
	int64_t number;
};

enum err check_blob_uses(struct db *, const char *blob, struct blob_use **out,
			 size_t *n);

/* Kinds of rows that do not fit together. */
enum check_kind { CHECK_VERSION, CHECK_MODULE, CHECK_ATTEMPT, CHECK_RUN,
		  CHECK_PROGRESS, CHECK_SITTING, CHECK_IMPORT,
		  CHECK_BALLOTS, CHECK_KINDS };

struct check_row {
	enum check_kind kind;
	const char *id;
};

/* A hundred of them at most. */
enum err check_rows(struct db *, struct check_row **out, size_t *n);

/* What was kept as JSON: a run's last item, a version's tree and report, a
   sitting's paper and responses, a survey's form, a block's tally. */
struct check_text {
	const char *id;
	int64_t sequence;		/* of an item; 0 with a version */
	const char *texts[2];		/* NULL: there is no more */
};

/* Those after `after` ("" at first), in order; none: that was all. */
enum err check_items(struct db *, const char *after, struct check_text **out,
		     size_t *n);
enum err check_versions(struct db *, const char *after,
			struct check_text **out, size_t *n);
enum err check_sittings(struct db *, const char *after,
			struct check_text **out, size_t *n);

enum err check_forms(struct db *, const char *after, struct check_text **out,
		     size_t *n);
enum err check_tallies(struct db *, const char *after, struct check_text **out,
		       size_t *n);

/* A file of uploads/ and how many bytes at least the rows promise in it. */
struct check_file {
	const char *id;
	int64_t bytes;
};

/* The one of that id, or with "" all. */
enum err check_files(struct db *, const char *id, struct check_file **out,
		     size_t *n);

#endif
