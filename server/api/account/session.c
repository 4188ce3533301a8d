#include <string.h>

#include "api/account/session.h"
#include "api/field.h"
#include "api/person.h"
#include "auth/auth.h"
#include "auth/device.h"
#include "auth/factor.h"
#include "routes.h"
#include "serve.h"
#include "store/person.h"
#include "training/merge.h"

/*
 * `out` stays NULL when nobody is called that; `merged` is the login of the
 * account that theirs became, NULL: it is one of its own.
 */
static enum err typed_person(struct request *rq, const char *login,
			     const char *nip, const struct person **out,
			     const char **merged)
{
	struct person *p = arena_new(rq->mem, struct person);
	enum err e;

	*merged = NULL;
	if ((e = serve_read(rq)))
		return e;
	e = person_by_login(rq->db, login, nip, p);
	if (!e && p->disabled_at)
		e = merge_login(rq->db, p->id, merged);
	serve_read_end(rq);
	*out = e ? NULL : p;
	return e == ERR_NOT_FOUND ? OK : e;
}

/*
 * The work is the same whether the person exists, is disabled, has a password
 * or not, so that neither the answer nor its time tells.
 */
static const char *hash_of(const struct person *p, const char *merged)
{
	return p && (!p->disabled_at || merged) ? p->password : NULL;
}

/* To who knew the password: enough of the other's login to know it by. */
static enum err merged_away(struct request *rq, const char *login)
{
	const size_t n = strlen(login);

	return refuse(rq, P_account_merged,
		      VALUES({ "login", n < 4
			       ? arena_format(rq->mem, "%c***", login[0])
			       : arena_format(rq->mem, "%.2s***%s", login,
					      login + n - 1) }));
}

enum err session_check(struct request *rq, struct response *rs)
{
	struct signin *signin = arena_new(rq->mem, struct signin);
	struct auth *auth = rq->server->auth;
	char *nip = arena_alloc(rq->mem, 19);
	const char *login, *password, *merged;
	const struct person *p = NULL;
	struct guess guess;
	bool good;
	enum err e;

	(void)rs;
	if ((e = field_text_needed(rq, "login", 254, &login)) ||
	    (e = field_text_needed(rq, "password", PASSWORD_MAX, &password)))
		return e;
	login = login_form(rq->mem, login);
	if (!nip_parse(login, nip))
		nip = NULL;
	if ((e = typed_person(rq, login, nip, &p, &merged)))
		return e;
	guess = (struct guess){
		.account = nip ? nip : login,
		.address = rq->address,
		.device = p ? device_known(auth->device_key, rq, p->id) : NULL,
	};
	if ((e = auth_guess(auth, rq, &guess, hash_of(p, merged), password, &good)))
		return e;
	if (!good)
		return refuse(rq, P_login_mismatch, NO_VALUES);
	if (merged)
		return merged_away(rq, merged);
	*signin = (struct signin){ .person_id = p->id, .epoch = p->epoch };
	rq->prepared = signin;
	return OK;
}

static void let_in(struct request *rq)
{
	const struct signin *signin = rq->prepared;

	if (signin->left)
		grant_drop(rq->server->auth->grants, signin->left);
	grant_drop(rq->server->auth->grants, signin->person_id);
}

/* A session the browser still had is ended, not left open beside the new one. */
static enum err end_before(struct request *rq)
{
	struct signin *signin = rq->prepared;
	struct session before;
	enum err e = session_find(rq, rq->db, &before);

	if (e)
		return e == ERR_ANONYMOUS ? OK : e;
	signin->left = before.person_id;
	return session_end(rq->db, before.id, before.person_id, rq->now);
}

/* Nothing of the browser's changes before the code is right; what an activation
   ended is over all the same. */
