/*
 * A guest registers: three fields of a form, and no account.
 *
 * Nobody proves who they are here, so nothing is told of who registered before:
 * whoever says a NIP, or an e-mail where no mail can be sent, gets a seat and a
 * link of their own. Where mail can be sent, an e-mail is answered by mail
 * alone, with the link of the seat there is or of a new one; the page says the
 * same of both. How many come from one address and for one event is bounded.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/public/page.h"
#include "auth/mark.h"
#include "base/ident.h"
#include "base/text.h"
#include "domain/nip.h"
#include "domain/share.h"
#include "http/form.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/guest.h"
#include "store/mail.h"
#include "store/person.h"
#include "store/seat.h"
#include "training/guest.h"

#define FORM_MOST 8192		/* bytes */

/* An office sits behind one address, and a whole city behind a carrier's. */
#define ORIGIN_SHORT_MS (10 * EVENT_MINUTE_MS)
#define ORIGIN_SHORT_MOST 120
#define ORIGIN_DAY_MS (24 * 60 * EVENT_MINUTE_MS)
#define ORIGIN_DAY_MOST 1000
#define EMAIL_DAY_MOST 10

/* ---- The form as it came -------------------------------------------------- */

enum err public_register_check(struct request *rq, struct response *rs)
{
	struct registration *r = arena_new(rq->mem, struct registration);
	enum err e;

	(void)rs;
	if ((e = form_check(rq, FORM_MOST)))
		return e;
	*r = (struct registration){
		.name = form_member(rq, "nama"),
		.identity = form_member(rq, "identitas"),
		.agency = form_member(rq, "instansi"),
		.once = form_member(rq, "once"),
		.fault = PW_COUNT,
		.member = "",
	};
	rq->prepared = r;
	return OK;
}

/* ---- Is it good? ---------------------------------------------------------- */

static bool words_fit(const char *text)
{
	const size_t n = text_length(text);

	return n >= 2 && n <= 120 && text_plain(text);
}

static void fault(struct registration *r, const char *name, enum public_word w)
{
	r->member = name;
	r->fault = w;
}

/* An e-mail in the form that is stored, or the 18 digits of a NIP. */
static bool identity_read(struct request *rq, const struct registration *r,
			  struct guest *g)
{
	struct nip nip;
	struct person p = { .name = "Tamu", .login = "tamu",
			    .email = r->identity };

	g->nip = g->email = NULL;
	if (strchr(r->identity, '@')) {
		if (person_form(rq->mem, &p))
			return false;
		g->email = p.email;
		return g->email != NULL;
	}
	if (nip_read(r->identity, rq->now, &nip) != NIP_GOOD)
		return false;
	g->nip = arena_copy(rq->mem, nip.digits, NIP_DIGITS);
	return true;
}

static bool form_read(struct request *rq, struct registration *r,
		      struct guest *g)
{
	if (!words_fit(r->name))
		fault(r, "nama", PW_name_rule);
	else if (!identity_read(rq, r, g))
		fault(r, "identitas", PW_identity_rule);
	else if (!words_fit(r->agency))
		fault(r, "instansi", PW_agency_rule);
	else if (!ident_valid(r->once))
		fault(r, "", PW_form_old);
	g->name = r->name;
	g->agency = r->agency;
	g->once = r->once;
	return r->fault == PW_COUNT;
}

static enum err bounds(struct request *rq, const struct event *ev,
		       const struct guest *g, struct registration *r)
{
	int64_t lately, today, mails, mails_lately, guests;
	enum err e;

	if ((e = guest_recent(rq->db, g->origin, g->email,
			      rq->now - ORIGIN_SHORT_MS, &lately,
			      &mails_lately)) ||
	    (e = guest_recent(rq->db, g->origin, g->email,
			      rq->now - ORIGIN_DAY_MS, &today, &mails)) ||
	    (e = seat_guests(rq->db, ev->id, &guests)))
		return e;
	if (lately >= ORIGIN_SHORT_MOST || today >= ORIGIN_DAY_MOST ||
	    mails >= EMAIL_DAY_MOST)
		fault(r, "", PW_too_often);
	else if (guests >= EVENT_GUESTS_MOST)
		fault(r, "", PW_too_many);
	return OK;
}

