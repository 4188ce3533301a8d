#include "auth/session.h"

#include "auth/account.h"
#include "auth/auth.h"
#include "auth/device.h"
#include "databases.h"
#include "visit.h"

#define DAY (86400 * INT64_C(1000))

static const char *url;
static struct auth *auth;
static char person_id[IDENT_SIZE];
static struct session_keys keys;

static const unsigned char key[TOKEN_KEY_SIZE] = { 5 };

/* Somebody comes at `now` with this cookie and this secret. */
static void come(struct visit *v, const char *cookie, const char *secret,
		 int64_t now)
{
	visit_begin(v, url);
	v->rq.now = now;
	if (cookie)
		visit_header(v, "Cookie",
			     arena_format(&v->mem, "a=b; balai_session=%s",
					  cookie));
	if (secret)
		visit_header(v, "X-Balai-Session", secret);
}

/* Who that is: a name, or NULL. */
static const char *admitted(const char *cookie, const char *secret, int64_t now)
{
	static char name[32];
	struct visit v;
	bool due;

	come(&v, cookie, secret, now);
	check_int(auth_admit(auth, &v.rq, v.rq.db, &due), OK);
	check((v.rq.person == NULL) == (v.rq.session == NULL));
	snprintf(name, sizeof(name), "%s",
		 v.rq.person ? v.rq.person->login : "");
	visit_end(&v);
	return *name ? name : NULL;
}

static void begin(void)
{
	const struct person sari = { .name = "Sari", .login = "sari" };
	const struct phrase *why;
	struct person got;
	struct visit v;

	visit_begin(&v, url);
	visit_header(&v, "User-Agent", "Peramban \xff\xfe");
	check_int(account_add(v.rq.db, NULL, &sari, NULL, VISIT_NOW, &why), OK);
	check_int(person_by_login(v.rq.db, "sari", NULL, &got), OK);
	memcpy(person_id, got.id, IDENT_SIZE);
	check_int(session_start(&v.rq, person_id, &keys), OK);
	visit_end(&v);
}

static void strangers(void)
{
	char other[SECRET_SIZE];

	secret_new(other);
	check_str(admitted(NULL, NULL, VISIT_NOW), NULL);
	check_str(admitted(keys.cookie, NULL, VISIT_NOW), NULL);
	check_str(admitted(NULL, keys.secret, VISIT_NOW), NULL);
	check_str(admitted(keys.cookie, other, VISIT_NOW), NULL);
	check_str(admitted(other, keys.secret, VISIT_NOW), NULL);
	check_str(admitted(keys.secret, keys.cookie, VISIT_NOW), NULL);
	check_str(admitted(keys.cookie, "", VISIT_NOW), NULL);
	check_str(admitted("", keys.secret, VISIT_NOW), NULL);
	check_str(admitted("' OR 1=1", keys.secret, VISIT_NOW), NULL);
}

static void stored_hashed(void)
{
	char hash[SECRET_HASH_SIZE];
	struct session s;
	struct visit v;

	visit_begin(&v, url);
	check_int(session_by_cookie(v.rq.db, keys.cookie, &s), ERR_NOT_FOUND);
	check(secret_hash(keys.cookie, hash));
	check_int(session_by_cookie(v.rq.db, hash, &s), OK);
	check(strcmp(s.secret_hash, keys.secret) != 0);
	check_str(s.user_agent, "Peramban ");
	check_str(s.address, "203.0.113.7");
	visit_end(&v);
}

static void touch(int64_t now)
{
	struct visit v;

	visit_begin(&v, url);
	check_int(session_touch(v.rq.db, keys.id, false, now), OK);
	visit_end(&v);
}

static void lives_by_use(void)
{
	int64_t now = VISIT_NOW + 7 * DAY - 1;

	check_str(admitted(keys.cookie, keys.secret, now), "sari");
	check_str(admitted(keys.cookie, keys.secret, now + 1), NULL);
	for (int i = 0; i < 3; i++) {
		touch(now);
		now += 7 * DAY - 1;
		check_str(admitted(keys.cookie, keys.secret, now), "sari");
	}
}

