#include "base/encode.h"

#include <string.h>

void text_put_percent(struct text *out, const char *s)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-._~";

	text_puts(out, "");
	while (*s) {
		const size_t n = strspn(s, plain);

		text_put(out, s, n);
		s += n;
		if (*s)
			text_putf(out, "%%%02X", (unsigned char)*s++);
	}
}

const char *text_percent(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };

	text_put_percent(&out, s);
	return out.bytes;
}

void text_put_field(struct text *out, const char *name, const char *value)
{
	if (out->size && !strchr("?&", out->bytes[out->size - 1]))
		text_puts(out, "&");
	text_put_percent(out, name);
	text_puts(out, "=");
	text_put_percent(out, value);
}

void text_put_query(struct text *out, const char *name, const char *value)
{
	text_puts(out, "");
	if (!strchr(out->bytes, '?'))
		text_puts(out, "?");
	text_put_field(out, name, value);
}

void text_put_html(struct text *out, const char *s)
{
	text_puts(out, "");
	for (; *s; s++)
		switch (*s) {
		case '&': text_puts(out, "&amp;"); break;
		case '<': text_puts(out, "&lt;"); break;
		case '>': text_puts(out, "&gt;"); break;
		case '"': text_puts(out, "&quot;"); break;
		case '\'': text_puts(out, "&#39;"); break;
		case '\r': text_puts(out, "&#13;"); break;
		case '\n': text_puts(out, "&#10;"); break;
		default: text_put(out, s, 1);
		}
}

void text_put_form(struct text *out, const char *form, va_list args)
{
	for (; *form; form++)
		if (*form == '$')
			text_put_html(out, va_arg(args, const char *));
		else
			text_put(out, form, 1);
}

static int hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0'
	     : c >= 'a' && c <= 'f' ? c - 'a' + 10
	     : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

char *percent_decode(struct arena *mem, const char *s, size_t n, bool form,
		     size_t *size)
{
	char *out = arena_alloc(mem, n + 1);

	*size = 0;
	for (size_t i = 0; i < n; i++) {
		char c = s[i];

		if (c == '%') {
			if (n - i < 3 || hex(s[i + 1]) < 0 || hex(s[i + 2]) < 0)
				return NULL;
			c = (char)(hex(s[i + 1]) << 4 | hex(s[i + 2]));
			i += 2;
		} else if (form && c == '+') {
			c = ' ';
		}
		out[(*size)++] = c;
	}
	out[*size] = '\0';
	return out;
}
