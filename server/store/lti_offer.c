#include "store/lti_offer.h"

#include "store/queries.h"

enum err lti_offer_add(struct db *db, const struct lti_offer *o)
{
	const enum err e = db_run(db, NULL, SQL_LTI_OFFER_FORGET,
				  ARGS(arg_int(o->created_at)));

	return e ? e : db_run(db, NULL, SQL_LTI_OFFER_ADD,
		ARGS(arg_text(o->token_hash), arg_text(o->agency_id),
		     arg_text(o->created_by), arg_int(o->created_at),
		     arg_int(o->expires_at)));
}

enum err lti_offer_take(struct db *db, const char *hash, int64_t now,
			struct lti_offer *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_OFFER_TAKE,
			ARGS(arg_text(hash), arg_int(now)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such offer");
	*out = (struct lti_offer){
		.token_hash = hash,
		.agency_id = row_text(&r, 0, "agency_id"),
		.created_by = row_text(&r, 0, "created_by"),
	};
	return OK;
}
