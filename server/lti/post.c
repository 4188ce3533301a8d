#include "lti/post.h"

#include "auth/secret.h"
#include "base/encode.h"

static const struct phrase
	opening = { { "Membuka alat…", "Opening the tool…" } },
	go_on = { { "Lanjutkan", "Go on" } };

static void put_field(struct text *out, const struct lti_field *f)
{
	if (!f->value)
		return;
	text_puts(out, "<input type=\"hidden\" name=\"");
	text_put_html(out, f->name);
	text_puts(out, "\" value=\"");
	text_put_html(out, f->value);
	text_puts(out, "\">");
}

enum err lti_post_page(struct request *rq, struct response *rs,
		       const char *action, const char *origins,
		       const char *framers, const struct lti_field *fields)
{
	struct text out = { .mem = rq->mem };
	char nonce[SECRET_SIZE];

	secret_new(nonce);
	text_putf(&out, "<!doctype html><html lang=\"%s\"><head>"
		  "<meta charset=\"utf-8\"><title>%s</title></head><body>"
		  "<form id=\"form\" method=\"post\" action=\"",
		  lang_name(rq->lang), opening.in[rq->lang]);
	text_put_html(&out, action);
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
			     "base-uri 'none'; frame-ancestors %s", nonce,
			     origins, framers));
	return OK;
}
