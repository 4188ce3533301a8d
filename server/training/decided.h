/*
 * Telling those who support a need what became of it.
 *
 * There may be very many, and the writer is everybody's: in the transaction
 * that decides, who proposed it and the first DECIDED_PIECE are told; the
 * others by jobs/reminder.h, as many at a time.
 */
#ifndef TRAINING_DECIDED_H
#define TRAINING_DECIDED_H

#include "store/need.h"

#define DECIDED_PIECE 100

/* Once for each revision of the need; nothing, where its state is no news. */
enum err decided_tell(struct db *, const struct need *, int64_t now);

/* Decisions of which not all are told. */
struct decided {
	const char *occasion, *need_id, *reached;
	int64_t revision;
	bool over;		/* decided anew since: nobody more is told */
};
enum err decided_waiting(struct db *, struct decided **out, size_t *n);

/* The next of them, by what the need is by now; `done`: there are no more. */
enum err decided_piece(struct db *, const struct decided *, int64_t now,
		       bool *done);

#endif
