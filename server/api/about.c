/*
 * What the server says of itself: to people's browsers, to machines that watch
 * it, and to those who write programs against it.
 */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "api/people/agency.h"
#include "api/person.h"
#include "auth/account.h"
#include "config.h"
#include "crowd.h"
#include "db/pool.h"
#include "jobs/letter.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/overview.h"

enum err health_show(struct request *rq, struct response *rs)
{
	struct agency agency;
	enum err e;

	/* To begin a read is not to read: SQLite opens nothing for it. */
	if ((e = serve_read(rq)) || (e = agency_first(rq->db, &agency)))
		return e;
	serve_read_end(rq);
	return respond_json(rq, rs, 200, json_pack("{s:s}", "status", "ok"));
}

/* Resident memory in bytes, from the second number of statm; 0 if unknown. */
static uint64_t resident(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	uint64_t pages = 0;

	if (!f)
		return 0;
	if (fscanf(f, "%*u %" SCNu64, &pages) != 1)
		pages = 0;
	fclose(f);
	return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void metric(struct text *out, const char *name, const char *kind,
		   const char *help, uint64_t value)
{
	text_putf(out, "# HELP balai_%s %s\n# TYPE balai_%s %s\n"
		       "balai_%s %" PRIu64 "\n", name, help, name, kind, name,
		  value);
}

/* Answers by route: what is used, and what fails. */
static void metric_routes(struct text *out)
{
	text_puts(out, "# HELP balai_answers_total Answers by route and class\n"
		       "# TYPE balai_answers_total counter\n");
	for (size_t i = 0; i < nroutes; i++)
		for (int c = 1; c <= 5; c++)
			if (serve_count(i, c))
				text_putf(out, "balai_answers_total{origin=\"%s\""
					  ",method=\"%s\",route=\"%s\","
					  "class=\"%dxx\"} %" PRIu64 "\n",
					  routes[i].origin == APP ? "app"
								  : "content",
					  method_word(routes[i].method),
					  routes[i].pattern, c,
					  serve_count(i, c));
}

enum err metrics_show(struct request *rq, struct response *rs)
{
	struct text out = { .mem = rq->mem };
	struct pool_counts counts;

	pool_count(rq->server->pool, &counts);
	metric(&out, "writes_total", "counter", "Write handlers run",
	       counts.writes);
	metric(&out, "commits_total", "counter", "Commits to disk",
	       counts.commits);
	metric(&out, "writes_failed_total", "counter", "Write handlers undone",
	       counts.failed);
	metric(&out, "writes_again_total", "counter",
	       "Write handlers run once more after they met another",
	       counts.again);
	metric(&out, "writes_waiting", "gauge", "Write handlers waiting now",
	       counts.waiting_now);
	metric(&out, "reads_refused_total", "counter",
	       "Reads refused while there were too many",
	       crowd_refused(rq->server->crowd));
	metric(&out, "reads_waiting", "gauge", "Reads waiting for their turn",
	       (uint64_t)crowd_waiting(rq->server->crowd));
	metric_routes(&out);
	metric(&out, "resident_bytes", "gauge", "Resident memory", resident());
	rs->status = 200;
	rs->type = "text/plain; version=0.0.4; charset=utf-8";
	rs->bytes = out.bytes;
	rs->size = out.size;
	return OK;
}

static json_t *demo_json(void)
{
	json_t *list = json_array();

	for (const struct account_demo *d = account_demo_people; d->login; d++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:s, s:o}", "login", d->login,
			"password", ACCOUNT_DEMO_PASSWORD, "name", d->name,
			"roles", roles_json(d->roles)));
	return list;
}

enum err about_show(struct request *rq, struct response *rs)
{
	const struct config *config = rq->server->config;
	struct agency agency;
	json_t *json;
	bool mail, figures;
	enum err e;

	if ((e = agency_first(rq->db, &agency)) ||
	    (e = letter_possible(rq->server, rq->db, &mail)) ||
	    (e = public_figure_any(rq->db, &figures)))
		return e;
	json = json_pack("{s:s, s:s, s:s, s:b, s:b, s:b, s:{s:s, s:s, s:s?}}",
			 "name", "Balai", "version", BALAI_VERSION,
			 "contentUrl",
			 config_content_origin(config, rq->mem, "{module}",
					       request_header(rq, "Host"),
					       rq->https),
			 "contentPerModule", config->content_per_module,
			 "mail", mail, "figures", figures, "agency", "name", agency.name,
			 "helpText", agency.help,
			 "logo", agency_logo_path(rq->mem, &agency));
	if (json && config->demo)
		json_object_set_new(json, "demo", demo_json());
	return respond_json(rq, rs, 200, json);
}

/* For who sets up a proxy: each caller is told of its own request alone. */
enum err about_request(struct request *rq, struct response *rs)
{
	const char *host = request_header(rq, "Host");

	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:b, s:s, s:I, s:I}", "host", host ? host : "",
		"https", rq->https, "address", rq->address,
		"now", (json_int_t)rq->now, "uploadLimit",
		(json_int_t)(rq->server->config->upload_limit * 1024 * 1024)));
}

static const char *body_type(enum body body)
{
	return body == STREAM ? "application/offset+octet-stream"
	     : body == FILE_BODY || body == BYTES ? "application/octet-stream"
				 : "application/json";
}

/* "/api/v1/modules/{id}"; a {rest*} is an ordinary parameter to OpenAPI. */
static const char *openapi_path(struct arena *mem, const char *pattern)
{
	char *out = arena_copy(mem, pattern, strlen(pattern));
	char *star = strchr(out, '*');

	if (star)
		memmove(star, star + 1, strlen(star));
	return out;
}

static json_t *openapi_parameters(struct arena *mem, const char *path)
{
	json_t *list = json_array();

	for (const char *at = path; (at = strchr(at, '{')); at++) {
		const size_t n = strcspn(at + 1, "}");

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:b, s:{s:s}}", "name",
			arena_copy(mem, at + 1, n), "in", "path", "required", 1,
			"schema", "type", "string"));
	}
	return list;
}

static json_t *openapi_operation(struct arena *mem, const struct route *r)
{
	json_t *op = json_pack("{s:s, s:s, s:o, s:{s:{s:s}, s:{s:s}}, s:s}",
			       "operationId", r->name, "summary", r->summary,
			       "parameters",
			       openapi_parameters(mem, openapi_path(mem,
								    r->pattern)),
			       "responses", "2XX", "description", "Done",
			       "default", "description",
			       "A problem document (RFC 9457)",
			       "x-access", access_name(r->access));

	if (r->body != NONE)
		json_object_set_new(op, "requestBody",
			json_pack("{s:b, s:{s:{}}}", "required", 1, "content",
				  body_type(r->body)));
	return op;
}

enum err openapi_show(struct request *rq, struct response *rs)
{
	json_t *paths = json_object();

	for (size_t i = 0; i < nroutes; i++) {
		const char *path = openapi_path(rq->mem, routes[i].pattern);
		json_t *at = json_object_get(paths, path);

		if (!at) {
			at = json_object();
			json_object_set_new(paths, path, at);
			if (routes[i].origin == CONTENT)
				json_object_set_new(at, "description",
					json_string("On the content origin"));
		}
		json_object_set_new(at, text_lower(rq->mem,
					method_word(routes[i].method)),
				    openapi_operation(rq->mem, &routes[i]));
	}
	return respond_json(rq, rs, 200,
		json_pack("{s:s, s:{s:s, s:s}, s:o}", "openapi", "3.1.0",
			  "info", "title", "Balai", "version", BALAI_VERSION,
			  "paths", paths));
}
