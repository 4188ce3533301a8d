#include "xapi/documents.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "domain/moment.h"
#include "domain/shape.h"
#include "domain/uuid.h"
#include "routes.h"
#include "serve.h"
#include "store/document.h"
#include "xapi/alternate.h"
#include "xapi/caller.h"

enum kind { STATE, ACTIVITY_PROFILE, AGENT_PROFILE };

static const struct resource {
	const char *pattern, *kind, *name, *params;
} resources[] = {
	[STATE] = { "/xapi/activities/state", "state", "stateId",
		    "activityId agent registration stateId since" },
	[ACTIVITY_PROFILE] = { "/xapi/activities/profile", "activity",
			       "profileId", "activityId profileId since" },
	[AGENT_PROFILE] = { "/xapi/agents/profile", "agent", "profileId",
			    "agent profileId since" },
};

struct wanted {
	const char *run;
	enum kind kind;
	const char *type;		/* of what was sent */
	json_t *json;			/* when it is JSON */
	int64_t since;
	struct document_key key;	/* its people are known in `run` only */
};

static enum err wrong(struct request *rq, const char *name)
{
	return refuse(rq, P_xapi_parameter, VALUES({ "name", name }));
}

/* ---- What is asked for ------------------------------------------------- */

static bool is_json(const char *type)
{
	const size_t n = strlen("application/json");

	return strncasecmp(type, "application/json", n) == 0 &&
	       strchr("; \t", type[n]);
}

static enum err type_read(struct request *rq, struct wanted *w)
{
	const char *type = request_header(rq, "Content-Type");

	w->type = type && *type ? type : "application/octet-stream";
	if (strlen(w->type) > 255)
		return fail(ERR_UNSUPPORTED, "a type of %zu bytes",
			    strlen(w->type));
	/* Libraries call whatever they PUT JSON, a bookmark too. */
	return is_json(w->type) && rq->method == POST
		? serve_json(rq, &w->json) : OK;
}

static enum err key_read(struct request *rq, struct wanted *w)
{
	const struct resource *r = &resources[w->kind];
	const char *registration = request_query(rq, "registration");
	const char *name = request_query(rq, r->name);
	const char *since = request_query(rq, "since");
	enum err e;

	w->key = (struct document_key){ .kind = r->kind, .activity = "",
		.registration = "", .name = name ? name : "" };
	if ((e = xapi_params(rq, r->params)))
		return e;
	if (w->kind != AGENT_PROFILE &&
	    (e = xapi_param(rq, "activityId", &w->key.activity)))
		return e;
	if (w->kind != AGENT_PROFILE && !iri_valid(w->key.activity))
		return wrong(rq, "activityId");
	if (registration && !uuid_valid(registration))
		return wrong(rq, "registration");
	if (registration)
		w->key.registration = text_lower(rq->mem, registration);
	if (since && (!moment_read(since, &w->since) || name))
		return wrong(rq, "since");
	return name && !*name ? wrong(rq, r->name) : OK;
}

/* Only state may be dropped as a whole, and everything may be listed. */
static bool name_needed(const struct request *rq, const struct wanted *w)
{
	return rq->method == PUT || rq->method == POST ||
	       (rq->method == DELETE && w->kind != STATE);
}

enum err document_check(struct request *rq, struct response *rs)
{
	struct wanted *w = arena_new(rq->mem, struct wanted);
	enum err e;

	if (alternate_asked(rq))
		return alternate_prepare(rq, rs);
	rq->prepared = w;
	w->since = INT64_MIN / 2;
	for (int i = STATE; i <= AGENT_PROFILE; i++)
		if (strcmp(resources[i].pattern, rq->route->pattern) == 0)
			w->kind = (enum kind)i;
	if ((e = xapi_admit(rq, rs, &w->run)) || (e = key_read(rq, w)))
		return e;
	if (name_needed(rq, w) && !*w->key.name)
		return wrong(rq, resources[w->kind].name);
	return rq->method == PUT || rq->method == POST ? type_read(rq, w) : OK;
}

