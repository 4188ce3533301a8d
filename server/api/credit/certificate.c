/*
 * Papers: one's own, those of an agency, and what may be done to them.
 */
#include "api/credit/certificate.h"

#include <inttypes.h>
#include <string.h>

#include "address.h"
#include "api/field.h"
#include "api/scope.h"
#include "api/wire.h"
#include "auth/auth.h"
#include "config.h"
#include "domain/moment.h"
#include "domain/person.h"
#include "domain/sheet.h"
#include "routes.h"
#include "serve.h"
#include "store/like.h"
#include "training/certificate.h"

#define PAGE 50
#define ROWS_MOST 20000
#define PIECE 1000
#define REASON_MOST 300

static const struct phrase reason_rule = { {
	"Tulis alasannya, 3 sampai 300 huruf.",
	"Write the reason, 3 to 300 characters." } };

enum err certificate_origin(struct request *rq, const char **out)
{
	const enum err e = address_known(rq->server->config, rq->db, out);

	if (!e && !*out)
		*out = config_app_origin(rq->server->config, rq->mem,
					 request_header(rq, "Host"),
					 rq->https);
	return e;
}

enum err certificate_parse(struct request *rq, const char *text, json_t **out)
{
	*out = json_loads(text, 0, NULL);
	if (!*out)
		return fail(ERR_INTERNAL, "a paper's JSON is damaged");
	request_own_json(rq, *out);
	return OK;
}

const char *certificate_state(const struct certificate *c)
{
	return c->replaced_by ? "replaced" : c->revoked_at ? "revoked" : "good";
}

static const char *day_text(struct arena *mem, int64_t day)
{
	const struct paper_date d = paper_date(day);

	return arena_format(mem, "%04d-%02d-%02d", d.year, d.month, d.day);
}

static const char *link_of(struct arena *mem, const char *origin,
			   const char *seal)
{
	return arena_format(mem, "%s/s/#%s", origin, seal);
}

json_t *certificate_json(struct request *rq, const struct certificate *c,
			 const json_t *facts, const char *origin)
{
	json_t *by = c->replaced_by
		? json_pack("{s:s, s:s}", "id", c->replaced_by, "number",
			    c->replaced_number) : json_null();

	return json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:f, s:s, s:s, s:s, s:I, s:s, "
		"s:o, s:o, s:s, s:s, s:s, s:s, s:s, s:o}",
		"id", c->id, "number", c->number, "kind", c->kind,
		"name", fact_text(facts, "name"),
		"title", fact_text(facts, "title"),
		"agency", fact_text(facts, "agency"),
		"jp", (double)fact_int(facts, "jp") / 100,
		"firstDay", day_text(rq->mem, fact_int(facts, "firstDay")),
		"lastDay", day_text(rq->mem, fact_int(facts, "lastDay")),
		"place", fact_text(facts, "place"),
		"issuedAt", (json_int_t)c->issued_at,
		"state", certificate_state(c),
		"replacedBy", by,
		"revokedAt", c->revoked_at
			? json_integer(c->revoked_at) : json_null(),
		"revokedWhy", c->revoked_why,
		"source", c->source, "sourceId", c->source_id,
		"personId", c->person_id,
		"link", link_of(rq->mem, origin, c->seal),
		"signedAt", c->signed_at
			? json_integer(c->signed_at) : json_null());
}

/* `mine` says besides whether a new one would say another name. */
static enum err list_json(struct request *rq, const struct certificate *all,
			  size_t n, bool mine, json_t **out)
{
	const char *origin;
	json_t *facts, *one;
	bool outdated;
	enum err e;

	*out = request_own_json(rq, json_array());
	if ((e = certificate_origin(rq, &origin)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = certificate_parse(rq, all[i].facts, &facts)))
			return e;
		one = certificate_json(rq, &all[i], facts, origin);
		json_array_append_new(*out, one);
		if (!mine)
			continue;
		outdated = false;
		if (!all[i].revoked_at &&
		    (e = certificate_outdated(rq->db, &all[i], &outdated)))
			return e;
		json_object_set_new(one, "outdated", json_boolean(outdated));
	}
	return OK;
}

