/*
 * What authors add to a module of one video or recording: captions. And how
 * its smaller forms stand.
 */
#include <string.h>

#include "api/module/module.h"
#include "api/responsible.h"
#include "caption.h"
#include "convert.h"
#include "domain/media.h"
#include "fault.h"
#include "jobs/converter.h"
#include "jobs/jobs.h"
#include "play/packages.h"
#include "routes.h"
#include "serve.h"
#include "store/media.h"
#include "store/module.h"
#include "store/publishing.h"
#include "store/search.h"

#define NAME_MOST 255

/* All that the handlers here begin with. */
struct place {
	struct module module;
	struct version version;
	struct unit unit;
	bool changeable;
};

/* The version of ?version=, else the one that learners get. */
static enum err version_of(struct request *rq, const struct module *m,
			   struct version *out)
{
	const char *id = request_query(rq, "version");
	enum err e;

	id = id ? id : m->version.id;
	if (!id)
		return fail(ERR_NOT_FOUND, "the module has no version");
	if ((e = version_by_id(rq->db, id, out)))
		return e;
	return strcmp(out->module_id, m->id)
		? fail(ERR_NOT_FOUND, "a version of another module") : OK;
}

static enum err unit_of(struct request *rq, const struct version *v,
			struct unit *out)
{
	struct unit *units;
	const char *forms[2];
	size_t n;
	enum err e;

	if ((e = unit_list(rq->db, v->id, &units, &n)))
		return e;
	if (n != 1 || strcmp(v->standard, "file") ||
	    !forms_wanted(units[0].kind, false, forms))
		return fail(ERR_NOT_FOUND, "no module of one video or sound");
	*out = units[0];
	return OK;
}

static enum err place_of(struct request *rq, struct place *out)
{
	struct house house;
	struct wish wish;
	enum err e;

	if ((e = module_mine(rq, &out->module)) ||
	    (e = version_of(rq, &out->module, &out->version)) ||
	    (e = unit_of(rq, &out->version, &out->unit)) ||
	    (e = house_of_agency(rq->db, out->module.agency_id, &house)) ||
	    (e = wish_of_version(rq->db, out->version.id, &wish)))
		return e;
	out->changeable = captions_changeable(&out->module, &house,
		&out->version, wish.id && wish.state == WISH_WAITING,
		rq->person);
	return OK;
}

static enum err place_to_change(struct request *rq, struct place *out)
{
	enum err e = place_of(rq, out);

	if (e)
		return e;
	return out->changeable ? OK
		: refuse(rq, P_captions_fixed, NO_VALUES);
}

/* ---- What there is -------------------------------------------------------- */

static enum err add_captions(struct request *rq, const struct place *at,
			     json_t *json)
{
	json_t *list = json_array();
	struct caption_line *c;
	size_t n;
	enum err e;

	json_object_set_new(json, "captions", list);
	if ((e = caption_list(rq->db, at->unit.id, &c, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I, s:I}",
			"lang", c[i].lang, "bytes", (json_int_t)c[i].size,
			"cues", (json_int_t)c[i].cues,
			"at", (json_int_t)c[i].at));
	return OK;
}

/* In a version before, in languages that this one lacks. */
static enum err add_earlier(struct request *rq, const struct place *at,
			    json_t *json)
{
	json_t *have = json_object_get(json, "captions"), *one;
	json_t *langs = json_array();
	struct caption_before before;
	struct caption_line *c;
	size_t n = 0, k;
	enum err e;

	request_own_json(rq, langs);
	if ((e = caption_before(rq->db, &at->version, &before)) ||
	    (before.unit_id &&
	     (e = caption_list(rq->db, before.unit_id, &c, &n))))
		return e;
	for (size_t i = 0; i < n; i++) {
		bool there = false;

		json_array_foreach(have, k, one)
			there |= !strcmp(c[i].lang, json_string_value(
				json_object_get(one, "lang")));
		if (!there)
			json_array_append_new(langs, json_string(c[i].lang));
	}
	json_object_set_new(json, "earlier", json_array_size(langs)
		? json_pack("{s:I, s:O}", "number", (json_int_t)before.number,
			    "langs", langs)
		: json_null());
	return OK;
}

