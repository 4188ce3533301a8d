#include "domain/grade.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "domain/decimal.h"
#include "domain/normal.h"
#include "domain/paper.h"
#include "domain/question.h"

#define TYPED_MOST 400		/* bytes of a number or of a short text */
#define ESSAY_MOST 5000		/* characters, when the question does not say */

static const char *const states[] = {
	[GRADE_RIGHT] = "right", [GRADE_PARTIAL] = "partial",
	[GRADE_WRONG] = "wrong", [GRADE_EMPTY] = "empty",
	[GRADE_WAITING] = "waiting",
};

const char *grade_state_name(enum grade_state s)
{
	return states[s];
}

/* One grading. The reason of an empty one is the first that was found. */
struct grading {
	struct arena *mem;
	json_t *question;
	const struct paper_question *paper;
	struct grade *out;
};

static void empty(struct grading *g, const char *why)
{
	g->out->state = GRADE_EMPTY;
	g->out->fraction = 0;
	g->out->why = why;
}

static void parts(struct grading *g, size_t n)
{
	g->out->parts = arena_array(g->mem, struct grade_part, n + 1);
	g->out->nparts = n;
	for (size_t i = 0; i < n; i++)
		g->out->parts[i].picked = GRADE_NOTHING;
}

static void settle(struct grading *g, double fraction)
{
	g->out->fraction = fmin(fmax(fraction, 0), 1);
	g->out->state = g->out->fraction >= 1 ? GRADE_RIGHT :
			g->out->fraction > 0 ? GRADE_PARTIAL : GRADE_WRONG;
}

static bool nothing(json_t *json)
{
	return !json || json_is_null(json);
}

/* "1" to "n": 0 to n-1; false for any other text. */
static bool position(const char *id, size_t n, size_t *out)
{
	size_t v = 0, digits;

	digits = id ? strspn(id, "0123456789") : 0;
	if (digits < 1 || digits > 3 || id[digits] || *id == '0')
		return false;
	for (size_t i = 0; i < digits; i++)
		v = 10 * v + (size_t)(id[i] - '0');
	*out = v - 1;
	return v <= n;
}

static bool right_choice(json_t *choices, size_t i)
{
	return json_is_true(json_object_get(json_array_get(choices, i),
					    "right"));
}

/* ---- Choices ------------------------------------------------------------- */

/* The author's number of the choice given: false, with why, when it is none. */
static bool choice_read(json_t *given, const struct paper_order *order,
			size_t *out, const char **why)
{
	size_t at;

	*why = nothing(given) ? "" : !json_is_string(given) ? "shape" :
	       !position(json_string_value(given), order->n, &at) ? "unknown" :
	       NULL;
	if (*why)
		return false;
	*out = order->at[at];
	return true;
}

static void single_grade(struct grading *g, json_t *response)
{
	json_t *choices = json_object_get(g->question, "choices");
	const char *why;
	size_t i;

	parts(g, 1);
	if (!choice_read(json_object_get(response, "choice"), &g->paper->order,
			 &i, &why)) {
		empty(g, why);
		return;
	}
	g->out->parts[0].picked = (long)i;
	g->out->parts[0].right = right_choice(choices, i);
	settle(g, g->out->parts[0].right);
}

/* Mark what was chosen. The n+1st of n choices is one too many, so a list of
   any length is left by then. */
static bool choices_read(struct grading *g, json_t *list)
{
	const struct paper_order *order = &g->paper->order;
	const char *why;
	json_t *one;
	size_t i, at;

	json_array_foreach(list, i, one) {
		if (!choice_read(one, order, &at, &why)) {
			empty(g, *why ? why : "shape");
			return false;
		}
		if (g->out->parts[at].picked == 1) {
			empty(g, "duplicate");
			return false;
		}
		g->out->parts[at].picked = 1;
	}
	return true;
}

