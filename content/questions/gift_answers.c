/*
 * What stands between the braces of GIFT.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "questions/gift.h"

#define WEIGHT_NONE -1000.0

struct answer {
	char sign;		/* '=' or '~' */
	double weight;		/* percent; WEIGHT_NONE when it says none */
	struct span text, feedback;
};

struct answers {
	struct reading *r;
	json_t *q;
	enum gift_format format;
	struct answer list[READING_PARTS_MOST];
	size_t n;
	bool equals, tildes;
};

static bool is_empty(struct span s)
{
	return span_trim(s).size == 0;
}

/* %50% before an answer, as in %-33.333%. */
static struct span take_weight(struct reading *r, struct span s, double *out)
{
	size_t end;

	s = span_trim(s);
	*out = WEIGHT_NONE;
	if (!s.size || *s.at != '%')
		return s;
	end = 1;
	while (end < s.size && s.at[end] != '%' && end < 14)
		end++;
	if (end == s.size || s.at[end] != '%' ||
	    !number_of(arena_copy(r->mem, s.at + 1, end - 1), out))
		return s;
	return span_trim(span_cut(s, end + 1, s.size));
}

static void answer_add(struct answers *a, struct span s, char sign)
{
	struct answer *one;
	size_t hash;

	if (a->n == READING_PARTS_MOST) {
		found_refuse(a->r, NOTE_MANY_PARTS,
				arena_format(a->r->mem, "%d",
					     READING_PARTS_MOST));
		return;
	}
	one = &a->list[a->n++];
	one->sign = sign;
	s = take_weight(a->r, s, &one->weight);
	hash = span_find(s, "#");
	one->text = span_trim(span_cut(s, 0, hash));
	one->feedback = span_trim(span_cut(s, hash + 1, s.size));
	a->equals |= sign == '=';
	a->tildes |= sign == '~';
}

static size_t next_sign(struct span s, size_t from)
{
	for (size_t i = from; i < s.size; i++) {
		if (s.at[i] == '\\')
			i++;
		else if (s.at[i] == '=' || s.at[i] == '~')
			return i;
	}
	return s.size;
}

/* Each begins with = or ~; what stands before the first is returned. */
static struct span answers_split(struct answers *a, struct span s)
{
	const size_t first = next_sign(s, 0);

	for (size_t at = first; at < s.size;) {
		const size_t end = next_sign(s, at + 1);

		answer_add(a, span_cut(s, at + 1, end), s.at[at]);
		at = end;
	}
	return span_trim(span_cut(s, 0, first));
}

static const char *shown(struct answers *a, struct span s)
{
	return gift_markdown(a->r, s, a->format);
}

static void choices(struct answers *a)
{
	double weights[READING_PARTS_MOST];
	json_t *list = json_array();

	for (size_t i = 0; i < a->n; i++) {
		const struct answer *one = &a->list[i];

		weights[i] = one->weight != WEIGHT_NONE ? one->weight
			     : one->sign == '=' ? 100 : 0;
		json_array_append_new(list, choice_json(
			shown(a, one->text), shown(a, one->feedback)));
	}
	found_choices(a->r, a->q, list, weights, a->equals);
}

static void match(struct answers *a)
{
	json_t *pairs = json_array(), *extra = json_array();

	json_object_set_new(a->q, "type", json_string("match"));
	for (size_t i = 0; i < a->n; i++) {
		const struct span s = a->list[i].text;
		const size_t arrow = span_find(s, "->");
		const char *left = shown(a, span_cut(s, 0, arrow));
		const char *right = gift_markdown(
			a->r, span_cut(s, arrow + 2, s.size), a->format);

		if (arrow == s.size || !*right)
			found_refuse(a->r, NOTE_SYNTAX, left);
		else if (*left)
			json_array_append_new(pairs, json_pack(
				"{s:s, s:s}", "left", left, "right", right));
		else
			json_array_append_new(extra, json_string(right));
	}
	if (json_array_size(pairs) < 2)
		found_refuse(a->r, NOTE_FEW_CHOICES, arena_format(
			a->r->mem, "%zu", json_array_size(pairs)));
	json_object_set_new(a->q, "pairs", pairs);
	if (json_array_size(extra))
		json_object_set(a->q, "extra", extra);
	json_decref(extra);
}

/* "*" alone is "whatever else": its feedback is that of a wrong answer. */
static void accept(struct answers *a, json_t *list, const struct answer *one)
{
	const char *text = gift_plain(a->r, one->text, a->format);
	const double weight = one->weight == WEIGHT_NONE ? 100 : one->weight;

	if (weight >= 100 && strchr(text, '*')) {
		found_refuse(a->r, NOTE_WILDCARD, text);
	} else if (weight >= 100) {
		json_array_append_new(list, json_string(text));
		found_feedback(a->r, a->q, "right",
				  shown(a, one->feedback));
	} else if (strcmp(text, "*") == 0) {
		found_feedback(a->r, a->q, "wrong",
				  shown(a, one->feedback));
	} else {
		if (weight > 0)
			found_warn(a->r, NOTE_PARTLY_RIGHT, text);
		if (one->feedback.size)
			found_warn(a->r, NOTE_LOST_FEEDBACK,
				      shown(a, one->feedback));
	}
}

static void short_text(struct answers *a)
{
	json_t *list = json_array();

	json_object_set_new(a->q, "type", json_string("text"));
	json_object_set_new(a->q, "accept", list);
	for (size_t i = 0; i < a->n; i++)
		accept(a, list, &a->list[i]);
	if (!json_array_size(list))
		found_refuse(a->r, NOTE_NO_KEY, NULL);
}

