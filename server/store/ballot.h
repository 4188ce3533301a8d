/*
 * Boxes of anonymous answers that wait, and blocks of those that are told; see
 * training/ballot.h, which alone writes them. Results live in the handle's arena.
 */
#ifndef STORE_BALLOT_H
#define STORE_BALLOT_H

#include "db/db.h"

/* "" where there is none yet. */
enum err ballot_box_get(struct db *, const char *source, const char *source_id,
			const char **out);
enum err ballot_box_put(struct db *, const char *source, const char *source_id,
			const char *waiting);

struct ballot_box {
	const char *source, *source_id;
};

/* Boxes in order, behind that one. */
enum err ballot_box_page(struct db *, const struct ballot_box *after,
			 size_t most, struct ballot_box **out, size_t *n);
enum err ballot_box_any(struct db *, bool *out);

struct ballot_block {
	const char *id, *source, *source_id;
	const char *batch_id, *unit_id;		/* NULL: not in common */
	int64_t size;				/* 0: a part */
	const char *tally;			/* JSON: domain/survey.h */
	/* Of a list only. */
	const char *unit, *unit_agency, *batch, *batch_agency, *programme;
};

enum err ballot_block_add(struct db *, const struct ballot_block *);
enum err ballot_text_add(struct db *, const char *id, const char *block_id,
			 const char *question, const char *words);

enum err ballot_blocks_of(struct db *, const struct ballot_box *, size_t most,
			  struct ballot_block **out, size_t *n);

struct ballot_text {
	const char *question, *words;
};
enum err ballot_texts_of(struct db *, const struct ballot_box *, size_t most,
			 struct ballot_text **out, size_t *n);

/* The unit somebody works in now, and the batch in which they took part in what
   is asked about; NULL where there is none. */
enum err ballot_unit_of(struct db *, const char *person_id, const char **out);
enum err ballot_batch_of(struct db *, const char *person_id, const char *kind,
			 const char *ref, const char **out);

/* ---- Answers that were a row each, before 0036_survey.sql ---------------- */

struct ballot_old {
	const char *source, *source_id;
	bool told;
	int64_t *ids;
	const char **answers;
	size_t n;
};

/* Some that belong together, `most` of them at most; n 0: there are none. */
enum err ballot_old_some(struct db *, size_t most, struct ballot_old *out);

/* The first `n` of them are elsewhere now. */
enum err ballot_old_drop(struct db *, const struct ballot_old *, size_t n);

#endif
