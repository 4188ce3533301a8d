/*
 * Parts of the reader of GIFT. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_GIFT_H
#define CONTENT_QUESTIONS_GIFT_H

#include "questions/reading.h"

/* Where `what` stands first and no backslash before it; s.size when nowhere. */
size_t span_find(struct span, const char *what);
struct span span_cut(struct span, size_t from, size_t to);
struct span span_trim(struct span);
/* Without the escapes. */
const char *span_text(struct reading *, struct span);

enum gift_format { GIFT_HTML, GIFT_MOODLE, GIFT_PLAIN, GIFT_MARKDOWN };

/* "[html]" and so on at its beginning, which it loses; else `otherwise`. */
enum gift_format gift_format(struct span *, enum gift_format otherwise);
const char *gift_markdown(struct reading *, struct span,
			  enum gift_format otherwise);
/* For what is compared, not shown. */
const char *gift_plain(struct reading *, struct span,
		       enum gift_format otherwise);

/* All between the braces. */
void gift_answers(struct reading *, json_t *question, struct span,
		  enum gift_format);

/* The last name of "$course$/top/Default for X/Y"; NULL without one. */
const char *gift_category(struct arena *, const char *path);

/* Comments above a question: what our export adds, and Moodle's [id:] [tag:]. */
struct gift_note {
	json_t *json;		/* keys that GIFT does not hold */
	bool whole;		/* it is the question, nothing follows */
	bool bad;
	const char *id;
	const char *tags[QUESTIONS_TAGS_MOST];
	size_t ntags;
};

void gift_note_read(struct reading *, struct gift_note *, struct span comment);
/* `body` is what stands in the file, by which is seen whether it was changed. */
void gift_note_apply(struct reading *, json_t *question,
		     const struct gift_note *, struct span body);
void gift_note_whole(struct reading *, const struct gift_note *, size_t line);

/* Of the text of a question's block in GIFT; 16 hex digits. */
const char *gift_sum(struct arena *, struct span body);

#endif
