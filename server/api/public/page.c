#include "api/public/page.h"

#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include "api/field.h"
#include "api/page.h"
#include "auth/secret.h"
#include "base/encode.h"
#include "routes.h"
#include "serve.h"
#include "store/agency.h"
#include "store/overview.h"

static const struct phrase words[] = {
#define PUBLIC_WORD(name, id, en) [PW_##name] = { { id, en } },
#include "api/public/words.def"
#undef PUBLIC_WORD
};

/*
 * One column, the app's own colours (light and dark), nothing that needs more
 * than a browser of 2019.
 */
static const char style[] =
	":root{color-scheme:light dark;--page:#f6f7f8;--card:#fff;"
	"--text:#1b1f23;--quiet:#535d67;--primary:#0f5c7a;--on:#fff;"
	"--line:#767f89;--soft:#d9dee3;--bad:#b3261e;--badbg:#fdecea;"
	"--ok:#1b6e3c;--okbg:#e7f5ec}"
	"@media(prefers-color-scheme:dark){:root{--page:#12171b;"
	"--card:#1b2228;--text:#e8ecef;--quiet:#a9b4be;--primary:#7cc4e0;"
	"--on:#06232f;--line:#7c8893;--soft:#333d46;--bad:#ff9b92;"
	"--badbg:#3a1d1b;--ok:#7fd3a0;--okbg:#173325}}"
	"*{box-sizing:border-box}"
	"body{margin:0;background:var(--page);color:var(--text);"
	"font:17px/1.6 system-ui,Roboto,\"Noto Sans\",sans-serif;"
	"overflow-wrap:anywhere}"
	"a{color:var(--primary)}"
	":focus-visible{outline:3px solid var(--primary);outline-offset:2px}"
	"header,main,footer{max-width:720px;margin:0 auto;padding:0 16px}"
	"header{display:flex;justify-content:space-between;gap:16px;"
	"align-items:center;min-height:56px}"
	"header a,footer a{display:inline-block;padding:12px 0}"
	".skip{position:absolute;left:-999px}.skip:focus{left:16px;"
	"background:var(--card)}"
	"h1{font-size:30px;line-height:1.25;margin:4px 0 16px}"
	"h2{font-size:20px;margin:0 0 8px}"
	"p{margin:0 0 12px;max-width:66ch}"
	".kind{font-weight:600;color:var(--primary);margin:16px 0 0}"
	".card{background:var(--card);border:1px solid var(--soft);"
	"border-radius:8px;padding:16px;margin:0 0 16px}"
	"dl{margin:0}dt{font-size:15px;color:var(--quiet)}"
	"dd{margin:0 0 12px}dd:last-child{margin:0}"
	"dd b{font-weight:600}"
	"ul{margin:0;padding-left:20px}li{margin:0 0 8px}"
	".quiet{color:var(--quiet);font-size:15px}"
	"label{display:block;font-weight:600}"
	".hint{color:var(--quiet);font-size:15px;margin:0 0 4px}"
	"input{width:100%;min-height:48px;padding:8px 12px;font:inherit;"
	"color:inherit;background:var(--card);border:1px solid var(--line);"
	"border-radius:8px;margin:4px 0 16px}"
	"input[aria-invalid=true]{border:2px solid var(--bad)}"
	"button,.button{display:block;width:100%;min-height:48px;"
	"padding:10px 16px;font:inherit;font-weight:600;text-align:center;"
	"color:var(--on);background:var(--primary);border:0;"
	"border-radius:8px;text-decoration:none;cursor:pointer}"
	".second{color:var(--primary);background:none;"
	"border:1px solid var(--line);margin:8px 0 0}"
	"textarea{width:100%;min-height:96px;padding:8px 12px;font:inherit;"
	"color:inherit;background:var(--card);border:1px solid var(--line);"
	"border-radius:8px;margin:4px 0 16px;resize:vertical}"
	"fieldset{border:0;margin:0 0 20px;padding:0;min-width:0}"
	"legend{font-weight:600;padding:0;margin:0 0 8px}"
	".pick{display:flex;gap:12px;align-items:center;min-height:52px;"
	"padding:8px 12px;border:1px solid var(--line);border-radius:8px;"
	"margin:0 0 8px;font-weight:400;cursor:pointer;"
	"background:var(--card)}"
	".pick input{width:24px;height:24px;min-height:0;margin:0;flex:none;"
	"accent-color:var(--primary)}"
	".wrong{color:var(--bad);margin:0 0 8px}"
	"details{margin:24px 0 0}summary{padding:12px 0;cursor:pointer;"
	"color:var(--primary)}"
	".bad{color:var(--bad);background:var(--badbg);border-radius:8px;"
	"padding:12px 16px;margin:0 0 16px}"
	".bad b{display:block}"
	".ok{color:var(--ok);background:var(--okbg);border-radius:8px;"
	"padding:12px 16px;margin:0 0 16px;font-weight:600}"
	".qr{width:200px;height:200px;background:#fff;border-radius:8px;"
	"display:block;margin:0 0 8px}"
	".links a{display:inline-block;padding:10px 0;margin-right:24px}"
	".after{margin:16px 0 0}.after a{display:inline-block;padding:8px 0}"
	"footer{padding-bottom:32px;color:var(--quiet);font-size:15px}"
	"footer a{margin-right:24px}"
	"@media(min-width:600px){.button,button{width:auto;"
	"min-width:240px;display:inline-block}.second{margin-left:8px}}"
	"@media print{form,header,footer,.links,.button{display:none}"
	"body{background:none}}";

