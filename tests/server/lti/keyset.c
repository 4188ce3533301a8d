#include "lti/keyset.h"

#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>

#include "config.h"
#include "databases.h"
#include "db/pool.h"
#include "peer.h"
#include "serve.h"
#include "store/lti_keyset.h"
#include "visit.h"

#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)

static struct config config = { .lti_reach.loopback = true, .threads = 256 };
static struct server server = { .config = &config };
static struct rs256_key *pairs[2];
static struct peer peer;
static const char *url;
static struct arena mem = ARENA_INIT;

/* A set of keys with these names, one pair after the other. */
static const char *set(const char *const *kids)
{
	json_t *keys = json_array(), *root;
	char *text;
	const char *out;

	for (int i = 0; kids[i]; i++)
		json_array_append_new(keys, rs256_jwk(pairs[i % 2], kids[i]));
	root = json_pack("{s:o}", "keys", keys);
	text = json_dumps(root, JSON_COMPACT);
	out = arena_format(&mem, "%s", text);
	free(text);
	json_decref(root);
	return out;
}

#define SET(...) set((const char *const[]){ __VA_ARGS__, NULL })

static enum keyset_fault found(const char *body, const char *kid)
{
	struct rs256_key *key = NULL;
	const enum keyset_fault fault = keyset_find(body, strlen(body), kid,
						    &key);

	check((fault == KEYSET_FINE) == (key != NULL));
	rs256_key_free(key);
	return fault;
}

/* T44, of what a set may say */
static void sets(void)
{
	static const char *const bad[] = { "", "null", "[]", "{}", "<html>",
		"{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":[]",
		"{\"keys\":[],\"keys\":[]}", "{\"keys\":[1e999]}" };
	struct text t = { .mem = &mem };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check_int(found(bad[i], "a"), KEYSET_BAD);
	check_int(found("{\"keys\":[]}", "a"), KEYSET_UNKNOWN);
	check_int(found("{\"keys\":[null,1,{},{\"kid\":7}]}", "a"),
		  KEYSET_UNKNOWN);
	check_int(found(SET("a", "b"), "a"), KEYSET_FINE);
	check_int(found(SET("a", "b"), "b"), KEYSET_FINE);
	check_int(found(SET("a", "b"), "B"), KEYSET_UNKNOWN);
	check_int(found(SET("a", "b", "a"), "a"), KEYSET_BAD);
	check_int(found(SET("a", "b", "a"), "b"), KEYSET_FINE);
	check_int(found("{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\"}]}", "a"),
		  KEYSET_BAD);
	check_int(found("{\"keys\":[{\"kty\":\"EC\",\"kid\":\"b\"}]}", "a"),
		  KEYSET_UNKNOWN);
	text_puts(&t, "{\"keys\":");
	for (int i = 0; i < 40; i++)
		text_puts(&t, "[");
	check_int(found(t.bytes, "a"), KEYSET_BAD);
}

static void many(void)
{
	const char *kids[102] = { NULL };

	for (int i = 0; i < 101; i++)
		kids[i] = arena_format(&mem, "%d", i);
	check_int(found(set(kids), "99"), KEYSET_FINE);
	check_int(found(set(kids), "100"), KEYSET_UNKNOWN);
}

/* Who wants that key at `now`, which is told besides. */
static enum keyset_fault ask_why(const char *kid, int64_t now, const char **why)
{
	struct rs256_key *key = NULL;
	struct visit v;
	enum keyset_fault fault;

	visit_bare(&v);
	v.rq.server = &server;
	v.rq.now = now;
	fault = keyset_key(&v.rq, url, kid, &key, why);
	check((fault == KEYSET_FINE) == (key != NULL));
	check(!v.rq.db);
	*why = arena_format(&mem, "%s", *why);
	rs256_key_free(key);
	visit_end(&v);
	return fault;
}

static enum keyset_fault ask(const char *kid, int64_t now)
{
	const char *why;

	return ask_why(kid, now, &why);
}

/* An address that was never asked, which says `body` with such an age. */
static void fresh(const char *name, const char *age, const char *body)
{
	url = arena_format(&mem, "http://127.0.0.1:%d/%s", peer.port, name);
	peer_says(&peer, "200 OK", arena_format(&mem, "Cache-Control: %s\r\n",
						age), body);
	peer.count = 0;
}

