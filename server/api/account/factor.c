/*
 * The second factor: asked for at sign-in, set up and turned off by oneself,
 * turned off for who has lost everything by an organiser.
 *
 * An installation may ask everybody with a role for it. That is a task on their
 * pages and keeps nobody out: who cannot sign in on the morning of an event
 * helps no one, and the administrator sees how many have done it.
 */
#include "auth/factor.h"

#include <string.h>

#include "api/account/me.h"
#include "api/account/session.h"
#include "api/field.h"
#include "api/qr.h"
#include "api/scope.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/person.h"
#include "store/person_event.h"
#include "store/setting.h"
#include "training/notice.h"

#define WISH "second_factor"		/* "staff", or absent: nobody is asked */

#define CODE_BYTES 64

/* Longer than any that the screens let be typed. */
static enum err code_read(struct request *rq, const char **out)
{
	return field_text_needed(rq, "code", CODE_BYTES, out);
}

/* A person's factor, and whether what they typed is a recovery code of theirs. */
static enum err factor_read(struct request *rq, const char *person_id,
			    const char *typed, struct totp *t, bool *known)
{
	char hash[RECOVERY_HASH_SIZE];
	enum err e;

	*known = false;
	if ((e = serve_read(rq)))
		return e;
	e = totp_of(rq->db, person_id, t);
	if (!e && recovery_code_hash(rq->server->auth, person_id, typed, hash))
		e = recovery_code_known(rq->db, person_id, hash, known);
	serve_read_end(rq);
	return e;
}

/* ---- At sign-in ------------------------------------------------------ */

/* Begins with what session_open_fully wants. */
struct entering {
	struct signin signin;
	struct factor_proof proof;
	char person_id[IDENT_SIZE];
};

static enum err ticket_over(struct request *rq)
{
	return refuse(rq, P_ticket_over, NO_VALUES);
}

enum err session_code_check(struct request *rq, struct response *rs)
{
	struct entering *in = arena_new(rq->mem, struct entering);
	const char *ticket, *code;
	struct totp t;
	bool known;
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "ticket", 200, &ticket)) ||
	    (e = code_read(rq, &code)))
		return e;
	if (factor_ticket_read(rq->server->auth, ticket, rq->now,
			       in->person_id, &in->signin.epoch))
		return ticket_over(rq);
	if ((e = factor_read(rq, in->person_id, code, &t, &known)))
		return e == ERR_NOT_FOUND ? ticket_over(rq) : e;
	in->signin.person_id = in->person_id;
	rq->prepared = in;
	return factor_check(rq->server->auth, rq, in->person_id, &t, code,
			    known, &in->proof);
}

enum err session_code_enter(struct request *rq, struct response *rs)
{
	const struct entering *in = rq->prepared;
	struct person p;
	enum err e;

	if ((e = person_by_id(rq->db, in->person_id, &p)))
		return e;
	if (p.disabled_at || p.epoch != in->signin.epoch)
		return ticket_over(rq);
	if ((e = factor_use(rq, &in->proof)))
		return e;
	return session_open_fully(rq, rs, &p);
}

/* ---- By oneself ------------------------------------------------------ */

static enum err wish_read(struct request *rq, bool *out)
{
	const char *value;
	const enum err e = setting_get(rq->db, WISH, &value);

	*out = !e && value && strcmp(value, "staff") == 0;
	return e;
}

enum err totp_show(struct request *rq, struct response *rs)
{
	struct totp t = { .codes = 0 };
	bool asked;
	enum err e = totp_of(rq->db, rq->person->id, &t);

	if ((e && e != ERR_NOT_FOUND) || (e = wish_read(rq, &asked)))
		return e;
	return respond_json(rq, rs, 200,
		json_pack("{s:b, s:o, s:I, s:b}", "on", t.confirmed_at != 0,
			  "since", t.confirmed_at
				? json_integer((json_int_t)t.confirmed_at)
				: json_null(),
			  "recoveryCodes", (json_int_t)t.codes, "wanted",
			  asked && rq->person->roles && !t.confirmed_at));
}

enum err totp_begin_check(struct request *rq, struct response *rs)
{
	const char *password;
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "password", PASSWORD_MAX, &password)))
		return e;
	return me_password_right(rq, password);
}

/* Shown to the one whose it is, so that app and page have the same. */
static json_t *secret_json(struct request *rq, const char *issuer,
			   const char *secret)
{
	const char *uri = totp_uri(rq->mem, issuer, rq->person->name, secret);

	return json_pack("{s:s, s:s, s:o}", "secret", secret, "uri", uri, "qr",
			 qr_json(rq->mem, uri));
}

enum err totp_begin(struct request *rq, struct response *rs)
{
	char secret[TOTP_SECRET_SIZE];
	const char *sealed = factor_secret_new(rq->server->auth, rq->mem,
					       secret);
	struct agency agency;
	bool done;
	enum err e;

	if ((e = agency_first(rq->db, &agency)) ||
	    (e = totp_put(rq->db, rq->person->id, sealed, rq->now, &done)))
		return e;
	if (!done)
		return refuse(rq, P_factor_on, NO_VALUES);
	return respond_json(rq, rs, 201, secret_json(rq, agency.name, secret));
}

enum err totp_code_check(struct request *rq, struct response *rs)
{
	struct factor_proof *proof = arena_new(rq->mem, struct factor_proof);
	struct totp t;
	const char *code;
	bool known;
	enum err e;

