/*
 * HTML on its way to Markdown. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_TURNING_H
#define CONTENT_QUESTIONS_TURNING_H

#include "questions/writing.h"
#include "questions/reading.h"

struct turning {
	struct reading *r;
	struct writing m;
	const xmlNode *const *without;	/* see markdown_of_nodes */
	int depth;
	bool strong, emphasis, struck;	/* inside one already */
};

/* What an element holds. */
void turn_inside(struct turning *, const xmlNode *);

/* What stands in a line. `within` is one of the three above. */
void turn_between(struct turning *, const xmlNode *, const char *mark,
		  bool *within);
void turn_link_put(struct turning *, const xmlNode *);
void turn_picture(struct turning *, const char *src, const char *alt);
void turn_object(struct turning *, const xmlNode *);
void turn_sound(struct turning *, const xmlNode *);
/* Subscript, superscript. */
void turn_shifted(struct turning *, const xmlNode *, bool high);

#endif
