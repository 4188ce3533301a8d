#include "domain/responses.h"

#include <stdio.h>
#include <string.h>

#include "domain/definition.h"
#include "domain/quiz.h"

#define TIME_MOST (INT64_C(1) << 40)	/* ms: no page is open for longer */

static int64_t number(const json_t *entry, const char *name)
{
	return json_integer_value(json_object_get(entry, name));
}

static json_t *entry_of(json_t *kept, const char *question)
{
	return json_object_get(kept, question);
}

json_t *response_of(json_t *kept, const char *question)
{
	return json_object_get(entry_of(kept, question), "response");
}

int64_t response_time(json_t *kept, const char *question)
{
	return number(entry_of(kept, question), "ms");
}

bool response_checked(json_t *kept, const char *question)
{
	return number(entry_of(kept, question), "checked") > 0;
}

static size_t size_of(const json_t *json)
{
	return json_dumpb(json, NULL, 0, JSON_COMPACT | JSON_ENCODE_ANY);
}

static void pass_over(struct responses_merge *m, const char *reason)
{
	if (!m->reason)
		m->reason = reason;
}

/* One page's account of a question: is it what it should be? */
static const char *wrong_with(const json_t *entry)
{
	const json_t *at = json_object_get(entry, "at");
	const json_t *ms = json_object_get(entry, "ms");

	if (!json_object_get(entry, "response") || !json_is_integer(at) ||
	    (ms && !json_is_null(ms) && !json_is_integer(ms)))
		return "shape";
	return size_of(json_object_get(entry, "response")) > RESPONSE_MOST
		? "large" : NULL;
}

static int64_t between(int64_t least, int64_t n, int64_t most)
{
	return n < least ? least : n > most ? most : n;
}

static json_t *entry_made(const json_t *before, json_t *given, int64_t at)
{
	const int64_t spent = between(0, number(given, "ms"), TIME_MOST);
	const int64_t known = number(before, "ms");
	json_t *entry = json_pack("{s:O, s:I, s:I}", "response",
				  json_object_get(given, "response"), "at",
				  (json_int_t)at, "ms",
				  (json_int_t)(spent > known ? spent : known));

	if (json_is_true(json_object_get(given, "flagged")))
		json_object_set_new(entry, "flagged", json_true());
	return entry;
}

static bool answers_same(const json_t *a, json_t *b)
{
	return json_equal(json_object_get(a, "response"),
			  json_object_get(b, "response"));
}

/* A page sends all that it has with each answer: most of it is known. */
static bool known(json_t *before, json_t *given, int64_t at)
{
	return number(before, "at") == at &&
	       number(given, "ms") <= number(before, "ms") &&
	       json_is_true(json_object_get(before, "flagged")) ==
		       json_is_true(json_object_get(given, "flagged")) &&
	       answers_same(before, given);
}

static void merge_one(json_t *kept, const char *question, json_t *given,
		      struct responses_merge *m)
{
	json_t *before = entry_of(kept, question);
	const int64_t at = between(m->began_at, number(given, "at"), m->now);

	if (before && (at < number(before, "at") || known(before, given, at)))
		return;
	if (number(before, "checked")) {
		if (!answers_same(before, given))
			pass_over(m, "locked");
		return;
	}
	if (!quiz_counts(m->began_at, m->until, at, m->now)) {
		pass_over(m, "late");
		return;
	}
	json_object_set_new(kept, question, entry_made(before, given, at));
	m->changed = true;
}

const char *responses_clean(json_t *given)
{
	const char *question, *wrong, *reason = NULL;
	json_t *entry;
	void *next;

	json_object_foreach_safe(given, next, question, entry)
		if ((wrong = wrong_with(entry))) {
			reason = wrong;
			json_object_del(given, question);
		}
	return reason;
}

/* Read as text, since it is asked with every answer; an ident needs no escape. */
static bool on_paper(const char *paper, const char *question)
{
	char name[80];

	if (!definition_ident(question))
		return false;
	snprintf(name, sizeof(name), "\"id\":\"%s\"", question);
	return strstr(paper, name);
}

void responses_merge(json_t *kept, json_t *given, struct responses_merge *m)
{
	const char *question;
	json_t *entry;

	m->changed = false;
	m->late_ms = 0;
	m->reason = NULL;
	json_object_foreach(given, question, entry)
		if (on_paper(m->paper, question))
			merge_one(kept, question, entry, m);
		else
			pass_over(m, "unknown");
	if (m->changed && m->until && m->now > m->until)
		m->late_ms = m->now - m->until;
}

void response_lock(json_t *kept, const char *question, json_t *response,
		   int64_t at)
{
	const json_t *before = entry_of(kept, question);

	json_object_set_new(kept, question, json_pack("{s:O?, s:I, s:I, s:I}",
		"response", response ? response : json_object_get(before,
								  "response"),
		"at", (json_int_t)at, "ms", (json_int_t)number(before, "ms"),
		"checked", (json_int_t)at));
}

static bool begins_with(const json_t *longer, const json_t *shorter)
{
	json_t *step;
	size_t i;

	json_array_foreach(shorter, i, step)
		if (!json_equal(step, json_array_get(longer, i)))
			return false;
	return true;
}

json_t *path_merge(json_t *kept, json_t *given, struct responses_merge *m)
{
	m->changed = false;
	m->late_ms = 0;
	m->reason = NULL;
	if (!json_is_array(given))
		pass_over(m, "shape");
	else if (size_of(given) > RESPONSE_MOST)
		pass_over(m, "large");
	else if (!begins_with(given, kept) && !begins_with(kept, given))
		pass_over(m, "other");
	else
		m->changed = json_array_size(given) > json_array_size(kept);
	return m->changed ? given : kept;
}
