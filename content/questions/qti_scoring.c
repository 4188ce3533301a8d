/*
 * How an item of QTI is scored: by templates (match_correct, map_response) or by
 * rules of its own that say the same.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "questions/qti.h"

const xmlNode *qti_declaration(const struct qti *t, const xmlNode *part)
{
	const char *id = element_attribute(t->r, part, "responseIdentifier");

	for (const xmlNode *d = element_child(t->item, "responseDeclaration");
	     d; d = element_next(d, "responseDeclaration"))
		if (strcmp(element_attribute(t->r, d, "identifier"), id) == 0)
			return d;
	return NULL;
}

/* Is there an element of that name that speaks of this response? */
static const xmlNode *rule_of(const struct qti *t, const xmlNode *top,
			      const char *name, const char *id)
{
	for (const xmlNode *n = top; n; n = element_walk(top, n)) {
		if (!element_is(n, name))
			continue;
		if (strcmp(element_attribute(t->r, n, "identifier"), id) == 0)
			return n;
		for (const xmlNode *v = element_child(n, "variable"); v;
		     v = element_next(v, "variable"))
			if (strcmp(element_attribute(t->r, v, "identifier"),
				   id) == 0)
				return n;
	}
	return NULL;
}

enum qti_scoring qti_scoring(const struct qti *t, const xmlNode *declaration)
{
	const xmlNode *rules = element_child(t->item, "responseProcessing");
	const char *template = element_attribute(t->r, rules, "template");
	const char *id = element_attribute(t->r, declaration, "identifier");

	/* CC2_match and CC2_map_response are the same two by another name. */
	if (strstr(template, "map_response"))
		return QTI_BY_MAP;
	if (strstr(template, "match"))
		return QTI_BY_KEY;
	if (rule_of(t, rules, "mapResponse", id))
		return QTI_BY_MAP;
	if (rule_of(t, rules, "correct", id))
		return QTI_BY_KEY;
	return QTI_ITS_OWN;
}

bool qti_caseless(const struct qti *t, const xmlNode *declaration)
{
	const xmlNode *rule = rule_of(
		t, element_child(t->item, "responseProcessing"), "stringMatch",
		element_attribute(t->r, declaration, "identifier"));

	return strcmp(element_attribute(t->r, rule, "caseSensitive"),
		      "false") == 0;
}

static bool is_response(const struct qti *t, const xmlNode *variable)
{
	const char *id = element_attribute(t->r, variable, "identifier");

	for (const xmlNode *d = element_child(t->item, "responseDeclaration");
	     d; d = element_next(d, "responseDeclaration"))
		if (strcmp(element_attribute(t->r, d, "identifier"), id) == 0)
			return true;
	return false;
}

/* One answer compared to another: three towns, none of them twice. */
bool qti_compares(const struct qti *t)
{
	const xmlNode *rules = element_child(t->item, "responseProcessing");

	for (const xmlNode *n = rules; n; n = element_walk(rules, n)) {
		const xmlNode *one = element_child(n, "variable");
		const xmlNode *two = one ? element_next(one, "variable") : NULL;

		if ((element_is(n, "stringMatch") || element_is(n, "match") ||
		     element_is(n, "equal")) &&
		    two && is_response(t, one) && is_response(t, two))
			return true;
	}
	return false;
}

static const xmlNode *values_of(const xmlNode *declaration)
{
	return element_child(element_child(declaration, "correctResponse"),
			     "value");
}

bool qti_correct(const struct qti *t, const xmlNode *declaration,
		 const char *identifier)
{
	for (const xmlNode *v = values_of(declaration); v;
	     v = element_next(v, "value"))
		if (strcmp(element_text(t->r, v), identifier) == 0)
			return true;
	return false;
}

const char *qti_value(const struct qti *t, const xmlNode *declaration)
{
	return element_text(t->r, values_of(declaration));
}

double qti_mapped(const struct qti *t, const xmlNode *declaration,
		  const char *key, double otherwise)
{
	const xmlNode *map = element_child(declaration, "mapping");
	double value;

	for (const xmlNode *e = element_child(map, "mapEntry"); e;
	     e = element_next(e, "mapEntry"))
		if (strcmp(element_attribute(t->r, e, "mapKey"), key) == 0 &&
		    number_of(element_attribute(t->r, e, "mappedValue"),
			      &value))
			return value;
	return otherwise;
}

/* <equal toleranceMode="absolute" tolerance="0.5 0.5">; relative is percent. */
double qti_tolerance(const struct qti *t, const xmlNode *declaration,
		     double answer)
{
	const char *id = element_attribute(t->r, declaration, "identifier");
	const xmlNode *rule = rule_of(
		t, element_child(t->item, "responseProcessing"), "equal", id);
	const char *mode = element_attribute(t->r, rule, "toleranceMode");
	const char *said = element_attribute(t->r, rule, "tolerance");
	const size_t first = strcspn(said, " \t\r\n");
	double tolerance;

	if (!*said || !number_of(arena_copy(t->r->mem, said, first),
				 &tolerance))
		return 0;
	if (strcmp(mode, "relative") == 0) {
		found_warn(t->r, NOTE_TOLERANCE, arena_format(
			t->r->mem, "%s %%", number_text(t->r->mem, tolerance)));
		return fabs(answer) * fabs(tolerance) / 100;
	}
	return strcmp(mode, "absolute") == 0 ? fabs(tolerance) : 0;
}
