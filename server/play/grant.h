/*
 * What a token in a request allows: to read a version's files, or to write one
 * run's progress.
 */
#ifndef PLAY_GRANT_H
#define PLAY_GRANT_H

#include "http/http.h"

/* Is there one at all: X-Balai-Run, or Authorization. */
bool run_token_given(const struct request *);

/*
 * Before a body of 1 MB is read: did we make the token? One that has expired
 * passes, since a client whose large body is cut off on a slow line would not
 * hear why. Without a token somebody must be signed in. Else: token_invalid.
 */
enum err run_token_ours(struct request *);

/*
 * The run that the token is for, in rq->mem. Expired, altered, of a disabled
 * person or a session that was signed out: refused with token_invalid.
 */
enum err run_token_check(struct request *, const char **run);

/* The same for a token in the path of a file: its version. */
enum err files_token_check(struct request *, const char *text,
			   const char **version);

#endif
