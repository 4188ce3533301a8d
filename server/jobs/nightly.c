#include "jobs/nightly.h"

#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "domain/day.h"
#include "jobs/ballots.h"
#include "jobs/figures.h"
#include "jobs/gains.h"
#include "jobs/hints.h"
#include "jobs/jobs.h"
#include "jobs/letters_keep.h"
#include "jobs/lti_keep.h"
#include "jobs/public_figures.h"
#include "store/nightly.h"

#define REST_MOST_MS 100
#define HOUR_MS (DAY_MS / 24)
/* 02:00 in UTC+7, of the day before. */
#define NIGHT_MS (19 * HOUR_MS)

/* In this order: what others may wait for at the first start, then what is
   counted, then what it means. */
static const struct nightly_part parts[] = {
	{ "lti", lti_keep_piece },
	{ "letters", letters_keep_piece },
	{ "ballots", ballots_piece },
	{ "figures", figures_piece },
	{ "hints", hints_piece },
	{ "gains", gains_piece },
	{ "public", public_figures_piece },
};
#define PARTS (sizeof(parts) / sizeof(*parts))

int64_t nightly_moment(int64_t now)
{
	return now - (((now - NIGHT_MS) % DAY_MS) + DAY_MS) % DAY_MS;
}

/* ---- One part ----------------------------------------------------------- */

/* What a piece leaves to be written, and how far the part then is. */
struct step {
	const struct nightly_piece *piece;
	struct nightly_row row;
};

static enum err step_write(struct db *db, void *context)
{
	const struct step *step = context;
	enum err e;

	if (step->piece->write &&
	    (e = step->piece->write(db, step->piece->context)))
		return e;
	return nightly_put(db, &step->row);
}

static enum err row_read(struct server *server, struct arena *mem,
			 const char *part, struct nightly_row *out)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = nightly_get(db, part, out);
	pool_read_end(server->pool, db);
	return e;
}

/* A round that was cut short goes on where it was, in a later night, too. */
static bool row_begin(struct nightly_row *row, int64_t now)
{
	if (row->began_at > row->done_at)
		return true;
	if (row->done_at >= nightly_moment(now))
		return false;
	row->began_at = now;
	row->reached = "";
	row->took_ms = 0;
	return true;
}

static enum err piece_make(struct server *server,
			   const struct nightly_part *part, int64_t now,
			   struct rounds *rounds, struct arena *mem,
			   bool *more)
{
	const int64_t from = clock_steady();
	struct nightly_piece piece = {
		.server = server, .rounds = rounds, .mem = mem, .now = now,
	};
	struct step step = { .piece = &piece };
	enum err e;

	*more = false;
	if ((e = row_read(server, mem, part->name, &step.row)) ||
	    !row_begin(&step.row, now))
		return e;
	piece.reached = step.row.reached;
	if ((e = part->piece(&piece)))
		return e;
	step.row.reached = piece.more ? piece.reached : "";
	/* Of two rounds in one moment the second is none. */
	if (!piece.more)
		step.row.done_at = now > step.row.began_at
			? now : step.row.began_at;
	step.row.took_ms += clock_steady() - from;
	*more = piece.more;
	return pool_write(server->pool, mem, step_write, &step);
}

static bool going(struct rounds *rounds)
{
	return !rounds || rounds_going(rounds);
}

/*
 * Not by a nice value: a thread that is put off while it holds a lock of the
 * engine's or of malloc's puts off those who save as well.
 */
void nightly_rest(const struct nightly_piece *p, int64_t worked_ms)
{
	const int64_t ms = worked_ms < REST_MOST_MS ? worked_ms : REST_MOST_MS;

	if (p->rounds && ms > 0)
		nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

bool nightly_going(const struct nightly_piece *p)
{
	return going(p->rounds);
}

static enum err part_make(struct server *server,
			  const struct nightly_part *part, int64_t now,
			  struct rounds *rounds)
{
	bool more = true;
	enum err e = OK;

	while (more && !e && going(rounds)) {
		struct arena mem = ARENA_INIT;

		e = piece_make(server, part, now, rounds, &mem, &more);
		arena_end(&mem);
	}
	if (e)
		log_event(LOG_WARN, "nightly", LOG_TEXT("part", part->name),
			  LOG_TEXT("reason", fail_reason()));
	return e;
}

static enum err all_make(struct server *server,
			 const struct nightly_part *all, size_t n,
			 int64_t now, struct rounds *rounds)
{
	enum err first = OK;

	for (size_t i = 0; i < n && going(rounds); i++) {
		const enum err e = part_make(server, &all[i], now, rounds);

		if (e && !first)
			first = e;
	}
	return first;
}

enum err nightly_parts(struct server *server, const struct nightly_part *all,
		       size_t n, int64_t now)
{
	return all_make(server, all, n, now, NULL);
}

enum err nightly_round(struct server *server, int64_t now)
{
	return all_make(server, parts, PARTS, now, NULL);
}

/* ---- The thread --------------------------------------------------------- */

void nightly_job(struct server *server, struct rounds *rounds)
{
	all_make(server, parts, PARTS, clock_now(), rounds);
}
