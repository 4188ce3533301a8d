/* Files that arrive in pieces. Results live in the handle's arena. */
#ifndef STORE_UPLOAD_H
#define STORE_UPLOAD_H

#include "db/db.h"
#include "domain/upload.h"

/* Nothing has been received, whatever the struct says. */
enum err upload_add(struct db *, const struct upload *);
enum err upload_by_id(struct db *, const char *id, struct upload *out);

/* A person's that can go on, the newest first. */
enum err upload_unfinished(struct db *, const char *person_id, int64_t now,
			   struct upload **out, size_t *n);

/* Up to a hundred whose time is over, finished or not. */
enum err upload_due(struct db *, int64_t now, struct upload **out, size_t *n);

/* Bytes that all unfinished ones may still bring. */
enum err upload_promised(struct db *, int64_t *out);

enum err upload_reach(struct db *, const char *id, int64_t received,
		      int64_t expires_at);
enum err upload_remove(struct db *, const char *id);

#endif
