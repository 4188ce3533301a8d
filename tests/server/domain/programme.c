/* When a programme is complete, and how far somebody is: rules and properties. */
#include "domain/programme.h"

#include <inttypes.h>

#include "check.h"

#define ROUNDS 20000
#define DAY (24 * 3600 * INT64_C(1000))

/* Chance that every run has alike. */
static uint64_t seed = 20261122;

static unsigned chance(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static struct step steps[STEPS_MOST];
static size_t n;
static struct programme_rule rule;

static struct programme_outcome outcome(void)
{
	struct programme_outcome out;

	programme_outcome(steps, n, &rule, &out);
	return out;
}

static void programme_random(void)
{
	n = chance(9);
	rule = (struct programme_rule){ chance(4), { chance(3) == 0,
						     chance(101) } };
	for (size_t i = 0; i < n; i++)
		steps[i] = (struct step){
			.kind = (enum step_kind)chance(STEP_KINDS),
			.required = chance(3) > 0,
			.must_pass = chance(4) == 0,
			.after = i && chance(3) == 0 ? chance((unsigned)i)
						     : STEP_FREE,
			.due_days = chance(20),
		};
}

static struct step_news news_random(void)
{
	const int64_t units = chance(6);

	return (struct step_news){
		.completed = chance(3) == 0, .passed = chance(3) == 0,
		.begun = chance(2), .waiting = chance(5) == 0,
		.scaled = { chance(2), chance(101) / 100.0 },
		.units = units, .done = units ? chance((unsigned)units + 1) : 0,
		.at = 1 + chance(1000),
	};
}

static bool required_missing(void)
{
	for (size_t i = 0; i < n; i++)
		if (steps[i].required && steps[i].reached != STEP_DONE)
			return true;
	return false;
}

static size_t optional(bool only_done)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !steps[i].required &&
			 (!only_done || steps[i].reached == STEP_DONE);
	return count;
}

static void walk(void)
{
	struct programme_outcome before, now;

	programme_random();
	before = outcome();
	check(before.percent == 0 && !before.complete && !before.begun);
	for (int i = 0; i < 30 && n; i++) {
		const struct step_news news = news_random();
		struct step *s = &steps[chance((unsigned)n)];
		const struct step was = *s;
		const size_t least = rule.least < optional(false)
			? rule.least : optional(false);

		(void)step_take(s, &news);
		now = outcome();
		check(s->reached >= was.reached || was.reached == STEP_WAITING);
		check(was.reached != STEP_DONE || s->reached == STEP_DONE);
		check(now.percent >= before.percent);
		check(now.percent >= 0 && now.percent <= 100);
		check((now.percent == 100) == now.complete);
		check(!before.complete || now.complete);
		check(!now.complete || !required_missing());
		check(!now.complete || optional(true) >= least);
		check(now.complete ||
		      required_missing() || optional(true) < least ||
		      now.needed == 0);
		check(now.success == SUCCESS_UNKNOWN || now.complete);
		check(before.success != SUCCESS_PASSED ||
		      now.success == SUCCESS_PASSED ||
		      rule.pass_mark.known);
		before = now;
	}
}

static void again(void)
{
	programme_random();
	for (int i = 0; i < 10 && n; i++) {
		const struct step_news news = news_random();
		struct step *s = &steps[chance((unsigned)n)];

		(void)step_take(s, &news);
		if (s->reached == STEP_WAITING)
			continue;
		check(!step_take(s, &news));
	}
}

static void order(void)
{
	struct step_news news[6];
	struct step one = { .must_pass = chance(2), .after = STEP_FREE },
		    other = one;

	for (size_t i = 0; i < 6; i++) {
		news[i] = news_random();
		news[i].waiting = false;
	}
	for (size_t i = 0; i < 6; i++) {
		(void)step_take(&one, &news[i]);
		(void)step_take(&other, &news[5 - i]);
	}
	check_int(one.reached, other.reached);
	check_int(one.share, other.share);
	check(one.scaled.known == other.scaled.known &&
	      one.scaled.value == other.scaled.value);
}

static void properties(void)
{
	TEST("progress never goes back, and 100 per cent and complete are one") {
		for (int i = 0; i < ROUNDS; i++)
			walk();
	}
	TEST("what was achieved counts once, however often it is told") {
		for (int i = 0; i < ROUNDS; i++)
			again();
	}
	TEST("and comes to the same in whatever order it is told") {
		for (int i = 0; i < ROUNDS; i++)
			order();
	}
}

