#include "store/lti_platform.h"

#include <string.h>

#include "store/queries.h"

static void platform_read(const struct rows *r, size_t i,
			  struct lti_platform *out)
{
	*out = (struct lti_platform){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.issuer = row_text(r, i, "issuer"),
		.client_id = row_text(r, i, "client_id"),
		.auth_url = row_text(r, i, "auth_url"),
		.token_url = row_text(r, i, "token_url"),
		.token_audience = row_text(r, i, "token_audience"),
		.jwks_url = row_text(r, i, "jwks_url"),
		.family = row_text(r, i, "family"),
		.state = row_text(r, i, "state"),
		.deployments = row_text(r, i, "deployments"),
		.anonymous = row_int(r, i, "anonymous") != 0,
		.revision = row_int(r, i, "revision"),
		.created_by = row_text(r, i, "created_by"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
	};
}

static enum err one_read(const struct rows *r, struct lti_platform *out)
{
	if (r->count != 1)
		return fail(ERR_NOT_FOUND, "%zu such platforms", r->count);
	platform_read(r, 0, out);
	return OK;
}

enum err lti_platform_add(struct db *db, const struct lti_platform *p,
			  bool *added)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_PLATFORM_ADD,
			ARGS(arg_text(p->id), arg_text(p->agency_id),
			     arg_text(p->name), arg_text(p->issuer),
			     arg_text(p->client_id), arg_text(p->auth_url),
			     arg_text(p->token_url),
			     arg_text(p->token_audience),
			     arg_text(p->jwks_url), arg_text(p->family),
			     arg_text(p->state), arg_text(p->deployments),
			     arg_int(p->anonymous), arg_text(p->created_by),
			     arg_int(p->created_at)))))
		return e;
	*added = r.count == 1;
	return OK;
}

enum err lti_platform_by_id(struct db *db, const char *id,
			    struct lti_platform *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_PLATFORM_BY_ID, ARGS(arg_text(id)))))
		return e;
	return one_read(&r, out);
}

enum err lti_platform_by_issuer_client(struct db *db, const char *issuer,
				       const char *client_id,
				       struct lti_platform *out)
{
	struct rows r;
	enum err e;

	e = *client_id
		? db_run(db, &r, SQL_LTI_PLATFORM_BY_ISSUER_CLIENT,
			 ARGS(arg_text(issuer), arg_text(client_id)))
		: db_run(db, &r, SQL_LTI_PLATFORM_BY_ISSUER,
			 ARGS(arg_text(issuer)));
	return e ? e : one_read(&r, out);
}

enum err lti_platform_list(struct db *db, const char *agency_id,
			   struct lti_platform **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_PLATFORM_LIST,
			ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_platform, r.count);
	for (size_t i = 0; i < r.count; i++)
		platform_read(&r, i, &(*out)[i]);
	return OK;
}

enum err lti_platform_patch(struct db *db, const struct lti_platform *p,
			    bool *changed)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_PLATFORM_PATCH,
			ARGS(arg_text(p->id), arg_int(p->revision),
			     arg_text(p->name), arg_text(p->auth_url),
			     arg_text(p->token_url),
			     arg_text(p->token_audience),
			     arg_text(p->jwks_url), arg_text(p->family),
			     arg_text(p->state), arg_text(p->deployments),
			     arg_int(p->anonymous),
			     arg_int(p->updated_at)))))
		return e;
	*changed = r.count == 1;
	return OK;
}

enum err lti_platform_alone(struct db *db, const struct lti_platform *p,
			    bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PLATFORM_OTHER_KEYS,
				  ARGS(arg_text(p->issuer), arg_text(p->id),
				       arg_text(p->jwks_url)));

	*out = !e && r.count == 0;
	return e;
}

enum err lti_platform_grades(struct db *db, const char *platform_id,
			     struct lti_platform_grades *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_PLATFORM_GRADES,
				  ARGS(arg_text(platform_id)));

	*out = (struct lti_platform_grades){ 0 };
	for (size_t i = 0; !e && i < r.count; i++) {
		const char *state = row_text(&r, i, "state");
		const int64_t n = row_int(&r, i, "n");

		*(strcmp(state, "sent") == 0 ? &out->sent
		  : strcmp(state, "waiting") == 0 ? &out->waiting
						  : &out->attention) = n;
	}
	return e;
}

enum err lti_platform_roster(struct db *db, const char *platform_id,
			     const char **url, const char **deployment)
{
	struct lti_deployment *known;
	struct rows r;
	size_t n;
	enum err e;

	*url = *deployment = "";
	if ((e = db_run(db, &r, SQL_LTI_PLATFORM_ROSTER,
			ARGS(arg_text(platform_id)))))
		return e;
	if (r.count) {
		*url = row_text(&r, 0, "members_url");
		*deployment = row_text(&r, 0, "deployment");
		return OK;
	}
	if (!(e = lti_deployment_list(db, platform_id, &known, &n)) && n)
		*deployment = known[0].deployment;
	return e;
}

enum err lti_deployment_state(struct db *db, const char *platform_id,
			      const char *deployment, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_DEPLOYMENT_STATE,
			ARGS(arg_text(platform_id), arg_text(deployment)))))
		return e;
	*out = r.count ? row_text(&r, 0, "state") : "";
	return OK;
}

enum err lti_deployment_put(struct db *db, const char *platform_id,
			    const char *deployment, const char *state,
			    int64_t now)
{
	return db_run(db, NULL, SQL_LTI_DEPLOYMENT_PUT,
		      ARGS(arg_text(platform_id), arg_text(deployment),
			   arg_text(state), arg_int(now)));
}

enum err lti_deployment_list(struct db *db, const char *platform_id,
			     struct lti_deployment **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_DEPLOYMENT_LIST,
			ARGS(arg_text(platform_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_deployment, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_deployment){
			.deployment = row_text(&r, i, "deployment"),
			.state = row_text(&r, i, "state"),
			.created_at = row_int(&r, i, "created_at"),
		};
	return OK;
}

enum err lti_deployment_waiting(struct db *db, const char *platform_id,
				int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_DEPLOYMENT_WAITING,
			ARGS(arg_text(platform_id)))))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}
