#include "api/module/metadata.h"

#include "api/field.h"
#include "api/module/described.h"
#include "api/responsible.h"
#include "api/wire.h"
#include "domain/metadata.h"
#include "domain/picture.h"
#include "routes.h"
#include "serve.h"
#include "store/module.h"
#include "store/publishing.h"

static const struct phrase not_whole = { {
	"Isian ini harus berupa bilangan bulat.",
	"This has to be a whole number." } };
static const struct phrase not_picture = { {
	"Kirim gambar PNG, JPEG, atau WebP yang utuh. Gambar yang lama tetap ada.",
	"Send a whole PNG, JPEG or WebP picture. The old one is still there." } };
static const struct phrase too_many_pixels = { {
	"Gambar paling lebar dan tinggi 6.000 piksel. Perkecil dahulu, lalu kirim lagi.",
	"A picture is at most 6,000 pixels wide and high. Make it smaller, then send it again." } };
static const struct phrase picture_label = { { "Gambar", "picture" } };

/* As they are called on the wire. */
static const char *const names[METADATA_FIELDS] = {
	[METADATA_NONE] = "",
	[METADATA_TITLE] = "title",
	[METADATA_DESCRIPTION] = "description",
	[METADATA_TOPIC] = "field",
	[METADATA_JP] = "jp",
	[METADATA_MINUTES] = "minutes",
	[METADATA_CONTACT] = "contact",
	[METADATA_LEGAL_BASIS] = "legalBasis",
	[METADATA_REVIEW_BY] = "reviewBy",
	[METADATA_PICTURE_ALT] = "pictureAlt",
};

static json_t *picture_json(struct request *rq, const struct module *m)
{
	if (!m->picture)
		return json_null();
	return json_pack("{s:s, s:s, s:I}", "url",
			 arena_format(rq->mem, "/gambar/%s", m->picture),
			 "alt", m->picture_alt,
			 "bytes", (json_int_t)m->picture_bytes);
}

void metadata_json(struct request *rq, const struct module *m, json_t *json)
{
	json_object_set_new(json, "field", text_or_null(topic_name(m->topic)));
	json_object_set_new(json, "jp", number_or_null(m->jp));
	json_object_set_new(json, "minutes", number_or_null(m->minutes));
	json_object_set_new(json, "contact", text_or_null(m->contact));
	json_object_set_new(json, "legalBasis", text_or_null(m->legal_basis));
	json_object_set_new(json, "reviewBy", text_or_null(m->review_by));
	json_object_set_new(json, "picture", picture_json(rq, m));
}

static enum err refused(struct request *rq, enum metadata_field field)
{
	return field_bad_named(rq, names[field],
			       metadata_label(field)->in[rq->lang],
			       metadata_rule(field));
}

static enum err number_merge(struct request *rq, const char *name,
			     int64_t *out, bool *any)
{
	const json_t *value = json_object_get(rq->json, name);

	if (!value)
		return OK;
	*any = true;
	if (!json_is_null(value) && !json_is_integer(value))
		return field_bad(rq, name, &not_whole);
	*out = json_integer_value(value);
	return OK;
}

static enum err text_merge(struct request *rq, const char *name,
			   const char **out, bool *any)
{
	enum err e;

	if (!json_object_get(rq->json, name))
		return OK;
	*any = true;
	if ((e = field_text(rq, name, 8000, out)))
		return e;
	*out = *out ? *out : "";
	return OK;
}

enum err metadata_merge(struct request *rq, struct module *m, bool *any)
{
	const struct { const char *name, **to; } texts[] = {
		{ "title", &m->title }, { "description", &m->description },
		{ "contact", &m->contact }, { "legalBasis", &m->legal_basis },
		{ "reviewBy", &m->review_by }, { "pictureAlt", &m->picture_alt },
	};
	const char *topic = topic_name(m->topic);
	enum metadata_field bad;
	enum err e;