static void make(size_t count)
{
	n = count;
	rule = (struct programme_rule){ 0, { false, 0 } };
	for (size_t i = 0; i < n; i++)
		steps[i] = (struct step){ .kind = STEP_MODULE, .required = true,
					  .after = STEP_FREE };
}

static void done(size_t i)
{
	(void)step_take(&steps[i], &(struct step_news){ .completed = true });
}

static void progress(void)
{
	TEST("a step half done is half a step") {
		make(2);
		(void)step_take(&steps[0], &(struct step_news){
			.begun = true, .done = 2, .units = 4 });
		check_int(outcome().percent, 25);
	}
	TEST("and every lesson done but the module not is not quite the step") {
		make(1);
		(void)step_take(&steps[0], &(struct step_news){
			.begun = true, .done = 4, .units = 4 });
		check_int(outcome().percent, 99);
		check(!outcome().complete);
	}
	TEST("of the others the furthest count, as many as are needed") {
		make(4);
		steps[2].required = steps[3].required = false;
		rule.least = 1;
		done(0);
		done(1);
		(void)step_take(&steps[2], &(struct step_news){
			.begun = true, .done = 1, .units = 2 });
		check_int(outcome().percent, 83);
		done(3);
		check_int(outcome().percent, 100);
		check(outcome().complete);
	}
	TEST("more are asked for than there are: all of them are needed") {
		make(2);
		steps[1].required = false;
		rule.least = 5;
		done(0);
		check_int(outcome().percent, 50);
		done(1);
		check(outcome().complete);
	}
	TEST("where nothing is needed nobody is complete") {
		make(2);
		steps[0].required = steps[1].required = false;
		done(0);
		done(1);
		check_int(outcome().percent, 0);
		check(!outcome().complete);
		make(0);
		check(!outcome().complete);
	}
	TEST("a step that must be passed is not done by being completed") {
		make(1);
		steps[0].must_pass = true;
		(void)step_take(&steps[0], &(struct step_news){
			.begun = true, .completed = true });
		check(!outcome().complete);
		(void)step_take(&steps[0], &(struct step_news){ .passed = true });
		check(outcome().complete);
		check_int(outcome().success, SUCCESS_PASSED);
	}
}

static void marks(void)
{
	TEST("the mark is of the mean of quizzes, one not scored as nothing") {
		make(3);
		steps[0].kind = steps[1].kind = STEP_QUIZ;
		rule.pass_mark = (struct measure){ true, 70 };
		(void)step_take(&steps[0], &(struct step_news){
			.completed = true, .scaled = { true, 0.9 } });
		(void)step_take(&steps[1], &(struct step_news){
			.completed = true });
		done(2);
		check_int(outcome().mean.value, 45);
		check_int(outcome().success, SUCCESS_FAILED);
		(void)step_take(&steps[1], &(struct step_news){
			.completed = true, .scaled = { true, 0.5 } });
		check_int(outcome().success, SUCCESS_PASSED);
	}
	TEST("and an optional quiz that nobody sat lowers nothing") {
		make(2);
		steps[0].kind = steps[1].kind = STEP_QUIZ;
		steps[1].required = false;
		rule.pass_mark = (struct measure){ true, 70 };
		(void)step_take(&steps[0], &(struct step_news){
			.completed = true, .scaled = { true, 0.7 } });
		check_int(outcome().success, SUCCESS_PASSED);
	}
	TEST("where nothing is to be passed nobody passes") {
		make(1);
		done(0);
		check_int(outcome().success, SUCCESS_UNKNOWN);
	}
}

static void deadlines(void)
{
	struct step s = { .due_days = 3 };

	TEST("a step is due in the last minute of its day") {
		check_int(step_due(&s, 0, 10 * DAY, 0), 3 * DAY - 60000);
	}
	TEST("and never after the batch ends") {
		check_int(step_due(&s, 0, 2 * DAY, 0), 2 * DAY);
		s.due_days = 0;
		check_int(step_due(&s, 0, 2 * DAY, 0), 2 * DAY);
	}
	TEST("but for who was given more time") {
		check_int(step_due(&s, 0, 2 * DAY, 5 * DAY), 5 * DAY);
		check_int(step_due(&s, 0, 2 * DAY, DAY), 2 * DAY);
	}
	TEST("late is what is due and not done") {
		check(step_late(&s, DAY, DAY + 1));
		check(!step_late(&s, DAY, DAY));
		s.reached = STEP_DONE;
		check(!step_late(&s, DAY, DAY + 1));
	}
}

