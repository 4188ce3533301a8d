#include "xapi/session.h"

#include <stdlib.h>
#include <string.h>

#include "auth/auth.h"
#include "base/encode.h"
#include "config.h"
#include "domain/person.h"
#include "domain/shape.h"
#include "domain/uuid.h"
#include "routes.h"
#include "serve.h"
#include "store/document.h"
#include "xapi/record.h"

bool xapi_speaks(const char *standard, const struct unit *unit)
{
	return strcmp(unit->kind, "au") == 0 &&
	       (strcmp(standard, "cmi5") == 0 ||
		strcmp(standard, "tincan") == 0);
}

static const char *home_of(struct request *rq)
{
	return config_app_origin(rq->server->config, rq->mem,
				 request_header(rq, "Host"), rq->https);
}

/* ---- Before it is opened ----------------------------------------------- */

static enum err document_write(struct request *rq, struct document_key key,
			       json_t *json, bool once)
{
	char *text = json ? json_dumps(json, JSON_COMPACT |
				       JSON_REAL_PRECISION(15)) : NULL;
	struct document d = { .type = "application/json",
			      .updated_at = rq->now };

	json_decref(json);
	if (!text)
		return fail(ERR_INTERNAL, "a document as JSON");
	arena_own(rq->mem, text, free);
	d.bytes = text;
	d.size = strlen(text);
	return once ? document_add(rq->db, &key, &d)
		    : document_put(rq->db, &key, &d);
}

static enum err launch_data_write(struct request *rq,
				  const struct xapi_caller *c)
{
	return document_write(rq, (struct document_key){
		.kind = "state", .module_id = c->run.module_id,
		.person_id = c->run.person_id,
		.activity = c->launch.activity,
		.registration = c->launch.registration,
		.name = CMI5_LAUNCH_DATA }, cmi5_launch_data(&c->launch),
		false);
}

/* Where the learner has said nothing: the language of the page, with sound. */
static enum err preferences_write(struct request *rq,
				  const struct xapi_caller *c)
{
	return document_write(rq, (struct document_key){
		.kind = "agent", .module_id = "",
		.person_id = c->run.person_id, .activity = "",
		.registration = "", .name = CMI5_PREFERENCES },
		json_pack("{s:s, s:s}", "languagePreference",
			  rq->lang == LANG_EN ? "en,id" : "id,en",
			  "audioPreference", "on"), true);
}

static enum err cmi5_open(struct request *rq, struct xapi_caller *c,
			  const char *files)
{
	char id[UUID_SIZE];
	enum err e;

	c->launch.launch_url = arena_format(rq->mem, "%s%.*s", files,
					    (int)strcspn(c->unit.href, "?#"),
					    c->unit.href);
	c->launch.return_url = arena_format(rq->mem, "%s%s", files,
					    XAPI_RETURN);
	uuid_named("launched", c->run.id, id);
	if ((e = launch_data_write(rq, c)) || (e = preferences_write(rq, c)) ||
	    (e = record_own(rq, c, cmi5_launched(id, c->actor, &c->launch,
						 rq->now))) ||
	    (e = record_satisfied(rq, c)))
		return e;
	return record_close(rq, c);
}

/* Left open; two of one registration at once are not to be (9.3.6). */
static enum err abandon(struct request *rq, const struct attempt *attempt)
{
	struct au_run *open;
	size_t n;
	enum err e;

