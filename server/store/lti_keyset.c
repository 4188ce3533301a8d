#include "store/lti_keyset.h"

#include "store/queries.h"

enum err lti_keyset_get(struct db *db, const char *url, struct lti_keyset *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_KEYSET_GET, ARGS(arg_text(url)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no key set of '%s'", url);
	*out = (struct lti_keyset){
		.body = row_text(&r, 0, "body"),
		.fetched_at = row_int(&r, 0, "fetched_at"),
		.until_at = row_int(&r, 0, "until_at"),
		.forced_at = row_int(&r, 0, "forced_at"),
		.why = row_text(&r, 0, "why"),
	};
	return OK;
}

enum err lti_keyset_known(struct db *db, const char *url,
			  struct lti_keyset *out)
{
	const enum err e = lti_keyset_get(db, url, out);

	if (e != ERR_NOT_FOUND)
		return e;
	*out = (struct lti_keyset){ .body = "", .why = "" };
	return OK;
}

enum err lti_keyset_put(struct db *db, const char *url,
			const struct lti_keyset *s)
{
	return db_run(db, NULL, SQL_LTI_KEYSET_PUT,
		      ARGS(arg_text(url), arg_text(s->body),
			   arg_int(s->fetched_at), arg_int(s->until_at),
			   arg_int(s->forced_at), arg_text(s->why)));
}

enum err lti_keyset_forget(struct db *db, int64_t before)
{
	return db_run(db, NULL, SQL_LTI_KEYSET_FORGET, ARGS(arg_int(before)));
}
