/*
 * What the readers of questions share. Not for those outside questions/.
 */
#ifndef CONTENT_QUESTIONS_READING_H
#define CONTENT_QUESTIONS_READING_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "questions/question_set.h"

#define READING_PARTS_MOST 100	/* choices, pairs, gaps that are looked at */

/* Stands for gap n (from 0) in a text until it is Markdown; what a stranger
   wrote has none of these signs any more (reading_clean). */
#define READING_GAPS_MOST 50
#define READING_GAP 0xE000

struct reading_stimulus {
	bool seen;
	const xmlNode *root;	/* NULL: it cannot be read */
};

struct reading {
	struct arena *mem;
	struct question_set *out;
	const struct question_file *files;	/* of the package */
	size_t nfiles;
	size_t rooms[3];		/* of taken, refused, warnings */
	json_t *idents;			/* those that are taken */

	/* Of the question under way. */
	const char *file;
	size_t line;
	const char *name;		/* NULL: it is made of the text */
	bool derived;			/* found_call gave the name */
	const char *ident;		/* as the file calls it; NULL: of name */
	const char *category;		/* a tag of all that follow; NULL */
	const char *folder;		/* of the file, "" or "items/" */
	const xmlNode *attached;	/* Moodle: the element with <file>s */
	bool refused;
	size_t warnings;		/* how many there were before it */
	size_t pictured;		/* bytes of pictures in it */

	size_t pictured_all;		/* in all of them, the refused too */
	size_t looks;			/* at names of files, so far */
	struct reading_stimulus *stimuli;	/* one for each file; NULL */
	bool full;			/* more than anyone reads: stop */
};

/*
 * Begin with a question at `line`: what is said from here on is of it. `json` has
 * its type. The arena owns it.
 */
json_t *found_begin(struct reading *, size_t line, const char *type);

/* It has no name: its notes call it by how its text begins. */
void found_call(struct reading *, const char *text);

/* Refused questions are passed over; others get an ident and are checked. */
void found_end(struct reading *, json_t *question);

/* It is not taken; only the first reason counts, and its warnings go. */
void found_refuse(struct reading *, enum question_note_code,
		     const char *value);
/* The same code with the same value is said once of a question. */
void found_warn(struct reading *, enum question_note_code,
		   const char *value);

/* A refusal of the file, or of a part of it, as a whole. */
void reading_refuse(struct reading *, size_t line, enum question_note_code,
		    const char *value);
void reading_warn(struct reading *, enum question_note_code,
		  const char *value);

/* Markdown into "text" (which is not to be empty), or behind what is there. */
void found_text(struct reading *, json_t *question, const char *markdown);
/* Behind what is there; "" adds nothing. `side` is "right", "wrong", or NULL
   for both. */
void found_feedback(struct reading *, json_t *question, const char *side,
		       const char *markdown);
void found_tag(struct reading *, json_t *question, const char *tag);
/* Points as another program wrote them; 0 and nonsense become 1. */
void found_points(struct reading *, json_t *question, const char *number);

/* {"text": markdown} and, if not empty, "feedback". A new reference. */
json_t *choice_json(const char *markdown, const char *feedback);
/* An integer where it is one. */
json_t *number_json(double);
/* A decimal with a point, or a comma; no exponent. */
bool number_of(const char *, double *out);
/* "12.5" */
const char *number_text(struct arena *, double);

/* An essay of `points`, with notes for graders that become its rubric; "". */
void essay_rubric(struct reading *, json_t *question, const char *notes);

/*
 * "single" or "multiple" for choices with weights of 0 to 100 (or -100), and
 * what is lost by that. `choices` is a list as in the question, whose reference is
 * taken. With `one`, only the heaviest is right.
 */
void found_choices(struct reading *, json_t *question, json_t *choices,
		      const double *weights, bool one);

/* Text as people wrote it, as Markdown: what is special is escaped, line breaks
   stay. */
const char *markdown_of_plain(struct reading *, const char *plain);
/* A piece of HTML, as Markdown. Pictures of the package are put into it; what is
   lost is said of the question under way. */
const char *markdown_of_html(struct reading *, const char *html);
/* The same of the children of an XML element, but those in `without` (NULL-ended
   list; NULL). */
const char *markdown_of_nodes(struct reading *, const xmlNode *,
			      const xmlNode *const *without);
/* The words of a piece of HTML in one line: answers that are compared. */
const char *plain_of_html(struct reading *, const char *html);
/* Has it a tag or an entity that a browser would see? */
bool looks_like_html(const char *);

/* A picture's bytes as a data: address; NULL, and it is said why. */
const char *picture_address(struct reading *, const char *name,
			    const void *bytes, size_t size);
/* A picture by the address that a text gives it; NULL, and it is said why. */
const char *picture_find(struct reading *, const char *src);

/* A file of the package by the address that the file under way gives it; NULL. */
const struct question_file *file_find(struct reading *, const char *src);

/* One line, no signs that steer (bidi, controls), none of READING_GAP. */
const char *reading_clean(struct arena *, const char *);

/*
 * The root of XML without DTD, entities or network, at most 100 deep; NULL, and
 * a refusal at its line. `from` is its first byte.
 */
xmlNode *reading_xml(struct reading *, const char *bytes, size_t size);

/* Does the name of this element, without prefix, "qti-" and hyphens, mean that? */
bool element_is(const xmlNode *, const char *name);
xmlNode *element_child(const xmlNode *, const char *name);
xmlNode *element_next(const xmlNode *, const char *name);
/* Trimmed; "" when it is absent. */
const char *element_attribute(struct reading *, const xmlNode *,
			      const char *name);
/* Its words, trimmed; "" for NULL. */
const char *element_text(struct reading *, const xmlNode *);
/* The next element in document order below `top`; begin with `top`. */
const xmlNode *element_walk(const xmlNode *top, const xmlNode *at);

/* A gap of a cloze by its number, as it stands in a text until it is Markdown. */
const char *gap_sign(struct arena *, size_t n);
/* {{1}} instead of the signs. */
const char *gap_names(struct arena *, const char *markdown);

/* The readers. */
void gift_read(struct reading *, const char *text);
void aiken_read(struct reading *, const char *text);
void missing_word_read(struct reading *, const char *text);
void cloze_read(struct reading *, const char *text);
void moodle_read(struct reading *, const xmlNode *quiz);
void package_read(struct reading *);
void qti_item_read(struct reading *, const xmlNode *item);
void qti1_read(struct reading *, const xmlNode *root);

void rows_take(struct reading *, const json_t *rows);

/* Embedded answers of Moodle in HTML (or in plain text): text and gaps. */
void cloze_fill(struct reading *, json_t *question, const char *source,
		bool html);

/* The answers of GIFT between the braces, and its kin. */
struct span {
	const char *at;
	size_t size;
};

#endif
