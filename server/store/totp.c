#include "store/totp.h"

#include "store/queries.h"

enum err totp_of(struct db *db, const char *person_id, struct totp *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_TOTP_OF, ARGS(arg_text(person_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "person %s has no factor",
			    person_id);
	*out = (struct totp){
		.secret = row_text(&r, 0, "secret"),
		.created_at = row_int(&r, 0, "created_at"),
		.confirmed_at = row_int(&r, 0, "confirmed_at"),
		.step = row_int(&r, 0, "step"),
		.codes = row_int(&r, 0, "codes"),
	};
	return OK;
}

/* Did it find, or write, a row? */
static enum err row_was(struct db *db, unsigned query, const struct arg *args,
			size_t n, bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, query, args, n);

	*out = !e && r.count > 0;
	return e;
}

enum err totp_asked(struct db *db, const char *person_id, bool *out)
{
	return row_was(db, SQL_TOTP_CONFIRMED, ARGS(arg_text(person_id)), out);
}

enum err totp_put(struct db *db, const char *person_id, const char *secret,
		  int64_t now, bool *done)
{
	return row_was(db, SQL_TOTP_PUT,
		       ARGS(arg_text(person_id), arg_text(secret),
			    arg_int(now)), done);
}

enum err totp_confirm(struct db *db, const char *person_id, const char *secret,
		      int64_t step, int64_t now, bool *done)
{
	return row_was(db, SQL_TOTP_CONFIRM,
		       ARGS(arg_text(person_id), arg_text(secret),
			    arg_int(step), arg_int(now)), done);
}

enum err totp_use(struct db *db, const char *person_id, const char *secret,
		  int64_t step, bool *done)
{
	return row_was(db, SQL_TOTP_USE,
		       ARGS(arg_text(person_id), arg_text(secret),
			    arg_int(step)), done);
}

enum err totp_drop(struct db *db, const char *person_id, bool *was)
{
	enum err e = db_run(db, NULL, SQL_RECOVERY_CODE_DROP,
			    ARGS(arg_text(person_id)));

	return e ? e : row_was(db, SQL_TOTP_DROP, ARGS(arg_text(person_id)),
			       was);
}

enum err totp_staff(struct db *db, int64_t *people, int64_t *have)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_TOTP_STAFF, NO_ARGS)))
		return e;
	*people = row_int(&r, 0, "people");
	*have = row_int(&r, 0, "have");
	return OK;
}

enum err recovery_codes_put(struct db *db, const char *person_id,
			    const char *const *hashes, size_t n)
{
	enum err e = db_run(db, NULL, SQL_RECOVERY_CODE_DROP,
			    ARGS(arg_text(person_id)));

	for (size_t i = 0; i < n && !e; i++)
		e = db_run(db, NULL, SQL_RECOVERY_CODE_ADD,
			   ARGS(arg_text(hashes[i]), arg_text(person_id)));
	return e;
}

enum err recovery_code_use(struct db *db, const char *person_id,
			   const char *hash, int64_t now, bool *done)
{
	return row_was(db, SQL_RECOVERY_CODE_USE,
		       ARGS(arg_text(hash), arg_text(person_id), arg_int(now)),
		       done);
}

enum err recovery_code_known(struct db *db, const char *person_id,
			     const char *hash, bool *out)
{
	return row_was(db, SQL_RECOVERY_CODE_KNOWN,
		       ARGS(arg_text(hash), arg_text(person_id)), out);
}
