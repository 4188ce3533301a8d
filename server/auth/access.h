/* May the caller take this route? A column of the table decides. */
#ifndef AUTH_ACCESS_H
#define AUTH_ACCESS_H

#include "http/http.h"

/*
 * By rq->route and rq->person, both filled in before. ERR_ANONYMOUS for who
 * must sign in first, ERR_FORBIDDEN for who lacks the role; NOBODY is forbidden
 * to all. ANYONE, RUN and FOREIGN pass: of the last two the handler checks who.
 *
 * Who comes by a launch of another LMS passes PLAYER and RUN; to ANYONE and
 * FOREIGN they are a visitor (rq->person becomes NULL), and all else is refused
 * as launch_only.
 *
 * Who must set a password first (it was given by somebody else, or there is
 * none) may do only what that takes, known by the routes' names: see themselves,
 * set it, sign out. All else that needs a person is refused as password_due.
 */
enum err access_check(struct request *);

/* Of a launch's session: ERR_NOT_FOUND for a module that is not its link's. */
enum err access_module(const struct request *, const char *module_id);

#endif
