/*
 * What an agency's papers look like, and how one would look.
 */
#include <stdlib.h>
#include <string.h>

#include "api/credit/certificate.h"
#include "api/field.h"
#include "api/people/agency.h"
#include "api/scope.h"
#include "base/ident.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"

static const struct phrase
	pattern_rule = { {
		"Tulis pola dengan {n} atau {nnnn}, {kode}, {jenis}, dan {tahun}; boleh juga {bulan} atau {bulan romawi}. Selain itu huruf, angka, spasi, dan - . / saja.",
		"Write a pattern with {n} or {nnnn}, {kode}, {jenis} and {tahun}; {bulan} or {bulan romawi} may be there. Besides, only letters, digits, blanks and - . /" } },
	code_rule = { {
		"Tulis 2 sampai 16 huruf besar, angka, atau tanda hubung.",
		"Write 2 to 16 capital letters, digits or hyphens." } },
	code_used = { {
		"Kode itu sudah dipakai instansi lain. Pilih yang lain.",
		"Another agency has that code. Choose another one." } },
	accent_rule = { {
		"Pilih warna yang lebih gelap: tulisan dengan warna ini di atas putih kurang jelas.",
		"Choose a darker colour: letters of this one on white are hard to read." } },
	text_rule = { {
		"Terlalu panjang, atau ada tanda yang tidak dapat dicetak.",
		"It is too long, or has signs that cannot be printed." } };

static enum err agency_asked(struct request *rq, struct agency *out)
{
	const char *id = query_text(rq, "agency");
	enum err e;

	id = *id ? id : rq->person->agency_id;
	if ((e = agency_scope(rq, id)))
		return e;
	return agency_by_id(rq->db, id, out);
}

/* As it is saved, or as it begins. `row` is all "" and 0 without one. */
static enum err design_of(struct request *rq, const struct agency *agency,
			  struct certificate_design *row,
			  struct paper_design *out)
{
	const char *member;
	json_t *json;
	enum err e;

	*row = (struct certificate_design){ .logo = "", .logo_type = "" };
	*out = paper_design_plain;
	e = certificate_design_now(rq->db, agency->id, row);
	if (e == ERR_NOT_FOUND) {
		out->code = paper_code_of(rq->mem, agency->name);
		return OK;
	}
	if (e || (e = certificate_parse(rq, row->design, &json)))
		return e;
	return paper_design_read(rq->mem, json, out, &member)
		? fail(ERR_INTERNAL, "design '%s': %s", row->id, member) : OK;
}

static enum err design_bad(struct request *rq, enum paper_field field,
			   const char *member)
{
	switch (field) {
	case PAPER_PATTERN_FIELD:
		return field_bad(rq, member, &pattern_rule);
	case PAPER_CODE:
		return field_bad(rq, member, &code_rule);
	case PAPER_ACCENT:
		return field_bad(rq, member, &accent_rule);
	case PAPER_TEXT:
	case PAPER_NONE:
		break;
	}
	return field_bad(rq, member, &text_rule);
}

static enum err design_asked(struct request *rq, struct paper_design *out)
{
	const char *member;
	const enum paper_field bad = paper_design_read(rq->mem, rq->json, out,
						       &member);

	return bad ? design_bad(rq, bad, member) : OK;
}

static enum err design_respond(struct request *rq, struct response *rs,
			       const struct agency *agency,
			       const struct paper_design *design, bool saved)
{
	const int64_t day = paper_day(rq->now, PAPER_MINUTES_EAST);
	const char *example = paper_number(rq->mem, design->pattern, 12,
		design->code, paper_kind_named("completion"), day);

	return respond_json(rq, rs, 200, json_pack(
		"{s:o, s:s, s:b, s:{s:s, s:s, s:s?}}",
		"design", paper_design_json(design), "example", example,
		"saved", saved, "agency", "id", agency->id, "name",
		agency->name, "logo", agency_logo_path(rq->mem, agency)));
}

