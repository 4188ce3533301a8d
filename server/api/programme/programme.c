#include "api/programme/programme.h"

#include <string.h>

#include "api/field.h"
#include "api/programme/assignment.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/like.h"
#include "store/module.h"
#include "store/share.h"

#define TITLE_MOST 200		/* characters, and those of a step */
#define WORDS_MOST 4000		/* bytes of what is told */
#define SETTING_MOST 64000	/* bytes, as JSON */
#define JP_MOST 100000		/* hundredths */
#define PAGE 20

static const struct phrase not_there = { {
	"Pilih salah satu dari yang ada.", "Choose one of those there are." } };

static const struct phrase faults[PROGRAMME_FAULTS] = {
	[PROGRAMME_FITS] = { { "Baik.", "Fine." } },
	[PROGRAMME_EMPTY] = { {
		"Belum ada langkah. Tambahkan paling sedikit satu.",
		"There is no step yet. Add at least one." } },
	[PROGRAMME_MANY] = { {
		"Pelatihan memuat paling banyak 60 langkah.",
		"A programme has 60 steps at most." } },
	[PROGRAMME_NEEDS_NOTHING] = { {
		"Tidak ada langkah yang wajib, jadi tidak ada yang dapat selesai. Wajibkan satu langkah, atau tentukan berapa langkah pilihan yang harus selesai.",
		"No step is required, so nobody could complete it. Require a step, or say how many of the optional ones must be done." } },
	[PROGRAMME_AFTER] = { {
		"Langkah hanya dapat menunggu langkah sebelumnya.",
		"A step can only wait for an earlier one." } },
	[PROGRAMME_SAME_STEP] = { {
		"Langkah yang sudah ada tidak dapat menjadi modul atau kuis lain. Hapus, lalu tambahkan yang baru.",
		"A step cannot become another module or quiz. Remove it, then add a new one." } },
	[PROGRAMME_HARDER] = { {
		"Sudah ada peserta: langkah baru harus pilihan, dan yang pilihan tidak dapat menjadi wajib atau harus lulus.",
		"People are enrolled: a new step must be optional, and an optional one can become neither required nor one to be passed." } },
};
static const struct phrase
	no_module = { {
		"Pilih modul yang sudah terbit.",
		"Choose a module that is published." } },
	no_unit = { {
		"Pilih kuis atau survei yang ada di modul itu.",
		"Choose a quiz or survey of that module." } },
	no_tool = { {
		"Tulis alamat isi di alat itu, atau pilih isinya.",
		"Write the address of what the tool is to show, or choose it there." } },
	no_title = { {
		"Tulis judul langkah, paling banyak 200 huruf.",
		"Write the step's title, of 200 characters at most." } },
	no_kind = { {
		"Pilih jenis langkah.", "Choose the kind of step." } },
	no_day = { {
		"Tenggat adalah hari ke-1 sampai ke-1000.",
		"The deadline is day 1 to 1000." } },
	too_long = { {
		"Terlalu panjang.", "Too long." } };

