/*
 * Sessions: a cookie that the browser keeps from scripts, and a secret that the
 * app's page keeps from other origins.
 *
 * Two ports of one host share a cookie jar, so a package on the content port
 * can throw our cookie out and plant one of its own. A cookie alone therefore
 * opens nothing: every call also carries the secret (X-Balai-Session) from the
 * storage of the app's origin, which no other origin can read. One without the
 * other is nobody. Both are random and stored hashed.
 *
 * In a frame of another LMS browsers keep no cookie of ours. A session that a
 * launch began (lti/) has no cookie therefore, and is found by its secret alone,
 * which only the launched page has; it opens one module (domain/launch_scope.h).
 */
#ifndef AUTH_SESSION_H
#define AUTH_SESSION_H

#include "auth/secret.h"
#include "base/ident.h"
#include "http/http.h"
#include "store/session.h"

/* Seven days without a visit end a session, thirty days end any. */
#define SESSION_IDLE_MS (7 * 86400 * INT64_C(1000))
#define SESSION_LONGEST_MS (30 * 86400 * INT64_C(1000))

/* The same of a session that a launch began: the course there begins another. */
#define SESSION_LAUNCH_IDLE_MS (4 * 3600 * INT64_C(1000))
#define SESSION_LAUNCH_LONGEST_MS (12 * 3600 * INT64_C(1000))

/* A visit is written down at most this often. */
#define SESSION_SEEN_MS (5 * 60 * INT64_C(1000))

/*
 * A session that is over is kept until no token made from it can be valid, so
 * that its tokens are refused by what is written and not by its absence.
 */
#define SESSION_KEPT_MS (45 * 86400 * INT64_C(1000))

struct session_keys {
	char id[IDENT_SIZE];
	char cookie[SECRET_SIZE];
	char secret[SECRET_SIZE];
};

/* A session for this person, with what the request tells of browser and place.
   In a write transaction. */
enum err session_start(struct request *, const char *person_id,
		       struct session_keys *out);

/* The same by a launch, which `embed`, a list of origins, may frame. Its cookie
   is given to nobody: keys->secret is all there is. */
enum err session_launch_start(struct request *, const char *person_id,
			      const char *launch_id, const char *embed,
			      struct session_keys *out);

/* New cookie and secret for the session `id`; ERR_NOT_FOUND when it is over. */
enum err session_renew(struct request *, const char *id,
		       struct session_keys *out);

/*
 * The living session whose cookie and secret the request carries, or whose
 * secret, of one that a launch began.
 * ERR_ANONYMOUS when there is none, whatever the reason.
 */
enum err session_find(struct request *, struct db *, struct session *out);

/* Does the request carry a secret, good or bad? Without a look at the
   database. */
bool session_claimed(const struct request *);

/* Is it time to write down that the session was used? */
bool session_due(const struct session *, int64_t now);

/* Do so, in a write transaction; harmless when it has ended meanwhile. `launched`:
   a launch began it. */
enum err session_touch(struct db *, const char *id, bool launched, int64_t now);

/*
 * Set-Cookie for a new session; for a `keys` of NULL the one that deletes it.
 * HttpOnly, SameSite=Lax, Path=/; over https also Secure, with the __Host-
 * prefix, so that no other host and no plain http may set it.
 */
void session_cookie(struct request *, struct response *,
		    const struct session_keys *keys);

/* Forget sessions and links that nothing can refer to any more. */
enum err session_sweep(struct db *, int64_t now);

/* The same for another cookie of ours, living `seconds`. */
void cookie_set(struct request *, struct response *, const char *name,
		const char *value, int64_t seconds);
const char *cookie_get(const struct request *, const char *name);

#endif
