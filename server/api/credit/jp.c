/*
 * JP entries: one's own year, an agency's, one by hand, and taking one back.
 */
#include "api/credit/jp.h"

#include <string.h>

#include "api/field.h"
#include "api/scope.h"
#include "api/wire.h"
#include "base/ident.h"
#include "domain/day.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "routes.h"
#include "store/agency.h"
#include "store/like.h"
#include "store/person.h"
#include "store/person_event.h"
#include "training/ledger.h"

#define TITLE_MOST 300
#define REASON_MOST 1000
#define EVIDENCE_MOST 1000

static const struct phrase
	day_rule = { { "Tulis hari sebagai 2027-01-31; selesai tidak sebelum mulai dan tidak di masa depan.",
		       "Write a day as 2027-01-31; the end neither before the beginning nor in the future." } },
	name_rule = { { "Pilih salah satu nilai yang tersedia.",
			"Choose one of the values there are." } },
	person_rule_ = { { "Tidak ada pegawai instansi ini dengan NIP, nama masuk, atau surel itu.",
			   "Nobody of this agency has that NIP, login or e-mail." } },
	jp_rule_ = { { "Antara 0,01 dan 999 JP.", "Between 0.01 and 999 JP." } };

enum err jp_agency(struct request *rq, const char **out)
{
	const char *id = query_text(rq, "agency");
	struct agency agency;
	enum err e;

	*out = *id ? id : rq->person->agency_id;
	if ((e = agency_scope(rq, *out)) || !*id)
		return e;
	return agency_by_id(rq->db, id, &agency);
}

enum err jp_year_asked(struct request *rq, int64_t *out)
{
	char day[DAY_SIZE];

	day_at(rq->now, ZONE_WIB, day);
	return query_number(rq, "year", 1900, 9999, day_year(day), out);
}

/* ---- As JSON ----------------------------------------------------------- */

static json_t *status_json(const struct jp_line *l)
{
	return l->status ? json_pack("{s:s, s:s, s:I}", "state", l->status,
				     "words", l->status_words, "at",
				     (json_int_t)l->status_at) : json_null();
}

static json_t *doubt_json(const struct jp_line *l)
{
	return l->doubt ? json_pack("{s:s, s:o}", "why", l->doubt, "at",
				    number_or_null(l->doubt_at)) : json_null();
}

static json_t *whose_json(const struct jp_line *l)
{
	char masked[NIP_MASKED_SIZE] = "";

	if (l->nip)
		nip_mask(l->nip, masked);
	return json_pack("{s:s, s:s, s:s?, s:s?, s:b}",
			 "id", l->entry.person_id, "name", l->person_name,
			 "nipMasked", l->nip ? masked : NULL,
			 "unit", l->unit_name, "siasn", *l->siasn != '\0');
}

json_t *jp_line_json(struct request *rq, const struct jp_line *l, bool person)
{
	const struct jp_entry *n = &l->entry;
	json_t *json = json_pack(
		"{s:s, s:I, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:s, s:s, s:I,"
		" s:s, s:s?, s:s?, s:s?, s:s?, s:s, s:s?, s:b, s:o, s:I, s:o}",
		"id", n->id, "year", (json_int_t)n->year, "day", n->day,
		"firstDay", n->first_day, "jp", (json_int_t)n->jp,
		"source", n->source, "sourceId", n->source_id,
		"title", n->title, "organiser", n->organiser,
		"form", n->form, "competency", n->competency,
		"trainingKind", (json_int_t)n->training_kind,
		"evidence", n->evidence, "certificate", n->certificate_id,
		"certificateNumber", l->certificate_number,
		"reverses", n->reverses, "reversedBy", n->reversed_by,
		"reason", n->reason, "by", l->by_name,
		"rule", n->rule_id != NULL, "status", status_json(l),
		"at", (json_int_t)n->at,
		"doubt", person ? doubt_json(l) : json_null());

	(void)rq;
	if (person)
		json_object_set_new(json, "person", whose_json(l));
	return json;
}

