#include "store/live.h"

#include "base/ident.h"
#include "store/queries.h"

static struct live_question question_read(const struct rows *r, size_t i)
{
	return (struct live_question){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.name = row_text(r, i, "name"),
		.words = row_text(r, i, "words"),
		.votes = row_int(r, i, "votes"),
		.at = row_int(r, i, "at"),
		.answered_at = row_int(r, i, "answered_at"),
		.hidden_at = row_int(r, i, "hidden_at"),
	};
}

/* The one text column of all rows. */
static void texts_read(struct db *db, const struct rows *r, const char *column,
		       const char ***out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), const char *, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = row_text(r, i, column);
}

enum err live_questions(struct db *db, const char *event_id, size_t most,
			struct live_question **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_QUESTIONS,
			ARGS(arg_text(event_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct live_question, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = question_read(&r, i);
	return OK;
}

enum err live_question_by_id(struct db *db, const char *event_id,
			     const char *id, struct live_question *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_QUESTION_BY_ID,
			ARGS(arg_text(event_id), arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no question of this event");
	*out = question_read(&r, 0);
	return OK;
}

enum err live_question_count(struct db *db, const char *event_id,
			     const char *person_id, int64_t *all,
			     int64_t *waiting)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_QUESTION_COUNT,
			ARGS(arg_text(event_id), arg_text(person_id)))))
		return e;
	*all = row_int(&r, 0, "n");
	*waiting = row_int(&r, 0, "waiting");
	return OK;
}

enum err live_question_add(struct db *db, const char *event_id,
			   struct live_question *q, int64_t now)
{
	q->id = ident_make(db_arena(db), now);
	q->at = now;
	return db_run(db, NULL, SQL_LIVE_QUESTION_ADD,
		      ARGS(arg_text(q->id), arg_text(event_id),
			   arg_text(q->person_id), arg_text(q->words),
			   arg_int(now)));
}

enum err live_question_mark(struct db *db, const struct live_question *q)
{
	return db_run(db, NULL, SQL_LIVE_QUESTION_MARK,
		      ARGS(arg_text(q->id),
			   q->answered_at ? arg_int(q->answered_at)
					  : arg_null(),
			   q->hidden_at ? arg_int(q->hidden_at)
					: arg_null()));
}

enum err live_vote(struct db *db, const char *question_id,
		   const char *person_id, bool give, bool *changed)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, give ? SQL_LIVE_VOTE_ADD : SQL_LIVE_VOTE_DROP,
			ARGS(arg_text(question_id), arg_text(person_id)))))
		return e;
	*changed = r.count > 0;
	return !*changed ? OK : db_run(db, NULL, SQL_LIVE_VOTE_COUNT,
				       ARGS(arg_text(question_id),
					    arg_int(give ? 1 : -1)));
}

enum err live_votes_of(struct db *db, const char *event_id,
		       const char *person_id, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_VOTES_OF,
			ARGS(arg_text(event_id), arg_text(person_id)))))
		return e;
	texts_read(db, &r, "question_id", out, n);
	return OK;
}

enum err live_seats(struct db *db, const char *event_id, size_t most,
		    const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_SEATS,
			ARGS(arg_text(event_id), arg_int((int64_t)most)))))
		return e;
	texts_read(db, &r, "person_id", out, n);
	return OK;
}

enum err live_present(struct db *db, const char *event_id, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_PRESENT, ARGS(arg_text(event_id)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

enum err live_survey_mark(struct db *db, const char *event_id,
			  const char *person_id, int64_t now, bool *first)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LIVE_SURVEY_MARK,
			ARGS(arg_text(event_id), arg_text(person_id),
			     arg_int(now)))))
		return e;
	*first = r.count > 0;
	return OK;
}
