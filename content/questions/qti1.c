/*
 * Quizzes of Common Cartridge: QTI 1.2 as IMS Common Cartridge 1.3, section
 * "Assessment", confines it. An item says what it is by its cc_profile.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "questions/qti1.h"

static const char *attribute(const struct old *o, const xmlNode *n,
			     const char *name)
{
	return element_attribute(o->r, n, name);
}

static const xmlNode *inside(const xmlNode *top, const char *name)
{
	for (const xmlNode *n = top; n; n = element_walk(top, n))
		if (element_is(n, name))
			return n;
	return NULL;
}

/* A field of <qtimetadata>; "". */
static const char *field(const struct old *o, const char *label)
{
	const xmlNode *meta = inside(o->item, "qtimetadata");

	for (const xmlNode *f = element_child(meta, "qtimetadatafield"); f;
	     f = element_next(f, "qtimetadatafield"))
		if (strcmp(element_text(o->r, element_child(f, "fieldlabel")),
			   label) == 0)
			return element_text(o->r, element_child(f,
								"fieldentry"));
	return "";
}

/* Does it stand inside <not>, below `top`? */
static bool negated(const xmlNode *n, const xmlNode *top)
{
	for (; n && n != top; n = n->parent)
		if (element_is(n, "not"))
			return true;
	return false;
}

/* What a condition gives: the value that it sets or adds. */
static double given(struct old *o, const xmlNode *condition)
{
	const xmlNode *set = element_child(condition, "setvar");
	double value = 0;

	number_of(element_text(o->r, set), &value);
	return value;
}

#define each_condition(c, o) \
	for (const xmlNode *c = element_child(element_child( \
		(o)->item, "resprocessing"), "respcondition"); c; \
	     c = element_next(c, "respcondition"))

static bool names(struct old *o, const xmlNode *condition, const char *ident)
{
	const xmlNode *top = element_child(condition, "conditionvar");

	for (const xmlNode *n = top; n; n = element_walk(top, n))
		if (element_is(n, "varequal") && !negated(n, top) &&
		    strcmp(element_text(o->r, n), ident) == 0)
			return true;
	return false;
}

static const char *feedback_of(struct old *o, const char *ident)
{
	for (const xmlNode *f = element_child(o->item, "itemfeedback"); f;
	     f = element_next(f, "itemfeedback"))
		if (strcmp(attribute(o, f, "ident"), ident) == 0)
			return qti1_material(o, f);
	return "";
}

/* The feedback of a condition that speaks of this choice and scores nothing. */
static const char *choice_feedback(struct old *o, const char *ident)
{
	each_condition(c, o) {
		const xmlNode *shown = element_child(c, "displayfeedback");

		if (shown && names(o, c, ident) && !element_child(c, "setvar"))
			return feedback_of(o, attribute(o, shown,
							"linkrefid"));
	}
	return "";
}

static double choice_weight(struct old *o, const char *ident)
{
	double weight = 0;

	each_condition(c, o)
		if (names(o, c, ident) && given(o, c) != 0)
			weight += given(o, c);
	return weight;
}

static void choices(struct old *o, bool one)
{
	const xmlNode *render = inside(o->item, "render_choice");
	double weights[READING_PARTS_MOST];
	json_t *list = json_array();
	size_t n = 0;

	for (const xmlNode *l = render; l && n < READING_PARTS_MOST;
	     l = element_walk(render, l)) {
		const char *ident;

		if (!element_is(l, "response_label"))
			continue;
		ident = attribute(o, l, "ident");
		weights[n] = choice_weight(o, ident);
		/* <and> of all that are right: the others take as much away. */
		if (!one && weights[n] <= 0)
			weights[n] = -100;
		else if (!one)
			weights[n] = 100;
		n++;
		json_array_append_new(list, choice_json(
			qti1_material(o, l),
			choice_feedback(o, ident)));
	}
	if (n == READING_PARTS_MOST)
		found_refuse(o->r, NOTE_MANY_PARTS, "100");
	found_choices(o->r, o->q, list, weights, one);
	if (strcmp(attribute(o, render, "shuffle"), "yes") &&
	    strcmp(attribute(o, render, "shuffle"), "Yes"))
		json_object_set_new(o->q, "shuffle", json_false());
}

static void single(struct old *o)
{
	choices(o, true);
}

