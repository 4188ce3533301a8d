#include <string.h>

#include "markdown.h"

static const char style[] =
	":root{color-scheme:light dark}"
	"body{margin:0;padding:16px;font:17px/27px system-ui,Roboto,"
	"\"Noto Sans\",sans-serif;color:#1B1F23;background:#fff}"
	"main{max-width:66ch;margin:0 auto;overflow-wrap:break-word}"
	"h1,h2,h3,h4,h5,h6{font-weight:600;line-height:1.3}"
	"h1{font-size:30px}h2{font-size:24px}h3{font-size:20px}"
	"h4,h5,h6{font-size:17px}"
	"a{color:#0F5C7A}a:focus-visible{outline:3px solid #0F5C7A}"
	"pre,.table{overflow-x:auto}"
	"pre,code{font-family:ui-monospace,monospace;font-size:15px}"
	"pre{padding:8px;border:1px solid #767F89;border-radius:8px}"
	"blockquote{margin:16px 0;padding:0 16px;"
	"border-inline-start:3px solid #767F89}"
	"table{border-collapse:collapse}"
	"th,td{padding:8px;border:1px solid #767F89;text-align:start}"
	"@media(prefers-color-scheme:dark){"
	"body{color:#E8ECEF;background:#1B2228}a{color:#7CC4E0}"
	"pre,blockquote,th,td{border-color:#7C8893}}";

enum err markdown_page(struct arena *mem, const char *source, size_t size,
		       const char *otherwise, struct text *out,
		       const char **title)
{
	static const struct markdown stranger;
	struct text body = { .mem = mem };
	enum err e;

	if ((e = markdown_html(mem, &stranger, source, size, &body, title)))
		return e;
	if (!**title)
		*title = otherwise;
	text_puts(out, "<!doctype html>\n<html lang=\"id\">\n"
		  "<meta charset=\"utf-8\">\n"
		  "<meta name=\"viewport\" content=\"width=device-width\">\n"
		  "<meta http-equiv=\"Content-Security-Policy\" content=\""
		  "default-src 'none'; style-src 'unsafe-inline'\">\n<title>");
	markdown_escape(out, *title, strlen(*title));
	text_puts(out, "</title>\n<style>");
	text_puts(out, style);
	text_puts(out, "</style>\n<main>\n");
	text_put(out, body.bytes, body.size);
	text_puts(out, "</main>\n");
	return OK;
}
