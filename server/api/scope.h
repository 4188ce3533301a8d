/*
 * Whose things somebody may act on: authors, hosts and organisers for their own
 * agency, administrators for all.
 */
#ifndef API_SCOPE_H
#define API_SCOPE_H

#include "http/http.h"

/* The caller acts for that agency; else ERR_FORBIDDEN. */
enum err agency_scope(struct request *, const char *agency_id);

/*
 * The same for what others need not know of: another agency's is as if it were
 * not there (ERR_NOT_FOUND).
 */
enum err agency_scope_hidden(struct request *, const char *agency_id);

/* The one agency whose rows the caller sees in a list, "" for all of them. */
const char *agency_scope_filter(const struct request *);

/* The same, where an administrator may choose one by ?agency=. */
const char *agency_scope_asked(struct request *);

#endif
