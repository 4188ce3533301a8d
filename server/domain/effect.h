/*
 * What one figure says before and after a revision, by what the revision was
 * for. It is a share or a mean, and it may have changed for other reasons too.
 */
#ifndef DOMAIN_EFFECT_H
#define DOMAIN_EFFECT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct effect {
	int64_t n;		/* of so many people; 0: nothing was counted */
	double value;
};

/*
 * The name of the figure that answers a hint of that kind (domain/hint.h), in
 * the browser's words: "left" (share who leave in it), "time" (the median, ms),
 * "facility", "discrimination", "notApplicable" and "improve" (shares),
 * "notApplied" (share of superiors), and for all else, "" too, "completed" (the
 * share of those who began).
 */
const char *effect_measure(const char *kind);

/* Is it what people said (training/voices.h), not what they did? */
bool effect_said(const char *kind);

/*
 * That figure out of what the night counted (domain/figure.h): of the unit the
 * hint is of, or of the version where it is of none. n is 0 where it is not in
 * there. `figures` may be JSON null.
 */
void effect_of(const char *kind, const char *question, json_t *figures,
	       struct effect *out);

#endif
