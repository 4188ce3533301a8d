/*
 * From a path to the route that answers it, and what stands in its {braces}.
 */
#include <string.h>

#include "http/http.h"

struct found {
	const char *at;
	size_t size;
};

/* Does {want} stand here, behind the brace? */
static bool is_param(const char *name, const char *want)
{
	const size_t n = want ? strlen(want) : 0;

	return n && strncmp(name, want, n) == 0 &&
	       (name[n] == '}' || (name[n] == '*' && name[n + 1] == '}'));
}

/* Walk pattern and path together; `want` names the part to find. */
static bool match(const char *pattern, const char *path, const char *want,
		  struct found *found)
{
	while (*pattern) {
		const char *name = pattern + 1;
		size_t n;

		if (*pattern != '{') {
			if (*pattern++ != *path++)
				return false;
			continue;
		}
		pattern = strchr(pattern, '}');
		n = pattern[-1] == '*' ? strlen(path) : strcspn(path, "/");
		if (n == 0 && pattern[-1] != '*')
			return false;
		if (is_param(name, want))
			*found = (struct found){ path, n };
		path += n;
		pattern++;
	}
	return !*path;
}

const char *request_param(const struct request *rq, const char *name)
{
	struct found found = { "", 0 };

	if (rq->route)
		match(rq->route->pattern, rq->path, name, &found);
	return arena_copy(rq->mem, found.at, found.size);
}

static bool takes_rest(const char *brace)
{
	return strchr(brace, '}')[-1] == '*';
}

/* Both match one path: is `a` written out further than `b`? Where they part, a
   letter beats {name}, and {name} beats {name*}. */
static bool nearer(const char *a, const char *b)
{
	while (*a && *b) {
		if (*a == '{' && *b == '{') {
			if (takes_rest(a) != takes_rest(b))
				return takes_rest(b);
			a = strchr(a, '}') + 1;
			b = strchr(b, '}') + 1;
		} else if (*a == '{' || *b == '{') {
			return *b == '{';
		} else {
			a++;
			b++;
		}
	}
	return *b == '{';
}

static const char *allow_list(struct arena *mem, unsigned methods)
{
	static const char *const names[] = {
		"GET, HEAD", "POST", "PUT", "PATCH", "DELETE"
	};
	struct text t = { .mem = mem };

	for (int i = 0; i < METHOD_COUNT; i++)
		if (methods & 1u << i)
			text_putf(&t, "%s, ", names[i]);
	text_puts(&t, "OPTIONS");
	return t.bytes;
}

static bool leads(const struct route *r, const struct request *rq)
{
	return r->origin == rq->origin &&
	       match(r->pattern, rq->path, NULL, NULL);
}

/* By what other methods there is an answer at that path. */
static unsigned methods_at(const struct route *routes, size_t n,
			   const struct request *rq)
{
	unsigned methods = 0;

	for (const struct route *r = routes; r < routes + n; r++)
		if (leads(r, rq))
			methods |= 1u << r->method;
	return methods;
}

/* Patterns are walked for each request, so those of other methods are left for
   who finds none. */
enum err route_find(const struct route *routes, size_t n, struct request *rq,
		    const char **allow)
{
	const struct route *best = NULL;
	unsigned methods;

	*allow = NULL;
	for (const struct route *r = routes; r < routes + n; r++)
		if (r->method == rq->method && leads(r, rq) &&
		    (!best || nearer(r->pattern, best->pattern)))
			best = r;
	rq->route = best;
	if (best)
		return OK;
	if (!(methods = methods_at(routes, n, rq)))
		return fail(ERR_NOT_FOUND, "no route");
	*allow = allow_list(rq->mem, methods);
	return refuse(rq, P_method_not_allowed, NO_VALUES);
}

const char *method_word(enum method method)
{
	static const char *const words[] = {
		[GET] = "GET", [POST] = "POST", [PUT] = "PUT",
		[PATCH] = "PATCH", [DELETE] = "DELETE", [METHOD_COUNT] = "?",
	};

	return words[method];
}
