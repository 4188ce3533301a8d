#include "domain/certificate.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "domain/day.h"
#include "domain/jp.h"

#define PATTERN_MOST 60
#define DASH "\xE2\x80\x93"

static const struct paper_kind kinds[] = {
	{ "attendance", "SK", SEAL_ATTENDANCE,
	  { { "Surat Keterangan", "Statement of attendance" } } },
	{ "completion", "SERT", SEAL_COMPLETION,
	  { { "Sertifikat", "Certificate of completion" } } },
	{ "pass", "SKL", SEAL_PASS,
	  { { "Surat Keterangan Lulus", "Statement of passing" } } },
};

const struct paper_kind *paper_kind_named(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (name && strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}

int64_t paper_day(int64_t ms, int minutes_east)
{
	const int64_t local = ms + minutes_east * INT64_C(60000);

	return local / DAY_MS - (local % DAY_MS < 0);
}

struct paper_date paper_date(int64_t day)
{
	const time_t at = (time_t)(day * 86400);
	struct tm tm;

	gmtime_r(&at, &tm);
	return (struct paper_date){ tm.tm_year + 1900, tm.tm_mon + 1,
				    tm.tm_mday };
}

const char *paper_dates(struct arena *mem, int64_t first_day, int64_t last_day,
			enum lang lang)
{
	const struct paper_date a = paper_date(first_day);
	const struct paper_date b = paper_date(last_day);
	const char *last = arena_format(mem, "%d %s %d", b.day,
					month_name(b.month, lang), b.year);

	if (first_day >= last_day)
		return last;
	if (a.year == b.year && a.month == b.month)
		return arena_format(mem, "%d" DASH "%s", a.day, last);
	if (a.year == b.year)
		return arena_format(mem, "%d %s " DASH " %s", a.day,
				    month_name(a.month, lang), last);
	return arena_format(mem, "%d %s %d " DASH " %s", a.day,
			    month_name(a.month, lang), a.year, last);
}

const char *paper_jp(struct arena *mem, int64_t hundredths, enum lang lang)
{
	char text[JP_TEXT_SIZE];

	jp_text(hundredths, lang, text);
	return arena_copy(mem, text, strlen(text));
}

enum part { PART_N, PART_CODE, PART_KIND, PART_YEAR, PART_MONTH, PART_ROMAN,
	    PARTS };

static const struct {
	const char *text;
	enum part part;
	int width;
} parts[] = {
	{ "{n}", PART_N, 1 }, { "{nnnn}", PART_N, 4 },
	{ "{kode}", PART_CODE, 0 }, { "{jenis}", PART_KIND, 0 },
	{ "{tahun}", PART_YEAR, 0 }, { "{bulan}", PART_MONTH, 0 },
	{ "{bulan romawi}", PART_ROMAN, 0 },
};

#define NPARTS (sizeof(parts) / sizeof(*parts))

/* NPARTS when none stands there. */
static size_t part_at(const char *text)
{
	for (size_t i = 0; i < NPARTS; i++)
		if (text_starts(text, parts[i].text))
			return i;
	return NPARTS;
}

bool paper_pattern_good(const char *pattern)
{
	unsigned seen[PARTS] = { 0 };

	if (text_length(pattern) > PATTERN_MOST)
		return false;
	for (const char *s = pattern; *s; ) {
		const size_t i = part_at(s);

		if (i < NPARTS) {
			seen[parts[i].part]++;
			s += strlen(parts[i].text);
		} else if (isalnum((unsigned char)*s) || strchr(" -./", *s)) {
			s++;
		} else {
			return false;
		}
	}
	return seen[PART_N] == 1 && seen[PART_CODE] == 1 &&
	       seen[PART_KIND] == 1 && seen[PART_YEAR] == 1;
}

static void part_put(struct text *out, size_t i, int64_t n, const char *code,
		     const struct paper_kind *kind, struct paper_date date)
{
	static const char *const roman[] = {
		"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X",
		"XI", "XII"
	};

	switch (parts[i].part) {
	case PART_N:
		text_putf(out, "%0*lld", parts[i].width, (long long)n);
		return;
	case PART_CODE:
		text_puts(out, code);
		return;
	case PART_KIND:
		text_puts(out, kind->code);
		return;
	case PART_YEAR:
		text_putf(out, "%04d", date.year);
		return;
	case PART_MONTH:
		text_putf(out, "%02d", date.month);
		return;
	case PART_ROMAN:
		text_puts(out, roman[date.month - 1]);
		return;
	case PARTS:
		return;
	}
}

const char *paper_number(struct arena *mem, const char *pattern, int64_t n,
			 const char *code, const struct paper_kind *kind,
			 int64_t day)
{
	struct text out = { .mem = mem };

	for (const char *s = pattern; *s; ) {
		const size_t i = part_at(s);

		if (i == NPARTS) {
			text_put(&out, s++, 1);
			continue;
		}
		part_put(&out, i, n, code, kind, paper_date(day));
		s += strlen(parts[i].text);
	}
	return out.bytes;
}

#define CODE_MOST 16

static bool code_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool paper_code_good(const char *code)
{
	const size_t n = strlen(code);

	if (n < 2 || n > CODE_MOST || !code_letter(code[0]) ||
	    !code_letter(code[n - 1]))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!code_letter(code[i]) && code[i] != '-')
			return false;
	return true;
}

