#include "http/form.h"

#include <string.h>
#include <strings.h>

#include "base/encode.h"

enum err form_check(struct request *rq, size_t most)
{
	const char *type = request_header(rq, "Content-Type");

	if (!type || strncasecmp(type, "application/x-www-form-urlencoded", 33))
		return fail(ERR_UNSUPPORTED, "not a form");
	return rq->body_size <= most ? OK
		: fail(ERR_TOO_LARGE, "a form of %zu bytes", rq->body_size);
}

/* NULL for what is not well formed. */
static const char *decoded(struct arena *mem, const char *s, size_t n)
{
	size_t size;
	const char *out = percent_decode(mem, s, n, true, &size);

	return out && text_utf8(out, size) ? out : NULL;
}

/* The first of that name behind `s`, up to its end; NULL without one. */
static const char *found(const char *s, const char *name, size_t *size)
{
	const size_t named = strlen(name);

	while (*s) {
		const size_t n = strcspn(s, "&");

		if (n > named && !strncmp(s, name, named) && s[named] == '=') {
			*size = n - named - 1;
			return s + named + 1;
		}
		s += n + (s[n] == '&');
	}
	return NULL;
}

const char *form_member(struct request *rq, const char *name)
{
	size_t n;
	const char *s = found(rq->body ? rq->body : "", name, &n);
	const char *value = s ? decoded(rq->mem, s, n) : NULL;

	return value ? text_trim(rq->mem, value) : "";
}

const char *form_value(struct request *rq, const char *name)
{
	size_t n, again;
	const char *s = found(rq->body ? rq->body : "", name, &n);

	return s && !found(s + n, name, &again) ? decoded(rq->mem, s, n) : NULL;
}
