#include "questions/writing.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "questions/reading.h"

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t address_size(const char *s, size_t size)
{
	size_t n = 0;

	if (size < 8 || (strncasecmp(s, "http://", 7) &&
			 strncasecmp(s, "https://", 8)))
		return 0;
	while (n < size && !blank(s[n]) && !strchr("<>\"'\\^`{|}", s[n]))
		n++;
	while (n && strchr(".,;:!?)]*_~", s[n - 1]))
		n--;
	return n > 8 ? n : 0;
}

/* Is this sign one that Markdown would take for its own here? */
static bool special(const char *s, size_t i, size_t size)
{
	const char next = i + 1 < size ? s[i + 1] : '\0';

	switch (s[i]) {
	case '\\': case '*': case '`': case '[': case ']': case '<': case '>':
	case '~': case '|':
		return true;
	case '_':
		return !(i && isalnum((unsigned char)s[i - 1]) &&
			 isalnum((unsigned char)next));
	case '&':
		return next == '#' || isalpha((unsigned char)next);
	default:
		return false;
	}
}

void writing_escape(struct text *out, const char *s, size_t size, bool *token)
{
	size_t i = 0, n;

	while (i < size) {
		const bool starts = !i || !isalnum((unsigned char)s[i - 1]);

		if (starts && (n = address_size(s + i, size - i))) {
			text_putf(out, "<%.*s>", (int)n, s + i);
			i += n;
			continue;
		}
		if (special(s, i, size))
			text_puts(out, "\\");
		text_put(out, s + i, 1);
		/* {{x}} would be a token. */
		if (s[i] == '{' && i + 1 < size && s[i + 1] == '{') {
			text_puts(out, " ");
			*token = true;
		}
		i++;
	}
}

void writing_words(struct writing *m, const char *s)
{
	while (*s) {
		size_t n = 0;

		if (blank(*s)) {
			if (!m->line.size ||
			    !blank(m->line.bytes[m->line.size - 1]))
				text_puts(&m->line, " ");
			s += strspn(s, " \t\r\n");
		}
		while (s[n] && !blank(s[n]))
			n++;
		if (n)
			writing_escape(&m->line, s, n, &m->token);
		s += n;
	}
}

void writing_break(struct writing *m)
{
	if (m->cell) {
		text_puts(&m->line, " ");
		return;
	}
	while (m->line.size && m->line.bytes[m->line.size - 1] == ' ')
		m->line.bytes[--m->line.size] = '\0';
	if (m->line.size)
		text_puts(&m->line, "\\\n");
}

/* What begins a line must not begin a list, a heading or a rule. */
static size_t line_guard(struct text *out, const char *s)
{
	size_t digits = strspn(s, "0123456789");

	if (strchr("#+-=", *s) && *s) {
		text_puts(out, "\\");
		text_put(out, s, 1);
		return 1;
	}
	if (digits && digits < 10 && (s[digits] == '.' || s[digits] == ')')) {
		text_put(out, s, digits);
		text_puts(out, "\\");
		return digits;
	}
	return 0;
}

static const char *guarded(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };
	bool start = true;

	text_puts(&out, "");
	while (*s) {
		if (start) {
			s += strspn(s, " ");
			s += line_guard(&out, s);
		}
		start = *s == '\n';
		if (*s)
			text_put(&out, s++, 1);
	}
	return out.bytes;
}

/* "> " is ">" on an empty line, and a list's blanks are nothing there. */
static void empty_line(struct writing *m)
{
	/* Before the first of a quote stands nothing of it. */
	const char *prefix = m->marker ? m->outside : m->prefix;
	size_t n = strlen(prefix);

	while (n && prefix[n - 1] == ' ')
		n--;
	text_put(&m->out, prefix, n);
	text_puts(&m->out, "\n");
}

void writing_block(struct writing *m, const char *lines)
{
	if (m->out.size) {
		text_puts(&m->out, "\n");
		if (!m->tight)
			empty_line(m);
	}
	m->tight = false;
	text_puts(&m->out, m->marker ? m->marker : m->prefix);
	m->marker = NULL;
	for (; *lines; lines++) {
		text_put(&m->out, lines, 1);
		if (*lines == '\n')
			text_puts(&m->out, m->prefix);
	}
}

const char *writing_end(struct arena *mem, const char *s)
{
	size_t n = strlen(s), slashes = 0;

	while (slashes < n && s[n - 1 - slashes] == '\\')
		slashes++;
	return slashes % 2 ? text_trim(mem, arena_copy(mem, s, n - 1)) : s;
}

void writing_flush(struct writing *m)
{
	const char *words;

	if (!m->line.size)
		return;
	words = text_trim(m->out.mem, m->line.bytes);
	words = writing_end(m->out.mem, words);
	m->line.size = 0;
	if (m->line.bytes)
		*m->line.bytes = '\0';
	if (*words)
		writing_block(m, guarded(m->out.mem, words));
}

void writing_code(struct writing *m, const char *s)
{
	size_t longest = 0, run = 0;
	const bool pad = *s == '`' || text_ends(s, "`");

	for (const char *p = s; *p; p++) {
		run = *p == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	for (size_t i = 0; i <= longest; i++)
		text_puts(&m->line, "`");
	if (pad)
		text_puts(&m->line, " ");
	for (; *s; s++) {
		if (m->cell && *s == '|')
			text_puts(&m->line, "\\");
		text_put(&m->line, *s == '\n' ? " " : s, 1);
	}
	if (pad)
		text_puts(&m->line, " ");
	for (size_t i = 0; i <= longest; i++)
		text_puts(&m->line, "`");
}

static void plain_line(struct writing *m, const char *s, size_t n)
{
	while (n && blank(s[n - 1]))
		n--;
	while (n && blank(*s)) {
		s++;
		n--;
	}
	if (m->line.size && n)
		writing_break(m);
	if (n)
		writing_escape(&m->line, s, n, &m->token);
	else
		writing_flush(m);
}

const char *markdown_of_plain(struct reading *r, const char *s)
{
	struct writing m = { .out = { .mem = r->mem },
			      .line = { .mem = r->mem }, .prefix = "" };

	text_puts(&m.out, "");
	while (*s) {
		const size_t n = strcspn(s, "\n");

		plain_line(&m, s, n);
		s += n + (s[n] == '\n');
	}
	writing_flush(&m);
	if (m.token)
		found_warn(r, NOTE_TOKEN, NULL);
	return m.out.bytes;
}
