#include "http/http.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"

static struct arena mem;

static struct request request(enum method method, const char *path)
{
	return (struct request){
		.method = method, .path = path, .query = "", .mem = &mem,
		.id = "abc"
	};
}

/* ---- Routes ---------------------------------------------------------- */

#define R(o, m, p) { .origin = o, .method = m, .pattern = p, .name = p }
static const struct route table[] = {
	R(CONTENT, GET, "/c/{token}/{path*}"),
	R(CONTENT, GET, "/c/{token}/~play"),
	R(APP, GET, "/{rest*}"),
	R(APP, GET, "/api/things/{id}"),
	R(APP, GET, "/api/things/new"),
	R(APP, GET, "/api/things/{id}/parts/{part}"),
	R(APP, POST, "/api/things"),
	R(APP, PUT, "/api/things/{id}"),
	R(APP, DELETE, "/api/only/{id}"),
	R(APP, GET, "/a/{all*}"),
	R(APP, GET, "/a/{one}"),
	R(APP, GET, "/b/{one}"),
	R(APP, GET, "/b/{all*}"),
};

static const char *routed(enum origin origin, enum method method,
			  const char *path)
{
	struct request rq = request(method, path);
	const char *allow;

	rq.origin = origin;
	if (route_find(table, sizeof(table) / sizeof(*table), &rq, &allow))
		return allow ? allow : "nowhere";
	return rq.route->pattern;
}

static const char *param(const char *pattern, const char *path,
			 const char *name)
{
	const struct route route = { .pattern = pattern };
	struct request rq = request(GET, path);

	rq.route = &route;
	return request_param(&rq, name);
}

static void test_routes(void)
{
	TEST("a pattern written out wins over one with a {param}") {
		check_str(routed(APP, GET, "/api/things/new"),
			  "/api/things/new");
		check_str(routed(APP, GET, "/api/things/7"),
			  "/api/things/{id}");
	}
	TEST("a {param} wins over a {rest*}, whichever stands first") {
		check_str(routed(APP, GET, "/a/1"), "/a/{one}");
		check_str(routed(APP, GET, "/b/1"), "/b/{one}");
		check_str(routed(APP, GET, "/a/1/2"), "/a/{all*}");
	}
	TEST("{name*} takes what nothing else takes") {
		check_str(routed(APP, GET, "/index.html"), "/{rest*}");
		check_str(routed(APP, GET, "/"), "/{rest*}");
		check_str(routed(CONTENT, GET, "/c/t/a/b.html"),
			  "/c/{token}/{path*}");
		check_str(routed(CONTENT, GET, "/c/t/~play"),
			  "/c/{token}/~play");
	}
	TEST("a {param} is one segment and not empty") {
		check_str(routed(APP, GET, "/api/things/7/parts/"),
			  "/{rest*}");
		check_str(routed(APP, GET, "/api/things/7/parts/a/b"),
			  "/{rest*}");
		check_str(routed(APP, GET, "/api/things/7/parts/a"),
			  "/api/things/{id}/parts/{part}");
	}
	TEST("a route is found on its own origin only") {
		check_str(routed(CONTENT, GET, "/api/things/new"), "nowhere");
	}
	TEST("another method is refused with what is allowed") {
		check_str(routed(APP, DELETE, "/api/only"), "GET, HEAD, OPTIONS");
		check_str(routed(APP, PATCH, "/api/things/7"),
			  "GET, HEAD, PUT, OPTIONS");
		check_str(routed(APP, METHOD_COUNT, "/api/things"),
			  "GET, HEAD, POST, OPTIONS");
	}
	TEST("a parameter is the text that stands in its place") {
		check_str(param("/c/{token}/{path*}", "/c/tok/a/b c", "token"),
			  "tok");
		check_str(param("/c/{token}/{path*}", "/c/tok/a/b c", "path"),
			  "a/b c");
		check_str(param("/c/{token}/{path*}", "/c/tok/", "path"), "");
		check_str(param("/x/{id}/{idea}", "/x/1/2", "idea"), "2");
		check_str(param("/x/{idea}", "/x/1", "id"), "");
	}
}

/* ---- What was asked --------------------------------------------------- */

static const char *query(const char *text, const char *name)
{
	struct request rq = request(GET, "/");

	rq.query = text;
	return request_query(&rq, name);
}

