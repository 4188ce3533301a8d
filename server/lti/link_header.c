#include "lti/link_header.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

/* How long "scheme://authority" is; 0 when it does not begin so. */
static size_t origin_size(const char *url)
{
	const char *colon = strstr(url, "://");

	if (!colon || colon == url ||
	    strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789+-.") != (size_t)(colon - url))
		return 0;
	return (size_t)(colon - url) + 3 + strcspn(colon + 3, "/?#");
}

bool link_same_origin(const char *a, const char *b)
{
	const size_t n = origin_size(a);

	/* What one reader takes for the host's end is a name's part to another. */
	return n && n == origin_size(b) && strncasecmp(a, b, n) == 0 &&
	       !memchr(a, '@', n) && !memchr(a, '\\', n);
}

/* RFC 3986 5.2, of what platforms send: an absolute address, one of the same
   server, or another query of the same page. */
static const char *resolve(struct arena *mem, const char *target,
			   const char *from)
{
	const size_t origin = origin_size(from);
	const char *colon = strstr(from, "://");

	if (!origin || origin_size(target))
		return target;
	if (text_starts(target, "//"))
		return arena_format(mem, "%.*s%s", (int)(colon - from + 1),
				    from, target);
	if (*target == '/')
		return arena_format(mem, "%.*s%s", (int)origin, from, target);
	if (*target == '?')
		return arena_format(mem, "%.*s%s", (int)strcspn(from, "?#"),
				    from, target);
	return target;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

static const char *blanks(const char *s, const char *end)
{
	while (s < end && blank(*s))
		s++;
	return s;
}

/* Is "next" one of the words? They are told apart by blanks, in any case. */
static bool has_next(const char *words, size_t size)
{
	const char *end = words + size;

	while (words < end) {
		const char *from = blanks(words, end);

		for (words = from; words < end && !blank(*words);)
			words++;
		if (words - from == 4 && strncasecmp(from, "next", 4) == 0)
			return true;
	}
	return false;
}

/* A value, quoted or not, behind the "="; where it ends. Escapes are left as they
   are: no rel of ours has any. */
static const char *value_read(const char *s, const char *end,
			      const char **value, size_t *size)
{
	const bool quoted = s < end && *s == '"';

	*value = s = quoted ? s + 1 : s;
	while (s < end && (quoted ? *s != '"' : !strchr(";, \t", *s)))
		s += quoted && *s == '\\' && s + 1 < end ? 2 : 1;
	*size = (size_t)(s - *value);
	return quoted && s < end ? s + 1 : s;
}

/* The parameters of one link, up to its comma; the first rel is the one that
   counts (RFC 8288 3.3). */
static const char *params_read(const char *s, const char *end, bool *next)
{
	bool known = false;

	*next = false;
	while ((s = blanks(s, end)) < end && *s == ';') {
		const char *name = s = blanks(s + 1, end), *value = s;
		size_t name_size, size = 0;

		while (s < end && !strchr("=;, \t", *s))
			s++;
		name_size = (size_t)(s - name);
		s = blanks(s, end);
		if (s < end && *s == '=')
			s = value_read(blanks(s + 1, end), end, &value, &size);
		if (name_size == 3 && strncasecmp(name, "rel", 3) == 0 &&
		    !known) {
			known = true;
			*next = has_next(value, size);
		}
	}
	return s;
}

/* One header's value: links, divided by commas. */
static const char *value_next(struct arena *mem, const char *s,
			      const char *end)
{
	while (s < end) {
		const char *target, *close;
		bool next;

		while (s < end && (blank(*s) || *s == ','))
			s++;
		if (s == end || *s != '<')
			return NULL;
		target = s + 1;
		close = memchr(target, '>', (size_t)(end - target));
		if (!close)
			return NULL;
		s = params_read(close + 1, end, &next);
		if (next)
			return text_trim(mem, arena_copy(mem, target,
						(size_t)(close - target)));
		if (s < end && *s != ',')
			return NULL;
	}
	return NULL;
}

const char *link_target(struct arena *mem, const char *headers,
			const char *from)
{
	const char *target = NULL;

	while (*headers && !target) {
		const size_t line = strcspn(headers, "\r\n");

		if (line > 5 && strncasecmp(headers, "link:", 5) == 0)
			target = value_next(mem, headers + 5, headers + line);
		headers += line;
		headers += strspn(headers, "\r\n");
	}
	return target ? resolve(mem, target, from) : NULL;
}

enum link_next link_walk(struct arena *mem, struct link_walk *w,
			 const char *headers, const char *from,
			 const char **out)
{
	const char *next = link_target(mem, headers, from);

	*out = NULL;
	if (!next)
		return LINK_END;
	if (w->npages == LINK_PAGES_MOST || !text_utf8(next, strlen(next)) ||
	    !text_plain(next) || !link_same_origin(next, from))
		return LINK_STRANGE;
	w->pages[w->npages++] = arena_format(mem, "%s", from);
	for (size_t i = 0; i < w->npages; i++)
		if (strcmp(w->pages[i], next) == 0)
			return LINK_STRANGE;
	*out = next;
	return LINK_NEXT;
}