enum err certificate_design_show(struct request *rq, struct response *rs)
{
	struct certificate_design row;
	struct paper_design design;
	struct agency agency;
	enum err e;

	if ((e = agency_asked(rq, &agency)) ||
	    (e = design_of(rq, &agency, &row, &design)))
		return e;
	return design_respond(rq, rs, &agency, &design, row.id != NULL);
}

enum err certificate_design_set(struct request *rq, struct response *rs)
{
	struct certificate_design row;
	struct paper_design design;
	struct agency agency;
	bool taken;
	json_t *json;
	enum err e;

	if ((e = agency_asked(rq, &agency)) ||
	    (e = design_of(rq, &agency, &row, &design)) ||
	    (e = design_asked(rq, &design)) ||
	    (e = certificate_code_taken(rq->db, design.code, agency.id,
					&taken)))
		return e;
	if (taken)
		return field_bad(rq, "code", &code_used);
	json = request_own_json(rq, paper_design_json(&design));
	row = (struct certificate_design){
		.id = ident_make(rq->mem, rq->now),
		.agency_id = agency.id,
		.design = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS),
		.code = design.code,
		.at = rq->now,
	};
	arena_own(rq->mem, (void *)row.design, free);
	if ((e = certificate_design_add(rq->db, &row, rq->person->id)))
		return e;
	return design_respond(rq, rs, &agency, &design, true);
}

/* A paper of nobody, with names as long as they often are. */
static json_t *example_facts(struct request *rq, const struct agency *agency,
			     const struct paper_design *design,
			     const char *kind)
{
	const bool id = rq->lang == LANG_ID;
	const int64_t day = paper_day(rq->now, PAPER_MINUTES_EAST);
	const char *number = paper_number(rq->mem, design->pattern, 12,
		design->code, paper_kind_named(kind), day);

	return request_own_json(rq, json_pack(
		"{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:s, "
		"s:s}",
		"kind", kind, "number", number,
		"name", "Nurhayati Rahmadani Siregar, S.Sos., M.A.P.",
		"nip", "199001012015032001", "from", agency->name,
		"job", id ? "Analis Kebijakan Ahli Muda" : "Policy analyst",
		"title", id ? "Pelayanan publik yang cepat dan jelas"
			    : "Public service, quick and clear",
		"jp", (json_int_t)2000, "firstDay", (json_int_t)(day - 2),
		"lastDay", (json_int_t)day, "issuedAt", (json_int_t)rq->now,
		"agency", agency->name, "place", design->place));
}

enum err certificate_design_draw(struct request *rq, struct response *rs)
{
	const char *kind = query_text(rq, "kind"), *origin;
	struct agency_logo logo;
	struct certificate_design row;
	struct paper_design design;
	struct agency agency;
	struct paper paper;
	enum err e;

	kind = paper_kind_named(kind) ? kind : "completion";
	if ((e = serve_read(rq)) || (e = agency_asked(rq, &agency)) ||
	    (e = design_of(rq, &agency, &row, &design)) ||
	    (e = design_asked(rq, &design)) ||
	    (e = certificate_origin(rq, &origin)))
		return e;
	e = agency_logo(rq->db, agency.id, &logo);
	if (e && e != ERR_NOT_FOUND)
		return e;
	row.logo = e ? "" : logo.base64;
	row.logo_type = e ? "" : logo.media_type;
	serve_read_end(rq);
	certificate_paper(rq->mem, example_facts(rq, &agency, &design, kind),
			  &design, origin,
			  arena_format(rq->mem, "%s/s/#%0320d", origin, 0),
			  rq->lang, &paper);
	certificate_logo(rq->mem, &row, &paper);
	if ((e = paper_svg(rq->mem, &paper, &rs->bytes, &rs->size)))
		return e;
	rs->status = 200;
	rs->type = "image/svg+xml";
	response_header(rs, "Cache-Control", "no-store");
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; img-src data:; style-src "
			"'unsafe-inline'; sandbox");
	return OK;
}
