/* Launches of other systems, as the pages that they open see them. */
#ifndef API_LTI_LAUNCHED_H
#define API_LTI_LAUNCHED_H

#include "http/http.h"
#include "store/lti_grade.h"
#include "store/lti_launch.h"

/*
 * {"id","kind","role","module":{"id","title"}|null,"unit","returnUrl",
 * "platform":{"name"},"joined","context":{"title"}|null,"grades","settings",
 * "locale"}; NULL values where a launch has none. In a transaction.
 */
enum err lti_launch_json(struct request *, const struct lti_launch *,
			 json_t **out);

/* Where a grade is on its way there, in the caller's language: as teachers and
   those who look after the connection see it; a new reference. */
json_t *lti_grade_json(const struct request *, const struct lti_grade_line *);

#endif
