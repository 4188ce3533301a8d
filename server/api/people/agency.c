/*
 * Agencies and partners: whom people and modules belong to.
 */
#include "api/people/agency.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/field.h"
#include "base/ident.h"
#include "routes.h"
#include "serve.h"

#define NAME_MOST 120		/* characters */
#define HELP_MOST 1000
#define LOGO_MOST (200 << 10)	/* bytes */
#define BASE64 sodium_base64_VARIANT_ORIGINAL

static const struct phrase name_label = { { "Nama instansi", "agency name" } };
static const struct phrase name_rule = { {
	"Tulis nama, 1 sampai 120 huruf.",
	"Write a name of 1 to 120 characters." } };
static const struct phrase help_rule = { {
	"Tulis paling banyak 1.000 huruf.",
	"Write 1,000 characters at most." } };
static const struct phrase kind_rule = { {
	"Pilih instansi (agency) atau mitra (partner).",
	"Choose agency or partner." } };
static const struct phrase kind_own = { {
	"Instansi pemilik server ini tidak dapat menjadi mitra.",
	"The agency that runs this server cannot be a partner." } };

const char *agency_logo_path(struct arena *mem, const struct agency *a)
{
	return a->logo_at
		? arena_format(mem, "/api/v1/agencies/%s/logo?v=%" PRId64,
			       a->id, a->logo_at) : NULL;
}

static json_t *agency_json(struct request *rq, const struct agency *a)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s?, s:b, s:I}",
			 "id", a->id, "name", a->name, "kind", a->kind,
			 "helpText", a->help,
			 "logo", agency_logo_path(rq->mem, a),
			 "figuresPublic", a->figures_public,
			 "people", (json_int_t)a->people);
}

enum err agency_index(struct request *rq, struct response *rs)
{
	struct agency *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = agency_list(rq->db, &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, agency_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:o}", "agencies", list));
}

