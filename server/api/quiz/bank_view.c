/*
 * A question of a bank as its authors see it: with the key, its versions, and
 * as learners are shown it.
 */
#include <string.h>

#include "api/field.h"
#include "api/quiz/bank.h"
#include "domain/paper.h"
#include "domain/question.h"
#include "markdown.h"
#include "native_text.h"

static const char *html_make(void *with, struct arena *mem,
			     const char *markdown)
{
	const struct native_text how = { .line = true };
	struct text out = { .mem = mem };

	(void)with;
	if (native_text_html(mem, &how, markdown, strlen(markdown), &out)) {
		out = (struct text){ .mem = mem };
		markdown_escape(&out, markdown, strlen(markdown));
	}
	return out.bytes ? out.bytes : "";
}

static const struct question_html html = { html_make, NULL };

json_t *bank_question_json(const struct bank_question *q)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}",
			 "id", q->id, "ident", q->ident, "type", q->type,
			 "title", q->title,
			 "state", q->retired ? "retired" : "active",
			 "number", (json_int_t)q->number,
			 "createdAt", (json_int_t)q->created_at,
			 "updatedAt", (json_int_t)q->updated_at);
}

static json_t *version_json(const struct bank_version *v)
{
	return json_pack("{s:I, s:I, s:s, s:s}", "number",
			 (json_int_t)v->number, "at", (json_int_t)v->at,
			 "by", v->person_name, "note", v->note);
}

/* As one learner would be given it, and what that learner should answer. */
static enum err looks(struct request *rq, json_t *definition, json_t *into)
{
	struct paper_question drawn;
	enum err e;

	if ((e = paper_question_draw(rq->mem, definition, "unit", "preview",
				     &drawn)))
		return e;
	json_object_set_new(into, "public", question_public(
		rq->mem, definition, &drawn, &html));
	json_object_set_new(into, "key", question_key_public(
		rq->mem, definition, &drawn));
	return OK;
}

static const struct bank_version *of_number(const struct bank_version *all,
					    size_t n, int64_t number)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].number == number)
			return &all[i];
	return NULL;
}

static enum err answer(struct request *rq, struct response *rs, int status,
		       const struct bank_question *q,
		       const struct bank_version *shown,
		       const struct bank_version *all, size_t n)
{
	json_t *json = request_own_json(rq, bank_question_json(q));
	json_t *definition = json_loads(shown->definition, 0, NULL);
	json_t *versions = json_array();
	enum err e;

	json_object_set_new(json, "versions", versions);
	json_object_set_new(json, "definition", definition);
	json_object_set_new(json, "shown", json_integer(shown->number));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(versions, version_json(&all[i]));
	if (!definition)
		return fail(ERR_INTERNAL, "question %s is no JSON", q->id);
	if ((e = looks(rq, definition, json)))
		return e;
	return respond_json(rq, rs, status, json_incref(json));
}

enum err bank_question_respond(struct request *rq, struct response *rs,
			       int status, const char *bank_id, const char *id)
{
	const struct bank_version *shown;
	struct bank_version *all;
	struct bank_question q;
	int64_t number;
	size_t n;
	enum err e;

	if ((e = bank_question_by_id(rq->db, bank_id, id, &q)) ||
	    (e = query_number(rq, "version", 1, 1000000, q.number, &number)) ||
	    (e = bank_version_list(rq->db, id, &all, &n)))
		return e;
	shown = of_number(all, n, number);
	if (!shown)
		return fail(ERR_NOT_FOUND, "no version %lld", (long long)number);
	return answer(rq, rs, status, &q, shown, all, n);
}
