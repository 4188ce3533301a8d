#include "jobs/reminder.h"

#include "base/clock.h"
#include "base/log.h"
#include "db/pool.h"
#include "domain/day.h"
#include "jobs/asking.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "store/notice.h"
#include "store/survey.h"
#include "training/decided.h"
#include "training/notice.h"

#define PIECE 100			/* people told in one write */
/* Who is asked by a survey later than this finds it on their page. */
#define OPENED_MS (7 * DAY_MS)
#define LETTERS 50			/* written in one write */
/* A letter that could not be written for so long is written no more. */
#define STALE_MS (3 * DAY_MS)

/* ---- An occasion ------------------------------------------------------- */

/* What all of them are told of, and to whom it was told already. */
struct occasion {
	const char *name;
	struct remind of;
	bool batch;			/* else an event */
	int64_t now;
	bool done;
};

static enum err tell_seat(struct db *db, const struct occasion *o,
			  const struct reminded *r)
{
	struct notice_to to = {
		.person_id = r->person_id,
		.href = arena_format(db_arena(db), "/kegiatan/%s", o->of.id),
		.occasion = o->name, .by_mail = true,
	};

	zone_named(o->of.zone, &to.zone);
	return notice_tell(db, NOTICE_event_soon, &to,
			   NOTE({ "title", o->of.title, 0 },
				{ "at", NULL, o->of.starts_at }), o->now);
}

static enum err tell_enrolment(struct db *db, const struct occasion *o,
			       const struct reminded *r)
{
	const struct notice_to to = {
		.person_id = r->person_id,
		.href = arena_format(db_arena(db), "/pelatihan/%s", o->of.id),
		.occasion = o->name, .by_mail = true,
	};

	return notice_tell(db, r->begun ? NOTICE_deadline : NOTICE_not_begun,
			   &to, NOTE({ "title", o->of.title, 0 },
				     { "until", NULL, o->of.ends_at },
				     { "step", r->step ? r->step : o->of.title,
				       0 }), o->now);
}

/* The next few of them, and how far that is. */
static enum err tell_piece(struct db *db, void *context)
{
	struct occasion *o = context;
	struct reminded *all;
	const char *reached;
	size_t n;
	enum err e;

	if ((e = reminder_get(db, o->name, &reached, &o->done)) || o->done)
		return e;
	e = o->batch ? remind_enrolments(db, &o->of, reached, PIECE, &all, &n)
		     : remind_seats(db, o->of.id, reached, PIECE, &all, &n);
	for (size_t i = 0; i < n && !e; i++)
		e = o->batch ? tell_enrolment(db, o, &all[i])
			     : tell_seat(db, o, &all[i]);
	if (e)
		return e;
	o->done = n < PIECE;
	return reminder_put(db, o->name, n ? all[n - 1].id : reached, o->done,
			    o->now);
}

static bool told_of(struct server *server, struct arena *mem,
		    const char *occasion)
{
	const char *reached;
	bool done = false;
	struct db *db;

	if (pool_read(server->pool, mem, &db))
		return true;
	if (reminder_get(db, occasion, &reached, &done))
		done = true;
	pool_read_end(server->pool, db);
	return done;
}

static enum err tell(struct server *server, struct arena *mem,
		     struct occasion *o)
{
	enum err e = OK;

	if (told_of(server, mem, o->name))
		return OK;
	while (!o->done && !e)
		e = pool_write(server->pool, mem, tell_piece, o);
	return e;
}

/* ---- What the time has brought ------------------------------------------ */

/* The nearest of the times before that has come: a batch whose people were
   enrolled the day before its end is told of once. */
static const struct ahead {
	const char *word;
	int64_t before;
	bool batch;
} aheads[] = {
	{ "hour", DAY_MS / 24, false }, { "day", DAY_MS, false },
	{ "1", DAY_MS, true }, { "3", 3 * DAY_MS, true },
	{ "7", 7 * DAY_MS, true },
};
#define AHEADS (sizeof(aheads) / sizeof(*aheads))

/* Where a shorter time ahead begins. */
static int64_t nearer(size_t i)
{
	return i && aheads[i - 1].batch == aheads[i].batch
		? aheads[i - 1].before : 0;
}

static enum err coming(struct server *server, struct arena *mem, size_t i,
		       int64_t now, struct remind **out, size_t *n)
{
	const int64_t from = now + nearer(i), until = now + aheads[i].before;
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = aheads[i].batch ? remind_batches(db, from, until, out, n)
			    : remind_events(db, from, until, out, n);
	pool_read_end(server->pool, db);
	return e;
}

/* The moment is in the name, so that what was put off is told of again. */
static const char *occasion_name(struct arena *mem, const struct ahead *a,
				 const struct remind *r)
{
	return arena_format(mem, "%s:%s:%s:%lld", a->batch ? "batch" : "event",
			    r->id, a->word,
			    (long long)(a->batch ? r->ends_at : r->starts_at));
}

