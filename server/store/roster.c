#include "store/roster.h"

#include "store/queries.h"
#include "store/several.h"

static void known_read(const struct rows *r, size_t i, struct known *out)
{
	out->person = (struct person){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.login = row_text(r, i, "login"),
		.nip = row_text(r, i, "nip"),
		.email = row_text(r, i, "email"),
		.epoch = row_int(r, i, "epoch"),
		.disabled_at = row_int(r, i, "disabled_at"),
		.kind = row_text(r, i, "kind"),
		.roles = (unsigned)row_int(r, i, "roles"),
	};
	out->last = (struct membership){
		.id = row_text(r, i, "stay_id"),
		.person_id = out->person.id,
		.unit_id = row_text(r, i, "unit_id"),
		.unit_name = row_text(r, i, "unit_name"),
		.job_id = row_text(r, i, "job_id"),
		.job_name = row_text(r, i, "job_name"),
		.from_day = row_text(r, i, "from_day"),
		.until_day = row_text(r, i, "until_day"),
	};
}

enum err known_by(struct db *db, enum known_by by, const char *const *texts,
		  size_t n, struct known *out, size_t *found)
{
	static const unsigned queries[] = {
		[KNOWN_BY_NIP] = SQL_KNOWN_BY_NIP,
		[KNOWN_BY_LOGIN] = SQL_KNOWN_BY_LOGIN,
		[KNOWN_BY_EMAIL] = SQL_KNOWN_BY_EMAIL,
	};
	enum err e;

	*found = 0;
	for (size_t i = 0; i < n; i += SEVERAL_MOST) {
		struct rows r;

		if ((e = several_run(db, &r, queries[by], NULL, texts + i,
				     several_size(n - i))))
			return e;
		for (size_t k = 0; k < r.count; k++)
			known_read(&r, k, &out[(*found)++]);
	}
	return OK;
}

enum err roles_add(struct db *db, const char *person_id, unsigned add)
{
	enum err e = OK;

	for (unsigned bit = 1; bit < ROLES_END && !e; bit <<= 1)
		if (add & bit)
			e = db_run(db, NULL, SQL_PERSON_ROLE_ADD,
				   ARGS(arg_text(person_id),
					arg_text(role_name((enum role)bit))));
	return e;
}
