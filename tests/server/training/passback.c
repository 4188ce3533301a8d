/* What is written down for other systems' gradebooks, and when. */
#include "training/passback.h"

#include "databases.h"
#include "store/agency.h"
#include "store/attempt.h"
#include "store/lti_grade.h"
#include "store/module.h"
#include "store/person.h"
#include "training/merge.h"
#include "training/settle.h"
#include "visit.h"

#define DB (v.rq.db)
#define NOW VISIT_NOW

static struct visit v;

static void person(const char *id)
{
	const char *clash;

	check_int(person_add(DB, &(struct person){ .id = id,
		.agency_id = "ours", .name = id, .login = id }, &clash), OK);
}

static void module(void)
{
	check_int(module_add(DB, &(struct module){ .id = "m",
		.agency_id = "ours", .title = "Uji", .description = "",
		.contact = "", .legal_basis = "", .review_by = "",
		.withdrawn_why = "", .allow_hosts = "" }), OK);
	check_int(version_add(DB, &(struct version){ .id = "ver",
		.module_id = "m", .standard = "scorm12", .title = "Uji",
		.units = 2, .tree = "{}", .report = "{}", .digest = "d" }), OK);
	for (int i = 0; i < 2; i++)
		check_int(unit_add(DB, &(struct unit){
			.id = i ? "u1" : "u0", .version_id = "ver",
			.position = i, .ident = i ? "dua" : "satu",
			.title = "Bagian", .kind = "sco", .href = "",
			.launch = "{}" }), OK);
}

/* Ann opened the module by "whole", its second unit by "part"; a teacher and a
   test user opened "whole" too; Edi opened nothing. */
static void world(void)
{
	check_int(agency_add(DB, &(struct agency){ .id = "ours",
		.name = "Kami", .kind = "agency", .help = "" }), OK);
	person("ann");
	person("edi");
	person("guru");
	person("uji");
	module();
	check_int(db_script(DB,
		"INSERT INTO lti_platform VALUES ('p', 'ours', 'Kampus',"
		" 'https://lms.uji', 'c', 'https://lms.uji/a',"
		" 'https://lms.uji/t', '', 'https://lms.uji/k', '', 'active',"
		" 'accept', 0, 1, NULL, 0, 0);"
		"INSERT INTO lti_link VALUES ('whole', 'p', 'd', 'rl1', NULL,"
		" 'm', '', '', 'https://lms.uji/li/1', '', 'score', 0, 0, 0);"
		"INSERT INTO lti_link VALUES ('part', 'p', 'd', 'rl2', NULL,"
		" 'm', 'dua', '', '', '', '', 0, 0, 0);"
		"INSERT INTO lti_member VALUES ('whole', 'ann', 's1',"
		" 'learner', 0);"
		"INSERT INTO lti_member VALUES ('part', 'ann', 's1',"
		" 'learner', 0);"
		"INSERT INTO lti_member VALUES ('whole', 'guru', 's2',"
		" 'instructor', 0);"
		"INSERT INTO lti_member VALUES ('whole', 'uji', 's3', 'test',"
		" 0);"), OK);
}

static const char *attempt(const char *who, int64_t number)
{
	const char *id = arena_format(&v.mem, "%s%d", who, (int)number);

	check_int(attempt_add(DB, &(struct attempt){ .id = id,
		.person_id = who, .module_id = "m", .version_id = "ver",
		.number = number, .activity = "", .started_at = NOW,
		.last_at = NOW }), OK);
	return id;
}

/* The person reaches that in a unit, at NOW and so many ms. */
static void reach(const char *who, const char *in, const char *unit,
		  double scaled, int64_t ms)
{
	const char *run = arena_format(&v.mem, "%s-%s", in, unit);
	struct unit_progress there;

	check_int(progress_get(DB, in, unit, &there), OK);
	if (!there.run_id)
		check_int(run_add(DB, &(struct run){ .id = run,
			.attempt_id = in, .unit_id = unit }), OK);
	check_int(progress_put(DB, &(struct unit_progress){
		.attempt_id = in, .unit_id = unit, .run_id = run,
		.progress = { .completion = COMPLETION_COMPLETED,
			      .score.scaled = { scaled >= 0, scaled } } }), OK);
	check_int(settle_sum(DB, &(struct settling){ .attempt_id = in,
		.version_id = "ver", .person_id = who, .module_id = "m" },
		NOW + ms, NULL), OK);
}

