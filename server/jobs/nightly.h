/*
 * What is done once a night, at 02:00 in Jakarta (domain/day.h), or at the
 * start when the server slept through that.
 *
 * A part does its work in pieces. A piece reads as much as it likes on a reading
 * connection, and leaves behind what is to be written, for which it has the
 * writer for NIGHTLY_BUDGET_MS at most. How far it has come is written in the
 * same transaction, so a stop costs one piece, and nothing is done twice.
 * To add a part: a line in the table of nightly.c.
 */
#ifndef JOBS_NIGHTLY_H
#define JOBS_NIGHTLY_H

#include "db/pool.h"
#include "serve.h"

#define NIGHTLY_BUDGET_MS 25

/* One piece of a part, under way. */
struct nightly_piece {
	struct server *server;
	struct rounds *rounds;	/* NULL: a test's */
	struct arena *mem;	/* lives until the piece is written */
	int64_t now;		/* of the round */

	/*
	 * In: where the piece before this one came to, "" at the beginning of a
	 * night. Out: where this one does; lives in `mem` or longer.
	 */
	const char *reached;
	bool more;		/* out, false at first: there is another one */

	/* Out: what is to be written, as for pool_write; NULL is nothing. */
	pool_work *write;
	void *context;
};

/* False once the server is to end: a long piece asks in between, and then says
   `more` where it was. */
bool nightly_going(const struct nightly_piece *);

/* Between two reads of a long piece: as long as the last one took, so that a
   core is half free. A test does not wait. */
void nightly_rest(const struct nightly_piece *, int64_t worked_ms);

struct nightly_part {
	const char *name;	/* as the table nightly has it */
	/* After an error the same piece comes again in a minute. */
	enum err (*piece)(struct nightly_piece *);
};

/*
 * All parts that were not done since the last 02:00 before `now`, to their end.
 * A part that fails is left where it is, and the others go on; the first error
 * is returned. For tests, too.
 */
enum err nightly_round(struct server *, int64_t now);

/* The same of parts of one's own, `n` of them; for tests. */
enum err nightly_parts(struct server *, const struct nightly_part *, size_t n,
		       int64_t now);

/* The last 02:00 WIB that is not after `now`. */
int64_t nightly_moment(int64_t now);

#endif
