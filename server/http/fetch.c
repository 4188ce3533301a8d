#include "http/fetch.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"
#include "http/reach.h"

#define URL_MOST 2048
#define HEADERS_MOST (32 << 10)

struct exchange {
	const struct fetch *fetch;
	size_t most;
	bool plain;			/* http: to this machine, or nowhere */
	bool private, large;		/* why it was broken off */
	struct text headers, body;
	size_t heads;			/* bytes of all heads, 1xx too */
};

static void begin(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

static void ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, begin);
}

/* The parts of an address, as curl itself will read it. */
struct place {
	const char *scheme, *host, *port;	/* lower case; port "" is usual */
};

static const char *part(struct arena *mem, CURLU *url, CURLUPart which)
{
	char *text = NULL;
	const char *out = NULL;

	if (!curl_url_get(url, which, &text, CURLU_NO_DEFAULT_PORT))
		out = text_lower(mem, text);
	curl_free(text);
	return out;
}

static bool letters_fit(const char *url)
{
	for (const char *s = url; *s; s++)
		if ((unsigned char)*s <= ' ' || (unsigned char)*s >= 0x7f ||
		    *s == '\\' || *s == '#')
			return false;
	return strlen(url) <= URL_MOST;
}

static bool host_fits(const char *host)
{
	static const char name[] = "abcdefghijklmnopqrstuvwxyz0123456789-_.";

	return host && *host && *host != '.' &&
	       (*host == '[' ? text_ends(host, "]") : !host[strspn(host, name)]);
}

static bool place_read(struct arena *mem, const char *text, struct place *out)
{
	CURLU *url;
	bool fits;

	ready();
	if (!letters_fit(text) || !(url = curl_url()))
		return false;
	fits = !curl_url_set(url, CURLUPART_URL, text, CURLU_DISALLOW_USER) &&
	       !part(mem, url, CURLUPART_ZONEID);
	if (fits) {
		const char *port = part(mem, url, CURLUPART_PORT);

		out->scheme = part(mem, url, CURLUPART_SCHEME);
		out->host = part(mem, url, CURLUPART_HOST);
		out->port = port ? port : "";
	}
	curl_url_cleanup(url);
	return fits && out->scheme && host_fits(out->host);
}

/* An address that is written out; false for a name. */
static bool literal(const char *host, struct sockaddr_storage *out)
{
	struct sockaddr_in *four = (struct sockaddr_in *)out;
	struct sockaddr_in6 *six = (struct sockaddr_in6 *)out;
	char bare[INET6_ADDRSTRLEN] = "";

	*out = (struct sockaddr_storage){ .ss_family = AF_INET };
	if (inet_pton(AF_INET, host, &four->sin_addr) == 1)
		return true;
	out->ss_family = AF_INET6;
	if (*host == '[' && strlen(host) < sizeof(bare) + 1)
		memcpy(bare, host + 1, strlen(host) - 2);
	return inet_pton(AF_INET6, bare, &six->sin6_addr) == 1;
}

/* What is known before a name is resolved. */
static bool host_outside(const char *host, const struct reach *reach)
{
	struct sockaddr_storage address;

	if (literal(host, &address))
		return reach_may(reach, (struct sockaddr *)&address);
	return strcmp(host, "localhost") != 0 &&
	       !text_ends(host, ".localhost") &&
	       !text_ends(host, "localhost.");
}

static bool host_loopback(const char *host)
{
	struct sockaddr_storage address;

	if (literal(host, &address))
		return reach_loopback((struct sockaddr *)&address);
	return strcmp(host, "localhost") == 0 || text_ends(host, ".localhost");
}

static enum fetch_fault look(struct arena *mem, const char *url,
			     const struct reach *reach, bool *plain)
{
	struct place p;

	if (!place_read(mem, url, &p))
		return FETCH_URL;
	*plain = strcmp(p.scheme, "http") == 0;
	if (!*plain && strcmp(p.scheme, "https") != 0)
		return FETCH_URL;
	if (reach && reach->loopback && host_loopback(p.host))
		return FETCH_FINE;
	if (*plain)
		return FETCH_URL;
	return host_outside(p.host, reach) ? FETCH_FINE : FETCH_PRIVATE;
}

enum fetch_fault fetch_url_look(const char *url, const struct reach *reach)
{
	struct arena mem = ARENA_INIT;
	bool plain;
	const enum fetch_fault fault = look(&mem, url, reach, &plain);

	arena_end(&mem);
	return fault;
}

bool fetch_url_fits(const char *url, const struct reach *reach)
{
	return fetch_url_look(url, reach) == FETCH_FINE;
}

const char *fetch_origin(struct arena *mem, const char *url)
{
	struct place p;

	if (!place_read(mem, url, &p))
		return NULL;
	return arena_format(mem, "%s://%s%s%s", p.scheme, p.host,
			    *p.port ? ":" : "", p.port);
}

/*
 * Here the name has become an address, and no other lookup follows: what is let
 * through is what is connected to.
 */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
				 struct curl_sockaddr *to)
{
	struct exchange *x = context;
	const struct reach *reach = x->fetch->reach;
	const bool near = reach && reach->loopback &&
			  reach_loopback(&to->addr);

