#include "store/post.h"

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"
#include "store/several.h"

static struct post post_read(const struct rows *r, size_t i)
{
	return (struct post){
		.id = row_text(r, i, "id"),
		.activity_id = row_text(r, i, "activity_id"),
		.batch_id = row_text(r, i, "batch_id"),
		.person_id = row_text(r, i, "person_id"),
		.person_name = row_text(r, i, "person_name"),
		.parent_id = row_text(r, i, "parent_id"),
		.words = row_text(r, i, "words"),
		.at = row_int(r, i, "at"),
		.changed_at = row_int(r, i, "changed_at"),
		.hidden_at = row_int(r, i, "hidden_at"),
		.hidden_why = row_text(r, i, "hidden_why"),
	};
}

static void posts_read(struct db *db, const struct rows *r, struct post **out,
		       size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct post, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = post_read(r, i);
}

enum err post_threads(struct db *db, const char *batch_id,
		      const char *activity_id, size_t from, size_t most,
		      struct post **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_POST_THREADS,
			ARGS(arg_text(batch_id), arg_text(activity_id),
			     arg_int((int64_t)most), arg_int((int64_t)from)))))
		return e;
	posts_read(db, &r, out, n);
	return OK;
}

enum err post_answers(struct db *db, const struct post *threads,
		      size_t nthreads, struct post **out, size_t *n)
{
	const char *ids[SEVERAL_MOST];
	struct rows r;
	enum err e;

	for (size_t i = 0; i < nthreads && i < SEVERAL_MOST; i++)
		ids[i] = threads[i].id;
	if ((e = several_run(db, &r, SQL_POST_ANSWERS, NULL, ids,
			     several_size(nthreads))))
		return e;
	posts_read(db, &r, out, n);
	return OK;
}

enum err post_by_id(struct db *db, const char *batch_id,
		    const char *activity_id, const char *id, struct post *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_POST_BY_ID,
			ARGS(arg_text(id), arg_text(batch_id),
			     arg_text(activity_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no post '%s'", id);
	*out = post_read(&r, 0);
	return OK;
}

enum err post_add(struct db *db, struct post *p)
{
	p->id = ident_make(db_arena(db), p->at);
	return db_run(db, NULL, SQL_POST_ADD,
		      ARGS(arg_text(p->id), arg_text(p->activity_id),
			   arg_text(p->batch_id), arg_text(p->person_id),
			   arg_text(p->parent_id), arg_text(p->words),
			   arg_int(p->at)));
}

enum err post_change(struct db *db, const char *id, const char *words,
		     int64_t now)
{
	return db_run(db, NULL, SQL_POST_CHANGE,
		      ARGS(arg_text(id), arg_text(words), arg_int(now)));
}

enum err post_hide(struct db *db, const char *id, const char *by_id,
		   const char *why, int64_t now)
{
	return db_run(db, NULL, SQL_POST_HIDE,
		      ARGS(arg_text(id), *why ? arg_int(now) : arg_null(),
			   *why ? arg_text(by_id) : arg_null(),
			   arg_text(why)));
}

enum err post_counts(struct db *db, const char *batch_id,
		     const char *activity_id, const char *person_id,
		     struct post_counts *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_POST_COUNTS,
			ARGS(arg_text(batch_id), arg_text(activity_id),
			     arg_text(person_id)))))
		return e;
	*out = (struct post_counts){
		row_int(&r, 0, "posts"), row_int(&r, 0, "threads"),
		row_int(&r, 0, "own"),
	};
	return OK;
}

enum err post_lately(struct db *db, const char *person_id, int64_t since,
		     int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_POST_LATELY,
			ARGS(arg_text(person_id), arg_int(since)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

enum err discussion_stand(struct db *db, const char *batch_id,
			  const char *activity_id, struct discussion_stand *out)
{
	struct rows r;
	enum err e;

	*out = (struct discussion_stand){ 0, 0 };
	if ((e = db_run(db, &r, SQL_DISCUSSION_STAND,
			ARGS(arg_text(batch_id), arg_text(activity_id)))))
		return e;
	if (r.count) {
		out->revision = row_int(&r, 0, "revision");
		out->closed_at = row_int(&r, 0, "closed_at");
	}
	return OK;
}

enum err discussion_move(struct db *db, const char *batch_id,
			 const char *activity_id)
{
	return db_run(db, NULL, SQL_DISCUSSION_MOVE,
		      ARGS(arg_text(batch_id), arg_text(activity_id)));
}

enum err discussion_shut(struct db *db, const char *batch_id,
			 const char *activity_id, const char *by_id,
			 int64_t at)
{
	enum err e = discussion_move(db, batch_id, activity_id);

	return e ? e : db_run(db, NULL, SQL_DISCUSSION_SHUT,
		ARGS(arg_text(batch_id), arg_text(activity_id), arg_moment(at),
		     at ? arg_text(by_id) : arg_null()));
}
