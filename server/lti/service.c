#include "lti/service.h"

#include <string.h>

#include "base/encode.h"
#include "base/strict.h"
#include "config.h"
#include "domain/lti_tool.h"
#include "http/header.h"
#include "lti/token_client.h"
#include "serve.h"

#define LEVELS 16
#define HEADERS 5

static struct lti_meaning again(const char *code)
{
	return (struct lti_meaning){ LTI_AGAIN, code, true };
}

static struct lti_meaning attention(const char *code)
{
	return (struct lti_meaning){ LTI_ATTENTION, code, false };
}

/* No answer, or none that fits. */
static struct lti_meaning fault_means(enum fetch_fault fault)
{
	switch (fault) {
	case FETCH_URL:
	case FETCH_PRIVATE:
		return attention("address_refused");
	case FETCH_TLS:
		return again("platform_tls");
	case FETCH_LARGE:
		return attention("answer_strange");
	case FETCH_FINE:
	case FETCH_NAME:
	case FETCH_CONNECT:
	case FETCH_TIME:
	case FETCH_OTHER:
	default:
		return again("platform_away");
	}
}

/* Why there is no token: what a person has to mend may be mended there too. */
static struct lti_meaning token_means(const char *code)
{
	return strcmp(code, "address_refused") == 0 ? attention(code)
						     : again(code);
}

static void send(struct server *server, struct arena *mem,
		 const struct lti_call *c, const char *bearer, int64_t now,
		 struct lti_reply *out)
{
	const char *headers[HEADERS] = {
		arena_format(mem, "Authorization: Bearer %s", bearer),
		arena_format(mem, "Accept: %s", c->accept),
	};
	const struct fetch f = {
		.url = c->url, .method = c->method, .headers = headers,
		.body = c->body, .body_size = c->body ? strlen(c->body) : 0,
		.reach = &server->config->lti_reach,
	};

	if (c->type)
		headers[2] = arena_format(mem, "Content-Type: %s", c->type);
	fetch_send(mem, &f, &out->answer);
	if (out->answer.fault) {
		out->means = fault_means(out->answer.fault);
		out->said = out->answer.why;
		return;
	}
	out->said = lti_said(mem, out->answer.body, out->answer.size);
	out->means = lti_answer_means(out->answer.status, out->said);
	out->not_before = lti_retry_after(
		header_find(mem, out->answer.headers, "Retry-After"), now);
}

static bool token_get(struct server *server, struct arena *mem,
		      const struct lti_call *c, int64_t now,
		      struct lti_token *token, struct lti_reply *out)
{
	lti_token_get(server, mem, c->peer, c->scopes, now, token);
	out->said = token->said;
	out->not_before = token->not_before;
	if (!token->bearer) {
		out->means = token_means(token->code);
		return false;
	}
	if (*c->wanted && !lti_scope_any(token->scopes, c->wanted)) {
		out->means = attention("scope_narrowed");
		return false;
	}
	return true;
}

void lti_call_send(struct server *server, struct arena *mem,
		   const struct lti_call *c, int64_t now,
		   struct lti_reply *out)
{
	struct lti_token token;

	for (int i = 0; i < 2; i++) {
		*out = (struct lti_reply){ .said = "" };
		out->answer.headers = out->answer.body = "";
		if (!fetch_url_fits(c->url, &server->config->lti_reach)) {
			out->means = attention("address_refused");
			return;
		}
		if (!token_get(server, mem, c, now, &token, out))
			return;
		send(server, mem, c, token.bearer, now, out);
		if (out->means.what != LTI_TOKEN)
			return;
		lti_token_drop(server, c->peer, c->scopes, token.bearer);
	}
	out->means.what = LTI_AGAIN;
}

bool lti_call_pages(struct server *server, struct arena *mem,
		    const struct lti_call *first, int64_t now,
		    lti_page_take *take, void *context, bool *astray,
		    struct lti_reply *out)
{
	struct lti_call c = *first;
	struct link_walk walk = { .npages = 0 };
	enum link_next next = LINK_NEXT;
	bool more = true;
	json_t *page;

	*astray = false;
	while (more && next == LINK_NEXT) {
		lti_call_send(server, mem, &c, now, out);
		if (*out->means.code)
			return false;
		page = strict_json(out->answer.body, out->answer.size, LEVELS);
		if (!page) {
			out->means = attention("answer_strange");
			return false;
		}
		more = take(context, page);
		json_decref(page);
		next = link_walk(mem, &walk, out->answer.headers, c.url,
				 &c.url);
	}
	*astray = next == LINK_STRANGE;
	return true;
}

const char *lti_url_with(struct arena *mem, const char *url, const char *name,
			 const char *value)
{
	struct text t = { .mem = mem };

	text_puts(&t, url);
	text_put_query(&t, name, value);
	return t.bytes;
}
