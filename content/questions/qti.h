/*
 * Parts of the reader of QTI 2 and 3 items. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_QTI_H
#define CONTENT_QUESTIONS_QTI_H

#include "questions/reading.h"

struct qti {
	struct reading *r;
	const xmlNode *item, *body;
	json_t *q;
	/* The interactions, in the order of the text; NULL behind the last. */
	const xmlNode *parts[READING_GAPS_MOST + 1];
	size_t n;
};

/* How a response is scored, as far as the item says it. */
enum qti_scoring { QTI_BY_KEY, QTI_BY_MAP, QTI_ITS_OWN };

/* The <responseDeclaration> of an interaction; NULL. */
const xmlNode *qti_declaration(const struct qti *, const xmlNode *interaction);
enum qti_scoring qti_scoring(const struct qti *, const xmlNode *declaration);
/* Is that identifier among the values of the correct response? */
bool qti_correct(const struct qti *, const xmlNode *declaration,
		 const char *identifier);
/* What the mapping gives for a key; `otherwise` when it does not name it. */
double qti_mapped(const struct qti *, const xmlNode *declaration,
		  const char *key, double otherwise);
/* Do its rules compare that response without regard to capitals? */
bool qti_caseless(const struct qti *, const xmlNode *declaration);
/* Do its rules compare one response to another? */
bool qti_compares(const struct qti *);
/* The first value of the correct response; "". */
const char *qti_value(const struct qti *, const xmlNode *declaration);
/* A tolerance that the item's own rules have for this response; 0. */
double qti_tolerance(const struct qti *, const xmlNode *declaration,
		     double answer);

/* One interaction that is a block of its own. */
void qti_choice(struct qti *, const xmlNode *interaction);
void qti_match(struct qti *, const xmlNode *interaction);
void qti_associate(struct qti *, const xmlNode *interaction);
void qti_order(struct qti *, const xmlNode *interaction);
void qti_extended(struct qti *, const xmlNode *interaction);

/* The texts of other files that it is about; "". */
const char *qti_stimulus(struct qti *);

/* What is said afterwards, to the sides it belongs to. */
void qti_feedback(struct qti *);
/* What is said afterwards of a choice by its identifier; "". */
const char *qti_choice_feedback(struct qti *, const char *choice);

/* Interactions that stand in lines: one is a question, more are gaps. */
void qti_inline(struct qti *);

#endif
