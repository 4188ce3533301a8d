/*
 * The page that checks a seal: made here, so that it has its words and our keys
 * before any script runs; the script (web/src/seal/) reads the facts from the
 * address's fragment, which no browser sends, and checks them by itself.
 *
 * It lives below /s/ and so does its service worker, which keeps it for when
 * there is no line and touches nothing else of the app. What is printed says
 * HOST/s, which leads here.
 */
#include <stdlib.h>
#include <string.h>

#include "api/credit/certificate.h"
#include "api/event/event.h"
#include "api/field.h"
#include "assets.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"

#define P(id, en) { { id, en } }

static const struct phrase
	w_title = P("Periksa sertifikat", "Check a certificate"),
	w_about = P("Halaman ini memeriksa segel verifikasi di peramban Anda "
		    "sendiri. Isi segel tidak dikirim ke mana pun.",
		    "This page checks the seal in your own browser. What is in "
		    "the seal is sent nowhere."),
	w_script = P("Aktifkan JavaScript untuk memeriksa segel.",
		     "Turn JavaScript on to check a seal."),
	w_other = P("English", "Bahasa Indonesia");

static void escaped_put(struct text *out, const char *text)
{
	for (const char *s = text; *s; s++) {
		const char *as = *s == '&' ? "&amp;" : *s == '<' ? "&lt;"
			       : *s == '>' ? "&gt;" : *s == '"' ? "&quot;"
			       : NULL;

		if (as)
			text_puts(out, as);
		else
			text_put(out, s, 1);
	}
}

static enum err keys_put(struct request *rq, struct text *out)
{
	struct certificate_key *all;
	json_t *json;
	char *text;
	size_t n;
	enum err e;

	if ((e = certificate_key_list(rq->db, &all, &n)))
		return e;
	json = request_own_json(rq, certificate_keys(all, n));
	text = json_dumps(json, JSON_COMPACT);
	if (!text)
		abort();
	arena_own(rq->mem, text, free);
	escaped_put(out, text);
	return OK;
}

static enum lang lang_wanted(struct request *rq)
{
	const char *asked = query_text(rq, "lang");

	return strcmp(asked, "en") == 0 ? LANG_EN
	     : strcmp(asked, "id") == 0 ? LANG_ID : rq->lang;
}

static void picture_put(struct request *rq, struct text *out, enum lang lang)
{
	text_puts(out, "<meta property=\"og:type\" content=\"website\">\n"
		  "<meta property=\"og:image\" content=\"");
	escaped_put(out, app_address(rq));
	text_putf(out, "/s/gambar.png?lang=%s\">\n"
		  "<meta property=\"og:image:type\" content=\"image/png\">\n"
		  "<meta property=\"og:image:width\" content=\"1200\">\n"
		  "<meta property=\"og:image:height\" content=\"630\">\n"
		  "<meta property=\"og:image:alt\" content=\"%s\">\n"
		  "<meta name=\"twitter:card\" "
		  "content=\"summary_large_image\">\n", lang_name(lang),
		  w_title.in[lang]);
}

static void head_put(struct request *rq, struct text *out, enum lang lang,
		     const char *agency)
{
	text_putf(out, "<!doctype html>\n<html lang=\"%s\">\n<head>\n"
		  "<meta charset=\"utf-8\">\n<title>%s</title>\n"
		  "<meta name=\"viewport\" content=\"width=device-width, "
		  "initial-scale=1\">\n<meta name=\"color-scheme\" "
		  "content=\"light dark\">\n<meta name=\"robots\" "
		  "content=\"noindex\">\n<meta property=\"og:title\" "
		  "content=\"%s\">\n<meta property=\"og:site_name\" "
		  "content=\"", lang_name(lang), w_title.in[lang],
		  w_title.in[lang]);
	escaped_put(out, agency);
	text_putf(out, "\">\n<meta property=\"og:description\" "
		  "content=\"%s\">\n", w_about.in[lang]);
	picture_put(rq, out, lang);
	text_puts(out, "<link rel=\"stylesheet\" "
		  "href=\"/s/page.css\">\n<script type=\"module\" "
		  "src=\"/s/page.js\"></script>\n</head>\n");
}

static enum err page_put(struct request *rq, enum lang lang, struct text *out)
{
	const enum lang other = lang == LANG_ID ? LANG_EN : LANG_ID;
	struct agency agency;
	enum err e;

	if ((e = agency_first(rq->db, &agency)))
		return e;
	head_put(rq, out, lang, agency.name);
	text_putf(out, "<body>\n<header><p class=\"agency\">");
	escaped_put(out, agency.name);
	text_putf(out, "</p><p><a id=\"other\" lang=\"%s\" hreflang=\"%s\" "
		  "href=\"/s/?lang=%s\">%s</a></p></header>\n<main>\n"
		  "<h1>%s</h1>\n<p class=\"about\">%s</p>\n"
		  "<noscript><p>%s</p></noscript>\n<div id=\"seal\" "
		  "data-keys=\"", lang_name(other), lang_name(other),
		  lang_name(other), w_other.in[lang], w_title.in[lang],
		  w_about.in[lang], w_script.in[lang]);
	if ((e = keys_put(rq, out)))
		return e;
	text_puts(out, "\"></div>\n</main>\n</body>\n</html>\n");
	return OK;
}

enum err seal_page(struct request *rq, struct response *rs)
{
	struct text out = { .mem = rq->mem };
	const enum err e = page_put(rq, lang_wanted(rq), &out);

	if (e)
		return e;
	rs->status = 200;
	rs->type = "text/html; charset=utf-8";
	rs->bytes = out.bytes;
	rs->size = out.size;
	response_header(rs, "Vary", "Accept-Language");
	response_header(rs, "Cache-Control", "no-cache");
	response_header(rs, "Content-Security-Policy",
		"default-src 'none'; script-src 'self'; style-src 'self'; "
		"connect-src 'self'; worker-src 'self'; img-src 'self'; "
		"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
		"require-trusted-types-for 'script'; trusted-types seal");
	return OK;
}

/* A browser keeps the fragment when it is sent on. */
enum err seal_page_moved(struct request *rq, struct response *rs)
{
	response_header(rs, "Location",
			*rq->query ? arena_format(rq->mem, "/s/?%s", rq->query)
				   : "/s/");
	return respond_empty(rs, 308);
}

enum err seal_asset(struct request *rq, struct response *rs)
{
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; connect-src 'self'");
	return assets_respond(rq->server->assets, rq, rs,
			      arena_format(rq->mem, "seal/%s",
					   request_param(rq, "path")));
}
