/*
 * Telling those whom an open survey asks, a piece at a time. Whom it asks takes a
 * look at everybody, which is done on a reading connection; the writer gets a
 * hundred names. What is changed between the two steps of a piece makes the
 * second one do nothing, and the piece come again.
 */
#ifndef JOBS_ASKING_H
#define JOBS_ASKING_H

#include "serve.h"
#include "store/survey.h"

struct asking {
	const struct survey *survey;
	const char *name, *href;	/* of the occasion */
	int64_t now;
	/* The piece. */
	const char **people, *reached;	/* `reached` NULL: nothing to write */
	size_t n;
	int64_t revision;		/* of the survey, when they were read */
	bool changed;			/* and it is another one now */
	bool begun, done;
};

/* The survey is borrowed, names are the arena's. */
struct asking asking_begin(struct arena *, const struct survey *, int64_t now);

/* Is there another piece? */
bool asking_more(const struct asking *);

/* The next piece; its people live in the arena. */
enum err asking_read(struct server *, struct arena *, struct asking *);

/* Tell them, as for pool_write, which may run it again: `context` is the
   struct asking. */
enum err asking_write(struct db *, void *context);

#endif
