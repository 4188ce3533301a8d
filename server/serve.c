#include "serve.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "api/page.h"
#include "api/upload.h"
#include "auth/auth.h"
#include "base/log.h"
#include "base/quick.h"
#include "base/strict.h"
#include "config.h"
#include "crowd.h"
#include "db/pool.h"
#include "play/file.h"
#include "play/grant.h"
#include "routes.h"
#include "xapi/alternate.h"
#include "xapi/caller.h"

/* The read that this request holds, if it does; the http layer knows no pool. */
enum err serve_read(struct request *rq)
{
	if (rq->db)
		return OK;
	return pool_read(rq->server->pool, rq->mem, &rq->db);
}

void serve_read_end(struct request *rq)
{
	if (!rq->db)
		return;
	pool_read_end(rq->server->pool, rq->db);
	rq->db = NULL;
}

enum err serve_write(struct request *rq, enum err (*work)(struct db *, void *),
		     void *context)
{
	return pool_write(rq->server->pool, rq->mem, work, context);
}

enum err server_read(struct server *server, struct arena *mem,
		     enum err (*work)(struct db *, void *), void *context)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = work(db, context);
	pool_read_end(server->pool, db);
	return e;
}

enum err server_write(struct server *server, struct arena *mem,
		      enum err (*work)(struct db *, void *), void *context)
{
	return pool_write(server->pool, mem, work, context);
}

/* Who is it, and may they? Only an API call says who; a file's token does not. */
static enum err admit(struct request *rq)
{
	enum err e;

	if (rq->origin == CONTENT && request_header(rq, "Service-Worker"))
		return fail(ERR_FORBIDDEN, "a package asked for a service worker");
	if (rq->origin == APP && session_claimed(rq)) {
		if ((e = serve_read(rq)))
			return e;
		e = auth_admit(rq->server->auth, rq, rq->db, &rq->session_due);
		serve_read_end(rq);
		if (e)
			return e;
	}
	if ((e = access_check(rq)) || (e = alternate_room(rq)))
		return e;
	/* A token in the body is known when that was read. */
	return rq->route->access == RUN && !alternate_asked(rq)
		? run_token_ours(rq) : OK;
}

/* Levels of arrays and objects; none of ours has more than a dozen. */
#define JSON_DEPTH 64

enum err serve_json(struct request *rq, json_t **out)
{
	json_error_t error;
	json_t *json = rq->body ? quick_json(rq->body, rq->body_size) : NULL;

	if (json) {
		*out = request_own_json(rq, json);
		return OK;
	}
	if (rq->body && strict_deep(rq->body, rq->body_size, JSON_DEPTH))
		return fail(ERR_INVALID, "JSON of more than %d levels",
			    JSON_DEPTH);
	json = json_loadb(rq->body ? rq->body : "", rq->body_size,
			  JSON_REJECT_DUPLICATES, &error);
	/* Not error.text: it quotes what was sent, perhaps a password. */
	if (!json)
		return fail(ERR_INVALID, "JSON, line %d column %d: error %d",
			    error.line, error.column, json_error_code(&error));
	*out = request_own_json(rq, json);
	return OK;
}

static enum err parse(struct request *rq)
{
	enum err e;

	if (rq->route->body != JSON && rq->route->body != ITEM)
		return OK;
	if ((e = serve_json(rq, &rq->json)))
		return e;
	if (!json_is_object(rq->json))
		return fail(ERR_INVALID, "the JSON body is not an object");
	return OK;
}

struct work {
	struct request *rq;
	struct response *rs;
};

/* On the writer's thread, and perhaps more than once. */
static enum err run_write(struct db *db, void *context)
{
	const struct work *w = context;
	enum err e;

	*w->rs = (struct response)RESPONSE_INIT;
	w->rq->problem = NULL;
	w->rq->after = NULL;
	w->rq->reply = NULL;
	w->rq->db = db;
	e = w->rq->route->run(w->rq, w->rs);
	w->rq->db = NULL;
	return e;
}

static enum err run_read(struct request *rq, struct response *rs, handler *run)
{
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	e = run(rq, rs);
	serve_read_end(rq);
	return e;
}

static enum err run(struct request *rq, struct response *rs)
{
	struct work work = { rq, rs };
	enum err e;

	if (rq->route->run == none)
		return OK;
	if (rq->method == GET)
		return run_read(rq, rs, rq->route->run);
	e = pool_write(rq->server->pool, rq->mem, run_write, &work);
	if (!e && rq->after)
		rq->after(rq);
	return e || !rq->reply ? e : run_read(rq, rs, rq->reply);
}

static enum err answer(struct request *rq, struct response *rs)
{
	enum err e;

	if ((e = parse(rq)))
		return e;
	if (rq->route->prepare != none)
		e = rq->route->prepare(rq, rs);
	serve_read_end(rq);
	return e ? e : run(rq, rs);
}

