/*
 * Short addresses: /k/CODE leads to an event or a module, and beside it lie its
 * calendar, its QR code and the picture that previews show.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "api/event/event.h"
#include "api/field.h"
#include "api/public/page.h"
#include "api/qr.h"
#include "api/wire.h"
#include "auth/auth.h"
#include "auth/mark.h"
#include "config.h"
#include "domain/share.h"
#include "drawing/card.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/event.h"
#include "store/module.h"
#include "store/short_code.h"

static enum err code_asked(struct request *rq, struct short_code *out)
{
	char code[SHORT_CODE_SIZE];

	if (!short_code_form(request_param(rq, "code"), code))
		return fail(ERR_NOT_FOUND, "not the form of a short code");
	return short_code_by(rq->db, code, out);
}

enum err public_event(struct request *rq, struct event *out)
{
	struct short_code at;
	enum err e;

	if ((e = code_asked(rq, &at)))
		return e;
	if (strcmp(at.kind, "event"))
		return fail(ERR_NOT_FOUND, "the code of something else");
	if ((e = event_by_id(rq->db, at.ref, out)))
		return e;
	return out->state == EVENT_DRAFT
		? fail(ERR_NOT_FOUND, "a draft") : OK;
}

static enum err inside(struct request *rq, struct response *rs,
		       const struct event *ev)
{
	return page_say(rq, rs, 200, PW_inside, PW_inside_lead,
			arena_format(rq->mem, "/kegiatan/%s", ev->id),
			PW_sign_in);
}

enum err public_show(struct request *rq, struct response *rs)
{
	struct short_code at;
	struct event ev;
	enum err e = code_asked(rq, &at);

	if (!e && strcmp(at.kind, "module") == 0)
		e = module_page(rq, rs, at.code, at.ref);
	else if (!e && !(e = public_event(rq, &ev)))
		e = event_visible(&ev, NULL) ? event_page(rq, rs, &ev)
					     : inside(rq, rs, &ev);
	return e == ERR_NOT_FOUND
		? page_say(rq, rs, 404, PW_missing, PW_missing_lead, "/",
			   PW_home) : e;
}

/* ---- Calendar ------------------------------------------------------------- */

static const char *host_of(struct request *rq, const char *address)
{
	const char *host = strstr(address, "://");
	const size_t n = host ? strcspn(host + 3, ":/") : 0;

	return n ? arena_copy(rq->mem, host + 3, n) : "balai";
}

static enum err calendar_respond(struct request *rq, struct response *rs,
				 const struct event *ev)
{
	rs->bytes = share_calendar(rq->mem, rq->lang, ev,
				   event_url(rq, ev->code),
				   host_of(rq, app_address(rq)), rq->now);
	rs->status = 200;
	rs->size = strlen(rs->bytes);
	rs->type = "text/calendar; charset=utf-8; method=PUBLISH";
	respond_attachment(rq, rs, arena_format(rq->mem, "%s.ics", ev->code));
	response_header(rs, "Cache-Control", "no-cache");
	return OK;
}

enum err public_calendar(struct request *rq, struct response *rs)
{
	struct event ev;
	enum err e;

	if ((e = public_event(rq, &ev)))
		return e;
	if (!event_visible(&ev, NULL))
		return fail(ERR_NOT_FOUND, "not for strangers");
	return calendar_respond(rq, rs, &ev);
}

/* The same of an event that strangers do not see, for who does. */
enum err event_calendar(struct request *rq, struct response *rs)
{
	struct event ev;
	struct seat seat;
	const enum err e = event_asked(rq, &ev, &seat);

	return e ? e : calendar_respond(rq, rs, &ev);
}

/* ---- QR ------------------------------------------------------------------- */

/* Of what there is, draft or not: its host prints it beforehand. The code alone
   says nothing that the address does not. */
static enum err qr_text(struct request *rq, const char **out)
{
	struct short_code at;
	enum err e;

	if ((e = code_asked(rq, &at)))
		return e;
	*out = event_url(rq, at.code);
	return OK;
}

static void picture_sent(struct request *rq, struct response *rs,
			 const char *type, const char *ending)
{
	rs->status = 200;
	rs->type = type;
	response_header(rs, "Content-Security-Policy", "default-src 'none'");
	response_header(rs, "Cache-Control", "public, max-age=3600");
	if (request_query(rq, "download"))
		respond_attachment(rq, rs, arena_format(rq->mem, "qr-%s.%s",
			request_param(rq, "code"), ending));
}

