#include "jobs/mailer.h"

#include "auth/account.h"
#include "auth/auth.h"
#include "auth/seal.h"
#include "base/clock.h"
#include "base/log.h"
#include "config.h"
#include "db/pool.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "store/agency.h"

/* Longer than mail_send takes: then another may try. */
#define CLAIM_MS (2 * 60 * INT64_C(1000))

int64_t mailer_pause(int64_t tries)
{
	static const int64_t minutes[] = { 1, 5, 30, 120, 360, 720, 1440 };
	const int64_t n = sizeof(minutes) / sizeof(*minutes);

	return minutes[tries < 1 ? 0 : tries > n ? n - 1 : tries - 1] * 60000;
}

enum err mailer_server(const struct server *server, struct db *db,
		       struct arena *mem, struct mail_server *out)
{
	struct mail_setting s;
	struct agency agency;
	const char *password = "";
	enum err e;

	if ((e = mail_setting_get(db, &s)) || (e = agency_first(db, &agency)))
		return e;
	if (s.password &&
	    !(password = seal_open(server->auth->seal_key, mem, s.password)))
		return fail(ERR_INTERNAL, "the mail password is damaged");
	*out = (struct mail_server){
		.host = s.host, .port = (int)s.port, .security = s.security,
		.login = s.login, .password = password, .sender = s.sender,
		.name = agency.name, .ca = server->config->mail_ca,
	};
	return OK;
}

/* ---- Requests become letters ----------------------------------------- */

static enum err request_answer(struct server *server, struct db *db,
			       const struct password_request *r)
{
	const int64_t now = clock_now();
	char nip[19], token[SECRET_SIZE];
	struct person p;
	size_t recent;
	enum err e = person_by_login(db, r->login,
				     nip_parse(r->login, nip) ? nip : NULL, &p);

	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	if (p.disabled_at || !p.email)
		return OK;
	if ((e = mail_recent(db, p.id, "reset", now - MAILER_RESETS_MS,
			     &recent)) || recent >= MAILER_RESETS ||
	    (e = account_link(db, p.id, now, token)))
		return e;
	return letter_reset(server, db, r->lang == LANG_EN ? LANG_EN : LANG_ID,
			    &p, token, now);
}

static enum err requests_answer(struct db *db, void *context)
{
	struct server *server = context;
	struct password_request *all;
	bool possible;
	size_t n;
	enum err e;

	if ((e = letter_possible(server, db, &possible)) ||
	    (e = password_requests(db, &all, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		if (!possible || !(e = request_answer(server, db, &all[i])))
			e = password_request_remove(db, all[i].id);
	return e;
}

/* Nothing is written when nothing is asked. */
static bool requests_waiting(struct server *server, struct arena *mem)
{
	struct password_request *all;
	struct db *db;
	size_t n = 0;

	if (pool_read(server->pool, mem, &db))
		return false;
	if (password_requests(db, &all, &n))
		n = 0;
	pool_read_end(server->pool, db);
	return n > 0;
}

/* ---- Letters leave --------------------------------------------------- */

struct sending {
	const struct mail *mail;
	enum err how;
	struct mail_outcome outcome;
	bool ours;
};

static enum err claim(struct db *db, void *context)
{
	struct sending *s = context;
	const int64_t now = clock_now();

	return mail_claim(db, s->mail->id, now, now + CLAIM_MS, &s->ours);
}

static enum err conclude(struct db *db, void *context)
{
	const struct sending *s = context;
	const int64_t tries = s->mail->tries + 1;
	const struct mail_error why = {
		mail_fault_name(s->outcome.fault), s->outcome.said
	};

	if (!s->how)
		return mail_sent(db, s->mail->id, clock_now());
	if (s->how == ERR_INVALID || tries >= MAILER_TRIES)
		return mail_given_up(db, s->mail->id, &why);
	return mail_again(db, s->mail->id, clock_now() + mailer_pause(tries),
			  &why);
}

static void send_one(struct server *server, struct arena *mem,
		     const struct mail_server *to, const struct mail *mail)
{
	struct sending s = { .mail = mail };
	const char *text = seal_open(server->auth->seal_key, mem, mail->body);
	const struct letter letter = { mail->id, mail->recipient,
				       mail->subject, text, mail->created_at };

	if (pool_write(server->pool, mem, claim, &s) || !s.ours)
		return;
	s.outcome.fault = MAIL_OTHER;
	s.how = text ? mail_send(to, &letter, &s.outcome)
		     : fail(ERR_INVALID, "the letter is damaged");
	if (s.how)
		log_event(LOG_WARN, "mail.failed", LOG_TEXT("mail", mail->id),
			  LOG_INT("tries", mail->tries + 1),
			  LOG_TEXT("why", fail_reason()));
	if (pool_write(server->pool, mem, conclude, &s))
		log_event(LOG_ERROR, "mail.unwritten",
			  LOG_TEXT("mail", mail->id));
}

static enum err look(struct server *server, struct arena *mem,
		     struct mail_server *to, struct mail **mails, size_t *n)
{
	struct db *db;
	enum err e = pool_read(server->pool, mem, &db);

	*n = 0;
	if (e)
		return e;
	if (!(e = mailer_server(server, db, mem, to)))
		e = mail_due(db, clock_now(), mails, n);
	pool_read_end(server->pool, db);
	return e;
}

/* True when there may be more. */
static bool round_of(struct server *server, struct rounds *rounds)
{
	struct arena mem = ARENA_INIT;
	struct mail_server to;
	struct mail *mails;
	size_t n = 0;

	if (requests_waiting(server, &mem) &&
	    pool_write(server->pool, &mem, requests_answer, server))
		log_event(LOG_WARN, "mail.requests",
			  LOG_TEXT("why", fail_reason()));
	if (!look(server, &mem, &to, &mails, &n))
		for (size_t i = 0; i < n && rounds_going(rounds); i++)
			send_one(server, &mem, &to, &mails[i]);
	arena_end(&mem);
	return n > 0;
}

void mailer_job(struct server *server, struct rounds *rounds)
{
	while (rounds_going(rounds) && round_of(server, rounds))
		;
}