enum err certificate_mine(struct request *rq, struct response *rs)
{
	struct certificate *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = certificate_of_person(rq->db, rq->person->id, &all, &n)) ||
	    (e = list_json(rq, all, n, true, &list)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s, s:O}", "name",
				rq->person->name, "certificates", list));
}

/* Whose papers: an administrator may name another agency than their own. */
static enum err filter_asked(struct request *rq, struct certificate_filter *f)
{
	const char *agency = query_text(rq, "agency");
	int64_t year;
	enum err e;

	if ((e = query_number(rq, "year", 2000, 2100, 0, &year)))
		return e;
	*f = (struct certificate_filter){
		.agency_id = *agency ? agency : rq->person->agency_id,
		.from = 0, .until = INT64_MAX,
		.kind = query_text(rq, "kind"),
		.state = query_text(rq, "state"),
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.source_id = query_text(rq, "source"),
	};
	if (year) {
		/* Years of papers begin at midnight in WIB. */
		const char *from = arena_format(rq->mem,
			"%04" PRId64 "-01-01T00:00:00+07:00", year);
		const char *until = arena_format(rq->mem,
			"%04" PRId64 "-01-01T00:00:00+07:00", year + 1);

		if (!moment_read(from, &f->from) ||
		    !moment_read(until, &f->until))
			return fail(ERR_INTERNAL, "a year without a beginning");
	}
	return agency_scope(rq, f->agency_id);
}

enum err certificate_list(struct request *rq, struct response *rs)
{
	struct certificate_filter f;
	struct certificate *all;
	int64_t page;
	size_t n, total;
	json_t *list;
	enum err e;

	if ((e = filter_asked(rq, &f)) ||
	    (e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = certificate_count(rq->db, &f, &total)) ||
	    (e = certificate_page(rq->db, &f, (size_t)(page - 1) * PAGE, PAGE,
				  &all, &n)) ||
	    (e = list_json(rq, all, n, false, &list)))
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:O, s:I, s:I, s:i}", "certificates", list, "total",
		(json_int_t)total, "page", (json_int_t)page, "size", PAGE));
}

static const struct phrase columns[] = {
	{ { "Nomor", "Number" } }, { { "Jenis", "Kind" } },
	{ { "Nama", "Name" } }, { { "Judul", "Title" } }, { { "JP", "JP" } },
	{ { "Hari pertama", "First day" } }, { { "Hari terakhir", "Last day" } },
	{ { "Diterbitkan", "Issued" } }, { { "Keadaan", "State" } },
	{ { "Diganti dengan", "Replaced by" } }, { { "Alasan", "Reason" } },
};

static const struct phrase states[] = {
	{ { "berlaku", "valid" } }, { { "diganti", "replaced" } },
	{ { "dicabut", "revoked" } },
};

static void sheet_head(struct sheet *s, enum lang lang)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sheet_column(s, columns[i].in[lang], i == 4 ? SHEET_NUMBER
				: i == 7 ? SHEET_MOMENT : SHEET_TEXT);
	sheet_begin(s);
}

static void sheet_line(struct request *rq, struct sheet *s,
		       const struct certificate *c, const json_t *facts)
{
	const int state = c->replaced_by ? 1 : c->revoked_at ? 2 : 0;

	sheet_text(s, c->number);
	sheet_text(s, paper_kind_named(c->kind)->title.in[rq->lang]);
	sheet_text(s, fact_text(facts, "name"));
	sheet_text(s, fact_text(facts, "title"));
	sheet_number(s, (double)fact_int(facts, "jp") / 100);
	sheet_text(s, day_text(rq->mem, fact_int(facts, "firstDay")));
	sheet_text(s, day_text(rq->mem, fact_int(facts, "lastDay")));
	sheet_moment(s, c->issued_at);
	sheet_text(s, states[state].in[rq->lang]);
	sheet_text(s, c->replaced_number ? c->replaced_number : "");
	sheet_text(s, c->revoked_why);
	sheet_row(s);
}

enum err certificate_csv(struct request *rq, struct response *rs)
{
	struct sheet sheet = { .form = SHEET_CSV, .out.mem = rq->mem,
			       .minutes_east = 420, .zone = "WIB" };
	struct certificate_filter f;
	struct certificate *all;
	size_t n = PIECE;
	json_t *facts;
	enum err e;