	*any = false;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if ((e = text_merge(rq, texts[i].name, texts[i].to, any)))
			return e;
	if ((e = text_merge(rq, "field", &topic, any)) ||
	    (e = number_merge(rq, "jp", &m->jp, any)) ||
	    (e = number_merge(rq, "minutes", &m->minutes, any)))
		return e;
	if (!*any)
		return OK;
	if (!topic_named(topic, &m->topic))
		return refused(rq, METADATA_TOPIC);
	bad = metadata_form(rq->mem, m);
	return bad ? refused(rq, bad) : OK;
}

/* The blob is written first: without a row that names it, it is only unused. */
enum err picture_receive(struct request *rq, struct response *rs)
{
	struct module *m = arena_new(rq->mem, struct module);
	const char *label = picture_label.in[rq->lang];
	char *name = arena_alloc(rq->mem, BLOB_NAME_SIZE);
	struct picture picture;
	enum err e;

	(void)rs;
	if (!picture_read(rq->body, rq->body_size, &picture))
		return field_bad(rq, label, &not_picture);
	if (picture.width > PICTURE_SIDE_MOST ||
	    picture.height > PICTURE_SIDE_MOST)
		return field_bad(rq, label, &too_many_pixels);
	if ((e = serve_read(rq)) ||
	    (e = module_mine(rq, m)))
		return e;
	serve_read_end(rq);
	if ((e = blob_put(&rq->server->blobs, rq->body, rq->body_size,
			  name)))
		return e;
	rq->prepared = m;
	m->picture = name;
	m->picture_type = picture.type;
	m->picture_bytes = (int64_t)rq->body_size;
	return OK;
}

static enum err picture_store(struct request *rq, struct module *m)
{
	enum err e;

	m->updated_at = rq->now;
	if ((e = module_picture(rq->db, m)) || m->state == MODULE_DRAFT)
		return e;
	return module_note(rq, m->id, NULL, "picture", "");
}

/* With what waits for approval, perhaps this. */
static enum err respond_picture(struct request *rq, struct response *rs,
				const struct module *m)
{
	json_t *json = request_own_json(rq, json_object());
	struct wish w;
	enum err e;

	if ((e = wish_of_changes(rq->db, m->id, &w)))
		return e;
	metadata_json(rq, m, json);
	json_object_set_new(json, "changes",
			    described_json(w.id ? w.changes : ""));
	return respond_json(rq, rs, 200, json_incref(json));
}

static enum err picture_change(struct request *rq, struct response *rs,
			       const struct module *from)
{
	struct module before, after;
	bool stored;
	enum err e;

	if ((e = module_mine(rq, &before)))
		return e;
	after = before;
	after.picture = from->picture;
	after.picture_type = from->picture_type;
	after.picture_bytes = from->picture_bytes;
	if ((e = described_picture(rq, &before, &after, &stored)) ||
	    (stored && (e = picture_store(rq, &after))))
		return e;
	return respond_picture(rq, rs, stored ? &after : &before);
}

enum err picture_set(struct request *rq, struct response *rs)
{
	return picture_change(rq, rs, rq->prepared);
}

enum err picture_remove(struct request *rq, struct response *rs)
{
	return picture_change(rq, rs, &(struct module){ .picture_type = "" });
}

/*
 * Without a session, since a browser sends no header for a picture: who knows
 * the name, a hash of the bytes, has seen them.
 */
enum err picture_show(struct request *rq, struct response *rs)
{
	const char *blob = request_param(rq, "blob"), *type;
	uint64_t size;
	enum err e;

	if (!blob_name_valid(blob))
		return fail(ERR_NOT_FOUND, "no name of a picture");
	if ((e = serve_read(rq)) || (e = picture_by_blob(rq->db, blob, &type)))
		return e;
	serve_read_end(rq);
	if ((e = blob_open(&rq->server->blobs, blob, BLOB_PLAIN, &rs->file,
			   &size)))
		return e;
	rs->status = 200;
	rs->type = type;
	rs->size = size;
	rs->from = 0;
	rs->length = (int64_t)size;
	response_header(rs, "Cache-Control",
			"public, max-age=31536000, immutable");
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; sandbox");
	respond_part(rq, rs, arena_format(rq->mem, "\"%s\"", blob));
	return OK;
}