static void ends_at_thirty(void)
{
	touch(VISIT_NOW + 27 * DAY);
	check_str(admitted(keys.cookie, keys.secret, VISIT_NOW + 30 * DAY - 1),
		  "sari");
	check_str(admitted(keys.cookie, keys.secret, VISIT_NOW + 30 * DAY),
		  NULL);
	touch(VISIT_NOW + 30 * DAY);
	check_str(admitted(keys.cookie, keys.secret, VISIT_NOW + 30 * DAY),
		  NULL);
	touch(VISIT_NOW);
}

static bool due_at(int64_t now)
{
	struct visit v;
	bool due = false;

	come(&v, keys.cookie, keys.secret, now);
	check_int(auth_admit(auth, &v.rq, v.rq.db, &due), OK);
	visit_end(&v);
	return due;
}

static void renewed(void)
{
	const struct session_keys before = keys;
	struct visit v;

	visit_begin(&v, url);
	check_int(session_renew(&v.rq, keys.id, &keys), OK);
	visit_end(&v);
	check_str(keys.id, before.id);
	check_str(admitted(before.cookie, before.secret, VISIT_NOW), NULL);
	check_str(admitted(keys.cookie, before.secret, VISIT_NOW), NULL);
	check_str(admitted(before.cookie, keys.secret, VISIT_NOW), NULL);
	check_str(admitted(keys.cookie, keys.secret, VISIT_NOW), "sari");
}

static void disable(int64_t at)
{
	struct visit v;

	visit_begin(&v, url);
	check_int(person_set_disabled(v.rq.db, person_id, at), OK);
	visit_end(&v);
}

static void ended(void)
{
	struct visit v;

	visit_begin(&v, url);
	check_int(session_end(v.rq.db, keys.id, person_id, VISIT_NOW), OK);
	visit_end(&v);
	check_str(admitted(keys.cookie, keys.secret, VISIT_NOW), NULL);
}

static void swept(void)
{
	char hash[SECRET_HASH_SIZE];
	const int64_t over = VISIT_NOW + 30 * DAY;
	struct session s;
	struct visit v;

	secret_hash(keys.cookie, hash);
	visit_begin(&v, url);
	check_int(session_sweep(v.rq.db, over + 12 * 3600000), OK);
	check_int(session_by_cookie(v.rq.db, hash, &s), OK);
	check_int(session_sweep(v.rq.db, over + SESSION_KEPT_MS), OK);
	check_int(session_by_cookie(v.rq.db, hash, &s), ERR_NOT_FOUND);
	visit_end(&v);
}

static const char *cookie_text(bool https, const struct session_keys *k)
{
	static char text[256];
	struct visit v;

	visit_bare(&v);
	v.rq.https = https;
	session_cookie(&v.rq, &v.rs, k);
	snprintf(text, sizeof(text), "%s", v.rs.headers[0].value);
	visit_end(&v);
	return text;
}

static void cookies(void)
{
	const struct session_keys k = { .cookie = "C" };
	struct visit v;

	check_str(cookie_text(false, &k), "balai_session=C; Path=/; "
		  "Max-Age=2592000; HttpOnly; SameSite=Lax");
	check_str(cookie_text(true, &k), "__Host-balai_session=C; Path=/; "
		  "Max-Age=2592000; HttpOnly; SameSite=Lax; Secure");
	check_str(cookie_text(false, NULL), "balai_session=; Path=/; "
		  "Max-Age=0; HttpOnly; SameSite=Lax");
	visit_bare(&v);
	visit_header(&v, "Cookie", "balai_session=x");
	check(!session_claimed(&v.rq));
	visit_header(&v, "X-Balai-Session", "y");
	check(session_claimed(&v.rq));
	visit_end(&v);
}

static const char *device_seen(const char *cookie, const char *who, int64_t now)
{
	static char name[IDENT_SIZE];
	const char *device;
	struct visit v;

	visit_bare(&v);
	v.rq.now = now;
	visit_header(&v, "Cookie",
		     arena_format(&v.mem, "balai_device=%s", cookie));
	device = device_known(key, &v.rq, who);
	snprintf(name, sizeof(name), "%s", device ? device : "");
	visit_end(&v);
	return *name ? name : NULL;
}

