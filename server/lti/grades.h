/*
 * One grade to the gradebook of the platform that launched us (LTI AGS 2.0):
 * finds or makes its line item when none is known, looks whether a teacher has
 * set something else there, sends. jobs/passback.h says when.
 *
 * A line item is found again by what we called it, so that a course that was
 * copied there gets no second one; it is made only where there is none, and
 * since that is asked each time, a request whose answer was lost makes none twice.
 */
#ifndef LTI_GRADES_H
#define LTI_GRADES_H

#include <jansson.h>

#include "store/lti_grade.h"

struct server;

struct lti_sent {
	struct lti_meaning means;	/* LTI_TAKEN: it arrived */
	const char *said;		/* what they said; "" */
	int64_t not_before;		/* Retry-After; 0 */
	int64_t at_us;			/* the timestamp it was told with */
	struct measure found;		/* what a teacher set instead; where it
					   arrived: and what stays in force */
	int64_t look_at;		/* then: to be looked at again; 0 */
	const char *line_item;		/* where it went; as before, or anew */
	double most;
};

/* Asks the platform, several times perhaps: hold no read. All of it lives in
   `mem`; nothing is written. */
void lti_grade_send(struct server *, struct arena *mem,
		    const struct lti_grade_job *, int64_t now,
		    struct lti_sent *out);

/*
 * It arrived, and what a teacher set there stayed in force: does it still? A
 * gradebook may show what it took a little later. As above; what cannot be asked
 * is as it was.
 */
struct measure lti_grade_look(struct server *, struct arena *mem,
			      const struct lti_grade_job *, int64_t now);

/* ---- What goes over the wire; pure ------------------------------------------ */

/* The score of AGS 3.4; the caller owns it. */
json_t *lti_score_json(struct arena *mem, const struct lti_grade_job *,
		       double most, int64_t at_us);

/* As it is sent: with as few digits (15 to 17) as let every number read back
   the same, so that 3.3333 is not 3.3332999999999999. "{}" of what is no
   JSON. */
const char *lti_json_text(struct arena *, const json_t *);

/* The share of 1 that a list of results (AGS 3.3) has for that user; unknown
   when it has none. */
struct measure lti_result_read(const json_t *results, const char *sub);

/* A line item of theirs. */
struct their_item {
	const char *id, *resource_link, *resource_id, *tag;	/* "" */
	double most;
};

/* False for what is none; the texts are the JSON's. */
bool their_item_read(const json_t *, struct their_item *out);

#endif
