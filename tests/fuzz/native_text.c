/*
 * Markdown of lessons and questions: no tag, address or path comes out but those
 * that are ours to write.
 */
#include <strings.h>

#include "fuzz.h"
#include "native_text.h"

static bool tag_known(const char *name, size_t n)
{
	static const char *const tags[] = {
		"h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li",
		"hr", "br", "em", "strong", "code", "del", "pre", "table",
		"thead", "tbody", "tr", "th", "td", "div", "span", "aside",
		"blockquote", "figure", "figcaption", "img", "a",
	};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strlen(tags[i]) == n && memcmp(tags[i], name, n) == 0)
			return true;
	return false;
}

/* A picture within a question's text: no SVG, which is markup. */
static bool picture_within(const char *s, size_t n)
{
	static const char *const kinds[] = { "png", "jpeg", "gif", "webp" };

	for (size_t i = 0; i < 4; i++) {
		char head[40];
		const size_t size = (size_t)snprintf(head, sizeof(head),
			"data:image/%s;base64,", kinds[i]);

		if (n >= size && memcmp(s, head, size) == 0)
			return strspn(s + size, "abcdefghijklmnopqrstuvwxyz"
				"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=") >=
			       n - size;
	}
	return false;
}

static void media_check(const char *path, size_t n)
{
	if (picture_within(path, n))
		return;
	must(n > 6 && memcmp(path, "media/", 6) == 0 && path[6] != '.');
	for (size_t i = 6; i < n; i++)
		must(path[i] != '/' && path[i] != '&' && path[i] != ':' &&
		     (unsigned char)path[i] > ' ');
}

static void link_check(const char *href, size_t n)
{
	must(strncasecmp(href, "http://", 7) == 0 ||
	     strncasecmp(href, "https://", 8) == 0 ||
	     strncasecmp(href, "mailto:", 7) == 0 ||
	     strncmp(href, "lesson:", 7) == 0 || *href == '#');
	for (size_t i = 0; i < n; i++)
		must((unsigned char)href[i] > ' ');
}

/* Each attribute is name="value", and known. */
static void attributes_check(const char *s, const char *end)
{
	static const char *const names[] = {
		"start", "tabindex", "class", "id", "rel", "target", "alt",
		"data-token", "data-check", "data-activity", "data-media",
		"data-alt", "href", "src", "data-src", "data-captions",
	};

	while (*s == ' ') {
		const size_t n = strcspn(++s, "=");
		const char *value = s + n + 2;
		const size_t size = strcspn(value, "\"");
		size_t i = 0;

		must(s[n + 1] == '"' && value + size < end);
		while (i < 16 && (strlen(names[i]) != n ||
				  memcmp(names[i], s, n) != 0))
			i++;
		must(i < 16);
		if (i == 12)
			link_check(value, size);
		if (i > 12)
			media_check(value, size);
		must(!memchr(value, '<', size) && !memchr(value, '>', size));
		s = value + size + 1;
	}
	must(s == end);
}

static void tags_check(const char *s)
{
	while ((s = strchr(s, '<'))) {
		const bool closing = s[1] == '/';
		const char *name = s + 1 + closing, *end = strchr(s, '>');
		const size_t n = strcspn(name, " >");

		must(end != NULL && tag_known(name, n));
		if (closing)
			must(name + n == end);
		else
			attributes_check(name + n, end);
		s = end;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	char *source;

	fuzz_begin();
	source = fuzz_text(&mem, bytes, size);
	for (int i = 0; i < 2 && text_utf8(source, size); i++) {
		struct native_uses uses = { .mem = &mem };
		const struct native_text how = { .lesson = i == 0,
						 .line = i == 1,
						 .uses = &uses };
		struct text out = { .mem = &mem };

		text_puts(&out, "");
		if (native_text_html(&mem, &how, source, size, &out))
			continue;
		must(text_utf8(out.bytes, out.size));
		must(uses.n <= NATIVE_USES_MOST);
		tags_check(out.bytes);
	}
	arena_end(&mem);
	return 0;
}
