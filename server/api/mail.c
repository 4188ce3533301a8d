/*
 * How mail leaves, for administrators; and a new password for whoever asks.
 */
#include <string.h>

#include "address.h"
#include "api/field.h"
#include "auth/auth.h"
#include "auth/seal.h"
#include "base/ident.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "jobs/mailer.h"
#include "routes.h"
#include "serve.h"

static const struct phrase host_rule = { {
	"Tulis nama server, misalnya smtp.contoh.go.id.",
	"Write the server's name, such as smtp.example.go.id." } };
static const struct phrase security_rule = { {
	"Pilih none, starttls, atau tls.", "Choose none, starttls or tls." } };
static const struct phrase email_rule = { {
	"Tulis alamat email lengkap, misalnya belajar@contoh.go.id.",
	"Write the whole e-mail address, such as learning@example.go.id." } };

static json_t *setting_json(const struct mail_setting *s)
{
	return json_pack("{s:s, s:I, s:s, s:s, s:b, s:s, s:o}",
			 "host", s->host, "port", (json_int_t)s->port,
			 "security", s->security, "login", s->login,
			 "hasPassword", s->password != NULL,
			 "sender", s->sender,
			 "verifiedAt", s->verified_at
				? json_integer((json_int_t)s->verified_at)
				: json_null());
}

/* What happened in our words, and behind them what was said. */
static const char *fault_told(struct request *rq, enum mail_fault fault,
			      const char *said)
{
	const char *words = mail_fault_words(fault)->in[rq->lang];

	return *said ? arena_format(rq->mem, "%s (%s)", words, said) : words;
}

enum err mail_show(struct request *rq, struct response *rs)
{
	struct mail_setting s;
	struct mail_counts n;
	json_t *server = json_null();
	enum err e = mail_setting_get(rq->db, &s);

	if (!e)
		server = setting_json(&s);
	else if (e != ERR_NOT_FOUND)
		return e;
	request_own_json(rq, server);
	if ((e = mail_count(rq->db, &n)))
		return e;
	return respond_json(rq, rs, 200,
			    json_pack("{s:O, s:I, s:I, s:I, s:s?}", "server",
				      server, "waiting", (json_int_t)n.waiting,
				      "sent", (json_int_t)n.sent, "failed",
				      (json_int_t)n.failed, "lastError",
				      !n.last.said ? NULL
				      : fault_told(rq,
					mail_fault_named(n.last.fault),
					n.last.said)));
}

static bool email_fits(const char *text)
{
	struct arena mem = ARENA_INIT;
	struct person p = { .name = "x", .login = "xx", .email = text };
	const bool fits = person_form(&mem, &p) == PERSON_NONE && p.email;

	arena_end(&mem);
	return fits;
}

/* A password that is not sent stays; an empty one is taken away. */
static enum err password_read(struct request *rq, struct mail_setting *s)
{
	const char *password;
	enum err e = field_text(rq, "password", 1000, &password);

	if (e || !password)
		return e;
	s->password = *password ? seal_text(rq->server->auth->seal_key,
					    rq->mem, password) : NULL;
	return OK;
}

static enum err setting_read(struct request *rq, struct mail_setting *s)
{
	const char *login;
	enum err e;

	if ((e = field_number(rq, "port", 1, 65535, &s->port)) ||
	    (e = field_text_needed(rq, "security", 16, &s->security)) ||
	    (e = field_text(rq, "login", 254, &login)) ||
	    (e = field_text_needed(rq, "sender", 254, &s->sender)) ||
	    (e = password_read(rq, s)))
		return e;
	s->login = login ? text_trim(rq->mem, login) : "";
	s->sender = text_trim(rq->mem, s->sender);
	if (!mail_host_fits(s->host))
		return field_bad(rq, "host", &host_rule);
	if (strcmp(s->security, "none") && strcmp(s->security, "starttls") &&
	    strcmp(s->security, "tls"))
		return field_bad(rq, "security", &security_rule);
	return email_fits(s->sender) ? OK : field_bad(rq, "sender",
						      &email_rule);
}

