/*
 * Aiken: the text, "A) choice" or "A. choice" lines, "ANSWER: A". In Indonesian
 * it may be JAWABAN or KUNCI.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "questions/reading.h"

#define CHOICES_MOST 26

struct aiken {
	struct reading *r;
	struct text text;
	const char *choices[CHOICES_MOST];
	size_t n, line;
};

static const char *choice_of(const char *line)
{
	if (*line < 'A' || *line > 'Z' || (line[1] != ')' && line[1] != '.'))
		return NULL;
	return line + 2 + strspn(line + 2, " \t");
}

static const char *key_of(const char *line)
{
	static const char *const words[] = { "ANSWER:", "JAWABAN:", "KUNCI:" };

	for (size_t i = 0; i < 3; i++)
		if (strncasecmp(line, words[i], strlen(words[i])) == 0)
			return line + strlen(words[i]);
	return NULL;
}

static void start_over(struct aiken *a)
{
	a->text = (struct text){ .mem = a->r->mem };
	a->n = 0;
}

static void begun(struct aiken *a, size_t line)
{
	if (!a->text.size && !a->n)
		a->line = line;
}

/* What was begun and got no key, told when the next begins or the file ends. */
static void unfinished(struct aiken *a)
{
	const char *text = a->text.size ? a->text.bytes : "";

	if (a->text.size || a->n) {
		found_begin(a->r, a->line, "single");
		found_call(a->r, a->n && !*text ? a->choices[0] : text);
		found_refuse(a->r, a->text.size ? NOTE_NO_KEY
						   : NOTE_NO_TEXT, NULL);
	}
	start_over(a);
}

static void finish(struct aiken *a, const char *key, size_t line)
{
	struct reading *r = a->r;
	double weights[CHOICES_MOST] = { 0 };
	json_t *list = json_array(), *q;
	size_t right;

	begun(a, line);
	q = found_begin(r, a->line, "single");
	key = text_trim(r->mem, key);
	right = strlen(key) == 1 ? (size_t)(toupper((unsigned char)*key) - 'A')
				 : CHOICES_MOST;
	found_call(r, a->text.size ? a->text.bytes : key);
	if (a->text.size)
		found_text(r, q, markdown_of_plain(r, a->text.bytes));
	else
		found_refuse(r, NOTE_NO_TEXT, NULL);
	for (size_t i = 0; i < a->n; i++)
		json_array_append_new(list, choice_json(
			markdown_of_plain(r, a->choices[i]), ""));
	if (right < a->n)
		weights[right] = 100;
	else
		found_refuse(r, NOTE_KEY_UNKNOWN, key);
	found_choices(r, q, list, weights, true);
	found_end(r, q);
	start_over(a);
}

static void line_read(struct aiken *a, const char *line, size_t number)
{
	const char *choice = choice_of(line), *key = key_of(line);

	if (key) {
		finish(a, key, number);
	} else if (choice) {
		begun(a, number);
		if (a->n < CHOICES_MOST)
			a->choices[a->n++] = choice;
	} else if (*line) {
		if (a->n)
			unfinished(a);
		begun(a, number);
		if (a->text.size)
			text_puts(&a->text, "\n");
		text_puts(&a->text, line);
	} else if (a->text.size || a->n) {
		/* An empty line ends nothing in between, says Moodle; but a
		   choice before any text begins no question. */
		if (!a->text.size)
			unfinished(a);
	}
}

void aiken_read(struct reading *r, const char *s)
{
	struct aiken a = { .r = r, .text = { .mem = r->mem } };

	for (size_t number = 1; *s && !r->full; number++) {
		const size_t n = strcspn(s, "\n");

		line_read(&a, reading_clean(r->mem, text_trim(
			r->mem, arena_copy(r->mem, s, n))), number);
		s += n + (s[n] == '\n');
	}
	unfinished(&a);
}
