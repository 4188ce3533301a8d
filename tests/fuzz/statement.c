/*
 * Statements of xAPI, one or a list: what passes the check can be stored, found,
 * compared and counted.
 */
#include "domain/agent.h"
#include "domain/cmi5.h"
#include "domain/moment.h"
#include "domain/statement.h"
#include "domain/statement_digest.h"
#include "domain/statement_names.h"
#include "domain/tincan.h"
#include "domain/uuid.h"
#include "fuzz.h"
#include "serve.h"

#define NOW INT64_C(1790000000000)

static void duration_check(int64_t ms)
{
	char text[32];
	int64_t again;

	must(ms >= 0);
	duration_write(ms, text);
	must(duration_read(text, &again));
	must(again <= ms && ms - again < 10);
}

static void names_check(struct arena *mem, json_t *json)
{
	struct statement_name *names;
	size_t n;

	statement_names(mem, json, &names, &n);
	must(n > 0 && n <= STATEMENT_NAMES_MOST + 1);
	for (size_t i = 0; i < n; i++) {
		must(fuzz_utf8(names[i].name, 1 << 20));
		for (size_t k = 0; k < i; k++)
			must(names[i].kind != names[k].kind ||
			     strcmp(names[i].name, names[k].name));
	}
}

/* The same text says the same, however its members are ordered and spaced. */
static void again_check(struct arena *mem, const struct statement *s)
{
	char *text = json_dumps(s->json, JSON_INDENT(1) | JSON_SORT_KEYS);
	json_t *json = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL)
			    : NULL;
	struct statement again;

	must(json && !statement_read(mem, json, &again));
	must(strcmp(statement_digest(mem, s->json),
		    statement_digest(mem, json)) == 0);
	must(!s->id == !again.id && (!s->id || !strcmp(s->id, again.id)));
	must(s->at == again.at && s->duration_ms == again.duration_ms);
	json_decref(json);
	free(text);
}

static void cmi5_check(const struct statement *s)
{
	const struct au_launch launch = {
		.activity = "http://a", .publisher = "http://p",
		.registration = "ec531277-b57b-4c15-8d91-d292c5b2b8f7",
		.session = "s", .move_on = MOVE_ON_COMPLETED_AND_PASSED,
		.mastery = { true, 0.5 },
	};
	struct au_session session = { .launched_at = NOW - 5000,
				      .initialized_at = NOW - 4000,
				      .last_at = NOW - 4000 };
	const struct measure far = cmi5_progress(s);
	struct au au = { .completed = false };

	must(!far.known || (far.value >= 0 && far.value <= 1));
	if (cmi5_fault(s, &launch, &session, &au, NOW))
		return;
	cmi5_count(s, &session, &au, NOW);
	(void)au_satisfied(launch.move_on, &au);
	must(cmi5_lasted(&session, NOW) >= 0);
	(void)cmi5_fault(s, &launch, &session, &au, NOW);
}

static void statement_check(struct arena *mem, json_t *json)
{
	const char *wrong, *name;
	struct progress progress;
	struct statement s;

	if ((wrong = statement_read(mem, json, &s))) {
		must(fuzz_utf8(wrong, 1 << 20));
		return;
	}
	must(!s.id || uuid_valid(s.id));
	must(!s.registration || uuid_valid(s.registration));
	must(iri_valid(s.verb));
	must(!s.activity || iri_valid(s.activity));
	must(!s.lasted || s.duration_ms >= 0);
	if (s.lasted)
		duration_check(s.duration_ms);
	name = agent_name(mem, json_object_get(json, "actor"));
	must(!name || fuzz_utf8(name, 1 << 20));
	names_check(mem, json);
	again_check(mem, &s);
	cmi5_check(&s);
	tincan_progress(&s, s.activity ? s.activity : "", &progress);
	must(progress.time_ms >= 0);
	must(!progress.score.scaled.known ||
	     (progress.score.scaled.value >= -1 &&
	      progress.score.scaled.value <= 1));
}

/* What is no JSON is read as a moment, a duration, an IRI and a UUID. */
static void text_check(struct arena *mem, const char *text)
{
	char uuid[UUID_SIZE];
	int64_t ms = 0;

	(void)mem;
	(void)iri_valid(text);
	uuid_named("statement", text, uuid);
	must(uuid_valid(uuid));
	if (uuid_valid(text))
		must(strlen(text) == UUID_SIZE - 1);
	if (moment_read(text, &ms))
		must(ms > -(INT64_C(1) << 50) && ms < INT64_C(1) << 50);
	if (duration_read(text, &ms))
		duration_check(ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	struct request rq = { .mem = &mem };
	json_t *json, *one;
	size_t i;

	fuzz_begin();
	rq.body = fuzz_text(&mem, bytes, size);
	rq.body_size = size;
	if (serve_json(&rq, &json)) {
		text_check(&mem, rq.body);
	} else if (json_is_array(json)) {
		json_array_foreach(json, i, one)
			statement_check(&mem, one);
	} else {
		statement_check(&mem, json);
		(void)statement_agent(json);
	}
	arena_end(&mem);
	return 0;
}
