/*
 * Platforms: the systems of others from which our modules are opened.
 */
#include "api/lti/platforms.h"

#include <string.h>

#include "api/field.h"
#include "api/lti/field.h"
#include "api/scope.h"
#include "api/wire.h"
#include "base/ident.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_platform.h"

#define URL_MOST 2048		/* bytes */
#define ID_MOST 255

static const struct phrase id_rule = { {
	"Tulis 1 sampai 255 huruf tanpa spasi, persis seperti di sistem itu.",
	"Write 1 to 255 letters without blanks, exactly as it stands there." } };
static const struct phrase deployments_rule = { {
	"Pilih accept (terima langsung) atau ask (tunggu persetujuan).",
	"Choose accept or ask." } };

static json_t *deployments_json(const struct lti_deployment *d, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:s, s:I}",
			"deployment", d[i].deployment, "state", d[i].state,
			"createdAt", (json_int_t)d[i].created_at));
	return list;
}

static json_t *platform_json(const struct lti_platform *p)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:s,"
			 " s:s, s:s, s:b, s:I, s:I, s:I}",
			 "id", p->id, "agency", p->agency_id, "name", p->name,
			 "issuer", p->issuer, "clientId", p->client_id,
			 "authUrl", p->auth_url, "tokenUrl", p->token_url,
			 "tokenAudience", text_or_null(p->token_audience),
			 "jwksUrl", p->jwks_url, "family", p->family,
			 "state", p->state, "deployments", p->deployments,
			 "anonymous", p->anonymous,
			 "revision", (json_int_t)p->revision,
			 "createdAt", (json_int_t)p->created_at,
			 "updatedAt", (json_int_t)p->updated_at);
}

enum err lti_platforms_list(struct request *rq, struct response *rs)
{
	struct lti_platform *all;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = lti_platform_list(rq->db, agency_scope_asked(rq), &all, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, platform_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:o}", "platforms", list));
}

enum err respond_lti_platform(struct request *rq, struct response *rs,
			      int status, const char *id)
{
	struct lti_deployment *deployments;
	struct lti_platform_grades grades;
	struct lti_platform p;
	json_t *json;
	size_t n;
	enum err e;

	if ((e = lti_platform_by_id(rq->db, id, &p)) ||
	    (e = lti_platform_grades(rq->db, id, &grades)) ||
	    (e = lti_deployment_list(rq->db, id, &deployments, &n)))
		return e;
	json = platform_json(&p);
	json_object_set_new(json, "grades", json_pack("{s:I, s:I, s:I}",
		"waiting", (json_int_t)grades.waiting,
		"sent", (json_int_t)grades.sent,
		"attention", (json_int_t)grades.attention));
	json_object_set_new(json, "known", deployments_json(deployments, n));
	return respond_json(rq, rs, status, json);
}

enum err lti_platform_show(struct request *rq, struct response *rs)
{
	return respond_lti_platform(rq, rs, 200, request_param(rq, "id"));
}

/* One line without blanks, of ASCII alone: compared byte by byte. */
static bool id_fits(const char *s)
{
	const size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (s[i] <= ' ' || s[i] > '~')
			return false;
	return n >= 1 && n <= ID_MOST;
}

/* These never change: who is who hangs on them. */
static enum err ids_read(struct request *rq, struct lti_platform *p)
{
	enum err e;

	if ((e = field_text_needed(rq, "issuer", 4 * ID_MOST, &p->issuer)) ||
	    (e = field_text_needed(rq, "clientId", 4 * ID_MOST,
				   &p->client_id)))
		return e;
	if (!id_fits(p->issuer))
		return field_bad(rq, "issuer", &id_rule);
	return id_fits(p->client_id) ? OK
		: field_bad(rq, "clientId", &id_rule);
}

static enum err choices_read(struct request *rq, struct lti_platform *p)
{
	const char *audience = NULL, *family = NULL, *deployments = NULL;
	enum err e;

	if ((e = field_text(rq, "tokenAudience", URL_MOST, &audience)) ||
	    (e = field_text(rq, "family", 40, &family)) ||
	    (e = field_text(rq, "deployments", 16, &deployments)) ||
	    (e = field_bool(rq, "anonymous", &p->anonymous)))
		return e;
	if (audience && *audience && !id_fits(audience))
		return field_bad(rq, "tokenAudience", &id_rule);
	if (audience)
		p->token_audience = audience;
	if (family)
		p->family = family;
	if (deployments)
		p->deployments = deployments;
	return strcmp(p->deployments, "accept") && strcmp(p->deployments, "ask")
		? field_bad(rq, "deployments", &deployments_rule) : OK;
}

enum err lti_platform_read(struct request *rq, struct lti_platform *p)
{
	enum err e;

	if ((e = lti_name_read(rq, &p->name)) ||
	    (e = lti_url_read(rq, "authUrl", true, &p->auth_url)) ||
	    (e = lti_url_read(rq, "tokenUrl", true, &p->token_url)) ||
	    (e = lti_url_read(rq, "jwksUrl", true, &p->jwks_url)))
		return e;
	return choices_read(rq, p);
}

enum err lti_platform_create(struct request *rq, struct response *rs)
{
	struct lti_platform p = {
		.id = ident_make(rq->mem, rq->now),
		.state = "active", .deployments = "ask", .family = "",
		.token_audience = "",
		.created_by = rq->person->id,
		.created_at = rq->now,
	};
	bool added, alone;
	enum err e;

	if ((e = lti_agency_read(rq, &p.agency_id)) || (e = ids_read(rq, &p)) ||
	    (e = lti_platform_read(rq, &p)) ||
	    (e = lti_platform_alone(rq->db, &p, &alone)))
		return e;
	if (!alone)
		return refuse(rq, P_lti_issuer_keys,
			      VALUES({ "issuer", p.issuer }));
	if ((e = lti_platform_add(rq->db, &p, &added)))
		return e;
	if (!added)
		return refuse(rq, P_lti_platform_there,
			      VALUES({ "issuer", p.issuer },
				     { "client", p.client_id }));
	return respond_lti_platform(rq, rs, 201, p.id);
}
