/*
 * Pairs of sittings are read in pieces, each forgotten before the next; what
 * stays of a learner is two scores, and two for each parallel question.
 */
#include "play/gained.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "domain/day.h"

#define PIECE_MARKS 1000	/* read at once, about */

struct pair {
	const char *key;
	int64_t at;
	size_t version, unit;		/* places */
	double before, after;
	float *items;		/* before and after of each; NAN: not had */
};

struct reading {
	struct db *db;
	struct arena *mem;		/* what stays */
	struct gained *g;
	size_t version;
	const char *after;
	size_t n;			/* of the last piece */
	struct pair *pairs;
	size_t count, room;
};

void gained_begin(struct arena *mem, const struct numbers_unit *all, size_t n,
		  const char *ident, struct gained *out)
{
	*out = (struct gained){
		.versions = arena_array(mem, struct gained_group, n + 1),
	};
	for (size_t i = 0; i < n; i++)
		if (!strcmp(all[i].ident, ident))
			out->versions[out->nversions++] = (struct gained_group){
				.unit_id = all[i].id,
				.version = all[i].version,
				.gain = gain_begin(mem) };
}

/* ---- Units --------------------------------------------------------------- */

static const char *kept(struct arena *mem, const char *text)
{
	return text ? arena_copy(mem, text, strlen(text)) : NULL;
}

static void units_grow(struct arena *mem, struct gained *g)
{
	struct gained_group *more;

	if (g->nunits < g->room)
		return;
	g->room = g->room ? 2 * g->room : 32;
	more = arena_array(mem, struct gained_group, g->room);
	if (g->nunits)
		memcpy(more, g->units, g->nunits * sizeof(*more));
	g->units = more;
}

/* Medians are wanted of units that are told alone: they come later. */
static size_t unit_at(struct reading *r, const struct numbers_pair *stay)
{
	struct gained *g = r->g;

	for (size_t i = 0; i < g->nunits; i++)
		if (text_same(g->units[i].unit_id, stay->unit_id))
			return i;
	units_grow(r->mem, g);
	g->units[g->nunits] = (struct gained_group){
		.unit_id = kept(r->mem, stay->unit_id),
		.name = kept(r->mem, stay->unit_name),
		.agency = kept(r->mem, stay->agency_name),
	};
	return g->nunits++;
}

/* Did they work there on the day that the quiz was begun? */
static bool there(const struct numbers_pair *stay)
{
	char day[DAY_SIZE];

	if (!stay->unit_id)
		return false;
	day_at(stay->began_at, ZONE_WIB, day);
	return strcmp(stay->from_day, day) <= 0 &&
	       (!stay->until_day || strcmp(day, stay->until_day) < 0);
}

/* ---- Pairs --------------------------------------------------------------- */

static struct pair *pair_new(struct reading *r)
{
	struct pair *more;

	if (r->count == r->room) {
		r->room = r->room ? 2 * r->room : 256;
		more = arena_array(r->mem, struct pair, r->room);
		if (r->count)
			memcpy(more, r->pairs, r->count * sizeof(*more));
		r->pairs = more;
	}
	return &r->pairs[r->count++];
}

static void pair_note(const struct gained *g, struct pair *p,
		      const struct numbers_pair *m)
{
	const bool before = m->part == NUMBERS_BEFORE;
	const size_t length = strlen(m->question) - before;

	if (before && !text_ends(m->question, "p"))
		return;
	for (size_t i = 0; i < g->nitems; i++)
		if (strlen(g->items[i].ident) == length &&
		    !strncmp(g->items[i].ident, m->question, length))
			p->items[2 * i + !before] = (float)(m->most > 0
				? m->points / m->most : 0);
}

/* All lines of one sitting. */
static void pair_add(struct reading *r, const struct numbers_pair *lines,
		     size_t n)
{
	const struct numbers_pair nowhere = { .unit_id = NULL }, *at = &nowhere;
	struct pair *p;

	if (!lines->scaled_before.known || !lines->scaled.known)
		return;
	p = pair_new(r);
	*p = (struct pair){ .version = r->version,
		.before = lines->scaled_before.value,
		.after = lines->scaled.value,
		.at = lines->known_at, .key = kept(r->mem, lines->sitting_id),
		.items = arena_array(r->mem, float, 2 * r->g->nitems + 1) };
	for (size_t i = 0; i < 2 * r->g->nitems; i++)
		p->items[i] = NAN;
	for (size_t i = 0; i < n; i++)
		if (lines[i].part != NUMBERS_STAY)
			pair_note(r->g, p, &lines[i]);
		else if (there(&lines[i]))
			at = &lines[i];
	p->unit = unit_at(r, at);
}

