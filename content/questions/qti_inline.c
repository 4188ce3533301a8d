/*
 * QTI interactions in lines of text: text entry and inline choice.
 */
#include <string.h>

#include "questions/qti.h"
#include "questions/writing.h"

static bool is_number(const struct qti *t, const xmlNode *d)
{
	const char *type = element_attribute(t->r, d, "baseType");

	return strcmp(type, "float") == 0 || strcmp(type, "integer") == 0;
}

static void number_put(struct qti *t, const xmlNode *d, json_t *to)
{
	const char *said = qti_value(t, d);
	double answer, tolerance;

	if (!number_of(said, &answer)) {
		found_refuse(t->r, *said ? NOTE_NUMBER : NOTE_NO_KEY, said);
		return;
	}
	tolerance = qti_tolerance(t, d, answer);
	json_object_set_new(to, "answer", number_json(answer));
	json_object_set_new(to, "tolerance", number_json(tolerance));
}

static void accept_add(json_t *list, const char *words)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one)
		if (strcmp(json_string_value(one), words) == 0)
			return;
	if (*words)
		json_array_append_new(list, json_string(words));
}

static double most_of(struct qti *t, const xmlNode *map)
{
	double most = 0, value;

	for (const xmlNode *e = element_child(map, "mapEntry"); e;
	     e = element_next(e, "mapEntry"))
		if (number_of(element_attribute(t->r, e, "mappedValue"),
			      &value) && value > most)
			most = value;
	return most;
}

/* Entries that give all are right, those that give some are not taken. */
static bool map_put(struct qti *t, const xmlNode *d, json_t *accept)
{
	const xmlNode *map = element_child(d, "mapping");
	const double most = most_of(t, map);
	bool cased = false;

	for (const xmlNode *e = element_child(map, "mapEntry"); e;
	     e = element_next(e, "mapEntry")) {
		const char *key = element_attribute(t->r, e, "mapKey");
		double value = 0;

		number_of(element_attribute(t->r, e, "mappedValue"), &value);
		if (value >= most && most > 0) {
			accept_add(accept, key);
			cased |= strcmp(element_attribute(
				t->r, e, "caseSensitive"), "false") != 0;
		} else if (value > 0) {
			found_warn(t->r, NOTE_PARTLY_RIGHT, key);
		}
	}
	return cased;
}

static void text_put_in(struct qti *t, const xmlNode *d, json_t *to)
{
	const xmlNode *values = element_child(d, "correctResponse");
	json_t *accept = json_array();

	json_object_set_new(to, "accept", accept);
	/* Both a match and a mapping are of the very letters, unless told. */
	if (qti_scoring(t, d) == QTI_BY_MAP ? map_put(t, d, accept)
	    : qti_scoring(t, d) == QTI_BY_KEY && !qti_caseless(t, d))
		json_object_set_new(to, "ignoreCase", json_false());
	for (const xmlNode *v = element_child(values, "value"); v;
	     v = element_next(v, "value"))
		accept_add(accept, text_line(t->r->mem, element_text(t->r, v),
					     1000));
	if (qti_scoring(t, d) == QTI_ITS_OWN)
		found_warn(t->r, NOTE_PROCESSING, NULL);
	if (!json_array_size(accept))
		found_refuse(t->r, NOTE_NO_KEY, NULL);
}

static void inline_choices(struct qti *t, const xmlNode *part, json_t *gap)
{
	const xmlNode *d = qti_declaration(t, part);
	const char *right = qti_value(t, d);
	json_t *list = json_array();
	bool found = false;

	json_object_set_new(gap, "choices", list);
	for (const xmlNode *c = element_child(part, "inlineChoice"); c;
	     c = element_next(c, "inlineChoice")) {
		const bool is = strcmp(element_attribute(t->r, c, "identifier"),
				       right) == 0;
		json_t *one = choice_json(markdown_of_nodes(t->r, c, NULL), "");

		if (is && *right && !found)
			json_object_set_new(one, "right", json_true());
		found |= is && *right;
		json_array_append_new(list, one);
	}
	if (!found)
		found_refuse(t->r, NOTE_NO_KEY, NULL);
	if (json_array_size(list) < 2)
		found_refuse(t->r, NOTE_FEW_CHOICES, "1");
	if (qti_scoring(t, d) == QTI_ITS_OWN)
		found_warn(t->r, NOTE_PROCESSING, NULL);
}

static json_t *gap_of(struct qti *t, const xmlNode *part)
{
	const xmlNode *d = qti_declaration(t, part);
	const bool choice = element_is(part, "inlineChoiceInteraction");
	json_t *gap = json_pack("{s:s}", "type", choice ? "single"
				: is_number(t, d) ? "numeric" : "text");

	if (choice)
		inline_choices(t, part, gap);
	else if (is_number(t, d))
		number_put(t, d, gap);
	else
		text_put_in(t, d, gap);
	return gap;
}

/* One field at the end of the text is a question of its own kind. */
static bool alone(const char *markdown, const char *sign)
{
	return text_ends(markdown, sign);
}

static void single(struct qti *t, const char *markdown)
{
	const char *sign = gap_sign(t->r->mem, 0);
	const xmlNode *d = qti_declaration(t, t->parts[0]);
	const size_t size = strlen(markdown) - strlen(sign);

	json_object_set_new(t->q, "type", json_string(
		is_number(t, d) ? "numeric" : "text"));
	found_text(t->r, t->q, qti_stimulus(t));
	found_text(t->r, t->q, writing_end(t->r->mem, text_trim(
		t->r->mem, arena_copy(t->r->mem, markdown, size))));
	if (is_number(t, d))
		number_put(t, d, t->q);
	else
		text_put_in(t, d, t->q);
}

void qti_inline(struct qti *t)
{
	const char *markdown = markdown_of_nodes(t->r, t->body, t->parts);
	json_t *gaps;

	if (t->n == 1 && element_is(t->parts[0], "textEntryInteraction") &&
	    alone(markdown, gap_sign(t->r->mem, 0))) {
		single(t, markdown);
		return;
	}
	if (qti_compares(t))
		found_warn(t->r, NOTE_PROCESSING, NULL);
	gaps = json_array();
	json_object_set_new(t->q, "type", json_string("cloze"));
	json_object_set_new(t->q, "gaps", gaps);
	for (size_t i = 0; i < t->n; i++)
		json_array_append_new(gaps, gap_of(t, t->parts[i]));
	found_text(t->r, t->q, qti_stimulus(t));
	found_text(t->r, t->q, gap_names(t->r->mem, markdown));
}
