#include "xapi/statements.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/ident.h"
#include "domain/agent.h"
#include "domain/moment.h"
#include "domain/statement_format.h"
#include "domain/statement_names.h"
#include "domain/uuid.h"
#include "routes.h"
#include "serve.h"
#include "store/statement.h"
#include "xapi/alternate.h"
#include "xapi/record.h"

#define PAGE_BYTES (2 * 1024 * 1024)	/* of an answer; the last may be over */
#define PIECE 20			/* rows read at a time, of 1 MB each */

/* ---- In ---------------------------------------------------------------- */

/* What statements_check leaves for statements_add. */
struct coming {
	const char *run;
	const char *home;
	struct record *all;
	size_t n;
};

/* Bytes of attachments come as multipart/mixed, which we do not take. */
static enum err body_read(struct request *rq, json_t **out)
{
	const char *type = request_header(rq, "Content-Type");
	const size_t n = strlen("application/json");

	if (!type || strncasecmp(type, "application/json", n) ||
	    !strchr("; \t", type[n]))
		return fail(ERR_UNSUPPORTED, "statements that are not JSON");
	return serve_json(rq, out);
}

/* The query's id and the statement's are one (Communication 2.1.1). */
static enum err id_given(struct request *rq, struct statement *s)
{
	const char *id;
	enum err e;

	if ((e = xapi_params(rq, "statementId")) ||
	    (e = xapi_param(rq, "statementId", &id)))
		return e;
	if (!uuid_valid(id) || (s->id && strcasecmp(s->id, id)))
		return refuse(rq, P_xapi_parameter,
			      VALUES({ "name", "statementId" }));
	s->id = text_lower(rq->mem, id);
	return OK;
}

static enum err one_read(struct request *rq, json_t *json, struct statement *s)
{
	const char *wrong = statement_read(rq->mem, json, s);
	char *id;

	if (wrong)
		return refuse(rq, P_statement_invalid,
			      VALUES({ "field", wrong }));
	if (rq->method == PUT)
		return id_given(rq, s);
	if (!s->id) {
		id = arena_alloc(rq->mem, UUID_SIZE);
		uuid_named("statement", ident_make(rq->mem, rq->now), id);
		s->id = id;
	}
	return OK;
}

/* Two of one id in one request cannot both be meant. */
static bool twice(const struct record *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(all[k].said.id, all[i].said.id) == 0)
			return true;
	return false;
}

/* All others wait while their names are written. */
static enum err one_make(struct request *rq, const char *home,
			 struct record *r, size_t *names)
{
	enum err e;

	if ((e = record_make(rq, home, r)))
		return e;
	*names += r->nnames;
	return r->nnames <= STATEMENT_NAMES_MOST && *names <= NAMES_MOST ? OK
		: fail(ERR_TOO_LARGE, "a statement of %zu names, after %zu",
		       r->nnames, *names - r->nnames);
}

static enum err all_read(struct request *rq, json_t *json, struct coming *out)
{
	const bool list = json_is_array(json) && rq->method == POST;
	size_t names = 0;
	enum err e;

	out->n = list ? json_array_size(json) : 1;
	if (out->n > STATEMENTS_MOST)
		return fail(ERR_TOO_LARGE, "%zu statements at once", out->n);
	out->all = arena_array(rq->mem, struct record, out->n);
	for (size_t i = 0; i < out->n; i++) {
		if ((e = one_read(rq, list ? json_array_get(json, i) : json,
				  &out->all[i].said)) ||
		    (e = one_make(rq, out->home, &out->all[i], &names)))
			return e;
		if (twice(out->all, i))
			return refuse(rq, P_statement_invalid,
				      VALUES({ "field", "id" }));
	}
	return OK;
}

/* Whose statements these are is in them: it never changes within a run. */
static enum err home_read(struct request *rq, struct coming *coming)
{
	struct au_run au;
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	e = au_run_by_id(rq->db, coming->run, &au);
	serve_read_end(rq);
	if (e)
		return e;
	coming->home = au.home;
	return au.run_id ? OK : refuse(rq, P_run_foreign, NO_VALUES);
}

enum err statements_check(struct request *rq, struct response *rs)
{
	struct coming *coming = arena_new(rq->mem, struct coming);
	json_t *json;
	enum err e;

	if (alternate_asked(rq))
		return alternate_prepare(rq, rs);
	rq->prepared = coming;
	if ((e = xapi_admit(rq, rs, &coming->run)) ||
	    (rq->method == POST && (e = xapi_params(rq, ""))) ||
	    (e = body_read(rq, &json)) || (e = home_read(rq, coming)))
		return e;
	return all_read(rq, json, coming);
}

static enum err respond_ids(struct request *rq, struct response *rs,
			    const struct coming *coming)
{
	json_t *ids = json_array();

	for (size_t i = 0; i < coming->n; i++)
		json_array_append_new(ids, json_string(coming->all[i].said.id));
	return xapi_respond(rq, rs, ids);
}

