/*
 * What the gradebook's pages and its files have in common.
 */
#ifndef API_QUIZ_GRADEBOOK_H
#define API_QUIZ_GRADEBOOK_H

#include "domain/module.h"
#include "http/http.h"
#include "store/gradebook.h"

/* The quiz of a version that has a pretest; NULLs: none has. */
struct grade_pair {
	bool read;
	const char *pretest, *quiz;
};

/* What was asked for, and the version whose units stand at the top. */
struct gradebook {
	struct module module;
	struct grade_filter filter;
	struct grade_version *versions;
	size_t nversions;
	struct unit *units;
	size_t nunits;
	struct grade_pair *pairs;	/* by version, read when they are needed */
	const char *gain;		/* title of the quiz; NULL: no such column */
};

/* The module is theirs (module_mine), and the query is understood. */
enum err gradebook_read(struct request *, struct gradebook *out);

/* What somebody gained from the pretest to the quiz of their version, by their
   first sittings: -1 to 1; not known without both. */
enum err gradebook_gain(struct request *, struct gradebook *,
			const struct grade_line *, struct measure *out);

/*
 * For `prepare`: who may look at it, and that they do is written down. `person_id`
 * NULL: at everybody's. Looking at a list, or at one learner, is written down
 * once in so many ms; an export always, and in the module's history too.
 */
#define LOOK_AGAIN_MS (12 * 3600 * INT64_C(1000))
enum err score_look(struct request *, const char *kind, const char *person_id);

#endif
