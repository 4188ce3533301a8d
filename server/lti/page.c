#include "lti/page.h"

#include <sodium.h>
#include <stdarg.h>
#include <string.h>

#include "auth/secret.h"
#include "base/encode.h"
#include "base/ident.h"
#include "base/log.h"
#include "http/form.h"
#include "lti/telling.h"
#include "routes.h"

static const struct phrase
	failed = { { "Belum bisa dibuka", "It cannot be opened yet" } },
	what_to_do = { { "Yang dapat dilakukan", "What can be done" } },
	kept = { {
		"Yang sudah tersimpan di Balai tetap ada.",
		"What is saved at Balai is still there." } },
	learners = { {
		"Bila Anda peserta dan ini terulang, tunjukkan halaman ini kepada pengajar Anda.",
		"If you are a learner and this happens again, show this page to your teacher." } },
	reference = { { "Nomor rujukan", "Reference" } },
	received = { { "Yang diterima", "What was received" } },
	opening = { { "Membuka…", "Opening…" } },
	go_on = { { "Lanjutkan", "Go on" } },
	taken = { { "Pilihan sudah diterima", "Your choice has arrived" } },
	taken_lead = { {
		"Lanjutkan di halaman Balai. Bila halaman ini terbuka di jendela sendiri, tutup saja.",
		"Go on at the page of Balai. If this one is in a window of its own, just close it." } },
	tab_title = { { "Buka di tab baru", "Open it in a new tab" } },
	tab_lead = { {
		"Peramban ini tidak mengizinkan Balai mengingat Anda di dalam halaman ini. Di tab sendiri bisa.",
		"This browser does not let Balai remember you inside this page. In a tab of its own it does." } };

/* The colours of our other pages; nothing a browser of 2019 lacks. */
static const char style[] =
	":root{color-scheme:light dark;--page:#f6f7f8;--text:#1b1f23;"
	"--quiet:#535d67;--primary:#0f5c7a;--on:#fff}"
	"@media(prefers-color-scheme:dark){:root{--page:#12171b;"
	"--text:#e8ecef;--quiet:#a9b4be;--primary:#7cc4e0;--on:#06232f}}"
	"body{margin:0;background:var(--page);color:var(--text);"
	"font:17px/1.6 system-ui,Roboto,\"Noto Sans\",sans-serif;"
	"overflow-wrap:anywhere}"
	"main{max-width:640px;margin:0 auto;padding:24px 16px}"
	"h1{font-size:26px;line-height:1.25;margin:0 0 12px}"
	"h2{font-size:17px;margin:20px 0 4px}p{margin:0 0 12px}"
	"dl,.quiet{color:var(--quiet);font-size:15px}dd{margin:0 0 8px}"
	".button{display:inline-block;min-height:48px;padding:10px 16px;"
	"box-sizing:border-box;font:inherit;font-weight:600;border:0;"
	"border-radius:8px;color:var(--on);background:var(--primary);"
	"text-decoration:none;cursor:pointer}"
	".button:focus-visible{outline:3px solid var(--primary);"
	"outline-offset:2px}[hidden]{display:none}";

struct page {
	struct request *rq;
	struct text out;
	char nonce[SECRET_SIZE];
	const char *forms;		/* where they may lead */
};

/* `form` with each $ replaced by the next argument, a text, escaped. */
static void put(struct page *p, const char *form, ...)
{
	va_list args;

	va_start(args, form);
	text_put_form(&p->out, form, args);
	va_end(args);
}

static const char *word(const struct page *p, const struct phrase *phrase)
{
	return phrase->in[p->rq->lang];
}

static void begin(struct page *p, struct request *rq,
		  const struct phrase *title)
{
	*p = (struct page){ .rq = rq, .out.mem = rq->mem,
			    .forms = "'self'" };
	secret_new(p->nonce);
	put(p, "<!doctype html><html lang=\"$\"><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width, "
	    "initial-scale=1\"><meta name=\"robots\" content=\"noindex\">"
	    "<title>$</title><style nonce=\"$\">", lang_name(rq->lang),
	    word(p, title), p->nonce);
	text_puts(&p->out, style);
	put(p, "</style></head><body><main><h1>$</h1>", word(p, title));
}

static enum err send(struct page *p, struct response *rs, int status,
		     const char *embed)
{
	put(p, "</main></body></html>");
	rs->status = status;
	rs->type = "text/html; charset=utf-8";
	rs->bytes = p->out.bytes;
	rs->size = p->out.size;
	rs->framed = true;
	response_header(rs, "Content-Security-Policy",
		arena_format(p->rq->mem, "default-src 'none'; "
			     "style-src 'nonce-%s'; script-src 'nonce-%s'; "
			     "form-action %s; base-uri 'none'; "
			     "frame-ancestors %s", p->nonce, p->nonce,
			     p->forms, embed ? embed : "*"));
	response_header(rs, "Cache-Control", "no-store");
	return OK;
}

/* ---- What went wrong --------------------------------------------------------- */