enum err statements_add(struct request *rq, struct response *rs)
{
	const struct coming *coming = rq->prepared;
	struct xapi_caller caller;
	enum err e;

	if ((e = xapi_caller(rq, coming->run, &caller)))
		return e;
	for (size_t i = 0; i < coming->n; i++)
		if ((e = record_statement(rq, &caller, &coming->all[i])))
			return e;
	if ((e = record_end(rq, &caller)))
		return e;
	if (rq->method == POST)
		return respond_ids(rq, rs, coming);
	return respond_empty(rs, 204);
}

/* ---- Out --------------------------------------------------------------- */

struct asked {
	const char *run;
	struct statement_filter filter;
	const char *one;		/* by id; NULL: by filter */
	bool voided;			/* `one` is to be a voided one */
	enum { FORMAT_EXACT, FORMAT_IDS, FORMAT_CANONICAL } format;
	const char *accept;		/* languages, when it is canonical */
	size_t most;
};

static enum err wrong(struct request *rq, const char *name)
{
	return refuse(rq, P_xapi_parameter, VALUES({ "name", name }));
}

static enum err moment_param(struct request *rq, const char *name,
			     int64_t *out)
{
	const char *text = request_query(rq, name);

	return !text || moment_read(text, out) ? OK : wrong(rq, name);
}

static enum err flag_param(struct request *rq, const char *name, bool *out)
{
	const char *text = request_query(rq, name);

	*out = text && strcmp(text, "true") == 0;
	return !text || *out || strcmp(text, "false") == 0 ? OK
							   : wrong(rq, name);
}

static enum err agent_param(struct request *rq, const char **out)
{
	const char *text = request_query(rq, "agent");
	json_t *agent;

	if (!text)
		return OK;
	agent = strlen(text) < 4096
		? request_own_json(rq, json_loads(text, JSON_REJECT_DUPLICATES,
						  NULL))
		: NULL;
	if (!statement_agent(agent))
		return wrong(rq, "agent");
	*out = agent_name(rq->mem, agent);
	return OK;
}

static enum err iri_param(struct request *rq, const char *name,
			  const char **out)
{
	const char *text = request_query(rq, name);

	if (text && !iri_valid(text))
		return wrong(rq, name);
	if (text)
		*out = text;
	return OK;
}

#define FAR_PLACE 1000000	/* more than one request has, either way */

/* "<stored>.<place>.<id>": where the page before ended. */
static enum err cursor_param(struct request *rq, struct statement_filter *f)
{
	const char *text = request_query(rq, "cursor");
	char *end;

	if (!text)
		return OK;
	f->after_stored = strtoll(text, &end, 10);
	if (*end != '.')
		return wrong(rq, "cursor");
	f->after_place = strtoll(end + 1, &end, 10);
	if (*end != '.' || !uuid_valid(end + 1) || f->after_place < -FAR_PLACE ||
	    f->after_place > FAR_PLACE)
		return wrong(rq, "cursor");
	f->after_id = end + 1;
	return OK;
}

static enum err filter_read(struct request *rq, struct asked *q)
{
	struct statement_filter *f = &q->filter;
	const char *registration = request_query(rq, "registration");
	const char *limit = request_query(rq, "limit");
	enum err e;

	*f = (struct statement_filter){ .verb = "", .registration = "",
		.after_id = "", .since = INT64_MIN / 2,
		.until = INT64_MAX / 2 };
	if ((e = agent_param(rq, &f->agent)) ||
	    (e = iri_param(rq, "verb", &f->verb)) ||
	    (e = iri_param(rq, "activity", &f->activity)) ||
	    (e = flag_param(rq, "related_agents", &f->agents_far)) ||
	    (e = flag_param(rq, "related_activities", &f->activities_far)) ||
	    (e = moment_param(rq, "since", &f->since)) ||
	    (e = moment_param(rq, "until", &f->until)) ||
	    (e = flag_param(rq, "ascending", &f->ascending)) ||
	    (e = cursor_param(rq, f)))
		return e;
	if (registration && !uuid_valid(registration))
		return wrong(rq, "registration");
	if (registration)
		f->registration = text_lower(rq->mem, registration);
	if (limit && strspn(limit, "0123456789") != strlen(limit))
		return wrong(rq, "limit");
	q->most = limit && strlen(limit) < 9 ? (size_t)atol(limit) : 0;
	if (q->most == 0 || q->most > STATEMENTS_MOST)
		q->most = STATEMENTS_MOST;
	return OK;
}

/* One by its id: then no filter besides (Communication 2.1.3). */
static enum err one_param(struct request *rq, struct asked *q)
{
	const char *id = request_query(rq, "statementId");
	const char *voided = request_query(rq, "voidedStatementId");
	enum err e;

	q->one = id ? id : voided;
	q->voided = voided != NULL;
	if (!q->one)
		return OK;
	if ((e = xapi_params(rq, voided && !id
			? "voidedStatementId format attachments"
			: "statementId format attachments")))
		return e;
	if (!uuid_valid(q->one))
		return wrong(rq, id ? "statementId" : "voidedStatementId");
	q->one = text_lower(rq->mem, q->one);
	return OK;
}

