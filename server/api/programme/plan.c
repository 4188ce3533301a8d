/*
 * Action plans: the learner's own, and those whose addresses an organiser looks
 * after.
 */
#include "api/programme/plan.h"

#include <string.h>

#include "api/field.h"
#include "api/scope.h"
#include "api/wire.h"
#include "auth/auth.h"
#include "domain/day.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "serve.h"
#include "store/enrolment.h"
#include "store/module.h"
#include "training/followup.h"
#include "training/plan.h"

#define TEXT_BYTES 16000	/* of PLAN_WORDS_MOST characters */

/* ---- As JSON --------------------------------------------------------------- */

static json_t *choices_json(struct request *rq, const struct followup_choice *c)
{
	json_t *list = json_array();

	for (; c && c->id; c++)
		json_array_append_new(list, json_pack("{s:s, s:s}", "id", c->id,
			"text", c->words.in[rq->lang]));
	return list;
}

static json_t *questions_json(struct request *rq, const struct plan *p,
			      const struct followup_kind *kind)
{
	static const char *const kinds[] = { "choice", "text", "number" };
	struct followup_question all[FOLLOWUP_QUESTIONS];
	json_t *list = json_array();
	struct followup_asks asks;
	size_t n;

	followup_asks_read(rq->mem, p->asks, &asks);
	n = followup_questions(&asks, kind, all);
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s, s:o}",
			"id", all[i].id, "kind", kinds[all[i].kind],
			"text", all[i].own ? all[i].own
					   : all[i].words.in[rq->lang],
			"choices", choices_json(rq, all[i].choices)));
	return list;
}

/* Where the learner answers now; null when it is not their turn. */
static json_t *link_json(struct request *rq, const struct plan *p,
			 const struct followup *f)
{
	if (f->kind.role != FOLLOWUP_LEARNER || f->answered_at ||
	    f->due_at > rq->now || f->expires_at <= rq->now ||
	    strcmp(p->state, "dropped") == 0)
		return json_null();
	return json_string(followup_path(rq->mem, rq->server->auth, f));
}

static json_t *followup_json(struct request *rq, const struct plan *p,
			     const struct followup *f, bool own)
{
	json_t *json = json_pack("{s:i, s:s, s:I, s:I, s:o, s:o}",
		"day", f->kind.day, "role", followup_role_name(f->kind.role),
		"dueAt", (json_int_t)f->due_at,
		"expiresAt", (json_int_t)f->expires_at,
		"sentAt", number_or_null(f->first_sent_at),
		"answeredAt", number_or_null(f->answered_at));

	if (!own)
		return json;
	json_object_set_new(json, "answers", f->answers
		? json_loads(f->answers, 0, NULL) : json_null());
	json_object_set_new(json, "questions", questions_json(rq, p, &f->kind));
	json_object_set_new(json, "href", link_json(rq, p, f));
	return json;
}

static json_t *contact_json(const struct plan_contact *c)
{
	return json_pack("{s:s, s:s}", "name", c->name, "email", c->email);
}

static json_t *plan_json(const struct plan *p, bool own)
{
	json_t *json = json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s?, s:s, s:I, s:o, s:o,"
		" s:o, s:o}",
		"id", p->id, "source", p->source, "sourceId", p->source_id,
		"title", p->title, "choice", p->choice, "words", p->words,
		"state", p->state, "batch", p->batch_id,
		"evidence", p->evidence, "createdAt", (json_int_t)p->created_at,
		"byDay", text_or_null(p->by_day),
		"completedAt", number_or_null(p->completed_at),
		"superior", contact_json(&p->superior),
		"colleague", contact_json(&p->colleague));

	if (!own)
		json_object_set_new(json, "person", json_pack(
			"{s:s, s:s, s:s?}", "id", p->person_id,
			"name", p->person_name, "unit", p->unit_name));
	return json;
}

enum err plans_json(struct request *rq, const struct plan *plans, size_t n,
		    bool own, json_t **out)
{
	const char *ids[PLANS_PAGE];
	struct followup *asks;
	size_t nasks, k = 0;
	enum err e;

	n = n > PLANS_PAGE ? PLANS_PAGE : n;
	*out = request_own_json(rq, json_array());
	for (size_t i = 0; i < n; i++)
		ids[i] = plans[i].id;
	if ((e = followup_of_plans(rq->db, ids, n, &asks, &nasks)))
		return e;
	for (size_t i = 0; i < n; i++) {
		json_t *json = plan_json(&plans[i], own), *list = json_array();

		for (k = 0; k < nasks; k++)
			if (strcmp(asks[k].plan_id, plans[i].id) == 0)
				json_array_append_new(list, followup_json(
					rq, &plans[i], &asks[k], own));
		json_object_set_new(json, "followups", list);
		json_array_append_new(*out, json);
	}
	return OK;
}

