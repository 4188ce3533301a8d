/* Text as a part of addresses and pages, and back. */
#include "base/encode.h"

#include <string.h>

#include "check.h"

static struct arena mem = ARENA_INIT;

static const char *html(const char *s)
{
	struct text out = { .mem = &mem };

	text_put_html(&out, s);
	return out.bytes;
}

static const char *formed(const char *form, ...)
{
	struct text out = { .mem = &mem };
	va_list args;

	va_start(args, form);
	text_put_form(&out, form, args);
	va_end(args);
	return out.bytes;
}

static const char *decoded(const char *s, bool form, size_t *size)
{
	return percent_decode(&mem, s, strlen(s), form, size);
}

static void test_put(void)
{
	TEST("letters, digits and four signs stand in an address as they are") {
		check_str(text_percent(&mem, "aZ09-._~"), "aZ09-._~");
	}
	TEST("all else is %XX, each byte of it, and nothing is nothing") {
		check_str(text_percent(&mem, "a b&c=d+e/\xc3\xa9%"),
			  "a%20b%26c%3Dd%2Be%2F%C3%A9%25");
		check_str(text_percent(&mem, "\x7f\n"), "%7F%0A");
		check_str(text_percent(&mem, ""), "");
	}
	TEST("nothing gets out of an attribute of HTML, nor is an end of line lost") {
		check_str(html("<a b='\"'>&\r\n\xc3\xa9"),
			  "&lt;a b=&#39;&quot;&#39;&gt;&amp;&#13;&#10;\xc3\xa9");
		check_str(html(""), "");
	}
	TEST("a form keeps its own signs, and what is put in is text in order") {
		check_str(formed("<a href=\"$\">$</a>", "/?a&b", "<i>"),
			  "<a href=\"/?a&amp;b\">&lt;i&gt;</a>");
		check_str(formed("<p>$</p>", "$"), "<p>$</p>");
	}
}

static const char *with(const char *url)
{
	struct text out = { .mem = &mem };

	text_puts(&out, url);
	text_put_query(&out, "a b", "c&d");
	text_put_query(&out, "e", "");
	return out.bytes;
}

static void test_pairs(void)
{
	struct text form = { .mem = &mem };

	TEST("a query begins once, whatever is there already") {
		check_str(with("/x"), "/x?a%20b=c%26d&e=");
		check_str(with("/x?"), "/x?a%20b=c%26d&e=");
		check_str(with("/x?y=1"), "/x?y=1&a%20b=c%26d&e=");
		check_str(with("/x?y=1&"), "/x?y=1&a%20b=c%26d&e=");
	}
	TEST("the fields of a form stand one behind the other") {
		text_put_field(&form, "a", "=");
		text_put_field(&form, "b", "2");
		check_str(form.bytes, "a=%3D&b=2");
	}
}

static void test_decode(void)
{
	static const char *const bad[] = { "%", "%4", "a%", "%g0", "%0g", "%%41" };
	size_t n;

	TEST("what was put is read back") {
		const char *all = "a b&c=d+e/\xc3\xa9%~\x01\xff";

		check_str(decoded(text_percent(&mem, all), true, &n), all);
		check_int(n, strlen(all));
	}
	TEST("a + is a blank in a form alone") {
		check_str(decoded("a+b%2b%2B", true, &n), "a b++");
		check_str(decoded("a+b", false, &n), "a+b");
	}
	TEST("a NUL is counted, for who asks whether it is text") {
		const char *s = decoded("a%00b", false, &n);

		check_int(n, 3);
		check(s && !text_utf8(s, n));
	}
	TEST("a % without two digits makes it nothing") {
		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
			check(!decoded(bad[i], true, &n));
	}
	TEST("and so does one that ends before they come") {
		check(!percent_decode(&mem, "%41", 2, false, &n));
	}
}

int main(void)
{
	test_put();
	test_pairs();
	test_decode();
	arena_end(&mem);
	return test_end();
}
