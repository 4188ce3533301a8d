/*
 * A server of one database whose every request is undone, so that each begins
 * with the same rows. No thread, no password's hash (anything that begins with
 * "a" is right), no mail.
 */
#ifndef FUZZ_SERVER_H
#define FUZZ_SERVER_H

#include "fuzz.h"
#include "http/http.h"

/* Ids of what there is: 25 zeros and one of these. */
#define FUZZ_ID(c) "0000000000000000000000000" c
#define FUZZ_AGENCY  FUZZ_ID("1")
#define FUZZ_PERSON  FUZZ_ID("2")	/* an administrator; has done all below */
#define FUZZ_SESSION FUZZ_ID("3")
#define FUZZ_MODULE  FUZZ_ID("4")	/* of SCORM; 5 its version, 6 its unit, */
#define FUZZ_RUN     FUZZ_ID("8")	/* 7 the attempt, 8 its run */
#define FUZZ_COURSE  FUZZ_ID("9")	/* of cmi5; then a, b, c, d */
#define FUZZ_AU_RUN  FUZZ_ID("d")
#define FUZZ_OTHER   FUZZ_ID("e")	/* a learner */

#define FUZZ_NOW INT64_C(1800000000000)

/* Made when it is first asked for. */
struct server *fuzz_server(void);

/* After a request: as if it had not been. */
void fuzz_undo(void);

/* What a token stands for in an input: "TOKEN-RUN", "TOKEN-AU", "TOKEN-FILES",
   "TOKEN-FETCH" are written as the real ones. */
char *fuzz_tokens(struct arena *, const char *text);

#endif
