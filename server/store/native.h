/*
 * What modules of our own format have besides: definitions with keys, the
 * author's sources, and what {{names}} stand for in an agency.
 */
#ifndef STORE_NATIVE_H
#define STORE_NATIVE_H

#include "db/db.h"
#include "domain/module.h"

/* JSON, keys included: never for a browser as it is. */
enum err unit_definition_add(struct db *, const char *unit_id,
			     const char *definition);

/* NULL when the unit has none. */
enum err unit_definition_get(struct db *, const char *unit_id,
			     const char **out);

/* `media_type` is not kept. */
enum err version_source_add(struct db *, const char *version_id,
			    const struct version_file *);
/* In order of the paths; none for versions of other formats. */
enum err version_source_list(struct db *, const char *version_id,
			     struct version_file **out, size_t *n);

/* What module.json says besides, as JSON; "{}". ERR_NOT_FOUND. */
enum err version_about(struct db *, const char *version_id, const char **out);

/* The agency's module that its author calls so; NULL: there is none. */
enum err module_by_ident(struct db *, const char *agency_id, const char *ident,
			 const char **id);
enum err module_set_ident(struct db *, const char *id, const char *ident);

struct agency_token {
	const char *name, *value;
};

#define AGENCY_TOKENS_MOST 200

enum err agency_token_list(struct db *, const char *agency_id,
			   struct agency_token **out, size_t *n);
enum err agency_token_put(struct db *, const char *agency_id,
			  const struct agency_token *);
enum err agency_token_remove(struct db *, const char *agency_id,
			     const char *name);

struct token_module {
	const char *id, *title;
	const char *about;		/* as by version_about */
};

/* Those that the agency's people can find and its own, at most 2,000. */
enum err token_modules(struct db *, const char *agency_id,
		       struct token_module **out, size_t *n);

#endif
