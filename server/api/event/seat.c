/*
 * Coming to an event: taking a seat, giving it back, and the join link, which
 * is told to the registered alone and only when it is time.
 */
#include <string.h>

#include "api/event/event.h"
#include "api/field.h"
#include "api/wire.h"
#include "domain/sheet.h"
#include "routes.h"
#include "serve.h"
#include "store/event.h"
#include "store/person_event.h"
#include "store/seat.h"
#include "store/session.h"
#include "training/guest.h"

#define PAGE 50
#define PAGES_MOST 10000
#define SHEET_PIECE 1000
#define SHEET_MOST 20000

static const struct phrase state_rule = { {
	"Pilih registered, waiting, atau cancelled.",
	"Choose registered, waiting or cancelled." } };

enum err event_promote(struct request *rq, struct event *ev)
{
	const char *const *people;
	size_t n;
	enum err e;

	do {
		if ((e = seat_promote(rq->db, ev, &people, &n)))
			return e;
		for (size_t i = 0; i < n; i++)
			if ((e = event_tell(rq, ev, people[i],
					    NOTICE_event_seat)))
				return e;
	} while (n);
	return OK;
}

enum err seat_begin(struct request *rq, struct response *rs)
{
	struct event ev;
	struct seat seat;
	enum err e;

	if ((e = event_asked(rq, &ev, &seat)))
		return e;
	if (seat.state == SEAT_REGISTERED || seat.state == SEAT_WAITING)
		return event_respond(rq, rs, 200, &ev);
	if (ev.state == EVENT_CANCELLED)
		return refuse(rq, P_event_cancelled, NO_VALUES);
	if (!event_open(&ev, rq->now))
		return refuse(rq, P_event_over, NO_VALUES);
	/* A guest came by a form, and comes back by it; a batch seats its own. */
	if (seat.state == SEAT_NONE && strcmp(ev.audience, "batch") == 0 &&
	    !event_editable(&ev, rq->person))
		return fail(ERR_FORBIDDEN, "an event of a batch");
	if ((e = seat_take(rq->db, &ev, rq->person->id, false, rq->now,
			   &seat)))
		return e;
	return event_respond(rq, rs, 201, &ev);
}

/* After it has begun who was there was there. */
enum err seat_end(struct request *rq, struct response *rs)
{
	struct event ev;
	struct seat seat;
	enum err e;

	if ((e = event_asked(rq, &ev, &seat)))
		return e;
	if (rq->now >= ev.starts_at && ev.state != EVENT_CANCELLED)
		return refuse(rq, P_event_begun, NO_VALUES);
	if ((e = seat_return(rq->db, &ev, rq->person->id, rq->now)) ||
	    (e = event_promote(rq, &ev)))
		return e;
	return respond_empty(rs, 204);
}

/* ---- The join link -------------------------------------------------------- */

struct joining {
	const char *event_id, *person_id;
	int64_t now;
};

static enum err note_joined(struct db *db, void *context)
{
	const struct joining *j = context;

	return seat_joined(db, j->event_id, j->person_id, j->now);
}

static enum err join_refuse(struct request *rq, const struct event *ev,
			    const struct seat *seat)
{
	if (ev->state == EVENT_CANCELLED)
		return refuse(rq, P_event_cancelled, NO_VALUES);
	if (rq->now >= ev->ends_at || ev->state == EVENT_CLOSED)
		return refuse(rq, P_event_over, NO_VALUES);
	if (event_editable(ev, rq->person))
		return OK;
	if (seat->state != SEAT_REGISTERED)
		return refuse(rq, P_seat_needed, NO_VALUES);
	return event_join_open(ev, rq->now) ? OK
		: refuse(rq, P_event_early, NO_VALUES);
}

/* A write for the first time only, and not within the read. */
enum err event_join(struct request *rq, struct response *rs)
{
	struct joining joining;
	struct event ev;
	struct seat seat;
	enum err e;

