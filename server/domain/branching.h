/*
 * Cases: a story that branches, scored in several dimensions (case/1).
 *
 * The browser is given the graph without its scores and sends the way that was
 * taken; what it is worth is computed here, step by step.
 *
 * A way is a list of steps, each {"node", "choice"} or {"node", "choice",
 * "reason"} or {"node", "picks": [...]}.
 */
#ifndef DOMAIN_BRANCHING_H
#define DOMAIN_BRANCHING_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "domain/definition.h"
#include "domain/question.h"

#define CASE_NODES_MOST 200
#define CASE_VISITS_MOST 20	/* of one node on one way */

/*
 * Note all that is wrong: the keys, a `to` or ending that is not there, a node
 * that is not reached or from which no end can be, choices without feedback,
 * conditions that cannot be read, an ideal way that is none.
 */
void case_check(json_t *kase, const struct spot *, struct definition_faults *);

/*
 * The graph as the browser has it; a new reference. {"id","title","introHtml"?,
 * "role"?,"minutes"?,"dimensions":[{"id","name","most"}],"start","nodes":
 * {ID:{"title","clock"?,"html","choices":[{"id","html","to","minutes"?,
 * "feedback","basis"?}],"reasons"?,"pick"?,"to"?}}}. Every ending is "end":
 * which one it is depends on the score, which is not there, as set, add, when
 * and ideal are not.
 */
json_t *case_public(struct arena *, json_t *kase, const struct question_html *);

/* A number, or true and false. */
struct case_value {
	const char *name;
	bool truth;		/* it is one; value is then 0 or 1 */
	double value;
};

/* What a way amounts to. Names are the definition's own. */
struct case_walk {
	size_t steps;		/* valid ones from the beginning */
	const char *why;	/* what was wrong with the next: "" nothing,
				   else a code: shape, node, choice, reason,
				   picks, visits, ended */
	const char *node;	/* where it stands; NULL when it has ended */
	json_t *ending;		/* of the definition; NULL: not there yet */
	struct case_value *dimensions, *variables;
	size_t ndimensions, nvariables;
	double minutes;
	double score, most;	/* summed over the dimensions */
};

/*
 * Follow a way as far as it is valid; what comes behind a step that is not is
 * left out. `path` may be anything.
 */
void case_walk(struct arena *, json_t *kase, json_t *path,
	       struct case_walk *out);

/* 0 to 1 of all dimensions' most; passed at `passMark` percent, if it has one. */
double case_scaled(const struct case_walk *);
bool case_passed(json_t *kase, const struct case_walk *);

/*
 * What is told of a way that has ended; a new reference. {"scaled","points",
 * "most","passed": null without a pass mark, "dimensions":{ID:points},
 * "ending":{"id","title","html","good"}|null,"minutes","ideal":["K1.c"]}
 */
json_t *case_result(struct arena *, json_t *kase, const struct case_walk *,
		    const struct question_html *);

/* The ideal way as a list of steps: a new reference. */
json_t *case_ideal(struct arena *, json_t *kase);

#endif
