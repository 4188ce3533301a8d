/* Values the installation keeps about itself, by name. */
#ifndef STORE_SETTING_H
#define STORE_SETTING_H

#include "db/db.h"

/* `out` is NULL when there is none of that name. */
enum err setting_get(struct db *, const char *name, const char **out);
enum err setting_put(struct db *, const char *name, const char *value);

/*
 * The value of that name, which becomes `value` when there was none: of several
 * programs that begin at once, all get the same. Needs a write transaction.
 */
enum err setting_begin(struct db *, const char *name, const char *value,
		       const char **out);

#endif
