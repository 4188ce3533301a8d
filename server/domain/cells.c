#include "domain/cells.h"

#include <stdlib.h>
#include <string.h>

#include "domain/day.h"

#define JAKARTA_MS (INT64_C(7) * 3600 * 1000)

static int64_t day_of(int64_t at)
{
	return (at + JAKARTA_MS) / DAY_MS;
}

/* Those of one row and column that wait. */
struct alike {
	size_t row, column, n;
	size_t who[SURVEY_LEAST];	/* places in `all` */
};

struct making {
	struct cells_one *all;
	size_t *order;			/* places in `all`, as they came */
	size_t n, ripe;			/* of `order`: who has waited enough */
	struct alike *boxes;		/* open addressing, a power of two */
	size_t nboxes;
	size_t *old;			/* ripe and in no block; few */
	size_t nold;
	struct cells_block *out;
	size_t blocks;
};

static void block_make(struct making *m, size_t row, size_t column,
		       const size_t *who, size_t n)
{
	for (size_t i = 0; i < n; i++)
		m->all[who[i]].block = m->blocks;
	m->out[m->blocks++] = (struct cells_block){ row, column, n };
}

/* ---- As they come -------------------------------------------------------- */

static struct alike *box_of(const struct making *m, const struct cells_one *p)
{
	size_t at = (p->row * 2654435761u ^ p->column * 40503u) &
		    (m->nboxes - 1);

	while (m->boxes[at].n && (m->boxes[at].row != p->row ||
				  m->boxes[at].column != p->column))
		at = (at + 1) & (m->nboxes - 1);
	return &m->boxes[at];
}

/* An empty box would end the search for others, so one always stays in it, also
   when it is in a block. */
static void tidy(const struct making *m, struct alike *box)
{
	size_t left = 0;

	for (size_t i = 0; i < box->n; i++)
		if (m->all[box->who[i]].block == CELLS_NONE)
			box->who[left++] = box->who[i];
	box->n = left;
}

static void come(struct making *m, size_t who)
{
	const struct cells_one *p = &m->all[who];
	struct alike *box = box_of(m, p);

	tidy(m, box);
	box->row = p->row;
	box->column = p->column;
	box->who[box->n++] = who;
	if (box->n == SURVEY_LEAST)
		block_make(m, p->row, p->column, box->who, box->n);
}

/* ---- Who has waited ------------------------------------------------------ */

static size_t row_of(const struct cells_one *p)
{
	return p->row;
}

static size_t column_of(const struct cells_one *p)
{
	return p->column;
}

static size_t neither_of(const struct cells_one *p)
{
	(void)p;
	return CELLS_NONE;
}

/* Those of `old` that have what the one at `at` has come to stand behind it. */
static size_t gather(struct making *m, size_t at,
		     size_t (*of)(const struct cells_one *))
{
	const size_t common = of(&m->all[m->old[at]]);
	size_t end = at + 1;

	for (size_t i = end; i < m->nold; i++)
		if (of(&m->all[m->old[i]]) == common) {
			const size_t other = m->old[end];

			m->old[end++] = m->old[i];
			m->old[i] = other;
		}
	return end;
}

static void coarsely(struct making *m, size_t (*of)(const struct cells_one *),
		     bool row, bool column)
{
	size_t left = 0, end;

	for (size_t at = 0; at < m->nold; at = end) {
		const struct cells_one *p = &m->all[m->old[at]];

		end = gather(m, at, of);
		if (end - at >= SURVEY_LEAST)
			block_make(m, row ? p->row : CELLS_NONE,
				   column ? p->column : CELLS_NONE,
				   m->old + at, end - at);
		else
			for (size_t i = at; i < end; i++)
				m->old[left++] = m->old[i];
	}
	m->nold = left;
}

/* A day after the other, so that it does not matter on which days one looks. */
static void ripen(struct making *m, int64_t today)
{
	while (m->ripe < m->n) {
		const int64_t day = day_of(m->all[m->order[m->ripe]].at);
		size_t left = 0;

		if (day + CELLS_DAYS > today)
			return;
		for (; m->ripe < m->n &&
		       day_of(m->all[m->order[m->ripe]].at) == day; m->ripe++)
			m->old[m->nold++] = m->order[m->ripe];
		for (size_t i = 0; i < m->nold; i++)
			if (m->all[m->old[i]].block == CELLS_NONE)
				m->old[left++] = m->old[i];
		m->nold = left;
		coarsely(m, row_of, true, false);
		coarsely(m, column_of, false, true);
		coarsely(m, neither_of, false, false);
	}
}

/* ---- All ----------------------------------------------------------------- */

struct came {
	int64_t at;
	const char *key;
	size_t who;
};

static int by_moment(const void *a, const void *b)
{
	const struct came *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at ? 1
					: strcmp(x->key, y->key);
}

static size_t *in_order(struct arena *mem, const struct cells_one *all,
			size_t n)
{
	struct came *came = arena_array(mem, struct came, n + 1);
	size_t *order = arena_array(mem, size_t, n + 1);

	for (size_t i = 0; i < n; i++)
		came[i] = (struct came){ all[i].at, all[i].key, i };
	qsort(came, n, sizeof(*came), by_moment);
	for (size_t i = 0; i < n; i++)
		order[i] = came[i].who;
	return order;
}

struct cells_block *cells_make(struct arena *mem, struct cells_one *all,
			       size_t n, int64_t now, size_t *blocks)
{
	struct making m = {
		.all = all, .order = in_order(mem, all, n), .n = n,
		.old = arena_array(mem, size_t, n + 1),
		.out = arena_array(mem, struct cells_block,
				   n / SURVEY_LEAST + 1),
		.nboxes = 16,
	};

	while (m.nboxes < 2 * n)
		m.nboxes *= 2;
	m.boxes = arena_array(mem, struct alike, m.nboxes);
	for (size_t i = 0; i < n; i++)
		all[i].block = CELLS_NONE;
	for (size_t i = 0; i < n; i++) {
		ripen(&m, day_of(all[m.order[i]].at));
		come(&m, m.order[i]);
	}
	ripen(&m, day_of(now));
	*blocks = m.blocks;
	return m.out;
}

/* ---- Parts --------------------------------------------------------------- */

/* Blocks of one row that wait for others. */
struct pending {
	size_t row, had, lacked;
	size_t last;			/* of them; CELLS_NONE: there is none */
};

static struct pending *pending_of(struct pending *all, size_t *n, size_t row)
{
	for (size_t i = 0; i < *n; i++)
		if (all[i].row == row)
			return &all[i];
	all[*n] = (struct pending){ row, 0, 0, CELLS_NONE };
	return &all[(*n)++];
}

static bool whole(const struct pending *p)
{
	return p->had >= SURVEY_LEAST &&
	       (!p->lacked || p->lacked >= SURVEY_LEAST);
}

void cells_tell(struct arena *mem, const struct cells_block *all, size_t blocks,
		const size_t *had, bool *told)
{
	struct pending *rows = arena_array(mem, struct pending, blocks + 1);
	size_t *before = arena_array(mem, size_t, blocks + 1), nrows = 0;

	for (size_t i = 0; i < blocks; i++) {
		struct pending *p = pending_of(rows, &nrows, all[i].row);

		told[i] = false;
		before[i] = p->last;
		*p = (struct pending){ p->row, p->had + had[i],
				       p->lacked + all[i].n - had[i], i };
		if (!whole(p))
			continue;
		for (size_t k = i; k != CELLS_NONE; k = before[k])
			told[k] = true;
		*p = (struct pending){ p->row, 0, 0, CELLS_NONE };
	}
}
