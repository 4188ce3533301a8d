/*
 * One step of a batch with who asks for it: somebody who takes part, or whoever
 * answers for the batch.
 */
#ifndef API_PROGRAMME_PART_H
#define API_PROGRAMME_PART_H

#include "api/programme/programme.h"

struct part {
	struct batch batch;
	struct step *steps;
	size_t n, at;
	struct step *step;		/* steps + at */
	struct enrolment enrolment;
	bool member;			/* takes part */
	bool organiser;			/* of the batch's agency, or an admin */
	bool moderator;			/* or a host of it */
};

/*
 * Of the path's {id} and {activity}. Of another kind, or for who is neither
 * member nor moderator, it is as if it were not there.
 */
enum err part_read(struct request *, enum step_kind, struct part *out);

/* Refused unless one may do something in it now: a member whose step is not
   locked, in a batch that is open. */
enum err part_open(struct request *, const struct part *);

/* The step's setting; NULL: none. The request owns it. */
json_t *part_setting(struct request *, const struct part *);

/* What a brief in Markdown looks like. */
enum err brief_html(struct request *, const char *brief, const char **out);

/* Batch, step and deadline, as every page of a step begins. */
json_t *part_json(const struct part *);

#endif