json_t *jp_target_json(const struct jp_target *t)
{
	if (!t)
		return json_null();
	return json_pack("{s:o, s:o, s:s}",
			 "least", t->least < 0 ? json_null()
					       : json_integer(t->least),
			 "most", t->most < 0 ? json_null()
					     : json_integer(t->most),
			 "basis", t->basis);
}

/* ---- One's own year ---------------------------------------------------- */

static void add_to(json_t *sums, const char *name, int64_t jp)
{
	const json_int_t was = json_integer_value(json_object_get(sums, name));

	json_object_set_new(sums, name, json_integer(was + jp));
}

static const char *component_of(const struct jp_training *kinds, size_t n,
				int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (kinds[i].id == id)
			return kinds[i].component;
	return "technical";
}

/* What the year comes to, by kind, form and part of IP ASN. */
static json_t *sums_json(const struct jp_line *lines, size_t n,
			 const struct jp_training *kinds, size_t nkinds,
			 int64_t *sum)
{
	json_t *competencies = json_object(), *forms = json_object();
	json_t *components = json_object();

	*sum = 0;
	for (size_t i = 0; i < n; i++) {
		const struct jp_entry *x = &lines[i].entry;

		*sum += x->jp;
		add_to(competencies, x->competency, x->jp);
		add_to(forms, x->form, x->jp);
		add_to(components, component_of(kinds, nkinds,
						x->training_kind), x->jp);
	}
	return json_pack("{s:o, s:o, s:o}", "competencies", competencies,
			 "forms", forms, "components", components);
}

static json_t *years_json(const int64_t *years, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_integer(years[i]));
	return list;
}

json_t *jp_training_json(const struct jp_training *kinds, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:I, s:s, s:s, s:s}",
			"id", (json_int_t)kinds[i].id, "name", kinds[i].name,
			"code", kinds[i].code, "component",
			kinds[i].component));
	return list;
}

enum err me_jp(struct request *rq, struct response *rs)
{
	const struct person *me = rq->person;
	json_t *list = request_own_json(rq, json_array()), *sums;
	const struct jp_target *target;
	struct jp_training *kinds;
	struct jp_target *targets;
	struct jp_line *lines;
	int64_t year, sum, *years;
	size_t n, ntargets, nkinds, nyears;
	enum err e;

	if ((e = jp_year_asked(rq, &year)) ||
	    (e = jp_line_mine(rq->db, me->id, year, &lines, &n)) ||
	    (e = jp_years(rq->db, me->id, &years, &nyears)) ||
	    (e = jp_training_list(rq->db, &kinds, &nkinds)) ||
	    (e = jp_target_list(rq->db, me->agency_id, &targets, &ntargets)))
		return e;
	target = jp_target_for(targets, ntargets, me->agency_id,
			       me->kind ? me->kind : "", year);
	sums = request_own_json(rq, sums_json(lines, n, kinds, nkinds, &sum));
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, jp_line_json(rq, &lines[i], false));
	return respond_json(rq, rs, 200, json_pack(
		"{s:I, s:o, s:s, s:o, s:I, s:s, s:O, s:O, s:o}",
		"year", (json_int_t)year, "years", years_json(years, nyears),
		"kind", me->kind ? me->kind : "", "target",
		jp_target_json(target), "sum", (json_int_t)sum,
		"state", jp_state_name(jp_state_of(target, sum)),
		"sums", sums, "entries", list,
		"kinds", jp_training_json(kinds, nkinds)));
}

/* ---- Files ------------------------------------------------------------- */

struct word {
	const char *name;
	struct phrase text;
};

static const struct word words[] = {
	{ "module", { { "Modul", "Module" } } },
	{ "event", { { "Kegiatan", "Event" } } },
	{ "programme", { { "Pelatihan", "Programme" } } },
	{ "manual", { { "Dicatat dengan tangan", "Recorded by hand" } } },
	{ "self-paced", { { "Belajar mandiri", "Self-paced" } } },
	{ "webinar", { { "Webinar", "Webinar" } } },
	{ "in-person", { { "Tatap muka", "In person" } } },
	{ "blended", { { "Kombinasi", "Blended" } } },
	{ "technical", { { "Teknis", "Technical" } } },
	{ "managerial", { { "Manajerial", "Managerial" } } },
	{ "social", { { "Sosial kultural", "Socio-cultural" } } },
	{ "verified", { { "Diperiksa", "Verified" } } },
	{ "exported", { { "Diekspor", "Exported" } } },
	{ "accepted", { { "Diterima SIASN", "Accepted by SIASN" } } },
	{ "rejected", { { "Ditolak SIASN", "Rejected by SIASN" } } },
	{ "reversed", { { "Dibatalkan", "Reversed" } } },
	{ "reversal", { { "Pembatalan", "A reversal" } } },
	{ "merge", { { "Akun digabung", "Accounts were merged" } } },
	{ "earned", { { "Tercatat", "Earned" } } },
};

