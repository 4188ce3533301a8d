/*
 * Parts of the reader of QTI 1.2. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_QTI1_H
#define CONTENT_QUESTIONS_QTI1_H

#include "questions/reading.h"

struct old {
	struct reading *r;
	const xmlNode *item;
	json_t *q;
};

/* <material>, <flow>, <flow_mat> hold <mattext> somewhere; without responses. */
const char *qti1_material(struct old *, const xmlNode *top);

/* Feedback of the whole question, and a note of what has no place. */
void qti1_feedback(struct old *);

#endif