	if ((e = filter_asked(rq, &f)))
		return e;
	sheet_head(&sheet, rq->lang);
	for (size_t at = 0; at < ROWS_MOST && n == PIECE; at += PIECE) {
		if ((e = certificate_page(rq->db, &f, at, PIECE, &all, &n)))
			return e;
		for (size_t i = 0; i < n; i++) {
			if ((e = certificate_parse(rq, all[i].facts, &facts)))
				return e;
			sheet_line(rq, &sheet, &all[i], facts);
		}
	}
	return respond_sheet(rq, rs, &sheet, "sertifikat.csv");
}

enum err certificate_managed(struct request *rq, const char *id,
			     struct certificate *out)
{
	const enum err e = certificate_by_id(rq->db, id, out);

	return e ? e : agency_scope_hidden(rq, out->agency_id);
}

/* One's own, or one that an organiser of its agency looks at. */
static enum err certificate_seen(struct request *rq, const char *id,
				 struct certificate *out)
{
	const enum err e = certificate_by_id(rq->db, id, out);

	if (e || strcmp(out->person_id, rq->person->id) == 0)
		return e;
	return person_is(rq->person, ROLE_ORGANISER)
		? agency_scope_hidden(rq, out->agency_id)
		: fail(ERR_NOT_FOUND, "another's paper");
}

enum err certificate_reason(struct request *rq, const char **out)
{
	enum err e = field_text_needed(rq, "reason", 4 * REASON_MOST, out);

	if (e)
		return e;
	*out = text_line(rq->mem, *out, 4 * REASON_MOST);
	return text_length(*out) < 3 || text_length(*out) > REASON_MOST
		? field_bad(rq, "reason", &reason_rule) : OK;
}

static enum err respond_one(struct request *rq, struct response *rs,
			    const struct certificate *c)
{
	json_t *list;
	const enum err e = list_json(rq, c, 1, false, &list);

	return e ? e : respond_json(rq, rs, 200,
				    json_incref(json_array_get(list, 0)));
}

enum err certificate_again(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id"), *reason = "";
	struct certificate c, next;
	bool outdated, ours;
	enum err e;

	if ((e = certificate_seen(rq, id, &c)))
		return e;
	if (c.revoked_at)
		return refuse(rq, P_certificate_over, NO_VALUES);
	if ((e = certificate_outdated(rq->db, &c, &outdated)))
		return e;
	/* An organiser elsewhere is to this agency a holder like any other. */
	ours = person_is(rq->person, ROLE_ORGANISER) &&
	       !agency_scope(rq, c.agency_id);
	if (!outdated && !ours)
		return refuse(rq, P_certificate_same, NO_VALUES);
	if ((strcmp(c.person_id, rq->person->id) || !outdated) &&
	    (e = certificate_reason(rq, &reason)))
		return e;
	if ((e = certificate_reissue(rq->db, c.id, rq->person->id, reason,
				     rq->now, &next)))
		return e;
	return respond_one(rq, rs, &next);
}

enum err certificate_take_back(struct request *rq, struct response *rs)
{
	struct certificate c;
	const char *reason;
	enum err e;

	if ((e = certificate_managed(rq, request_param(rq, "id"), &c)) ||
	    (e = certificate_reason(rq, &reason)))
		return e;
	if (c.revoked_at)
		return refuse(rq, P_certificate_over, NO_VALUES);
	if ((e = certificate_revoke(rq->db, c.id, rq->person->id, reason,
				    rq->now)) ||
	    (e = certificate_by_id(rq->db, c.id, &c)))
		return e;
	return respond_one(rq, rs, &c);
}

/* "0012-SERT-BKPSDM-KM-XI-2026.pdf": a name that every system takes. */
static const char *file_name(struct arena *mem, const char *number)
{
	char *name = arena_format(mem, "%s.pdf", number);

	for (char *s = name; *s; s++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			    "0123456789.", *s))
			*s = '-';
	return name;
}

static enum lang lang_asked(struct request *rq)
{
	return strcmp(query_text(rq, "lang"), "en") == 0 ? LANG_EN : LANG_ID;
}

/*
 * "ID.pdf". It is read in a transaction that ends before the drawing begins,
 * which takes tens of ms.
 */
