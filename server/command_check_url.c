/*
 * `balai check --url U`: what stands between browsers and the server, looked at
 * from outside, as a stranger and without changing anything.
 */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/ident.h"
#include "command_check.h"
#include "db/pool.h"
#include "domain/storage.h"
#include "http/header.h"
#include "http/probe.h"
#include "parts.h"
#include "store/mail.h"
#include "words.h"

#define MB (INT64_C(1024) * 1024)
#define DAYS_SOON 14
#define SKEW_MS 5000
#define SENT_MOST (4 * MB)	/* of an upload that goes nowhere */
#define HEADS_BYTES 6000
#define LINE_MOST 1000		/* of what is said to one finding */
/* RFC 5737: nobody's address. */
#define CLAIMED "203.0.113.77"

enum level { FINE, DOUBT, WRONG };

enum finding {
#define FINDING(name, ...) F_##name,
#include "outside.def"
#undef FINDING
};

static const struct {
	enum level level;
	struct phrase text;
} findings[] = {
#define FINDING(name, level, id, en) { level, { { id, en } } },
#include "outside.def"
#undef FINDING
};

static const struct phrase levels[] = {
	[FINE] = { { "baik", "ok" } },
	[DOUBT] = { { "perhatian", "warning" } },
	[WRONG] = { { "salah", "wrong" } },
};

struct outside {
	const struct config *config;
	const struct check_url *how;
	struct arena *mem;
	const char *app, *content;	/* origins */
	const char *host;		/* of the app, perhaps with a port */
	const char *content_seen;	/* what the server says of content */
	bool per_module, https;
	json_t *seen;			/* /api/v1/about/request; NULL */
	int64_t asked_at;
	const char *ip;
	int code;
};

/* Whatever answers there may be no Balai: it writes nothing but words, and a
   terminal would do what other signs tell it. */
static void say(struct outside *o, enum finding f,
		const struct text_value *values)
{
	const enum lang lang = words_lang();
	const enum level level = findings[f].level;

	printf("%-10s %s\n", levels[level].in[lang],
	       text_line(o->mem, text_fill(o->mem, findings[f].text.in[lang],
					   values), LINE_MOST));
	fflush(stdout);
	if (level == WRONG)
		o->code = 1;
}

static const char *number(struct outside *o, int64_t n)
{
	return arena_format(o->mem, "%" PRId64, n);
}

/* "belajar.example.go.id:8443" of a URL. */
static const char *host_of(struct outside *o, const char *url)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	return arena_copy(o->mem, host, strcspn(host, "/"));
}

static const char *name_of(struct outside *o, const char *url)
{
	const char *host = host_of(o, url), *end = strrchr(host, ']');

	return arena_copy(o->mem, host,
			  end ? (size_t)(end + 1 - host) : strcspn(host, ":"));
}

static bool on_this_machine(const char *name)
{
	return strcmp(name, "localhost") == 0 || text_ends(name, ".localhost") ||
	       text_starts(name, "127.") || strcmp(name, "[::1]") == 0;
}

static void ask(struct outside *o, const char *url, const char *path,
		const char *const *headers, struct probe_answer *out)
{
	probe_send(o->mem, &(struct probe){
		.url = arena_format(o->mem, "%s%s", url, path),
		.headers = headers, .ca = o->how->ca,
		.connect_to = o->how->connect_to }, out);
}

static json_t *json_of(struct outside *o, const struct probe_answer *a)
{
	json_t *json = a->status == 200 ? json_loads(a->body, 0, NULL) : NULL;

	if (json)
		arena_own(o->mem, json, (void (*)(void *))json_decref);
	return json_is_object(json) ? json : NULL;
}

