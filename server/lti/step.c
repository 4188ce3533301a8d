#include "lti/step.h"

#include <string.h>

#include "base/encode.h"
#include "http/fetch.h"

const char *lti_cookie_name(struct arena *mem, const char *state)
{
	return arena_format(mem, "__Host-lti_%.8s", state);
}

/*
 * Partitioned is what lets it come back where third-party cookies are blocked
 * (CHIPS); Secure stands there on http too, since browsers take localhost for
 * secure.
 */
void lti_cookie_set(struct request *rq, struct response *rs, const char *state,
		    const char *binding)
{
	response_header(rs, "Set-Cookie",
			arena_format(rq->mem, "%s=%s; Path=/; Max-Age=%d; "
				     "Secure; HttpOnly; SameSite=None; "
				     "Partitioned",
				     lti_cookie_name(rq->mem, state),
				     binding ? binding : "",
				     binding ? (int)(LTI_LOGIN_MS / 1000)
					     : 0));
}

const char *lti_embed(struct arena *mem, const struct lti_platform *p)
{
	static const struct reach near = { .loopback = true };
	const char *auth = fetch_origin(mem, p->auth_url);
	const char *issuer = fetch_url_fits(p->issuer, &near)
		? fetch_origin(mem, p->issuer) : auth;

	return strcmp(auth, issuer)
		? arena_format(mem, "%s %s", auth, issuer) : auth;
}

static void put_given(struct text *url, const char *name, const char *value)
{
	if (value && *value)
		text_put_query(url, name, value);
}

const char *lti_login_again(struct request *rq, const char *base,
			    const struct lti_platform *p,
			    const struct lti_login *l)
{
	json_t *hints = request_own_json(rq, json_loads(l->hints, 0, NULL));
	struct text out = { .mem = rq->mem };

	text_putf(&out, "%s/lti/login", base);
	put_given(&out, "iss", p->issuer);
	put_given(&out, "client_id", p->client_id);
	put_given(&out, "target_link_uri", l->target);
	put_given(&out, "login_hint",
		  json_string_value(json_object_get(hints, "login")));
	put_given(&out, "lti_message_hint",
		  json_string_value(json_object_get(hints, "message")));
	put_given(&out, "lti_deployment_id", l->deployment);
	return out.bytes;
}
