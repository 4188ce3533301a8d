/*
 * The catalogue and a module's page; a learner's own progress.
 */
#ifndef API_MODULE_MODULE_H
#define API_MODULE_MODULE_H

#include "domain/module.h"
#include "http/http.h"

/* As every list and page shows a module; a new reference. `rq` says to whom. */
enum err module_json(struct request *, const struct module *, json_t **out);

/* The same for a list, where the newest attempt was read already; its id is
   NULL when there is none. */
struct attempt;
enum err module_json_at(struct request *, const struct module *,
			const struct attempt *, json_t **out);

/* What the import of a version had to say, from version.report, in the
   request's language; a new reference. */
json_t *report_json(const struct request *, const char *report);

#endif
