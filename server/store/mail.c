#include "store/mail.h"

#include "store/queries.h"

enum err mail_setting_get(struct db *db, struct mail_setting *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MAIL_SERVER_GET, NO_ARGS)))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "mail is not set up");
	*out = (struct mail_setting){
		.host = row_text(&r, 0, "host"),
		.port = row_int(&r, 0, "port"),
		.security = row_text(&r, 0, "security"),
		.login = row_text(&r, 0, "login"),
		.password = row_text(&r, 0, "password"),
		.sender = row_text(&r, 0, "sender"),
		.verified_at = row_int(&r, 0, "verified_at"),
	};
	return OK;
}

enum err mail_setting_put(struct db *db, const struct mail_setting *s)
{
	return db_run(db, NULL, SQL_MAIL_SERVER_PUT,
		      ARGS(arg_text(s->host), arg_int(s->port),
			   arg_text(s->security), arg_text(s->login),
			   arg_text(s->password), arg_text(s->sender)));
}

enum err mail_setting_remove(struct db *db)
{
	return db_run(db, NULL, SQL_MAIL_SERVER_REMOVE, NO_ARGS);
}

enum err mail_setting_verified(struct db *db, int64_t now)
{
	return db_run(db, NULL, SQL_MAIL_SERVER_VERIFIED, ARGS(arg_int(now)));
}

enum err mail_add(struct db *db, const struct mail *m)
{
	return db_run(db, NULL, SQL_MAIL_ADD,
		      ARGS(arg_text(m->id), arg_text(m->person_id),
			   arg_text(m->kind), arg_text(m->recipient),
			   arg_text(m->subject), arg_text(m->body),
			   arg_int(m->created_at)));
}

static void mail_read(const struct rows *r, size_t i, struct mail *out)
{
	*out = (struct mail){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.recipient = row_text(r, i, "recipient"),
		.subject = row_text(r, i, "subject"),
		.body = row_text(r, i, "body"),
		.tries = row_int(r, i, "tries"),
		.next_at = row_int(r, i, "next_at"),
		.created_at = row_int(r, i, "created_at"),
	};
}

enum err mail_due(struct db *db, int64_t now, struct mail **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MAIL_DUE, ARGS(arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct mail, r.count);
	for (size_t i = 0; i < r.count; i++)
		mail_read(&r, i, &(*out)[i]);
	return OK;
}

enum err mail_claim(struct db *db, const char *id, int64_t now, int64_t until,
		    bool *done)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MAIL_CLAIM,
			ARGS(arg_text(id), arg_int(until), arg_int(now)))))
		return e;
	*done = r.count > 0;
	return OK;
}

enum err mail_sent(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_MAIL_SENT,
		      ARGS(arg_text(id), arg_int(now)));
}

enum err mail_again(struct db *db, const char *id, int64_t at,
		    const struct mail_error *why)
{
	return db_run(db, NULL, SQL_MAIL_AGAIN,
		      ARGS(arg_text(id), arg_int(at), arg_text(why->said),
			   arg_text(why->fault)));
}

enum err mail_given_up(struct db *db, const char *id,
		       const struct mail_error *why)
{
	return db_run(db, NULL, SQL_MAIL_GIVEN_UP,
		      ARGS(arg_text(id), arg_text(why->said),
			   arg_text(why->fault)));
}

enum err mail_hurry(struct db *db, int64_t now)
{
	return db_run(db, NULL, SQL_MAIL_HURRY, ARGS(arg_int(now)));
}

enum err mail_sweep_due(struct db *db, int64_t sent, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MAIL_SWEEP_DUE, ARGS(arg_int(sent)))))
		return e;
	*out = row_int(&r, 0, "due") != 0;
	return OK;
}

enum err mail_sweep(struct db *db, int64_t sent, int64_t failed, size_t kept)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_MAIL_SWEEP_SENT, ARGS(arg_int(sent)))))
		return e;
	return db_run(db, NULL, SQL_MAIL_SWEEP_FAILED,
		      ARGS(arg_int(failed), arg_int((int64_t)kept)));
}

enum err mail_recent(struct db *db, const char *person_id, const char *kind,
		     int64_t since, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MAIL_RECENT,
			ARGS(arg_text(person_id), arg_text(kind),
			     arg_int(since)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err mail_count(struct db *db, struct mail_counts *out)
{
	struct rows r, last;
	enum err e;

	if ((e = db_run(db, &r, SQL_MAIL_COUNTS, NO_ARGS)) ||
	    (e = db_run(db, &last, SQL_MAIL_LAST_ERROR, NO_ARGS)))
		return e;
	*out = (struct mail_counts){
		.waiting = row_int(&r, 0, "waiting"),
		.sent = row_int(&r, 0, "sent"),
		.failed = row_int(&r, 0, "failed"),
		.last.said = last.count ? row_text(&last, 0, "error") : NULL,
		.last.fault = last.count ? row_text(&last, 0, "fault") : "",
	};
	return OK;
}

enum err password_request_add(struct db *db, const struct password_request *p)
{
	return db_run(db, NULL, SQL_PASSWORD_REQUEST_ADD,
		      ARGS(arg_text(p->id), arg_text(p->login),
			   arg_int(p->lang), arg_int(p->created_at)));
}

enum err password_requests(struct db *db, struct password_request **out,
			   size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PASSWORD_REQUESTS, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct password_request, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct password_request){
			.id = row_text(&r, i, "id"),
			.login = row_text(&r, i, "login"),
			.lang = row_int(&r, i, "lang"),
			.created_at = row_int(&r, i, "created_at"),
		};
	return OK;
}

enum err password_request_remove(struct db *db, const char *id)
{
	return db_run(db, NULL, SQL_PASSWORD_REQUEST_REMOVE,
		      ARGS(arg_text(id)));
}
