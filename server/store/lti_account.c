#include "store/lti_account.h"

#include <sodium.h>

#include "store/queries.h"

static void account_read(const struct rows *r, size_t i,
			 struct lti_account *out)
{
	*out = (struct lti_account){
		.issuer = row_text(r, i, "issuer"),
		.sub = row_text(r, i, "sub"),
		.person_id = row_text(r, i, "person_id"),
		.created_at = row_int(r, i, "created_at"),
		.joined_at = row_int(r, i, "joined_at"),
	};
}

enum err lti_account_find(struct db *db, const char *issuer, const char *sub,
			  struct lti_account *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_ACCOUNT_FIND,
			ARGS(arg_text(issuer), arg_text(sub)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such account of a platform");
	account_read(&r, 0, out);
	return OK;
}

enum err lti_account_add(struct db *db, const struct lti_account *a)
{
	return db_run(db, NULL, SQL_LTI_ACCOUNT_ADD,
		      ARGS(arg_text(a->issuer), arg_text(a->sub),
			   arg_text(a->person_id), arg_int(a->created_at)));
}

/* Never typed: it is there because every person has one. */
static const char *login_make(struct arena *mem)
{
	char letters[17];

	for (int i = 0; i < 16; i++)
		letters[i] = (char)('a' + randombytes_uniform(26));
	letters[16] = '\0';
	return arena_format(mem, "lti.%s", letters);
}

enum err lti_person_add(struct db *db, const char *id, const char *agency_id,
			const char *name, int64_t now)
{
	return db_run(db, NULL, SQL_LTI_PERSON_ADD,
		      ARGS(arg_text(id), arg_text(agency_id), arg_text(name),
			   arg_text(login_make(db_arena(db))), arg_int(now)));
}

enum err lti_person_rename(struct db *db, const char *id, const char *name)
{
	return db_run(db, NULL, SQL_LTI_PERSON_RENAME,
		      ARGS(arg_text(id), arg_text(name)));
}