enum err public_qr_svg(struct request *rq, struct response *rs)
{
	const char *url;
	json_t *qr;
	int size;
	enum err e;

	if ((e = qr_text(rq, &url)))
		return e;
	if (!(qr = qr_json(rq->mem, url)))
		return fail(ERR_TOO_LARGE, "an address too long for a QR code");
	request_own_json(rq, qr);
	size = (int)json_integer_value(json_object_get(qr, "size"));
	rs->bytes = arena_format(rq->mem,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
		" width=\"%d\" height=\"%d\" shape-rendering=\"crispEdges\">"
		"<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>"
		"<path d=\"%s\" fill=\"#000\"/></svg>",
		size, size, size * 10, size * 10, size, size,
		json_string_value(json_object_get(qr, "path")));
	rs->size = strlen(rs->bytes);
	picture_sent(rq, rs, "image/svg+xml", "svg");
	return OK;
}

/* ---- The picture of previews ---------------------------------------------- */

/*
 * What was drawn last, by what is on it: previews of a link that is passed on
 * come by hundreds at once. Some 40 kB each.
 */
#define KEPT 64
#define NAME_SIZE 80

static struct {
	char name[NAME_SIZE];
	unsigned char *bytes;
	size_t size;
	uint64_t used;
} kept[KEPT];
static uint64_t uses;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

static bool kept_find(struct request *rq, const char *name,
		      struct response *rs)
{
	bool found = false;

	pthread_mutex_lock(&kept_lock);
	for (size_t i = 0; i < KEPT && !found; i++)
		if (kept[i].bytes && strcmp(kept[i].name, name) == 0) {
			kept[i].used = ++uses;
			rs->bytes = arena_copy(rq->mem, kept[i].bytes,
					       kept[i].size);
			rs->size = kept[i].size;
			found = true;
		}
	pthread_mutex_unlock(&kept_lock);
	return found;
}

static void kept_put(const char *name, const void *bytes, size_t size)
{
	unsigned char *copy;
	size_t oldest = 0;

	if (strlen(name) >= NAME_SIZE || !(copy = malloc(size)))
		return;
	memcpy(copy, bytes, size);
	pthread_mutex_lock(&kept_lock);
	for (size_t i = 1; i < KEPT; i++)
		if (kept[i].used < kept[oldest].used)
			oldest = i;
	free(kept[oldest].bytes);
	kept[oldest].bytes = copy;
	kept[oldest].size = size;
	kept[oldest].used = ++uses;
	strncpy(kept[oldest].name, name, NAME_SIZE - 1);
	pthread_mutex_unlock(&kept_lock);
}

/*
 * `prepare`: a drawing takes longer than a read is to be held. Kept by the whole
 * address, which is another where a request calls us so.
 */
enum err public_qr_png(struct request *rq, struct response *rs)
{
	const unsigned char *bytes;
	const char *url, *name;
	enum err e;

	if ((e = serve_read(rq)) || (e = qr_text(rq, &url)))
		return e;
	serve_read_end(rq);
	name = arena_format(rq->mem, "qr %s", url);
	if (!kept_find(rq, name, rs)) {
		if ((e = qr_draw(rq->mem, url, 24, &bytes, &rs->size)))
			return e;
		rs->bytes = bytes;
		kept_put(name, bytes, rs->size);
	}
	picture_sent(rq, rs, "image/png", "png");
	return OK;
}

/* Only what is set: a picture is kept, and must not show what a stranger's
   request called us. */
static const char *address_bare(struct request *rq, const char *path)
{
	const char *address, *bare;

	if (address_known(rq->server->config, rq->db, &address) || !address)
		return "";
	bare = strstr(address, "://");
	return arena_format(rq->mem, "%s%s", bare ? bare + 3 : address, path);
}

static const char *address_short(struct request *rq, const char *code)
{
	return address_bare(rq, arena_format(rq->mem, "/k/%s", code));
}

static const struct phrase event_kinds[] = {
	{ { "Webinar", "Webinar" } }, { { "Tatap muka", "In person" } } };
static const struct phrase module_kind = { { "Modul", "Module" } };
static const struct phrase stamp = { { "DIBATALKAN", "CANCELLED" } };