	if ((e = serve_read(rq)) || (e = event_asked(rq, &ev, &seat)) ||
	    (e = join_refuse(rq, &ev, &seat)))
		return e;
	serve_read_end(rq);
	if (!*ev.join_url)
		return refuse(rq, P_event_no_link, NO_VALUES);
	joining = (struct joining){ ev.id, rq->person->id, rq->now };
	if (seat.state == SEAT_REGISTERED && !seat.joined_at &&
	    (e = serve_write(rq, note_joined, &joining)))
		return e;
	response_header(rs, "Cache-Control", "no-store");
	return respond_json(rq, rs, 200,
			    json_pack("{s:s, s:s}", "url", ev.join_url,
				      "service", join_service(ev.join_url)));
}

/* ---- Who comes, for hosts ------------------------------------------------- */

static const char *masked(struct request *rq, const char *nip)
{
	char *out;

	if (!nip)
		return NULL;
	out = arena_alloc(rq->mem, NIP_MASKED_SIZE);
	nip_mask(nip, out);
	return out;
}

static json_t *line_json(struct request *rq, const struct seat_line *l)
{
	return json_pack("{s:s, s:s, s:s, s:b, s:s?, s:s?, s:s, s:I, s:I, s:I,"
			 " s:b, s:o, s:I, s:I}",
			 "person", l->seat.person_id, "name", l->name,
			 "agency", l->agency, "guest", l->guest,
			 "nip", masked(rq, l->nip), "email", l->email,
			 "state", seat_state_name(l->seat.state),
			 "number", (json_int_t)l->seat.number,
			 "registeredAt", (json_int_t)l->seat.registered_at,
			 "joinedAt", (json_int_t)l->seat.joined_at,
			 "present", l->seat.present, "minutes",
			 l->seat.minutes < 0 ? json_null()
					     : json_integer(l->seat.minutes),
			 "checks", (json_int_t)l->seat.checks,
			 "links", (json_int_t)l->links);
}

static enum err state_asked(struct request *rq, enum seat_state *out)
{
	const char *name = query_text(rq, "state");

	*out = seat_state_named(name);
	return *name && *out == SEAT_NONE ? field_bad(rq, "state", &state_rule)
					  : OK;
}

enum err seat_index(struct request *rq, struct response *rs)
{
	struct seat_line *all;
	enum seat_state state;
	struct event ev;
	json_t *list;
	int64_t page;
	size_t n;
	enum err e;

	if ((e = event_hosted(rq, &ev)) || (e = state_asked(rq, &state)) ||
	    (e = query_number(rq, "page", 1, PAGES_MOST, 1, &page)) ||
	    (e = seat_page(rq->db, ev.id, state, (size_t)(page - 1) * PAGE,
			   PAGE + 1, &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n && i < PAGE; i++)
		json_array_append_new(list, line_json(rq, &all[i]));
	return respond_json(rq, rs, 200,
		json_pack("{s:o, s:I, s:b, s:I, s:I}", "seats", list,
			  "page", (json_int_t)page, "more", n > PAGE,
			  "registered", (json_int_t)ev.registered,
			  "waiting", (json_int_t)ev.waiting));
}

/* A guest who holds a seat here, or gave one back. */
static enum err guest_asked(struct request *rq, const struct event *ev,
			    struct guest *out)
{
	const char *id = request_param(rq, "person");
	struct seat seat;
	enum err e;

	if (!ident_valid(id))
		return fail(ERR_NOT_FOUND, "not the form of an id");
	if ((e = seat_get(rq->db, ev->id, id, &seat)))
		return e;
	if (seat.state == SEAT_NONE)
		return fail(ERR_NOT_FOUND, "no seat of '%s'", id);
	return guest_by_person(rq->db, id, out);
}

static void guest_out(struct request *rq)
{
	grant_drop(rq->server->auth->grants, request_param(rq, "person"));
}

/* Whoever holds the old one is out at once: it was lost, or passed on. */
enum err seat_link_renew(struct request *rq, struct response *rs)
{
	char token[GUEST_TOKEN_SIZE];
	struct guest guest;
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)) ||
	    (e = guest_asked(rq, &ev, &guest)) ||
	    (e = guest_revoke(rq->db, guest.person_id)) ||
	    (e = session_end_all(rq->db, guest.person_id, NULL, rq->now)) ||
	    (e = person_event_add(rq->db, guest.person_id, rq->person->id,
				  "guest_link", ev.title, rq->now)) ||
	    (e = guest_by_person(rq->db, guest.person_id, &guest)))
		return e;
	rq->after = guest_out;
	guest_token(rq->server->auth, &guest, token);
	response_header(rs, "Cache-Control", "no-store");
	return respond_json(rq, rs, 200, json_pack("{s:s}", "url",
		arena_format(rq->mem, "%s" GUEST_LINK_PATH "%s",
			     app_address(rq), token)));
}