/* One line of 1 to 120 characters; help may have lines. */
static bool line_fits(const char *text)
{
	for (const char *s = text; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return *text && text_length(text) <= NAME_MOST;
}

static enum err fields_read(struct request *rq, struct agency *a)
{
	const char *name = NULL, *help = NULL, *kind = NULL;
	enum err e;

	if ((e = field_text(rq, "name", 4 * NAME_MOST, &name)) ||
	    (e = field_text(rq, "helpText", 4 * HELP_MOST, &help)) ||
	    (e = field_text(rq, "kind", 16, &kind)) ||
	    (e = field_bool(rq, "figuresPublic", &a->figures_public)))
		return e;
	if (name)
		a->name = text_trim(rq->mem, name);
	if (help)
		a->help = text_trim(rq->mem, help);
	if (kind)
		a->kind = kind;
	if (!line_fits(a->name))
		return field_bad(rq, "name", &name_rule);
	if (text_length(a->help) > HELP_MOST)
		return field_bad(rq, "helpText", &help_rule);
	if (strcmp(a->kind, "agency") && strcmp(a->kind, "partner"))
		return field_bad(rq, "kind", &kind_rule);
	return OK;
}

static enum err name_free(struct request *rq, const struct agency *a)
{
	bool taken;
	enum err e = agency_taken(rq->db, a->name, a->id, &taken);

	if (e || !taken)
		return e;
	return refuse(rq, P_name_taken,
		      VALUES({ "field", name_label.in[rq->lang] },
			     { "member", "name" }));
}

enum err agency_create(struct request *rq, struct response *rs)
{
	struct agency a = {
		.id = ident_make(rq->mem, rq->now),
		.name = "", .kind = "agency", .help = "",
		.created_at = rq->now,
	};
	enum err e;

	if ((e = fields_read(rq, &a)) || (e = name_free(rq, &a)) ||
	    (e = agency_add(rq->db, &a)))
		return e;
	return respond_json(rq, rs, 201, agency_json(rq, &a));
}

static enum err own_stays(struct request *rq, const struct agency *a)
{
	struct agency own;
	enum err e = agency_first(rq->db, &own);

	if (e || strcmp(own.id, a->id) || strcmp(a->kind, "agency") == 0)
		return e;
	return field_bad(rq, "kind", &kind_own);
}

enum err agency_patch(struct request *rq, struct response *rs)
{
	struct agency a;
	enum err e;

	if ((e = agency_by_id(rq->db, request_param(rq, "id"), &a)) ||
	    (e = fields_read(rq, &a)) || (e = name_free(rq, &a)) ||
	    (e = own_stays(rq, &a)) || (e = agency_change(rq->db, &a)))
		return e;
	return respond_json(rq, rs, 200, agency_json(rq, &a));
}

static const char *picture_type(const unsigned char *bytes, size_t size)
{
	static const unsigned char png[] = "\x89PNG\r\n\x1a\n";

	if (size > 8 && memcmp(bytes, png, 8) == 0)
		return "image/png";
	return size > 3 && memcmp(bytes, "\xff\xd8\xff", 3) == 0 ? "image/jpeg"
								 : NULL;
}

/* The spooled body, at most LOGO_MOST + 1 bytes of it. */
static enum err body_read(const char *path, unsigned char *out, size_t *size)
{
	FILE *f = fopen(path, "rbe");

	if (!f)
		return fail(ERR_INTERNAL, "logo: %s", strerror(errno));
	*size = fread(out, 1, LOGO_MOST + 1, f);
	fclose(f);
	return OK;
}

enum err agency_logo_check(struct request *rq, struct response *rs)
{
	struct agency_logo *logo = arena_new(rq->mem, struct agency_logo);
	unsigned char *bytes = arena_alloc(rq->mem, LOGO_MOST + 1);
	size_t size = 0, room;
	char *text;
	enum err e;

	(void)rs;
	if (rq->body_path && (e = body_read(rq->body_path, bytes, &size)))
		return e;
	logo->media_type = picture_type(bytes, size);
	if (!logo->media_type || size > LOGO_MOST)
		return refuse(rq, P_logo_invalid, NO_VALUES);
	room = sodium_base64_encoded_len(size, BASE64);
	text = arena_alloc(rq->mem, room);
	sodium_bin2base64(text, room, bytes, size, BASE64);
	logo->base64 = text;
	logo->changed_at = rq->now;
	rq->prepared = logo;
	return OK;
}

static enum err respond_agency(struct request *rq, struct response *rs)
{
	struct agency a;
	enum err e;

	if ((e = agency_by_id(rq->db, request_param(rq, "id"), &a)))
		return e;
	return respond_json(rq, rs, 200, agency_json(rq, &a));
}

enum err agency_logo_set(struct request *rq, struct response *rs)
{
	struct agency a;
	enum err e;

	if ((e = agency_by_id(rq->db, request_param(rq, "id"), &a)) ||
	    (e = agency_logo_put(rq->db, a.id, rq->prepared)))
		return e;
	return respond_agency(rq, rs);
}

enum err agency_logo_clear(struct request *rq, struct response *rs)
{
	const enum err e = agency_logo_remove(rq->db, request_param(rq, "id"));

	return e ? e : respond_agency(rq, rs);
}

enum err agency_logo_show(struct request *rq, struct response *rs)
{
	struct agency_logo logo;
	unsigned char *bytes;
	size_t size;
	enum err e;

	if ((e = agency_logo(rq->db, request_param(rq, "id"), &logo)))
		return e;
	size = strlen(logo.base64) / 4 * 3;
	bytes = arena_alloc(rq->mem, size + 1);
	if (sodium_base642bin(bytes, size, logo.base64, strlen(logo.base64),
			      NULL, &size, NULL, BASE64))
		return fail(ERR_INTERNAL, "the logo is damaged");
	rs->status = 200;
	rs->type = logo.media_type;
	rs->bytes = bytes;
	rs->size = size;
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; sandbox");
	response_header(rs, "Cache-Control", request_query(rq, "v")
			? "public, max-age=31536000, immutable" : "no-cache");
	respond_part(rq, rs, arena_format(rq->mem, "\"%" PRId64 "\"",
					  logo.changed_at));
	return OK;
}
