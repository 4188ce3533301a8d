/*
 * GIFT, as Moodle reads it: a question is text, {answers}, perhaps text behind
 * them; a blank line ends it, // begins a comment. The order in which the kinds
 * of answers are tried is Moodle's (question/format/gift/format.php).
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "questions/gift.h"

#define BLOCK_MOST 800000	/* bytes of one question */

/* Lines are gathered until a question is whole. */
struct gathering {
	struct reading *r;
	struct text block;
	size_t line;		/* where the block begins */
	int depth;		/* inside { } */
	struct gift_note note;	/* of our export, above the question */
};

size_t span_find(struct span s, const char *what)
{
	const size_t n = strlen(what);

	for (size_t i = 0; i + n <= s.size; i++) {
		if (s.at[i] == '\\') {
			i++;
			continue;
		}
		if (s.at[i] == *what && memcmp(s.at + i, what, n) == 0)
			return i;
	}
	return s.size;
}

struct span span_cut(struct span s, size_t from, size_t to)
{
	from = from < s.size ? from : s.size;
	to = to < s.size ? to : s.size;
	return (struct span){ s.at + from, to > from ? to - from : 0 };
}

struct span span_trim(struct span s)
{
	while (s.size && isspace((unsigned char)*s.at))
		s = span_cut(s, 1, s.size);
	while (s.size && isspace((unsigned char)s.at[s.size - 1]) &&
	       !(s.size > 1 && s.at[s.size - 2] == '\\'))
		s.size--;
	return s;
}

/* "\n" is a line break; before anything else a backslash lets it be a letter. */
const char *span_text(struct reading *r, struct span s)
{
	struct text out = { .mem = r->mem };

	text_puts(&out, "");
	for (size_t i = 0; i < s.size; i++) {
		if (s.at[i] == '\\' && i + 1 < s.size) {
			i++;
			if (s.at[i] == 'n')
				text_puts(&out, "\n");
			else if (strchr("~=#{}:\\", s.at[i]))
				text_put(&out, s.at + i, 1);
			else
				text_put(&out, s.at + i - 1, 2);
		} else {
			text_put(&out, s.at + i, 1);
		}
	}
	return reading_clean(r->mem, out.bytes);
}

enum gift_format gift_format(struct span *s, enum gift_format otherwise)
{
	static const char *const names[] = { "[html]", "[moodle]", "[plain]",
					     "[markdown]" };

	*s = span_trim(*s);
	for (size_t i = 0; i < 4; i++) {
		const size_t n = strlen(names[i]);

		if (s->size >= n && strncasecmp(s->at, names[i], n) == 0) {
			*s = span_trim(span_cut(*s, n, s->size));
			return (enum gift_format)i;
		}
	}
	return otherwise;
}

const char *gift_markdown(struct reading *r, struct span s,
			  enum gift_format otherwise)
{
	const enum gift_format format = gift_format(&s, otherwise);
	const char *text = span_text(r, s);

	if (format == GIFT_MARKDOWN)
		return text_trim(r->mem, text);
	if (format == GIFT_HTML ||
	    (format == GIFT_MOODLE && looks_like_html(text)))
		return markdown_of_html(r, text);
	return markdown_of_plain(r, text);
}

const char *gift_plain(struct reading *r, struct span s,
		       enum gift_format otherwise)
{
	const enum gift_format format = gift_format(&s, otherwise);
	const char *text = span_text(r, s);

	if (format == GIFT_HTML ||
	    (format == GIFT_MOODLE && looks_like_html(text)))
		return plain_of_html(r, text);
	return text_trim(r->mem, text);
}

/* ::name:: before the text. */
static struct span take_name(struct reading *r, struct span s)
{
	size_t end;

	s = span_trim(s);
	if (s.size < 2 || memcmp(s.at, "::", 2))
		return s;
	s = span_cut(s, 2, s.size);
	end = span_find(s, "::");
	if (end == s.size)
		return (struct span){ s.at - 2, s.size + 2 };
	r->name = text_line(r->mem, text_trim(r->mem, span_text(
		r, span_cut(s, 0, end))), 200);
	return span_trim(span_cut(s, end + 2, s.size));
}

static size_t last_brace(struct span s)
{
	size_t last = s.size;

	for (size_t i = 0; i < s.size; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '}')
			last = i;
	}
	return last;
}

/* Where the answers stood inside a sentence is a line to fill in. */
static const char *sentence(struct reading *r, struct span before,
			    struct span behind, enum gift_format format)
{
	struct text all = { .mem = r->mem };

