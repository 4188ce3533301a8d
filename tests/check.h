/*
 * Just enough to say what was expected, where, and what came instead.
 *
 *	int main(void)
 *	{
 *		TEST("an empty text is well formed") {
 *			check(text_utf8("", 0));
 *		}
 *		return test_end();
 *	}
 *
 * Each TEST prints "ok - sentence" or "not ok - sentence", which tests/run counts.
 */
#ifndef CHECK_H
#define CHECK_H

#include <stdio.h>
#include <string.h>

static int check_failures;
static int test_before, test_failed;

#define TEST(sentence) \
	for (int test_on_ = test_begin_(); test_on_; \
	     test_on_ = test_done_(sentence))

#define check(cond) \
	check_(!!(cond), __FILE__, __LINE__, #cond)
#define check_int(got, want) \
	check_int_((long long)(got), (long long)(want), __FILE__, __LINE__, #got)
#define check_str(got, want) \
	check_str_((got), (want), __FILE__, __LINE__, #got)

static inline int test_begin_(void)
{
	test_before = check_failures;
	return 1;
}

static inline int test_done_(const char *sentence)
{
	const int good = check_failures == test_before;

	test_failed += !good;
	printf("%s - %s\n", good ? "ok" : "not ok", sentence);
	fflush(stdout);
	return 0;
}

static inline int test_end(void)
{
	return test_failed || check_failures;
}

static inline void check_(int ok, const char *file, int line, const char *what)
{
	if (ok)
		return;
	check_failures++;
	printf("# %s:%d: %s\n", file, line, what);
}

static inline void check_int_(long long got, long long want, const char *file,
			      int line, const char *what)
{
	if (got == want)
		return;
	check_failures++;
	printf("# %s:%d: %s is %lld, not %lld\n", file, line, what, got, want);
}

static inline void check_str_(const char *got, const char *want,
			      const char *file, int line, const char *what)
{
	if (got && want ? strcmp(got, want) == 0 : got == want)
		return;
	check_failures++;
	printf("# %s:%d: %s is '%s', not '%s'\n", file, line, what,
	       got ? got : "(null)", want ? want : "(null)");
}

#endif
