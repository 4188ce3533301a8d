#include "jobs/passback.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "jobs/rounds.h"
#include "lti/event.h"
#include "lti/grades.h"
#include "store/lti_grade.h"

#define EVERY_MS 2000
#define WORKERS 4
#define PLATFORMS 64		/* that are looked at in a round */
#define ROWS 50			/* read at once */
#define STRIKES 3		/* rows in a row that fail stop a platform */
#define HOUR_MS INT64_C(3600000)
#define KINDS 16		/* of what came of them */

struct tally {
	const char *code;		/* of lti/faults.def; "" it arrived */
	int64_t n;
};

/* One platform's turn. */
struct turn {
	struct server *server;
	const char *platform;
	int64_t now;
	int strikes;
	bool stopped;			/* nothing more now */
	struct tally tallies[KINDS];
};

/* ---- One grade --------------------------------------------------------------- */

struct result {
	const struct turn *turn;
	const struct lti_grade_job *job;
	const struct lti_sent *sent;
	int64_t next_at;		/* 0: a person has to look */
	int64_t rest_at;		/* all else of the platform; 0: as it is */
};

static enum err line_item_keep(struct db *db, const struct result *r)
{
	if (strcmp(r->sent->line_item, r->job->line_item) == 0)
		return OK;
	return lti_link_set_line_item(db, r->job->grade.link_id,
				      r->job->line_item, r->sent->line_item,
				      r->sent->most);
}

static enum err result_write(struct db *db, void *context)
{
	const struct result *r = context;
	const struct lti_grade *g = &r->job->grade;
	const struct lti_sent *s = r->sent;
	const int64_t now = r->turn->now;
	enum err e;

	if ((e = line_item_keep(db, r)))
		return e;
	if (s->means.what == LTI_TAKEN)
		return lti_grade_arrived(db, g, s->at_us, s->found, s->look_at,
					 now);
	if ((e = lti_grade_failed(db, g, r->next_at, s->means.code, s->said,
				  s->found)) || !r->rest_at)
		return e;
	return lti_grade_defer(db, r->turn->platform, now, r->rest_at,
			       now - LTI_GRADE_PATIENCE_MS, s->means.code);
}

static void count(struct turn *t, const char *code)
{
	size_t i = 0;

	while (i < KINDS - 1 && t->tallies[i].code &&
	       strcmp(t->tallies[i].code, code))
		i++;
	t->tallies[i].code = code;
	t->tallies[i].n++;
}

static void settle(struct turn *t, struct arena *mem,
		   const struct lti_grade_job *job,
		   const struct lti_sent *sent)
{
	const struct lti_grade *g = &job->grade;
	struct result r = { .turn = t, .job = job, .sent = sent };

	t->strikes = sent->means.what == LTI_AGAIN ? t->strikes + 1 : 0;
	if (t->strikes) {
		r.next_at = lti_grade_next(t->now, g->asked_at,
					   g->attempts + 1, sent->not_before,
					   randombytes_random());
		t->stopped = sent->means.whole || t->strikes >= STRIKES;
		if (t->stopped)
			r.rest_at = r.next_at ? r.next_at : t->now + HOUR_MS;
	}
	count(t, sent->means.code);
	if (pool_write(t->server->pool, mem, result_write, &r)) {
		log_event(LOG_WARN, "grades",
			  LOG_TEXT("reason", fail_reason()));
		t->stopped = true;
	}
}

struct idle {
	const char *id;
	int64_t now;
};

static enum err idle_write(struct db *db, void *context)
{
	const struct idle *x = context;

	return lti_grade_idle(db, x->id, x->now);
}

struct looked {
	const struct lti_grade *grade;
	struct measure found;
};

static enum err looked_write(struct db *db, void *context)
{
	const struct looked *l = context;

	return lti_grade_looked(db, l->grade, l->found);
}

/* It has arrived before, and something else was in force there. */
static void look_again(struct turn *t, struct arena *mem,
		       const struct lti_grade_job *job)
{
	struct looked l = {
		&job->grade, lti_grade_look(t->server, mem, job, t->now)
	};

	t->stopped = pool_write(t->server->pool, mem, looked_write, &l) != OK;
}

static void send_one(struct turn *t, const char *id)
{
	struct arena mem = ARENA_INIT;
	struct lti_grade_job job;
	struct lti_sent sent;
	struct db *db;
	enum err e;

	if ((e = pool_read(t->server->pool, &mem, &db))) {
		t->stopped = true;
	} else {
		e = lti_grade_job_get(db, id, t->now, &job);
		pool_read_end(t->server->pool, db);
	}
	if (!e && job.sub && strcmp(job.grade.state, "sent") == 0) {
		look_again(t, &mem, &job);
	} else if (!e && job.sub) {
		lti_grade_send(t->server, &mem, &job, t->now, &sent);
		settle(t, &mem, &job, &sent);
	} else if (!e) {
		struct idle x = { id, t->now };

		t->stopped = pool_write(t->server->pool, &mem, idle_write,
					&x) != OK;
	} else {
		t->stopped = true;
	}
	arena_end(&mem);
}

/* ---- A platform's turn ---------------------------------------------------------- */

static enum err events_write(struct db *db, void *context)
{
	const struct turn *t = context;
	enum err e = OK;

	for (size_t i = 0; i < KINDS && t->tallies[i].code && !e; i++) {
		json_t *facts = json_pack("{s:I}", "count",
					  (json_int_t)t->tallies[i].n);

		e = lti_event_add(db, &(struct lti_event){
			.connection_id = t->platform, .kind = "grade",
			.fault = lti_fault_of(t->tallies[i].code),
			.request = "", .facts = facts, .at = t->now });
		json_decref(facts);
	}
	return e;
}

