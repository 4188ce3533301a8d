/*
 * A statement as a reader asks for it (xAPI Communication 2.1.3, `format`):
 * "exact" is as it came and needs nothing of this. Both change `json`, which
 * must be a checked statement.
 */
#ifndef DOMAIN_STATEMENT_FORMAT_H
#define DOMAIN_STATEMENT_FORMAT_H

#include <jansson.h>

/* "ids": agents, groups, verbs and activities by what names them alone; who is
   in an anonymous group stays, since nothing else names it. */
void statement_ids(json_t *json);

/*
 * "canonical": of each verb's display and each activity's texts the one language
 * that the reader likes best, by an Accept-Language; NULL or none of them: the
 * first that there is.
 */
void statement_canonical(json_t *json, const char *accept_language);

#endif
