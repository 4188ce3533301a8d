/*
 * Revision tasks, and what authors say a version changes. Publishing asks for
 * that while tasks of the module are open.
 */
#ifndef API_AUTHORING_REVISION_H
#define API_AUTHORING_REVISION_H

#include "domain/module.h"
#include "http/http.h"
#include "store/revision.h"

/* What is said with a publication; `changed` "" where nothing is. */
struct change_said {
	const char *changed, *why;
	const char *revisions;		/* the tasks it closes: JSON, ids */
};

/*
 * From the body: {changed, why, revisions}. Refused by its field while open
 * tasks ask for both (as change_due where there is no body to say them in), and
 * where one of the tasks is not an open one of the module. A version that
 * learners have already asks for nothing.
 */
enum err change_read(struct request *, const struct module *,
		     const char *version_id, struct change_said *out);

/* Write it down, and close those of the tasks that are still open. */
enum err change_enter(struct request *, const struct module *,
		      const char *version_id, const struct change_said *);

/* {"changed", "why", "at"} of the version, or null. */
enum err change_json(struct request *, const char *version_id, json_t **out);

/* Open a task for the module: fills in its id, who and when, notes it in the
   history and tells the module's owner. */
enum err revision_begin(struct request *, const char *owner_id,
			struct revision *);

json_t *revision_json(struct request *, const struct revision *);

/* The module's open tasks; a new reference. */
enum err revisions_open_json(struct request *, const char *module_id,
			     json_t **out);

/* {"ident", "title"} and {"ident", "text"} of a hint's unit and question; null
   where it is of none. A new reference. */
json_t *hint_unit_json(const char *ident, json_t *facts);
json_t *hint_question_json(const char *ident, json_t *facts);

#endif
