#include "domain/practice.h"

#include <stdlib.h>
#include <string.h>

#include "domain/question.h"

#define LIST_MOST 60

static const char *const type_names[] = {
	[PRACTICE_SORT] = "sort", [PRACTICE_MARK] = "mark",
	[PRACTICE_MATRIX] = "matrix", [PRACTICE_SCALE] = "scale",
	[PRACTICE_TREE] = "tree", [PRACTICE_GRID] = "grid",
	[PRACTICE_NOTE] = "note", [PRACTICE_PARETO] = "pareto",
	[PRACTICE_CARDS] = "cards",
};

#define END { .kind = KIND_END }

static const struct definition_key common[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "type", KIND_ANY, true, 0, 0, NULL },
	{ "text", KIND_TEXT, true, 1, 20000, NULL },
	{ "feedback", KIND_OBJECT, false, 0, 20, NULL },
	{ "basis", KIND_LINES, false, 0, 20, NULL },
	{ "media", KIND_MEDIA, false, 0, 0, NULL },
	{ "alt", KIND_LINE, false, 1, 500, NULL },
	END
};

static const struct definition_key feedback_keys[] = {
	{ "right", KIND_TEXT, false, 1, 4000, NULL },
	{ "wrong", KIND_TEXT, false, 1, 4000, NULL },
	END
};

static const struct definition_key sort_keys[] = {
	{ "groups", KIND_LINES, true, 2, 10, NULL },
	{ "cards", KIND_LIST, true, 2, LIST_MOST, NULL },
	END
};

static const struct definition_key card_keys[] = {
	{ "text", KIND_TEXT, true, 1, 1000, NULL },
	{ "group", KIND_LINE, true, 1, 500, NULL },
	{ "why", KIND_TEXT, false, 1, 2000, NULL },
	END
};

static const struct definition_key mark_keys[] = {
	{ "passages", KIND_LIST, true, 1, 20, NULL },
	END
};

static const struct definition_key passage_keys[] = {
	{ "title", KIND_LINE, false, 1, 200, NULL },
	{ "text", KIND_TEXT, true, 1, 10000, NULL },
	{ "fake", KIND_TRUTH, true, 0, 0, NULL },
	{ "parts", KIND_LIST, false, 0, 20, NULL },
	{ "why", KIND_TEXT, false, 1, 2000, NULL },
	END
};

static const struct definition_key part_keys[] = {
	{ "text", KIND_TEXT, true, 1, 1000, NULL },
	{ "why", KIND_TEXT, true, 1, 2000, NULL },
	END
};

static const struct definition_key matrix_keys[] = {
	{ "options", KIND_LINES, true, 2, 10, NULL },
	{ "criteria", KIND_LIST, true, 1, 15, NULL },
	{ "values", KIND_LIST, true, 2, 10, NULL },
	END
};

static const struct definition_key criterion_keys[] = {
	{ "text", KIND_LINE, true, 1, 300, NULL },
	{ "weight", KIND_COUNT, true, 0, 5, NULL },
	END
};

static const struct definition_key matrix_value[] = {
	{ "", KIND_COUNT, true, 1, 5, NULL },
};

static const struct definition_key scale_keys[] = {
	{ "statements", KIND_LIST, true, 1, LIST_MOST, NULL },
	{ "labels", KIND_LINES, true, 2, 7, NULL },
	END
};

static const struct definition_key statement_keys[] = {
	{ "text", KIND_TEXT, true, 1, 1000, NULL },
	{ "group", KIND_LINE, false, 1, 200, NULL },
	END
};

static const struct definition_key tree_keys[] = {
	{ "start", KIND_IDENT, true, 0, 0, NULL },
	{ "nodes", KIND_OBJECT, true, 1, 200, NULL },
	{ "situations", KIND_LIST, false, 0, LIST_MOST, NULL },
	END
};

static const struct definition_key node_keys[] = {
	{ "text", KIND_TEXT, true, 1, 10000, NULL },
	{ "speaker", KIND_LINE, false, 1, 200, NULL },
	{ "end", KIND_TRUTH, false, 0, 0, NULL },
	{ "choices", KIND_LIST, false, 1, 20, NULL },
	END
};

