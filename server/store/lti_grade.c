#include "store/lti_grade.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static struct lti_grade grade_read(const struct rows *r, size_t i)
{
	return (struct lti_grade){
		.id = row_text(r, i, "id"),
		.link_id = row_text(r, i, "link_id"),
		.person_id = row_text(r, i, "person_id"),
		.told = {
			.scaled = row_measure(r, i, "scaled"),
			.activity = row_text(r, i, "activity"),
			.grading = row_text(r, i, "grading"),
			.started_at = row_int(r, i, "started_at"),
			.submitted_at = row_int(r, i, "submitted_at"),
		},
		.at_us = row_int(r, i, "at_us"),
		.revision = row_int(r, i, "revision"),
		.sent = row_int(r, i, "sent"),
		.there = row_measure(r, i, "there"),
		.found = row_measure(r, i, "found"),
		.state = row_text(r, i, "state"),
		.attempts = row_int(r, i, "attempts"),
		.next_at = row_int(r, i, "next_at"),
		.asked_at = row_int(r, i, "asked_at"),
		.code = row_text(r, i, "code"),
		.said = row_text(r, i, "said"),
		.sent_at = row_int(r, i, "sent_at"),
		.updated_at = row_int(r, i, "updated_at"),
	};
}

static struct lti_peer peer_read(const struct rows *r, size_t i)
{
	return (struct lti_peer){
		.platform_id = row_text(r, i, "platform_id"),
		.deployment = row_text(r, i, "deployment"),
		.issuer = row_text(r, i, "issuer"),
		.client_id = row_text(r, i, "client_id"),
		.token_url = row_text(r, i, "token_url"),
		.token_audience = row_text(r, i, "token_audience"),
	};
}

/* The texts of one column. */
static void texts_read(struct db *db, const struct rows *r, const char *column,
		       const char ***out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), const char *, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = row_text(r, i, column);
}

/* ---- What is told ----------------------------------------------------------- */

enum err lti_told_links(struct db *db, const char *person_id,
			const char *module_id, struct lti_told_link **out,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_TOLD_LINKS,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_told_link, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_told_link){
			row_text(&r, i, "id"), row_text(&r, i, "unit_ident"),
		};
	return OK;
}

enum err lti_told_link_get(struct db *db, const char *link_id,
			   const char *person_id, struct lti_told_link *out,
			   const char **module_id)
{
	struct rows r;
	enum err e;

	*module_id = NULL;
	if ((e = db_run(db, &r, SQL_LTI_TOLD_LINK_GET,
			ARGS(arg_text(link_id), arg_text(person_id)))) ||
	    !r.count)
		return e;
	*out = (struct lti_told_link){ row_text(&r, 0, "id"),
				       row_text(&r, 0, "unit_ident") };
	*module_id = row_text(&r, 0, "module_id");
	return OK;
}

enum err lti_told_modules(struct db *db, const char *person_id,
			  const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_TOLD_MODULES,
			ARGS(arg_text(person_id)))))
		return e;
	texts_read(db, &r, "module_id", out, n);
	return OK;
}

enum err lti_standing_get(struct db *db, const char *person_id,
			  const char *module_id, const char *unit_ident,
			  struct lti_standing *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_standing){ .begun = false };
	e = *unit_ident
		? db_run(db, &r, SQL_LTI_STANDING_UNIT,
			 ARGS(arg_text(person_id), arg_text(module_id),
			      arg_text(unit_ident)))
		: db_run(db, &r, SQL_LTI_STANDING_MODULE,
			 ARGS(arg_text(person_id), arg_text(module_id)));
	if (e || !r.count)
		return e;
	*out = (struct lti_standing){
		.begun = true,
		.completion = completion_named(row_text(&r, 0, "completion")),
		.success = success_named(row_text(&r, 0, "success")),
		.scaled = row_measure(&r, 0, "scaled"),
		.waiting = row_int(&r, 0, "waiting") > 0,
		.started_at = row_int(&r, 0, "started_at"),
		.last_at = row_int(&r, 0, "last_at"),
	};
	return OK;
}

enum err lti_grade_get(struct db *db, const char *link_id,
		       const char *person_id, struct lti_grade *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_grade){ .id = NULL };
	if ((e = db_run(db, &r, SQL_LTI_GRADE_GET,
			ARGS(arg_text(link_id), arg_text(person_id)))))
		return e;
	if (r.count)
		*out = grade_read(&r, 0);
	return OK;
}

enum err lti_grade_put(struct db *db, const struct lti_grade *g, int64_t due,
		       int64_t now)
{
	return db_run(db, NULL, SQL_LTI_GRADE_PUT,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(g->link_id), arg_text(g->person_id),
			   arg_measure(g->told.scaled),
			   arg_text(g->told.activity),
			   arg_text(g->told.grading),
			   arg_moment(g->told.started_at),
			   arg_moment(g->told.submitted_at), arg_int(g->at_us),
			   arg_int(due), arg_int(now)));
}

