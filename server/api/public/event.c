/*
 * The public page of an event: what it is, when in all three zones, and the
 * form of three fields by which guests register.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/public/page.h"
#include "base/ident.h"
#include "domain/share.h"
#include "serve.h"
#include "store/speaker.h"

#define SUMMARY_MOST 200	/* characters in a preview */

static void put_times(struct page *p, const struct event *ev)
{
	struct arena *mem = p->rq->mem;

	page_put(p, "<dt>$</dt><dd><b>$</b>", page_word(p, PW_when),
		 share_date(mem, p->lang, ev->zone, ev->starts_at));
	for (int i = 0; i < ZONE_COUNT; i++) {
		/* The host's own first. */
		const enum zone z = !i ? ev->zone
				  : (enum zone)(i - (i <= (int)ev->zone));
		const bool same = zone_time(z, ev->starts_at).day ==
				  zone_time(ev->zone, ev->starts_at).day;

		page_put(p, "<br>$", share_hours(mem, p->lang, z,
						 ev->starts_at, ev->ends_at));
		if (!same)
			page_put(p, " ($)", share_date(mem, p->lang, z,
						       ev->starts_at));
	}
	page_put(p, "</dd>");
}

static const char *number(struct page *p, int64_t n)
{
	return arena_format(p->rq->mem, "%lld", (long long)n);
}

static void put_seats(struct page *p, const struct event *ev)
{
	const int64_t left = ev->capacity - ev->registered;

	if (!ev->capacity) {
		if (ev->registered)
			page_put(p, "<p>$</p>", page_fill(p, PW_seats_many,
				VALUES({ "n", number(p, ev->registered) })));
	} else if (left > 0 && !ev->waiting) {
		page_put(p, "<p>$</p>", page_fill(p, PW_seats_left,
			VALUES({ "left", number(p, left) },
			       { "all", number(p, ev->capacity) })));
	} else {
		page_put(p, "<p>$</p>", page_fill(p, PW_seats_none,
			VALUES({ "waiting", number(p, ev->waiting) })));
	}
}

/* Hundredths, "2,5" or in English "2.5". */
static const char *hundredths(struct page *p, int64_t jp)
{
	const char *sign = p->lang == LANG_EN ? "." : ",";
	const int64_t rest = jp % 100;

	if (!rest)
		return number(p, jp / 100);
	return rest % 10
		? arena_format(p->rq->mem, "%lld%s%02lld",
			       (long long)(jp / 100), sign, (long long)rest)
		: arena_format(p->rq->mem, "%lld%s%lld",
			       (long long)(jp / 100), sign,
			       (long long)(rest / 10));
}

static void put_facts(struct page *p, const struct event *ev)
{
	page_put(p, "<div class=\"card\"><dl>");
	put_times(p, ev);
	page_put(p, "<dt>$</dt><dd>$</dd>", page_word(p, PW_where),
		 *ev->place ? ev->place
			    : page_word(p, ev->room ? PW_room : PW_online));
	page_put(p, "<dt>$</dt><dd>$</dd>", page_word(p, PW_organiser),
		 ev->agency_name);
	if (ev->jp)
		page_put(p, "<dt>JP</dt><dd>$</dd>", page_fill(p, PW_jp,
			VALUES({ "jp", hundredths(p, ev->jp) })));
	page_put(p, "</dl></div>");
	if (event_open(ev, p->rq->now))
		page_put(p, "<p class=\"jump\"><a class=\"button\""
			 " href=\"#daftar\">$</a></p>",
			 page_word(p, PW_register));
}

static enum err put_speakers(struct page *p, const struct event *ev)
{
	struct speaker *all;
	size_t n;
	enum err e;

	if ((e = speaker_of_event(p->rq->db, ev->id, &all, &n)) || !n)
		return e;
	page_put(p, "<div class=\"card\"><h2>$</h2><ul>",
		 page_word(p, PW_speakers));
	for (size_t i = 0; i < n; i++) {
		const struct speaker *s = &all[i];

		page_put(p, "<li><b>$</b>", s->name);
		if (*s->institution)
			page_put(p, ", $", s->institution);
		if (*s->region)
			page_put(p, ", $", s->region);
		if (*s->topic)
			page_put(p, "<br><span class=\"quiet\">$</span>",
				 s->topic);
		page_put(p, "</li>");
	}
	page_put(p, "</ul></div>");
	return OK;
}

