/*
 * Links by which another LMS registers us by itself: made by an administrator,
 * pasted there, used once within a day (api/public/lti_register.c).
 */
#include <string.h>

#include "api/field.h"
#include "api/lti/field.h"
#include "api/scope.h"
#include "auth/secret.h"
#include "domain/person.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_invitation.h"

#define INVITATION_MS (24 * 3600 * INT64_C(1000))
#define HOST_MOST 255

static const struct phrase host_rule = { {
	"Tulis alamat LMS itu, misalnya https://lms.contoh.go.id, atau kosongkan.",
	"Write that LMS's address, such as https://lms.example.go.id, or leave it empty." } };
/* "lms.example:8443" of an address as people paste it; NULL for what is none. */
static const char *host_read(struct arena *mem, const char *typed)
{
	const char *at = strstr(typed, "://");
	const char *host = at ? at + 3 : typed;
	const size_t n = strcspn(host, "/?#");

	for (size_t i = 0; i < n; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789.-:[]",
			    host[i]))
			return NULL;
	return n && n <= HOST_MOST ? arena_copy(mem, host, n) : NULL;
}

static json_t *invitation_json(const struct lti_invitation *v)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I}", "id", v->token_hash,
			 "agency", v->agency_id, "host", v->host,
			 "createdAt", (json_int_t)v->created_at,
			 "expiresAt", (json_int_t)v->expires_at);
}

enum err lti_invitation_create(struct request *rq, struct response *rs)
{
	char token[SECRET_SIZE], hash[SECRET_HASH_SIZE];
	struct lti_invitation v = {
		.created_by = rq->person->id, .created_at = rq->now,
		.expires_at = rq->now + INVITATION_MS, .host = "" };
	const char *lms;
	json_t *json;
	enum err e;

	if ((e = lti_agency_read(rq, &v.agency_id)) ||
	    (e = field_text(rq, "lms", 2048, &lms)))
		return e;
	lms = lms ? text_lower(rq->mem, text_trim(rq->mem, lms)) : "";
	if (*lms && !(v.host = host_read(rq->mem, lms)))
		return field_bad(rq, "lms", &host_rule);
	secret_new(token);
	secret_hash(token, hash);
	v.token_hash = hash;
	if ((e = lti_invitation_add(rq->db, &v)))
		return e;
	json = invitation_json(&v);
	/* Told this once. */
	json_object_set_new(json, "url", json_sprintf(
		"%s/lti/register?invitation=%s", lti_base(rq), token));
	return respond_json(rq, rs, 201, json);
}

enum err lti_invitation_index(struct request *rq, struct response *rs)
{
	struct lti_invitation *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = lti_invitation_open(rq->db, agency_scope_asked(rq), rq->now,
				     &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, invitation_json(&all[i]));
	return respond_json(rq, rs, 200,
			    json_pack("{s:o}", "invitations", list));
}

enum err lti_invitation_delete(struct request *rq, struct response *rs)
{
	const enum err e = lti_invitation_recall(rq->db,
						 request_param(rq, "id"));

	return e ? e : respond_empty(rs, 204);
}
