/*
 * Indicators of programmes, and their figures. Nothing is deleted: what is
 * removed or taken back bears when. Results live in the handle's arena.
 */
#ifndef STORE_INDICATOR_H
#define STORE_INDICATOR_H

#include "db/db.h"
#include "domain/indicator.h"

struct indicator {
	const char *id, *agency_id, *programme_id;
	const char *name, *measure;
	enum indicator_better better;
	const char *created_by;
	int64_t created_at, removed_at;	/* 0: it is there */
};

/* Its id is made here and told. */
enum err indicator_add(struct db *, struct indicator *);

/* ERR_NOT_FOUND without it, or once it was removed. */
enum err indicator_by_id(struct db *, const char *id, struct indicator *out);

/* Those there are, the oldest first. */
enum err indicator_list(struct db *, const char *programme_id,
			struct indicator **out, size_t *n);

enum err indicator_remove(struct db *, const char *id, int64_t now);

/* Its id is made here and told. */
enum err indicator_value_add(struct db *, struct indicator_value *);

/* Of all indicators of a programme, by indicator and day. */
enum err indicator_values(struct db *, const char *programme_id,
			  struct indicator_value **out, size_t *n);

/* How many it has, taken back too. */
enum err indicator_value_count(struct db *, const char *indicator_id,
			       size_t *out);

/* `found` is false where there is no such figure; again it changes nothing. */
enum err indicator_value_take_back(struct db *, const char *indicator_id,
				   const char *id, int64_t now, bool *found);

#endif
