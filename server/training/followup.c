#include "training/followup.h"

#include <stdio.h>
#include <string.h>

#include "training/notice.h"
#include "training/plan.h"

#define TEXT_SIZE 72
#define EPOCHS_BACK 50		/* that a replaced link is known after */

static void text_of(const char *id, int64_t epoch, char out[static TEXT_SIZE])
{
	snprintf(out, TEXT_SIZE, "followup %s %lld", id, (long long)epoch);
}

void followup_token(const struct auth *auth, const struct followup *f,
		    char out[static FOLLOWUP_TOKEN_SIZE])
{
	char text[TEXT_SIZE];

	text_of(f->id, f->epoch, text);
	memcpy(out, f->id, IDENT_SIZE - 1);
	mark_make(auth->mark_key, text, out + IDENT_SIZE - 1);
}

const char *followup_path(struct arena *mem, const struct auth *auth,
			  const struct followup *f)
{
	char token[FOLLOWUP_TOKEN_SIZE];

	followup_token(auth, f, token);
	return arena_format(mem, FOLLOWUP_LINK_PATH "%s", token);
}

/* ---- What a token is worth ----------------------------------------------- */

static bool good(const struct auth *auth, const char *id, int64_t epoch,
		 const char *mark)
{
	char text[TEXT_SIZE];

	text_of(id, epoch, text);
	return mark_good(auth->mark_key, text, mark);
}

/* An earlier one was ours too, and is told so. */
static bool good_before(const struct auth *auth, const struct followup *f,
			const char *mark)
{
	for (int64_t i = 1; i <= EPOCHS_BACK && i < f->epoch; i++)
		if (good(auth, f->id, f->epoch - i, mark))
			return true;
	return false;
}

static enum err state_of(struct db *db, const struct followup *f,
			 const struct plan *p, bool current, int64_t now,
			 enum followup_state *out)
{
	struct plan_person who;
	enum err e;

	if ((e = plan_person(db, p->person_id, &who)))
		return e;
	*out = !current ? FOLLOWUP_REPLACED
	     : f->answered_at ? FOLLOWUP_USED
	     : strcmp(p->state, "dropped") == 0 || who.disabled
		? FOLLOWUP_ENDED
	     : f->expires_at <= now ? FOLLOWUP_EXPIRED : FOLLOWUP_OPEN;
	return OK;
}

enum err followup_by_token(struct db *db, const struct auth *auth,
			   const char *token, int64_t now,
			   struct followup *out, struct plan *plan,
			   enum followup_state *state)
{
	const char *mark = token + IDENT_SIZE - 1;
	char id[IDENT_SIZE] = "";
	bool current;
	enum err e;

	if (strlen(token) != FOLLOWUP_TOKEN_SIZE - 1)
		return fail(ERR_NOT_FOUND, "not the form of a link's token");
	memcpy(id, token, IDENT_SIZE - 1);
	if (!ident_valid(id))
		return fail(ERR_NOT_FOUND, "not the form of a link's token");
	if ((e = followup_by_id(db, id, out)))
		return e;
	current = good(auth, out->id, out->epoch, mark);
	if (!current && !good_before(auth, out, mark))
		return fail(ERR_NOT_FOUND, "a link's token that is not good");
	if ((e = plan_by_id(db, out->plan_id, plan)))
		return e;
	return state_of(db, out, plan, current, now, state);
}

/* ---- What came ------------------------------------------------------------- */

static enum err tell(struct db *db, enum notice_kind kind,
		     const struct followup *f, const struct plan *p,
		     const char *name, int64_t now)
{
	const struct notice_to to = {
		.person_id = p->person_id, .href = "/saya/rencana",
		.occasion = arena_format(db_arena(db), "%s:%s:%lld",
					 notice_name(kind), f->id,
					 (long long)f->epoch),
		.by_mail = true,
	};

	return notice_tell(db, kind, &to, NOTE({ "title", p->title, 0 },
					       { "name", name, 0 }), now);
}

static const char *name_of(const struct plan *p, enum followup_role role)
{
	return role == FOLLOWUP_SUPERIOR ? p->superior.name
					 : p->colleague.name;
}

enum err followup_take(struct db *db, const struct followup *f,
		       const struct plan *p, const char *answers,
		       const char *gist, int64_t now, bool *done)
{
	enum err e;

	if ((e = followup_answered(db, f, answers, gist, now, done)) ||
	    !*done || f->kind.role == FOLLOWUP_LEARNER)
		return e;
	return tell(db, NOTICE_followup_answered, f, p,
		    name_of(p, f->kind.role), now);
}

enum err followup_refuse(struct db *db, const struct followup *f,
			 struct plan *p, int64_t now)
{
	struct plan after = *p;
	struct plan_contact *contact = f->kind.role == FOLLOWUP_SUPERIOR
		? &after.superior : &after.colleague;
	enum plan_refusal refusal;
	enum followup_role of;
	enum err e;

	if (f->kind.role == FOLLOWUP_LEARNER)
		return followup_quiet(db, p->id);
	if ((e = plan_address_stop(db, p->id, f->recipient, now)))
		return e;
	*contact = (struct plan_contact){ "", "" };
	if ((e = plan_make(db, p, &after, true, now, &refusal, &of)))
		return e;
	return tell(db, NOTICE_followup_refused, f, p,
		    name_of(p, f->kind.role), now);
}
