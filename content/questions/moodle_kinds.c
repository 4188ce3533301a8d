/*
 * The kinds of questions of Moodle XML.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/moodle.h"

static const char *plain_in(struct reading *r, const xmlNode *n)
{
	const char *words = reading_clean(r->mem, element_text(
		r, element_child(n, "text")));
	const char *format = element_attribute(r, n, "format");

	if (strcmp(format, "html") == 0 && looks_like_html(words))
		return plain_of_html(r, words);
	return text_trim(r->mem, words);
}

static double fraction_of(struct reading *r, const xmlNode *answer)
{
	double fraction = 0;

	if (!number_of(element_attribute(r, answer, "fraction"), &fraction))
		fraction = 0;
	return fraction;
}

static bool is_true(struct moodle *m, const char *name, bool otherwise)
{
	const xmlNode *n = element_child(m->n, name);
	const char *s = element_text(m->r, n);

	return n && *s ? strcmp(s, "0") && strcmp(s, "false") : otherwise;
}

/* MOST answers, pairs; otherwise too many to be anybody's question. */
static bool fits(struct moodle *m, size_t n)
{
	if (n < READING_PARTS_MOST)
		return true;
	found_refuse(m->r, NOTE_MANY_PARTS,
			arena_format(m->r->mem, "%d", READING_PARTS_MOST));
	return false;
}

static void multichoice(struct moodle *m)
{
	double weights[READING_PARTS_MOST];
	json_t *list = json_array();
	size_t n = 0;

	for (const xmlNode *a = element_child(m->n, "answer");
	     a && fits(m, n); a = element_next(a, "answer")) {
		weights[n++] = fraction_of(m->r, a);
		json_array_append_new(list, choice_json(
			moodle_markdown(m->r, a),
			moodle_markdown(m->r, element_child(a, "feedback"))));
	}
	found_choices(m->r, m->q, list, weights, is_true(m, "single", true));
	if (!is_true(m, "shuffleanswers", true))
		json_object_set_new(m->q, "shuffle", json_false());
}

static void true_false(struct moodle *m)
{
	bool right = false, found = false;

	for (const xmlNode *a = element_child(m->n, "answer"); a;
	     a = element_next(a, "answer")) {
		const bool good = fraction_of(m->r, a) > 0;
		const bool is = strcmp(moodle_text(m->r, a, "text"), "true") == 0;

		found |= good;
		right = good ? is : right;
		found_feedback(m->r, m->q, good ? "right" : "wrong",
				  moodle_markdown(m->r, element_child(a,
								  "feedback")));
	}
	json_object_set_new(m->q, "right", json_boolean(right));
	if (!found)
		found_refuse(m->r, NOTE_NO_KEY, NULL);
}

static void answer_text(struct moodle *m, const xmlNode *a, json_t *accept)
{
	const double weight = fraction_of(m->r, a);
	const char *words = plain_in(m->r, a);
	const char *feedback = moodle_markdown(m->r, element_child(a, "feedback"));

	if (weight >= 100 && strchr(words, '*')) {
		found_refuse(m->r, NOTE_WILDCARD, words);
	} else if (weight >= 100) {
		json_array_append_new(accept, json_string(words));
		found_feedback(m->r, m->q, "right", feedback);
	} else if (strcmp(words, "*") == 0) {
		found_feedback(m->r, m->q, "wrong", feedback);
	} else {
		if (weight > 0)
			found_warn(m->r, NOTE_PARTLY_RIGHT, words);
		if (*feedback)
			found_warn(m->r, NOTE_LOST_FEEDBACK, feedback);
	}
}

static void short_answer(struct moodle *m)
{
	json_t *accept = json_array();

	json_object_set_new(m->q, "accept", accept);
	for (const xmlNode *a = element_child(m->n, "answer"); a;
	     a = element_next(a, "answer"))
		answer_text(m, a, accept);
	if (!json_array_size(accept))
		found_refuse(m->r, NOTE_NO_KEY, NULL);
	if (is_true(m, "usecase", false))
		json_object_set_new(m->q, "ignoreCase", json_false());
}

