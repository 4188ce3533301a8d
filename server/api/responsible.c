#include "api/responsible.h"

#include <string.h>

#include "store/module.h"
#include "store/publishing.h"

enum err module_mine(struct request *rq, struct module *out)
{
	enum err e;

	if ((e = module_by_id(rq->db, request_param(rq, "id"), out)))
		return e;
	if (!module_editable(out, rq->person))
		return fail(ERR_FORBIDDEN, "not their module");
	return OK;
}

enum err module_note(struct request *rq, const char *module_id,
		     const char *version_id, const char *kind,
		     const char *words)
{
	return module_event_add(rq->db, &(struct module_event){
		.module_id = module_id,
		.version_id = version_id,
		.person_id = rq->person->id,
		.kind = kind,
		.words = words,
		.at = rq->now,
	});
}

bool learner_named(const struct request *rq, const char *agency_id)
{
	return person_is(rq->person, ROLE_ADMIN) ||
	       strcmp(rq->person->agency_id, agency_id) == 0;
}
