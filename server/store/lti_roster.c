#include "store/lti_roster.h"

#include <string.h>

#include "store/queries.h"

static bool of_module(const struct lti_scope *s)
{
	return strcmp(s->context_kind, "module") == 0;
}

/* As the queries have it: whose people a page tells of. */
static enum err whose(struct db *db, const struct lti_scope *s,
		      const char **out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_ROSTER_WHOLE,
		ARGS(arg_text(s->tool_id), arg_text(s->deployment_id),
		     arg_text(s->context_kind), arg_text(s->context_id)));

	*out = !e && r.count ? "*" : s->deployment_id;
	return e;
}

enum err lti_roster_page(struct db *db, const struct lti_scope *s,
			 const char *after, const char *role, size_t most,
			 struct lti_roster_member **out, size_t *n)
{
	const char *people;
	struct rows r;
	enum err e;

	if ((e = whose(db, s, &people)) ||
	    (e = db_run(db, &r, of_module(s) ? SQL_LTI_ROSTER_MODULE
					     : SQL_LTI_ROSTER_BATCH,
			ARGS(arg_text(s->context_id), arg_text(s->tool_id),
			     arg_text(after), arg_text(role),
			     arg_int((int64_t)most), arg_text(people)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_roster_member, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_roster_member){
			.person_id = row_text(&r, i, "person_id"),
			.sub = row_text(&r, i, "sub"),
			.name = row_text(&r, i, "name"),
			.email = row_text(&r, i, "email"),
			.learns = row_int(&r, i, "learns"),
			.teaches = row_int(&r, i, "teaches"),
			.active = row_int(&r, i, "active") &&
				  row_null(&r, i, "disabled_at"),
		};
	return OK;
}

enum err lti_roster_one(struct db *db, const struct lti_scope *s,
			const char *sub, struct lti_roster_member *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_roster_member){ .person_id = NULL };
	if ((e = db_run(db, &r, of_module(s) ? SQL_LTI_ROSTER_ONE_MODULE
					     : SQL_LTI_ROSTER_ONE_BATCH,
			ARGS(arg_text(s->tool_id), arg_text(sub),
			     arg_text(s->context_id)))) || !r.count)
		return e;
	out->learns = row_int(&r, 0, "learns");
	out->teaches = row_int(&r, 0, "teaches");
	if (out->learns || out->teaches)
		out->person_id = row_text(&r, 0, "person_id");
	return OK;
}

enum err lti_roster_learner(struct db *db, const struct lti_scope *s,
			    const char *person_id, const char **agency_id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_ROSTER_LEARNER,
			ARGS(arg_text(s->context_kind),
			     arg_text(s->context_id), arg_text(person_id)))))
		return e;
	*agency_id = r.count ? row_text(&r, 0, "agency_id") : NULL;
	return OK;
}