static void locks(void)
{
	make(3);
	steps[1].after = 0;
	TEST("a step is locked until the one before it is done") {
		check_int(step_state(steps, 0), STEP_IS_OPEN);
		check_int(step_state(steps, 1), STEP_IS_LOCKED);
		check_int(step_next(steps, n), 0);
		done(0);
		check_int(step_state(steps, 1), STEP_IS_OPEN);
		check_int(step_next(steps, n), 1);
	}
	TEST("what is begun comes first, but waiting for an event is not that") {
		steps[2].reached = STEP_BEGUN;
		check_int(step_next(steps, n), 2);
		steps[2].kind = STEP_EVENT;
		check_int(step_next(steps, n), 1);
	}
	TEST("an event, which has its time, comes after what can be done now") {
		make(3);
		steps[0].kind = STEP_EVENT;
		steps[2].required = false;
		check_int(step_next(steps, n), 1);
		done(1);
		check_int(step_next(steps, n), 0);
		done(0);
		check_int(step_next(steps, n), 2);
	}
	TEST("what was done although it was locked is done") {
		make(2);
		steps[1].after = 0;
		done(1);
		check_int(step_state(steps, 1), STEP_IS_DONE);
	}
}

static void orders(void)
{
	size_t at;

	TEST("a step waits only for an earlier one, so there is no circle") {
		make(3);
		steps[2].after = 1;
		check_int(programme_check(steps, n, &at), PROGRAMME_FITS);
		steps[1].after = 2;
		check_int(programme_check(steps, n, &at), PROGRAMME_AFTER);
		check_int(at, 1);
		steps[1].after = 1;
		check_int(programme_check(steps, n, &at), PROGRAMME_AFTER);
	}
	TEST("a programme of nothing, or that needs nothing, is not ready") {
		make(0);
		check_int(programme_ready(steps, n, &rule), PROGRAMME_EMPTY);
		make(1);
		steps[0].required = false;
		check_int(programme_ready(steps, n, &rule),
			  PROGRAMME_NEEDS_NOTHING);
		rule.least = 1;
		check_int(programme_ready(steps, n, &rule), PROGRAMME_FITS);
	}
}

static void changes(void)
{
	struct step before[2] = {
		{ .id = "a", .required = true, .module_id = "m",
		  .unit_ident = "", .after = STEP_FREE },
		{ .id = "b", .required = false, .module_id = "m",
		  .unit_ident = "", .after = STEP_FREE } };
	struct step after[3] = { before[0], before[1] };
	size_t at;

	TEST("while people are enrolled a step may become easier") {
		after[0].required = false;
		check_int(programme_change(before, 2, after, 2, true, &at),
			  PROGRAMME_FITS);
		check_int(programme_change(before, 2, after, 1, true, &at),
			  PROGRAMME_FITS);
	}
	TEST("and not harder") {
		after[0] = before[0];
		after[1].required = true;
		check_int(programme_change(before, 2, after, 2, true, &at),
			  PROGRAMME_HARDER);
		check_int(at, 1);
		after[1] = before[1];
		after[1].must_pass = true;
		check_int(programme_change(before, 2, after, 2, true, &at),
			  PROGRAMME_HARDER);
		check_int(programme_change(before, 2, after, 2, false, &at),
			  PROGRAMME_FITS);
	}
	TEST("a new one is optional then") {
		after[1] = before[1];
		after[2] = (struct step){ .required = true, .unit_ident = "",
					  .after = STEP_FREE };
		check_int(programme_change(before, 2, after, 3, true, &at),
			  PROGRAMME_HARDER);
		after[2].required = false;
		check_int(programme_change(before, 2, after, 3, true, &at),
			  PROGRAMME_FITS);
	}
	TEST("and no step becomes another") {
		after[0].module_id = "other";
		check_int(programme_change(before, 2, after, 2, false, &at),
			  PROGRAMME_SAME_STEP);
	}
}

int main(void)
{
	properties();
	progress();
	marks();
	deadlines();
	locks();
	orders();
	changes();
	return test_end();
}