/* ---- The queue ---------------------------------------------------------------- */

enum err lti_grade_platforms(struct db *db, int64_t now, size_t most,
			     const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_GRADE_PLATFORMS,
			ARGS(arg_int(now), arg_int((int64_t)most)))))
		return e;
	texts_read(db, &r, "platform_id", out, n);
	return OK;
}

enum err lti_grade_due(struct db *db, const char *platform_id, int64_t now,
		       size_t most, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_GRADE_DUE,
			ARGS(arg_int(now), arg_text(platform_id),
			     arg_int((int64_t)most)))))
		return e;
	texts_read(db, &r, "id", out, n);
	return OK;
}

enum err lti_grade_job_get(struct db *db, const char *id, int64_t now,
			   struct lti_grade_job *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_grade_job){ .sub = NULL };
	if ((e = db_run(db, &r, SQL_LTI_GRADE_JOB,
			ARGS(arg_text(id), arg_int(now)))) || !r.count)
		return e;
	*out = (struct lti_grade_job){
		.grade = grade_read(&r, 0),
		.peer = peer_read(&r, 0),
		.sub = row_text(&r, 0, "sub"),
		.resource_link = row_text(&r, 0, "resource_link"),
		.module_id = row_text(&r, 0, "module_id"),
		.unit_ident = row_text(&r, 0, "unit_ident"),
		.title = row_text(&r, 0, "title"),
		.line_item = row_text(&r, 0, "line_item"),
		.line_items = row_text(&r, 0, "line_items"),
		.scopes = row_text(&r, 0, "scopes"),
		.context_id = row_text(&r, 0, "context_id"),
		.most = row_real(&r, 0, "most"),
	};
	return OK;
}

enum err lti_grade_idle(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_LTI_GRADE_IDLE,
		      ARGS(arg_text(id), arg_int(now)));
}

static struct arg arg_kept(struct measure found)
{
	return arg_text(found.known ? "teacher_keeps" : "");
}

enum err lti_grade_arrived(struct db *db, const struct lti_grade *g,
			   int64_t at_us, struct measure found, int64_t look_at,
			   int64_t now)
{
	return db_run(db, NULL, SQL_LTI_GRADE_ARRIVED,
		      ARGS(arg_text(g->id), arg_int(g->revision),
			   arg_measure(g->told.scaled), arg_int(at_us),
			   arg_int(now), arg_measure(found), arg_kept(found),
			   arg_moment(look_at)));
}

enum err lti_grade_looked(struct db *db, const struct lti_grade *g,
			  struct measure found)
{
	return db_run(db, NULL, SQL_LTI_GRADE_LOOKED,
		      ARGS(arg_text(g->id), arg_int(g->revision),
			   arg_measure(found), arg_kept(found)));
}

enum err lti_grade_failed(struct db *db, const struct lti_grade *g,
			  int64_t next_at, const char *code, const char *said,
			  struct measure found)
{
	return db_run(db, NULL, SQL_LTI_GRADE_FAILED,
		      ARGS(arg_text(g->id), arg_int(g->revision),
			   arg_text(next_at || strcmp(code, "grades_off") == 0
				    ? "waiting" : "attention"),
			   arg_moment(next_at), arg_text(code), arg_text(said),
			   arg_measure(found)));
}

enum err lti_grade_defer(struct db *db, const char *platform_id, int64_t now,
			 int64_t next_at, int64_t given_up, const char *code)
{
	return db_run(db, NULL, SQL_LTI_GRADE_DEFER,
		      ARGS(arg_text(platform_id), arg_int(now),
			   arg_int(next_at), arg_int(given_up),
			   arg_text(code)));
}

enum err lti_link_set_line_item(struct db *db, const char *link_id,
				const char *before, const char *line_item,
				double most)
{
	return db_run(db, NULL, SQL_LTI_LINK_SET_LINE_ITEM,
		      ARGS(arg_text(link_id), arg_text(before),
			   arg_text(line_item), arg_real(most)));
}

enum err lti_line_item_taken(struct db *db, const char *platform_id,
			     const char *line_item, const char *link_id,
			     bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINE_ITEM_TAKEN,
			ARGS(arg_text(platform_id), arg_text(line_item),
			     arg_text(link_id)))))
		return e;
	*out = row_int(&r, 0, "n") > 0;
	return OK;
}

enum err lti_link_there(struct db *db, const struct lti_grade_job *j,
			const char *resource_link, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINK_THERE,
			ARGS(arg_text(j->peer.platform_id),
			     arg_text(j->peer.deployment),
			     arg_text(j->context_id),
			     arg_text(resource_link)))))
		return e;
	*out = row_int(&r, 0, "n") > 0;
	return OK;
}

/* ---- What people see and do ----------------------------------------------------- */

