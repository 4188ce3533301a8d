/*
 * Markdown: the page that comes out is read again, and holds no tag, attribute
 * or address but ours.
 */
#include <strings.h>

#include "base/text.h"
#include "fuzz.h"
#include "markdown.h"

static const char *const tags[] = {
	"<h1>", "<h2>", "<h3>", "<h4>", "<h5>", "<h6>", "<blockquote>", "<ul>",
	"<li>", "<hr>", "<p>", "<thead>", "<tbody>", "<tr>", "<th>", "<td>",
	"<em>", "<strong>", "<code>", "<del>", "<br>", "<table>",
	"<pre tabindex=\"0\">", "<div class=\"table\" tabindex=\"0\">",
	"</div>",
};

static bool digits_only(const char *s, size_t n)
{
	return n > 0 && strspn(s, "0123456789") >= n;
}

static void link_check(const char *tag, size_t n)
{
	static const char head[] = "<a rel=\"noopener noreferrer\" "
				   "target=\"_blank\" href=\"";
	const char *address = tag + strlen(head);
	const size_t size = strcspn(address, "\"<>'");

	must(n > strlen(head) && memcmp(tag, head, strlen(head)) == 0);
	must(size + strlen(head) + 2 == n && address[size] == '"');
	must(strncasecmp(address, "http://", 7) == 0 ||
	     strncasecmp(address, "https://", 8) == 0 ||
	     strncasecmp(address, "mailto:", 7) == 0);
	for (size_t i = 0; i < size; i++)
		must((unsigned char)address[i] > ' ');
}

static void tag_check(const char *tag, size_t n)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		const char *t = tags[i];

		if (strlen(t) == n && memcmp(t, tag, n) == 0)
			return;
		/* Its end. */
		if (tag[1] == '/' && n == strcspn(t, " >") + 2 &&
		    memcmp(tag + 2, t + 1, n - 3) == 0)
			return;
	}
	if (n == 4 && memcmp(tag, "</a>", 4) == 0)
		return;
	if (n == 5 && memcmp(tag, "</ol>", 5) == 0)
		return;
	if (n > 13 && memcmp(tag, "<ol start=\"", 11) == 0 &&
	    digits_only(tag + 11, n - 13))
		return;
	link_check(tag, n);
}

static void body_check(const char *s)
{
	while ((s = strchr(s, '<'))) {
		const size_t n = strcspn(s, ">") + 1;

		tag_check(s, n);
		s += n;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct text out = { .mem = &mem };
	const char *title = NULL, *body;
	char *source;

	fuzz_begin();
	source = fuzz_text(&mem, bytes, size);
	if (text_utf8(source, size) &&
	    !markdown_page(&mem, source, size, "Tanpa judul", &out, &title)) {
		must(fuzz_utf8(title, 300) && *title);
		must(fuzz_utf8(out.bytes, 9000000));
		body = strstr(out.bytes, "<main>\n");
		must(body && !strstr(out.bytes, "<script"));
		must(text_ends(body, "</main>\n"));
		source = arena_copy(&mem, body + 7, strlen(body) - 7 - 8);
		body_check(source);
	}
	arena_end(&mem);
	return 0;
}
