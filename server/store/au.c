#include "store/au.h"

#include "store/queries.h"

static void run_read(const struct rows *r, size_t i, struct au_run *out)
{
	*out = (struct au_run){
		.run_id = row_text(r, i, "run_id"),
		.attempt_id = row_text(r, i, "attempt_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.registration = row_text(r, i, "registration"),
		.activity = row_text(r, i, "activity"),
		.home = row_text(r, i, "home"),
		.review = row_int(r, i, "review"),
		.session = {
			.launched_at = row_int(r, i, "launched_at"),
			.initialized_at = row_int(r, i, "initialized_at"),
			.terminated_at = row_int(r, i, "terminated_at"),
			.abandoned_at = row_int(r, i, "abandoned_at"),
			.last_at = row_int(r, i, "last_at"),
			.completed = row_int(r, i, "completed"),
			.passed = row_int(r, i, "passed"),
			.failed = row_int(r, i, "failed"),
		},
		.fetched_at = row_int(r, i, "fetched_at"),
		.statements = row_int(r, i, "statements"),
	};
}

enum err au_run_add(struct db *db, const struct au_run *run)
{
	return db_run(db, NULL, SQL_AU_RUN_ADD,
		      ARGS(arg_text(run->run_id), arg_text(run->attempt_id),
			   arg_text(run->registration),
			   arg_text(run->activity), arg_text(run->home),
			   arg_int(run->review),
			   arg_int(run->session.launched_at)));
}

enum err au_run_by_id(struct db *db, const char *run_id, struct au_run *out)
{
	struct rows r;
	enum err e;

	*out = (struct au_run){ .run_id = NULL };
	if ((e = db_run(db, &r, SQL_AU_RUN_BY_ID, ARGS(arg_text(run_id)))))
		return e;
	if (r.count)
		run_read(&r, 0, out);
	return OK;
}

enum err au_run_open(struct db *db, const char *attempt_id,
		     struct au_run **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AU_RUN_OPEN, ARGS(arg_text(attempt_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct au_run, r.count);
	for (size_t i = 0; i < r.count; i++)
		run_read(&r, i, &(*out)[i]);
	return OK;
}

enum err au_run_change(struct db *db, const struct au_run *run)
{
	const struct au_session *s = &run->session;

	return db_run(db, NULL, SQL_AU_RUN_CHANGE,
		      ARGS(arg_text(run->run_id), arg_int(s->initialized_at),
			   arg_int(s->terminated_at), arg_int(s->abandoned_at),
			   arg_int(s->last_at), arg_int(s->completed),
			   arg_int(s->passed), arg_int(s->failed),
			   arg_int(run->statements)));
}

enum err au_run_fetch(struct db *db, const char *run_id, int64_t now,
		      bool *first)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AU_RUN_FETCH,
			ARGS(arg_text(run_id), arg_int(now)))))
		return e;
	*first = r.count > 0;
	return OK;
}

static void unit_read(const struct rows *r, size_t i, struct au_unit *out)
{
	*out = (struct au_unit){
		.unit_id = row_text(r, i, "unit_id"),
		.au = {
			.completed = row_int(r, i, "completed"),
			.passed = row_int(r, i, "passed"),
			.waived = row_int(r, i, "waived"),
		},
		.satisfied = row_int(r, i, "satisfied"),
	};
}

enum err au_get(struct db *db, const char *attempt_id, const char *unit_id,
		struct au_unit *out)
{
	struct rows r;
	enum err e;

	*out = (struct au_unit){ .unit_id = unit_id };
	if ((e = db_run(db, &r, SQL_AU_GET,
			ARGS(arg_text(attempt_id), arg_text(unit_id)))))
		return e;
	if (r.count)
		unit_read(&r, 0, out);
	return OK;
}

enum err au_put(struct db *db, const char *attempt_id, const struct au_unit *u)
{
	return db_run(db, NULL, SQL_AU_PUT,
		      ARGS(arg_text(attempt_id), arg_text(u->unit_id),
			   arg_int(u->au.completed), arg_int(u->au.passed),
			   arg_int(u->au.waived), arg_int(u->satisfied)));
}

enum err au_of_attempt(struct db *db, const char *attempt_id,
		       struct au_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AU_OF_ATTEMPT, ARGS(arg_text(attempt_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct au_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		unit_read(&r, i, &(*out)[i]);
	return OK;
}

enum err au_units(struct db *db, const char *version_id,
		  const char *attempt_id, struct au_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AU_UNITS,
			ARGS(arg_text(version_id), arg_text(attempt_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct au_unit, r.count);
	for (size_t i = 0; i < r.count; i++) {
		(*out)[i] = (struct au_unit){
			.unit_id = row_text(&r, i, "id"),
			.au = {
				.completed = row_int(&r, i, "completed"),
				.passed = row_int(&r, i, "passed"),
				.waived = row_int(&r, i, "waived"),
			},
			.satisfied = row_int(&r, i, "satisfied"),
			.launch = row_text(&r, i, "launch"),
		};
	}
	return OK;
}
