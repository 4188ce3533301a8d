#include "domain/sheet.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* As Excel, LibreOffice and others take the beginning of a formula; the last
   four are U+FF0B, U+FF0D, U+FF1D and U+FF20. */
static const char *const formula_signs[] = {
	"=", "+", "-", "@", "\t", "\r", "\n",
	"\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\x9D", "\xEF\xBC\xA0",
};

static bool formula_like(const char *text)
{
	for (size_t i = 0; i < sizeof(formula_signs) / sizeof(char *); i++)
		if (text_starts(text, formula_signs[i]))
			return true;
	return false;
}

static void quoted_put(struct text *out, const char *text)
{
	text_puts(out, formula_like(text) ? "\"'" : "\"");
	for (const char *p; (p = strchr(text, '"')); text = p + 1) {
		text_put(out, text, (size_t)(p - text));
		text_puts(out, "\"\"");
	}
	text_puts(out, text);
	text_puts(out, "\"");
}

static void json_put(struct text *out, const char *text)
{
	json_t *string = json_string(text);
	char *bytes = json_dumps(string, JSON_ENCODE_ANY);

	text_puts(out, bytes ? bytes : "null");
	free(bytes);
	json_decref(string);
}

static void between(struct sheet *s, size_t before)
{
	if (before)
		text_puts(&s->out, s->form == SHEET_CSV ? ";" : ",");
}

static void any_text(struct sheet *s, const char *text)
{
	if (s->form == SHEET_CSV)
		quoted_put(&s->out, text);
	else
		json_put(&s->out, text);
}

static void csv_moment_columns(struct sheet *s, const char *title)
{
	char name[256];

	snprintf(name, sizeof(name), "%s (UTC)", title);
	quoted_put(&s->out, name);
	snprintf(name, sizeof(name), "%s (%s)", title, s->zone);
	text_puts(&s->out, ";");
	quoted_put(&s->out, name);
}

static void json_column(struct sheet *s, const char *title,
			enum sheet_type type)
{
	static const char *const names[] = { "text", "number", "moment" };

	text_puts(&s->out, "{\"title\":");
	json_put(&s->out, title);
	text_putf(&s->out, ",\"type\":\"%s\"}", names[type]);
}

void sheet_column(struct sheet *s, const char *title, enum sheet_type type)
{
	if (!s->columns)
		text_puts(&s->out, s->form == SHEET_CSV ? "\xEF\xBB\xBF"
							: "{\"columns\":[");
	between(s, s->columns++);
	if (s->form == SHEET_JSON)
		json_column(s, title, type);
	else if (type == SHEET_MOMENT)
		csv_moment_columns(s, title);
	else
		quoted_put(&s->out, title);
}

void sheet_begin(struct sheet *s)
{
	text_puts(&s->out, s->form == SHEET_CSV ? "\r\n" : "],\"rows\":[");
}

/* What stands before a cell, and before a row's first. */
static void cell_begin(struct sheet *s)
{
	if (!s->cells && s->form == SHEET_JSON)
		text_puts(&s->out, s->rows ? ",\n[" : "[");
	between(s, s->cells++);
}

void sheet_row(struct sheet *s)
{
	text_puts(&s->out, s->form == SHEET_CSV ? "\r\n" : "]");
	s->cells = 0;
	s->rows++;
}

void sheet_end(struct sheet *s)
{
	if (s->form == SHEET_JSON)
		text_puts(&s->out, "]}");
}

void sheet_none(struct sheet *s)
{
	cell_begin(s);
	if (s->form == SHEET_JSON)
		text_puts(&s->out, "null");
}

void sheet_text(struct sheet *s, const char *text)
{
	if (!text) {
		sheet_none(s);
		return;
	}
	cell_begin(s);
	any_text(s, text);
}

void sheet_number(struct sheet *s, double value)
{
	char digits[64];
	char *point, *end;

	cell_begin(s);
	snprintf(digits, sizeof(digits), "%.2f", value);
	point = strchr(digits, '.');
	for (end = digits + strlen(digits); point && end[-1] == '0'; end--)
		;
	if (point)
		*(end[-1] == '.' ? end - 1 : end) = '\0';
	if (s->form == SHEET_CSV && point && *point)
		*point = ',';
	text_puts(&s->out, strcmp(digits, "-0") ? digits : "0");
}

static void moment_put(struct sheet *s, const char *format, int64_t ms)
{
	const time_t seconds = (time_t)(ms / 1000);
	char words[64];
	struct tm at;

	if (!gmtime_r(&seconds, &at) ||
	    !strftime(words, sizeof(words), format, &at))
		*words = '\0';
	text_puts(&s->out, words);
}

void sheet_moment(struct sheet *s, int64_t ms)
{
	if (!ms) {
		sheet_none(s);
		text_puts(&s->out, s->form == SHEET_CSV ? ";" : "");
		return;
	}
	cell_begin(s);
	if (s->form == SHEET_JSON) {
		text_putf(&s->out, "%lld", (long long)ms);
		return;
	}
	moment_put(s, "%Y-%m-%dT%H:%M:%SZ;", ms);
	moment_put(s, "%Y-%m-%d %H:%M", ms + s->minutes_east * INT64_C(60000));
}

void sheet_nip(struct sheet *s, const char *nip)
{
	char grouped[24];

	if (!nip || strlen(nip) != 18 || s->form == SHEET_JSON) {
		sheet_text(s, nip);
		return;
	}
	snprintf(grouped, sizeof(grouped), "%.8s %.6s %.1s %.3s", nip,
		 nip + 8, nip + 14, nip + 15);
	sheet_text(s, grouped);
}