const char *jp_word(struct request *rq, const char *name)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcmp(words[i].name, name) == 0)
			return words[i].text.in[rq->lang];
	return name;
}

static const char *standing(struct request *rq, const struct jp_line *l)
{
	return jp_word(rq, l->entry.reverses ? "reversal"
		: l->entry.reversed_by ? "reversed"
		: l->status ? l->status : "earned");
}

static void column(struct request *rq, struct sheet *s, const char *id,
		   const char *en, enum sheet_type type)
{
	sheet_column(s, rq->lang == LANG_EN ? en : id, type);
}

static void head_put(struct request *rq, struct sheet *s, bool person)
{
	if (person) {
		column(rq, s, "Nama", "Name", SHEET_TEXT);
		column(rq, s, "NIP (disamarkan)", "NIP (masked)", SHEET_TEXT);
		column(rq, s, "Unit kerja", "Unit", SHEET_TEXT);
	}
	column(rq, s, "Mulai", "From", SHEET_TEXT);
	column(rq, s, "Selesai", "To", SHEET_TEXT);
	column(rq, s, "Judul", "Title", SHEET_TEXT);
	column(rq, s, "Penyelenggara", "Organiser", SHEET_TEXT);
	column(rq, s, "Asal", "Source", SHEET_TEXT);
	column(rq, s, "Bentuk", "Form", SHEET_TEXT);
	column(rq, s, "Jenis kompetensi", "Kind of competency", SHEET_TEXT);
	column(rq, s, "JP", "JP", SHEET_NUMBER);
	column(rq, s, "Nomor sertifikat", "Certificate number", SHEET_TEXT);
	column(rq, s, "Keadaan", "State", SHEET_TEXT);
	column(rq, s, "Alasan", "Reason", SHEET_TEXT);
	column(rq, s, "Nomor catatan", "Entry", SHEET_TEXT);
	sheet_begin(s);
}

static void line_put(struct request *rq, struct sheet *s,
		     const struct jp_line *l, bool person)
{
	const struct jp_entry *n = &l->entry;
	char masked[NIP_MASKED_SIZE] = "";

	if (person) {
		if (l->nip)
			nip_mask(l->nip, masked);
		sheet_text(s, l->person_name);
		sheet_text(s, masked);
		sheet_text(s, l->unit_name);
	}
	sheet_text(s, n->first_day);
	sheet_text(s, n->day);
	sheet_text(s, n->title);
	sheet_text(s, n->organiser);
	sheet_text(s, jp_word(rq, n->source));
	sheet_text(s, jp_word(rq, n->form));
	sheet_text(s, jp_word(rq, n->competency));
	sheet_number(s, (double)n->jp / JP_ONE);
	sheet_text(s, l->certificate_number);
	sheet_text(s, standing(rq, l));
	sheet_text(s, jp_word(rq, n->reason));
	sheet_text(s, n->id);
	sheet_row(s);
}

static enum err file_respond(struct request *rq, struct response *rs,
			     const struct jp_line *lines, size_t n, bool person)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };

	head_put(rq, &s, person);
	for (size_t i = 0; i < n; i++)
		line_put(rq, &s, &lines[i], person);
	return respond_sheet(rq, rs, &s, "jp.csv");
}

enum err me_jp_csv(struct request *rq, struct response *rs)
{
	struct jp_line *lines;
	int64_t year;
	size_t n;
	enum err e;

	if ((e = jp_year_asked(rq, &year)) ||
	    (e = jp_line_mine(rq->db, rq->person->id, year, &lines, &n)))
		return e;
	return file_respond(rq, rs, lines, n, false);
}

