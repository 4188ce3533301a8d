#include "store/notice.h"

#include "base/ident.h"
#include "store/queries.h"

enum err notice_add(struct db *db, const struct notice *n)
{
	return db_run(db, NULL, SQL_NOTICE_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), n->at)),
			   arg_text(n->person_id), arg_text(n->kind),
			   arg_text(n->detail), arg_text(n->href),
			   arg_int(n->at), arg_int(n->by_mail),
			   arg_text(n->once)));
}

static struct notice notice_read(const struct rows *r, size_t i)
{
	return (struct notice){
		.id = row_text(r, i, "id"),
		.kind = row_text(r, i, "kind"),
		.detail = row_text(r, i, "detail"),
		.href = row_text(r, i, "href"),
		.at = row_int(r, i, "at"),
	};
}

enum err notice_page(struct db *db, const char *person_id, size_t from,
		     size_t most, struct notice **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NOTICE_PAGE,
			ARGS(arg_text(person_id), arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct notice, r.count);
	for (size_t i = 0; i < r.count; i++) {
		(*out)[i] = notice_read(&r, i);
		(*out)[i].seen_at = row_int(&r, i, "seen_at");
	}
	return OK;
}

enum err notice_unseen(struct db *db, const char *person_id, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NOTICE_UNSEEN, ARGS(arg_text(person_id)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err notice_see(struct db *db, const char *person_id, int64_t until,
		    int64_t now)
{
	return db_run(db, NULL, SQL_NOTICE_SEE,
		      ARGS(arg_text(person_id), arg_int(until), arg_int(now)));
}

enum err notice_letters(struct db *db, size_t most, struct notice **out,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NOTICE_LETTERS,
			ARGS(arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct notice, r.count);
	for (size_t i = 0; i < r.count; i++) {
		(*out)[i] = notice_read(&r, i);
		(*out)[i].person_id = row_text(&r, i, "person_id");
		(*out)[i].email = row_text(&r, i, "email");
		(*out)[i].name = row_text(&r, i, "name");
		(*out)[i].guest = row_int(&r, i, "guest") != 0;
		(*out)[i].guest_epoch = row_int(&r, i, "epoch");
	}
	return OK;
}

enum err notice_lettered(struct db *db, const char *id)
{
	return db_run(db, NULL, SQL_NOTICE_LETTERED, ARGS(arg_text(id)));
}

enum err notice_sweep_due(struct db *db, int64_t before, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NOTICE_SWEEP_DUE, ARGS(arg_int(before)))))
		return e;
	*out = row_int(&r, 0, "due") != 0;
	return OK;
}

enum err notice_sweep(struct db *db, int64_t before)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_NOTICE_SWEEP, ARGS(arg_int(before)))))
		return e;
	return db_run(db, NULL, SQL_REMINDER_SWEEP, ARGS(arg_int(before)));
}

enum err reminder_get(struct db *db, const char *occasion,
		      const char **reached, bool *done)
{
	struct rows r;
	enum err e;

	*reached = "";
	*done = false;
	if ((e = db_run(db, &r, SQL_REMINDER_GET, ARGS(arg_text(occasion)))) ||
	    r.count == 0)
		return e;
	*reached = row_text(&r, 0, "reached");
	*done = row_int(&r, 0, "done");
	return OK;
}

enum err reminder_needs(struct db *db, const char ***occasions,
			const char ***reached, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REMINDER_NEEDS, NO_ARGS)))
		return e;
	*n = r.count;
	*occasions = arena_array(db_arena(db), const char *, r.count + 1);
	*reached = arena_array(db_arena(db), const char *, r.count + 1);
	for (size_t i = 0; i < r.count; i++) {
		(*occasions)[i] = row_text(&r, i, "occasion");
		(*reached)[i] = row_text(&r, i, "reached");
	}
	return OK;
}

enum err reminder_put(struct db *db, const char *occasion, const char *reached,
		      bool done, int64_t now)
{
	return db_run(db, NULL, SQL_REMINDER_PUT,
		      ARGS(arg_text(occasion), arg_text(reached), arg_int(done),
			   arg_int(now)));
}

enum err remind_events(struct db *db, int64_t from, int64_t until,
		       struct remind **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REMIND_EVENTS,
			ARGS(arg_int(from), arg_int(until)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct remind, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct remind){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.zone = row_text(&r, i, "zone"),
			.starts_at = row_int(&r, i, "starts_at"),
		};
	return OK;
}

enum err remind_batches(struct db *db, int64_t from, int64_t until,
			struct remind **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REMIND_BATCHES,
			ARGS(arg_int(from), arg_int(until)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct remind, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct remind){
			.id = row_text(&r, i, "id"),
			.programme_id = row_text(&r, i, "programme_id"),
			.title = row_text(&r, i, "title"),
			.zone = "WIB",
			.starts_at = row_int(&r, i, "starts_at"),
			.ends_at = row_int(&r, i, "ends_at"),
		};
	return OK;
}

enum err remind_seats(struct db *db, const char *event_id, const char *after,
		      size_t most, struct reminded **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REMIND_SEATS,
			ARGS(arg_text(event_id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct reminded, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i].id = (*out)[i].person_id =
			row_text(&r, i, "person_id");
	return OK;
}

enum err remind_enrolments(struct db *db, const struct remind *b,
			   const char *after, size_t most,
			   struct reminded **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_REMIND_ENROLMENTS,
			ARGS(arg_text(b->id), arg_text(b->programme_id),
			     arg_text(after), arg_int((int64_t)most),
			     arg_int(b->ends_at)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct reminded, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct reminded){
			.id = row_text(&r, i, "id"),
			.person_id = row_text(&r, i, "person_id"),
			.step = row_text(&r, i, "step"),
			.begun = !row_null(&r, i, "begun_at"),
		};
	return OK;
}
