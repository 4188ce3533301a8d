#include "store/attempt.h"

#include <string.h>

#include "base/ident.h"
#include "store/au.h"
#include "store/module.h"
#include "store/queries.h"
#include "store/read.h"
#include "store/several.h"

static void attempt_read(const struct rows *r, size_t i, struct attempt *out)
{
	*out = (struct attempt){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.module_id = row_text(r, i, "module_id"),
		.version_id = row_text(r, i, "version_id"),
		.number = row_int(r, i, "number"),
		.unit_id = row_text(r, i, "unit_id"),
		.outcome = {
			.units_done = (size_t)row_int(r, i, "units_done"),
			.completion =
				completion_named(row_text(r, i, "completion")),
			.success = success_named(row_text(r, i, "success")),
			.scaled = row_measure(r, i, "scaled"),
		},
		.activity = row_text(r, i, "activity"),
		.started_at = row_int(r, i, "started_at"),
		.last_at = row_int(r, i, "last_at"),
	};
}

enum err attempt_latest(struct db *db, const char *person_id,
			const char *module_id, struct attempt *out)
{
	struct rows r;
	enum err e;

	*out = (struct attempt){ .id = NULL };
	if ((e = db_run(db, &r, SQL_ATTEMPT_LATEST,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	if (r.count)
		attempt_read(&r, 0, out);
	return OK;
}

static enum err latest_slice(struct db *db, const char *person_id,
			     const char *const *modules, size_t n,
			     struct attempt *out)
{
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_ATTEMPT_LATEST_SOME, person_id,
			     modules, n)))
		return e;
	for (size_t i = 0; i < r.count; i++)
		attempt_read(&r, i, &out[several_place(modules, n,
					row_text(&r, i, "module_id"))]);
	return OK;
}

enum err attempt_latest_some(struct db *db, const char *person_id,
			     const char *const *modules, size_t n,
			     struct attempt **out)
{
	enum err e = OK;

	*out = arena_array(db_arena(db), struct attempt, n);
	for (size_t i = 0; i < n && !e; i += SEVERAL_MOST)
		e = latest_slice(db, person_id, modules + i,
				 several_size(n - i), *out + i);
	return e;
}

enum err attempt_by_id(struct db *db, const char *id, struct attempt *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTEMPT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no attempt '%s'", id);
	attempt_read(&r, 0, out);
	return OK;
}

static void attempts_read(struct db *db, const struct rows *r,
			  struct attempt **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct attempt, r->count);
	for (size_t i = 0; i < r->count; i++)
		attempt_read(r, i, &(*out)[i]);
}

enum err attempt_page(struct db *db, const char *person_id, size_t most,
		      struct attempt **out, size_t *n)
{
	struct rows r;
	enum err e;

	if (!(e = db_run(db, &r, SQL_ATTEMPT_PAGE,
			 ARGS(arg_text(person_id), arg_int((int64_t)most)))))
		attempts_read(db, &r, out, n);
	return e;
}

enum err attempt_all(struct db *db, const char *person_id,
		     const char *module_id, size_t most, struct attempt **out,
		     size_t *n)
{
	struct rows r;
	enum err e;

	if (!(e = db_run(db, &r, SQL_ATTEMPT_ALL,
			 ARGS(arg_text(person_id), arg_text(module_id),
			      arg_int((int64_t)most)))))
		attempts_read(db, &r, out, n);
	return e;
}

enum err attempt_add(struct db *db, const struct attempt *a)
{
	return db_run(db, NULL, SQL_ATTEMPT_ADD,
		      ARGS(arg_text(a->id), arg_text(a->person_id),
			   arg_text(a->module_id), arg_text(a->version_id),
			   arg_int(a->number), arg_int(a->started_at)));
}

enum err attempt_touch(struct db *db, const char *id, const char *unit_id,
		       int64_t now)
{
	return db_run(db, NULL, SQL_ATTEMPT_TOUCH,
		      ARGS(arg_text(id), arg_text(unit_id), arg_int(now)));
}

static enum err attempt_set_outcome(struct db *db, const char *id,
				    const struct outcome *o, int64_t now,
				    bool *linked)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTEMPT_CHANGE,
			ARGS(arg_text(id), arg_int((int64_t)o->units_done),
			     arg_text(completion_name(o->completion)),
			     arg_text(success_name(o->success)),
			     arg_measure(o->scaled), arg_int(now)))))
		return e;
	*linked = r.count && row_int(&r, 0, "linked");
	return OK;
}

