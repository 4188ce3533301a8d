/*
 * How words are compared when a module is looked for.
 *
 * A text is cut into words: letters and digits, in lower case, without the
 * accents of Latin letters. A word counts by its stem: Snowball's Indonesian,
 * then English over what that leaves, so that "melayani" finds "pelayanan" and
 * "services" finds "service". Words that stand in every text count for nothing.
 */
#ifndef DOMAIN_SEARCH_H
#define DOMAIN_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SEARCH_WORD_MOST  40	/* bytes; the rest of a longer word is left */
#define SEARCH_QUERY_MOST 8	/* words of a query that count */
#define SEARCH_TYPO_LEAST 4	/* letters of a word that may have a slip */

/* A distinct word of some text. */
struct search_word {
	const char *word, *stem;
	int64_t weight;
};

/* Distinct words with their weights. Start with search_bag_new. */
struct search_bag;

/* It keeps at most that many distinct words and passes over the others. Its
   stemmers end with the arena. */
struct search_bag *search_bag_new(struct arena *, size_t most);

/*
 * Each occurrence adds `each` to the weight of its word, up to `most`. `text`
 * is UTF-8. Stop words are left out.
 */
void search_bag_add(struct search_bag *, const char *text, int64_t each,
		    int64_t most);

/* The words in order of their first occurrence. */
const struct search_word *search_bag_words(const struct search_bag *,
					   size_t *n);

/*
 * The distinct stems, each with the greatest weight of its words; `word` is
 * one of them. In order of stem, by bytes.
 */
const struct search_word *search_bag_stems(const struct search_bag *,
					   size_t *n);

/*
 * One slip of the fingers apart: a letter wrong, missing, too many, or two
 * neighbours exchanged. The same word is not.
 */
bool search_near(const char *, const char *);

/*
 * Under which keys a word is kept for slips: it begins, or ends, with the
 * right letters whatever the slip. A word that a slip turns into `typed` has
 * `length` letters, one more or less or as many, and then either
 *	search_head(word, length(word)) equals search_head(typed, length(word))
 * or the same of search_tail. "" when the word has none: too short, or not of
 * plain letters alone.
 */
const char *search_head(struct arena *, const char *word, size_t length);
const char *search_tail(struct arena *, const char *word, size_t length);

/* Which modules are wanted, as the address says it. */
enum search_sort {
	SORT_FIT, SORT_NEW, SORT_TITLE, SORT_SHORT,
	SORT_DESK		/* one's own drafts, other drafts, the rest */
};

struct search_wish {
	int topic;		/* enum topic; -1: any */
	int jp;			/* 1: to 2, 2: 3 to 5, 3: 6 and more; 0: any */
	int length;		/* minutes. 1: to 60, 2: to 180, 3: more; 0: any */
	int64_t since;		/* made at this moment or later; 0: any */
	int mine;		/* 1: begun, 2: not yet, 3: finished; 0: any */
	int state;		/* enum module_state; -1: any */
	const char *agency_id;	/* NULL: any */
};

/* What deciding needs to know of a module. */
struct search_candidate {
	const char *id, *title, *agency_id;
	int topic, state;
	int64_t jp, minutes, created_at, updated_at;
	bool begun, done;
	bool own;		/* this person made it */
	double score;		/* how well it fits the words */
};

#define SEARCH_JP_CLASSES     4
#define SEARCH_LENGTH_CLASSES 4

/* The class of a wish's `jp` and `length`; 0 when it is not said. */
int search_jp_class(int64_t jp);
int search_length_class(int64_t minutes);

/* Does it fit all of the wish? */
bool search_fits(const struct search_candidate *, const struct search_wish *);

/* Best first; equals newest first. */
void search_order(struct search_candidate *, size_t n, enum search_sort);

/* What a word that `found` of `all` modules have adds to a module's score. */
double search_worth(double weight, size_t found, size_t all);

#endif
