/*
 * What to take next, and why: at most three modules, each with one reason that
 * people can be told. The reasons stand in the order of what helps most: what
 * the job asks for and is missing; the next level of a competency of what was
 * just done; the next step of a programme one is in; the same field.
 */
#ifndef DOMAIN_NEXT_H
#define DOMAIN_NEXT_H

#include <stddef.h>
#include <stdint.h>

#define NEXT_MOST 3

enum next_reason {
	NEXT_JOB, NEXT_LEVEL, NEXT_PROGRAMME, NEXT_TOPIC, NEXT_REASONS
};

/* "job", "level", "programme", "topic". */
const char *next_reason_name(enum next_reason);

struct next_module {
	const char *id, *title;
	int64_t jp, minutes;
	enum next_reason reason;
	const char *name;	/* of the competency or programme; "" */
	const char *batch_id;	/* of the programme; NULL */
	int64_t level;		/* of the competency; 0 */
};

/*
 * Choose among `all`: the first of each reason, then others as they stand; none
 * twice, and never the module `done` ("" is none). Returns how many.
 */
size_t next_choose(const struct next_module *all, size_t n, const char *done,
		   struct next_module out[static NEXT_MOST]);

#endif
