#include "play/file.h"

#include <string.h>
#include <strings.h>

#include "assets.h"
#include "base/text.h"
#include "config.h"
#include "media.h"
#include "play/grant.h"
#include "play/packages.h"
#include "routes.h"
#include "serve.h"
#include "shelf.h"

#define DEFAULT_SOURCES "'self' 'unsafe-inline' 'unsafe-eval' data: blob:"

/*
 * Chromium's since 152, and the only policy that shuts WebRTC, names looked up
 * ahead and connections made ahead. With popups a page may go anywhere anyway.
 */
static void connections_guard(struct request *rq, struct response *rs,
			      const struct package_about *about)
{
	struct text list = { .mem = rq->mem };
	const char *host = about ? about->allow_hosts : "";

	if (about && about->allow_popups)
		return;
	text_puts(&list, "(response-origin");
	while (*host) {
		const int n = (int)strcspn(host, " ");

		text_putf(&list, " \"%.*s\"", n, host);
		host += n + strspn(host + n, " ");
	}
	text_puts(&list, about && *about->allow_hosts ? ");redirects=allow"
						      : ")");
	response_header(rs, "Connection-Allowlist", list.bytes);
}

/* The app's own pages show pictures of questions; whoever asks for one has the
   token already. */
static const char *who_may_embed(const struct response *rs)
{
	return rs->type && strncmp(rs->type, "image/", 6) == 0
		? "cross-origin" : "same-origin";
}

void content_guard(struct request *rq, struct response *rs,
		   const struct package_about *about)
{
	const char *hosts = about ? about->allow_hosts : "";

	response_header(rs, "Content-Security-Policy", arena_format(rq->mem,
		"default-src " DEFAULT_SOURCES "%s%s; "
		"frame-ancestors 'self' %s%s%s; "
		"form-action 'self'; base-uri 'self'; object-src 'none'; "
		"sandbox allow-scripts allow-same-origin allow-forms "
		"allow-modals allow-downloads%s",
		*hosts ? " " : "", hosts,
		config_app_origin(rq->server->config, rq->mem,
				  request_header(rq, "Host"), rq->https),
		rq->embed ? " " : "", rq->embed ? rq->embed : "",
		about && about->allow_popups ? " allow-popups" : ""));
	connections_guard(rq, rs, about);
	response_header(rs, "X-DNS-Prefetch-Control", "off");
	response_header(rs, "Referrer-Policy", "same-origin");
	response_header(rs, "Cross-Origin-Resource-Policy",
			who_may_embed(rs));
	response_header(rs, "Permissions-Policy",
			"camera=(), microphone=(), geolocation=(), usb=(), "
			"payment=(), display-capture=()");
}

/*
 * A package that carries its token to another module's host would run there
 * and read that module's storage: a version is served on its own host alone.
 */
static bool right_host(struct request *rq, const struct package_about *about)
{
	const char *host = request_header(rq, "Host");
	const char *origin = config_content_origin(rq->server->config, rq->mem,
						   about->module_id, host,
						   rq->https);
	const char *wanted = strstr(origin, "://") + 3;

	return host && strcasecmp(host, wanted) == 0;
}

static enum err index_of(struct request *rq, struct package_index **out)
{
	struct packages *packages = rq->server->packages;
	const char *version;
	unsigned long since;
	enum err e;

	if ((e = files_token_check(rq, request_param(rq, "token"), &version)))
		return e;
	*out = packages_find(packages, version, &since);
	if (*out)
		return OK;
	if ((e = serve_read(rq)))
		return e;
	e = packages_load(packages, rq->db, version, since, out);
	serve_read_end(rq);
	return e;
}

static enum err play_page(struct request *rq, struct response *rs)
{
	const char *page = assets_text(rq->server->assets, "frame/play.html");
	const char *app = config_app_origin(rq->server->config, rq->mem,
					    request_header(rq, "Host"),
					    rq->https);

	if (!page)
		return fail(ERR_NOT_FOUND, "the web client is not built");
	rs->status = 200;
	rs->type = "text/html; charset=utf-8";
	rs->bytes = text_fill(rq->mem, page, VALUES({ "app", app }));
	rs->size = strlen(rs->bytes);
	response_header(rs, "Cache-Control", "no-cache");
	return OK;
}

/* Where a unit goes at its end: the frame sees it there. */
static enum err done_page(struct response *rs)
{
	rs->status = 200;
	rs->type = "text/html; charset=utf-8";
	rs->bytes = "<!doctype html>";
	rs->size = strlen(rs->bytes);
	response_header(rs, "Cache-Control", "no-cache");
	return OK;
}

