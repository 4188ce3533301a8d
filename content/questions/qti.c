/*
 * An item of QTI 2.1, 2.2 (IMS Question and Test Interoperability, Information
 * Model, section 4 to 7) or 3.0 (1EdTech QTI ASI, section 2 to 5): a body, its
 * interactions, what is correct. What 3.0 has by other names, element_is knows.
 */
#include "questions/qti.h"

#include <string.h>

static const struct {
	const char *name, *type;
	void (*read)(struct qti *, const xmlNode *);	/* NULL: in lines */
} known[] = {
	{ "choiceInteraction", "single", qti_choice },
	{ "matchInteraction", "match", qti_match },
	{ "associateInteraction", "match", qti_associate },
	{ "orderInteraction", "order", qti_order },
	{ "extendedTextInteraction", "essay", qti_extended },
	{ "textEntryInteraction", "text", NULL },
	{ "inlineChoiceInteraction", "cloze", NULL },
};

#define KNOWN (sizeof(known) / sizeof(*known))

static size_t known_at(const xmlNode *part)
{
	size_t i = 0;

	while (i < KNOWN && !element_is(part, known[i].name))
		i++;
	return i;
}

static bool is_interaction(const xmlNode *n)
{
	const char *name = (const char *)n->name;

	return text_ends(name, "Interaction") ||
	       text_ends(name, "-interaction");
}

static void parts_find(struct qti *t)
{
	for (const xmlNode *n = t->body; n; n = element_walk(t->body, n)) {
		if (!is_interaction(n))
			continue;
		if (t->n == READING_GAPS_MOST) {
			found_refuse(t->r, NOTE_MANY_PARTS, arena_format(
				t->r->mem, "%d", READING_GAPS_MOST));
			return;
		}
		if (known_at(n) == KNOWN)
			found_refuse(t->r, NOTE_INTERACTION,
				     (const char *)n->name);
		t->parts[t->n++] = n;
	}
}

/* All in lines, or a single one that is not. */
static bool of_one_kind(struct qti *t)
{
	size_t blocks = 0;

	for (size_t i = 0; i < t->n; i++)
		blocks += known_at(t->parts[i]) == KNOWN ||
			  known[known_at(t->parts[i])].read != NULL;
	if (blocks == 0 || t->n == 1)
		return true;
	found_refuse(t->r, NOTE_MIXED, arena_format(t->r->mem, "%zu", t->n));
	return false;
}

static void block(struct qti *t)
{
	const xmlNode *part = t->parts[0];
	const size_t i = known_at(part);

	json_object_set_new(t->q, "type", json_string(known[i].type));
	found_text(t->r, t->q, qti_stimulus(t));
	found_text(t->r, t->q, markdown_of_nodes(t->r, t->body, t->parts));
	found_text(t->r, t->q, markdown_of_nodes(
		t->r, element_child(part, "prompt"), NULL));
	known[i].read(t, part);
}

/* What is worth something: the largest score that the item names. */
static void points(struct qti *t)
{
	const char *most = NULL;

	for (const xmlNode *o = element_child(t->item, "outcomeDeclaration"); o;
	     o = element_next(o, "outcomeDeclaration")) {
		const char *id = element_attribute(t->r, o, "identifier");

		if (strcmp(id, "MAXSCORE") == 0)
			most = element_text(t->r, element_child(
				element_child(o, "defaultValue"), "value"));
		else if (strcmp(id, "SCORE") == 0 && !most &&
			 *element_attribute(t->r, o, "normalMaximum"))
			most = element_attribute(t->r, o, "normalMaximum");
	}
	if (most)
		found_points(t->r, t->q, most);
}

/* Of an essay they are the rubric. */
static void scorers_notes(struct qti *t)
{
	if (element_is(t->parts[0], "extendedTextInteraction"))
		return;
	for (const xmlNode *n = t->body; n; n = element_walk(t->body, n)) {
		const char *view = element_attribute(t->r, n, "view");

		if (element_is(n, "rubricBlock") && *view &&
		    !strstr(view, "candidate"))
			found_warn(t->r, NOTE_LOST_ELEMENT,
				   (const char *)n->name);
	}
}

/* What an item can hold beside its body and is read, or has no place here. */
static void rest(struct qti *t)
{
	static const char *const read[] = {
		"responseDeclaration", "outcomeDeclaration", "itemBody",
		"responseProcessing", "modalFeedback", "stylesheet",
		"templateDeclaration", "templateProcessing",
		"assessmentStimulusRef",
	};

	for (const xmlNode *n = t->item->children; n; n = n->next) {
		size_t i = 0;

		while (i < sizeof(read) / sizeof(*read) &&
		       !element_is(n, read[i]))
			i++;
		if (n->type == XML_ELEMENT_NODE &&
		    i == sizeof(read) / sizeof(*read))
			found_warn(t->r, NOTE_LOST_ELEMENT,
				   (const char *)n->name);
	}
}

static bool readable(struct qti *t)
{
	if (strcmp(element_attribute(t->r, t->item, "adaptive"), "true") == 0)
		found_refuse(t->r, NOTE_ADAPTIVE, NULL);
	if (element_child(t->item, "templateDeclaration"))
		found_refuse(t->r, NOTE_TEMPLATE, NULL);
	if (!t->body)
		found_refuse(t->r, NOTE_NO_TEXT, NULL);
	if (t->r->refused)
		return false;
	parts_find(t);
	if (t->n == 0)
		found_refuse(t->r, NOTE_DESCRIPTION, NULL);
	return !t->r->refused && of_one_kind(t);
}

void qti_item_read(struct reading *r, const xmlNode *item)
{
	struct qti *t = arena_new(r->mem, struct qti);

	*t = (struct qti){ .r = r, .item = item,
			   .body = element_child(item, "itemBody") };
	t->q = found_begin(r, (size_t)xmlGetLineNo(item), "single");
	r->name = element_attribute(r, item, "title");
	r->ident = element_attribute(r, item, "identifier");
	if (!readable(t))
		return;
	points(t);
	if (known[known_at(t->parts[0])].read)
		block(t);
	else
		qti_inline(t);
	qti_feedback(t);
	scorers_notes(t);
	rest(t);
	found_end(r, t->q);
}
