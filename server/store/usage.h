/*
 * How many bytes packages have stored by xAPI, of a person in a module; "" for
 * either is everybody, or wherever they learn. A sum, changed in the transaction
 * that stores: document.h does so itself, who adds statements adds their cost.
 */
#ifndef STORE_USAGE_H
#define STORE_USAGE_H

#include "db/db.h"

enum err usage_get(struct db *, const char *person_id, const char *module_id,
		   int64_t *out);

/* `bytes` may be below 0. */
enum err usage_add(struct db *, const char *person_id, const char *module_id,
		   int64_t bytes);

#endif