static void devices(void)
{
	char other[IDENT_SIZE], cookie[TOKEN_SIZE], again[TOKEN_SIZE];
	char name[IDENT_SIZE];
	struct visit v;

	ident_new(VISIT_NOW, other);
	visit_bare(&v);
	device_remember(key, &v.rq, &v.rs, person_id);
	snprintf(cookie, sizeof(cookie), "%s",
		 visit_set_cookie(&v, "balai_device"));
	visit_end(&v);
	check(device_seen(cookie, person_id, VISIT_NOW) != NULL);
	memcpy(name, device_seen(cookie, person_id, VISIT_NOW), IDENT_SIZE);
	check_str(device_seen(cookie, other, VISIT_NOW), NULL);
	check(device_seen(cookie, person_id, VISIT_NOW + 364 * DAY) != NULL);
	check_str(device_seen(cookie, person_id, VISIT_NOW + 365 * DAY), NULL);
	visit_bare(&v);
	v.rq.now += 100 * DAY;
	visit_header(&v, "Cookie",
		     arena_format(&v.mem, "balai_device=%s", cookie));
	device_remember(key, &v.rq, &v.rs, person_id);
	snprintf(again, sizeof(again), "%s",
		 visit_set_cookie(&v, "balai_device"));
	visit_end(&v);
	check_str(device_seen(again, person_id, VISIT_NOW + 400 * DAY), name);
	cookie[70] = cookie[70] == 'A' ? 'B' : 'A';
	check_str(device_seen(cookie, person_id, VISIT_NOW), NULL);
}

static void keys_kept(void)
{
	unsigned char first[TOKEN_KEY_SIZE], second[TOKEN_KEY_SIZE];
	struct visit v;

	visit_begin(&v, url);
	check_int(auth_key(v.rq.db, first), OK);
	visit_end(&v);
	visit_begin(&v, url);
	check_int(auth_key(v.rq.db, second), OK);
	visit_end(&v);
	check(memcmp(first, second, sizeof(first)) == 0);
	check(memcmp(first, key, sizeof(first)) != 0);
}

static void play(const struct database *d)
{
	url = d->url;
	visit_migrate(url);
	TEST("the installation's key is made once")
		keys_kept();
	TEST("a session begins for a person") {
		begin();
		check_str(admitted(keys.cookie, keys.secret, VISIT_NOW),
			  "sari");
	}
	TEST("a cookie without its secret is nobody, and so is a secret alone")
		strangers();
	TEST("neither is in the database, only their hashes are")
		stored_hashed();
	TEST("a visit is written down after five minutes, not before") {
		check(!due_at(VISIT_NOW + SESSION_SEEN_MS - 1));
		check(due_at(VISIT_NOW + SESSION_SEEN_MS));
	}
	TEST("a session lives seven days from its last use")
		lives_by_use();
	TEST("and thirty days at most")
		ends_at_thirty();
	TEST("new keys put the old ones out of use, in any mixture")
		renewed();
	TEST("who is disabled is nobody") {
		disable(5);
		check_str(admitted(keys.cookie, keys.secret, VISIT_NOW), NULL);
		disable(0);
		check_str(admitted(keys.cookie, keys.secret, VISIT_NOW),
			  "sari");
	}
	TEST("an ended session is nobody's")
		ended();
	TEST("it is forgotten when no token of it can be valid")
		swept();
}

int main(void)
{
	struct database dbs[DATABASES_MAX];
	const size_t n = databases_make(dbs);

	if (auth_open(key, &auth))
		return 1;
	for (size_t i = 0; i < n; i++)
		play(&dbs[i]);
	TEST("the cookie is for our pages alone, over https for https alone")
		cookies();
	TEST("a browser is known to the account it signed in to, for a year from the last time")
		devices();
	auth_close(auth);
	databases_drop(dbs, n);
	return test_end();
}
