/*
 * Tools: what our modules and programmes launch elsewhere (LTI 1.3, we are the
 * platform). Each belongs to the agency that registered it, and is installed for
 * one agency by a deployment. Results live in the handle's arena.
 */
#ifndef STORE_LTI_TOOL_H
#define STORE_LTI_TOOL_H

#include "db/db.h"

struct lti_tool {
	const char *id, *agency_id, *name, *client_id;
	const char *login_url, *target_url;
	const char *choice_url;		/* "": it offers no choosing */
	const char *jwks_url, *jwk;	/* one of the two, the other is "" */
	const char *scopes;		/* short names, see domain/lti_tool.h */
	bool send_name, send_email;
	const char *custom;		/* {name: value}, JSON */
	bool active;
	int64_t revision;
	const char *created_by;		/* not read back */
	int64_t created_at, updated_at;
};

/* `id` and `client_id` are the caller's. */
enum err lti_tool_add(struct db *, const struct lti_tool *);

/* ERR_NOT_FOUND without it. */
enum err lti_tool_by_id(struct db *, const char *id, struct lti_tool *out);
enum err lti_tool_by_client(struct db *, const char *client_id,
			    struct lti_tool *out);

/* What an agency may use, its own first; all when `agency_id` is "". */
enum err lti_tool_list(struct db *, const char *agency_id,
		       struct lti_tool **out, size_t *n);

/* Those that are on, and installed and on for that agency. */
enum err lti_tool_usable(struct db *, const char *agency_id,
			 struct lti_tool **out, size_t *n);

/* By `id` and the `revision` that was seen; `done` is false for another. */
enum err lti_tool_change(struct db *, const struct lti_tool *, bool *done);

/* Is there a place that leads to it, or a line item of it? Then it stays. */
enum err lti_tool_used(struct db *, const char *id, bool *out);

/* With all that hangs on it; only when it is not used. */
enum err lti_tool_drop(struct db *, const char *id);

/* Exactly these get an id_token; 20 at most. */
enum err lti_tool_redirects(struct db *, const char *id, const char ***out,
			    size_t *n);
enum err lti_tool_redirects_put(struct db *, const char *id,
				const char *const *uris, size_t n);

/* ---- Installed for an agency ------------------------------------------------ */

struct lti_tool_deployment {
	const char *id;			/* the deployment_id */
	const char *tool_id, *agency_id, *agency_name;
	bool active;
	int64_t created_at;
};

/* One there is keeps its id, and is turned on or off. */
enum err lti_tool_deployment_put(struct db *,
				 const struct lti_tool_deployment *);

enum err lti_tool_deployment_list(struct db *, const char *tool_id,
				  struct lti_tool_deployment **out, size_t *n);

/* ERR_NOT_FOUND without it. */
enum err lti_tool_deployment_of(struct db *, const char *tool_id,
				const char *agency_id,
				struct lti_tool_deployment *out);

/* Is it one of that tool's, and on? */
enum err lti_tool_deployment_on(struct db *, const char *tool_id,
				const char *id, bool *out);

/* ---- Whom a tool knows by what name ---------------------------------------- */

/* Made at the first asking, by chance; in a write. */
enum err lti_subject(struct db *, const char *tool_id, const char *person_id,
		     int64_t now, const char **out);

#endif
