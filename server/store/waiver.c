#include "store/waiver.h"

#include "base/ident.h"
#include "store/queries.h"

enum err waiver_add(struct db *db, const struct waiver *w)
{
	return db_run(db, NULL, SQL_WAIVER_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), w->at)),
			   arg_text(w->attempt_id), arg_text(w->unit_id),
			   arg_text(w->person_id), arg_text(w->reason),
			   arg_int(w->at)));
}

static void read_row(const struct rows *r, size_t i, struct waiver *out)
{
	*out = (struct waiver){
		.reason = row_text(r, i, "reason"),
		.at = row_int(r, i, "at"),
		.unit_ident = row_text(r, i, "ident"),
		.unit_title = row_text(r, i, "title"),
		.learner_name = row_text(r, i, "learner_name"),
		.learner_agency_id = row_text(r, i, "agency_id"),
		.person_name = row_text(r, i, "person_name"),
	};
}

enum err waiver_list(struct db *db, const char *module_id, size_t most,
		     struct waiver **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_WAIVER_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct waiver, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_row(&r, i, &(*out)[i]);
	return OK;
}