/* ---- What is answered ----------------------------------------------------- */

static const char *link_path(struct request *rq, const struct guest *g)
{
	char token[GUEST_TOKEN_SIZE];

	guest_token(rq->server->auth, g, token);
	return arena_format(rq->mem, GUEST_LINK_PATH "%s", token);
}

static void begin(struct page *p, struct request *rq, enum public_word title)
{
	page_begin(p, rq, NULL, &(struct head){
		.title = page_word_for(rq, title), .summary = "" });
	page_put(p, "<h1>$</h1>", page_word(p, title));
}

static enum err respond_mailed(struct request *rq, struct response *rs,
			       const struct event *ev, const struct guest *g)
{
	struct page p;

	begin(&p, rq, PW_mailed);
	page_put(&p, "<p>$</p><p><a href=\"/k/$\">$</a></p>",
		 page_fill(&p, PW_mailed_lead,
			   VALUES({ "email", g->email })), ev->code,
		 page_word(&p, PW_back));
	return page_send(&p, rs, 200);
}

static void put_link(struct page *p, const struct event *ev, const char *path)
{
	const char *url = arena_format(p->rq->mem, "%s%s", app_address(p->rq),
				       path);
	const char *message = page_fill(p, PW_link_message,
		VALUES({ "title", ev->title }, { "url", url }));

	page_put(p, "<div class=\"card\"><label for=\"tautan\">$</label>"
		 "<p class=\"hint\" id=\"tautan-hint\">$</p>"
		 "<input id=\"tautan\" readonly value=\"$\""
		 " aria-describedby=\"tautan-hint\">"
		 "<a class=\"button\" href=\"$\">$</a>"
		 "<a class=\"button second\" href=\"$\" rel=\"noopener\">$</a>"
		 "<p class=\"links\"><a href=\"/k/$/kalender.ics\">$</a></p>"
		 "<p class=\"quiet\">$</p></div>",
		 page_word(p, PW_link_is), page_word(p, PW_link_hint), url,
		 path, page_word(p, PW_link_open),
		 share_whatsapp(p->rq->mem, message),
		 page_word(p, PW_link_whatsapp), ev->code,
		 page_word(p, PW_calendar), page_word(p, PW_before));
}

static enum err respond_seat(struct request *rq, struct response *rs,
			     const struct event *ev, const struct guest *g,
			     const struct seat *seat)
{
	int64_t before = 0;
	struct page p;
	enum err e;

	if ((e = seat_before(rq->db, ev->id, seat->number, &before)))
		return e;
	if (seat->state == SEAT_WAITING) {
		begin(&p, rq, PW_done_waiting);
		page_put(&p, "<p class=\"ok\">$</p>", page_fill(&p,
			PW_done_waiting_lead, VALUES({ "place",
			arena_format(rq->mem, "%lld",
				     (long long)before + 1) })));
	} else {
		begin(&p, rq, PW_done);
	}
	page_put(&p, "<p><b>$</b><br>$, $</p>", ev->title,
		 share_date(rq->mem, p.lang, ev->zone, ev->starts_at),
		 share_hours(rq->mem, p.lang, ev->zone, ev->starts_at,
			     ev->ends_at));
	put_link(&p, ev, link_path(rq, g));
	return page_send(&p, rs, 200);
}

static enum err letter_send(struct request *rq, const struct event *ev,
			    const struct guest *g)
{
	const struct person p = { .id = g->person_id, .name = g->name,
				  .email = g->email };
	const char *when = arena_format(rq->mem, "%s, %s",
		share_date(rq->mem, rq->lang, ev->zone, ev->starts_at),
		share_hours(rq->mem, rq->lang, ev->zone, ev->starts_at,
			    ev->ends_at));

	return letter_guest(rq->server, rq->db, rq->lang, &p, ev->title, when,
			    link_path(rq, g), rq->now);
}

