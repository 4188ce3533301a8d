#include "store/event.h"

#include <sodium.h>

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"
#include "store/short_code.h"

static void event_read(const struct rows *r, size_t i, struct event *out)
{
	*out = (struct event){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.owner_id = row_text(r, i, "owner_id"),
		.owner_name = row_text(r, i, "owner_name"),
		.code = row_text(r, i, "code"),
		.room = row_text(r, i, "kind")[0] == 'r',
		.title = row_text(r, i, "title"),
		.about = row_text(r, i, "about"),
		.place = row_text(r, i, "place"),
		.join_url = row_text(r, i, "join_url"),
		.starts_at = row_int(r, i, "starts_at"),
		.ends_at = row_int(r, i, "ends_at"),
		.capacity = row_int(r, i, "capacity"),
		.audience = row_text(r, i, "audience"),
		.cancel_why = row_text(r, i, "cancel_why"),
		.least_percent = row_int(r, i, "least_percent"),
		.least_checks = row_int(r, i, "least_checks"),
		.jp = row_int(r, i, "jp"),
		.paper = row_text(r, i, "paper"),
		.paper_survey = row_int(r, i, "paper_survey") != 0,
		.paper_module = row_text(r, i, "paper_module"),
		.competency = row_text(r, i, "competency"),
		.secret = row_text(r, i, "secret"),
		.registered = row_int(r, i, "registered"),
		.waiting = row_int(r, i, "waiting"),
		.numbers = row_int(r, i, "numbers"),
		.revision = row_int(r, i, "revision"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.closed_at = row_int(r, i, "closed_at"),
	};
	zone_named(row_text(r, i, "zone"), &out->zone);
	event_state_named(row_text(r, i, "state"), &out->state);
}

static const char *secret_make(struct arena *mem)
{
	unsigned char bytes[32];
	char *hex = arena_alloc(mem, 2 * sizeof(bytes) + 1);

	randombytes_buf(bytes, sizeof(bytes));
	return sodium_bin2hex(hex, 2 * sizeof(bytes) + 1, bytes,
			      sizeof(bytes));
}

static struct arg arg_capacity(const struct event *ev)
{
	return ev->capacity ? arg_int(ev->capacity) : arg_null();
}

enum err event_add(struct db *db, struct event *ev, int64_t now)
{
	struct arena *mem = db_arena(db);
	enum err e;

	ev->id = ident_make(mem, now);
	ev->secret = secret_make(mem);
	ev->state = EVENT_DRAFT;
	ev->revision = 1;
	ev->cancel_why = "";
	ev->registered = ev->waiting = ev->numbers = ev->closed_at = 0;
	ev->created_at = ev->updated_at = now;
	if ((e = short_code_for(db, "event", ev->id, now, &ev->code)))
		return e;
	return db_run(db, NULL, SQL_EVENT_ADD,
		ARGS(arg_text(ev->id), arg_text(ev->agency_id),
		     arg_text(ev->owner_id), arg_text(ev->code),
		     arg_text(ev->room ? "room" : "webinar"),
		     arg_text(ev->title), arg_text(ev->about),
		     arg_text(ev->place), arg_text(ev->join_url),
		     arg_int(ev->starts_at), arg_int(ev->ends_at),
		     arg_text(zone_name(ev->zone)), arg_capacity(ev),
		     arg_text(ev->audience), arg_int(ev->least_percent),
		     arg_int(ev->least_checks), arg_int(ev->jp),
		     arg_text(ev->paper), arg_int(ev->paper_survey),
		     arg_text(ev->paper_module), arg_text(ev->competency),
		     arg_text(ev->secret), arg_int(now)));
}

enum err event_by_id(struct db *db, const char *id, struct event *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_EVENT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no event '%s'", id);
	event_read(&r, 0, out);
	return OK;
}

enum err event_change(struct db *db, struct event *ev, int64_t now, bool *moved)
{
	struct rows r;
	enum err e;

	e = db_run(db, &r, SQL_EVENT_CHANGE,
		ARGS(arg_text(ev->id), arg_int(ev->revision),
		     arg_text(ev->room ? "room" : "webinar"),
		     arg_text(ev->title), arg_text(ev->about),
		     arg_text(ev->place), arg_text(ev->join_url),
		     arg_int(ev->starts_at), arg_int(ev->ends_at),
		     arg_text(zone_name(ev->zone)), arg_capacity(ev),
		     arg_text(ev->audience), arg_int(ev->least_percent),
		     arg_int(ev->least_checks), arg_int(ev->jp),
		     arg_text(ev->paper), arg_int(ev->paper_survey),
		     arg_text(ev->paper_module), arg_text(ev->competency),
		     arg_int(now)));
	if (e)
		return e;
	*moved = r.count == 0;
	if (r.count)
		ev->revision = row_int(&r, 0, "revision");
	return OK;
}

static enum err revised(struct event *ev, const struct rows *r, int64_t now)
{
	if (!r->count)
		return fail(ERR_NOT_FOUND, "no event '%s'", ev->id);
	ev->revision = row_int(r, 0, "revision");
	ev->updated_at = now;
	return OK;
}

enum err event_turn(struct db *db, struct event *ev, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_EVENT_TURN,
			ARGS(arg_text(ev->id),
			     arg_text(event_state_name(ev->state)),
			     arg_text(ev->cancel_why),
			     arg_moment(ev->closed_at), arg_int(now)))))
		return e;
	return revised(ev, &r, now);
}

enum err event_touch(struct db *db, struct event *ev, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_EVENT_TOUCH,
			ARGS(arg_text(ev->id), arg_int(now)))))
		return e;
	return revised(ev, &r, now);
}

static enum err list(struct db *db, unsigned query, const struct arg *args,
		     size_t nargs, struct event **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct event, r.count);
	for (size_t i = 0; i < r.count; i++)
		event_read(&r, i, &(*out)[i]);
	return OK;
}

static enum err seen(struct db *db, unsigned query,
		     const struct event_filter *f, size_t from, size_t most,
		     struct event **out, size_t *n)
{
	return list(db, query,
		    ARGS(arg_int(f->now), arg_text(f->agency_id),
			 arg_text(f->like), arg_int((int64_t)most),
			 arg_int((int64_t)from)), out, n);
}

enum err event_coming(struct db *db, const struct event_filter *f, size_t from,
		      size_t most, struct event **out, size_t *n)
{
	return seen(db, SQL_EVENT_COMING, f, from, most, out, n);
}

enum err event_past(struct db *db, const struct event_filter *f, size_t from,
		    size_t most, struct event **out, size_t *n)
{
	return seen(db, SQL_EVENT_PAST, f, from, most, out, n);
}

enum err event_mine(struct db *db, const struct event_filter *f, size_t from,
		    size_t most, struct event **out, size_t *n)
{
	return list(db, SQL_EVENT_MINE,
		    ARGS(arg_text(f->person_id), arg_int((int64_t)most),
			 arg_int((int64_t)from)), out, n);
}

enum err event_managed(struct db *db, const struct event_filter *f, size_t from,
		       size_t most, struct event **out, size_t *n)
{
	if (!*f->agency_id)
		return list(db, SQL_EVENT_MANAGED_ALL,
			    ARGS(arg_text(f->like), arg_int((int64_t)most),
				 arg_int((int64_t)from)), out, n);
	return list(db, SQL_EVENT_MANAGED,
		    ARGS(arg_text(f->agency_id), arg_text(f->like),
			 arg_int((int64_t)most), arg_int((int64_t)from)),
		    out, n);
}
