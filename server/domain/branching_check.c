#include "domain/branching.h"

#include <string.h>

#include "domain/formula.h"

#define DIMENSIONS_MOST 10
#define VARIABLES_MOST 30
#define OPTIONS_MOST 20
#define ENDINGS_MOST 20

#define END { .kind = KIND_END }

static const char *const formats[] = { "case/1", NULL };
static const char *const confidences[] = { "seen", "general", "unsure", NULL };

static const struct definition_key case_keys[] = {
	{ "format", KIND_WORD, true, 0, 0, formats },
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "intro", KIND_TEXT, true, 1, 20000, NULL },
	{ "minutes", KIND_NUMBER, true, 1, 1000, NULL },
	{ "role", KIND_LINE, false, 1, 300, NULL },
	{ "dimensions", KIND_LIST, true, 1, DIMENSIONS_MOST, NULL },
	{ "variables", KIND_OBJECT, false, 0, VARIABLES_MOST, NULL },
	{ "start", KIND_IDENT, true, 0, 0, NULL },
	{ "passMark", KIND_NUMBER, false, 0, 100, NULL },
	{ "nodes", KIND_OBJECT, true, 1, CASE_NODES_MOST, NULL },
	{ "ideal", KIND_LINES, true, 1, CASE_NODES_MOST, NULL },
	{ "endings", KIND_LIST, true, 1, ENDINGS_MOST, NULL },
	END
};

static const struct definition_key dimension_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "name", KIND_LINE, true, 1, 100, NULL },
	{ "most", KIND_NUMBER, true, 0.001, 1000, NULL },
	END
};

static const struct definition_key node_keys[] = {
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "clock", KIND_LINE, false, 1, 50, NULL },
	{ "text", KIND_TEXT, true, 1, 20000, NULL },
	{ "media", KIND_MEDIA, false, 0, 0, NULL },
	{ "alt", KIND_LINE, false, 1, 500, NULL },
	{ "choices", KIND_LIST, false, 1, OPTIONS_MOST, NULL },
	{ "reasons", KIND_OBJECT, false, 1, 20, NULL },
	{ "pick", KIND_OBJECT, false, 1, 20, NULL },
	{ "to", KIND_LINE, false, 1, 80, NULL },
	END
};

static const struct definition_key option_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "text", KIND_TEXT, true, 1, 4000, NULL },
	{ "score", KIND_OBJECT, false, 0, DIMENSIONS_MOST, NULL },
	{ "set", KIND_OBJECT, false, 0, VARIABLES_MOST, NULL },
	{ "add", KIND_OBJECT, false, 0, VARIABLES_MOST, NULL },
	{ "minutes", KIND_NUMBER, false, 0, 100000, NULL },
	{ "feedback", KIND_TEXT, true, 1, 4000, NULL },
	{ "basis", KIND_LINES, false, 0, 20, NULL },
	{ "confidence", KIND_WORD, false, 0, 0, confidences },
	END
};

static const struct definition_key to_keys[] = {
	{ "to", KIND_LINE, true, 1, 80, NULL },
	END
};

static const struct definition_key reasons_keys[] = {
	{ "text", KIND_TEXT, true, 1, 4000, NULL },
	{ "options", KIND_LIST, true, 2, OPTIONS_MOST, NULL },
	END
};

static const struct definition_key pick_keys[] = {
	{ "least", KIND_COUNT, true, 0, OPTIONS_MOST, NULL },
	{ "most", KIND_COUNT, true, 1, OPTIONS_MOST, NULL },
	{ "options", KIND_LIST, true, 2, OPTIONS_MOST, NULL },
	END
};

static const struct definition_key ending_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "when", KIND_LINE, true, 1, FORMULA_MOST, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "text", KIND_TEXT, true, 1, 10000, NULL },
	{ "good", KIND_TRUTH, false, 0, 0, NULL },
	END
};

static const struct definition_key points[] = {
	{ "", KIND_NUMBER, true, -1000, 1000, NULL },
};