static const char *text_of(json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

static bool healthy(struct outside *o, const struct probe_answer *a)
{
	return strcmp(text_of(json_of(o, a), "status"), "ok") == 0;
}

/* ---- The app's name and TLS --------------------------------------------- */

/* Why nothing came from `host`; false when something did. */
static bool unreached(struct outside *o, const char *host, bool content,
		      const struct probe_answer *a)
{
	const struct text_value *v = VALUES({ "host", host },
					    { "why", a->why });

	switch (a->fault) {
	case PROBE_NONE:
		return false;
	case PROBE_NAME:
		say(o, content ? F_content_no_name : F_app_no_name, v);
		return true;
	case PROBE_TLS:
		say(o, content ? F_content_tls : F_tls_bad, v);
		return true;
	case PROBE_TIME:
		say(o, content ? F_content_closed : F_app_silent, v);
		return true;
	case PROBE_CONNECT:
	case PROBE_OTHER:
		break;
	}
	say(o, content ? F_content_closed : F_app_closed, v);
	return true;
}

static void certificate(struct outside *o, const char *url,
			const struct probe_answer *a)
{
	const int64_t days = (a->certificate_until - clock_now()) /
			     (INT64_C(24) * 3600 * 1000);
	const struct text_value *v = VALUES({ "host", host_of(o, url) },
					    { "days", number(o, days) });

	if (a->certificate_until)
		say(o, days < DAYS_SOON ? F_tls_soon : F_tls_fine, v);
	else if (!text_starts(url, "https:"))
		say(o, on_this_machine(name_of(o, url)) ? F_tls_local
							: F_tls_none, v);
}

/* Whoever types the bare name comes by port 80. */
static void plain(struct outside *o)
{
	const char *name = name_of(o, o->app), *to;
	struct probe_answer a;

	if (!o->https || strcmp(name, o->host) != 0)
		return;
	ask(o, arena_format(o->mem, "http://%s", name), "/masuk", NULL, &a);
	to = header_find(o->mem, a.headers, "Location");
	if (!a.status)
		say(o, F_plain_closed, VALUES({ "host", name }));
	else if (a.status / 100 == 3 && to && text_starts(to, "https://"))
		say(o, F_plain_fine, VALUES({ "host", name }));
	else
		say(o, F_plain_open, VALUES({ "host", name },
					    { "status", number(o, a.status) }));
}

static bool app(struct outside *o)
{
	struct probe_answer a;
	json_t *about;

	ask(o, o->app, "/healthz", NULL, &a);
	if (unreached(o, o->host, false, &a))
		return false;
	o->ip = a.ip;
	if (!healthy(o, &a)) {
		say(o, F_app_other, VALUES({ "host", o->host },
					   { "status", number(o, a.status) }));
		return false;
	}
	certificate(o, o->app, &a);
	if (o->https)
		say(o, header_find(o->mem, a.headers, "Strict-Transport-Security")
			? F_hsts_fine : F_hsts_none, NO_VALUES);
	ask(o, o->app, "/api/v1/about", NULL, &a);
	about = json_of(o, &a);
	o->content_seen = text_of(about, "contentUrl");
	o->per_module = json_is_true(json_object_get(about,
						     "contentPerModule"));
	say(o, F_app_fine, VALUES({ "host", o->host }, { "ip", o->ip },
				  { "version", text_of(about, "version") }));
	plain(o);
	return true;
}

/* ---- What the proxy passes on ------------------------------------------- */

static void forwarded_host(struct outside *o)
{
	const char *seen = text_of(o->seen, "host");

	say(o, strcasecmp(seen, o->host) ? F_host_lost : F_host_fine,
	    VALUES({ "seen", *seen ? seen : "-" }));
}

static void forwarded_address(struct outside *o)
{
	static const char *const claim[] = {
		"X-Forwarded-For: " CLAIMED, NULL
	};
	const char *seen = text_of(o->seen, "address");
	struct probe_answer a;
	bool lost, claimed;

	/* From this machine itself every address is its own, and believed. */
	if (on_this_machine(o->ip) || strcmp(o->ip, "::1") == 0) {
		say(o, F_address_fine, VALUES({ "seen", seen }));
		return;
	}
	lost = on_this_machine(seen) || strcmp(seen, "::1") == 0;
	ask(o, o->app, "/api/v1/about/request", claim, &a);
	claimed = strcmp(text_of(json_of(o, &a), "address"), CLAIMED) == 0;
	if (claimed)
		say(o, F_address_claimed, NO_VALUES);
	if (lost || !claimed)
		say(o, lost ? F_address_lost : F_address_fine,
		    VALUES({ "seen", seen }));
}

/* As a browser without Sec-Fetch-Site would: no link has this token. */
static void own_origin(struct outside *o)
{
	const char *const headers[] = {
		arena_format(o->mem, "Origin: %s", o->app),
		"Content-Type: application/json", "Expect:", NULL
	};
	struct probe_answer a;

	probe_send(o->mem, &(struct probe){
		.url = arena_format(o->mem, "%s/api/v1/session/link", o->app),
		.method = "POST", .headers = headers, .declared = 8,
		.sent_most = 8, .ca = o->how->ca,
		.connect_to = o->how->connect_to }, &a);
	say(o, a.status == 403 ? F_origin_lost : F_origin_fine,
	    VALUES({ "status", number(o, a.status) }, { "url", o->app }));
}

static void big_heads(struct outside *o)
{
	char *big = arena_alloc(o->mem, HEADS_BYTES + 1);
	const char *headers[] = { NULL, NULL };
	struct probe_answer a;

	memset(big, 'x', HEADS_BYTES);
	headers[0] = arena_format(o->mem, "X-Balai-Check: %s", big);
	ask(o, o->app, "/healthz", headers, &a);
	say(o, a.status == 200 ? F_heads_fine : F_heads_small,
	    VALUES({ "status", number(o, a.status) }));
}

/*
 * As large as the server takes, and broken off: Balai refuses a stranger by the
 * head alone, so an answer of its own at once means that nobody holds it up.
 */
static void upload(struct outside *o)
{
	static const char *const headers[] = {
		"Content-Type: application/offset+octet-stream",
		"Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Expect:", NULL
	};
	const int64_t limit = json_integer_value(json_object_get(o->seen,
							"uploadLimit"));
	const struct text_value *v;
	struct probe_answer a;

	probe_send(o->mem, &(struct probe){
		.url = arena_format(o->mem, "%s/api/v1/uploads/"
				    "00000000000000000000000000", o->app),
		.method = "PATCH", .headers = headers,
		.declared = limit > 0 ? limit : SENT_MOST,
		.sent_most = SENT_MOST, .ca = o->how->ca,
		.connect_to = o->how->connect_to }, &a);
	v = VALUES({ "limit", number(o, limit / MB) }, { "why", a.why },
		   { "status", number(o, a.status) });
	if (a.status == 413)
		say(o, F_upload_small, v);
	else if (a.fault == PROBE_TIME)
		say(o, F_upload_held, v);
	else
		say(o, a.status == 401 && strstr(a.body, "\"requestId\"")
			? F_upload_fine : F_upload_other, v);
}

static void passed_on(struct outside *o)
{
	const char *policy;
	struct probe_answer a;

	o->asked_at = clock_now();
	ask(o, o->app, "/api/v1/about/request", NULL, &a);
	o->seen = json_of(o, &a);
	forwarded_host(o);
	if (o->https)
		say(o, json_is_true(json_object_get(o->seen, "https"))
			? F_proto_fine : F_proto_lost, NO_VALUES);
	forwarded_address(o);
	own_origin(o);
	big_heads(o);
	upload(o);
	ask(o, o->app, "/metrics", NULL, &a);
	say(o, a.status == 200 ? F_metrics_open : F_metrics_fine, NO_VALUES);
	ask(o, o->app, "/masuk", NULL, &a);
	policy = header_find(o->mem, a.headers, "Content-Security-Policy");
	say(o, policy && strstr(policy, "frame-src") ? F_policy_fine
						     : F_policy_lost,
	    NO_VALUES);
}

static void clocks(struct outside *o)
{
	const int64_t now = json_integer_value(json_object_get(o->seen, "now"));
	int64_t off = now - o->asked_at;

	off = off < 0 ? -off : off;
	say(o, off > SKEW_MS ? F_clock_off : F_clock_fine,
	    VALUES({ "seconds", number(o, off / 1000) }));
}

/* ---- Content ------------------------------------------------------------ */

/* Of a module that there is not, so that only a wildcard makes it answer. */
static const char *content_of(struct outside *o)
{
	return text_fill(o->mem, o->content_seen, VALUES(
		{ "module", ident_make(o->mem, clock_now()) }));
}

static void policies(struct outside *o, const char *host,
		     const struct probe_answer *a)
{
	const char *policy = header_find(o->mem, a->headers,
					 "Content-Security-Policy");
	const char *parent = policy ? strstr(policy, "frame-ancestors ") : NULL;

	if (header_find(o->mem, a->headers, "Set-Cookie"))
		say(o, F_content_cookie, VALUES({ "host", host }));
	if (header_find(o->mem, a->headers, "X-Frame-Options"))
		say(o, F_content_framed, VALUES({ "host", host }));
	if (!policy || !strstr(policy, "sandbox") || !parent) {
		say(o, F_content_unguarded, VALUES({ "host", host }));
		return;
	}
	parent = arena_copy(o->mem, parent, strcspn(parent, ";"));
	if (!strstr(parent, o->app))
		say(o, F_content_parent, VALUES({ "seen", parent + 16 },
						{ "url", o->app }));
	else if (!header_find(o->mem, a->headers, "Connection-Allowlist"))
		say(o, F_content_connects, VALUES({ "host", host }));
	else
		say(o, F_content_guard, NO_VALUES);
}

static void apart(struct outside *o)
{
	const bool same = strcasecmp(name_of(o, o->app),
				     name_of(o, o->content)) == 0;

	if (strcasecmp(o->app, o->content) == 0)
		say(o, F_content_same, VALUES({ "seen", o->content }));
	else if (same)
		say(o, F_content_port, NO_VALUES);
	else if (!o->per_module)
		say(o, F_content_shared, VALUES({ "seen", o->content }));
	else
		say(o, F_content_apart, NO_VALUES);
}

/* The app has /api/v1/about, content has not. */
static bool is_app(struct outside *o, const char *url)
{
	struct probe_answer a;

	ask(o, url, "/api/v1/about", NULL, &a);
	return *text_of(json_of(o, &a), "contentUrl");
}

static void content(struct outside *o)
{
	struct probe_answer a;
	const char *host;

	o->content = content_of(o);
	host = host_of(o, o->content);
	if (o->https && !text_starts(o->content, "https:")) {
		say(o, F_content_plain, VALUES({ "seen", o->content }));
		return;
	}
	apart(o);
	ask(o, o->content, "/healthz", NULL, &a);
	if (unreached(o, host, true, &a))
		return;
	if (is_app(o, o->content)) {
		say(o, F_content_app, VALUES({ "host", host }));
		return;
	}
	if (!healthy(o, &a)) {
		say(o, F_content_other, VALUES({ "host", host },
					{ "status", number(o, a.status) }));
		return;
	}
	certificate(o, o->content, &a);
	say(o, F_content_fine, VALUES({ "host", host }));
	policies(o, host, &a);
}

/* ---- The machine, when this is it --------------------------------------- */

static void disk(struct outside *o)
{
	static const enum finding finding[] = {
		[ROOM_FINE] = F_disk_fine, [ROOM_LOW] = F_disk_low,
		[ROOM_FULL] = F_disk_full,
	};
	const char *data = o->config->data;
	struct statvfs disk;
	int64_t left, all;

	if (statvfs(data, &disk))
		return;
	left = (int64_t)(disk.f_bavail * disk.f_frsize);
	all = (int64_t)(disk.f_blocks * disk.f_frsize);
	say(o, finding[room_of(left, all)], VALUES({ "data", data },
		{ "free", arena_format(o->mem, "%.1f GB", (double)left / 1e9) },
		{ "all", arena_format(o->mem, "%.1f GB", (double)all / 1e9) }));
}

static void mail(struct outside *o, struct db *db)
{
	struct mail_setting s;
	struct mail_counts n;

	if (mail_setting_get(db, &s)) {
		say(o, F_mail_none, NO_VALUES);
		return;
	}
	if (!mail_count(db, &n) && n.failed)
		say(o, F_mail_failed, VALUES({ "n", number(o, n.failed) },
			{ "why", n.last.said ? n.last.said : "" }));
	say(o, s.verified_at ? F_mail_fine : F_mail_untried,
	    VALUES({ "host", s.host }));
}

static void machine(struct outside *o)
{
	struct server server;
	struct db *db;

	if (access(arena_format(o->mem, "%s/blobs", o->config->data), R_OK)) {
		say(o, F_local_none, NO_VALUES);
		return;
	}
	disk(o);
	if (!parts_open(o->config, &server) &&
	    !pool_read(server.pool, o->mem, &db)) {
		mail(o, db);
		pool_read_end(server.pool, db);
	}
	parts_close(&server);
}

int check_url(const struct config *config, const struct check_url *how)
{
	struct arena mem = ARENA_INIT;
	struct outside o = { .config = config, .how = how, .mem = &mem,
			     .app = config->url };

	o.https = text_starts(o.app, "https:");
	o.host = host_of(&o, o.app);
	if (app(&o)) {
		passed_on(&o);
		clocks(&o);
		content(&o);
	}
	machine(&o);
	arena_end(&mem);
	return o.code;
}