/* T05 */
static void unknown(void)
{
	const int64_t now = VISIT_NOW;

	fresh("unknown", "max-age=3600", SET("a"));
	check_int(ask("a", now), KEYSET_FINE);
	check_int(ask("a", now + 1), KEYSET_FINE);
	check_int(peer.count, 1);
	for (int i = 0; i < 100; i++)
		check_int(ask("x", now + 2 + i), KEYSET_UNKNOWN);
	check_int(peer.count, 2);
	check_int(ask("a", now + 200), KEYSET_FINE);
	check_int(peer.count, 2);
	check_int(ask("x", now + 2 + MINUTE), KEYSET_UNKNOWN);
	check_int(peer.count, 3);
}

static void unknown_first(void)
{
	fresh("first", "max-age=3600", SET("a"));
	for (int i = 0; i < 10; i++)
		check_int(ask("x", VISIT_NOW + i), KEYSET_UNKNOWN);
	check_int(peer.count, 1);
}

/* T43 */
static void turned(void)
{
	const int64_t now = VISIT_NOW;

	fresh("turned", "max-age=3600", SET("a"));
	check_int(ask("a", now), KEYSET_FINE);
	peer_says(&peer, "200 OK", "Cache-Control: max-age=3600\r\n",
		  SET("b"));
	check_int(ask("a", now + HOUR - 1), KEYSET_FINE);
	check_int(peer.count, 1);
	check_int(ask("a", now + HOUR), KEYSET_UNKNOWN);
	check_int(ask("b", now + HOUR), KEYSET_FINE);
	check_int(peer.count, 2);
	fresh("added", "max-age=3600", SET("a"));
	check_int(ask("a", now), KEYSET_FINE);
	peer_says(&peer, "200 OK", "", SET("a", "b"));
	check_int(ask("b", now + 5), KEYSET_FINE);
	check_int(peer.count, 2);
}

static void ages(void)
{
	static const struct {
		const char *control;
		int64_t ms;
	} cases[] = {
		{ "max-age=1", 5 * MINUTE }, { "no-store", HOUR },
		{ "public, Max-Age=7200", 2 * HOUR },
		{ "max-age=99999999999999999999", 24 * HOUR },
		{ "max-age=-5", 5 * MINUTE }, { "max-age=x", 5 * MINUTE },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fresh(arena_format(&mem, "age%zu", i), cases[i].control,
		      SET("a"));
		check_int(ask("a", VISIT_NOW), KEYSET_FINE);
		check_int(ask("a", VISIT_NOW + cases[i].ms - 1), KEYSET_FINE);
		check_int(peer.count, 1);
		check_int(ask("a", VISIT_NOW + cases[i].ms), KEYSET_FINE);
		check_int(peer.count, 2);
	}
}

static void stale(void)
{
	const int64_t now = VISIT_NOW, then = now + HOUR;
	const char *why;

	fresh("stale", "max-age=3600", SET("a"));
	check_int(ask("a", now), KEYSET_FINE);
	peer_says(&peer, "503 Busy", "", "");
	check_int(ask_why("a", then, &why), KEYSET_FINE);
	check_str(why, "status 503");
	check_int(ask("a", then + 1), KEYSET_FINE);
	check_int(peer.count, 2);
	check_int(ask_why("x", then + 2, &why), KEYSET_AWAY);
	check_int(peer.count, 2);
	check_int(ask("a", then + 24 * HOUR - 1), KEYSET_FINE);
	check_int(ask("a", then + 24 * HOUR), KEYSET_AWAY);
	peer_says(&peer, "200 OK", "", SET("a"));
	check_int(ask("a", then + 25 * HOUR), KEYSET_FINE);
	check_int(ask_why("x", then + 26 * HOUR, &why), KEYSET_UNKNOWN);
	check_str(why, "");
}

static void away(void)
{
	static const struct {
		const char *status, *body, *why;
		enum keyset_fault fault;
	} cases[] = {
		{ "404 No", "", "status 404", KEYSET_AWAY },
		{ "302 Found", "", "status 302", KEYSET_AWAY },
		{ "200 OK", "<html></html>", "what it answers is no key set",
		  KEYSET_BAD },
		{ "200 OK", "{\"keys\":7}", "what it answers is no key set",
		  KEYSET_BAD },
	};
	const char *why;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fresh(arena_format(&mem, "away%zu", i), "max-age=3600", "");
		peer_says(&peer, cases[i].status, "", cases[i].body);
		for (int j = 0; j < 10; j++) {
			check_int(ask_why("a", VISIT_NOW + j, &why),
				  cases[i].fault);
			check_str(why, cases[i].why);
		}
		check_int(peer.count, 1);
		peer_says(&peer, "200 OK", "", SET("a"));
		check_int(ask("a", VISIT_NOW + MINUTE), KEYSET_FINE);
	}
}

