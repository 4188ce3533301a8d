#include "store/sitting.h"

#include "store/queries.h"
#include "store/read.h"

static void sitting_read(const struct rows *r, size_t i, struct sitting *out)
{
	*out = (struct sitting){
		.id = row_text(r, i, "id"),
		.attempt_id = row_text(r, i, "attempt_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.person_id = row_text(r, i, "person_id"),
		.module_id = row_text(r, i, "module_id"),
		.number = row_int(r, i, "number"),
		.branching = row_text(r, i, "kind")[0] == 'c',
		.preview = row_int(r, i, "preview"),
		.state = sitting_state_named(row_text(r, i, "state")),
		.paper = row_text(r, i, "paper"),
		.responses = row_text(r, i, "responses"),
		.place = row_text(r, i, "place"),
		.began_at = row_int(r, i, "began_at"),
		.deadline = row_int(r, i, "deadline"),
		.ended_at = row_int(r, i, "ended_at"),
		.seen_at = row_int(r, i, "seen_at"),
		.late_ms = row_int(r, i, "late_ms"),
		.points = row_measure(r, i, "points"),
		.most = row_measure(r, i, "most"),
		.scaled = row_measure(r, i, "scaled"),
		.passed = row_passed(r, i, "passed"),
	};
}

static enum err text_of(struct db *db, unsigned query, const struct arg *args,
			size_t nargs, const char *column, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*out = r.count ? row_text(&r, 0, column) : NULL;
	return OK;
}

static enum err ids_of(struct db *db, unsigned query, const struct arg *args,
		       size_t nargs, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "id");
	return OK;
}

static enum err count_of(struct db *db, unsigned query, const struct arg *args,
			 size_t nargs, const char *column, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*out = row_int(&r, 0, column);
	return OK;
}

enum err sitting_unit(struct db *db, const char *attempt_id, const char *ident,
		      const char **out)
{
	return text_of(db, SQL_SITTING_UNIT,
		       ARGS(arg_text(attempt_id), arg_text(ident)), "id", out);
}

enum err sitting_about(struct db *db, const char *unit_id, const char **out)
{
	return text_of(db, SQL_SITTING_ABOUT, ARGS(arg_text(unit_id)), "about",
		       out);
}

enum err sitting_add(struct db *db, const struct sitting *s, bool *added)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SITTING_ADD,
			ARGS(arg_text(s->id), arg_text(s->attempt_id),
			     arg_text(s->unit_id), arg_text(s->unit_ident),
			     arg_text(s->person_id), arg_text(s->module_id),
			     arg_int(s->number),
			     arg_text(s->branching ? "case" : "quiz"),
			     arg_int(s->preview), arg_text(s->paper),
			     arg_text(s->responses), arg_int(s->began_at),
			     arg_moment(s->deadline)))))
		return e;
	*added = r.count == 1;
	return OK;
}

enum err sitting_by_id(struct db *db, const char *id, struct sitting *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SITTING_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no sitting '%s'", id);
	sitting_read(&r, 0, out);
	return OK;
}

enum err sitting_open(struct db *db, const char *attempt_id, const char *ident,
		      struct sitting *out)
{
	struct rows r;
	enum err e;

	*out = (struct sitting){ .id = NULL };
	if ((e = db_run(db, &r, SQL_SITTING_OPEN,
			ARGS(arg_text(attempt_id), arg_text(ident)))))
		return e;
	if (r.count)
		sitting_read(&r, 0, out);
	return OK;
}

enum err sitting_open_elsewhere(struct db *db, const struct attempt *a,
				const char *ident, const char ***out,
				size_t *n)
{
	return ids_of(db, SQL_SITTING_OPEN_ELSEWHERE,
		      ARGS(arg_text(a->person_id), arg_text(a->module_id),
			   arg_text(ident), arg_int(a->number < 0),
			   arg_text(a->id)), out, n);
}

