#include "domain/question.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/formula.h"
#include "domain/normal.h"
#include "domain/paper.h"

#define CHOICES_MOST 20
#define GAPS_MOST 50
#define DRAWS 400	/* of the parameters, to see whether they make sense */
#define DRAWS_LEAST 8	/* of them that must hold */

static const char *const confidences[] = { "seen", "general", "unsure", NULL };
static const char *const gap_types[] = { "text", "single", "numeric", NULL };

static const char *const type_names[] = {
	[QUESTION_SINGLE] = "single", [QUESTION_MULTIPLE] = "multiple",
	[QUESTION_TRUE_FALSE] = "trueFalse", [QUESTION_MATCH] = "match",
	[QUESTION_ORDER] = "order", [QUESTION_NUMERIC] = "numeric",
	[QUESTION_TEXT] = "text", [QUESTION_CLOZE] = "cloze",
	[QUESTION_ESSAY] = "essay", [QUESTION_TYPES] = NULL,
};

#define END { .kind = KIND_END }

static const struct definition_key common[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "type", KIND_ANY, true, 0, 0, NULL },
	{ "text", KIND_TEXT, true, 1, 20000, NULL },
	{ "points", KIND_NUMBER, false, 0, 1000, NULL },
	{ "media", KIND_MEDIA, false, 0, 0, NULL },
	{ "alt", KIND_LINE, false, 1, 500, NULL },
	{ "hint", KIND_TEXT, false, 1, 2000, NULL },
	{ "feedback", KIND_OBJECT, false, 0, 20, NULL },
	{ "competencies", KIND_LINES, false, 0, 20, NULL },
	{ "lesson", KIND_IDENT, false, 0, 0, NULL },
	{ "basis", KIND_LINES, false, 0, 20, NULL },
	{ "confidence", KIND_WORD, false, 0, 0, confidences },
	{ "checkedAt", KIND_DAY, false, 0, 0, NULL },
	{ "reviewBy", KIND_DAY, false, 0, 0, NULL },
	{ "tags", KIND_LINES, false, 0, 20, NULL },
	END
};

static const struct definition_key feedback_keys[] = {
	{ "right", KIND_TEXT, false, 1, 4000, NULL },
	{ "wrong", KIND_TEXT, false, 1, 4000, NULL },
	END
};

static const struct definition_key single_keys[] = {
	{ "choices", KIND_LIST, true, 2, CHOICES_MOST, NULL },
	{ "shuffle", KIND_TRUTH, false, 0, 0, NULL },
	END
};

static const struct definition_key multiple_keys[] = {
	{ "choices", KIND_LIST, true, 2, CHOICES_MOST, NULL },
	{ "shuffle", KIND_TRUTH, false, 0, 0, NULL },
	{ "partial", KIND_TRUTH, false, 0, 0, NULL },
	END
};

static const struct definition_key choice_keys[] = {
	{ "text", KIND_TEXT, true, 1, 2000, NULL },
	{ "right", KIND_TRUTH, false, 0, 0, NULL },
	{ "feedback", KIND_TEXT, false, 1, 4000, NULL },
	END
};

static const struct definition_key true_false_keys[] = {
	{ "right", KIND_TRUTH, true, 0, 0, NULL },
	END
};

static const struct definition_key match_keys[] = {
	{ "pairs", KIND_LIST, true, 2, CHOICES_MOST, NULL },
	{ "extra", KIND_LIST, false, 0, CHOICES_MOST, NULL },
	END
};

static const struct definition_key pair_keys[] = {
	{ "left", KIND_TEXT, true, 1, 2000, NULL },
	{ "right", KIND_TEXT, true, 1, 2000, NULL },
	END
};

static const struct definition_key order_keys[] = {
	{ "items", KIND_LIST, true, 2, CHOICES_MOST, NULL },
	END
};