/* T44 */
static void large(void)
{
	struct text t = { .mem = &mem };
	const char *why;

	fresh("large", "max-age=3600", SET("a"));
	check_int(ask("a", VISIT_NOW), KEYSET_FINE);
	text_puts(&t, "{\"keys\":[");
	for (int i = 0; i < 100000; i++)
		text_puts(&t, "{\"kty\":\"RSA\",\"kid\":\"a\"},\n");
	text_puts(&t, "{}]}");
	peer_says(&peer, "200 OK", "", t.bytes);
	check_int(ask_why("a", VISIT_NOW + HOUR, &why), KEYSET_FINE);
	check(text_starts(why, "large"));
}

static void not_asked(void)
{
	const char *why;

	url = arena_format(&mem, "http://127.0.0.1:%d/private", peer.port);
	peer.count = 0;
	config.lti_reach.loopback = false;
	check_int(ask_why("a", VISIT_NOW, &why), KEYSET_AWAY);
	check(text_starts(why, "url"));
	url = "https://169.254.169.254/keys";
	check_int(ask_why("a", VISIT_NOW, &why), KEYSET_AWAY);
	check(text_starts(why, "private"));
	config.lti_reach.loopback = true;
	check_int(peer.count, 0);
}

static void *one_of_many(void *context)
{
	enum keyset_fault *fault = context;
	struct rs256_key *key = NULL;
	const char *why;
	struct visit v;

	visit_bare(&v);
	v.rq.server = &server;
	*fault = keyset_key(&v.rq, url, "a", &key, &why);
	rs256_key_free(key);
	visit_end(&v);
	return NULL;
}

static void together(void)
{
	enum keyset_fault faults[20];
	pthread_t threads[20];

	fresh("together", "max-age=3600", SET("a"));
	peer.wait_ms = 300;
	for (int i = 0; i < 20; i++)
		check(!pthread_create(&threads[i], NULL, one_of_many,
				      &faults[i]));
	for (int i = 0; i < 20; i++) {
		pthread_join(threads[i], NULL);
		check_int(faults[i], KEYSET_FINE);
	}
	peer.wait_ms = 0;
	check_int(peer.count, 1);
}

static void set_back(void)
{
	fresh("clock", "max-age=3600", SET("a"));
	check_int(ask("a", VISIT_NOW + 9999 * HOUR), KEYSET_FINE);
	check_int(ask("x", VISIT_NOW + 9999 * HOUR), KEYSET_UNKNOWN);
	check_int(peer.count, 2);
	check_int(ask("x", VISIT_NOW), KEYSET_UNKNOWN);
	check_int(peer.count, 3);
}

static void play(const struct database *d)
{
	const struct pool_options options = { 4, 40 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	TEST("T05 an unknown kid makes us ask once a minute, and no more")
		unknown();
	TEST("T05 a first answer without the kid is an answer")
		unknown_first();
	TEST("T43 a new kid is found at once, one that is gone when the cache ends")
		turned();
	TEST("a set is kept as long as it says, of 5 minutes to 24 hours")
		ages();
	TEST("T44 while nothing better comes a set serves a day longer")
		stale();
	TEST("T44 what is no key set is none, and is asked for once a minute")
		away();
	TEST("T44 a set that is too large leaves the one we have")
		large();
	TEST("T53 a set in our own network is not asked for")
		not_asked();
	TEST("one asks while others wait for what comes")
		together();
	TEST("a clock that was set back does not keep us from asking")
		set_back();
	pool_close(server.pool);
}

int main(void)
{
	signal(SIGPIPE, SIG_IGN);
	if (sodium_init() < 0 || rs256_key_new(&pairs[0]) ||
	    rs256_key_new(&pairs[1]))
		return 1;
	peer_begin(&peer);
	TEST("T44 a key is found in a set by its kid alone, if that is one")
		sets();
	TEST("T44 no more than 100 keys are looked at")
		many();
	databases_play(play);
	peer_end(&peer);
	rs256_key_free(pairs[0]);
	rs256_key_free(pairs[1]);
	arena_end(&mem);
	return test_end();
}
