/*
 * Needs by field and unit beside what answers them, gaps first; and all of them
 * as a file.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/need/need.h"
#include "api/people/people.h"
#include "api/wire.h"
#include "domain/metadata.h"
#include "routes.h"
#include "store/agency.h"

#define MAP_MOST 2000		/* needs on it; the most supported */

struct group {
	const char *topic, *unit_id;	/* unit NULL: of all */
	size_t first;			/* its first need */
	int64_t gaps;			/* supporters of what nothing answers */
	size_t ngaps, n;
	bool open;			/* it has one that nothing answers */
};

/* Declined ones are no gap, and answered ones were closed by words. */
static bool is_gap(const struct need *n)
{
	return need_supportable(n->state) && n->answers == 0;
}

static bool grouped(const struct group *g, const struct need *n)
{
	if (strcmp(g->topic, n->topic) || !g->unit_id != !n->unit_id)
		return false;
	return !g->unit_id || strcmp(g->unit_id, n->unit_id) == 0;
}

/* Most supporters whom nothing answers; then those with a gap; then by size. */
static int by_gaps(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	if (x->open != y->open)
		return x->open ? -1 : 1;
	if (x->gaps != y->gaps)
		return x->gaps < y->gaps ? 1 : -1;
	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return x->first < y->first ? -1 : 1;
}

static size_t groups_make(const struct need *all, size_t n, struct group *out)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = 0;

		while (at < count && !grouped(&out[at], &all[i]))
			at++;
		if (at == count)
			out[count++] = (struct group){ .topic = all[i].topic,
				.unit_id = all[i].unit_id, .first = i };
		out[at].n++;
		if (is_gap(&all[i])) {
			out[at].open = true;
			out[at].ngaps++;
			out[at].gaps += all[i].supporters;
		}
	}
	if (count)
		qsort(out, count, sizeof(*out), by_gaps);
	return count;
}

/* ---- As JSON ------------------------------------------------------------ */

static json_t *answers_of(const struct need_answer *all, size_t n,
			  const char *need_id)
{
	json_t *list = json_array();
	size_t count;
	const struct need_answer *own = need_answers_of(all, n, need_id,
							&count);

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:s, s:b}",
			"kind", own[i].programme ? "programme" : "module",
			"id", own[i].ref, "title", own[i].title,
			"state", own[i].state, "open",
			!strcmp(own[i].state, "published") &&
			!own[i].withdrawn));
	return list;
}

static json_t *map_need_json(const struct need *n,
			     const struct need_answer *answers, size_t count)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:s, s:s, s:o, s:b, s:o}",
			 "id", n->id, "title", n->title,
			 "state", need_state_name(n->state),
			 "supporters", (json_int_t)n->supporters,
			 "cause", need_cause_name(n->cause),
			 "regulation", n->regulation,
			 "job", need_named_json(n->job_id, n->job_name),
			 "gap", is_gap(n),
			 "answeredBy", answers_of(answers, count, n->id));
}

/* Its gaps first; within each, as they came: the most supported first. */
static json_t *group_json(const struct group *g, const struct need *all,
			  size_t n, const struct need_answer *answers,
			  size_t count)
{
	const struct need *first = &all[g->first];
	json_t *list = json_array();

	for (int gap = 1; gap >= 0; gap--)
		for (size_t i = g->first; i < n; i++)
			if (is_gap(&all[i]) == (gap == 1) &&
			    grouped(g, &all[i]))
				json_array_append_new(list, map_need_json(
					&all[i], answers, count));
	return json_pack("{s:s, s:o, s:I, s:o}", "topic", g->topic, "unit",
			 need_named_json(first->unit_id, first->unit_name),
			 "gaps", (json_int_t)g->ngaps, "needs", list);
}

static json_t *units_of(struct need_named *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, need_named_json(all[i].id,
							    all[i].name));
	return list;
}

static size_t gaps_of(const struct need *all, size_t n)
{
	size_t gaps = 0;

	for (size_t i = 0; i < n; i++)
		gaps += is_gap(&all[i]);
	return gaps;
}

/* ?state=gap leaves the gaps alone. */
enum err need_map(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct need_filter filter;
	struct need_answer *answers;
	struct need_named *units;
	struct agency agency;
	struct group *groups;
	struct need *all;
	size_t n, nanswers, nunits, ngroups;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = need_filter_read(rq, agency.id, &filter)) ||
	    (e = need_page(rq->db, &filter, 0, MAP_MOST + 1, &all, &n)) ||
	    (e = need_answers(rq->db, agency.id, NULL, &answers,
			      &nanswers)) ||
	    (e = need_units(rq->db, agency.id, &units, &nunits)))
		return e;
	const bool more = n > MAP_MOST;

	n = more ? MAP_MOST : n;
	groups = arena_array(rq->mem, struct group, n + 1);
	ngroups = groups_make(all, n, groups);
	for (size_t i = 0; i < ngroups; i++)
		json_array_append_new(list, group_json(&groups[i], all, n,
						       answers, nanswers));
	return respond_json(rq, rs, 200, json_pack(
		"{s:{s:s, s:s}, s:O, s:o, s:I, s:I, s:b}",
		"agency", "id", agency.id, "name", agency.name,
		"groups", list, "units", units_of(units, nunits),
		"total", (json_int_t)n, "gaps", (json_int_t)gaps_of(all, n),
		"more", more));
}

