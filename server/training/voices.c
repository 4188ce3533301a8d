#include "training/voices.h"

#include <string.h>

#include "store/followup.h"
#include "training/ballot.h"

#define SURVEYS_MOST 8		/* of one module */
#define ASKED_AFTER 90		/* days, when superiors confirm */
#define LOW_MOST 2		/* of 1 to 5: "kurang aplikatif" */

static int64_t count_of(json_t *tally, const char *question,
			const char *choice)
{
	return json_integer_value(json_object_get(
		json_object_get(tally, question), choice));
}

static void tally_add(struct voices *v, json_t *tally,
		      const struct unit_figure *units, size_t n)
{
	static const char *const low[LOW_MOST] = { "1", "2" };

	v->applicable.n += count_of(tally, "applicable", "");
	for (size_t i = 0; i < LOW_MOST; i++)
		v->applicable.low += count_of(tally, "applicable", low[i]);
	v->answered += count_of(tally, "improve", "");
	for (size_t i = 0; i < n; i++)
		v->named[i] += count_of(tally, "improve", units[i].ident);
}

static enum err survey_read(struct db *db, const struct unit_figure *units,
			    size_t n, struct voices *out)
{
	const char *ids[SURVEYS_MOST];
	struct ballot_sum *sums;
	size_t count = 0, found;
	enum err e;

	for (size_t i = 0; i < n && count < SURVEYS_MOST; i++)
		if (strcmp(units[i].kind, "survey") == 0)
			ids[count++] = units[i].unit_id;
	if (!count)
		return OK;
	if ((e = ballot_sums(db, "unit", ids, count, BALLOT_WHOLE, &sums,
			     &found)))
		return e;
	for (size_t i = 0; i < found; i++)
		if (sums[i].answers)
			tally_add(out, sums[i].tally, units, n);
	return OK;
}

/* "yes,no,partly": the worst of what somebody answered to several statements. */
static void told_add(struct hint_count *c, const struct followup_told *t)
{
	char gist[64];
	bool no = false, partly = false;
	char *rest = gist, *one;

	if (!t->gist || strlen(t->gist) >= sizeof(gist) || !*t->gist)
		return;
	strcpy(gist, t->gist);
	while ((one = strsep(&rest, ","))) {
		no |= strcmp(one, "no") == 0;
		partly |= strcmp(one, "partly") == 0;
	}
	c->n += t->n;
	c->low += no ? t->n : 0;
	c->partly += !no && partly ? t->n : 0;
}

static enum err superiors_read(struct db *db, const char *module_id,
			       const char *version_id, struct voices *out)
{
	const struct followup_scope scope = { .source = "module",
		.source_id = module_id, .version_id = version_id };
	struct followup_told *all;
	size_t n;
	enum err e;

	if ((e = followup_told(db, &scope, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (all[i].kind.day == ASKED_AFTER &&
		    all[i].kind.role == FOLLOWUP_SUPERIOR)
			told_add(&out->followup, &all[i]);
	return OK;
}

enum err voices_read(struct db *db, const char *module_id,
		     const char *version_id, const struct unit_figure *units,
		     size_t n, struct voices *out)
{
	enum err e;

	*out = (struct voices){ .answered = 0 };
	out->named = arena_array(db_arena(db), int64_t, n);
	if (n)
		memset(out->named, 0, n * sizeof(*out->named));
	if ((e = survey_read(db, units, n, out)))
		return e;
	return superiors_read(db, module_id, version_id, out);
}
