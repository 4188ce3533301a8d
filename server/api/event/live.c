#include "api/event/live.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "api/event/event.h"
#include "base/clock.h"
#include "base/ident.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/live.h"
#include "store/presence.h"
#include "store/seat.h"

#define BUCKETS 256
#define QUESTIONS_MOST 500
#define MOST_VOTES 40	/* questions that phones are told of, by votes */
#define NEWEST 20	/* and besides, by time */
#define SEATS_MOST 20000
#define FRESH_MS 1000		/* between two readings of the database */
#define LONG_MS 30000		/* whatever happens, it is read again then */
#define IDLE_MS (INT64_C(10) * 60 * 1000)
#define WINDOW_MS 10000		/* over which those who ask are counted */

#define TAG_SIZE 16	/* bytes of a hash of the text */

/* A snapshot. Never changed once it is there; the last who holds it frees it. */
struct view {
	struct arena mem;
	int holders;
	const char *agency_id;
	const char (*seats)[IDENT_SIZE];	/* sorted */
	size_t nseats;
	const char *json;
	size_t size;
	const char *tag;
	int64_t until;		/* wall clock: then something opens or closes */
};

struct entry {
	struct entry *next;
	char event_id[IDENT_SIZE];
	struct view *view;	/* NULL: not yet */
	bool old, reading;
	int waiting;
	int64_t read_at, asked_at;	/* by the steady clock */
	int64_t window_from, window_asked, crowd;
};

struct live {
	pthread_mutex_t lock;
	pthread_cond_t read;
	struct entry *buckets[BUCKETS];
	bool shared;
};

struct live *live_new(bool shared)
{
	struct live *l = calloc(1, sizeof(*l));

	if (!l)
		abort();
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->read, NULL);
	l->shared = shared;
	return l;
}

/* With the lock held. */
static void view_drop(struct view *v)
{
	if (v && --v->holders == 0) {
		arena_end(&v->mem);
		free(v);
	}
}

void live_free(struct live *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < BUCKETS; i++)
		while (l->buckets[i]) {
			struct entry *e = l->buckets[i];

			l->buckets[i] = e->next;
			view_drop(e->view);
			free(e);
		}
	pthread_cond_destroy(&l->read);
	pthread_mutex_destroy(&l->lock);
	free(l);
}

int live_pause(int64_t crowd)
{
	if (crowd < 100)
		return 3000;
	if (crowd < 300)
		return 4000;
	return crowd < 600 ? 6000 : 10000;
}

static struct entry **place_of(struct live *l, const char *event_id)
{
	uint32_t h = 2166136261u;
	struct entry **e;

	for (const char *s = event_id; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	e = &l->buckets[h % BUCKETS];
	while (*e && strcmp((*e)->event_id, event_id))
		e = &(*e)->next;
	return e;
}

/* With the lock held: in its bucket, those that nobody asks for any more. */
static void forget_idle(struct entry **e, int64_t now)
{
	while (*e) {
		struct entry *idle = *e;

		if (idle->reading || now - idle->asked_at < IDLE_MS) {
			e = &idle->next;
			continue;
		}
		*e = idle->next;
		view_drop(idle->view);
		free(idle);
	}
}

static struct entry *entry_take(struct live *l, const char *event_id,
				int64_t now)
{
	struct entry **at = place_of(l, event_id), *e = *at;

	if (!e) {
		for (size_t i = 0; i < BUCKETS; i++)
			forget_idle(&l->buckets[i], now);
		if (!(e = calloc(1, sizeof(*e))))
			abort();
		memcpy(e->event_id, event_id, IDENT_SIZE - 1);
		at = place_of(l, event_id);
		*at = e;
		e->window_from = now;
	}
	e->asked_at = now;
	return e;
}

void live_changed(struct live *l, const char *event_id)
{
	struct entry *e;

	if (!l)
		return;
	pthread_mutex_lock(&l->lock);
	if ((e = *place_of(l, event_id)))
		e->old = true;
	pthread_mutex_unlock(&l->lock);
}

/* With the lock held: how many phones ask, from how often they do. */
static void crowd_count(struct entry *e, int64_t now)
{
	const int64_t passed = now - e->window_from;
	const int pause = live_pause(e->crowd);

	e->window_asked++;
	if (passed < WINDOW_MS)
		return;
	e->crowd = e->window_asked * pause / passed;
	e->old = e->old || live_pause(e->crowd) != pause;
	e->window_from = now;
	e->window_asked = 0;
}

/* ---- Making one -------------------------------------------------------------- */

static int ident_order(const void *a, const void *b)
{
	return memcmp(a, b, IDENT_SIZE);
}

static void view_seats(struct view *v, const char *const *ids, size_t n)
{
	char (*seats)[IDENT_SIZE] = arena_alloc_n(&v->mem, IDENT_SIZE, n + 1);

	for (size_t i = 0; i < n; i++)
		strncpy(seats[i], ids[i], IDENT_SIZE - 1);
	qsort(seats, n, IDENT_SIZE, ident_order);
	v->seats = (const char (*)[IDENT_SIZE])seats;
	v->nseats = n;
}

static json_t *question_json(const struct live_question *q)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:b}", "id", q->id,
			 "name", q->name, "words", q->words,
			 "votes", (json_int_t)q->votes,
			 "at", (json_int_t)q->at,
			 "answered", q->answered_at != 0);
}

