#include "auth/grant.h"

#include <pthread.h>
#include <stdatomic.h>

#include "auth/account.h"
#include "auth/auth.h"
#include "databases.h"
#include "db/pool.h"
#include "visit.h"

static struct pool *pool;
static struct grants *grants;
static const char *url;
static atomic_int reads;
static struct token token;
static char person_id[IDENT_SIZE];

static enum err read_begin(struct request *rq)
{
	reads++;
	return pool_read(pool, rq->mem, &rq->db);
}

static enum err ask_at(const struct token *t, int64_t now)
{
	const char *person = NULL;
	struct visit v;
	enum err e;

	visit_bare(&v);
	v.rq.now = now;
	e = grant_check(grants, &v.rq, t, read_begin, &person);
	if (!e)
		check_str(person, person_id);
	if (v.rq.db)
		pool_read_end(pool, v.rq.db);
	v.rq.db = NULL;
	visit_end(&v);
	return e;
}

static enum err ask(void)
{
	return ask_at(&token, VISIT_NOW);
}

static void begin(void)
{
	const struct person sari = { .name = "Sari", .login = "sari" };
	const struct phrase *why;
	struct session_keys keys;
	struct person got;
	struct visit v;

	visit_begin(&v, url);
	check_int(account_add(v.rq.db, NULL, &sari, NULL, VISIT_NOW, &why), OK);
	check_int(person_by_login(v.rq.db, "sari", NULL, &got), OK);
	memcpy(person_id, got.id, IDENT_SIZE);
	check_int(session_start(&v.rq, person_id, &keys), OK);
	visit_end(&v);
	token = (struct token){ .kind = TOKEN_FILES, .epoch = 1 };
	memcpy(token.session, keys.id, IDENT_SIZE);
}

/* What only the database knows, as when another node did it. */
static void elsewhere(enum err (*what)(struct db *))
{
	struct visit v;

	visit_begin(&v, url);
	check_int(what(v.rq.db), OK);
	visit_end(&v);
}

static enum err disable(struct db *db)
{
	return person_set_disabled(db, person_id, 5);
}

static enum err enable(struct db *db)
{
	return person_set_disabled(db, person_id, 0);
}

static enum err new_password(struct db *db)
{
	return person_set_password(db, person_id, "hash", false);
}

static enum err sign_out(struct db *db)
{
	return session_end(db, token.session, person_id, VISIT_NOW);
}

static enum err expire(struct db *db)
{
	return session_seen(db, token.session, VISIT_NOW, VISIT_NOW + 1, 1);
}

/* Begins its read, and before it reads the person is forgotten. */
static enum err overtaken(struct request *rq)
{
	const enum err e = read_begin(rq);

	grant_drop(grants, person_id);
	return e;
}

static void overtake(void)
{
	const char *person;
	struct visit v;

	grant_drop(grants, person_id);
	visit_bare(&v);
	check_int(grant_check(grants, &v.rq, &token, overtaken, &person), OK);
	pool_read_end(pool, v.rq.db);
	v.rq.db = NULL;
	visit_end(&v);
	reads = 0;
	check_int(ask(), OK);
	check_int(reads, 1);
}

static void full_table(void)
{
	struct token t = token;

	for (int i = 0; i < 20000; i++) {
		ident_new(VISIT_NOW, t.session);
		check_int(ask_at(&t, VISIT_NOW), ERR_ANONYMOUS);
	}
	check_int(ask(), OK);
}

static void *many(void *arg)
{
	for (int i = 0; i < 300; i++) {
		if (i % 50 == 49)
			grant_drop(grants, person_id);
		if (ask())
			(*(atomic_int *)arg)++;
	}
	return NULL;
}

static void at_once(void)
{
	pthread_t threads[8];
	atomic_int refused = 0;

	for (int i = 0; i < 8; i++)
		pthread_create(&threads[i], NULL, many, &refused);
	for (int i = 0; i < 8; i++)
		pthread_join(threads[i], NULL);
	check_int(refused, 0);
}

static void play(const struct database *d)
{
	const struct pool_options options = { .readers = 4, .waiting = 16 };

	url = d->url;
	visit_migrate(url);
	if (pool_open(url, &catalogue, &options, &pool))
		visit_stop_("a pool for the test");
	grants = grants_open();
	begin();
	TEST("a token stands on its session, read once in five seconds") {
		reads = 0;
		for (int i = 0; i < 100; i++)
			check_int(ask_at(&token, VISIT_NOW + i * 49), OK);
		check_int(reads, 1);
		check_int(ask_at(&token, VISIT_NOW + GRANT_FRESH_MS), OK);
		check_int(reads, 2);
	}
	TEST("a clock that was set back remembers nothing for longer") {
		reads = 0;
		check_int(ask(), OK);
		check_int(reads, 1);
	}
	TEST("what another node disabled is over within five seconds") {
		elsewhere(disable);
		check_int(ask_at(&token, VISIT_NOW + 1), OK);
		check_int(ask_at(&token, VISIT_NOW + GRANT_FRESH_MS),
			  ERR_ANONYMOUS);
	}
	TEST("what this one changed is over at once") {
		elsewhere(enable);
		grant_drop(grants, person_id);
		token.epoch = 3;
		check_int(ask(), OK);
		elsewhere(new_password);
		grant_drop(grants, person_id);
		check_int(ask(), ERR_ANONYMOUS);
		token.epoch = 4;
		check_int(ask(), OK);
	}
	TEST("a token of a later epoch than the person's is refused as well") {
		token.epoch = 5;
		check_int(ask(), ERR_ANONYMOUS);
		token.epoch = 4;
	}
	TEST("what is read while it changes is not remembered")
		overtake();
	TEST("a session that ran out by time still lets what was answered be sent") {
		elsewhere(expire);
		grant_drop(grants, person_id);
		check_int(ask(), OK);
	}
	TEST("many threads ask and forget at once")
		at_once();
	TEST("more sessions than there is room for are read again, not refused")
		full_table();
	TEST("signing out ends the tokens") {
		elsewhere(sign_out);
		grant_drop(grants, person_id);
		check_int(ask(), ERR_ANONYMOUS);
	}
	grants_close(grants);
	pool_close(pool);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
