/*
 * The words of modules, and the catalogue they are looked for in.
 * Results live in the handle's arena.
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "db/db.h"
#include "domain/module.h"
#include "domain/search.h"

enum search_source { SOURCE_ABOUT, SOURCE_TEXT };

/* A module whose words are to be read anew. */
struct search_due {
	const char *module_id, *version_id;
	int64_t updated_at;
	bool text;		/* its files too, not only what is said of it */
	const char *text_of;	/* what its words were of before; "": nothing */
};

enum err search_due(struct db *, size_t most, struct search_due **out,
		    size_t *n);

/* The number under which a module's words are kept; made when it is new. */
enum err search_doc(struct db *, const char *module_id, int64_t *out);

/*
 * The words are those of the module as it was at that moment. It stays due
 * when search_stale was called since.
 */
enum err search_doc_done(struct db *, int64_t doc, const struct search_due *);

/* The words in its files are others, though its version is the same. */
enum err search_stale(struct db *, const char *module_id, int64_t now);

/* All modules are due again, and no slip is forgiven until they are done. */
enum err search_forget(struct db *);

enum err search_terms_clear(struct db *, int64_t doc, enum search_source);
enum err search_term_put(struct db *, int64_t doc, enum search_source,
			 const struct search_word *);

/* For slips; once for a word, whoever has it. */
enum err search_word_put(struct db *, const struct search_word *);

struct search_hit {
	const char *module_id;
	int64_t weight;
};

enum err search_hits(struct db *, const char *stem, struct search_hit **out,
		     size_t *n);

/* Stems of the words that `typed` may have been meant for; at most `most`. */
enum err search_meant(struct db *, const char *typed, size_t most,
		      const char **stems, size_t *n);

/*
 * All modules that this person of that agency may see, in no order. `drafts_of`
 * is an agency's id, "*" for all, "" for none. A score is 0.
 */
enum err search_catalogue(struct db *, const char *person_id,
			  const char *agency_id, const char *drafts_of, struct search_candidate **out,
			  size_t *n);

#endif
