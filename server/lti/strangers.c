#include "lti/strangers.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "auth/auth.h"
#include "auth/mark.h"
#include "lti/event.h"
#include "serve.h"
#include "store/lti_event.h"

#define HOUR_MS 3600000

struct stranger {
	char *connection_id, *facts, *request;
	const char *kind, *code;	/* as long as the program */
	char mark[MARK_SIZE];
	int64_t at, times;
};

struct list {
	size_t n;
	struct stranger all[LTI_STRANGERS_MOST];
};

struct lti_strangers {
	pthread_mutex_t lock;		/* of what is counted */
	struct list counted;
	pthread_mutex_t writing;	/* of what is; who waits finds it done */
	struct list taken;
};

static char *copy(const char *text)
{
	char *out = strdup(text);

	if (!out)
		abort();
	return out;
}

static void stranger_end(struct stranger *s)
{
	free(s->connection_id);
	free(s->facts);
	free(s->request);
}

static void list_end(struct list *list)
{
	for (size_t i = 0; i < list->n; i++)
		stranger_end(&list->all[i]);
}

struct lti_strangers *lti_strangers_new(void)
{
	struct lti_strangers *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	pthread_mutex_init(&s->lock, NULL);
	pthread_mutex_init(&s->writing, NULL);
	return s;
}

void lti_strangers_free(struct lti_strangers *s)
{
	if (!s)
		return;
	list_end(&s->counted);
	pthread_mutex_destroy(&s->writing);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

/* ---- Counted --------------------------------------------------------------- */

static bool same(const struct stranger *a, const struct stranger *b)
{
	return strcmp(a->mark, b->mark) == 0 &&
	       strcmp(a->code, b->code) == 0 &&
	       strcmp(a->kind, b->kind) == 0 &&
	       strcmp(a->connection_id, b->connection_id) == 0;
}

static struct stranger *oldest(struct list *list)
{
	struct stranger *out = list->all;

	for (size_t i = 1; i < list->n; i++)
		if (list->all[i].at < out->at)
			out = &list->all[i];
	return out;
}

/* A place for one that is not there yet; NULL when all others are newer. */
static struct stranger *place(struct list *list, int64_t at)
{
	struct stranger *old;

	if (list->n < LTI_STRANGERS_MOST)
		return &list->all[list->n++];
	old = oldest(list);
	if (old->at > at)
		return NULL;
	stranger_end(old);
	return old;
}

static struct stranger *find(struct list *list, const struct stranger *s)
{
	for (size_t i = 0; i < list->n; i++)
		if (same(&list->all[i], s))
			return &list->all[i];
	return NULL;
}

/* One more of what is there: the newest of them is told. */
static void add(struct stranger *known, struct stranger s)
{
	const int64_t times = known->times + s.times;
	const bool newer = s.at >= known->at;

	stranger_end(newer ? known : &s);
	if (newer)
		*known = s;
	known->times = times;
}

/* Takes what `s` owns. */
static void count(struct list *list, struct stranger s)
{
	struct stranger *known = find(list, &s);

	if (known)
		add(known, s);
	else if ((known = place(list, s.at)))
		*known = s;
	else
		stranger_end(&s);
}

/* Of this hour: nobody is followed to the next. */
static void mark_of(const struct request *rq, char out[static MARK_SIZE])
{
	mark_origin(rq->server->auth->mark_key,
		    arena_format(rq->mem, "lti event %" PRId64,
				 rq->now / HOUR_MS),
		    rq->address, out);
}

void lti_strangers_note(struct request *rq, const struct lti_event *v)
{
	struct lti_strangers *all = rq->server->strangers;
	char *facts = v->facts ? json_dumps(v->facts, JSON_COMPACT) : NULL;
	struct stranger s = {
		.connection_id = copy(v->connection_id),
		.facts = facts ? facts : copy("{}"),
		.request = copy(v->request),
		.kind = v->kind, .code = lti_fault_code(v->fault),
		.at = v->at, .times = 1,
	};

	mark_of(rq, s.mark);
	pthread_mutex_lock(&all->lock);
	count(&all->counted, s);
	pthread_mutex_unlock(&all->lock);
}

/* ---- Written ---------------------------------------------------------------- */

static enum err put(struct db *db, void *context)
{
	const struct list *list = context;
	enum err e = OK;

	for (size_t i = 0; i < list->n && !e; i++) {
		const struct stranger *s = &list->all[i];

		e = lti_event_put(db, &(struct lti_event_row){
			.connection_id = s->connection_id, .kind = s->kind,
			.code = s->code, .facts = s->facts,
			.request = s->request, .at = s->at, .mark = s->mark,
			.times = s->times,
		});
	}
	return e;
}

static void take(struct lti_strangers *s)
{
	pthread_mutex_lock(&s->lock);
	s->taken = s->counted;
	s->counted.n = 0;
	pthread_mutex_unlock(&s->lock);
}

static void give_back(struct lti_strangers *s)
{
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < s->taken.n; i++)
		count(&s->counted, s->taken.all[i]);
	pthread_mutex_unlock(&s->lock);
}

enum err lti_strangers_write(struct server *server)
{
	struct lti_strangers *s = server->strangers;
	struct arena mem = ARENA_INIT;
	enum err e = OK;

	pthread_mutex_lock(&s->writing);
	take(s);
	if (s->taken.n && (e = server_write(server, &mem, put, &s->taken)))
		give_back(s);
	else
		list_end(&s->taken);
	pthread_mutex_unlock(&s->writing);
	arena_end(&mem);
	return e;
}
