/*
 * Guests of events: in by their personal link.
 */
#include "training/guest.h"

#include "api/account/session.h"
#include "api/field.h"
#include "routes.h"
#include "serve.h"
#include "store/person.h"

enum err session_by_guest(struct request *rq, struct response *rs)
{
	const char *token;
	struct guest guest;
	struct person p;
	enum err e;

	if ((e = field_text_needed(rq, "token", 200, &token)))
		return e;
	rq->prepared = arena_new(rq->mem, struct signin);
	e = guest_by_token(rq->db, rq->server->auth, token, &guest);
	if (e)
		return e == ERR_NOT_FOUND
			? refuse(rq, P_guest_link_invalid, NO_VALUES) : e;
	if ((e = person_by_id(rq->db, guest.person_id, &p)))
		return e;
	return session_open(rq, rs, &p);
}
