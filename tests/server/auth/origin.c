#include "auth/origin.h"

#include "visit.h"

struct ask {
	const char *sentence;
	enum method method;
	const char *site, *origin, *host, *app_url;
	bool https;
	enum err want;
};

static const struct ask asks[] = {
	{ "a browser's own page may", POST, "same-origin", NULL,
	  "localhost:8080", NULL, false, OK },
	{ "the packages' port of our host may not", POST, "same-site",
	  "http://localhost:8081", "localhost:8080", NULL, false,
	  ERR_FORBIDDEN },
	{ "another site may not", DELETE, "cross-site", "https://jahat.example",
	  "localhost:8080", NULL, false, ERR_FORBIDDEN },
	{ "what was typed or bookmarked may not", POST, "none", NULL,
	  "localhost:8080", NULL, false, ERR_FORBIDDEN },
	{ "what a browser says is not overruled by Origin", PUT, "cross-site",
	  "http://localhost:8080", "localhost:8080", NULL, false,
	  ERR_FORBIDDEN },
	{ "without it, Origin with the host that was asked may", POST, NULL,
	  "http://10.1.2.3:8080", "10.1.2.3:8080", NULL, false, OK },
	{ "another port may not", POST, NULL, "http://10.1.2.3:8081",
	  "10.1.2.3:8080", NULL, false, ERR_FORBIDDEN },
	{ "a host that only begins like ours may not", POST, NULL,
	  "http://balai.go.id.jahat.example", "balai.go.id",
	  "http://balai.go.id", false, ERR_FORBIDDEN },
	{ "the configured address may, whatever Host says", POST, NULL,
	  "https://balai.go.id", "127.0.0.1:8080", "https://balai.go.id/", false,
	  OK },
	{ "https in front of us may", POST, NULL, "https://balai.go.id",
	  "balai.go.id", NULL, false, OK },
	{ "plain http to an https server may not", POST, NULL,
	  "http://balai.go.id", "balai.go.id", "https://balai.go.id", true,
	  ERR_FORBIDDEN },
	{ "a sandboxed page, whose origin is null, may not", POST, NULL, "null",
	  "localhost:8080", NULL, false, ERR_FORBIDDEN },
	{ "an empty Origin may not", POST, NULL, "", "localhost:8080", NULL,
	  false, ERR_FORBIDDEN },
	{ "a program that says neither may", POST, NULL, NULL,
	  "localhost:8080", NULL, false, OK },
	{ "reading is open to all", GET, "cross-site", "https://jahat.example",
	  "localhost:8080", NULL, false, OK },
};

static void play(const struct ask *a)
{
	struct visit v;

	visit_bare(&v);
	v.rq.method = a->method;
	v.rq.https = a->https;
	visit_header(&v, "Host", a->host);
	if (a->site)
		visit_header(&v, "Sec-Fetch-Site", a->site);
	if (a->origin)
		visit_header(&v, "Origin", a->origin);
	check_int(origin_check(&v.rq, a->app_url), a->want);
	if (a->want)
		check_str(v.rq.problem ? v.rq.problem->code : "", "cross_site");
	visit_end(&v);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(asks) / sizeof(*asks); i++)
		TEST(asks[i].sentence)
			play(&asks[i]);
	TEST("on the content origin, where no cookie counts, it is not asked") {
		struct visit v;

		visit_bare(&v);
		v.rq.origin = CONTENT;
		visit_header(&v, "Sec-Fetch-Site", "cross-site");
		check_int(origin_check(&v.rq, NULL), OK);
		visit_end(&v);
	}
	return test_end();
}
