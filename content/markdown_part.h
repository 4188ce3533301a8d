/*
 * A page of Markdown under way: what md4c tells in the order of the text, and
 * what has to wait until more of it is known. Not for those outside content/.
 */
#ifndef CONTENT_MARKDOWN_PART_H
#define CONTENT_MARKDOWN_PART_H

#include <stdint.h>

#include "markdown.h"

/* How much of a quote was seen that may turn out to be a note. */
enum opening { NOTHING, QUOTE, QUOTE_TEXT, QUOTE_BOLD };

struct page {
	const struct markdown *rules;
	struct text *out;
	struct text title;
	struct text words;	/* text that is not written yet */
	int headings;		/* 1: in the first one, 2: past it */
	int pictures;		/* inside so many: only words come out */
	size_t addresses;	/* bytes of those that the links name */
	size_t blocks;		/* opened so far */
	bool linked;		/* the link that we are in is one */
	/* The paragraph or heading under way. */
	size_t from;		/* where it begins in `out` */
	struct text line;	/* its words */
	size_t spans;		/* in it */
	/* A picture that may be alone in its paragraph. */
	bool held;
	struct markdown_picture picture;
	struct text alt;
	enum opening opening;
	size_t quotes;		/* that we are in */
	uint64_t notes;		/* which of them */
};

/* Empty, and not NULL. */
void page_text_clear(struct text *);

/* Whatever comes next, all that came before is written. */
void page_settle(struct page *);

/* The same, and a picture that was held is not alone. */
void page_release(struct page *);

/* The picture that was held. */
void page_picture_put(struct page *, bool alone);

void page_paragraph_open(struct page *);
void page_paragraph_leave(struct page *);
void page_heading_enter(struct page *);
void page_heading_leave(struct page *, unsigned level);
void page_quote_enter(struct page *);
void page_quote_leave(struct page *);

/* A bold span ends: if it began a quote, it says what the quote is. */
void page_bold_leave(struct page *);

#endif
