/*
 * QTI interactions that are a block: choice, match, associate, order, extended
 * text.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/qti.h"

static const char *attribute(const struct qti *t, const xmlNode *n,
			     const char *name)
{
	return element_attribute(t->r, n, name);
}

static const char *id_of(const struct qti *t, const xmlNode *n)
{
	return attribute(t, n, "identifier");
}

/* What a choice says, without the feedback inside it. */
static const char *words_of(struct qti *t, const xmlNode *choice,
			    const char **feedback)
{
	const xmlNode *inside = element_child(choice, "feedbackInline");
	const xmlNode *const without[] = { inside, NULL };

	*feedback = markdown_of_nodes(t->r, inside, NULL);
	return markdown_of_nodes(t->r, choice, without);
}

static bool room(struct qti *t, size_t n)
{
	if (n < READING_PARTS_MOST)
		return true;
	found_refuse(t->r, NOTE_MANY_PARTS, arena_format(
		t->r->mem, "%d", READING_PARTS_MOST));
	return false;
}

static double weight_of(struct qti *t, const xmlNode *d,
			enum qti_scoring scoring, const char *id)
{
	if (scoring == QTI_BY_MAP && element_child(d, "mapping"))
		return qti_mapped(t, d, id, 0);
	return qti_correct(t, d, id) ? 1 : scoring == QTI_BY_MAP ? 0 : -1;
}

void qti_choice(struct qti *t, const xmlNode *part)
{
	const xmlNode *d = qti_declaration(t, part);
	const enum qti_scoring scoring = qti_scoring(t, d);
	const bool one = strcmp(attribute(t, d, "cardinality"), "multiple") &&
			 strcmp(attribute(t, part, "maxChoices"), "0");
	double weights[READING_PARTS_MOST];
	json_t *list = json_array();
	size_t n = 0;

	for (const xmlNode *c = element_child(part, "simpleChoice");
	     c && room(t, n); c = element_next(c, "simpleChoice")) {
		const char *feedback, *words = words_of(t, c, &feedback);

		if (!*feedback)
			feedback = qti_choice_feedback(t, id_of(t, c));
		weights[n] = weight_of(t, d, scoring, id_of(t, c));
		if (one)
			weights[n] = weights[n] > 0 ? weights[n] * 100 : 0;
		n++;
		json_array_append_new(list, choice_json(words, feedback));
	}
	if (scoring == QTI_ITS_OWN)
		found_warn(t->r, NOTE_PROCESSING, NULL);
	found_choices(t->r, t->q, list, weights, one);
	if (!one && scoring == QTI_BY_KEY)
		json_object_set_new(t->q, "partial", json_false());
	if (strcmp(attribute(t, part, "shuffle"), "true"))
		json_object_set_new(t->q, "shuffle", json_false());
}

/* Parts that must all be right there are marked one by one here. */
static void by_parts(struct qti *t, const xmlNode *d)
{
	const enum qti_scoring scoring = qti_scoring(t, d);

	if (scoring == QTI_BY_KEY)
		found_warn(t->r, NOTE_ALL_OR_NOTHING, NULL);
	if (scoring == QTI_ITS_OWN)
		found_warn(t->r, NOTE_PROCESSING, NULL);
}

struct side {
	const xmlNode *list[READING_PARTS_MOST];
	size_t n;
};

static void side_read(struct qti *t, const xmlNode *set, struct side *out)
{
	out->n = 0;
	for (const xmlNode *c = element_child(set, "simpleAssociableChoice");
	     c && room(t, out->n);
	     c = element_next(c, "simpleAssociableChoice"))
		out->list[out->n++] = c;
}

static const xmlNode *of_id(struct qti *t, const struct side *side,
			    const char *id, size_t size)
{
	for (size_t i = 0; i < side->n; i++) {
		const char *own = id_of(t, side->list[i]);

		if (strlen(own) == size && memcmp(own, id, size) == 0)
			return side->list[i];
	}
	return NULL;
}

/* The only partner of `left` among the pairs "left right"; NULL when it has none
   or several. `first` says which of the two words is the left. */
static const xmlNode *partner(struct qti *t, const xmlNode *d,
			      const xmlNode *left, const struct side *rights,
			      bool first)
{
	const xmlNode *values = element_child(d, "correctResponse");
	const xmlNode *found = NULL;
	const char *id = id_of(t, left);

	for (const xmlNode *v = element_child(values, "value"); v;
	     v = element_next(v, "value")) {
		const char *pair = element_text(t->r, v);
		const size_t n = strcspn(pair, " \t\r\n");
		const char *second = pair + n + strspn(pair + n, " \t\r\n");
		const char *mine = first ? pair : second;
		const char *other = first ? second : pair;
		const size_t size = first ? n : strlen(second);

		if (size != strlen(id) || memcmp(mine, id, size))
			continue;
		if (found)
			return NULL;
		found = of_id(t, rights, other, strcspn(other, " \t\r\n"));
	}
	return found;
}

