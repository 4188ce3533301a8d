#include "store/lti_choice.h"

#include "store/queries.h"

enum err lti_offer_page(struct db *db, const char *agency_id, const char *like,
			size_t most, size_t after, struct lti_offer **out,
			size_t *n, int64_t *total)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_OFFER_PAGE,
			ARGS(arg_text(agency_id), arg_text(like),
			     arg_int((int64_t)most), arg_int((int64_t)after)))))
		return e;
	*n = r.count;
	*total = r.count ? row_int(&r, 0, "total") : 0;
	*out = arena_array(db_arena(db), struct lti_offer, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_offer){
			row_text(&r, i, "id"), row_text(&r, i, "title"),
			row_text(&r, i, "description"),
			row_text(&r, i, "version_id"),
		};
	return OK;
}