static const struct definition_key amount[] = {
	{ "", KIND_NUMBER, true, -1e9, 1e9, NULL },
};

struct checking {
	struct definition_faults *f;
	json_t *kase;
};

static json_t *at(json_t *json, const char *key)
{
	return json_object_get(json, key);
}

static const char *text_at(json_t *json, const char *key)
{
	return json_string_value(at(json, key));
}

static bool has_id(json_t *list, size_t n, const char *id)
{
	for (size_t i = 0; i < n; i++) {
		const char *s = text_at(json_array_get(list, i), "id");

		if (s && strcmp(s, id) == 0)
			return true;
	}
	return false;
}

static void ids_check(const struct checking *c, const struct spot *spot,
		      json_t *list)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const struct spot place = { spot, NULL, i };
		const char *id = text_at(one, "id");

		if (i == OPTIONS_MOST)
			return;
		if (id && has_id(list, i, id))
			definition_fault(c->f, &place, DEFINITION_ID_TWICE, id);
	}
}

/* ---- What is declared ----------------------------------------------------- */

static void dimensions_check(const struct checking *c, const struct spot *spot)
{
	json_t *dimensions = at(c->kase, "dimensions"), *one;
	const struct spot list = { spot, "dimensions", 0 };
	size_t i;

	json_array_foreach(dimensions, i, one) {
		const struct spot place = { &list, NULL, i };
		const char *id = text_at(one, "id");

		if (i == DIMENSIONS_MOST)
			return;
		definition_object(c->f, &place, one, dimension_keys, NULL);
		if (id && !formula_name_fits(id))
			definition_fault(c->f, &place, DEFINITION_VARIABLE_NAME,
					 id);
	}
	ids_check(c, &list, dimensions);
}

static void variables_check(const struct checking *c, const struct spot *spot)
{
	const struct spot list = { spot, "variables", 0 };
	const char *name;
	json_t *one;

	json_object_foreach(at(c->kase, "variables"), name, one) {
		const struct spot place = { &list, name, 0 };

		if (!formula_name_fits(name))
			definition_fault(c->f, &place, DEFINITION_VARIABLE_NAME,
					 name);
		if (!json_is_boolean(one))
			definition_value(c->f, &place, one, amount);
	}
}

/* ---- Conditions ----------------------------------------------------------- */

static size_t names_of(const struct checking *c,
		       struct formula_name out[static DIMENSIONS_MOST +
					       VARIABLES_MOST])
{
	json_t *one;
	const char *name;
	size_t n = 0, i;

	json_array_foreach(at(c->kase, "dimensions"), i, one)
		if (i < DIMENSIONS_MOST && text_at(one, "id"))
			out[n++] = (struct formula_name){ .name = arena_format(
				c->f->mem, "dimension.%s", text_at(one, "id")) };
	i = 0;
	json_object_foreach(at(c->kase, "variables"), name, one)
		if (i++ < VARIABLES_MOST)
			out[n++] = (struct formula_name){ arena_format(
				c->f->mem, "variable.%s", name),
				json_is_boolean(one), 0 };
	return n;
}

static enum definition_code condition_code(enum formula_fault fault)
{
	return fault == FORMULA_NAME ? DEFINITION_CONDITION_NAME :
	       fault == FORMULA_KIND ? DEFINITION_CONDITION_KIND :
	       DEFINITION_CONDITION;
}

static void when_check(const struct checking *c, const struct spot *spot,
		       const char *when)
{
	struct formula_name names[DIMENSIONS_MOST + VARIABLES_MOST];
	size_t n = names_of(c, names), byte;
	enum formula_fault fault;

	if ((fault = formula_check(when, true, names, n, &byte)))
		definition_fault_in(c->f, spot, (struct definition_fault){
			.code = condition_code(fault), .value = when,
			.least = (double)byte + 1 });
}

