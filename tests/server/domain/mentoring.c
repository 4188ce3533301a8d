#include "domain/mentoring.h"

#include "check.h"

#define NOW INT64_C(1801353600000)	/* 2027-01-31, 00:00 UTC */

static const struct person
	ann = { .id = "ann", .agency_id = "bkd" },
	budi = { .id = "budi", .agency_id = "bkd" },
	visitor = { .id = "visitor", .agency_id = "bkd", .guest = true },
	gone = { .id = "gone", .agency_id = "bkd", .disabled_at = 1 },
	other = { .id = "other", .agency_id = "dinkes" };

static void pairs(void)
{
	static const struct {
		const struct person *mentor, *mentee;
		enum mentoring_fault fault;
	} rows[] = {
		{ &ann, &budi, MENTORING_FITS },
		{ &ann, &ann, MENTORING_SAME },
		{ &visitor, &budi, MENTORING_MENTOR },
		{ &gone, &budi, MENTORING_MENTOR },
		{ &other, &budi, MENTORING_MENTOR },
		{ &ann, &visitor, MENTORING_MENTEE },
		{ &ann, &gone, MENTORING_MENTEE },
		{ &ann, &other, MENTORING_MENTEE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_int(mentoring_check("bkd", rows[i].mentor,
					  rows[i].mentee), rows[i].fault);
}

static void ends(void)
{
	struct mentoring m = { .mentor_id = "ann", .mentee_id = "budi" };

	check(mentoring_of(&m, "ann") && mentoring_of(&m, "budi"));
	check(!mentoring_of(&m, "other"));
	check(mentoring_may_end(&m, "ann", false));
	check(mentoring_may_end(&m, "budi", false));
	check(mentoring_may_end(&m, "other", true));
	check(!mentoring_may_end(&m, "other", false));
	m.ended_at = NOW;
	check(!mentoring_may_end(&m, "ann", true));
}

static void days(void)
{
	check(mentoring_day_fits("2027-01-31", NOW));
	check(mentoring_day_fits("2026-01-30", NOW));
	check(!mentoring_day_fits("2027-02-01", NOW));
	check(!mentoring_day_fits("2026-01-29", NOW));
	check(!mentoring_day_fits("2027-01-32", NOW));
	check(!mentoring_day_fits("kemarin", NOW));
	/* At 21:00 in Jakarta it is 23:00 in Jayapura, then tomorrow. */
	check(!mentoring_day_fits("2027-02-01", NOW + 14 * 3600000));
	check(mentoring_day_fits("2027-02-01", NOW + 15 * 3600000 + 1));
}

int main(void)
{
	TEST("two who work in one agency are a pair, and nobody is one alone")
		pairs();
	TEST("a pair is ended once, by one of the two or an organiser")
		ends();
	TEST("a session is noted within a year, and not before it was")
		days();
	TEST("there is mentoring, and there is coaching") {
		check(mentoring_kind_fits("mentoring"));
		check(mentoring_kind_fits("coaching"));
		check(!mentoring_kind_fits("guiding"));
	}
	return test_end();
}