static const struct definition_key numeric_keys[] = {
	{ "answer", KIND_NUMBER, false, -1e15, 1e15, NULL },
	{ "formula", KIND_LINE, false, 1, FORMULA_MOST, NULL },
	{ "tolerance", KIND_NUMBER, false, 0, 1e15, NULL },
	{ "unit", KIND_LINE, false, 1, 30, NULL },
	{ "accept", KIND_LINES, false, 0, 20, NULL },
	{ "parameters", KIND_OBJECT, false, 1, PAPER_PARAMETERS_MOST, NULL },
	{ "decimals", KIND_COUNT, false, 0, 9, NULL },
	{ "where", KIND_LINE, false, 1, FORMULA_MOST, NULL },
	{ "again", KIND_TRUTH, false, 0, 0, NULL },
	END
};

static const struct definition_key parameter_keys[] = {
	{ "from", KIND_NUMBER, true, -1e12, 1e12, NULL },
	{ "to", KIND_NUMBER, true, -1e12, 1e12, NULL },
	{ "step", KIND_NUMBER, true, 1e-9, 1e12, NULL },
	END
};

static const struct definition_key text_keys[] = {
	{ "accept", KIND_LINES, true, 1, 20, NULL },
	{ "ignoreCase", KIND_TRUTH, false, 0, 0, NULL },
	END
};

static const struct definition_key cloze_keys[] = {
	{ "gaps", KIND_LIST, true, 1, GAPS_MOST, NULL },
	END
};

static const struct definition_key gap_keys[] = {
	{ "type", KIND_WORD, true, 0, 0, gap_types },
	END
};

static const struct definition_key gap_numeric_keys[] = {
	{ "answer", KIND_NUMBER, true, -1e15, 1e15, NULL },
	{ "tolerance", KIND_NUMBER, false, 0, 1e15, NULL },
	{ "unit", KIND_LINE, false, 1, 30, NULL },
	{ "decimals", KIND_COUNT, false, 0, 9, NULL },
	{ "accept", KIND_LINES, false, 0, 20, NULL },
	END
};

static const struct definition_key essay_keys[] = {
	{ "rubric", KIND_LIST, true, 1, 20, NULL },
	{ "mostCharacters", KIND_COUNT, false, 1, 50000, NULL },
	END
};

static const struct definition_key line_keys[] = {
	{ "text", KIND_TEXT, true, 1, 2000, NULL },
	{ "points", KIND_NUMBER, true, 0, 1000, NULL },
	END
};

static const struct definition_key choice_text[] = {
	{ "", KIND_TEXT, true, 1, 2000, NULL },
};

const char *question_type_name(enum question_type t)
{
	return type_names[t];
}

bool question_type_named(const char *name, enum question_type *out)
{
	for (int i = 0; name && i < QUESTION_TYPES; i++) {
		if (strcmp(type_names[i], name))
			continue;
		*out = (enum question_type)i;
		return true;
	}
	return false;
}

static struct spot below(const struct spot *above, const char *key)
{
	return (struct spot){ above, key, 0 };
}

static bool given(json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	return value && !json_is_null(value);
}

/* ---- Texts that must differ --------------------------------------------- */

static const char *told_apart(struct definition_faults *f, json_t *json,
			      bool ignore_case)
{
	const char *s = json_string_value(json);

	return s ? normal_text(f->mem, s, ignore_case) : NULL;
}

/* Two that read the same cannot be told apart by who must choose. */
static void differ_check(struct definition_faults *f, const struct spot *spot,
			 json_t *list, const char *key)
{
	const char *texts[CHOICES_MOST];
	size_t n = json_array_size(list);

	if (n > CHOICES_MOST)
		return;
	for (size_t i = 0; i < n; i++) {
		const struct spot at = { spot, NULL, i };
		json_t *one = json_array_get(list, i);
		json_t *text = key ? json_object_get(one, key) : one;

		texts[i] = told_apart(f, text, false);
		for (size_t j = 0; texts[i] && j < i; j++) {
			if (!texts[j] || strcmp(texts[i], texts[j]))
				continue;
			definition_fault(f, &at, DEFINITION_SAME_TWICE,
					 json_string_value(text));
			break;
		}
	}
}