	if ((e = au_run_open(rq->db, attempt->id, &open, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if ((e = record_abandoned(rq, &open[i])))
			return e;
	return OK;
}

static const char *activity_of(struct request *rq, const struct version *v,
			       const struct unit *unit,
			       const struct au_launch *l, const char *home)
{
	if (strcmp(v->standard, "cmi5") && iri_valid(l->publisher))
		return l->publisher;
	return arena_format(rq->mem, "%s/xapi/au/%s", home, unit->id);
}

enum err xapi_begin(struct request *rq, const struct attempt *attempt,
		    const struct version *version, const struct unit *unit,
		    const struct run *run, struct xapi_caller *out)
{
	const char *const home = home_of(rq);
	char registration[UUID_SIZE];
	struct au_launch l;
	struct au_unit said;
	enum err e;

	xapi_launch_read(rq, unit->launch, &l);
	uuid_named("registration", attempt->id, registration);
	if ((e = au_get(rq->db, attempt->id, unit->id, &said)) ||
	    (e = au_run_add(rq->db, &(struct au_run){
		.run_id = run->id,
		.attempt_id = attempt->id,
		.registration = registration,
		.activity = activity_of(rq, version, unit, &l, home),
		.home = home,
		.review = au_review(l.move_on, l.mastery.known, &said.au),
		.session.launched_at = rq->now,
	    })))
		return e;
	return xapi_caller(rq, run->id, out);
}

enum err xapi_open(struct request *rq, const struct attempt *attempt,
		   const struct version *version, const struct unit *unit,
		   const struct run *run, const char *files)
{
	const bool cmi5 = strcmp(version->standard, "cmi5") == 0;
	struct xapi_caller c;
	enum err e;

	if ((cmi5 && (e = abandon(rq, attempt))) ||
	    (e = xapi_begin(rq, attempt, version, unit, run, &c)))
		return e;
	return cmi5 ? cmi5_open(rq, &c, files) : OK;
}

/* ---- The address ------------------------------------------------------- */

static void put_cmi5(struct request *rq, struct text *t,
		     const struct au_run *au, const char *content)
{
	char token[TOKEN_SIZE];

	auth_fetch_token(rq->server->auth, rq, au->run_id, token);
	text_put_query(t, "fetch", arena_format(rq->mem, "%s/xapi/fetch/%s",
						content, token));
	text_put_query(t, "registration", au->registration);
	text_put_query(t, "activityId", au->activity);
}

static void put_tincan(struct request *rq, struct text *t,
		       const struct au_run *au, const char *run_token)
{
	text_put_query(t, "auth", arena_format(rq->mem, "Basic %s",
					       auth_basic(rq->mem, run_token)));
	text_put_query(t, "registration", au->registration);
	text_put_query(t, "activity_id", au->activity);
}

enum err xapi_href(struct request *rq, const struct version *version,
		   const struct unit *unit, const struct run *run,
		   const char *content, const char *run_token,
		   const char **out)
{
	const size_t path = strcspn(unit->href, "#");
	struct text t = { .mem = rq->mem };
	struct xapi_caller c;
	char *actor;
	enum err e;

	if ((e = xapi_caller(rq, run->id, &c)))
		return e;
	actor = json_dumps(c.actor, JSON_COMPACT);
	if (!actor)
		return fail(ERR_INTERNAL, "an actor as JSON");
	arena_own(rq->mem, actor, free);
	text_put(&t, unit->href, path);
	text_put_query(&t, "endpoint",
		       arena_format(rq->mem, "%s/xapi/", content));
	text_put_query(&t, "actor", actor);
	if (strcmp(version->standard, "cmi5") == 0)
		put_cmi5(rq, &t, &c.au, content);
	else
		put_tincan(rq, &t, &c.au, run_token);
	text_puts(&t, unit->href + path);
	*out = t.bytes;
	return OK;
}

/* ---- The token, once --------------------------------------------------- */

struct fetch {
	const char *run;
	const char *code, *text;	/* of a refusal; NULL: go on */
};

static enum err holder(struct request *rq, const struct token *token)
{
	struct person *person = arena_new(rq->mem, struct person);
	enum err e;

	e = grant_check(rq->server->auth->grants, rq, token, serve_read,
			&person->id);
	serve_read_end(rq);
	if (e)
		return e;
	person->epoch = token->epoch;
	rq->person = person;
	rq->session = arena_copy(rq->mem, token->session, IDENT_SIZE - 1);
	return OK;
}

enum err fetch_check(struct request *rq, struct response *rs)
{
	struct fetch *f = arena_new(rq->mem, struct fetch);
	struct token token;
	enum err e;

	(void)rs;
	rq->prepared = f;
	if (auth_token(rq->server->auth, request_param(rq, "token"),
		       TOKEN_FETCH, rq->now, &token)) {
		f->code = "2";
		f->text = "The address is altered, or its time is over.";
		return OK;
	}
	f->run = arena_copy(rq->mem, token.subject, IDENT_SIZE - 1);
	e = holder(rq, &token);
	if (e == ERR_ANONYMOUS) {
		f->code = "1";
		f->text = "The session is over.";
		return OK;
	}
	return e;
}

enum err fetch_give(struct request *rq, struct response *rs)
{
	const struct fetch *f = rq->prepared;
	const char *code = f->code, *text = f->text;
	char token[TOKEN_SIZE];
	bool first = false;
	enum err e;

	response_header(rs, "Cache-Control", "no-store");
	if (!code && (e = au_run_fetch(rq->db, f->run, rq->now, &first)))
		return e;
	if (!code && !first) {
		code = "1";
		text = "The authorization token has already been returned.";
	}
	if (code)
		return respond_json(rq, rs, 200,
				    json_pack("{s:s, s:s}", "error-code", code,
					      "error-text", text));
	auth_run_token(rq->server->auth, rq, f->run, token);
	return respond_json(rq, rs, 200, json_pack("{s:s}", "auth-token",
						   auth_basic(rq->mem, token)));
}
