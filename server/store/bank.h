/*
 * Banks: questions that an agency keeps, in versions. Results live in the
 * handle's arena.
 *
 * A sitting notes what it was given as "bank:QUESTION:VERSION" (two idents of
 * rows), and is shown that version for ever; bank_pool() is what may be drawn
 * from now on. Both give definitions whose "id" is the question's row, so that
 * questions of two banks on one paper have two names.
 */
#ifndef STORE_BANK_H
#define STORE_BANK_H

#include <jansson.h>

#include "db/db.h"

#define BANK_QUESTIONS_MOST 10000	/* of a bank: each drawing looks at all */
#define BANK_VERSIONS_MOST 200	/* of a question that are listed */

struct bank {
	const char *id, *agency_id, *agency_name;
	const char *name, *description;
	size_t questions, retired;
	int64_t created_at, updated_at;
};

/* Of an agency; "" is all. */
enum err bank_list(struct db *, const char *agency_id, struct bank **out,
		   size_t *n);
enum err bank_by_id(struct db *, const char *id, struct bank *out);
/* `taken`: another of the agency is called so; then nothing is written. */
enum err bank_add(struct db *, struct bank *, const char *person_id,
		  bool *taken);
enum err bank_change(struct db *, const struct bank *, int64_t now, bool *taken);
/* `gone` is false for one that has ever held a question. */
enum err bank_remove(struct db *, const char *id, bool *gone);

struct bank_tag {
	const char *tag;
	size_t questions;
};

/* The tags of its active questions, and how many have each. */
enum err bank_tags(struct db *, const char *bank_id, struct bank_tag **out,
		   size_t *n);

struct bank_question {
	const char *id, *bank_id, *ident;
	bool retired;
	const char *version_id;
	int64_t number;
	const char *type, *title, *digest;
	const char *definition;		/* not in a page of a list: "" */
	int64_t created_at, updated_at;
};

struct bank_filter {
	const char *bank_id;
	const char *like;	/* like_containing() of words in lower case */
	const char *tag, *type, *state;	/* "" for any */
};

enum err bank_question_count(struct db *, const struct bank_filter *,
			     size_t *out);
enum err bank_question_page(struct db *, const struct bank_filter *,
			    size_t offset, size_t limit,
			    struct bank_question **out, size_t *n);
enum err bank_question_by_id(struct db *, const char *bank_id, const char *id,
			     struct bank_question *out);
/* The active ones, with definitions, in the order they came. */
enum err bank_question_all(struct db *, const char *bank_id,
			   struct bank_question **out, size_t *n);
/* All, retired too: id, ident, digest, number, retired alone. */
enum err bank_question_known(struct db *, const char *bank_id,
			     struct bank_question **out, size_t *n);

/* Who changes it, when and why. */
struct bank_change {
	const char *person_id, *note;
	int64_t now;
};

/* A checked definition becomes a question with its first version. */
enum err bank_question_add(struct db *, const char *bank_id, json_t *definition,
			   const struct bank_change *, const char **id);
/* …or the next version of one, which is active then. */
enum err bank_question_renew(struct db *, const struct bank_question *,
			     json_t *definition, const struct bank_change *);
enum err bank_question_retire(struct db *, const char *id, bool retired,
			      int64_t now);

/* The same for equal questions, whatever they are called; 32 hex digits. */
const char *bank_digest(struct arena *, json_t *definition);

struct bank_version {
	const char *id;
	int64_t number, at;
	const char *definition, *note, *person_name;
};

/* The newest first. */
enum err bank_version_list(struct db *, const char *question_id,
			   struct bank_version **out, size_t *n);

/* What may be drawn. */
struct bank_drawn {
	const char *question_id, *version_id;
	const char *from;	/* "bank:QUESTION:VERSION" */
	json_t *brief;		/* "id" and "tags" of it; the arena's */
};

/* All active questions of the bank that an agency calls so, in any case;
   ERR_NOT_FOUND when it has none of that name. */
enum err bank_pool(struct db *, const char *agency_id, const char *name,
		   struct bank_drawn **out, size_t *n);

/* What was drawn, by its version; the arena's. ERR_NOT_FOUND. */
enum err bank_version_question(struct db *, const char *version_id,
			       json_t **out);

#endif
