#include "caption.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

#define HOURS_MOST 99
#define NAME_MOST 100		/* bytes of who speaks: <v Name> */
#define BRACES_MOST 200		/* bytes of "{\an8}" */

struct cue {
	int64_t from, to;	/* ms */
	size_t place;		/* in the file: equal beginnings keep it */
	const char *settings, *text;
};

struct reading {
	struct arena *mem;
	char *at;		/* what is left, NUL at its end */
	size_t line;		/* of the one taken last */
	bool vtt;
	struct cue *cues;
	size_t n, room;
};

/* ---- Letters -------------------------------------------------------------- */

static void put_code(struct text *out, uint32_t c)
{
	char b[4];
	size_t n = 0;

	if (c < 0x80) {
		b[n++] = (char)c;
	} else if (c < 0x800) {
		b[n++] = (char)(0xc0 | c >> 6);
	} else if (c < 0x10000) {
		b[n++] = (char)(0xe0 | c >> 12);
		b[n++] = (char)(0x80 | (c >> 6 & 63));
	} else {
		b[n++] = (char)(0xf0 | c >> 18);
		b[n++] = (char)(0x80 | (c >> 12 & 63));
		b[n++] = (char)(0x80 | (c >> 6 & 63));
	}
	if (c >= 0x80)
		b[n++] = (char)(0x80 | (c & 63));
	text_put(out, b, n);
}

/* What Windows-1252 has where Latin-1 has controls; 0: nothing. */
static const uint16_t windows[32] = {
	0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178
};

static void from_windows(const unsigned char *p, size_t n, struct text *out)
{
	for (size_t i = 0; i < n; i++) {
		const uint32_t c = p[i] >= 0x80 && p[i] < 0xa0
			? windows[p[i] - 0x80] : p[i];

		put_code(out, c ? c : 0xfffd);
	}
}

static void from_wide(const unsigned char *p, size_t n, bool little,
		      struct text *out)
{
	uint32_t high = 0;

	for (size_t i = 0; i + 1 < n; i += 2) {
		const uint32_t c = little ? p[i] | p[i + 1] * 256u
					  : p[i] * 256u | p[i + 1];
		const bool low = c >= 0xdc00 && c < 0xe000;

		if (high)
			put_code(out, low ? 0x10000 + ((high - 0xd800) << 10) +
					    (c - 0xdc00) : 0xfffd);
		if (!(high && low) && (c < 0xd800 || c >= 0xe000))
			put_code(out, c);
		else if (!high && low)
			put_code(out, 0xfffd);
		high = c >= 0xd800 && c < 0xdc00 ? c : 0;
	}
}

/* In UTF-8 with a NUL behind it; NULL when it holds bytes that no text has. */
static char *letters(struct arena *mem, const char *bytes, size_t size)
{
	struct text out = { .mem = mem };
	const unsigned char *p = (const unsigned char *)bytes;

	text_puts(&out, "");
	if (size >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 ||
			  memcmp(p, "\xfe\xff", 2) == 0))
		from_wide(p + 2, size - 2, p[0] == 0xff, &out);
	else if (size >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		text_put(&out, bytes + 3, size - 3);
	else if (size && memchr(bytes, '\0', size))
		return NULL;
	else if (text_utf8(bytes, size))
		text_put(&out, bytes, size);
	else
		from_windows(p, size, &out);
	return text_utf8(out.bytes, out.size) ? out.bytes : NULL;
}

/* ---- Lines ---------------------------------------------------------------- */

/* The next line without its end, which is CR, LF or both; NULL: none is left. */
static char *line_take(struct reading *r)
{
	char *line = r->at;
	size_t n;

	if (!*line)
		return NULL;
	n = strcspn(line, "\r\n");
	r->at += n;
	r->at += r->at[0] == '\r' && r->at[1] == '\n' ? 2 : *r->at != '\0';
	line[n] = '\0';
	r->line++;
	return line;
}

static bool blank(const char *line)
{
	return line[strspn(line, " \t")] == '\0';
}

/* To the end of a block that is not for us. */
static void block_skip(struct reading *r)
{
	const char *line;

	while ((line = line_take(r)) && !blank(line))
		;
}