/* Whose it is: see documents.h. */
static enum err owner(struct request *rq, struct wanted *w)
{
	struct xapi_caller c;
	enum err e;

	if ((e = xapi_caller(rq, w->run, &c)))
		return e;
	w->key.module_id = c.run.module_id;
	w->key.person_id = c.run.person_id;
	if (w->kind == ACTIVITY_PROFILE) {
		w->key.person_id = "";
		return OK;
	}
	if (w->kind == AGENT_PROFILE &&
	    strcmp(w->key.name, CMI5_PREFERENCES) == 0)
		w->key.module_id = "";
	return xapi_own_agent(rq, &c);
}

/* ---- Conditions -------------------------------------------------------- */

static const char *tag_of(struct arena *mem, const struct document *d)
{
	unsigned char hash[EVP_MAX_MD_SIZE];
	struct text t = { .mem = mem };
	unsigned n = 0;

	if (!EVP_Digest(d->bytes, d->size, hash, &n, EVP_sha1(), NULL))
		n = 0;
	text_puts(&t, "\"");
	for (unsigned i = 0; i < n; i++)
		text_putf(&t, "%02x", hash[i]);
	text_puts(&t, "\"");
	return t.bytes;
}

static bool tag_listed(const char *list, const char *tag)
{
	return strcmp(list, "*") == 0 || strstr(list, tag);
}

/* May what is there be replaced? A profile is not overwritten unseen. */
static enum err conditions(struct request *rq, const struct wanted *w,
			   const struct document *there)
{
	const char *match = request_header(rq, "If-Match");
	const char *none = request_header(rq, "If-None-Match");
	const char *tag = there->type ? tag_of(rq->mem, there) : "\"\"";

	if (match && (!there->type || !tag_listed(match, tag)))
		return refuse(rq, P_precondition_failed, NO_VALUES);
	if (none && there->type && tag_listed(none, tag))
		return refuse(rq, P_precondition_failed, NO_VALUES);
	if (!match && !none && there->type && rq->method == PUT &&
	    w->kind != STATE)
		return refuse(rq, P_document_conflict, NO_VALUES);
	return OK;
}

/* What the server wrote for the package is not the package's (cmi5 10.2.1). */
static enum err guarded(struct request *rq, const struct wanted *w)
{
	if (w->kind != STATE || strcmp(w->key.name, CMI5_LAUNCH_DATA))
		return OK;
	return refuse(rq, P_statement_refused, VALUES({ "reason",
		CMI5_LAUNCH_DATA " is the server's (cmi5 10.2.1)" }));
}

static enum err bytes_fit(struct request *rq, const struct wanted *w,
			  const struct document *there, size_t size)
{
	return xapi_room(rq, w->key.person_id, w->key.module_id,
			 (int64_t)size - (there->type ? there->counted : 0));
}

static enum err room(struct request *rq, const struct wanted *w,
		     const struct document *there)
{
	size_t n;
	enum err e;

	if (there->type)
		return OK;
	if ((e = document_count(rq->db, &w->key, &n)))
		return e;
	return n < DOCUMENTS_MOST ? OK
		: refuse(rq, P_documents_full, NO_VALUES);
}

/* ---- Answers ----------------------------------------------------------- */

static const char *http_date(struct arena *mem, int64_t ms)
{
	const time_t seconds = (time_t)(ms / 1000);
	char *out = arena_alloc(mem, 40);
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(out, 40, "%a, %d %b %Y %H:%M:%S GMT", &tm);
	return out;
}

static enum err names_show(struct request *rq, struct response *rs,
			   const struct wanted *w)
{
	const char **names;
	json_t *list;
	size_t n;
	enum err e;

	if ((e = document_names(rq->db, &w->key, w->since, DOCUMENT_NAMES,
				&names, &n)))
		return e;
	list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_string(names[i]));
	return xapi_respond(rq, rs, list);
}

