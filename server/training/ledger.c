#include "training/ledger.h"

#include <inttypes.h>
#include <string.h>

#include "base/ident.h"
#include "domain/day.h"
#include "training/notice.h"

static const char *day_of(struct db *db, int64_t at)
{
	char *day = arena_array(db_arena(db), char, DAY_SIZE);

	day_at(at, ZONE_WIB, day);
	return day;
}

/* What was earned of this thing before; `same` by this evidence. */
struct past {
	size_t n;
	const struct jp_entry *same;	/* NULL: none */
	const struct jp_entry *last;	/* not taken back; NULL: none */
	int64_t renewal;		/* of `same` */
};

static enum err past_read(struct db *db, const struct earning *g,
			  struct past *out)
{
	struct jp_entry *all;
	enum err e;

	*out = (struct past){ .n = 0 };
	if ((e = jp_entries_of(db, g->person_id, g->source, g->source_id, &all,
			       &out->n)))
		return e;
	for (size_t i = 0; i < out->n; i++) {
		if (strcmp(all[i].evidence, g->evidence) == 0) {
			out->same = &all[i];
			out->renewal = (int64_t)i;
		}
		if (!all[i].reversed_by)
			out->last = &all[i];
	}
	return OK;
}

static void earned_before(const struct past *p, const struct jp_rule *rule,
			  struct earned *out)
{
	const struct jp_entry *same = p->same;

	if (!same || same->reversed_by) {
		out->why = UNEARNED_BEFORE;
		return;
	}
	out->why = EARNED;
	out->entry_id = same->id;
	out->jp = same->jp;
	out->day = same->day;
	out->certificate_id = same->certificate_id;
	out->paper = rule ? rule->paper : "";
	out->renewal = p->renewal;
}

static enum err entry_make(struct db *db, const struct earning *g,
			   const struct jp_rule *rule, int64_t now,
			   struct earned *out)
{
	struct jp_owner owner;
	bool added;
	enum err e;

	if ((e = jp_owner_of(db, g->person_id, &owner)))
		return e;
	out->entry_id = ident_make(db_arena(db), now);
	if ((e = jp_entry_add(db, &(struct jp_entry){
		.id = out->entry_id,
		.person_id = g->person_id,
		.agency_id = owner.agency_id,
		.unit_id = owner.unit_id,
		.kind = owner.kind,
		.year = day_year(out->day),
		.day = out->day,
		.first_day = day_of(db, g->first_at < g->last_at ? g->first_at
							: g->last_at),
		.jp = out->jp,
		.source = g->source,
		.source_id = g->source_id,
		.version_id = g->version_id,
		.title = g->title,
		.organiser = g->organiser,
		.form = g->form,
		.competency = g->competency,
		.training_kind = g->training_kind ? g->training_kind
			: jp_training_kind(g->source, g->form, g->competency),
		.rule_id = rule->id,
		.evidence = g->evidence,
		.reason = "",
		.at = now,
		.once = arena_format(db_arena(db), "%s:%s:%s:%" PRId64,
				     g->source, g->source_id, g->person_id,
				     out->renewal),
	}, &added)))
		return e;
	if (!added)
		return fail(ERR_BUSY, "JP of %s %s were earned at this moment",
			    g->source, g->source_id);
	out->why = EARNED;
	out->fresh = true;
	return OK;
}

enum err ledger_earn(struct db *db, const struct earning *g, int64_t now,
		     struct earned *out)
{
	const struct jp_rule *rule;
	struct jp_rule *rules;
	struct past past;
	size_t n;
	enum err e;

	*out = (struct earned){ .paper = "", .day = day_of(db, g->last_at) };
	if ((e = past_read(db, g, &past)) ||
	    (e = jp_rules_for(db, g->agency_id, g->source, g->form, &rules,
			      &n)))
		return e;
	rule = jp_rule_for(rules, n, g->agency_id, g->source, g->form,
			   out->day);
	if (past.same) {
		earned_before(&past, rule, out);
		return OK;
	}
	if (!rule) {
		out->why = UNEARNED_NO_RULE;
		return OK;
	}
	out->jp = jp_amount(rule, g->jp);
	out->renewal = (int64_t)past.n;
	if (!jp_holds(rule, &g->reached))
		out->why = UNEARNED_NOT_YET;
	else if (past.last && !jp_renewed(rule, past.last->day, out->day))
		out->why = UNEARNED_BEFORE;
	else if (out->jp <= 0)
		out->why = UNEARNED_NO_JP;
	else if ((e = entry_make(db, g, rule, now, out)))
		return e;
	if (out->why == EARNED || out->why == UNEARNED_NO_JP)
		out->paper = rule->paper;
	return OK;
}

enum err ledger_certificate(struct db *db, const struct earned *d,
			    const char *certificate_id)
{
	return d->entry_id ? jp_entry_certificate(db, d->entry_id,
						  certificate_id) : OK;
}

static enum err take_back(struct db *db, const struct jp_entry *was,
			  const char *reason, const char *by_id, int64_t now)
{
	struct jp_entry back = *was;
	bool added;
	enum err e;

	back.id = ident_make(db_arena(db), now);
	back.jp = -was->jp;
	back.certificate_id = NULL;
	back.reverses = was->id;
	back.reason = reason;
	back.by_id = by_id;
	back.at = now;
	back.once = arena_format(db_arena(db), "reversal:%s", was->id);
	if ((e = jp_entry_add(db, &back, &added)) ||
	    (e = jp_doubt_settle(db, was->id, by_id, now)))
		return e;
	return added ? OK : fail(ERR_CONFLICT, "JP entry %s is taken back",
				 was->id);
}

enum err ledger_reverse(struct db *db, const char *entry_id, const char *reason,
			const char *by_id, int64_t now)
{
	struct jp_entry was;
	enum err e;

	if ((e = jp_entry_by_id(db, entry_id, &was)))
		return e;
	if (was.reverses || was.reversed_by)
		return fail(ERR_CONFLICT, "JP entry %s is taken back", entry_id);
	if ((e = take_back(db, &was, reason, by_id, now)))
		return e;
	return notice_tell(db, NOTICE_jp_reversed, &(struct notice_to){
		.person_id = was.person_id, .href = "/saya/jp",
		.occasion = arena_format(db_arena(db), "jp_reversed:%s",
					 was.id),
	}, NOTE({ "title", was.title, 0 }, { "why", reason, 0 }), now);
}

enum err ledger_doubt_attempt(struct db *db, const char *attempt_id,
			      const char *why, int64_t now)
{
	struct jp_entry *all;
	size_t n;
	enum err e;

	if ((e = jp_entries_by_attempt(db, attempt_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = jp_doubt_add(db, all[i].id, why, now)))
			return e;
	return OK;
}

enum err ledger_adopt(struct db *db, const char *from, const char *to,
		      const char *by_id, int64_t now)
{
	struct jp_entry *both;
	size_t n;
	enum err e;

	if ((e = jp_entries_double(db, from, to, &both, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = take_back(db, &both[i], "merge", by_id, now)))
			return e;
	return jp_entries_move(db, from, to);
}
