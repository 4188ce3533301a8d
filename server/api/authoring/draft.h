/* What the calls about drafts share. Not for those outside api/. */
#ifndef API_AUTHORING_DRAFT_H
#define API_AUTHORING_DRAFT_H

#include "domain/draft.h"
#include "http/http.h"

/*
 * The draft of the path ({id}), if this person may change it: an author of its
 * agency or an administrator. ERR_NOT_FOUND for all others.
 */
enum err draft_mine(struct request *, struct draft *out);

/* With the names of its files; a new reference. */
enum err draft_respond(struct request *, struct response *, int status,
		       const struct draft *);

#endif
