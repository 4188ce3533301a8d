/*
 * What a thousand phones ask for every few seconds while an event goes on: its
 * questions with their votes, whether attendance is being checked, how many
 * are here. Of each event there is one snapshot in memory; who asks gets it, or
 * 304 when they have it, and the database is not asked.
 *
 * A write marks the snapshot old by live_changed, once it is on disk, and the
 * next who asks makes a new one, at most one a second, while the others go on
 * getting the old one. Where other nodes write to the same PostgreSQL, a
 * snapshot is old after a second. What changes with time (a check that opens or
 * closes) ends the snapshot's life at that moment. Nothing in it is about the
 * person who asks, except that only who is registered, or hosts it, gets it.
 */
#ifndef API_EVENT_LIVE_H
#define API_EVENT_LIVE_H

#include "http/http.h"

struct live;

/* `shared`: other nodes write to the same database. */
struct live *live_new(bool shared);
void live_free(struct live *);

/* Something that the snapshot of this event shows was changed. From any
   thread; NULL is nobody. */
void live_changed(struct live *, const char *event_id);

/* How long to wait before asking again when `crowd` phones ask: ms. */
int live_pause(int64_t crowd);

#endif