static void endings_check(const struct checking *c, const struct spot *spot)
{
	const struct spot list = { spot, "endings", 0 };
	json_t *endings = at(c->kase, "endings"), *one;
	const size_t n = json_array_size(endings);
	size_t i;

	json_array_foreach(endings, i, one) {
		const struct spot place = { &list, NULL, i };
		const struct spot when = { &place, "when", 0 };
		const char *said = text_at(one, "when");
		bool otherwise;

		if (i == ENDINGS_MOST)
			return;
		definition_object(c->f, &place, one, ending_keys, NULL);
		otherwise = said && strcmp(said, "otherwise") == 0;
		if (said && otherwise != (i + 1 == n))
			definition_fault(c->f, &when, DEFINITION_OTHERWISE, NULL);
		else if (said && !otherwise)
			when_check(c, &when, said);
	}
	ids_check(c, &list, endings);
}

/* ---- Options -------------------------------------------------------------- */

static void score_check(const struct checking *c, const struct spot *spot,
			json_t *option)
{
	const struct spot list = { spot, "score", 0 };
	json_t *dimensions = at(c->kase, "dimensions"), *one;
	const char *name;

	json_object_foreach(at(option, "score"), name, one) {
		const struct spot place = { &list, name, 0 };

		definition_value(c->f, &place, one, points);
		if (!has_id(dimensions, json_array_size(dimensions), name))
			definition_fault(c->f, &place,
					 DEFINITION_DIMENSION_UNKNOWN, name);
	}
}

/* A variable stays what it is; only numbers are added to. */
static void change_check(const struct checking *c, const struct spot *spot,
			 json_t *option, const char *key)
{
	const struct spot list = { spot, key, 0 };
	const bool add = strcmp(key, "add") == 0;
	const char *name;
	json_t *one;

	json_object_foreach(at(option, key), name, one) {
		const struct spot place = { &list, name, 0 };
		json_t *variable = at(at(c->kase, "variables"), name);

		if (!variable)
			definition_fault(c->f, &place,
					 DEFINITION_VARIABLE_UNKNOWN, name);
		else if (json_is_boolean(one) != json_is_boolean(variable) ||
			 (add && json_is_boolean(one)))
			definition_fault(c->f, &place,
					 DEFINITION_VARIABLE_KIND, name);
		else if (!json_is_boolean(one))
			definition_value(c->f, &place, one, amount);
	}
}

static void options_check(const struct checking *c, const struct spot *spot,
			  json_t *options, const struct definition_key *more)
{
	json_t *one;
	size_t i;

	json_array_foreach(options, i, one) {
		const struct spot place = { spot, NULL, i };

		if (i == OPTIONS_MOST)
			return;
		if (!definition_object(c->f, &place, one, option_keys, more))
			continue;
		score_check(c, &place, one);
		change_check(c, &place, one, "set");
		change_check(c, &place, one, "add");
	}
	ids_check(c, spot, options);
}

/* ---- Nodes ---------------------------------------------------------------- */

/* "end", "end:E1" or a node. */
static void to_check(const struct checking *c, const struct spot *spot,
		     json_t *from)
{
	const struct spot place = { spot, "to", 0 };
	json_t *endings = at(c->kase, "endings");
	const char *to = text_at(from, "to");

	if (!to || strcmp(to, "end") == 0)
		return;
	if (text_starts(to, "end:")) {
		if (!has_id(endings, json_array_size(endings), to + 4))
			definition_fault(c->f, &place,
					 DEFINITION_ENDING_ABSENT, to + 4);
	} else if (!at(at(c->kase, "nodes"), to)) {
		definition_fault(c->f, &place, DEFINITION_NODE_ABSENT, to);
	}
}

