/*
 * An item of QTI 2.1 or 2.2 (IMS Question and Test Interoperability, Information
 * Model, section 4 to 7): a body, its interactions, what is correct.
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
	found_text(t->r, t->q, markdown_of_nodes(t->r, t->body, t->parts));
	found_text(t->r, t->q, markdown_of_nodes(
		t->r, element_child(part, "prompt"), NULL));
	known[i].read(t, part);
}

/* What is worth something: the largest score that the item names. */
static void points(struct qti *t)
{
	for (const xmlNode *o = element_child(t->item, "outcomeDeclaration"); o;
	     o = element_next(o, "outcomeDeclaration")) {
		const char *id = element_attribute(t->r, o, "identifier");

		if (strcmp(id, "MAXSCORE") == 0)
			found_points(t->r, t->q, element_text(t->r,
				element_child(element_child(o, "defaultValue"),
					      "value")));
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
	found_end(r, t->q);
}
