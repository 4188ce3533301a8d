/*
 * Who was there: codes that are shown and typed, what a burst of them looks
 * like, and what all that speaks for somebody's presence amounts to.
 *
 * A code belongs to one check of one event (number 0 is the door, which goes all
 * along, 1 and up are moments) and to a step of 30 s by the server's clock; the
 * clocks of phones count for nothing. It is made anew from the event's secret
 * whenever it is needed (HMAC-SHA-256), so nothing is kept, and every node of
 * one database shows the same.
 */
#ifndef DOMAIN_PRESENCE_H
#define DOMAIN_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PRESENCE_STEP_MS  30000	/* a code is shown so long */
#define PRESENCE_LIFE_MS  60000	/* and refused so long after it was first shown */
#define PRESENCE_CODE_SIZE 7	/* six letters and digits, and the NUL */

/* Of the check there is always one. */
#define PRESENCE_DOOR 0
#define PRESENCE_CHECKS_MOST 40	/* moments of one event */

/* The door is open so long before the start and after the end. */
#define PRESENCE_BEFORE_MS (INT64_C(60) * 60 * 1000)
#define PRESENCE_AFTER_MS  (INT64_C(60) * 60 * 1000)

/* Which step `now` is in, and when a step began. */
int64_t presence_step(int64_t now);
int64_t presence_step_from(int64_t step);

/* The code of that step: letters and digits that nobody takes for another. */
void presence_code(const char *secret, int check, int64_t step,
		   char out[static PRESENCE_CODE_SIZE]);

/*
 * What was typed, as it is compared: capitals, without blanks and dashes. False
 * when it cannot be a code.
 */
bool presence_typed(const char *typed, char out[static PRESENCE_CODE_SIZE]);

enum presence_answer {
	PRESENCE_GOOD,
	PRESENCE_LATE,		/* it was one, up to ten minutes ago */
	PRESENCE_WRONG
};

/*
 * Is `code`, in the form of presence_typed, one that was first shown less than
 * PRESENCE_LIFE_MS before `now`? That of a step to come is wrong. `shown`: when
 * it was first shown, unless it is wrong.
 */
enum presence_answer presence_check(const char *secret, int check,
				    const char *code, int64_t now,
				    int64_t *shown);

/* ---- Moments planned by chance -------------------------------------------- */

/*
 * When `n` checks of `minutes` are to open between the two moments: in each n-th
 * part of the time one, somewhere, never overlapping, and neither in the first
 * nor in the last five minutes. `chance` gives any number each time. How many
 * fitted, in order.
 */
size_t presence_plan(int64_t from, int64_t until, int minutes, size_t n,
		     uint32_t (*chance)(void *), void *context, int64_t *out);

/* ---- Bursts ---------------------------------------------------------------- */

/* A code that was accepted. */
struct presence_mark {
	int64_t at;
	int64_t shown;		/* when the code was first shown */
	int check;
	const char *origin;	/* whence; "": not known */
};

enum presence_burst_why {
	BURST_ORIGIN,	/* BURST_ORIGIN_LEAST from one origin within a minute */
	BURST_SILENCE,	/* BURST_SILENCE_LEAST within a second, after ten
			   minutes in which nobody came */
	BURST_LATE,	/* BURST_LATE_LEAST gave one code when it was not shown
			   any more, and more than while it was */
};

#define BURST_ORIGIN_LEAST  10
#define BURST_SILENCE_LEAST 5
#define BURST_LATE_LEAST    10
#define BURST_MOST          50	/* that are told of */

struct presence_burst {
	enum presence_burst_why why;
	int check;
	int64_t from, until;	/* the first and the last of them */
	size_t first, n;	/* marks, by their place; other marks lie between */
	const char *origin;	/* of BURST_ORIGIN */
};

/*
 * What the host should look at. Nobody is kept out by it: an office has one
 * address, and a room has one code on its wall, so where all sit together
 * (`room`) neither the origin nor a late code means anything. `marks` are in
 * the order they came. A check's opening is no silence: `opened[check]`, 0 where
 * that is not known, for checks below `nopened`.
 */
size_t presence_bursts(const struct presence_mark *, size_t n,
		       const int64_t *opened, size_t nopened, bool room,
		       struct presence_burst out[static BURST_MOST]);

/* "origin", "silence", "late". */
const char *presence_burst_name(enum presence_burst_why);

/* ---- What it amounts to ---------------------------------------------------- */

enum presence_source { PRESENCE_BY_CODE, PRESENCE_BY_HOST, PRESENCE_BY_FILE };

/* A row that speaks for somebody, or takes one back. */
struct presence_row {
	const char *id;
	const char *undoes;	/* the row that this one takes back, or NULL */
	enum presence_source source;
	const char *check_id;	/* of a code */
	int64_t minutes;	/* by a file; of the host 1 present, 0 absent */
	int64_t from, until;	/* by a file, where known; else 0 */
	int64_t at;
};

/* What an event asks for. 0 asks for nothing. */
struct presence_rule {
	int64_t percent;	/* of the minutes */
	int64_t checks;		/* codes of so many checks */
	bool both;		/* else minutes decide where they are known, and
				   checks where they are not */
	int64_t minutes;	/* that the event took */
};

struct presence_sum {
	bool minutes_known;
	int64_t minutes, checks;
	int host_word;		/* 1 present, 0 absent, -1 none */
	bool present;
};

/*
 * All rows of one person, in whatever order. Rows that were taken back are as
 * if they had never been; of the host's words the last one stands. Minutes of
 * two files are added, but what both saw (from, until) counts once, and the
 * event's own minutes are the most. `used` has room for `n`.
 */
void presence_sum(const struct presence_row *, size_t n,
		  const struct presence_rule *, bool *used,
		  struct presence_sum *out);

/* The rule alone: the host's word beats all; where the rule asks for nothing,
   whatever shows that somebody came is enough. */
bool presence_holds(const struct presence_rule *, const struct presence_sum *);

#endif
