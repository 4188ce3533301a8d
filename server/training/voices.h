/*
 * What learners and their superiors said of a version of a module: sums of whole
 * blocks (domain/ballot.h) and of whole fives (store/followup.h), nobody's own.
 */
#ifndef TRAINING_VOICES_H
#define TRAINING_VOICES_H

#include "domain/hint.h"
#include "store/figure.h"

struct voices {
	struct hint_count applicable;	/* its end survey: 1 or 2 of 5 */
	int64_t answered;		/* who named a lesson to improve */
	int64_t *named;			/* of them, by the units' places */
	struct hint_count followup;	/* superiors after 90 days */
};

/* `units` are the version's, all of them. */
enum err voices_read(struct db *, const char *module_id,
		     const char *version_id, const struct unit_figure *units,
		     size_t n, struct voices *out);

#endif