enum err plans_page(struct request *rq, int64_t *page, size_t *from)
{
	const enum err e = query_number(rq, "page", 1, 100000, 1, page);

	*from = e ? 0 : (size_t)(*page - 1) * PLANS_PAGE;
	return e;
}

static enum err respond_plans(struct request *rq, struct response *rs,
			      const struct plan *plans, size_t n, bool own,
			      int64_t page)
{
	json_t *list;
	enum err e;

	if ((e = plans_json(rq, plans, n, own, &list)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:b, s:O}",
		"page", (json_int_t)page, "more", n > PLANS_PAGE,
		"plans", list));
}

static enum err respond_plan(struct request *rq, struct response *rs,
			     int status, const char *id, bool own)
{
	struct plan p;
	json_t *list;
	enum err e;

	if ((e = plan_by_id(rq->db, id, &p)) ||
	    (e = plans_json(rq, &p, 1, own, &list)))
		return e;
	return respond_json(rq, rs, status,
			    json_incref(json_array_get(list, 0)));
}

/* ---- A change ---------------------------------------------------------------- */

static const struct phrase
	words_rule = { {
		"Tulis sedikitnya satu kalimat, paling banyak 4.000 huruf.",
		"Write at least one sentence, of 4,000 characters at most." } },
	day_rule = { {
		"Tulis tanggal seperti 2027-01-31.",
		"Write a day such as 2027-01-31." } },
	state_rule = { {
		"Pilih open, done, atau dropped.",
		"Choose open, done or dropped." } },
	contact_rule = { {
		"Tulis nama dan alamat email lengkap, misalnya sari@contoh.go.id.",
		"Write a name and the whole e-mail address, such as sari@example.go.id." } },
	refusals[] = {
		[PLAN_OWN_ADDRESS] = { {
			"Ini alamat peserta sendiri. Sebut orang lain.",
			"This is the learner's own address. Name somebody else." } },
		[PLAN_SAME_ADDRESS] = { {
			"Atasan dan rekan harus dua orang dengan alamat berbeda.",
			"Superior and colleague have to be two people with different addresses." } },
		[PLAN_STOPPED] = { {
			"Pemilik alamat ini menjawab “bukan saya”, jadi tidak disurati lagi.",
			"Whoever has this address said “that is not me”, and gets no more letters." } },
		[PLAN_TIMES] = { {
			"Alamat ini sudah terlalu sering disebut untuk rencana ini.",
			"This address was named for this plan too often." } },
		[PLAN_TODAY] = { {
			"Sudah 10 alamat disebut hari ini. Coba lagi besok.",
			"Ten addresses were named today. Try again tomorrow." } },
		[PLAN_ANSWERED] = { {
			"Ia sudah menjawab, jadi tidak dapat diganti.",
			"They have answered, so they cannot be changed." } },
		[PLAN_GUEST] = { {
			"Tamu kegiatan tidak dapat menyebut orang lain.",
			"A guest of an event can name nobody." } },
	};

static const struct phrase superior_label = { { "Atasan", "Superior" } };
static const struct phrase colleague_label = { { "Rekan", "Colleague" } };

static enum err contact_bad(struct request *rq, enum followup_role role,
			    const struct phrase *why)
{
	const struct phrase *label = role == FOLLOWUP_SUPERIOR
		? &superior_label : &colleague_label;

	return field_bad_named(rq, followup_role_name(role),
			       label->in[rq->lang], why);
}

/* A letter of ours to a stranger begins with the name that was typed. */
static bool leads_elsewhere(const char *name)
{
	return strpbrk(name, "/\\:@") || strstr(name, "www.");
}

static bool contact_fits(struct request *rq, struct plan_contact *c)
{
	struct person p = { .name = c->name, .login = "xx",
			    .email = c->email };

	if (person_form(rq->mem, &p) || !p.email || leads_elsewhere(p.name))
		return false;
	*c = (struct plan_contact){ p.name, p.email };
	return true;
}

/* Absent: as it was. null, or without an address: nobody. */
static enum err contact_read(struct request *rq, enum followup_role role,
			     struct plan_contact *out)
{
	const json_t *given = json_object_get(rq->json,
					      followup_role_name(role));
	const char *name, *email;

	if (!given)
		return OK;
	name = json_string_value(json_object_get(given, "name"));
	email = json_string_value(json_object_get(given, "email"));
	if (!json_is_null(given) && !json_is_object(given))
		return contact_bad(rq, role, &contact_rule);
	*out = (struct plan_contact){
		name ? text_trim(rq->mem, name) : "",
		email ? text_trim(rq->mem, email) : "",
	};
	if (!*out->email) {
		*out = (struct plan_contact){ "", "" };
		return OK;
	}
	return contact_fits(rq, out) ? OK
		: contact_bad(rq, role, &contact_rule);
}

