#include "store/lti_tool.h"

#include <sodium.h>
#include <string.h>

#include "store/queries.h"

#define SUB_BYTES 16

enum err lti_tool_add(struct db *db, const struct lti_tool *t)
{
	return db_run(db, NULL, SQL_LTI_TOOL_ADD,
		      ARGS(arg_text(t->id), arg_text(t->agency_id),
			   arg_text(t->name), arg_text(t->client_id),
			   arg_text(t->login_url), arg_text(t->target_url),
			   arg_text(t->choice_url), arg_text(t->jwks_url),
			   arg_text(t->jwk), arg_text(t->scopes),
			   arg_int(t->send_name), arg_int(t->send_email),
			   arg_text(t->custom),
			   arg_text(t->active ? "active" : "off"),
			   arg_text(t->created_by), arg_int(t->created_at)));
}

static bool is_active(const struct rows *r, size_t i)
{
	return strcmp(row_text(r, i, "state"), "active") == 0;
}

static void read_row(const struct rows *r, size_t i, struct lti_tool *out)
{
	*out = (struct lti_tool){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.name = row_text(r, i, "name"),
		.client_id = row_text(r, i, "client_id"),
		.login_url = row_text(r, i, "login_url"),
		.target_url = row_text(r, i, "target_url"),
		.choice_url = row_text(r, i, "choice_url"),
		.jwks_url = row_text(r, i, "jwks_url"),
		.jwk = row_text(r, i, "jwk"),
		.scopes = row_text(r, i, "scopes"),
		.send_name = row_int(r, i, "send_name") != 0,
		.send_email = row_int(r, i, "send_email") != 0,
		.custom = row_text(r, i, "custom"),
		.active = is_active(r, i),
		.revision = row_int(r, i, "revision"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
	};
}

static enum err one(struct db *db, unsigned query, const char *key,
		    struct lti_tool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(key)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no such LTI tool");
	read_row(&r, 0, out);
	return OK;
}

enum err lti_tool_by_id(struct db *db, const char *id, struct lti_tool *out)
{
	return one(db, SQL_LTI_TOOL_BY_ID, id, out);
}

enum err lti_tool_by_client(struct db *db, const char *client_id,
			    struct lti_tool *out)
{
	return one(db, SQL_LTI_TOOL_BY_CLIENT, client_id, out);
}

static enum err many(struct db *db, unsigned query, const char *agency_id,
		     struct lti_tool **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_tool, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_row(&r, i, &(*out)[i]);
	return OK;
}

enum err lti_tool_list(struct db *db, const char *agency_id,
		       struct lti_tool **out, size_t *n)
{
	return many(db, SQL_LTI_TOOL_LIST, agency_id, out, n);
}

enum err lti_tool_usable(struct db *db, const char *agency_id,
			 struct lti_tool **out, size_t *n)
{
	return many(db, SQL_LTI_TOOL_USABLE, agency_id, out, n);
}

enum err lti_tool_change(struct db *db, const struct lti_tool *t, bool *done)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_TOOL_CHANGE,
		ARGS(arg_text(t->id), arg_int(t->revision), arg_text(t->name),
		     arg_text(t->login_url), arg_text(t->target_url),
		     arg_text(t->choice_url), arg_text(t->jwks_url),
		     arg_text(t->jwk), arg_text(t->scopes),
		     arg_int(t->send_name), arg_int(t->send_email),
		     arg_text(t->custom),
		     arg_text(t->active ? "active" : "off"),
		     arg_int(t->updated_at)));

	*done = !e && r.count > 0;
	return e;
}

enum err lti_tool_used(struct db *db, const char *id, bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_TOOL_USED,
				  ARGS(arg_text(id)));

	*out = !e && row_int(&r, 0, "used");
	return e;
}

enum err lti_tool_drop(struct db *db, const char *id)
{
	static const unsigned queries[] = {
		SQL_LTI_TOOL_DROP_PENDING, SQL_LTI_TOOL_DROP_ACCESS,
		SQL_LTI_TOOL_DROP_ONCE, SQL_LTI_TOOL_DROP_SUBJECTS,
		SQL_LTI_TOOL_DROP_REDIRECTS, SQL_LTI_TOOL_DROP_DEPLOYMENTS,
		SQL_LTI_TOOL_DROP,
	};
	enum err e = OK;

