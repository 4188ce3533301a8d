/*
 * The parts of a question, put together.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/reading.h"

#define TAG_MOST    60
#define POINTS_MOST 100
#define SAID_MOST   200

const char *reading_clean(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	while (*s) {
		const unsigned char c = (unsigned char)*s;
		size_t n = 1;

		while (((unsigned char)s[n] & 0xc0) == 0x80)
			n++;
		/* U+E000 to U+E0FF: EE 80 80 to EE 83 BF. */
		if (c == 0xee && n == 3 && (unsigned char)s[1] <= 0x83)
			text_puts(&out, "\xef\xbf\xbd");
		else if (c >= ' ' || c == '\n' || c == '\t')
			text_put(&out, s, n);
		s += n;
	}
	return out.bytes;
}

void found_text(struct reading *r, json_t *q, const char *markdown)
{
	const char *old = json_string_value(json_object_get(q, "text"));

	if (!*markdown)
		return;
	if (old && *old)
		markdown = arena_format(r->mem, "%s\n\n%s", old, markdown);
	json_object_set_new(q, "text", json_string(markdown));
}

static void feedback_side(struct reading *r, json_t *q, const char *side,
			  const char *markdown)
{
	json_t *feedback = json_object_get(q, "feedback");
	const char *old;

	if (!feedback) {
		feedback = json_object();
		json_object_set_new(q, "feedback", feedback);
	}
	old = json_string_value(json_object_get(feedback, side));
	if (old && strcmp(old, markdown) == 0)
		return;
	if (old && *old)
		markdown = arena_format(r->mem, "%s\n\n%s", old, markdown);
	json_object_set_new(feedback, side, json_string(markdown));
}

void found_feedback(struct reading *r, json_t *q, const char *side,
		       const char *markdown)
{
	if (!*markdown)
		return;
	if (!side || strcmp(side, "right") == 0)
		feedback_side(r, q, "right", markdown);
	if (!side || strcmp(side, "wrong") == 0)
		feedback_side(r, q, "wrong", markdown);
}

void found_tag(struct reading *r, json_t *q, const char *tag)
{
	json_t *tags = json_object_get(q, "tags"), *one;
	size_t i;

	tag = text_trim(r->mem, text_line(r->mem, reading_clean(r->mem, tag),
					  SAID_MOST));
	if (!*tag)
		return;
	if (!tags) {
		tags = json_array();
		json_object_set_new(q, "tags", tags);
	}
	json_array_foreach(tags, i, one)
		if (strcmp(json_string_value(one), tag) == 0)
			return;
	if (text_length(tag) > TAG_MOST ||
	    json_array_size(tags) >= QUESTIONS_TAGS_MOST)
		found_warn(r, NOTE_TAG, tag);
	else
		json_array_append_new(tags, json_string(tag));
}

json_t *number_json(double x)
{
	return x == floor(x) && fabs(x) < 9e15 ? json_integer((json_int_t)x)
					       : json_real(x);
}

bool number_of(const char *s, double *out)
{
	double value = 0, scale = 1;
	bool minus, digits = false;

	s += strspn(s, " \t\r\n");
	minus = *s == '-';
	s += *s == '-' || *s == '+';
	for (; *s >= '0' && *s <= '9'; s++, digits = true)
		value = value * 10 + (*s - '0');
	if (*s == '.' || *s == ',')
		for (s++; *s >= '0' && *s <= '9'; s++, digits = true) {
			value = value * 10 + (*s - '0');
			scale *= 10;
		}
	s += strspn(s, " \t\r\n");
	if (!digits || *s || value > 1e15 * scale || scale > 1e15)
		return false;
	*out = (minus ? -value : value) / scale;
	return true;
}

const char *number_text(struct arena *mem, double x)
{
	return arena_format(mem, "%.10g", x);
}

void found_points(struct reading *r, json_t *q, const char *number)
{
	double points;

	if (!*number)
		return;
	if (!number_of(number, &points) || points <= 0 ||
	    points > POINTS_MOST) {
		found_warn(r, NOTE_POINTS, number);
		points = 1;
	}
	if (points != 1)
		json_object_set_new(q, "points", number_json(points));
}

void essay_rubric(struct reading *r, json_t *q, const char *notes)
{
	const json_t *points = json_object_get(q, "points");
	json_t *line = json_pack("{s:s}", "text", *notes ? notes : "Jawaban");

	if (*notes)
		found_warn(r, NOTE_RUBRIC, NULL);
	json_object_set_new(line, "points",
			    number_json(points ? json_number_value(points) : 1));
	json_object_set_new(q, "rubric", json_pack("[o]", line));
	json_object_del(q, "points");
}

json_t *choice_json(const char *markdown, const char *feedback)
{
	json_t *choice = json_pack("{s:s}", "text", markdown);

	if (*feedback)
		json_object_set_new(choice, "feedback", json_string(feedback));
	return choice;
}

static double heaviest(const double *weights, size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		if (weights[i] > most)
			most = weights[i];
	return most;
}

/* Of many right ones each must weigh alike, and each wrong one take as much. */
static bool even(const double *weights, size_t n, bool one)
{
	const double most = heaviest(weights, n);

	for (size_t i = 0; i < n; i++)
		if (one ? weights[i] != most && weights[i] != 0
			: fabs(fabs(weights[i]) - most) > most / 100)
			return false;
	return one || most > 0;
}

static const char *weights_text(struct reading *r, const double *weights,
				size_t n)
{
	struct text out = { .mem = r->mem };

	for (size_t i = 0; i < n; i++)
		text_putf(&out, "%s%.5g", i ? "; " : "", weights[i]);
	return out.bytes;
}

/* All right and every wrong one kills: what {~%-100%} wants is "partial":false
   where nothing is given for a part either. */
void found_choices(struct reading *r, json_t *q, json_t *choices,
		      const double *weights, bool one)
{
	const size_t n = json_array_size(choices);
	const double most = heaviest(weights, n);
	bool told = false;

	json_object_set_new(q, "choices", choices);
	json_object_set_new(q, "type", json_string(one ? "single" : "multiple"));
	if (n < 2)
		found_refuse(r, NOTE_FEW_CHOICES,
				arena_format(r->mem, "%zu", n));
	if (most <= 0)
		found_refuse(r, NOTE_NO_KEY, NULL);
	for (size_t i = 0; i < n && most > 0; i++) {
		const bool right = one ? weights[i] == most && !told
				       : weights[i] > 0;

		told |= right;
		if (right)
			json_object_set_new(json_array_get(choices, i), "right",
					    json_true());
	}
	if (most > 0 && (!even(weights, n, one) || (one && most < 99.9)))
		found_warn(r, NOTE_WEIGHTS, weights_text(r, weights, n));
}

const char *gap_sign(struct arena *mem, size_t n)
{
	const char sign[] = { (char)0xee, (char)(0x80 | n >> 6),
			      (char)(0x80 | (n & 63)), '\0' };

	return arena_copy(mem, sign, sizeof(sign));
}

const char *gap_names(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; *s; s++) {
		const unsigned char *c = (const unsigned char *)s;

		if (c[0] != 0xee || c[1] > 0x83) {
			text_put(&out, s, 1);
			continue;
		}
		text_putf(&out, "{{%d}}", (c[1] & 3) * 64 + (c[2] & 63) + 1);
		s += 2;
	}
	return out.bytes;
}
