#include "play/grant.h"

#include <string.h>

#include "auth/auth.h"
#include "serve.h"

bool run_token_given(const struct request *rq)
{
	return auth_run_token_text(rq) != NULL;
}

enum err run_token_ours(struct request *rq)
{
	const char *text = auth_run_token_text(rq);
	struct token token;

	if (text ? !auth_token(rq->server->auth, text, TOKEN_RUN, 0, &token)
		 : rq->person != NULL)
		return OK;
	return refuse(rq, P_token_invalid, NO_VALUES);
}

static enum err check(struct request *rq, const char *text,
		      enum token_kind kind, const char **subject)
{
	const struct auth *auth = rq->server->auth;
	const bool lent = rq->db != NULL;
	const char *person;
	struct token token;
	enum err e;

	if (auth_token(auth, text, kind, rq->now, &token))
		return refuse(rq, P_token_invalid, NO_VALUES);
	e = grant_check(auth->grants, rq, &token, lent ? NULL : serve_read,
			&person);
	if (!lent)
		serve_read_end(rq);
	if (e == ERR_ANONYMOUS)
		return refuse(rq, P_token_invalid, NO_VALUES);
	if (e)
		return e;
	rq->session = arena_copy(rq->mem, token.session, IDENT_SIZE - 1);
	*subject = arena_copy(rq->mem, token.subject, IDENT_SIZE - 1);
	return OK;
}

enum err run_token_check(struct request *rq, const char **run)
{
	return check(rq, auth_run_token_text(rq), TOKEN_RUN, run);
}

enum err files_token_check(struct request *rq, const char *text,
			   const char **version)
{
	return check(rq, text, TOKEN_FILES, version);
}
