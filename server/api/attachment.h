/*
 * Files that people put beside something: kept as blobs, and served to be kept,
 * not to be run: as an attachment, under a policy of nothing.
 */
#ifndef API_ATTACHMENT_H
#define API_ATTACHMENT_H

#include "blob.h"
#include "http/http.h"

/* For `prepare`: the spooled body becomes a blob of that name. Until a row names
   it, it is kept for a quarter of an hour (blob_collect). */
enum err body_keep(struct request *, char name[static BLOB_NAME_SIZE]);

/* The same of a file that is open, wherever there is room; `fd` stays open. */
enum err body_store(struct request *, int fd,
		    char name[static BLOB_NAME_SIZE]);

struct attachment {
	const char *blob, *name, *media_type;
	bool shown;		/* by the browser, as a picture may be */
};

enum err attachment_send(struct request *, struct response *,
			 const struct attachment *);

#endif