/* ---- As a file ---------------------------------------------------------- */

static const struct {
	struct phrase title;
	enum sheet_type type;
} columns[] = {
	{ { { "Kebutuhan", "Need" } }, SHEET_TEXT },
	{ { { "Bidang", "Field" } }, SHEET_TEXT },
	{ { { "Unit kerja", "Unit" } }, SHEET_TEXT },
	{ { { "Jabatan", "Job" } }, SHEET_TEXT },
	{ { { "Asal", "Cause" } }, SHEET_TEXT },
	{ { { "Peraturan", "Regulation" } }, SHEET_TEXT },
	{ { { "Keadaan", "State" } }, SHEET_TEXT },
	{ { { "Pendukung", "Supporters" } }, SHEET_NUMBER },
	{ { { "Modul", "Modules" } }, SHEET_TEXT },
	{ { { "Pelatihan", "Programmes" } }, SHEET_TEXT },
	{ { { "Hasil", "Outcome" } }, SHEET_TEXT },
	{ { { "Dicatat", "Noted" } }, SHEET_MOMENT },
};
static const struct phrase states[NEED_STATES] = {
	[NEED_OPEN] = { { "terbuka", "open" } },
	[NEED_PLANNED] = { { "direncanakan", "planned" } },
	[NEED_ANSWERED] = { { "terjawab", "answered" } },
	[NEED_DECLINED] = { { "tidak dilanjutkan", "declined" } },
	[NEED_MERGED] = { { "digabung", "merged" } },
}, causes[NEED_CAUSES] = {
	[NEED_OF_PROPOSAL] = { { "usulan", "proposal" } },
	[NEED_OF_SURVEY] = { { "survei", "survey" } },
	[NEED_OF_INTERVIEW] = { { "wawancara", "interview" } },
	[NEED_OF_DISCUSSION] = { { "diskusi kelompok", "group discussion" } },
	[NEED_OF_REGULATION] = { { "perubahan peraturan",
				   "change of regulation" } },
	[NEED_OF_FOLLOWUP] = { { "tindak lanjut", "follow-up" } },
};

static const char *titles(struct request *rq, const struct need_answer *all,
			  size_t n, const char *need_id, bool programme)
{
	struct text words = { .mem = rq->mem };
	size_t count;
	const struct need_answer *own = need_answers_of(all, n, need_id,
							&count);

	for (size_t i = 0; i < count; i++)
		if (own[i].programme == programme) {
			text_puts(&words, words.size ? "; " : "");
			text_puts(&words, own[i].title);
		}
	return words.size ? words.bytes : NULL;
}

static void need_put(struct request *rq, struct sheet *s, const struct need *n,
		     const struct need_answer *all, size_t count)
{
	enum topic topic = TOPIC_NONE;

	topic_named(n->topic, &topic);
	sheet_text(s, n->title);
	sheet_text(s, topic_label(topic)->in[rq->lang]);
	sheet_text(s, n->unit_name);
	sheet_text(s, n->job_name);
	sheet_text(s, causes[n->cause].in[rq->lang]);
	sheet_text(s, n->regulation);
	sheet_text(s, states[n->state].in[rq->lang]);
	sheet_number(s, (double)n->supporters);
	sheet_text(s, titles(rq, all, count, n->id, false));
	sheet_text(s, titles(rq, all, count, n->id, true));
	sheet_text(s, n->outcome);
	sheet_moment(s, n->created_at);
	sheet_row(s);
}

enum err needs_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	struct need_filter filter;
	struct need_answer *answers;
	struct agency agency;
	struct need *all;
	size_t n, nanswers;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = need_filter_read(rq, agency.id, &filter)) ||
	    (e = need_page(rq->db, &filter, 0, NEED_ROWS_MOST, &all, &n)) ||
	    (e = need_answers(rq->db, agency.id, NULL, &answers, &nanswers)))
		return e;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(&s, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(&s);
	for (size_t i = 0; i < n; i++)
		need_put(rq, &s, &all[i], answers, nanswers);
	return respond_sheet(rq, rs, &s, "kebutuhan.csv");
}
