/*
 * One connection with a platform, for who looks after it: what is entered there,
 * what may be changed here, what happened lately, and a test of all its ways.
 */
#include <string.h>

#include "api/field.h"
#include "api/lti/field.h"
#include "api/lti/platforms.h"
#include "api/lti/wire.h"
#include "config.h"
#include "http/fetch.h"
#include "lti/event.h"
#include "lti/url.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_platform.h"

static json_t *address(struct request *rq, const char *path)
{
	return json_sprintf("%s%s", lti_base(rq), path);
}

/* What is entered in the other system by hand. */
enum err lti_about(struct request *rq, struct response *rs)
{
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:o, s:o, s:o, s:o}", "url", lti_base(rq),
		"loginUrl", address(rq, "/lti/login"),
		"launchUrl", address(rq, "/lti/launch"),
		"choiceUrl", address(rq, "/lti/choose"),
		"jwksUrl", address(rq, "/lti/jwks.json")));
}

/* ---- Changes --------------------------------------------------------------- */

enum err lti_platform_change(struct request *rq, struct response *rs)
{
	struct lti_platform p;
	int64_t revision = 0;
	bool changed, alone;
	enum err e;

	if ((e = lti_platform_by_id(rq->db, request_param(rq, "id"), &p)) ||
	    (e = field_number(rq, "revision", 1, INT64_MAX, &revision)) ||
	    (e = lti_state_read(rq, &p.state)) ||
	    (e = lti_platform_read(rq, &p)) ||
	    (e = lti_platform_alone(rq->db, &p, &alone)))
		return e;
	if (!alone)
		return refuse(rq, P_lti_issuer_keys,
			      VALUES({ "issuer", p.issuer }));
	p.revision = revision;
	p.updated_at = rq->now;
	if ((e = lti_platform_patch(rq->db, &p, &changed)))
		return e;
	return changed ? respond_lti_platform(rq, rs, 200, p.id)
		: refuse(rq, P_lti_platform_moved, NO_VALUES);
}

enum err lti_deployment_change(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id"), *deployment, *known;
	const char *state = "active";
	struct lti_platform p;
	enum err e;

	if ((e = lti_platform_by_id(rq->db, id, &p)) ||
	    (e = field_text_needed(rq, "deployment", 255, &deployment)) ||
	    (e = lti_state_read(rq, &state)) ||
	    (e = lti_deployment_state(rq->db, id, deployment, &known)))
		return e;
	if (!*known)
		return fail(ERR_NOT_FOUND, "no such deployment");
	if ((e = lti_deployment_put(rq->db, id, deployment, state, rq->now)))
		return e;
	return respond_lti_platform(rq, rs, 200, id);
}

/* ---- What happened ------------------------------------------------------------ */

enum err lti_platform_events(struct request *rq, struct response *rs)
{
	struct lti_platform p;
	enum err e;

	if ((e = lti_platform_by_id(rq->db, request_param(rq, "id"), &p)))
		return e;
	return respond_lti_events(rq, rs, p.id);
}

enum err lti_unknown_events(struct request *rq, struct response *rs)
{
	return respond_lti_events(rq, rs, "");
}
