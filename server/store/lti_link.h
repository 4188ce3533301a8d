/*
 * Courses of other systems, the places in them from which our modules are
 * opened, and who opened them. Results live in the handle's arena.
 */
#ifndef STORE_LTI_LINK_H
#define STORE_LTI_LINK_H

#include "db/db.h"

struct lti_context {
	const char *id;
	const char *platform_id, *deployment, *context;
	const char *title, *label;
	const char *members_url;	/* of its roster; "" */
	int64_t updated_at;
};

/*
 * Made, or brought up to date, by (platform, deployment, context): its id is
 * filled in. A roster's address that is not told keeps the one there was. Where
 * all is as it was today nothing is written.
 */
enum err lti_context_keep(struct db *, struct lti_context *);

/* ERR_NOT_FOUND. */
enum err lti_context_by_id(struct db *, const char *id,
			   struct lti_context *out);

struct lti_link {
	const char *id;
	const char *platform_id, *deployment, *resource_link;
	const char *context_id;		/* NULL: outside of any course */
	const char *module_id;
	const char *unit_ident;		/* "": the whole module */
	const char *title;
	const char *line_item, *line_items, *scopes;	/* "" */
	double most;			/* 0: not known yet */
	int64_t created_at, updated_at;
};

/* ERR_NOT_FOUND. */
enum err lti_link_by_id(struct db *, const char *id, struct lti_link *out);

/* By the platform's name of it, in whatever deployment; the newest of several;
   ERR_NOT_FOUND. With a deployment of "" that is not looked at. */
enum err lti_link_by_place(struct db *, const char *platform_id,
			   const char *deployment, const char *resource_link,
			   struct lti_link *out);

/* All but its id, platform, deployment and place are as in the struct; nothing
   is written where that is as it was today. */
enum err lti_link_add(struct db *, const struct lti_link *);
enum err lti_link_change(struct db *, const struct lti_link *,
			 const struct lti_link *before);

struct lti_member {
	const char *link_id, *person_id, *sub;
	const char *role;		/* "learner", "instructor", "test" */
	int64_t seen_at;
};

enum err lti_member_keep(struct db *, const struct lti_member *);

/* Who they are at that link; role "" when they never opened it. */
enum err lti_member_role(struct db *, const char *link_id,
			 const char *person_id, const char **role);

#endif
