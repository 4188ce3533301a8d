/*
 * Figures of a service that a programme is for, before and after it: how many
 * days a permit takes, how many wait, how content people are.
 *
 * Figures beside training results show that two things moved together, and never
 * that one caused the other: whoever shows them says so. What is compared is the
 * mean of the figures of each phase; a wrong figure is taken back, which stays to
 * be seen, and counts no more.
 */
#ifndef DOMAIN_INDICATOR_H
#define DOMAIN_INDICATOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define INDICATOR_NAME_MOST 200		/* characters */
#define INDICATOR_MEASURE_MOST 40
#define INDICATOR_ORIGIN_MOST 300
#define INDICATOR_LARGEST 1e12		/* either side of 0 */
#define INDICATORS_MOST 20		/* of one programme */
#define INDICATOR_VALUES_MOST 200	/* of one indicator, taken back too */

enum indicator_phase { INDICATOR_BEFORE, INDICATOR_AFTER };
enum indicator_better { INDICATOR_LOWER, INDICATOR_HIGHER };

/* "before", "after"; "lower", "higher"; and back, false for another name. */
const char *indicator_phase_name(enum indicator_phase);
bool indicator_phase_named(const char *, enum indicator_phase *out);
const char *indicator_better_name(enum indicator_better);
bool indicator_better_named(const char *, enum indicator_better *out);

/* A figure that may be kept: finite, and not beyond INDICATOR_LARGEST. */
bool indicator_value_fits(double);

/* Of a day from 2000 on that is not to come. */
bool indicator_day_fits(const char *day, int64_t now);

struct indicator_value {
	const char *id, *indicator_id;
	enum indicator_phase phase;
	const char *day;
	double value;
	const char *origin;		/* where it comes from */
	const char *by_id, *by_name;	/* NULL: not known */
	int64_t at, taken_back_at;	/* 0: it counts */
};

/* Which way it went; not known while a phase has no figure. */
enum indicator_course {
	INDICATOR_UNKNOWN, INDICATOR_SAME, INDICATOR_BETTER, INDICATOR_WORSE
};
/* "unknown", "same", "better", "worse". */
const char *indicator_course_name(enum indicator_course);

struct indicator_sum {
	size_t before, after;			/* figures that count */
	double before_mean, after_mean;		/* 0 without one */
	double change;				/* after less before */
	bool percent_known;			/* there was something before */
	double percent;				/* of what was before */
	enum indicator_course course;
};

void indicator_sum(const struct indicator_value *, size_t n,
		   enum indicator_better, struct indicator_sum *out);

#endif