enum err certificate_draw(struct request *rq, struct response *rs)
{
	const char *file = request_param(rq, "file"), *origin, *member;
	const size_t n = strlen(file);
	struct paper_design design = paper_design_plain;
	struct certificate_design row;
	struct certificate c;
	struct paper paper;
	json_t *facts, *json;
	enum err e;

	if (!text_ends(file, ".pdf"))
		return fail(ERR_NOT_FOUND, "papers are PDF");
	if ((e = serve_read(rq)) ||
	    (e = certificate_seen(rq, arena_copy(rq->mem, file, n - 4), &c)) ||
	    (e = certificate_design_by_id(rq->db, c.design_id, &row)) ||
	    (e = certificate_origin(rq, &origin)))
		return e;
	serve_read_end(rq);
	if ((e = certificate_parse(rq, c.facts, &facts)) ||
	    (e = certificate_parse(rq, row.design, &json)))
		return e;
	if (paper_design_read(rq->mem, json, &design, &member))
		return fail(ERR_INTERNAL, "design '%s': %s", row.id, member);
	certificate_paper(rq->mem, facts, &design, origin,
			  link_of(rq->mem, origin, c.seal), lang_asked(rq),
			  &paper);
	certificate_logo(rq->mem, &row, &paper);
	if ((e = paper_pdf(rq->mem, &paper, &rs->bytes, &rs->size)))
		return e;
	rs->status = 200;
	rs->type = "application/pdf";
	response_header(rs, "Cache-Control", "private, no-cache");
	respond_attachment(rq, rs, file_name(rq->mem, c.number));
	return OK;
}

static const struct phrase signed_rule = { {
	"Pilih berkas PDF sampai 1 MB.", "Choose a PDF of up to 1 MB." } };

enum err certificate_signed_receive(struct request *rq, struct response *rs)
{
	struct certificate_signed *s = arena_new(rq->mem,
						 struct certificate_signed);
	char *name = arena_alloc(rq->mem, BLOB_NAME_SIZE);
	struct certificate c;
	enum err e;

	(void)rs;
	if (rq->body_size < 5 || memcmp(rq->body, "%PDF-", 5))
		return field_bad(rq, "file", &signed_rule);
	if ((e = serve_read(rq)) ||
	    (e = certificate_managed(rq, request_param(rq, "id"), &c)))
		return e;
	serve_read_end(rq);
	if ((e = blob_put(&rq->server->blobs, rq->body, rq->body_size, name)))
		return e;
	s->blob = name;
	s->bytes = (int64_t)rq->body_size;
	s->at = rq->now;
	rq->prepared = s;
	return OK;
}

enum err certificate_signed_set(struct request *rq, struct response *rs)
{
	struct certificate c;
	enum err e;

	if ((e = certificate_managed(rq, request_param(rq, "id"), &c)))
		return e;
	if (c.revoked_at)
		return refuse(rq, P_certificate_over, NO_VALUES);
	if ((e = certificate_signed_put(rq->db, c.id, rq->prepared,
					rq->person->id)) ||
	    (e = certificate_by_id(rq->db, c.id, &c)))
		return e;
	return respond_one(rq, rs, &c);
}

enum err certificate_signed_clear(struct request *rq, struct response *rs)
{
	struct certificate c;
	enum err e;

	if ((e = certificate_managed(rq, request_param(rq, "id"), &c)) ||
	    (e = certificate_signed_drop(rq->db, c.id)))
		return e;
	return respond_empty(rs, 204);
}

enum err certificate_signed_show(struct request *rq, struct response *rs)
{
	struct certificate_signed s;
	struct certificate c;
	uint64_t size;
	enum err e;

	if ((e = serve_read(rq)) ||
	    (e = certificate_seen(rq, request_param(rq, "id"), &c)) ||
	    (e = certificate_signed(rq->db, c.id, &s)))
		return e;
	serve_read_end(rq);
	if ((e = blob_open(&rq->server->blobs, s.blob, BLOB_PLAIN, &rs->file,
			   &size)))
		return e;
	rs->status = 200;
	rs->type = "application/pdf";
	rs->size = size;
	rs->length = (int64_t)size;
	response_header(rs, "Cache-Control", "private, no-cache");
	respond_attachment(rq, rs, file_name(rq->mem, c.number));
	return OK;
}
