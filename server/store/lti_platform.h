/*
 * Platforms: other systems that launch our modules, and their deployments there
 * (LTI 1.3, where we are the tool). Results live in the handle's arena.
 */
#ifndef STORE_LTI_PLATFORM_H
#define STORE_LTI_PLATFORM_H

#include "db/db.h"

struct lti_platform {
	const char *id;
	const char *agency_id;
	const char *name;
	const char *issuer;
	const char *client_id;
	const char *auth_url;
	const char *token_url;
	const char *token_audience;	/* "": token_url */
	const char *jwks_url;
	const char *family;		/* "moodle"; "" unknown */
	const char *state;		/* "pending", "active", "off" */
	const char *deployments;	/* new ones: "accept" or "ask" */
	bool anonymous;			/* launches without a person are let in */
	int64_t revision;
	const char *created_by;		/* NULL: nobody of ours */
	int64_t created_at, updated_at;
};

/*
 * A registration that is there, by issuer and client, is never written over:
 * `added` is false then. Its revision is 1.
 */
enum err lti_platform_add(struct db *, const struct lti_platform *,
			  bool *added);

/* ERR_NOT_FOUND. */
enum err lti_platform_by_id(struct db *, const char *id,
			    struct lti_platform *out);

/*
 * In whatever state. Without a client ("") the only active one of that issuer;
 * ERR_NOT_FOUND when there is none or more than one.
 */
enum err lti_platform_by_issuer_client(struct db *, const char *issuer,
				       const char *client_id,
				       struct lti_platform *out);

/* All of an agency ("": of all), by name; the first 500. */
enum err lti_platform_list(struct db *, const char *agency_id,
			   struct lti_platform **out, size_t *n);

/*
 * All but id, agency, issuer, client and who made it, when `revision` still is
 * the row's: `changed`. The row's goes up by one.
 */
enum err lti_platform_patch(struct db *, const struct lti_platform *,
			    bool *changed);

/*
 * Accounts are found by issuer and sub, so all registrations of one issuer have
 * to have the same keys: do they, with this one?
 */
enum err lti_platform_alone(struct db *, const struct lti_platform *,
			    bool *out);

/* Grades of all its links: on their way, taken, and in need of somebody. */
struct lti_platform_grades {
	int64_t waiting, sent, attention;
};
enum err lti_platform_grades(struct db *, const char *platform_id,
			     struct lti_platform_grades *out);

/* Where the roster of the course is that was opened last; "" when there is none.
   `deployment` is whose it is, or any that is known; "". */
enum err lti_platform_roster(struct db *, const char *platform_id,
			     const char **url, const char **deployment);

struct lti_deployment {
	const char *deployment;
	const char *state;		/* "pending", "active", "off" */
	int64_t created_at;
};

/* Its state; "" when it was never seen. */
enum err lti_deployment_state(struct db *, const char *platform_id,
			      const char *deployment, const char **out);

/* Make it, or give it another state. */
enum err lti_deployment_put(struct db *, const char *platform_id,
			    const char *deployment, const char *state,
			    int64_t now);

/* The newest first; 200. */
enum err lti_deployment_list(struct db *, const char *platform_id,
			     struct lti_deployment **out, size_t *n);

/* How many wait for a word there. */
enum err lti_deployment_waiting(struct db *, const char *platform_id,
				int64_t *out);

#endif
