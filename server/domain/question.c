#include "domain/question.h"

#include <math.h>
#include <string.h>

#include "domain/decimal.h"
#include "domain/formula.h"
#include "domain/grade.h"
#include "domain/normal.h"
#include "domain/paper.h"

#define MOST_CHARACTERS 5000

static json_t *at(json_t *json, const char *key)
{
	return json_object_get(json, key);
}

static const char *text_at(json_t *json, const char *key)
{
	return json_string_value(at(json, key));
}

enum question_type question_type_of(json_t *question)
{
	enum question_type t = QUESTION_TYPES;

	question_type_named(text_at(question, "type"), &t);
	return t;
}

const char *question_id(json_t *question)
{
	const char *id = text_at(question, "id");

	return id ? id : "";
}

double question_points(json_t *question)
{
	json_t *points = at(question, "points"), *line;
	double sum = 0;
	size_t i;

	if (question_type_of(question) == QUESTION_ESSAY) {
		json_array_foreach(at(question, "rubric"), i, line)
			sum += json_number_value(at(line, "points"));
		return sum;
	}
	return json_is_number(points) ? json_number_value(points) : 1;
}

/* ---- Numbers -------------------------------------------------------------- */

bool question_answer(json_t *question, const struct paper_question *paper,
		     double *out)
{
	const char *formula = text_at(question, "formula");
	struct formula_name names[PAPER_PARAMETERS_MOST];
	size_t n = paper->nparameters;

	*out = json_number_value(at(question, "answer"));
	if (!formula)
		return true;
	if (n > PAPER_PARAMETERS_MOST)
		return false;
	for (size_t i = 0; i < n; i++)
		names[i] = (struct formula_name){
			.name = paper->parameters[i].name,
			.value = paper->parameters[i].value };
	return !formula_value(formula, names, n, out, NULL);
}

/* Written with that many decimals, is it that answer? Half up or half to even:
   both are taught. */
static bool rounded_right(double answer, double given, int decimals)
{
	const double scale = pow(10, decimals);
	const double typed = given * scale, exact = answer * scale;
	const double slack = 1e-9 * fmax(1, fabs(exact));

	return fabs(typed - round(typed)) <= slack &&
	       fabs(typed - exact) <= 0.5 + slack;
}

bool question_number_right(json_t *question, double answer, double given)
{
	const double tolerance = json_number_value(at(question, "tolerance"));
	const double slack = 1e-9 * (fabs(answer) + tolerance) + 1e-12;
	json_t *decimals = at(question, "decimals");

	if (fabs(given - answer) <= tolerance + slack)
		return true;
	return json_is_integer(decimals) &&
	       rounded_right(answer, given, (int)json_integer_value(decimals));
}

/* Whole numbers without ".0". */
static json_t *number_json(double v)
{
	return v == trunc(v) && fabs(v) < 1e15 ? json_integer((json_int_t)v)
					       : json_real(v);
}

/* ---- Texts ---------------------------------------------------------------- */

static const struct paper_parameter *parameter_of(
	const struct paper_question *p, const char *name, size_t size)
{
	for (size_t i = 0; i < p->nparameters; i++)
		if (strlen(p->parameters[i].name) == size &&
		    memcmp(p->parameters[i].name, name, size) == 0)
			return &p->parameters[i];
	return NULL;
}

/* {B} becomes its number; {{names}} and what is no parameter stay. */
static const char *filled(struct arena *mem, const char *s,
			  const struct paper_question *p)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	while (*s) {
		const size_t plain = strcspn(s, "{"), open = strspn(s + plain,
								    "{");
		const char *name = s + plain + open;
		const size_t size = strcspn(name, "{}");
		const struct paper_parameter *parameter =
			open == 1 && name[size] == '}' ?
			parameter_of(p, name, size) : NULL;

		text_put(&out, s, plain + (parameter ? 0 : open));
		s = name;
		if (!parameter)
			continue;
		text_puts(&out, number_write(mem, parameter->value, -1));
		s += size + 1;
	}
	return out.bytes;
}

