/*
 * The export for SIASN (ASN.md 2.6): records with the names that BKN's clients
 * use, how each stands, and the ids that come from BKN.
 *
 * There is no published description of it: three programs of others agree. So
 * its ids are data that may be mended, and nothing is sent from here.
 */
#include <ctype.h>
#include <string.h>

#include "api/credit/jp.h"
#include "api/field.h"
#include "api/scope.h"
#include "api/wire.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "routes.h"
#include "serve.h"
#include "training/ledger.h"

#define ROWS_MOST 5000		/* of one request */
#define WORDS_MOST 500
#define STRUCTURAL 1		/* jenisDiklatId */

static const struct phrase
	rows_rule = { { "Kirim 1 sampai 5.000 baris.", "Send 1 to 5,000 rows." } },
	uuid_rule = { { "Bukan nomor dari BKN (UUID) atau kosong.",
			"Neither an id of BKN (a UUID) nor empty." } };

/* ---- The export -------------------------------------------------------- */

struct siasn {
	struct request *rq;
	const char *agency, *instansi, *lokasi;
	bool structural;
	int64_t year;
	struct jp_training *kinds;
	size_t nkinds;
	struct jp_line *lines;
	size_t n;
};

/* Whole NIP leave with it: that is written down first. */
struct looking {
	const char *agency, *by;
	int64_t year, now;
};

static enum err look_write(struct db *db, void *context)
{
	const struct looking *l = context;

	return jp_look_add(db, l->agency, l->year, l->by, l->now);
}

enum err jp_export_look(struct request *rq, struct response *rs)
{
	struct looking l = { .by = rq->person->id, .now = rq->now };
	enum err e;

	(void)rs;
	if ((e = serve_read(rq)) || (e = jp_agency(rq, &l.agency)) ||
	    (e = jp_year_asked(rq, &l.year)))
		return e;
	serve_read_end(rq);
	return serve_write(rq, look_write, &l);
}

/* Which of the two records an entry is, and one that stands. */
static bool ours(const struct siasn *x, const struct jp_line *l)
{
	return !l->entry.reverses && !l->entry.reversed_by &&
	       (l->entry.training_kind == STRUCTURAL) == x->structural;
}

static enum err siasn_read(struct request *rq, struct siasn *x)
{
	struct jp_filter f = { .like = "%", .source = "", .form = "",
			       .person_id = "" };
	const char *record = query_text(rq, "record");
	int64_t total;
	enum err e;

	*x = (struct siasn){ .rq = rq,
			     .structural = strcmp(record, "diklat") == 0 };
	f.state = query_text(rq, "state");
	if ((e = jp_agency(rq, &x->agency)) ||
	    (e = jp_year_asked(rq, &x->year)) ||
	    (e = jp_siasn_get(rq->db, x->agency, &x->instansi, &x->lokasi)) ||
	    (e = jp_training_list(rq->db, &x->kinds, &x->nkinds)))
		return e;
	f.agency_id = x->agency;
	f.year = x->year;
	return jp_line_page(rq->db, &f, 0, JP_FILE_MOST, &x->lines, &x->n,
			    &total);
}

static const char *code_of(const struct siasn *x, int64_t kind)
{
	for (size_t i = 0; i < x->nkinds; i++)
		if (x->kinds[i].id == kind)
			return x->kinds[i].code;
	return "";
}

/* "2027-01-31" as "31-01-2027" */
static const char *turned(const struct siasn *x, const char *day)
{
	return arena_format(x->rq->mem, "%.2s-%.2s-%.4s", day + 8, day + 5,
			    day);
}

/* A whole number is asked for: what is begun does not count. */
static int64_t hours(const struct jp_line *l)
{
	return l->entry.jp / JP_ONE;
}

static json_t *ours_json(const struct jp_line *l)
{
	return json_pack("{s:s, s:s?, s:s, s:I, s:s, s:s}",
			 "catatan", l->entry.id, "nip", l->nip,
			 "nama", l->person_name, "jp", (json_int_t)l->entry.jp,
			 "status", l->status ? l->status : "",
			 "keterangan", l->status ? l->status_words : "");
}

