#include "training/plan.h"

#include <string.h>

#include "domain/day.h"
#include "store/attempt.h"
#include "store/enrolment.h"
#include "store/followup.h"
#include "store/module.h"
#include "store/native.h"

const char *plan_words(struct arena *mem, const char *text, size_t most)
{
	char *out = arena_copy(mem, text, strlen(text)), *to = out;

	for (const char *s = out; *s; s++)
		if (*s == '\n' || ((unsigned char)*s >= 0x20 && *s != 0x7f))
			*to++ = *s;
		else if (*s == '\t')
			*to++ = ' ';
	*to = '\0';
	for (to = out; *to && most; most--)
		do
			to++;
		while (((unsigned char)*to & 0xc0) == 0x80);
	*to = '\0';
	return text_trim(mem, out);
}

/* ---- What is asked ------------------------------------------------------- */

/* Who is asked at that moment; "" is the learner, or nobody yet. */
static const char *asked(const struct plan *p, enum followup_role role)
{
	return role == FOLLOWUP_SUPERIOR ? p->superior.email
	     : role == FOLLOWUP_COLLEAGUE ? p->colleague.email : "";
}

/* Does a letter wait for its day? Nobody can be written to without an address. */
static bool awaited(const struct plan *p, const struct followup *f)
{
	return strcmp(p->state, "dropped") && !f->answered_at &&
	       (f->kind.role == FOLLOWUP_LEARNER || *f->recipient);
}

static enum err ask(struct db *db, const struct plan *p, int64_t now)
{
	struct followup_asks asks;
	enum err e = OK;

	followup_asks_read(db_arena(db), p->asks, &asks);
	for (size_t i = 0; i < FOLLOWUP_KINDS && !e; i++) {
		const struct followup_kind kind = followup_kinds[i];
		const int64_t due = followup_due(now, kind.day);
		struct followup f = {
			.plan_id = p->id, .kind = kind, .due_at = due,
			.recipient = asked(p, kind.role),
			.expires_at = followup_expires(due),
		};

		f.next_at = awaited(p, &f) ? due : 0;
		if (followup_asked(&asks, &kind))
			e = followup_add(db, &f, now);
	}
	return e;
}

/* ---- Whom the unit's tree names ------------------------------------------ */

static enum err superior_find(struct db *db, const struct plan_person *who,
			      const char *person_id, struct plan_contact *out)
{
	bool stopped = false;
	enum err e;

	*out = (struct plan_contact){ "", "" };
	if (who->guest)
		return OK;
	if ((e = plan_superior(db, who->unit_id, person_id, who->email, out)))
		return e;
	if (*out->email && (e = plan_address_stopped(db, person_id, out->email,
						     &stopped)))
		return e;
	if (stopped)
		*out = (struct plan_contact){ "", "" };
	return OK;
}

/* It may be that nobody was, when the plan was written. */
static enum err superior_default(struct db *db, struct plan *p, int64_t now)
{
	struct plan_person who;
	int64_t times;
	enum err e;

	if (*p->superior.email)
		return OK;
	if ((e = plan_person(db, p->person_id, &who)) ||
	    (e = superior_find(db, &who, p->person_id, &p->superior)) ||
	    !*p->superior.email)
		return e;
	if (strcmp(p->superior.email, p->colleague.email) == 0) {
		p->superior = (struct plan_contact){ "", "" };
		return OK;
	}
	p->updated_at = now;
	if ((e = plan_change(db, p)))
		return e;
	return plan_address_put(db, p->id, p->superior.email, now, &times);
}

/* ---- It is written, it counts -------------------------------------------- */

enum err plan_completed(struct db *db, const char *evidence, int64_t now)
{
	struct plan p;
	const char *id;
	enum err e;

	if ((e = plan_complete_row(db, evidence, now, &id)) || !id)
		return e;
	if ((e = plan_by_id(db, id, &p)) ||
	    (e = superior_default(db, &p, now)) || (e = ask(db, &p, now)))
		return e;
	return followup_quiet_before(db, p.person_id, p.source, p.source_id,
				     p.id);
}

/* The first who is named is named by us. */
static enum err write_down(struct db *db, struct plan *p, int64_t now)
{
	struct plan_person who;
	struct plan before;
	int64_t times;
	enum err e;

