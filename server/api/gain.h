/*
 * What was learnt between a quiz and its pretest: of everybody, and by question,
 * version and org unit. First sittings alone count, of those who had ended the
 * pretest before they began the quiz.
 *
 * What is told of groups is told beside their sum, so disclosure_hide() decides
 * which are. The hidden ones are told together, since anybody can take the
 * others from the sum. Groups by unit are of all versions at once: by both, a
 * cell would be what is left between two answers.
 */
#ifndef API_GAIN_H
#define API_GAIN_H

#include "api/numbers.h"
#include "domain/gain.h"

struct gain_group {
	const char *unit_id, *name, *agency;	/* NULLs: who was in no unit */
	int64_t version;			/* 0: it is a unit */
	struct gain gain;
	bool hidden;
};

struct gain_item {
	const char *ident;
	struct gain *versions;		/* by the place in `versions` */
};

struct gained {
	struct numbers all;
	const char *pretest, *pretest_title;	/* NULL: there is none */
	struct gain total;
	struct gain_group *versions;	/* of the quiz, the newest first */
	size_t nversions;
	struct gain_group *units;	/* when they were read */
	size_t nunits, room;
	struct gain_item *items;	/* parallel questions */
	size_t nitems;
};

/* numbers_begin(), and everything of that quiz; with `units` those too. */
enum err gain_read(struct request *, bool units, struct gained *out);

/* Of the version asked for, or all; nothing is told where that is hidden. */
void gain_whole(const struct gained *, struct gain_numbers *out);
void gain_of_item(struct request *, const struct gained *,
		  const struct gain_item *, struct gain_numbers *out);

/* The hidden ones of these together; its n is 0 when none is. */
void gain_rest(struct request *, const struct gain_group *, size_t n,
	       struct gain_numbers *out);

/* { "n", "judged", "before", …, "clear" }, null where it is not known. */
json_t *gain_json(const struct gain_numbers *);

#endif