	(void)rs;
	if ((e = code_read(rq, &code)))
		return e;
	if ((e = factor_read(rq, rq->person->id, code, &t, &known)))
		return e == ERR_NOT_FOUND ? refuse(rq, P_factor_off, NO_VALUES)
					  : e;
	rq->prepared = proof;
	return factor_check(rq->server->auth, rq, rq->person->id, &t, code,
			    known && t.confirmed_at, proof);
}

enum err totp_both_check(struct request *rq, struct response *rs)
{
	const enum err e = totp_begin_check(rq, rs);

	return e ? e : totp_code_check(rq, rs);
}

static enum err codes_give(struct request *rq, struct response *rs)
{
	const char *codes[RECOVERY_CODES], *hashes[RECOVERY_CODES];
	json_t *list;
	enum err e;

	recovery_codes_new(rq->server->auth, rq->mem, rq->person->id, codes,
			   hashes);
	if ((e = recovery_codes_put(rq->db, rq->person->id, hashes,
				    RECOVERY_CODES)))
		return e;
	list = json_array();
	for (size_t i = 0; i < RECOVERY_CODES; i++)
		json_array_append_new(list, json_string(codes[i]));
	return respond_json(rq, rs, 200,
			    json_pack("{s:o}", "recoveryCodes", list));
}

static void tokens_over(struct request *rq)
{
	grant_drop(rq->server->auth->grants, rq->person->id);
}

static enum err written(struct request *rq, const char *person_id,
			const char *kind)
{
	return person_event_add(rq->db, person_id, rq->person->id, kind, "",
				rq->now);
}

/* Sessions that were begun without a code end. */
enum err totp_turn_on(struct request *rq, struct response *rs)
{
	const struct factor_proof *proof = rq->prepared;
	const char *id = rq->person->id;
	bool done;
	enum err e;

	if (!proof->secret)
		return refuse(rq, P_code_mismatch, NO_VALUES);
	if ((e = totp_confirm(rq->db, id, proof->secret, proof->step, rq->now,
			      &done)))
		return e;
	if (!done)
		return refuse(rq, P_factor_on, NO_VALUES);
	if ((e = session_end_all(rq->db, id, rq->session, rq->now)) ||
	    (e = written(rq, id, "totp_on")))
		return e;
	rq->after = tokens_over;
	return codes_give(rq, rs);
}

enum err totp_turn_off(struct request *rq, struct response *rs)
{
	const char *id = rq->person->id;
	bool was;
	enum err e;

	if ((e = factor_use(rq, rq->prepared)) ||
	    (e = totp_drop(rq->db, id, &was)) ||
	    (e = written(rq, id, "totp_off")))
		return e;
	return respond_empty(rs, 204);
}

enum err recovery_renew(struct request *rq, struct response *rs)
{
	enum err e;

	if ((e = factor_use(rq, rq->prepared)) ||
	    (e = written(rq, rq->person->id, "recovery_codes")))
		return e;
	return codes_give(rq, rs);
}

/* ---- By others ------------------------------------------------------- */

static void person_changed(struct request *rq)
{
	grant_drop(rq->server->auth->grants, request_param(rq, "id"));
}

static enum err told_off(struct request *rq, const struct person *p)
{
	const struct notice_to to = {
		.person_id = p->id, .href = "/saya/keamanan",
		.occasion = arena_format(rq->mem, "codes:%s:%lld", p->id,
					 (long long)rq->now),
		.by_mail = true,
	};

	return notice_tell(rq->db, NOTICE_codes_off, &to,
			   NOTE({ "by", rq->person->name, 0 }), rq->now);
}

/* An administrator's is turned off by an administrator alone: else whoever may
   help the people of an agency could become one. */
enum err totp_reset(struct request *rq, struct response *rs)
{
	struct person p;
	bool was;
	enum err e;

	if ((e = person_by_id(rq->db, request_param(rq, "id"), &p)) ||
	    (e = agency_scope_hidden(rq, p.agency_id)))
		return e;
	if ((p.roles & ROLE_ADMIN) && !person_is(rq->person, ROLE_ADMIN))
		return fail(ERR_FORBIDDEN, "%s is an administrator", p.id);
	if ((e = totp_drop(rq->db, p.id, &was)))
		return e;
	if (!was)
		return refuse(rq, P_factor_off, NO_VALUES);
	if ((e = session_end_all(rq->db, p.id, NULL, rq->now)) ||
	    (e = written(rq, p.id, "totp_reset")) || (e = told_off(rq, &p)))
		return e;
	rq->after = person_changed;
	return respond_empty(rs, 204);
}

enum err factor_wish_show(struct request *rq, struct response *rs)
{
	int64_t people, have;
	bool asked;
	enum err e;

	if ((e = wish_read(rq, &asked)) ||
	    (e = totp_staff(rq->db, &people, &have)))
		return e;
	return respond_json(rq, rs, 200,
			    json_pack("{s:b, s:I, s:I}", "staff", asked,
				      "people", (json_int_t)people,
				      "have", (json_int_t)have));
}

enum err factor_wish_set(struct request *rq, struct response *rs)
{
	bool staff;
	enum err e;

	if ((e = wish_read(rq, &staff)) ||
	    (e = field_bool(rq, "staff", &staff)) ||
	    (e = setting_put(rq->db, WISH, staff ? "staff" : "")))
		return e;
	return factor_wish_show(rq, rs);
}