	p->updated_at = now;
	if ((e = plan_by_evidence(db, p->evidence, &before)))
		return e;
	p->superior = (struct plan_contact){ "", "" };
	if (!before.id) {
		if ((e = plan_person(db, p->person_id, &who)) ||
		    (e = superior_find(db, &who, p->person_id, &p->superior)))
			return e;
		p->home_id = who.agency_id;
		p->unit_id = who.unit_id;
	} else {
		p->home_id = before.home_id;
	}
	if ((e = plan_put(db, p)) || before.id || !*p->superior.email)
		return e;
	return plan_address_put(db, p->id, p->superior.email, now, &times);
}

/* What its author would have others asked; {} for nothing. */
static enum err asks_of(struct db *db, const char *unit_id, const char **out)
{
	const char *definition;
	json_t *root;
	char *text;
	enum err e;

	*out = "{}";
	if ((e = unit_definition_get(db, unit_id, &definition)) || !definition)
		return e;
	root = json_loads(definition, 0, NULL);
	text = json_dumps(json_object_get(root, "followup"), JSON_COMPACT);
	json_decref(root);
	if (text) {
		*out = arena_copy(db_arena(db), text, strlen(text));
		free(text);
	}
	return OK;
}

enum err plan_of_unit(struct db *db, const char *attempt_id,
		      const char *unit_id, const struct plan_text *t,
		      int64_t now)
{
	struct arena *mem = db_arena(db);
	struct attempt attempt;
	struct module module;
	struct unit unit;
	struct plan p;
	enum err e;

	if ((e = unit_by_id(db, unit_id, &unit)) || strcmp(unit.kind, "plan"))
		return e;
	if ((e = attempt_by_id(db, attempt_id, &attempt)) ||
	    attempt.number < 0)
		return e;
	p = (struct plan){
		.person_id = attempt.person_id, .source = "module",
		.source_id = attempt.module_id,
		.version_id = attempt.version_id, .evidence = attempt_id,
		.choice = text_line(mem, t->choice, PLAN_CHOICE_MOST),
		.words = plan_words(mem, t->words, PLAN_WORDS_MOST),
		.by_day = day_fits(t->by_day) ? t->by_day : "",
	};
	if ((e = module_by_id(db, attempt.module_id, &module)) ||
	    (e = asks_of(db, unit_id, &p.asks)))
		return e;
	p.agency_id = module.agency_id;
	if ((e = write_down(db, &p, now)))
		return e;
	return attempt.outcome.completion == COMPLETION_COMPLETED
		? plan_completed(db, attempt_id, now) : OK;
}

enum err plan_of_enrolment(struct db *db, const char *enrolment_id,
			   const struct plan_text *t, int64_t now,
			   struct plan *out)
{
	struct enrolment en;
	struct batch batch;
	struct plan p;
	enum err e;

	if ((e = enrolment_by_id(db, enrolment_id, &en)) ||
	    (e = batch_by_id(db, en.batch_id, &batch)))
		return e;
	p = (struct plan){
		.person_id = en.person_id, .agency_id = batch.agency_id,
		.source = "programme", .source_id = batch.programme_id,
		.batch_id = batch.id, .evidence = enrolment_id,
		.choice = t->choice, .words = t->words, .by_day = t->by_day,
		.asks = "{}",
	};
	if ((e = write_down(db, &p, now)) ||
	    (en.completed_at && (e = plan_completed(db, enrolment_id, now))))
		return e;
	return plan_by_id(db, p.id, out);
}

/* ---- A change -------------------------------------------------------------- */

struct change {
	const struct plan *before;
	struct plan *after;
	bool officer;
	int64_t now;
	struct followup *all;
	size_t n;
};

static const struct plan_contact *contact(const struct plan *p,
					  enum followup_role role)
{
	return role == FOLLOWUP_SUPERIOR ? &p->superior : &p->colleague;
}

static bool renamed(const struct change *c, enum followup_role role)
{
	return strcmp(contact(c->before, role)->email,
		      contact(c->after, role)->email) != 0;
}

/* Everything that this one was to be asked is answered. */
static bool answered(const struct change *c, enum followup_role role)
{
	size_t asks = 0, done = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->all[i].kind.role == role) {
			asks++;
			done += c->all[i].answered_at != 0;
		}
	return asks && asks == done;
}

static enum err learners_bounds(struct db *db, const struct change *c,
				const char *address, enum plan_refusal *out)
{
	int64_t times, today;
	bool stopped;
	enum err e;

	if ((e = plan_address_stopped(db, c->before->person_id, address,
				      &stopped)) ||
	    (e = plan_address_times(db, c->before->id, address, &times)) ||
	    (e = plan_address_recent(db, c->before->person_id, address,
				     c->now - DAY_MS, &today)))
		return e;
	*out = stopped ? PLAN_STOPPED
	     : times >= PLAN_ADDRESS_TIMES ? PLAN_TIMES
	     : today >= PLAN_ADDRESSES_A_DAY ? PLAN_TODAY : PLAN_GOOD;
	return OK;
}

