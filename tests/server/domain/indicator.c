#include "domain/indicator.h"

#include <math.h>

#include "check.h"

#define NOW INT64_C(1801353600000)	/* 2027-01-31, 00:00 UTC */

static struct indicator_value figure(enum indicator_phase phase, double value)
{
	return (struct indicator_value){ .phase = phase, .value = value };
}

static bool near(double a, double b)
{
	return fabs(a - b) < 1e-6;
}

static void sums(void)
{
	struct indicator_value all[] = {
		figure(INDICATOR_BEFORE, 10), figure(INDICATOR_BEFORE, 14),
		figure(INDICATOR_AFTER, 9), figure(INDICATOR_AFTER, 100),
	};
	struct indicator_sum s;

	all[3].taken_back_at = NOW;
	indicator_sum(all, 4, INDICATOR_LOWER, &s);
	check_int(s.before, 2);
	check_int(s.after, 1);
	check(near(s.before_mean, 12) && near(s.after_mean, 9));
	check(near(s.change, -3));
	check(s.percent_known && near(s.percent, -25));
	check_int(s.course, INDICATOR_BETTER);
	indicator_sum(all, 4, INDICATOR_HIGHER, &s);
	check_int(s.course, INDICATOR_WORSE);
}

static void one_side(void)
{
	const struct indicator_value all[] = { figure(INDICATOR_AFTER, 9) };
	struct indicator_sum s;

	indicator_sum(all, 1, INDICATOR_LOWER, &s);
	check_int(s.course, INDICATOR_UNKNOWN);
	check(!s.percent_known);
	check(near(s.change, 0));
	indicator_sum(all, 0, INDICATOR_LOWER, &s);
	check_int(s.course, INDICATOR_UNKNOWN);
}

static void nothing_before(void)
{
	const struct indicator_value all[] = {
		figure(INDICATOR_BEFORE, 0), figure(INDICATOR_AFTER, 4) };
	struct indicator_sum s;

	indicator_sum(all, 2, INDICATOR_HIGHER, &s);
	check_int(s.course, INDICATOR_BETTER);
	check(!s.percent_known);
}

static void the_same(void)
{
	const struct indicator_value all[] = {
		figure(INDICATOR_BEFORE, 0.1), figure(INDICATOR_BEFORE, 0.2),
		figure(INDICATOR_BEFORE, 0.3), figure(INDICATOR_AFTER, 0.2) };
	struct indicator_sum s;

	indicator_sum(all, 4, INDICATOR_HIGHER, &s);
	check_int(s.course, INDICATOR_SAME);
}

static void below_nothing(void)
{
	const struct indicator_value all[] = {
		figure(INDICATOR_BEFORE, -10), figure(INDICATOR_AFTER, -5) };
	struct indicator_sum s;

	indicator_sum(all, 2, INDICATOR_HIGHER, &s);
	check_int(s.course, INDICATOR_BETTER);
	check(near(s.percent, 50));
}

static void words(void)
{
	enum indicator_phase phase;
	enum indicator_better better;

	check(indicator_phase_named("after", &phase));
	check_str(indicator_phase_name(phase), "after");
	check(indicator_phase_named("before", &phase));
	check_str(indicator_phase_name(phase), "before");
	check(!indicator_phase_named("during", &phase));
	check(indicator_better_named("higher", &better));
	check_str(indicator_better_name(better), "higher");
	check(indicator_better_named("lower", &better));
	check(!indicator_better_named("same", &better));
}

int main(void)
{
	TEST("what was taken back does not count, and the rest is a mean a phase")
		sums();
	TEST("with one phase alone nothing is said of a change")
		one_side();
	TEST("from nothing on there is a change and no percentage")
		nothing_before();
	TEST("means that differ by their last digit alone are the same")
		the_same();
	TEST("the percentage of what was below nothing has the change's sign")
		below_nothing();
	TEST("a figure is finite, and of a day that has been") {
		check(indicator_value_fits(-1e12) && indicator_value_fits(0));
		check(!indicator_value_fits(1.1e12));
		check(!indicator_value_fits(NAN));
		check(!indicator_value_fits(INFINITY));
		check(indicator_day_fits("2027-01-31", NOW));
		check(!indicator_day_fits("2027-02-01", NOW));
		check(!indicator_day_fits("1999-12-31", NOW));
	}
	TEST("phases and ways have names on the wire")
		words();
	return test_end();
}
