#include "http/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/encode.h"
#include "base/log.h"

enum err none(struct request *rq, struct response *rs)
{
	(void)rq;
	(void)rs;
	return fail(ERR_INTERNAL, "a route without a function was called");
}

/* ---- Problems -------------------------------------------------------- */

static const struct problem problems[] = {
#define PROBLEM(code, err, status, title_id, title_en, detail_id, detail_en) \
	{ #code, err, status, { { title_id, title_en } }, \
	  { { detail_id, detail_en } } },
#include "http/problems.def"
#undef PROBLEM
};
_Static_assert(sizeof(problems) / sizeof(*problems) == P_COUNT,
	       "every code has its row");

const struct problem *problem_of(enum problem_code code)
{
	return &problems[code];
}

static const struct problem *problem_general(enum err e)
{
	for (size_t i = 0; i < P_COUNT; i++)
		if (problems[i].err == e)
			return &problems[i];
	return &problems[P_internal];
}

static const struct text_value *values_copy(struct arena *mem,
					    const struct text_value *from)
{
	struct text_value *to;
	size_t n = 0;

	while (from && from[n].name)
		n++;
	to = arena_array(mem, struct text_value, n + 1);
	for (size_t i = 0; i < n; i++)
		to[i] = (struct text_value){
			arena_copy(mem, from[i].name, strlen(from[i].name)),
			arena_copy(mem, from[i].value ? from[i].value : "",
				   strlen(from[i].value ? from[i].value : "")),
		};
	return to;
}

enum err refuse_at(const char *file, int line, struct request *rq,
		   enum problem_code code, const struct text_value *values)
{
	rq->problem = &problems[code];
	rq->problem_values = values_copy(rq->mem, values);
	return fail_at(file, line, rq->problem->err, "%s", rq->problem->code);
}

static const char *value_named(const struct text_value *v, const char *name)
{
	for (; v && v->name; v++)
		if (strcmp(v->name, name) == 0)
			return v->value;
	return NULL;
}

static const char *retry_after(const struct request *rq,
			       const struct problem *p)
{
	const char *seconds = value_named(rq->problem_values, "seconds");

	return seconds ? seconds : p->status == 503 ? "2" : NULL;
}

/* A value that is not UTF-8 cannot be in JSON: then without values. */
static json_t *problem_json(struct request *rq, const struct problem *p,
			    const struct text_value *values)
{
	const char *title = p->title.in[rq->lang];
	const char *detail = p->detail.in[rq->lang];
	json_t *json = json_pack(
		"{s:s+, s:s, s:i, s:s, s:s, s:s}",
		"type", "/problems/", p->code,
		"title", text_fill(rq->mem, title, values),
		"status", p->status,
		"detail", text_fill(rq->mem, detail, values),
		"code", p->code,
		"requestId", rq->id);
	const char *member = value_named(values, "member");

	if (json && member)
		json_object_set_new(json, "field", json_string(member));
	return json || !values ? json : problem_json(rq, p, NULL);
}

static void response_drop(struct response *rs)
{
	response_file_end(rs);
	*rs = (struct response)RESPONSE_INIT;
}

void respond_problem(struct request *rq, struct response *rs, enum err e)
{
	const struct problem *p = rq->problem ? rq->problem : problem_general(e);
	const char *wait = retry_after(rq, p);
	const char *challenge = value_named(rq->problem_values, "challenge");

	response_drop(rs);
	respond_json(rq, rs, p->status,
		     problem_json(rq, p, rq->problem_values));
	rs->type = "application/problem+json";
	response_header(rs, "Cache-Control", "no-store");
	if (wait)
		response_header(rs, "Retry-After", wait);
	if (challenge)
		response_header(rs, "WWW-Authenticate", challenge);
}

/* ---- Answers --------------------------------------------------------- */

static void json_done(void *json)
{
	json_decref(json);
}

json_t *request_own_json(struct request *rq, json_t *json)
{
	if (json)
		arena_own(rq->mem, json, json_done);
	return json;
}

enum err respond_json(struct request *rq, struct response *rs, int status,
		      json_t *json)
{
	if (!json)
		return fail(ERR_INTERNAL, "could not build the JSON");
	arena_own(rq->mem, json, json_done);
	rs->status = status;
	rs->json = json;
	return OK;
}

enum err respond_empty(struct response *rs, int status)
{
	rs->status = status;
	return OK;
}

void response_file_end(struct response *rs)
{
	if (rs->file >= 0 && !rs->lent)
		close(rs->file);
	rs->file = -1;
	rs->lent = false;
}

