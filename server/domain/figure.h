/*
 * What is counted of everybody who learned by a version: how far they came,
 * where those stopped who did not finish, how long things took.
 *
 * Attempts are added one after the other, of each person one, and none is kept:
 * a hundred thousand take some bytes a unit each. What comes out is JSON without
 * anybody in it, and NULL where it would be of fewer than SURVEY_LEAST people.
 *
 * Two nights compared must not tell of fewer either, and people go on: who had
 * begun completes, who was there is away. So figures take the place of those
 * before them only when SURVEY_LEAST people have *moved* since those were
 * counted, of the version and of each unit by itself. Whoever else changed in
 * between waits, and comes along with them.
 */
#ifndef DOMAIN_FIGURE_H
#define DOMAIN_FIGURE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/day.h"

/* Who has done nothing for so long, and is not done, has left. */
#define FIGURE_AWAY_MS (14 * DAY_MS)

/* A part of a lesson, as its headings cut it. */
struct figure_section {
	size_t block;		/* where it begins, as our reader counts blocks */
	const char *title;
};

/*
 * The sections of a lesson of ours, by its <h2>; n is 0 where it has none. Our
 * reader (web/src/frame/viewers/lesson) says where somebody is by the number of
 * a block and how far into it: block 0 is the lesson's head, then comes each
 * element that stands at the top of `html`, which is what we made ourselves.
 */
void figure_sections(struct arena *, const char *html,
		     struct figure_section **out, size_t *n);

struct figure_unit {
	const char *kind;	/* of struct unit: what a place in it means */
	const struct figure_section *sections;
	size_t nsections;
	int64_t since;		/* when those told of it were counted; 0: none */
};

/* What an attempt did in one unit. */
struct figure_part {
	size_t unit;
	bool completed;		/* or passed */
	bool passed;
	double measure;		/* 0 to 1: how far; NAN: not known */
	const char *location;	/* NULL: none */
	int64_t time_ms;
	int64_t saved_at;
};

#define FIGURE_NOWHERE SIZE_MAX

struct figure_attempt {
	bool completed, passed;
	bool later;		/* they began anew since: they have not left */
	int64_t started_at, last_at;
	size_t at;		/* the unit opened last, or FIGURE_NOWHERE */
	const struct figure_part *parts;	/* each unit once */
	size_t n;
};

struct figures;

/* All of it lives in the arena; `units` must, too. `since`: when what is told of
   the version was counted; 0: nothing is. */
struct figures *figures_begin(struct arena *, const struct figure_unit *units,
			      size_t n, int64_t since, int64_t now);

void figures_add(struct figures *, const struct figure_attempt *);

/*
 * May what was counted be told in the place of what is told: have SURVEY_LEAST
 * done something since, or been away for FIGURE_AWAY_MS who had not been? Of a
 * unit those who did it there. What happened at `since` itself counts for the
 * figures of then.
 */
bool figures_moved(const struct figures *);
bool figures_unit_moved(const struct figures *, size_t unit);

/*
 * Of the version, a new reference:
 *
 *	{"people", "begun", "completed", "passed", "left",
 *	 "finish": {"n", "share"},			who completed, of who began
 *	 "days": {"n", "q1", "median", "q3"}}		of who completed
 */
json_t *figures_version(const struct figures *);

/*
 * Of a unit, a new reference:
 *
 *	{"people", "completed", "passed",
 *	 "finish": {"n", "share"},
 *	 "left": {"n", "left", "share", "after", "where"?},
 *	 "time"?: {"n", "q1", "median", "q3", "slow", "fast"}}	ms, of who completed
 *
 * "left" is of those who are done with the unit one way or the other ("n"): so
 * many left it undone and are away, and so many more ("after") did it and came no
 * further. "where" is told when at least SURVEY_LEAST of them, and half, stopped
 * in one place: {"how": "section", "page", "minute" or "percent", "at", "of"?,
 * "heading"?, "n"}; a section is counted from 1, and 0 is what stands before the
 * first; a percent is the lower end of ten. "slow" and "fast" are the shares of
 * those above three times the median, and below a third of it. Of a quiz the
 * night adds "pretest", and "items" (domain/figure_item.h).
 */
json_t *figures_unit(const struct figures *, size_t unit);

#endif
