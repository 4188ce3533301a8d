#include "domain/programme.h"

#include <string.h>

#include "base/text.h"
#include "domain/day.h"
#include "domain/lti_place.h"

#define MINUTE_MS INT64_C(60000)

static const char *const kinds[STEP_KINDS] = {
	"module", "event", "quiz", "survey", "assignment", "discussion",
	"tool"
};
static const char *const reaches[] = { "new", "begun", "waiting", "done" };
static const char *const states[] = {
	"locked", "open", "begun", "waiting", "done"
};

const char *step_kind_name(enum step_kind kind)
{
	return kinds[kind];
}

bool step_kind_named(const char *name, enum step_kind *out)
{
	for (size_t i = 0; i < STEP_KINDS; i++)
		if (strcmp(kinds[i], name) == 0) {
			*out = (enum step_kind)i;
			return true;
		}
	return false;
}

const char *step_reached_name(enum step_reached reached)
{
	return reaches[reached];
}

enum step_reached step_reached_named(const char *name)
{
	for (size_t i = STEP_DONE; i > STEP_NEW; i--)
		if (strcmp(reaches[i], name) == 0)
			return (enum step_reached)i;
	return STEP_NEW;
}

const char *step_state_name(enum step_state state)
{
	return states[state];
}

bool step_has_module(enum step_kind kind)
{
	return kind == STEP_MODULE || step_has_unit(kind);
}

bool step_has_unit(enum step_kind kind)
{
	return kind == STEP_QUIZ || kind == STEP_SURVEY;
}

bool step_gives_score(enum step_kind kind)
{
	return kind == STEP_QUIZ || kind == STEP_ASSIGNMENT ||
	       kind == STEP_TOOL;
}

int64_t step_due(const struct step *s, int64_t starts_at, int64_t ends_at,
		 int64_t until)
{
	int64_t due = ends_at;

	if (s->due_days > 0 &&
	    starts_at + s->due_days * DAY_MS - MINUTE_MS < ends_at)
		due = starts_at + s->due_days * DAY_MS - MINUTE_MS;
	return until > due ? until : due;
}

enum step_state step_state(const struct step *all, size_t i)
{
	const struct step *s = &all[i];

	switch (s->reached) {
	case STEP_DONE:
		return STEP_IS_DONE;
	case STEP_WAITING:
		return STEP_IS_WAITING;
	case STEP_BEGUN:
		return STEP_IS_BEGUN;
	case STEP_NEW:
		break;
	}
	return s->after != STEP_FREE && all[s->after].reached != STEP_DONE
		? STEP_IS_LOCKED : STEP_IS_OPEN;
}

bool step_late(const struct step *s, int64_t due_at, int64_t now)
{
	return s->reached != STEP_DONE && due_at < now;
}

size_t step_next(const struct step *all, size_t n)
{
	size_t open = STEP_FREE, event = STEP_FREE, other = STEP_FREE;

	for (size_t i = 0; i < n; i++) {
		const enum step_state state = step_state(all, i);
		size_t *kind = all[i].kind == STEP_EVENT ? &event
			: all[i].required ? &open : &other;

		if (state == STEP_IS_BEGUN && kind != &event)
			return i;
		if ((state == STEP_IS_OPEN || state == STEP_IS_BEGUN) &&
		    *kind == STEP_FREE)
			*kind = i;
	}
	return open != STEP_FREE ? open : event != STEP_FREE ? event : other;
}

static int share_of(const struct step *s, const struct step_news *news)
{
	int64_t share = 0;

	if (s->reached == STEP_DONE)
		return STEP_SHARE_DONE;
	if (news->units > 0 && news->done > 0)
		share = STEP_SHARE_DONE * news->done / news->units;
	if (share > STEP_SHARE_MOST)
		share = STEP_SHARE_MOST;
	return share > s->share ? (int)share : s->share;
}

bool step_take(struct step *s, const struct step_news *news)
{
	const struct step before = *s;
	const bool done = s->must_pass ? news->passed
				       : news->completed || news->passed;
	const enum step_reached reached =
		done ? STEP_DONE : news->waiting ? STEP_WAITING
		: news->begun ? STEP_BEGUN : STEP_NEW;

	if (reached > s->reached) {
		s->reached = reached;
		s->at = news->at;
	}
	/* Marked, and not passed: it is to be done again. */
	if (s->reached == STEP_WAITING && reached == STEP_BEGUN)
		s->reached = STEP_BEGUN;
	s->share = share_of(s, news);
	if (news->scaled.known &&
	    (!s->scaled.known || news->scaled.value > s->scaled.value))
		s->scaled = news->scaled;
	return before.reached != s->reached || before.share != s->share ||
	       before.scaled.known != s->scaled.known ||
	       before.scaled.value != s->scaled.value;
}

static size_t optional_count(const struct step *all, size_t n)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += !all[i].required;
	return count;
}

static size_t optional_needed(const struct step *all, size_t n,
			      const struct programme_rule *rule)
{
	const size_t there = optional_count(all, n);

	return rule->least < there ? rule->least : there;
}

static int share(const struct step *s)
{
	if (s->reached == STEP_DONE)
		return STEP_SHARE_DONE;
	return s->share < 0 ? 0
		: s->share > STEP_SHARE_MOST ? STEP_SHARE_MOST : s->share;
}