	(void)purpose;
	if (!near && (x->plain || !reach_may(reach, &to->addr))) {
		x->private = true;
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
	struct exchange *x = context;

	if (size * n > x->most - x->body.size) {
		x->large = true;
		return 0;
	}
	text_put(&x->body, bytes, size * n);
	return size * n;
}

/* Of several heads (100, 103) the last is the answer's. */
static size_t take_header(char *bytes, size_t size, size_t n, void *context)
{
	struct exchange *x = context;

	x->heads += size * n;
	if (x->heads > HEADERS_MOST) {
		x->large = true;
		return 0;
	}
	if (size * n > 5 && memcmp(bytes, "HTTP/", 5) == 0)
		x->headers.size = 0;
	text_put(&x->headers, bytes, size * n);
	return size * n;
}

static bool header_fits(const char *header)
{
	for (const char *s = header; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return false;
	return strchr(header, ':') != NULL;
}

static bool headers_fit(const char *const *all)
{
	for (; all && *all; all++)
		if (!header_fits(*all))
			return false;
	return true;
}

static struct curl_slist *list_of(const char *const *all)
{
	/* Do not wait for a 100, nor say that a body is a form's. */
	struct curl_slist *out = curl_slist_append(NULL, "Expect:");
	bool typed = false;

	for (; all && *all; all++) {
		out = curl_slist_append(out, *all);
		typed |= strncasecmp(*all, "Content-Type:", 13) == 0;
	}
	return typed ? out : curl_slist_append(out, "Content-Type:");
}

static void set_request(CURL *c, const struct fetch *f)
{
	curl_easy_setopt(c, CURLOPT_URL, f->url);
	if (f->body) {
		curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE,
				 (curl_off_t)f->body_size);
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, f->body);
	}
	if (f->method)
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, f->method);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "Balai");
}

static void set_bounds(CURL *c, struct exchange *x)
{
	const int64_t ms = x->fetch->time_ms;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, x->plain ? "http" : "https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)(ms ? ms : FETCH_MS));
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (x->fetch->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, x->fetch->ca);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)x->most);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, x);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, x);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, x);
}

static enum fetch_fault fault_of(const struct exchange *x, CURLcode code)
{
	if (code == CURLE_OK)
		return FETCH_FINE;
	if (x->large || code == CURLE_FILESIZE_EXCEEDED)
		return FETCH_LARGE;
	switch (code) {
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
		return FETCH_URL;
	case CURLE_COULDNT_RESOLVE_HOST:
		return FETCH_NAME;
	case CURLE_COULDNT_CONNECT:
		return x->private ? FETCH_PRIVATE : FETCH_CONNECT;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
		return FETCH_TLS;
	case CURLE_OPERATION_TIMEDOUT:
		return FETCH_TIME;
	default:
		return FETCH_OTHER;
	}
}

static void answer_fill(struct arena *mem, struct exchange *x, CURLcode code,
			const char *said, struct fetch_answer *out)
{
	out->fault = fault_of(x, code);
	if (out->fault) {
		out->why = arena_format(mem, "%s",
			*said && text_utf8(said, strlen(said)) ? said
			: curl_easy_strerror(code));
		return;
	}
	if (x->headers.size)
		out->headers = x->headers.bytes;
	if (x->body.size) {
		out->body = x->body.bytes;
		out->size = x->body.size;
	}
}

static void perform(CURL *c, struct arena *mem, struct exchange *x,
		    struct fetch_answer *out)
{
	struct curl_slist *headers = list_of(x->fetch->headers);
	char said[CURL_ERROR_SIZE] = "";
	CURLcode code;

	set_request(c, x->fetch);
	set_bounds(c, x);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
	code = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &out->status);
	answer_fill(mem, x, code, said, out);
	curl_slist_free_all(headers);
}

void fetch_send(struct arena *mem, const struct fetch *f,
		struct fetch_answer *out)
{
	struct exchange x = { .fetch = f, .headers = { .mem = mem },
			      .body = { .mem = mem },
			      .most = f->most ? f->most : FETCH_MOST };
	CURL *c;

	*out = (struct fetch_answer){ .why = "", .headers = "", .body = "" };
	if ((out->fault = look(mem, f->url, f->reach, &x.plain)))
		return;
	out->fault = FETCH_OTHER;
	if (!headers_fit(f->headers) || !(c = curl_easy_init()))
		return;
	perform(c, mem, &x, out);
	curl_easy_cleanup(c);
}

const char *fetch_fault_name(enum fetch_fault fault)
{
	static const char *const names[] = {
		[FETCH_FINE] = "fine",
		[FETCH_URL] = "url",
		[FETCH_PRIVATE] = "private",
		[FETCH_NAME] = "name",
		[FETCH_CONNECT] = "connect",
		[FETCH_TLS] = "tls",
		[FETCH_TIME] = "time",
		[FETCH_LARGE] = "large",
		[FETCH_OTHER] = "other",
	};

	return names[fault];
}