enum err document_show(struct request *rq, struct response *rs)
{
	struct wanted *w = rq->prepared;
	struct document d;
	enum err e;

	if ((e = owner(rq, w)))
		return e;
	response_header(rs, "Cache-Control", "private, no-cache");
	if (!*w->key.name)
		return names_show(rq, rs, w);
	if ((e = document_get(rq->db, &w->key, &d)))
		return e;
	if (!d.type)
		return fail(ERR_NOT_FOUND, "no such document");
	rs->status = 200;
	rs->type = d.type;
	rs->bytes = d.bytes;
	rs->size = d.size;
	/* A package's own bytes and type, perhaps on the app's origin. */
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; sandbox");
	response_header(rs, "Last-Modified", http_date(rq->mem, d.updated_at));
	respond_part(rq, rs, tag_of(rq->mem, &d));
	return OK;
}

static enum err may_write(struct request *rq, struct wanted *w,
			  struct document *there)
{
	enum err e;

	if ((e = owner(rq, w)) || (e = guarded(rq, w)) ||
	    (e = document_get(rq->db, &w->key, there)) ||
	    (e = conditions(rq, w, there)))
		return e;
	return room(rq, w, there);
}

enum err document_put_one(struct request *rq, struct response *rs)
{
	struct wanted *w = rq->prepared;
	const struct document fresh = {
		.type = w->type, .bytes = rq->body ? rq->body : "",
		.size = rq->body_size, .updated_at = rq->now,
	};
	struct document there;
	enum err e;

	if ((e = may_write(rq, w, &there)) ||
	    (e = bytes_fit(rq, w, &there, fresh.size)) ||
	    (e = document_put(rq->db, &w->key, &fresh)))
		return e;
	return respond_empty(rs, 204);
}

/* Two JSON objects become one, by their first level (Communication 2.2.s7). */
static enum err merge(struct request *rq, const struct wanted *w,
		      const struct document *there, const char **out)
{
	json_t *json;
	char *text;

	json = is_json(there->type)
		? request_own_json(rq, json_loadb(there->bytes, there->size, 0,
						  NULL))
		: NULL;
	if (!json_is_object(json) || !json_is_object(w->json))
		return refuse(rq, P_document_merge, NO_VALUES);
	json_object_update(json, w->json);
	text = json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(15));
	if (!text)
		return fail(ERR_INTERNAL, "a document as JSON");
	arena_own(rq->mem, text, free);
	*out = text;
	return OK;
}

enum err document_merge(struct request *rq, struct response *rs)
{
	struct wanted *w = rq->prepared;
	struct document there, fresh = {
		.type = w->type, .bytes = rq->body ? rq->body : "",
		.size = rq->body_size, .updated_at = rq->now,
	};
	enum err e;

	if ((e = may_write(rq, w, &there)))
		return e;
	if (there.type) {
		if ((e = merge(rq, w, &there, &fresh.bytes)))
			return e;
		fresh.size = strlen(fresh.bytes);
		if (fresh.size > 1024 * 1024)
			return fail(ERR_TOO_LARGE, "a document of %zu bytes",
				    fresh.size);
	}
	if ((e = bytes_fit(rq, w, &there, fresh.size)) ||
	    (e = document_put(rq->db, &w->key, &fresh)))
		return e;
	return respond_empty(rs, 204);
}

enum err document_remove(struct request *rq, struct response *rs)
{
	struct wanted *w = rq->prepared;
	struct document there;
	enum err e;

	if (!*w->key.name) {
		if ((e = owner(rq, w)) ||
		    (e = document_drop_all(rq->db, &w->key, CMI5_LAUNCH_DATA)))
			return e;
		return respond_empty(rs, 204);
	}
	if ((e = owner(rq, w)) || (e = guarded(rq, w)) ||
	    (e = document_get(rq->db, &w->key, &there)) ||
	    (e = conditions(rq, w, &there)) ||
	    (e = document_drop(rq->db, &w->key)))
		return e;
	return respond_empty(rs, 204);
}