static json_t *kursus_json(const struct siasn *x, const struct jp_line *l)
{
	const struct jp_entry *n = &l->entry;

	return json_pack(
		"{s:s, s:s, s:I, s:s, s:s, s:I, s:s, s:s, s:s, s:s, s:I, s:s,"
		" s:s, s:[], s:o}",
		"instansiId", x->instansi,
		"institusiPenyelenggara", n->organiser,
		"jenisDiklatId", (json_int_t)n->training_kind,
		"jenisKursus", "",
		"jenisKursusSertipikat", code_of(x, n->training_kind),
		"jumlahJam", (json_int_t)hours(l),
		"lokasiId", x->lokasi, "namaKursus", n->title,
		"nomorSertipikat", l->certificate_number
			? l->certificate_number : "",
		"pnsOrangId", l->siasn, "tahunKursus", (json_int_t)n->year,
		"tanggalKursus", turned(x, n->first_day),
		"tanggalSelesaiKursus", turned(x, n->day), "path",
		"balai", ours_json(l));
}

static json_t *diklat_json(const struct siasn *x, const struct jp_line *l)
{
	const struct jp_entry *n = &l->entry;

	return json_pack(
		"{s:s, s:s, s:s, s:s, s:I, s:s, s:s, s:s, s:I, s:s, s:s, s:o}",
		"bobot", "", "id", "", "institusiPenyelenggara", n->organiser,
		"jenisKompetensi", n->competency,
		"jumlahJam", (json_int_t)hours(l), "latihanStrukturalId", "",
		"nomor", l->certificate_number ? l->certificate_number : "",
		"pnsOrangId", l->siasn, "tahun", (json_int_t)n->year,
		"tanggal", turned(x, n->first_day),
		"tanggalSelesai", turned(x, n->day), "balai", ours_json(l));
}

static json_t *looks_json(const struct jp_look *all, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I}",
			"by", all[i].by_name, "year", (json_int_t)all[i].year,
			"at", (json_int_t)all[i].at));
	return list;
}

enum err jp_export_json(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct siasn x;
	enum err e;

	if ((e = siasn_read(rq, &x)))
		return e;
	for (size_t i = 0; i < x.n; i++)
		if (ours(&x, &x.lines[i]))
			json_array_append_new(list, x.structural
				? diklat_json(&x, &x.lines[i])
				: kursus_json(&x, &x.lines[i]));
	return respond_json(rq, rs, 200, json_pack("{s:I, s:s, s:O}", "year",
		(json_int_t)x.year, "record",
		x.structural ? "diklat" : "kursus", "rows", list));
}

static void kursus_head(struct sheet *s)
{
	sheet_column(s, "instansiId", SHEET_TEXT);
	sheet_column(s, "institusiPenyelenggara", SHEET_TEXT);
	sheet_column(s, "jenisDiklatId", SHEET_NUMBER);
	sheet_column(s, "jenisKursus", SHEET_TEXT);
	sheet_column(s, "jenisKursusSertipikat", SHEET_TEXT);
	sheet_column(s, "jumlahJam", SHEET_NUMBER);
	sheet_column(s, "lokasiId", SHEET_TEXT);
	sheet_column(s, "namaKursus", SHEET_TEXT);
	sheet_column(s, "nomorSertipikat", SHEET_TEXT);
	sheet_column(s, "pnsOrangId", SHEET_TEXT);
	sheet_column(s, "tahunKursus", SHEET_NUMBER);
	sheet_column(s, "tanggalKursus", SHEET_TEXT);
	sheet_column(s, "tanggalSelesaiKursus", SHEET_TEXT);
	sheet_column(s, "path", SHEET_TEXT);
}

static void kursus_put(const struct siasn *x, const struct jp_line *l,
		       struct sheet *s)
{
	const struct jp_entry *n = &l->entry;

	sheet_text(s, x->instansi);
	sheet_text(s, n->organiser);
	sheet_number(s, (double)n->training_kind);
	sheet_text(s, "");
	sheet_text(s, code_of(x, n->training_kind));
	sheet_number(s, (double)hours(l));
	sheet_text(s, x->lokasi);
	sheet_text(s, n->title);
	sheet_text(s, l->certificate_number);
	sheet_text(s, l->siasn);
	sheet_number(s, (double)n->year);
	sheet_text(s, turned(x, n->first_day));
	sheet_text(s, turned(x, n->day));
	sheet_text(s, "");
}

