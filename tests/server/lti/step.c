/* Between the steps of a launch: the cookie of a login, who may frame it. */
#include "lti/step.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static const struct {
	const char *auth, *issuer, *embed;
} platforms[] = {
	{ "https://lms.example/auth", "https://lms.example",
	  "https://lms.example" },
	{ "https://lms.example:443/auth", "https://LMS.example/moodle",
	  "https://lms.example" },
	{ "https://sso.example/auth", "https://lms.example/x",
	  "https://sso.example https://lms.example" },
	{ "http://lms.localhost:9/auth", "http://lms.localhost:9",
	  "http://lms.localhost:9" },
	/* Some issuers are no address. */
	{ "https://lms.example/auth", "lms-nasional", "https://lms.example" },
	{ "https://lms.example/auth", "", "https://lms.example" },
	{ "https://lms.example/auth", "https://x;script-src *",
	  "https://lms.example" },
};

int main(void)
{
	TEST("who may frame a launch is where it asks and who it is, each once")
		for (size_t i = 0; i < sizeof(platforms) / sizeof(*platforms);
		     i++) {
			const struct lti_platform p = {
				.auth_url = platforms[i].auth,
				.issuer = platforms[i].issuer };

			check_str(lti_embed(&mem, &p), platforms[i].embed);
		}
	TEST("a login's cookie is its own, so that tabs run side by side") {
		check_str(lti_cookie_name(&mem, "abcdefghijkl"),
			  "__Host-lti_abcdefgh");
		check_str(lti_cookie_name(&mem, "abc"), "__Host-lti_abc");
	}
	arena_end(&mem);
	return test_end();
}
