#include "store/assignment.h"

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static struct submission submission_read(const struct rows *r, size_t i)
{
	return (struct submission){
		.id = row_text(r, i, "id"),
		.activity_id = row_text(r, i, "activity_id"),
		.batch_id = row_text(r, i, "batch_id"),
		.person_id = row_text(r, i, "person_id"),
		.team_id = row_text(r, i, "team_id"),
		.owner_name = row_text(r, i, "owner_name"),
		.agency_id = row_text(r, i, "agency_id"),
		.number = row_int(r, i, "number"),
		.by_id = row_text(r, i, "by_id"),
		.by_name = row_text(r, i, "by_name"),
		.state = submission_state_named(row_text(r, i, "state")),
		.words = row_text(r, i, "words"),
		.revision = row_int(r, i, "revision"),
		.updated_at = row_int(r, i, "updated_at"),
		.handed_at = row_int(r, i, "handed_at"),
		.marks = row_text(r, i, "marks"),
		.points = row_measure(r, i, "points"),
		.most = row_measure(r, i, "most"),
		.comment = row_text(r, i, "comment"),
		.marked_by = row_text(r, i, "marked_by"),
		.marker_name = row_text(r, i, "marker_name"),
		.marked_at = row_int(r, i, "marked_at"),
	};
}

enum err submission_list(struct db *db, const char *batch_id,
			 const char *activity_id, const char *person_id,
			 const char *team_id, struct submission **out,
			 size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, team_id ? SQL_SUBMISSION_OF_TEAM
					: SQL_SUBMISSION_OF_PERSON,
			ARGS(arg_text(batch_id), arg_text(activity_id),
			     arg_text(team_id ? team_id : person_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct submission, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = submission_read(&r, i);
	return OK;
}

enum err submission_by_id(struct db *db, const char *id, struct submission *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SUBMISSION_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no submission '%s'", id);
	*out = submission_read(&r, 0);
	return OK;
}

enum err submission_add(struct db *db, struct submission *s, int64_t now)
{
	s->id = ident_make(db_arena(db), now);
	s->state = SUBMISSION_DRAFT;
	s->revision = 1;
	s->updated_at = now;
	return db_run(db, NULL, SQL_SUBMISSION_ADD,
		      ARGS(arg_text(s->id), arg_text(s->activity_id),
			   arg_text(s->batch_id), arg_text(s->person_id),
			   arg_text(s->team_id), arg_int(s->number),
			   arg_text(s->by_id), arg_text(s->words),
			   arg_int(now)));
}

/* The row that was changed says its revision; none: another was faster. */
static enum err moved(struct submission *s, const struct rows *r)
{
	if (!r->count)
		return fail(ERR_CONFLICT, "another revision");
	s->revision = row_int(r, 0, "revision");
	return OK;
}

enum err submission_write(struct db *db, struct submission *s, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SUBMISSION_WRITE,
			ARGS(arg_text(s->id), arg_int(s->revision),
			     arg_text(s->words), arg_text(s->by_id),
			     arg_int(now)))))
		return e;
	return moved(s, &r);
}

enum err submission_hand(struct db *db, struct submission *s, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SUBMISSION_HAND,
			ARGS(arg_text(s->id), arg_int(s->revision),
			     arg_text(s->by_id), arg_int(now)))))
		return e;
	return moved(s, &r);
}

enum err submission_judge(struct db *db, struct submission *s, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SUBMISSION_JUDGE,
			ARGS(arg_text(s->id), arg_int(s->revision),
			     arg_text(submission_state_name(s->state)),
			     arg_text(s->marks), arg_measure(s->points),
			     arg_measure(s->most), arg_text(s->comment),
			     arg_text(s->marked_by), arg_int(now)))))
		return e;
	return moved(s, &r);
}

