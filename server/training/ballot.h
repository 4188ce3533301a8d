/*
 * Anonymous answers: cast into a box, told in blocks of SURVEY_LEAST and more
 * (domain/ballot.h), and never alone.
 *
 * A box is one text: everything that waits of one source, in no order, sealed by
 * a key that is in no row, written whole with each answer. So neither a row, nor
 * its place, nor (on PostgreSQL) the transaction that wrote it tells what a
 * person answered who is known to have answered just then. For that reason, too,
 * casting and telling are two transactions.
 *
 * In the box wait, too, answers to questions that some of their block left
 * empty (domain/ballot.h); such a part of them is a row like a block's, of size
 * 0, since its people are counted already.
 *
 * What is lost with the key is what waits: of each survey fewer than five of
 * any kind, and of a question that may be left empty fewer than ten answers. A
 * box that does not open is said in the log and begun anew.
 */
#ifndef TRAINING_BALLOT_H
#define TRAINING_BALLOT_H

#include <jansson.h>

#include "store/ballot.h"
#include "domain/ballot.h"

/* In the data folder: 32 bytes, the one secret that the database lacks. */
#define BALLOT_KEY_FILE "ballot.key"
#define BALLOT_KEY_SIZE 32

/* Read the key of that data folder, or make it; for the whole process, before
   any other function of this. What is not a key is put aside, with a line in the
   log. `made`: it is a new one. */
enum err ballot_key_open(const char *data, bool *made);

/* Another folder gets it, too, which overwrites what key it had. */
enum err ballot_key_copy(const char *from, const char *to);

/* There are boxes that a new key cannot open: say so in the log. */
enum err ballot_key_warn(struct db *);

/* One answer. `source` is 'survey' (a survey_version), 'unit' or 'event'. */
struct ballot {
	const char *source, *source_id;
	const char *batch_id, *unit_id;		/* NULL: none */
	const json_t *answers;			/* survey_wrong lets it pass */
};

/*
 * Into the box, in the transaction that notes that the person has answered.
 * `due`: ballot_tell has something to do as soon as that is committed.
 */
enum err ballot_cast(struct db *, const struct ballot *, int64_t now,
		     bool *due);

/*
 * Tell what may be told of one source. A transaction of its own, and no harm if
 * it is never run: the next answer or the night tells it.
 */
enum err ballot_tell(struct db *, const char *source, const char *source_id,
		     int64_t now);

/* How many people wait. */
enum err ballot_waits(struct db *, const char *source, const char *source_id,
		      size_t *out);

/*
 * The night's work: what came before today and is still alone is told coarsely.
 * Of the boxes behind `reached` ("" at the beginning), which moves on, those in
 * which that is so, at most BALLOT_SWEEP; reading alone. `more`: there are boxes
 * behind.
 */
#define BALLOT_SWEEP 5
enum err ballot_sweep_find(struct db *, const char **reached, int64_t now,
			   struct ballot_box out[static BALLOT_SWEEP],
			   size_t *n, bool *more);
enum err ballot_sweep_box(struct db *, const struct ballot_box *, int64_t now);

/* ---- Sums ---------------------------------------------------------------- */

enum ballot_by { BALLOT_WHOLE, BALLOT_UNIT, BALLOT_BATCH };

/* Of all blocks, or of those that have a unit or a batch in common. */
struct ballot_sum {
	const char *source_id;
	const char *id, *name;		/* of unit or batch; "" of the whole */
	const char *programme;		/* of a batch, else "" */
	const char *agency_id;		/* whose unit or batch it is, else "" */
	int64_t answers;		/* 0, or SURVEY_LEAST and more */
	json_t *tally;			/* owned by the handle's arena */
};

/* BALLOT_WHOLE: one for each source, in their order. Else as many as there are,
   by source. */
enum err ballot_sums(struct db *, const char *source,
		     const char *const *source_ids, size_t nsources,
		     enum ballot_by, struct ballot_sum **out, size_t *n);

/* {"q9":["…"]}: the texts of all blocks, at most so many; owned by the arena. */
enum err ballot_texts(struct db *, const char *source, const char *source_id,
		      size_t most, json_t **out);

/* ---- As it was ----------------------------------------------------------- */

/*
 * Answers that were rows of survey_answer and event_answer, some of them: told
 * ones become blocks, the others wait. `more`: there may be some left.
 */
enum err ballot_adopt(struct db *, int64_t now, bool *more);

#endif