static enum err officers_bounds(struct db *db, const struct change *c,
				const char *address, enum plan_refusal *out)
{
	int64_t times;
	enum err e;

	if ((e = plan_address_times(db, c->before->id, address, &times)))
		return e;
	*out = times >= PLAN_OFFICER_TIMES ? PLAN_TIMES : PLAN_GOOD;
	return OK;
}

static enum err contact_weigh(struct db *db, const struct change *c,
			      enum followup_role role,
			      const struct plan_person *who,
			      enum plan_refusal *out)
{
	const char *address = contact(c->after, role)->email;

	*out = PLAN_GOOD;
	if (!renamed(c, role))
		return OK;
	if (answered(c, role))
		*out = PLAN_ANSWERED;
	else if (!*address)
		return OK;
	else if (who->guest)
		*out = PLAN_GUEST;
	else if (who->email && strcmp(who->email, address) == 0)
		*out = PLAN_OWN_ADDRESS;
	else if (strcmp(c->after->superior.email,
			c->after->colleague.email) == 0)
		*out = PLAN_SAME_ADDRESS;
	else
		return c->officer ? officers_bounds(db, c, address, out)
				  : learners_bounds(db, c, address, out);
	return OK;
}

/* Who was written to before gets one letter with the link that is good now. */
static enum err contact_set(struct db *db, const struct change *c,
			    enum followup_role role)
{
	const char *address = contact(c->after, role)->email;
	int64_t times = 0;
	enum err e = *address ? plan_address_put(db, c->before->id, address,
						 c->now, &times) : OK;

	for (size_t i = 0; i < c->n && !e; i++) {
		struct followup f = c->all[i];

		if (f.kind.role != role || f.answered_at)
			continue;
		f.recipient = address;
		f.letters = f.first_sent_at && times > 1
			? FOLLOWUP_LETTERS - 1 : 0;
		f.next_at = !awaited(c->after, &f) || f.expires_at <= c->now
			? 0 : f.due_at > c->now ? f.due_at : c->now;
		e = followup_set(db, &f);
	}
	return e;
}

/* Taken up again: who got a letter waits for the next one a week from now. */
static enum err go_on(struct db *db, const struct change *c)
{
	enum err e = OK;

	for (size_t i = 0; i < c->n && !e; i++) {
		const struct followup *f = &c->all[i];
		int64_t next = f->due_at > c->now ? f->due_at : c->now;

		if (!awaited(c->after, f) || f->letters >= FOLLOWUP_LETTERS)
			continue;
		if (f->letters)
			next = followup_next(c->now, 1, f->expires_at);
		if (next < f->expires_at)
			e = followup_set_next(db, f->id, next);
	}
	return e;
}

static enum err state_set(struct db *db, const struct change *c)
{
	const bool was = strcmp(c->before->state, "dropped") == 0;
	const bool is = strcmp(c->after->state, "dropped") == 0;

	if (was == is)
		return OK;
	return is ? followup_quiet(db, c->before->id) : go_on(db, c);
}

static const enum followup_role others[] = { FOLLOWUP_SUPERIOR,
					     FOLLOWUP_COLLEAGUE };

enum err plan_make(struct db *db, const struct plan *before,
		   struct plan *after, bool officer, int64_t now,
		   enum plan_refusal *out, enum followup_role *of)
{
	struct change c = { .before = before, .after = after,
			    .officer = officer, .now = now };
	struct plan_person who;
	enum err e;

	*out = PLAN_GOOD;
	if ((e = plan_person(db, before->person_id, &who)) ||
	    (e = followup_of_plans(db, &before->id, 1, &c.all, &c.n)))
		return e;
	for (size_t i = 0; i < 2; i++) {
		*of = others[i];
		if ((e = contact_weigh(db, &c, others[i], &who, out)) ||
		    *out != PLAN_GOOD)
			return e;
	}
	after->updated_at = now;
	if ((e = plan_change(db, after)) || (e = state_set(db, &c)))
		return e;
	for (size_t i = 0; i < 2 && !e; i++)
		if (renamed(&c, others[i]))
			e = contact_set(db, &c, others[i]);
	return e;
}