static void mail_wake(struct request *rq)
{
	job_wake(rq->server, JOB_mailer);
}

/* A form that is filled in again for somebody else is another one. */
static enum err form_before(struct request *rq, struct guest *g,
			    struct guest *known)
{
	enum err e;

	if ((e = guest_by_once(rq->db, g->once, known)) || !known->person_id ||
	    (text_alike(known->nip, g->nip) &&
	     text_alike(known->email, g->email)))
		return e;
	known->person_id = NULL;
	g->once = ident_make(rq->mem, rq->now);
	return OK;
}

/* A new guest and their seat, or whom that form made before. */
static enum err seat_for(struct request *rq, struct event *ev, struct guest *g,
			 struct registration *r, struct seat *seat)
{
	struct guest known;
	enum err e;

	if ((e = form_before(rq, g, &known)))
		return e;
	if (known.person_id)
		*g = known;
	else if ((e = bounds(rq, ev, g, r)) || r->fault != PW_COUNT ||
		 (e = guest_add(rq->db, g, rq->now)))
		return e;
	return seat_take(rq->db, ev, g->person_id, false, rq->now, seat);
}

/* Three in an hour are enough for anybody, and for nobody's spite. */
static enum err letter_again(struct request *rq, const struct event *ev,
			     const struct guest *g)
{
	size_t lately;
	enum err e = mail_recent(rq->db, g->person_id, "notice",
				 rq->now - 60 * EVENT_MINUTE_MS, &lately);

	rq->after = mail_wake;
	return e || lately >= 3 ? e : letter_send(rq, ev, g);
}

static enum err by_mail(struct request *rq, struct response *rs,
			struct event *ev, struct guest *g,
			struct registration *r)
{
	struct guest known;
	struct seat seat;
	enum err e;

	/* A bound is told to all, or it would tell who registered before. */
	if ((e = guest_by_email(rq->db, ev->id, g->email, &known)) ||
	    (e = bounds(rq, ev, g, r)))
		return e;
	if (known.person_id)
		*g = known;
	else if (r->fault == PW_COUNT && (e = seat_for(rq, ev, g, r, &seat)))
		return e;
	if (g->person_id && (e = letter_again(rq, ev, g)))
		return e;
	return r->fault == PW_COUNT ? respond_mailed(rq, rs, ev, g)
				    : event_page_again(rq, rs, 429, ev, r);
}

static enum err register_guest(struct request *rq, struct response *rs,
			       struct event *ev)
{
	struct registration r = *(struct registration *)rq->prepared;
	struct guest g = { .agency_id = ev->agency_id };
	char origin[MARK_SIZE];
	struct seat seat;
	bool mail;
	enum err e;

	if (!form_read(rq, &r, &g)) {
		if (!ident_valid(r.once))
			r.once = ident_make(rq->mem, rq->now);
		return event_page_again(rq, rs, 422, ev, &r);
	}
	mark_origin(rq->server->auth->mark_key, ev->id, rq->address, origin);
	g.origin = origin;
	if ((e = letter_possible(rq->server, rq->db, &mail)))
		return e;
	if (mail && g.email)
		return by_mail(rq, rs, ev, &g, &r);
	if ((e = seat_for(rq, ev, &g, &r, &seat)))
		return e;
	return r.fault == PW_COUNT ? respond_seat(rq, rs, ev, &g, &seat)
				   : event_page_again(rq, rs, 429, ev, &r);
}

enum err public_register(struct request *rq, struct response *rs)
{
	struct event ev;
	enum err e = public_event(rq, &ev);

	if (!e && !event_visible(&ev, NULL))
		e = ERR_NOT_FOUND;
	if (e)
		return e == ERR_NOT_FOUND
			? page_say(rq, rs, 404, PW_missing, PW_missing_lead,
				   "/", PW_home) : e;
	return event_open(&ev, rq->now) ? register_guest(rq, rs, &ev)
					: event_page(rq, rs, &ev);
}
