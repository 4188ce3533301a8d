/*
 * The list of people as a file for Excel: whoever the filter finds, at most
 * 20,000 of them.
 */
#include <string.h>

#include "api/people/people.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"

#define ROWS_MOST 20000
#define PIECE 2000		/* people read at once */

static const struct phrase columns[] = {
	{ { "Nama", "Name" } }, { { "NIP", "NIP" } },
	{ { "Nama masuk", "Login" } }, { { "Email", "E-mail" } },
	{ { "Instansi", "Agency" } }, { { "Unit kerja", "Unit" } },
	{ { "Jabatan", "Job" } }, { { "Jenis pegawai", "Employee kind" } },
	{ { "Peran", "Roles" } }, { { "Keadaan", "State" } },
};
#define COLUMNS (sizeof(columns) / sizeof(*columns))

struct named {
	const char *name;
	struct phrase words;
};

static const struct named kinds[] = {
	{ "pns", { { "PNS", "PNS" } } }, { "cpns", { { "CPNS", "CPNS" } } },
	{ "pppk", { { "PPPK", "PPPK" } } },
	{ "pppk-part", { { "PPPK paruh waktu", "PPPK part-time" } } },
	{ "other", { { "Lainnya", "Other" } } }, { NULL, { { "", "" } } },
};

static const struct named roles[] = {
	{ "author", { { "penulis", "author" } } },
	{ "host", { { "pemandu", "host" } } },
	{ "organiser", { { "penyelenggara", "organiser" } } },
	{ "supervisor", { { "atasan", "supervisor" } } },
	{ "leader", { { "pimpinan", "leader" } } },
	{ "admin", { { "admin", "admin" } } }, { NULL, { { "", "" } } },
};

static const struct named states[] = {
	{ "active", { { "aktif", "active" } } },
	{ "waiting", { { "belum masuk", "never signed in" } } },
	{ "disabled", { { "dinonaktifkan", "disabled" } } },
	{ NULL, { { "", "" } } },
};

static const char *said(struct request *rq, const struct named *all,
			const char *name)
{
	while (all->name && strcmp(all->name, name))
		all++;
	return all->words.in[rq->lang];
}

static const char *roles_said(struct request *rq, unsigned set)
{
	struct text t = { .mem = rq->mem };

	text_puts(&t, rq->lang == LANG_EN ? "learner" : "peserta");
	for (unsigned bit = 1; bit < ROLES_END; bit <<= 1)
		if (set & bit)
			text_putf(&t, ", %s",
				  said(rq, roles, role_name((enum role)bit)));
	return t.bytes;
}

/* A login that is the NIP stands there as one, or Excel rounds it. */
static void login_put(struct sheet *s, const struct person *p)
{
	if (p->nip && strcmp(p->nip, p->login) == 0)
		sheet_nip(s, p->nip);
	else
		sheet_text(s, p->login);
}

static void line_put(struct request *rq, struct sheet *s,
		     const struct person *p)
{
	sheet_text(s, p->name);
	sheet_nip(s, p->nip);
	login_put(s, p);
	sheet_text(s, p->email);
	sheet_text(s, p->agency_name);
	sheet_text(s, p->unit_name);
	sheet_text(s, p->job_name);
	sheet_text(s, said(rq, kinds, p->kind));
	sheet_text(s, roles_said(rq, p->roles));
	sheet_text(s, said(rq, states, person_state_name(person_state(p))));
	sheet_row(s);
}

enum err people_csv(struct request *rq, struct response *rs)
{
	const struct person_filter filter = people_filter(rq);
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct person *people;
	size_t n = PIECE;
	enum err e;

	for (size_t i = 0; i < COLUMNS; i++)
		sheet_column(&s, columns[i].in[rq->lang], SHEET_TEXT);
	sheet_begin(&s);
	for (size_t from = 0; from < ROWS_MOST && n == PIECE; from += PIECE) {
		if ((e = person_page(rq->db, &filter, from, PIECE, &people,
				     &n)))
			return e;
		for (size_t i = 0; i < n; i++)
			line_put(rq, &s, &people[i]);
	}
	return respond_sheet(rq, rs, &s, "orang.csv");
}
