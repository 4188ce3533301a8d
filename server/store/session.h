/*
 * Who is signed in, from where, and until when. Cookies and secrets are stored
 * hashed only (auth/session.h makes them). Results live in the handle's arena.
 */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "db/db.h"
#include "domain/launch_scope.h"

struct session {
	const char *id;
	const char *person_id;
	const char *cookie_hash;	/* NULL when read back */
	const char *secret_hash;
	int64_t created_at;
	int64_t seen_at;
	int64_t expires_at;
	int64_t ended_at;		/* 0: was not ended */
	const char *user_agent;
	const char *address;
	struct launch_scope launch;	/* id NULL: none began it */
	const char *embed;		/* origins that may frame it; "" */
};

/* What a token of a session stands on. */
struct session_grant {
	const char *person_id;
	int64_t epoch;			/* of the person, now */
	bool alive;			/* not ended, and the person is enabled */
	const char *embed;		/* as above */
};

/* Of the launch only its id is stored. */
enum err session_add(struct db *, const struct session *);

/* Ended and expired ones too. ERR_NOT_FOUND without one. */
enum err session_by_cookie(struct db *, const char *cookie_hash,
			   struct session *out);

/*
 * A session that a launch began, with what it opens; ended and expired ones
 * too. ERR_NOT_FOUND without one, and while its connection is turned off.
 */
enum err session_by_secret(struct db *, const char *secret_hash,
			   struct session *out);

/* The person's living ones, the one used last first; at most 100. */
enum err session_list(struct db *, const char *person_id, int64_t now,
		      struct session **out, size_t *n);

/* Used at `now`: lives until `expires_at`, or `longest` ms after it began. */
enum err session_seen(struct db *, const char *id, int64_t now,
		      int64_t expires_at, int64_t longest);

/* ERR_NOT_FOUND when it is not alive any more. */
enum err session_rekey(struct db *, const char *id, const char *cookie_hash,
		       const char *secret_hash);

/* ERR_NOT_FOUND when it is not that person's, or ended before. */
enum err session_end(struct db *, const char *id, const char *person_id,
		     int64_t now);

/* All of a person's but `keep`; NULL keeps none. */
enum err session_end_all(struct db *, const char *person_id, const char *keep,
			 int64_t now);

/* ERR_NOT_FOUND when the session was forgotten or never was. */
enum err session_grant(struct db *, const char *id, struct session_grant *out);

/* Of a launch, what the page that it opens says about itself. */
struct launch_page {
	const char *embed;		/* origins, space-separated */
	const char *return_url;
	bool choosing;			/* the return takes what was chosen */
};

enum err launch_page(struct db *, const char *launch_id,
		     struct launch_page *out);

enum err session_forget(struct db *, int64_t expired_before);

#endif