enum err attempt_set_activity(struct db *db, const char *id,
			      const char *activity, int64_t now)
{
	return db_run(db, NULL, SQL_ATTEMPT_SET_ACTIVITY,
		      ARGS(arg_text(id), arg_text(activity), arg_int(now)));
}

enum err attempt_preview(struct db *db, const char *person_id,
			 const char *module_id, const char *version_id,
			 struct attempt *out)
{
	struct rows r;
	enum err e;

	*out = (struct attempt){ .id = NULL };
	if ((e = db_run(db, &r, SQL_ATTEMPT_PREVIEW,
			ARGS(arg_text(person_id), arg_text(module_id),
			     arg_text(version_id)))))
		return e;
	if (r.count)
		attempt_read(&r, 0, out);
	return OK;
}

enum err attempt_preview_next(struct db *db, const char *person_id,
			      const char *module_id, int64_t *number)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTEMPT_PREVIEW_NEXT,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	*number = row_int(&r, 0, "number");
	return OK;
}

enum err attempt_move(struct db *db, struct attempt *a, const char *version_id,
		      const char *activity, int64_t now)
{
	const struct arg attempt = arg_text(a->id), to = arg_text(version_id);
	enum err e;

	if ((e = db_run(db, NULL, SQL_ATTEMPT_MOVE,
			ARGS(attempt, to, arg_text(activity)))) ||
	    (e = db_run(db, NULL, SQL_ATTEMPT_MOVE_RUNS, ARGS(attempt, to))) ||
	    (e = db_run(db, NULL, SQL_ATTEMPT_MOVE_PROGRESS,
			ARGS(attempt, to))) ||
	    (e = db_run(db, NULL, SQL_ATTEMPT_MOVE_AU, ARGS(attempt, to))) ||
	    (e = db_run(db, NULL, SQL_ATTEMPT_MOVE_ADD,
			ARGS(arg_text(ident_make(db_arena(db), now)), attempt,
			     arg_text(a->version_id), to, arg_int(now)))))
		return e;
	return attempt_by_id(db, a->id, a);
}

enum err run_add(struct db *db, const struct run *run)
{
	return db_run(db, NULL, SQL_RUN_ADD,
		      ARGS(arg_text(run->id), arg_text(run->attempt_id),
			   arg_text(run->unit_id), arg_int(run->started_at)));
}

enum err run_by_id(struct db *db, const char *id, struct run *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_RUN_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no run '%s'", id);
	*out = (struct run){
		.id = row_text(&r, 0, "id"),
		.attempt_id = row_text(&r, 0, "attempt_id"),
		.unit_id = row_text(&r, 0, "unit_id"),
		.person_id = row_text(&r, 0, "person_id"),
		.module_id = row_text(&r, 0, "module_id"),
		.version_id = row_text(&r, 0, "version_id"),
		.started_at = row_int(&r, 0, "started_at"),
		.sequence = row_int(&r, 0, "sequence"),
		.saved_at = row_int(&r, 0, "saved_at"),
		.time_ms = row_int(&r, 0, "time_ms"),
		.ended = row_int(&r, 0, "ended"),
		.sat = row_int(&r, 0, "sat"),
	};
	return OK;
}

enum err run_item(struct db *db, const char *id, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_RUN_ITEM, ARGS(arg_text(id)))))
		return e;
	*out = r.count ? row_text(&r, 0, "item") : NULL;
	return OK;
}

