#include "domain/jp.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const needs_names[JP_NEEDS_COUNT] = {
	[JP_NEEDS_COMPLETED] = "completed",
	[JP_NEEDS_PASSED] = "passed",
	[JP_NEEDS_JUDGED] = "judged",
};

const char *jp_needs_name(enum jp_needs needs)
{
	return needs_names[needs];
}

bool jp_needs_named(const char *name, enum jp_needs *out)
{
	for (size_t i = 0; i < JP_NEEDS_COUNT; i++)
		if (name && strcmp(needs_names[i], name) == 0) {
			*out = (enum jp_needs)i;
			return true;
		}
	return false;
}

/* ---- Rules ------------------------------------------------------------- */

static bool applies(const struct jp_rule *r, const char *agency_id,
		    const char *source, const char *form, const char *day)
{
	return (!r->agency_id ||
		(agency_id && strcmp(r->agency_id, agency_id) == 0)) &&
	       strcmp(r->source, source) == 0 && strcmp(r->form, form) == 0 &&
	       strcmp(r->from_day, day) <= 0 && strcmp(day, r->until_day) <= 0;
}

static bool before(const struct jp_rule *a, const struct jp_rule *b)
{
	const int day = strcmp(a->from_day, b->from_day);

	if (!a->agency_id != !b->agency_id)
		return a->agency_id != NULL;
	return day ? day > 0 : strcmp(a->id, b->id) > 0;
}

const struct jp_rule *jp_rule_for(const struct jp_rule *rules, size_t n,
				  const char *agency_id, const char *source,
				  const char *form, const char *day)
{
	const struct jp_rule *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (applies(&rules[i], agency_id, source, form, day) &&
		    (!best || before(&rules[i], best)))
			best = &rules[i];
	return best;
}

bool jp_holds(const struct jp_rule *r, const struct jp_reached *a)
{
	const bool passed = a->passed && (a->graded || !r->graded);

	if (!a->completed)
		return false;
	switch (r->needs) {
	case JP_NEEDS_COMPLETED:
		return true;
	case JP_NEEDS_JUDGED:
		return a->judged ? passed : !a->failed;
	default:
		return passed;
	}
}

int64_t jp_amount(const struct jp_rule *r, int64_t jp)
{
	int64_t is = jp > 0 && r->factor > 0 ? (jp * r->factor + 50) / 100 : 0;

	if (r->most >= 0 && is > r->most)
		is = r->most;
	return is > JP_MOST ? JP_MOST : is;
}

bool jp_renewed(const struct jp_rule *r, const char *last, const char *day)
{
	char from[DAY_SIZE];

	if (r->renew_months <= 0)
		return false;
	day_later(last, r->renew_months, from);
	return strcmp(day, from) >= 0;
}

void jp_text(int64_t jp, enum lang lang, char out[static JP_TEXT_SIZE])
{
	const int64_t whole = llabs(jp) / JP_ONE, part = llabs(jp) % JP_ONE;
	const char *sign = jp < 0 ? "-" : "";
	const char point = lang == LANG_EN ? '.' : ',';

	if (part == 0)
		snprintf(out, JP_TEXT_SIZE, "%s%" PRId64, sign, whole);
	else if (part % 10 == 0)
		snprintf(out, JP_TEXT_SIZE, "%s%" PRId64 "%c%" PRId64, sign,
			 whole, point, part / 10);
	else
		snprintf(out, JP_TEXT_SIZE, "%s%" PRId64 "%c%02" PRId64, sign,
			 whole, point, part);
}

/* ---- Targets ----------------------------------------------------------- */

static bool target_before(const struct jp_target *a, const struct jp_target *b)
{
	if (!a->agency_id != !b->agency_id)
		return a->agency_id != NULL;
	if (a->from_year != b->from_year)
		return a->from_year > b->from_year;
	return strcmp(a->id, b->id) > 0;
}

const struct jp_target *jp_target_for(const struct jp_target *all, size_t n,
				      const char *agency_id, const char *kind,
				      int64_t year)
{
	const struct jp_target *best = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct jp_target *t = &all[i];

		if (strcmp(t->kind, kind) || t->from_year > year ||
		    (t->agency_id &&
		     (!agency_id || strcmp(t->agency_id, agency_id))))
			continue;
		if (!best || target_before(t, best))
			best = t;
	}
	return best && (best->least >= 0 || best->most >= 0) ? best : NULL;
}

enum jp_state jp_state_of(const struct jp_target *t, int64_t sum)
{
	if (!t)
		return JP_FREE;
	if (t->most >= 0 && sum > t->most)
		return JP_ABOVE;
	return t->least >= 0 && sum < t->least ? JP_BELOW : JP_MET;
}

const char *jp_state_name(enum jp_state state)
{
	static const char *const names[] = {
		[JP_FREE] = "free", [JP_BELOW] = "below", [JP_MET] = "met",
		[JP_ABOVE] = "above",
	};

	return names[state];
}

/* ---- Names ------------------------------------------------------------- */

static bool among(const char *name, const char *const *all)
{
	for (; name && *all; all++)
		if (strcmp(name, *all) == 0)
			return true;
	return false;
}

bool jp_source_valid(const char *name)
{
	return among(name, (const char *const[]){ "module", "event",
						  "programme", NULL });
}

bool jp_form_valid(const char *name)
{
	return among(name, (const char *const[]){ "self-paced", "webinar",
						  "in-person", "blended", NULL });
}

bool jp_competency_valid(const char *name)
{
	return among(name, (const char *const[]){ "technical", "managerial",
						  "social", NULL });
}

bool jp_kind_valid(const char *name)
{
	return among(name, (const char *const[]){ "pns", "cpns", "pppk",
						  "pppk-part", "other", NULL });
}

int64_t jp_training_kind(const char *source, const char *form,
			 const char *competency)
{
	if (strcmp(source, "event") == 0)
		return strcmp(form, "webinar") == 0 ? 9 : 4;
	return strcmp(competency, "managerial") == 0 ? 5
	     : strcmp(competency, "social") == 0 ? 6 : 3;
}