/* One condition that wants all of them gives nothing for a part. */
static void multiple(struct old *o)
{
	bool parts = false;

	each_condition(c, o)
		parts |= strcmp(attribute(o, element_child(c, "setvar"),
					  "action"), "Add") == 0;
	choices(o, false);
	if (!parts)
		json_object_set_new(o->q, "partial", json_false());
}

static bool says(const char *words, const char *yes, const char *same)
{
	return !strcasecmp(words, yes) || !strcasecmp(words, same);
}

static void true_false(struct old *o)
{
	const xmlNode *render = inside(o->item, "render_choice");
	bool found = false;

	json_object_set_new(o->q, "type", json_string("trueFalse"));
	for (const xmlNode *l = render; l; l = element_walk(render, l)) {
		const char *ident = attribute(o, l, "ident"), *words;

		if (!element_is(l, "response_label") ||
		    choice_weight(o, ident) <= 0)
			continue;
		words = element_text(o->r, l);
		if (!says(words, "true", "benar") &&
		    !says(words, "false", "salah")) {
			choices(o, true);
			return;
		}
		found = true;
		json_object_set_new(o->q, "right", json_boolean(
			says(words, "true", "benar")));
	}
	if (!found)
		found_refuse(o->r, NOTE_NO_KEY, NULL);
}

static void blank(struct old *o)
{
	const xmlNode *top = element_child(o->item, "resprocessing");
	json_t *accept = json_array();
	bool cased = false;

	json_object_set_new(o->q, "type", json_string("text"));
	json_object_set_new(o->q, "accept", accept);
	each_condition(c, o) {
		for (const xmlNode *n = c; n && given(o, c) > 0;
		     n = element_walk(c, n)) {
			const char *words = element_text(o->r, n);

			if (!element_is(n, "varequal") &&
			    !element_is(n, "varsubstring"))
				continue;
			if (negated(n, top) || !*words)
				continue;
			if (element_is(n, "varsubstring"))
				found_warn(o->r, NOTE_PATTERN, words);
			cased |= says(attribute(o, n, "case"), "yes", "yes");
			json_array_append_new(accept, json_string(words));
		}
	}
	if (cased)
		json_object_set_new(o->q, "ignoreCase", json_false());
	if (!json_array_size(accept))
		found_refuse(o->r, NOTE_NO_KEY, NULL);
}

static void essay(struct old *o)
{
	json_object_set_new(o->q, "type", json_string("essay"));
	essay_rubric(o->r, o->q, "");
}

static const struct {
	const char *profile;
	void (*read)(struct old *);
} profiles[] = {
	{ "cc.multiple_choice", single }, { "cc.multiple_response", multiple },
	{ "cc.true_false", true_false }, { "cc.fib", blank },
	{ "cc.pattern_match", blank }, { "cc.essay", essay },
};

/* Without a profile it is told by what is in it. */
static void by_shape(struct old *o)
{
	const xmlNode *lid = inside(o->item, "response_lid");

	if (inside(o->item, "render_choice"))
		choices(o, strcasecmp(attribute(o, lid, "rcardinality"),
				      "multiple") != 0);
	else if (inside(o->item, "render_fib") && inside(o->item, "varequal"))
		blank(o);
	else if (inside(o->item, "render_fib"))
		essay(o);
	else
		found_refuse(o->r, NOTE_DESCRIPTION, NULL);
}

static void item_read(struct reading *r, const xmlNode *item)
{
	struct old o = { .r = r, .item = item };
	const char *profile;
	size_t i = 0;

	o.q = found_begin(r, (size_t)xmlGetLineNo(item), "single");
	r->ident = attribute(&o, item, "ident");
	r->name = attribute(&o, item, "title");
	profile = field(&o, "cc_profile");
	while (i < sizeof(profiles) / sizeof(*profiles) &&
	       !text_starts(profile, profiles[i].profile))
		i++;
	found_points(r, o.q, field(&o, "cc_weighting"));
	found_text(r, o.q, qti1_material(&o, element_child(item, "presentation")));
	if (i < sizeof(profiles) / sizeof(*profiles))
		profiles[i].read(&o);
	else if (*profile)
		found_refuse(r, NOTE_TYPE, profile);
	else
		by_shape(&o);
	qti1_feedback(&o);
	found_end(r, o.q);
}

void qti1_read(struct reading *r, const xmlNode *root)
{
	for (const xmlNode *n = root; n && !r->full; n = element_walk(root, n))
		if (element_is(n, "item"))
			item_read(r, n);
}
