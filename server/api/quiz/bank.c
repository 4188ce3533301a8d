#include "api/quiz/bank.h"

#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "domain/person.h"
#include "domain/question.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/like.h"

#define DESCRIPTION_MOST 2000
#define NOTE_MOST 300
#define PAGE 20
#define PAGE_MOST 100

static const struct phrase name_taken = { {
	"Instansi ini sudah punya bank soal bernama itu. Pilih nama lain.",
	"This agency has a bank of that name already. Choose another." } };
static const struct phrase not_state = { {
	"Pilih active atau retired.", "Choose active or retired." } };
static const struct phrase not_agency = { {
	"Instansi ini tidak ada.", "There is no such agency." } };

enum err bank_mine(struct request *rq, struct bank *out)
{
	enum err e;

	if ((e = bank_by_id(rq->db, request_param(rq, "id"), out)))
		return e;
	if (!person_is(rq->person, ROLE_ADMIN) &&
	    strcmp(out->agency_id, rq->person->agency_id))
		return fail(ERR_NOT_FOUND, "another agency's bank");
	return OK;
}

static json_t *bank_json(const struct bank *b)
{
	return json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:I, s:I, s:I, s:I}",
			 "id", b->id, "name", b->name,
			 "description", b->description,
			 "agency", "id", b->agency_id, "name", b->agency_name,
			 "questions", (json_int_t)b->questions,
			 "retired", (json_int_t)b->retired,
			 "createdAt", (json_int_t)b->created_at,
			 "updatedAt", (json_int_t)b->updated_at);
}

enum err bank_index(struct request *rq, struct response *rs)
{
	const bool all = person_is(rq->person, ROLE_ADMIN);
	json_t *list = request_own_json(rq, json_array());
	struct bank *banks;
	size_t n;
	enum err e;