enum err sitting_list(struct db *db, const struct attempt *a,
		      const char *ident, struct sitting **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SITTING_LIST,
			ARGS(arg_text(a->person_id), arg_text(a->module_id),
			     arg_text(ident), arg_text(a->version_id),
			     arg_int(a->number < 0)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct sitting, r.count);
	for (size_t i = 0; i < r.count; i++)
		sitting_read(&r, i, &(*out)[i]);
	return OK;
}

enum err sitting_next_number(struct db *db, const struct attempt *a,
			     const char *ident, int64_t *out)
{
	const enum err e = count_of(db, SQL_SITTING_LAST_NUMBER,
		ARGS(arg_text(a->person_id), arg_text(a->module_id),
		     arg_text(ident)), "number", out);

	*out += 1;
	return e;
}

enum err sitting_save(struct db *db, const struct sitting *s)
{
	return db_run(db, NULL, SQL_SITTING_SAVE,
		      ARGS(arg_text(s->id), arg_text(s->responses),
			   arg_text(s->place), arg_int(s->late_ms)));
}

enum err sitting_close(struct db *db, const struct sitting *s)
{
	return db_run(db, NULL, SQL_SITTING_CLOSE,
		      ARGS(arg_text(s->id),
			   arg_text(sitting_state_name(s->state)),
			   arg_moment(s->ended_at), arg_int(s->late_ms),
			   arg_measure(s->points), arg_measure(s->most),
			   arg_measure(s->scaled), arg_passed(s->passed)));
}

enum err sitting_seen(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_SITTING_SEEN,
		      ARGS(arg_text(id), arg_int(now)));
}

enum err sitting_extend(struct db *db, const char *module_id,
			const char *ident, const char *person_id, int64_t ms)
{
	return db_run(db, NULL, SQL_SITTING_EXTEND,
		      ARGS(arg_text(module_id), arg_text(person_id),
			   arg_text(ident), arg_int(ms)));
}

enum err sitting_overdue(struct db *db, int64_t before, size_t most,
			 const char ***out, size_t *n)
{
	return ids_of(db, SQL_SITTING_OVERDUE,
		      ARGS(arg_int(before), arg_int((int64_t)most)), out, n);
}

enum err sitting_of_unit(struct db *db, const char *unit_id, const char *after,
			 size_t most, const char ***out, size_t *n)
{
	return ids_of(db, SQL_SITTING_OF_UNIT,
		      ARGS(arg_text(unit_id), arg_text(after),
			   arg_int((int64_t)most)), out, n);
}

enum err sitting_superseded(struct db *db, const struct sitting *s, bool *out)
{
	int64_t later = 0;
	const enum err e = count_of(db, SQL_SITTING_LATER,
		ARGS(arg_text(s->person_id), arg_text(s->module_id),
		     arg_text(s->unit_ident), arg_int(s->number)), "n",
		&later);

	*out = later > 0;
	return e;
}

enum err sitting_run(struct db *db, const char *attempt_id,
		     const char *unit_id, const char **run, int64_t *time_ms)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SITTING_RUN,
			ARGS(arg_text(attempt_id), arg_text(unit_id)))))
		return e;
	*run = row_text(&r, 0, "run_id");
	*time_ms = row_int(&r, 0, "time_ms");
	return OK;
}

enum err sitting_choices(struct db *db, const char *unit_id,
			 struct sitting_choice **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SITTING_CHOICES, ARGS(arg_text(unit_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct sitting_choice, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct sitting_choice){
			.node = row_text(&r, i, "question"),
			.choice = row_text(&r, i, "choice"),
			.n = row_int(&r, i, "n"),
		};
	return OK;
}

enum err sitting_learners(struct db *db, const char *unit_id, int64_t *out)
{
	return count_of(db, SQL_SITTING_LEARNERS, ARGS(arg_text(unit_id)), "n",
			out);
}
