/*
 * What the calls about attendance share.
 */
#ifndef API_EVENT_PRESENCE_H
#define API_EVENT_PRESENCE_H

#include "domain/event.h"
#include "http/http.h"

/* A reason that others will read: one to 500 characters, needed. */
enum err reason_read(struct request *, const char **out);

/* For rq->after, when rq->prepared is the id of an event: phones are told, and
   what follows is seen to. */
void presence_after(struct request *);

#endif