static void units(struct moodle *m)
{
	const xmlNode *all = element_child(m->n, "units");

	for (const xmlNode *u = element_child(all, "unit"); u;
	     u = element_next(u, "unit")) {
		const char *name = moodle_text(m->r, u, "unit_name");
		double factor;

		if (json_object_get(m->q, "unit") ||
		    !number_of(moodle_text(m->r, u, "multiplier"), &factor) ||
		    factor != 1)
			found_warn(m->r, NOTE_UNIT, name);
		else if (*name)
			json_object_set_new(m->q, "unit", json_string(name));
	}
}

static void numerical(struct moodle *m)
{
	for (const xmlNode *a = element_child(m->n, "answer"); a;
	     a = element_next(a, "answer")) {
		const char *words = plain_in(m->r, a);
		const char *feedback = moodle_markdown(
			m->r, element_child(a, "feedback"));
		double answer, tolerance = 0;

		if (fraction_of(m->r, a) < 100) {
			if (strcmp(words, "*") == 0)
				found_feedback(m->r, m->q, "wrong",
						  feedback);
			else
				found_warn(m->r, NOTE_PARTLY_RIGHT,
					      words);
		} else if (!number_of(words, &answer)) {
			found_refuse(m->r, NOTE_NUMBER, words);
		} else if (json_object_get(m->q, "answer")) {
			found_warn(m->r, NOTE_PARTLY_RIGHT, words);
		} else {
			number_of(moodle_text(m->r, a, "tolerance"), &tolerance);
			json_object_set_new(m->q, "answer",
					    number_json(answer));
			json_object_set_new(m->q, "tolerance",
					    number_json(fabs(tolerance)));
			found_feedback(m->r, m->q, "right", feedback);
		}
	}
	units(m);
	if (!json_object_get(m->q, "answer"))
		found_refuse(m->r, NOTE_NO_KEY, NULL);
}

static void matching(struct moodle *m)
{
	json_t *pairs = json_array(), *extra = json_array();
	size_t n = 0;

	for (const xmlNode *s = element_child(m->n, "subquestion");
	     s && fits(m, n); s = element_next(s, "subquestion"), n++) {
		const char *left = moodle_markdown(m->r, s);
		const char *right = moodle_markdown(m->r, element_child(s,
								    "answer"));

		if (*left)
			json_array_append_new(pairs, json_pack(
				"{s:s, s:s}", "left", left, "right", right));
		else if (*right)
			json_array_append_new(extra, json_string(right));
	}
	if (json_array_size(pairs) < 2)
		found_refuse(m->r, NOTE_FEW_CHOICES, arena_format(
			m->r->mem, "%zu", json_array_size(pairs)));
	json_object_set_new(m->q, "pairs", pairs);
	if (json_array_size(extra))
		json_object_set(m->q, "extra", extra);
	json_decref(extra);
}

/* The plugin "ordering": fractions are the places. */
static void ordering(struct moodle *m)
{
	json_t *items = json_array();
	double place = 0;
	size_t n = 0;

	for (const xmlNode *a = element_child(m->n, "answer");
	     a && fits(m, n); a = element_next(a, "answer"), n++) {
		/* As Moodle exports them they are in order already. */
		if (fraction_of(m->r, a) < place)
			found_refuse(m->r, NOTE_SYNTAX, "fraction");
		place = fraction_of(m->r, a);
		json_array_append_new(items, json_string(moodle_markdown(m->r, a)));
	}
	json_object_set_new(m->q, "items", items);
}

static void essay(struct moodle *m)
{
	essay_rubric(m->r, m->q, moodle_markdown(
		m->r, element_child(m->n, "graderinfo")));
}

static void cloze(struct moodle *m)
{
	const xmlNode *text = element_child(m->n, "questiontext");

	m->r->attached = text;
	cloze_fill(m->r, m->q, element_text(m->r, element_child(text, "text")),
		   true);
}

static const struct moodle_kind kinds[] = {
	{ "multichoice", "single", multichoice },
	{ "truefalse", "trueFalse", true_false },
	{ "shortanswer", "text", short_answer },
	{ "numerical", "numeric", numerical },
	{ "matching", "match", matching },
	{ "match", "match", matching },
	{ "ordering", "order", ordering },
	{ "essay", "essay", essay },
	{ "cloze", "cloze", cloze },
	{ "multianswer", "cloze", cloze },
};

const struct moodle_kind *moodle_kind(const char *type)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].theirs, type) == 0)
			return &kinds[i];
	return NULL;
}
