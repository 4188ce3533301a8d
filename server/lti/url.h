/* Where we are, for other systems: the base of all our LTI addresses. */
#ifndef LTI_URL_H
#define LTI_URL_H

#include "http/http.h"

/*
 * "https://belajar.example.go.id", nothing behind: --url, else the address that
 * an administrator has set, else what the request was made to. For trials
 * (--lti-loopback without --url) always the last. rq->db is in a read or a write.
 */
const char *lti_base(struct request *);

#endif
