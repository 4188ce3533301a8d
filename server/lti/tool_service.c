#include "lti/tool_service.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "lti/url.h"

static bool context_read(struct arena *mem, struct tool_service *out)
{
	const size_t n = strcspn(out->at, "-");
	const char *deployment = out->at[n] ? out->at + n + 1 : NULL;

	out->context = arena_copy(mem, out->at, n);
	out->scope.context_kind = *out->at == 'm' ? "module" : "batch";
	out->scope.context_id = n ? out->context + 1 : out->context;
	out->scope.deployment_id = deployment ? deployment : "";
	return (*out->at == 'm' || *out->at == 'b') && n > 1 &&
	       (!deployment || *deployment);
}

/* A token that is for one deployment opens that one's alone. */
static bool deployment_fits(const struct lti_holder *h, struct lti_scope *s)
{
	if (!*h->deployment_id)
		return true;
	if (!*s->deployment_id)
		s->deployment_id = h->deployment_id;
	return strcmp(s->deployment_id, h->deployment_id) == 0;
}

enum err tool_service_begin(struct request *rq, const char *scopes,
			    struct tool_service *out)
{
	enum err e;

	*out = (struct tool_service){
		.at = request_param(rq, "context"),
	};
	if ((e = lti_bearer(rq, scopes, &out->holder)))
		return e;
	out->scope.tool_id = out->holder.tool_id;
	if (!context_read(rq->mem, out) ||
	    !deployment_fits(&out->holder, &out->scope))
		return fail(ERR_NOT_FOUND, "no context");
	if ((e = lti_place_of(rq->db, &out->scope, "", &out->spot)))
		return e;
	if (!out->spot.id)
		return fail(ERR_NOT_FOUND, "the tool has no place there");
	out->base = lti_base(rq);
	return OK;
}

enum err tool_service_type(struct request *rq, const struct tool_service *s,
			   const char *type)
{
	const char *said = request_header(rq, "Content-Type");
	size_t n;

	said = said ? said : "";
	n = strcspn(said, "; \t");
	if (n == strlen(type) && strncasecmp(said, type, n) == 0)
		return OK;
	if (n != strlen("application/json") ||
	    strncasecmp(said, "application/json", n))
		return fail(ERR_UNSUPPORTED, "not %s", type);
	log_event(LOG_WARN, "lti.type", LOG_TEXT("id", rq->id),
		  LOG_TEXT("tool", s->holder.tool_id),
		  LOG_TEXT("wanted", type));
	return OK;
}

enum err tool_service_limit(struct request *rq, size_t usual, size_t most,
			    size_t *out)
{
	const char *text = request_query(rq, "limit");

	*out = usual;
	if (!text)
		return OK;
	if (!*text || text[strspn(text, "0123456789")] ||
	    !text[strspn(text, "0")])
		return refuse(rq, P_lti_limit, VALUES({ "member", "limit" }));
	*out = strlen(text) > 9 ? most : strtoul(text, NULL, 10);
	if (*out > most)
		*out = most;
	return OK;
}

const char *tool_service_query(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text ? text : "";
}

/* What may stand in the query of an address as it is. */
static void query_put(struct text *to, const char *bytes, size_t n)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
		"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%=+:/?@!$'()*";

	for (size_t i = 0; i < n; i++)
		if (bytes[i] && strchr(plain, bytes[i]))
			text_put(to, &bytes[i], 1);
		else
			text_putf(to, "%%%02X", (unsigned char)bytes[i]);
}

static void next_put(struct request *rq, struct response *rs,
		     const struct tool_service *s, const char *after)
{
	struct text to = { .mem = rq->mem };

	text_putf(&to, "<%s%s?", s->base, rq->path);
	for (const char *at = rq->query; *at;) {
		const size_t n = strcspn(at, "&");

		if (n && strncmp(at, "after=", 6)) {
			query_put(&to, at, n);
			text_put(&to, "&", 1);
		}
		at += n + (at[n] == '&');
	}
	text_puts(&to, "after=");
	query_put(&to, after, strlen(after));
	text_puts(&to, ">; rel=\"next\"");
	response_header(rs, "Link", to.bytes);
}

enum err tool_service_page(struct request *rq, struct response *rs,
			   const struct tool_service *s, json_t *json,
			   const char *type, const char *after)
{
	enum err e;

	if (after)
		next_put(rq, rs, s, after);
	e = respond_json(rq, rs, 200, json);
	rs->type = type;
	return e;
}

json_t *lti_number(double v)
{
	return v == floor(v) && fabs(v) < 1e15 ? json_integer((json_int_t)v)
					       : json_real(v);
}
