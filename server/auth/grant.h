/*
 * Is what a token stands on still there?
 *
 * A token is good while its session was not ended (signed out, revoked), its
 * person is not disabled and the password has not changed since (the person's
 * epoch). A session that ran out by time alone does not end its tokens: what a
 * learner answers is still sent.
 *
 * Asked at every file of a package, so answers are remembered for five seconds
 * at most, by session, in a table that does not grow. What this process itself
 * changes it forgets at once; several nodes on one database agree within the
 * five seconds. Safe for any number of threads.
 */
#ifndef AUTH_GRANT_H
#define AUTH_GRANT_H

#include "auth/token.h"
#include "http/http.h"

#define GRANT_FRESH_MS 5000

struct grants;

struct grants *grants_open(void);
void grants_close(struct grants *);

/*
 * `read` begins a read for a request that has none (serve_read does) and is
 * called only when nothing fresh is remembered; NULL when rq->db is there
 * already. `person` becomes the person's id, in rq->mem, and rq->embed what the
 * session's launch says. ERR_ANONYMOUS when
 * what the token stands on is gone.
 */
enum err grant_check(struct grants *, struct request *, const struct token *,
		     enum err (*read)(struct request *), const char **person);

/* Forget what is remembered of a person. Call after the commit that changed it. */
void grant_drop(struct grants *, const char *person_id);

#endif
