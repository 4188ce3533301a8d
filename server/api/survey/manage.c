/*
 * Surveys as organisers write them: what they ask and whom, opened and closed.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/field.h"
#include "api/scope.h"
#include "api/survey/survey.h"
#include "api/wire.h"
#include "domain/person.h"
#include "jobs/jobs.h"
#include "routes.h"
#include "serve.h"
#include "store/like.h"
#include "store/notice.h"

#define TITLE_MOST 200		/* characters */
#define ABOUT_MOST 2000
#define TARGETS_MOST 50
#define PAGE 20
#define FAR INT64_C(4102444800000)	/* the year 2100 */

static const struct phrase
	not_purpose = { {
		"Pilih feedback (umpan balik) atau needs (kebutuhan).",
		"Choose feedback or needs." } },
	not_target = { {
		"Pilih modul, kegiatan, pelatihan, unit, atau jabatan instansi Anda.",
		"Choose a module, an event, a programme, a unit or a job of your agency." } },
	many_targets = { {
		"Paling banyak 50 sasaran.", "Of 50 targets at most." } },
	was_anonymous = { {
		"Survei yang sudah pernah dibuka tidak dapat diubah antara tanpa nama dan bernama. Salin survei ini.",
		"A survey that was opened stays as it is, with names or without. Make a copy of it." } },
	other_kind = { {
		"Jenis pertanyaan yang sudah dijawab tidak dapat diubah. Hapus, lalu tambahkan pertanyaan baru.",
		"A question that was answered keeps its kind. Remove it and add a new one." } },
	closes_before = { {
		"Waktu tutup sudah lewat.", "The closing time has passed." } };

const char *survey_state(const struct survey *s, int64_t now)
{
	return strcmp(s->state, "open") == 0 && s->closes_at &&
	       s->closes_at <= now ? "closed" : s->state;
}

enum err survey_mine(struct request *rq, struct survey *out)
{
	const enum err e = survey_by_id(rq->db, request_param(rq, "id"), out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

/* ---- As JSON ------------------------------------------------------------- */

/* Fewer than five are nobody's to know; of what bears names they are known. */
static json_t *people_json(int64_t n, bool anonymous)
{
	return n < SURVEY_LEAST && anonymous ? json_null()
					     : json_integer((json_int_t)n);
}

static json_t *targets_json(const struct survey_target *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"kind", all[i].kind, "ref", all[i].ref,
			"name", all[i].name ? all[i].name : ""));
	return list;
}

static json_t *survey_json(struct request *rq, const struct survey *s)
{
	json_t *form = json_loads(s->form, 0, NULL);

	return json_pack("{s:s, s:{s:s, s:s}, s:s, s:s, s:s, s:b, s:s, s:o,"
			 " s:o, s:I, s:{s:s, s:I}, s:o, s:I, s:I}",
			 "id", s->id, "agency", "id", s->agency_id,
			 "name", s->agency_name, "title", s->title,
			 "about", s->about, "purpose", s->purpose,
			 "anonymous", s->anonymous,
			 "state", survey_state(s, rq->now),
			 "openedAt", number_or_null(s->opened_at),
			 "closesAt", number_or_null(s->closes_at),
			 "revision", (json_int_t)s->revision,
			 "version", "id", s->version_id,
			 "number", (json_int_t)s->number,
			 "form", form ? form : json_object(),
			 "createdAt", (json_int_t)s->created_at,
			 "updatedAt", (json_int_t)s->updated_at);
}

/* With its targets, and how many have answered as far as that is told. */
static enum err survey_whole(struct request *rq, const struct survey *s,
			     json_t **out)
{
	struct survey_target *targets;
	int64_t answered;
	size_t n;
	enum err e;

	if ((e = survey_targets(rq->db, s->id, &targets, &n)) ||
	    (e = survey_told_count(rq->db, s->id, &answered)))
		return e;
	*out = request_own_json(rq, survey_json(rq, s));
	json_object_set_new(*out, "targets", targets_json(targets, n));
	json_object_set_new(*out, "asked", json_null());
	json_object_set_new(*out, "answered",
			    people_json(answered, s->anonymous));
	return OK;
}

