#include <string.h>

#include "api/account/me.h"
#include "api/account/session.h"
#include "api/field.h"
#include "api/person.h"
#include "auth/auth.h"
#include "routes.h"
#include "serve.h"
#include "store/activation.h"
#include "store/person.h"

struct new_password {
	char hash[PASSWORD_HASH_SIZE];
	int64_t epoch;		/* of the person whose old one was looked at */
	int64_t privacy;	/* the notice that stood beside it; 0: none */
};

static void tokens_over(struct request *rq)
{
	grant_drop(rq->server->auth->grants, rq->person->id);
}

enum err me_show(struct request *rq, struct response *rs)
{
	return respond_json(rq, rs, 200, person_json(rq->person));
}

/* Guessing here is slowed by the session, which is not a stranger's. */
enum err me_password_right(struct request *rq, const char *current)
{
	const struct guess guess = { .account = rq->person->id,
				     .device = rq->session };
	bool good;
	enum err e;

	if ((e = auth_guess(rq->server->auth, rq, &guess, rq->person->password,
			    current ? current : "", &good)))
		return e;
	return good ? OK : refuse(rq, P_password_mismatch, NO_VALUES);
}

/* One that somebody else chose must not stay. */
static enum err fresh_check(struct request *rq, const char *password)
{
	bool same;
	enum err e;

	if (!rq->person->password)
		return OK;
	if ((e = password_verify(rq->server->auth->passwords, STANDING_KNOWN,
				 rq->person->password, password, &same)))
		return e;
	return same ? refuse(rq, P_password_weak, NO_VALUES) : OK;
}

enum err me_password_check(struct request *rq, struct response *rs)
{
	struct new_password *new = arena_new(rq->mem, struct new_password);
	const char *current, *password;
	enum err e;

	(void)rs;
	if ((e = field_text(rq, "current", PASSWORD_MAX, &current)) ||
	    (e = field_text(rq, "password", 8 * PASSWORD_MAX, &password)) ||
	    (e = field_number(rq, "privacy", 1, PRIVACY_VERSION,
			      &new->privacy)))
		return e;
	if (!password || password_weak(password, rq->person))
		return refuse(rq, P_password_weak, NO_VALUES);
	e = rq->person->must_set_password ? fresh_check(rq, password)
					  : me_password_right(rq, current);
	if (e || (e = password_hash(rq->server->auth->passwords, password,
				    new->hash)))
		return e;
	new->epoch = rq->person->epoch;
	rq->prepared = new;
	return OK;
}

enum err me_password_set(struct request *rq, struct response *rs)
{
	const struct new_password *new = rq->prepared;
	const char *id = rq->person->id;
	struct session_keys keys;
	struct person p;
	enum err e;

	if ((e = person_by_id(rq->db, id, &p)))
		return e;
	if (p.epoch != new->epoch || p.disabled_at)
		return fail(ERR_CONFLICT, "person %s changed meanwhile", id);
	if ((new->privacy &&
	     (e = privacy_accept(rq->db, id, new->privacy, rq->now))) ||
	    (e = person_set_password(rq->db, id, new->hash, false)) ||
	    (e = signin_link_end(rq->db, id)) ||
	    (e = activation_end(rq->db, id)) ||
	    (e = session_end_all(rq->db, id, rq->session, rq->now)) ||
	    (e = session_renew(rq, rq->session, &keys)))
		return e == ERR_NOT_FOUND ? ERR_ANONYMOUS : e;
	rq->after = tokens_over;
	session_cookie(rq, rs, &keys);
	return respond_json(rq, rs, 200,
			    json_pack("{s:s}", "secret", keys.secret));
}

enum err me_privacy(struct request *rq, struct response *rs)
{
	int64_t version = 0;
	enum err e;

	if ((e = field_number(rq, "version", 1, PRIVACY_VERSION, &version)))
		return e;
	if (!version)
		return field_missing(rq, "version");
	if ((e = privacy_accept(rq->db, rq->person->id, version, rq->now)))
		return e;
	return respond_empty(rs, 204);
}

enum err me_sessions(struct request *rq, struct response *rs)
{
	struct session *sessions;
	size_t n;
	enum err e;

	if ((e = session_list(rq->db, rq->person->id, rq->now, &sessions, &n)))
		return e;
	return respond_json(rq, rs, 200,
			    sessions_json(sessions, n, rq->session));
}

enum err me_session_end(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id");
	enum err e;

	if ((e = session_end(rq->db, id, rq->person->id, rq->now)))
		return e;
	rq->after = tokens_over;
	if (strcmp(id, rq->session) == 0)
		session_cookie(rq, rs, NULL);
	return respond_empty(rs, 204);
}
