#include "domain/media.h"

#include "check.h"

static const struct person author = {
	.id = "author", .agency_id = "bkd", .roles = ROLE_AUTHOR };
static const struct person stranger = {
	.id = "stranger", .agency_id = "other", .roles = ROLE_AUTHOR };
static const struct house plain = { .own_id = "own" };
static const struct house strict = { .approval = true, .own_id = "own" };

static const struct module draft = {
	.agency_id = "bkd", .state = MODULE_DRAFT, .version.number = 2 };
static const struct module published = {
	.agency_id = "bkd", .state = MODULE_PUBLISHED, .version.number = 2 };
static const struct version older = { .number = 1 }, current = { .number = 2 },
			    newer = { .number = 3 };

static void changes(void)
{
	static const struct {
		const struct module *m;
		const struct house *h;
		const struct version *v;
		bool asked;
		const struct person *p;
		bool may;
	} rows[] = {
		{ &published, &plain, &current, false, &author, true },
		{ &published, &plain, &older, true, &author, true },
		{ &published, &plain, &current, false, &stranger, false },
		{ &published, &plain, &current, false, NULL, false },
		{ &draft, &strict, &current, false, &author, true },
		{ &draft, &strict, &current, true, &author, false },
		{ &published, &strict, &current, false, &author, false },
		{ &published, &strict, &older, false, &author, false },
		{ &published, &strict, &newer, false, &author, true },
		{ &published, &strict, &newer, true, &author, false },
		{ &published, &strict, &newer, false, &stranger, false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_int(captions_changeable(rows[i].m, rows[i].h, rows[i].v,
					      rows[i].asked, rows[i].p),
			  rows[i].may);
}

static void wanted(void)
{
	const char *forms[2];

	check_int(forms_wanted("video", false, forms), 2);
	check_str(forms[0], "240p");
	check_str(forms[1], "audio");
	check_int(forms_wanted("video", true, forms), 1);
	check_str(forms[0], "240p");
	check_int(forms_wanted("audio", false, forms), 1);
	check_str(forms[0], "audio");
	check_int(forms_wanted("pdf", false, forms), 0);
}

static void names(void)
{
	for (int s = FORM_WAITING; s <= FORM_FAILED; s++)
		check_int(form_state_named(form_state_name((enum form_state)s)),
			  s);
}

int main(void)
{
	TEST("what learners read changes only with who may publish it")
		changes();
	TEST("a video is made smaller and heard alone, unless it is silent")
		wanted();
	TEST("states of forms have names")
		names();
	return test_end();
}