enum err programme_mine(struct request *rq, struct programme *out)
{
	const enum err e = programme_by_id(rq->db, request_param(rq, "id"),
					   out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

enum err batch_mine(struct request *rq, struct batch *out)
{
	const enum err e = batch_by_id(rq->db, request_param(rq, "id"), out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

/* ---- As JSON ----------------------------------------------------------- */

static json_t *programme_json(const struct programme *p)
{
	return json_pack("{s:s, s:{s:s, s:s}, s:s?, s:s, s:s, s:s, s:s, s:s,"
			 " s:s, s:I, s:I, s:s, s:o, s:s, s:I, s:I, s:I, s:I,"
			 " s:I, s:I, s:I}",
			 "id", p->id,
			 "agency", "id", p->agency_id, "name", p->agency_name,
			 "owner", p->owner_name, "title", p->title,
			 "purpose", p->purpose, "methods", p->methods,
			 "about", p->about, "mode", p->mode, "state", p->state,
			 "leastOptional", (json_int_t)p->rule.least,
			 "jp", (json_int_t)p->jp, "paper", p->paper,
			 "passMark", measure_or_null(p->rule.pass_mark),
			 "competency", p->competency,
			 "trainingKind", (json_int_t)p->training_kind,
			 "revision", (json_int_t)p->revision,
			 "steps", (json_int_t)p->steps,
			 "batches", (json_int_t)p->batches,
			 "enrolled", (json_int_t)p->enrolled,
			 "createdAt", (json_int_t)p->created_at,
			 "updatedAt", (json_int_t)p->updated_at);
}

json_t *batch_json(const struct batch *b)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:I}, s:I, s:I, s:b,"
			 " s:o, s:o, s:s, s:I, s:I, s:I}",
			 "id", b->id, "name", b->name,
			 "programme", "id", b->programme_id,
			 "title", b->programme_title,
			 "state", b->programme_state, "jp", (json_int_t)b->jp,
			 "startsAt", (json_int_t)b->starts_at,
			 "endsAt", (json_int_t)b->ends_at,
			 "selfEnrol", b->self_enrol,
			 "enrolUntil", number_or_null(b->enrol_until),
			 "capacity", number_or_null(b->capacity),
			 "state", b->state,
			 "enrolled", (json_int_t)b->enrolled,
			 "begun", (json_int_t)b->begun,
			 "completed", (json_int_t)b->completed);
}

static json_t *place_json(size_t place)
{
	return place == STEP_FREE ? json_null()
				  : json_integer((json_int_t)place);
}

/* As its programme says; how somebody stands comes besides. */
static json_t *step_json(const struct step *s)
{
	json_t *setting = *s->setting ? json_loads(s->setting, 0, NULL) : NULL;

	return json_pack("{s:s, s:s, s:s, s:s, s:b, s:b, s:o, s:o, s:s?, s:s,"
			 " s:o}",
			 "id", s->id, "kind", step_kind_name(s->kind),
			 "title", s->title, "about", s->about,
			 "required", s->required, "mustPass", s->must_pass,
			 "after", place_json(s->after),
			 "dueDays", number_or_null(s->due_days),
			 "module", s->module_id, "unit", s->unit_ident,
			 "setting", setting ? setting : json_null());
}

static json_t *event_json(const struct batch_event *v)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I}",
			 "id", v->event_id, "title", v->title, "kind", v->kind,
			 "state", v->state, "place", v->place, "zone", v->zone,
			 "startsAt", (json_int_t)v->starts_at,
			 "endsAt", (json_int_t)v->ends_at);
}

static json_t *event_of(const struct batch_event *all, size_t n,
			const char *activity_id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].activity_id, activity_id) == 0)
			return event_json(&all[i]);
	return json_null();
}

static json_t *standing_json(const struct step *all, size_t i,
			     const struct batch *b, const struct enrolment *en,
			     int64_t now)
{
	const struct step *s = &all[i];
	const enum step_state state = step_state(all, i);
	const int64_t due = b ? step_due(s, b->starts_at, b->ends_at,
					 en ? en->until : 0) : 0;
	json_t *json = step_json(s);

	json_object_set_new(json, "state",
			    json_string(step_state_name(state)));
	json_object_set_new(json, "waitsFor", state == STEP_IS_LOCKED
			    ? place_json(s->after) : json_null());
	json_object_set_new(json, "dueAt", number_or_null(due));
	json_object_set_new(json, "late",
			    json_boolean(en && due && step_late(s, due, now)));
	json_object_set_new(json, "at", number_or_null(s->at));
	json_object_set_new(json, "before", json_boolean(en &&
			    s->reached == STEP_DONE && s->at < en->at));
	json_object_set_new(json, "share",
			    json_integer(s->reached == STEP_DONE ? 100
					 : s->share / 10));
	json_object_set_new(json, "scaled", measure_or_null(s->scaled));
	return json;
}