/* "BKPSDM": a word that is an abbreviation already. */
static bool abbreviation(const char *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!code_letter(word[i]))
			return false;
	return n >= 2 && n <= 8;
}

const char *paper_code_of(struct arena *mem, const char *name)
{
	static const char blanks[] = " \t,.()/-\"'";
	char out[CODE_MOST + 1];
	size_t n = 0, taken = 0;
	const size_t most = CODE_MOST - 4;	/* room to tell two apart */

	for (const char *s = name + strspn(name, blanks); *s;
	     s += strspn(s, blanks)) {
		const size_t len = strcspn(s, blanks);
		const char c = (char)toupper((unsigned char)*s);

		if (taken == 0 && abbreviation(s, len) && len < most) {
			memcpy(out, s, len);
			n = len;
			out[n++] = '-';
		} else if (n < most && code_letter(c) &&
			   !(len == 3 && strncmp(s, "dan", 3) == 0)) {
			out[n++] = c;
		}
		taken++;
		s += len;
	}
	while (n && out[n - 1] == '-')
		n--;
	out[n] = '\0';
	return paper_code_good(out) ? arena_copy(mem, out, n) : "BALAI";
}

const struct paper_design paper_design_plain = {
	.pattern = PAPER_PATTERN,
	.code = "BALAI",
	.accent = "#0f5c7a",
	.subtitle = "", .place = "",
	.signer = "", .signer_title = "", .signer_line = "",
};

static int hex_at(const char *s)
{
	const char *digits = "0123456789abcdef", *p;
	int v = 0;

	for (int i = 0; i < 2; i++) {
		p = s[i] ? strchr(digits, s[i]) : NULL;
		if (!p)
			return -1;
		v = 16 * v + (int)(p - digits);
	}
	return v;
}

/* WCAG 2.2, "relative luminance". */
static double light(int channel)
{
	const double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

bool paper_accent_good(const char *s)
{
	int rgb[3];

	if (strlen(s) != 7 || s[0] != '#')
		return false;
	for (int i = 0; i < 3; i++)
		if ((rgb[i] = hex_at(s + 1 + 2 * i)) < 0)
			return false;
	return 1.05 / (0.2126 * light(rgb[0]) + 0.7152 * light(rgb[1]) +
		       0.0722 * light(rgb[2]) + 0.05) >= 4.5;
}

/* In one line, without what is not to be seen. */
static bool line_read(struct arena *mem, const json_t *json, const char *member,
		      size_t most, const char **out)
{
	const char *text = json_string_value(json_object_get(json, member));

	if (!text)
		return true;
	*out = text_trim(mem, text);
	return text_plain(*out) && text_length(*out) <= most;
}

static enum paper_field design_good(const struct paper_design *d,
				    const char **member)
{
	*member = "pattern";
	if (!paper_pattern_good(d->pattern))
		return PAPER_PATTERN_FIELD;
	*member = "code";
	if (!paper_code_good(d->code))
		return PAPER_CODE;
	*member = "accent";
	if (!paper_accent_good(d->accent))
		return PAPER_ACCENT;
	*member = NULL;
	return PAPER_NONE;
}

enum paper_field paper_design_read(struct arena *mem, const json_t *json,
				   struct paper_design *out,
				   const char **member)
{
	const struct {
		const char *name;
		size_t most;
		const char **to;
		enum paper_field field;
	} fields[] = {
		{ "pattern", PATTERN_MOST, &out->pattern, PAPER_PATTERN_FIELD },
		{ "code", CODE_MOST, &out->code, PAPER_CODE },
		{ "accent", 7, &out->accent, PAPER_ACCENT },
		{ "subtitle", 120, &out->subtitle, PAPER_TEXT },
		{ "place", 60, &out->place, PAPER_TEXT },
		{ "signer", 120, &out->signer, PAPER_TEXT },
		{ "signerTitle", 200, &out->signer_title, PAPER_TEXT },
		{ "signerLine", 120, &out->signer_line, PAPER_TEXT },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		*member = fields[i].name;
		if (!line_read(mem, json, fields[i].name, fields[i].most,
			       fields[i].to))
			return fields[i].field;
	}
	out->accent = text_lower(mem, out->accent);
	return design_good(out, member);
}

json_t *paper_design_json(const struct paper_design *d)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}",
			 "pattern", d->pattern, "code", d->code,
			 "accent", d->accent, "subtitle", d->subtitle,
			 "place", d->place, "signer", d->signer,
			 "signerTitle", d->signer_title,
			 "signerLine", d->signer_line);
}
