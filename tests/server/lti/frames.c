#include "lti/frames.h"

#include <string.h>

#include "check.h"

static struct arena mem = ARENA_INIT;

static void once_each(void)
{
	static const char *const urls[] = {
		"https://a.example/masuk", "https://A.example:443/lain",
		"https://ba.example/", "https://a.example:8443/x",
		"https://a.exam", "bukan alamat",
	};

	check_str(lti_frames_list(&mem, urls, 6, false),
		  "https://a.example https://ba.example "
		  "https://a.example:8443 https://a.exam");
	check_str(lti_frames_list(&mem, urls, 0, false), "");
}

/* The head of a page must stay small for what stands before the server. */
static void too_many(void)
{
	const char *urls[100];

	for (int i = 0; i < 100; i++)
		urls[i] = arena_format(&mem, "https://alat-%03d.example/x", i);
	check(strlen(lti_frames_list(&mem, urls, 80, false)) <=
	      LTI_FRAMES_MOST);
	check_str(lti_frames_list(&mem, urls, 100, false), "https:");
	check_str(lti_frames_list(&mem, urls, 100, true), "https: http:");
}

int main(void)
{
	TEST("tools' origins are told once each")
		once_each();
	TEST("a list of tools' origins that is too long is told by its scheme")
		too_many();
	arena_end(&mem);
	return test_end();
}
