/*
 * Moodle's "missing word": a sentence with {=right ~wrong ~75%half#feedback} in
 * it; a blank line ends it.
 */
#include <ctype.h>
#include <string.h>

#include "questions/gift.h"

#define ANSWERS_MOST 40

struct words {
	struct reading *r;
	json_t *q, *choices;
	double weights[ANSWERS_MOST];
	size_t n;
};

/* "75%good": the weight stands without a sign before it. */
static struct span weight_of(struct reading *r, struct span s, double *out)
{
	size_t n = 0;

	while (n < s.size && n < 8 && (isdigit((unsigned char)s.at[n]) ||
				       s.at[n] == '.' || s.at[n] == '-'))
		n++;
	if (!n || n == s.size || s.at[n] != '%' ||
	    !number_of(arena_copy(r->mem, s.at, n), out))
		return s;
	return span_trim(span_cut(s, n + 1, s.size));
}

static void answer(struct words *w, struct span s, bool right)
{
	const size_t at = w->n;
	size_t hash;

	if (at == ANSWERS_MOST) {
		found_refuse(w->r, NOTE_MANY_PARTS, "40");
		return;
	}
	w->weights[at] = right ? 100 : 0;
	s = weight_of(w->r, span_trim(s), &w->weights[at]);
	hash = span_find(s, "#");
	json_array_append_new(w->choices, choice_json(
		gift_markdown(w->r, span_cut(s, 0, hash), GIFT_MOODLE),
		gift_markdown(w->r, span_cut(s, hash + 1, s.size),
			      GIFT_MOODLE)));
	w->n++;
}

static size_t sign_from(struct span s, size_t i)
{
	const size_t tilde = span_find(span_cut(s, i, s.size), "~");
	const size_t equal = span_find(span_cut(s, i, s.size), "=");

	return i + (tilde < equal ? tilde : equal);
}

/* One answer alone is to be typed. */
static void alone(struct words *w, struct span s)
{
	const size_t hash = span_find(s, "#");

	json_object_set_new(w->q, "type", json_string("text"));
	json_object_set_new(w->q, "accept", json_pack("[s]", gift_plain(
		w->r, span_cut(s, sign_from(s, 0) + 1, hash), GIFT_MOODLE)));
	found_feedback(w->r, w->q, "right", gift_markdown(
		w->r, span_cut(s, hash + 1, s.size), GIFT_MOODLE));
}

static void answers(struct words *w, struct span s)
{
	size_t at = sign_from(s, 0);

	if (sign_from(s, at + 1) >= s.size) {
		alone(w, s);
		return;
	}
	while (at < s.size) {
		const size_t end = sign_from(s, at + 1);

		answer(w, span_cut(s, at + 1, end), s.at[at] == '=');
		at = end;
	}
	found_choices(w->r, w->q, json_incref(w->choices), w->weights, true);
}

static void block(struct reading *r, struct span s, size_t line)
{
	struct words *w = arena_new(r->mem, struct words);
	const size_t open = span_find(s, "{");
	const struct span rest = span_cut(s, open, s.size);
	const size_t close = open + span_find(rest, "}");
	struct text text = { .mem = r->mem };

	*w = (struct words){ .r = r, .choices = json_array(),
			     .q = found_begin(r, line, "single") };
	text_put(&text, s.at, open);
	if (open == s.size) {
		found_refuse(r, NOTE_DESCRIPTION, NULL);
	} else if (close >= s.size) {
		found_refuse(r, NOTE_UNCLOSED, NULL);
	} else {
		text_puts(&text, "_____");
		text_put(&text, s.at + close + 1, s.size - close - 1);
		answers(w, span_cut(s, open + 1, close));
	}
	found_text(r, w->q, gift_markdown(r, (struct span){
		text.bytes ? text.bytes : "", text.size }, GIFT_MOODLE));
	json_decref(w->choices);
	found_end(r, w->q);
}

/* Lines up to a blank one are one sentence. */
void missing_word_read(struct reading *r, const char *s)
{
	struct text text = { .mem = r->mem };
	size_t begun = 0;

	for (size_t number = 1; !r->full; number++) {
		const size_t n = strcspn(s, "\n");
		const struct span line = span_trim((struct span){ s, n });

		if (line.size && !text.size)
			begun = number;
		if (line.size) {
			text_puts(&text, text.size ? " " : "");
			text_put(&text, line.at, line.size);
		} else if (text.size) {
			block(r, (struct span){ text.bytes, text.size }, begun);
			text = (struct text){ .mem = r->mem };
		}
		s += n;
		if (!*s)
			break;
		s++;
	}
	if (text.size && !r->full)
		block(r, (struct span){ text.bytes, text.size }, begun);
}