static void lines_add(struct reading *r, const struct numbers_pair *all,
		      size_t n)
{
	size_t first = 0;

	for (size_t i = 1; i <= n; i++)
		if (i == n || strcmp(all[i].sitting_id, all[first].sitting_id)) {
			pair_add(r, &all[first], i - first);
			first = i;
		}
}

static enum err piece_read(struct reading *r)
{
	struct arena piece = ARENA_INIT;
	struct arena *before = db_lend(r->db, &piece);
	struct numbers_pair *lines;
	enum err e;

	e = numbers_pairs(r->db, r->g->versions[r->version].unit_id,
			  r->g->pretest, r->after, r->g->nitems > 0,
			  PIECE_MARKS / (r->g->nitems + 1) + 1, &lines, &r->n);
	if (!e && r->n) {
		lines_add(r, lines, r->n);
		r->after = kept(r->mem, lines[r->n - 1].sitting_id);
	}
	db_lend(r->db, before);
	arena_end(&piece);
	return e;
}

static enum err version_read(struct reading *r)
{
	enum err e = OK;

	r->after = "";
	r->n = 1;
	while (r->n && !e)
		e = piece_read(r);
	return e;
}

/* ---- Sums ---------------------------------------------------------------- */

static struct cells_block *blocks_of(const struct reading *r, int64_t now,
				     struct cells_one *ones, size_t *n)
{
	for (size_t i = 0; i < r->count; i++)
		ones[i] = (struct cells_one){ .at = r->pairs[i].at,
			.key = r->pairs[i].key, .row = r->pairs[i].version,
			.column = r->pairs[i].unit };
	return cells_make(r->mem, ones, r->count, now, n);
}

static void pair_sum(struct reading *r, const struct pair *p,
		     const struct cells_block *b)
{
	struct gained *g = r->g;
	struct gain *unit = b->column == CELLS_NONE ? &g->no_unit
		: &g->units[b->column].gain;

	if (!unit->befores)
		*unit = gain_begin(r->mem);
	gain_add(&g->total, p->before, p->after);
	gain_add(unit, p->before, p->after);
	gain_add(b->row == CELLS_NONE ? &g->no_version
				      : &g->versions[b->row].gain,
		 p->before, p->after);
}

static bool had(const struct pair *p, size_t item)
{
	return !isnan(p->items[2 * item]) && !isnan(p->items[2 * item + 1]);
}

static void item_sum(struct reading *r, size_t item,
		     const struct cells_one *ones,
		     const struct cells_block *blocks, size_t nblocks)
{
	struct gained *g = r->g;
	size_t *some = arena_array(r->mem, size_t, nblocks + 1);
	bool *told = arena_array(r->mem, bool, nblocks + 1);

	for (size_t i = 0; i < r->count; i++)
		if (ones[i].block != CELLS_NONE)
			some[ones[i].block] += had(&r->pairs[i], item);
	cells_tell(r->mem, blocks, nblocks, some, told);
	for (size_t i = 0; i < r->count; i++) {
		const struct pair *p = &r->pairs[i];
		const size_t block = ones[i].block;

		if (block == CELLS_NONE || !told[block] || !had(p, item))
			continue;
		gain_add(&g->items[item].versions[blocks[block].row ==
				CELLS_NONE ? g->nversions : blocks[block].row],
			 p->items[2 * item], p->items[2 * item + 1]);
	}
}

static void sums(struct reading *r, int64_t now)
{
	struct gained *g = r->g;
	struct cells_one *ones = arena_array(r->mem, struct cells_one,
					     r->count + 1);
	struct cells_block *blocks;
	size_t n;

	blocks = blocks_of(r, now, ones, &n);
	for (size_t i = 0; i < r->count; i++) {
		g->versions[r->pairs[i].version].people++;
		g->units[r->pairs[i].unit].people++;
		if (ones[i].block != CELLS_NONE)
			pair_sum(r, &r->pairs[i], &blocks[ones[i].block]);
	}
	for (size_t i = 0; i < g->nitems; i++) {
		g->items[i].versions = arena_array(r->mem, struct gain,
						   g->nversions + 1);
		item_sum(r, i, ones, blocks, n);
	}
}

enum err gained_read(struct db *db, struct gained *g, int64_t now)
{
	struct reading r = { .db = db, .mem = db_arena(db), .g = g };
	enum err e = OK;

	g->total = gain_begin(r.mem);
	g->no_version = gain_begin(r.mem);
	for (; r.version < g->nversions && !e; r.version++)
		e = version_read(&r);
	if (!e)
		sums(&r, now);
	return e;
}
