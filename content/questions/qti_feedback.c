/*
 * Feedback of QTI: whose it is. Either its identifier says so, or the rules set it
 * under a condition that names "correct", "incorrect" or a choice, as Onyx does.
 * What stands in the body shows afterwards too, and is no part of the text.
 */
#include <string.h>

#include "questions/qti.h"

/* "correct", "incorrect" in an identifier are what templates give. */
static const char *side_by_name(const char *identifier)
{
	if (strstr(identifier, "incorrect") || strstr(identifier, "INCORRECT") ||
	    strstr(identifier, "wrong"))
		return "wrong";
	if (strstr(identifier, "correct") || strstr(identifier, "CORRECT"))
		return "right";
	return NULL;
}

/* Does an element of that name below `top` hold just these words? */
static bool says(struct qti *t, const xmlNode *top, const char *name,
		 const char *words)
{
	for (const xmlNode *n = top; n; n = element_walk(top, n))
		if (element_is(n, name) &&
		    strcmp(element_text(t->r, n), words) == 0)
			return true;
	return false;
}

static bool sets(struct qti *t, const xmlNode *branch, const char *identifier)
{
	for (const xmlNode *n = element_child(branch, "setOutcomeValue"); n;
	     n = element_next(n, "setOutcomeValue"))
		if (says(t, n, "baseValue", identifier))
			return true;
	return false;
}

/* The condition is the first child of its branch. */
static const xmlNode *condition_of(const xmlNode *branch)
{
	const xmlNode *n = branch->children;

	while (n && n->type != XML_ELEMENT_NODE)
		n = n->next;
	return n;
}

static bool mentions(const xmlNode *top, const char *name)
{
	for (const xmlNode *n = top; n; n = element_walk(top, n))
		if (element_is(n, name))
			return true;
	return false;
}

static const char *side_by_rules(struct qti *t, const char *identifier)
{
	const xmlNode *rules = element_child(t->item, "responseProcessing");

	for (const xmlNode *n = rules; n; n = element_walk(rules, n)) {
		const xmlNode *condition;

		if (!element_is(n, "responseIf") || !sets(t, n, identifier))
			continue;
		condition = condition_of(n);
		if (mentions(condition, "not") ||
		    mentions(condition, "member"))
			return NULL;
		if (says(t, condition, "baseValue", "correct"))
			return "right";
		if (says(t, condition, "baseValue", "incorrect"))
			return "wrong";
	}
	return NULL;
}

/* Does the choice alone bring that feedback up? */
static bool shown_by(struct qti *t, const char *identifier, const char *choice)
{
	const xmlNode *rules = element_child(t->item, "responseProcessing");

	if (strcmp(identifier, choice) == 0)
		return true;
	for (const xmlNode *n = rules; n; n = element_walk(rules, n)) {
		const xmlNode *condition;

		if ((!element_is(n, "responseIf") &&
		     !element_is(n, "responseElseIf")) ||
		    !sets(t, n, identifier))
			continue;
		condition = condition_of(n);
		if (!mentions(condition, "not") &&
		    says(t, condition, "baseValue", choice))
			return true;
	}
	return false;
}

/* QTI has a title of it; here it is the first words. */
static const char *words_of(struct qti *t, const xmlNode *f)
{
	const char *words = markdown_of_nodes(t->r, f, NULL);
	const char *title = element_attribute(t->r, f, "title");

	return *title ? arena_format(t->r->mem, "**%s**%s%s", markdown_of_plain(
			t->r, title), *words ? "\n\n" : "", words) : words;
}

const char *qti_choice_feedback(struct qti *t, const char *choice)
{
	for (const xmlNode *f = element_child(t->item, "modalFeedback"); f;
	     f = element_next(f, "modalFeedback"))
		if (shown_by(t, element_attribute(t->r, f, "identifier"),
			     choice))
			return words_of(t, f);
	return "";
}

static bool of_choice(struct qti *t, const char *identifier)
{
	for (size_t i = 0; i < t->n; i++)
		for (const xmlNode *c = element_child(t->parts[i],
						      "simpleChoice");
		     c; c = element_next(c, "simpleChoice"))
			if (shown_by(t, identifier, element_attribute(
				t->r, c, "identifier")))
				return true;
	return false;
}

/* What is hidden by "correct" is shown otherwise. */
static const char *side_of(struct qti *t, const xmlNode *f)
{
	const char *id = element_attribute(t->r, f, "identifier");
	const char *side = side_by_name(id);

	if (!side)
		side = side_by_rules(t, id);
	if (side && !strcmp(element_attribute(t->r, f, "showHide"), "hide"))
		return strcmp(side, "right") ? "right" : "wrong";
	return side;
}

static void put(struct qti *t, const xmlNode *f)
{
	const char *id = element_attribute(t->r, f, "identifier");
	const char *words = words_of(t, f), *side = side_of(t, f);

	if (!*words)
		return;
	if (side)
		found_feedback(t->r, t->q, side, words);
	else if (strcmp(id, "general") == 0 || strcmp(id, "general_fb") == 0)
		found_feedback(t->r, t->q, NULL, words);
	else
		found_warn(t->r, NOTE_LOST_FEEDBACK, words);
}

/* The first of a choice is the choice's own. */
static bool is_own(const xmlNode *f)
{
	return element_is(f->parent, "simpleChoice") &&
	       element_child(f->parent, "feedbackInline") == f;
}

void qti_feedback(struct qti *t)
{
	for (const xmlNode *f = element_child(t->item, "modalFeedback"); f;
	     f = element_next(f, "modalFeedback"))
		if (!of_choice(t, element_attribute(t->r, f, "identifier")))
			put(t, f);
	for (const xmlNode *n = t->body; n; n = element_walk(t->body, n))
		if (element_is(n, "feedbackBlock") ||
		    (element_is(n, "feedbackInline") && !is_own(n)))
			put(t, n);
}