/* To be compared with what is registered. */
static void put_received(struct page *p, const json_t *facts)
{
	static const char *const names[][2] = {
		{ "issuer", "iss" }, { "client", "client_id" },
		{ "deployment", "deployment_id" },
	};

	put(p, "<h2>$</h2><dl>", word(p, &received));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = json_string_value(
			json_object_get(facts, names[i][0]));

		put(p, "<dt>$</dt><dd><code>$</code></dd>", names[i][1],
		    value && *value ? value : "–");
	}
	put(p, "</dl>");
}

enum err lti_page_fault(struct request *rq, struct response *rs, int status,
			enum lti_fault fault, const json_t *facts,
			const char *embed)
{
	struct page p;

	begin(&p, rq, &failed);
	put(&p, "<p>$ $</p><h2>$</h2><p>$</p><p>$</p>",
	    lti_fault_told(rq->mem, rq->lang, fault, facts), word(&p, &kept),
	    word(&p, &what_to_do),
	    lti_fault_todo(rq->mem, rq->lang, fault, facts),
	    word(&p, &learners));
	if (fault == LTI_platform_unknown || fault == LTI_client_unsaid)
		put_received(&p, facts);
	put(&p, "<p class=\"quiet\">$: <code>$</code></p>",
	    word(&p, &reference), rq->id);
	return send(&p, rs, status, embed);
}

/* ---- Once more, in a moment ---------------------------------------------- */

#define AGAIN_FIRST 2		/* s */
#define AGAIN_SPAN  4

static const struct phrase
	busy = { { "Sebentar lagi", "One moment" } },
	busy_lead = { {
		"Banyak yang membuka pada saat yang sama. Halaman ini mencoba lagi sendiri; Anda tidak perlu melakukan apa-apa.",
		"Many are opening it at the same moment. This page tries again by itself; there is nothing you need to do." } },
	busy_go = { { "Coba lagi sekarang", "Try again now" } };

static void put_refresh(struct page *p, const char *seconds)
{
	const char *to = arena_format(p->rq->mem, "%s?%s", p->rq->path,
				      p->rq->query ? p->rq->query : "");

	put(p, "<meta http-equiv=\"refresh\" content=\"$;url=$\">"
	    "<p><a class=\"button\" href=\"$\">$</a></p>", seconds, to, to,
	    word(p, &busy_go));
}

/* A form may lead on to the other system: its answer sends the browser
   there. */
static void put_form(struct page *p, const char *seconds,
		     const char *const *names)
{
	const char *value;

	p->forms = "*";
	put(p, "<form id=\"form\" method=\"post\" action=\"$\">", p->rq->path);
	for (; *names; names++)
		if ((value = form_value(p->rq, *names)))
			put(p, "<input type=\"hidden\" name=\"$\" value=\"$\">",
			    *names, value);
	put(p, "<button class=\"button\">$</button></form>"
	    "<script nonce=\"$\">setTimeout(()=>document"
	    ".getElementById('form').submit(),$000)</script>",
	    word(p, &busy_go), p->nonce, seconds);
}

enum err lti_page_busy(struct request *rq, struct response *rs,
		       const char *const *names)
{
	const char *seconds = arena_format(rq->mem, "%d", AGAIN_FIRST +
		(int)randombytes_uniform(AGAIN_SPAN));
	struct page p;

	log_event(LOG_INFO, "refused", LOG_TEXT("id", rq->id),
		  LOG_TEXT("reason", fail_reason()));
	*rs = (struct response)RESPONSE_INIT;
	begin(&p, rq, &busy);
	put(&p, "<p role=\"status\">$</p>", word(&p, &busy_lead));
	if (rq->method == GET)
		put_refresh(&p, seconds);
	else
		put_form(&p, seconds, names);
	response_header(rs, "Retry-After", seconds);
	return send(&p, rs, 503, NULL);
}

/* ---- Back from a tool of others ---------------------------------------------- */

static const struct phrase
	returned = { { "Kembali dari alat", "Back from the tool" } },
	returned_fault = { { "Alat melaporkan masalah", "The tool tells of a problem" } },
	returned_lead = { {
		"Alat sudah selesai. Yang dikirimnya ke Balai tersimpan.",
		"The tool is done. What it sent to Balai is saved." } },
	returned_log = { { "Untuk teknisi", "For technicians" } },
	returned_back = { { "Kembali ke pelajaran", "Back to the lesson" } };

static bool said(const char *text)
{
	return text && *text;
}

static void put_log(struct page *p, const struct lti_words *w)
{
	if (!said(w->log) && !said(w->error_log))
		return;
	put(p, "<details><summary>$</summary>", word(p, &returned_log));
	if (said(w->error_log))
		put(p, "<p><code>$</code></p>", w->error_log);
	if (said(w->log))
		put(p, "<p><code>$</code></p>", w->log);
	put(p, "</details>");
}

enum err lti_page_return(struct request *rq, struct response *rs,
			 const struct lti_words *w)
{
	const bool fault = said(w->error) || said(w->error_log);
	struct page p;

	begin(&p, rq, fault ? &returned_fault : &returned);
	if (said(w->error))
		put(&p, "<p role=\"alert\">$</p>", w->error);
	if (said(w->message))
		put(&p, "<p>$</p>", w->message);
	if (!fault && !said(w->message))
		put(&p, "<p>$</p>", word(&p, &returned_lead));
	put_log(&p, w);
	put(&p, "<p><a class=\"button\" target=\"_top\" href=\"$\">$</a></p>",
	    w->back, word(&p, &returned_back));
	return send(&p, rs, 200, w->framers);
}

