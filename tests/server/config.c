/* Settings: the environment, the command line, and the addresses made of them. */
#include "config.h"

#include <stdlib.h>

#include "check.h"

static struct arena mem = ARENA_INIT;

/* Reads these arguments; `left` is what was not understood. */
static enum err read_args(struct config *out, int *left, char **argv)
{
	*left = 0;
	while (argv[*left])
		++*left;
	return config_read(&mem, left, argv, out);
}

#define READ(out, ...) \
	read_args(out, &left, (char *[]){ __VA_ARGS__, NULL })

static void reading(void)
{
	struct config c;
	int left;

	TEST("without anything said the usual holds") {
		check_int(READ(&c, "import"), OK);
		check_int(left, 1);
		check_int(c.port, 8080);
		check_str(c.database_url, "sqlite:./data/balai.db");
		check_str(c.content_pattern, "http://{module}.localhost:8081");
		check(c.content_per_module && !c.demo);
	}
	TEST("options may stand before and after, with = and without") {
		check_int(READ(&c, "--port=90", "a.zip", "--data", "d",
			       "--demo", "b.zip"), OK);
		check_int(left, 2);
		check_int(c.port, 90);
		check_str(c.database_url, "sqlite:d/balai.db");
		check(c.demo);
	}
	TEST("the command line wins over the environment") {
		setenv("BALAI_CONTENT_PORT", "7001", 1);
		setenv("BALAI_PORT", "7000", 1);
		check_int(READ(&c, "--port", "7002"), OK);
		check_int(c.port, 7002);
		check_int(c.content_port, 7001);
		unsetenv("BALAI_CONTENT_PORT");
		unsetenv("BALAI_PORT");
	}
	TEST("a value that does not fit is refused with the option's name") {
		check_int(READ(&c, "--port", "many"), ERR_INVALID);
		check(strstr(fail_reason(), "--port"));
		check_int(READ(&c, "--port"), ERR_INVALID);
		check_int(READ(&c, "--content-url", "konten.go.id"),
			  ERR_INVALID);
		check_int(READ(&c, "--clock", "2027-02-30"), ERR_INVALID);
		check_int(READ(&c, "--clock", "besok"), ERR_INVALID);
		check_int(READ(&c, "--clock", "2027-01-31T08:00:00Z"), OK);
		check_int(c.clock_at, 1801382400000);
		check_int(READ(&c, "--url", "javascript:alert(1)"),
			  ERR_INVALID);
	}
	TEST("networks for LTI are read at the start, and a bad one is named") {
		check_int(READ(&c, "--lti-network", "10.20.0.0/16,fd12::/32",
			       "--lti-loopback"), OK);
		check_int(c.lti_reach.n, 2);
		check(c.lti_reach.loopback);
		check_int(READ(&c, "--lti-network", "10.20.0.0/16,127.0.0.1"),
			  ERR_INVALID);
		check(strstr(fail_reason(), "--lti-network"));
		check(strstr(fail_reason(), "\"127.0.0.1\""));
	}
	TEST("a number that does not fit where it is used is refused") {
		check_int(READ(&c, "--content-port", "65535"), OK);
		check_int(READ(&c, "--content-port", "65536"), ERR_INVALID);
		check(strstr(fail_reason(), "--content-port"));
		check_int(READ(&c, "--port", "4294975376"), ERR_INVALID);
		check_int(READ(&c, "--threads", "-1"), ERR_INVALID);
		check_int(READ(&c, "--upload-limit", "9223372036854775807"),
			  ERR_INVALID);
	}
}

static void origins(void)
{
	struct config c;
	int left;

	TEST("on localhost every module has an origin of its own") {
		READ(&c, "x");
		check_str(config_content_origin(&c, &mem, "m1",
						"localhost:8080", false),
			  "http://m1.localhost:8081");
		check_str(config_app_origin(&c, &mem, "m1.localhost:8081",
					    false), "http://localhost:8080");
	}
	TEST("under another host name content is on its other port") {
		READ(&c, "x");
		check_str(config_content_origin(&c, &mem, "m1", "10.1.2.3:8080",
						false),
			  "http://10.1.2.3:8081");
		check_str(config_app_origin(&c, &mem, "10.1.2.3:8081", true),
			  "https://10.1.2.3:8080");
	}
	TEST("a name that only ends like localhost is another host") {
		READ(&c, "x");
		check_str(config_content_origin(&c, &mem, "m1",
						"evillocalhost:8080", false),
			  "http://evillocalhost:8081");
	}
	TEST("configured addresses win, and lose their last slash") {
		READ(&c, "--url", "https://belajar.go.id/", "--content-url",
		     "https://{module}.konten.go.id/");
		check_str(config_app_origin(&c, &mem, "anything", false),
			  "https://belajar.go.id");
		check_str(config_content_origin(&c, &mem, "m1",
						"belajar.go.id", true),
			  "https://m1.konten.go.id");
	}
}

int main(void)
{
	reading();
	origins();
	arena_end(&mem);
	return test_end();
}
