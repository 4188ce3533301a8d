#include "api/page.h"

#include <string.h>

#include "assets.h"
#include "config.h"
#include "routes.h"
#include "serve.h"

/*
 * Strict: no inline script, no foreign host, and the DOM takes no text for
 * markup, but what DOMPurify has cleaned. Frames, and pictures in questions,
 * only from where packages are served.
 */
static const char *policy(struct request *rq)
{
	const char *host = request_header(rq, "Host");
	const char *content = config_content_origin(rq->server->config, rq->mem,
						    "*", host, rq->https);

	return arena_format(rq->mem,
		"default-src 'none'; script-src 'self'; style-src 'self'; "
		"img-src 'self' data: blob: %s; media-src 'self' blob:; "
		"font-src 'self'; connect-src 'self'; manifest-src 'self'; "
		"worker-src 'self'; frame-src %s; base-uri 'none'; "
		"form-action 'self'; frame-ancestors 'none'; "
		"require-trusted-types-for 'script'; trusted-types dompurify",
		content, content);
}

enum err page_show(struct request *rq, struct response *rs)
{
	response_header(rs, "Content-Security-Policy", policy(rq));
	return assets_respond(rq->server->assets, rq, rs, "index.html");
}

enum err page_missing(struct request *rq, struct response *rs)
{
	enum err e = page_show(rq, rs);

	if (!e && rs->status == 200)
		rs->status = 404;
	return e;
}

enum err app_asset(struct request *rq, struct response *rs)
{
	return assets_respond(rq->server->assets, rq, rs, rq->path + 1);
}
