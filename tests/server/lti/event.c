#include "lti/event.h"

#include "databases.h"
#include "store/lti_event.h"
#include "visit.h"

static const char *url;

static void add(struct visit *v, const char *connection, int i)
{
	json_t *facts = json_pack("{s:i}", "n", i);

	check_int(lti_event_add(v->rq.db, &(struct lti_event){
		.connection_id = connection, .kind = "launch",
		.fault = LTI_platform_off, .request = "abc", .facts = facts,
		.at = VISIT_NOW + i }), OK);
	check_int(facts->refcount, 1);
	json_decref(facts);
}

static void kept(void)
{
	struct lti_event_row *list;
	struct visit v;
	size_t n;

	visit_begin(&v, url);
	add(&v, "other", 0);
	for (int i = 0; i < 205; i++)
		add(&v, "one", i);
	check_int(lti_event_of(v.rq.db, "one", "", 1000, &list, &n), OK);
	check_int(n, 100);
	check_str(list[0].facts, "{\"n\":204}");
	check_str(list[0].code, "platform_off");
	check_str(list[99].facts, "{\"n\":105}");
	check_int(lti_event_of(v.rq.db, "other", "", 1000, &list, &n), OK);
	check_int(n, 1);
	visit_end(&v);
}

static void kept_of_many(void)
{
	struct lti_event_row *list;
	struct visit v;
	size_t n;

	visit_begin(&v, url);
	for (int i = 0; i < 1200; i++)
		check_int(lti_event_add(v.rq.db, &(struct lti_event){
			.connection_id = "well", .kind = "launch",
			.fault = LTI_OK, .request = "",
			.at = VISIT_NOW + i }), OK);
	check_int(lti_event_of(v.rq.db, "well", "", 2000, &list, &n), OK);
	check(n >= 100 && n < 600);
	check_int(list[0].at, VISIT_NOW + 1199);
	visit_end(&v);
}

static void each_kind(void)
{
	struct lti_event_row *list;
	struct visit v;
	size_t n;

	visit_begin(&v, url);
	add(&v, "day", 0);
	for (int i = 1; i <= 300; i++)
		check_int(lti_event_add(v.rq.db, &(struct lti_event){
			.connection_id = "day", .kind = "grade",
			.fault = LTI_score_refused, .request = "",
			.at = VISIT_NOW + i }), OK);
	check_int(lti_event_of(v.rq.db, "day", "", 1000, &list, &n), OK);
	check_int(n, 101);
	check_int(lti_event_of(v.rq.db, "day", "launch", 1000, &list, &n), OK);
	check_int(n, 1);
	check_str(list[0].code, "platform_off");
	check_int(lti_event_of(v.rq.db, "day", "grade", 10, &list, &n), OK);
	check_int(n, 10);
	visit_end(&v);
}

static void faults(void)
{
	for (int i = 0; i < LTI_FAULTS; i++) {
		const enum lti_fault fault = (enum lti_fault)i;

		check_int(lti_fault_of(lti_fault_code(fault)), fault);
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			check(*lti_fault_words(fault)->in[lang]);
			check(!i || *lti_fault_advice(fault)->in[lang]);
		}
	}
	check_int(lti_fault_of("no_such_code"), LTI_OK);
}

static void play(const struct database *d)
{
	url = d->url;
	check_int(db_migrate(url, &catalogue), OK);
	TEST("the last 100 of each kind are kept")
		kept();
	TEST("a day of grades pushes no launch out, and each kind is read alone")
		each_kind();
	TEST("of those that went well some more, for a while")
		kept_of_many();
}

int main(void)
{
	TEST("every failure has a code, and says in both languages what to do")
		faults();
	databases_play(play);
	return test_end();
}