/* What an answer is to say. */
struct shown {
	const char *id;
	int status;
};

/* Counting whom it asks takes a look at each of them: no writer waits for it. */
static enum err survey_shown(struct request *rq, struct response *rs)
{
	const struct shown *shown = rq->prepared;
	struct survey s;
	int64_t asked;
	json_t *json;
	enum err e;

	if ((e = survey_by_id(rq->db, shown->id, &s)) ||
	    (e = survey_asked(rq->db, s.id, &asked)) ||
	    (e = survey_whole(rq, &s, &json)))
		return e;
	json_object_set_new(json, "asked", people_json(asked, true));
	return respond_json(rq, rs, shown->status, json_incref(json));
}

static enum err survey_reply(struct request *rq, int status, const char *id)
{
	struct shown *shown = arena_new(rq->mem, struct shown);

	*shown = (struct shown){ id, status };
	rq->prepared = shown;
	rq->reply = survey_shown;
	return OK;
}

enum err surveys_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array()), *json;
	const struct survey_filter filter = {
		.agency_id = agency_scope_asked(rq),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.now = rq->now,
	};
	struct survey *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = survey_total(rq->db, &filter, &total)) ||
	    (e = survey_page(rq->db, &filter, (size_t)(page - 1) * PAGE, PAGE,
			     &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = survey_whole(rq, &all[i], &json)))
			return e;
		json_array_append(list, json);
	}
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"surveys", list, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

enum err surveys_show(struct request *rq, struct response *rs)
{
	struct survey s;
	const enum err e = survey_mine(rq, &s);

	if (e)
		return e;
	rq->prepared = &(struct shown){ s.id, 200 };
	return survey_shown(rq, rs);
}

/* ---- What the body says -------------------------------------------------- */

static enum err question_refuse(struct request *rq, const char *at,
				const struct phrase *why)
{
	return refuse(rq, P_survey_question, VALUES(
		{ "n", at }, { "reason", why->in[rq->lang] },
		{ "member", "form" }));
}

static enum err kinds_keep(struct request *rq, const struct survey *s,
			   const struct survey_form *form)
{
	struct survey_form before;
	const char *id;

	survey_form_parse(rq->mem, s->form, &before);
	if (!s->opened_at || !(id = survey_form_breaks(&before, form)))
		return OK;
	for (size_t i = 0; i < form->n; i++)
		if (strcmp(form->questions[i].id, id) == 0)
			id = arena_format(rq->mem, "%zu", i + 1);
	return question_refuse(rq, id, &other_kind);
}

/* A draft may have no question yet. `out` is NULL when nothing changes. */
static enum err form_read(struct request *rq, const struct survey *s,
			  const char **out)
{
	const json_t *json = json_object_get(rq->json, "form");
	const json_t *list = json_object_get(json, "questions");
	struct survey_fault fault;
	struct survey_form form = { .n = 0 };
	enum err e;

	*out = NULL;
	if (!json)
		return OK;
	if ((s->opened_at || !json_is_array(list) || json_array_size(list)) &&
	    !survey_form_read(rq->mem, json, &form, &fault))
		return *fault.at ? question_refuse(rq, fault.at, fault.why)
				 : field_bad(rq, "form", fault.why);
	if ((e = kinds_keep(rq, s, &form)))
		return e;
	*out = survey_form_text(rq->mem, &form);
	if (strcmp(*out, s->form) == 0)
		*out = NULL;
	return OK;
}

