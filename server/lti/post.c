#include "lti/post.h"

#include "auth/secret.h"

static const struct phrase
	opening = { { "Membuka alat…", "Opening the tool…" } },
	go_on = { { "Lanjutkan", "Go on" } };

static void put_escaped(struct text *out, const char *s)
{
	for (; *s; s++)
		switch (*s) {
		case '&': text_puts(out, "&amp;"); break;
		case '<': text_puts(out, "&lt;"); break;
		case '>': text_puts(out, "&gt;"); break;
		case '"': text_puts(out, "&quot;"); break;
		case '\'': text_puts(out, "&#39;"); break;
		/* As they are, a parser of HTML would turn them into others. */
		case '\r': text_puts(out, "&#13;"); break;
		case '\n': text_puts(out, "&#10;"); break;
		default: text_put(out, s, 1);
		}
}

static void put_field(struct text *out, const struct lti_field *f)
{
	if (!f->value)
		return;
	text_puts(out, "<input type=\"hidden\" name=\"");
	put_escaped(out, f->name);
	text_puts(out, "\" value=\"");
	put_escaped(out, f->value);
	text_puts(out, "\">");
}

enum err lti_post_page(struct request *rq, struct response *rs,
		       const char *action, const char *origins,
		       const struct lti_field *fields)
{
	struct text out = { .mem = rq->mem };
	char nonce[SECRET_SIZE];

	secret_new(nonce);
	text_putf(&out, "<!doctype html><html lang=\"%s\"><head>"
		  "<meta charset=\"utf-8\"><title>%s</title></head><body>"
		  "<form id=\"form\" method=\"post\" action=\"",
		  lang_name(rq->lang), opening.in[rq->lang]);
	put_escaped(&out, action);
	text_puts(&out, "\">");
	for (; fields->name; fields++)
		put_field(&out, fields);
	text_putf(&out, "<noscript><button>%s</button></noscript></form>"
		  "<script nonce=\"%s\">document.getElementById('form')"
		  ".submit()</script></body></html>", go_on.in[rq->lang],
		  nonce);
	rs->status = 200;
	rs->type = "text/html; charset=utf-8";
	rs->bytes = out.bytes;
	rs->size = out.size;
	rs->framed = true;
	response_header(rs, "Content-Security-Policy",
		arena_format(rq->mem, "default-src 'none'; "
			     "script-src 'nonce-%s'; form-action %s; "
			     "base-uri 'none'; frame-ancestors 'self'", nonce,
			     origins));
	return OK;
}
