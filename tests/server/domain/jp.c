/* Which rule applies, whether it holds, what it gives. */
#include "domain/jp.h"

#include <stdlib.h>

#include "check.h"

#define LEN(a) (sizeof(a) / sizeof(*(a)))

static const char *text(int64_t jp, enum lang lang)
{
	static char out[JP_TEXT_SIZE];

	jp_text(jp, lang, out);
	return out;
}

#define RULE(ident, agency, from, until) { .id = ident, .agency_id = agency, \
	.source = "module", .form = "self-paced", .from_day = from, \
	.until_day = until, .factor = 100, .most = -1 }

static const struct jp_rule rules[] = {
	RULE("a", NULL, "2000-01-01", "9999-12-31"),
	RULE("b", NULL, "2026-01-01", "9999-12-31"),
	RULE("c", "ours", "2025-01-01", "2026-06-30"),
	RULE("d", "ours", "2025-01-01", "2026-06-30"),
};

static const char *rule(const char *agency, const char *form, const char *on)
{
	const struct jp_rule *r = jp_rule_for(rules, LEN(rules), agency,
					      "module", form, on);

	return r ? r->id : "none";
}

static void choosing(void)
{
	TEST("the later rule applies from its day on") {
		check_str(rule("other", "self-paced", "2025-12-31"), "a");
		check_str(rule("other", "self-paced", "2026-01-01"), "b");
	}
	TEST("an agency's own goes before all others while it lasts") {
		check_str(rule("ours", "self-paced", "2026-06-30"), "d");
		check_str(rule("ours", "self-paced", "2026-07-01"), "b");
		check_str(rule("ours", "self-paced", "2024-12-31"), "a");
	}
	TEST("no rule applies to another form, or before the first day") {
		check_str(rule("ours", "webinar", "2026-01-01"), "none");
		check_str(rule("ours", "self-paced", "1999-12-31"), "none");
	}
}

static bool holds(enum jp_needs needs, bool by_us, struct jp_reached a)
{
	return jp_holds(&(struct jp_rule){ .needs = needs, .graded = by_us },
			&a);
}

static void holding(void)
{
	const struct jp_reached claimed = { .completed = true, .passed = true };
	const struct jp_reached graded = { .completed = true, .passed = true,
		.judged = true, .graded = true };
	const struct jp_reached read = { .completed = true };
	const struct jp_reached failed = { .completed = true, .failed = true };
	const struct jp_reached open = { .passed = true, .judged = true,
		.graded = true };

	TEST("nothing is earned by what is not completed") {
		for (int i = 0; i < JP_NEEDS_COUNT; i++)
			check(!holds((enum jp_needs)i, false, open));
	}
	TEST("where a pass is asked for, completing is not enough") {
		check(holds(JP_NEEDS_COMPLETED, true, read));
		check(!holds(JP_NEEDS_PASSED, false, read));
		check(holds(JP_NEEDS_PASSED, false, claimed));
	}
	TEST("what a package claims is no pass where the server has to grade") {
		check(!holds(JP_NEEDS_PASSED, true, claimed));
		check(holds(JP_NEEDS_PASSED, true, graded));
	}
	TEST("where something is judged it is passed, else completing will do") {
		struct jp_reached mixed = graded;

		check(holds(JP_NEEDS_JUDGED, true, graded));
		check(holds(JP_NEEDS_JUDGED, true, read));
		check(holds(JP_NEEDS_JUDGED, true, claimed));
		check(!holds(JP_NEEDS_JUDGED, true, failed));
		mixed.graded = false;
		check(!holds(JP_NEEDS_JUDGED, true, mixed));
		mixed.passed = false;
		check(!holds(JP_NEEDS_JUDGED, false, mixed));
	}
}

static int64_t amount(int64_t factor, int64_t most, int64_t jp)
{
	return jp_amount(&(struct jp_rule){ .factor = factor, .most = most },
			 jp);
}