static void diklat_head(struct sheet *s)
{
	sheet_column(s, "bobot", SHEET_TEXT);
	sheet_column(s, "id", SHEET_TEXT);
	sheet_column(s, "institusiPenyelenggara", SHEET_TEXT);
	sheet_column(s, "jenisKompetensi", SHEET_TEXT);
	sheet_column(s, "jumlahJam", SHEET_NUMBER);
	sheet_column(s, "latihanStrukturalId", SHEET_TEXT);
	sheet_column(s, "nomor", SHEET_TEXT);
	sheet_column(s, "pnsOrangId", SHEET_TEXT);
	sheet_column(s, "tahun", SHEET_NUMBER);
	sheet_column(s, "tanggal", SHEET_TEXT);
	sheet_column(s, "tanggalSelesai", SHEET_TEXT);
}

static void diklat_put(const struct siasn *x, const struct jp_line *l,
		       struct sheet *s)
{
	const struct jp_entry *n = &l->entry;

	sheet_text(s, "");
	sheet_text(s, "");
	sheet_text(s, n->organiser);
	sheet_text(s, n->competency);
	sheet_number(s, (double)hours(l));
	sheet_text(s, "");
	sheet_text(s, l->certificate_number);
	sheet_text(s, l->siasn);
	sheet_number(s, (double)n->year);
	sheet_text(s, turned(x, n->first_day));
	sheet_text(s, turned(x, n->day));
}

static void ours_head(struct sheet *s)
{
	sheet_column(s, "balai.catatan", SHEET_TEXT);
	sheet_column(s, "balai.nip", SHEET_TEXT);
	sheet_column(s, "balai.nama", SHEET_TEXT);
	sheet_column(s, "balai.status", SHEET_TEXT);
	sheet_column(s, "balai.keterangan", SHEET_TEXT);
	sheet_begin(s);
}

static void ours_put(const struct jp_line *l, struct sheet *s)
{
	sheet_text(s, l->entry.id);
	sheet_nip(s, l->nip);
	sheet_text(s, l->person_name);
	sheet_text(s, l->status);
	sheet_text(s, l->status ? l->status_words : NULL);
	sheet_row(s);
}

enum err jp_export_csv(struct request *rq, struct response *rs)
{
	struct sheet s = { .form = SHEET_CSV, .out.mem = rq->mem,
			   .minutes_east = 420, .zone = "WIB" };
	struct siasn x;
	enum err e;

	if ((e = siasn_read(rq, &x)))
		return e;
	(x.structural ? diklat_head : kursus_head)(&s);
	ours_head(&s);
	for (size_t i = 0; i < x.n; i++)
		if (ours(&x, &x.lines[i])) {
			(x.structural ? diklat_put : kursus_put)(&x,
				&x.lines[i], &s);
			ours_put(&x.lines[i], &s);
		}
	return respond_sheet(rq, rs, &s, x.structural
			     ? "siasn-diklat.csv" : "siasn-kursus.csv");
}

/* ---- How rows stand ---------------------------------------------------- */

static bool state_valid(const char *state)
{
	return state && (!strcmp(state, "verified") ||
			 !strcmp(state, "exported") ||
			 !strcmp(state, "accepted") ||
			 !strcmp(state, "rejected"));
}

/* Why a row was not taken, or NULL. */
static enum err status_take(struct request *rq, json_t *row, const char **why)
{
	const char *id = json_string_value(json_object_get(row, "entry"));
	const char *state = json_string_value(json_object_get(row, "state"));
	const char *words = json_string_value(json_object_get(row, "words"));
	struct jp_line l;
	enum err e;

	*why = !id ? "entry" : !state_valid(state) ? "state"
		: words && strlen(words) > WORDS_MOST ? "words" : NULL;
	if (*why)
		return OK;
	words = words ? words : "";
	e = jp_line_one(rq->db, id, &l);
	if (e == ERR_NOT_FOUND ||
	    (!e && agency_scope_hidden(rq, l.entry.agency_id))) {
		*why = "entry";
		return OK;
	}
	if (e)
		return e;
	if (l.entry.reverses || l.entry.reversed_by)
		*why = "reversed";
	else if (l.status && !strcmp(l.status, state) &&
		 !strcmp(l.status_words, words))
		return OK;
	else
		return jp_status_add(rq->db, id, state, words, rq->person->id,
				     rq->now);
	return OK;
}

