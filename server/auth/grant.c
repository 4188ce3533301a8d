#include "auth/grant.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "store/session.h"

/* 16,384 sessions of 72 bytes: 1.2 MB. A full set forgets its oldest. */
enum { STRIPES = 64, SETS = 32, WAYS = 8 };

struct grant {
	unsigned char session[IDENT_BYTES];
	unsigned char person[IDENT_BYTES];
	int64_t epoch;
	int64_t read_at;		/* 0: the place is free */
	bool alive;
	char *embed;			/* a place's is its own; NULL: "" */
};

struct stripe {
	pthread_mutex_t lock;
	uint64_t drops;			/* how often something was forgotten */
	struct grant places[SETS * WAYS];
};

struct grants {
	struct stripe stripes[STRIPES];
};

struct grants *grants_open(void)
{
	struct grants *g = calloc(1, sizeof(*g));

	if (!g)
		abort();
	for (size_t i = 0; i < STRIPES; i++)
		pthread_mutex_init(&g->stripes[i].lock, NULL);
	return g;
}

void grants_close(struct grants *g)
{
	for (size_t i = 0; i < STRIPES; i++) {
		for (size_t j = 0; j < (size_t)SETS * WAYS; j++)
			free(g->stripes[i].places[j].embed);
		pthread_mutex_destroy(&g->stripes[i].lock);
	}
	free(g);
}

/* The last bytes of an ident are chance, and its maker is ourselves. */
static struct stripe *stripe_of(struct grants *g, const unsigned char *session)
{
	return &g->stripes[session[IDENT_BYTES - 1] % STRIPES];
}

static struct grant *set_of(struct stripe *s, const unsigned char *session)
{
	return s->places + session[IDENT_BYTES - 2] % SETS * WAYS;
}

/* The entry of `session`, or NULL. Under the stripe's lock. */
static struct grant *entry_find(struct stripe *s, const unsigned char *session)
{
	struct grant *set = set_of(s, session);

	for (size_t i = 0; i < WAYS; i++)
		if (set[i].read_at &&
		    memcmp(set[i].session, session, IDENT_BYTES) == 0)
			return &set[i];
	return NULL;
}

static struct grant *entry_oldest(struct stripe *s,
				  const unsigned char *session)
{
	struct grant *set = set_of(s, session), *oldest = set;

	for (size_t i = 1; i < WAYS; i++)
		if (set[i].read_at < oldest->read_at)
			oldest = &set[i];
	return oldest;
}

static bool grant_recall(struct arena *mem, struct stripe *s, struct grant *out,
			 int64_t now, uint64_t *drops)
{
	struct grant *g;
	bool fresh = false;

	pthread_mutex_lock(&s->lock);
	*drops = s->drops;
	g = entry_find(s, out->session);
	if (g && now >= g->read_at && now - g->read_at < GRANT_FRESH_MS) {
		*out = *g;
		if (g->embed)
			out->embed = arena_copy(mem, g->embed,
						strlen(g->embed));
		fresh = true;
	}
	pthread_mutex_unlock(&s->lock);
	return fresh;
}

/*
 * Unless something was forgotten since the read began: what was read may be
 * from before the change that made it so.
 */
static void grant_remember(struct stripe *s, const struct grant *fresh,
			   uint64_t drops)
{
	struct grant *g;

	pthread_mutex_lock(&s->lock);
	if (s->drops == drops) {
		g = entry_find(s, fresh->session);
		if (!g)
			g = entry_oldest(s, fresh->session);
		free(g->embed);
		*g = *fresh;
		if (fresh->embed && !(g->embed = strdup(fresh->embed)))
			abort();
	}
	pthread_mutex_unlock(&s->lock);
}

static enum err grant_read(struct request *rq, const char *session,
			   enum err (*read)(struct request *),
			   struct grant *out)
{
	struct session_grant row;
	enum err e;

	if (!rq->db && (e = read(rq)))
		return e;
	e = session_grant(rq->db, session, &row);
	if (e == ERR_NOT_FOUND) {
		out->alive = false;
		return OK;
	}
	if (e)
		return e;
	ident_pack(row.person_id, out->person);
	out->epoch = row.epoch;
	out->alive = row.alive;
	if (*row.embed)
		out->embed = arena_copy(rq->mem, row.embed, strlen(row.embed));
	return OK;
}

enum err grant_check(struct grants *grants, struct request *rq,
		     const struct token *t,
		     enum err (*read)(struct request *), const char **person)
{
	struct grant g = { .read_at = rq->now };
	struct stripe *s;
	uint64_t drops;
	char *id;
	enum err e;

	ident_pack(t->session, g.session);
	s = stripe_of(grants, g.session);
	if (!grant_recall(rq->mem, s, &g, rq->now, &drops)) {
		if ((e = grant_read(rq, t->session, read, &g)))
			return e;
		grant_remember(s, &g, drops);
	}
	if (!g.alive || g.epoch != t->epoch)
		return fail(ERR_ANONYMOUS, "session %s: its tokens are over",
			    t->session);
	id = arena_alloc(rq->mem, IDENT_SIZE);
	ident_unpack(g.person, id);
	rq->embed = g.embed;
	*person = id;
	return OK;
}

static void stripe_drop(struct stripe *s, const unsigned char *person)
{
	pthread_mutex_lock(&s->lock);
	s->drops++;
	for (size_t i = 0; i < (size_t)SETS * WAYS; i++)
		if (memcmp(s->places[i].person, person, IDENT_BYTES) == 0)
			s->places[i].read_at = 0;
	pthread_mutex_unlock(&s->lock);
}

void grant_drop(struct grants *grants, const char *person_id)
{
	unsigned char person[IDENT_BYTES];

	ident_pack(person_id, person);
	for (size_t i = 0; i < STRIPES; i++)
		stripe_drop(&grants->stripes[i], person);
}