static void wake(struct request *rq)
{
	job_wake(rq->server, JOB_mailer);
}

/* An empty host turns mail off. */
enum err mail_put(struct request *rq, struct response *rs)
{
	struct mail_setting s = { .port = 587 };
	const char *host;
	enum err e;

	if ((e = field_text(rq, "host", 254, &host)))
		return e;
	host = host ? text_trim(rq->mem, host) : "";
	if (!*host)
		return (e = mail_setting_remove(rq->db))
			? e : mail_show(rq, rs);
	e = mail_setting_get(rq->db, &s);
	if (e && e != ERR_NOT_FOUND)
		return e;
	s.host = host;
	if ((e = setting_read(rq, &s)) || (e = mail_setting_put(rq->db, &s)))
		return e;
	rq->after = wake;
	return mail_show(rq, rs);
}

static const struct { struct phrase subject, body; } trial = {
	{ { "Uji email dari Balai", "A test letter from Balai" } },
	{ { "Surat ini membuktikan bahwa Balai dapat mengirim email.\n",
	    "This letter proves that Balai can send e-mail.\n" } },
};

enum err mail_test_check(struct request *rq, struct response *rs)
{
	struct mail_server server;
	struct mail_outcome outcome;
	struct letter letter = {
		.id = ident_make(rq->mem, rq->now),
		.subject = trial.subject.in[rq->lang],
		.text = trial.body.in[rq->lang],
		.at = rq->now,
	};
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "to", 254, &letter.to)) ||
	    (e = serve_read(rq)))
		return e;
	letter.to = text_trim(rq->mem, letter.to);
	if (!email_fits(letter.to))
		return field_bad(rq, "to", &email_rule);
	e = mailer_server(rq->server, rq->db, rq->mem, &server);
	serve_read_end(rq);
	if (e)
		return e == ERR_NOT_FOUND ? refuse(rq, P_mail_off, NO_VALUES)
					  : e;
	if (mail_send(&server, &letter, &outcome))
		return refuse(rq, P_mail_failed,
			      VALUES({ "reason",
				       fault_told(rq, outcome.fault,
						  outcome.said) }));
	return OK;
}

/* The server takes letters: those that wait for it need wait no longer. */
enum err mail_test_note(struct request *rq, struct response *rs)
{
	enum err e;

	if ((e = mail_setting_verified(rq->db, rq->now)) ||
	    (e = mail_hurry(rq->db, rq->now)))
		return e;
	rq->after = wake;
	return mail_show(rq, rs);
}

/* ---- A new password -------------------------------------------------- */

/*
 * Nothing is looked up here: the same row is written whoever it is, so that
 * neither the answer nor its time tells. Asking costs, as guessing does.
 */
enum err forgotten_check(struct request *rq, struct response *rs)
{
	struct throttle *throttle = rq->server->auth->throttle;
	struct guess guess = { .address = rq->address };
	const char *login;
	int64_t wait;
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "login", 254, &login)))
		return e;
	login = login_form(rq->mem, login);
	guess.account = arena_format(rq->mem, "forgotten %s", login);
	if ((wait = throttle_ask(throttle, &guess, rq->now)))
		return auth_slowed(rq, wait);
	throttle_bad(throttle, &guess, rq->now);
	rq->prepared = (void *)login;
	return OK;
}

enum err forgotten_ask(struct request *rq, struct response *rs)
{
	bool possible;
	enum err e;

	if ((e = letter_possible(rq->server, rq->db, &possible)))
		return e;
	if (!possible)
		return refuse(rq, P_mail_off, NO_VALUES);
	e = password_request_add(rq->db, &(struct password_request){
		.id = ident_make(rq->mem, rq->now),
		.login = rq->prepared,
		.lang = rq->lang,
		.created_at = rq->now,
	});
	if (e)
		return e;
	rq->after = wake;
	return respond_json(rq, rs, 202, json_pack("{s:b}", "asked", 1));
}
