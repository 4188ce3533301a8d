/*
 * A question in GIFT, so that read again it is the same.
 *
 * What is written is read back at once, and what differs stands in a comment
 * above it (gift_note.c), which other programs pass over. What GIFT cannot hold at
 * all is nothing but a comment, so that our export is complete all the same.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/gift.h"

static const char *text_of(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "";
}

static void escaped(struct text *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\n')
			text_puts(out, "\\n");
		else if (strchr("~=#{}:\\", *s))
			text_putf(out, "\\%c", *s);
		else
			text_put(out, s, 1);
	}
}

/* Of an answer: "[x" would be its format, "->" the end of what is on the left. */
static void part(struct text *out, const char *s)
{
	if (*s == '[')
		text_puts(out, "[markdown]");
	for (const char *at; (at = strstr(s, "->")); s = at + 2) {
		escaped(out, arena_copy(out->mem, s, (size_t)(at - s)));
		text_puts(out, "-\\\\>");
	}
	escaped(out, s);
}

static void answer(struct text *out, const char *sign, const char *text,
		   const char *feedback)
{
	text_putf(out, "\t%s", sign);
	part(out, text);
	if (*feedback)
		text_puts(out, "#");
	part(out, feedback);
	text_puts(out, "\n");
}

static void choices(struct text *out, const json_t *q, bool one)
{
	const json_t *list = json_object_get(q, "choices");
	size_t rights = 0, i;
	json_t *c;

	json_array_foreach(list, i, c)
		rights += json_is_true(json_object_get(c, "right"));
	json_array_foreach(list, i, c) {
		const bool right = json_is_true(json_object_get(c, "right"));
		const char *sign = one ? right ? "=" : "~"
			: arena_format(out->mem, "~%%%s%.7g%%",
				       right ? "" : "-",
				       100.0 / (double)(rights ? rights : 1));

		answer(out, sign, text_of(c, "text"), text_of(c, "feedback"));
	}
}

static void pairs(struct text *out, const json_t *q)
{
	size_t i;
	json_t *p;

	json_array_foreach(json_object_get(q, "pairs"), i, p) {
		text_puts(out, "\t=");
		part(out, text_of(p, "left"));
		text_puts(out, " -> ");
		part(out, text_of(p, "right"));
		text_puts(out, "\n");
	}
	json_array_foreach(json_object_get(q, "extra"), i, p) {
		text_puts(out, "\t= -> ");
		part(out, json_string_value(p));
		text_puts(out, "\n");
	}
}

static void accepted(struct text *out, const json_t *q)
{
	const json_t *feedback = json_object_get(q, "feedback");
	size_t i;
	json_t *one;

	json_array_foreach(json_object_get(q, "accept"), i, one)
		answer(out, "=", json_string_value(one),
		       i ? "" : text_of(feedback, "right"));
	if (*text_of(feedback, "wrong"))
		answer(out, "=%0%", "*", text_of(feedback, "wrong"));
}

static void number(struct text *out, const json_t *q)
{
	const json_t *feedback = json_object_get(q, "feedback");
	const double tolerance = json_number_value(json_object_get(
		q, "tolerance"));

	text_putf(out, "\t#%.15g", json_number_value(json_object_get(q,
								    "answer")));
	if (tolerance > 0)
		text_putf(out, ":%.15g", tolerance);
	if (*text_of(feedback, "right"))
		text_puts(out, "#");
	part(out, text_of(feedback, "right"));
	text_puts(out, "\n");
	if (*text_of(feedback, "wrong"))
		answer(out, "~", "", text_of(feedback, "wrong"));
}

static void truth(struct text *out, const json_t *q)
{
	const json_t *feedback = json_object_get(q, "feedback");
	const bool right = json_is_true(json_object_get(q, "right"));

	text_puts(out, right ? "TRUE" : "FALSE");
	if (json_object_size(feedback))
		text_puts(out, "#");
	part(out, text_of(feedback, "wrong"));
	if (*text_of(feedback, "right"))
		text_puts(out, "#");
	part(out, text_of(feedback, "right"));
}

/* What stands behind the answers of kinds that have no other place for it. */
static void general(struct text *out, const json_t *q)
{
	const json_t *feedback = json_object_get(q, "feedback");
	const char *right = text_of(feedback, "right");

	if (*right && strcmp(right, text_of(feedback, "wrong")) == 0) {
		text_puts(out, "\t####");
		part(out, right);
		text_puts(out, "\n");
	}
}

/* False: GIFT has nothing like it. */
static bool answers(struct text *out, const json_t *q)
{
	const char *type = text_of(q, "type");
	const bool one = strcmp(type, "single") == 0;

	if (strcmp(type, "essay") == 0)
		return true;
	if (strcmp(type, "trueFalse") == 0) {
		truth(out, q);
		return true;
	}
	text_puts(out, "\n");
	if (one || strcmp(type, "multiple") == 0)
		choices(out, q, one);
	else if (strcmp(type, "match") == 0)
		pairs(out, q);
	else if (strcmp(type, "text") == 0)
		accepted(out, q);
	else if (strcmp(type, "numeric") == 0 && json_object_get(q, "answer"))
		number(out, q);
	else
		return false;
	if (one || strcmp(type, "multiple") == 0 || strcmp(type, "match") == 0)
		general(out, q);
	return true;
}

static bool body_put(struct text *out, const json_t *q)
{
	text_puts(out, "::");
	escaped(out, text_of(q, "id"));
	text_puts(out, "::[markdown]");
	escaped(out, text_of(q, "text"));
	text_puts(out, "{");
	if (!answers(out, q))
		return false;
	text_puts(out, "}\n");
	return true;
}

/* What another program makes of it, as far as we know: what we do. */
static json_t *read_back(struct arena *mem, const struct text *body)
{
	const struct question_file file = { "", body->bytes, body->size };
	struct question_set set;

	questions_parse(mem, QUESTIONS_GIFT, &file, 1, &set);
	return set.ntaken == 1 && !set.nrefused ? set.taken[0].question : NULL;
}

static json_t *difference(struct arena *mem, const json_t *q, json_t *back,
			  const struct text *body)
{
	json_t *note = json_object(), *value;
	const char *key;

	json_object_foreach((json_t *)(uintptr_t)q, key, value)
		if (!json_equal(value, json_object_get(back, key)))
			json_object_set(note, key, value);
	json_object_foreach(back, key, value)
		if (!json_object_get(q, key))
			json_object_set_new(note, key, json_null());
	if (json_object_size(note))
		json_object_set_new(note, "of", json_string(gift_sum(
			mem, span_trim((struct span){ body->bytes,
						      body->size }))));
	return note;
}

static void note_put(struct text *out, json_t *note)
{
	char *line = json_dumps(note, JSON_COMPACT);

	if (line && json_object_size(note))
		text_putf(out, "// balai: %s\n", line);
	free(line);
	json_decref(note);
}

bool gift_write(struct arena *mem, const json_t *q, struct text *out)
{
	struct text body = { .mem = mem };
	json_t *back;

	if (!body_put(&body, q) || !(back = read_back(mem, &body))) {
		note_put(out, json_pack("{s:O}", "question", q));
		text_puts(out, "\n");
		return false;
	}
	note_put(out, difference(mem, q, back, &body));
	text_put(out, body.bytes, body.size);
	text_puts(out, "\n");
	return true;
}
