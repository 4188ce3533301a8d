/*
 * What a launch makes of us: who it is, where they come from, what they open.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/text.h"
#include "domain/module.h"
#include "lti/launch.h"
#include "lti/step.h"
#include "store/lti_account.h"
#include "store/lti_launch.h"
#include "store/lti_link.h"
#include "store/module.h"
#include "store/person.h"
#include "store/share.h"
#include "training/passback.h"

#define DEPLOYMENTS_WAITING_MOST 100
#define HISTORY_MOST 20

/* ---- The deployment -------------------------------------------------------------- */

/* How many wait is bounded: whoever administers the platform can make more. */
static enum err ask_for(struct request *rq, struct arrival *a)
{
	int64_t waiting;
	enum err e = lti_deployment_waiting(rq->db, a->platform.id, &waiting);

	a->fault = LTI_deployment_pending;
	return e || waiting >= DEPLOYMENTS_WAITING_MOST ? e
		: lti_deployment_put(rq->db, a->platform.id,
				     a->said.deployment, "pending", rq->now);
}

static enum err deployment_check(struct request *rq, struct arrival *a)
{
	const char *state;
	enum err e;

	if ((e = lti_deployment_state(rq->db, a->platform.id,
				      a->said.deployment, &state)))
		return e;
	json_object_set_new(a->facts, "deployment",
			    json_string(a->said.deployment));
	if (strcmp(state, "active") == 0)
		return OK;
	if (strcmp(state, "off") == 0)
		a->fault = LTI_deployment_off;
	else if (strcmp(state, "pending") == 0)
		a->fault = LTI_deployment_pending;
	else if (strcmp(a->platform.deployments, "accept"))
		return ask_for(rq, a);
	return a->fault ? OK
		: lti_deployment_put(rq->db, a->platform.id,
				     a->said.deployment, "active", rq->now);
}

/* ---- Who ---------------------------------------------------------------------------- */

/* Those whom a platform does not name are told apart all the same. */
static const char *name_of(struct request *rq, const struct lti_said *s)
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
	char four[5] = "";

	if (*s->name)
		return s->name;
	for (size_t i = 0; i < 4; i++)
		four[i] = letters[randombytes_uniform(sizeof(letters) - 1)];
	return arena_format(rq->mem, "Peserta %s", four);
}

static enum err person_new(struct request *rq, const struct arrival *a,
			   const char **id)
{
	*id = ident_make(rq->mem, rq->now);
	return lti_person_add(rq->db, *id, a->platform.agency_id,
			      name_of(rq, &a->said), rq->now);
}

static enum err person_first(struct request *rq, const struct arrival *a,
			     const char **id)
{
	const enum err e = person_new(rq, a, id);

	return e || !*a->said.sub ? e
		: lti_account_add(rq->db, &(struct lti_account){
			.issuer = a->platform.issuer, .sub = a->said.sub,
			.person_id = *id, .created_at = rq->now });
}

/* By (issuer, sub) alone: a name or an address of theirs proves nothing. */
static enum err person_find(struct request *rq, struct arrival *a,
			    const char **id)
{
	struct lti_account account;
	struct person p;
	enum err e = *a->said.sub
		? lti_account_find(rq->db, a->platform.issuer, a->said.sub,
				   &account)
		: ERR_NOT_FOUND;

	if (e == ERR_NOT_FOUND)
		return person_first(rq, a, id);
	if (e || (e = person_by_id(rq->db, account.person_id, &p)))
		return e;
	*id = p.id;
	if (p.disabled_at)
		a->fault = LTI_person_shut;
	return *a->said.name && !p.disabled_at
		? lti_person_rename(rq->db, p.id, a->said.name) : OK;
}

/* ---- Where --------------------------------------------------------------------------- */

static enum err context_keep(struct request *rq, const struct arrival *a,
			     const char **id)
{
	struct lti_context c = {
		.id = ident_make(rq->mem, rq->now),
		.platform_id = a->platform.id,
		.deployment = a->said.deployment,
		.context = a->said.context,
		.title = a->said.context_title,
		.label = a->said.context_label,
		.members_url = a->said.members_url,
		.updated_at = rq->now,
	};
	enum err e;

	*id = NULL;
	if (!*a->said.context)
		return OK;
	e = lti_context_keep(rq->db, &c);
	*id = c.id;
	return e;
}

/*
 * A course was copied, and this is a copy of a place that we know: it opens the
 * same. Line items are the new course's own, to be found there again; attempts
 * stay where they were.
 */
