/*
 * The work in the background that needs nothing but the server: each on a
 * thread of its own (jobs/rounds.h). The list is jobs.def; to add one is a line
 * there and its round.
 */
#ifndef JOBS_JOBS_H
#define JOBS_JOBS_H

#include "jobs/rounds.h"
#include "serve.h"

enum job {
#define JOB(name, every_ms) JOB_##name,
#include "jobs/jobs.def"
#undef JOB
	JOBS
};

/* One round of each; a long one asks rounds_going in between. */
#define JOB(name, every_ms) void name##_job(struct server *, struct rounds *);
#include "jobs/jobs.def"
#undef JOB

/* All begin, or none. */
enum err jobs_open(struct server *, struct jobs **out);

/* Waits for the rounds under way, in the opposite order; NULL is none. A job
   may wake only those that stand before it. */
void jobs_close(struct jobs *);

/* There is something to do, and that is committed. From any thread; where no
   jobs run, as in a command beside the server, it is found by a round. */
void job_wake(struct server *, enum job);

#endif
