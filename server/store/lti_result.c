#include "store/lti_result.h"

#include "store/queries.h"
#include "store/read.h"

/* Of what we stored ourselves every name is one of ours. */
static void result_read(const struct rows *r, size_t i, struct lti_result *out)
{
	*out = (struct lti_result){
		.line_item_id = row_text(r, i, "line_item_id"),
		.person_id = row_text(r, i, "person_id"),
		.standing = {
			.at_us = row_int(r, i, "at_us"),
			.given = row_measure(r, i, "given"),
			.most = row_real(r, i, "most"),
			.words = row_text(r, i, "words"),
			.started_at = row_text(r, i, "started_at"),
			.submitted_at = row_text(r, i, "submitted_at"),
			.hash = row_text(r, i, "hash"),
			.override = row_measure(r, i, "override"),
		},
		.override_by = row_text(r, i, "override_by"),
		.override_at = row_int(r, i, "override_at"),
		.updated_at = row_int(r, i, "updated_at"),
	};
	lti_activity_named(row_text(r, i, "activity"),
			   &out->standing.activity);
	lti_grading_named(row_text(r, i, "grading"), &out->standing.grading);
}

enum err lti_result_get(struct db *db, const char *line_item_id,
			const char *person_id, struct lti_result *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_result){ .line_item_id = NULL };
	if ((e = db_run(db, &r, SQL_LTI_RESULT_GET,
			ARGS(arg_text(line_item_id), arg_text(person_id)))))
		return e;
	if (r.count)
		result_read(&r, 0, out);
	return OK;
}

enum err lti_result_put(struct db *db, const char *line_item_id,
			const char *person_id, const struct lti_standing *s,
			int64_t now)
{
	return db_run(db, NULL, SQL_LTI_RESULT_PUT,
		      ARGS(arg_text(line_item_id), arg_text(person_id),
			   arg_int(s->at_us), arg_measure(s->given),
			   arg_real(s->most),
			   arg_text(lti_activity_name(s->activity)),
			   arg_text(lti_grading_name(s->grading)),
			   arg_text(s->words), arg_text(s->started_at),
			   arg_text(s->submitted_at), arg_text(s->hash),
			   arg_int(now)));
}

enum err lti_result_override(struct db *db, const char *line_item_id,
			     const char *person_id, struct measure override,
			     const char *by_id, int64_t now)
{
	/* Before anything that a tool can say. */
	static const struct lti_standing nothing = {
		.words = "", .started_at = "", .submitted_at = "", .hash = "",
		.at_us = INT64_MIN,
	};
	struct lti_result before;
	enum err e;

	if ((e = lti_result_get(db, line_item_id, person_id, &before)) ||
	    (!before.line_item_id &&
	     (e = lti_result_put(db, line_item_id, person_id, &nothing, now))))
		return e;
	return db_run(db, NULL, SQL_LTI_RESULT_SET_OVERRIDE,
		      ARGS(arg_text(line_item_id), arg_text(person_id),
			   arg_measure(override), arg_text(by_id),
			   arg_int(now)));
}

enum err lti_result_told(struct db *db, const char *line_item_id,
			 const char *tool_id, const char *after,
			 const char *sub, size_t most,
			 struct lti_result **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_RESULT_TOLD,
			ARGS(arg_text(line_item_id), arg_text(tool_id),
			     arg_text(after), arg_text(sub),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_result, r.count);
	for (size_t i = 0; i < r.count; i++) {
		result_read(&r, i, &(*out)[i]);
		(*out)[i].sub = row_text(&r, i, "sub");
	}
	return OK;
}

enum err lti_result_shown(struct db *db, const char *line_item_id,
			  const char *agency_id, size_t from, size_t most,
			  struct lti_result **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_RESULT_SHOWN,
			ARGS(arg_text(line_item_id), arg_text(agency_id),
			     arg_int((int64_t)most), arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_result, r.count);
	for (size_t i = 0; i < r.count; i++) {
		result_read(&r, i, &(*out)[i]);
		(*out)[i].person_name = row_text(&r, i, "person_name");
		(*out)[i].agency_name = row_text(&r, i, "agency_name");
		(*out)[i].by_name = row_text(&r, i, "by_name");
	}
	return OK;
}

enum err lti_result_count(struct db *db, const char *line_item_id,
			  const char *agency_id, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_RESULT_COUNT,
			ARGS(arg_text(line_item_id), arg_text(agency_id)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}