static enum err format_param(struct request *rq, struct asked *q)
{
	const char *format = request_query(rq, "format");

	q->accept = request_header(rq, "Accept-Language");
	if (!format || strcmp(format, "exact") == 0)
		q->format = FORMAT_EXACT;
	else if (strcmp(format, "ids") == 0)
		q->format = FORMAT_IDS;
	else if (strcmp(format, "canonical") == 0)
		q->format = FORMAT_CANONICAL;
	else
		return wrong(rq, "format");
	return OK;
}

enum err statements_query(struct request *rq, struct response *rs)
{
	struct asked *q = arena_new(rq->mem, struct asked);
	bool attachments;
	enum err e;

	rq->prepared = q;
	if ((e = xapi_admit(rq, rs, &q->run)) ||
	    (e = xapi_params(rq, "statementId voidedStatementId agent verb "
				 "activity registration related_activities "
				 "related_agents since until limit format "
				 "attachments ascending cursor")) ||
	    (e = flag_param(rq, "attachments", &attachments)) ||
	    (e = one_param(rq, q)) || (e = filter_read(rq, q)))
		return e;
	return format_param(rq, q);
}

static json_t *row_json(const struct asked *q, const struct statement_row *row)
{
	json_t *json = json_loads(row->body, 0, NULL);

	if (q->format == FORMAT_IDS)
		statement_ids(json);
	if (q->format == FORMAT_CANONICAL)
		statement_canonical(json, q->accept);
	return json;
}

static enum err single_show(struct request *rq, struct response *rs,
			 const struct asked *q)
{
	struct statement_row row;
	enum err e;

	if ((e = statement_by_id(rq->db, q->one, &row)))
		return e;
	if (!row.id || row.voided != q->voided ||
	    strcmp(row.person_id, q->filter.person_id) ||
	    strcmp(row.module_id, q->filter.module_id))
		return fail(ERR_NOT_FOUND, "no such statement");
	return xapi_respond(rq, rs, row_json(q, &row));
}

/* The same query, going on behind the last of this page. */
static const char *more_url(struct request *rq, const struct statement_row *last)
{
	struct text t = { .mem = rq->mem };

	text_puts(&t, "/xapi/statements?");
	for (const char *s = rq->query; *s; s += *s == '&') {
		const size_t n = strcspn(s, "&");

		if (n && strncmp(s, "cursor=", 7)) {
			text_put(&t, s, n);
			text_puts(&t, "&");
		}
		s += n;
	}
	text_putf(&t, "cursor=%" PRId64 ".%" PRId64 ".%s", last->stored_at,
		  last->place, last->id);
	return t.bytes;
}

/* What one answer holds so far. */
struct page {
	json_t *list;
	size_t bytes;
	const struct statement_row *last;
	bool more;			/* there is some behind `last` */
};

static bool full(const struct asked *q, const struct page *p)
{
	return p->bytes > PAGE_BYTES || json_array_size(p->list) == q->most;
}

static void row_take(const struct asked *q, const struct statement_row *row,
		     struct page *p)
{
	json_array_append_new(p->list, row_json(q, row));
	p->bytes += strlen(row->body);
	p->last = row;
}

/* Some at a time: of the largest ones a whole page would not fit in memory. */
static enum err piece_add(struct request *rq, struct asked *q, struct page *p)
{
	struct statement_filter *f = &q->filter;
	struct statement_row *rows;
	size_t n, i;
	enum err e;

	if ((e = statement_page(rq->db, f, PIECE + 1, &rows, &n)))
		return e;
	for (i = 0; i < n && i < PIECE && !full(q, p); i++)
		row_take(q, &rows[i], p);
	p->more = i < n;
	if (p->last) {
		f->after_stored = p->last->stored_at;
		f->after_place = p->last->place;
		f->after_id = p->last->id;
	}
	return OK;
}

static enum err list_show(struct request *rq, struct response *rs,
			  struct asked *q)
{
	struct page p = { .list = request_own_json(rq, json_array()) };
	enum err e;

	do {
		if ((e = piece_add(rq, q, &p)))
			return e;
	} while (p.more && !full(q, &p));
	return xapi_respond(rq, rs, json_pack("{s:O, s:s}",
		"statements", p.list, "more",
		p.more ? more_url(rq, p.last) : ""));
}

enum err statements_show(struct request *rq, struct response *rs)
{
	struct asked *q = rq->prepared;
	char *until = arena_alloc(rq->mem, CLOCK_TEXT_SIZE);
	struct xapi_caller caller;
	enum err e;

	clock_text(rq->now, until);
	response_header(rs, "X-Experience-API-Consistent-Through", until);
	if ((e = xapi_caller(rq, q->run, &caller)))
		return e;
	q->filter.person_id = caller.run.person_id;
	q->filter.module_id = caller.run.module_id;
	return q->one ? single_show(rq, rs, q) : list_show(rq, rs, q);
}