/* ---- By type ------------------------------------------------------------ */

static size_t choices_right(struct definition_faults *f,
			    const struct spot *spot, json_t *choices)
{
	json_t *choice;
	size_t i, right = 0;

	json_array_foreach(choices, i, choice) {
		const struct spot at = { spot, NULL, i };

		if (i == CHOICES_MOST)
			break;
		definition_object(f, &at, choice, choice_keys, NULL);
		right += json_is_true(json_object_get(choice, "right"));
	}
	return right;
}

static void choices_check(struct definition_faults *f, const struct spot *spot,
			  json_t *question, bool one)
{
	const struct spot at = below(spot, "choices");
	json_t *choices = json_object_get(question, "choices");
	size_t right;

	if (!json_is_array(choices))
		return;
	right = choices_right(f, &at, choices);
	if (right == 0)
		definition_fault(f, &at, DEFINITION_CHOICES_NO_RIGHT, NULL);
	else if (one && right > 1)
		definition_fault(f, &at, DEFINITION_CHOICES_MANY_RIGHT, NULL);
	differ_check(f, &at, choices, "text");
}

/* A distractor that is somebody's right one would be a trap without a key. */
static void extra_check(struct definition_faults *f, const struct spot *spot,
			json_t *pairs, json_t *extra)
{
	const struct spot list = below(spot, "extra");
	json_t *one, *pair;
	size_t i, j;

	json_array_foreach(extra, i, one) {
		const struct spot at = { &list, NULL, i };
		const char *text = told_apart(f, one, false);

		if (i == CHOICES_MOST)
			break;
		definition_value(f, &at, one, choice_text);
		json_array_foreach(pairs, j, pair) {
			const char *right = told_apart(f,
				json_object_get(pair, "right"), false);

			if (j == CHOICES_MOST)
				break;
			if (text && right && strcmp(text, right) == 0) {
				definition_fault(f, &at,
						 DEFINITION_EXTRA_IS_RIGHT,
						 json_string_value(one));
				break;
			}
		}
	}
	differ_check(f, &list, extra, NULL);
}

static void match_check(struct definition_faults *f, const struct spot *spot,
			json_t *question)
{
	const struct spot list = below(spot, "pairs");
	json_t *pairs = json_object_get(question, "pairs"), *pair;
	size_t i;

	json_array_foreach(pairs, i, pair) {
		const struct spot at = { &list, NULL, i };

		if (i == CHOICES_MOST)
			break;
		definition_object(f, &at, pair, pair_keys, NULL);
	}
	differ_check(f, &list, pairs, "left");
	extra_check(f, spot, pairs, json_object_get(question, "extra"));
}

static void order_check(struct definition_faults *f, const struct spot *spot,
			json_t *question)
{
	const struct spot list = below(spot, "items");
	json_t *items = json_object_get(question, "items"), *item;
	size_t i;

	json_array_foreach(items, i, item) {
		const struct spot at = { &list, NULL, i };

		if (i == CHOICES_MOST)
			break;
		definition_value(f, &at, item, choice_text);
	}
	differ_check(f, &list, items, NULL);
}

static void accept_check(struct definition_faults *f, const struct spot *spot,
			 json_t *list)
{
	const struct spot place = below(spot, "accept");
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const struct spot at = { &place, NULL, i };
		const char *text = told_apart(f, one, false);

		if (i == CHOICES_MOST)
			break;
		if (text && !*text && *json_string_value(one))
			definition_fault(f, &at, DEFINITION_ACCEPT_BLANK, NULL);
	}
}

/* ---- Numbers ------------------------------------------------------------ */

