/*
 * What a sitting asks: the quiz or case of a unit as it is true now, with what
 * was corrected since, and the questions that its paper took from banks.
 *
 * It holds the keys. Only domain/question.h makes of it what may leave.
 */
#ifndef PLAY_ASKED_H
#define PLAY_ASKED_H

#include <jansson.h>

#include "domain/paper.h"
#include "domain/question.h"
#include "domain/quiz.h"
#include "domain/sitting.h"
#include "store/fix.h"

struct asked {
	const char *unit_id;
	json_t *definition;		/* the arena's */
	struct quiz_rules rules;	/* of a case: no limits, the best counts */
	struct question_html html;	/* how its Markdown becomes HTML */
	struct quiz_fix *fixes;		/* of the unit, the last ones true */
	size_t nfixes;
};

/* ERR_NOT_FOUND when the unit has no definition. */
enum err asked_read(struct db *, const char *unit_id, bool branching,
		    struct asked *out);

/* Do sittings differ in what they ask? */
bool asked_drawn(const struct asked *);

/* The question that stands on a paper, with its key; the arena's. A paper whose
   question is gone is ERR_INTERNAL. */
enum err asked_question(struct db *, const struct asked *,
			const struct paper_question *, json_t **out);

/* The same by its name and where it came from; NULL: it is not known. */
enum err asked_known(struct db *, const struct asked *, const char *question,
		     const char *source, json_t **out);

/* Draw a paper; refused by ERR_CONFLICT where a bank has too few. */
enum err asked_draw(struct db *, const struct asked *, const char *agency_id,
		    const char *seed, struct paper *out);

/* JSON that was stored, the arena's; ERR_INTERNAL when it is none. */
enum err json_stored(struct db *, const char *text, json_t **out);

/* The arena takes the reference; returns it, borrowed. */
json_t *json_kept(struct db *, json_t *);

/* As text, in the arena. */
const char *json_text(struct db *, const json_t *);

#endif