static const char *cookie(const char *text, const char *name)
{
	const struct header h = { "cookie", text };
	struct request rq = request(GET, "/");

	rq.headers = &h;
	rq.nheaders = 1;
	return request_cookie(&rq, name);
}

static bool accepts(const char *text, const char *coding)
{
	const struct header h = { "Accept-Encoding", text };
	struct request rq = request(GET, "/");

	rq.headers = &h;
	rq.nheaders = text != NULL;
	return request_accepts(&rq, coding);
}

static void test_request(void)
{
	TEST("a value of the query is decoded") {
		check_str(query("q=a%20b+c&page=2", "q"), "a b c");
		check_str(query("q=a%20b+c&page=2", "page"), "2");
		check_str(query("q=a&q=b", "q"), "a");
		check_str(query("a&b=", "a"), "");
		check_str(query("a&b=", "b"), "");
		check_str(query("n%61me=x", "name"), "x");
	}
	TEST("a query without the value, or with a broken one, has none") {
		check_str(query("", "q"), NULL);
		check_str(query("qq=1&xq=2", "q"), NULL);
		check_str(query("q=%", "q"), NULL);
		check_str(query("q=%4", "q"), NULL);
		check_str(query("q=%zz", "q"), NULL);
		check_str(query("q=%ff", "q"), NULL);
		check_str(query("q=a%00b", "q"), NULL);
	}
	TEST("a cookie is found by its whole name") {
		check_str(cookie("ab=1; b=2;c=3", "b"), "2");
		check_str(cookie("ab=1; b=2;c=3", "c"), "3");
		check_str(cookie("ab=1; b=2;c=3", "a"), NULL);
		check_str(cookie("b", "b"), NULL);
	}
	TEST("a coding is accepted when it is named and not with q=0") {
		check(accepts("gzip, deflate, br", "br"));
		check(accepts("gzip;q=0.5", "gzip"));
		check(!accepts("gzip, br;q=0", "br"));
		check(!accepts("gzip", "br"));
		check(!accepts("brr", "br"));
		check(!accepts(NULL, "br"));
	}
	TEST("the language is Indonesian unless English is liked more") {
		check_int(lang_of(NULL), LANG_ID);
		check_int(lang_of("fr, de"), LANG_ID);
		check_int(lang_of("en"), LANG_EN);
		check_int(lang_of("en-US,en;q=0.9"), LANG_EN);
		check_int(lang_of("id-ID,id;q=0.9,en;q=0.8"), LANG_ID);
		check_int(lang_of("en;q=0.5, id;q=0.7"), LANG_ID);
		check_int(lang_of("en, id"), LANG_EN);
		check_int(lang_of("id, en"), LANG_ID);
		check_int(lang_of("en;q=0"), LANG_ID);
	}
}

static void test_path(void)
{
	TEST("a path is percent-decoded") {
		check_str(path_decode(&mem, "/a%20b/%C3%A9.html"),
			  "/a b/\xc3\xa9.html");
		check_str(path_decode(&mem, "/a+b/..c/.d/e..f"),
			  "/a+b/..c/.d/e..f");
		check_str(path_decode(&mem, "/%2525"), "/%25");
	}
	TEST("a path that hides something is refused") {
		static const char *const bad[] = {
			"", "a", "/%", "/%4", "/%g1", "/%00", "/a%00.html",
			"/a%2Fb", "/a%2fb", "/%ff", "/%c0%af", "/a%0ab", "/..",
			"/a/../b", "/%2e%2e/b", "/.%2E", "/a/.", "/./a",
			"/a/%2e%2E/%2e%2e/etc", "/\xed\xa0\x80", "/%7f",
		};

		for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
			if (path_decode(&mem, bad[i]))
				printf("# %s\n", bad[i]);
			check(!path_decode(&mem, bad[i]));
		}
	}
}

/* ---- Answers ---------------------------------------------------------- */

static const char *header_of(const struct response *rs, const char *name)
{
	for (size_t i = 0; i < rs->nheaders; i++)
		if (strcmp(rs->headers[i].name, name) == 0)
			return rs->headers[i].value;
	return NULL;
}

static const char *text_of(const struct response *rs, const char *key)
{
	return json_string_value(json_object_get(rs->json, key));
}

