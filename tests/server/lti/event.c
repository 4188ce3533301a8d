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
	check_int(lti_event_of(v.rq.db, "one", 1000, &list, &n), OK);
	check_int(n, 200);
	check_str(list[0].facts, "{\"n\":204}");
	check_str(list[0].code, "platform_off");
	check_str(list[199].facts, "{\"n\":5}");
	check_int(lti_event_of(v.rq.db, "other", 1000, &list, &n), OK);
	check_int(n, 1);
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
	TEST("the last 200 of each connection are kept")
		kept();
}

int main(void)
{
	TEST("every failure has a code, and says in both languages what to do")
		faults();
	databases_play(play);
	return test_end();
}