static bool whole(struct qti *t, const xmlNode *d, const struct side *lefts,
		  const struct side *rights, bool first)
{
	for (size_t i = 0; i < lefts->n; i++)
		if (!partner(t, d, lefts->list[i], rights, first))
			return false;
	return lefts->n > 0;
}

static const char *plain_words(struct qti *t, const xmlNode *choice)
{
	const char *feedback;

	return words_of(t, choice, &feedback);
}

static void pairs_put(struct qti *t, const xmlNode *d,
		      const struct side *lefts, const struct side *rights,
		      bool first)
{
	json_t *pairs = json_array(), *extra = json_array();
	bool used[READING_PARTS_MOST] = { false };

	for (size_t i = 0; i < lefts->n; i++) {
		const xmlNode *right = partner(t, d, lefts->list[i], rights,
					       first);

		for (size_t j = 0; j < rights->n; j++)
			used[j] |= rights->list[j] == right;
		json_array_append_new(pairs, json_pack(
			"{s:s, s:s}", "left", plain_words(t, lefts->list[i]),
			"right", plain_words(t, right)));
	}
	for (size_t j = 0; j < rights->n; j++)
		if (!used[j])
			json_array_append_new(extra, json_string(
				plain_words(t, rights->list[j])));
	if (lefts->n < 2)
		found_refuse(t->r, NOTE_FEW_CHOICES, "1");
	json_object_set_new(t->q, "pairs", pairs);
	if (json_array_size(extra))
		json_object_set(t->q, "extra", extra);
	json_decref(extra);
}

void qti_match(struct qti *t, const xmlNode *part)
{
	const xmlNode *d = qti_declaration(t, part);
	const xmlNode *set = element_child(part, "simpleMatchSet");
	struct side one, two;

	side_read(t, set, &one);
	side_read(t, element_next(set ? set : part, "simpleMatchSet"), &two);
	if (whole(t, d, &one, &two, true))
		pairs_put(t, d, &one, &two, true);
	else if (whole(t, d, &two, &one, false))
		pairs_put(t, d, &two, &one, false);
	else
		found_refuse(t->r, *qti_value(t, d) ? NOTE_MATCH_SHAPE
						    : NOTE_NO_KEY, NULL);
	by_parts(t, d);
}

/* Pairs out of one heap: the first of each is the left. */
void qti_associate(struct qti *t, const xmlNode *part)
{
	const xmlNode *d = qti_declaration(t, part);
	const xmlNode *values = element_child(d, "correctResponse");
	struct side all, lefts = { .n = 0 }, rights = { .n = 0 };

	side_read(t, part, &all);
	for (size_t i = 0; i < all.n; i++) {
		const char *id = id_of(t, all.list[i]);
		bool left = false;

		for (const xmlNode *v = element_child(values, "value"); v;
		     v = element_next(v, "value")) {
			const char *pair = element_text(t->r, v);
			const size_t n = strcspn(pair, " \t\r\n");

			left |= n == strlen(id) && !memcmp(pair, id, n);
		}
		if (left)
			lefts.list[lefts.n++] = all.list[i];
		else
			rights.list[rights.n++] = all.list[i];
	}
	if (whole(t, d, &lefts, &rights, true))
		pairs_put(t, d, &lefts, &rights, true);
	else
		found_refuse(t->r, lefts.n ? NOTE_MATCH_SHAPE : NOTE_NO_KEY,
			     NULL);
	by_parts(t, d);
}

void qti_order(struct qti *t, const xmlNode *part)
{
	const xmlNode *d = qti_declaration(t, part);
	const xmlNode *values = element_child(d, "correctResponse");
	json_t *items = json_array();
	size_t n = 0;

	for (const xmlNode *v = element_child(values, "value");
	     v && room(t, n); v = element_next(v, "value"), n++) {
		const char *id = element_text(t->r, v);
		const xmlNode *c = element_child(part, "simpleChoice");

		while (c && strcmp(id_of(t, c), id))
			c = element_next(c, "simpleChoice");
		if (c)
			json_array_append_new(items, json_string(
				plain_words(t, c)));
		else
			found_refuse(t->r, NOTE_KEY_UNKNOWN, id);
	}
	if (n < 2)
		found_refuse(t->r, n ? NOTE_FEW_CHOICES : NOTE_NO_KEY, "1");
	json_object_set_new(t->q, "items", items);
	by_parts(t, d);
}

void qti_extended(struct qti *t, const xmlNode *part)
{
	const xmlNode *notes = NULL;

	(void)part;
	for (const xmlNode *n = t->body; n; n = element_walk(t->body, n))
		if (element_is(n, "rubricBlock") &&
		    strstr(attribute(t, n, "view"), "scorer"))
			notes = n;
	essay_rubric(t->r, t->q, text_line(t->r->mem, markdown_of_nodes(
		t->r, notes, NULL), 500));
}