static const char *html_of(struct arena *mem, const char *markdown,
			   const struct question_html *html)
{
	return html->make(html->with, mem, markdown);
}

static void html_set(struct arena *mem, json_t *out, const char *key,
		     const char *markdown, const struct question_html *html)
{
	json_object_set_new(out, key, json_string(html_of(mem, markdown, html)));
}

/* The length of "{{12}}" at s; 0 for anything else or a gap there is not. */
static size_t gap_mark(const char *s, size_t ngaps)
{
	const size_t digits = strspn(s + 2, "0123456789");
	size_t number = 0;

	if (s[0] != '{' || s[1] != '{' || digits < 1 || digits > 3 ||
	    s[2 + digits] != '}' || s[3 + digits] != '}')
		return 0;
	for (size_t i = 0; i < digits; i++)
		number = 10 * number + (size_t)(s[2 + i] - '0');
	return number >= 1 && number <= ngaps ? digits + 4 : 0;
}

/*
 * The gaps' places in the finished HTML. Inside a tag (a link's address) a
 * span would break it, so there they stay as typed.
 */
static const char *gaps_placed(struct arena *mem, const char *html,
			       size_t ngaps)
{
	struct text out = { .mem = mem };
	bool tag = false;

	text_puts(&out, "");
	while (*html) {
		const size_t plain = strcspn(html + 1, "<>{") + 1;
		const size_t mark = !tag && *html == '{' && html[1] == '{' ?
				    gap_mark(html, ngaps) : 0;

		if (mark)
			text_putf(&out, "<span data-gap=\"%.*s\"></span>",
				  (int)(mark - 4), html + 2);
		else
			text_put(&out, html, plain);
		tag = *html == '<' || (tag && *html != '>');
		html += mark ? mark : plain;
	}
	return out.bytes;
}

/* ---- What the browser is given -------------------------------------------- */

static json_t *shown(struct arena *mem, size_t position, const char *markdown,
		     const struct question_html *html)
{
	json_t *one = json_object();

	json_object_set_new(one, "id", json_sprintf("%zu", position + 1));
	html_set(mem, one, "html", markdown, html);
	return one;
}

/* Choices in displayed order. */
static json_t *choices_public(struct arena *mem, json_t *choices,
			      const struct paper_order *order,
			      const struct question_html *html)
{
	json_t *out = json_array();

	for (size_t i = 0; i < order->n; i++)
		json_array_append_new(out, shown(mem, i, text_at(
			json_array_get(choices, order->at[i]), "text"), html));
	return out;
}

static json_t *texts_public(struct arena *mem, const char **texts,
			    const struct paper_order *order,
			    const struct question_html *html)
{
	json_t *out = json_array();

	for (size_t i = 0; i < order->n; i++)
		json_array_append_new(out, shown(mem, i, texts[order->at[i]],
						 html));
	return out;
}

static void match_public(struct arena *mem, json_t *question,
			 const struct paper_question *p,
			 const struct question_html *html, json_t *out)
{
	json_t *lefts = json_array(), *pair;
	const char **texts;
	size_t i;

	paper_rights(mem, question, &texts, NULL);
	json_array_foreach(at(question, "pairs"), i, pair)
		json_array_append_new(lefts, shown(mem, i,
				text_at(pair, "left"), html));
	json_object_set_new(out, "lefts", lefts);
	json_object_set_new(out, "rights", texts_public(mem, texts, &p->right,
							html));
}

static void cloze_public(struct arena *mem, json_t *question,
			 const struct paper_question *p,
			 const struct question_html *html, json_t *out)
{
	const char *whole = text_at(out, "html");
	json_t *gaps = json_array(), *gap;
	size_t i;

	json_object_set_new(out, "html", json_string(
		gaps_placed(mem, whole, p->ngaps)));
	json_array_foreach(at(question, "gaps"), i, gap) {
		json_t *one = json_pack("{s:o, s:s}",
			"id", json_sprintf("%zu", i + 1),
			"type", text_at(gap, "type"));

		if (p->gaps[i].n)
			json_object_set_new(one, "choices", choices_public(mem,
				at(gap, "choices"), &p->gaps[i], html));
		if (text_at(gap, "unit"))
			json_object_set(one, "unit", at(gap, "unit"));
		json_array_append_new(gaps, one);
	}
	json_object_set_new(out, "gaps", gaps);
}