static void card_of_event(struct request *rq, enum lang lang,
			  const struct event *ev, struct card *c)
{
	*c = (struct card){
		.kicker = event_kinds[ev->room].in[lang],
		.title = ev->title,
		.when = arena_format(rq->mem, "%s, %s",
			share_date(rq->mem, lang, ev->zone, ev->starts_at),
			share_hours(rq->mem, lang, ev->zone, ev->starts_at,
				    ev->ends_at)),
		.agency = ev->agency_name,
		.address = address_short(rq, ev->code),
		.stamp = ev->state == EVENT_CANCELLED ? stamp.in[lang] : "",
		.lang = lang_name(lang),
	};
}

static enum err card_of_module(struct request *rq, enum lang lang,
			       const struct short_code *at, struct card *c,
			       int64_t *revision)
{
	struct module m;
	bool is;
	enum err e;

	if ((e = module_public(rq->db, at->ref, &is)))
		return e;
	if (!is)
		return fail(ERR_NOT_FOUND, "a module that is not public");
	if ((e = module_by_id(rq->db, at->ref, &m)))
		return e;
	*revision = m.updated_at;
	*c = (struct card){
		.kicker = module_kind.in[lang], .title = m.title,
		.when = m.jp ? arena_format(rq->mem, "%lld JP",
					    (long long)m.jp) : "",
		.agency = m.agency_name, .stamp = "",
		.address = address_short(rq, at->code),
		.lang = lang_name(lang),
	};
	return OK;
}

static enum err card_asked(struct request *rq, enum lang lang, struct card *c,
			   const char **name)
{
	struct short_code at;
	int64_t revision = 0;
	struct event ev;
	enum err e;

	if ((e = code_asked(rq, &at)))
		return e;
	if (strcmp(at.kind, "module") == 0) {
		if ((e = card_of_module(rq, lang, &at, c, &revision)))
			return e;
	} else {
		if ((e = public_event(rq, &ev)))
			return e;
		if (!event_visible(&ev, NULL))
			return fail(ERR_NOT_FOUND, "not for strangers");
		card_of_event(rq, lang, &ev, c);
		revision = ev.revision;
	}
	*name = arena_format(rq->mem, "%s-%lld-%s", at.code,
			     (long long)revision, lang_name(lang));
	return OK;
}

static enum lang card_lang(struct request *rq)
{
	return strcmp(query_text(rq, "lang"), "en") == 0 ? LANG_EN : LANG_ID;
}

static enum err card_respond(struct request *rq, struct response *rs,
			     const struct card *card, const char *name)
{
	const unsigned char *bytes;
	enum err e;

	if (!kept_find(rq, name, rs)) {
		/* What is on it lives in the arena, not in the read. */
		serve_read_end(rq);
		if ((e = card_draw(rq->mem, card, &bytes, &rs->size)))
			return e;
		rs->bytes = bytes;
		kept_put(name, bytes, rs->size);
	}
	picture_sent(rq, rs, "image/png", "png");
	respond_part(rq, rs, arena_format(rq->mem, "\"%s\"", name));
	return OK;
}

/* `prepare`, as the code in PNG. */
enum err public_picture(struct request *rq, struct response *rs)
{
	const char *name = "";
	struct card card;
	enum err e;

	if ((e = serve_read(rq)) ||
	    (e = card_asked(rq, card_lang(rq), &card, &name)))
		return e;
	return card_respond(rq, rs, &card, name);
}

static const struct phrase seal_kind = { { "Segel verifikasi",
					   "Verification seal" } };
static const struct phrase seal_title = { { "Periksa sertifikat",
					    "Check a certificate" } };
static const struct phrase seal_when = { {
	"Di peramban Anda sendiri; isinya tidak dikirim ke mana pun.",
	"In your own browser; what is in it is sent nowhere." } };

/* The same of all seals: what is sealed never gets here. */
enum err seal_picture(struct request *rq, struct response *rs)
{
	const enum lang lang = card_lang(rq);
	char print[MARK_SIZE];
	struct agency agency;
	struct card card;
	enum err e;

	if ((e = serve_read(rq)) || (e = agency_first(rq->db, &agency)))
		return e;
	card = (struct card){
		.kicker = seal_kind.in[lang], .title = seal_title.in[lang],
		.when = seal_when.in[lang], .agency = agency.name,
		.address = address_bare(rq, "/s"), .stamp = "",
		.lang = lang_name(lang),
	};
	mark_make(rq->server->auth->mark_key,
		  arena_format(rq->mem, "seal card %s\n%s", card.agency,
			       card.address), print);
	return card_respond(rq, rs, &card,
			    arena_format(rq->mem, "s-%s-%s", print,
					 lang_name(lang)));
}
