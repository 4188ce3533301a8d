#include "training/guest.h"

#include <stdio.h>
#include <string.h>

#include "store/seat.h"

#define TEXT_SIZE 64

static void text_of(const char *id, int64_t epoch, char out[static TEXT_SIZE])
{
	snprintf(out, TEXT_SIZE, "guest %s %lld", id, (long long)epoch);
}

void guest_token(const struct auth *auth, const struct guest *g,
		 char out[static GUEST_TOKEN_SIZE])
{
	char text[TEXT_SIZE];

	text_of(g->person_id, g->epoch, text);
	memcpy(out, g->person_id, IDENT_SIZE - 1);
	mark_make(auth->mark_key, text, out + IDENT_SIZE - 1);
}

enum err guest_by_token(struct db *db, const struct auth *auth,
			const char *token, struct guest *out)
{
	char id[IDENT_SIZE] = "", text[TEXT_SIZE];
	enum err e;

	if (strlen(token) != GUEST_TOKEN_SIZE - 1)
		return fail(ERR_NOT_FOUND, "not the form of a guest's token");
	memcpy(id, token, IDENT_SIZE - 1);
	if (!ident_valid(id))
		return fail(ERR_NOT_FOUND, "not the form of a guest's token");
	if ((e = guest_by_person(db, id, out)))
		return e;
	text_of(id, out->epoch, text);
	return mark_good(auth->mark_key, text, token + IDENT_SIZE - 1) ? OK
		: fail(ERR_NOT_FOUND, "a guest's token that is not good");
}

enum err guest_may(struct request *rq, const char *module_id)
{
	const struct person *p = rq->person;
	bool opens;
	enum err e;

	if (rq->launch)
		return access_module(rq, module_id);
	if (!p->guest)
		return OK;
	if ((e = seat_opens_module(rq->db, p->id, module_id, &opens)))
		return e;
	return opens ? OK : fail(ERR_NOT_FOUND, "not a guest's module");
}