/* "2 Completed FullyGraded 0.75 @0", its revision and when it is due; "-". */
static const char *grade(const char *link, const char *who)
{
	struct lti_grade g;

	check_int(lti_grade_get(DB, link, who, &g), OK);
	if (!g.id)
		return "-";
	return arena_format(&v.mem, "%d %s %s %.2f @%d", (int)g.revision,
			    g.told.activity, g.told.grading,
			    g.told.scaled.known ? g.told.scaled.value : -1,
			    g.next_at ? (int)(g.next_at - NOW) : -1);
}

static void told(void)
{
	const char *a = attempt("ann", 1);

	check_str(grade("whole", "ann"), "-");
	reach("ann", a, "u0", 0.5, 10);
	check_str(grade("whole", "ann"), "1 InProgress Pending 0.50 @5010");
	check_str(grade("part", "ann"), "-");
	reach("ann", a, "u1", 1, 20);
	check_str(grade("whole", "ann"), "2 Completed FullyGraded 0.75 @20");
	check_str(grade("part", "ann"), "1 Completed FullyGraded 1.00 @20");
	reach("ann", a, "u1", 1, 30);
	check_str(grade("whole", "ann"), "2 Completed FullyGraded 0.75 @20");
}

static void told_twice(void)
{
	const char *a = attempt("ann", 2);
	struct lti_grade before, after;

	check_int(lti_grade_get(DB, "whole", "ann", &before), OK);
	reach("ann", a, "u0", 0.1, 40);
	check_str(grade("whole", "ann"), "2 Completed FullyGraded 0.75 @20");
	reach("ann", a, "u0", 0.9, 50);
	reach("ann", a, "u1", 0.9, 50);
	check_str(grade("whole", "ann"), "3 Completed FullyGraded 0.90 @50");
	check_int(lti_grade_get(DB, "whole", "ann", &after), OK);
	check(after.at_us > before.at_us);
	reach("ann", a, "u0", 0.8, 50);
	check_int(lti_grade_get(DB, "whole", "ann", &before), OK);
	check(before.at_us > after.at_us);
}

static void untold(void)
{
	static const char *const who[] = { "edi", "guru", "uji" };

	for (int i = 0; i < 3; i++) {
		reach(who[i], attempt(who[i], 1), "u0", 1, 0);
		check_str(grade("whole", who[i]), "-");
	}
}

static void marked(void)
{
	check_int(db_script(DB,
		"INSERT INTO sitting (id, attempt_id, unit_id, unit_ident,"
		" person_id, module_id, number, kind, state, preview, paper,"
		" responses, began_at, late_ms) VALUES ('s', 'ann2', 'u1',"
		" 'dua', 'ann', 'm', 1, 'quiz', 'waiting', 0, '{}', '{}', 0,"
		" 0)"), OK);
	check_int(passback_note(DB, "ann", "m", NOW + 60), OK);
	check_str(grade("part", "ann"), "2 Completed PendingManual 1.00 @60");
}

static void launched(void)
{
	const char *a = attempt("edi", 2);

	reach("edi", a, "u0", 0.6, 70);
	reach("edi", a, "u1", 0.6, 70);
	check_int(db_script(DB, "INSERT INTO lti_member VALUES ('whole',"
			    " 'edi', 's4', 'learner', 0)"), OK);
	check_int(passback_launched(DB, "whole", "edi", false, NOW + 80), OK);
	check_str(grade("whole", "edi"), "1 Completed FullyGraded 0.60 @80");
	check_int(passback_launched(DB, "whole", "guru", true, NOW + 90), OK);
	check_str(grade("whole", "guru"), "-");
}

/* Edi was a guest; who he really is had reached more. */
static void merged(void)
{
	const char *a;

	person("eddy");
	a = attempt("eddy", 1);
	reach("eddy", a, "u0", 1, 0);
	reach("eddy", a, "u1", 1, 0);
	check_str(grade("whole", "eddy"), "-");
	check_int(person_merge(DB, &(struct merge_order){ .from = "edi",
		.to = "eddy", .by_id = "eddy", .kind = "merged" }, NOW + 100),
		OK);
	check_str(grade("whole", "edi"), "-");
	check_str(grade("whole", "eddy"), "2 Completed FullyGraded 1.00 @100");
}

static void play(const struct database *d)
{
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	world();
	TEST("what a learner reaches is written down for each link that opens "
	     "it, once")
		told();
	TEST("another attempt takes nothing away, and adds what is better")
		told_twice();
	TEST("of teachers, test users and who was never launched nothing is")
		untold();
	TEST("an essay that waits for a person is told as such")
		marked();
	TEST("what was reached before the first launch is told then")
		launched();
	TEST("when a guest turns out to be somebody, what they had reached is "
	     "told")
		merged();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
