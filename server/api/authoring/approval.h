/*
 * A second person: what waits for approval, the answer to it, and which
 * agencies want one. To ask is publishing.c's and described.c's.
 */
#ifndef API_AUTHORING_APPROVAL_H
#define API_AUTHORING_APPROVAL_H

#include "domain/publishing.h"
#include "http/http.h"

#define WORDS_MOST 2000		/* bytes of a reason, a remark or an answer */

/* null without an id; a new reference. */
json_t *wish_json(const struct wish *);

#endif
