/*
 * What people are told because of the time: an event that begins soon, a batch
 * whose deadline is near, a survey that has opened; or because of a decision
 * that concerns very many (training/decided.h); and letters of what they were
 * told.
 */
#ifndef JOBS_REMINDER_H
#define JOBS_REMINDER_H

#include "serve.h"

/*
 * One round as of `now`, in pieces that hold the writer for some milliseconds
 * each; what is cut short goes on in the next. For tests, too.
 */
enum err reminder_round(struct server *, int64_t now);

#endif