static bool kind_known(const char *kind)
{
	static const char *const kinds[] = { "module", "event", "programme",
					     "unit", "job" };

	for (size_t i = 0; kind && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

static enum err target_read(struct request *rq, const struct survey *s,
			    const json_t *json, struct survey_target *out)
{
	const char *agency;
	enum err e;

	*out = (struct survey_target){
		.kind = json_string_value(json_object_get(json, "kind")),
		.ref = json_string_value(json_object_get(json, "ref")),
	};
	if (!kind_known(out->kind) || !out->ref || !text_plain(out->ref))
		return field_bad(rq, "targets", &not_target);
	e = survey_target_agency(rq->db, out, &agency);
	if (e == ERR_NOT_FOUND ||
	    (!e && *agency && strcmp(agency, s->agency_id)))
		return field_bad(rq, "targets", &not_target);
	return e;
}

/* NULL: they stay as they are. */
static enum err targets_read(struct request *rq, const struct survey *s,
			     struct survey_target **out, size_t *n)
{
	const json_t *list = json_object_get(rq->json, "targets");
	enum err e = OK;

	*out = NULL;
	*n = json_array_size(list);
	if (!list || json_is_null(list))
		return OK;
	if (!json_is_array(list))
		return field_bad(rq, "targets", &not_target);
	if (*n > TARGETS_MOST)
		return field_bad(rq, "targets", &many_targets);
	*out = arena_array(rq->mem, struct survey_target, *n + 1);
	for (size_t i = 0; i < *n && !e; i++)
		e = target_read(rq, s, json_array_get(list, i), &(*out)[i]);
	return e;
}

static enum err anonymous_read(struct request *rq, struct survey *s)
{
	const bool before = s->anonymous;
	const enum err e = field_bool(rq, "anonymous", &s->anonymous);

	if (e || s->anonymous == before || !s->opened_at)
		return e;
	return field_bad(rq, "anonymous", &was_anonymous);
}

static enum err closes_read(struct request *rq, struct survey *s)
{
	const json_t *at = json_object_get(rq->json, "closesAt");

	if (at && json_is_null(at)) {
		s->closes_at = 0;
		return OK;
	}
	return field_number(rq, "closesAt", 1, FAR, &s->closes_at);
}

static enum err words_read(struct request *rq, struct survey *s)
{
	const char *purpose = NULL;
	enum err e;

	if ((e = field_line(rq, "title", TITLE_MOST, &s->title)) ||
	    (e = field_lines(rq, "about", ABOUT_MOST, &s->about)) ||
	    (e = field_text(rq, "purpose", 20, &purpose)) ||
	    (e = anonymous_read(rq, s)) || (e = closes_read(rq, s)))
		return e;
	if (purpose && strcmp(purpose, "feedback") && strcmp(purpose, "needs"))
		return field_bad(rq, "purpose", &not_purpose);
	if (purpose)
		s->purpose = purpose;
	return *s->title ? OK : field_missing(rq, "title");
}

/* ---- Making and changing ------------------------------------------------- */

enum err surveys_create(struct request *rq, struct response *rs)
{
	struct survey s = {
		.agency_id = rq->person->agency_id, .title = "", .about = "",
		.purpose = "feedback", .anonymous = true,
		.form = "{\"questions\":[]}", .created_by = rq->person->id,
		.created_at = rq->now,
	};
	struct survey_target *targets;
	const char *form;
	size_t n;
	enum err e;

	(void)rs;
	if ((e = words_read(rq, &s)) || (e = form_read(rq, &s, &form)) ||
	    (e = targets_read(rq, &s, &targets, &n)))
		return e;
	s.form = form ? form : s.form;
	if ((e = survey_add(rq->db, &s)) ||
	    (e = survey_targets_put(rq->db, s.id, targets, n)))
		return e;
	return survey_reply(rq, 201, s.id);
}

static enum err revision_same(struct request *rq, const struct survey *s)
{
	int64_t seen = s->revision;
	const enum err e = field_number(rq, "revision", 1, INT64_C(1) << 50,
					&seen);

	if (e || seen == s->revision)
		return e;
	return refuse(rq, P_survey_edited, NO_VALUES);
}

/* Those who are asked learn of it. */
static void asked_tell(struct request *rq)
{
	job_wake(rq->server, JOB_reminder);
}

/* Whom it asks besides from now on is told, and nobody twice. */
static enum err targets_change(struct request *rq, const struct survey *s,
			       const struct survey_target *targets, size_t n)
{
	const enum err e = survey_targets_put(rq->db, s->id, targets, n);

	if (e || !s->opened_at)
		return e;
	rq->after = asked_tell;
	return reminder_put(rq->db, survey_occasion(rq->mem, s->id), "", false,
			    rq->now);
}

enum err surveys_patch(struct request *rq, struct response *rs)
{
	struct survey_target *targets;
	const char *form;
	struct survey s;
	size_t n;
	enum err e;

	(void)rs;
	if ((e = survey_mine(rq, &s)) || (e = revision_same(rq, &s)) ||
	    (e = words_read(rq, &s)) || (e = form_read(rq, &s, &form)) ||
	    (e = targets_read(rq, &s, &targets, &n)))
		return e;
	if ((form && (e = survey_form_set(rq->db, &s, form, rq->person->id,
					  rq->now))) ||
	    (targets && (e = targets_change(rq, &s, targets, n))) ||
	    (e = survey_change(rq->db, &s, rq->now)))
		return e;
	return survey_reply(rq, 200, s.id);
}

enum err surveys_drop(struct request *rq, struct response *rs)
{
	struct survey s;
	enum err e;

	if ((e = survey_mine(rq, &s)))
		return e;
	if (s.opened_at)
		return refuse(rq, P_survey_kept, NO_VALUES);
	return (e = survey_drop(rq->db, s.id)) ? e : respond_empty(rs, 204);
}

static enum err openable(struct request *rq, const struct survey *s)
{
	struct survey_target *targets;
	struct survey_form form;
	size_t n;
	enum err e;

	survey_form_parse(rq->mem, s->form, &form);
	if ((e = survey_targets(rq->db, s->id, &targets, &n)))
		return e;
	if (!form.n || !n)
		return refuse(rq, P_survey_unready, NO_VALUES);
	return s->closes_at && s->closes_at <= rq->now
		? field_bad(rq, "closesAt", &closes_before) : OK;
}

enum err surveys_open(struct request *rq, struct response *rs)
{
	struct survey s;
	enum err e;

	(void)rs;
	if ((e = survey_mine(rq, &s)))
		return e;
	if (strcmp(survey_state(&s, rq->now), "open") == 0)
		return survey_reply(rq, 200, s.id);
	if ((e = openable(rq, &s)))
		return e;
	s.state = "open";
	s.opened_at = s.opened_at ? s.opened_at : rq->now;
	if ((e = survey_change(rq->db, &s, rq->now)))
		return e;
	rq->after = asked_tell;
	return survey_reply(rq, 200, s.id);
}

enum err surveys_close(struct request *rq, struct response *rs)
{
	struct survey s;
	enum err e;

	(void)rs;
	if ((e = survey_mine(rq, &s)))
		return e;
	if (!s.opened_at)
		return refuse(rq, P_survey_unopened, NO_VALUES);
	if (strcmp(s.state, "closed") == 0)
		return survey_reply(rq, 200, s.id);
	s.state = "closed";
	if ((e = survey_change(rq->db, &s, rq->now)))
		return e;
	return survey_reply(rq, 200, s.id);
}

/* What it asks and whom, as a draft of one's own. */
enum err surveys_copy(struct request *rq, struct response *rs)
{
	struct survey_target *targets;
	struct survey s;
	size_t n;
	enum err e;

	(void)rs;
	if ((e = survey_mine(rq, &s)) ||
	    (e = survey_targets(rq->db, s.id, &targets, &n)))
		return e;
	s.created_by = rq->person->id;
	s.created_at = rq->now;
	s.closes_at = 0;
	if ((e = survey_add(rq->db, &s)) ||
	    (e = survey_targets_put(rq->db, s.id, targets, n)))
		return e;
	return survey_reply(rq, 201, s.id);
}
