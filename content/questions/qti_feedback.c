/*
 * Modal feedback of QTI: whose it is. Either its identifier says so, or the rules
 * set it under a condition that names "correct" or "incorrect", as Onyx does.
 */
#include <string.h>

#include "questions/qti.h"

/* "correct", "incorrect" in an identifier are what templates give. */
static const char *side_of(const char *identifier)
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

static bool is_choice(struct qti *t, const char *identifier)
{
	for (size_t i = 0; i < t->n; i++)
		for (const xmlNode *c = element_child(t->parts[i],
						      "simpleChoice");
		     c; c = element_next(c, "simpleChoice"))
			if (strcmp(element_attribute(t->r, c, "identifier"),
				   identifier) == 0)
				return true;
	return false;
}

void qti_feedback(struct qti *t)
{
	for (const xmlNode *f = element_child(t->item, "modalFeedback"); f;
	     f = element_next(f, "modalFeedback")) {
		const char *id = element_attribute(t->r, f, "identifier");
		const char *words = markdown_of_nodes(t->r, f, NULL);
		const char *side = side_of(id);

		if (is_choice(t, id) || !*words)
			continue;
		if (!side)
			side = side_by_rules(t, id);
		if (side)
			found_feedback(t->r, t->q, side, words);
		else if (strcmp(id, "general") == 0 ||
			 strcmp(id, "general_fb") == 0)
			found_feedback(t->r, t->q, NULL, words);
		else
			found_warn(t->r, NOTE_LOST_FEEDBACK, words);
	}
}
