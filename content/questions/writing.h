/*
 * Markdown, written so that md4c reads of it what was meant. Not for those
 * outside questions/.
 */
#ifndef CONTENT_QUESTIONS_WRITING_H
#define CONTENT_QUESTIONS_WRITING_H

#include "base/text.h"

struct writing {
	struct text out;	/* blocks that are done */
	struct text line;	/* the words of the block under way */
	const char *prefix;	/* of each line: "> ", "  " */
	const char *marker;	/* instead of it, once: "- " */
	const char *outside;	/* the prefix around what begins by a marker */
	bool tight;		/* no empty line before the next block */
	bool cell;		/* in a table: one line, and | is special */
	bool token;		/* a {{ was written apart */
};

/* A text of the source: blanks become one, what is special is escaped. */
void writing_words(struct writing *, const char *);
/* The same where line breaks and blanks count: only in one line. */
void writing_escape(struct text *out, const char *, size_t size, bool *token);
void writing_break(struct writing *);
/* Without the line break at the end, which would show as a backslash. */
const char *writing_end(struct arena *, const char *);
/* End the paragraph under way, if there is one. */
void writing_flush(struct writing *);
/* A block that is written already, its lines as they are. */
void writing_block(struct writing *, const char *lines);
/* `s` between as many backticks as it takes. */
void writing_code(struct writing *, const char *s);

#endif