	if ((e = bank_list(rq->db, all ? "" : rq->person->agency_id, &banks,
			   &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, bank_json(&banks[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "banks", list));
}

static enum err bank_respond(struct request *rq, struct response *rs,
			     int status, const char *id)
{
	json_t *tags = request_own_json(rq, json_array()), *json;
	struct bank_tag *list;
	struct bank b;
	size_t n;
	enum err e;

	if ((e = bank_by_id(rq->db, id, &b)) ||
	    (e = bank_tags(rq->db, id, &list, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(tags, json_pack("{s:s, s:I}",
			"tag", list[i].tag,
			"questions", (json_int_t)list[i].questions));
	json = bank_json(&b);
	json_object_set(json, "tags", tags);
	return respond_json(rq, rs, status, json);
}

/* Administrators may begin one for another agency. */
static enum err agency_asked(struct request *rq, const char **out)
{
	struct agency agency;
	enum err e;

	*out = NULL;
	if (person_is(rq->person, ROLE_ADMIN) &&
	    (e = field_text(rq, "agency", 40, out)))
		return e;
	if (!*out) {
		*out = rq->person->agency_id;
		return OK;
	}
	e = agency_by_id(rq->db, *out, &agency);
	return e == ERR_NOT_FOUND ? field_bad(rq, "agency", &not_agency) : e;
}

static enum err described(struct request *rq, struct bank *b)
{
	const char *name = NULL, *description = NULL;
	enum err e;

	if ((e = field_text(rq, "name", BANK_NAME_MOST, &name)) ||
	    (e = field_text(rq, "description", DESCRIPTION_MOST,
			    &description)))
		return e;
	if (name)
		b->name = text_line(rq->mem, name, BANK_NAME_MOST);
	if (description)
		b->description = text_trim(rq->mem, description);
	return *b->name ? OK : field_missing(rq, "name");
}

enum err bank_create(struct request *rq, struct response *rs)
{
	struct bank b = { .name = "", .description = "",
			  .created_at = rq->now };
	bool taken;
	enum err e;

	if ((e = agency_asked(rq, &b.agency_id)) || (e = described(rq, &b)) ||
	    (e = bank_add(rq->db, &b, rq->person->id, &taken)))
		return e;
	return taken ? field_bad(rq, "name", &name_taken)
		     : bank_respond(rq, rs, 201, b.id);
}

enum err bank_show(struct request *rq, struct response *rs)
{
	struct bank b;
	const enum err e = bank_mine(rq, &b);

	return e ? e : bank_respond(rq, rs, 200, b.id);
}

enum err bank_patch(struct request *rq, struct response *rs)
{
	struct bank b;
	bool taken;
	enum err e;

	if ((e = bank_mine(rq, &b)) || (e = described(rq, &b)) ||
	    (e = bank_change(rq->db, &b, rq->now, &taken)))
		return e;
	return taken ? field_bad(rq, "name", &name_taken)
		     : bank_respond(rq, rs, 200, b.id);
}

enum err bank_drop(struct request *rq, struct response *rs)
{
	struct bank b;
	bool gone;
	enum err e;

	if ((e = bank_mine(rq, &b)) || (e = bank_remove(rq->db, b.id, &gone)))
		return e;
	return gone ? respond_empty(rs, 204)
		    : refuse(rq, P_bank_used, NO_VALUES);
}

enum err bank_questions(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct bank_filter filter = {
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.tag = query_text(rq, "tag"), .type = query_text(rq, "type"),
		.state = query_text(rq, "state"),
	};
	struct bank_question *all;
	size_t n, total;
	int64_t page, per;
	struct bank b;
	enum err e;

	if ((e = bank_mine(rq, &b)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = query_number(rq, "per", 1, PAGE_MOST, PAGE, &per)))
		return e;
	filter.bank_id = b.id;
	if ((e = bank_question_count(rq->db, &filter, &total)) ||
	    (e = bank_question_page(rq->db, &filter,
				    (size_t)((page - 1) * per), (size_t)per,
				    &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, bank_question_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"questions", list, "page", (json_int_t)page, "pages",
		(json_int_t)((total + (size_t)per - 1) / (size_t)per),
		"total", (json_int_t)total));
}

enum err bank_question_fit(struct request *rq, json_t *definition)
{
	struct definition_faults faults = { .mem = rq->mem };

	question_check(definition, false, NULL, &faults);
	if (!faults.n)
		return OK;
	return refuse(rq, P_bank_question_invalid, VALUES(
		{ "place", *faults.list[0].pointer ? faults.list[0].pointer
						   : "/" },
		{ "reason", definition_message(rq->mem, &faults.list[0],
					       rq->lang) },
		{ "member", arena_format(rq->mem, "definition%s",
					 faults.list[0].pointer) }));
}

/* The check may take a while with parameters: not on the writer's thread. */
enum err bank_question_check(struct request *rq, struct response *rs)
{
	json_t *definition = json_object_get(rq->json, "definition");

	(void)rs;
	if (!definition)
		return field_missing(rq, "definition");
	return bank_question_fit(rq, definition);
}

static enum err change_asked(struct request *rq, struct bank_change *out)
{
	const char *note = NULL;
	enum err e;

	if ((e = field_text(rq, "note", NOTE_MOST, &note)))
		return e;
	*out = (struct bank_change){
		.person_id = rq->person->id, .now = rq->now,
		.note = note ? text_line(rq->mem, note, NOTE_MOST) : "",
	};
	return OK;
}

static enum err ident_free(struct request *rq, const char *bank_id,
			   const char *ident, const char *own)
{
	struct bank_question *known;
	size_t n;
	enum err e;

	if ((e = bank_question_known(rq->db, bank_id, &known, &n)))
		return e;
	if (!*own && n >= BANK_QUESTIONS_MOST)
		return refuse(rq, P_bank_full, NO_VALUES);
	for (size_t i = 0; i < n; i++)
		if (strcmp(known[i].ident, ident) == 0 &&
		    strcmp(known[i].id, own))
			return refuse(rq, P_name_taken, VALUES(
				{ "field", "id" }, { "member", "definition" }));
	return OK;
}

enum err bank_question_create(struct request *rq, struct response *rs)
{
	json_t *definition = json_object_get(rq->json, "definition");
	struct bank_change change;
	const char *id;
	struct bank b;
	enum err e;

	if ((e = bank_mine(rq, &b)) || (e = change_asked(rq, &change)) ||
	    (e = ident_free(rq, b.id, question_id(definition), "")) ||
	    (e = bank_question_add(rq->db, b.id, definition, &change, &id)))
		return e;
	return bank_question_respond(rq, rs, 201, b.id, id);
}

static enum err question_mine(struct request *rq, struct bank *b,
			      struct bank_question *out)
{
	const enum err e = bank_mine(rq, b);

	return e ? e : bank_question_by_id(rq->db, b->id,
					   request_param(rq, "question"), out);
}

/* An ident stays: what was drawn by it is the same question. */
enum err bank_question_put(struct request *rq, struct response *rs)
{
	json_t *definition = json_object_get(rq->json, "definition");
	struct bank_change change;
	struct bank_question q;
	struct bank b;
	enum err e;

	if ((e = question_mine(rq, &b, &q)) ||
	    (e = change_asked(rq, &change)))
		return e;
	json_object_set_new(definition, "id", json_string(q.ident));
	if (strcmp(bank_digest(rq->mem, definition), q.digest) &&
	    (e = bank_question_renew(rq->db, &q, definition, &change)))
		return e;
	return bank_question_respond(rq, rs, 200, b.id, q.id);
}

enum err bank_question_patch(struct request *rq, struct response *rs)
{
	struct bank_question q;
	const char *state;
	struct bank b;
	enum err e;

	if ((e = question_mine(rq, &b, &q)) ||
	    (e = field_text_needed(rq, "state", 20, &state)))
		return e;
	if (strcmp(state, "active") && strcmp(state, "retired"))
		return field_bad(rq, "state", &not_state);
	if ((e = bank_question_retire(rq->db, q.id, *state == 'r', rq->now)))
		return e;
	return bank_question_respond(rq, rs, 200, b.id, q.id);
}

enum err bank_question_show(struct request *rq, struct response *rs)
{
	struct bank_question q;
	struct bank b;
	const enum err e = question_mine(rq, &b, &q);

	return e ? e : bank_question_respond(rq, rs, 200, b.id, q.id);
}