static void parameters_check(struct definition_faults *f,
			     const struct spot *spot, json_t *parameters)
{
	const struct spot list = below(spot, "parameters");
	const char *name;
	json_t *one;

	json_object_foreach(parameters, name, one) {
		const struct spot at = { &list, name, 0 };
		const double from = json_number_value(json_object_get(one, "from"));
		const double to = json_number_value(json_object_get(one, "to"));
		const double step = json_number_value(json_object_get(one, "step"));
		const size_t before = f->n;

		if (!formula_name_fits(name))
			definition_fault(f, &at, DEFINITION_PARAMETER_NAME, name);
		if (definition_object(f, &at, one, parameter_keys, NULL) &&
		    f->n == before &&
		    !(from <= to && step > 0 && (to - from) / step <= 1e6))
			definition_fault(f, &at, DEFINITION_PARAMETER_RANGE, NULL);
	}
}

static size_t names_of(json_t *parameters,
		       struct formula_name names[static PAPER_PARAMETERS_MOST])
{
	const char *name;
	json_t *one;
	size_t n = 0;

	json_object_foreach(parameters, name, one)
		if (n < PAPER_PARAMETERS_MOST)
			names[n++] = (struct formula_name){ .name = name };
	return n;
}

static void formula_note(struct definition_faults *f, const struct spot *spot,
			 enum formula_fault fault, const char *text, size_t at)
{
	definition_fault_in(f, spot, (struct definition_fault){
		.code = fault == FORMULA_NAME ? DEFINITION_FORMULA_NAME
					      : DEFINITION_FORMULA,
		.value = text, .least = (double)at + 1 });
}

static void expression_check(struct definition_faults *f,
			     const struct spot *spot, json_t *question,
			     const char *key, bool condition)
{
	const struct spot at = below(spot, key);
	const char *text = json_string_value(json_object_get(question, key));
	struct formula_name names[PAPER_PARAMETERS_MOST];
	size_t n = names_of(json_object_get(question, "parameters"), names);
	enum formula_fault fault;
	size_t byte;

	if (text && (fault = formula_check(text, condition, names, n, &byte)))
		formula_note(f, &at, fault, text, byte);
}

/* Written out in six decimals or fewer? */
static bool ends(double v)
{
	const double scaled = v * 1e6;

	return fabs(scaled - round(scaled)) <= 1e-6 * fmax(1, fabs(v));
}

/*
 * Draws are tried as a learner's paper would: whether the condition is met
 * often enough, and whether the formula gives numbers that can be typed.
 */
static void draws_check(struct definition_faults *f, const struct spot *spot,
			json_t *question)
{
	const struct spot formula = below(spot, "formula");
	const struct spot where = below(spot, "where");
	struct lots lots = lots_begin("check", "");
	struct formula_name names[PAPER_PARAMETERS_MOST];
	const bool rounded = given(question, "decimals") ||
		json_number_value(json_object_get(question, "tolerance")) > 0;
	size_t n, held = 0, endless = 0;
	double answer;

	for (int i = 0; i < DRAWS; i++) {
		if (!paper_parameters_try(question, &lots, names, &n, &answer))
			continue;
		held++;
		endless += !ends(answer);
	}
	if (held < DRAWS_LEAST && json_object_get(question, "where"))
		definition_fault(f, &where, DEFINITION_WHERE_RARE,
			json_string_value(json_object_get(question, "where")));
	else if (held < DRAWS_LEAST)
		definition_fault(f, &formula, DEFINITION_FORMULA_VALUE,
			json_string_value(json_object_get(question, "formula")));
	else if (endless && !rounded)
		definition_fault(f, &formula, DEFINITION_ANSWER_ENDLESS, NULL);
}

/* {B} in the text is a parameter, {{instansi}} is not. */
static void mentions_check(struct definition_faults *f, const struct spot *spot,
			   json_t *question)
{
	const struct spot at = below(spot, "text");
	json_t *parameters = json_object_get(question, "parameters");
	const char *s = json_string_value(json_object_get(question, "text"));

	while (s && (s = strchr(s, '{'))) {
		const size_t open = strspn(s, "{");
		const size_t n = strcspn(s + open, "{} \n");
		const char *name = arena_copy(f->mem, s + open, n < 40 ? n : 40);

		s += open + n;
		if (open == 1 && *s == '}' && formula_name_fits(name) &&
		    !json_object_get(parameters, name))
			definition_fault(f, &at, DEFINITION_PARAMETER_UNKNOWN,
				arena_format(f->mem, "{%s}", name));
	}
}

