/*
 * Opening a unit that speaks xAPI: what is written down before, and what stands
 * in the address it is opened with.
 */
#ifndef XAPI_SESSION_H
#define XAPI_SESSION_H

#include "domain/attempt.h"
#include "domain/module.h"
#include "http/http.h"
#include "xapi/caller.h"

/* "cmi5" and "tincan". */
bool xapi_speaks(const char *standard, const struct unit *);

/* A run, added already, becomes a session: what it will say, it says as `out`. */
enum err xapi_begin(struct request *, const struct attempt *,
		    const struct version *, const struct unit *,
		    const struct run *, struct xapi_caller *out);

/*
 * In the transaction that begins the run: sessions of the attempt that were
 * left open are abandoned, the launch data and the statement "launched" stand
 * before the unit is opened (cmi5 8.1, 9.3.1, 10.1). `files` is the address of
 * the version's files, with a slash at its end.
 */
enum err xapi_open(struct request *, const struct attempt *,
		   const struct version *, const struct unit *,
		   const struct run *, const char *files);

/*
 * The unit's own address below the version's files, with what cmi5 (8.1) or
 * the launch of Tin Can adds to its query. `content` is the module's origin;
 * rq->person and rq->session are whose run it is.
 */
enum err xapi_href(struct request *, const struct version *,
		   const struct unit *, const struct run *,
		   const char *content, const char *run_token,
		   const char **out);

/* POST of a package: its run token, once (cmi5 8.2). */
handler fetch_check, fetch_give;

/* Where a unit goes when it is done, below the version's files. */
#define XAPI_RETURN "~done"

#endif
