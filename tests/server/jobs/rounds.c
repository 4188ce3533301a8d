#include "jobs/rounds.h"

#include <stdatomic.h>

#include "base/wait.h"
#include "check.h"

#define FOR_EVER (INT64_C(3600) * 1000)
#define SOON_NS  (20000 * WAIT_MS)	/* a busy machine takes its time */

static atomic_int made;
static struct rounds rounds;

static void count(void *context)
{
	atomic_fetch_add((atomic_int *)context, 1);
}

/* One that ends only because it was told to. */
static void linger(void *context)
{
	while (rounds_going(&rounds))
		nanosleep(&(struct timespec){ 0, WAIT_MS }, NULL);
	count(context);
}

static bool reaches(int n)
{
	const int64_t end = wait_now() + SOON_NS;

	while (atomic_load(&made) < n && wait_now() < end)
		nanosleep(&(struct timespec){ 0, WAIT_MS }, NULL);
	return atomic_load(&made) >= n;
}

int main(void)
{
	TEST("the first round is made at once, another one when it is woken") {
		check_int(rounds_begin(&rounds, FOR_EVER, count, &made), OK);
		check(reaches(1));
		rounds_wake(&rounds);
		check(reaches(2));
		rounds_end(&rounds);
		check_int(atomic_load(&made), 2);
	}
	TEST("and one whenever a while has passed") {
		atomic_store(&made, 0);
		check_int(rounds_begin(&rounds, 1, count, &made), OK);
		check(reaches(3));
		rounds_end(&rounds);
	}
	TEST("the end waits for the round under way, which may ask for it") {
		atomic_store(&made, 0);
		check_int(rounds_begin(&rounds, FOR_EVER, linger, &made), OK);
		rounds_end(&rounds);
		check_int(atomic_load(&made), 1);
	}
	return test_end();
}
