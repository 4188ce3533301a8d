/* Seats, the waiting list, and the rows around an event, on both engines. */
#include "store/seat.h"

#include <stdlib.h>

#include "databases.h"
#include "store/agency.h"
#include "store/event.h"
#include "store/guest.h"
#include "store/material.h"
#include "store/person.h"
#include "store/short_code.h"
#include "store/speaker.h"
#include "visit.h"

#define DB (v.rq.db)
#define PEOPLE 12

static struct visit v;
static char names[PEOPLE][8];

static void people(void)
{
	const struct agency agency = { .id = "agency", .name = "Balai",
				       .kind = "agency", .help = "" };
	const char *clash;

	check_int(agency_add(DB, &agency), OK);
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(names[i], sizeof(names[i]), "p%02d", i);
		check_int(person_add(DB, &(struct person){
			.id = names[i], .agency_id = "agency", .name = "Sari",
			.login = names[i] }, &clash), OK);
	}
}

static struct event event_new(int64_t capacity)
{
	struct event ev = {
		.agency_id = "agency", .owner_id = "p00", .title = "Judul",
		.about = "", .place = "", .join_url = "", .starts_at = 1000,
		.ends_at = 2000, .capacity = capacity, .audience = "public",
		.paper = "", .competency = "technical" };

	check_int(event_add(DB, &ev, 1), OK);
	return ev;
}

static enum seat_state take(struct event *ev, int who)
{
	struct seat s = { .state = SEAT_NONE };

	check_int(seat_take(DB, ev, names[who], false, 10, &s), OK);
	return s.state;
}

static void give_back(struct event *ev, int who)
{
	check_int(seat_return(DB, ev, names[who], 20), OK);
}

static size_t promote(struct event *ev)
{
	const char *const *ids;
	size_t n = 0;

	check_int(seat_promote(DB, ev, &ids, &n), OK);
	return n;
}

static enum seat_state state_of(const struct event *ev, int who)
{
	struct seat s;

	check_int(seat_get(DB, ev->id, names[who], &s), OK);
	return s.state;
}

/* What the event says of its seats is what its seats are. */
static void counts_hold(const struct event *ev)
{
	int64_t registered = 0, waiting = 0;
	struct event now;

	for (int i = 0; i < PEOPLE; i++) {
		registered += state_of(ev, i) == SEAT_REGISTERED;
		waiting += state_of(ev, i) == SEAT_WAITING;
	}
	check_int(event_by_id(DB, ev->id, &now), OK);
	check_int(now.registered, registered);
	check_int(now.waiting, waiting);
	check(!now.capacity || registered <= now.capacity);
	check(!now.capacity || !waiting || registered == now.capacity);
}

static void waiting(void)
{
	struct event ev = event_new(2);

	TEST("two seats, and who comes then waits") {
		check_int(take(&ev, 0), SEAT_REGISTERED);
		check_int(take(&ev, 1), SEAT_REGISTERED);
		check_int(take(&ev, 2), SEAT_WAITING);
		check_int(take(&ev, 3), SEAT_WAITING);
		check_int(take(&ev, 0), SEAT_REGISTERED);
		check_int(take(&ev, 2), SEAT_WAITING);
		counts_hold(&ev);
	}
	TEST("a seat given back is the first waiting one's") {
		give_back(&ev, 0);
		check_int(promote(&ev), 1);
		check_int(state_of(&ev, 2), SEAT_REGISTERED);
		check_int(state_of(&ev, 3), SEAT_WAITING);
		check_int(promote(&ev), 0);
	}
	TEST("who comes back is behind the others") {
		int64_t before = 0;
		struct seat s;

		check_int(take(&ev, 0), SEAT_WAITING);
		check_int(seat_get(DB, ev.id, names[0], &s), OK);
		check_int(seat_before(DB, ev.id, s.number, &before), OK);
		check_int(before, 1);
	}
	TEST("a seat on the waiting list may be given back, twice too") {
		give_back(&ev, 3);
		give_back(&ev, 3);
		counts_hold(&ev);
	}
	TEST("a person of the batch is let in past the capacity") {
		struct seat s;

		check_int(seat_take(DB, &ev, names[5], true, 10, &s), OK);
		check_int(s.state, SEAT_REGISTERED);
		check_int(ev.registered, 3);
	}
}