static const struct definition_key way_keys[] = {
	{ "text", KIND_TEXT, true, 1, 2000, NULL },
	{ "to", KIND_IDENT, true, 0, 0, NULL },
	{ "why", KIND_TEXT, false, 1, 2000, NULL },
	END
};

static const struct definition_key situation_keys[] = {
	{ "text", KIND_TEXT, true, 1, 4000, NULL },
	{ "end", KIND_IDENT, true, 0, 0, NULL },
	{ "why", KIND_TEXT, false, 1, 2000, NULL },
	END
};

static const struct definition_key grid_keys[] = {
	{ "rows", KIND_LINE, true, 1, 200, NULL },
	{ "columns", KIND_LINE, true, 1, 200, NULL },
	{ "size", KIND_COUNT, true, 2, 7, NULL },
	{ "prompts", KIND_LINES, false, 0, 20, NULL },
	END
};

static const struct definition_key note_keys[] = {
	{ "prompts", KIND_LINES, true, 1, 20, NULL },
	END
};

static const struct definition_key pareto_keys[] = {
	{ "bars", KIND_LIST, true, 2, 20, NULL },
	{ "question", KIND_OBJECT, true, 1, 100, NULL },
	END
};

static const struct definition_key bar_keys[] = {
	{ "text", KIND_LINE, true, 1, 200, NULL },
	{ "count", KIND_NUMBER, true, 0, 1e12, NULL },
	END
};

static const struct definition_key cards_keys[] = {
	{ "fields", KIND_LIST, true, 1, 30, NULL },
	END
};

static const struct definition_key field_keys[] = {
	{ "label", KIND_LINE, true, 1, 200, NULL },
	{ "placeholder", KIND_LINE, false, 1, 300, NULL },
	END
};

static const struct definition_key *const by_type[PRACTICE_TYPES] = {
	[PRACTICE_SORT] = sort_keys, [PRACTICE_MARK] = mark_keys,
	[PRACTICE_MATRIX] = matrix_keys, [PRACTICE_SCALE] = scale_keys,
	[PRACTICE_TREE] = tree_keys, [PRACTICE_GRID] = grid_keys,
	[PRACTICE_NOTE] = note_keys, [PRACTICE_PARETO] = pareto_keys,
	[PRACTICE_CARDS] = cards_keys,
};

bool practice_type_named(const char *name, enum practice_type *out)
{
	for (int i = 0; name && i < PRACTICE_TYPES; i++) {
		if (strcmp(type_names[i], name))
			continue;
		*out = (enum practice_type)i;
		return true;
	}
	return false;
}

bool practice_private(enum practice_type t)
{
	return t == PRACTICE_SCALE || t == PRACTICE_GRID ||
	       t == PRACTICE_NOTE || t == PRACTICE_CARDS;
}

static const char *text_at(json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

/* Every thing of the list by one table; a list too long was told of already. */
static bool each(struct definition_faults *f, const struct spot *list,
		 json_t *things, const struct definition_key *keys)
{
	json_t *one;
	size_t i;

	json_array_foreach(things, i, one) {
		const struct spot at = { list, NULL, i };

		if (i == LIST_MOST)
			return false;
		definition_object(f, &at, one, keys, NULL);
	}
	return true;
}

static bool in_lines(json_t *lines, const char *wanted)
{
	json_t *one;
	size_t i;

	json_array_foreach(lines, i, one) {
		const char *s = json_string_value(one);

		if (s && strcmp(s, wanted) == 0)
			return true;
	}
	return false;
}

static void sort_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json)
{
	const struct spot list = { spot, "cards", 0 };
	json_t *groups = json_object_get(json, "groups"), *card;
	size_t i;

	if (!each(f, &list, json_object_get(json, "cards"), card_keys) ||
	    json_array_size(groups) > LIST_MOST)
		return;
	json_array_foreach(json_object_get(json, "cards"), i, card) {
		const struct spot one = { &list, NULL, i };
		const struct spot at = { &one, "group", 0 };
		const char *group = text_at(card, "group");

		if (group && !in_lines(groups, group))
			definition_fault(f, &at, DEFINITION_GROUP_UNKNOWN,
					 group);
	}
}

