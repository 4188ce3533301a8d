#include "http/probe.h"

#include <curl/curl.h>
#include <pthread.h>
#include <string.h>

#include "base/text.h"

#define CONNECT_MS 8000L
#define WHOLE_MS 20000L
#define KEPT_MOST (256 * 1024)
/* Slow enough that an early answer is seen before much is sent. */
#define SEND_SPEED ((curl_off_t)(2 * 1024 * 1024))

struct exchange {
	const struct probe *probe;
	struct text headers, body;
	int64_t sent;
};

static size_t keep(struct text *to, const char *bytes, size_t n)
{
	if (to->size + n > KEPT_MOST)
		return 0;
	text_put(to, bytes, n);
	return n;
}

static size_t take_header(char *bytes, size_t size, size_t n, void *context)
{
	return keep(&((struct exchange *)context)->headers, bytes, size * n);
}

static size_t take_body(char *bytes, size_t size, size_t n, void *context)
{
	return keep(&((struct exchange *)context)->body, bytes, size * n);
}

static size_t give(char *to, size_t size, size_t n, void *context)
{
	struct exchange *x = context;
	size_t some = size * n;

	if (x->sent >= x->probe->sent_most)
		return CURL_READFUNC_ABORT;
	if ((int64_t)some > x->probe->sent_most - x->sent)
		some = (size_t)(x->probe->sent_most - x->sent);
	memset(to, '0', some);
	x->sent += (int64_t)some;
	return some;
}

static enum probe_fault fault_of(CURLcode code)
{
	switch (code) {
	case CURLE_OK:
		return PROBE_NONE;
	case CURLE_COULDNT_RESOLVE_HOST:
		return PROBE_NAME;
	case CURLE_COULDNT_CONNECT:
		return PROBE_CONNECT;
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_SSL_CACERT_BADFILE:
		return PROBE_TLS;
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_ABORTED_BY_CALLBACK:
		return PROBE_TIME;
	default:
		return PROBE_OTHER;
	}
}

static struct curl_slist *list_of(const char *const *all)
{
	struct curl_slist *out = NULL;

	for (; all && *all; all++)
		out = curl_slist_append(out, *all);
	return out;
}

static void set_body(CURL *c, struct exchange *x)
{
	if (!x->probe->declared)
		return;
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE,
			 (curl_off_t)x->probe->declared);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_READDATA, x);
	curl_easy_setopt(c, CURLOPT_MAX_SEND_SPEED_LARGE, SEND_SPEED);
}

static void set_up(CURL *c, struct exchange *x)
{
	const struct probe *p = x->probe;

	curl_easy_setopt(c, CURLOPT_URL, p->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	set_body(c, x);
	if (p->method)
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, p->method);
	if (p->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, p->ca);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_CERTINFO, 1L);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, x);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, x);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, WHOLE_MS);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
}

/* Of the server's own certificate, which comes first. */
static int64_t until_of(CURL *c)
{
	static const char name[] = "Expire date:";
	struct curl_certinfo *info = NULL;

	if (curl_easy_getinfo(c, CURLINFO_CERTINFO, &info) || !info ||
	    !info->num_of_certs)
		return 0;
	for (struct curl_slist *l = info->certinfo[0]; l; l = l->next)
		if (text_starts(l->data, name))
			return (int64_t)curl_getdate(l->data + sizeof(name) - 1,
						     NULL) * 1000;
	return 0;
}

static void perform(CURL *c, struct arena *mem, const struct probe *p,
		    struct probe_answer *out)
{
	struct exchange x = { .probe = p, .headers = { .mem = mem },
			      .body = { .mem = mem } };
	struct curl_slist *headers = list_of(p->headers);
	struct curl_slist *to = list_of(p->connect_to);
	char said[CURL_ERROR_SIZE] = "", *ip = NULL;
	CURLcode code;

	set_up(c, &x);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, said);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_CONNECT_TO, to);
	code = curl_easy_perform(c);
	curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &out->status);
	curl_easy_getinfo(c, CURLINFO_PRIMARY_IP, &ip);
	out->ip = ip ? arena_format(mem, "%s", ip) : "";
	out->certificate_until = until_of(c);
	/* An answer is an answer, though the body it did not want breaks off. */
	out->fault = out->status ? PROBE_NONE : fault_of(code);
	out->why = arena_format(mem, "%s", *said && text_utf8(said, strlen(said))
				? said : curl_easy_strerror(code));
	out->headers = x.headers.size ? x.headers.bytes : "";
	out->body = x.body.size ? x.body.bytes : "";
	curl_slist_free_all(headers);
	curl_slist_free_all(to);
}

static void begin(void)
{
	curl_global_init(CURL_GLOBAL_DEFAULT);
}

void probe_send(struct arena *mem, const struct probe *p,
		struct probe_answer *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	CURL *c;

	*out = (struct probe_answer){ .fault = PROBE_OTHER, .why = "",
				      .headers = "", .body = "", .ip = "" };
	pthread_once(&once, begin);
	if (!(c = curl_easy_init()))
		return;
	perform(c, mem, p, out);
	curl_easy_cleanup(c);
}