static enum err add_forms(struct request *rq, const struct place *at,
			  json_t *json)
{
	json_t *list = json_array();
	struct media_form *f;
	size_t n;
	enum err e;

	json_object_set_new(json, "forms", list);
	if ((e = form_list(rq->db, at->unit.id, &f, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		const bool now = f[i].state == FORM_WAITING &&
			converter_makes(rq->server->converter, f[i].unit_id,
					f[i].name);

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:I, s:I}", "name", f[i].name,
			"state", now ? "making" : form_state_name(f[i].state),
			"reason", f[i].reason, "bytes", (json_int_t)f[i].size,
			"at", (json_int_t)f[i].at));
	}
	return OK;
}

static enum err respond_media(struct request *rq, struct response *rs,
			      const struct place *at)
{
	json_t *json = json_pack("{s:s, s:s, s:I, s:b, s:b}",
		"version", at->version.id, "kind", at->unit.kind,
		"bytes", (json_int_t)at->unit.bytes,
		"changeable", at->changeable, "converter", convert_possible());
	enum err e;

	request_own_json(rq, json);
	if ((e = add_captions(rq, at, json)) ||
	    (e = add_earlier(rq, at, json)) || (e = add_forms(rq, at, json)))
		return e;
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err media_show(struct request *rq, struct response *rs)
{
	struct place at;
	enum err e;

	if ((e = place_of(rq, &at)))
		return e;
	return respond_media(rq, rs, &at);
}

/* ---- Captions ------------------------------------------------------------- */

static void captions_tell(struct request *rq)
{
	packages_forget(rq->server->packages, request_param(rq, "id"));
	job_wake(rq->server, JOB_indexer);
}

static enum err lang_asked(struct request *rq, char out[static CAPTION_LANG_SIZE])
{
	return caption_lang(request_param(rq, "lang"), out) ? OK
		: refuse(rq, P_caption_lang, NO_VALUES);
}

/* What stands in the refusal is what an import would say of the same file. */
static enum err caption_bad(struct request *rq, enum caption_fault why,
			    size_t line)
{
	static const enum fault_code codes[] = {
		[CAPTION_TOO_LARGE] = FAULT_CAPTION_LARGE,
		[CAPTION_NO_TEXT] = FAULT_CAPTION_TEXT,
		[CAPTION_NO_CUES] = FAULT_CAPTION_EMPTY,
		[CAPTION_LINE] = FAULT_CAPTION_LINE,
	};
	const char *name = request_query(rq, "name");
	const struct fault fault = {
		.code = codes[why],
		.file = name && strlen(name) <= NAME_MOST ? name
			: request_param(rq, "lang"),
		.limit = why == CAPTION_LINE ? line : CAPTION_MOST,
		.count = 1,
	};

	return refuse(rq, P_caption_refused, VALUES({ "reason",
		fault_message(rq->mem, &fault, rq->lang) }));
}

/* Nothing is stored for whom it is not allowed: asked before, and again. */
static enum err caption_allowed(struct request *rq)
{
	struct place at;
	enum err e;

	if ((e = serve_read(rq)) || (e = place_to_change(rq, &at)))
		return e;
	serve_read_end(rq);
	return OK;
}

enum err caption_receive(struct request *rq, struct response *rs)
{
	struct caption_line *line = arena_new(rq->mem, struct caption_line);
	char *lang = arena_alloc(rq->mem, CAPTION_LANG_SIZE);
	char *blob = arena_alloc(rq->mem, BLOB_NAME_SIZE);
	enum caption_fault why;
	struct caption caption;
	enum err e;

	(void)rs;
	if ((e = lang_asked(rq, lang)) || (e = caption_allowed(rq)))
		return e;
	why = caption_read(rq->mem, rq->body, rq->body_size, &caption);
	if (why)
		return caption_bad(rq, why, caption.line);
	if ((e = blob_put(&rq->server->blobs, caption.bytes, caption.size,
			  blob)) ||
	    (e = blob_precompress(&rq->server->blobs, blob)))
		return e;
	*line = (struct caption_line){
		.lang = lang, .blob = blob, .size = (int64_t)caption.size,
		.cues = (int64_t)caption.cues, .at = rq->now,
	};
	rq->prepared = line;
	return OK;
}

/*
 * In the history, since what learners read has changed within a version; and
 * the search finds it by other words.
 */
static enum err note(struct request *rq, const struct place *at,
		     const char *kind, const char *words)
{
	enum err e;

	if ((e = search_stale(rq->db, at->module.id, rq->now)))
		return e;
	return module_note(rq, at->module.id, at->version.id, kind, words);
}

/* Every opening of the lesson tells of all of them. */
static enum err captions_bounded(struct request *rq, const char *unit_id)
{
	struct caption_line *c;
	size_t n;
	enum err e;

	if ((e = caption_list(rq->db, unit_id, &c, &n)))
		return e;
	return n <= CAPTIONS_MOST ? OK : refuse(rq, P_captions_many,
		VALUES({ "most", arena_format(rq->mem, "%d", CAPTIONS_MOST) }));
}

enum err caption_set(struct request *rq, struct response *rs)
{
	const struct caption_line *line = rq->prepared;
	struct place at;
	enum err e;

	if ((e = place_to_change(rq, &at)) ||
	    (e = caption_put(rq->db, at.unit.id, line, rq->person->id)) ||
	    (e = captions_bounded(rq, at.unit.id)) ||
	    (e = note(rq, &at, "captioned", line->lang)))
		return e;
	rq->after = captions_tell;
	return respond_media(rq, rs, &at);
}

enum err caption_drop(struct request *rq, struct response *rs)
{
	char lang[CAPTION_LANG_SIZE];
	struct place at;
	enum err e;

	if ((e = lang_asked(rq, lang)) || (e = place_to_change(rq, &at)) ||
	    (e = caption_remove(rq->db, at.unit.id, lang)) ||
	    (e = note(rq, &at, "uncaptioned", lang)))
		return e;
	rq->after = captions_tell;
	return respond_media(rq, rs, &at);
}

/* "en, id" */
static enum err langs_of(struct request *rq, const char *unit_id,
			 const char **out)
{
	struct text text = { .mem = rq->mem };
	struct caption_line *c;
	size_t n;
	enum err e;

	if ((e = caption_list(rq->db, unit_id, &c, &n)))
		return e;
	text_puts(&text, "");
	for (size_t i = 0; i < n; i++)
		text_putf(&text, "%s%s", i ? ", " : "", c[i].lang);
	*out = text.bytes;
	return OK;
}

enum err captions_carry(struct request *rq, struct response *rs)
{
	struct caption_before before;
	const char *langs;
	struct place at;
	enum err e;

	if ((e = place_to_change(rq, &at)) ||
	    (e = caption_before(rq->db, &at.version, &before)))
		return e;
	if (!before.unit_id)
		return fail(ERR_NOT_FOUND, "no captions before");
	if ((e = caption_carry(rq->db, before.unit_id, at.unit.id,
			       rq->person->id, rq->now)) ||
	    (e = captions_bounded(rq, at.unit.id)) ||
	    (e = langs_of(rq, before.unit_id, &langs)) ||
	    (e = note(rq, &at, "captioned", langs)))
		return e;
	rq->after = captions_tell;
	return respond_media(rq, rs, &at);
}

/* ---- Forms ---------------------------------------------------------------- */

static void forms_wake(struct request *rq)
{
	converter_wake(rq->server->converter);
}

enum err forms_retry(struct request *rq, struct response *rs)
{
	struct place at;
	enum err e;

	if ((e = place_of(rq, &at)) ||
	    (e = form_retry(rq->db, at.unit.id, rq->now)))
		return e;
	rq->after = forms_wake;
	return respond_media(rq, rs, &at);
}
