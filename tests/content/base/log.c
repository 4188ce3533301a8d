/* The log: whole lines, in order, some of them together. */
#include "base/log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

static char path[] = "/tmp/balai-log-XXXXXX";
static char text[1 << 20];
static int file;

/* What was written since the last look. */
static const char *written(void)
{
	const ssize_t n = pread(file, text, sizeof(text) - 1, 0);

	text[n < 0 ? 0 : n] = '\0';
	check_int(ftruncate(file, 0), 0);
	lseek(file, 0, SEEK_SET);
	return text;
}

static size_t lines(const char *s)
{
	size_t n = 0;

	while ((s = strchr(s, '\n')))
		n++, s++;
	return n;
}

static void test_line(void)
{
	TEST("a line is one JSON object, and what would forge one is escaped") {
		log_event(LOG_INFO, "try", LOG_TEXT("a", "x\"\n\x7fy\\z"),
			  LOG_INT("n", INT64_MIN), LOG_INT("m", 0));
		check(strstr(written(), "\"level\":\"info\",\"event\":\"try\","
			     "\"a\":\"x\\\"\\u000a\\u007fy\\\\z\","
			     "\"n\":-9223372036854775808,\"m\":0}\n") != NULL);
		check_int(strspn(text + strlen("{\"at\":\"20"), "0123456789-T:."),
			  strlen("26-01-31T00:00:00.000"));
	}
	TEST("a text that is too long is cut, and its line closed") {
		static char much[9000];

		memset(much, 'x', sizeof(much) - 1);
		log_event(LOG_INFO, "try", LOG_TEXT("a", much));
		check(strlen(written()) <= 4096);
		check(strstr(text, "x\"}\n") != NULL);
	}
}

static void test_held(void)
{
	TEST("held, lines that come at once are written together") {
		size_t n = 1;

		/* On a machine with other work `at once` may fail to be. */
		for (int i = 0; i < 100 && n; i++) {
			log_hold(true);
			log_event(LOG_INFO, "first");
			log_event(LOG_INFO, "second");
			if ((n = lines(written())))
				log_hold(false);
		}
		check_int(n, 0);
		log_flush();
		check_int(lines(written()), 2);
		check(strstr(text, "first") < strstr(text, "second"));
	}
	TEST("a warning waits for nothing, and brings what came before") {
		log_event(LOG_INFO, "first");
		log_event(LOG_WARN, "second");
		check_int(lines(written()), 2);
	}
	TEST("a line that comes alone is written at once") {
		usleep(30000);
		log_event(LOG_INFO, "alone");
		check_int(lines(written()), 1);
	}
	TEST("more than is held is not lost") {
		written();
		for (int i = 0; i < 2000; i++)
			log_event(LOG_INFO, "many", LOG_INT("i", i));
		log_flush();
		check_int(lines(written()), 2000);
	}
	TEST("what is held is written when nobody holds any more") {
		log_event(LOG_INFO, "last");
		log_hold(false);
		check_int(lines(written()), 1);
		log_event(LOG_INFO, "after");
		check_int(lines(written()), 1);
	}
}

int main(void)
{
	const int before = dup(STDERR_FILENO);

	file = mkstemp(path);
	dup2(file, STDERR_FILENO);
	test_line();
	test_held();
	dup2(before, STDERR_FILENO);
	unlink(path);
	return test_end();
}