static void multiple_settle(struct grading *g, json_t *choices)
{
	const bool partial = !json_is_false(json_object_get(g->question,
							    "partial"));
	double good = 0, bad = 0, all = 0;

	for (size_t i = 0; i < g->out->nparts; i++) {
		const bool right = right_choice(choices, i);
		struct grade_part *p = &g->out->parts[i];

		all += right;
		good += right && p->picked == 1;
		bad += !right && p->picked == 1;
		p->picked = p->picked == 1;
		p->right = p->picked == right;
	}
	if (partial)
		settle(g, all > 0 ? (good - bad) / all : 0);
	else
		settle(g, good == all && bad == 0);
}

static void multiple_grade(struct grading *g, json_t *response)
{
	json_t *list = json_object_get(response, "choices");

	parts(g, g->paper->order.n);
	if (nothing(list) || (json_is_array(list) && !json_array_size(list)))
		empty(g, "");
	else if (!json_is_array(list))
		empty(g, "shape");
	else if (choices_read(g, list))
		multiple_settle(g, json_object_get(g->question, "choices"));
}

static void true_false_grade(struct grading *g, json_t *response)
{
	json_t *value = json_object_get(response, "value");

	parts(g, 1);
	if (!json_is_boolean(value)) {
		empty(g, nothing(value) ? "" : "shape");
		return;
	}
	g->out->parts[0].picked = json_is_true(value);
	g->out->parts[0].right = json_is_true(value) ==
		json_is_true(json_object_get(g->question, "right"));
	settle(g, g->out->parts[0].right);
}

/* ---- Match and order ----------------------------------------------------- */

/* Which right each left was given; GRADE_NOTHING for those left out. Of more
   keys than there are lefts one is unknown, so this ends soon. */
static bool pairs_read(struct grading *g, json_t *pairs, size_t *given)
{
	const char *left, *why;
	json_t *right;
	size_t i, j;

	*given = 0;
	json_object_foreach(pairs, left, right) {
		if (!position(left, g->out->nparts, &i)) {
			empty(g, "unknown");
			return false;
		}
		if (choice_read(right, &g->paper->right, &j, &why)) {
			g->out->parts[i].picked = (long)j;
			++*given;
		} else if (*why) {
			empty(g, why);
			return false;
		}
	}
	return true;
}

static void match_grade(struct grading *g, json_t *response)
{
	json_t *pairs = json_object_get(response, "pairs");
	const char **texts;
	size_t *of, given, right = 0;

	paper_rights(g->mem, g->question, &texts, &of);
	parts(g, json_array_size(json_object_get(g->question, "pairs")));
	if (!json_is_object(pairs)) {
		empty(g, nothing(pairs) ? "" : "shape");
		return;
	}
	if (!pairs_read(g, pairs, &given))
		return;
	if (!given) {
		empty(g, "");
		return;
	}
	for (size_t i = 0; i < g->out->nparts; i++) {
		struct grade_part *p = &g->out->parts[i];

		p->right = p->picked == (long)of[i];
		right += p->right;
	}
	settle(g, (double)right / (double)g->out->nparts);
}

/* Where each item was put, by the author's places. */
static bool order_read(struct grading *g, json_t *list)
{
	const struct paper_order *order = &g->paper->order;
	const char *why, **texts;
	size_t *of;
	json_t *one;
	size_t i, at;

	paper_items(g->mem, g->question, &texts, &of);
	json_array_foreach(list, i, one) {
		if (!choice_read(one, order, &at, &why)) {
			empty(g, *why ? why : "shape");
			return false;
		}
		if (g->out->parts[of[at]].picked != GRADE_NOTHING) {
			empty(g, "duplicate");
			return false;
		}
		g->out->parts[of[at]].picked = (long)i;
	}
	if (i == order->n)
		return true;
	empty(g, "missing");
	return false;
}

