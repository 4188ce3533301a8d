#include "auth/access.h"

#include "domain/person.h"
#include "visit.h"

enum { VISITOR = -1 };

/* Rows: access; columns: visitor, learner, author, host, supervisor, admin,
   organiser, leader. */
static const enum err want[][8] = {
	[NOBODY] = { ERR_FORBIDDEN, ERR_FORBIDDEN, ERR_FORBIDDEN, ERR_FORBIDDEN,
		     ERR_FORBIDDEN, ERR_FORBIDDEN, ERR_FORBIDDEN, ERR_FORBIDDEN },
	[ANYONE] = { OK, OK, OK, OK, OK, OK, OK, OK },
	[PLAYER] = { ERR_ANONYMOUS, OK, OK, OK, OK, OK, OK, OK },
	[GUEST] = { ERR_ANONYMOUS, OK, OK, OK, OK, OK, OK, OK },
	[LEARNER] = { ERR_ANONYMOUS, OK, OK, OK, OK, OK, OK, OK },
	[AUTHOR] = { ERR_ANONYMOUS, ERR_FORBIDDEN, OK, ERR_FORBIDDEN,
		     ERR_FORBIDDEN, OK, ERR_FORBIDDEN, ERR_FORBIDDEN },
	[HOST] = { ERR_ANONYMOUS, ERR_FORBIDDEN, ERR_FORBIDDEN, OK,
		   ERR_FORBIDDEN, OK, OK, ERR_FORBIDDEN },
	[ORGANISER] = { ERR_ANONYMOUS, ERR_FORBIDDEN, ERR_FORBIDDEN,
			ERR_FORBIDDEN, ERR_FORBIDDEN, OK, OK, ERR_FORBIDDEN },
	[SUPERVISOR] = { ERR_ANONYMOUS, ERR_FORBIDDEN, ERR_FORBIDDEN,
			 ERR_FORBIDDEN, OK, OK, ERR_FORBIDDEN,
			 ERR_FORBIDDEN },
	[LEADER] = { ERR_ANONYMOUS, ERR_FORBIDDEN, ERR_FORBIDDEN, ERR_FORBIDDEN,
		     ERR_FORBIDDEN, OK, OK, OK },
	[ADMIN] = { ERR_ANONYMOUS, ERR_FORBIDDEN, ERR_FORBIDDEN, ERR_FORBIDDEN,
		    ERR_FORBIDDEN, OK, ERR_FORBIDDEN, ERR_FORBIDDEN },
	[RUN] = { OK, OK, OK, OK, OK, OK, OK, OK },
};
static const int who[8] = { VISITOR, 0, ROLE_AUTHOR, ROLE_HOST, ROLE_SUPERVISOR,
			    ROLE_ADMIN, ROLE_ORGANISER, ROLE_LEADER };

static enum err ask(enum access access, const char *name, int roles, bool must)
{
	const struct route route = { .access = access, .name = name };
	const struct person p = { .id = "x", .roles = (unsigned)roles,
				  .must_set_password = must };
	struct visit v;
	enum err e;

	visit_bare(&v);
	v.rq.route = &route;
	v.rq.person = roles == VISITOR ? NULL : &p;
	e = access_check(&v.rq);
	if (must && e == ERR_FORBIDDEN && access != NOBODY)
		check_str(v.rq.problem ? v.rq.problem->code : "",
			  "password_due");
	visit_end(&v);
	return e;
}

static void every_role(void)
{
	for (size_t a = 0; a < sizeof(want) / sizeof(*want); a++)
		for (size_t i = 0; i < 8; i++)
			check_int(ask((enum access)a, "none/x", who[i], false),
				  want[a][i]);
}

static void must_set(void)
{
	check_int(ask(LEARNER, "none/module_list", ROLE_ADMIN, true),
		  ERR_FORBIDDEN);
	check_int(ask(ADMIN, "people_check/people_add", ROLE_ADMIN, true),
		  ERR_FORBIDDEN);
	check_int(ask(LEARNER, "none/me_show", 0, true), OK);
	check_int(ask(LEARNER, "me_password_check/me_password_set", 0, true),
		  OK);
	check_int(ask(LEARNER, "none/session_leave", 0, true), OK);
	check_int(ask(ANYONE, "none/about_show", 0, true), OK);
	check_int(ask(RUN, "none/save_take", 0, true), OK);
	check_int(ask(NOBODY, "none/me_show", 0, true), ERR_FORBIDDEN);
}

int main(void)
{
	TEST("each kind of route lets in its own role, and administrators")
		every_role();
	TEST("a guest is let in only where guests are") {
		const struct person p = { .id = "x", .guest = true };
		struct visit v;

		for (size_t a = 0; a < sizeof(want) / sizeof(*want); a++) {
			const struct route route = { .access = (enum access)a,
						     .name = "none/x" };

			visit_bare(&v);
			v.rq.route = &route;
			v.rq.person = &p;
			check_int(access_check(&v.rq),
				  a == ANYONE || a == PLAYER ||
					  a == GUEST || a == RUN
					  ? OK : ERR_FORBIDDEN);
			visit_end(&v);
		}
	}
	TEST("two roles together open what each opens") {
		check_int(ask(HOST, "none/x", ROLE_AUTHOR | ROLE_HOST, false),
			  OK);
		check_int(ask(AUTHOR, "none/x", ROLE_AUTHOR | ROLE_HOST, false),
			  OK);
		check_int(ask(ADMIN, "none/x", ROLE_AUTHOR | ROLE_HOST, false),
			  ERR_FORBIDDEN);
	}
	TEST("an access that is not in the table lets nobody in")
		check_int(ask((enum access)99, "none/x", ROLE_ADMIN, false),
			  ERR_FORBIDDEN);
	TEST("who must set a password first may do that, and nothing else")
		must_set();
	return test_end();
}
