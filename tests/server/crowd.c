/* Who waits when there are more than can be served. */
#include "crowd.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "routes.h"

#define THREADS 64	/* 8 may wait for what is SOON, 4 for what is LATER */
#define RUNNING 2

static const struct route late = {
	APP, GET, "/api/v1/modules", LEARNER, NONE, none, health_show, "", ""
};
static const struct route soon = {
	APP, GET, "/api/v1/me/modules", LEARNER, NONE, none, health_show, "", ""
};
static const struct route save = {
	APP, POST, "/api/v1/saves", RUN, ITEM, none, health_show, "", ""
};

struct reader {
	pthread_t thread;
	struct crowd *crowd;
	struct arena mem;
	struct request rq;
	enum err result;
	atomic_bool back;
};

static atomic_int order;

static void reader_make(struct reader *r, struct crowd *c,
			const struct route *route)
{
	*r = (struct reader){ .crowd = c };
	r->rq = (struct request){
		.route = route, .mem = &r->mem, .id = "0123456789a"
	};
}

static void reader_end(struct reader *r)
{
	crowd_leave(&r->rq);
	arena_end(&r->mem);
}

static void *enter(void *reader)
{
	struct reader *r = reader;

	r->result = crowd_enter(r->crowd, &r->rq);
	atomic_fetch_add(&order, 1);
	atomic_store(&r->back, true);
	return NULL;
}

static void reader_begin(struct reader *r, struct crowd *c,
			 const struct route *route)
{
	const int before = crowd_waiting(c);

	reader_make(r, c, route);
	pthread_create(&r->thread, NULL, enter, r);
	while (crowd_waiting(c) == before && !atomic_load(&r->back))
		usleep(100);
}

static void hold_all(struct reader *held, struct crowd *c)
{
	for (int i = 0; i < RUNNING; i++) {
		reader_make(&held[i], c, &late);
		check_int(crowd_enter(c, &held[i].rq), OK);
	}
}

static void test_full(void)
{
	struct crowd *c = crowd_new(RUNNING, THREADS);
	struct reader held[RUNNING], line[4], one;

	TEST("when the line is full a list is refused at once, and told when to come again") {
		hold_all(held, c);
		for (int i = 0; i < 4; i++)
			reader_begin(&line[i], c, &late);
		reader_make(&one, c, &late);
		check_int(crowd_enter(c, &one.rq), ERR_BUSY);
		check(one.rq.problem == problem_of(P_busy));
		check_str(one.rq.problem_values->name, "seconds");
		check(atoi(one.rq.problem_values->value) >= 2);
		check(crowd_refused(c) >= 1);
		reader_end(&one);
	}
	TEST("a save never waits there") {
		reader_make(&one, c, &save);
		check_int(crowd_enter(c, &one.rq), OK);
		reader_end(&one);
	}
	TEST("whose turn does not come in time is refused as well") {
		for (int i = 0; i < 4; i++) {
			pthread_join(line[i].thread, NULL);
			check_int(line[i].result, ERR_BUSY);
			reader_end(&line[i]);
		}
	}
	for (int i = 0; i < RUNNING; i++)
		reader_end(&held[i]);
	TEST("afterwards all is as before") {
		hold_all(held, c);
		for (int i = 0; i < RUNNING; i++)
			reader_end(&held[i]);
	}
	crowd_free(c);
}

static void test_order(void)
{
	struct crowd *c = crowd_new(RUNNING, THREADS);
	struct reader held[RUNNING], list, page;

	TEST("what a learner needs to go on comes before lists that came first") {
		hold_all(held, c);
		reader_begin(&list, c, &late);
		reader_begin(&page, c, &soon);
		reader_end(&held[0]);
		pthread_join(page.thread, NULL);
		check_int(page.result, OK);
		check(!atomic_load(&list.back) || list.result);
		reader_end(&page);
		pthread_join(list.thread, NULL);
		reader_end(&list);
		reader_end(&held[1]);
	}
	crowd_free(c);
}

static void test_routes(void)
{
	TEST("saves, launches and signing in are urgent, lists and managing are not") {
		for (size_t i = 0; i < nroutes; i++) {
			const struct route *r = &routes[i];
			const enum urgency u = crowd_urgency(r);

			if (r->method != GET || r->origin == CONTENT ||
			    strcmp(r->pattern, "/api/v1/me") == 0)
				check_int(u, URGENT);
			else if (strcmp(r->pattern, "/api/v1/modules") == 0 ||
				 r->access > LEARNER)
				check(u == LATER || r->access == RUN ||
				      r->run == none);
			else if (strcmp(r->pattern, "/api/v1/me/modules") == 0 ||
				 strcmp(r->pattern, "/api/v1/modules/{id}") == 0)
				check_int(u, SOON);
		}
	}
}

int main(void)
{
	test_full();
	test_order();
	test_routes();
	return test_end();
}