static const char *policy(const struct page *p)
{
	return arena_format(p->rq->mem,
		"default-src 'none'; style-src 'self'; img-src 'self'; "
		"form-action 'self'; base-uri 'none'; frame-ancestors %s%s%s%s",
		p->framer ? p->framer : "'none'",
		p->nonce ? "; script-src 'nonce-" : "",
		p->nonce ? p->nonce : "", p->nonce ? "'" : "");
}

void page_script(struct page *p, const char *script)
{
	char nonce[SECRET_SIZE];

	secret_new(nonce);
	p->nonce = arena_copy(p->rq->mem, nonce, strlen(nonce));
	page_put(p, "<script nonce=\"$\">", p->nonce);
	text_puts(&p->out, script);
	text_puts(&p->out, "</script>");
}

const char *page_style(struct arena *mem)
{
	unsigned char hash[8];
	char hex[2 * sizeof(hash) + 1];
	unsigned char wide[crypto_generichash_BYTES_MIN];

	crypto_generichash(wide, sizeof(wide), (const unsigned char *)style,
			   sizeof(style) - 1, NULL, 0);
	memcpy(hash, wide, sizeof(hash));
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return arena_format(mem, "/k/-/%s.css", hex);
}

enum err public_style(struct request *rq, struct response *rs)
{
	if (strcmp(rq->path, page_style(rq->mem)))
		return fail(ERR_NOT_FOUND, "not our style");
	rs->status = 200;
	rs->type = "text/css; charset=utf-8";
	rs->bytes = style;
	rs->size = sizeof(style) - 1;
	response_header(rs, "Cache-Control",
			"public, max-age=31536000, immutable");
	return OK;
}

void page_put(struct page *p, const char *form, ...)
{
	va_list args;

	va_start(args, form);
	text_put_form(&p->out, form, args);
	va_end(args);
}

const char *page_word(const struct page *p, enum public_word w)
{
	return words[w].in[p->lang];
}

const char *page_fill(const struct page *p, enum public_word w,
		      const struct text_value *values)
{
	return text_fill(p->rq->mem, words[w].in[p->lang], values);
}

void page_lines(struct page *p, const char *text)
{
	text_puts(&p->out, "<p>");
	for (const char *s = text; *s; s++)
		if (s[0] == '\n' && s[1] == '\n') {
			text_puts(&p->out, "</p><p>");
			while (s[1] == '\n')
				s++;
		} else if (*s == '\n') {
			text_puts(&p->out, "<br>");
		} else {
			text_put_html(&p->out, (char[]){ *s, '\0' });
		}
	text_puts(&p->out, "</p>");
}

enum lang page_lang(struct request *rq)
{
	const char *lang = query_text(rq, "lang");

	return strcmp(lang, "en") == 0 ? LANG_EN
	     : strcmp(lang, "id") == 0 ? LANG_ID : rq->lang;
}

const char *page_word_for(struct request *rq, enum public_word w)
{
	return words[w].in[page_lang(rq)];
}

const char *page_keep(const struct page *p)
{
	if (!*query_text(p->rq, "lang"))
		return "";
	return p->lang == LANG_EN ? "?lang=en" : "?lang=id";
}

