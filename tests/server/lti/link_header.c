/* Which page comes next, of what servers say and of what they had better not. */
#include "lti/link_header.h"

#include <string.h>

#include "check.h"

#define FROM "https://lms.uji/ags/7/items?limit=2"

static struct arena mem = ARENA_INIT;

static const char *target(const char *headers)
{
	return link_target(&mem, headers, FROM);
}

static void reads(void)
{
	check_str(target("Content-Type: a/b\r\n"
			 "Link: <https://lms.uji/p?page=2>; rel=\"next\"\r\n"),
		  "https://lms.uji/p?page=2");
	check_str(target("link: <https://a/1>; rel=first, "
			 "<https://a/2,3;x>; title=\"a, <b>\"; REL=Next\r\n"),
		  "https://a/2,3;x");
	check_str(target("Link: <https://a/1>; rel=\"prev\"\r\n"
			 "X: y\r\nLink: <https://a/2>;rel=\"last NEXT\"\r\n"),
		  "https://a/2");
	check_str(target("Link: </p/2>; rel=next\r\n"), "https://lms.uji/p/2");
	check_str(target("Link: <?page=2>; rel=next\r\n"),
		  "https://lms.uji/ags/7/items?page=2");
	check_str(target("Link: <//evil.uji/p>; rel=next\r\n"),
		  "https://evil.uji/p");
}

static void reads_nothing(void)
{
	static const char *const none[] = {
		"", "\r\n", "Link:", "Link: \r\n", "Link: <https://a/1>\r\n",
		"Link: <https://a/1; rel=next\r\n",
		"Link: https://a/1; rel=next\r\n",
		"Link: <https://a/1>; rel=\"prev\"; rel=\"next\"\r\n",
		"Link: <https://a/1>; rel=nextpage\r\n",
		"Linkk: <https://a/1>; rel=next\r\n",
		"Link: <https://a/1>; title=\"rel=next\"\r\n",
		"XLink: <https://a/1>; rel=next\r\n",
	};

	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		check_str(target(none[i]), NULL);
}

static enum link_next step(struct link_walk *w, const char *to,
			   const char *from, const char **out)
{
	return link_walk(&mem, w, arena_format(&mem,
			 "Link: <%s>; rel=\"next\"\r\n", to), from, out);
}

static void strays(void)
{
	static const char *const other[] = {
		"https://bad.uji/p", "http://lms.uji/p", "https://lms.uji:444/p",
		"https://lms.uji@evil.uji/p", "https://lms.uji.evil.uji/p",
		"//evil.uji/p", "javascript:alert(1)", "p/2", "",
		"https://lms.uji\\@evil.uji/",
	};

	for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++) {
		struct link_walk w = { .npages = 0 };
		const char *out;

		check_int(step(&w, other[i], FROM, &out), LINK_STRANGE);
		check_str(out, NULL);
	}
	check(link_same_origin("https://LMS.uji/a", "https://lms.uji/b"));
}

static void loops(void)
{
	struct link_walk w = { .npages = 0 };
	const char *out;

	check_int(step(&w, "https://lms.uji/2", FROM, &out), LINK_NEXT);
	check_int(step(&w, "https://lms.uji/3", "https://lms.uji/2", &out),
		  LINK_NEXT);
	check_int(step(&w, "https://lms.uji/2", "https://lms.uji/3", &out),
		  LINK_STRANGE);
	w.npages = 0;
	check_int(step(&w, FROM, FROM, &out), LINK_STRANGE);
}

static void lasts(void)
{
	struct link_walk w = { .npages = 0 };
	const char *from = FROM, *out;
	size_t n = 0;

	while (n < 1000 && step(&w, arena_format(&mem, "https://lms.uji/%zu",
						 n), from, &out) == LINK_NEXT) {
		from = out;
		n++;
	}
	check_int(n, LINK_PAGES_MOST);
	check_int(link_walk(&mem, &w, "A: b\r\n", FROM, &out), LINK_END);
}

int main(void)
{
	TEST("the next page is found among links, parameters and headers")
		reads();
	TEST("what is no link to a next page is the end")
		reads_nothing();
	TEST("T57 a next page on another origin is not followed")
		strays();
	TEST("T57 pages that lead back to one another are left")
		loops();
	TEST("T57 pages without an end are left after fifty")
		lasts();
	arena_end(&mem);
	return test_end();
}
