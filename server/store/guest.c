#include "store/guest.h"

#include <sodium.h>

#include "base/ident.h"
#include "store/queries.h"

/* Never typed: it is there because every person has one. */
static const char *login_make(struct arena *mem)
{
	char letters[13];

	for (int i = 0; i < 12; i++)
		letters[i] = (char)('a' + randombytes_uniform(26));
	letters[12] = '\0';
	return arena_format(mem, "tamu.%s", letters);
}

enum err guest_add(struct db *db, struct guest *g, int64_t now)
{
	struct arena *mem = db_arena(db);
	enum err e;

	g->person_id = ident_make(mem, now);
	g->epoch = 0;
	g->created_at = now;
	if ((e = db_run(db, NULL, SQL_GUEST_PERSON_ADD,
			ARGS(arg_text(g->person_id), arg_text(g->agency_id),
			     arg_text(g->name), arg_text(login_make(mem)),
			     arg_int(now)))))
		return e;
	return db_run(db, NULL, SQL_GUEST_ADD,
		      ARGS(arg_text(g->person_id), arg_text(g->nip),
			   arg_text(g->email), arg_text(g->agency),
			   arg_text(g->once), arg_text(g->origin),
			   arg_int(now)));
}

static void guest_read(const struct rows *r, struct guest *out)
{
	*out = (struct guest){ 0 };
	if (!r->count)
		return;
	*out = (struct guest){
		.person_id = row_text(r, 0, "person_id"),
		.name = row_text(r, 0, "name"),
		.agency_id = row_text(r, 0, "agency_id"),
		.nip = row_text(r, 0, "nip"),
		.email = row_text(r, 0, "email"),
		.agency = row_text(r, 0, "agency"),
		.once = row_text(r, 0, "once"),
		.origin = row_text(r, 0, "origin"),
		.epoch = row_int(r, 0, "epoch"),
		.created_at = row_int(r, 0, "created_at"),
	};
}

enum err guest_by_person(struct db *db, const char *person_id,
			 struct guest *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GUEST_BY_PERSON,
			ARGS(arg_text(person_id)))))
		return e;
	guest_read(&r, out);
	return r.count ? OK : fail(ERR_NOT_FOUND, "no guest");
}

enum err guest_by_once(struct db *db, const char *once, struct guest *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GUEST_BY_ONCE, ARGS(arg_text(once)))))
		return e;
	guest_read(&r, out);
	return OK;
}

enum err guest_by_email(struct db *db, const char *event_id, const char *email,
			struct guest *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_GUEST_BY_EMAIL,
			ARGS(arg_text(event_id), arg_text(email)))))
		return e;
	guest_read(&r, out);
	return OK;
}

static enum err count(struct db *db, unsigned query, const char *of,
		      int64_t since, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(of), arg_int(since)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

enum err guest_recent(struct db *db, const char *origin, const char *email,
		      int64_t since, int64_t *of_origin, int64_t *of_email)
{
	const enum err e = count(db, SQL_GUEST_RECENT_ORIGIN, origin, since,
				 of_origin);

	*of_email = 0;
	return e || !email ? e
		: count(db, SQL_GUEST_RECENT_EMAIL, email, since, of_email);
}

enum err guest_revoke(struct db *db, const char *person_id)
{
	return db_run(db, NULL, SQL_GUEST_REVOKE, ARGS(arg_text(person_id)));
}