static void chance(void)
{
	struct event ev = event_new(4);

	srand(27);
	TEST("whatever is taken and given back, the counts hold") {
		for (int i = 0; i < 200; i++) {
			const int who = rand() % PEOPLE;

			if (rand() % 2)
				take(&ev, who);
			else
				give_back(&ev, who);
			promote(&ev);
			if (i % 20 == 0)
				counts_hold(&ev);
		}
		counts_hold(&ev);
	}
}

static void changing(void)
{
	struct event ev = event_new(0), stale = ev;
	struct short_code code;
	bool moved;

	TEST("its short address leads to it") {
		check_int(short_code_by(DB, ev.code, &code), OK);
		check_str(code.kind, "event");
		check_str(code.ref, ev.id);
		check_int(short_code_by(DB, "zzzzzzz", &code), ERR_NOT_FOUND);
	}
	TEST("a change of what somebody else has changed meanwhile is told") {
		ev.title = "Baru";
		check_int(event_change(DB, &ev, 5, &moved), OK);
		check(!moved);
		check_int(ev.revision, 2);
		stale.title = "Lama";
		check_int(event_change(DB, &stale, 6, &moved), OK);
		check(moved);
		check_int(event_by_id(DB, ev.id, &stale), OK);
		check_str(stale.title, "Baru");
	}
}

static void speakers(void)
{
	const struct event a = event_new(0), b = event_new(0);
	struct speaker one[] = { { .name = "Dr. Ani", .institution = "UI",
				   .region = "Depok", .topic = "Satu" } };
	struct speaker two[] = { { .name = "Dr. Ani", .institution = "UI",
				   .region = "Depok", .topic = "Dua" } };
	struct speaker *found;
	struct event past = a;
	size_t n = 0;

	TEST("a speaker is one record for all events of an agency") {
		check_int(speaker_set(DB, a.id, "agency", one, 1, 1), OK);
		check_int(speaker_set(DB, b.id, "agency", two, 1, 1), OK);
		check_str(two[0].id, one[0].id);
		check_int(speaker_of_event(DB, b.id, &found, &n), OK);
		check_int(n, 1);
		check_str(found[0].topic, "Dua");
	}
	TEST("sessions given are those that are over") {
		past.state = EVENT_PUBLISHED;
		check_int(event_turn(DB, &past, 3), OK);
		check_int(speaker_find(DB, "agency", "%ani%", 1500, &found, &n),
			  OK);
		check_int(found[0].sessions, 0);
		check_int(speaker_find(DB, "agency", "%ani%", 2000, &found, &n),
			  OK);
		check_int(found[0].sessions, 1);
	}
}

static void guests(void)
{
	struct event ev = event_new(0);
	struct guest g = { .name = "Tamu", .agency_id = "agency",
			   .email = "tamu@contoh.id", .agency = "Kec. Sukamaju",
			   .once = "o1", .origin = "h" }, again;
	struct material m = { .event_id = ev.id, .kind = "link",
			      .title = "Slide", .unit_ident = "",
			      .url = "https://example.id/", .file_name = "",
			      .media_type = "" };
	struct seat s;
	int64_t n = 0;

	TEST("a guest is found by the form they sent, and by e-mail once in") {
		check_int(guest_add(DB, &g, 5), OK);
		check_int(guest_by_once(DB, "o1", &again), OK);
		check_str(again.person_id, g.person_id);
		check_int(guest_by_email(DB, ev.id, "tamu@contoh.id", &again),
			  OK);
		check(!again.person_id);
		check_int(seat_take(DB, &ev, g.person_id, false, 5, &s), OK);
		check_int(guest_by_email(DB, ev.id, "tamu@contoh.id", &again),
			  OK);
		check_str(again.person_id, g.person_id);
		check_int(seat_guests(DB, ev.id, &n), OK);
		check_int(n, 1);
	}
	TEST("materials stand in the order they were added") {
		struct material *all;
		size_t count = 0;

		check_int(material_add(DB, &m, 1), OK);
		check_int(m.place, 1);
		check_int(material_add(DB, &m, 2), OK);
		check_int(m.place, 2);
		check_int(material_list(DB, ev.id, &all, &count), OK);
		check_int(count, 2);
	}
}

static void play(const struct database *db)
{
	visit_migrate(db->url);
	visit_begin(&v, db->url);
	people();
	waiting();
	chance();
	changing();
	speakers();
	guests();
	visit_end(&v);
}

int main(void)
{
	databases_play(play);
	return test_end();
}
