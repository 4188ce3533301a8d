/*
 * What the calls about events share.
 */
#ifndef API_EVENT_EVENT_H
#define API_EVENT_EVENT_H

#include "domain/event.h"
#include "domain/notice.h"
#include "http/http.h"
#include "store/material.h"

/*
 * The event of the path ({id}) and the caller's seat in it, if they may see it:
 * by who they are, or since they hold a seat. Else ERR_NOT_FOUND.
 */
enum err event_asked(struct request *, struct event *out, struct seat *seat);

/* The event of the path, for who edits it; ERR_NOT_FOUND for who may not know
   of it, else ERR_FORBIDDEN. */
enum err event_hosted(struct request *, struct event *out);

/* As lists show it; `seat` is the caller's or NULL. A new reference. */
json_t *event_line_json(struct request *, const struct event *,
			const struct seat *);

/* The whole of it with speakers and materials, as the caller sees it. */
enum err event_json(struct request *, const struct event *,
		    const struct seat *, json_t **out);

/*
 * Member "after" of that: null before the end and for who held no seat; else
 * present, survey, surveyDue, module {id, title, passed} that the paper asks
 * for, and the certificate, each null when there is none.
 */
enum err event_after_json(struct request *, const struct event *,
			  const struct seat *, json_t *json);

/* The same as the answer; the caller's seat is looked up. */
enum err event_respond(struct request *, struct response *, int status,
		       const struct event *);

/*
 * Read what the body says of the event over what is in the struct. Members that
 * are not there stay; refused as field_invalid.
 */
enum err event_fields(struct request *, struct event *);

/* One line of plain text of that many characters at most, and several lines;
   `out` keeps its value when the member is absent. */
enum err field_line(struct request *, const char *name, size_t most,
		    const char **out);
enum err field_lines(struct request *, const char *name, size_t most,
		     const char **out);

/* Let the waiting move up where there is room, and tell them. */
enum err event_promote(struct request *, struct event *);

/* Tell one person, or all who hold a seat or wait, once for each revision. */
enum err event_tell(struct request *, const struct event *,
		    const char *person_id, enum notice_kind);
enum err event_tell_all(struct request *, const struct event *,
			enum notice_kind);

/* Tell them that its recording can be watched, once for each event. */
enum err event_tell_recording(struct request *, const struct event *);

/* Where a file of an event lies for half a day, for who was shown it: the path
   "/k/CODE/materi/…", in rq->mem. */
const char *material_href(struct request *, const struct event *,
			  const struct material *);

/* The short address in full: "https://…/k/CODE". */
const char *event_url(struct request *, const char *code);

/* The app's address as its operator set it, else as this request came. */
const char *app_address(struct request *);

#endif
