/*
 * A file on its way to us in pieces; complete, it is an import of the same id.
 */
#ifndef DOMAIN_UPLOAD_H
#define DOMAIN_UPLOAD_H

#include <stdbool.h>
#include <stdint.h>

/* How long one that does not go on is kept. */
#define UPLOAD_KEPT_MS (INT64_C(7) * 24 * 3600 * 1000)

/* How many unfinished ones a person may have. */
#define UPLOADS_MOST 10

struct upload {
	const char *id;
	const char *person_id;
	const char *agency_id;
	const char *name;		/* of the file, as the author calls it */
	const char *target_id;		/* a new version of this module; NULL */
	const char *metadata;		/* Upload-Metadata as it came */
	int64_t bytes;			/* of the whole, 1 and up */
	int64_t received;		/* on disk and acknowledged */
	int64_t created_at, expires_at;
};

/* It is an import now. */
static inline bool upload_done(const struct upload *u)
{
	return u->received == u->bytes;
}

#endif