static void blob_done(void *blob)
{
	shelf_give(blob);
}

/* It is lent until the answer is sent. */
static enum err form_take(struct request *rq, struct response *rs,
			  const struct version_file *file, enum blob_form form)
{
	const struct shelf_blob *blob;
	enum err e;

	if ((e = shelf_take(rq->server->shelf, file->blob, form, &blob)))
		return e;
	arena_own(rq->mem, (void *)blob, blob_done);
	rs->bytes = blob->bytes;
	rs->file = blob->fd;
	rs->lent = true;
	rs->size = blob->size;
	return OK;
}

/* The smallest form the browser takes; a part of a file is of the plain one. */
static enum err open_form(struct request *rq, struct response *rs,
			  const struct version_file *file, const char **form)
{
	static const struct { enum blob_form form; const char *coding; } forms[] = {
		{ BLOB_BROTLI, "br" }, { BLOB_GZIP, "gzip" },
	};

	*form = "";
	for (size_t i = 0; i < 2 && media_compressible(file->media_type); i++) {
		if (request_header(rq, "Range") ||
		    !request_accepts(rq, forms[i].coding) ||
		    form_take(rq, rs, file, forms[i].form))
			continue;
		response_header(rs, "Content-Encoding", forms[i].coding);
		*form = forms[i].coding;
		return OK;
	}
	return form_take(rq, rs, file, BLOB_PLAIN);
}

/*
 * On a large site nginx sends it, from the store's folder (its layout: blob.h):
 * parts of it too, so a Range is left alone. It drops all our headers that it
 * does not know; server/proxy/nginx-accel.conf puts them back.
 */
static void hand_over(struct request *rq, struct response *rs,
		      const char *blob, const char *form, const char *etag)
{
	const char *suffix = *form ? strcmp(form, "br") ? ".gz" : ".br" : "";

	response_file_end(rs);
	rs->bytes = "";
	rs->size = 0;
	response_header(rs, "ETag", etag);
	response_header(rs, "X-Accel-Redirect", arena_format(rq->mem,
			"%s%.2s/%s%s", rq->server->config->accel_redirect,
			blob, blob, suffix));
}

static enum err send_file(struct request *rq, struct response *rs,
			  const struct version_file *file)
{
	const char *form, *etag;
	enum err e;

	if ((e = open_form(rq, rs, file, &form)))
		return e;
	rs->status = 200;
	rs->from = 0;
	rs->length = (int64_t)rs->size;
	rs->type = arena_copy(rq->mem, file->media_type,
			      strlen(file->media_type));
	response_header(rs, "Cache-Control",
			"private, max-age=31536000, immutable");
	response_header(rs, "Vary", "Accept-Encoding");
	etag = arena_format(rq->mem, "\"%s%s%s\"", file->blob, *form ? "-" : "",
			    form);
	if (rs->file >= 0 && *rq->server->config->accel_redirect &&
	    !request_header(rq, "If-None-Match"))
		hand_over(rq, rs, file->blob, form, etag);
	else
		respond_part(rq, rs, etag);
	return OK;
}

static enum err respond_path(struct request *rq, struct response *rs,
			     const struct package_index *index)
{
	const char *path = request_param(rq, "path");
	const struct version_file *file;

	const struct package_about *about = package_about(index);

	if (!right_host(rq, about))
		return refuse(rq, P_wrong_host, NO_VALUES);
	if (about->stopped)
		return refuse(rq, P_module_withdrawn,
			      VALUES({ "reason", about->stopped }));
	if (strcmp(path, "~play") == 0)
		return play_page(rq, rs);
	if (strcmp(path, "~done") == 0)
		return done_page(rs);
	file = package_file(index, path);
	if (!file)
		return fail(ERR_NOT_FOUND, "the package has no such file");
	return send_file(rq, rs, file);
}

enum err content_file(struct request *rq, struct response *rs)
{
	struct package_index *index;
	enum err e;

	if ((e = index_of(rq, &index)))
		return e;
	e = respond_path(rq, rs, index);
	content_guard(rq, rs, package_about(index));
	packages_release(rq->server->packages, index);
	return e;
}

enum err frame_asset(struct request *rq, struct response *rs)
{
	return assets_respond(rq->server->assets, rq, rs,
			      arena_format(rq->mem, "frame/%s",
					   request_param(rq, "path")));
}
