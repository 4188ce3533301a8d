/*
 * The headers of tus 1.0, resumable uploads (https://tus.io/protocols).
 *
 * All of them come from outside, so they are read strictly: what does not fit
 * the protocol's grammar to the letter is refused, never guessed at.
 */
#ifndef HTTP_TUS_H
#define HTTP_TUS_H

#include "http/http.h"

#define TUS_VERSION "1.0.0"
#define TUS_EXTENSIONS "creation,termination,expiration"
#define TUS_METADATA_MOST 4096	/* bytes of Upload-Metadata as it comes */
#define TUS_PAIRS_MOST 16

/*
 * The one header of that name. NULL without one; ERR_INVALID when it is there
 * twice, since nobody knows then which one counts.
 */
enum err tus_header(const struct request *, const char *name,
		    const char **out);

/* Upload-Length, Upload-Offset: decimal digits and nothing else, 15 at most. */
enum err tus_number(const char *text, int64_t *out);

struct tus_pair {
	const char *key, *value;	/* valid UTF-8 without control characters */
};

struct tus_metadata {
	struct tus_pair pairs[TUS_PAIRS_MOST];
	size_t n;
};

/*
 * Upload-Metadata: "key base64, key base64, key"; NULL and "" have no pairs.
 * ERR_INVALID for a key that is there twice or has more than letters, digits
 * and - _ . in it, and for a value that is not base64 of readable text.
 */
enum err tus_metadata(struct arena *, const char *text,
		      struct tus_metadata *out);

/* NULL when it is not there. */
const char *tus_value(const struct tus_metadata *, const char *key);

/* "Sun, 06 Nov 1994 08:49:37 GMT" of a moment in ms, for Upload-Expires. */
const char *tus_date(struct arena *, int64_t at);

#endif