static bool printable(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7f)
			return false;
	return true;
}

void response_header(struct response *rs, const char *name, const char *value)
{
	if (rs->nheaders == RESPONSE_HEADERS || !value || !printable(value)) {
		log_event(LOG_ERROR, "http.header", LOG_TEXT("name", name));
		return;
	}
	rs->headers[rs->nheaders++] = (struct header){ name, value };
}

enum err request_take(struct request *rq, char *to, size_t most, size_t *got)
{
	*got = 0;
	if (!rq->source || rq->body_left <= 0)
		return OK;
	return rq->source->take(rq->source, rq, to, most, got);
}

void respond_allow(struct request *rq, struct response *rs, const char *allow)
{
	if (rq->options)
		*rs = (struct response){ .status = 204, .file = -1 };
	else
		respond_problem(rq, rs, ERR_INVALID);
	response_header(rs, "Allow", allow);
}

/* ---- Parts and conditions (RFC 9110 sections 13 and 14) --------------- */

/* Is `etag` in a list as If-None-Match has it? Weak tags compare like strong
   ones there (13.1.2). */
static bool tag_listed(const char *list, const char *etag)
{
	const size_t n = strlen(etag);

	while (*list) {
		list += strspn(list, " \t,");
		if (*list == '*')
			return true;
		if (list[0] == 'W' && list[1] == '/')
			list += 2;
		if (strncmp(list, etag, n) == 0)
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

static bool digits(const char **s, int64_t *out)
{
	const char *begin = *s;

	for (*out = 0; **s >= '0' && **s <= '9'; (*s)++) {
		if (*s - begin >= 18)
			return false;
		*out = *out * 10 + (**s - '0');
	}
	return *s != begin;
}

enum part { WHOLE, PART, OUTSIDE };

/* "bytes=0-499", "bytes=500-", "bytes=-500"; anything else is ignored, as 14.2
   allows and several ranges deserve. */
static enum part range_read(const char *s, int64_t size, int64_t *from,
			    int64_t *length)
{
	int64_t first, last;

	if (strncasecmp(s, "bytes=", 6) != 0)
		return WHOLE;
	s += 6;
	if (*s == '-') {
		s++;
		if (!digits(&s, &last) || *s)
			return WHOLE;
		if (last == 0 || size == 0)
			return OUTSIDE;
		*from = last < size ? size - last : 0;
		*length = size - *from;
		return PART;
	}
	if (!digits(&s, &first) || *s++ != '-')
		return WHOLE;
	if (!*s)
		last = INT64_MAX;
	else if (!digits(&s, &last) || *s || last < first)
		return WHOLE;
	if (first >= size)
		return OUTSIDE;
	*from = first;
	*length = (last < size - 1 ? last : size - 1) - first + 1;
	return PART;
}

static enum part range_asked(const struct request *rq, const char *etag,
			     int64_t size, int64_t *from, int64_t *length)
{
	const char *range = request_header(rq, "Range");
	const char *when = request_header(rq, "If-Range");

	if (!range || rq->method != GET || (when && strcmp(when, etag) != 0))
		return WHOLE;
	return range_read(range, size, from, length);
}

static void respond_outside(struct request *rq, struct response *rs,
			    const char *etag, int64_t size)
{
	rq->problem = &problems[P_range_outside];
	respond_problem(rq, rs, ERR_INVALID);
	response_header(rs, "ETag", etag);
	response_header(rs, "Content-Range",
			arena_format(rq->mem, "bytes */%lld", (long long)size));
}

static void cut(struct request *rq, struct response *rs, int64_t from,
		int64_t length)
{
	response_header(rs, "Content-Range",
			arena_format(rq->mem, "bytes %lld-%lld/%zu",
				     (long long)from,
				     (long long)(from + length - 1), rs->size));
	rs->status = 206;
	if (rs->file < 0) {
		rs->bytes = (const char *)rs->bytes + from;
		rs->size = (size_t)length;
	} else {
		rs->from = from;
		rs->length = length;
	}
}

void respond_part(struct request *rq, struct response *rs, const char *etag)
{
	const char *known = request_header(rq, "If-None-Match");
	const int64_t size = (int64_t)rs->size;
	int64_t from = 0, length = 0;

	response_header(rs, "ETag", etag);
	if (known && tag_listed(known, etag)) {
		response_file_end(rs);
		rs->bytes = NULL;
		rs->size = 0;
		rs->type = NULL;
		rs->status = 304;
		return;
	}
	response_header(rs, "Accept-Ranges", "bytes");
	switch (range_asked(rq, etag, size, &from, &length)) {
	case WHOLE:
		rs->length = size;
		break;
	case PART:
		cut(rq, rs, from, length);
		break;
	case OUTSIDE:
		respond_outside(rq, rs, etag, size);
		break;
	}
}

/* ---- What was asked -------------------------------------------------- */

const char *request_header(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->nheaders; i++)
		if (strcasecmp(rq->headers[i].name, name) == 0)
			return rq->headers[i].value;
	return NULL;
}

const char *request_cookie(const struct request *rq, const char *name)
{
	return request_cookie_after(rq, name, 0);
}

const char *request_cookie_after(const struct request *rq, const char *name,
				 size_t before)
{
	const char *s = request_header(rq, "Cookie");
	const size_t n = strlen(name);

	while (s && *s) {
		s += strspn(s, " \t;");
		if (strncmp(s, name, n) == 0 && s[n] == '=' && !before--)
			return arena_copy(rq->mem, s + n + 1,
					  strcspn(s + n + 1, "; \t"));
		s += strcspn(s, ";");
	}
	return NULL;
}

const char *request_query(const struct request *rq, const char *name)
{
	const char *s = rq->query;

	for (size_t n, k; *s; s += n + (s[n] == '&')) {
		size_t size;
		char *text;

		n = strcspn(s, "&");
		k = strcspn(s, "=&");
		text = percent_decode(rq->mem, s, k, true, &size);
		if (!text || strcmp(text, name) != 0)
			continue;
		k += s[k] == '=';
		text = percent_decode(rq->mem, s + k, n - k, true, &size);
		return text && text_utf8(text, size) ? text : NULL;
	}
	return NULL;
}

/* A . or .. segment: a browser removes them before it asks. */
static bool dotted(const char *path)
{
	for (const char *s = path; s; s = strchr(s, '/')) {
		s += *s == '/';
		if (s[0] == '.' && (!s[1] || s[1] == '/' ||
				    (s[1] == '.' && (!s[2] || s[2] == '/'))))
			return true;
	}
	return false;
}

static const char *refuse_path(const char *why)
{
	fail(ERR_INVALID, "path: %s", why);
	return NULL;
}

static void slashes_merge(char *path)
{
	char *to = path;

	for (const char *s = path; *s; s++)
		if (*s != '/' || s == path || s[-1] != '/')
			*to++ = *s;
	*to = '\0';
}

const char *path_decode(struct arena *mem, const char *raw)
{
	size_t size;
	char *path;

	if (*raw != '/')
		return refuse_path("no slash at its beginning");
	for (const char *s = raw; (s = strchr(s, '%')); s++)
		if (s[1] == '2' && (s[2] == 'f' || s[2] == 'F'))
			return refuse_path("a slash in disguise");
	if (!(path = percent_decode(mem, raw, strlen(raw), false, &size)))
		return refuse_path("a % without its digits");
	if (!text_utf8(path, size))
		return refuse_path("not UTF-8");
	if (!printable(path))
		return refuse_path("a control character");
	if (dotted(path))
		return refuse_path("a dot segment");
	slashes_merge(path);
	return path;
}

/* The q of one element of a list, as thousandths; 1000 when it has none. */
static int quality(const char *s, size_t n)
{
	const char *q = memmem(s, n, "q=", 2);
	double value;

	if (!q)
		return 1000;
	value = strtod(q + 2, NULL);
	return value >= 0 && value <= 1 ? (int)(value * 1000) : 0;
}

/* How much a list like Accept-Language likes `name` (or "name-…"); -1 when it
   says nothing of it. */
static int liking(const char *list, const char *name)
{
	const size_t n = strlen(name);

	for (size_t k; *list; list += k) {
		list += strspn(list, " \t,");
		k = strcspn(list, ",");
		if (strncasecmp(list, name, n) == 0 &&
		    strchr("-;, \t", list[n]))	/* its NUL is found too */
			return quality(list, k);
	}
	return -1;
}

bool request_accepts(const struct request *rq, const char *coding)
{
	const char *list = request_header(rq, "Accept-Encoding");

	return list && liking(list, coding) > 0;
}

static size_t place(const char *list, const char *name)
{
	const char *at = strcasestr(list, name);

	return at ? (size_t)(at - list) : strlen(list);
}

enum lang lang_of(const char *list)
{
	int id, en;

	if (!list)
		return LANG_ID;
	id = liking(list, "id");
	en = liking(list, "en");
	if (en <= 0 || en < id)
		return LANG_ID;
	return en > id || place(list, "en") < place(list, "id") ? LANG_EN
								: LANG_ID;
}