static const char *size_of(struct page *p, int64_t bytes)
{
	const char *sign = p->lang == LANG_EN ? "." : ",";

	return bytes < 1000000
		? arena_format(p->rq->mem, "%lld kB",
			       (long long)((bytes + 999) / 1000))
		: arena_format(p->rq->mem, "%lld%s%lld MB",
			       (long long)(bytes / 1000000), sign,
			       (long long)(bytes / 100000 % 10));
}

static void put_material(struct page *p, const struct event *ev,
			 const struct material *m)
{
	if (m->blob)
		page_put(p, "<li><a href=\"/k/$/materi/$\">$</a> "
			 "<span class=\"quiet\">($)</span></li>", ev->code,
			 m->id, m->title, page_fill(p, PW_file,
			 VALUES({ "size", size_of(p, m->bytes) })));
	else if (m->module_id)
		page_put(p, "<li><a href=\"/modul/$\">$</a> "
			 "<span class=\"quiet\">($)</span></li>", m->module_id,
			 m->title, page_word(p, PW_module));
	else
		page_put(p, "<li><a href=\"$\" rel=\"noopener noreferrer\">$"
			 "</a></li>", m->url, m->title);
}

static enum err put_materials(struct page *p, const struct event *ev)
{
	struct material *all;
	size_t n, shown = 0;
	enum err e;

	if ((e = material_list(p->rq->db, ev->id, &all, &n)) || !n)
		return e;
	page_put(p, "<div class=\"card\"><h2>$</h2><ul>",
		 page_word(p, PW_materials));
	for (size_t i = 0; i < n; i++)
		if (material_shown(ev, all[i].phase, all[i].open, SEAT_NONE,
				   p->rq->now)) {
			put_material(p, ev, &all[i]);
			shown++;
		}
	page_put(p, "</ul>");
	if (shown < n)
		page_put(p, "<p class=\"quiet\">$</p>",
			 page_word(p, PW_materials_later));
	page_put(p, "</div>");
	return OK;
}

/* ---- The form ------------------------------------------------------------- */

static void put_field(struct page *p, const struct registration *r,
		      const char *name, const char *label, const char *hint,
		      const char *value, const char *more)
{
	const bool bad = r->fault != PW_COUNT && strcmp(r->member, name) == 0;

	page_put(p, "<label for=\"$\">$</label>", name, label);
	if (*hint)
		page_put(p, "<p class=\"hint\" id=\"$-hint\">$</p>", name,
			 hint);
	page_put(p, "<input id=\"$\" name=\"$\" value=\"$\" required", name,
		 name, value);
	if (*hint)
		page_put(p, " aria-describedby=\"$-hint\"", name);
	if (bad)
		page_put(p, " aria-invalid=\"true\" autofocus");
	text_putf(&p->out, " %s>", more);
}

static void put_form(struct page *p, const struct event *ev,
		     const struct registration *r)
{
	page_put(p, "<div class=\"card\"><h2 id=\"daftar\">$</h2>",
		 page_word(p, PW_register));
	put_seats(p, ev);
	if (r->fault != PW_COUNT)
		page_put(p, "<div class=\"bad\" role=\"alert\"><b>$</b>$</div>",
			 page_word(p, PW_faulty), page_word(p, r->fault));
	page_put(p, "<p>$</p><form method=\"post\" action=\"/k/$/daftar$#isi\">"
		 "<input type=\"hidden\" name=\"once\" value=\"$\">",
		 page_word(p, PW_register_lead), ev->code, page_keep(p),
		 r->once);
	put_field(p, r, "nama", page_word(p, PW_name),
		  page_word(p, PW_name_hint), r->name,
		  "autocomplete=\"name\" maxlength=\"120\"");
	put_field(p, r, "identitas", page_word(p, PW_identity),
		  page_word(p, PW_identity_hint), r->identity,
		  "autocomplete=\"email\" maxlength=\"254\"");
	put_field(p, r, "instansi", page_word(p, PW_agency), "", r->agency,
		  "autocomplete=\"organization\" maxlength=\"120\"");
	page_put(p, "<p class=\"quiet\">$ <a href=\"/privasi\">$</a></p>"
		 "<button type=\"submit\">$</button></form>"
		 "<p class=\"after\"><a href=\"/kegiatan/$\">$</a></p></div>",
		 page_fill(p, PW_consent,
			   VALUES({ "agency", ev->agency_name })),
		 page_word(p, PW_privacy), page_word(p, PW_send), ev->id,
		 page_word(p, PW_have_account));
}