static enum err code_asked(struct request *rq, struct response *rs,
			   const struct person *p)
{
	struct signin *signin = rq->prepared;
	char ticket[TOKEN_SIZE];

	signin->person_id = p->id;
	signin->left = NULL;
	rq->after = let_in;
	factor_ticket(rq->server->auth, p->id, p->epoch, rq->now, ticket);
	return respond_json(rq, rs, 200,
			    json_pack("{s:s, s:s}", "needs", "code",
				      "ticket", ticket));
}

enum err session_open(struct request *rq, struct response *rs,
		      const struct person *p)
{
	bool asked;
	const enum err e = totp_asked(rq->db, p->id, &asked);

	if (e)
		return e;
	return asked ? code_asked(rq, rs, p) : session_open_fully(rq, rs, p);
}

enum err session_open_fully(struct request *rq, struct response *rs,
			    const struct person *p)
{
	struct signin *signin = rq->prepared;
	struct session_keys keys;
	enum err e;

	signin->person_id = p->id;
	signin->left = NULL;
	rq->after = let_in;
	if ((e = end_before(rq)) || (e = session_start(rq, p->id, &keys)))
		return e;
	session_cookie(rq, rs, &keys);
	device_remember(rq->server->auth->device_key, rq, rs, p->id);
	return respond_json(rq, rs, 200,
			    json_pack("{s:s, s:o}", "secret", keys.secret,
				      "person", person_json(p)));
}

/* The person may have changed since the password was looked at. */
enum err session_begin(struct request *rq, struct response *rs)
{
	const struct signin *signin = rq->prepared;
	struct person p;
	enum err e;

	if ((e = person_by_id(rq->db, signin->person_id, &p)))
		return e;
	if (p.disabled_at || p.epoch != signin->epoch)
		return refuse(rq, P_login_mismatch, NO_VALUES);
	return session_open(rq, rs, &p);
}

enum err session_by_link(struct request *rq, struct response *rs)
{
	char hash[SECRET_HASH_SIZE];
	const char *token, *person_id;
	struct person p;
	enum err e;

	if ((e = field_text_needed(rq, "token", 200, &token)))
		return e;
	rq->prepared = arena_new(rq->mem, struct signin);
	if (!secret_hash(token, hash))
		return refuse(rq, P_link_invalid, NO_VALUES);
	if ((e = signin_link_use(rq->db, hash, rq->now, &person_id)))
		return e;
	if (!person_id)
		return refuse(rq, P_link_invalid, NO_VALUES);
	if ((e = person_by_id(rq->db, person_id, &p)))
		return e;
	if (p.disabled_at)
		return refuse(rq, P_link_invalid, NO_VALUES);
	/* Who has come by a link has forgotten the password, or has none. */
	if ((e = person_must_set_password(rq->db, p.id)))
		return e;
	p.must_set_password = true;
	return session_open(rq, rs, &p);
}

static void signed_out(struct request *rq)
{
	grant_drop(rq->server->auth->grants, rq->person->id);
}

enum err session_leave(struct request *rq, struct response *rs)
{
	const enum err e = session_end(rq->db, rq->session, rq->person->id,
				       rq->now);

	if (e && e != ERR_NOT_FOUND)
		return e;
	rq->after = signed_out;
	/* The cookie that comes along may be of another session, of their own. */
	if (!rq->launch)
		session_cookie(rq, rs, NULL);
	return respond_empty(rs, 204);
}

static json_t *session_json(const struct session *s, const char *current)
{
	return json_pack("{s:s, s:b, s:I, s:I, s:I, s:s, s:s}",
			 "id", s->id,
			 "current", strcmp(s->id, current) == 0,
			 "createdAt", (json_int_t)s->created_at,
			 "seenAt", (json_int_t)s->seen_at,
			 "expiresAt", (json_int_t)s->expires_at,
			 "userAgent", s->user_agent,
			 "address", s->address);
}

json_t *sessions_json(const struct session *s, size_t n, const char *current)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, session_json(&s[i], current));
	return json_pack("{s:o}", "sessions", list);
}