/* The `needed` largest shares of the optional steps: a few are sorted soon. */
static int64_t optional_sum(const struct step *all, size_t n, size_t needed,
			    size_t *done)
{
	int best[STEPS_MOST] = { 0 };
	size_t kept = 0;
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++) {
		size_t at = kept;

		if (all[i].required)
			continue;
		while (at > 0 && best[at - 1] < share(&all[i]))
			at--;
		if (at >= needed)
			continue;
		if (kept < needed)
			kept++;
		memmove(&best[at + 1], &best[at],
			(kept - 1 - at) * sizeof(*best));
		best[at] = share(&all[i]);
	}
	for (size_t i = 0; i < kept; i++) {
		sum += best[i];
		*done += best[i] == STEP_SHARE_DONE;
	}
	return sum;
}

/* Of a tool that sends no score none is waited for. */
static bool step_scored(const struct step *s)
{
	struct lti_place place;
	json_t *setting;

	if (s->kind != STEP_TOOL)
		return step_gives_score(s->kind);
	setting = s->setting ? json_loads(s->setting, 0, NULL) : NULL;
	lti_place_read(setting, &place);
	json_decref(setting);
	return place.scored;
}

static struct measure mean_of(const struct step *all, size_t n)
{
	size_t counted = 0;
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		const struct step *s = &all[i];

		if (!step_scored(s) ||
		    (!s->required && !s->scaled.known))
			continue;
		counted++;
		if (s->scaled.known && s->scaled.value > 0)
			sum += s->scaled.value;
	}
	return (struct measure){ counted > 0,
		counted ? 100 * sum / (double)counted : 0 };
}

static bool asks_to_pass(const struct step *all, size_t n,
			 const struct programme_rule *rule)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].must_pass)
			return true;
	return rule->pass_mark.known;
}

static enum success success_of(const struct step *all, size_t n,
			       const struct programme_rule *rule,
			       const struct programme_outcome *out)
{
	/* 7 of 10 is 70 per cent, whatever doubles make of it. */
	const double close = 1e-6;

	if (!out->complete || !asks_to_pass(all, n, rule))
		return SUCCESS_UNKNOWN;
	if (!rule->pass_mark.known)
		return SUCCESS_PASSED;
	return out->mean.known &&
	       out->mean.value + close >= rule->pass_mark.value
		? SUCCESS_PASSED : SUCCESS_FAILED;
}

void programme_outcome(const struct step *all, size_t n,
		       const struct programme_rule *rule,
		       struct programme_outcome *out)
{
	const size_t others = optional_needed(all, n, rule);
	int64_t sum = 0;

	*out = (struct programme_outcome){ .needed = others };
	for (size_t i = 0; i < n; i++) {
		out->begun |= all[i].reached != STEP_NEW;
		if (!all[i].required)
			continue;
		out->needed++;
		out->done += all[i].reached == STEP_DONE;
		sum += share(&all[i]);
	}
	sum += optional_sum(all, n, others, &out->done);
	if (out->needed)
		out->percent = (int)(100 * sum / ((int64_t)out->needed *
						  STEP_SHARE_DONE));
	out->complete = out->needed && out->done == out->needed;
	out->mean = mean_of(all, n);
	out->success = success_of(all, n, rule, out);
}

enum programme_fault programme_check(const struct step *all, size_t n,
				     size_t *at)
{
	*at = 0;
	if (n > STEPS_MOST)
		return PROGRAMME_MANY;
	for (size_t i = 0; i < n; i++) {
		*at = i;
		if (all[i].after != STEP_FREE && all[i].after >= i)
			return PROGRAMME_AFTER;
	}
	return PROGRAMME_FITS;
}

enum programme_fault programme_ready(const struct step *all, size_t n,
				     const struct programme_rule *rule)
{
	size_t needed = optional_needed(all, n, rule), at;

	if (n == 0)
		return PROGRAMME_EMPTY;
	for (size_t i = 0; i < n; i++)
		needed += all[i].required;
	return needed ? programme_check(all, n, &at) : PROGRAMME_NEEDS_NOTHING;
}

static const struct step *step_named(const struct step *all, size_t n,
				     const char *id)
{
	for (size_t i = 0; id && i < n; i++)
		if (all[i].id && strcmp(all[i].id, id) == 0)
			return &all[i];
	return NULL;
}

static bool step_same(const struct step *a, const struct step *b)
{
	return a->kind == b->kind && text_alike(a->module_id, b->module_id) &&
	       text_alike(a->unit_ident, b->unit_ident);
}

static bool step_harder(const struct step *before, const struct step *after)
{
	if (!before)
		return after->required;
	return (after->required && !before->required) ||
	       (after->must_pass && !before->must_pass);
}

enum programme_fault programme_change(const struct step *before, size_t nbefore,
				      const struct step *after, size_t nafter,
				      bool running, size_t *at)
{
	const enum programme_fault fault = programme_check(after, nafter, at);

	if (fault)
		return fault;
	for (size_t i = 0; i < nafter; i++) {
		const struct step *old = step_named(before, nbefore,
						    after[i].id);

		*at = i;
		if (old && !step_same(old, &after[i]))
			return PROGRAMME_SAME_STEP;
		if (running && step_harder(old, &after[i]))
			return PROGRAMME_HARDER;
	}
	return PROGRAMME_FITS;
}
