/*
 * What those who come to an event are told, in the transaction that changed it.
 */
#include "api/event/event.h"
#include "store/seat.h"
#include "training/notice.h"

#define PIECE 500

static enum err tell(struct request *rq, const struct event *ev,
		     const char *person_id, enum notice_kind kind,
		     const char *occasion)
{
	const struct notice_to to = {
		.person_id = person_id,
		.href = arena_format(rq->mem, "/kegiatan/%s", ev->id),
		.occasion = occasion,
		.zone = ev->zone,
		.by_mail = true,
	};

	return notice_tell(rq->db, kind, &to,
			   NOTE({ .name = "title", .text = ev->title },
				{ .name = "at", .at = ev->starts_at },
				{ .name = "why", .text = ev->cancel_why }),
			   rq->now);
}

static const char *revision_of(struct request *rq, const struct event *ev)
{
	return arena_format(rq->mem, "event %s %lld", ev->id,
			    (long long)ev->revision);
}

enum err event_tell(struct request *rq, const struct event *ev,
		    const char *person_id, enum notice_kind kind)
{
	return tell(rq, ev, person_id, kind, revision_of(rq, ev));
}

static enum err tell_all(struct request *rq, const struct event *ev,
			 enum notice_kind kind, const char *occasion)
{
	const char *const *people;
	const char *after = "";
	size_t n;
	enum err e;

	do {
		if ((e = seat_people(rq->db, ev->id, after, PIECE, &people,
				     &n)))
			return e;
		for (size_t i = 0; i < n; i++)
			if ((e = tell(rq, ev, people[i], kind, occasion)))
				return e;
		after = n ? people[n - 1] : after;
	} while (n == PIECE);
	return OK;
}

enum err event_tell_all(struct request *rq, const struct event *ev,
			enum notice_kind kind)
{
	return tell_all(rq, ev, kind, revision_of(rq, ev));
}

/* A recording in parts is told of with the first. */
enum err event_tell_recording(struct request *rq, const struct event *ev)
{
	return tell_all(rq, ev, NOTICE_event_recording,
			arena_format(rq->mem, "recording %s", ev->id));
}
