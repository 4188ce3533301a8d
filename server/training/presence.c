#include "training/presence.h"

#include "store/event.h"
#include "training/notice.h"
#include "training/settle.h"

#define PIECE 50	/* seats of one write: a save waits no longer */

enum err presence_recount(struct db *db, const char *event_id,
			  const char *person_id, int64_t now,
			  struct presence_sum *out)
{
	struct presence_entry *entries;
	struct presence_row *rows;
	struct presence_rule rule;
	struct presence_sum sum;
	size_t n;
	enum err e;

	if ((e = presence_rule_get(db, event_id, &rule)) ||
	    (e = presence_of_person(db, event_id, person_id, &entries, &n)))
		return e;
	rows = arena_array(db_arena(db), struct presence_row, n + 1);
	for (size_t i = 0; i < n; i++)
		rows[i] = entries[i].row;
	presence_sum(rows, n, &rule, arena_array(db_arena(db), bool, n + 1),
		     &sum);
	if (out)
		*out = sum;
	if ((e = presence_seat_put(db, event_id, person_id, &sum)))
		return e;
	return sum.present ? settle_seat(db, event_id, person_id, now) : OK;
}

/* Once for each person, however often its seats are settled. */
static enum err over_tell(struct db *db, const struct event *ev,
			  const char *person_id, int64_t now)
{
	const struct notice_to to = {
		.person_id = person_id,
		.href = arena_format(db_arena(db), "/kegiatan/%s", ev->id),
		.occasion = arena_format(db_arena(db), "event_over/%s", ev->id),
		.zone = ev->zone, .by_mail = true,
	};

	return notice_tell(db, NOTICE_event_over, &to,
			   NOTE({ "title", ev->title, 0 }), now);
}

static enum err seat_settle(struct db *db, const char *event_id,
			    const struct presence_rule *rule,
			    const struct presence_seat *s, int64_t now)
{
	const bool present = presence_holds(rule, &s->sum);
	enum err e;

	if (present != s->sum.present &&
	    (e = presence_seat_present(db, event_id, s->person_id, present)))
		return e;
	return present ? settle_seat(db, event_id, s->person_id, now) : OK;
}

enum err presence_settle_some(struct db *db, const char *event_id,
			      const char **after, int64_t now)
{
	struct presence_seat *seats;
	struct presence_rule rule;
	struct event ev;
	size_t n;
	enum err e;

	if ((e = event_by_id(db, event_id, &ev)) ||
	    (e = presence_rule_get(db, event_id, &rule)) ||
	    (e = presence_seat_piece(db, event_id, *after, PIECE, &seats, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = over_tell(db, &ev, seats[i].person_id, now)) ||
		    (e = seat_settle(db, event_id, &rule, &seats[i], now)))
			return e;
	*after = n ? seats[n - 1].person_id : NULL;
	return n ? OK : presence_settled(db, event_id);
}