static void numeric_check(struct definition_faults *f, const struct spot *spot,
			  json_t *question)
{
	const size_t before = f->n;
	json_t *parameters = json_object_get(question, "parameters");

	if (!given(question, "answer") && !given(question, "formula"))
		definition_fault(f, spot, DEFINITION_ANSWER_MISSING, NULL);
	if (given(question, "answer") && given(question, "formula"))
		definition_fault(f, spot, DEFINITION_ANSWER_TWICE, NULL);
	accept_check(f, spot, json_object_get(question, "accept"));
	if (given(question, "parameters") && !given(question, "formula"))
		definition_fault(f, spot, DEFINITION_PARAMETER_IDLE, NULL);
	if (json_object_size(parameters) > PAPER_PARAMETERS_MOST)
		return;
	parameters_check(f, spot, parameters);
	expression_check(f, spot, question, "formula", false);
	expression_check(f, spot, question, "where", true);
	if (json_object_size(parameters))
		mentions_check(f, spot, question);
	if (f->n == before && given(question, "formula"))
		draws_check(f, spot, question);
}

/* ---- Cloze -------------------------------------------------------------- */

static void gap_check(struct definition_faults *f, const struct spot *spot,
		      json_t *gap)
{
	const char *type = json_string_value(json_object_get(gap, "type"));
	const struct definition_key *keys =
		!type ? NULL :
		strcmp(type, "single") == 0 ? single_keys :
		strcmp(type, "numeric") == 0 ? gap_numeric_keys : text_keys;

	if (!definition_object(f, spot, gap, gap_keys, keys) || !keys)
		return;
	if (keys == single_keys)
		choices_check(f, spot, gap, true);
	else
		accept_check(f, spot, json_object_get(gap, "accept"));
}

/* "{{12}}" at s: 12; 0 for anything else. */
static size_t gap_number(const char *s)
{
	const size_t n = strspn(s + 2, "0123456789");

	if (n == 0 || n > 4 || s[2] == '0' || s[2 + n] != '}' ||
	    s[3 + n] != '}')
		return 0;
	return (size_t)atoi(s + 2);
}

static void gap_note(struct definition_faults *f, const struct spot *spot,
		     enum definition_code code, size_t number)
{
	definition_fault(f, spot, code, arena_format(f->mem, "%zu", number));
}

static void cloze_check(struct definition_faults *f, const struct spot *spot,
			json_t *question)
{
	const struct spot list = below(spot, "gaps"), text = below(spot, "text");
	json_t *gaps = json_object_get(question, "gaps"), *gap;
	const char *s = json_string_value(json_object_get(question, "text"));
	size_t seen[GAPS_MOST + 1] = { 0 }, n = json_array_size(gaps), i;

	if (!s || n > GAPS_MOST)
		return;
	json_array_foreach(gaps, i, gap) {
		const struct spot at = { &list, NULL, i };

		gap_check(f, &at, gap);
	}
	for (; (s = strstr(s, "{{")); s += 2) {
		const size_t number = gap_number(s);

		if (number > n)
			gap_note(f, &text, DEFINITION_GAP_UNKNOWN, number);
		else if (number && seen[number]++)
			gap_note(f, &text, DEFINITION_GAP_TWICE, number);
	}
	for (i = 1; i <= n; i++)
		if (!seen[i])
			gap_note(f, &text, DEFINITION_GAP_MISSING, i);
}

/* ---- Essay -------------------------------------------------------------- */