static void put_way_in(struct page *p, const struct event *ev,
		       const struct registration *r)
{
	if (event_open(ev, p->rq->now))
		put_form(p, ev, r);
	else if (ev->state != EVENT_CANCELLED)
		page_put(p, "<div class=\"card\"><h2>$</h2><p>$</p>"
			 "<p><a href=\"/kegiatan/$\">$</a></p></div>",
			 page_word(p, PW_shut), page_word(p, PW_shut_over),
			 ev->id, page_word(p, PW_sign_in));
}

static void put_sharing(struct page *p, const struct event *ev)
{
	const char *url = event_url(p->rq, ev->code);

	page_put(p, "<div class=\"card\"><h2>$</h2><p class=\"links\">"
		 "<a href=\"$\" rel=\"noopener\">$</a>"
		 "<a href=\"/k/$/kalender.ics\">$</a></p>"
		 "<img class=\"qr\" src=\"/k/$/qr.svg\" alt=\"$\" width=\"200\""
		 " height=\"200\"><p>$</p><p class=\"links\">"
		 "<a href=\"/k/$/qr.svg?download\">$</a>"
		 "<a href=\"/k/$/qr.png?download\">$</a></p></div>",
		 page_word(p, PW_share),
		 share_whatsapp(p->rq->mem, share_message(p->rq->mem, p->lang,
							  ev, url)),
		 page_word(p, PW_share_whatsapp), ev->code,
		 page_word(p, PW_calendar), ev->code, page_word(p, PW_qr),
		 url, ev->code, page_word(p, PW_qr_svg), ev->code,
		 page_word(p, PW_qr_png));
}

/* "Jumat, 27 November 2026, 09.00–11.00 WIB. Instansi. What it is about." */
static const char *summary(struct request *rq, enum lang lang,
			   const struct event *ev)
{
	return text_line(rq->mem, arena_format(rq->mem, "%s, %s. %s. %s",
		share_date(rq->mem, lang, ev->zone, ev->starts_at),
		share_hours(rq->mem, lang, ev->zone, ev->starts_at,
			    ev->ends_at),
		ev->agency_name, ev->about), SUMMARY_MOST);
}

static void begin(struct page *p, struct request *rq, const struct event *ev)
{
	const enum lang lang = page_lang(rq);
	const struct head head = {
		.title = ev->title,
		.summary = summary(rq, lang, ev),
		.url = event_url(rq, ev->code),
		.picture = arena_format(rq->mem, "%s/gambar.png?v=%lld&lang=%s",
					event_url(rq, ev->code),
					(long long)ev->revision,
					lang_name(lang)),
		.picture_alt = summary(rq, lang, ev),
	};

	page_begin(p, rq, arena_format(rq->mem, "/k/%s", ev->code), &head);
	page_put(p, "<p class=\"kind\">$</p><h1>$</h1>",
		 page_word(p, ev->room ? PW_room : PW_webinar), ev->title);
	if (ev->state == EVENT_CANCELLED)
		page_put(p, "<div class=\"bad\"><b>$</b>$</div>",
			 page_word(p, PW_cancelled), ev->cancel_why);
}

enum err event_page_again(struct request *rq, struct response *rs, int status,
			  const struct event *ev, const struct registration *r)
{
	struct page p;
	enum err e;

	begin(&p, rq, ev);
	put_facts(&p, ev);
	if (r->fault != PW_COUNT)
		put_way_in(&p, ev, r);
	if (*ev->about) {
		page_put(&p, "<div class=\"card\"><h2>$</h2>",
			 page_word(&p, PW_about));
		page_lines(&p, ev->about);
		page_put(&p, "</div>");
	}
	if ((e = put_speakers(&p, ev)))
		return e;
	if (r->fault == PW_COUNT)
		put_way_in(&p, ev, r);
	if ((e = put_materials(&p, ev)))
		return e;
	put_sharing(&p, ev);
	return page_send(&p, rs, status);
}

enum err event_page(struct request *rq, struct response *rs,
		    const struct event *ev)
{
	return event_page_again(rq, rs, 200, ev, &(struct registration){
		.name = "", .identity = "", .agency = "", .member = "",
		.once = ident_make(rq->mem, rq->now), .fault = PW_COUNT });
}
