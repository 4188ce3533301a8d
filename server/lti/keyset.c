#include "lti/keyset.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/strict.h"
#include "config.h"
#include "http/fetch.h"
#include "http/header.h"
#include "lti/telling.h"
#include "serve.h"
#include "store/lti_keyset.h"

#define LEVELS 32
#define KEYS_MOST 100
#define MINUTE INT64_C(60000)
#define AGE_LEAST (5 * MINUTE)
#define AGE_USUAL (60 * MINUTE)
#define AGE_MOST (24 * 60 * MINUTE)
#define STALE KEYSET_STALE_MS

static bool kid_is(const json_t *jwk, const char *kid)
{
	const char *text = json_string_value(json_object_get(jwk, "kid"));

	return text && strcmp(text, kid) == 0;
}

static enum keyset_fault find(const json_t *keys, const char *kid,
			      struct rs256_key **key)
{
	const json_t *found = NULL, *jwk;
	size_t i;

	json_array_foreach(keys, i, jwk) {
		if (i == KEYS_MOST)
			break;
		if (!kid_is(jwk, kid))
			continue;
		if (found)
			return KEYSET_BAD;
		found = jwk;
	}
	if (!found)
		return KEYSET_UNKNOWN;
	return rs256_key_jwk(found, key) ? KEYSET_BAD : KEYSET_FINE;
}

enum keyset_fault keyset_find(const char *body, size_t size, const char *kid,
			      struct rs256_key **key)
{
	json_t *root = strict_json(body, size, LEVELS);
	const json_t *keys = json_object_get(root, "keys");
	const enum keyset_fault fault = json_is_array(keys)
		? find(keys, kid, key) : KEYSET_BAD;

	if (fault)
		*key = NULL;
	json_decref(root);
	return fault;
}

static bool is_set(const char *body, size_t size)
{
	json_t *root = strict_json(body, size, LEVELS);
	const bool is = json_is_array(json_object_get(root, "keys"));

	json_decref(root);
	return is;
}

/* Who asks for an address just now; others of the same wait. */
struct flight {
	const char *url;
	struct flight *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t landed = PTHREAD_COND_INITIALIZER;
static struct flight *flights;
static int waiting;

static bool flies(const char *url)
{
	for (const struct flight *f = flights; f; f = f->next)
		if (strcmp(f->url, url) == 0)
			return true;
	return false;
}

enum boarding {
	BOARD_OURS,		/* ours to ask */
	BOARD_LANDED,		/* somebody did meanwhile: look again */
	BOARD_FULL,		/* as many wait already as may */
};

/* With the lock held. */
static enum boarding wait_for(const char *url, int most)
{
	if (waiting >= most)
		return BOARD_FULL;
	waiting++;
	while (flies(url))
		pthread_cond_wait(&landed, &lock);
	waiting--;
	return BOARD_LANDED;
}

/* `most` may wait, for whatever address. */
static enum boarding flight_begin(struct flight *f, int most)
{
	enum boarding out = BOARD_OURS;

	pthread_mutex_lock(&lock);
	if (flies(f->url)) {
		out = wait_for(f->url, most);
	} else {
		f->next = flights;
		flights = f;
	}
	pthread_mutex_unlock(&lock);
	return out;
}

static void flight_end(struct flight *f)
{
	struct flight **at = &flights;

	pthread_mutex_lock(&lock);
	while (*at != f)
		at = &(*at)->next;
	*at = f->next;
	pthread_cond_broadcast(&landed);
	pthread_mutex_unlock(&lock);
}

static enum err row_read(struct request *rq, const char *url,
			 struct lti_keyset *out)
{
	enum err e;