static void essay_check(struct definition_faults *f, const struct spot *spot,
			json_t *question)
{
	const struct spot list = below(spot, "rubric");
	const struct spot points = below(spot, "points");
	json_t *rubric = json_object_get(question, "rubric"), *line;
	json_t *said = json_object_get(question, "points");
	double sum = 0;
	size_t i;

	json_array_foreach(rubric, i, line) {
		const struct spot at = { &list, NULL, i };

		if (i == CHOICES_MOST)
			break;
		definition_object(f, &at, line, line_keys, NULL);
		sum += json_number_value(json_object_get(line, "points"));
	}
	if (json_is_number(said) &&
	    fabs(json_number_value(said) - sum) > 1e-9)
		definition_fault_in(f, &points, (struct definition_fault){
			.code = DEFINITION_RUBRIC_SUM, .most = sum });
}

/* ---- The whole ---------------------------------------------------------- */

static const struct definition_key *const by_type[QUESTION_TYPES] = {
	[QUESTION_SINGLE] = single_keys, [QUESTION_MULTIPLE] = multiple_keys,
	[QUESTION_TRUE_FALSE] = true_false_keys, [QUESTION_MATCH] = match_keys,
	[QUESTION_ORDER] = order_keys, [QUESTION_NUMERIC] = numeric_keys,
	[QUESTION_TEXT] = text_keys, [QUESTION_CLOZE] = cloze_keys,
	[QUESTION_ESSAY] = essay_keys,
};

static void type_check(struct definition_faults *f, const struct spot *spot,
		       json_t *question, enum question_type type)
{
	switch (type) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		choices_check(f, spot, question, type == QUESTION_SINGLE);
		break;
	case QUESTION_MATCH:
		match_check(f, spot, question);
		break;
	case QUESTION_ORDER:
		order_check(f, spot, question);
		break;
	case QUESTION_NUMERIC:
		numeric_check(f, spot, question);
		break;
	case QUESTION_TEXT:
		accept_check(f, spot, json_object_get(question, "accept"));
		break;
	case QUESTION_CLOZE:
		cloze_check(f, spot, question);
		break;
	case QUESTION_ESSAY:
		essay_check(f, spot, question);
		break;
	case QUESTION_TRUE_FALSE:
	case QUESTION_TYPES:
		break;
	}
}

static void common_check(struct definition_faults *f, const struct spot *spot,
			 json_t *question, bool counted)
{
	const struct spot feedback = below(spot, "feedback");
	const struct spot confidence = below(spot, "confidence");
	const struct spot media = below(spot, "media");
	const char *said = json_string_value(
		json_object_get(question, "confidence"));

	if (json_is_object(json_object_get(question, "feedback")))
		definition_object(f, &feedback,
				  json_object_get(question, "feedback"),
				  feedback_keys, NULL);
	if (counted && said && strcmp(said, "unsure") == 0)
		definition_fault(f, &confidence, DEFINITION_UNSURE, NULL);
	if (given(question, "media") && !given(question, "alt"))
		definition_fault(f, &media, DEFINITION_ALT_MISSING, NULL);
}

static void type_unknown(struct definition_faults *f, const struct spot *spot,
			 const char *name)
{
	const struct spot at = below(spot, "type");
	struct text known = { .mem = f->mem };

	for (int i = 0; i < QUESTION_TYPES; i++)
		text_putf(&known, "%s%s", i ? ", " : "", type_names[i]);
	definition_fault_in(f, &at, (struct definition_fault){
		.code = DEFINITION_TYPE_UNKNOWN, .value = name,
		.near = known.bytes });
}

void question_check(json_t *question, bool counted, const struct spot *spot,
		    struct definition_faults *f)
{
	const char *name = json_string_value(json_object_get(question, "type"));
	enum question_type type;

	if (!json_is_object(question)) {
		definition_fault(f, spot, DEFINITION_KIND_OBJECT, NULL);
		return;
	}
	/* Without the type nobody knows which keys are right. */
	if (!question_type_named(name, &type)) {
		if (name)
			type_unknown(f, spot, name);
		else
			definition_fault(f, spot, DEFINITION_KEY_MISSING,
					 "type");
		return;
	}
	definition_object(f, spot, question, common, by_type[type]);
	common_check(f, spot, question, counted);
	type_check(f, spot, question, type);
}