static enum err words_read(struct request *rq, const char **out)
{
	const char *text;
	enum err e;

	if ((e = field_text(rq, "words", TEXT_BYTES, &text)) || !text)
		return e;
	if (text_length(text) > PLAN_WORDS_MOST)
		return field_bad(rq, "words", &words_rule);
	*out = plan_words(rq->mem, text, PLAN_WORDS_MOST);
	return **out ? OK : field_bad(rq, "words", &words_rule);
}

/* null or "" takes the day away. */
static enum err day_read(struct request *rq, const char **out)
{
	const char *text;
	enum err e;

	if (!json_object_get(rq->json, "byDay"))
		return OK;
	if ((e = field_text(rq, "byDay", 10, &text)))
		return e;
	*out = text ? text : "";
	return !**out || day_fits(*out) ? OK
		: field_bad(rq, "byDay", &day_rule);
}

static enum err state_read(struct request *rq, const char **out)
{
	const char *text;
	enum err e;

	if ((e = field_text(rq, "state", 16, &text)) || !text)
		return e;
	if (strcmp(text, "open") && strcmp(text, "done") &&
	    strcmp(text, "dropped"))
		return field_bad(rq, "state", &state_rule);
	*out = text;
	return OK;
}

/* Who is named after the day has come is asked at once. */
static void follower_call(struct request *rq)
{
	job_wake(rq->server, JOB_follower);
}

enum err plan_patch(struct request *rq, const struct plan *before,
		    bool officer)
{
	struct plan after = *before;
	enum plan_refusal refusal;
	enum followup_role of;
	enum err e;

	if (!officer && ((e = words_read(rq, &after.words)) ||
			 (e = day_read(rq, &after.by_day)) ||
			 (e = state_read(rq, &after.state))))
		return e;
	if ((e = contact_read(rq, FOLLOWUP_SUPERIOR, &after.superior)) ||
	    (e = contact_read(rq, FOLLOWUP_COLLEAGUE, &after.colleague)) ||
	    (e = plan_make(rq->db, before, &after, officer, rq->now, &refusal,
			   &of)))
		return e;
	rq->after = follower_call;
	return refusal == PLAN_GOOD ? OK
		: contact_bad(rq, of, &refusals[refusal]);
}

/* ---- My own ------------------------------------------------------------------ */

enum err plan_mine_index(struct request *rq, struct response *rs)
{
	struct plan *plans;
	int64_t page;
	size_t n, from;
	enum err e;

	if ((e = plans_page(rq, &page, &from)) ||
	    (e = plan_of_person(rq->db, rq->person->id, from, PLANS_PAGE + 1,
				&plans, &n)))
		return e;
	return respond_plans(rq, rs, plans, n, true, page);
}

enum err plan_mine_patch(struct request *rq, struct response *rs)
{
	struct plan p;
	enum err e;

	if ((e = plan_by_id(rq->db, request_param(rq, "id"), &p)))
		return e;
	if (strcmp(p.person_id, rq->person->id))
		return fail(ERR_NOT_FOUND, "another's plan");
	if ((e = plan_patch(rq, &p, false)))
		return e;
	return respond_plan(rq, rs, 200, p.id, true);
}

/* Again: what was planned is changed. */
enum err plan_programme_post(struct request *rq, struct response *rs)
{
	struct plan_text text = { .choice = "", .words = "", .by_day = "" };
	struct enrolment en;
	struct plan p;
	const char *choice;
	bool known;
	enum err e;

	if ((e = enrolment_of(rq->db, request_param(rq, "batch"),
			      rq->person->id, &en)))
		return e;
	if (!en.id || strcmp(en.state, "withdrawn") == 0)
		return fail(ERR_NOT_FOUND, "does not take part");
	if ((e = field_text(rq, "choice", 4 * PLAN_CHOICE_MOST, &choice)) ||
	    (e = words_read(rq, &text.words)) ||
	    (e = day_read(rq, &text.by_day)))
		return e;
	if (!*text.words)
		return field_bad(rq, "words", &words_rule);
	text.choice = text_line(rq->mem, choice ? choice : "",
				PLAN_CHOICE_MOST);
	if ((e = plan_by_evidence(rq->db, en.id, &p)))
		return e;
	known = p.id != NULL;
	if ((e = plan_of_enrolment(rq->db, en.id, &text, rq->now, &p)))
		return e;
	return respond_plan(rq, rs, known ? 200 : 201, p.id, true);
}