static void order_grade(struct grading *g, json_t *response)
{
	json_t *list = json_object_get(response, "order");
	const size_t n = g->paper->order.n;
	size_t kept = 0;

	parts(g, n);
	if (nothing(list) || (json_is_array(list) && !json_array_size(list))) {
		empty(g, "");
		return;
	}
	if (!json_is_array(list)) {
		empty(g, "shape");
		return;
	}
	if (!order_read(g, list))
		return;
	for (size_t i = 0; i < n; i++) {
		struct grade_part *p = &g->out->parts[i];

		p->right = p->picked == (long)i;
		kept += i && p->picked == p[-1].picked + 1;
	}
	settle(g, n > 1 ? (double)kept / (double)(n - 1) : 1);
}

/* ---- What is typed -------------------------------------------------------- */

static bool accepted(struct arena *mem, json_t *list, const char *text,
		     bool ignore_case)
{
	const char *form = normal_text(mem, text, ignore_case);
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *s = json_string_value(one);
		const char *right = s ? normal_text(mem, s, ignore_case) : NULL;

		if (form && right && strcmp(form, right) == 0)
			return true;
	}
	return false;
}

/* What was typed in `response`; NULL, and why, when it cannot be graded. */
static const char *typed(struct arena *mem, json_t *response, const char **why)
{
	json_t *json = json_object_get(response, "text");
	const char *s = json_string_value(json), *form;

	*why = nothing(json) ? "" : !s || strlen(s) !=
		json_string_length(json) ? "shape" :
		json_string_length(json) > TYPED_MOST ? "long" : NULL;
	if (*why)
		return NULL;
	if (!(form = normal_text(mem, s, false)) || !*form)
		*why = form ? "" : "shape";
	return *why ? NULL : s;
}

static bool number_right(struct arena *mem, json_t *question, double answer,
			 const char *text, const char **why)
{
	const char *unit = json_string_value(json_object_get(question, "unit"));
	double given;

	if (accepted(mem, json_object_get(question, "accept"), text, true))
		return true;
	if (!number_read(text, unit, &given)) {
		*why = "number";
		return false;
	}
	return question_number_right(question, answer, given);
}

static bool text_right(struct arena *mem, json_t *question, const char *text)
{
	return accepted(mem, json_object_get(question, "accept"), text,
		!json_is_false(json_object_get(question, "ignoreCase")));
}

static void typed_grade(struct grading *g, json_t *response, bool number)
{
	const char *why, *text = typed(g->mem, response, &why);
	double answer;

	parts(g, 1);
	if (!text) {
		empty(g, why);
		return;
	}
	if (!number)
		g->out->parts[0].right = text_right(g->mem, g->question, text);
	else if (question_answer(g->question, g->paper, &answer))
		g->out->parts[0].right = number_right(g->mem, g->question,
					answer, text, &g->out->why);
	settle(g, g->out->parts[0].right);
}

/* ---- Cloze ---------------------------------------------------------------- */

/* Grade one gap; false when nothing of its shape was given. */
static bool gap_grade(struct grading *g, size_t i, json_t *response,
		      const char **why)
{
	json_t *gap = json_array_get(json_object_get(g->question, "gaps"), i);
	const char *type = json_string_value(json_object_get(gap, "type"));
	struct grade_part *part = &g->out->parts[i];
	const char *text, *no_number;
	size_t at;

	*why = nothing(response) ? "" : "shape";
	if (!json_is_object(response))
		return false;
	if (strcmp(type, "single") == 0) {
		if (!choice_read(json_object_get(response, "choice"),
				 &g->paper->gaps[i], &at, why))
			return false;
		part->picked = (long)at;
		part->right = right_choice(json_object_get(gap, "choices"), at);
		return true;
	}
	if (!(text = typed(g->mem, response, why)))
		return false;
	part->right = strcmp(type, "text") == 0 ?
		text_right(g->mem, gap, text) :
		number_right(g->mem, gap, json_number_value(
			json_object_get(gap, "answer")), text, &no_number);
	return true;
}