static enum err link_before(struct request *rq, const struct arrival *a,
			    struct lti_link *out)
{
	const char *history = a->said.link_history, *id;
	struct lti_link before;
	enum err e = ERR_NOT_FOUND;

	for (int i = 0; i < HISTORY_MOST && e == ERR_NOT_FOUND &&
			(id = lti_history_next(rq->mem, &history)); i++)
		e = lti_link_by_place(rq->db, a->platform.id, "", id, &before);
	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	out->module_id = before.module_id;
	out->unit_ident = before.unit_ident;
	return OK;
}

/* The one there is, or a new one; `id` NULL tells that it is to be added. */
static enum err link_find(struct request *rq, const struct arrival *a,
			  struct lti_link *out)
{
	enum err e = lti_link_by_place(rq->db, a->platform.id,
				       a->said.deployment, a->said.link, out);

	if (e != ERR_NOT_FOUND)
		return e;
	*out = (struct lti_link){
		.platform_id = a->platform.id,
		.deployment = a->said.deployment,
		.resource_link = a->said.link,
		.module_id = "", .unit_ident = "", .title = "",
		.line_item = "", .line_items = "", .scopes = "",
		.created_at = rq->now,
	};
	return link_before(rq, a, out);
}

static enum err unit_known(struct request *rq, const struct module *m,
			   const char *ident, bool *out)
{
	struct unit *units;
	size_t n;
	enum err e;

	*out = !*ident;
	if (*out || !m->version.id)
		return OK;
	if ((e = unit_list(rq->db, m->version.id, &units, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(units[i].ident, ident) == 0)
			*out = true;
	return OK;
}

/*
 * What is told now; what is not told keeps what we found by ourselves, as long as
 * the place is about the same thing. True when it is about another.
 */
static bool link_fill(struct lti_link *l, const struct arrival *a,
		      const char *context_id, int64_t now)
{
	const struct lti_said *s = &a->said;
	const bool moved = *s->target.module &&
			   (!text_same(l->module_id, s->target.module) ||
			    !text_same(l->unit_ident, s->target.unit));

	if (moved) {
		l->module_id = s->target.module;
		l->unit_ident = s->target.unit;
		l->line_item = "";
		l->most = 0;
	}
	if (*s->line_item && !text_same(l->line_item, s->line_item)) {
		l->line_item = s->line_item;
		l->most = 0;
	}
	l->line_items = s->line_items;
	l->scopes = s->scopes;
	l->context_id = context_id;
	l->title = s->link_title;
	l->updated_at = now;
	return moved;
}

/*
 * May this connection open it? What its agency may see. By a link that was good
 * before they come in also when the module was closed: the page there says so.
 */
static enum err module_check(struct request *rq, struct arrival *a,
			     const struct lti_link *link, bool before)
{
	const struct person agency = { .id = "", .guest = true,
				       .agency_id = a->platform.agency_id };
	struct module m;
	bool seen, known;
	enum err e = module_by_id(rq->db, link->module_id, &m);

	if (e == ERR_NOT_FOUND) {
		a->fault = LTI_module_gone;
		return OK;
	}
	if (e || (e = module_seen_by(rq->db, &m, &agency, before, &seen)))
		return e;
	if (!seen || !m.version.id)
		a->fault = LTI_module_gone;
	else if (!before) {
		e = unit_known(rq, &m, link->unit_ident, &known);
		if (!e && !known)
			a->fault = LTI_unit_gone;
	}
	return e;
}

static enum err link_keep(struct request *rq, struct arrival *a,
			  struct lti_link *link)
{
	struct lti_link before;
	const char *context_id;
	bool moved;
	enum err e;

	if ((e = link_find(rq, a, link)))
		return e;
	if (!*a->said.target.module && !*link->module_id) {
		a->fault = LTI_module_unsaid;
		return OK;
	}
	if ((e = context_keep(rq, a, &context_id)))
		return e;
	before = *link;
	moved = link_fill(link, a, context_id, rq->now);
	a->endpoints = !text_same(before.line_item, link->line_item) ||
		       !text_same(before.line_items, link->line_items) ||
		       !text_same(before.scopes, link->scopes);
	if ((e = module_check(rq, a, link, link->id && !moved)) || a->fault)
		return e;
	if (link->id)
		return lti_link_change(rq->db, link, &before);
	link->id = ident_make(rq->mem, rq->now);
	return lti_link_add(rq->db, link);
}

/* Whom nobody names are nobody's members: nothing is told of them. */
static enum err member_keep(struct request *rq, const struct arrival *a,
			    const char *link_id, const char *person_id)
{
	if (!*a->said.sub)
		return OK;
	return lti_member_keep(rq->db, &(struct lti_member){
		.link_id = link_id, .person_id = person_id,
		.sub = a->said.sub, .role = launch_role_name(a->said.role),
		.seen_at = rq->now });
}

/* ---- A review: whose work is looked at -------------------------------------------------- */

static enum err review_check(struct request *rq, struct arrival *a,
			     const char *person_id, const char **of_id)
{
	struct lti_account account;
	enum err e;

	*of_id = NULL;
	if (a->said.kind != LAUNCH_REVIEW)
		return OK;
	e = lti_account_find(rq->db, a->platform.issuer, a->said.of, &account);
	if (e && e != ERR_NOT_FOUND)
		return e;
	if (!e && text_same(account.person_id, person_id))
		*of_id = account.person_id;
	else if (a->said.role != LAUNCH_INSTRUCTOR)
		a->fault = LTI_review_role;
	else if (e)
		a->fault = LTI_review_nobody;
	else
		*of_id = account.person_id;
	return OK;
}

/* They are of that link's course: else an instructor of one course would see the
   work of another's. */
static enum err review_member(struct request *rq, struct arrival *a,
			      const char *link_id, const char *of_id)
{
	const char *role;
	enum err e;

	if (!of_id)
		return OK;
	if ((e = lti_member_role(rq->db, link_id, of_id, &role)))
		return e;
	if (!*role)
		a->fault = LTI_review_nobody;
	return OK;
}

/* ---- The launch ------------------------------------------------------------------------- */

static const char *settings_of(struct request *rq, const struct arrival *a)
{
	json_t *copy;
	char *text;

	if (!a->said.settings)
		return "{}";
	copy = json_copy((json_t *)a->said.settings);
	json_object_set_new(copy, "deployment_id",
			    json_string(a->said.deployment));
	text = json_dumps(copy, JSON_COMPACT);
	json_decref(copy);
	arena_own(rq->mem, text, free);
	return text;
}

static enum err launch_add(struct request *rq, const struct arrival *a,
			   const char *person_id, const char *link_id,
			   const char *of_id, const char **id,
			   const char **ticket)
{
	char secret[SECRET_SIZE], hash[SECRET_HASH_SIZE];

	secret_new(secret);
	secret_hash(secret, hash);
	*id = ident_make(rq->mem, rq->now);
	*ticket = arena_copy(rq->mem, secret, strlen(secret));
	return lti_launch_add(rq->db, &(struct lti_launch){
		.id = *id,
		.platform_id = a->platform.id,
		.link_id = link_id,
		.person_id = person_id,
		.kind = launch_kind_name(a->said.kind),
		.role = launch_role_name(a->said.role),
		.of_id = of_id,
		.return_url = a->said.return_url,
		.settings = settings_of(rq, a),
		.embed = lti_embed(rq->mem, &a->platform),
		.locale = a->said.locale,
		.ticket_hash = hash,
		.created_at = rq->now,
	});
}

/* The place first: who cannot open anything leaves no account behind. */
static enum err place_keep(struct request *rq, struct arrival *a,
			   const char **link_id)
{
	struct lti_link link;
	enum err e;

	*link_id = NULL;
	if (a->said.kind == LAUNCH_CHOICE)
		return OK;
	e = link_keep(rq, a, &link);
	*link_id = link.id;
	return e;
}

enum err lti_launch_make(struct request *rq, struct arrival *a,
			 const char **id, const char **ticket)
{
	const char *person_id, *link_id, *of_id;
	enum err e;

	/* Whom nobody names counts for nobody: as who only looks. */
	if (!*a->said.sub)
		a->said.role = LAUNCH_TEST;
	if ((e = deployment_check(rq, a)) || a->fault ||
	    (e = place_keep(rq, a, &link_id)) || a->fault ||
	    (e = person_find(rq, a, &person_id)) || a->fault ||
	    (e = review_check(rq, a, person_id, &of_id)) || a->fault ||
	    (e = review_member(rq, a, link_id, of_id)) || a->fault)
		return e;
	if (link_id && ((e = member_keep(rq, a, link_id, person_id)) ||
			(e = passback_launched(rq->db, link_id, person_id,
					       a->endpoints, rq->now))))
		return e;
	return launch_add(rq, a, person_id, link_id, of_id, id, ticket);
}
