/*
 * What a session opens that a launch of another LMS began: the module of its
 * link alone, whoever the person is here besides.
 *
 * The other LMS said who it is, and whoever runs it could say anything. So such
 * a session reaches nothing that an account has elsewhere: auth_admit() leaves
 * of the person what learning takes, the routes of access PLAYER are all that
 * it passes, and each of those asks launch_opens() for its module.
 */
#ifndef DOMAIN_LAUNCH_SCOPE_H
#define DOMAIN_LAUNCH_SCOPE_H

#include <stdbool.h>

enum launch_kind { LAUNCH_LINK, LAUNCH_CHOICE, LAUNCH_REVIEW };

/* LAUNCH_TEST: somebody there who looks as a learner; no score of it is told. */
enum launch_role { LAUNCH_LEARNER, LAUNCH_INSTRUCTOR, LAUNCH_TEST };

struct launch_scope {
	const char *id;			/* of the launch */
	const char *platform_id;
	const char *link_id;		/* NULL while something is chosen */
	const char *module_id;		/* the same */
	const char *agency_id;		/* whose connection it is, and what it */
	const char *agency_name;	/* may see of others' modules */
	enum launch_kind kind;
	enum launch_role role;
};

/* NULL, which is a session of one's own, opens every module that the person
   may see. */
bool launch_opens(const struct launch_scope *, const char *module_id);

/* An instructor of the link's course: looks at the module, takes no part. */
bool launch_teaches(const struct launch_scope *);

/* As they are stored: "link", "choice", "review"; "learner", "instructor",
   "test". What is none of them is the one that may least. */
enum launch_kind launch_kind_named(const char *);
enum launch_role launch_role_named(const char *);
const char *launch_kind_name(enum launch_kind);
const char *launch_role_name(enum launch_role);

#endif
