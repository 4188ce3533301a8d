/*
 * What people see first: a learner's next things, a supervisor's people, an
 * agency's figures. Results live in the handle's arena.
 */
#ifndef STORE_HOME_H
#define STORE_HOME_H

#include "db/db.h"
#include "store/several.h"

/* The sum of somebody's year, hundredths. */
enum err home_jp(struct db *, const char *person_id, int64_t year,
		 int64_t *out);

struct home_event {
	const char *id;			/* NULL: none is to come */
	const char *title, *kind, *place, *zone, *seat;
	int64_t starts_at, ends_at;
};
enum err home_event(struct db *, const char *person_id, int64_t now,
		    struct home_event *out);

/* Questions about somebody's own plans that wait for their answer. */
enum err home_followups(struct db *, const char *person_id, int64_t now,
			int64_t *out);

/* Letters to a superior's address that wait for an answer. */
enum err home_confirmations(struct db *, const char *email, int64_t now,
			    int64_t *out);

/* How somebody stands in the programmes they take part in. */
struct home_standing {
	const char *person_id;
	int64_t going, waiting, late, completed;
};

/* Of at most SEVERAL_MOST people, in no order; who takes part in nothing is
   left out. */
enum err home_team(struct db *, const char *const *people, size_t n,
		   int64_t now, struct home_standing **out, size_t *found);

/* People of one employee kind. */
struct board_kind {
	const char *kind;
	int64_t people, learning, reached, jp;
};

#define BOARD_KINDS 5		/* pns, cpns, pppk, pppk-part, all others */

/* `least` is what is asked of each of these kinds, hundredths. */
enum err board_people(struct db *, const char *agency_id, int64_t year,
		      const int64_t least[static BOARD_KINDS],
		      struct board_kind **out, size_t *n);

struct board_month {
	int64_t month, jp, entries;	/* 1 to 12 */
};
enum err board_months(struct db *, const char *agency_id, int64_t year,
		      struct board_month **out, size_t *n);

struct board_batch {
	const char *id, *name, *title;
	int64_t ends_at, enrolled, begun, completed;
};

/* Of all that go on: `out->id` is NULL, and `n` how many there are. */
enum err board_batches(struct db *, const char *agency_id, int64_t now,
		       struct board_batch *out, int64_t *n);
enum err board_attention(struct db *, const char *agency_id, int64_t now,
			 struct board_batch **out, size_t *n);

struct board_event {
	const char *id, *title, *zone;
	int64_t starts_at, ends_at, registered, waiting;
	int64_t capacity;		/* 0: as many as like */
};
enum err board_events(struct db *, const char *agency_id, int64_t now,
		      struct board_event **out, size_t *n);

struct board_counts {
	int64_t certificates;	/* issued since then */
	int64_t doubts, handed;	/* entries in doubt, assignments to mark */
	int64_t unplaced;	/* people in no unit */
};
enum err board_counts(struct db *, const char *agency_id, int64_t since,
		      struct board_counts *out);

#endif
