/*
 * The head of a request, through routing, to an answer in parts.
 *
 *	METHOD SP TARGET SP VERSION \n (NAME ":" VALUE \n)*
 *
 * cut up as CivetWeb does it, which hands on what it cannot judge.
 */
#include <strings.h>

#include "auth/origin.h"
#include "fuzz.h"
#include "http/head.h"
#include "http/tus.h"
#include "routes.h"

#define HEADERS_MOST 64
#define BODY "0123456789"

static void head_cut(struct arena *mem, const uint8_t *bytes, size_t size,
		     struct raw_head *out, struct header *headers)
{
	char *rest = fuzz_text(mem, bytes, size), *line = fuzz_line(&rest);
	char *target, *version;

	out->method = line;
	target = line + strcspn(line, " ");
	target += *target ? (*target = '\0', 1) : 0;
	version = target + strcspn(target, " ");
	version += *version ? (*version = '\0', 1) : 0;
	out->path = target;
	out->query = strchr(target, '?');
	if (out->query) {
		*strchr(target, '?') = '\0';
		out->query++;
	}
	out->version = version;
	while (*rest && out->nheaders < HEADERS_MOST) {
		char *value;

		line = fuzz_line(&rest);
		value = line + strcspn(line, ":");
		value += *value ? (*value = '\0', 1) : 0;
		value += strspn(value, " \t");
		headers[out->nheaders++] = (struct header){ line, value };
	}
	out->headers = headers;
	out->size = size;
}

static void params_check(struct request *rq)
{
	static const char *const names[] = { "id", "path", "token", "rest" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = request_param(rq, names[i]);

		must(fuzz_utf8(value, 8192));
		must(strcmp(names[i], "id") || !strchr(value, '/'));
	}
}

static void part_check(struct request *rq)
{
	struct response rs = RESPONSE_INIT;
	const size_t size = strlen(BODY);

	rs.status = 200;
	rs.bytes = BODY;
	rs.size = size;
	rs.type = "text/plain";
	respond_part(rq, &rs, "\"ab12\"");
	must(rs.status == 200 || rs.status == 206 || rs.status == 304 ||
	     rs.status == 416);
	if (rs.status == 206) {
		const char *at = rs.bytes;

		must(rs.size > 0 && rs.size <= size);
		must(at[0] >= '0' && at[0] - '0' + rs.size <= size);
	}
	must(rs.status != 304 || rs.size == 0);
	rs = (struct response){ .status = 200, .file = 1 << 20, .size = size };
	if (request_header(rq, "If-None-Match"))
		return;
	respond_part(rq, &rs, "\"ab12\"");
	if (rs.status == 206)
		must(rs.from >= 0 && rs.length > 0 &&
		     rs.from + rs.length <= (int64_t)size);
}

static void tus_check(struct request *rq)
{
	static const char *const numbers[] = {
		"Upload-Length", "Upload-Offset"
	};
	struct tus_metadata metadata;
	const char *text;
	int64_t number;

	for (size_t i = 0; i < 2; i++)
		if (!tus_header(rq, numbers[i], &text) &&
		    !tus_number(text, &number))
			must(number >= 0 && number <= 999999999999999);
	if (tus_header(rq, "Upload-Metadata", &text) ||
	    tus_metadata(rq->mem, text, &metadata))
		return;
	for (size_t i = 0; i < metadata.n; i++) {
		must(fuzz_utf8(metadata.pairs[i].key, TUS_METADATA_MOST));
		must(fuzz_utf8(metadata.pairs[i].value, TUS_METADATA_MOST));
		must(tus_value(&metadata, metadata.pairs[i].key) ==
		     metadata.pairs[i].value);
	}
}

static void good_check(struct request *rq, const struct head *head)
{
	const char *again, *allow = NULL, *value;

	must(fuzz_utf8(rq->path, 6144) && *rq->path == '/');
	must(!strstr(rq->path, "//") && !strstr(rq->path, "/../"));
	must(!strstr(rq->path, "/./") && !text_ends(rq->path, "/.."));
	must(head->length >= -1 && !(head->chunked && head->length >= 0));
	must(fuzz_utf8(rq->address, 64));
	/* What has no percent sign left reads the same again. */
	if (!strchr(rq->path, '%')) {
		again = path_decode(rq->mem, rq->path);
		must(again && strcmp(again, rq->path) == 0);
	}
	if ((value = request_query(rq, "q")))
		must(fuzz_utf8(value, 6144));
	for (size_t i = 0; i < 3; i++)
		(void)request_cookie_after(rq, "sesi", i);
	(void)request_accepts(rq, "br");
	(void)request_accepts(rq, "gzip");
	(void)origin_check(rq, NULL);
	(void)origin_check(rq, "https://belajar.example.go.id");
	for (int origin = APP; origin <= CONTENT; origin++) {
		rq->origin = (enum origin)origin;
		if (!route_find(routes, nroutes, rq, &allow)) {
			params_check(rq);
			(void)origin_check(rq, NULL);
		}
	}
	part_check(rq);
	tus_check(rq);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const proxies[] = {
		"192.0.2.1", "10.0.0.0/8", NULL
	};
	const struct head_rules rules = { 8192, proxies };
	struct arena mem = ARENA_INIT;
	struct header headers[HEADERS_MOST];
	struct raw_head raw = { .peer = "127.0.0.1" };
	struct request rq = { .mem = &mem, .id = "fuzz" };
	struct response rs = RESPONSE_INIT;
	struct head head;
	enum err e;

	fuzz_begin();
	head_cut(&mem, bytes, size, &raw, headers);
	if ((e = head_read(&raw, &rules, &rq, &head)))
		respond_problem(&rq, &rs, e);
	else
		good_check(&rq, &head);
	arena_end(&mem);
	return 0;
}
