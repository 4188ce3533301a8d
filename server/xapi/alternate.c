#include "xapi/alternate.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "routes.h"
#include "xapi/caller.h"

static const char *const header_names[] = {
	"Authorization", "X-Experience-API-Version", "Content-Type",
	"Content-Length", "If-Match", "If-None-Match", "Accept",
	"Accept-Encoding", "Accept-Language",
};
#define HEADERS (sizeof(header_names) / sizeof(*header_names))

bool alternate_asked(const struct request *rq)
{
	return rq->method == POST && text_starts(rq->path, "/xapi/") &&
	       request_query(rq, "method");
}

static atomic_int large;

static void large_leave(void *count)
{
	atomic_fetch_sub((atomic_int *)count, 1);
}

enum err alternate_room(struct request *rq)
{
	const struct route *r = rq->route;
	const char *length = request_header(rq, "Content-Length");

	if (r->body != BYTES || !length ||
	    (r->access != ANYONE && !alternate_asked(rq)) ||
	    strtoll(length, NULL, 10) <= ALTERNATE_SMALL)
		return OK;
	if (atomic_fetch_add(&large, 1) >= ALTERNATE_LARGE) {
		large_leave(&large);
		return refuse(rq, P_busy, VALUES({ "seconds", "5" }));
	}
	arena_own(rq->mem, &large, large_leave);
	return OK;
}

static enum err wrong(struct request *rq, const char *name)
{
	return refuse(rq, P_xapi_parameter, VALUES({ "name", name }));
}

static enum err method_read(struct request *rq)
{
	static const enum method methods[] = { GET, POST, PUT, DELETE };
	const char *word = request_query(rq, "method");

	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (strcasecmp(method_word(methods[i]), word) == 0) {
			rq->method = methods[i];
			return OK;
		}
	return wrong(rq, "method");
}

static const char *header_named(const char *name, size_t n)
{
	for (size_t i = 0; i < HEADERS; i++)
		if (strlen(header_names[i]) == n &&
		    strncasecmp(header_names[i], name, n) == 0)
			return header_names[i];
	return NULL;
}

static bool is(const char *name, size_t n, const char *what)
{
	return strlen(what) == n && strncmp(name, what, n) == 0;
}

/* Nothing that could end a header where it is sent on. */
static bool header_fits(const char *value)
{
	for (const char *s = value; s && *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return value && strlen(value) < 8192;
}

/* The headers that were said in the form, before those that came: of two the
   first one counts. */
struct form {
	struct header *headers;
	size_t nheaders;
	struct text query;
};

static enum err header_take(struct request *rq, struct form *f,
			    const char *name)
{
	const char *value = request_query(rq, name);

	if (!header_fits(value))
		return wrong(rq, name);
	f->headers[f->nheaders++] = (struct header){ name, value };
	return OK;
}

/* rq->query is the form. What is no header and no content is a parameter. */
static enum err fields_take(struct request *rq, struct form *f)
{
	size_t fields = 0, n;
	enum err e;

	for (const char *s = rq->query; *s; s += n + (s[n] == '&')) {
		const size_t k = strcspn(s, "=&");
		const char *header = header_named(s, k);

		n = strcspn(s, "&");
		if (++fields > ALTERNATE_FIELDS || is(s, k, "method"))
			return wrong(rq, "method");
		if (header && (e = header_take(rq, f, header)))
			return e;
		if (header || is(s, k, "content") || !n)
			continue;
		text_put(&f->query, s, n);
		text_puts(&f->query, "&");
	}
	return OK;
}

/* Those that were about the form. */
static bool of_form(const char *name)
{
	return strncasecmp(name, "Content-", 8) == 0;
}

static enum err form_take(struct request *rq)
{
	struct form f = { .query = { .mem = rq->mem } };
	const char *content;
	bool said;
	enum err e;

	f.headers = arena_array(rq->mem, struct header,
				rq->nheaders + ALTERNATE_FIELDS);
	text_puts(&f.query, "");
	if ((e = fields_take(rq, &f)))
		return e;
	content = request_query(rq, "content");
	said = content || text_starts(rq->query, "content=") ||
	       strstr(rq->query, "&content=");
	if (said && !content)
		return wrong(rq, "content");
	for (size_t i = 0; i < rq->nheaders; i++)
		if (!of_form(rq->headers[i].name))
			f.headers[f.nheaders++] = rq->headers[i];
	rq->headers = f.headers;
	rq->nheaders = f.nheaders;
	rq->query = f.query.bytes;
	rq->body = content;
	rq->body_size = content ? strlen(content) : 0;
	return OK;
}

enum err alternate_prepare(struct request *rq, struct response *rs)
{
	const char *allow;
	enum err e;

	if ((e = xapi_params(rq, "method")) || (e = method_read(rq)))
		return e;
	if (!text_utf8(rq->body ? rq->body : "", rq->body_size))
		return wrong(rq, "content");
	rq->query = rq->body ? rq->body : "";
	if ((e = form_take(rq)) ||
	    (e = route_find(routes, nroutes, rq, &allow)))
		return e;
	return rq->route->prepare == none ? OK : rq->route->prepare(rq, rs);
}

enum err alternate_only(struct request *rq, struct response *rs)
{
	return alternate_asked(rq) ? alternate_prepare(rq, rs)
				   : refuse(rq, P_method_not_allowed,
					    NO_VALUES);
}
