/*
 * What organisers found by asking people: interviews and group discussions, of a
 * day, a unit and a few words on who it was. A finding may belong to a need, or
 * one is made of it.
 */
#include <string.h>

#include "api/field.h"
#include "api/need/need.h"
#include "api/people/people.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/day.h"
#include "domain/metadata.h"
#include "routes.h"
#include "store/agency.h"
#include "store/like.h"

static const struct phrase
	kind_rule = { {
		"Pilih interview atau discussion.",
		"Choose interview or discussion." } },
	day_rule = { {
		"Tulis hari yang sudah lewat atau hari ini, misalnya 2027-01-31.",
		"Give today or a day in the past, such as 2027-01-31." } },
	need_rule = { {
		"Pilih kebutuhan yang ada di instansi ini.",
		"Choose a need of this agency." } };

json_t *finding_json(const struct finding *f)
{
	return json_pack("{s:s, s:o, s:s, s:s, s:o, s:s, s:s, s:s, s:s?, s:I}",
			 "id", f->id, "need", f->need_id
			 ? json_pack("{s:s, s:s}", "id", f->need_id,
				     "title", f->need_title) : json_null(),
			 "kind", f->kind, "day", f->day,
			 "unit", need_named_json(f->unit_id, f->unit_name),
			 "topic", f->topic, "who", f->who, "words", f->words,
			 "by", f->by_name, "at", (json_int_t)f->at);
}

static struct finding_filter filter_of(struct request *rq,
				       const char *agency_id)
{
	return (struct finding_filter){
		.agency_id = agency_id,
		.need_id = query_text(rq, "need"),
		.topic = query_text(rq, "topic"),
		.unit_id = query_text(rq, "unit"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
	};
}

enum err finding_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct finding_filter filter;
	struct agency agency;
	struct finding *all;
	size_t n, total;
	int64_t page;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)))
		return e;
	filter = filter_of(rq, agency.id);
	if ((e = finding_count(rq->db, &filter, &total)) ||
	    (e = finding_page(rq->db, &filter, (size_t)(page - 1) * NEED_PAGE,
			      NEED_PAGE, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, finding_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:I, s:I, s:I}", "findings", list,
		"page", (json_int_t)page,
		"pages", (json_int_t)((total + NEED_PAGE - 1) / NEED_PAGE),
		"total", (json_int_t)total));
}

/* ---- Writing them down --------------------------------------------------- */

static enum err day_read(struct request *rq, struct finding *f)
{
	char today[DAY_SIZE];
	const char *day;
	enum err e;

	/* Where the sun rises first, it is tomorrow already. */
	day_at(rq->now, ZONE_WIT, today);
	if ((e = field_text(rq, "day", 40, &day)) || !day)
		return e;
	if (!day_fits(day) || strcmp(day, today) > 0)
		return field_bad(rq, "day", &day_rule);
	f->day = day;
	return OK;
}

static enum err finding_read(struct request *rq, struct finding *f)
{
	const char *kind;
	enum err e;

	if ((e = field_text(rq, "kind", 40, &kind)) ||
	    (e = day_read(rq, f)) ||
	    (e = need_topic(rq, &f->topic)) ||
	    (e = need_unit(rq, f->agency_id, &f->unit_id, &f->unit_name)) ||
	    (e = need_text(rq, "who", NEED_WHO_MOST, true, &f->who)) ||
	    (e = need_text(rq, "words", NEED_WORDS_MOST, false, &f->words)))
		return e;
	if (kind && strcmp(kind, "interview") && strcmp(kind, "discussion"))
		return field_bad(rq, "kind", &kind_rule);
	f->kind = kind ? kind : f->kind;
	if (!f->kind)
		return field_bad(rq, "kind", &kind_rule);
	if (!f->day)
		return field_bad(rq, "day", &day_rule);
	if (!*f->who)
		return field_missing(rq, "who");
	return *f->words ? OK : field_missing(rq, "words");
}

/* A need with the title that is given, of this finding's field and unit. */
static enum err need_made(struct request *rq, struct finding *f,
			  const char *title)
{
	struct need n = { .agency_id = f->agency_id, .title = title,
			  .about = "", .topic = f->topic,
			  .unit_id = f->unit_id, .cause_id = "",
			  .regulation = "", .outcome = "",
			  .cause = strcmp(f->kind, "interview")
				? NEED_OF_DISCUSSION : NEED_OF_INTERVIEW };
	const enum err e = need_begin(rq, &n, "found", "");

	f->need_id = n.id;
	f->need_title = title;
	return e;
}

