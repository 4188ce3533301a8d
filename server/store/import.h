/* Uploads and what became of them. Results live in the handle's arena. */
#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H

#include "db/db.h"
#include "domain/import.h"

/* State "waiting", whatever the struct says. */
enum err import_add(struct db *, const struct import *);
enum err import_by_id(struct db *, const char *id, struct import *out);

/* A person's last fifty, the newest first. */
enum err import_page(struct db *, const char *person_id, struct import **out,
		     size_t *n);

/* `fault` is NULL but for "failed". */
enum err import_set_state(struct db *, const char *id, const char *state,
			  const char *fault, int64_t now);
enum err import_set_done(struct db *, const char *id, const char *module_id,
			 const char *version_id, int64_t now);

/* Those that a stop of the server left half way, the oldest first. */
enum err import_unfinished(struct db *, const char ***ids, size_t *n);

#endif
