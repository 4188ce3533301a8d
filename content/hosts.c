#include "hosts.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Does `s` end, at `end`, in `word` that is not the tail of a longer one? */
static bool ends_in(const char *s, const char *end, const char *word)
{
	const size_t n = strlen(word);

	if ((size_t)(end - s) < n || strncasecmp(end - n, word, n) != 0)
		return false;
	return end - n == s || !((end[-(ptrdiff_t)n - 1] | 32) >= 'a' &&
				 (end[-(ptrdiff_t)n - 1] | 32) <= 'z');
}

/* What stands before an address that is loaded or followed. */
static bool asked_for(const char *s, const char *at)
{
	static const char *const names[] = {
		"src", "href", "srcset", "poster", "action", "formaction",
		"background", "data", "data-src",
	};

	while (at > s && (blank(at[-1]) || at[-1] == '"' || at[-1] == '\''))
		at--;
	if (at > s && at[-1] == '(')
		return ends_in(s, at - 1, "url");
	if (ends_in(s, at, "@import"))
		return true;
	if (at == s || at[-1] != '=')
		return false;
	for (at--; at > s && blank(at[-1]); at--)
		;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (ends_in(s, at, names[i]))
			return true;
	return false;
}

static void host_add(struct hosts *h, const char *name, size_t size)
{
	const char *host = text_lower(h->mem, arena_copy(h->mem, name, size));
	size_t i = 0;

	while (i < h->count && strcmp(h->names[i], host) < 0)
		i++;
	if (i < h->count && strcmp(h->names[i], host) == 0)
		return;
	memmove(&h->names[i + 1], &h->names[i],
		(h->count - i) * sizeof(*h->names));
	h->names[i] = host;
	h->count++;
}

void hosts_scan(struct hosts *h, const char *bytes, size_t size)
{
	const char *end = bytes + size;

	for (const char *p = bytes; h->count < h->most &&
	     (p = memmem(p, (size_t)(end - p), "//", 2)); p += 2) {
		const char *from = p;
		size_t n;

		if (p - bytes >= 6 && strncasecmp(p - 6, "https:", 6) == 0)
			from = p - 6;
		else if (p - bytes >= 5 && strncasecmp(p - 5, "http:", 5) == 0)
			from = p - 5;
		n = strspn(p + 2, "abcdefghijklmnopqrstuvwxyz"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");
		if (n > 3 && n < 254 && memchr(p + 2, '.', n) &&
		    asked_for(bytes, from))
			host_add(h, p + 2, n);
	}
}