static void passage_check(struct definition_faults *f, const struct spot *spot,
			  json_t *passage)
{
	const struct spot list = { spot, "parts", 0 };
	json_t *parts = json_object_get(passage, "parts"), *part;
	const char *text = text_at(passage, "text");
	size_t i;

	if (!each(f, &list, parts, part_keys))
		return;
	if (json_array_size(parts) &&
	    json_is_false(json_object_get(passage, "fake")))
		definition_fault(f, &list, DEFINITION_GENUINE_PARTS, NULL);
	json_array_foreach(parts, i, part) {
		const struct spot at = { &list, NULL, i };
		const char *s = text_at(part, "text");

		if (s && text && !strstr(text, s))
			definition_fault(f, &at, DEFINITION_PART_ABSENT, s);
	}
}

static void mark_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json)
{
	const struct spot list = { spot, "passages", 0 };
	json_t *passage;
	size_t i;

	if (!each(f, &list, json_object_get(json, "passages"), passage_keys))
		return;
	json_array_foreach(json_object_get(json, "passages"), i, passage) {
		const struct spot at = { &list, NULL, i };

		passage_check(f, &at, passage);
	}
}

static void matrix_check(struct definition_faults *f, const struct spot *spot,
			 json_t *json)
{
	const struct spot criteria = { spot, "criteria", 0 };
	const struct spot values = { spot, "values", 0 };
	json_t *rows = json_object_get(json, "values"), *row, *value;
	json_t *list = json_object_get(json, "criteria");
	bool fits = json_array_size(rows) ==
		    json_array_size(json_object_get(json, "options"));
	size_t i, j;

	if (!each(f, &criteria, list, criterion_keys))
		return;
	json_array_foreach(rows, i, row) {
		const struct spot at = { &values, NULL, i };

		fits = fits && json_is_array(row) &&
		       json_array_size(row) == json_array_size(list);
		if (!fits)
			break;
		json_array_foreach(row, j, value) {
			const struct spot cell = { &at, NULL, j };

			definition_value(f, &cell, value, matrix_value);
		}
	}
	if (!fits)
		definition_fault(f, &values, DEFINITION_MATRIX_SIZE, NULL);
}

/* ---- Trees ---------------------------------------------------------------- */

static void reach(json_t *nodes, const char *name, json_t *seen, int depth)
{
	json_t *choice;
	size_t i;

	/* Each node is entered once, so its depth is at most their number. */
	if (!name || depth > 200 || json_object_get(seen, name) ||
	    !json_object_get(nodes, name))
		return;
	json_object_set_new(seen, name, json_true());
	json_array_foreach(json_object_get(json_object_get(nodes, name),
					   "choices"), i, choice)
		reach(nodes, text_at(choice, "to"), seen, depth + 1);
}

static void ways_check(struct definition_faults *f, const struct spot *spot,
		       json_t *nodes, json_t *node)
{
	const struct spot list = { spot, "choices", 0 };
	json_t *choices = json_object_get(node, "choices"), *choice;
	const bool end = json_is_true(json_object_get(node, "end"));
	size_t i;

	if (end && json_array_size(choices))
		definition_fault(f, &list, DEFINITION_END_FORM, NULL);
	if (!end && !json_array_size(choices))
		definition_fault(f, spot, DEFINITION_KEY_MISSING, "choices");
	if (!each(f, &list, choices, way_keys))
		return;
	json_array_foreach(choices, i, choice) {
		const struct spot at = { &list, NULL, i };
		const char *to = text_at(choice, "to");

		if (to && !json_object_get(nodes, to))
			definition_fault(f, &at, DEFINITION_NODE_ABSENT, to);
	}
}

static void situations_check(struct definition_faults *f,
			     const struct spot *spot, json_t *json)
{
	const struct spot list = { spot, "situations", 0 };
	json_t *nodes = json_object_get(json, "nodes"), *one;
	size_t i;

	if (!each(f, &list, json_object_get(json, "situations"), situation_keys))
		return;
	json_array_foreach(json_object_get(json, "situations"), i, one) {
		const struct spot at = { &list, NULL, i };
		const char *end = text_at(one, "end");

		if (end && !json_is_true(json_object_get(
				json_object_get(nodes, end), "end")))
			definition_fault(f, &at, DEFINITION_NODE_ABSENT, end);
	}
}

