/* The night's care for LTI: keys, and what nobody asks for any more. */
#include "jobs/lti_keep.h"

#include <sodium.h>

#include "auth/auth.h"
#include "databases.h"
#include "lti/key.h"
#include "store/lti_event.h"
#include "store/lti_keyset.h"
#include "visit.h"

#define NOW VISIT_NOW
#define MANY 2100	/* more than go at once */

static struct auth auth;
static struct server server = { .auth = &auth };

static void night(int64_t now)
{
	static const struct nightly_part part[] = { { "lti", lti_keep_piece } };

	check_int(nightly_parts(&server, part, 1, now), OK);
}

static enum err enter(struct db *db, void *context)
{
	enum err e = OK;

	(void)context;
	for (int i = 0; i < MANY && !e; i++)
		e = lti_event_put(db, &(struct lti_event_row){
			.connection_id = arena_format(db_arena(db), "%d", i),
			.kind = "launch", .code = "ok", .facts = "{}",
			.request = "", .mark = "", .times = 1,
			.at = NOW - 365 * LTI_KEY_DAY - 1 });
	if (e || (e = lti_event_put(db, &(struct lti_event_row){
			.connection_id = "kept", .kind = "launch", .code = "ok",
			.facts = "{}", .request = "", .mark = "",
			.times = 1, .at = NOW - 365 * LTI_KEY_DAY })))
		return e;
	if ((e = lti_keyset_put(db, "https://old/", &(struct lti_keyset){
			.body = "", .why = "", .until_at = 1 })))
		return e;
	return lti_keyset_put(db, "https://new/", &(struct lti_keyset){
			.body = "", .why = "", .until_at = NOW });
}

/* How many of the connections 0 to MANY have an event, and of that name. */
static size_t events(const char *name)
{
	struct arena mem = ARENA_INIT;
	struct lti_event_row *list;
	struct db *db;
	size_t n = 0;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(lti_event_of(db, name, "", 10, &list, &n), OK);
	pool_read_end(server.pool, db);
	arena_end(&mem);
	return n;
}

static size_t keys(int64_t now)
{
	struct arena mem = ARENA_INIT;
	json_t *all;
	struct db *db;
	size_t n;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(lti_keys_published(db, now, &all), OK);
	n = json_array_size(json_object_get(all, "keys"));
	json_decref(all);
	pool_read_end(server.pool, db);
	arena_end(&mem);
	return n;
}

static enum err keyset(const char *url)
{
	struct arena mem = ARENA_INIT;
	struct lti_keyset set;
	struct db *db;
	enum err e;

	check_int(pool_read(server.pool, &mem, &db), OK);
	e = lti_keyset_get(db, url, &set);
	pool_read_end(server.pool, db);
	arena_end(&mem);
	return e;
}

static void turned(void)
{
	const int64_t next = NOW + LTI_KEY_SIGNS - LTI_KEY_AHEAD + LTI_KEY_DAY;

	check_int(keys(NOW), 0);
	night(NOW);
	check_int(keys(NOW), LTI_ROLES);
	night(NOW + LTI_KEY_DAY);
	check_int(keys(NOW + LTI_KEY_DAY), LTI_ROLES);
	night(next);
	check_int(keys(next), 2 * LTI_ROLES);
}

static void swept(void)
{
	struct arena mem = ARENA_INIT;

	check_int(pool_write(server.pool, &mem, enter, NULL), OK);
	night(NOW);
	check_int(events("0"), 0);
	check_int(events("2050"), 0);
	check_int(events("kept"), 1);
	check_int(keyset("https://old/"), ERR_NOT_FOUND);
	check_int(keyset("https://new/"), OK);
	arena_end(&mem);
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	TEST("what nobody asks for any more goes by night, however much it is")
		swept();
	pool_close(server.pool);
	database_clear(d);
	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	TEST("the first start makes our keys, and a night the next ones in time")
		turned();
	pool_close(server.pool);
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	databases_play(play);
	return test_end();
}