static void tell(struct request *rq, struct response *rs, enum err e)
{
	const bool ours = e == ERR_INTERNAL || e == ERR_STORAGE ||
			  e == ERR_FULL;

	log_event(ours ? LOG_ERROR : LOG_INFO, "refused",
		  LOG_TEXT("id", rq->id), LOG_TEXT("reason", fail_reason()));
	respond_problem(rq, rs, e);
}

static bool says(const struct response *rs, const char *name)
{
	for (size_t i = 0; i < rs->nheaders; i++)
		if (strcmp(rs->headers[i].name, name) == 0)
			return true;
	return false;
}

/* What every answer of ours says, whoever made it. */
static void guard(struct request *rq, struct response *rs)
{
	if (rq->path && text_starts(rq->path, "/xapi/") &&
	    !says(rs, "X-Experience-API-Version"))
		response_header(rs, "X-Experience-API-Version",
				xapi_version(rq));
	if (rq->origin == CONTENT) {
		if (!says(rs, "Content-Security-Policy"))
			content_guard(rq, rs, NULL);
		return;
	}
	response_header(rs, "Referrer-Policy", "no-referrer");
	/* What is framed may come in a window of the other's, too, and answers
	   to who opened it. */
	if (!rs->framed) {
		response_header(rs, "Cross-Origin-Opener-Policy", "same-origin");
		response_header(rs, "X-Frame-Options", "DENY");
	}
	response_header(rs, "Cross-Origin-Resource-Policy", "same-origin");
	upload_guard(rq, rs);
	if (!says(rs, "Cache-Control"))
		response_header(rs, "Cache-Control", "no-store");
}

/* One row a route, in the table's order. */
static _Atomic uint64_t counts[][6] = {
#define ROUTE(...) { 0 },
#include "routes.def"
#undef ROUTE
};

uint64_t serve_count(size_t route, int status_class)
{
	return atomic_load(&counts[route][status_class]);
}

static void count(const struct route *route, const struct response *rs)
{
	const int status_class = rs->status / 100;

	if (route && status_class >= 1 && status_class <= 5)
		atomic_fetch_add(&counts[route - routes][status_class], 1);
}

void serve_refused(struct request *rq, struct response *rs)
{
	rq->nheaders = 0;	/* they may be why: no Host to go by */
	guard(rq, rs);
	count(rq->route, rs);
}

static const char *app_url(const struct request *rq)
{
	const char *url = rq->server->config->url;

	return *url ? url : NULL;
}

/* Somebody, not a program, asks for an address that is none: they get a page. */
static bool no_such_page(struct request *rq, struct response *rs)
{
	const char *accept = request_header(rq, "Accept");

	return rq->origin == APP && rq->method == GET && !rq->route &&
	       accept && strstr(accept, "text/html") &&
	       !text_starts(rq->path, "/api/") && !page_missing(rq, rs);
}

/*
 * A body can be made to arrive as slowly as the listener bears, and who waits for
 * one has not begun to read: they take their turn when it is there.
 */
static bool body_follows(const struct request *rq)
{
	const char *length = request_header(rq, "Content-Length");

	return length && length[strspn(length, "0")];
}

bool serve_head(struct request *rq, struct response *rs)
{
	struct failure *before = failure_into(&rq->failure);
	const char *allow = NULL;
	enum err e;

	upload_method(rq);
	if (!(e = route_find(routes, nroutes, rq, &allow)) &&
	    !(e = origin_check(rq, app_url(rq))) &&
	    (body_follows(rq) || !(e = crowd_enter(rq->server->crowd, rq))))
		e = admit(rq);
	if (e && !(e == ERR_NOT_FOUND && no_such_page(rq, rs))) {
		if (allow)
			respond_allow(rq, rs, allow);
		else
			tell(rq, rs, e);
	}
	if (e) {
		crowd_leave(rq);
		guard(rq, rs);
		count(rq->route, rs);
	}
	failure_into(before);
	return e == OK;
}

/* A session that is used lives on: not in the read that found it, but here. */
static enum err touch(struct db *db, void *context)
{
	const struct request *rq = context;

	return session_touch(db, rq->session, rq->launch != NULL, rq->now);
}

void serve_body(struct request *rq, struct response *rs)
{
	struct failure *before = failure_into(&rq->failure);
	const struct route *asked = rq->route;	/* xapi/alternate.h changes it */
	enum err e = crowd_enter(rq->server->crowd, rq);

	if (!e)
		e = answer(rq, rs);
	crowd_leave(rq);
	if (e)
		tell(rq, rs, e);
	else if (rq->session_due)
		(void)pool_write(rq->server->pool, rq->mem, touch, rq);
	guard(rq, rs);
	count(asked, rs);
	failure_into(before);
}

void serve(struct request *rq, struct response *rs)
{
	if (serve_head(rq, rs))
		serve_body(rq, rs);
}
