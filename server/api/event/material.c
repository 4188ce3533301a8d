/*
 * What is linked to an event before, during and after it.
 *
 * A file is a blob under an address with a mark of ours that lives for half a
 * day, since a browser that follows a link can show no session. It is served to
 * be kept, not to be run: as an attachment, under a policy of nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "api/attachment.h"
#include "api/event/event.h"
#include "api/field.h"
#include "auth/auth.h"
#include "auth/mark.h"
#include "base/ident.h"
#include "blob.h"
#include "domain/material.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/module.h"
#include "store/share.h"
#include "store/short_code.h"

static const struct phrase phase_rule = { {
	"Pilih before, during, atau after.",
	"Choose before, during or after." } };
static const struct phrase kind_rule = { {
	"Pilih module, unit, link, atau recording.",
	"Choose module, unit, link or recording." } };
static const struct phrase url_rule = { {
	"Tempel tautan lengkap yang diawali https://.",
	"Paste the whole link that begins with https://." } };
static const struct phrase module_rule = { {
	"Modul atau pelajaran ini tidak ada, atau Anda tidak dapat melihatnya.",
	"There is no such module or lesson, or you cannot see it." } };
static const struct phrase many_rule = { {
	"Paling banyak 60 materi dalam satu kegiatan.",
	"An event has 60 materials at most." } };
static const struct phrase file_rule = { {
	"Berkas paling banyak 100 MB: PDF, PowerPoint, Word, Excel, OpenDocument, gambar, suara, teks, atau ZIP.",
	"A file has 100 MB at most: PDF, PowerPoint, Word, Excel, OpenDocument, picture, sound, text or ZIP." } };

static enum err bounded(struct request *rq, const struct event *ev)
{
	struct material *all;
	size_t n;
	enum err e;

	if ((e = material_list(rq->db, ev->id, &all, &n)))
		return e;
	return n < EVENT_MATERIALS_MOST ? OK
		: field_bad(rq, "materials", &many_rule);
}

static enum err phase_read(struct request *rq, struct material *m)
{
	const char *phase;
	enum err e;

	if ((e = field_text(rq, "phase", 20, &phase)) || !phase)
		return e;
	return phase_named(phase, &m->phase) ? OK
		: field_bad(rq, "phase", &phase_rule);
}

/* ---- Of a module ---------------------------------------------------------- */

static enum err unit_check(struct request *rq, const struct module *of,
			   struct material *m)
{
	struct unit *units;
	size_t n;
	enum err e;

	if (!of->version.id)
		return field_bad(rq, "unit", &module_rule);
	if ((e = unit_list(rq->db, of->version.id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(units[i].ident, m->unit_ident) ||
		    !strcmp(units[i].id, m->unit_ident)) {
			m->unit_ident = units[i].ident;
			m->title = *m->title ? m->title : units[i].title;
			return OK;
		}
	return field_bad(rq, "unit", &module_rule);
}

static enum err module_read(struct request *rq, struct material *m)
{
	const char *unit;
	struct module of;
	bool seen;
	enum err e;

	if ((e = field_text(rq, "module", 40, &m->module_id)) ||
	    (e = field_text(rq, "unit", 300, &unit)))
		return e;
	if (!m->module_id || !ident_valid(m->module_id))
		return field_bad(rq, "module", &module_rule);
	e = module_by_id(rq->db, m->module_id, &of);
	if (e == ERR_NOT_FOUND)
		return field_bad(rq, "module", &module_rule);
	if (e || (e = module_seen_by(rq->db, &of, rq->person, false, &seen)))
		return e;
	if (!seen)
		return field_bad(rq, "module", &module_rule);
	if (unit && *unit) {
		m->unit_ident = unit;
		if (!strcmp(m->kind, "module"))
			m->kind = "unit";
		return unit_check(rq, &of, m);
	}
	if (!strcmp(m->kind, "unit"))
		return field_bad(rq, "unit", &module_rule);
	m->title = *m->title ? m->title : of.title;
	return OK;
}

static enum err url_read(struct request *rq, struct material *m)
{
	enum err e = field_line(rq, "url", EVENT_URL_MOST, &m->url);

	if (e)
		return e;
	if (!link_fits(m->url))
		return field_bad(rq, "url", &url_rule);
	return *m->title ? OK : field_missing(rq, "title");
}

/* A recording is a link, or a module of one video, which plays with captions
   and in smaller forms. */
static enum err kind_read(struct request *rq, struct material *m)
{
	const bool of_module =
		json_is_string(json_object_get(rq->json, "module"));
	const char *kind;
	enum err e;

	if ((e = field_text_needed(rq, "kind", 20, &kind)))
		return e;
	m->kind = kind;
	if (!strcmp(kind, "module") || !strcmp(kind, "unit"))
		return module_read(rq, m);
	if (!strcmp(kind, "recording"))
		return of_module ? module_read(rq, m) : url_read(rq, m);
	return strcmp(kind, "link") ? field_bad(rq, "kind", &kind_rule)
				    : url_read(rq, m);
}

/* When it is over people do not look at its page by themselves any more. */
static enum err recording_tell(struct request *rq, const struct event *ev,
			       const struct material *m)
{
	const bool over = rq->now >= ev->ends_at || ev->state == EVENT_CLOSED;

	if (!over || strcmp(m->kind, "recording") ||
	    !material_shown(ev, m->phase, m->open, SEAT_REGISTERED, rq->now))
		return OK;
	return event_tell_recording(rq, ev);
}

enum err material_create(struct request *rq, struct response *rs)
{
	struct material m = { .title = "", .unit_ident = "", .url = "",
			      .file_name = "", .media_type = "" };
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) || (e = bounded(rq, &ev)))
		return e;
	m.event_id = ev.id;
	if ((e = phase_read(rq, &m)) ||
	    (e = field_line(rq, "title", EVENT_TITLE_MOST, &m.title)) ||
	    (e = field_bool(rq, "open", &m.open)) ||
	    (e = kind_read(rq, &m)) ||
	    (e = material_add(rq->db, &m, rq->now)) ||
	    (e = recording_tell(rq, &ev, &m)))
		return e;
	return event_respond(rq, rs, 201, &ev);
}