static void put_preview(struct page *p, const struct head *h)
{
	page_put(p, "<link rel=\"canonical\" href=\"$\">"
		 "<meta property=\"og:type\" content=\"website\">"
		 "<meta property=\"og:url\" content=\"$\">"
		 "<meta property=\"og:title\" content=\"$\">"
		 "<meta property=\"og:description\" content=\"$\">"
		 "<meta property=\"og:locale\" content=\"$\">",
		 h->url, h->url, h->title, h->summary,
		 p->lang == LANG_EN ? "en_GB" : "id_ID");
	if (!h->picture)
		return;
	page_put(p, "<meta property=\"og:image\" content=\"$\">"
		 "<meta property=\"og:image:type\" content=\"image/png\">"
		 "<meta property=\"og:image:width\" content=\"1200\">"
		 "<meta property=\"og:image:height\" content=\"630\">"
		 "<meta property=\"og:image:alt\" content=\"$\">"
		 "<meta name=\"twitter:card\" content=\"summary_large_image\">",
		 h->picture, h->picture_alt);
}

static const char *house_name(struct request *rq)
{
	struct agency agency;

	if (!rq->db || agency_first(rq->db, &agency))
		return "Balai";
	return agency.name;
}

static const char *other(const struct page *p)
{
	return p->lang == LANG_EN ? "id" : "en";
}

void page_begin(struct page *p, struct request *rq, const char *path,
		const struct head *h)
{
	*p = (struct page){ .rq = rq, .out.mem = rq->mem, .path = path,
			    .lang = page_lang(rq) };
	page_put(p, "<!doctype html><html lang=\"$\"><head>"
		 "<meta charset=\"utf-8\">"
		 "<meta name=\"viewport\" content=\"width=device-width, "
		 "initial-scale=1\"><title>$</title>"
		 "<meta name=\"description\" content=\"$\">"
		 "<link rel=\"stylesheet\" href=\"$\">",
		 lang_name(p->lang), h->title, h->summary,
		 page_style(rq->mem));
	if (h->url)
		put_preview(p, h);
	else
		page_put(p, "<meta name=\"robots\" content=\"noindex\">");
	page_put(p, "</head><body><a class=\"skip\" href=\"#isi\">$</a>"
		 "<header><a href=\"/\">$</a>", page_word(p, PW_skip),
		 house_name(rq));
	if (path)
		page_put(p, "<a href=\"$?lang=$\" lang=\"$\" hreflang=\"$\">$"
			 "</a>", path, other(p), other(p), other(p),
			 page_word(p, PW_other_language));
	page_put(p, "</header><main id=\"isi\">");
}

static enum err page_done(struct page *p, struct response *rs, int status,
			  const char *cache)
{
	bool figures = false;

	if (p->rq->db && public_figure_any(p->rq->db, &figures))
		figures = false;
	page_put(p, "</main><footer><a href=\"/\">$</a>"
		 "<a href=\"/privasi\">$</a><a href=\"/bantuan\">$</a>",
		 page_word(p, PW_home), page_word(p, PW_privacy),
		 page_word(p, PW_help));
	if (figures)
		page_put(p, "<a href=\"/angka$\">$</a>", page_keep(p),
			 page_word(p, PW_figures));
	page_put(p, "</footer></body></html>");
	rs->status = status;
	rs->type = "text/html; charset=utf-8";
	rs->bytes = p->out.bytes;
	rs->size = p->out.size;
	rs->framed = p->framer != NULL;
	response_header(rs, "Content-Security-Policy", policy(p));
	response_header(rs, "Content-Language", lang_name(p->lang));
	response_header(rs, "Vary", "Accept-Language");
	response_header(rs, "Cache-Control", cache);
	return OK;
}

enum err page_send(struct page *p, struct response *rs, int status)
{
	return page_done(p, rs, status, "no-store");
}

enum err page_send_kept(struct page *p, struct response *rs)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(hash) + 1];
	const enum err e = page_done(p, rs, 200, "public, max-age=60");

	crypto_generichash(hash, sizeof(hash), rs->bytes, rs->size, NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	respond_part(p->rq, rs, arena_format(p->rq->mem, "\"%s\"", hex));
	return e;
}

enum err page_say(struct request *rq, struct response *rs, int status,
		  enum public_word title, enum public_word lead,
		  const char *href, enum public_word link)
{
	struct page p;

	page_begin(&p, rq, rq->path,
		   &(struct head){ .title = page_word_for(rq, title),
				   .summary = "" });
	page_put(&p, "<h1>$</h1><p>$</p><p><a class=\"button\" href=\"$\">$"
		 "</a></p>", page_word(&p, title), page_word(&p, lead), href,
		 page_word(&p, link));
	return page_send(&p, rs, status);
}
