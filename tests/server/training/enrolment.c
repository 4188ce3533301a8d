/* Who takes part, how they stand, and what a batch counts of them. */
#include "training/enrolment.h"

#include <inttypes.h>

#include "base/ident.h"
#include "databases.h"
#include "store/agency.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/person.h"
#include "training/settle.h"
#include "visit.h"

#define DB (v.rq.db)
#define PEOPLE 6
#define MODULES 3
#define UNITS 4
#define ACTS 1500
#define NOW VISIT_NOW
#define DAY (24 * 3600 * INT64_C(1000))

static struct visit v;
static struct batch batch;
static struct programme programme;
static uint64_t seed = 6;

static unsigned chance(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static const char *name(const char *letter, unsigned i)
{
	return arena_format(&v.mem, "%s%u", letter, i);
}

static void module(unsigned i)
{
	struct version version = { .id = name("v", i),
		.module_id = name("m", i), .standard = "balai/1",
		.title = "Uji", .units = UNITS, .tree = "{}", .report = "{}",
		.digest = name("d", i) };

	check_int(module_add(DB, &(struct module){ .id = version.module_id,
		.agency_id = "ours", .title = "Uji", .description = "",
		.contact = "", .legal_basis = "", .review_by = "",
		.withdrawn_why = "", .allow_hosts = "" }), OK);
	check_int(version_add(DB, &version), OK);
	for (unsigned u = 0; u < UNITS; u++)
		check_int(unit_add(DB, &(struct unit){
			.id = arena_format(&v.mem, "u%u.%u", i, u),
			.version_id = version.id, .position = u,
			.ident = name("unit", u), .title = "Pelajaran",
			.kind = u ? "lesson" : "quiz", .href = "",
			.launch = "{}" }), OK);
}

static void person(unsigned i)
{
	const char *clash;

	check_int(person_add(DB, &(struct person){ .id = name("p", i),
		.agency_id = "ours", .name = name("Orang ", i),
		.login = name("orang", i) }, &clash), OK);
}

static void event(void)
{
	check_int(db_script(DB, "INSERT INTO event (id, agency_id, code, kind,"
		" title, about, place, join_url, starts_at, ends_at, zone,"
		" audience, state, cancel_why, least_percent, least_checks, jp,"
		" paper, paper_survey, competency, secret, registered,"
		" waiting, numbers, revision, created_at, updated_at) VALUES ('e', 'ours', 'KODE',"
		" 'webinar', 'Webinar', '', '', '', 1800000000000,"
		" 1800007200000, 'WIB', 'batch', 'published', '', 0, 1, 0, '',"
		" 0, 'technical', '', 0, 0, 0, 1, 0, 0)"), OK);
}

static struct step steps[5];

static void steps_make(void)
{
	for (unsigned i = 0; i < 5; i++)
		steps[i] = (struct step){ .kind = STEP_MODULE, .title = "",
			.about = "", .required = true, .after = STEP_FREE,
			.unit_ident = "", .setting = "" };
	steps[0].module_id = "m0";
	steps[1].module_id = "m1";
	steps[1].after = 0;
	steps[1].due_days = 1;
	steps[2].kind = STEP_QUIZ;
	steps[2].module_id = "m2";
	steps[2].unit_ident = "unit0";
	steps[2].must_pass = true;
	steps[3].kind = STEP_EVENT;
	steps[4].kind = STEP_ASSIGNMENT;
	steps[4].required = false;
}

static void world(void)
{
	check_int(agency_add(DB, &(struct agency){ .id = "ours",
		.name = "Kami", .kind = "agency", .help = "" }), OK);
	for (unsigned i = 0; i < MODULES; i++)
		module(i);
	for (unsigned i = 0; i < PEOPLE; i++)
		person(i);
	event();
	programme = (struct programme){ .agency_id = "ours", .title = "Uji",
		.purpose = "", .methods = "", .about = "", .mode = "blended",
		.state = "published", .rule = { 0, { true, 60 } },
		.paper = "", .competency = "technical", .created_at = NOW };
	check_int(programme_add(DB, &programme), OK);
	steps_make();
	check_int(step_replace(DB, programme.id, steps, 5, NOW), OK);
	batch = (struct batch){ .programme_id = programme.id,
		.agency_id = "ours", .name = "Angkatan I", .starts_at = NOW,
		.ends_at = NOW + 30 * DAY, .created_at = NOW };
	check_int(batch_add(DB, &batch), OK);
	check_int(batch_by_id(DB, batch.id, &batch), OK);
	check_int(enrolment_set_event(DB, batch.id, steps[3].id, "e"),
		  OK);
}

static struct enrolment standing(unsigned i)
{
	struct enrolment en;

	check_int(enrolment_of(DB, batch.id, name("p", i), &en), OK);
	return en;
}

static void enrol(unsigned i)
{
	struct enrolment en = { .person_id = name("p", i), .how = "person" };

	check_int(enrolment_begin(DB, &batch, &en, NOW), OK);
	if (en.id && chance(2))
		check_int(enrolment_settle(DB, en.id, NOW), OK);
}

static void withdraw(unsigned i)
{
	const struct enrolment en = standing(i);

	if (en.id && strcmp(en.state, "completed"))
		check_int(enrolment_end(DB, &en, NOW), OK);
}

/* Some unit of some module is completed, and the first is a quiz. */
static void learn(unsigned i, unsigned m, unsigned u, bool pass)
{
	const char *person_id = name("p", i), *module_id = name("m", m);
	const char *version_id = name("v", m);
	const char *unit = arena_format(&v.mem, "u%u.%u", m, u);
	const char *run = ident_make(&v.mem, NOW);
	struct attempt a;

	check_int(attempt_latest(DB, person_id, module_id, &a), OK);
	if (!a.id) {
		a = (struct attempt){ .id = ident_make(&v.mem, NOW),
			.person_id = person_id, .module_id = module_id,
			.version_id = version_id, .number = 1, .activity = "",
			.started_at = NOW, .last_at = NOW };
		check_int(attempt_add(DB, &a), OK);
	}
	check_int(run_add(DB, &(struct run){ .id = run, .attempt_id = a.id,
					     .unit_id = unit }), OK);
	check_int(progress_put(DB, &(struct unit_progress){
		.attempt_id = a.id, .unit_id = unit, .run_id = run,
		.progress = { .completion = COMPLETION_COMPLETED,
			.success = u ? SUCCESS_UNKNOWN
				 : pass ? SUCCESS_PASSED : SUCCESS_FAILED,
			.score.scaled = { u == 0, pass ? 0.9 : 0.2 } },
		.graded = true, .saved_at = NOW }), OK);
	check_int(settle_sum(DB, &(struct settling){ .attempt_id = a.id,
		.version_id = version_id, .person_id = a.person_id,
		.module_id = a.module_id }, NOW, NULL), OK);
}

static void attend(unsigned i, int present)
{
	const char *sql = arena_format(&v.mem,
		"INSERT INTO seat (event_id, person_id, state, number,"
		" registered_at, present, checks) VALUES ('e', 'p%u',"
		" 'registered', %u, 0, 0, 0) ON CONFLICT DO NOTHING;"
		" UPDATE seat SET present = %d WHERE event_id = 'e'"
		" AND person_id = 'p%u';", i, i, present, i);

	check_int(db_script(DB, sql), OK);
	check_int(settle_seat(DB, "e", name("p", i), NOW), OK);
}

static void hand_in(unsigned i)
{
	const struct enrolment en = standing(i);
	const bool scored = chance(2);
	const struct step_news news = {
		.completed = true, .passed = true, .begun = true, .at = NOW,
		.scaled = { scored, scored ? 0.7 : 0 },
	};

	if (en.id)
		check_int(enrolment_activity_news(DB, en.id, steps[4].id, &news,
						  NOW), OK);
}

static void settle_all(void)
{
	bool more = true;

	while (more)
		check_int(enrolment_settle_due(DB, 1, NOW, &more), OK);
}

static void act(void)
{
	const unsigned i = chance(PEOPLE);

	switch (chance(8)) {
	case 0:
		enrol(i);
		break;
	case 1:
		if (chance(4) == 0)
			withdraw(i);
		break;
	case 2:
		attend(i, chance(4) > 0);
		break;
	case 3:
		hand_in(i);
		break;
	case 4:
		check_int(enrolment_due_programme(DB, programme.id), OK);
		if (chance(2))
			settle_all();
		break;
	default:
		learn(i, chance(MODULES), chance(UNITS), chance(3) > 0);
	}
}

static void counted(void)
{
	int64_t enrolled, begun, completed;
	struct batch now;

	check_int(batch_by_id(DB, batch.id, &now), OK);
	check_int(batch_recount(DB, batch.id, &enrolled, &begun, &completed),
		  OK);
	check_int(now.enrolled, enrolled);
	check_int(now.begun, begun);
	check_int(now.completed, completed);
}

/* What is stored is what the rules say of what was done. */
static void stands(unsigned i)
{
	const struct enrolment en = standing(i);
	struct programme_outcome outcome;
	struct step *all;
	size_t n;

	if (!en.id || strcmp(en.state, "active"))
		return;
	check_int(step_list(DB, programme.id, &all, &n), OK);
	check_int(step_read_states(DB, en.id, all, n), OK);
	programme_outcome(all, n, &programme.rule, &outcome);
	check_int(en.progress, outcome.percent);
	check(!outcome.complete);
}

static void settled_once(unsigned i)
{
	const struct enrolment before = standing(i);
	struct enrolment after;

	if (!before.id)
		return;
	check_int(enrolment_settle(DB, before.id, NOW + DAY), OK);
	after = standing(i);
	check_int(after.progress, before.progress);
	check_str(after.state, before.state);
	check_int(after.completed_at, before.completed_at);
	check_int(after.begun_at, before.begun_at);
	check_int(after.passed, before.passed);
}

static void many(void)
{
	TEST("whatever happens, a batch counts what a recount counts") {
		for (int k = 0; k < ACTS; k++) {
			act();
			counted();
		}
	}
	TEST("how somebody stands is what the rules say of what they did") {
		settle_all();
		for (unsigned i = 0; i < PEOPLE; i++)
			stands(i);
	}
	TEST("settling again changes nothing") {
		for (unsigned i = 0; i < PEOPLE; i++)
			settled_once(i);
		counted();
	}
}

/* Person 7 is of these tests alone. */
static void path(void)
{
	struct enrolment en;

	person(7);
	TEST("a module finished before the enrolment counts") {
		for (unsigned u = 0; u < UNITS; u++)
			learn(7, 0, u, true);
		enrol(7);
		en = standing(7);
		check_int(enrolment_settle(DB, en.id, NOW), OK);
		en = standing(7);
		check_int(en.progress, 25);
		check(en.begun_at != 0);
	}
	TEST("each lesson of the next moves the figure") {
		learn(7, 1, 1, true);
		check_int(standing(7).progress, 31);
		for (unsigned u = 0; u < UNITS; u++)
			learn(7, 1, u, true);
		check_int(standing(7).progress, 50);
	}
	TEST("a quiz that must be passed counts when it is passed") {
		learn(7, 2, 0, false);
		check_int(standing(7).progress, 50);
		learn(7, 2, 0, true);
		check_int(standing(7).progress, 75);
	}
	TEST("presence counts, and is taken back while it is not complete") {
		check_int(step_replace(DB, programme.id, steps, 5, NOW), OK);
		attend(7, 0);
		check_int(standing(7).progress, 75);
		steps[4].required = true;
		check_int(step_replace(DB, programme.id, steps, 5, NOW), OK);
		attend(7, 1);
		check_int(standing(7).progress, 80);
		attend(7, 0);
		check_int(standing(7).progress, 60);
		steps[4].required = false;
		check_int(step_replace(DB, programme.id, steps, 5, NOW), OK);
	}
	TEST("complete is complete, whatever a host corrects afterwards") {
		attend(7, 1);
		en = standing(7);
		check_str(en.state, "completed");
		check_int(en.progress, 100);
		check_int(en.passed, SUCCESS_PASSED);
		attend(7, 0);
		check_str(standing(7).state, "completed");
		check_int(standing(7).progress, 100);
		counted();
	}
	TEST("and nobody withdraws from what they have completed") {
		en = standing(7);
		check_int(enrolment_end(DB, &en, NOW), ERR_CONFLICT);
	}
}

static void late(void)
{
	struct enrolment *list;
	struct enrolment_filter f = { .batch_id = batch.id, .state = "late",
		.unit_id = "", .like = "%", .now = NOW + DAY - 60000 };
	size_t all, n;

	person(8);
	enrol(8);
	TEST("who is late is the same by the list as by the rule") {
		check_int(enrolment_count(DB, &f, &n), OK);
		check_int(n, 0);
		f.now += 1;
		check_int(enrolment_page(DB, &f, 0, 100, &list, &n), OK);
		check_int(enrolment_count(DB, &f, &all), OK);
		check_int(n, all);
		check(n > 0);
		for (size_t i = 0; i < n; i++)
			check(list[i].late);
	}
	TEST("who was given more time is not") {
		const size_t before = all;
		const struct enrolment en = standing(8);

		check_int(enrolment_set_until(DB, en.id, NOW + 9 * DAY), OK);
		check_int(enrolment_count(DB, &f, &all), OK);
		check_int(all, before - 1);
	}
}

static void shut(void)
{
	TEST("a batch that is closed changes no more") {
		struct enrolment en = standing(8);

		batch.state = "closed";
		check_int(batch_change(DB, &batch, NOW), OK);
		for (unsigned u = 0; u < UNITS; u++)
			learn(8, 0, u, true);
		check_int(enrolment_settle(DB, en.id, NOW), OK);
		check_int(standing(8).progress, 0);
		counted();
	}
}

static void play(const struct database *d)
{
	database_clear(d);
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	steps_make();
	world();
	many();
	path();
	late();
	shut();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
