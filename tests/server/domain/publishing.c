#include "domain/publishing.h"

#include "check.h"

#define ADMIN_OF(agency) \
	{ .id = "admin", .agency_id = agency, .roles = ROLE_ADMIN }

static const struct person author = {
	.id = "author", .agency_id = "bkd", .roles = ROLE_AUTHOR };
static const struct person colleague = {
	.id = "colleague", .agency_id = "bkd", .roles = ROLE_AUTHOR };
static const struct person learner = { .id = "learner", .agency_id = "bkd" };
static const struct person admin = ADMIN_OF("own");
static const struct person vendor = {
	.id = "vendor", .agency_id = "vendor", .roles = ROLE_AUTHOR };
static const struct person vendor_boss = ADMIN_OF("vendor");
static const struct person own_author = {
	.id = "own-author", .agency_id = "own", .roles = ROLE_AUTHOR };

static const struct house plain = { .own_id = "own" };
static const struct house strict = { .approval = true, .own_id = "own" };
static const struct house partner = { .partner = true, .own_id = "own" };

static const struct module ours = { .agency_id = "bkd" };
static const struct module theirs = { .agency_id = "vendor" };

static void ways(void)
{
	static const struct {
		const struct module *m;
		const struct house *h;
		const struct person *p;
		enum publish_way way;
	} rows[] = {
		{ &ours, &plain, &author, PUBLISH_ALONE },
		{ &ours, &plain, &admin, PUBLISH_ALONE },
		{ &ours, &plain, &learner, PUBLISH_NEVER },
		{ &ours, &plain, &vendor, PUBLISH_NEVER },
		{ &ours, &plain, NULL, PUBLISH_NEVER },
		{ &ours, &strict, &author, PUBLISH_ASKING },
		{ &ours, &strict, &admin, PUBLISH_ASKING },
		{ &theirs, &partner, &vendor, PUBLISH_ASKING },
		{ &theirs, &partner, &vendor_boss, PUBLISH_ASKING },
		{ &theirs, &partner, &admin, PUBLISH_ALONE },
		{ &theirs, &partner, &own_author, PUBLISH_NEVER },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_int(publish_way(rows[i].m, rows[i].h, rows[i].p),
			  rows[i].way);
}

static void approvers(void)
{
	static const struct {
		const struct module *m;
		const struct house *h;
		const char *asked_by;
		const struct person *p;
		bool may;
	} rows[] = {
		{ &ours, &strict, "author", &colleague, true },
		{ &ours, &strict, "author", &admin, true },
		{ &ours, &strict, "author", &author, false },
		{ &ours, &strict, "admin", &admin, false },
		{ &ours, &strict, "author", &learner, false },
		{ &ours, &strict, "author", &own_author, false },
		{ &ours, &strict, "author", NULL, false },
		{ &theirs, &partner, "vendor", &own_author, true },
		{ &theirs, &partner, "vendor", &admin, true },
		{ &theirs, &partner, "vendor", &vendor_boss, false },
		{ &theirs, &partner, "vendor", &colleague, false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_int(wish_decidable(rows[i].m, rows[i].h, rows[i].asked_by,
					 rows[i].p), rows[i].may);
}

static void transitions(void)
{
	static const bool may[3][3] = {
		[MODULE_DRAFT] = { true, true, false },
		[MODULE_PUBLISHED] = { false, true, true },
		[MODULE_CLOSED] = { false, true, true },
	};

	for (int from = 0; from < 3; from++)
		for (int to = 0; to < 3; to++)
			check_int(module_state_follows((enum module_state)from,
						       (enum module_state)to),
				  may[from][to]);
}

static void withdrawals(void)
{
	struct module m = ours;

	check(!withdrawal_liftable(&m, &author));
	m.withdrawn_at = 100;
	m.withdrawn_by = "author";
	check(withdrawal_liftable(&m, &author));
	check(!withdrawal_liftable(&m, &colleague));
	check(withdrawal_liftable(&m, &admin));
	m.withdrawn_by = NULL;
	check(!withdrawal_liftable(&m, &author));
	check(withdrawal_liftable(&m, &admin));

	check(version_stopped(100, 99));
	check(version_stopped(100, 100));
	check(!version_stopped(100, 101));
	check(!version_stopped(0, 5));
}

static void begun(void)
{
	struct module m = ours;

	m.version.id = "v";
	m.state = MODULE_PUBLISHED;
	check(module_visible(&m, &learner, false, true));
	check(module_startable(&m, &learner));
	m.withdrawn_at = 100;
	check(!module_visible(&m, &learner, false, true));
	check(module_visible(&m, &learner, true, false));
	check(module_visible(&m, &author, false, false));
	check(!module_startable(&m, &learner));
	check(!module_startable(&m, &author));
}

static void units(void)
{
	static const struct unit a[] = { { .ident = "1", .kind = "sco" },
					 { .ident = "2", .kind = "asset" } };
	static const struct unit turned[] = { { .ident = "2", .kind = "asset" },
					      { .ident = "1", .kind = "sco" } };
	static const struct unit kind[] = { { .ident = "1", .kind = "sco" },
					    { .ident = "2", .kind = "sco" } };
	static const struct unit other[] = { { .ident = "1", .kind = "sco" },
					     { .ident = "3", .kind = "asset" } };

	check(units_same(a, 2, a, 2));
	check(units_same(a, 2, turned, 2));
	check(!units_same(a, 2, a, 1));
	check(!units_same(a, 1, a, 2));
	check(!units_same(a, 2, kind, 2));
	check(!units_same(a, 2, other, 2));
	check(units_same(a, 0, a, 0));
}

static void links(void)
{
	static const struct version_link line[] = {
		{ "1", NULL }, { "2", "1" }, { "3", "2" }, { "4", NULL },
		{ "5", "4" },
	};
	static const struct version_link circle[] = {
		{ "1", "2" }, { "2", "1" }, { "3", NULL },
	};

	check(version_leads(line, 5, "1", "2"));
	check(version_leads(line, 5, "1", "3"));
	check(!version_leads(line, 5, "3", "1"));
	check(!version_leads(line, 5, "3", "4"));
	check(!version_leads(line, 5, "1", "5"));
	check(version_leads(line, 5, "4", "5"));
	check(!version_leads(line, 5, "2", "2"));
	check(!version_leads(line, 5, "9", "5"));
	check(version_leads(circle, 3, "2", "1"));
	check(version_leads(circle, 3, "1", "2"));
	check(!version_leads(circle, 3, "3", "1"));
}

static void names(void)
{
	enum wish_state s = WISH_RECALLED;

	check(wish_state_named("waiting", &s));
	check_int(s, WISH_WAITING);
	check_str(wish_state_name(WISH_RETURNED), "returned");
	check(!wish_state_named("gone", &s));
	check(!wish_state_named(NULL, &s));
}

int main(void)
{
	TEST("who publishes alone, who asks, and who never does")
		ways();
	TEST("who asks does not approve, and a partner's is approved by us")
		approvers();
	TEST("a draft is published, and what was never goes back to a draft")
		transitions();
	TEST("who withdrew lifts it, and administrators; later versions go on")
		withdrawals();
	TEST("what was withdrawn is seen by who has begun, begun by nobody")
		begun();
	TEST("units are the same by ident and kind, in any order")
		units();
	TEST("minor changes lead on, ordinary ones do not, circles end")
		links();
	TEST("what becomes of a wish has names on the wire")
		names();
	return test_end();
}