enum column_word { NAME, AGENCY, NIP, EMAIL, STATE, GUEST_COLUMN, REGISTERED,
		   JOINED, PRESENT, COLUMNS };

static const struct {
	struct phrase title;
	enum sheet_type type;
} columns[COLUMNS] = {
	[NAME] = { { { "Nama", "Name" } }, SHEET_TEXT },
	[AGENCY] = { { { "Instansi", "Agency" } }, SHEET_TEXT },
	[NIP] = { { { "NIP", "NIP" } }, SHEET_TEXT },
	[EMAIL] = { { { "E-mail", "E-mail" } }, SHEET_TEXT },
	[STATE] = { { { "Kursi", "Seat" } }, SHEET_TEXT },
	[GUEST_COLUMN] = { { { "Tamu", "Guest" } }, SHEET_TEXT },
	[REGISTERED] = { { { "Mendaftar", "Registered" } }, SHEET_MOMENT },
	[JOINED] = { { { "Membuka tautan", "Opened the link" } },
		     SHEET_MOMENT },
	[PRESENT] = { { { "Hadir", "Present" } }, SHEET_TEXT },
};

static const struct phrase yes = { { "ya", "yes" } }, no = { { "", "" } };
static const struct phrase seats[] = {
	[SEAT_NONE] = { { "", "" } },
	[SEAT_REGISTERED] = { { "terdaftar", "registered" } },
	[SEAT_WAITING] = { { "menunggu", "waiting" } },
	[SEAT_CANCELLED] = { { "dikembalikan", "given back" } },
};

/* In full for organisers alone, who report attendance by it. */
static void sheet_line(struct request *rq, struct sheet *sheet,
		       const struct seat_line *l)
{
	const enum lang lang = rq->lang;

	sheet_text(sheet, l->name);
	sheet_text(sheet, l->agency);
	if (person_is(rq->person, ROLE_ORGANISER))
		sheet_nip(sheet, l->nip);
	else
		sheet_text(sheet, masked(rq, l->nip));
	sheet_text(sheet, l->email);
	sheet_text(sheet, seats[l->seat.state].in[lang]);
	sheet_text(sheet, (l->guest ? yes : no).in[lang]);
	sheet_moment(sheet, l->seat.registered_at);
	sheet_moment(sheet, l->seat.joined_at);
	sheet_text(sheet, (l->seat.present ? yes : no).in[lang]);
	sheet_row(sheet);
}

static enum err sheet_rows(struct request *rq, const struct event *ev,
			   struct sheet *sheet)
{
	struct seat_line *all;
	size_t n, from = 0;
	enum err e;

	do {
		if ((e = seat_page(rq->db, ev->id, SEAT_NONE, from,
				   SHEET_PIECE, &all, &n)))
			return e;
		for (size_t i = 0; i < n; i++)
			sheet_line(rq, sheet, &all[i]);
		from += n;
	} while (n == SHEET_PIECE && from < SHEET_MOST);
	return OK;
}

enum err seat_csv(struct request *rq, struct response *rs)
{
	struct sheet sheet = { .form = SHEET_CSV, .out.mem = rq->mem };
	struct event ev;
	enum err e;

	if ((e = event_hosted(rq, &ev)))
		return e;
	sheet.minutes_east = 420 + 60 * (int)ev.zone;
	sheet.zone = zone_name(ev.zone);
	for (int i = 0; i < COLUMNS; i++)
		sheet_column(&sheet, columns[i].title.in[rq->lang],
			     columns[i].type);
	sheet_begin(&sheet);
	if ((e = sheet_rows(rq, &ev, &sheet)))
		return e;
	return respond_sheet(rq, rs, &sheet, arena_format(rq->mem,
			     "%s-%s.csv", rq->lang == LANG_EN
			     ? "seats" : "peserta", ev.code));
}