/* ---- An organiser's ------------------------------------------------------------ */

/* Of a batch or a programme of theirs all who took part; of anything else their
   own people. */
static enum err filter_read(struct request *rq, struct plan_filter *f)
{
	const char *batch_id = query_text(rq, "batch");
	const char *source = query_text(rq, "source");
	const char *own = agency_scope_filter(rq);
	const char *asked = query_text(rq, "agency");
	struct programme programme;
	struct batch batch;
	enum err e;

	*f = (struct plan_filter){
		.home_id = *own ? own : *asked ? asked : rq->person->agency_id,
		.missing = strcmp(query_text(rq, "missing"), "superior") == 0,
	};
	if (*batch_id) {
		f->batch_id = batch_id;
		if ((e = batch_by_id(rq->db, batch_id, &batch)))
			return e;
		f->home_id = "";
		return agency_scope_hidden(rq, batch.agency_id);
	}
	if (!*source)
		return OK;
	f->source = source;
	f->source_id = query_text(rq, "sourceId");
	if (strcmp(source, "programme")) {
		f->home_id = *own ? own : asked;
		return OK;
	}
	if ((e = programme_by_id(rq->db, f->source_id, &programme)))
		return e;
	if (!agency_scope(rq, programme.agency_id))
		f->home_id = "";
	return OK;
}

enum err plan_index(struct request *rq, struct response *rs)
{
	struct plan_filter filter;
	struct plan *plans;
	int64_t page;
	size_t n, from;
	enum err e;

	if ((e = plans_page(rq, &page, &from)) ||
	    (e = filter_read(rq, &filter)) ||
	    (e = plan_page(rq->db, &filter, from, PLANS_PAGE + 1, &plans, &n)))
		return e;
	return respond_plans(rq, rs, plans, n, false, page);
}

/* Whose addresses they may mend: of their own people, and of who took part in a
   programme of theirs. */
static enum err plan_scope(struct request *rq, const struct plan *p)
{
	if (strcmp(p->source, "programme") == 0 &&
	    !agency_scope(rq, p->agency_id))
		return OK;
	return agency_scope_hidden(rq, p->home_id);
}

enum err plan_officer_patch(struct request *rq, struct response *rs)
{
	struct plan p;
	enum err e;

	if ((e = plan_by_id(rq->db, request_param(rq, "id"), &p)) ||
	    (e = plan_scope(rq, &p)) || (e = plan_patch(rq, &p, true)))
		return e;
	return respond_plan(rq, rs, 200, p.id, false);
}

/* ---- The same as a file ---------------------------------------------------------- */

#define ROWS_MOST 20000

static const struct phrase columns[] = {
	{ { "Nama", "Name" } }, { { "Unit kerja", "Unit" } },
	{ { "Modul atau pelatihan", "Module or programme" } },
	{ { "Rencana", "Plan" } }, { { "Keadaan", "State" } },
	{ { "Atasan", "Superior" } }, { { "Email atasan", "Superior's e-mail" } },
	{ { "Rekan", "Colleague" } },
	{ { "Email rekan", "Colleague's e-mail" } },
};
static const struct phrase
	is_open = { { "berjalan", "going on" } },
	is_done = { { "selesai", "done" } },
	is_dropped = { { "tidak dilanjutkan", "dropped" } };

static const char *state_word(struct request *rq, const char *state)
{
	const struct phrase *p = strcmp(state, "done") == 0 ? &is_done
		: strcmp(state, "dropped") == 0 ? &is_dropped : &is_open;

	return p->in[rq->lang];
}

static void line_put(struct request *rq, struct sheet *s, const struct plan *p)
{
	sheet_text(s, p->person_name);
	sheet_text(s, p->unit_name);
	sheet_text(s, p->title);
	sheet_text(s, *p->choice ? p->choice : text_line(rq->mem, p->words,
							 200));
	sheet_text(s, state_word(rq, p->state));
	sheet_text(s, p->superior.name);
	sheet_text(s, p->superior.email);
	sheet_text(s, p->colleague.name);
	sheet_text(s, p->colleague.email);
	sheet_row(s);
}

enum err plan_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct plan_filter filter;
	struct plan *plans;
	size_t n;
	enum err e;

	if ((e = filter_read(rq, &filter)) ||
	    (e = plan_page(rq->db, &filter, 0, ROWS_MOST, &plans, &n)))
		return e;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(&s, columns[i].in[rq->lang], SHEET_TEXT);
	sheet_begin(&s);
	for (size_t i = 0; i < n; i++)
		line_put(rq, &s, &plans[i]);
	return respond_sheet(rq, rs, &s, "rencana-aksi.csv");
}