	for (size_t i = 0; !e && i < sizeof(queries) / sizeof(*queries); i++)
		e = db_run(db, NULL, queries[i], ARGS(arg_text(id)));
	return e;
}

enum err lti_tool_redirects(struct db *db, const char *id, const char ***out,
			    size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_TOOL_REDIRECTS, ARGS(arg_text(id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "uri");
	return OK;
}

enum err lti_tool_redirects_put(struct db *db, const char *id,
				const char *const *uris, size_t n)
{
	enum err e = db_run(db, NULL, SQL_LTI_TOOL_DROP_REDIRECTS,
			    ARGS(arg_text(id)));

	for (size_t i = 0; !e && i < n; i++)
		e = db_run(db, NULL, SQL_LTI_TOOL_REDIRECT_ADD,
			   ARGS(arg_text(id), arg_text(uris[i])));
	return e;
}

/* ---- Installed for an agency ------------------------------------------------ */

enum err lti_tool_deployment_put(struct db *db,
				 const struct lti_tool_deployment *d)
{
	return db_run(db, NULL, SQL_LTI_TOOL_DEPLOYMENT_PUT,
		      ARGS(arg_text(d->id), arg_text(d->tool_id),
			   arg_text(d->agency_id),
			   arg_text(d->active ? "active" : "off"),
			   arg_int(d->created_at)));
}

static void deployment_read(const struct rows *r, size_t i,
			    struct lti_tool_deployment *out)
{
	*out = (struct lti_tool_deployment){
		.id = row_text(r, i, "id"),
		.tool_id = row_text(r, i, "tool_id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.active = is_active(r, i),
		.created_at = row_int(r, i, "created_at"),
	};
}

enum err lti_tool_deployment_list(struct db *db, const char *tool_id,
				  struct lti_tool_deployment **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_TOOL_DEPLOYMENT_LIST,
			ARGS(arg_text(tool_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_tool_deployment, r.count);
	for (size_t i = 0; i < r.count; i++)
		deployment_read(&r, i, &(*out)[i]);
	return OK;
}

static enum err deployment_one(const struct rows *r,
			       struct lti_tool_deployment *out)
{
	if (r->count == 0)
		return fail(ERR_NOT_FOUND, "no such LTI deployment");
	deployment_read(r, 0, out);
	return OK;
}

enum err lti_tool_deployment_of(struct db *db, const char *tool_id,
				const char *agency_id,
				struct lti_tool_deployment *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_TOOL_DEPLOYMENT_OF,
				  ARGS(arg_text(tool_id),
				       arg_text(agency_id)));

	return e ? e : deployment_one(&r, out);
}

enum err lti_tool_deployment_on(struct db *db, const char *tool_id,
				const char *id, bool *out)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_LTI_TOOL_DEPLOYMENT_ON,
				  ARGS(arg_text(id), arg_text(tool_id)));

	*out = !e && r.count > 0;
	return e;
}

/* ---- Whom a tool knows by what name ---------------------------------------- */

/* A random UUID (RFC 4122, version 4). */
static const char *sub_new(struct arena *mem)
{
	unsigned char b[SUB_BYTES];
	char hex[2 * SUB_BYTES + 1];

	randombytes_buf(b, sizeof(b));
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	sodium_bin2hex(hex, sizeof(hex), b, sizeof(b));
	return arena_format(mem, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
			    hex + 12, hex + 16, hex + 20);
}

enum err lti_subject(struct db *db, const char *tool_id, const char *person_id,
		     int64_t now, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_SUBJECT_OF,
			ARGS(arg_text(tool_id), arg_text(person_id)))))
		return e;
	if (r.count) {
		*out = row_text(&r, 0, "sub");
		return OK;
	}
	*out = sub_new(db_arena(db));
	return db_run(db, NULL, SQL_LTI_SUBJECT_ADD,
		      ARGS(arg_text(tool_id), arg_text(person_id),
			   arg_text(*out), arg_int(now)));
}
