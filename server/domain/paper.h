/*
 * A paper: which questions a learner got, in which order, and how each was
 * shuffled. It is drawn once from a seed and stored; with it a sitting can be
 * shown again exactly, and only it can tell what choice "2" was.
 *
 * The generator is part of the format and never changes (tests hold its first
 * numbers): FNV-1a 64 of the seed's bytes, "/" and the stream's name gives the
 * state; each number is the next of splitmix64 (Steele, Lea, Flood 2014); a
 * number below n is the first whose remainder is not biased, modulo n. The
 * stream "" draws the questions, a question's own id its inner order, so a
 * question added to a quiz does not shuffle the others anew.
 */
#ifndef DOMAIN_PAPER_H
#define DOMAIN_PAPER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "domain/formula.h"

struct lots {
	uint64_t state;
};

struct lots lots_begin(const char *seed, const char *stream);
uint64_t lots_next(struct lots *);

/* Each of 0 … n-1 equally often; n is at least 1. */
size_t lots_below(struct lots *, size_t n);

/* Fisher and Yates, from the end. */
void lots_shuffle(struct lots *, size_t *list, size_t n);

struct paper_parameter {
	const char *name;
	double value;
};

/* At displayed position i stands number at[i]: of choices as the author counts
   them, of rights and items as paper_rights() and paper_items() do. */
struct paper_order {
	size_t *at, n;
};

struct paper_question {
	const char *id;
	const char *from;		/* "unit" or "bank:ID:VERSION" */
	struct paper_order order;	/* choices, or items of an order */
	struct paper_order right;	/* rights of a match */
	struct paper_order *gaps;	/* cloze: one a gap; n is 0 for no list */
	size_t ngaps;
	struct paper_parameter *parameters;
	size_t nparameters;
};

struct paper {
	const char *seed;
	struct paper_question *questions;
	size_t n;
};

#define PAPER_MOST 500		/* questions */
#define PAPER_SEED_MOST 64	/* characters, printable ASCII without blanks */

/* The questions there are to draw from, and what each is noted as. */
struct paper_pool {
	const char *bank;		/* NULL: the quiz's own */
	json_t *questions;		/* a list of checked definitions */
	const char *const *from;	/* one for each; NULL: all "unit" */

	/* NULL, or `questions` have but "id" and "tags", and this reads what was
	   drawn, by its `from`. What it gives is not released. */
	enum err (*whole)(void *with, const char *from, json_t **out);
	void *with;
};

/*
 * The paper of a checked quiz: its questions, or what `draw` asks for (by bank
 * and tag, those with a tag first, none twice), shuffled unless it is told not
 * to. Its strings live in the
 * arena. ERR_INVALID: no seed of that shape. ERR_NOT_FOUND: a bank that no
 * pool has. ERR_CONFLICT: a pool has not as many as are to be drawn.
 */
enum err paper_draw(struct arena *, json_t *quiz, const struct paper_pool *,
		    size_t npools, const char *seed, struct paper *out);

/* One question by itself: for a preview, or a self-check drawn again. */
enum err paper_question_draw(struct arena *, json_t *question,
			     const char *from, const char *seed,
			     struct paper_question *out);

/*
 * The rights of a match that are shown: those of the pairs and the extra ones,
 * equal texts once. They are numbered by their normal forms (normal.h) in the
 * order of bytes, not by pairs, so that a paper stays true when the key is
 * corrected. `of` (may be NULL) takes for each pair which of them is its right.
 * Returns how many there are.
 */
size_t paper_rights(struct arena *, json_t *question, const char ***texts,
		    size_t **of);

/* The items of an order, numbered in the same way; `of` (may be NULL) takes for
   each the place where the author has it. */
size_t paper_items(struct arena *, json_t *question, const char ***texts,
		   size_t **of);

#define PAPER_PARAMETERS_MOST 20

/*
 * Draw the parameters of a numeric question once, in the order of their names.
 * False when its `where` does not hold or its formula gives no number, and
 * another draw is due. `answer` is the formula's value, 0 without one.
 */
bool paper_parameters_try(json_t *question, struct lots *,
			  struct formula_name out[static PAPER_PARAMETERS_MOST],
			  size_t *n, double *answer);

/* Do the lists fit the question, each a permutation of what it has? */
bool paper_fits(struct arena *, json_t *question,
		const struct paper_question *);

/* The question on the paper; NULL when it has none of that id. */
const struct paper_question *paper_find(const struct paper *, const char *id);

/* As it is stored; a new reference. */
json_t *paper_json(const struct paper *);

/* Back again, with its strings in the arena: false when it is no paper. */
bool paper_read(struct arena *, json_t *, struct paper *out);

#endif