/* ---- Times ---------------------------------------------------------------- */

/* Digits, `least` to `most` of them. */
static bool digits(const char **at, size_t least, size_t most, int64_t *out)
{
	const size_t n = strspn(*at, "0123456789");

	if (n < least || n > most)
		return false;
	*out = 0;
	for (size_t i = 0; i < n; i++)
		*out = *out * 10 + (*at)[i] - '0';
	*at += n;
	return true;
}

/* "[hh:]mm:ss.mmm", and SubRip's comma; WebVTT 4.1. */
static bool time_read(const char **at, int64_t *ms)
{
	int64_t a, b, c = -1, rest;

	if (!digits(at, 1, 2, &a) || *(*at)++ != ':' || !digits(at, 2, 2, &b))
		return false;
	if (**at == ':' && (++*at, !digits(at, 2, 2, &c)))
		return false;
	if (**at != '.' && **at != ',')
		return false;
	++*at;
	if (!digits(at, 3, 3, &rest))
		return false;
	if (c < 0) {
		c = b;
		b = a;
		a = 0;
	}
	*ms = ((a * 60 + b) * 60 + c) * 1000 + rest;
	return a <= HOURS_MOST && b < 60 && c < 60;
}

/* One of WebVTT's own, with a value of harmless signs. */
static bool setting_good(const char *s, size_t n)
{
	static const char *const known[] = {
		"align:", "line:", "position:", "size:", "vertical:"
	};
	static const char signs[] = "abcdefghijklmnopqrstuvwxyz0123456789.,%-";

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		const size_t m = strlen(known[i]);

		if (n > m && n <= m + 20 && memcmp(s, known[i], m) == 0)
			return strspn(s + m, signs) >= n - m;
	}
	return false;
}

/* SubRip has coordinates there, which mean nothing on another screen. */
static const char *settings_read(struct reading *r, const char *s)
{
	struct text out = { .mem = r->mem };

	text_puts(&out, "");
	while (r->vtt && *(s += strspn(s, " \t"))) {
		const size_t n = strcspn(s, " \t");

		if (setting_good(s, n) && out.size < 200) {
			text_puts(&out, " ");
			text_put(&out, s, n);
		}
		s += n;
	}
	return out.bytes;
}

/* Behind the beginning of a cue and its arrow's first half. */
static bool from_read(const char **at, int64_t *from)
{
	*at += strspn(*at, " \t");
	if (!time_read(at, from))
		return false;
	*at += strspn(*at, " \t");
	return strncmp(*at, "-->", 3) == 0;
}

static bool times_begin(const char *line)
{
	int64_t from;

	return from_read(&line, &from);
}

static bool times_read(struct reading *r, const char *line, struct cue *out)
{
	const char *at = line;

	if (!from_read(&at, &out->from))
		return false;
	at += 3 + strspn(at + 3, " \t");
	if (!time_read(&at, &out->to) || (*at && *at != ' ' && *at != '\t'))
		return false;
	out->settings = settings_read(r, at);
	return out->to > out->from;
}

/* ---- Words ---------------------------------------------------------------- */

/* The length of a reference that WebVTT knows; 0: the sign stands for itself. */
static size_t reference(const char *s)
{
	static const char *const known[] = {
		"&amp;", "&lt;", "&gt;", "&nbsp;", "&lrm;", "&rlm;"
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strncmp(s, known[i], strlen(known[i])) == 0)
			return strlen(known[i]);
	return 0;
}

static void put_sign(struct text *out, const char **at)
{
	const char *s = *at;
	const size_t n = *s == '&' ? reference(s) : 0;

	*at += n ? n : 1;
	if (n)
		text_put(out, s, n);
	else if (*s == '&')
		text_puts(out, "&amp;");
	else if (*s == '<')
		text_puts(out, "&lt;");
	else if (*s == '>')
		text_puts(out, "&gt;");
	else if (*s == '\t')
		text_puts(out, " ");
	else if ((unsigned char)*s >= ' ' && *s != 0x7f)
		text_put(out, s, 1);
}

