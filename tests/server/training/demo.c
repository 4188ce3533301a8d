/* What a demonstration shows of programmes. */
#include "training/demo.h"

#include "databases.h"
#include "store/agency.h"
#include "store/indicator.h"
#include "store/like.h"
#include "store/module.h"
#include "store/person.h"
#include "training/enrolment.h"
#include "visit.h"

#define DB (v.rq.db)

static struct visit v;

static void person(const char *id, const char *login)
{
	const char *clash;

	check_int(person_add(DB, &(struct person){ .id = id,
		.agency_id = "ours", .name = login, .login = login }, &clash),
		  OK);
}

static void module(void)
{
	struct version version = { .id = "v", .module_id = "m",
		.standard = "balai/1", .title = "Uji", .tree = "{}",
		.report = "{}", .digest = "d" };

	check_int(module_add(DB, &(struct module){ .id = "m",
		.agency_id = "ours", .title = "Uji", .description = "",
		.contact = "", .legal_basis = "", .review_by = "",
		.withdrawn_why = "", .allow_hosts = "" }), OK);
	check_int(version_add(DB, &version), OK);
	check_int(module_publish(DB, "m", "v", VISIT_NOW), OK);
}

static size_t programmes(struct programme **out)
{
	const struct programme_filter all = { .agency_id = "ours",
		.state = "", .like = like_containing(&v.mem, "") };
	size_t n = 99;

	check_int(programme_page(DB, &all, 0, 10, out, &n), OK);
	return n;
}

static void play(const struct database *d)
{
	struct programme *list;
	struct enrolment_mine *mine;
	struct batch *runs;
	size_t n;

	database_clear(d);
	visit_migrate(d->url);
	visit_begin(&v, d->url);
	check_int(agency_add(DB, &(struct agency){ .id = "ours",
		.name = "Kami", .kind = "agency", .help = "" }), OK);
	person("o", "penyelenggara");
	person("p", "peserta");
	TEST("without a module there is no programme to show") {
		check_int(demo_programme(DB, VISIT_NOW), OK);
		check_int(programmes(&list), 0);
	}
	module();
	TEST("with one there is, with a webinar to come and people in it") {
		check_int(demo_programme(DB, VISIT_NOW), OK);
		check_int(programmes(&list), 1);
		check_str(list[0].state, "published");
		check_int(list[0].steps, 2);
		check_int(batch_list(DB, list[0].id, &runs, &n), OK);
		check_int(runs[0].enrolled, 1);
		check_int(enrolment_of_person(DB, "p", 5, &mine, &n), OK);
		check_int(n, 1);
	}
	TEST("with a figure of the service that it is for, as it is before") {
		struct indicator_value *values;
		struct indicator *figures;

		check_int(indicator_list(DB, list[0].id, &figures, &n), OK);
		check_int(n, 1);
		check_int(indicator_values(DB, list[0].id, &values, &n), OK);
		check_int(n, 1);
		check_int(values[0].phase, INDICATOR_BEFORE);
	}
	TEST("and a later start makes no other") {
		check_int(demo_programme(DB, VISIT_NOW + 1000), OK);
		check_int(programmes(&list), 1);
	}
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
