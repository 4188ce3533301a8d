/* The small parts that manifests are read with, each by a table. */
#include <sodium.h>

#include "check.h"
#include "hosts.h"
#include "manifest.h"
#include "media.h"
#include "unpack.h"

static struct arena mem;

static void test_media(void)
{
	static const struct { const char *path, *type; bool text; } rows[] = {
		{ "a.html", "text/html", true },
		{ "A.HTM", "text/html", true },
		{ "x.y/skrip.js", "text/javascript; charset=utf-8", true },
		{ "a.svg", "image/svg+xml", true },
		{ "a.png", "image/png", false },
		{ "a.mp4", "video/mp4", false },
		{ "a.woff2", "font/woff2", false },
		{ "tanpa.titik/berkas", "application/octet-stream", false },
		{ "a.xyz", "application/octet-stream", false },
	};

	TEST("the type is by the ending, whatever its case") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			check_str(media_type(rows[i].path), rows[i].type);
			check_int(media_compressible(rows[i].type),
				  rows[i].text);
		}
	}
	TEST("pages are HTML and XHTML") {
		check(media_page(media_type("a.xhtml")));
		check(media_page(media_type("a.html")));
		check(!media_page(media_type("a.xml")));
	}
}

static void test_links(void)
{
	static const struct { const char *path, *to; bool inside; } rows[] = {
		{ "a/b", "c", true }, { "a/b", "../c", true },
		{ "a/b", "../../c", false }, { "a", "../c", false },
		{ "a/b", "./c/../../d", true }, { "a/b", "/c", false },
		{ "a/b", "..\\..\\c", false }, { "a/b", "C:/c", false },
		{ "a/b", "", false }, { "a/b", "c/../../../d/e", false },
	};

	TEST("a link stays inside or does not") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_int(entry_link_inside(rows[i].path, rows[i].to),
				  rows[i].inside);
	}
}

static void test_parameters(void)
{
	static const struct { const char *href, *parameters, *joined; } rows[]
	= {
		{ "a.html", NULL, "a.html" },
		{ "a.html", "", "a.html" },
		{ "a.html", "?b=c", "a.html?b=c" },
		{ "a.html", "b=c", "a.html?b=c" },
		{ "a.html?x=y", "?b=c", "a.html?x=y&b=c" },
		{ "a.html?x=y", "&&b=c", "a.html?x=y&b=c" },
		{ "a.html", "#top", "a.html#top" },
		{ "a.html#x", "#top", "a.html#x" },
		{ "a.html#x", "?b=c", "a.html?b=c#x" },
		{ "a.html", "?b=\"<c d>", "a.html?b=%22%3Cc%20d%3E" },
		{ "a.html", "?b=%20", "a.html?b=%20" },
	};

	TEST("parameters join an address as SCORM says") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
			check_str(manifest_parameters(&mem, rows[i].href,
				  rows[i].parameters), rows[i].joined);
	}
}

static void test_urls(void)
{
	static const struct { const char *url; bool web; const char *host; }
	rows[] = {
		{ "https://a.example.org/b", true, "a.example.org" },
		{ "HTTP://A.Example.org:8080?b", true, "a.example.org:8080" },
		{ "https://orang@a.example.org/", true, "a.example.org" },
		{ "javascript:alert(1)", false, "" },
		{ "data:text/html,x", false, "" },
		{ "https:///a", false, "" },
		{ "https://a b", false, "" },
		{ "//a.example.org", false, "" },
		{ "ftp://a.example.org", false, "" },
	};

	TEST("only http and https with a host are addresses") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			check_int(url_web(rows[i].url), rows[i].web);
			check_str(url_host(&mem, rows[i].url), rows[i].host);
		}
		check(!url_web(NULL));
	}
}