static void essay_public(json_t *question, json_t *out)
{
	json_t *most = at(question, "mostCharacters");
	json_t *rubric = json_array(), *line;
	size_t i;

	json_array_foreach(at(question, "rubric"), i, line)
		json_array_append_new(rubric, json_pack("{s:O, s:O}",
			"text", at(line, "text"), "points", at(line, "points")));
	json_object_set_new(out, "rubric", rubric);
	json_object_set_new(out, "mostCharacters", json_integer(
		json_is_integer(most) ? json_integer_value(most)
				      : MOST_CHARACTERS));
}

static void type_public(struct arena *mem, json_t *question,
			const struct paper_question *p,
			const struct question_html *html, json_t *out)
{
	const char **texts;

	switch (question_type_of(question)) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		json_object_set_new(out, "choices", choices_public(mem,
			at(question, "choices"), &p->order, html));
		break;
	case QUESTION_MATCH:
		match_public(mem, question, p, html, out);
		break;
	case QUESTION_ORDER:
		paper_items(mem, question, &texts, NULL);
		json_object_set_new(out, "items", texts_public(mem, texts,
							&p->order, html));
		break;
	case QUESTION_NUMERIC:
		if (text_at(question, "unit"))
			json_object_set(out, "unit", at(question, "unit"));
		break;
	case QUESTION_CLOZE:
		cloze_public(mem, question, p, html, out);
		break;
	case QUESTION_ESSAY:
		essay_public(question, out);
		break;
	default:
		break;
	}
}

json_t *question_public(struct arena *mem, json_t *question,
			const struct paper_question *p,
			const struct question_html *html)
{
	json_t *out = json_pack("{s:s, s:s, s:o}", "id", question_id(question),
				"type", text_at(question, "type"),
				"points", number_json(question_points(question)));
	const char *hint = text_at(question, "hint");

	html_set(mem, out, "html", filled(mem, text_at(question, "text"), p),
		 html);
	if (hint)
		html_set(mem, out, "hint", filled(mem, hint, p), html);
	if (text_at(question, "media"))
		json_object_set(out, "media", at(question, "media"));
	if (text_at(question, "alt"))
		json_object_set(out, "alt", at(question, "alt"));
	if (paper_fits(mem, question, p))
		type_public(mem, question, p, html, out);
	return out;
}

/* ---- The key -------------------------------------------------------------- */

static json_t *position_json(size_t position)
{
	return json_sprintf("%zu", position + 1);
}

/* Where the author's number is shown. */
static size_t shown_at(const struct paper_order *order, size_t wanted)
{
	size_t i = 0;

	while (i + 1 < order->n && order->at[i] != wanted)
		i++;
	return i;
}

static bool right_at(json_t *choices, const struct paper_order *order, size_t i)
{
	return json_is_true(at(json_array_get(choices, order->at[i]), "right"));
}

static json_t *choice_key(json_t *question, const struct paper_order *order)
{
	json_t *choices = at(question, "choices");

	for (size_t i = 0; i < order->n; i++)
		if (right_at(choices, order, i))
			return json_pack("{s:o}", "choice", position_json(i));
	return json_null();
}

static json_t *choices_key(json_t *question, const struct paper_order *order)
{
	json_t *choices = at(question, "choices"), *list = json_array();

	for (size_t i = 0; i < order->n; i++)
		if (right_at(choices, order, i))
			json_array_append_new(list, position_json(i));
	return json_pack("{s:o}", "choices", list);
}

static json_t *match_key(struct arena *mem, json_t *question,
			 const struct paper_question *p)
{
	json_t *pairs = json_object();
	const char **texts;
	size_t *of;

	paper_rights(mem, question, &texts, &of);
	for (size_t i = 0; i < json_array_size(at(question, "pairs")); i++)
		json_object_set_new(pairs, arena_format(mem, "%zu", i + 1),
			position_json(shown_at(&p->right, of[i])));
	return json_pack("{s:o}", "pairs", pairs);
}

