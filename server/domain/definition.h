/*
 * What a teacher wrote as JSON (a question, a quiz, a case), checked by tables.
 *
 * Everything that is wrong is told at once, each with its place as a JSON
 * pointer (RFC 6901), what was found there, and, for a key nobody knows, the
 * known one that is nearest. The sentences are in question_faults.def.
 */
#ifndef DOMAIN_DEFINITION_H
#define DOMAIN_DEFINITION_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"

enum definition_code {
	DEFINITION_FINE,
#define FAULT(name, code, id, en) DEFINITION_##name,
#include "domain/question_faults.def"
	DEFINITION_CODES
};

#define DEFINITION_FAULTS_MOST 200	/* further ones are not told */

struct definition_fault {
	enum definition_code code;
	const char *pointer;	/* "/questions/3/choices"; "" is the whole */
	const char *value;	/* what was there, cut at 60 characters; "" */
	const char *near;	/* the nearest known key or word; "" */
	double least, most;	/* the bounds, where it has any */
};

/* Start from { .mem = arena }; the faults live as long as the arena. */
struct definition_faults {
	struct arena *mem;
	struct definition_fault *list;
	size_t n, room;
};

/* "choices_no_right": stable, for programs. */
const char *definition_code_name(enum definition_code);

/* What is wrong and what the author can do; without the place. */
const char *definition_message(struct arena *, const struct definition_fault *,
			       enum lang);

/*
 * Where the checking stands: a chain on the stack, made a pointer only when
 * there is a fault. `key` NULL: `index` in a list. A NULL chain is the whole.
 */
struct spot {
	const struct spot *above;
	const char *key;
	size_t index;
};

/* The fault is at the spot; `value` may be NULL. */
void definition_fault(struct definition_faults *, const struct spot *,
		      enum definition_code, const char *value);

/* The same with bounds or with a near word, which may be NULL. */
void definition_fault_in(struct definition_faults *, const struct spot *,
			 struct definition_fault);

enum definition_kind {
	KIND_END,
	KIND_TEXT,	/* lines, least to most characters, not all blank */
	KIND_LINE,	/* the same without a line break */
	KIND_IDENT,	/* letters, digits, . _ -, 1 to 60, a letter or digit first */
	KIND_WORD,	/* one of `words` */
	KIND_DAY,	/* 2027-01-31 */
	KIND_MEDIA,	/* media/…, a path that stays there */
	KIND_NUMBER,	/* least to most */
	KIND_COUNT,	/* a whole number, least to most */
	KIND_TRUTH,
	KIND_LIST,	/* of least to most things */
	KIND_LINES,	/* a list of least to most lines, each of 1 to 500 characters */
	KIND_OBJECT,	/* of least to most keys */
	KIND_ANY	/* known, and looked at by the caller */
};

/* null counts as a key that is not there. */
struct definition_key {
	const char *name;
	enum definition_kind kind;
	bool needed;
	double least, most;
	const char *const *words;	/* ends with NULL */
};

/*
 * Is it an object that has the keys of these two tables and no others, each of
 * its kind? Tables end with a key of KIND_END; `more` may be NULL. What does
 * not fit is noted; false only when it is no object at all.
 */
bool definition_object(struct definition_faults *, const struct spot *,
		       json_t *, const struct definition_key *keys,
		       const struct definition_key *more);

/* One value by one key's rule, the spot being the value's own. */
bool definition_value(struct definition_faults *, const struct spot *, json_t *,
		      const struct definition_key *);

/* [A-Za-z0-9][A-Za-z0-9._-]{0,59} */
bool definition_ident(const char *);

/* The nearest of `n` words to what was written; NULL when none is near. */
const char *definition_near(const char *written, const char *const *words,
			    size_t n);

#endif
