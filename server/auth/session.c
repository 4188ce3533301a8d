#include "auth/session.h"

#include <string.h>

#include "store/person.h"

#define COOKIE "balai_session"
#define USER_AGENT_MAX 256
/*
 * A look into the database each. A cookie of our name may come for each part of
 * the path, with and without a slash, for each domain above, and once more by
 * the site of the page; browsers keep 180 of a site.
 */
#define COOKIES_TRIED 180

static const char *cookie_name(const struct request *rq, const char *name)
{
	return rq->https ? arena_format(rq->mem, "__Host-%s", name) : name;
}

void cookie_set(struct request *rq, struct response *rs, const char *name,
		const char *value, int64_t seconds)
{
	response_header(rs, "Set-Cookie",
			arena_format(rq->mem, "%s=%s; Path=/; Max-Age=%lld; "
				     "HttpOnly; SameSite=Lax%s",
				     cookie_name(rq, name), value,
				     (long long)seconds,
				     rq->https ? "; Secure" : ""));
}

const char *cookie_get(const struct request *rq, const char *name)
{
	return request_cookie(rq, cookie_name(rq, name));
}

void session_cookie(struct request *rq, struct response *rs,
		    const struct session_keys *keys)
{
	cookie_set(rq, rs, COOKIE, keys ? keys->cookie : "",
		   keys ? SESSION_LONGEST_MS / 1000 : 0);
}

/* What a browser calls itself, cut to where it still is UTF-8. */
static const char *user_agent(const struct request *rq)
{
	const char *text = request_header(rq, "User-Agent");
	size_t n = text ? strnlen(text, USER_AGENT_MAX) : 0;

	while (n && !text_utf8(text, n))
		n--;
	return arena_copy(rq->mem, text ? text : "", n);
}

static void keys_make(struct session_keys *out, char cookie[SECRET_HASH_SIZE],
		      char secret[SECRET_HASH_SIZE])
{
	secret_new(out->cookie);
	secret_new(out->secret);
	secret_hash(out->cookie, cookie);
	secret_hash(out->secret, secret);
}

enum err session_launch_start(struct request *rq, const char *person_id,
			      const char *launch_id, const char *embed,
			      struct session_keys *out)
{
	char cookie[SECRET_HASH_SIZE], secret[SECRET_HASH_SIZE];

	ident_new(rq->now, out->id);
	keys_make(out, cookie, secret);
	return session_add(rq->db, &(struct session){
		.id = out->id,
		.person_id = person_id,
		.cookie_hash = cookie,
		.secret_hash = secret,
		.created_at = rq->now,
		.expires_at = rq->now + (launch_id ? SESSION_LAUNCH_IDLE_MS
						   : SESSION_IDLE_MS),
		.user_agent = user_agent(rq),
		.address = rq->address ? rq->address : "",
		.launch.id = launch_id,
		.embed = embed,
	});
}

enum err session_start(struct request *rq, const char *person_id,
		       struct session_keys *out)
{
	return session_launch_start(rq, person_id, NULL, "", out);
}

enum err session_renew(struct request *rq, const char *id,
		       struct session_keys *out)
{
	char cookie[SECRET_HASH_SIZE], secret[SECRET_HASH_SIZE];

	memcpy(out->id, id, IDENT_SIZE);
	keys_make(out, cookie, secret);
	return session_rekey(rq->db, id, cookie, secret);
}

bool session_claimed(const struct request *rq)
{
	return request_header(rq, "X-Balai-Session") != NULL;
}

static enum err session_alive(const struct request *rq, const struct session *s)
{
	return s->ended_at || s->expires_at <= rq->now
		? fail(ERR_ANONYMOUS, "session %s is over", s->id) : OK;
}

static enum err session_of(struct request *rq, struct db *db,
			   const char *cookie, const char *secret,
			   struct session *out)
{
	char hash[SECRET_HASH_SIZE];
	struct session s;
	enum err e;

	if (!secret_hash(cookie, hash))
		return fail(ERR_ANONYMOUS, "not a session's cookie");
	if ((e = session_by_cookie(db, hash, &s)))
		return e == ERR_NOT_FOUND
			? fail(ERR_ANONYMOUS, "no such session") : e;
	if (!secret_hash_same(secret, s.secret_hash))
		return fail(ERR_ANONYMOUS, "session %s: wrong secret", s.id);
	if ((e = session_alive(rq, &s)))
		return e;
	*out = s;
	return OK;
}

/* Only what a launch began is found so. */
static enum err session_of_launch(struct request *rq, struct db *db,
				  const char *secret, struct session *out)
{
	struct session s;
	enum err e;

	if ((e = session_by_secret(db, secret, &s)))
		return e == ERR_NOT_FOUND
			? fail(ERR_ANONYMOUS, "no such session") : e;
	if ((e = session_alive(rq, &s)))
		return e;
	*out = s;
	return OK;
}

/*
 * Where content is on the app's host, a package can plant cookies of our name
 * that come before ours, by a longer path. The secret tells which is ours.
 */
enum err session_find(struct request *rq, struct db *db, struct session *out)
{
	const char *name = cookie_name(rq, COOKIE), *cookie;
	char secret[SECRET_HASH_SIZE];
	enum err e = fail(ERR_ANONYMOUS, "no cookie, or no secret with it");

	if (!secret_hash(request_header(rq, "X-Balai-Session"), secret))
		return e;
	for (size_t i = 0; e == ERR_ANONYMOUS && i < COOKIES_TRIED &&
			   (cookie = request_cookie_after(rq, name, i)); i++)
		e = session_of(rq, db, cookie, secret, out);
	return e == ERR_ANONYMOUS ? session_of_launch(rq, db, secret, out) : e;
}

bool session_due(const struct session *s, int64_t now)
{
	return now - s->seen_at >= SESSION_SEEN_MS;
}

enum err session_touch(struct db *db, const char *id, bool launched, int64_t now)
{
	return launched
		? session_seen(db, id, now, now + SESSION_LAUNCH_IDLE_MS,
			       SESSION_LAUNCH_LONGEST_MS)
		: session_seen(db, id, now, now + SESSION_IDLE_MS,
			       SESSION_LONGEST_MS);
}

enum err session_sweep(struct db *db, int64_t now)
{
	enum err e;

	if ((e = session_forget(db, now - SESSION_KEPT_MS)))
		return e;
	return signin_link_forget(db, now);
}