static void choices_check(const struct checking *c, const struct spot *spot,
			  json_t *node)
{
	const struct spot list = { spot, "choices", 0 };
	const struct spot more = { spot, "reasons", 0 };
	const struct spot options = { &more, "options", 0 };
	json_t *choice, *reasons = at(node, "reasons");
	size_t i;

	options_check(c, &list, at(node, "choices"), to_keys);
	json_array_foreach(at(node, "choices"), i, choice) {
		const struct spot place = { &list, NULL, i };

		if (i == OPTIONS_MOST)
			break;
		to_check(c, &place, choice);
	}
	if (reasons && definition_object(c->f, &more, reasons, reasons_keys,
					 NULL))
		options_check(c, &options, at(reasons, "options"), NULL);
}

static void pick_check(const struct checking *c, const struct spot *spot,
		       json_t *node)
{
	const struct spot place = { spot, "pick", 0 };
	const struct spot list = { &place, "options", 0 };
	json_t *pick = at(node, "pick");
	json_int_t least, most;

	if (!definition_object(c->f, &place, pick, pick_keys, NULL))
		return;
	least = json_integer_value(at(pick, "least"));
	most = json_integer_value(at(pick, "most"));
	if (least > most || most > (json_int_t)json_array_size(at(pick,
								  "options")))
		definition_fault(c->f, &place, DEFINITION_PICK_RANGE, NULL);
	options_check(c, &list, at(pick, "options"), NULL);
	to_check(c, spot, node);
}

static void node_check(const struct checking *c, const struct spot *spot,
		       json_t *node)
{
	const bool choices = at(node, "choices"), pick = at(node, "pick");

	if (!definition_object(c->f, spot, node, node_keys, NULL))
		return;
	if (choices == pick || pick != !!at(node, "to") ||
	    (pick && at(node, "reasons")))
		definition_fault(c->f, spot, DEFINITION_NODE_FORM, NULL);
	else if (pick)
		pick_check(c, spot, node);
	else
		choices_check(c, spot, node);
	if (at(node, "media") && !at(node, "alt"))
		definition_fault(c->f, spot, DEFINITION_ALT_MISSING, NULL);
}

static void nodes_check(const struct checking *c, const struct spot *spot)
{
	const struct spot list = { spot, "nodes", 0 };
	const struct spot start = { spot, "start", 0 };
	json_t *nodes = at(c->kase, "nodes"), *node;
	const char *name = text_at(c->kase, "start");

	if (name && !at(nodes, name))
		definition_fault(c->f, &start, DEFINITION_NODE_ABSENT, name);
	json_object_foreach(nodes, name, node) {
		const struct spot place = { &list, name, 0 };

		/* "K1.c" is a step, and "end" an end. */
		if (!definition_ident(name) || strchr(name, '.') ||
		    strcmp(name, "end") == 0)
			definition_fault(c->f, &place, DEFINITION_IDENT, name);
		node_check(c, &place, node);
	}
}

/* ---- The graph ------------------------------------------------------------ */

/* Where one leads from a node, one after the other; NULL behind the last. */
static const char *lead(json_t *node, size_t i)
{
	if (at(node, "pick"))
		return i ? NULL : text_at(node, "to");
	return text_at(json_array_get(at(node, "choices"), i), "to");
}

static bool is_end(const char *to)
{
	return strcmp(to, "end") == 0 || text_starts(to, "end:");
}

/* Nodes that lead to what is marked are marked; true when there was a new one. */
static bool mark_back(json_t *nodes, json_t *marked)
{
	const char *name, *to;
	json_t *node;
	bool more = false;

	json_object_foreach(nodes, name, node) {
		if (at(marked, name))
			continue;
		for (size_t i = 0; (to = lead(node, i)); i++) {
			if (!is_end(to) && !at(marked, to))
				continue;
			json_object_set_new(marked, name, json_true());
			more = true;
			break;
		}
	}
	return more;
}

/* What marked nodes lead to is marked; true when there was a new one. */
static bool mark_on(json_t *nodes, json_t *marked)
{
	const char *name, *to;
	json_t *node;
	bool more = false;

	json_object_foreach(nodes, name, node) {
		if (!at(marked, name))
			continue;
		for (size_t i = 0; (to = lead(node, i)); i++) {
			if (is_end(to) || at(marked, to))
				continue;
			json_object_set_new(marked, to, json_true());
			more = true;
		}
	}
	return more;
}