static void tree_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json)
{
	const struct spot list = { spot, "nodes", 0 };
	const struct spot start = { spot, "start", 0 };
	json_t *nodes = json_object_get(json, "nodes"), *node, *seen;
	const char *name;

	if (json_object_size(nodes) > 200)
		return;
	json_object_foreach(nodes, name, node) {
		const struct spot at = { &list, name, 0 };

		if (definition_object(f, &at, node, node_keys, NULL))
			ways_check(f, &at, nodes, node);
	}
	name = text_at(json, "start");
	if (name && !json_object_get(nodes, name))
		definition_fault(f, &start, DEFINITION_NODE_ABSENT, name);
	seen = json_object();
	reach(nodes, name, seen, 0);
	json_object_foreach(nodes, name, node) {
		const struct spot at = { &list, name, 0 };

		if (!json_object_get(seen, name))
			definition_fault(f, &at, DEFINITION_NODE_UNREACHED, name);
	}
	json_decref(seen);
	situations_check(f, spot, json);
}

/* ---- The rest ------------------------------------------------------------- */

/* Its question has the type and the id that a question has; they need not be
   written again. */
static void pareto_check(struct definition_faults *f, const struct spot *spot,
			 json_t *json)
{
	const struct spot bars = { spot, "bars", 0 };
	const struct spot at = { spot, "question", 0 };
	json_t *question = json_object_get(json, "question"), *whole;

	each(f, &bars, json_object_get(json, "bars"), bar_keys);
	if (!json_is_object(question))
		return;
	whole = json_copy(question);
	if (!json_object_get(whole, "id"))
		json_object_set_new(whole, "id", json_string("question"));
	if (!json_object_get(whole, "type"))
		json_object_set_new(whole, "type", json_string("single"));
	question_check(whole, false, &at, f);
	json_decref(whole);
}

static void type_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json, enum practice_type type)
{
	const struct spot statements = { spot, "statements", 0 };
	const struct spot fields = { spot, "fields", 0 };

	switch (type) {
	case PRACTICE_SORT:
		sort_check(f, spot, json);
		break;
	case PRACTICE_MARK:
		mark_check(f, spot, json);
		break;
	case PRACTICE_MATRIX:
		matrix_check(f, spot, json);
		break;
	case PRACTICE_SCALE:
		each(f, &statements, json_object_get(json, "statements"),
		     statement_keys);
		break;
	case PRACTICE_TREE:
		tree_check(f, spot, json);
		break;
	case PRACTICE_PARETO:
		pareto_check(f, spot, json);
		break;
	case PRACTICE_CARDS:
		each(f, &fields, json_object_get(json, "fields"), field_keys);
		break;
	case PRACTICE_GRID:
	case PRACTICE_NOTE:
	case PRACTICE_TYPES:
		break;
	}
}

static void type_unknown(struct definition_faults *f, const struct spot *spot,
			 const char *name)
{
	const struct spot at = { spot, "type", 0 };
	struct text known = { .mem = f->mem };

	for (int i = 0; i < QUESTION_TYPES; i++)
		text_putf(&known, "%s%s", i ? ", " : "",
			  question_type_name((enum question_type)i));
	for (int i = 0; i < PRACTICE_TYPES; i++)
		text_putf(&known, ", %s", type_names[i]);
	definition_fault_in(f, &at, (struct definition_fault){
		.code = DEFINITION_TYPE_UNKNOWN, .value = name,
		.near = known.bytes });
}

void practice_check(json_t *activity, const struct spot *spot,
		    struct definition_faults *f)
{
	const struct spot feedback = { spot, "feedback", 0 };
	const char *name = text_at(activity, "type");
	enum question_type question;
	enum practice_type type;

	if (!name || question_type_named(name, &question)) {
		question_check(activity, false, spot, f);
		return;
	}
	if (!practice_type_named(name, &type)) {
		type_unknown(f, spot, name);
		return;
	}
	definition_object(f, spot, activity, common, by_type[type]);
	if (json_is_object(json_object_get(activity, "feedback")))
		definition_object(f, &feedback,
				  json_object_get(activity, "feedback"),
				  feedback_keys, NULL);
	type_check(f, spot, activity, type);
}
