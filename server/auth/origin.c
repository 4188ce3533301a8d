#include "auth/origin.h"

#include <string.h>
#include <strings.h>

/* Bytes of "scheme://host:port" in a URL. */
static size_t origin_length(const char *url)
{
	const char *host = strstr(url, "://");

	return host ? (size_t)(host + 3 - url) + strcspn(host + 3, "/?#") : 0;
}

static bool origin_of_url(const char *origin, const char *url)
{
	const size_t n = url ? origin_length(url) : 0;

	return n && strlen(origin) == n && strncasecmp(origin, url, n) == 0;
}

static bool origin_of_host(const struct request *rq, const char *origin)
{
	const char *asked = request_header(rq, "Host");
	const char *host = strstr(origin, "://");

	if (!asked || !*asked || !host || strcasecmp(host + 3, asked))
		return false;
	return strncmp(origin, "https://", 8) == 0 ||
	       (!rq->https && strncmp(origin, "http://", 7) == 0);
}

static bool origin_ours(const struct request *rq, const char *app_url)
{
	const char *site = request_header(rq, "Sec-Fetch-Site");
	const char *origin = request_header(rq, "Origin");

	if (site)
		return strcmp(site, "same-origin") == 0;
	return !origin || origin_of_url(origin, app_url) ||
	       origin_of_host(rq, origin);
}

enum err origin_check(struct request *rq, const char *app_url)
{
	if (rq->method == GET || rq->origin == CONTENT ||
	    (rq->route && rq->route->access == FOREIGN) ||
	    origin_ours(rq, app_url))
		return OK;
	return refuse(rq, P_cross_site, NO_VALUES);
}