static enum err need_attached(struct request *rq, struct finding *f,
			      const char *id)
{
	struct need n;
	const enum err e = need_by_id(rq->db, id, rq->person->id, &n);

	if (e == ERR_NOT_FOUND ||
	    (!e && (strcmp(n.agency_id, f->agency_id) ||
		    n.state == NEED_MERGED)))
		return field_bad(rq, "need", &need_rule);
	if (e || (f->need_id && strcmp(f->need_id, n.id) == 0))
		return e;
	f->need_id = n.id;
	f->need_title = n.title;
	return need_note(rq->db, n.id, rq->person->id, "finding", "", rq->now);
}

/* "need": an id, null, or {"title"} of one that is made now. */
static enum err need_said(struct request *rq, struct finding *f)
{
	const json_t *said = json_object_get(rq->json, "need");
	const json_t *title = json_object_get(said, "title");

	if (!said)
		return OK;
	if (json_is_null(said)) {
		f->need_id = f->need_title = NULL;
		return OK;
	}
	if (json_is_string(said) && json_string_length(said) <= 64)
		return need_attached(rq, f, json_string_value(said));
	if (json_is_string(title) &&
	    json_string_length(title) <= 4 * NEED_TITLE_MOST) {
		const char *words = text_line(rq->mem,
			json_string_value(title), 4 * NEED_TITLE_MOST);

		if (*words && text_length(words) <= NEED_TITLE_MOST)
			return need_made(rq, f, words);
	}
	return field_bad(rq, "need", &need_rule);
}

enum err finding_create(struct request *rq, struct response *rs)
{
	struct agency agency;
	struct finding f;
	enum err e;

	if ((e = people_agency(rq, true, &agency)))
		return e;
	f = (struct finding){ .agency_id = agency.id, .topic = "", .who = "",
			      .words = "", .by_id = rq->person->id,
			      .by_name = rq->person->name, .at = rq->now };
	if ((e = finding_read(rq, &f)) || (e = need_said(rq, &f)) ||
	    (e = finding_add(rq->db, &f)))
		return e;
	return respond_json(rq, rs, 201, finding_json(&f));
}

enum err finding_patch(struct request *rq, struct response *rs)
{
	struct finding f;
	enum err e;

	if ((e = finding_by_id(rq->db, request_param(rq, "id"), &f)) ||
	    (e = agency_scope_hidden(rq, f.agency_id)) ||
	    (e = finding_read(rq, &f)) || (e = need_said(rq, &f)) ||
	    (e = finding_change(rq->db, &f)))
		return e;
	return respond_json(rq, rs, 200, finding_json(&f));
}

/* ---- As a file ----------------------------------------------------------- */

static const struct phrase heads[] = {
	{ { "Hari", "Day" } }, { { "Jenis", "Kind" } },
	{ { "Bidang", "Field" } }, { { "Unit kerja", "Unit" } },
	{ { "Siapa", "Who" } }, { { "Temuan", "Finding" } },
	{ { "Kebutuhan", "Need" } }, { { "Dicatat oleh", "Noted by" } },
};

static void finding_put(const struct request *rq, struct sheet *s,
			const struct finding *f)
{
	static const struct phrase kinds[] = {
		{ { "Wawancara", "Interview" } },
		{ { "Diskusi kelompok", "Group discussion" } },
	};
	enum topic topic = TOPIC_NONE;

	topic_named(f->topic, &topic);
	sheet_text(s, f->day);
	sheet_text(s, kinds[strcmp(f->kind, "interview") != 0].in[rq->lang]);
	sheet_text(s, topic_label(topic)->in[rq->lang]);
	sheet_text(s, f->unit_name);
	sheet_text(s, f->who);
	sheet_text(s, f->words);
	sheet_text(s, f->need_title);
	sheet_text(s, f->by_name);
	sheet_row(s);
}

enum err findings_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	struct finding_filter filter;
	struct agency agency;
	struct finding *all;
	size_t n;
	enum err e;

	if ((e = people_agency(rq, false, &agency)))
		return e;
	filter = filter_of(rq, agency.id);
	if ((e = finding_page(rq->db, &filter, 0, NEED_ROWS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		sheet_column(&s, heads[i].in[rq->lang], SHEET_TEXT);
	sheet_begin(&s);
	for (size_t i = 0; i < n; i++)
		finding_put(rq, &s, &all[i]);
	return respond_sheet(rq, rs, &s, "temuan.csv");
}
