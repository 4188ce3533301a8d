/*
 * A person added or changed, one at a time; what was changed is written down.
 */
#include <string.h>

#include "api/field.h"
#include "api/people/people.h"
#include "api/person.h"
#include "api/scope.h"
#include "auth/account.h"
#include "auth/auth.h"
#include "base/text.h"
#include "domain/day.h"
#include "routes.h"
#include "serve.h"
#include "store/activation.h"
#include "store/agency.h"
#include "store/membership.h"
#include "store/org.h"

static void person_changed(struct request *rq)
{
	grant_drop(rq->server->auth->grants, request_param(rq, "id"));
}

static enum err taken(struct request *rq, const char *clash)
{
	const enum person_field field =
		strcmp(clash, "login") == 0 ? PERSON_LOGIN
		: strcmp(clash, "nip") == 0 ? PERSON_NIP : PERSON_EMAIL;

	return refuse(rq, P_name_taken,
		      VALUES({ "field", person_label(field)->in[rq->lang] },
			     { "member", person_member(field) }));
}

/* An array of names; `out` keeps its value when the member is absent. */
static enum err field_roles(struct request *rq, unsigned *out)
{
	const json_t *list = json_object_get(rq->json, "roles");
	unsigned roles = 0;

	if (!list)
		return OK;
	if (!json_is_array(list) || json_array_size(list) > 16)
		return people_field_refused(rq, PERSON_ROLES);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));
		const enum role role = name ? role_named(name) : 0;

		if (!role && (!name || strcmp(name, "learner")))
			return people_field_refused(rq, PERSON_ROLES);
		roles |= role;
	}
	*out = roles;
	return OK;
}

/* In the caller's language, as field_bad_named shows it in any. */
static enum err nip_refused(struct request *rq, const char *typed)
{
	struct nip nip;
	const enum nip_fault fault = nip_read(typed, rq->now, &nip);
	const char *said = nip_fault_say(rq->mem, fault, &nip, rq->lang);
	const struct phrase reason = { { said, said } };

	return field_bad_named(rq, person_member(PERSON_NIP),
			       person_label(PERSON_NIP)->in[rq->lang], &reason);
}

/*
 * A number that is new is held against the rule; one from before it was is let
 * be. Without a kind, the number says it.
 */
static enum err nip_check(struct request *rq, struct person *p,
			  const char *before)
{
	struct nip nip;

	if (!p->nip || (before && strcmp(before, p->nip) == 0))
		return OK;
	if (nip_read(p->nip, rq->now, &nip))
		return nip_refused(rq, p->nip);
	if (!*p->kind)
		p->kind = nip_kind_name(&nip);
	return OK;
}

/* For whom, and as what: never further than the caller's own reach. */
static enum err reach_check(struct request *rq, const struct person *p)
{
	const enum err e = agency_scope(rq, p->agency_id);

	return e ? e : people_touchable(rq, p);
}

/* Members that are there replace what is in `p`; null takes away. */
static enum err fields_read(struct request *rq, struct person *p)
{
	const struct { const char *name; const char **to; } texts[] = {
		{ "name", &p->name }, { "login", &p->login },
		{ "nip", &p->nip }, { "email", &p->email },
		{ "agency", &p->agency_id }, { "kind", &p->kind },
	};
	const char *const login = p->login, *const nip = p->nip, *typed;
	enum person_field field;
	enum err e;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (json_object_get(rq->json, texts[i].name) &&
		    (e = field_text(rq, texts[i].name, 1000, texts[i].to)))
			return e;
	if ((e = field_roles(rq, &p->roles)))
		return e;
	/* Who signs in by their NIP goes on to: an NI PPPK changes. */
	if (login && p->login && strcmp(p->login, login) == 0 && nip &&
	    strcmp(login, nip) == 0)
		p->login = NULL;
	typed = p->nip;
	field = person_form(rq->mem, p);
	if (field)
		return field == PERSON_NIP ? nip_refused(rq, typed)
					   : people_field_refused(rq, field);
	return person_kind_known(p->kind)
		? nip_check(rq, p, nip)
		: people_field_refused(rq, PERSON_KIND);
}

/* The agency that `p` names, in words too. */
static enum err agency_fill(struct request *rq, struct person *p)
{
	struct agency agency;
	enum err e = agency_by_id(rq->db, p->agency_id ? p->agency_id : "",
				  &agency);

	if (e)
		return e == ERR_NOT_FOUND
			? people_field_refused(rq, PERSON_AGENCY) : e;
	p->agency_name = agency.name;
	return OK;
}

enum err people_check(struct request *rq, struct response *rs)
{
	struct person *p = arena_new(rq->mem, struct person);
	char *hash = arena_alloc(rq->mem, PASSWORD_HASH_SIZE);
	const char *password;
	enum err e;

	(void)rs;
	p->agency_id = rq->person->agency_id;
	p->kind = "";
	if ((e = fields_read(rq, p)) || (e = reach_check(rq, p)) ||
	    (e = field_text(rq, "password", 8 * PASSWORD_MAX, &password)))
		return e;
	rq->prepared = p;
	p->must_set_password = true;
	if (!password)
		return OK;
	if (password_weak(password, p))
		return refuse(rq, P_password_weak, NO_VALUES);
	p->password = hash;
	return password_hash(rq->server->auth->passwords, password, hash);
}