static enum err remind(struct server *server, struct arena *mem, int64_t now)
{
	struct remind *all;
	size_t n;
	enum err e = OK;

	for (size_t i = 0; i < AHEADS && !e; i++) {
		if ((e = coming(server, mem, i, now, &all, &n)))
			return e;
		for (size_t k = 0; k < n && !e; k++)
			e = tell(server, mem, &(struct occasion){
				.name = occasion_name(mem, &aheads[i], &all[k]),
				.of = all[k], .batch = aheads[i].batch,
				.now = now,
			});
	}
	return e;
}

/* ---- A survey that has opened -------------------------------------------- */

static enum err ask(struct server *server, struct arena *mem,
		    const struct survey *s, int64_t now)
{
	struct asking a = asking_begin(mem, s, now);
	enum err e = OK;

	while (!e && asking_more(&a)) {
		struct arena piece = ARENA_INIT;

		e = asking_read(server, &piece, &a);
		if (!e && a.reached)
			e = pool_write(server->pool, &piece, asking_write, &a);
		arena_end(&piece);
	}
	return e;
}

static enum err ask_all(struct server *server, struct arena *mem, int64_t now)
{
	struct survey *all;
	struct db *db;
	size_t n = 0;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = survey_opened_since(db, now - OPENED_MS, now, &all, &n);
	pool_read_end(server->pool, db);
	for (size_t i = 0; i < n && !e; i++)
		e = ask(server, mem, &all[i], now);
	return e;
}

/* ---- A need that was decided --------------------------------------------- */

struct telling {
	struct decided of;
	int64_t now;
	bool done;
};

static enum err decided_write(struct db *db, void *context)
{
	struct telling *t = context;

	return decided_piece(db, &t->of, t->now, &t->done);
}

static enum err decisions_read(struct server *server, struct arena *mem,
			       struct decided **all, size_t *n)
{
	struct db *db;
	enum err e;

	*n = 0;
	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = decided_waiting(db, all, n);
	pool_read_end(server->pool, db);
	return e;
}

/* Of each a piece, until there is none. */
static enum err decisions_tell(struct server *server, int64_t now)
{
	enum err e = OK;
	size_t n = 1;

	while (n && !e) {
		struct arena piece = ARENA_INIT;
		struct decided *all;

		e = decisions_read(server, &piece, &all, &n);
		for (size_t i = 0; i < n && !e; i++)
			e = pool_write(server->pool, &piece, decided_write,
				       &(struct telling){ all[i], now, false });
		arena_end(&piece);
	}
	return e;
}

/* ---- Letters ------------------------------------------------------------ */

struct letters {
	struct server *server;
	int64_t now;
	bool more;
};

static enum err letters_write(struct db *db, void *context)
{
	struct letters *l = context;
	struct notice *all;
	bool possible;
	size_t n;
	enum err e;

	l->more = false;
	if ((e = letter_possible(l->server, db, &possible)) ||
	    (e = notice_letters(db, LETTERS, &all, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++) {
		if (!possible && all[i].at > l->now - STALE_MS)
			continue;
		if (possible && all[i].email &&
		    all[i].at > l->now - STALE_MS)
			e = letter_notice(l->server, db, &all[i], l->now);
		if (!e)
			e = notice_lettered(db, all[i].id);
	}
	l->more = possible && n == LETTERS;
	return e;
}

/* Without mail only those that are too old by now. */
static bool letters_waiting(struct server *server, struct arena *mem,
			    int64_t now)
{
	bool possible = false;
	struct notice *all;
	struct db *db;
	size_t n = 0;

	if (pool_read(server->pool, mem, &db))
		return false;
	if (notice_letters(db, 1, &all, &n) ||
	    letter_possible(server, db, &possible))
		n = 0;
	pool_read_end(server->pool, db);
	return n && (possible || all[0].at <= now - STALE_MS);
}

enum err reminder_round(struct server *server, int64_t now)
{
	struct arena mem = ARENA_INIT;
	struct letters l = { .server = server, .now = now, .more = true };
	enum err e = remind(server, &mem, now);

	if (!e)
		e = ask_all(server, &mem, now);
	if (!e)
		e = decisions_tell(server, now);
	if (!e && letters_waiting(server, &mem, now))
		while (l.more && !e)
			e = pool_write(server->pool, &mem, letters_write, &l);
	arena_end(&mem);
	return e;
}

/* ---- The thread --------------------------------------------------------- */

void reminder_job(struct server *server, struct rounds *rounds)
{
	(void)rounds;	/* it works in pieces, and is soon done */
	if (reminder_round(server, clock_now()))
		log_event(LOG_WARN, "reminders",
			  LOG_TEXT("reason", fail_reason()));
}