/* Where the tag that begins here ends (behind its '>'); NULL: it is none. */
static const char *tag_end(const char *s)
{
	const char *p = s + 1 + (s[1] == '/');

	if (!isalpha((unsigned char)*p) && !isdigit((unsigned char)*p))
		return NULL;
	p += strcspn(p, "<>");
	return *p == '>' ? p + 1 : NULL;
}

static void put_voice(struct text *out, const char *from, const char *end)
{
	const char *limit = end - from > NAME_MOST ? from + NAME_MOST : end;

	/* Not in the middle of a character. */
	while (limit < end && limit > from && (*limit & 0xc0) == 0x80)
		limit--;
	text_puts(out, "<v ");
	while (from < limit)
		put_sign(out, &from);
	text_puts(out, ">");
}

/* The tag from `s` to `end` as it may stay; anything else is nothing. */
static void put_tag(struct text *out, const char *s, const char *end)
{
	static const char *const kept[] = { "b", "i", "u", "v" };
	const bool closing = s[1] == '/';
	const char *name = s + 1 + closing;
	const size_t n = strcspn(name, " \t.>");

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		if (n != 1 || tolower((unsigned char)*name) != *kept[i])
			continue;
		if (closing)
			text_putf(out, "</%s>", kept[i]);
		else if (*kept[i] != 'v')
			text_putf(out, "<%s>", kept[i]);
		else if (name[1] == ' ')
			put_voice(out, name + 2, end - 1);
	}
}

/* SubRip's "{\an8}" says where on the screen. Looked for nearby, or a line of
   nothing else would be gone through once for each. */
static const char *braces_end(const char *s)
{
	const char *end = s[0] == '{' && s[1] == '\\'
		? memchr(s, '}', strnlen(s, BRACES_MOST)) : NULL;

	return end ? end + 1 : NULL;
}

static void put_line(struct text *out, const char *s)
{
	const char *end;

	while (*s) {
		if (*s == '<' && (end = tag_end(s)))
			put_tag(out, s, end);
		else if (!(end = braces_end(s)))
			put_sign(out, &s);
		s = end ? end : s;
	}
}

/*
 * The lines up to a blank one; "" when only tags were there. NULL: another cue
 * begins without a blank line, and would have been shown as words.
 */
static const char *words_read(struct reading *r)
{
	struct text out = { .mem = r->mem };
	const char *line;
	size_t before;

	text_puts(&out, "");
	while ((line = line_take(r)) && !blank(line)) {
		if (times_begin(line))
			return NULL;
		if (out.size)
			text_puts(&out, "\n");
		before = out.size;
		put_line(&out, line);
		/* A line of tags alone would end the cue. */
		if (blank(out.bytes + before)) {
			out.size = before - (before != 0);
			out.bytes[out.size] = '\0';
		}
	}
	return out.bytes;
}

/* ---- Blocks --------------------------------------------------------------- */

static struct cue *cue_room(struct reading *r)
{
	struct cue *old = r->cues;

	if (r->n == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		r->cues = arena_array(r->mem, struct cue, r->room);
		if (r->n)
			memcpy(r->cues, old, r->n * sizeof(*old));
	}
	return &r->cues[r->n];
}

static bool aside(const struct reading *r, const char *line)
{
	static const char *const names[] = { "NOTE", "STYLE", "REGION" };

	for (size_t i = 0; r->vtt && i < 3; i++) {
		const size_t n = strlen(names[i]);

		if (strncmp(line, names[i], n) == 0 &&
		    (!line[n] || line[n] == ' ' || line[n] == '\t'))
			return true;
	}
	return false;
}

/* "00:01.000 -> 00:02.000": a name of a cue would not begin so. */
static bool time_begins(const char *line)
{
	int64_t ms;

	line += strspn(line, " \t");
	return time_read(&line, &ms);
}

/* A cue: perhaps its number or name, its times, its words. */
static bool cue_read(struct reading *r, const char *line)
{
	struct cue *c = cue_room(r);

	if (!strstr(line, "-->") &&
	    (time_begins(line) || !(line = line_take(r))))
		return false;
	if (!times_read(r, line, c))
		return false;
	c->place = r->n;
	if (!(c->text = words_read(r)))
		return false;
	r->n += *c->text != '\0';
	return true;
}

static enum caption_fault blocks_read(struct reading *r)
{
	const char *line;