/* Somebody has put into a browser what is meant for another system. */
enum err lti_module_page(struct request *rq, struct response *rs)
{
	const char *module = request_param(rq, "module");

	if (!ident_valid(module))
		return fail(ERR_NOT_FOUND, "not a module's name");
	response_header(rs, "Location",
			arena_format(rq->mem, "/modul/%s", module));
	return respond_empty(rs, 303);
}

/* A phone that brings back a tab asks by GET for what a form was posted to. */
enum err lti_launch_again(struct request *rq, struct response *rs)
{
	return lti_page_fault(rq, rs, 200, LTI_login_used, NULL, NULL);
}

/* ---- Without a cookie ----------------------------------------------------------- */

/*
 * What the script needs stands in attributes of its own element. Answers count
 * only from the platform's origin and by their id.
 */
static void put_script(struct page *p, const struct lti_step *s,
		       const char *script)
{
	put(p, "<div id=\"step\" data-state=\"$\" data-binding=\"$\" "
	    "data-storage=\"$\" data-platform=\"$\" data-next=\"$\" "
	    "data-proof=\"$\"></div><script nonce=\"$\">", s->state,
	    s->binding ? s->binding : "", s->storage, s->platform, s->next,
	    s->proof ? s->proof : "", p->nonce);
	text_puts(&p->out, script);
	text_puts(&p->out, "</script>");
}

#define ASKING \
	"'use strict';(()=>{const s=document.getElementById('step').dataset;" \
	"const over=window.parent===window?window.opener:window.parent;" \
	"const to=()=>s.storage==='_parent'?over:over.frames[s.storage];" \
	"const ask=m=>new Promise((ok,no)=>{" \
	"const id=crypto.getRandomValues(new Uint32Array(4)).join('-');" \
	"addEventListener('message',e=>{const d=e.data;" \
	"if(e.origin!==s.platform||!d||d.message_id!==id||" \
	"d.subject!==m.subject+'.response')return;" \
	"d.error?no(d.error):ok(d)});" \
	"setTimeout(no,1000);" \
	"to().postMessage({...m,message_id:id},s.platform)});" \
	"const key='lti_state_'+s.state;"

enum err lti_page_store(struct request *rq, struct response *rs,
			const struct lti_step *s)
{
	struct page p;

	begin(&p, rq, &opening);
	put(&p, "<noscript><p><a class=\"button\" href=\"$\">$</a></p>"
	    "</noscript>", s->next, word(&p, &go_on));
	put_script(&p, s, ASKING
		   "const go=()=>location.replace(s.next);"
		   "try{ask({subject:'lti.put_data',key,value:s.binding})"
		   ".then(go,go)}catch{go()}})()");
	return send(&p, rs, 200, s->embed);
}

static void put_tab(struct page *p, const struct lti_step *s)
{
	put(p, "<p>$</p><p><a class=\"button\" href=\"$\" target=\"_blank\" "
	    "rel=\"noopener\">$</a></p>", word(p, &tab_lead), s->next,
	    word(p, &tab_title));
}

enum err lti_page_proof(struct request *rq, struct response *rs,
			const struct lti_step *s)
{
	struct page p;

	begin(&p, rq, &opening);
	put(&p, "<form id=\"form\" method=\"post\" action=\"/lti/proof\">"
	    "<input type=\"hidden\" name=\"state\" value=\"$\">"
	    "<input type=\"hidden\" name=\"proof\" value=\"$\">"
	    "<input type=\"hidden\" name=\"binding\"></form>"
	    "<div id=\"tab\" hidden>", s->state, s->proof);
	put_tab(&p, s);
	put(&p, "</div><noscript>");
	put_tab(&p, s);
	put(&p, "</noscript>");
	put_script(&p, s, ASKING
		   "const form=document.getElementById('form');"
		   "const tab=()=>{document.getElementById('tab').hidden="
		   "false};"
		   "try{ask({subject:'lti.get_data',key}).then(d=>{"
		   "if(typeof d.value!=='string'||!d.value)return tab();"
		   "form.elements.binding.value=d.value;form.submit()},tab)}"
		   "catch{tab()}})()");
	return send(&p, rs, 200, s->embed);
}

enum err lti_page_tab(struct request *rq, struct response *rs,
		      const struct lti_step *s)
{
	struct page p;

	begin(&p, rq, &tab_title);
	put_tab(&p, s);
	return send(&p, rs, 401, s->embed);
}

/* ---- What was chosen at a tool ----------------------------------------------- */

enum err lti_page_taken(struct request *rq, struct response *rs,
			const char *embed)
{
	struct page p;

	begin(&p, rq, &taken);
	put(&p, "<p>$</p>", word(&p, &taken_lead));
	return send(&p, rs, 200, embed);
}
