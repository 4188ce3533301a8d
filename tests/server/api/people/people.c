/*
 * Signing in, being somebody, and looking after people, as a client sees it:
 * each request goes through serve, on both engines.
 */
#include "auth/account.h"
#include "auth/auth.h"
#include "config.h"
#include "crowd.h"
#include "databases.h"
#include "db/pool.h"
#include "routes.h"
#include "serve.h"
#include "visit.h"

/* A browser: what it keeps from one request to the next. */
struct browser {
	const char *address;
	char cookie[80], secret[80], device[100];
};

static struct server server;
static struct arena mem = ARENA_INIT;
static struct browser sari, admin, stranger;
static int64_t now;		/* stands still, so that nothing is slow */
static struct visit v;		/* the last request and its answer */
static json_t *json;		/* of the answer; an empty object without one */

static void keep(struct browser *b)
{
	const char *cookie = visit_set_cookie(&v, "balai_session");
	const char *device = visit_set_cookie(&v, "balai_device");
	const char *secret = json_string_value(json_object_get(json, "secret"));

	if (cookie)
		snprintf(b->cookie, sizeof(b->cookie), "%s", cookie);
	if (device)
		snprintf(b->device, sizeof(b->device), "%s", device);
	if (secret)
		snprintf(b->secret, sizeof(b->secret), "%s", secret);
}

/* Returns the status; `path` may have a query. */
static int call(struct browser *b, enum method method, const char *path,
		const char *body)
{
	static struct arena before;
	const char *query = strchr(path, '?');

	arena_end(&before);
	before = v.mem;
	visit_bare(&v);
	v.rq.server = &server;
	v.rq.method = method;
	v.rq.now = now;
	v.rq.address = b->address ? b->address : "203.0.113.7";
	v.rq.lang = LANG_EN;
	v.rq.path = arena_copy(&v.mem, path, strcspn(path, "?"));
	v.rq.query = query ? query + 1 : "";
	v.rq.body = body;
	v.rq.body_size = body ? strlen(body) : 0;
	visit_header(&v, "Sec-Fetch-Site", "same-origin");
	visit_header(&v, "Cookie",
		     arena_format(&v.mem, "balai_session=%s; balai_device=%s",
				  b->cookie, b->device));
	if (*b->secret)
		visit_header(&v, "X-Balai-Session", b->secret);
	serve(&v.rq, &v.rs);
	json = v.rs.json;
	if (json)
		keep(b);
	return v.rs.status;
}

