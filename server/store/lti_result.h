/*
 * What tools said of learners (lti_result): one row for each learner and line
 * item, the latest by its own moment. Results live in the handle's arena.
 */
#ifndef STORE_LTI_RESULT_H
#define STORE_LTI_RESULT_H

#include "db/db.h"
#include "domain/lti_ags.h"

struct lti_result {
	const char *line_item_id, *person_id;
	struct lti_standing standing;
	const char *override_by;	/* NULL: nobody any more, or no override */
	int64_t override_at;		/* 0: never */
	int64_t updated_at;
	/* Where it is told: */
	const char *sub;		/* as the tool calls the person */
	const char *person_name, *agency_name, *by_name;
};

/* line_item_id NULL in `out` when nothing was said. */
enum err lti_result_get(struct db *, const char *line_item_id,
			const char *person_id, struct lti_result *out);

/* What the tool said; a teacher's word stays. */
enum err lti_result_put(struct db *, const char *line_item_id,
			const char *person_id, const struct lti_standing *,
			int64_t now);

/* A teacher's word, or none any more. Also where the tool has said nothing. */
enum err lti_result_override(struct db *, const char *line_item_id,
			     const char *person_id, struct measure override,
			     const char *by_id, int64_t now);

/*
 * As the tool may read them: of whom it knows, after whom it calls `after`, and
 * of `sub` alone where that is not "".
 */
enum err lti_result_told(struct db *, const char *line_item_id,
			 const char *tool_id, const char *after,
			 const char *sub, size_t most,
			 struct lti_result **out, size_t *n);

/* By name, for who is responsible; of an agency's people, "*" all. */
enum err lti_result_shown(struct db *, const char *line_item_id,
			  const char *agency_id, size_t from, size_t most,
			  struct lti_result **out, size_t *n);
enum err lti_result_count(struct db *, const char *line_item_id,
			  const char *agency_id, size_t *out);

#endif