static size_t due(struct turn *t, struct arena *mem, const char ***out)
{
	struct db *db;
	size_t n = 0;

	if (pool_read(t->server->pool, mem, &db))
		return 0;
	if (lti_grade_due(db, t->platform, t->now, ROWS, out, &n))
		n = 0;
	pool_read_end(t->server->pool, db);
	return n;
}

static bool always(void *context)
{
	(void)context;
	return true;
}

/* Until nothing is due there, or nothing gets through. */
static void turn_take(struct server *server, const char *platform, int64_t now,
		      bool (*going)(void *), void *context)
{
	struct turn t = { .server = server, .platform = platform, .now = now };
	struct arena mem = ARENA_INIT;
	const char **ids;
	size_t n;

	while (!t.stopped && (n = due(&t, &mem, &ids)) > 0)
		for (size_t i = 0; i < n && !t.stopped; i++)
			if (going(context))
				send_one(&t, ids[i]);
			else
				t.stopped = true;
	if (t.tallies[0].code &&
	    pool_write(server->pool, &mem, events_write, &t))
		log_event(LOG_WARN, "grades",
			  LOG_TEXT("reason", fail_reason()));
	arena_end(&mem);
}

static size_t platforms_due(struct server *server, struct arena *mem,
			    int64_t now, const char ***out)
{
	struct db *db;
	size_t n = 0;

	if (pool_read(server->pool, mem, &db))
		return 0;
	if (lti_grade_platforms(db, now, PLATFORMS, out, &n))
		n = 0;
	pool_read_end(server->pool, db);
	return n;
}

void passback_round(struct server *server, int64_t now)
{
	struct arena mem = ARENA_INIT;
	const char **all;
	const size_t n = platforms_due(server, &mem, now, &all);

	for (size_t i = 0; i < n; i++)
		turn_take(server, all[i], now, always, NULL);
	arena_end(&mem);
}

/* ---- The threads ------------------------------------------------------------------ */

struct worker {
	struct passback *of;
	pthread_t thread;
	char *platform;			/* NULL: it is free */
	bool done;			/* it is to be joined */
};

struct passback {
	struct server *server;
	struct rounds rounds;
	pthread_mutex_t lock;		/* of platform and done */
	bool begun;
	struct worker workers[WORKERS];
};

static bool still(void *context)
{
	return rounds_going(&((struct passback *)context)->rounds);
}

static void *work(void *context)
{
	struct worker *w = context;
	struct passback *p = w->of;

	turn_take(p->server, w->platform, clock_now(), still, p);
	pthread_mutex_lock(&p->lock);
	w->done = true;
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static void reap(struct passback *p)
{
	for (size_t i = 0; i < WORKERS; i++) {
		struct worker *w = &p->workers[i];
		bool done;

		pthread_mutex_lock(&p->lock);
		done = w->done;
		pthread_mutex_unlock(&p->lock);
		if (!done)
			continue;
		pthread_join(w->thread, NULL);
		free(w->platform);
		*w = (struct worker){ .of = p };
	}
}

/* One that is free, unless another is at that platform. */
static struct worker *free_for(struct passback *p, const char *platform)
{
	struct worker *found = NULL;

	for (size_t i = 0; i < WORKERS; i++)
		if (!p->workers[i].platform)
			found = &p->workers[i];
		else if (strcmp(p->workers[i].platform, platform) == 0)
			return NULL;
	return found;
}

static void start(struct worker *w, const char *platform)
{
	if (!(w->platform = strdup(platform)))
		abort();
	if (pthread_create(&w->thread, NULL, work, w)) {
		free(w->platform);
		w->platform = NULL;
		log_event(LOG_WARN, "grades", LOG_TEXT("reason", "no thread"));
	}
}

static void round_make(void *context)
{
	struct passback *p = context;
	struct arena mem = ARENA_INIT;
	const char **all;
	size_t n;

	/* Who is asked for a token asks for our keys: when we listen. */
	if (!p->begun) {
		p->begun = true;
		return;
	}
	reap(p);
	n = platforms_due(p->server, &mem, clock_now(), &all);
	for (size_t i = 0; i < n; i++) {
		struct worker *w = free_for(p, all[i]);

		if (w)
			start(w, all[i]);
	}
	arena_end(&mem);
}

enum err passback_open(struct server *server, struct passback **out)
{
	struct passback *p = calloc(1, sizeof(*p));
	enum err e;

	if (!p)
		abort();
	p->server = server;
	pthread_mutex_init(&p->lock, NULL);
	for (size_t i = 0; i < WORKERS; i++)
		p->workers[i].of = p;
	if ((e = rounds_begin(&p->rounds, EVERY_MS, round_make, p))) {
		pthread_mutex_destroy(&p->lock);
		free(p);
	} else {
		*out = p;
	}
	return e;
}

void passback_close(struct passback *p)
{
	if (!p)
		return;
	rounds_end(&p->rounds);
	for (size_t i = 0; i < WORKERS; i++)
		if (p->workers[i].platform) {
			pthread_join(p->workers[i].thread, NULL);
			free(p->workers[i].platform);
		}
	pthread_mutex_destroy(&p->lock);
	free(p);
}

void passback_wake(struct passback *p)
{
	if (p)
		rounds_wake(&p->rounds);
}