static void amounts(void)
{
	TEST("a rule gives its part of what the thing says, up to its bound") {
		check_int(amount(100, -1, 500), 500);
		check_int(amount(50, -1, 500), 250);
		check_int(amount(25, -1, 150), 38);
		check_int(amount(100, 300, 500), 300);
		check_int(amount(0, -1, 500), 0);
		check_int(amount(100, 0, 500), 0);
		check_int(amount(100, -1, -5), 0);
		check_int(amount(1000, -1, JP_MOST), JP_MOST);
	}
	TEST("JP are written as people read them") {
		check_str(text(1400, LANG_ID), "14");
		check_str(text(250, LANG_ID), "2,5");
		check_str(text(25, LANG_EN), "0.25");
		check_str(text(-5, LANG_ID), "-0,05");
		check_str(text(-500, LANG_ID), "-5");
		check_str(text(0, LANG_ID), "0");
	}
	TEST("what is renewable may be earned again after its months") {
		const struct jp_rule once = { .renew_months = 0 };
		const struct jp_rule yearly = { .renew_months = 12 };

		check(!jp_renewed(&once, "2000-01-01", "2027-01-01"));
		check(!jp_renewed(&yearly, "2026-03-02", "2027-03-01"));
		check(jp_renewed(&yearly, "2026-03-02", "2027-03-02"));
	}
}

static const struct jp_target targets[] = {
	{ .id = "a", .kind = "pns", .from_year = 2018, .least = 2000,
	  .most = -1 },
	{ .id = "b", .kind = "pppk", .from_year = 2019, .least = -1,
	  .most = 2400 },
	{ .id = "c", .agency_id = "ours", .kind = "pns", .from_year = 2025,
	  .least = 3000, .most = -1 },
	{ .id = "d", .agency_id = "ours", .kind = "pppk", .from_year = 2026,
	  .least = -1, .most = -1 },
};

static const char *state(const char *agency, const char *kind, int64_t year,
			 int64_t sum)
{
	return jp_state_name(jp_state_of(jp_target_for(targets, LEN(targets),
		agency, kind, year), sum));
}

static void asked(void)
{
	TEST("a PNS reaches 20 JP, and more is not too much") {
		check_str(state("other", "pns", 2026, 1999), "below");
		check_str(state("other", "pns", 2026, 2000), "met");
		check_str(state("other", "pns", 2026, 90000), "met");
	}
	TEST("a PPPK has a bound, and may have less") {
		check_str(state("other", "pppk", 2026, 0), "met");
		check_str(state("other", "pppk", 2026, 2400), "met");
		check_str(state("other", "pppk", 2026, 2401), "above");
	}
	TEST("an agency asks otherwise from its year on, or nothing at all") {
		check_str(state("ours", "pns", 2024, 2000), "met");
		check_str(state("ours", "pns", 2025, 2000), "below");
		check_str(state("ours", "pppk", 2026, 9900), "free");
		check_str(state("ours", "", 2026, 0), "free");
		check_str(state("other", "cpns", 2026, 0), "free");
	}
}

/* Whatever rules there are and in whatever order, one that applies is chosen,
   and none that applies is before it. */
static void chance(void)
{
	static const char *const from[] = { "2024-01-01", "2025-01-01",
		"2025-07-01", "2026-01-01" };
	static const char *const until[] = { "2025-06-30", "2025-12-31",
		"9999-12-31" };
	static const char *const ids[] = { "a", "b", "c", "d", "e", "f" };
	struct jp_rule some[6], turned[6];

	srand(6);
	TEST("the choice does not hang on the order of the rules") {
		for (int round = 0; round < 5000; round++) {
			const struct jp_rule *x, *y;

			for (size_t i = 0; i < 6; i++)
				some[i] = turned[5 - i] = (struct jp_rule){
					.id = ids[i],
					.agency_id = rand() % 2 ? "ours" : NULL,
					.source = "module",
					.form = "self-paced",
					.from_day = from[rand() % 4],
					.until_day = until[rand() % 3] };
			x = jp_rule_for(some, 6, "ours", "module",
					"self-paced", "2025-09-01");
			y = jp_rule_for(turned, 6, "ours", "module",
					"self-paced", "2025-09-01");
			check_int(!x, !y);
			if (!x || !y)
				continue;
			check_str(x->id, y->id);
			for (size_t i = 0; i < 6; i++)
				check(x->agency_id || !some[i].agency_id ||
				      strcmp(some[i].from_day,
					     "2025-09-01") > 0 ||
				      strcmp(some[i].until_day,
					     "2025-09-01") < 0);
		}
	}
}

int main(void)
{
	choosing();
	holding();
	amounts();
	asked();
	chance();
	return test_end();
}
