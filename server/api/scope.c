#include "api/scope.h"

#include <string.h>

#include "api/field.h"
#include "domain/person.h"

static bool acts_for(const struct request *rq, const char *agency_id)
{
	return rq->person &&
	       (person_is(rq->person, ROLE_ADMIN) ||
		(agency_id && strcmp(rq->person->agency_id, agency_id) == 0));
}

enum err agency_scope(struct request *rq, const char *agency_id)
{
	return acts_for(rq, agency_id)
		? OK : fail(ERR_FORBIDDEN, "another agency's");
}

enum err agency_scope_hidden(struct request *rq, const char *agency_id)
{
	return acts_for(rq, agency_id)
		? OK : fail(ERR_NOT_FOUND, "another agency's");
}

const char *agency_scope_filter(const struct request *rq)
{
	return person_is(rq->person, ROLE_ADMIN) ? "" : rq->person->agency_id;
}

const char *agency_scope_asked(struct request *rq)
{
	const char *own = agency_scope_filter(rq);

	return *own ? own : query_text(rq, "agency");
}