static void unmarked(const struct checking *c, const struct spot *spot,
		     json_t *marked, enum definition_code code)
{
	const struct spot list = { spot, "nodes", 0 };
	const char *name;
	json_t *node;

	json_object_foreach(at(c->kase, "nodes"), name, node) {
		const struct spot place = { &list, name, 0 };

		if (!at(marked, name))
			definition_fault(c->f, &place, code, name);
	}
}

static void graph_check(const struct checking *c, const struct spot *spot)
{
	json_t *nodes = at(c->kase, "nodes");
	json_t *reached = json_object(), *ended = json_object();
	const char *start = text_at(c->kase, "start");

	json_object_set_new(reached, start, json_true());
	while (mark_on(nodes, reached))
		;
	while (mark_back(nodes, ended))
		;
	unmarked(c, spot, reached, DEFINITION_NODE_UNREACHED);
	unmarked(c, spot, ended, DEFINITION_NODE_NO_END);
	json_decref(reached);
	json_decref(ended);
}

/* Is there a way to "end", where any ending may be, or to this one? */
static bool leads_to(json_t *nodes, const char *ending)
{
	const char *name, *to;
	json_t *node;

	json_object_foreach(nodes, name, node)
		for (size_t i = 0; (to = lead(node, i)); i++)
			if (strcmp(to, "end") == 0 || (text_starts(to, "end:") &&
					strcmp(to + 4, ending) == 0))
				return true;
	return false;
}

static void endings_used(const struct checking *c, const struct spot *spot)
{
	const struct spot list = { spot, "endings", 0 };
	json_t *endings = at(c->kase, "endings"), *one;
	size_t i;

	json_array_foreach(endings, i, one) {
		const struct spot place = { &list, NULL, i };

		/* The last is also there so that none is ever missing. */
		if (i + 1 < json_array_size(endings) &&
		    !leads_to(at(c->kase, "nodes"), text_at(one, "id")))
			definition_fault(c->f, &place, DEFINITION_ENDING_UNUSED,
					 text_at(one, "id"));
	}
}

static void ideal_check(const struct checking *c, const struct spot *spot)
{
	const struct spot list = { spot, "ideal", 0 };
	json_t *ideal = at(c->kase, "ideal");
	json_t *path = case_ideal(c->f->mem, c->kase);
	struct case_walk walk;
	struct spot place = { &list, NULL, json_array_size(path) };

	case_walk(c->f->mem, c->kase, path, &walk);
	if (*walk.why) {
		place.index = walk.steps;
		definition_fault(c->f, &place, strcmp(walk.why, "node") &&
				 strcmp(walk.why, "ended") ?
				 DEFINITION_IDEAL_STEP : DEFINITION_IDEAL_BROKEN,
				 json_string_value(json_array_get(ideal,
								  walk.steps)));
	} else if (json_array_size(path) < json_array_size(ideal)) {
		definition_fault(c->f, &place, DEFINITION_IDEAL_STEP,
				 json_string_value(json_array_get(ideal,
							place.index)));
	} else if (walk.node) {
		definition_fault(c->f, &list, DEFINITION_IDEAL_SHORT, NULL);
	}
	json_decref(path);
}

void case_check(json_t *kase, const struct spot *spot,
		struct definition_faults *f)
{
	const struct checking c = { f, kase };
	const size_t before = f->n;

	if (!definition_object(f, spot, kase, case_keys, NULL))
		return;
	dimensions_check(&c, spot);
	variables_check(&c, spot);
	if (json_object_size(at(kase, "nodes")) > CASE_NODES_MOST)
		return;
	nodes_check(&c, spot);
	endings_check(&c, spot);
	/* A graph with a hole in it cannot be walked. */
	if (f->n > before)
		return;
	graph_check(&c, spot);
	endings_used(&c, spot);
	if (f->n == before)
		ideal_check(&c, spot);
}