/* ---- An agency's ------------------------------------------------------- */

static bool state_known(const char *state)
{
	static const char *const all[] = { "", "earned", "verified", "exported",
					   "accepted", "rejected", "reversed",
					   "doubt" };

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (strcmp(all[i], state) == 0)
			return true;
	return false;
}

static enum err filter_read(struct request *rq, struct jp_filter *f)
{
	enum err e;

	*f = (struct jp_filter){
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.source = query_text(rq, "source"),
		.form = query_text(rq, "form"),
		.state = query_text(rq, "state"),
		.person_id = query_text(rq, "person"),
	};
	if ((e = jp_agency(rq, &f->agency_id)) ||
	    (e = jp_year_asked(rq, &f->year)))
		return e;
	return state_known(f->state) ? OK : field_bad(rq, "state", &name_rule);
}

enum err jp_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct jp_line *lines;
	struct jp_filter f;
	int64_t total, page;
	size_t n;
	enum err e;

	if ((e = filter_read(rq, &f)) ||
	    (e = query_number(rq, "page", 1, 1000, 1, &page)) ||
	    (e = jp_line_page(rq->db, &f, (size_t)(page - 1) * JP_PAGE,
			      JP_PAGE, &lines, &n, &total)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, jp_line_json(rq, &lines[i], true));
	return respond_json(rq, rs, 200, json_pack(
		"{s:I, s:I, s:I, s:I, s:O}", "year", (json_int_t)f.year,
		"total", (json_int_t)total, "page", (json_int_t)page,
		"pages", (json_int_t)((total + JP_PAGE - 1) / JP_PAGE),
		"entries", list));
}

enum err jp_csv(struct request *rq, struct response *rs)
{
	struct jp_line *lines;
	struct jp_filter f;
	int64_t total;
	size_t n;
	enum err e;

	if ((e = filter_read(rq, &f)) ||
	    (e = jp_line_page(rq->db, &f, 0, JP_FILE_MOST, &lines, &n, &total)))
		return e;
	return file_respond(rq, rs, lines, n, true);
}

static enum err line_respond(struct request *rq, struct response *rs,
			     int status, const char *id)
{
	struct jp_line l;
	enum err e;

	if ((e = jp_line_one(rq->db, id, &l)))
		return e;
	return respond_json(rq, rs, status, jp_line_json(rq, &l, true));
}

enum err jp_reverse(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id"), *reason;
	struct jp_entry entry;
	enum err e;

	if ((e = field_text_needed(rq, "reason", REASON_MOST, &reason)) ||
	    (e = jp_entry_by_id(rq->db, id, &entry)) ||
	    (e = agency_scope_hidden(rq, entry.agency_id)))
		return e;
	if (entry.reverses || entry.reversed_by)
		return refuse(rq, P_jp_reversed, NO_VALUES);
	if ((e = ledger_reverse(rq->db, id, reason, rq->person->id, rq->now)))
		return e;
	return line_respond(rq, rs, 200, id);
}

/* ---- By hand ----------------------------------------------------------- */

/* Training held elsewhere. */
struct manual {
	struct person person;
	struct jp_entry entry;
};

static enum err day_read(struct request *rq, const char *name,
			 const char **out)
{
	char today[DAY_SIZE];
	enum err e;

	if ((e = field_text_needed(rq, name, 16, out)))
		return e;
	day_at(rq->now, ZONE_WIB, today);
	return day_valid(*out) && strcmp(*out, today) <= 0
		? OK : field_bad(rq, name, &day_rule);
}

static enum err person_read(struct request *rq, struct person *out)
{
	char digits[19];
	const char *typed;
	enum err e;

	if ((e = field_text_needed(rq, "login", 200, &typed)))
		return e;
	e = person_by_login(rq->db, login_form(rq->mem, typed),
			    nip_parse(typed, digits) ? digits : NULL, out);
	if (e == ERR_NOT_FOUND || (!e && (out->guest ||
					  agency_scope(rq, out->agency_id))))
		return field_bad(rq, "login", &person_rule_);
	return e;
}

