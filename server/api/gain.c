/*
 * Pairs of sittings, added up. They are read in pieces, each forgotten before the
 * next, so memory does not grow with learners.
 */
#include "api/gain.h"

#include <math.h>
#include <string.h>

#include "domain/day.h"
#include "domain/disclosure.h"
#include "play/pretest.h"

#define PIECE_MARKS 1000	/* read at once, about */
#define PIECE_STAYS 500

/* ---- Which pretest ---------------------------------------------------------------- */

static void item_note(void *with, const char *ident)
{
	struct gained *g = with;

	g->items[g->nitems++].ident = ident;
}

static enum err items_begin(struct request *rq, struct gained *g,
			    const char *pretest_id)
{
	const size_t room = json_array_size(json_object_get(
		g->all.asked.definition, "questions"));
	struct asked asked;
	enum err e;

	if ((e = asked_read(rq->db, pretest_id, false, &asked)))
		return e;
	g->items = arena_array(rq->mem, struct gain_item, room + 1);
	gain_parallels(g->all.asked.definition, asked.definition, item_note, g);
	for (size_t i = 0; i < g->nitems; i++)
		g->items[i].versions = arena_array(rq->mem, struct gain,
						   g->nversions + 1);
	return OK;
}

/* The pretest is looked for in the version whose questions are shown. */
static enum err pretest_find(struct request *rq, struct gained *g)
{
	const struct numbers *all = &g->all;
	struct unit *units = arena_array(rq->mem, struct unit, all->nunits + 1);
	const int64_t version = all->version ? all->version
					     : g->versions[0].version;
	const struct unit **pretests = arena_array(rq->mem, const struct unit *,
						   all->nunits + 1);
	const struct unit *found = NULL;
	size_t n = 0;
	enum err e;

	for (size_t i = 0; i < all->nunits; i++)
		if (all->units[i].version == version)
			units[n++] = (struct unit){
				.id = all->units[i].id, .kind = "quiz",
				.ident = all->units[i].ident,
				.title = all->units[i].title };
	if ((e = pretest_list(rq->db, units, n, pretests)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (!strcmp(units[i].ident, all->ident))
			found = pretests[i];
	if (!found)
		return OK;
	g->pretest = found->ident;
	g->pretest_title = found->title;
	return items_begin(rq, g, found->id);
}

/* ---- Pairs ------------------------------------------------------------------------ */

/* The learner that is being put together; NAN: not had. */
struct pair {
	double before, after;
	double *befores, *afters;	/* of the items */
};

static void pair_begin(const struct gained *g, struct pair *p)
{
	p->before = p->after = NAN;
	for (size_t i = 0; i < g->nitems; i++)
		p->befores[i] = p->afters[i] = NAN;
}

static void pair_end(struct gained *g, size_t version, const struct pair *p)
{
	if (isnan(p->before) || isnan(p->after))
		return;
	gain_add(&g->total, p->before, p->after);
	gain_add(&g->versions[version].gain, p->before, p->after);
	for (size_t i = 0; i < g->nitems; i++)
		if (!isnan(p->befores[i]) && !isnan(p->afters[i]))
			gain_add(&g->items[i].versions[version], p->befores[i],
				 p->afters[i]);
}

static void pair_note(struct gained *g, struct pair *p,
		      const struct numbers_pair *m)
{
	const size_t length = strlen(m->question) - (m->before ? 1 : 0);
	const double v = m->most > 0 ? m->points / m->most : 0;

	if (m->scaled.known)
		*(m->before ? &p->before : &p->after) = m->scaled.value;
	if (m->before && !text_ends(m->question, "p"))
		return;
	for (size_t i = 0; i < g->nitems; i++)
		if (strlen(g->items[i].ident) == length &&
		    !strncmp(g->items[i].ident, m->question, length))
			(m->before ? p->befores : p->afters)[i] = v;
}

static void pairs_add(struct gained *g, size_t version, struct pair *p,
		      const struct numbers_pair *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!i || strcmp(all[i].sitting_id, all[i - 1].sitting_id))
			pair_begin(g, p);
		pair_note(g, p, &all[i]);
		if (i + 1 == n || strcmp(all[i].sitting_id,
					 all[i + 1].sitting_id))
			pair_end(g, version, p);
	}
}

