#include <string.h>

#include "api/field.h"
#include "api/person.h"
#include "api/session.h"
#include "auth/account.h"
#include "auth/auth.h"
#include "routes.h"
#include "serve.h"
#include "store/activation.h"
#include "store/agency.h"
#include "store/like.h"
#include "store/person.h"

#define PAGE 20
#define PAGE_MOST 200

static void person_changed(struct request *rq)
{
	grant_drop(rq->server->auth->grants, request_param(rq, "id"));
}

static enum err person_asked(struct request *rq, struct person *out)
{
	return person_by_id(rq->db, request_param(rq, "id"), out);
}

static enum err field_refused(struct request *rq, enum person_field field)
{
	return field_bad_named(rq, person_member(field),
			       person_label(field)->in[rq->lang],
			       person_rule(field));
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

/* A role or state that does not exist is nobody's, not everybody's. */
static struct person_filter filter_asked(struct request *rq)
{
	return (struct person_filter){
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.agency_id = query_text(rq, "agency"),
		.role = query_text(rq, "role"),
		.state = query_text(rq, "state"),
	};
}

enum err people_list(struct request *rq, struct response *rs)
{
	const struct person_filter filter = filter_asked(rq);
	struct person *people;
	size_t n, total;
	int64_t page, per;
	json_t *list;
	enum err e;

	if ((e = query_number(rq, "page", 1, 1000000, 1, &page)) ||
	    (e = query_number(rq, "per", 1, PAGE_MOST, PAGE, &per)) ||
	    (e = person_count(rq->db, &filter, &total)) ||
	    (e = person_page(rq->db, &filter, (size_t)((page - 1) * per),
			     (size_t)per, &people, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list,
				      person_json_admin(&people[i], false));
	return respond_json(rq, rs, 200,
			    json_pack("{s:o, s:I, s:I, s:I}", "people", list,
				      "page", (json_int_t)page, "pages",
				      (json_int_t)((total + (size_t)per - 1) /
						   (size_t)per),
				      "total", (json_int_t)total));
}

/* How the code stands that the person was given last; null without one. */
static enum err activation_json(struct request *rq, const struct person *p,
				json_t **out)
{
	struct activation a;
	enum err e = activation_of(rq->db, p->id, &a);

	*out = json_null();
	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	*out = json_pack("{s:I, s:I, s:o}",
			 "createdAt", (json_int_t)a.created_at,
			 "expiresAt", (json_int_t)a.expires_at,
			 "usedAt", a.used_at
				? json_integer((json_int_t)a.used_at)
				: json_null());
	return OK;
}

enum err people_show(struct request *rq, struct response *rs)
{
	struct person p;
	json_t *json, *activation;
	enum err e;

	if ((e = person_asked(rq, &p)) ||
	    (e = activation_json(rq, &p, &activation)))
		return e;
	json = person_json_admin(&p, true);
	json_object_set_new(json, "activation", activation);
	return respond_json(rq, rs, 200, json);
}

/* An array of names; `out` keeps its value when the member is absent. */
static enum err field_roles(struct request *rq, unsigned *out)
{
	const json_t *list = json_object_get(rq->json, "roles");
	unsigned roles = 0;

	if (!list)
		return OK;
	if (!json_is_array(list) || json_array_size(list) > 16)
		return field_refused(rq, PERSON_ROLES);
	for (size_t i = 0; i < json_array_size(list); i++) {
		const char *name = json_string_value(json_array_get(list, i));
		const enum role role = name ? role_named(name) : 0;

		if (!role && (!name || strcmp(name, "learner")))
			return field_refused(rq, PERSON_ROLES);
		roles |= role;
	}
	*out = roles;
	return OK;
}

/* Members that are there replace what is in `p`; null takes away. */
static enum err fields_read(struct request *rq, struct person *p)
{
	const struct { const char *name; const char **to; } texts[] = {
		{ "name", &p->name }, { "login", &p->login },
		{ "nip", &p->nip }, { "email", &p->email },
		{ "agency", &p->agency_id },
	};
	enum person_field field;
	enum err e;

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (json_object_get(rq->json, texts[i].name) &&
		    (e = field_text(rq, texts[i].name, 1000, texts[i].to)))
			return e;
	if ((e = field_roles(rq, &p->roles)))
		return e;
	field = person_form(rq->mem, p);
	return field ? field_refused(rq, field) : OK;
}

/* The agency that `p` names, in words too. */
static enum err agency_fill(struct request *rq, struct person *p)
{
	struct agency agency;
	enum err e = agency_by_id(rq->db, p->agency_id ? p->agency_id : "",
				  &agency);

	if (e)
		return e == ERR_NOT_FOUND ? field_refused(rq, PERSON_AGENCY)
					  : e;
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
	if ((e = fields_read(rq, p)) ||
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
	if ((e = link_add(rq, &p, &link)))
		return e;
	json = person_json_admin(&p, true);
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

static enum err login_kept(struct request *rq, const struct person *before,
			   const struct person *now)
{
	static const struct phrase fixed = { {
		"Nama masuk tidak dapat diubah.",
		"A login name cannot be changed." } };

	return strcmp(before->login, now->login) == 0
		? OK : field_bad_named(rq, person_member(PERSON_LOGIN),
				       person_label(PERSON_LOGIN)->in[rq->lang],
				       &fixed);
}

enum err people_change(struct request *rq, struct response *rs)
{
	struct person before, p;
	const char *clash;
	bool disabled;
	enum err e;

	if ((e = person_asked(rq, &before)))
		return e;
	p = before;
	disabled = before.disabled_at;
	if ((e = fields_read(rq, &p)) || (e = login_kept(rq, &before, &p)) ||
	    (e = agency_fill(rq, &p)) ||
	    (e = field_bool(rq, "disabled", &disabled)) ||
	    (e = person_change(rq->db, &p, &clash)))
		return e;
	if (clash)
		return taken(rq, clash);
	if ((e = person_set_roles(rq->db, p.id, p.roles)) ||
	    (e = disabled_set(rq, &before, disabled)) ||
	    (e = admin_left(rq, &before)) || (e = person_asked(rq, &p)))
		return e;
	rq->after = person_changed;
	return respond_json(rq, rs, 200, person_json_admin(&p, true));
}

enum err people_sessions(struct request *rq, struct response *rs)
{
	struct session *sessions;
	struct person p;
	size_t n;
	enum err e;

	if ((e = person_asked(rq, &p)) ||
	    (e = session_list(rq->db, p.id, rq->now, &sessions, &n)))
		return e;
	return respond_json(rq, rs, 200,
			    sessions_json(sessions, n, rq->session));
}

enum err people_session_end(struct request *rq, struct response *rs)
{
	enum err e;

	if ((e = session_end(rq->db, request_param(rq, "session"),
			     request_param(rq, "id"), rq->now)))
		return e;
	rq->after = person_changed;
	return respond_empty(rs, 204);
}

enum err people_sessions_end(struct request *rq, struct response *rs)
{
	struct person p;
	enum err e;

	if ((e = person_asked(rq, &p)) ||
	    (e = session_end_all(rq->db, p.id, NULL, rq->now)))
		return e;
	rq->after = person_changed;
	return respond_empty(rs, 204);
}