	*out = (struct lti_keyset){ .body = "", .why = "" };
	if ((e = serve_read(rq)))
		return e;
	e = lti_keyset_get(rq->db, url, out);
	serve_read_end(rq);
	return e == ERR_NOT_FOUND ? OK : e;
}

static int64_t age_of(struct arena *mem, const struct fetch_answer *a)
{
	const char *control = header_find(mem, a->headers, "Cache-Control");
	const char *age = control ? strstr(text_lower(mem, control), "max-age=")
				  : NULL;
	int64_t ms;

	if (!age)
		return AGE_USUAL;
	ms = strtoll(age + strlen("max-age="), NULL, 10);
	ms = ms > AGE_MOST / 1000 ? AGE_MOST : ms * 1000;
	return ms < AGE_LEAST ? AGE_LEAST : ms;
}

static const char *fault_of(struct arena *mem, const struct fetch_answer *a)
{
	const char *why = lti_why(mem, a);

	return *why || is_set(a->body, a->size) ? why : KEYSET_WHY_BAD;
}

/* Asked in vain, or for an unknown kid, within the last minute? */
static bool lately(const struct lti_keyset *row, int64_t now)
{
	return llabs(now - row->forced_at) < MINUTE;
}

static bool fresh(const struct lti_keyset *row, int64_t now)
{
	return *row->body && now < row->until_at &&
	       row->until_at - now <= AGE_MOST;
}

static enum keyset_fault look(const struct lti_keyset *row, const char *kid,
			      int64_t now, struct rs256_key **key)
{
	enum keyset_fault fault;

	*key = NULL;
	if (!*row->body || now >= row->until_at + STALE)
		return strcmp(row->why, KEYSET_WHY_BAD) ? KEYSET_AWAY
			: KEYSET_BAD;
	fault = keyset_find(row->body, strlen(row->body), kid, key);
	return fault == KEYSET_UNKNOWN && *row->why ? KEYSET_AWAY : fault;
}

/* One who wants a key, and what is known so far. */
struct search {
	struct request *rq;
	const char *url, *kid;
	struct lti_keyset row;
	struct rs256_key *key;
	enum keyset_fault fault;
	bool ask;		/* there is reason to, and leave */
};

static enum err search_look(struct search *s)
{
	const int64_t now = s->rq->now;
	enum err e;

	rs256_key_free(s->key);
	s->key = NULL;
	if ((e = row_read(s->rq, s->url, &s->row)))
		return e;
	s->fault = look(&s->row, s->kid, now, &s->key);
	s->ask = (s->fault || !fresh(&s->row, now)) && !lately(&s->row, now);
	return OK;
}

static void fetch_set(struct search *s, struct fetch_answer *out)
{
	const struct fetch f = {
		.url = s->url,
		.headers = (const char *const[]){ "Accept: application/json",
						  NULL },
		.reach = &s->rq->server->config->lti_reach,
	};

	fetch_send(s->rq->mem, &f, out);
}

static enum err put(struct db *db, void *context)
{
	const struct search *s = context;

	return lti_keyset_put(db, s->url, &s->row);
}

void keyset_answered(struct arena *mem, const struct fetch_answer *a,
		     int64_t now, struct lti_keyset *row)
{
	row->why = fault_of(mem, a);
	if (*row->why) {
		row->forced_at = now;
		return;
	}
	row->body = a->body;
	row->fetched_at = now;
	row->until_at = now + age_of(mem, a);
}

static void search_ask(struct search *s)
{
	struct request *rq = s->rq;
	const bool forced = fresh(&s->row, rq->now);
	struct fetch_answer a;

	fetch_set(s, &a);
	keyset_answered(rq->mem, &a, rq->now, &s->row);
	rs256_key_free(s->key);
	s->fault = look(&s->row, s->kid, rq->now, &s->key);
	if (forced || s->fault)
		s->row.forced_at = rq->now;
	/* Where it cannot be kept it is used all the same. */
	if (serve_write(rq, put, s))
		log_event(LOG_WARN, "lti.keyset", LOG_TEXT("id", rq->id),
			  LOG_TEXT("reason", fail_reason()));
}

/* A host that does not answer must not hold all threads: a quarter at most waits.
   Who knows the key already does not wait for newer ones. */
static int most_waiting(const struct search *s)
{
	return s->key ? 0 : (int)s->rq->server->config->threads / 4;
}

/* Waits for who asks already; then there may be no reason left. */
static enum err search_run(struct search *s)
{
	struct flight flight = { .url = s->url };
	enum boarding boarding;
	enum err e;

	do {
		if ((e = search_look(s)) || !s->ask)
			return e;
		boarding = flight_begin(&flight, most_waiting(s));
	} while (boarding == BOARD_LANDED);
	if (boarding == BOARD_FULL) {
		if (!s->key)
			s->fault = KEYSET_BUSY;
		return OK;
	}
	if (!(e = search_look(s)) && s->ask)
		search_ask(s);
	flight_end(&flight);
	return e;
}

enum keyset_fault keyset_key(struct request *rq, const char *url,
			     const char *kid, struct rs256_key **key,
			     const char **why)
{
	struct search s = { .rq = rq, .url = url, .kid = kid };
	const enum err e = search_run(&s);

	*key = s.key;
	*why = e ? "the database does not answer" : s.row.why;
	return e == ERR_BUSY ? KEYSET_BUSY : e ? KEYSET_AWAY : s.fault;
}
