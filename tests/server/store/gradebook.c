/* A gradebook of thousands: filtered, sorted and paged in one query. */
#include "store/gradebook.h"

#include <time.h>

#include "databases.h"
#include "store/agency.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/person.h"
#include "visit.h"

#define DB (v.rq.db)
#define LEARNERS 2000
#define UNITS 12
#define PAGE 50

static struct visit v;
static const struct grade_filter all = {
	.module_id = "module", .agency_id = "*", .like = "%", .state = "",
	.unit = "", .unit_state = "", .sort = "name" };

static void agencies(void)
{
	for (int i = 0; i < 2; i++)
		check_int(agency_add(DB, &(struct agency){
			.id = i ? "other" : "ours", .name = i ? "Lain" : "Kami",
			.kind = "agency", .help = "" }), OK);
}

static void units(void)
{
	struct version version = { .id = "version", .module_id = "module",
		.standard = "balai", .title = "Uji", .units = UNITS,
		.tree = "{}", .report = "{}", .digest = "d" };

	check_int(module_add(DB, &(struct module){ .id = "module",
		.agency_id = "ours", .title = "Uji", .description = "",
		.contact = "", .legal_basis = "", .review_by = "",
		.withdrawn_why = "", .allow_hosts = "" }), OK);
	check_int(version_add(DB, &version), OK);
	for (int i = 0; i < UNITS; i++)
		check_int(unit_add(DB, &(struct unit){
			.id = arena_format(&v.mem, "u%d", i),
			.version_id = "version", .position = i,
			.ident = arena_format(&v.mem, "quiz:%d", i),
			.title = "Kuis", .kind = "quiz", .href = "",
			.launch = "{}" }), OK);
}

/* Half of the units are done by everybody who has begun. */
static void progress(const char *attempt, int i)
{
	for (int u = 0; u < UNITS / 2; u++) {
		const char *run = arena_format(&v.mem, "r%d.%d", i, u);
		const char *unit = arena_format(&v.mem, "u%d", u);

		check_int(run_add(DB, &(struct run){ .id = run,
			.attempt_id = attempt, .unit_id = unit }), OK);
		check_int(progress_put(DB, &(struct unit_progress){
			.attempt_id = attempt, .unit_id = unit, .run_id = run,
			.progress = { .completion = COMPLETION_COMPLETED,
				.success = SUCCESS_PASSED,
				.score.scaled = { true, i / (double)LEARNERS } },
			.graded = true }), OK);
	}
}

static void learner(int i)
{
	const char *id = arena_format(&v.mem, "p%d", i), *clash;
	const char *attempt = arena_format(&v.mem, "a%d", i);

	check_int(person_add(DB, &(struct person){ .id = id,
		.agency_id = i % 2 ? "other" : "ours",
		.name = arena_format(&v.mem, "Orang %04d", i),
		.login = arena_format(&v.mem, "19900101201503%04d", i) },
		&clash), OK);
	check_int(attempt_add(DB, &(struct attempt){ .id = attempt,
		.person_id = id, .module_id = "module",
		.version_id = "version", .number = 1, .activity = "",
		.started_at = i, .last_at = i }), OK);
	if (i % 4) {
		struct outcome outcome;
		bool linked;

		progress(attempt, i);
		check_int(attempt_sum(DB, attempt, "version", i, &outcome,
				      &linked), OK);
		check(!linked);
	}
}

static int64_t total_of(const struct grade_filter *f, struct grade_line **out)
{
	int64_t total = -1;
	size_t n;

	check_int(grade_page(DB, f, 0, PAGE, out, &n, &total), OK);
	return total;
}

static double ms_since(const struct timespec *from)
{
	struct timespec to;

	clock_gettime(CLOCK_MONOTONIC, &to);
	return 1e3 * (double)(to.tv_sec - from->tv_sec) +
	       (double)(to.tv_nsec - from->tv_nsec) / 1e6;
}

