#include "api/authoring/revision.h"

#include <string.h>

#include "api/authoring/approval.h"
#include "api/field.h"
#include "api/responsible.h"
#include "api/scope.h"
#include "api/wire.h"
#include "base/ident.h"
#include "base/text.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "training/notice.h"

#define REGULATION_MOST 600	/* bytes: a citation */
#define CLOSED_MOST 200		/* tasks that one version closes */
#define LIST_MOST 200
#define PAGE 50
#define PLACE "/kelola/revisi"

static const struct phrase not_open = { {
	"Sebutkan tugas revisi modul ini yang masih terbuka.",
	"Name tasks of this module that are open." } };
static const struct phrase cause_rule = { {
	"Pilih regulation, need, atau other.",
	"Choose regulation, need or other." } };
static const struct phrase need_rule = { {
	"Kebutuhan ini tidak ada di instansi modul.",
	"The module's agency has no such need." } };
static const struct phrase drop_rule = { {
	"Tugas ditutup oleh versi baru; di sini hanya dapat dibatalkan (dropped).",
	"A new version closes a task; here it can only be dropped." } };
static const struct phrase state_rule = { {
	"Pilih open, done, atau dropped.", "Choose open, done or dropped." } };

/* ---- As JSON ------------------------------------------------------------- */

json_t *hint_unit_json(const char *ident, json_t *facts)
{
	json_t *title = json_object_get(facts, "unit");

	if (!ident || !*ident)
		return json_null();
	return json_pack("{s:s, s:s}", "ident", ident, "title",
			 title ? json_string_value(title) : ident);
}

json_t *hint_question_json(const char *ident, json_t *facts)
{
	json_t *text = json_object_get(facts, "question");

	if (!ident || !*ident)
		return json_null();
	return json_pack("{s:s, s:s}", "ident", ident, "text",
			 text ? json_string_value(text) : ident);
}

static json_t *hint_of(const struct revision *r)
{
	json_t *facts, *out;

	if (!r->kind)
		return json_null();
	facts = json_loads(r->facts, 0, NULL);
	out = json_pack("{s:s, s:s, s:o, s:o, s:O?}", "id", r->cause_id,
			"kind", r->kind,
			"unit", hint_unit_json(r->unit_ident, facts),
			"question", hint_question_json(r->question, facts),
			"facts", facts);
	json_decref(facts);
	return out;
}

json_t *revision_json(struct request *rq, const struct revision *r)
{
	(void)rq;
	return json_pack(
		"{s:s, s:{s:s, s:s}, s:s, s:o, s:o, s:s, s:s, s:s, s:o, s:o,"
		" s:s?, s:I, s:s?, s:o, s:s}",
		"id", r->id, "module", "id", r->module_id,
		"title", r->module_title, "cause", r->cause,
		"hint", hint_of(r),
		"need", r->need_title ? json_pack("{s:s, s:s}",
						  "id", r->cause_id,
						  "title", r->need_title)
				      : json_null(),
		"regulation", r->regulation, "words", r->words,
		"state", r->state, "from", number_or_null(r->from_number),
		"version", number_or_null(r->number),
		"openedBy", r->opened_name,
		"openedAt", (json_int_t)r->opened_at,
		"closedBy", r->closed_name,
		"closedAt", number_or_null(r->closed_at),
		"outcome", r->outcome);
}

static json_t *list_json(struct request *rq, const struct revision *all,
			 size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, revision_json(rq, &all[i]));
	return list;
}

enum err revisions_open_json(struct request *rq, const char *module_id,
			     json_t **out)
{
	struct revision *all;
	size_t n;
	enum err e;

	*out = NULL;
	if ((e = revision_of_module(rq->db, module_id, "open", LIST_MOST, &all,
				    &n)))
		return e;
	*out = list_json(rq, all, n);
	return OK;
}

enum err change_json(struct request *rq, const char *version_id, json_t **out)
{
	struct version_change c = { .version_id = NULL };
	enum err e;

	*out = NULL;
	if (version_id && (e = version_change_get(rq->db, version_id, &c)))
		return e;
	*out = c.version_id ? json_pack("{s:s, s:s, s:I}", "changed", c.changed,
					"why", c.why, "at", (json_int_t)c.at)
			    : json_null();
	return OK;
}

/* ---- With a publication --------------------------------------------------- */

