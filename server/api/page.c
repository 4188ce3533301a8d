#include "api/page.h"

#include <string.h>

#include "assets.h"
#include "config.h"
#include "lti/frames.h"
#include "routes.h"
#include "serve.h"
#include "store/session.h"

/*
 * Strict: no inline script, no foreign host, and the DOM takes no text for
 * markup, but what DOMPurify has cleaned. Frames, and pictures in questions,
 * only from where packages are served; frames of tools that are registered too.
 */
static const char *policy(struct request *rq, const char *tools,
			  const char *framers, const char *takers)
{
	const char *host = request_header(rq, "Host");
	const char *content = config_content_origin(rq->server->config, rq->mem,
						    "*", host, rq->https);

	return arena_format(rq->mem,
		"default-src 'none'; script-src 'self'; style-src 'self'; "
		"img-src 'self' data: blob: %s; media-src 'self' blob:; "
		"font-src 'self'; connect-src 'self'; manifest-src 'self'; "
		"worker-src 'self'; frame-src %s%s%s; base-uri 'none'; "
		"form-action 'self'%s%s; frame-ancestors %s; "
		"require-trusted-types-for 'script'; trusted-types dompurify",
		content, content, *tools ? " " : "", tools,
		*takers ? " " : "", takers, framers);
}

/* On its way a launch comes by our own /lti/platform/auth. */
static const char *tools(struct request *rq)
{
	const char *origins = lti_frames_get(rq);

	return *origins ? arena_format(rq->mem, "'self' %s", origins) : "";
}

enum err page_show(struct request *rq, struct response *rs)
{
	response_header(rs, "Content-Security-Policy",
			policy(rq, tools(rq), "'none'", ""));
	return assets_respond(rq->server->assets, rq, rs, "index.html");
}

/* Some LMSs answer the form that ends a choice from another host of theirs. */
static const char *takers(struct request *rq, const struct launch_page *p)
{
	const char *host = strstr(p->return_url, "://");

	if (!p->choosing || !host)
		return "";
	return arena_format(rq->mem, "%.*s %s", (int)(host + 3 - p->return_url +
			    strcspn(host + 3, "/?#;, ")), p->return_url,
			    p->embed);
}

enum err page_launched(struct request *rq, struct response *rs)
{
	struct launch_page page;
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	e = launch_page(rq->db, request_param(rq, "launch"), &page);
	serve_read_end(rq);
	if (e == ERR_NOT_FOUND)
		return page_show(rq, rs);
	if (e)
		return e;
	rs->framed = true;
	response_header(rs, "Content-Security-Policy",
			policy(rq, tools(rq), page.embed, takers(rq, &page)));
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