static json_t *order_key(struct arena *mem, json_t *question,
			 const struct paper_order *order)
{
	size_t *shown_where = arena_array(mem, size_t, order->n + 1), *of;
	json_t *list = json_array();
	const char **texts;

	paper_items(mem, question, &texts, &of);
	for (size_t i = 0; i < order->n; i++)
		shown_where[of[order->at[i]]] = i;
	for (size_t i = 0; i < order->n; i++)
		json_array_append_new(list, position_json(shown_where[i]));
	return json_pack("{s:o}", "order", list);
}

static json_t *number_key(struct arena *mem, json_t *question, double answer)
{
	json_t *decimals = at(question, "decimals");

	return json_pack("{s:s}", "text", number_write(mem, answer,
		json_is_integer(decimals) ? (int)json_integer_value(decimals)
					  : -1));
}

static json_t *accepted_key(json_t *question)
{
	return json_pack("{s:O}", "text",
			 json_array_get(at(question, "accept"), 0));
}

static json_t *cloze_key(struct arena *mem, json_t *question,
			 const struct paper_question *p)
{
	json_t *gaps = json_object(), *gap, *key;
	size_t i;

	json_array_foreach(at(question, "gaps"), i, gap) {
		const char *type = text_at(gap, "type");

		key = strcmp(type, "single") == 0 ?
			choice_key(gap, &p->gaps[i]) :
		      strcmp(type, "text") == 0 ? accepted_key(gap) :
			number_key(mem, gap, json_number_value(
					at(gap, "answer")));
		json_object_set_new(gaps, arena_format(mem, "%zu", i + 1), key);
	}
	return json_pack("{s:o}", "gaps", gaps);
}

json_t *question_key_public(struct arena *mem, json_t *question,
			    const struct paper_question *p)
{
	double answer;

	if (!paper_fits(mem, question, p))
		return json_null();
	switch (question_type_of(question)) {
	case QUESTION_SINGLE:
		return choice_key(question, &p->order);
	case QUESTION_MULTIPLE:
		return choices_key(question, &p->order);
	case QUESTION_TRUE_FALSE:
		return json_pack("{s:O}", "value", at(question, "right"));
	case QUESTION_MATCH:
		return match_key(mem, question, p);
	case QUESTION_ORDER:
		return order_key(mem, question, &p->order);
	case QUESTION_NUMERIC:
		return question_answer(question, p, &answer) ?
			number_key(mem, question, answer) : json_null();
	case QUESTION_TEXT:
		return accepted_key(question);
	case QUESTION_CLOZE:
		return cloze_key(mem, question, p);
	default:
		return json_null();
	}
}

/* ---- Feedback ------------------------------------------------------------- */

static bool picked(const struct grade *grade, enum question_type type,
		   size_t choice)
{
	if (type == QUESTION_SINGLE)
		return grade->nparts && grade->parts[0].picked == (long)choice;
	return choice < grade->nparts && grade->parts[choice].picked == 1;
}

/* Of the choices that were made, and of the right ones when the key is given. */
static json_t *choices_said(struct arena *mem, json_t *question,
			    const struct paper_question *p,
			    const struct grade *grade,
			    const struct question_html *html, bool with_key)
{
	const enum question_type type = question_type_of(question);
	json_t *choices = at(question, "choices"), *out = json_object();

	for (size_t i = 0; i < p->order.n; i++) {
		const size_t choice = p->order.at[i];
		const char *said = text_at(json_array_get(choices, choice),
					   "feedback");

		if (said && (picked(grade, type, choice) ||
			     (with_key && right_at(choices, &p->order, i))))
			html_set(mem, out, arena_format(mem, "%zu", i + 1),
				 said, html);
	}
	return out;
}