static enum err named(struct request *rq, const char *name,
		      bool (*valid)(const char *), const char **out)
{
	enum err e;

	if ((e = field_text_needed(rq, name, 20, out)))
		return e;
	return valid(*out) ? OK : field_bad(rq, name, &name_rule);
}

static bool kind_known(const struct jp_training *kinds, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (kinds[i].id == id)
			return true;
	return false;
}

static enum err kind_read(struct request *rq, int64_t *out)
{
	struct jp_training *kinds;
	size_t n;
	enum err e;

	if ((e = field_number(rq, "trainingKind", 1, 9999, out)) ||
	    (e = jp_training_list(rq->db, &kinds, &n)))
		return e;
	return kind_known(kinds, n, *out)
		? OK : field_bad(rq, "trainingKind", &name_rule);
}

static enum err manual_read(struct request *rq, struct manual *m)
{
	struct jp_entry *n = &m->entry;
	enum err e;

	*m = (struct manual){ .entry = { .source = "manual", .reason = "" } };
	if ((e = person_read(rq, &m->person)) ||
	    (e = field_text_needed(rq, "title", TITLE_MOST, &n->title)) ||
	    (e = field_text_needed(rq, "organiser", TITLE_MOST,
				   &n->organiser)) ||
	    (e = day_read(rq, "firstDay", &n->first_day)) ||
	    (e = day_read(rq, "day", &n->day)) ||
	    (e = named(rq, "form", jp_form_valid, &n->form)) ||
	    (e = named(rq, "competency", jp_competency_valid,
		       &n->competency)) ||
	    (e = kind_read(rq, &n->training_kind)) ||
	    (e = field_number(rq, "jp", 0, JP_MOST, &n->jp)) ||
	    (e = field_text_needed(rq, "evidence", EVIDENCE_MOST,
				   &n->evidence)))
		return e;
	if (n->jp < 1)
		return field_bad(rq, "jp", &jp_rule_);
	if (strcmp(n->first_day, n->day) > 0)
		return field_bad(rq, "day", &day_rule);
	return OK;
}

/* The same training again is refused until the first was taken back. */
static enum err manual_once(struct request *rq, struct manual *m)
{
	struct jp_entry *n = &m->entry, *before;
	size_t count;
	enum err e;

	n->source_id = arena_format(rq->mem, "%s/%s/%s", n->first_day, n->day,
				    n->title);
	if ((e = jp_entries_of(rq->db, m->person.id, "manual", n->source_id,
			       &before, &count)))
		return e;
	if (count && !before[count - 1].reversed_by)
		return refuse(rq, P_jp_there, NO_VALUES);
	n->once = arena_format(rq->mem, "manual:%s:%s:%zu", m->person.id,
			       n->source_id, count);
	return OK;
}

enum err jp_add(struct request *rq, struct response *rs)
{
	struct jp_owner owner;
	struct manual m;
	bool added;
	enum err e;

	if ((e = manual_read(rq, &m)) || (e = manual_once(rq, &m)) ||
	    (e = jp_owner_of(rq->db, m.person.id, &owner)))
		return e;
	m.entry.id = ident_make(rq->mem, rq->now);
	m.entry.person_id = m.person.id;
	m.entry.agency_id = owner.agency_id;
	m.entry.unit_id = owner.unit_id;
	m.entry.kind = owner.kind;
	m.entry.year = day_year(m.entry.day);
	m.entry.by_id = rq->person->id;
	m.entry.at = rq->now;
	if ((e = jp_entry_add(rq->db, &m.entry, &added)))
		return e;
	if (!added)
		return refuse(rq, P_jp_there, NO_VALUES);
	if ((e = person_event_add(rq->db, m.person.id, rq->person->id, "jp",
				  m.entry.title, rq->now)))
		return e;
	return line_respond(rq, rs, 201, m.entry.id);
}

/* ---- What a module gave ------------------------------------------------ */

enum err module_earned(struct request *rq, struct response *rs)
{
	struct jp_had had;
	enum err e;

	if ((e = jp_of_thing(rq->db, rq->person->id, "module",
			     request_param(rq, "id"), &had)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:s?, s:s?}",
		"jp", (json_int_t)had.jp, "day", had.day,
		"certificate", had.certificate_id));
}