/* "3:0.5" or "2.5..3.5". */
static bool numeric_read(struct reading *r, const char *s, double *answer,
			 double *tolerance)
{
	const char *dots = strstr(s, ".."), *colon = strchr(s, ':');
	double from, to;

	*tolerance = 0;
	if (dots) {
		if (!number_of(arena_copy(r->mem, s, (size_t)(dots - s)),
			       &from) || !number_of(dots + 2, &to) || to < from)
			return false;
		*answer = (from + to) / 2;
		*tolerance = (to - from) / 2;
		return true;
	}
	if (!colon)
		return number_of(s, answer);
	return number_of(arena_copy(r->mem, s, (size_t)(colon - s)), answer) &&
	       number_of(colon + 1, tolerance) && *tolerance >= 0;
}

static void numeric_take(struct answers *a, const struct answer *one)
{
	const char *text = text_trim(a->r->mem, span_text(a->r, one->text));
	double answer, tolerance;

	if (one->weight != WEIGHT_NONE && one->weight < 100) {
		if (strcmp(text, "*") == 0) {
			found_feedback(a->r, a->q, "wrong",
					  shown(a, one->feedback));
			return;
		}
		found_warn(a->r, NOTE_PARTLY_RIGHT, text);
		return;
	}
	if (!numeric_read(a->r, text, &answer, &tolerance)) {
		found_refuse(a->r, NOTE_NUMBER, text);
		return;
	}
	if (json_object_get(a->q, "answer")) {
		found_warn(a->r, NOTE_PARTLY_RIGHT, text);
		return;
	}
	json_object_set_new(a->q, "answer", number_json(answer));
	if (tolerance > 0)
		json_object_set_new(a->q, "tolerance", number_json(tolerance));
	found_feedback(a->r, a->q, "right", shown(a, one->feedback));
}

static void numeric(struct answers *a, struct span s)
{
	struct span alone;

	json_object_set_new(a->q, "type", json_string("numeric"));
	alone = answers_split(a, s);
	if (alone.size) {
		const size_t hash = span_find(alone, "#");
		const struct answer one = {
			'=', WEIGHT_NONE, span_trim(span_cut(alone, 0, hash)),
			span_trim(span_cut(alone, hash + 1, alone.size)),
		};

		numeric_take(a, &one);
	}
	for (size_t i = 0; i < a->n; i++) {
		if (a->list[i].sign == '=')
			numeric_take(a, &a->list[i]);
		else
			found_feedback(a->r, a->q, "wrong",
					  shown(a, a->list[i].feedback));
	}
	if (!json_object_get(a->q, "answer"))
		found_refuse(a->r, NOTE_NO_KEY, NULL);
}

/* T, TRUE, F or FALSE, then the feedback of a wrong answer and of a right one. */
static bool true_false(struct answers *a, struct span s)
{
	static const char *const words[] = { "F", "FALSE", "T", "TRUE" };
	const size_t hash = span_find(s, "#");
	const char *word = text_trim(a->r->mem, span_text(
		a->r, span_cut(s, 0, hash)));
	struct span wrong = span_cut(s, hash + 1, s.size), right;
	size_t which = 0;

	while (which < 4 && strcasecmp(word, words[which]))
		which++;
	if (which == 4)
		return false;
	right = span_cut(wrong, span_find(wrong, "#") + 1, wrong.size);
	wrong = span_cut(wrong, 0, span_find(wrong, "#"));
	json_object_set_new(a->q, "type", json_string("trueFalse"));
	json_object_set_new(a->q, "right", json_boolean(which > 1));
	found_feedback(a->r, a->q, "wrong", shown(a, span_trim(wrong)));
	found_feedback(a->r, a->q, "right", shown(a, span_trim(right)));
	return true;
}

static struct span take_general(struct span s, struct span *general)
{
	size_t at = s.size;

	for (size_t i = 0; i + 4 <= s.size; i++)
		if (memcmp(s.at + i, "####", 4) == 0 &&
		    !(i && s.at[i - 1] == '\\'))
			at = i;
	*general = span_trim(span_cut(s, at + 4, s.size));
	return span_trim(span_cut(s, 0, at));
}

static bool matching(const struct answers *a)
{
	if (!a->equals || a->tildes)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (span_find(a->list[i].text, "->") < a->list[i].text.size)
			return true;
	return false;
}

static void of_kind(struct answers *a, struct span s)
{
	struct span before;

	if (is_empty(s)) {
		essay_rubric(a->r, a->q, "");
		return;
	}
	if (*s.at == '#') {
		numeric(a, span_cut(s, 1, s.size));
		return;
	}
	if (true_false(a, s))
		return;
	before = answers_split(a, s);
	if (!a->n || before.size)
		found_refuse(a->r, NOTE_SYNTAX,
				span_text(a->r, a->n ? before : s));
	else if (a->tildes)
		choices(a);
	else if (matching(a))
		match(a);
	else
		short_text(a);
}

void gift_answers(struct reading *r, json_t *q, struct span s,
		  enum gift_format format)
{
	struct answers *a = arena_new(r->mem, struct answers);
	struct span general;

	*a = (struct answers){ .r = r, .q = q, .format = format };
	s = take_general(s, &general);
	of_kind(a, s);
	found_feedback(r, q, NULL, shown(a, general));
}
