#include "http/head.h"

#include "check.h"

static struct arena mem;

/* "address scheme" of a request with these headers. */
static const char *seen(const char *peer, const char *const *proxies,
			const char *forwarded, const char *again,
			const char *proto)
{
	struct header headers[4] = { { "Host", "a" } };
	struct raw_head raw = {
		.method = "GET", .path = "/", .version = "1.1",
		.headers = headers, .nheaders = 1, .peer = peer
	};
	const struct head_rules rules = { 8192, proxies };
	struct request rq = { .mem = &mem };
	struct head head;

	if (forwarded)
		headers[raw.nheaders++] = (struct header){
			"x-forwarded-for", forwarded };
	if (again)
		headers[raw.nheaders++] = (struct header){
			"X-Forwarded-For", again };
	if (proto)
		headers[raw.nheaders++] = (struct header){
			"X-Forwarded-Proto", proto };
	if (head_read(&raw, &rules, &rq, &head))
		return "refused";
	return arena_format(&mem, "%s %s", rq.address,
			    rq.https ? "https" : "http");
}

static const char *const proxies[] = { "192.0.2.1", "10.0.0.0/8", NULL };

int main(void)
{
	TEST("a stranger's X-Forwarded headers are not believed") {
		check_str(seen("203.0.113.9", NULL, "198.51.100.1", NULL,
			       "https"), "203.0.113.9 http");
		check_str(seen("203.0.113.9", proxies, "198.51.100.1", NULL,
			       "https"), "203.0.113.9 http");
		check_str(seen("192.0.2.10", proxies, "198.51.100.1", NULL,
			       NULL), "192.0.2.10 http");
	}
	TEST("those of loopback, of a listed address and a listed network are") {
		check_str(seen("127.0.0.1", NULL, "198.51.100.1", NULL,
			       "https"), "198.51.100.1 https");
		check_str(seen("192.0.2.1", proxies, "198.51.100.1", NULL,
			       "HTTPS"), "198.51.100.1 https");
		check_str(seen("10.200.0.3", proxies, "198.51.100.1", NULL,
			       NULL), "198.51.100.1 http");
	}
	TEST("what a client wrote before its proxy is not believed") {
		check_str(seen("192.0.2.1", proxies, "1.1.1.1, 198.51.100.1",
			       NULL, "https, http"), "198.51.100.1 http");
		check_str(seen("192.0.2.1", proxies, "1.1.1.1", "198.51.100.1",
			       NULL), "198.51.100.1 http");
	}
	TEST("several proxies in a row are seen through") {
		check_str(seen("192.0.2.1", proxies,
			       "1.1.1.1, 198.51.100.1, 10.1.2.3", NULL, NULL),
			  "198.51.100.1 http");
		check_str(seen("192.0.2.1", proxies, "10.0.0.9,10.1.2.3", NULL,
			       NULL), "10.0.0.9 http");
	}
	TEST("addresses come in every form a proxy writes, and none other") {
		check_str(seen("127.0.0.1", NULL, "198.51.100.1:4711", NULL,
			       NULL), "198.51.100.1 http");
		check_str(seen("127.0.0.1", NULL, "[2001:db8::1]:4711", NULL,
			       NULL), "2001:db8::1 http");
		check_str(seen("127.0.0.1", NULL, "2001:db8::1", NULL, NULL),
			  "2001:db8::1 http");
		check_str(seen("127.0.0.1", NULL, "unknown", NULL, NULL),
			  "127.0.0.1 http");
		check_str(seen("127.0.0.1", NULL, "198.51.100.1, <b>", NULL,
			       NULL), "127.0.0.1 http");
		check_str(seen("127.0.0.1", NULL, "", NULL, NULL),
			  "127.0.0.1 http");
	}
	arena_end(&mem);
	return test_end();
}
