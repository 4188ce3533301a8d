/* The units and the jobs of an agency as files for Excel. */
#include <string.h>

#include "api/people/people.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"
#include "store/agency.h"
#include "store/org.h"

static const struct phrase
	unit_columns[] = {
		{ { "Unit kerja", "Unit" } }, { { "Susunan", "Path" } },
		{ { "Orang", "People" } }, { { "Keadaan", "State" } },
	},
	job_columns[] = {
		{ { "Jabatan", "Job" } }, { { "Jenis jabatan", "Kind of job" } },
		{ { "Orang", "People" } }, { { "Keadaan", "State" } },
	},
	is_open = { { "dipakai", "in use" } },
	is_closed = { { "ditutup", "closed" } },
	kinds[] = {
		{ { "Manajerial", "Managerial" } },
		{ { "Fungsional", "Functional" } },
		{ { "Pelaksana", "Executive" } }, { { "Lainnya", "Other" } },
	};

static void head_put(struct request *rq, struct sheet *s,
		     const struct phrase columns[static 4])
{
	for (size_t i = 0; i < 4; i++)
		sheet_column(s, columns[i].in[rq->lang],
			     i == 2 ? SHEET_NUMBER : SHEET_TEXT);
	sheet_begin(s);
}

static void state_put(struct request *rq, struct sheet *s, bool closed)
{
	sheet_text(s, (closed ? &is_closed : &is_open)->in[rq->lang]);
	sheet_row(s);
}

/* Below each other as in the tree; `path` is that of `parent`. Rows of a parent
   are found by going through all, so the depth is bounded by its rule and the
   work by the units there are. */
static void branch_put(struct request *rq, struct sheet *s,
		       const struct org_unit *all, size_t n,
		       const struct org_unit *parent, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		const struct org_unit *u = &all[i];
		const char *own;

		if (parent ? !u->parent_id || strcmp(u->parent_id, parent->id)
			   : u->parent_id != NULL)
			continue;
		own = *path ? arena_format(rq->mem, "%s / %s", path, u->name)
			    : u->name;
		sheet_text(s, u->name);
		sheet_text(s, own);
		sheet_number(s, (double)u->people);
		state_put(rq, s, u->closed_at);
		branch_put(rq, s, all, n, u, own);
	}
}

enum err unit_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct agency agency;
	struct org_unit *all;
	size_t n;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = org_units(rq->db, agency.id, &all, &n)))
		return e;
	head_put(rq, &s, unit_columns);
	branch_put(rq, &s, all, n, NULL, "");
	return respond_sheet(rq, rs, &s, "unit-kerja.csv");
}

static const char *kind_said(struct request *rq, const char *kind)
{
	static const char *const names[] = { "managerial", "functional",
					     "executive" };
	size_t i = 0;

	while (i < 3 && strcmp(names[i], kind))
		i++;
	return kinds[i].in[rq->lang];
}

enum err job_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct agency agency;
	struct job *all;
	size_t n;
	enum err e;

	if ((e = people_agency(rq, false, &agency)) ||
	    (e = jobs_of(rq->db, agency.id, &all, &n)))
		return e;
	head_put(rq, &s, job_columns);
	for (size_t i = 0; i < n; i++) {
		sheet_text(&s, all[i].name);
		sheet_text(&s, kind_said(rq, all[i].kind));
		sheet_number(&s, (double)all[i].people);
		state_put(rq, &s, all[i].closed_at);
	}
	return respond_sheet(rq, rs, &s, "jabatan.csv");
}