static void paging(void)
{
	struct grade_line *lines;
	struct timespec from;
	int64_t total;
	size_t n;
	double ms;

	TEST("a page of 50 of 2,000 learners has every unit of theirs") {
		clock_gettime(CLOCK_MONOTONIC, &from);
		check_int(grade_page(DB, &all, PAGE, PAGE, &lines, &n, &total),
			  OK);
		ms = ms_since(&from);
		printf("# it took %.0f ms\n", ms);
		check(ms < 1000);
		check_int(total, LEARNERS);
		check_int(n, PAGE);
		check_str(lines[0].name, "Orang 0050");
		check_int(lines[0].n, UNITS);
		check_str(lines[1].cells[0].ident, "quiz:0");
		check_int(lines[1].cells[0].success, SUCCESS_PASSED);
		check_int(lines[1].cells[UNITS - 1].completion,
			  COMPLETION_NOT_ATTEMPTED);
	}
	TEST("behind the last there is nobody") {
		check_int(grade_page(DB, &all, LEARNERS, PAGE, &lines, &n,
				     &total), OK);
		check_int(n, 0);
	}
}

static void filters(void)
{
	struct grade_filter f = all;
	struct grade_counts counts;
	struct grade_line *lines;

	TEST("who belongs to another agency is in no list and no count") {
		f.agency_id = "ours";
		check_int(total_of(&f, &lines), LEARNERS / 2);
		check_int(grade_count(DB, &f, &counts), OK);
		check_int(counts.learners, LEARNERS / 2);
		check_int(counts.not_begun, LEARNERS / 4);
		check_int(counts.in_progress, LEARNERS / 4);
	}
	TEST("states of the module and of a unit are filters") {
		f = all;
		f.state = "notBegun";
		check_int(total_of(&f, &lines), LEARNERS / 4);
		f.state = "";
		f.unit = "quiz:0";
		f.unit_state = "passed";
		check_int(total_of(&f, &lines), LEARNERS * 3 / 4);
		f.unit = "quiz:11";
		check_int(total_of(&f, &lines), 0);
		f.unit_state = "notBegun";
		check_int(total_of(&f, &lines), LEARNERS);
	}
	TEST("names are searched, and logins, which may be a NIP, are not") {
		f = all;
		f.like = "%orang 000%";
		check_int(total_of(&f, &lines), 10);
		f.like = "%19900101%";
		check_int(total_of(&f, &lines), 0);
	}
	TEST("the order is that asked for") {
		f = all;
		f.sort = "-last";
		total_of(&f, &lines);
		check_str(lines[0].name, "Orang 1999");
		f.sort = "last";
		total_of(&f, &lines);
		check_str(lines[0].name, "Orang 0000");
		f.sort = "-score";
		total_of(&f, &lines);
		check_str(lines[0].name, "Orang 1999");
		f.sort = "score";
		total_of(&f, &lines);
		check(!lines[0].outcome.scaled.known);
		f.sort = "-name";
		total_of(&f, &lines);
		check_str(lines[0].name, "Orang 1999");
	}
}

static void looks(void)
{
	struct score_look look = { "module", NULL, "p0", "list", 5 };
	int64_t at = -1;

	TEST("that somebody looked is known, at whom and when last") {
		check_int(score_look_last(DB, &look, &at), OK);
		check_int(at, 0);
		check_int(score_look_add(DB, &look), OK);
		look.at = 7;
		check_int(score_look_add(DB, &look), OK);
		check_int(score_look_last(DB, &look, &at), OK);
		check_int(at, 7);
		look.person_id = "p1";
		check_int(score_look_last(DB, &look, &at), OK);
		check_int(at, 0);
	}
}

static void play(const struct database *db)
{
	visit_migrate(db->url);
	visit_begin(&v, db->url);
	agencies();
	units();
	for (int i = 0; i < LEARNERS; i++)
		learner(i);
	paging();
	filters();
	looks();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