static void test_problems(void)
{
	struct response rs = RESPONSE_INIT;

	TEST("a problem has type, title, status, detail, code and requestId") {
		struct request rq = request(GET, "/");

		respond_problem(&rq, &rs, ERR_NOT_FOUND);
		check_int(rs.status, 404);
		check_str(rs.type, "application/problem+json");
		check_str(text_of(&rs, "type"), "/problems/not_found");
		check_str(text_of(&rs, "title"), "Tidak ada apa pun di sini");
		check(text_of(&rs, "detail") != NULL);
		check_str(text_of(&rs, "code"), "not_found");
		check_str(text_of(&rs, "requestId"), "abc");
		check_int(json_integer_value(json_object_get(rs.json,
							     "status")), 404);
	}
	TEST("a problem speaks the request's language") {
		struct request rq = request(GET, "/");

		rq.lang = LANG_EN;
		respond_problem(&rq, &rs, ERR_NOT_FOUND);
		check_str(text_of(&rs, "title"), "There is nothing here");
	}
	TEST("every error has a general problem of its own") {
		for (int e = ERR_INVALID; e < ERR_COUNT; e++) {
			struct request rq = request(GET, "/");

			respond_problem(&rq, &rs, (enum err)e);
			check((e >= ERR_STORAGE) == (rs.status == 500));
			check((e == ERR_INTERNAL) ==
			      !strcmp(text_of(&rs, "code"), "internal"));
		}
	}
	TEST("a refusal tells its own problem, with its values filled in") {
		struct request rq = request(GET, "/");
		char seconds[] = "30";

		rq.lang = LANG_EN;
		check_int(refuse(&rq, P_login_slowed,
				 VALUES({ "seconds", seconds })), ERR_TOO_MANY);
		seconds[0] = '9';
		respond_problem(&rq, &rs, ERR_TOO_MANY);
		check_int(rs.status, 429);
		check_str(text_of(&rs, "code"), "login_slowed");
		check(strstr(text_of(&rs, "detail"), "in 30 seconds") != NULL);
		check_str(header_of(&rs, "Retry-After"), "30");
	}
	TEST("a busy server says when to come again, others do not") {
		struct request rq = request(GET, "/");

		respond_problem(&rq, &rs, ERR_BUSY);
		check_int(rs.status, 503);
		check(header_of(&rs, "Retry-After") != NULL);
		respond_problem(&rq, &rs, ERR_CONFLICT);
		check_str(header_of(&rs, "Retry-After"), NULL);
	}
	TEST("a value that is not UTF-8 still leaves a problem to read") {
		struct request rq = request(GET, "/");

		(void)refuse(&rq, P_field_invalid,
			     VALUES({ "field", "\xff" }, { "reason", "" }));
		respond_problem(&rq, &rs, ERR_INVALID);
		check_int(rs.status, 422);
		check_str(text_of(&rs, "code"), "field_invalid");
	}
	TEST("a problem drops what was about to be answered") {
		struct request rq = request(GET, "/");

		rs = (struct response){ .file = open("/dev/null", O_RDONLY) };
		const int fd = rs.file;

		response_header(&rs, "Set-Cookie", "x=1");
		respond_problem(&rq, &rs, ERR_INTERNAL);
		check_int(rs.file, -1);
		check_str(header_of(&rs, "Set-Cookie"), NULL);
		check_int(fcntl(fd, F_GETFD), -1);
	}
	TEST("a header with a line break in it is left out") {
		struct response one = RESPONSE_INIT;

		response_header(&one, "X", "a\r\nSet-Cookie: b");
		response_header(&one, "Y", "b");
		check_int(one.nheaders, 1);
	}
	TEST("OPTIONS is answered with what is allowed") {
		struct request rq = request(METHOD_COUNT, "/");

		rq.options = true;
		respond_allow(&rq, &rs, "GET, HEAD, OPTIONS");
		check_int(rs.status, 204);
		check_str(header_of(&rs, "Allow"), "GET, HEAD, OPTIONS");
		rq.options = false;
		rq.problem = problem_of(P_method_not_allowed);
		respond_allow(&rq, &rs, "GET, HEAD, OPTIONS");
		check_int(rs.status, 405);
		check_str(header_of(&rs, "Allow"), "GET, HEAD, OPTIONS");
	}
}