enum err submission_files(struct db *db, const char *submission_id,
			  struct submission_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SUBMISSION_FILES,
			ARGS(arg_text(submission_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct submission_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct submission_file){
			row_int(&r, i, "place"), row_text(&r, i, "name"),
			row_text(&r, i, "blob"), row_text(&r, i, "media_type"),
			row_int(&r, i, "bytes"),
		};
	return OK;
}

enum err submission_file_add(struct db *db, const char *submission_id,
			     const struct submission_file *f)
{
	return db_run(db, NULL, SQL_SUBMISSION_FILE_ADD,
		      ARGS(arg_text(submission_id), arg_text(f->name),
			   arg_text(f->blob), arg_text(f->media_type),
			   arg_int(f->bytes)));
}

enum err submission_file_remove(struct db *db, const char *submission_id,
				int64_t place)
{
	return db_run(db, NULL, SQL_SUBMISSION_FILE_REMOVE,
		      ARGS(arg_text(submission_id), arg_int(place)));
}

enum err submission_file_copy(struct db *db, const char *from, const char *to)
{
	return db_run(db, NULL, SQL_SUBMISSION_FILE_COPY,
		      ARGS(arg_text(from), arg_text(to)));
}

static struct submission_line line_read(const struct rows *r, size_t i)
{
	return (struct submission_line){
		.id = row_text(r, i, "id"),
		.owner_name = row_text(r, i, "owner_name"),
		.title = row_text(r, i, "title"),
		.batch_name = row_text(r, i, "batch_name"),
		.programme_title = row_text(r, i, "programme_title"),
		.number = row_int(r, i, "number"),
		.handed_at = row_int(r, i, "handed_at"),
		.team = row_int(r, i, "team") != 0,
	};
}

enum err submission_waiting(struct db *db, const char *agency_id, size_t from,
			    size_t most, struct submission_line **out,
			    size_t *n, int64_t *total)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SUBMISSION_WAITING_COUNT,
			ARGS(arg_text(agency_id)))))
		return e;
	*total = row_int(&r, 0, "n");
	if ((e = db_run(db, &r, SQL_SUBMISSION_WAITING,
			ARGS(arg_text(agency_id), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct submission_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = line_read(&r, i);
	return OK;
}

/* ---- Teams ------------------------------------------------------------- */

enum err team_of_person(struct db *db, const char *batch_id,
			const char *activity_id, const char *person_id,
			struct team *out)
{
	struct rows r;
	enum err e;

	*out = (struct team){ .id = NULL };
	if ((e = db_run(db, &r, SQL_TEAM_OF_PERSON,
			ARGS(arg_text(batch_id), arg_text(activity_id),
			     arg_text(person_id)))))
		return e;
	if (r.count) {
		out->id = row_text(&r, 0, "id");
		out->name = row_text(&r, 0, "name");
	}
	return OK;
}

enum err team_people(struct db *db, const char *team_id,
		     struct team_member **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_TEAM_PEOPLE, ARGS(arg_text(team_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct team_member, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct team_member){
			.person_id = row_text(&r, i, "person_id"),
			.name = row_text(&r, i, "name"),
			.enrolment_id = row_text(&r, i, "enrolment_id"),
			.team_id = team_id,
		};
	return OK;
}

enum err team_list(struct db *db, const char *batch_id,
		   const char *activity_id, struct team **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_TEAM_LIST,
			ARGS(arg_text(batch_id), arg_text(activity_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct team, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct team){
			row_text(&r, i, "id"), row_text(&r, i, "name"),
			row_int(&r, i, "handed") != 0,
		};
	return OK;
}

enum err team_everybody(struct db *db, const char *batch_id,
			const char *activity_id, struct team_member **out,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_TEAM_EVERYBODY,
			ARGS(arg_text(batch_id), arg_text(activity_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct team_member, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct team_member){
			.person_id = row_text(&r, i, "person_id"),
			.name = row_text(&r, i, "name"),
			.team_id = row_text(&r, i, "team_id"),
		};
	return OK;
}

enum err team_put(struct db *db, const char *batch_id, const char *activity_id,
		  struct team *t, const char *const *people, size_t n,
		  int64_t now)
{
	enum err e;

	if (!t->id)
		t->id = ident_make(db_arena(db), now);
	if ((e = db_run(db, NULL, SQL_TEAM_PUT,
			ARGS(arg_text(t->id), arg_text(batch_id),
			     arg_text(activity_id), arg_text(t->name),
			     arg_int(now)))) ||
	    (e = db_run(db, NULL, SQL_TEAM_EMPTY, ARGS(arg_text(t->id)))))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = db_run(db, NULL, SQL_TEAM_JOIN,
			   ARGS(arg_text(t->id), arg_text(people[i])));
	return e;
}

enum err team_drop(struct db *db, const char *id)
{
	static const unsigned all[] = { SQL_TEAM_DROP_FILES,
					SQL_TEAM_DROP_DRAFTS, SQL_TEAM_EMPTY,
					SQL_TEAM_DROP };
	enum err e = OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all) && !e; i++)
		e = db_run(db, NULL, all[i], ARGS(arg_text(id)));
	return e;
}