enum err steps_json(struct request *rq, const struct step *steps, size_t n,
		    const struct batch *b, const struct enrolment *en,
		    json_t **out)
{
	struct batch_event *events = NULL;
	size_t nevents = 0;
	enum err e;

	if (b && (e = batch_event_list(rq->db, b->id, &events, &nevents)))
		return e;
	*out = request_own_json(rq, json_array());
	for (size_t i = 0; i < n; i++) {
		json_t *json = standing_json(steps, i, b, en, rq->now);

		json_object_set_new(json, "event",
				    event_of(events, nevents, steps[i].id));
		json_array_append_new(*out, json);
	}
	return OK;
}

/* ---- Programmes -------------------------------------------------------- */

enum err programme_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	const struct programme_filter filter = {
		.agency_id = agency_scope_asked(rq),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
	};
	struct programme *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = programme_count(rq->db, &filter, &total)) ||
	    (e = programme_page(rq->db, &filter, (size_t)(page - 1) * PAGE,
				PAGE, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, programme_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"programmes", list, "page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE),
		"total", (json_int_t)total));
}

/* With its steps, and its batches. */
static enum err programme_respond(struct request *rq, struct response *rs,
				  int status, const char *id)
{
	json_t *steps = request_own_json(rq, json_array());
	json_t *batches = request_own_json(rq, json_array()), *json;
	struct programme p;
	struct batch *runs;
	struct step *list;
	size_t n, nruns;
	enum err e;

	if ((e = programme_by_id(rq->db, id, &p)) ||
	    (e = step_list(rq->db, id, &list, &n)) ||
	    (e = batch_list(rq->db, id, &runs, &nruns)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(steps, step_json(&list[i]));
	for (size_t i = 0; i < nruns; i++)
		json_array_append_new(batches, batch_json(&runs[i]));
	json = programme_json(&p);
	json_object_set(json, "activities", steps);
	json_object_set(json, "runs", batches);
	return respond_json(rq, rs, status, json);
}

enum err programme_show(struct request *rq, struct response *rs)
{
	struct programme p;
	const enum err e = programme_mine(rq, &p);

	return e ? e : programme_respond(rq, rs, 200, p.id);
}

/* One of the words in `list`, which ends with NULL. */
static enum err field_word(struct request *rq, const char *name,
			   const char *const *list, const char **out)
{
	const char *given = NULL;
	const enum err e = field_text(rq, name, 40, &given);

	if (e || !given)
		return e;
	for (; *list; list++)
		if (strcmp(*list, given) == 0) {
			*out = *list;
			return OK;
		}
	return field_bad(rq, name, &not_there);
}

static enum err field_words(struct request *rq, const char *name,
			    const char **out)
{
	const char *given = NULL;
	const enum err e = field_text(rq, name, WORDS_MOST, &given);

	if (given)
		*out = text_trim(rq->mem, given);
	return e;
}

static enum err field_mark(struct request *rq, struct measure *out)
{
	int64_t mark = -1;
	enum err e;

	if (json_is_null(json_object_get(rq->json, "passMark"))) {
		*out = (struct measure){ false, 0 };
		return OK;
	}
	if ((e = field_number(rq, "passMark", 1, 100, &mark)) || mark < 0)
		return e;
	*out = (struct measure){ true, (double)mark };
	return OK;
}

static enum err words_read(struct request *rq, struct programme *p)
{
	static const char *const modes[] = { "online", "in-person", "blended",
					     NULL };
	static const char *const papers[] = { "", "completion", "pass", NULL };
	static const char *const competencies[] = { "technical", "managerial",
						    "social", NULL };
	const char *title = NULL;
	int64_t least = (int64_t)p->rule.least;
	enum err e;

	if ((e = field_text(rq, "title", 4 * TITLE_MOST, &title)) ||
	    (e = field_words(rq, "purpose", &p->purpose)) ||
	    (e = field_words(rq, "methods", &p->methods)) ||
	    (e = field_words(rq, "about", &p->about)) ||
	    (e = field_word(rq, "mode", modes, &p->mode)) ||
	    (e = field_word(rq, "paper", papers, &p->paper)) ||
	    (e = field_word(rq, "competency", competencies, &p->competency)) ||
	    (e = field_number(rq, "jp", 0, JP_MOST, &p->jp)) ||
	    (e = field_number(rq, "trainingKind", 0, 9999,
			      &p->training_kind)) ||
	    (e = field_number(rq, "leastOptional", 0, STEPS_MOST, &least)) ||
	    (e = field_mark(rq, &p->rule.pass_mark)))
		return e;
	if (title)
		p->title = text_line(rq->mem, title, TITLE_MOST);
	p->rule.least = (size_t)least;
	return *p->title ? OK : field_missing(rq, "title");
}

enum err programme_create(struct request *rq, struct response *rs)
{
	struct programme p = {
		.agency_id = rq->person->agency_id, .owner_id = rq->person->id,
		.title = "", .purpose = "", .methods = "", .about = "",
		.mode = "online", .state = "draft", .paper = "completion",
		.competency = "technical", .created_at = rq->now,
	};
	enum err e;

	if ((e = words_read(rq, &p)) || (e = programme_add(rq->db, &p)))
		return e;
	return programme_respond(rq, rs, 201, p.id);
}

static enum err step_refuse(struct request *rq, size_t at,
			    const struct phrase *why)
{
	return refuse(rq, P_step_invalid, VALUES(
		{ "n", arena_format(rq->mem, "%zu", at + 1) },
		{ "reason", why->in[rq->lang] }, { "member", "activities" }));
}

static enum err fault_refuse(struct request *rq, enum programme_fault fault,
			     size_t at)
{
	if (fault == PROGRAMME_EMPTY || fault == PROGRAMME_MANY ||
	    fault == PROGRAMME_NEEDS_NOTHING)
		return refuse(rq, P_programme_unready, VALUES(
			{ "reason", faults[fault].in[rq->lang] }));
	return step_refuse(rq, at, &faults[fault]);
}

/* Published is what people can complete; a batch may begin then. */
static enum err ready(struct request *rq, const struct programme *p)
{
	enum programme_fault fault;
	struct step *steps;
	size_t n;
	enum err e;

	if ((e = step_list(rq->db, p->id, &steps, &n)))
		return e;
	fault = programme_ready(steps, n, &p->rule);
	return fault ? fault_refuse(rq, fault, 0) : OK;
}

static enum err state_read(struct request *rq, struct programme *p)
{
	static const char *const states[] = { "draft", "published", "closed",
					      NULL };
	const char *before = p->state;
	enum err e;

	if ((e = field_word(rq, "state", states, &p->state)) ||
	    p->state == before || strcmp(p->state, before) == 0)
		return e;
	if (strcmp(p->state, "draft") == 0 && p->batches)
		return refuse(rq, P_programme_running, NO_VALUES);
	return strcmp(p->state, "published") == 0 ? ready(rq, p) : OK;
}

static bool rule_harder(const struct programme_rule *before,
			const struct programme_rule *after)
{
	return after->least > before->least ||
	       (after->pass_mark.known &&
		(!before->pass_mark.known ||
		 after->pass_mark.value > before->pass_mark.value));
}

static enum err revision_same(struct request *rq, const struct programme *p)
{
	int64_t seen = p->revision;
	const enum err e = field_number(rq, "revision", 1, INT64_C(1) << 50,
					&seen);

	if (e || seen == p->revision)
		return e;
	return refuse(rq, P_programme_moved, NO_VALUES);
}

enum err programme_patch(struct request *rq, struct response *rs)
{
	struct programme p;
	struct programme_rule before;
	enum err e;

	if ((e = programme_mine(rq, &p)) || (e = revision_same(rq, &p)))
		return e;
	before = p.rule;
	if ((e = words_read(rq, &p)) || (e = state_read(rq, &p)))
		return e;
	if (p.enrolled > 0 && rule_harder(&before, &p.rule))
		return refuse(rq, P_programme_harder, NO_VALUES);
	if ((e = programme_change_row(rq->db, &p, rq->now)) ||
	    (e = enrolment_due_programme(rq->db, p.id)))
		return e;
	rq->after = enrolments_wake;
	return programme_respond(rq, rs, 200, p.id);
}

/* ---- Steps ------------------------------------------------------------- */

static const char *member_text(json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

static enum err unit_fits(struct request *rq, const struct module *m,
			  struct step *s, size_t at)
{
	struct unit *units;
	size_t n;
	enum err e;

	if ((e = unit_list(rq->db, m->version.id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		const bool fits = s->kind == STEP_SURVEY
			? strcmp(units[i].kind, "survey") == 0
			: unit_gives_score(&units[i]);

		if (strcmp(units[i].ident, s->unit_ident) || !fits)
			continue;
		if (!*s->title)
			s->title = units[i].title;
		return OK;
	}
	return step_refuse(rq, at, &no_unit);
}

/* A module that is closed later stays a step. */
static enum err module_fits(struct request *rq, struct step *s, size_t at)
{
	struct module m;
	bool seen = true;
	enum err e;

	if (!step_has_module(s->kind)) {
		s->module_id = NULL;
		return OK;
	}
	e = s->module_id ? module_by_id(rq->db, s->module_id, &m)
			 : ERR_NOT_FOUND;
	if (e == ERR_NOT_FOUND || (!e && !m.version.id) ||
	    (!e && !s->id && m.state != MODULE_PUBLISHED))
		return step_refuse(rq, at, &no_module);
	/* Who takes part may open it: it is not given away by another agency. */
	if (!e && !s->id)
		e = module_seen_by(rq->db, &m, rq->person, false, &seen);
	if (e)
		return e;
	if (!seen)
		return step_refuse(rq, at, &no_module);
	if (step_has_unit(s->kind))
		return unit_fits(rq, &m, s, at);
	if (!*s->title)
		s->title = m.title;
	return OK;
}

/* What an assignment or a discussion asks for, and where a tool is; other kinds
   ask for nothing. */
static enum err setting_read(struct request *rq, json_t *json, struct step *s,
			     size_t at)
{
	const json_t *setting = json_object_get(json, "setting");
	struct phrase reason;
	const char *why;
	char *text;

	s->setting = "";
	if (!setting || json_is_null(setting))
		return s->kind == STEP_TOOL ? step_refuse(rq, at, &no_tool)
					    : OK;
	if (setting_check(rq, s->kind, setting, &why)) {
		reason = (struct phrase){ { why, why } };
		return step_refuse(rq, at, &reason);
	}
	text = json_dumps(setting, JSON_COMPACT | JSON_ENCODE_ANY);
	if (!text)
		return fail(ERR_INTERNAL, "a setting as JSON");
	arena_own(rq->mem, text, free);
	s->setting = text;
	return strlen(text) > SETTING_MOST ? step_refuse(rq, at, &too_long)
					   : OK;
}

static enum err step_read(struct request *rq, json_t *json, size_t at,
			  struct step *s)
{
	const json_t *after = json_object_get(json, "after");
	const char *id = member_text(json, "id");
	enum err e;

	*s = (struct step){
		.id = *id ? id : NULL,
		.title = text_trim(rq->mem, member_text(json, "title")),
		.about = text_trim(rq->mem, member_text(json, "about")),
		.required = json_is_true(json_object_get(json, "required")),
		.must_pass = json_is_true(json_object_get(json, "mustPass")),
		.after = json_is_integer(after) &&
			 json_integer_value(after) >= 0
			 ? (size_t)json_integer_value(after) : STEP_FREE,
		.due_days = json_integer_value(json_object_get(json,
							       "dueDays")),
		.module_id = json_string_value(json_object_get(json,
							       "module")),
		.unit_ident = "",
	};
	if (!step_kind_named(member_text(json, "kind"), &s->kind))
		return step_refuse(rq, at, &no_kind);
	if (step_has_unit(s->kind))
		s->unit_ident = member_text(json, "unit");
	if (s->due_days < 0 || s->due_days > STEP_DUE_MOST)
		return step_refuse(rq, at, &no_day);
	if (strlen(s->about) > WORDS_MOST)
		return step_refuse(rq, at, &too_long);
	if ((e = setting_read(rq, json, s, at)) ||
	    (e = module_fits(rq, s, at)))
		return e;
	if (!*s->title || text_length(s->title) > TITLE_MOST ||
	    !text_plain(s->title))
		return step_refuse(rq, at, &no_title);
	return OK;
}

/* An id that is not this programme's would take another's step away. */
static bool id_among(const struct step *all, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].id && strcmp(all[i].id, id) == 0)
			return true;
	return false;
}

static enum err steps_read(struct request *rq, const struct step *old,
			   size_t nold, struct step **out, size_t *n)
{
	json_t *list = json_object_get(rq->json, "activities");
	enum err e;

	if (!json_is_array(list))
		return field_missing(rq, "activities");
	*n = json_array_size(list);
	if (*n > STEPS_MOST)
		return fault_refuse(rq, PROGRAMME_MANY, 0);
	*out = arena_array(rq->mem, struct step, *n);
	for (size_t i = 0; i < *n; i++) {
		struct step *s = &(*out)[i];

		if ((e = step_read(rq, json_array_get(list, i), i, s)))
			return e;
		if (s->id && (!id_among(old, nold, s->id) ||
			      id_among(*out, i, s->id)))
			return step_refuse(rq, i, &not_there);
	}
	return OK;
}

/* So many are still to be done as there are. */
static void least_clamp(struct programme *p, const struct step *steps, size_t n)
{
	size_t others = 0;

	for (size_t i = 0; i < n; i++)
		others += !steps[i].required;
	if (p->rule.least > others)
		p->rule.least = others;
}

enum err steps_put(struct request *rq, struct response *rs)
{
	enum programme_fault fault;
	struct step *old, *steps = NULL;
	size_t nold, n = 0, at;
	struct programme p;
	enum err e;

	if ((e = programme_mine(rq, &p)) || (e = revision_same(rq, &p)) ||
	    (e = step_list(rq->db, p.id, &old, &nold)) ||
	    (e = steps_read(rq, old, nold, &steps, &n)))
		return e;
	if ((fault = programme_change(old, nold, steps, n, p.enrolled > 0,
				      &at)))
		return fault_refuse(rq, fault, at);
	least_clamp(&p, steps, n);
	if (strcmp(p.state, "published") == 0 &&
	    (fault = programme_ready(steps, n, &p.rule)))
		return fault_refuse(rq, fault, 0);
	if ((e = step_replace(rq->db, p.id, steps, n, rq->now)) ||
	    (e = programme_change_row(rq->db, &p, rq->now)) ||
	    (e = enrolment_due_programme(rq->db, p.id)))
		return e;
	rq->after = enrolments_wake;
	return programme_respond(rq, rs, 200, p.id);
}

/* As somebody sees it who begins it today. */
enum err programme_preview(struct request *rq, struct response *rs)
{
	struct programme_outcome outcome;
	struct programme p;
	struct step *steps;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = programme_mine(rq, &p)) ||
	    (e = step_list(rq->db, p.id, &steps, &n)) ||
	    (e = steps_json(rq, steps, n, NULL, NULL, &list)))
		return e;
	programme_outcome(steps, n, &p.rule, &outcome);
	return respond_json(rq, rs, 200, json_pack(
		"{s:o, s:n, s:n, s:O, s:o, s:I, s:I}",
		"programme", programme_json(&p), "batch", "enrolment",
		"steps", list, "next", place_json(step_next(steps, n)),
		"needed", (json_int_t)outcome.needed,
		"done", (json_int_t)outcome.done));
}
