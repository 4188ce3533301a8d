/*
 * Access tokens of platforms that launch our modules (1EdTech Security Framework
 * 1.0, 4.1): asked for by an assertion signed with the tool's key, and kept in
 * memory until a minute before they end, by platform, deployment and scopes. One
 * asks while others wait for what it gets, since platforms count such requests.
 */
#ifndef LTI_TOKEN_CLIENT_H
#define LTI_TOKEN_CLIENT_H

#include "domain/lti_grade.h"
#include "store/lti_grade.h"

struct server;
struct lti_tokens;

struct lti_tokens *lti_tokens_new(void);
void lti_tokens_free(struct lti_tokens *);	/* NULL is nothing */

struct lti_token {
	const char *bearer;		/* NULL: there is none */
	const char *scopes;		/* short names that it is good for */
	const char *code;		/* why not: of lti/faults.def; "" */
	const char *said;		/* their words; "" */
	int64_t not_before;		/* Retry-After; 0 */
};

/*
 * For `scopes`, short names with blanks between. It may ask the platform: hold
 * no read. All of it lives in `mem`.
 */
void lti_token_get(struct server *, struct arena *mem, const struct lti_peer *,
		   const char *scopes, int64_t now, struct lti_token *out);

/* It was not taken: nobody gets it again. */
void lti_token_drop(struct server *, const struct lti_peer *,
		    const char *scopes, const char *bearer);

/*
 * What a token endpoint answered with status 200; pure. False when it is no
 * token that we can use: not of type bearer, with letters that no header takes,
 * no JSON. `life_ms` is five minutes when it does not say; `scopes` NULL: those
 * that were asked for.
 */
struct lti_grant {
	const char *bearer;
	const char *scopes;
	int64_t life_ms;
};
bool lti_grant_read(struct arena *mem, const char *body, size_t size,
		    struct lti_grant *out);

/* What a platform says of a failure: the words of its JSON, else of its text, in
   one line; "" for a page and for nothing. */
const char *lti_said(struct arena *mem, const char *body, size_t size);

#endif