enum err lti_grade_page(struct db *db, const char *link_id, size_t most,
			size_t after, struct lti_grade_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_GRADE_PAGE,
			ARGS(arg_text(link_id), arg_int((int64_t)most),
			     arg_int((int64_t)after)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_grade_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_grade_line){
			.grade = grade_read(&r, i),
			.name = row_text(&r, i, "name"),
		};
	return OK;
}

enum err lti_grade_failed_page(struct db *db, const char *platform_id,
			       size_t most, size_t after,
			       struct lti_grade_line **out, size_t *n,
			       int64_t *total)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_GRADE_FAILED_COUNT,
			ARGS(arg_text(platform_id)))))
		return e;
	*total = row_int(&r, 0, "n");
	if ((e = db_run(db, &r, SQL_LTI_GRADE_FAILED_PAGE,
			ARGS(arg_text(platform_id), arg_int((int64_t)most),
			     arg_int((int64_t)after)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_grade_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_grade_line){
			grade_read(&r, i), row_text(&r, i, "name"),
			row_text(&r, i, "title"),
			row_text(&r, i, "context_title"),
		};
	return OK;
}

enum err lti_grade_count(struct db *db, const char *link_id,
			 struct lti_grade_counts *out)
{
	struct rows r;
	enum err e;

	*out = (struct lti_grade_counts){ .waiting = 0 };
	if ((e = db_run(db, &r, SQL_LTI_GRADE_COUNT, ARGS(arg_text(link_id)))))
		return e;
	for (size_t i = 0; i < r.count; i++) {
		const char *state = row_text(&r, i, "state");
		const int64_t n = row_int(&r, i, "n");

		*(strcmp(state, "sent") == 0 ? &out->sent
		  : strcmp(state, "attention") == 0 ? &out->attention
						     : &out->waiting) = n;
	}
	return OK;
}

enum err lti_grade_link(struct db *db, const char *id, const char **link_id)
{
	struct rows r;
	enum err e;

	*link_id = NULL;
	if ((e = db_run(db, &r, SQL_LTI_GRADE_LINK, ARGS(arg_text(id)))))
		return e;
	if (r.count)
		*link_id = row_text(&r, 0, "link_id");
	return OK;
}

enum err lti_grade_again(struct db *db, const char *id, int64_t now,
			 int64_t *count)
{
	const char *link;
	struct rows r;
	enum err e;

	*count = 0;
	if ((e = lti_grade_link(db, id, &link)) || !link ||
	    (e = db_run(db, NULL, SQL_LTI_LINK_FORGET_LINE_ITEM,
			ARGS(arg_text(link)))) ||
	    (e = db_run(db, &r, SQL_LTI_GRADE_AGAIN,
			ARGS(arg_text(id), arg_int(now),
			     arg_int(now - LTI_GRADE_PRESS_MS)))))
		return e;
	*count = (int64_t)r.count;
	return OK;
}

enum err lti_grade_again_all(struct db *db, const char *link_id, int64_t now,
			     int64_t *count)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, NULL, SQL_LTI_LINK_FORGET_LINE_ITEM,
			ARGS(arg_text(link_id)))) ||
	    (e = db_run(db, &r, SQL_LTI_GRADE_AGAIN_ALL,
			ARGS(arg_text(link_id), arg_int(now),
			     arg_int(now - LTI_GRADE_PRESS_MS)))))
		return e;
	*count = (int64_t)r.count;
	return OK;
}

enum err lti_grade_reopen(struct db *db, const char *link_id, int64_t now)
{
	return db_run(db, NULL, SQL_LTI_GRADE_REOPEN,
		      ARGS(arg_text(link_id), arg_int(now)));
}

/* ---- A link, for those who look after it ------------------------------------------ */

enum err lti_link_about(struct db *db, const char *link_id,
			const char *person_id, struct lti_link_about *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_LINK_ABOUT,
			ARGS(arg_text(link_id), arg_text(person_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no link of that id");
	*out = (struct lti_link_about){
		.id = row_text(&r, 0, "id"),
		.agency_id = row_text(&r, 0, "agency_id"),
		.module_id = row_text(&r, 0, "module_id"),
		.title = row_text(&r, 0, "title"),
		.context_title = row_text(&r, 0, "context_title"),
		.members_url = row_text(&r, 0, "members_url"),
		.resource_link = row_text(&r, 0, "resource_link"),
		.role = row_text(&r, 0, "role"),
		.peer = peer_read(&r, 0),
		.active = row_int(&r, 0, "active") == 1,
	};
	return OK;
}

enum err lti_known_of_link(struct db *db, const char *link_id,
			   struct lti_known **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_KNOWN_OF_LINK,
			ARGS(arg_text(link_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_known, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_known){
			row_text(&r, i, "sub"), row_text(&r, i, "person_id"),
			row_int(&r, i, "begun") == 1,
			row_int(&r, i, "completed") == 1,
		};
	return OK;
}