struct part_case {
	const char *range, *if_range, *if_none_match;
	int status;
	const char *bytes, *content_range;
};

static void part(const struct part_case *c)
{
	struct request rq = request(GET, "/");
	struct header headers[3];
	struct response rs = {
		.status = 200, .bytes = "0123456789", .size = 10, .file = -1
	};

	rq.headers = headers;
	if (c->range)
		headers[rq.nheaders++] = (struct header){ "range", c->range };
	if (c->if_range)
		headers[rq.nheaders++] = (struct header){
			"if-range", c->if_range };
	if (c->if_none_match)
		headers[rq.nheaders++] = (struct header){
			"if-none-match", c->if_none_match };
	respond_part(&rq, &rs, "\"t\"");
	check_int(rs.status, c->status);
	check_str(header_of(&rs, "Content-Range"), c->content_range);
	check_str(header_of(&rs, "ETag"), "\"t\"");
	if (c->bytes)
		check_str(arena_copy(&mem, rs.size ? rs.bytes : "", rs.size),
			  c->bytes);
}

static void parts(const struct part_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		part(&cases[i]);
}
#define PARTS(...) \
	parts((const struct part_case[]){ __VA_ARGS__ }, \
	      sizeof((const struct part_case[]){ __VA_ARGS__ }) \
	      / sizeof(struct part_case))

static void test_parts(void)
{
	TEST("one range of bytes is answered with that part") {
		PARTS({ "bytes=0-0", 0, 0, 206, "0", "bytes 0-0/10" },
		      { "bytes=2-4", 0, 0, 206, "234", "bytes 2-4/10" },
		      { "bytes=7-", 0, 0, 206, "789", "bytes 7-9/10" },
		      { "bytes=7-99", 0, 0, 206, "789", "bytes 7-9/10" },
		      { "bytes=-3", 0, 0, 206, "789", "bytes 7-9/10" },
		      { "bytes=-99", 0, 0, 206, "0123456789",
			"bytes 0-9/10" });
	}
	TEST("several ranges and what is no range get the whole") {
		PARTS({ "bytes=0-1,3-4", 0, 0, 200, "0123456789", NULL },
		      { "bytes=4-2", 0, 0, 200, "0123456789", NULL },
		      { "bytes=-", 0, 0, 200, "0123456789", NULL },
		      { "bytes=a-b", 0, 0, 200, "0123456789", NULL },
		      { "lines=1-2", 0, 0, 200, "0123456789", NULL },
		      { "bytes=0-99999999999999999999", 0, 0, 200,
			"0123456789", NULL });
	}
	TEST("a range outside the file is 416 and tells its size") {
		PARTS({ "bytes=10-", 0, 0, 416, NULL, "bytes */10" },
		      { "bytes=-0", 0, 0, 416, NULL, "bytes */10" });
	}
	TEST("a range of another version of the file gets the whole") {
		PARTS({ "bytes=0-1", "\"t\"", 0, 206, "01", "bytes 0-1/10" },
		      { "bytes=0-1", "\"u\"", 0, 200, "0123456789", NULL });
	}
	TEST("a tag that is known is answered with 304") {
		PARTS({ 0, 0, "\"t\"", 304, "", NULL },
		      { 0, 0, "\"a\", W/\"t\"", 304, "", NULL },
		      { 0, 0, "*", 304, "", NULL },
		      { "bytes=0-1", 0, "\"t\"", 304, "", NULL },
		      { 0, 0, "\"u\"", 200, "0123456789", NULL });
	}
	TEST("a range of a file is told by where it begins and how long") {
		const struct header range = { "Range", "bytes=4-7" };
		struct request rq = request(GET, "/");
		struct response rs = {
			.status = 200, .size = 10,
			.file = open("/dev/null", O_RDONLY)
		};

		rq.headers = &range;
		rq.nheaders = 1;
		respond_part(&rq, &rs, "\"t\"");
		check_int(rs.from, 4);
		check_int(rs.length, 4);
		check_int(rs.size, 10);
		close(rs.file);
	}
}

int main(void)
{
	test_routes();
	test_request();
	test_path();
	test_problems();
	test_parts();
	arena_end(&mem);
	return test_end();
}
