#include "store/attendance.h"

#include "base/ident.h"
#include "store/queries.h"

static struct attendance_file file_read(const struct rows *r, size_t i)
{
	return (struct attendance_file){
		.id = row_text(r, i, "id"),
		.format = row_text(r, i, "format"),
		.name = row_text(r, i, "name"),
		.digest = row_text(r, i, "digest"),
		.state = row_text(r, i, "state"),
		.by_name = row_text(r, i, "by_name"),
		.at = row_int(r, i, "at"),
	};
}

enum err attendance_file_add(struct db *db, const char *event_id,
			     struct attendance_file *f, const char *by_id,
			     int64_t now)
{
	f->id = ident_make(db_arena(db), now);
	f->at = now;
	f->state = "dropped";
	return db_run(db, NULL, SQL_ATTENDANCE_FILE_ADD,
		      ARGS(arg_text(f->id), arg_text(event_id),
			   arg_text(f->format), arg_text(f->name),
			   arg_text(f->digest), arg_text(by_id),
			   arg_int(now)));
}

enum err attendance_file_turn(struct db *db, const char *id, const char *state)
{
	return db_run(db, NULL, SQL_ATTENDANCE_FILE_TURN,
		      ARGS(arg_text(id), arg_text(state)));
}

enum err attendance_file_by_id(struct db *db, const char *event_id,
			       const char *id, struct attendance_file *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTENDANCE_FILE_BY_ID,
			ARGS(arg_text(event_id), arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no such attendance file");
	*out = file_read(&r, 0);
	return OK;
}

enum err attendance_file_list(struct db *db, const char *event_id, size_t most,
			      struct attendance_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTENDANCE_FILE_LIST,
			ARGS(arg_text(event_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct attendance_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = file_read(&r, i);
	return OK;
}

enum err attendance_line_add(struct db *db, const char *file_id,
			     const struct attendance_line *l)
{
	return db_run(db, NULL, SQL_ATTENDANCE_LINE_ADD,
		      ARGS(arg_text(file_id), arg_int(l->place),
			   arg_text(l->name), arg_text(l->email),
			   arg_int(l->minutes),
			   l->from ? arg_int(l->from) : arg_null(),
			   l->until ? arg_int(l->until) : arg_null(),
			   arg_text(l->person_id), arg_text(l->state)));
}

enum err attendance_lines(struct db *db, const char *file_id, int64_t from,
			  int64_t until, struct attendance_line **out,
			  size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTENDANCE_LINES,
			ARGS(arg_text(file_id), arg_int(from),
			     arg_int(until)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct attendance_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct attendance_line){
			.place = row_int(&r, i, "place"),
			.name = row_text(&r, i, "name"),
			.email = row_text(&r, i, "email"),
			.minutes = row_int(&r, i, "minutes"),
			.from = row_int(&r, i, "joined_at"),
			.until = row_int(&r, i, "left_at"),
			.person_id = row_text(&r, i, "person_id"),
			.person_name = row_text(&r, i, "person_name"),
			.state = row_text(&r, i, "state"),
		};
	return OK;
}

enum err attendance_line_set(struct db *db, const char *file_id, int64_t place,
			     const char *state, const char *person_id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTENDANCE_LINE_SET,
			ARGS(arg_text(file_id), arg_int(place),
			     arg_text(state), arg_text(person_id)))))
		return e;
	return r.count ? OK : fail(ERR_NOT_FOUND, "no line %lld",
				   (long long)place);
}
