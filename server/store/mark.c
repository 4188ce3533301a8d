#include "store/mark.h"

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

enum err mark_put(struct db *db, const struct sitting_mark *m)
{
	return db_run(db, NULL, SQL_MARK_PUT,
		      ARGS(arg_text(m->sitting_id), arg_int(m->place),
			   arg_text(m->question), arg_text(m->source),
			   arg_measure(m->points), arg_real(m->most),
			   arg_text(m->state), arg_int(m->time_ms),
			   arg_text(m->choice), arg_text(m->rubric),
			   arg_text(m->comment), arg_text(m->marked_by),
			   arg_moment(m->marked_at), arg_int(m->revision)));
}

static void read_mark(const struct rows *r, size_t i, struct sitting_mark *out)
{
	*out = (struct sitting_mark){
		.sitting_id = row_text(r, i, "sitting_id"),
		.place = row_int(r, i, "place"),
		.question = row_text(r, i, "question"),
		.source = row_text(r, i, "source"),
		.points = row_measure(r, i, "points"),
		.most = row_real(r, i, "most"),
		.state = row_text(r, i, "state"),
		.time_ms = row_int(r, i, "time_ms"),
		.choice = row_text(r, i, "choice"),
		.rubric = row_text(r, i, "rubric"),
		.comment = row_text(r, i, "comment"),
		.marked_by = row_text(r, i, "marked_by"),
		.marked_at = row_int(r, i, "marked_at"),
		.revision = row_int(r, i, "revision"),
	};
}

enum err mark_list(struct db *db, const char *sitting_id,
		   struct sitting_mark **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MARK_LIST, ARGS(arg_text(sitting_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct sitting_mark, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_mark(&r, i, &(*out)[i]);
	return OK;
}

enum err mark_note(struct db *db, const struct sitting_mark *m)
{
	return db_run(db, NULL, SQL_MARK_CHANGE_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), m->marked_at)),
			   arg_text(m->sitting_id), arg_text(m->question),
			   arg_text(m->marked_by), arg_text(m->rubric),
			   arg_text(m->comment), arg_int(m->marked_at)));
}

static const char *or_all(const char *id)
{
	return id ? id : "*";
}

enum err mark_queue(struct db *db, const char *agency_id,
		    const char *module_id, size_t most,
		    struct mark_line **out, size_t *n, int64_t *total)
{
	const struct arg agency = arg_text(or_all(agency_id));
	const struct arg module = arg_text(or_all(module_id));
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MARK_QUEUE_COUNT, ARGS(agency, module))))
		return e;
	*total = row_int(&r, 0, "n");
	if ((e = db_run(db, &r, SQL_MARK_QUEUE,
			ARGS(agency, module, arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct mark_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct mark_line){
			.sitting_id = row_text(&r, i, "id"),
			.question = row_text(&r, i, "question"),
			.module_id = row_text(&r, i, "module_id"),
			.module_title = row_text(&r, i, "module_title"),
			.unit_ident = row_text(&r, i, "unit_ident"),
			.unit_title = row_text(&r, i, "unit_title"),
			.most = row_real(&r, i, "most"),
			.ended_at = row_int(&r, i, "ended_at"),
		};
	return OK;
}

enum err leave_add(struct db *db, const char *module_id,
		   const struct leave_given *l)
{
	return db_run(db, NULL, SQL_LEAVE_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), l->at)),
			   arg_text(module_id), arg_text(l->unit_ident),
			   arg_text(l->person_id), arg_int(l->leave.extra_minutes),
			   arg_int(l->leave.extra_attempts), arg_text(l->reason),
			   arg_text(l->given_by), arg_int(l->at)));
}

static void read_leave(const struct rows *r, size_t i, struct leave_given *out)
{
	*out = (struct leave_given){
		.person_id = row_text(r, i, "person_id"),
		.person_name = row_text(r, i, "person_name"),
		.person_agency = row_text(r, i, "person_agency"),
		.unit_ident = row_text(r, i, "unit_ident"),
		.leave.extra_minutes = row_int(r, i, "extra_minutes"),
		.leave.extra_attempts = row_int(r, i, "extra_attempts"),
		.reason = row_text(r, i, "reason"),
		.given_by = row_text(r, i, "given_by"),
		.giver_name = row_text(r, i, "giver_name"),
		.at = row_int(r, i, "at"),
	};
}

enum err leave_get(struct db *db, const char *module_id, const char *ident,
		   const char *person_id, struct leave_given *out)
{
	struct rows r;
	enum err e;

	*out = (struct leave_given){ .person_id = NULL };
	if ((e = db_run(db, &r, SQL_LEAVE_GET,
			ARGS(arg_text(module_id), arg_text(ident),
			     arg_text(person_id)))))
		return e;
	if (r.count)
		read_leave(&r, 0, out);
	return OK;
}

enum err leave_list(struct db *db, const char *module_id, size_t most,
		    struct leave_given **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LEAVE_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct leave_given, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_leave(&r, i, &(*out)[i]);
	return OK;
}
