#include "jobs/jobs.h"

#include <stdlib.h>

struct running {
	struct server *server;
	void (*round)(struct server *, struct rounds *);
	struct rounds rounds;
};

struct jobs {
	struct running all[JOBS];
};

static const struct kind {
	int64_t every_ms;
	void (*round)(struct server *, struct rounds *);
} kinds[] = {
#define JOB(name, every_ms) { every_ms, name##_job },
#include "jobs/jobs.def"
#undef JOB
};

static void round_make(void *context)
{
	struct running *r = context;

	r->round(r->server, &r->rounds);
}

static void end(struct jobs *jobs, int n)
{
	while (n--)
		rounds_end(&jobs->all[n].rounds);
	free(jobs);
}

enum err jobs_open(struct server *server, struct jobs **out)
{
	struct jobs *jobs = calloc(1, sizeof(*jobs));
	enum err e;

	if (!jobs)
		abort();
	*out = jobs;	/* one that has begun may wake those before it */
	for (int i = 0; i < JOBS; i++) {
		struct running *r = &jobs->all[i];

		r->server = server;
		r->round = kinds[i].round;
		if ((e = rounds_begin(&r->rounds, kinds[i].every_ms,
				      round_make, r))) {
			end(jobs, i);
			*out = NULL;
			return e;
		}
	}
	return OK;
}

void jobs_close(struct jobs *jobs)
{
	if (jobs)
		end(jobs, JOBS);
}

void job_wake(struct server *server, enum job job)
{
	if (server->jobs)
		rounds_wake(&server->jobs->all[job].rounds);
}
