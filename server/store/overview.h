/*
 * Figures of an agency as leaders, partners and strangers see them: read only,
 * and nobody's name is in them. What of these numbers is told is for the callers
 * to say. Results live in the handle's arena.
 */
#ifndef STORE_OVERVIEW_H
#define STORE_OVERVIEW_H

#include "db/db.h"
#include "domain/indicator.h"

struct overview_programme {
	const char *id, *title;
	int64_t jp;			/* hundredths, for whoever completes it */
	int64_t batches, ended;
	int64_t seats, boundless;	/* of batches without a limit */
	int64_t enrolled, begun, completed;
};

/* With a batch that lies between two moments, at least in part; 60 at most. */
enum err overview_programmes(struct db *, const char *agency_id, int64_t since,
			     int64_t until, int64_t now,
			     struct overview_programme **out, size_t *n);

struct overview_indicator {
	const char *programme, *name, *measure;
	enum indicator_better better;
	struct indicator_sum sum;
};
enum err overview_indicators(struct db *, const char *agency_id,
			     struct overview_indicator **out, size_t *n);

struct overview_gap {
	const char *id, *title, *topic;
	const char *unit_name;		/* NULL: of all */
	int64_t supporters;
};

/* `waiting`: needs that are open; `gaps`: those of them that nothing answers,
   of which the ten with the most supporters are told, that person (or "") not
   counted. */
enum err overview_needs(struct db *, const char *agency_id,
			const char *without, int64_t *waiting, int64_t *gaps,
			struct overview_gap **out, size_t *n);

struct overview_revision {
	const char *module_id, *title, *cause;
	int64_t opened_at;
};

/* Those that have waited longest, ten at most, of `all`. */
enum err overview_revisions(struct db *, const char *agency_id, int64_t *all,
			    struct overview_revision **out, size_t *n);

/* What was learnt between pretest and quiz; means are shares of 1. */
struct overview_gain {
	const char *module_id, *title;
	int64_t people;
	double before, after;
};

/* Of modules of which that is told, 500 at most. */
enum err overview_gains(struct db *, const char *agency_id,
			struct overview_gain **out, size_t *n);

/* Ids and versions of the next modules behind `after`, with no title. */
struct gain_module {
	const char *id, *version_id;
};
enum err module_gain_next(struct db *, const char *after, size_t most,
			  struct gain_module **out, size_t *n);

enum err module_gain_put(struct db *, const struct overview_gain *,
			 int64_t now);

struct overview_module {
	const char *id, *title, *state;
	int64_t withdrawn_at;		/* 0: is not */
	int64_t number;			/* 0: has no version */
	int64_t learners, completed, passed;
};

/* Those with the most learners first. */
enum err overview_modules(struct db *, const char *agency_id, size_t most,
			  size_t from, struct overview_module **out, size_t *n);

struct overview_count {
	const char *module_id;
	int64_t n;
};

/* How many hints are open; modules without one are left out. */
enum err overview_hints(struct db *, const char *agency_id,
			struct overview_count **out, size_t *n);

/* Five answers or more, which were told together. */
struct overview_block {
	const char *module_id;
	int64_t size;
	const char *tally;		/* {question: {choice: count}} */
};
enum err overview_surveys(struct db *, const char *agency_id,
			  struct overview_block **out, size_t *n);

/* ---- For everybody ------------------------------------------------------- */

/* The agency behind `after` ("" the first) that shows its figures; NULL: none. */
enum err public_figure_next(struct db *, const char *after, const char **id);

struct public_counts {
	int64_t modules;		/* published */
	int64_t learners;		/* who began one of them */
	int64_t begun, completed;	/* people and modules, by pairs */
	int64_t earners, jp;		/* its own people; hundredths */
};
enum err public_figure_count(struct db *, const char *agency_id, int64_t year,
			     struct public_counts *out);

enum err public_figure_put(struct db *, const char *agency_id,
			   const char *figures, int64_t now);

struct public_figure {
	const char *id, *name, *kind;
	const char *figures;		/* NULL: not counted yet */
	int64_t at;
};

/* Of all agencies that show theirs; they are tens. */
enum err public_figure_list(struct db *, struct public_figure **out,
			    size_t *n);
enum err public_figure_any(struct db *, bool *out);

#endif