/* Who got no password gets a link, told once, to whoever added them. */
static enum err link_add(struct request *rq, const struct person *p,
			 const char **link)
{
	char token[SECRET_SIZE];
	enum err e;

	*link = NULL;
	if (p->password)
		return OK;
	if ((e = account_link(rq->db, p->id, rq->now, token)))
		return e;
	*link = arena_format(rq->mem, ACCOUNT_LINK_PATH "%s", token);
	return OK;
}

enum err people_add(struct request *rq, struct response *rs)
{
	struct person p = *(const struct person *)rq->prepared;
	const char *clash, *link;
	json_t *json;
	enum err e;

	p.id = ident_make(rq->mem, rq->now);
	p.created_at = rq->now;
	if ((e = agency_fill(rq, &p)) || (e = person_add(rq->db, &p, &clash)))
		return e;
	if (clash)
		return taken(rq, clash);
	if ((e = link_add(rq, &p, &link)) ||
	    (e = people_note(rq, p.id, "added", "")))
		return e;
	json = person_json_admin(&p, true);
	json_object_set_new(json, "warnings", people_warnings(rq, &p));
	if (link)
		json_object_set_new(json, "link", json_string(link));
	return respond_json(rq, rs, 201, json);
}

/* Disabling ends sessions, and by the epoch every token. */
static enum err disabled_set(struct request *rq, const struct person *p,
			     bool disabled)
{
	enum err e;

	if (disabled == !!p->disabled_at)
		return OK;
	if ((e = person_set_disabled(rq->db, p->id, disabled ? rq->now : 0)))
		return e;
	return disabled ? session_end_all(rq->db, p->id, NULL, rq->now) : OK;
}

/* Asked after the change, in its transaction. */
static enum err admin_left(struct request *rq, const struct person *before)
{
	size_t n;
	enum err e;

	if (!(before->roles & ROLE_ADMIN) || before->disabled_at)
		return OK;
	if ((e = person_count_admins(rq->db, &n)))
		return e;
	return n ? OK : refuse(rq, P_last_admin, NO_VALUES);
}

/* Only the NIP moves it, where the NIP is the login. */
static enum err login_kept(struct request *rq, const struct person *before,
			   const struct person *now)
{
	static const struct phrase fixed = { {
		"Nama masuk tidak dapat diubah.",
		"A login name cannot be changed." } };
	const bool was_nip = before->nip && now->nip &&
			     strcmp(before->login, before->nip) == 0 &&
			     strcmp(now->login, now->nip) == 0;

	return was_nip || strcmp(before->login, now->login) == 0
		? OK : field_bad_named(rq, person_member(PERSON_LOGIN),
				       person_label(PERSON_LOGIN)->in[rq->lang],
				       &fixed);
}

/* One row for each thing that is another now; a NIP is not told. */
static enum err changes_note(struct request *rq, const struct person *before,
			     const struct person *now)
{
	const struct { const char *kind, *was, *is; } all[] = {
		{ "name", before->name, now->name },
		{ "email", before->email, now->email },
		{ "kind", before->kind, now->kind },
		{ "agency", before->agency_name, now->agency_name },
		{ "roles", people_roles(rq, before->roles),
		  people_roles(rq, now->roles) },
	};
	enum err e = OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all) && !e; i++)
		if (!text_alike(all[i].was, all[i].is))
			e = people_note(rq, now->id, all[i].kind,
					people_change_words(rq, all[i].was,
							    all[i].is));
	if (!e && !text_alike(before->nip, now->nip))
		e = people_note(rq, now->id, "nip", "");
	if (!e && !before->disabled_at != !now->disabled_at)
		e = people_note(rq, now->id,
				now->disabled_at ? "disabled" : "enabled", "");
	return e;
}

/* Who leaves an agency leaves its units, and sees none of them any more. */
static enum err agency_left(struct request *rq, const struct person *before,
			    const struct person *now)
{
	struct membership none = { .person_id = now->id }, was;
	char *day = arena_alloc(rq->mem, DAY_SIZE);
	enum move move;
	enum err e;

	if (text_alike(before->agency_id, now->agency_id))
		return OK;
	day_at(rq->now, ZONE_WIB, day);
	none.from_day = day;
	if ((e = supervisions_clear(rq->db, now->id)))
		return e;
	return membership_move(rq->db, &none, day, rq->person->id, rq->now,
			       &was, &move);
}

static enum err change_write(struct request *rq, const struct person *before,
			     struct person *p, bool disabled)
{
	const char *clash;
	enum err e;

	if ((e = person_change(rq->db, p, &clash)))
		return e;
	if (clash)
		return taken(rq, clash);
	if ((e = person_set_roles(rq->db, p->id, p->roles)) ||
	    (e = disabled_set(rq, before, disabled)) ||
	    (e = admin_left(rq, before)) ||
	    (e = agency_left(rq, before, p)) ||
	    (e = person_by_id(rq->db, p->id, p)))
		return e;
	return changes_note(rq, before, p);
}

enum err people_change(struct request *rq, struct response *rs)
{
	struct person before, p;
	bool disabled;
	json_t *json;
	enum err e;

	if ((e = people_touched(rq, &before)))
		return e;
	p = before;
	disabled = before.disabled_at;
	if ((e = fields_read(rq, &p)) || (e = login_kept(rq, &before, &p)) ||
	    (e = agency_fill(rq, &p)) || (e = reach_check(rq, &p)) ||
	    (e = field_bool(rq, "disabled", &disabled)) ||
	    (e = change_write(rq, &before, &p, disabled)))
		return e;
	rq->after = person_changed;
	json = person_json_admin(&p, true);
	json_object_set_new(json, "warnings", people_warnings(rq, &p));
	return respond_json(rq, rs, 200, json);
}