/* `take` for every row; what was not taken is told with its place, from 1. */
static enum err rows_take(struct request *rq, struct response *rs,
	enum err (*take)(struct request *, json_t *, const char **))
{
	json_t *rows = json_object_get(rq->json, "rows");
	json_t *faults = request_own_json(rq, json_array());
	const size_t n = json_array_size(rows);
	const char *why;
	enum err e;

	if (n < 1 || n > ROWS_MOST)
		return field_bad(rq, "rows", &rows_rule);
	for (size_t i = 0; i < n; i++) {
		if ((e = take(rq, json_array_get(rows, i), &why)))
			return e;
		if (why)
			json_array_append_new(faults, json_pack("{s:I, s:s}",
				"row", (json_int_t)i + 1, "why", why));
	}
	return respond_json(rq, rs, 200, json_pack("{s:I, s:O}", "taken",
		(json_int_t)(n - json_array_size(faults)), "faults", faults));
}

enum err jp_status_set(struct request *rq, struct response *rs)
{
	return rows_take(rq, rs, status_take);
}

/* ---- BKN's ids --------------------------------------------------------- */

/* 8-4-4-4-12 or 32 hexadecimal digits. */
static bool uuid_fits(const char *id)
{
	size_t digits = 0;

	for (; *id; id++) {
		if (*id == '-')
			continue;
		if (!isxdigit((unsigned char)*id))
			return false;
		digits++;
	}
	return digits == 32;
}

static enum err person_take(struct request *rq, json_t *row, const char **why)
{
	const char *typed = json_string_value(json_object_get(row, "nip"));
	const char *id = json_string_value(json_object_get(row, "id"));
	char nip[19];
	bool found;
	const char *agency;
	enum err e;

	*why = !typed || !nip_parse(typed, nip) ? "nip"
		: !id || strlen(id) > 36 || !uuid_fits(id) ? "id" : NULL;
	if (*why)
		return OK;
	if ((e = jp_agency(rq, &agency)) ||
	    (e = jp_person_siasn(rq->db, nip, agency,
				 text_lower(rq->mem, id), &found)))
		return e;
	*why = found ? NULL : "unknown";
	return OK;
}

enum err jp_siasn_people(struct request *rq, struct response *rs)
{
	return rows_take(rq, rs, person_take);
}

static enum err ids_respond(struct request *rq, struct response *rs,
			    const char *agency)
{
	const char *instansi, *lokasi;
	struct jp_training *kinds;
	struct jp_look *looks;
	size_t n, nlooks;
	enum err e;

	if ((e = jp_siasn_get(rq->db, agency, &instansi, &lokasi)) ||
	    (e = jp_training_list(rq->db, &kinds, &n)) ||
	    (e = jp_look_list(rq->db, agency, &looks, &nlooks)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s, s:o, s:o}",
		"instansiId", instansi, "lokasiId", lokasi, "kinds",
		jp_training_json(kinds, n), "exports",
		looks_json(looks, nlooks)));
}

enum err jp_siasn_show(struct request *rq, struct response *rs)
{
	const char *agency;
	enum err e;

	return (e = jp_agency(rq, &agency)) ? e : ids_respond(rq, rs, agency);
}

enum err jp_siasn_set(struct request *rq, struct response *rs)
{
	const char *agency, *instansi, *lokasi;
	enum err e;

	if ((e = jp_agency(rq, &agency)) ||
	    (e = field_text(rq, "instansiId", 64, &instansi)) ||
	    (e = field_text(rq, "lokasiId", 64, &lokasi)))
		return e;
	instansi = instansi ? instansi : "";
	lokasi = lokasi ? lokasi : "";
	if (*instansi && !uuid_fits(instansi))
		return field_bad(rq, "instansiId", &uuid_rule);
	if (*lokasi && !uuid_fits(lokasi))
		return field_bad(rq, "lokasiId", &uuid_rule);
	if ((e = jp_siasn_put(rq->db, agency, instansi, lokasi)))
		return e;
	return ids_respond(rq, rs, agency);
}
