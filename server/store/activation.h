/*
 * The one-time code of a person who cannot sign in yet, or not any more.
 * auth/activation.h makes codes and checks them; here is only their hash.
 */
#ifndef STORE_ACTIVATION_H
#define STORE_ACTIVATION_H

#include "db/db.h"

struct activation {
	const char *person_id;
	const char *code_hash;
	int64_t created_at;
	int64_t expires_at;
	int64_t used_at;	/* 0: was not */
};

/*
 * In the place of the one before. `by` (the administrator) may be NULL; `done`
 * is false when the person is not there or disabled, and then nothing is.
 */
enum err activation_put(struct db *, const struct activation *, const char *by,
			bool *done);

/* ERR_NOT_FOUND when the person never had one. */
enum err activation_of(struct db *, const char *person_id,
		       struct activation *out);

/* Works once; `done` is false when it is used, over, or another by now. */
enum err activation_use(struct db *, const char *person_id, const char *hash,
			int64_t now, bool *done);

/* A code that was not used is worth nothing from here on. */
enum err activation_end(struct db *, const char *person_id);

#endif