	text_put(&all, before.at, before.size);
	if (span_trim(behind).size) {
		text_puts(&all, format == GIFT_MARKDOWN ? "\\\\_\\\\_\\\\_\\\\_\\\\_"
							: "_____");
		text_put(&all, behind.at, behind.size);
	}
	return gift_markdown(r, (struct span){ all.bytes ? all.bytes : "",
					       all.size }, format);
}

static void question_read(struct gathering *g, struct span s)
{
	struct reading *r = g->r;
	json_t *q = found_begin(r, g->line, "essay");
	const struct span body = s;
	enum gift_format format;
	struct span answers;
	size_t open, close;
	const char *text;

	s = take_name(r, s);
	format = gift_format(&s, GIFT_MOODLE);
	open = span_find(s, "{");
	close = last_brace(s);
	if (open == s.size) {
		found_text(r, q, sentence(r, s, (struct span){ "", 0 },
					     format));
		found_refuse(r, NOTE_DESCRIPTION, NULL);
		return;
	}
	if (open < s.size && (close == s.size || close < open)) {
		found_refuse(r, NOTE_UNCLOSED, NULL);
		return;
	}
	found_text(r, q, sentence(r, span_trim(span_cut(s, 0, open)),
				     span_cut(s, close + 1, s.size), format));
	text = json_string_value(json_object_get(q, "text"));
	found_call(r, text ? text : "");
	answers = span_trim(span_cut(s, open + 1, close));
	gift_answers(r, q, answers, format);
	gift_note_apply(r, q, &g->note, body);
	found_end(r, q);
}

static void block_end(struct gathering *g)
{
	const struct span s = span_trim((struct span){
		g->block.bytes ? g->block.bytes : "", g->block.size });

	if (g->note.whole) {
		gift_note_whole(g->r, &g->note, g->line);
		g->note = (struct gift_note){ 0 };
	}
	if (s.size > BLOCK_MOST)
		reading_refuse(g->r, g->line, NOTE_TEXT_LARGE, NULL);
	else if (s.size)
		question_read(g, s);
	if (s.size)
		g->note = (struct gift_note){ 0 };
	g->block.size = 0;
	g->depth = 0;
}

static void braces(struct gathering *g, struct span line)
{
	for (size_t i = 0; i < line.size; i++) {
		if (line.at[i] == '\\')
			i++;
		else if (line.at[i] == '{' || line.at[i] == '}')
			g->depth += line.at[i] == '{' ? 1 : -1;
	}
}

/* A question that was not closed must not take the rest of the file along. */
static bool begins_anew(struct span line, const char *rest)
{
	return line.size == 0 && (text_starts(rest, "::") ||
				  text_starts(rest, "//") ||
				  text_starts(rest, "$CATEGORY"));
}

static void category(struct reading *r, struct span line)
{
	const char *path = text_trim(r->mem, arena_copy(
		r->mem, line.at + strlen("$CATEGORY:"),
		line.size - strlen("$CATEGORY:")));

	r->category = gift_category(r->mem, path);
}

static void line_read(struct gathering *g, struct span line, const char *rest,
		      size_t number)
{
	if (line.size >= 2 && memcmp(line.at, "//", 2) == 0) {
		gift_note_read(g->r, &g->note, span_cut(line, 2, line.size));
		return;
	}
	if (line.size > strlen("$CATEGORY:") && !g->depth &&
	    memcmp(line.at, "$CATEGORY:", strlen("$CATEGORY:")) == 0) {
		block_end(g);
		category(g->r, line);
		return;
	}
	if (line.size == 0 && (g->depth <= 0 || begins_anew(line, rest))) {
		block_end(g);
		return;
	}
	if (g->block.size == 0)
		g->line = number;
	text_put(&g->block, line.at, line.size);
	text_puts(&g->block, "\n");
	braces(g, line);
}

void gift_read(struct reading *r, const char *s)
{
	struct gathering g = { .r = r, .block = { .mem = r->mem } };
	const char *rest = s;

	for (size_t number = 1; *s && !r->full; number++) {
		const size_t n = strcspn(s, "\n");
		const struct span line = span_trim((struct span){ s, n });

		s += n + (s[n] == '\n');
		if (g.note.whole && g.block.size == 0)
			g.line = number;
		/* Over empty lines once, however many. */
		if (rest < s)
			rest = s + strspn(s, " \t\r\n");
		line_read(&g, line, rest, number);
	}
	block_end(&g);
}
