/*
 * Banks on the wire.
 *
 * A bank belongs to an agency: its authors see and change it, administrators
 * every one. What is told of a question has its key, since only they ask.
 */
#ifndef API_QUIZ_BANK_H
#define API_QUIZ_BANK_H

#include "http/http.h"
#include "store/bank.h"

#define BANK_NAME_MOST 120	/* bytes */

/* The bank of the address, if the caller may; ERR_NOT_FOUND, ERR_FORBIDDEN. */
enum err bank_mine(struct request *, struct bank *out);

/* A row of a list. A new reference. */
json_t *bank_question_json(const struct bank_question *);

/* All of it; ?version= shows an older one. */
enum err bank_question_respond(struct request *, struct response *, int status,
			       const char *bank_id, const char *id);

/*
 * The first fault of a question as a refusal, its field "definition" and the
 * JSON pointer in it ("definition/choices"); OK when there is none.
 */
enum err bank_question_fit(struct request *, json_t *definition);

#endif
