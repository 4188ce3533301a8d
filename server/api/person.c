#include "api/person.h"

json_t *roles_json(unsigned roles)
{
	json_t *list = json_pack("[s]", "learner");

	for (unsigned bit = 1; bit < ROLES_END; bit <<= 1)
		if (roles & bit)
			json_array_append_new(list,
				json_string(role_name((enum role)bit)));
	return list;
}

static json_t *nip_json(const char *nip, bool whole)
{
	char masked[NIP_MASKED_SIZE];

	if (!nip || whole)
		return nip ? json_string(nip) : json_null();
	nip_mask(nip, masked);
	return json_string(masked);
}

static json_t *json_of(const struct person *p, bool whole_nip)
{
	return json_pack("{s:s, s:s, s:s, s:s?, s:o, s:o, s:{s:s, s:s}, s:b, s:b,"
			 " s:b}",
			 "id", p->id,
			 "name", p->name,
			 "login", p->login,
			 "email", p->email,
			 "nip", nip_json(p->nip, whole_nip),
			 "roles", roles_json(p->roles),
			 "agency", "id", p->agency_id, "name", p->agency_name,
			 "mustSetPassword", p->must_set_password,
			 /* A guest was told on the page where they registered. */
			 "privacyDue", !p->guest &&
				       p->privacy < PRIVACY_VERSION,
			 "guest", p->guest);
}

json_t *person_json(const struct person *p)
{
	return json_of(p, false);
}

static json_t *named_json(const char *id, const char *name)
{
	return id ? json_pack("{s:s, s:s}", "id", id, "name", name)
		  : json_null();
}

json_t *person_json_admin(const struct person *p, bool whole_nip)
{
	json_t *json = json_of(p, whole_nip);

	json_object_set_new(json, "disabled", json_boolean(p->disabled_at));
	json_object_set_new(json, "state",
			    json_string(person_state_name(person_state(p))));
	json_object_set_new(json, "createdAt",
			    json_integer((json_int_t)p->created_at));
	json_object_set_new(json, "kind", json_string(p->kind ? p->kind : ""));
	json_object_set_new(json, "unit", named_json(p->unit_id,
						     p->unit_name));
	json_object_set_new(json, "job", named_json(p->job_id, p->job_name));
	return json;
}