static void test_numbers(void)
{
	static const struct { const char *text; bool good; double value; }
	rows[] = {
		{ "80", true, 80 }, { " 0.5 ", true, 0.5 }, { "-.5", true, -0.5 },
		{ "+1", true, 1 }, { "1.", true, 1 }, { "", false, 0 },
		{ ".", false, 0 }, { "1e3", false, 0 }, { "0x10", false, 0 },
		{ "inf", false, 0 }, { "8 0", false, 0 }, { NULL, false, 0 },
	};

	TEST("numbers are decimal, and nothing else is one") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			double value = 0;

			check_int(xml_number(rows[i].text, &value),
				  rows[i].good);
			check(value == rows[i].value);
		}
	}
	TEST("so long a number that it has no end is none") {
		char digits[500];
		double value;

		memset(digits, '9', sizeof(digits));
		digits[499] = '\0';
		check(!xml_number(digits, &value));
	}
	TEST("yes and no are true and 1, false and 0; else it is as it was") {
		check(xml_bool("true", false) && xml_bool("1", false));
		check(!xml_bool("FALSE", true) && !xml_bool("0", true));
		check(xml_bool("maybe", true) && !xml_bool(NULL, false));
	}
}

static void test_index(void)
{
	struct path_index *ix = path_index_new(&mem);

	TEST("a path has its number, exactly or in any case") {
		for (size_t i = 0; i < 1000; i++)
			check(path_index_add(ix, arena_format(&mem, "A/%zu.HTML",
							      i), i));
		check_int(path_index_find(ix, "A/999.HTML"), 999);
		check(path_index_find(ix, "a/999.html") == PATH_NONE);
		check_int(path_index_fold(ix, "a/999.html"), 999);
		check(path_index_fold(ix, "b") == PATH_NONE);
	}
	TEST("the same path again is not added") {
		check(!path_index_add(ix, "A/5.HTML", 7));
		check_int(path_index_find(ix, "A/5.HTML"), 5);
	}
	TEST("of two that differ in case the first answers for both") {
		check(path_index_add(ix, "a/5.html", 2000));
		check_int(path_index_fold(ix, "A/5.html"), 5);
		check_int(path_index_find(ix, "a/5.html"), 2000);
	}
}

static void test_hosts(void)
{
	static const struct { const char *text, *found; } rows[] = {
		{ "<img src=\"http://a.example/x\">", "a.example;" },
		{ "<img src = 'https://A.example:81/x'>", "a.example;" },
		{ "<a href=//b.example/>", "b.example;" },
		{ "url( 'https://c.example/d')", "c.example;" },
		{ "@import \"https://c.example/d\";", "c.example;" },
		{ "<svg xmlns=\"http://www.w3.org/2000/svg\">", "" },
		{ "lihat https://d.example di sini", "" },
		{ "x = 5 // komentar", "" },
		{ "<a href=\"a//b\">", "" },
		{ "<a href=\"http://localhost/\">", "" },
		{ "<a href=\"http://", "" }, { "//", "" }, { "", "" },
		{ "<img src='http://b.example'><img src='http://a.example'>"
		  "<img src='http://b.example/2'>", "a.example;b.example;" },
	};

	TEST("hosts that a page asks for are found, others are not") {
		for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
			const char *names[4];
			struct hosts h = { .mem = &mem, .names = names,
					   .most = 4 };
			struct text got = { .mem = &mem };

			text_puts(&got, "");
			hosts_scan(&h, rows[i].text, strlen(rows[i].text));
			for (size_t k = 0; k < h.count; k++)
				text_putf(&got, "%s;", names[k]);
			check_str(got.bytes, rows[i].found);
		}
	}
	TEST("no more are kept than there is room for") {
		const char *names[2];
		struct hosts h = { .mem = &mem, .names = names, .most = 2 };
		const char *text = "src=//a.id/ src=//c.id/ src=//e.id/";

		hosts_scan(&h, text, strlen(text));
		check_int(h.count, 2);
	}
}

int main(void)
{
	if (sodium_init() < 0)
		return 1;
	test_media();
	test_links();
	test_parameters();
	test_urls();
	test_numbers();
	test_index();
	test_hosts();
	arena_end(&mem);
	return test_end();
}