static enum err task_check(struct request *rq, const struct module *m,
			   const char *id)
{
	struct revision r;
	enum err e;

	if (!id)
		return field_bad(rq, "revisions", &not_open);
	e = revision_by_id(rq->db, id, &r);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (e || strcmp(r.module_id, m->id) || strcmp(r.state, "open"))
		return field_bad(rq, "revisions", &not_open);
	return OK;
}

static enum err tasks_read(struct request *rq, const struct module *m,
			   const char **out)
{
	json_t *list = json_object_get(rq->json, "revisions"), *one;
	struct text text = { .mem = rq->mem };
	size_t i;
	enum err e;

	*out = "[]";
	if (!list || json_is_null(list))
		return OK;
	if (!json_is_array(list) || json_array_size(list) > CLOSED_MOST)
		return field_bad(rq, "revisions", &not_open);
	json_array_foreach(list, i, one) {
		if ((e = task_check(rq, m, json_string_value(one))))
			return e;
		/* An id is letters and digits: it needs no escaping. */
		text_putf(&text, "%s\"%s\"", i ? "," : "",
			  json_string_value(one));
	}
	if (i)
		*out = arena_format(rq->mem, "[%s]", text.bytes);
	return OK;
}

static enum err said_read(struct request *rq, const char *name, bool due,
			  const char **out)
{
	enum err e;

	if ((e = field_text(rq, name, WORDS_MOST, out)))
		return e;
	*out = text_trim(rq->mem, *out ? *out : "");
	return due && !**out ? field_missing(rq, name) : OK;
}

enum err change_read(struct request *rq, const struct module *m,
		     const char *version_id, struct change_said *out)
{
	const bool there = m->state == MODULE_PUBLISHED && m->version.id &&
			   !strcmp(m->version.id, version_id);
	int64_t open = 0;
	bool due;
	enum err e;

	*out = (struct change_said){ "", "", "[]" };
	if (!there && (e = revision_open(rq->db, m->id, &open)))
		return e;
	if (open && !rq->json)
		return refuse(rq, P_change_due, NO_VALUES);
	if ((e = tasks_read(rq, m, &out->revisions)))
		return e;
	/* Of what closes a task it is told what was done about it. */
	due = open || strcmp(out->revisions, "[]");
	if ((e = said_read(rq, "changed", due, &out->changed)))
		return e;
	return said_read(rq, "why", due, &out->why);
}

static enum err task_done(struct request *rq, const struct module *m,
			  const char *version_id, const char *id)
{
	bool late;
	enum err e;

	if ((e = revision_close(rq->db, &(struct revision){
			.id = id, .state = "done", .version_id = version_id,
			.closed_by = rq->person->id, .closed_at = rq->now,
		}, &late)) || late)
		return e;
	return module_note(rq, m->id, version_id, "revisionDone", "");
}

enum err change_enter(struct request *rq, const struct module *m,
		      const char *version_id, const struct change_said *said)
{
	json_t *list = request_own_json(rq, json_loads(said->revisions, 0,
						       NULL));
	json_t *one;
	size_t i;
	enum err e = OK;

	if (*said->changed || *said->why)
		e = version_change_put(rq->db, &(struct version_change){
			.version_id = version_id, .changed = said->changed,
			.why = said->why, .by_id = rq->person->id,
			.at = rq->now });
	json_array_foreach(list, i, one)
		if (!e)
			e = task_done(rq, m, version_id,
				      json_string_value(one));
	return e;
}

/* ---- Tasks ----------------------------------------------------------------- */

/* Who opened it knows of it. */
static enum err owner_tell(struct request *rq, const char *owner_id,
			   const struct revision *r)
{
	const struct notice_to to = {
		.person_id = owner_id, .href = PLACE,
		.occasion = arena_format(rq->mem, "revision:%s", r->id),
		.by_mail = true,
	};

	if (!owner_id || !strcmp(owner_id, rq->person->id))
		return OK;
	return notice_tell(rq->db, NOTICE_revision_opened, &to,
			   NOTE({ "title", r->module_title, 0 }), rq->now);
}

enum err revision_begin(struct request *rq, const char *owner_id,
			struct revision *r)
{
	enum err e;

	r->id = ident_make(rq->mem, rq->now);
	r->opened_by = rq->person->id;
	r->opened_at = rq->now;
	if ((e = revision_add(rq->db, r)) ||
	    (e = module_note(rq, r->module_id, r->from_id, "revisionOpened",
			     *r->words ? r->words : r->regulation)))
		return e;
	return owner_tell(rq, owner_id, r);
}

