/* What strangers make fail is counted, and written once in a while. */
#include "lti/strangers.h"

#include <pthread.h>
#include <stdlib.h>

#include "auth/auth.h"
#include "databases.h"
#include "db/migrate.h"
#include "db/pool.h"
#include "lti/event.h"
#include "serve.h"
#include "store/lti_event.h"
#include "visit.h"

#define HOUR_MS 3600000
#define THREADS 8
#define EACH 500

static struct auth auth = { .mark_key = { 7 } };
static struct server server = { .auth = &auth };
static struct arena mem = ARENA_INIT;

/* It fails at `connection`, from that address, at that moment. */
static void fails(const char *connection, const char *address, int64_t at)
{
	struct visit v;

	visit_bare(&v);
	v.rq.server = &server;
	v.rq.address = address;
	v.rq.now = at;
	lti_strangers_note(&v.rq, &(struct lti_event){
		.connection_id = connection, .kind = "launch",
		.fault = LTI_login_unknown, .request = "abc", .at = at,
		.facts = request_own_json(&v.rq, json_pack("{s:I}", "n",
			(json_int_t)(at - VISIT_NOW))) });
	arena_end(&v.mem);
}

static struct lti_event_row *told(const char *connection, size_t *n)
{
	struct lti_event_row *out;
	struct db *db;

	check_int(pool_read(server.pool, &mem, &db), OK);
	check_int(lti_event_of(db, connection, "", 1000, &out, n), OK);
	pool_read_end(server.pool, db);
	return out;
}

static size_t rows(const char *connection)
{
	size_t n;

	told(connection, &n);
	return n;
}

static void *fail_often(void *unused)
{
	(void)unused;
	for (int i = 0; i < EACH; i++)
		fails("one", "10.0.0.1", VISIT_NOW + i);
	return NULL;
}

static void counted(void)
{
	const struct lti_event_row *list;
	pthread_t all[THREADS];
	size_t n;

	for (int i = 0; i < THREADS; i++)
		check_int(pthread_create(&all[i], NULL, fail_often, NULL), 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(all[i], NULL);
	check_int(rows("one"), 0);
	check_int(lti_strangers_write(&server), OK);
	list = told("one", &n);
	check_int(n, 1);
	check_int(list[0].times, THREADS * EACH);
	check_str(list[0].facts, "{\"n\":499}");
	check(*list[0].mark);
}

static void counted_on(void)
{
	const struct lti_event_row *list;
	size_t n;

	fails("one", "10.0.0.1", VISIT_NOW + 1000);
	fails("one", "10.0.0.1", VISIT_NOW + HOUR_MS);
	fails("one", "10.0.0.2", VISIT_NOW + HOUR_MS);
	check_int(lti_strangers_write(&server), OK);
	check_int(lti_strangers_write(&server), OK);
	list = told("one", &n);
	check_int(n, 3);
	check_int(list[0].times, 1);
	check_int(list[2].times, THREADS * EACH + 1);
	check_str(list[2].facts, "{\"n\":1000}");
}

static enum err ours(struct db *db, void *unused)
{
	(void)unused;
	return lti_event_add(db, &(struct lti_event){
		.connection_id = "two", .kind = "launch", .fault = LTI_OK,
		.request = "", .at = VISIT_NOW });
}

static void crowd(void)
{
	const struct lti_event_row *list;
	size_t n;

	check_int(pool_write(server.pool, &mem, ours, NULL), OK);
	for (int i = 0; i < 2 * LTI_STRANGERS_MOST; i++)
		fails("two", arena_format(&mem, "10.0.%d.%d", i / 250, i % 250),
		      VISIT_NOW + 1 + i);
	check_int(lti_strangers_write(&server), OK);
	list = told("two", &n);
	check_int(n, 101);
	check_str(list[0].facts, arena_format(&mem, "{\"n\":%d}",
					      2 * LTI_STRANGERS_MOST));
	check_str(list[100].code, "ok");
}

static enum err rename_table(struct db *db, void *sql)
{
	return db_script(db, sql);
}

static void not_written(void)
{
	const struct lti_event_row *list;
	size_t n;

	fails("three", "10.0.0.1", VISIT_NOW);
	check_int(pool_write(server.pool, &mem, rename_table,
		"ALTER TABLE lti_event RENAME TO lti_event_away"), OK);
	check(lti_strangers_write(&server));
	fails("three", "10.0.0.1", VISIT_NOW + 1);
	check_int(pool_write(server.pool, &mem, rename_table,
		"ALTER TABLE lti_event_away RENAME TO lti_event"), OK);
	check_int(lti_strangers_write(&server), OK);
	list = told("three", &n);
	check_int(n, 1);
	check_int(list[0].times, 2);
	check_str(list[0].facts, "{\"n\":1}");
}

static void play(const struct database *d)
{
	const struct pool_options options = { 2, 10 };

	check_int(db_migrate(d->url, &catalogue), OK);
	check_int(pool_open(d->url, &catalogue, &options, &server.pool), OK);
	server.strangers = lti_strangers_new();
	TEST("4,000 failures of a stranger, eight at a time, are counted as one row, written once")
		counted();
	TEST("and counted on: another hour, and another address, are a row each")
		counted_on();
	TEST("of more addresses than are counted the newest hundred stay, and push out nothing of ours")
		crowd();
	TEST("what the database does not take is counted on until it does")
		not_written();
	lti_strangers_free(server.strangers);
	pool_close(server.pool);
}

int main(void)
{
	databases_play(play);
	arena_end(&mem);
	return test_end();
}
