/*
 * What a tool's word makes of somebody's learning: progress of a unit in the
 * attempt they are in, or the state of a step of a programme, and what follows.
 *
 * A score arrives from server to server under a key that was registered, so it
 * counts as ours do and not as the claims of a package. What was reached stays
 * reached: completion and passing are never taken back, as with quizzes; the
 * score itself is what the tool, or a teacher instead of it, says now.
 */
#ifndef TRAINING_TOOL_SCORE_H
#define TRAINING_TOOL_SCORE_H

#include "domain/lti_ags.h"
#include "store/lti_line_item.h"

struct tool_score {
	const char *context_kind;	/* "module", "batch" */
	const char *context_id;
	const char *ref;		/* the unit's ident, the activity's id */
	const char *person_id;
	enum lti_reached reached;
	struct measure scaled;		/* of 1; more is 1, less than 0 is 0 */
};

/*
 * Inside a write, as often as one likes. Nothing happens for who has not begun
 * the module, or is not in the batch (any more), nor where the version they are
 * in has no such unit, or the programme no such step.
 */
enum err tool_score_apply(struct db *, const struct tool_score *, int64_t now);

/* What is known of that person in a line item, if that counts: for when
   something was said, and for who begins an attempt anew. */
enum err tool_score_settle(struct db *, const struct lti_line_item *,
			   const char *person_id, int64_t now);

/* The same for the line item that counts at a place (lti_resource). */
enum err tool_score_carry(struct db *, const char *resource_id,
			  const char *person_id, int64_t now);

#endif
