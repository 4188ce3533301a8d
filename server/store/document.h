/*
 * State and profile documents of xAPI: bytes under a name, counted in usage.h as
 * they come and go. Results live in the handle's arena.
 */
#ifndef STORE_DOCUMENT_H
#define STORE_DOCUMENT_H

#include "db/db.h"

/* What names a document; a part that does not apply is "". */
struct document_key {
	const char *kind;		/* "state", "activity", "agent" */
	const char *module_id;		/* "": wherever the person learns */
	const char *person_id;		/* "": everybody's */
	const char *activity;
	const char *registration;
	const char *name;		/* stateId or profileId */
};

struct document {
	const char *type;		/* of its content; NULL: there is none */
	const char *bytes;
	size_t size;
	int64_t counted;		/* bytes in usage.h, when read */
	int64_t updated_at;
};

enum err document_get(struct db *, const struct document_key *,
		      struct document *out);
enum err document_put(struct db *, const struct document_key *,
		      const struct document *);

/* Unless there is one already. */
enum err document_add(struct db *, const struct document_key *,
		      const struct document *);
enum err document_drop(struct db *, const struct document_key *);

/* Those that differ from `key` in their name, and in their registration when
   it has none; changed after `since`. In order, each once. */
enum err document_names(struct db *, const struct document_key *key,
			int64_t since, size_t most, const char ***out,
			size_t *n);

/* The same, gone, but for the one named `kept`. */
enum err document_drop_all(struct db *, const struct document_key *key,
			   const char *kept);

/* How many the person has in the module, or the module for everybody. */
enum err document_count(struct db *, const struct document_key *, size_t *out);

#endif