static enum err material_asked(struct request *rq, struct event *ev,
			       struct material *out)
{
	enum err e;

	if ((e = event_hosted(rq, ev)))
		return e;
	return material_by_id(rq->db, ev->id, request_param(rq, "material"),
			      out);
}

enum err material_patch(struct request *rq, struct response *rs)
{
	int64_t place = 0;
	struct material m;
	struct event ev;
	enum err e;

	if ((e = material_asked(rq, &ev, &m)) || (e = phase_read(rq, &m)) ||
	    (e = field_line(rq, "title", EVENT_TITLE_MOST, &m.title)) ||
	    (e = field_bool(rq, "open", &m.open)) ||
	    (e = field_number(rq, "place", 1, 1000, &place)))
		return e;
	if (!*m.title)
		return field_missing(rq, "title");
	if (*m.url && (e = url_read(rq, &m)))
		return e;
	if ((e = material_change(rq->db, &m)) ||
	    (place && (e = material_move(rq->db, ev.id, m.id, place))))
		return e;
	return event_respond(rq, rs, 200, &ev);
}

enum err material_drop(struct request *rq, struct response *rs)
{
	struct material m;
	struct event ev;
	enum err e;

	if ((e = material_asked(rq, &ev, &m)) ||
	    (e = material_remove(rq->db, ev.id, m.id)))
		return e;
	return event_respond(rq, rs, 200, &ev);
}

/* ---- A file --------------------------------------------------------------- */

static enum err file_asked(struct request *rq, struct material *m)
{
	const char *name = query_text(rq, "name");
	const char *title = text_trim(rq->mem, query_text(rq, "title"));
	const char *phase = query_text(rq, "phase");

	m->kind = "file";
	m->file_name = text_trim(rq->mem, name);
	m->media_type = material_type(m->file_name);
	m->title = *title ? title : m->file_name;
	m->unit_ident = m->url = "";
	m->open = strcmp(query_text(rq, "open"), "1") == 0;
	m->bytes = rq->body_path ? (int64_t)rq->body_size : 0;
	if (*phase && !phase_named(phase, &m->phase))
		return field_bad(rq, "phase", &phase_rule);
	if (!material_name_fits(m->file_name) || !m->media_type || !m->bytes ||
	    m->bytes > MATERIAL_FILE_MOST || !text_plain(m->title) ||
	    text_length(m->title) > EVENT_TITLE_MOST)
		return field_bad(rq, "file", &file_rule);
	return OK;
}

/* Nothing is stored for who may not change the event. */
enum err material_receive(struct request *rq, struct response *rs)
{
	struct material *m = arena_new(rq->mem, struct material);
	char *blob = arena_alloc(rq->mem, BLOB_NAME_SIZE);
	struct event ev;
	enum err e;

	(void)rs;
	rq->prepared = m;
	if ((e = file_asked(rq, m)) || (e = serve_read(rq)) ||
	    (e = event_hosted(rq, &ev)) || (e = bounded(rq, &ev)))
		return e;
	serve_read_end(rq);
	m->blob = blob;
	return body_keep(rq, blob);
}

enum err material_file_add(struct request *rq, struct response *rs)
{
	struct material m = *(struct material *)rq->prepared;
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) || (e = bounded(rq, &ev)))
		return e;
	m.event_id = ev.id;
	if ((e = material_add(rq->db, &m, rq->now)))
		return e;
	return event_respond(rq, rs, 201, &ev);
}

/* "1795744800000.MARK" for that material, and not over yet. */
static bool pass_good(struct request *rq, const struct material *m,
		      const char *pass)
{
	char *rest;
	const long long until = strtoll(pass, &rest, 10);

	return *rest == '.' && until > rq->now &&
	       mark_good(rq->server->auth->mark_key,
			 arena_format(rq->mem, "material %s %lld", m->id,
				      until), rest + 1);
}

static enum err file_send(struct request *rq, struct response *rs,
			  const struct material *m)
{
	return attachment_send(rq, rs, &(struct attachment){
		m->blob, m->file_name, m->media_type,
		material_inline(m->media_type) });
}

/* Without a pass only what is for everybody, in its time. */
enum err material_file_show(struct request *rq, struct response *rs)
{
	const char *pass = request_param(rq, "pass");
	char code[SHORT_CODE_SIZE];
	struct short_code at;
	struct material m;
	struct event ev;
	enum err e;

	if (!short_code_form(request_param(rq, "code"), code))
		return fail(ERR_NOT_FOUND, "no short code");
	if ((e = short_code_by(rq->db, code, &at)) ||
	    (e = event_by_id(rq->db, at.ref, &ev)) ||
	    (e = material_by_id(rq->db, ev.id, request_param(rq, "material"),
				&m)))
		return e;
	if (!m.blob)
		return fail(ERR_NOT_FOUND, "a material without a file");
	if (*pass ? pass_good(rq, &m, pass)
		  : event_visible(&ev, NULL) &&
		    material_shown(&ev, m.phase, m.open, SEAT_NONE, rq->now))
		return file_send(rq, rs, &m);
	return fail(ERR_NOT_FOUND, "a material that is not shown");
}
