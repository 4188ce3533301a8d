#include "store/seat.h"

#include "store/queries.h"
#include "store/read.h"

#define PROMOTE_MOST 500

static struct seat seat_read(const struct rows *r, size_t i)
{
	return (struct seat){
		.event_id = row_text(r, i, "event_id"),
		.person_id = row_text(r, i, "person_id"),
		.state = seat_state_named(row_text(r, i, "state")),
		.number = row_int(r, i, "number"),
		.registered_at = row_int(r, i, "registered_at"),
		.cancelled_at = row_int(r, i, "cancelled_at"),
		.joined_at = row_int(r, i, "joined_at"),
		.present = row_int(r, i, "present") != 0,
		.minutes = row_null(r, i, "minutes") ? -1
			 : row_int(r, i, "minutes"),
		.checks = row_int(r, i, "checks"),
		.host_word = row_null(r, i, "host_word") ? -1
			   : (int)row_int(r, i, "host_word"),
		.survey_at = row_int(r, i, "survey_at"),
	};
}

enum err seat_get(struct db *db, const char *event_id, const char *person_id,
		  struct seat *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_GET,
			ARGS(arg_text(event_id), arg_text(person_id)))))
		return e;
	*out = r.count ? seat_read(&r, 0)
		: (struct seat){ .event_id = event_id, .person_id = person_id,
				 .minutes = -1, .host_word = -1 };
	return OK;
}

static enum err count(struct db *db, struct event *ev, int64_t registered,
		      int64_t waiting, int64_t numbers)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_COUNT,
			ARGS(arg_text(ev->id), arg_int(registered),
			     arg_int(waiting), arg_int(numbers)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no event '%s'", ev->id);
	ev->registered = row_int(&r, 0, "registered");
	ev->waiting = row_int(&r, 0, "waiting");
	ev->numbers = row_int(&r, 0, "numbers");
	ev->capacity = row_int(&r, 0, "capacity");
	return OK;
}

enum err seat_take(struct db *db, struct event *ev, const char *person_id,
		   bool must, int64_t now, struct seat *out)
{
	enum seat_state next;
	enum err e;

	if ((e = seat_get(db, ev->id, person_id, out)))
		return e;
	if (out->state == SEAT_REGISTERED ||
	    (out->state == SEAT_WAITING && !must))
		return OK;
	/* The counts as they are now: the struct may be of before. */
	if ((e = count(db, ev, 0, out->state == SEAT_WAITING ? -1 : 0, 1)))
		return e;
	next = must ? SEAT_REGISTERED : event_next_seat(ev);
	if ((e = count(db, ev, next == SEAT_REGISTERED, next == SEAT_WAITING,
		       0)))
		return e;
	out->state = next;
	out->number = ev->numbers;
	out->registered_at = now;
	out->cancelled_at = 0;
	return db_run(db, NULL, SQL_SEAT_PUT,
		      ARGS(arg_text(ev->id), arg_text(person_id),
			   arg_text(seat_state_name(next)),
			   arg_int(out->number), arg_int(now)));
}

enum err seat_return(struct db *db, struct event *ev, const char *person_id,
		     int64_t now)
{
	struct seat s;
	enum err e;

	if ((e = seat_get(db, ev->id, person_id, &s)) ||
	    s.state == SEAT_NONE || s.state == SEAT_CANCELLED)
		return e;
	if ((e = db_run(db, NULL, SQL_SEAT_CANCEL,
			ARGS(arg_text(ev->id), arg_text(person_id),
			     arg_int(now)))))
		return e;
	return count(db, ev, -(s.state == SEAT_REGISTERED),
		     -(s.state == SEAT_WAITING), 0);
}

static enum err ids_read(struct db *db, const struct rows *r,
			 const char *const **out, size_t *n)
{
	const char **ids = arena_array(db_arena(db), const char *, r->count);

	for (size_t i = 0; i < r->count; i++)
		ids[i] = row_text(r, i, "person_id");
	*out = ids;
	*n = r->count;
	return OK;
}

enum err seat_promote(struct db *db, struct event *ev,
		      const char *const **people, size_t *n)
{
	int64_t room;
	struct rows r;
	enum err e;

	*people = NULL;
	*n = 0;
	if ((e = count(db, ev, 0, 0, 0)))
		return e;
	room = event_vacant(ev);
	room = room < ev->waiting ? room : ev->waiting;
	if (room <= 0)
		return OK;
	if ((e = db_run(db, &r, SQL_SEAT_NEXT,
			ARGS(arg_text(ev->id),
			     arg_int(room < PROMOTE_MOST ? room
							 : PROMOTE_MOST)))) ||
	    (e = ids_read(db, &r, people, n)))
		return e;
	for (size_t i = 0; i < *n; i++)
		if ((e = db_run(db, NULL, SQL_SEAT_MOVE_UP,
				ARGS(arg_text(ev->id),
				     arg_text((*people)[i])))))
			return e;
	return count(db, ev, (int64_t)*n, -(int64_t)*n, 0);
}

enum err seat_joined(struct db *db, const char *event_id, const char *person_id,
		     int64_t now)
{
	return db_run(db, NULL, SQL_SEAT_JOINED,
		      ARGS(arg_text(event_id), arg_text(person_id),
			   arg_int(now)));
}

enum err seat_before(struct db *db, const char *event_id, int64_t number,
		     int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_BEFORE,
			ARGS(arg_text(event_id), arg_int(number)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

enum err seat_page(struct db *db, const char *event_id, enum seat_state state,
		   size_t from, size_t most, struct seat_line **out, size_t *n)
{
	const enum seat_state first = state ? state : SEAT_REGISTERED;
	const enum seat_state second = state ? state : SEAT_WAITING;
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_PAGE,
			ARGS(arg_text(event_id),
			     arg_text(seat_state_name(first)),
			     arg_text(seat_state_name(second)),
			     arg_int((int64_t)most), arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct seat_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct seat_line){
			.seat = seat_read(&r, i),
			.name = row_text(&r, i, "name"),
			.agency = row_text(&r, i, "agency"),
			.guest = row_int(&r, i, "guest") != 0,
			.nip = row_text(&r, i, "nip"),
			.email = row_text(&r, i, "email"),
			.links = row_int(&r, i, "links"),
		};
	return OK;
}

enum err seat_people(struct db *db, const char *event_id, const char *after,
		     size_t most, const char *const **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_PEOPLE,
			ARGS(arg_text(event_id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	return ids_read(db, &r, out, n);
}

enum err seat_guests(struct db *db, const char *event_id, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_GUESTS, ARGS(arg_text(event_id)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

enum err seat_opens_module(struct db *db, const char *person_id,
			   const char *module_id, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEAT_OPENS_MODULE,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	*out = r.count != 0;
	return OK;
}
