#include "caption.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "caption_cue.h"
#include "charset.h"

#define HOURS_MOST 99

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
		cue_line(&out, line);
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
	if (!(r.at = charset_utf8(mem, bytes, size)))
		return CAPTION_NO_TEXT;
	header_skip(&r);
	fault = blocks_read(&r);
	out->line = r.line;
	if (!fault)
		write_all(&r, out);
	return fault;
}
