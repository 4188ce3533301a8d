#include <string.h>

#include "api/account/session.h"
#include "api/field.h"
#include "api/people/membership.h"
#include "api/people/people.h"
#include "api/person.h"
#include "api/scope.h"
#include "auth/account.h"
#include "auth/auth.h"
#include "routes.h"
#include "serve.h"
#include "store/activation.h"
#include "store/agency.h"
#include "store/like.h"
#include "store/membership.h"
#include "store/person.h"
#include "store/person_event.h"

#define PAGE 20
#define PAGE_MOST 200

static void person_changed(struct request *rq)
{
	grant_drop(rq->server->auth->grants, request_param(rq, "id"));
}

enum err people_by_id(struct request *rq, const char *id, struct person *out)
{
	const enum err e = person_by_id(rq->db, id, out);

	if (e)
		return e;
	return out->guest ? fail(ERR_NOT_FOUND, "a guest")
			  : agency_scope_hidden(rq, out->agency_id);
}

enum err people_asked(struct request *rq, struct person *out)
{
	return people_by_id(rq, request_param(rq, "id"), out);
}

enum err people_touchable(struct request *rq, const struct person *p)
{
	return p->roles & ROLE_ADMIN && !person_is(rq->person, ROLE_ADMIN)
		? refuse(rq, P_admins_only, NO_VALUES) : OK;
}

enum err people_touched(struct request *rq, struct person *out)
{
	const enum err e = people_asked(rq, out);

	return e ? e : people_touchable(rq, out);
}

enum err people_field_refused(struct request *rq, enum person_field field)
{
	return field_bad_named(rq, person_member(field),
			       person_label(field)->in[rq->lang],
			       person_rule(field));
}

enum err people_agency(struct request *rq, bool json, struct agency *out)
{
	const char *id = query_text(rq, "agency");
	enum err e;

	if (json && (e = field_text(rq, "agency", 64, &id)))
		return e;
	if (!id || !*id)
		id = rq->person->agency_id;
	if ((e = agency_scope(rq, id)))
		return e;
	e = agency_by_id(rq->db, id, out);
	return e == ERR_NOT_FOUND ? people_field_refused(rq, PERSON_AGENCY) : e;
}

enum err people_note(struct request *rq, const char *person_id,
		     const char *kind, const char *words)
{
	return person_event_add(rq->db, person_id, rq->person->id, kind, words,
				rq->now);
}

const char *people_change_words(struct request *rq, const char *before,
				const char *after)
{
	return arena_format(rq->mem, "%s\n%s", before ? before : "",
			    after ? after : "");
}

const char *people_roles(struct request *rq, unsigned roles)
{
	struct text t = { .mem = rq->mem };

	text_puts(&t, "learner");
	for (unsigned bit = 1; bit < ROLES_END; bit <<= 1)
		if (roles & bit)
			text_putf(&t, ",%s", role_name((enum role)bit));
	return t.bytes;
}

/* A role or state that does not exist is nobody's, not everybody's. */
struct person_filter people_filter(struct request *rq)
{
	const char *own = agency_scope_filter(rq);

	return (struct person_filter){
		.like = like_containing(rq->mem, query_text(rq, "q")),
		.agency_id = *own ? own : query_text(rq, "agency"),
		.role = query_text(rq, "role"),
		.state = query_text(rq, "state"),
		.kind = query_text(rq, "kind"),
		.unit_id = query_text(rq, "unit"),
		.job_id = query_text(rq, "job"),
	};
}

enum err people_list(struct request *rq, struct response *rs)
{
	const struct person_filter filter = people_filter(rq);
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

static void warn(json_t *list, const char *code, const char *message)
{
	json_array_append_new(list, json_pack("{s:s, s:s}", "code", code,
					      "message", message));
}

json_t *people_warnings(struct request *rq, const struct person *p)
{
	static const struct phrase kind = { {
		"Jenis pegawai tidak cocok dengan NIP. Menurut NIP, orang ini PNS atau CPNS bila angka ke-13 dan 14 bulan, PPPK bila 21 sampai 29.",
		"The employee kind does not go with the NIP: digits 13 and 14 are a month for PNS and CPNS, 21 to 29 for PPPK." } };
	json_t *list = json_array();
	enum nip_fault fault;
	struct nip nip;

	if (!p->nip)
		return list;
	if ((fault = nip_read(p->nip, rq->now, &nip))) {
		warn(list, "nip_rule",
		     nip_fault_say(rq->mem, fault, &nip, rq->lang));
		return list;
	}
	if (!nip_kind_fits(&nip, p->kind))
		warn(list, "nip_kind", kind.in[rq->lang]);
	for (unsigned bit = 1; bit <= NIP_APPOINTED_OLD; bit <<= 1)
		if (nip.warnings & bit)
			warn(list, "nip_age", nip_warning_text(
				(enum nip_warning)bit)->in[rq->lang]);
	return list;
}

enum err people_show(struct request *rq, struct response *rs)
{
	struct person p;
	json_t *json, *activation;
	enum err e;

	if ((e = people_asked(rq, &p)) ||
	    (e = activation_json(rq, &p, &activation)))
		return e;
	json = person_json_admin(&p, true);
	json_object_set_new(json, "activation", activation);
	json_object_set_new(json, "warnings", people_warnings(rq, &p));
	json = request_own_json(rq, json);
	if ((e = membership_json(rq, &p, json)))
		return e;
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err people_sessions(struct request *rq, struct response *rs)
{
	struct session *sessions;
	struct person p;
	size_t n;
	enum err e;

	if ((e = people_touched(rq, &p)) ||
	    (e = session_list(rq->db, p.id, rq->now, &sessions, &n)))
		return e;
	return respond_json(rq, rs, 200,
			    sessions_json(sessions, n, rq->session));
}

enum err people_session_end(struct request *rq, struct response *rs)
{
	struct person p;
	enum err e;

	if ((e = people_touched(rq, &p)) ||
	    (e = session_end(rq->db, request_param(rq, "session"),
			     request_param(rq, "id"), rq->now)))
		return e;
	rq->after = person_changed;
	return respond_empty(rs, 204);
}

enum err people_sessions_end(struct request *rq, struct response *rs)
{
	struct person p;
	enum err e;

	if ((e = people_touched(rq, &p)) ||
	    (e = session_end_all(rq->db, p.id, NULL, rq->now)))
		return e;
	rq->after = person_changed;
	return respond_empty(rs, 204);
}
