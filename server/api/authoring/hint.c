/* What the night found that speaks for a revision, and what is done about it. */
#include <string.h>

#include "api/authoring/approval.h"
#include "api/authoring/revision.h"
#include "api/field.h"
#include "api/responsible.h"
#include "api/scope.h"
#include "api/wire.h"
#include "base/text.h"
#include "domain/question_statistics.h"
#include "routes.h"
#include "serve.h"
#include "store/hint.h"
#include "store/nightly.h"

#define LIST_MOST 200
#define PAGE 50

static json_t *hint_json(const struct hint_row *h)
{
	json_t *facts = json_loads(h->facts, 0, NULL);
	json_t *out = json_pack(
		"{s:s, s:s, s:{s:s, s:s}, s:I, s:o, s:o, s:O?, s:f, s:s, s:I,"
		" s:I, s:s?, s:o, s:s}",
		"id", h->id, "kind", h->kind, "module", "id", h->module_id,
		"title", h->module_title, "version", (json_int_t)h->number,
		"unit", hint_unit_json(h->unit_ident, facts),
		"question", hint_question_json(h->question, facts),
		"facts", facts, "weight", h->weight, "state", h->state,
		"firstAt", (json_int_t)h->first_at, "at", (json_int_t)h->at,
		"decidedBy", h->decided_name,
		"decidedAt", number_or_null(h->decided_at),
		"words", h->words);

	json_decref(facts);
	return out;
}

static enum err respond_hints(struct request *rq, struct response *rs,
			      const struct hint_row *all, size_t n, bool more)
{
	json_t *list = request_own_json(rq, json_array());
	struct nightly_row night;
	enum err e;

	if ((e = nightly_get(rq->db, "hints", &night)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, hint_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:b, s:o, s:i}",
		"hints", list, "more", more,
		"countedAt", number_or_null(night.done_at),
		"least", STATISTICS_LEAST));
}

enum err hint_module_index(struct request *rq, struct response *rs)
{
	const bool gone = !strcmp(query_text(rq, "gone"), "1");
	struct hint_row *all;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = hint_of_module(rq->db, m.id, gone, LIST_MOST, &all, &n)))
		return e;
	return respond_hints(rq, rs, all, n, n == LIST_MOST);
}

enum err hint_index(struct request *rq, struct response *rs)
{
	struct hint_row *all;
	int64_t page;
	size_t n;
	enum err e;

	if ((e = query_number(rq, "page", 1, 1000000, 1, &page)) ||
	    (e = hint_page(rq->db, agency_scope_asked(rq),
			   (size_t)(page - 1) * PAGE, PAGE + 1, &all, &n)))
		return e;
	return respond_hints(rq, rs, all, n > PAGE ? PAGE : n, n > PAGE);
}

/* Theirs to decide, and decided so. */
static enum err hint_close(struct request *rq, const char *state,
			   bool words_needed, struct hint_row *h)
{
	bool late;
	enum err e;

	if ((e = hint_by_id(rq->db, request_param(rq, "id"), h)) ||
	    (e = agency_scope(rq, h->agency_id)) ||
	    (e = words_needed
		     ? field_text_needed(rq, "words", WORDS_MOST, &h->words)
		     : field_text(rq, "words", WORDS_MOST, &h->words)))
		return e;
	h->words = text_trim(rq->mem, h->words ? h->words : "");
	if (words_needed && !*h->words)
		return field_missing(rq, "words");
	h->state = state;
	h->decided_by = rq->person->id;
	h->decided_at = rq->now;
	if ((e = hint_decide(rq->db, h, &late)))
		return e;
	return late ? refuse(rq, P_hint_decided, NO_VALUES) : OK;
}

enum err hint_accept(struct request *rq, struct response *rs)
{
	struct revision r;
	struct hint_row h;
	enum err e;

	if ((e = hint_close(rq, "accepted", false, &h)))
		return e;
	r = (struct revision){ .module_id = h.module_id,
		.module_title = h.module_title, .cause = "hint",
		.cause_id = h.id, .regulation = "", .words = h.words,
		.from_id = h.version_id };
	if ((e = revision_begin(rq, h.owner_id, &r)) ||
	    (e = revision_by_id(rq->db, r.id, &r)) ||
	    (e = hint_by_id(rq->db, h.id, &h)))
		return e;
	return respond_json(rq, rs, 201, json_pack("{s:o, s:o}", "hint",
			hint_json(&h), "revision", revision_json(rq, &r)));
}

enum err hint_dismiss(struct request *rq, struct response *rs)
{
	struct hint_row h;
	enum err e;

	if ((e = hint_close(rq, "dismissed", true, &h)) ||
	    (e = module_note(rq, h.module_id, h.version_id, "hintDismissed",
			     h.words)) ||
	    (e = hint_by_id(rq->db, h.id, &h)))
		return e;
	return respond_json(rq, rs, 200, hint_json(&h));
}