/* One of the module's agency; administrators may take any. */
static enum err need_read(struct request *rq, const struct module *m,
			  const char **id)
{
	const char *agency;
	enum err e;

	if ((e = field_text_needed(rq, "need", 64, id)) ||
	    (e = revision_need(rq->db, *id, &agency)))
		return e;
	return agency && (person_is(rq->person, ROLE_ADMIN) ||
			  !strcmp(agency, m->agency_id))
		? OK : field_bad(rq, "need", &need_rule);
}

static enum err revision_read(struct request *rq, const struct module *m,
			      struct revision *r)
{
	enum err e;

	*r = (struct revision){ .module_id = m->id, .module_title = m->title,
		.from_id = m->version.id, .cause_id = "" };
	if ((e = field_text_needed(rq, "cause", 20, &r->cause)) ||
	    (e = field_text(rq, "regulation", REGULATION_MOST,
			    &r->regulation)) ||
	    (e = field_text_needed(rq, "words", WORDS_MOST, &r->words)))
		return e;
	r->regulation = text_trim(rq->mem, r->regulation ? r->regulation : "");
	if (!strcmp(r->cause, "need"))
		return need_read(rq, m, &r->cause_id);
	if (!strcmp(r->cause, "regulation"))
		return *r->regulation ? OK : field_missing(rq, "regulation");
	return !strcmp(r->cause, "other") ? OK
		: field_bad(rq, "cause", &cause_rule);
}

static enum err respond_revision(struct request *rq, struct response *rs,
				 int status, const char *id)
{
	struct revision r;
	enum err e;

	if ((e = revision_by_id(rq->db, id, &r)))
		return e;
	return respond_json(rq, rs, status, revision_json(rq, &r));
}

enum err revision_open_here(struct request *rq, struct response *rs)
{
	struct revision r;
	struct module m;
	enum err e;

	if ((e = module_mine(rq, &m)) || (e = revision_read(rq, &m, &r)) ||
	    (e = revision_begin(rq, m.owner_id, &r)))
		return e;
	return respond_revision(rq, rs, 201, r.id);
}

enum err revision_module_index(struct request *rq, struct response *rs)
{
	struct revision *all;
	struct module m;
	size_t n;
	enum err e;

	if ((e = module_mine(rq, &m)) ||
	    (e = revision_of_module(rq->db, m.id, "", LIST_MOST, &all, &n)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:o, s:b}", "revisions",
			list_json(rq, all, n), "more", n == LIST_MOST));
}

static bool state_known(const char *state)
{
	return !*state || !strcmp(state, "open") || !strcmp(state, "done") ||
	       !strcmp(state, "dropped");
}

enum err revision_index(struct request *rq, struct response *rs)
{
	const char *state = query_text(rq, "state");
	struct revision *all;
	int64_t page;
	size_t n;
	enum err e;

	if (!state_known(state))
		return field_bad(rq, "state", &state_rule);
	if ((e = query_number(rq, "page", 1, 1000000, 1, &page)) ||
	    (e = revision_page(rq->db, agency_scope_asked(rq), state,
			       (size_t)(page - 1) * PAGE, PAGE + 1, &all, &n)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:o, s:I, s:b}",
			"revisions", list_json(rq, all, n > PAGE ? PAGE : n),
			"page", (json_int_t)page, "more", n > PAGE));
}

enum err revision_patch(struct request *rq, struct response *rs)
{
	struct revision r;
	bool late;
	enum err e;

	if ((e = revision_by_id(rq->db, request_param(rq, "id"), &r)) ||
	    (e = agency_scope(rq, r.agency_id)) ||
	    (e = field_text_needed(rq, "state", 20, &r.state)))
		return e;
	if (strcmp(r.state, "dropped"))
		return field_bad(rq, "state", &drop_rule);
	if ((e = field_text_needed(rq, "outcome", WORDS_MOST, &r.outcome)))
		return e;
	r.version_id = NULL;
	r.closed_by = rq->person->id;
	r.closed_at = rq->now;
	if ((e = revision_close(rq->db, &r, &late)))
		return e;
	if (late)
		return refuse(rq, P_revision_closed, NO_VALUES);
	if ((e = module_note(rq, r.module_id, NULL, "revisionDropped",
			     r.outcome)))
		return e;
	return respond_revision(rq, rs, 200, r.id);
}