/* How many of those behind `from` came after this one. */
static size_t newer(const struct live_question *all, size_t from, size_t n,
		    const struct live_question *q)
{
	size_t count = 0;

	for (size_t i = from; i < n; i++)
		count += !all[i].hidden_at && all[i].at > q->at;
	return count;
}

/* Phones pay for each line: those with most votes, and the newest ones, which
   have none yet. */
static json_t *questions_json(const struct live_question *all, size_t n,
			      size_t *shown)
{
	json_t *list = json_array();
	size_t i = 0;

	for (*shown = 0; i < n && json_array_size(list) < MOST_VOTES; i++)
		if (!all[i].hidden_at) {
			json_array_append_new(list, question_json(&all[i]));
			(*shown)++;
		}
	for (size_t from = i; i < n; i++)
		if (!all[i].hidden_at) {
			(*shown)++;
			if (newer(all, from, n, &all[i]) < NEWEST)
				json_array_append_new(list,
						question_json(&all[i]));
		}
	return list;
}

static void moment_take(struct view *v, int64_t at, int64_t now)
{
	if (at > now && at < v->until)
		v->until = at;
}

/* The moment that is open, the last one where there are two; NULL without. */
static const struct presence_check_row *open_check(
	struct view *v, const struct presence_check_row *all, size_t n,
	int64_t now)
{
	const struct presence_check_row *open = NULL;

	for (size_t i = 0; i < n; i++) {
		moment_take(v, all[i].opens_at, now);
		moment_take(v, all[i].closes_at, now);
		if (all[i].moment && all[i].opens_at <= now &&
		    now < all[i].closes_at)
			open = &all[i];
	}
	return open;
}

static json_t *check_json(const struct presence_check_row *c)
{
	return !c ? json_null() : json_pack("{s:i, s:I, s:I}",
		"number", c->number, "opensAt", (json_int_t)c->opens_at,
		"closesAt", (json_int_t)c->closes_at);
}

static json_t *door_json(struct view *v, const struct event *ev, int64_t now)
{
	const int64_t from = ev->starts_at - PRESENCE_BEFORE_MS;
	const int64_t until = ev->ends_at + PRESENCE_AFTER_MS;

	moment_take(v, from, now);
	moment_take(v, until, now);
	return json_pack("{s:b, s:I, s:I}", "open",
			 ev->state == EVENT_PUBLISHED && from <= now &&
			 now < until, "opensAt", (json_int_t)from,
			 "closesAt", (json_int_t)until);
}

static void view_text(struct view *v, json_t *json)
{
	unsigned char hash[TAG_SIZE];
	char *text = json_dumps(json, JSON_COMPACT);
	char hex[2 * TAG_SIZE + 1];

	if (!text)
		abort();
	json_decref(json);
	v->size = strlen(text);
	v->json = arena_copy(&v->mem, text, v->size);
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   v->size, NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	v->tag = arena_format(&v->mem, "\"%s\"", hex);
	free(text);
}

static enum err view_read(struct db *db, const char *event_id, int pause,
			  int64_t now, struct view *v)
{
	struct presence_check_row *checks;
	struct live_question *questions;
	size_t nchecks, nquestions, nseats, shown;
	const char **seats;
	struct event ev;
	json_t *list;
	enum err e;

	if ((e = event_by_id(db, event_id, &ev)) ||
	    (e = presence_check_list(db, event_id, &checks, &nchecks)) ||
	    (e = live_questions(db, event_id, QUESTIONS_MOST, &questions,
				&nquestions)) ||
	    (e = live_seats(db, event_id, SEATS_MOST, &seats, &nseats)))
		return e;
	v->until = INT64_MAX;
	v->agency_id = arena_copy(&v->mem, ev.agency_id, strlen(ev.agency_id));
	view_seats(v, seats, nseats);
	list = questions_json(questions, nquestions, &shown);
	view_text(v, json_pack("{s:s, s:I, s:I, s:o, s:o, s:o, s:I, s:i}",
		"state", event_state_name(ev.state),
		"startsAt", (json_int_t)ev.starts_at,
		"endsAt", (json_int_t)ev.ends_at,
		"door", door_json(v, &ev, now),
		"check", check_json(open_check(v, checks, nchecks, now)),
		"questions", list, "questionsAll", (json_int_t)shown,
		"pollMs", pause));
	return OK;
}

