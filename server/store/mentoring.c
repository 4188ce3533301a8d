#include "store/mentoring.h"

#include "base/ident.h"
#include "store/queries.h"

enum err mentoring_add(struct db *db, struct mentoring *m, const char *by_id)
{
	m->id = ident_make(db_arena(db), m->created_at);
	return db_run(db, NULL, SQL_MENTORING_ADD,
		      ARGS(arg_text(m->id), arg_text(m->agency_id),
			   arg_text(m->kind), arg_text(m->mentor_id),
			   arg_text(m->mentee_id), arg_text(m->topic),
			   arg_text(m->programme_id), arg_text(by_id),
			   arg_int(m->created_at)));
}

static struct mentoring read_row(const struct rows *r, size_t i)
{
	return (struct mentoring){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.kind = row_text(r, i, "kind"),
		.mentor_id = row_text(r, i, "mentor_id"),
		.mentor_name = row_text(r, i, "mentor_name"),
		.mentee_id = row_text(r, i, "mentee_id"),
		.mentee_name = row_text(r, i, "mentee_name"),
		.topic = row_text(r, i, "topic"),
		.programme_id = row_text(r, i, "programme_id"),
		.programme_title = row_text(r, i, "programme_title"),
		.created_at = row_int(r, i, "created_at"),
		.ended_at = row_int(r, i, "ended_at"),
		.sessions = row_int(r, i, "sessions"),
		.minutes = row_int(r, i, "minutes"),
		.last_day = row_text(r, i, "last_day"),
	};
}

static enum err list(struct db *db, unsigned query, const struct arg *args,
		     size_t nargs, struct mentoring **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct mentoring, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = read_row(&r, i);
	return OK;
}

enum err mentoring_by_id(struct db *db, const char *id, struct mentoring *out)
{
	struct mentoring *all;
	size_t n;
	enum err e;

	if ((e = list(db, SQL_MENTORING_BY_ID, ARGS(arg_text(id)), &all, &n)))
		return e;
	if (n == 0)
		return fail(ERR_NOT_FOUND, "no pair '%s'", id);
	*out = all[0];
	return OK;
}

enum err mentoring_goes_on(struct db *db, const struct mentoring *m, bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_MENTORING_GOES_ON,
		ARGS(arg_text(m->mentor_id), arg_text(m->mentee_id),
		     arg_text(m->kind)));

	*out = !e && r.count > 0;
	return e;
}

enum err mentoring_count(struct db *db, const struct mentoring_filter *f,
			 size_t *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_MENTORING_COUNT,
		ARGS(arg_text(f->agency_id), arg_text(f->state),
		     arg_text(f->like)));

	*out = e ? 0 : (size_t)row_int(&r, 0, "n");
	return e;
}

enum err mentoring_page(struct db *db, const struct mentoring_filter *f,
			size_t skip, size_t most, struct mentoring **out,
			size_t *n)
{
	return list(db, SQL_MENTORING_PAGE,
		    ARGS(arg_text(f->agency_id), arg_text(f->state),
			 arg_text(f->like), arg_int((int64_t)most),
			 arg_int((int64_t)skip)), out, n);
}

enum err mentoring_of_person(struct db *db, const char *person_id, size_t most,
			     struct mentoring **out, size_t *n)
{
	return list(db, SQL_MENTORING_OF_PERSON,
		    ARGS(arg_text(person_id), arg_int((int64_t)most)), out, n);
}

enum err mentoring_end(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_MENTORING_END,
		      ARGS(arg_text(id), arg_int(now)));
}

enum err mentoring_note_add(struct db *db, struct mentoring_note *n)
{
	n->id = ident_make(db_arena(db), n->at);
	return db_run(db, NULL, SQL_MENTORING_NOTE_ADD,
		      ARGS(arg_text(n->id), arg_text(n->mentoring_id),
			   arg_text(n->day), arg_int(n->minutes),
			   arg_text(n->words), arg_text(n->next_step),
			   arg_text(n->by_id), arg_int(n->at)));
}

enum err mentoring_notes(struct db *db, const char *mentoring_id, size_t most,
			 struct mentoring_note **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MENTORING_NOTES,
			ARGS(arg_text(mentoring_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct mentoring_note, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct mentoring_note){
			.id = row_text(&r, i, "id"),
			.mentoring_id = row_text(&r, i, "mentoring_id"),
			.day = row_text(&r, i, "day"),
			.minutes = row_int(&r, i, "minutes"),
			.words = row_text(&r, i, "words"),
			.next_step = row_text(&r, i, "next_step"),
			.by_id = row_text(&r, i, "by_id"),
			.by_name = row_text(&r, i, "by_name"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}
