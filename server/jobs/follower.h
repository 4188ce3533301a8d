/*
 * Asks what became of action plans: finds the follow-ups whose letter is due,
 * writes it, and reminds twice, a week and two weeks later, unless there is an
 * answer. Each letter and its count are one write, so however often the server
 * stops, or how many nodes there are, none is written twice. What nobody could
 * be told in time (no mail, a server that was off) is passed over.
 *
 * A learner is told by a notice too, so they are asked even without mail.
 */
#ifndef JOBS_FOLLOWER_H
#define JOBS_FOLLOWER_H

#include "serve.h"

/* One round as of `now`, in pieces that hold the writer for some milliseconds
   each. For tests, too. */
enum err follower_round(struct server *, int64_t now);

#endif
