#include "store/followup.h"

#include "base/ident.h"
#include "domain/survey.h"
#include "store/queries.h"
#include "store/read.h"
#include "store/several.h"

static struct followup_kind kind_read(const struct rows *r, size_t i)
{
	struct followup_kind kind = { (int)row_int(r, i, "day"),
				      FOLLOWUP_LEARNER };

	followup_role_named(row_text(r, i, "role"), &kind.role);
	return kind;
}

static struct followup followup_read(const struct rows *r, size_t i)
{
	return (struct followup){
		.id = row_text(r, i, "id"),
		.plan_id = row_text(r, i, "plan_id"),
		.kind = kind_read(r, i),
		.recipient = row_text(r, i, "recipient"),
		.due_at = row_int(r, i, "due_at"),
		.epoch = row_int(r, i, "epoch"),
		.expires_at = row_int(r, i, "expires_at"),
		.letters = row_int(r, i, "letters"),
		.next_at = row_int(r, i, "next_at"),
		.first_sent_at = row_int(r, i, "first_sent_at"),
		.answered_at = row_int(r, i, "answered_at"),
		.answers = row_text(r, i, "answers"),
	};
}

static enum err all_read(struct db *db, const struct rows *r,
			 struct followup **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct followup, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = followup_read(r, i);
	return OK;
}

enum err followup_add(struct db *db, const struct followup *f, int64_t now)
{
	return db_run(db, NULL, SQL_FOLLOWUP_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(f->plan_id), arg_int(f->kind.day),
			   arg_text(followup_role_name(f->kind.role)),
			   arg_text(f->recipient), arg_int(f->due_at),
			   arg_int(f->expires_at), arg_moment(f->next_at)));
}

enum err followup_by_id(struct db *db, const char *id, struct followup *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FOLLOWUP_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no follow-up of that id");
	*out = followup_read(&r, 0);
	return OK;
}

enum err followup_of_plans(struct db *db, const char *const *plans,
			   size_t nplans, struct followup **out, size_t *n)
{
	struct rows r;
	const enum err e = several_run(db, &r, SQL_FOLLOWUP_OF_PLANS, NULL,
				       plans, nplans);

	return e ? e : all_read(db, &r, out, n);
}

enum err followup_due_list(struct db *db, int64_t now, bool learners,
			   size_t most, struct followup **out, size_t *n)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_FOLLOWUP_DUE,
				  ARGS(arg_int(now), arg_int(learners),
				       arg_int((int64_t)most)));

	return e ? e : all_read(db, &r, out, n);
}

enum err followup_written(struct db *db, const struct followup *f,
			  int64_t next_at, int64_t now, bool *done)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FOLLOWUP_WRITTEN,
			ARGS(arg_text(f->id), arg_int(f->epoch),
			     arg_int(f->letters), arg_moment(next_at),
			     arg_int(now)))))
		return e;
	*done = r.count > 0;
	return OK;
}

enum err followup_answered(struct db *db, const struct followup *f,
			   const char *answers, const char *gist, int64_t now,
			   bool *done)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FOLLOWUP_ANSWER,
			ARGS(arg_text(f->id), arg_int(f->epoch), arg_int(now),
			     arg_text(answers), arg_text(gist)))))
		return e;
	*done = r.count > 0;
	return OK;
}

enum err followup_set(struct db *db, const struct followup *f)
{
	return db_run(db, NULL, SQL_FOLLOWUP_SET,
		      ARGS(arg_text(f->id), arg_text(f->recipient),
			   arg_int(f->letters), arg_moment(f->next_at)));
}

enum err followup_set_next(struct db *db, const char *id, int64_t next_at)
{
	return db_run(db, NULL, SQL_FOLLOWUP_SET_NEXT,
		      ARGS(arg_text(id), arg_moment(next_at)));
}

enum err followup_quiet(struct db *db, const char *plan_id)
{
	return db_run(db, NULL, SQL_FOLLOWUP_QUIET, ARGS(arg_text(plan_id)));
}

enum err followup_quiet_before(struct db *db, const char *person_id,
			       const char *source, const char *source_id,
			       const char *plan_id)
{
	return db_run(db, NULL, SQL_FOLLOWUP_QUIET_BEFORE,
		      ARGS(arg_text(person_id), arg_text(source),
			   arg_text(source_id), arg_text(plan_id)));
}

/* ---- Numbers ------------------------------------------------------------- */

enum err followup_rates(struct db *db, const struct followup_scope *s,
			struct followup_rate **out, size_t *n)
{
	struct rows r;
	enum err e;

	if (s->batch_id)
		e = db_run(db, &r, SQL_FOLLOWUP_RATES_BATCH,
			   ARGS(arg_text(s->batch_id)));
	else if (s->source)
		e = db_run(db, &r, SQL_FOLLOWUP_RATES_SOURCE,
			   ARGS(arg_text(s->source), arg_text(s->source_id)));
	else
		e = db_run(db, &r, SQL_FOLLOWUP_RATES_AGENCY,
			   ARGS(arg_text(s->agency_id)));
	if (e)
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct followup_rate, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct followup_rate){
			kind_read(&r, i), row_int(&r, i, "asked"),
			row_int(&r, i, "answered"),
		};
	return OK;
}

enum err followup_told(struct db *db, const struct followup_scope *s,
		       struct followup_told **out, size_t *n)
{
	const struct arg least = arg_int(SURVEY_LEAST);
	struct rows r;
	enum err e;

	if (s->batch_id)
		e = db_run(db, &r, SQL_FOLLOWUP_TOLD_BATCH,
			   ARGS(arg_text(s->batch_id), least));
	else if (s->source)
		e = db_run(db, &r, SQL_FOLLOWUP_TOLD_SOURCE,
			   ARGS(arg_text(s->source), arg_text(s->source_id),
				arg_text(s->version_id ? s->version_id : ""),
				least));
	else
		e = db_run(db, &r, SQL_FOLLOWUP_TOLD_AGENCY,
			   ARGS(arg_text(s->agency_id), least));
	if (e)
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct followup_told, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct followup_told){
			kind_read(&r, i), row_text(&r, i, "gist"),
			row_int(&r, i, "n"),
		};
	return OK;
}
