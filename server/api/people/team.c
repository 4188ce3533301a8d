/*
 * A supervisor's people: how their year and their programmes stand. The year is
 * that of jp_people; here is what they take part in.
 */
#include <string.h>

#include "api/credit/jp.h"
#include "api/field.h"
#include "api/wire.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "routes.h"
#include "serve.h"
#include "store/home.h"
#include "store/like.h"
#include "store/org.h"

static const struct phrase state_rule = { {
	"Pilih below atau above.", "Choose below or above." } };

static const struct home_standing *standing_of(const struct home_standing *all,
					       size_t n, const char *person_id)
{
	static const struct home_standing none;

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].person_id, person_id) == 0)
			return &all[i];
	return &none;
}

static json_t *member_json(const struct jp_people *f, const struct jp_person *p,
			   const struct home_standing *s)
{
	const struct jp_target *t = jp_target_for(f->targets, f->ntargets,
						  f->target_agency, p->kind,
						  f->year);

	return json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:I, s:o, s:s,"
			 " s:I, s:I, s:I, s:I}",
			 "id", p->id, "name", p->name, "kind", p->kind,
			 "unit", p->unit_name, "job", p->job_name,
			 "jp", (json_int_t)p->jp, "target", jp_target_json(t),
			 "state", jp_state_name(jp_state_of(t, p->jp)),
			 "going", (json_int_t)s->going,
			 "waiting", (json_int_t)s->waiting,
			 "late", (json_int_t)s->late,
			 "completed", (json_int_t)s->completed);
}

/* What becomes of one of them: a member of a list, or a row of a file. */
typedef void member_put(void *to, const struct jp_people *,
			const struct jp_person *, const struct home_standing *);

/* A few at a time, as a query names them. */
static enum err members_put(struct request *rq, const struct jp_people *f,
			    const struct jp_person *all, size_t n,
			    member_put *put, void *to)
{
	for (size_t i = 0; i < n; i += SEVERAL_MOST) {
		const size_t some = several_size(n - i);
		const char *ids[SEVERAL_MOST];
		struct home_standing *standings;
		size_t found;
		enum err e;

		for (size_t k = 0; k < some; k++)
			ids[k] = all[i + k].id;
		if ((e = home_team(rq->db, ids, some, rq->now, &standings,
				   &found)))
			return e;
		for (size_t k = 0; k < some; k++)
			put(to, f, &all[i + k],
			    standing_of(standings, found, ids[k]));
	}
	return OK;
}

static void member_list(void *list, const struct jp_people *f,
			const struct jp_person *p,
			const struct home_standing *s)
{
	json_array_append_new(list, member_json(f, p, s));
}

static enum err units_json(struct request *rq, json_t *list)
{
	struct org_unit *all;
	size_t n;
	enum err e = supervisions_of(rq->db, rq->person->id, &all, &n);

	for (size_t i = 0; i < n && !e; i++)
		json_array_append_new(list, json_pack("{s:s, s:s}",
			"id", all[i].id, "name", all[i].name));
	return e;
}

/* Whose they are, and how the query narrows them. */
static enum err team_read(struct request *rq, struct jp_people *f)
{
	struct jp_target *targets;
	enum err e;

	*f = (struct jp_people){
		.supervisor_id = rq->person->id,
		.target_agency = rq->person->agency_id,
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.unit_id = query_text(rq, "unit"),
		.state = query_text(rq, "state"),
	};
	if (*f->state && strcmp(f->state, "below") &&
	    strcmp(f->state, "above"))
		return field_bad(rq, "state", &state_rule);
	if ((e = jp_year_asked(rq, &f->year)) ||
	    (e = jp_target_list(rq->db, f->target_agency, &targets,
				&f->ntargets)))
		return e;
	f->targets = targets;
	return OK;
}

enum err team_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	json_t *units = request_own_json(rq, json_array());
	struct jp_people f;
	const char *email = rq->person->email;
	struct jp_person *all;
	int64_t page, waiting = 0;
	size_t n;
	enum err e;

	if ((e = query_number(rq, "page", 1, 1000, 1, &page)) ||
	    (email && (e = home_confirmations(rq->db, email, rq->now,
					      &waiting))) ||
	    (e = team_read(rq, &f)) ||
	    (e = jp_person_page(rq->db, &f, (size_t)(page - 1) * JP_PAGE,
				JP_PAGE + 1, &all, &n)) ||
	    (e = members_put(rq, &f, all, n < JP_PAGE ? n : JP_PAGE,
			     member_list, list)) ||
	    (e = units_json(rq, units)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:I, s:O, s:O, s:b}",
			"confirmations", (json_int_t)waiting,
			"year", (json_int_t)f.year, "people", list,
			"units", units, "more", n > JP_PAGE));
}

/* ---- As a file ----------------------------------------------------------- */

static const struct { struct phrase title; enum sheet_type type; } columns[] = {
	{ { { "Nama", "Name" } }, SHEET_TEXT },
	{ { { "Unit kerja", "Unit" } }, SHEET_TEXT },
	{ { { "Jabatan", "Job" } }, SHEET_TEXT },
	{ { { "JP", "JP" } }, SHEET_NUMBER },
	{ { { "Target", "Target" } }, SHEET_NUMBER },
	{ { { "Sedang diikuti", "Taking part" } }, SHEET_NUMBER },
	{ { { "Belum dimulai", "Not begun" } }, SHEET_NUMBER },
	{ { { "Lewat tenggat", "Overdue" } }, SHEET_NUMBER },
	{ { { "Selesai", "Completed" } }, SHEET_NUMBER },
};

static void member_row(void *sheet, const struct jp_people *f,
		       const struct jp_person *p,
		       const struct home_standing *h)
{
	struct sheet *s = sheet;

	(void)f;
	sheet_text(s, p->name);
	sheet_text(s, p->unit_name);
	sheet_text(s, p->job_name);
	sheet_number(s, (double)p->jp / JP_ONE);
	if (p->least > 0)
		sheet_number(s, (double)p->least / JP_ONE);
	else
		sheet_none(s);
	sheet_number(s, (double)h->going);
	sheet_number(s, (double)h->waiting);
	sheet_number(s, (double)h->late);
	sheet_number(s, (double)h->completed);
	sheet_row(s);
}

enum err team_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct jp_people f;
	struct jp_person *all;
	size_t n;
	enum err e;

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(&s, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(&s);
	if ((e = team_read(rq, &f)) ||
	    (e = jp_person_page(rq->db, &f, 0, JP_FILE_MOST, &all, &n)) ||
	    (e = members_put(rq, &f, all, n, member_row, &s)))
		return e;
	return respond_sheet(rq, rs, &s, "tim.csv");
}