/* A gap of the wrong shape is not filled in; the others count. */
static void cloze_grade(struct grading *g, json_t *response)
{
	json_t *gaps = json_object_get(response, "gaps"), *one;
	const char *id, *why, *first = "";
	size_t given = 0, right = 0, i;

	parts(g, g->paper->ngaps);
	if (!json_is_object(gaps)) {
		empty(g, nothing(gaps) ? "" : "shape");
		return;
	}
	json_object_foreach(gaps, id, one) {
		if (!position(id, g->paper->ngaps, &i)) {
			empty(g, "unknown");
			return;
		}
		if (gap_grade(g, i, one, &why))
			given++;
		else if (!*first)
			first = why;
		right += g->out->parts[i].right;
	}
	if (given)
		settle(g, (double)right / (double)g->paper->ngaps);
	else
		empty(g, first);
}

/* ---- Essay ---------------------------------------------------------------- */

static bool blank(struct arena *mem, const char *s)
{
	while (*s && strchr(" \t\r\n", *s))
		s++;
	return !*s || (strlen(s) < 100 && !*normal_text(mem, s, false));
}

static void essay_grade(struct grading *g, json_t *response)
{
	json_t *json = json_object_get(response, "text");
	json_t *most = json_object_get(g->question, "mostCharacters");
	const char *s = json_string_value(json);
	const size_t limit = json_is_integer(most) ?
		(size_t)json_integer_value(most) : ESSAY_MOST;

	parts(g, 1);
	if (!s)
		empty(g, nothing(json) ? "" : "shape");
	else if (!text_utf8(s, json_string_length(json)))
		empty(g, "shape");
	else if (blank(g->mem, s))
		empty(g, "");
	else if (text_length(s) > limit)
		empty(g, "long");
	else
		g->out->state = GRADE_WAITING;
}

bool grade_marks(json_t *question, json_t *marks, double *points)
{
	json_t *rubric = json_object_get(question, "rubric"), *one;
	size_t i;

	*points = 0;
	if (!json_is_array(marks) ||
	    json_array_size(marks) != json_array_size(rubric))
		return false;
	json_array_foreach(marks, i, one) {
		const double most = json_number_value(json_object_get(
			json_array_get(rubric, i), "points"));

		if (!json_is_number(one) || !(json_number_value(one) >= 0) ||
		    !(json_number_value(one) <= most))
			return false;
		*points += json_number_value(one);
	}
	return true;
}

/* ---- All ------------------------------------------------------------------ */

static void type_grade(struct grading *g, json_t *response)
{
	switch (question_type_of(g->question)) {
	case QUESTION_SINGLE:
		single_grade(g, response);
		break;
	case QUESTION_MULTIPLE:
		multiple_grade(g, response);
		break;
	case QUESTION_TRUE_FALSE:
		true_false_grade(g, response);
		break;
	case QUESTION_MATCH:
		match_grade(g, response);
		break;
	case QUESTION_ORDER:
		order_grade(g, response);
		break;
	case QUESTION_NUMERIC:
	case QUESTION_TEXT:
		typed_grade(g, response, question_type_of(g->question) ==
					 QUESTION_NUMERIC);
		break;
	case QUESTION_CLOZE:
		cloze_grade(g, response);
		break;
	case QUESTION_ESSAY:
		essay_grade(g, response);
		break;
	case QUESTION_TYPES:
		empty(g, "paper");
	}
}

/* What an empty response holds is not to be counted as picked. */
static void unpick(struct grade *out)
{
	for (size_t i = 0; i < out->nparts; i++)
		out->parts[i] = (struct grade_part){ GRADE_NOTHING, false };
}

void question_grade(struct arena *mem, json_t *question,
		    const struct paper_question *paper, json_t *response,
		    struct grade *out)
{
	struct grading g = { mem, question, paper, out };

	*out = (struct grade){ .why = "" };
	if (!paper_fits(mem, question, paper))
		empty(&g, "paper");
	else if (nothing(response))
		empty(&g, "");
	else if (!json_is_object(response))
		empty(&g, "shape");
	else
		type_grade(&g, response);
	if (out->state == GRADE_EMPTY)
		unpick(out);
}