enum err run_count(struct db *db, const char *attempt_id, int64_t after,
		   size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_RUN_COUNT,
			ARGS(arg_text(attempt_id), arg_int(after)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err run_forget_item(struct db *db, const char *id)
{
	return db_run(db, NULL, SQL_RUN_FORGET_ITEM, ARGS(arg_text(id)));
}

enum err run_save(struct db *db, const struct run *run, const char *item)
{
	return db_run(db, NULL, SQL_RUN_SAVE,
		      ARGS(arg_text(run->id), arg_int(run->sequence),
			   arg_int(run->saved_at), arg_int(run->time_ms),
			   arg_int(run->ended), arg_text(item)));
}

static void progress_read(const struct rows *r, size_t i,
			  struct unit_progress *out)
{
	*out = (struct unit_progress){
		.attempt_id = row_text(r, i, "attempt_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.run_id = row_text(r, i, "run_id"),
		.progress = {
			.completion =
				completion_named(row_text(r, i, "completion")),
			.success = success_named(row_text(r, i, "success")),
			.score = {
				.scaled = row_measure(r, i, "scaled"),
				.raw = row_measure(r, i, "raw"),
				.min = row_measure(r, i, "score_min"),
				.max = row_measure(r, i, "score_max"),
			},
			.measure = row_measure(r, i, "measure"),
			.location = row_text(r, i, "location"),
			.time_ms = row_int(r, i, "time_ms"),
		},
		.graded = row_text(r, i, "source")[0] == 's',
		.saved_at = row_int(r, i, "saved_at"),
	};
}

enum err progress_get(struct db *db, const char *attempt_id,
		      const char *unit_id, struct unit_progress *out)
{
	struct rows r;
	enum err e;

	*out = (struct unit_progress){ .run_id = NULL };
	if ((e = db_run(db, &r, SQL_PROGRESS_GET,
			ARGS(arg_text(attempt_id), arg_text(unit_id)))))
		return e;
	if (r.count)
		progress_read(&r, 0, out);
	return OK;
}

enum err progress_put(struct db *db, const struct unit_progress *u)
{
	const struct progress *p = &u->progress;

	return db_run(db, NULL, SQL_PROGRESS_PUT,
		      ARGS(arg_text(u->attempt_id), arg_text(u->unit_id),
			   arg_text(u->run_id),
			   arg_text(completion_name(p->completion)),
			   arg_text(success_name(p->success)),
			   arg_measure(p->score.scaled),
			   arg_measure(p->score.raw), arg_measure(p->score.min),
			   arg_measure(p->score.max), arg_measure(p->measure),
			   arg_text(p->location), arg_int(p->time_ms),
			   arg_text(u->graded ? "server" : "package"),
			   arg_int(u->saved_at)));
}

enum err progress_of_attempt(struct db *db, const char *attempt_id,
			     struct unit_progress **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PROGRESS_OF_ATTEMPT,
			ARGS(arg_text(attempt_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct unit_progress, r.count);
	for (size_t i = 0; i < r.count; i++) {
		progress_read(&r, i, &(*out)[i]);
		(*out)[i].optional = !row_int(&r, i, "required");
		(*out)[i].unscored = !row_int(&r, i, "scored");
	}
	return OK;
}

enum err progress_of_person(struct db *db, const char *person_id, size_t most,
			    struct progress_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PROGRESS_OF_PERSON,
			ARGS(arg_text(person_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct progress_line, r.count);
	for (size_t i = 0; i < r.count; i++) {
		(*out)[i] = (struct progress_line){
			.module_id = row_text(&r, i, "module_id"),
			.module_title = row_text(&r, i, "module_title"),
			.version = row_int(&r, i, "number"),
			.unit_ident = row_text(&r, i, "ident"),
			.unit_title = row_text(&r, i, "unit_title"),
		};
		progress_read(&r, i, &(*out)[i].unit);
	}
	return OK;
}

static bool satisfied(const struct au_unit *all, size_t n, const char *unit)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].unit_id, unit) == 0)
			return all[i].satisfied;
	return true;
}

/* Completed or passed alone may not be what the unit asks for. */
static void unsettle(struct progress *p)
{
	p->completion = COMPLETION_INCOMPLETE;
	if (p->success == SUCCESS_PASSED)
		p->success = SUCCESS_UNKNOWN;
}

enum err attempt_sum(struct db *db, const char *id, const char *version_id,
		     int64_t now, struct outcome *out, bool *linked)
{
	struct outcome_part *parts;
	struct unit_progress *units;
	struct au_unit *aus;
	size_t n, naus, needed;
	enum err e;

	if ((e = version_needed(db, version_id, &needed)) ||
	    (e = progress_of_attempt(db, id, &units, &n)) ||
	    (e = au_of_attempt(db, id, &aus, &naus)))
		return e;
	parts = arena_array(db_arena(db), struct outcome_part, n);
	for (size_t i = 0; i < n; i++) {
		if (!satisfied(aus, naus, units[i].unit_id))
			unsettle(&units[i].progress);
		parts[i] = (struct outcome_part){ &units[i].progress,
						  units[i].optional,
						  units[i].unscored };
	}
	outcome_of(parts, n, needed, out);
	return attempt_set_outcome(db, id, out, now, linked);
}