static const char *answer(const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

static const char *formatted(const char *fmt, const char *a, const char *b)
{
	return arena_format(&mem, fmt, a, b);
}

static int sign_in(struct browser *b, const char *login, const char *password)
{
	return call(b, POST, "/api/v1/session",
		    formatted("{\"login\":\"%s\",\"password\":\"%s\"}", login,
			      password));
}

static const char *person_path(const char *login)
{
	static char path[80];
	struct arena temp = ARENA_INIT;
	struct person p;
	struct db *db;

	if (pool_read(server.pool, &temp, &db) ||
	    person_by_login(db, login, NULL, &p))
		visit_stop_(login);
	snprintf(path, sizeof(path), "/api/v1/people/%s", p.id);
	pool_read_end(server.pool, db);
	arena_end(&temp);
	return path;
}

#define GOOD ACCOUNT_DEMO_PASSWORD

static void signs_in(void)
{
	const json_t *person;

	check_int(call(&sari, GET, "/api/v1/me", NULL), 401);
	check_int(sign_in(&sari, "peserta", GOOD), 200);
	person = json_object_get(json, "person");
	check_str(json_string_value(json_object_get(person, "login")),
		  "peserta");
	check_str(json_string_value(json_object_get(person, "nip")),
		  "19950412 ****** * 004");
	check_int(strlen(sari.secret), 43);
	check_int(call(&sari, GET, "/api/v1/me", NULL), 200);
	check_str(answer("name"), "Sari Wulandari");
	check_int(json_array_size(json_object_get(json, "roles")), 1);
	check(json_is_false(json_object_get(json, "mustSetPassword")));
}

static void by_nip(void)
{
	struct browser b = { .address = "203.0.113.20" };

	check_int(sign_in(&b, "19950412 201903 2 004", GOOD), 200);
	check_int(sign_in(&b, " PESERTA ", GOOD), 200);
}

static void tells_nothing(void)
{
	struct browser b = { .address = "203.0.113.21" };

	check_int(sign_in(&b, "peserta", "salah-salah-salah"), 401);
	check_str(answer("code"), "login_mismatch");
	check(!*b.cookie && !*b.secret);
	check_int(sign_in(&b, "tidak-ada", "salah-salah-salah"), 401);
	check_str(answer("code"), "login_mismatch");
	check_int(sign_in(&b, "tanpa-sandi", ""), 422);
	check_str(answer("code"), "field_invalid");
	check_int(call(&b, POST, "/api/v1/session", "{\"login\":1,"
		       "\"password\":\"x\"}"), 422);
	check_int(call(&b, POST, "/api/v1/session", "{}"), 422);
	check_int(call(&b, POST, "/api/v1/session", "[]"), 400);
}

static int tries_until_slowed(struct browser *b, const char *login)
{
	int n = 0;

	while (n < 30 && sign_in(b, login, "salah-salah-salah") == 401)
		n++;
	return n;
}

static void slows(void)
{
	struct browser b = { .address = "203.0.113.22" };
	struct browser c = { .address = "203.0.113.23" };
	const char *retry = NULL;

	check_int(tries_until_slowed(&b, "penulis"), 5);
	check_int(v.rs.status, 429);
	check_str(answer("code"), "login_slowed");
	for (size_t i = 0; i < v.rs.nheaders; i++)
		if (strcmp(v.rs.headers[i].name, "Retry-After") == 0)
			retry = v.rs.headers[i].value;
	check(retry && atoi(retry) >= 1);
	check_int(sign_in(&b, "penulis", GOOD), 429);
	check_int(tries_until_slowed(&b, "atasan"), 5);
	now += 1000;
	check_int(sign_in(&b, "penulis", GOOD), 200);
	check_int(tries_until_slowed(&b, "tidak-ada"), 5);
	check_int(sign_in(&c, "penulis", GOOD), 200);
}

static void device_spared(void)
{
	struct browser b = { .address = "203.0.113.24" };
	struct browser thief = { .address = "203.0.113.24" };

	check_int(sign_in(&b, "penyelenggara", GOOD), 200);
	check_int(tries_until_slowed(&thief, "penyelenggara"), 5);
	check_int(sign_in(&thief, "penyelenggara", GOOD), 429);
	check_int(sign_in(&b, "penyelenggara", GOOD), 200);
}

static void rotated(void)
{
	struct browser before;

	check_int(call(&sari, GET, "/api/v1/me", NULL), 200);
	before = sari;
	check_int(sign_in(&sari, "peserta", GOOD), 200);
	check(strcmp(before.cookie, sari.cookie) != 0);
	check_int(call(&before, GET, "/api/v1/me", NULL), 401);
	check_int(call(&sari, GET, "/api/v1/me", NULL), 200);
}

static enum err read_begin(struct request *rq)
{
	return serve_read(rq);
}

/* Does a token made for this browser's session now, or then, still hold? */
static bool holds(const struct token *t)
{
	const char *person;
	struct visit w;
	enum err e;

	visit_bare(&w);
	w.rq.server = &server;
	w.rq.now = now;
	e = grant_check(server.auth->grants, &w.rq, t, read_begin, &person);
	serve_read_end(&w.rq);
	visit_end(&w);
	return e == OK;
}

static struct token token_of(struct browser *b)
{
	struct token t = { .kind = TOKEN_RUN };

	check_int(call(b, GET, "/api/v1/me", NULL), 200);
	t.epoch = v.rq.person->epoch;
	memcpy(t.session, v.rq.session, IDENT_SIZE);
	return t;
}

static void leaves(void)
{
	struct browser b = { .address = "203.0.113.25" };
	struct token t;

	check_int(sign_in(&b, "peserta", GOOD), 200);
	t = token_of(&b);
	check(holds(&t));
	check_int(call(&b, DELETE, "/api/v1/session", NULL), 204);
	check_str(visit_set_cookie(&v, "balai_session"), "");
	check(!holds(&t));
	check_int(call(&b, GET, "/api/v1/me", NULL), 401);
}

static const char *other_session(void)
{
	const json_t *list = json_object_get(json, "sessions");
	const json_t *s;
	size_t i;
	const char *id = NULL;

	json_array_foreach((json_t *)list, i, s)
		if (json_is_false(json_object_get(s, "current")))
			id = json_string_value(json_object_get(s, "id"));
	return id ? arena_format(&mem, "/api/v1/me/sessions/%s", id) : "";
}

static void lists_sessions(void)
{
	struct browser b = { .address = "203.0.113.26" };
	const char *path;
	struct token t;

	check_int(sign_in(&b, "atasan", GOOD), 200);
	t = token_of(&b);
	stranger = (struct browser){ .address = "203.0.113.27" };
	check_int(sign_in(&stranger, "atasan", GOOD), 200);
	check_int(call(&stranger, GET, "/api/v1/me/sessions", NULL), 200);
	check_int(json_array_size(json_object_get(json, "sessions")), 2);
	path = other_session();
	check_int(call(&sari, DELETE, path, NULL), 404);
	check(holds(&t));
	check_int(call(&stranger, DELETE, path, NULL), 204);
	check(!holds(&t));
	check_int(call(&b, GET, "/api/v1/me", NULL), 401);
	check_int(call(&stranger, DELETE, path, NULL), 404);
	check_int(call(&stranger, GET, "/api/v1/me", NULL), 200);
}

static int set_password(struct browser *b, const char *current,
			const char *password)
{
	return call(b, PUT, "/api/v1/me/password",
		    formatted("{\"current\":%s,\"password\":\"%s\"}", current,
			      password));
}

static void new_password(void)
{
	struct browser other = { .address = "203.0.113.28" }, before;
	struct token t;

	check_int(sign_in(&other, "peserta", GOOD), 200);
	t = token_of(&other);
	check_int(set_password(&sari, "\"salah-salah\"", "kuda-di-awan-9"), 403);
	check_str(answer("code"), "password_mismatch");
	check_int(set_password(&sari, "null", "kuda-di-awan-9"), 403);
	check_int(set_password(&sari, "\"" GOOD "\"", "password123"), 422);
	check_str(answer("code"), "password_weak");
	check(holds(&t));
	before = sari;
	check_int(set_password(&sari, "\"" GOOD "\"", "kuda-di-awan-9"), 200);
	check(strcmp(before.secret, sari.secret) != 0);
	check(!holds(&t));
	check_int(call(&before, GET, "/api/v1/me", NULL), 401);
	check_int(call(&other, GET, "/api/v1/me", NULL), 401);
	check_int(call(&sari, GET, "/api/v1/me", NULL), 200);
	check_int(sign_in(&other, "peserta", GOOD), 401);
	check_int(sign_in(&other, "peserta", "kuda-di-awan-9"), 200);
}

static void admin_only(void)
{
	check_int(call(&sari, GET, "/api/v1/people", NULL), 403);
	check_int(call(&stranger, POST, "/api/v1/people", "{}"), 403);
	check_int(call(&sari, PATCH, person_path("admin"),
		       "{\"disabled\":true}"), 403);
	check_int(call(&sari, DELETE, formatted("%s/sessions%s",
			person_path("admin"), ""), NULL), 403);
}

static void finds(void)
{
	check_int(sign_in(&admin, "admin", GOOD), 200);
	check_int(call(&admin, GET, "/api/v1/people?q=SARI", NULL), 200);
	check_int(json_integer_value(json_object_get(json, "total")), 1);
	check_int(json_integer_value(json_object_get(json, "pages")), 1);
	check_str(json_string_value(json_object_get(json_array_get(
		json_object_get(json, "people"), 0), "nip")),
		"19950412 ****** * 004");
	check_int(call(&admin, GET, "/api/v1/people?q=%25", NULL), 200);
	check_int(json_integer_value(json_object_get(json, "total")), 0);
	check_int(call(&admin, GET, "/api/v1/people?page=0", NULL), 422);
	check_int(call(&admin, GET, person_path("peserta"), NULL), 200);
	check_str(answer("nip"), "199504122019032004");
	check_int(call(&admin, GET, "/api/v1/people/none", NULL), 404);
}

static void adds(void)
{
	struct browser b = { .address = "203.0.113.29" };

	check_int(call(&admin, POST, "/api/v1/people",
		       "{\"name\":\"Budi\",\"login\":\"Budi\",\"roles\":"
		       "[\"learner\",\"host\"],\"password\":\"sandi-dari-admin\"}"),
		  201);
	check_str(answer("login"), "budi");
	check_str(answer("link"), "");
	check_int(sign_in(&b, "budi", "sandi-dari-admin"), 200);
	check_int(call(&b, GET, "/api/v1/me", NULL), 200);
	check(json_is_true(json_object_get(json, "mustSetPassword")));
	check_int(call(&b, GET, "/api/v1/me/sessions", NULL), 403);
	check_str(answer("code"), "password_due");
	check_int(set_password(&b, "null", "sandi-dari-admin"), 422);
	check_int(set_password(&b, "null", "pilihan-budi-sendiri"), 200);
	check_int(call(&b, GET, "/api/v1/me/sessions", NULL), 200);
}

static void refuses(void)
{
	const struct { const char *body, *code; } cases[] = {
		{ "{\"name\":\"B\",\"login\":\"budi\"}", "name_taken" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"nip\":"
		  "\"199504122019032004\"}", "name_taken" },
		{ "{\"name\":\"B\",\"login\":\"b@c.id\"}", "field_invalid" },
		{ "{\"name\":\"\",\"login\":\"b2\"}", "field_invalid" },
		{ "{\"name\":7,\"login\":\"b2\"}", "field_invalid" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"email\":7}",
		  "field_invalid" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"nip\":\"12\"}",
		  "field_invalid" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"roles\":[\"root\"]}",
		  "field_invalid" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"roles\":\"admin\"}",
		  "field_invalid" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"roles\":[1]}",
		  "field_invalid" },
		{ "{\"name\":\"B\",\"login\":\"b2\",\"password\":\"b2\"}",
		  "password_weak" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		check(call(&admin, POST, "/api/v1/people", cases[i].body) >=
		      400);
		check_str(answer("code"), cases[i].code);
	}
	check_int(call(&admin, GET, "/api/v1/people?q=b2", NULL), 200);
	check_int(json_integer_value(json_object_get(json, "total")), 0);
}

static void by_link(void)
{
	struct browser b = { .address = "203.0.113.30" };
	const char *body;

	check_int(call(&admin, POST, "/api/v1/people",
		       "{\"name\":\"Putu\",\"login\":\"putu\"}"), 201);
	check(text_starts(answer("link"), ACCOUNT_LINK_PATH));
	body = formatted("{\"token\":\"%s\"}%s",
			 answer("link") + strlen(ACCOUNT_LINK_PATH), "");
	check_int(call(&b, POST, "/api/v1/session/link", body), 200);
	check_int(call(&b, GET, "/api/v1/me", NULL), 200);
	check_str(answer("login"), "putu");
	check_int(set_password(&b, "null", "pilihan-putu-sendiri"), 200);
	check_int(call(&stranger, POST, "/api/v1/session/link", body), 401);
	check_str(answer("code"), "link_invalid");
	check_int(call(&stranger, POST, "/api/v1/session/link",
		       "{\"token\":\"x\"}"), 401);
	check_int(call(&stranger, POST, "/api/v1/session/link", "{}"), 422);
}

static void disables(void)
{
	struct browser b = { .address = "203.0.113.31" };
	struct token t;

	check_int(sign_in(&b, "putu", "pilihan-putu-sendiri"), 200);
	t = token_of(&b);
	check(holds(&t));
	check_int(call(&admin, PATCH, person_path("putu"),
		       "{\"disabled\":true}"), 200);
	check(json_is_true(json_object_get(json, "disabled")));
	check(!holds(&t));
	check_int(call(&b, GET, "/api/v1/me", NULL), 401);
	for (int i = 0; i < 5; i++) {
		check_int(sign_in(&b, "putu", "pilihan-putu-sendiri"), 401);
		check_str(answer("code"), "login_mismatch");
	}
	check_int(sign_in(&b, "putu", "pilihan-putu-sendiri"), 429);
	now += 600000;
	check_int(call(&admin, PATCH, person_path("putu"),
		       "{\"disabled\":false}"), 200);
	check(!holds(&t));
	check_int(call(&b, GET, "/api/v1/me", NULL), 401);
	check_int(sign_in(&b, "putu", "pilihan-putu-sendiri"), 200);
	check_int(call(&admin, PATCH, person_path("putu"),
		       "{\"disabled\":1}"), 422);
}

static void roles_change(void)
{
	struct browser b = { .address = "203.0.113.32" };

	check_int(sign_in(&b, "putu", "pilihan-putu-sendiri"), 200);
	check_int(call(&b, GET, "/api/v1/people", NULL), 403);
	check_int(call(&admin, PATCH, person_path("putu"),
		       "{\"roles\":[\"admin\"],\"name\":\"I Putu\","
		       "\"email\":\"putu@contoh.go.id\"}"), 200);
	check_int(call(&b, GET, "/api/v1/people", NULL), 200);
	check_int(call(&b, PATCH, person_path("putu"), "{\"roles\":[]}"), 200);
	check_str(answer("name"), "I Putu");
	check_str(answer("email"), "putu@contoh.go.id");
	check_int(call(&b, GET, "/api/v1/people", NULL), 403);
	check_int(call(&admin, PATCH, person_path("putu"),
		       "{\"login\":\"lain\"}"), 422);
	check_int(call(&admin, PATCH, person_path("peserta"),
		       "{\"email\":\"putu@contoh.go.id\"}"), 409);
}

static void last_admin(void)
{
	check_int(call(&admin, PATCH, person_path("admin"),
		       "{\"disabled\":true}"), 409);
	check_str(answer("code"), "last_admin");
	check_int(call(&admin, PATCH, person_path("admin"),
		       "{\"roles\":[\"author\"]}"), 409);
	check_str(answer("code"), "last_admin");
	check_int(call(&admin, GET, "/api/v1/people", NULL), 200);
	check_int(call(&admin, PATCH, person_path("admin"),
		       "{\"name\":\"Maria\"}"), 200);
}

static void ends_theirs(void)
{
	struct browser b = { .address = "203.0.113.33" };
	struct token t;

	check_int(sign_in(&b, "putu", "pilihan-putu-sendiri"), 200);
	t = token_of(&b);
	check(holds(&t));
	check_int(call(&admin, DELETE, formatted("%s/sessions%s",
			person_path("putu"), ""), NULL), 204);
	check(!holds(&t));
	check_int(call(&b, GET, "/api/v1/me", NULL), 401);
	check_int(call(&admin, DELETE, "/api/v1/people/none/sessions", NULL),
		  404);
}

static enum err begin(struct db *db, void *key)
{
	enum err e;

	if ((e = auth_key(db, key)))
		return e;
	return account_demo(db, server.auth->passwords, VISIT_NOW);
}

static void play(const struct database *d, const struct config *config)
{
	const struct pool_options options = { .readers = 4, .waiting = 16 };
	unsigned char key[TOKEN_KEY_SIZE] = { 1 };

	now = VISIT_NOW;
	sari = (struct browser){ 0 };
	admin = (struct browser){ 0 };
	visit_migrate(d->url);
	server = (struct server){ .config = config, .crowd = crowd_new(4, 8) };
	if (auth_open(key, &server.auth) ||
	    pool_open(d->url, &catalogue, &options, &server.pool) ||
	    pool_write(server.pool, &mem, begin, key))
		visit_stop_("a server for the test");
	TEST("a person signs in and is somebody from then on")
		signs_in();
	TEST("a NIP is taken in any grouping, a login in any case")
		by_nip();
	TEST("a wrong password and an unknown login are told the same")
		tells_nothing();
	TEST("guessing is slowed, for unknown logins alike, and only where it comes from")
		slows();
	TEST("a browser that signed in before gets in while a stranger beside it waits")
		device_spared();
	TEST("signing in again ends the session that the browser had")
		rotated();
	TEST("signing out ends the session and its tokens")
		leaves();
	TEST("who has several sessions sees them, and ends their own only")
		lists_sessions();
	TEST("a new password needs the old one, ends other sessions and all tokens")
		new_password();
	TEST("people are looked after by administrators only")
		admin_only();
	TEST("an administrator finds people; one alone is shown with the whole NIP")
		finds();
	TEST("who is added with a password chooses another before anything else")
		adds();
	TEST("what does not fit is refused with its code, and nobody is added")
		refuses();
	TEST("who is added without a password comes by a link, once")
		by_link();
	TEST("who is disabled is out at once, and old tokens stay dead after")
		disables();
	TEST("roles and names change at once, logins never")
		roles_change();
	TEST("the last administrator stays one")
		last_admin();
	TEST("an administrator ends all sessions of a person")
		ends_theirs();
	pool_close(server.pool);
	auth_close(server.auth);
	crowd_free(server.crowd);
}

int main(void)
{
	static const struct config config = { .url = "" };
	struct database dbs[DATABASES_MAX];
	const size_t n = databases_make(dbs);

	for (size_t i = 0; i < n; i++)
		play(&dbs[i], &config);
	databases_drop(dbs, n);
	arena_end(&v.mem);
	arena_end(&mem);
	return test_end();
}