	while ((line = line_take(r))) {
		if (blank(line))
			continue;
		if (aside(r, line))
			block_skip(r);
		else if (!cue_read(r, line))
			return CAPTION_LINE;
		if (r->n > CAPTION_CUES_MOST)
			return CAPTION_TOO_LARGE;
	}
	return r->n ? CAPTION_GOOD : CAPTION_NO_CUES;
}

static int by_time(const void *a, const void *b)
{
	const struct cue *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->place < y->place ? -1 : 1;
}

static void put_time(struct text *out, int64_t ms)
{
	text_putf(out, "%02d:%02d:%02d.%03d", (int)(ms / 3600000),
		  (int)(ms / 60000 % 60), (int)(ms / 1000 % 60),
		  (int)(ms % 1000));
}

static void write_all(struct reading *r, struct caption *out)
{
	struct text text = { .mem = r->mem };

	qsort(r->cues, r->n, sizeof(*r->cues), by_time);
	text_puts(&text, "WEBVTT\n");
	for (size_t i = 0; i < r->n; i++) {
		text_puts(&text, "\n");
		put_time(&text, r->cues[i].from);
		text_puts(&text, " --> ");
		put_time(&text, r->cues[i].to);
		text_putf(&text, "%s\n%s\n", r->cues[i].settings,
			  r->cues[i].text);
	}
	out->bytes = text.bytes;
	out->size = text.size;
	out->cues = r->n;
}

/* "WEBVTT", perhaps words behind it, and a header to a blank line. */
static void header_skip(struct reading *r)
{
	r->vtt = strncmp(r->at, "WEBVTT", 6) == 0 &&
		 (!r->at[6] || strchr(" \t\r\n", r->at[6]));
	if (r->vtt)
		block_skip(r);
}

enum caption_fault caption_read(struct arena *mem, const char *bytes,
				size_t size, struct caption *out)
{
	struct reading r = { .mem = mem };
	enum caption_fault fault;

	*out = (struct caption){ .bytes = NULL };
	if (size > CAPTION_MOST)
		return CAPTION_TOO_LARGE;
	if (!(r.at = letters(mem, bytes, size)))
		return CAPTION_NO_TEXT;
	header_skip(&r);
	fault = blocks_read(&r);
	out->line = r.line;
	if (!fault)
		write_all(&r, out);
	return fault;
}

/* ---- Names ---------------------------------------------------------------- */

bool caption_lang(const char *text, char out[static CAPTION_LANG_SIZE])
{
	size_t parts = 0, n, i = 0;

	if (strlen(text) >= CAPTION_LANG_SIZE)
		return false;
	for (const char *p = text;; p += n + 1) {
		n = strcspn(p, "-");
		if (n < 2 || n > (parts ? 8 : 3) || ++parts > 3)
			return false;
		for (const char *q = p; q < p + n; q++)
			if (!isalpha((unsigned char)*q) &&
			    (parts == 1 || !isdigit((unsigned char)*q)))
				return false;
		if (!p[n])
			break;
	}
	for (; text[i]; i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[i] = '\0';
	return true;
}

bool caption_file(const char *path)
{
	const size_t n = strlen(path);

	return n > 4 && (strcasecmp(path + n - 4, ".vtt") == 0 ||
			 strcasecmp(path + n - 4, ".srt") == 0);
}

bool caption_named(const char *media, const char *path, const char *otherwise,
		   char lang[static CAPTION_LANG_SIZE])
{
	const char *dot = strrchr(media, '.');
	const size_t stem = dot ? (size_t)(dot - media) : strlen(media);
	const size_t n = strlen(path);
	char between[CAPTION_LANG_SIZE + 1];

	if (!caption_file(path) || n < stem + 4 ||
	    strncasecmp(path, media, stem) != 0 || path[stem] != '.')
		return false;
	if (n == stem + 4)
		return caption_lang(otherwise, lang);
	if (n - 4 - stem - 1 > CAPTION_LANG_SIZE)
		return false;
	snprintf(between, sizeof(between), "%.*s", (int)(n - 4 - stem - 1),
		 path + stem + 1);
	return caption_lang(between, lang);
}
