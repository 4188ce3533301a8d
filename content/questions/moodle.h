/*
 * Parts of the reader of Moodle XML. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_MOODLE_H
#define CONTENT_QUESTIONS_MOODLE_H

#include "questions/reading.h"

struct moodle {
	struct reading *r;
	const xmlNode *n;	/* the <question> */
	json_t *q;
};

struct moodle_kind {
	const char *theirs, *ours;
	void (*read)(struct moodle *);
};

/* NULL for a type that there is not here. */
const struct moodle_kind *moodle_kind(const char *type);

/* The words of <name><text>…, or of <name> itself; "". */
const char *moodle_text(struct reading *, const xmlNode *, const char *name);
/* A text has a format, and its files beside it; "" for NULL. */
const char *moodle_markdown(struct reading *, const xmlNode *);

#endif
