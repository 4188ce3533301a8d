#include "http/head.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define URI_MOST 6144	/* the path and the query, as they came */

/* ---- Headers --------------------------------------------------------- */

static bool token(const char *s)	/* RFC 9110 section 5.6.2 */
{
	static const char marks[] = "!#$%&'*+-.^_`|~";
	const char *begin = s;

	for (; *s; s++)
		if (!((*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
		      (*s >= '0' && *s <= '9') || strchr(marks, *s)))
			return false;
	return s != begin;
}

static bool value_good(const char *s)
{
	for (const char *p = s; *p; p++)
		if (((unsigned char)*p < 0x20 && *p != '\t') || *p == 0x7f)
			return false;
	return text_utf8(s, strlen(s));
}

/* What may stand once only: two of them are two readings. */
static bool single(const char *name)
{
	static const char *const names[] = {
		"Host", "Content-Length", "Transfer-Encoding", "Content-Type",
		"Authorization", "Expect"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcasecmp(name, names[i]) == 0)
			return true;
	return false;
}

static enum err headers_check(const struct request *rq)
{
	for (size_t i = 0; i < rq->nheaders; i++) {
		const struct header *h = &rq->headers[i];

		if (!token(h->name))
			return fail(ERR_INVALID, "a header's name");
		if (!value_good(h->value))
			return fail(ERR_INVALID, "value of %s", h->name);
		if (single(h->name) &&
		    request_header(rq, h->name) != h->value)
			return fail(ERR_INVALID, "two of %s", h->name);
	}
	return OK;
}

/* A name, an IPv4 address or a bracketed IPv6 address, and perhaps a port. */
static bool host_good(const char *s)
{
	size_t n = *s == '[' ? strspn(s + 1, "0123456789abcdefABCDEF:.")
			     : strspn(s, "abcdefghijklmnopqrstuvwxyz"
					 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-._");

	if (n == 0)
		return false;
	if (*s == '[') {
		if (s[n + 1] != ']')
			return false;
		n += 2;
	}
	s += n;
	if (!*s)
		return true;
	n = strspn(s + 1, "0123456789");
	return *s == ':' && n >= 1 && n <= 5 && !s[n + 1];
}

static enum err host_check(const struct request *rq, const char *version)
{
	const char *host = request_header(rq, "Host");

	if (host ? host_good(host) : strcmp(version, "1.0") == 0)
		return OK;
	return fail(ERR_INVALID, host ? "a Host that is none" : "no Host");
}

/* ---- The body that follows -------------------------------------------- */

static enum err length_read(const char *s, int64_t *out)
{
	const size_t n = strspn(s, "0123456789");

	if (n == 0 || n > 18 || s[n])
		return fail(ERR_INVALID, "a Content-Length that is none");
	*out = strtoll(s, NULL, 10);
	return OK;
}

static enum err framing_read(const struct request *rq, const char *version,
			     struct head *out)
{
	const char *length = request_header(rq, "Content-Length");
	const char *coding = request_header(rq, "Transfer-Encoding");

	out->length = -1;
	if (coding && (length || strcmp(version, "1.1") != 0 ||
		       strcasecmp(coding, "chunked") != 0))
		return fail(ERR_INVALID, "a Transfer-Encoding %s",
			    length ? "beside a Content-Length"
				   : "that is not understood");
	out->chunked = coding != NULL;
	return length ? length_read(length, &out->length) : OK;
}

/* Is `option` in a list like Connection's? */
static bool listed(const char *list, const char *option)
{
	const size_t n = strlen(option);

	while (list && *list) {
		list += strspn(list, " \t,");
		if (strncasecmp(list, option, n) == 0 &&
		    strchr(", \t", list[n]))	/* its NUL is found too */
			return true;
		list += strcspn(list, ",");
	}
	return false;
}

/* CivetWeb decides the same way; an Upgrade makes it close. */
static void connection_read(const struct request *rq, const char *version,
			    struct head *out)
{
	const char *connection = request_header(rq, "Connection");
	const char *expect = request_header(rq, "Expect");
	const bool recent = strcmp(version, "1.1") == 0;

	out->keep = connection ? listed(connection, "keep-alive") : recent;
	if (listed(connection, "upgrade"))
		out->keep = false;
	out->expects = recent && expect &&
		       strcasecmp(expect, "100-continue") == 0;
}

/* ---- Who asks --------------------------------------------------------- */

static bool in_network(const char *address, const char *network)
{
	const char *slash = strchr(network, '/');
	char base[INET_ADDRSTRLEN] = "";
	struct in_addr a, b;
	uint32_t mask;
	int bits;

	if (!slash)
		return strcmp(address, network) == 0;
	bits = atoi(slash + 1);
	if ((size_t)(slash - network) >= sizeof(base) || bits < 0 || bits > 32)
		return false;
	memcpy(base, network, (size_t)(slash - network));
	if (inet_pton(AF_INET, address, &a) != 1 ||
	    inet_pton(AF_INET, base, &b) != 1)
		return false;
	mask = bits ? htonl(UINT32_MAX << (32 - bits)) : 0;
	return (a.s_addr & mask) == (b.s_addr & mask);
}

static bool believed(const char *address, const char *const *proxies)
{
	if (in_network(address, "127.0.0.0/8") || strcmp(address, "::1") == 0)
		return true;
	for (; proxies && *proxies; proxies++)
		if (in_network(address, *proxies))
			return true;
	return false;
}

/* "192.0.2.1", "192.0.2.1:5000", "2001:db8::1", "[2001:db8::1]:5000"; NULL for
   what is no address. */
static const char *address_read(struct arena *mem, const char *s, size_t n)
{
	char *text = arena_copy(mem, s, n), *colon = strchr(text, ':');
	unsigned char bytes[16];

	if (*text == '[') {
		text++;
		text[strcspn(text, "]")] = '\0';
	} else if (colon && !strchr(colon + 1, ':')) {
		*colon = '\0';
	}
	return inet_pton(AF_INET, text, bytes) == 1 ||
	       inet_pton(AF_INET6, text, bytes) == 1 ? text : NULL;
}

/* The last element of a list that ends at `end`, trimmed; *end moves before
   it, to `list` when it was the first. */
static const char *last_of(const char *list, const char **end, size_t *n)
{
	const char *s = *end, *stop = *end;

	while (s > list && s[-1] != ',')
		s--;
	*end = s > list ? s - 1 : list;
	while (s < stop && (*s == ' ' || *s == '\t'))
		s++;
	while (stop > s && (stop[-1] == ' ' || stop[-1] == '\t'))
		stop--;
	*n = (size_t)(stop - s);
	return s;
}

/* Several headers of one name are one list (RFC 9110 section 5.3). */
static const char *joined(const struct request *rq, const char *name)
{
	struct text t = { .mem = rq->mem };

	for (size_t i = 0; i < rq->nheaders; i++)
		if (strcasecmp(rq->headers[i].name, name) == 0) {
			if (t.size)
				text_puts(&t, ",");
			text_puts(&t, rq->headers[i].value);
		}
	return t.size ? t.bytes : NULL;
}

/* Each proxy adds at the right whom it saw, so the list is read from there, as
   far as those who wrote it are believed. */
static void forwarded_read(struct request *rq, const char *const *proxies)
{
	const char *list = joined(rq, "X-Forwarded-For");
	const char *proto = joined(rq, "X-Forwarded-Proto");
	const char *end;
	size_t n;

	if (!believed(rq->address, proxies))
		return;
	if (proto) {
		end = proto + strlen(proto);
		proto = last_of(proto, &end, &n);
		rq->https = n == 5 && strncasecmp(proto, "https", 5) == 0;
	}
	end = list ? list + strlen(list) : NULL;
	while (list && end > list && believed(rq->address, proxies)) {
		const char *s = last_of(list, &end, &n);
		const char *address = address_read(rq->mem, s, n);

		if (!address)
			return;
		rq->address = address;
	}
}

/* ---- All of it --------------------------------------------------------- */

static void method_read(struct request *rq, const char *method)
{
	static const char *const names[] = {
		"GET", "POST", "PUT", "PATCH", "DELETE"
	};

	rq->head = strcmp(method, "HEAD") == 0;
	rq->options = strcmp(method, "OPTIONS") == 0;
	rq->method = rq->head ? GET : METHOD_COUNT;
	for (int i = 0; i < METHOD_COUNT; i++)
		if (strcmp(method, names[i]) == 0)
			rq->method = (enum method)i;
}

/*
 * A package on our domain can make the browser send as many cookies as it likes.
 * What the buffer holds is read all the same: who is kept out is the learner.
 */
static size_t size_of_cookies(const struct request *rq)
{
	size_t n = 0;

	for (size_t i = 0; i < rq->nheaders; i++)
		if (strcasecmp(rq->headers[i].name, "Cookie") == 0)
			n += strlen(rq->headers[i].value);
	return n;
}

static enum err size_check(const struct raw_head *raw,
			   const struct head_rules *rules, struct request *rq)
{
	if (strlen(raw->path) + strlen(rq->query) > URI_MOST)
		return refuse(rq, P_uri_too_long, NO_VALUES);
	if (raw->size > rules->most + size_of_cookies(rq))
		return refuse(rq, P_header_too_large, NO_VALUES);
	return OK;
}

static enum err path_read(const char *raw, struct request *rq)
{
	if (strchr(raw, '#') || strchr(rq->query, '#'))
		return fail(ERR_INVALID, "a fragment in the address");
	rq->path = path_decode(rq->mem, raw);
	return rq->path ? OK : ERR_INVALID;
}

enum err head_read(const struct raw_head *raw, const struct head_rules *rules,
		   struct request *rq, struct head *out)
{
	enum err e;

	*out = (struct head){ .length = -1 };
	method_read(rq, raw->method);
	rq->path = "/";
	rq->query = raw->query ? raw->query : "";
	rq->headers = raw->headers;
	rq->nheaders = raw->nheaders;
	rq->lang = lang_of(request_header(rq, "Accept-Language"));
	rq->address = arena_copy(rq->mem, raw->peer, strlen(raw->peer));
	if ((e = size_check(raw, rules, rq)) ||
	    (e = headers_check(rq)) ||
	    (e = host_check(rq, raw->version)) ||
	    (e = framing_read(rq, raw->version, out)) ||
	    (e = path_read(raw->path, rq)))
		return e;
	connection_read(rq, raw->version, out);
	forwarded_read(rq, rules->proxies);
	return OK;
}
