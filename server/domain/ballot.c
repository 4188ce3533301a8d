#include "domain/ballot.h"

#include <string.h>

#include "base/text.h"
#include "domain/day.h"

#define JAKARTA_MS (INT64_C(7) * 3600 * 1000)

int64_t ballot_day(int64_t now)
{
	return (now + JAKARTA_MS) / DAY_MS;
}

/* What a group has to have in common; `own`: and it has to be something. */
struct alike {
	bool batch, unit, own;
	int64_t before;			/* days of those that take part */
};

static bool alike(const struct alike *how, const struct ballot_waiting *a,
		  const struct ballot_waiting *b)
{
	return !b->told && b->day < how->before &&
	       (!how->batch || text_same(a->batch_id, b->batch_id)) &&
	       (!how->unit || text_same(a->unit_id, b->unit_id));
}

static bool takes_part(const struct alike *how, const struct ballot_waiting *w)
{
	return !w->told && w->day < how->before &&
	       !(how->own && ((how->batch && !w->batch_id) ||
			      (how->unit && !w->unit_id)));
}

/* Those like the one at `at`, from there on: whoever was before it was looked
   at. */
static size_t gather(const struct alike *how, const struct ballot_waiting *all,
		     size_t n, size_t at, size_t *members)
{
	size_t found = 0;

	for (size_t i = at; i < n; i++)
		if (alike(how, &all[at], &all[i]))
			members[found++] = i;
	return found;
}

struct blocks {
	struct arena *mem;
	struct ballot_waiting *all;
	size_t n;
	size_t *room;			/* n */
	struct ballot_group *out;
	size_t found;
};

static void block_make(struct blocks *b, const struct alike *how, size_t at,
		       size_t n)
{
	struct ballot_group *g = &b->out[b->found++];

	*g = (struct ballot_group){
		.batch_id = how->batch ? b->all[at].batch_id : NULL,
		.unit_id = how->unit ? b->all[at].unit_id : NULL,
		.members = arena_array(b->mem, size_t, n), .n = n,
	};
	memcpy(g->members, b->room, n * sizeof(*g->members));
	for (size_t i = 0; i < n; i++)
		b->all[b->room[i]].told = true;
}

/* Whether one before it was like it and too few came together is not kept: the
   lists are short (BALLOT_WAITING_MOST). */
static void blocks_make(struct blocks *b, const struct alike *how)
{
	for (size_t i = 0; i < b->n; i++) {
		size_t found;

		if (!takes_part(how, &b->all[i]))
			continue;
		found = gather(how, b->all, b->n, i, b->room);
		if (found >= SURVEY_LEAST)
			block_make(b, how, i, found);
	}
}

struct ballot_group *ballot_blocks(struct arena *mem,
				   struct ballot_waiting *all, size_t n,
				   enum ballot_way way, int64_t today,
				   size_t *blocks)
{
	struct blocks b = {
		.mem = mem, .all = all, .n = n,
		.room = arena_array(mem, size_t, n + 1),
		.out = arena_array(mem, struct ballot_group,
				   n / SURVEY_LEAST + 1),
	};
	const int64_t before = way == BALLOT_ALL ? INT64_MAX : today;

	for (size_t i = 0; i < n; i++)
		all[i].told = false;
	blocks_make(&b, &(struct alike){ true, true, false, INT64_MAX });
	if (way != BALLOT_ALIKE) {
		blocks_make(&b, &(struct alike){ true, false, true, before });
		blocks_make(&b, &(struct alike){ false, true, true, before });
		blocks_make(&b, &(struct alike){ false, false, false, before });
	}
	*blocks = b.found;
	return b.out;
}

bool ballot_clean(size_t had, size_t n)
{
	return !had || had == n ||
	       (had >= SURVEY_LEAST && n - had >= SURVEY_LEAST);
}

/* Where few gave none, some of the others are kept back with them. */
size_t ballot_part(size_t had, size_t lacked)
{
	size_t n = had;

	if (lacked && lacked < SURVEY_LEAST)
		n = had + lacked > SURVEY_LEAST ? had + lacked - SURVEY_LEAST
						: 0;
	return n >= SURVEY_LEAST ? n : 0;
}

bool ballot_full(size_t n, size_t bytes)
{
	return n > BALLOT_WAITING_MOST || bytes > BALLOT_BYTES_MOST;
}

bool ballot_due(const struct ballot_waiting *all, size_t n, size_t bytes)
{
	const struct alike how = { true, true, false, INT64_MAX };
	size_t found = 0;

	for (size_t i = 0; i < n; i++)
		found += alike(&how, &all[n - 1], &all[i]);
	return found >= SURVEY_LEAST || ballot_full(n, bytes);
}
