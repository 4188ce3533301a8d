/*
 * The statement resource of xAPI: /xapi/statements.
 *
 * PUT with an id, POST of one or a list (all or none), GET of one by id, or of
 * those that filters find, a page at a time. A package sees what packages of
 * its module said of its learner. The answer comes when it is on disk.
 */
#ifndef XAPI_STATEMENTS_H
#define XAPI_STATEMENTS_H

#include "http/http.h"

handler statements_check, statements_add, statements_query, statements_show;

#define STATEMENTS_MOST 500	/* in one request, either way */
#define NAMES_MOST 10000	/* of agents and activities in one request */

#endif