/* ---- Units ------------------------------------------------------------------------ */

static struct gain_group *unit_new(struct request *rq, struct gained *g)
{
	struct gain_group *more;

	if (g->nunits == g->room) {
		g->room = g->room ? 2 * g->room : 32;
		more = arena_array(rq->mem, struct gain_group, g->room);
		for (size_t i = 0; i < g->nunits; i++)
			more[i] = g->units[i];
		g->units = more;
	}
	return &g->units[g->nunits++];
}

static const char *kept(struct request *rq, const char *text)
{
	return text ? arena_copy(rq->mem, text, strlen(text)) : NULL;
}

static bool same_unit(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static struct gain_group *unit_at(struct request *rq, struct gained *g,
				  const struct numbers_stay *s)
{
	struct gain_group *made;

	for (size_t i = 0; i < g->nunits; i++)
		if (same_unit(g->units[i].unit_id, s->unit_id))
			return &g->units[i];
	made = unit_new(rq, g);
	*made = (struct gain_group){
		.unit_id = kept(rq, s->unit_id), .name = kept(rq, s->unit_name),
		.agency = kept(rq, s->agency_name),
		.gain = gain_begin(rq->mem),
	};
	return made;
}

/* Did they work there on the day that the quiz was begun? */
static bool there(const struct numbers_stay *s)
{
	char day[DAY_SIZE];

	if (!s->unit_id)
		return false;
	day_at(s->began_at, ZONE_WIB, day);
	return strcmp(s->from_day, day) <= 0 &&
	       (!s->until_day || strcmp(day, s->until_day) < 0);
}

static void stays_add(struct request *rq, struct gained *g,
		      const struct numbers_stay *all, size_t n)
{
	struct numbers_stay at = { .unit_id = NULL };

	for (size_t i = 0; i < n; i++) {
		if (!i || strcmp(all[i].sitting_id, all[i - 1].sitting_id))
			at = (struct numbers_stay){ .before = all[i].before,
						    .after = all[i].after };
		if (there(&all[i]))
			at = all[i];
		if ((i + 1 == n || strcmp(all[i].sitting_id,
					  all[i + 1].sitting_id)) &&
		    at.before.known && at.after.known)
			gain_add(&unit_at(rq, g, &at)->gain, at.before.value,
				 at.after.value);
	}
}

/* ---- Reading ---------------------------------------------------------------------- */

struct reading {
	struct request *rq;
	struct gained *g;
	const char *unit_id;		/* of the quiz */
	size_t version;
	const char *after;
	struct pair pair;
	size_t n;			/* of the last piece */
};

static void reached(struct reading *r, const char *sitting_id)
{
	r->after = kept(r->rq, sitting_id);
}

static enum err pairs_piece(struct reading *r)
{
	struct numbers_pair *pairs;
	enum err e;

	if ((e = numbers_pairs(r->rq->db, r->unit_id, r->g->pretest, r->after,
			       PIECE_MARKS / (r->g->nitems + 1) + 1, &pairs,
			       &r->n)) || !r->n)
		return e;
	pairs_add(r->g, r->version, &r->pair, pairs, r->n);
	reached(r, pairs[r->n - 1].sitting_id);
	return OK;
}

static enum err stays_piece(struct reading *r)
{
	struct numbers_stay *stays;
	enum err e;

	if ((e = numbers_stays(r->rq->db, r->unit_id, r->g->pretest, r->after,
			       PIECE_STAYS, &stays, &r->n)) || !r->n)
		return e;
	stays_add(r->rq, r->g, stays, r->n);
	reached(r, stays[r->n - 1].sitting_id);
	return OK;
}

static enum err pieces_read(struct reading *r,
			    enum err (*piece)(struct reading *))
{
	enum err e = OK;

	r->after = "";
	r->n = 1;
	while (r->n && !e) {
		struct arena mem = ARENA_INIT;
		struct arena *before = db_lend(r->rq->db, &mem);

		e = piece(r);
		db_lend(r->rq->db, before);
		arena_end(&mem);
	}
	return e;
}

static void versions_begin(struct request *rq, struct gained *g)
{
	g->versions = arena_array(rq->mem, struct gain_group,
				  g->all.nunits + 1);
	for (size_t i = 0; i < g->all.nunits; i++)
		if (!strcmp(g->all.units[i].ident, g->all.ident))
			g->versions[g->nversions++] = (struct gain_group){
				.unit_id = g->all.units[i].id,
				.version = g->all.units[i].version,
				.gain = gain_begin(rq->mem) };
}

static void hide(struct request *rq, struct gain_group *groups, size_t n)
{
	size_t *people = arena_array(rq->mem, size_t, n + 1);
	bool *hidden = arena_array(rq->mem, bool, n + 1);

	for (size_t i = 0; i < n; i++)
		people[i] = groups[i].gain.n;
	disclosure_hide(people, n, hidden);
	for (size_t i = 0; i < n; i++)
		groups[i].hidden = hidden[i];
}

enum err gain_read(struct request *rq, bool units, struct gained *g)
{
	struct reading r = { .rq = rq, .g = g };
	enum err e;

	*g = (struct gained){ .total = gain_begin(rq->mem) };
	if ((e = numbers_begin(rq, &g->all)) || !g->all.ident ||
	    g->all.asked.rules.kind == QUIZ_PRETEST)
		return e;
	versions_begin(rq, g);
	if ((e = pretest_find(rq, g)) || !g->pretest)
		return e;
	r.pair.befores = arena_array(rq->mem, double, g->nitems + 1);
	r.pair.afters = arena_array(rq->mem, double, g->nitems + 1);
	for (; r.version < g->nversions && !e; r.version++) {
		r.unit_id = g->versions[r.version].unit_id;
		if (!(e = pieces_read(&r, pairs_piece)) && units)
			e = pieces_read(&r, stays_piece);
	}
	hide(rq, g->versions, g->nversions);
	hide(rq, g->units, g->nunits);
	return e;
}

/* ---- What is told ----------------------------------------------------------------- */

/* Everything unknown, as of nobody. */
static void withheld(struct gain_numbers *out)
{
	gain_tell(&(struct gain){ .n = 0 }, out);
}

void gain_whole(const struct gained *g, struct gain_numbers *out)
{
	if (!g->all.version) {
		gain_tell(&g->total, out);
		return;
	}
	withheld(out);
	for (size_t i = 0; i < g->nversions; i++)
		if (g->versions[i].version == g->all.version) {
			gain_tell(&g->versions[i].gain, out);
			if (!g->versions[i].hidden)
				continue;
			withheld(out);
			out->n = g->versions[i].gain.n;
		}
}

/* The versions of a question are told beside its sum, too. */
void gain_of_item(struct request *rq, const struct gained *g,
		  const struct gain_item *item, struct gain_numbers *out)
{
	struct gain_group *groups = arena_array(rq->mem, struct gain_group,
						g->nversions + 1);
	struct gain sum = { .n = 0 };

	for (size_t i = 0; i < g->nversions; i++) {
		groups[i] = (struct gain_group){ .gain = item->versions[i] };
		gain_join(&sum, &item->versions[i]);
	}
	hide(rq, groups, g->nversions);
	gain_tell(&sum, out);
	for (size_t i = 0; i < g->nversions && g->all.version; i++)
		if (g->versions[i].version == g->all.version) {
			gain_tell(&groups[i].gain, out);
			if (groups[i].hidden || g->versions[i].hidden)
				withheld(out);
		}
}

void gain_rest(struct request *rq, const struct gain_group *groups, size_t n,
	       struct gain_numbers *out)
{
	struct gain sum = gain_begin(rq->mem);

	for (size_t i = 0; i < n; i++)
		if (groups[i].hidden)
			gain_join(&sum, &groups[i].gain);
	gain_tell(&sum, out);
}