json_t *question_feedback(struct arena *mem, json_t *question,
			  const struct paper_question *p,
			  const struct grade *grade,
			  const struct question_html *html, bool with_key)
{
	const enum question_type type = question_type_of(question);
	const double most = question_points(question);
	const char *said = text_at(at(question, "feedback"),
		grade->state == GRADE_RIGHT ? "right" : "wrong");
	json_t *out = json_pack("{s:s, s:o, s:o}",
		"state", grade_state_name(grade->state),
		"points", number_json(grade->fraction * most),
		"most", number_json(most)), *choices;

	if (said && grade->state != GRADE_WAITING)
		html_set(mem, out, "html", filled(mem, said, p), html);
	if ((type == QUESTION_SINGLE || type == QUESTION_MULTIPLE) &&
	    paper_fits(mem, question, p)) {
		choices = choices_said(mem, question, p, grade, html, with_key);
		if (json_object_size(choices))
			json_object_set(out, "choices", choices);
		json_decref(choices);
	}
	if (json_array_size(at(question, "basis")))
		json_object_set(out, "basis", at(question, "basis"));
	if (with_key && type != QUESTION_ESSAY)
		json_object_set_new(out, "key",
				    question_key_public(mem, question, p));
	return out;
}

/* ---- Corrected keys ------------------------------------------------------- */

static bool reads_same(struct arena *mem, const char *a, const char *b)
{
	const char *x = a ? normal_text(mem, a, false) : NULL;
	const char *y = b ? normal_text(mem, b, false) : NULL;

	return x && y && strcmp(x, y) == 0;
}

/*
 * As many, and none of them moved: a text may be corrected, but one that
 * stands elsewhere now would be taken for its neighbour on papers drawn before.
 */
static bool same_places(struct arena *mem, json_t *before, json_t *after,
			const char *key)
{
	const size_t n = json_array_size(before);

	if (json_array_size(after) != n)
		return false;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			if (i != j && reads_same(mem,
				text_at(json_array_get(before, i), key),
				text_at(json_array_get(after, j), key)))
				return false;
	return true;
}

static bool same_gaps(struct arena *mem, json_t *before, json_t *after)
{
	json_t *gap;
	size_t i;

	if (json_array_size(before) != json_array_size(after))
		return false;
	json_array_foreach(before, i, gap) {
		json_t *other = json_array_get(after, i);

		if (strcmp(text_at(gap, "type"), text_at(other, "type")) ||
		    !same_places(mem, at(gap, "choices"), at(other, "choices"),
				 "text"))
			return false;
	}
	return true;
}

static bool same_names(json_t *before, json_t *after)
{
	const char *name;
	json_t *value;

	json_object_foreach(before, name, value)
		if (!at(after, name))
			return false;
	return json_object_size(before) == json_object_size(after);
}

static bool same_texts(struct arena *mem, const char **a, size_t n,
		       const char **b, size_t m)
{
	for (size_t i = 0; n == m && i < n; i++)
		if (!reads_same(mem, a[i], b[i]))
			return false;
	return n == m;
}

/* The same rights and items are there, in whichever order. */
static bool same_lists(struct arena *mem, json_t *before, json_t *after)
{
	const char **a, **b;
	size_t n = paper_rights(mem, before, &a, NULL);
	size_t m = paper_rights(mem, after, &b, NULL);

	if (!same_texts(mem, a, n, b, m))
		return false;
	n = paper_items(mem, before, &a, NULL);
	m = paper_items(mem, after, &b, NULL);
	return same_texts(mem, a, n, b, m);
}

bool question_same_shape(json_t *before, json_t *after)
{
	struct arena mem = ARENA_INIT;
	const bool same = question_type_of(before) == question_type_of(after) &&
		strcmp(question_id(before), question_id(after)) == 0 &&
		same_places(&mem, at(before, "choices"), at(after, "choices"),
			    "text") &&
		same_places(&mem, at(before, "pairs"), at(after, "pairs"),
			    "left") &&
		json_array_size(at(before, "rubric")) ==
			json_array_size(at(after, "rubric")) &&
		same_lists(&mem, before, after) &&
		same_gaps(&mem, at(before, "gaps"), at(after, "gaps")) &&
		same_names(at(before, "parameters"), at(after, "parameters"));

	arena_end(&mem);
	return same;
}