/* ---- Giving it ---------------------------------------------------------------- */

static bool stale(const struct live *l, const struct entry *e, int64_t wall,
		  int64_t now)
{
	const int64_t age = now - e->read_at;

	return !e->view || wall >= e->view->until || age >= LONG_MS ||
	       (age >= FRESH_MS && (e->old || l->shared));
}

/* With the lock held, which it lets go of meanwhile. */
static enum err entry_read(struct request *rq, struct live *l, struct entry *e)
{
	struct view *v = calloc(1, sizeof(*v));
	const int pause = live_pause(e->crowd);
	enum err err;

	if (!v)
		abort();
	v->holders = 1;
	e->reading = true;
	e->old = false;
	pthread_mutex_unlock(&l->lock);
	if (!(err = serve_read(rq)))
		err = view_read(rq->db, e->event_id, pause, rq->now, v);
	serve_read_end(rq);
	pthread_mutex_lock(&l->lock);
	e->reading = false;
	e->read_at = clock_steady();
	if (err) {
		e->old = true;
		view_drop(v);
	} else {
		view_drop(e->view);
		e->view = v;
	}
	pthread_cond_broadcast(&l->read);
	return err;
}

/* The snapshot of now, held for the caller. */
static enum err view_take(struct request *rq, const char *event_id,
			  struct view **out)
{
	struct live *l = rq->server->live;
	const int64_t now = clock_steady();
	struct entry *e;
	enum err err = OK;

	*out = NULL;
	pthread_mutex_lock(&l->lock);
	e = entry_take(l, event_id, now);
	crowd_count(e, now);
	/* The first ones wait for it; later ones get what there is. */
	e->waiting++;
	while (!e->view && e->reading)
		pthread_cond_wait(&l->read, &l->lock);
	e->waiting--;
	if (!e->reading && stale(l, e, rq->now, now))
		err = entry_read(rq, l, e);
	if (e->view) {
		/* What was read before is good until it can be read again. */
		err = OK;
		*out = e->view;
		e->view->holders++;
	} else if (!e->waiting && !e->reading) {
		*place_of(l, event_id) = e->next;
		free(e);
	}
	pthread_mutex_unlock(&l->lock);
	return err;
}

static void view_give(struct request *rq, struct view *v)
{
	pthread_mutex_lock(&rq->server->live->lock);
	view_drop(v);
	pthread_mutex_unlock(&rq->server->live->lock);
}

static bool hosts(const struct request *rq, const char *agency_id)
{
	return person_is(rq->person, ROLE_ADMIN) ||
	       (person_is(rq->person, ROLE_HOST) &&
		!strcmp(rq->person->agency_id, agency_id));
}

/* Who has registered since the snapshot was made is looked up. */
static enum err may_look(struct request *rq, const struct view *v,
			 const char *event_id)
{
	char id[IDENT_SIZE] = "";
	struct seat seat;
	enum err e;

	strncpy(id, rq->person->id, IDENT_SIZE - 1);
	if (hosts(rq, v->agency_id) ||
	    bsearch(id, v->seats, v->nseats, IDENT_SIZE, ident_order))
		return OK;
	if ((e = serve_read(rq)) ||
	    (e = seat_get(rq->db, event_id, rq->person->id, &seat)))
		return e;
	serve_read_end(rq);
	return seat.state == SEAT_REGISTERED ? OK
		: fail(ERR_NOT_FOUND, "not registered for this event");
}

/* A body of its own: the answer outlives the snapshot. */
enum err live_show(struct request *rq, struct response *rs)
{
	const char *event_id = request_param(rq, "id");
	struct view *v = NULL;
	enum err e;

	if (!ident_valid(event_id))
		return fail(ERR_NOT_FOUND, "no event");
	if ((e = view_take(rq, event_id, &v)))
		return e;
	if (!(e = may_look(rq, v, event_id))) {
		const char *tag = arena_copy(rq->mem, v->tag, strlen(v->tag));
		const char *known = request_header(rq, "If-None-Match");

		rs->status = 200;
		rs->type = "application/json";
		if (!known || !strstr(known, tag)) {
			rs->bytes = arena_copy(rq->mem, v->json, v->size);
			rs->size = v->size;
		}
		respond_part(rq, rs, tag);
		response_header(rs, "Cache-Control", "private, no-cache");
	}
	view_give(rq, v);
	return e;
}
