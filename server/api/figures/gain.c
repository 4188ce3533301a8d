/*
 * Which pretest goes with the quiz that a page asks for, and which of what was
 * read is meant.
 */
#include "api/figures/gain.h"

#include <string.h>

#include "play/pretest.h"

/* ---- Which pretest ---------------------------------------------------------------- */

static void item_note(void *with, const char *ident)
{
	struct gained *g = with;

	g->items[g->nitems++].ident = ident;
}

static enum err items_begin(struct request *rq, struct gain_told *t,
			    const char *pretest_id)
{
	json_t *quiz = t->all.asked.definition;
	struct asked asked;
	enum err e;

	if ((e = asked_read(rq->db, pretest_id, false, &asked)))
		return e;
	t->g.items = arena_array(rq->mem, struct gained_item, 1 +
		json_array_size(json_object_get(quiz, "questions")));
	gain_parallels(quiz, asked.definition, item_note, &t->g);
	return OK;
}

/* The version whose questions are shown: numbers_begin() has read it. */
static int64_t version_shown(const struct numbers *all)
{
	for (size_t i = 0; i < all->nunits; i++)
		if (!strcmp(all->units[i].id, all->asked.unit_id))
			return all->units[i].version;
	return 0;
}

static enum err pretest_find(struct request *rq, struct gain_told *t)
{
	const struct numbers *all = &t->all;
	struct unit *units = arena_array(rq->mem, struct unit, all->nunits + 1);
	const struct unit **pretests = arena_array(rq->mem, const struct unit *,
						   all->nunits + 1);
	const int64_t version = version_shown(all);
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
	t->g.pretest = found->ident;
	t->g.pretest_title = found->title;
	return items_begin(rq, t, found->id);
}

enum err gain_read(struct request *rq, struct gain_told *t)
{
	enum err e;

	*t = (struct gain_told){ .all.n = 0 };
	if ((e = numbers_begin(rq, &t->all)) || !t->all.ident ||
	    t->all.asked.rules.kind == QUIZ_PRETEST)
		return e;
	gained_begin(rq->mem, t->all.units, t->all.nunits, t->all.ident, &t->g);
	if ((e = pretest_find(rq, t)) || !t->g.pretest)
		return e;
	return gained_read(rq->db, &t->g, rq->now);
}

/* ---- What is told ----------------------------------------------------------------- */

static const struct gain nobody = { .n = 0 };

void gain_whole(const struct gain_told *t, struct gain_numbers *out)
{
	const struct gain *of = t->all.version ? &nobody : &t->g.total;

	for (size_t i = 0; i < t->g.nversions; i++)
		if (t->g.versions[i].version == t->all.version)
			of = &t->g.versions[i].gain;
	gain_tell(of, out);
}

void gain_of_item(const struct gain_told *t, const struct gained_item *item,
		  struct gain_numbers *out)
{
	struct gain sum = { .n = 0 };

	for (size_t i = 0; item->versions && i <= t->g.nversions; i++)
		if (!t->all.version || (i < t->g.nversions &&
			t->g.versions[i].version == t->all.version))
			gain_join(&sum, &item->versions[i]);
	gain_tell(&sum, out);
}
