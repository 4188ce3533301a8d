#include "domain/branching.h"

#include <math.h>
#include <string.h>

#include "domain/formula.h"

#define OPTIONS_MOST 20

static json_t *at(json_t *json, const char *key)
{
	return json_object_get(json, key);
}

static const char *text_at(json_t *json, const char *key)
{
	return json_string_value(at(json, key));
}

/* The one of a list with that id; NULL when there is none. */
static json_t *by_id(json_t *list, const char *id)
{
	json_t *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *s = text_at(one, "id");

		if (id && s && strcmp(s, id) == 0)
			return one;
	}
	return NULL;
}

/* ---- A way ---------------------------------------------------------------- */

struct walking {
	struct arena *mem;
	json_t *kase;
	struct case_walk *out;
	double *sums;		/* by dimension, not yet bounded */
	json_t *visits;		/* node: how often */
};

static void begin(struct walking *w)
{
	json_t *dimensions = at(w->kase, "dimensions"), *one;
	json_t *variables = at(w->kase, "variables");
	struct case_walk *out = w->out;
	const char *name;
	size_t i;

	*out = (struct case_walk){ .why = "",
		.node = text_at(w->kase, "start") };
	out->ndimensions = json_array_size(dimensions);
	out->dimensions = arena_array(w->mem, struct case_value,
				      out->ndimensions + 1);
	w->sums = arena_array(w->mem, double, out->ndimensions + 1);
	json_array_foreach(dimensions, i, one) {
		out->dimensions[i].name = text_at(one, "id");
		out->most += json_number_value(at(one, "most"));
	}
	out->variables = arena_array(w->mem, struct case_value,
				     json_object_size(variables) + 1);
	json_object_foreach(variables, name, one)
		out->variables[out->nvariables++] = (struct case_value){
			name, json_is_boolean(one), json_is_boolean(one) ?
			json_is_true(one) : json_number_value(one) };
}

static struct case_value *value_of(struct case_value *list, size_t n,
				   const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i].name, name) == 0)
			return &list[i];
	return NULL;
}

static void variables_change(struct walking *w, json_t *changes, bool add)
{
	const char *name;
	json_t *one;

	json_object_foreach(changes, name, one) {
		struct case_value *v = value_of(w->out->variables,
						w->out->nvariables, name);

		if (v)
			v->value = (add ? v->value : 0) +
				(json_is_boolean(one) ? json_is_true(one)
						      : json_number_value(one));
	}
}

/* What a choice, an option or a reason brings. */
static void bring(struct walking *w, json_t *option)
{
	struct case_value *dimensions = w->out->dimensions, *d;
	const char *name;
	json_t *points;

	json_object_foreach(at(option, "score"), name, points)
		if ((d = value_of(dimensions, w->out->ndimensions, name)))
			w->sums[d - dimensions] += json_number_value(points);
	variables_change(w, at(option, "set"), false);
	variables_change(w, at(option, "add"), true);
	w->out->minutes += json_number_value(at(option, "minutes"));
}

static void scores_settle(struct walking *w)
{
	struct case_walk *out = w->out;

	out->score = 0;
	for (size_t i = 0; i < out->ndimensions; i++) {
		const double most = json_number_value(at(json_array_get(
			at(w->kase, "dimensions"), i), "most"));

		out->dimensions[i].value = fmin(fmax(w->sums[i], 0), most);
		out->score += out->dimensions[i].value;
	}
}

static size_t names_put(struct arena *mem, struct formula_name *out,
			const char *group, const struct case_value *list,
			size_t n)
{
	for (size_t i = 0; i < n; i++)
		out[i] = (struct formula_name){
			arena_format(mem, "%s.%s", group, list[i].name),
			list[i].truth, list[i].value };
	return n;
}

static struct formula_name *names_of(struct arena *mem,
				     const struct case_walk *w, size_t *n)
{
	struct formula_name *out = arena_array(mem, struct formula_name,
					w->ndimensions + w->nvariables + 1);

	*n = names_put(mem, out, "dimension", w->dimensions, w->ndimensions);
	*n += names_put(mem, out + *n, "variable", w->variables, w->nvariables);
	return out;
}

/* The first whose condition holds; the last always does. */
static json_t *ending_of(struct walking *w)
{
	json_t *endings = at(w->kase, "endings"), *one;
	struct formula_name *names;
	size_t i, n;
	bool holds;

	names = names_of(w->mem, w->out, &n);
	json_array_foreach(endings, i, one) {
		const char *when = text_at(one, "when");

		if (when && (strcmp(when, "otherwise") == 0 ||
			     (!formula_holds(when, names, n, &holds, NULL) &&
			      holds)))
			return one;
	}
	return NULL;
}

static void go(struct walking *w, const char *to)
{
	scores_settle(w);
	if (!to || strncmp(to, "end", 3) || (to[3] && to[3] != ':')) {
		w->out->node = to;
		return;
	}
	w->out->ending = to[3] ? by_id(at(w->kase, "endings"), to + 4)
			       : ending_of(w);
	w->out->node = NULL;
}

/* The second choice of a node that asks for reasons. */
static const char *reason_read(json_t *node, json_t *step, json_t **out)
{
	json_t *reasons = at(node, "reasons"), *said = at(step, "reason");

	*out = NULL;
	if (!reasons)
		return said && !json_is_null(said) ? "reason" : "";
	*out = by_id(at(reasons, "options"), json_string_value(said));
	return *out ? "" : "reason";
}

static const char *choice_step(struct walking *w, json_t *node, json_t *step)
{
	json_t *choice = by_id(at(node, "choices"), text_at(step, "choice"));
	json_t *reason;
	const char *why = reason_read(node, step, &reason);

	if (!choice)
		return "choice";
	if (*why)
		return why;
	bring(w, choice);
	if (reason)
		bring(w, reason);
	go(w, text_at(choice, "to"));
	return "";
}

/* Are they `least` to `most` different options? */
static bool picks_read(json_t *pick, json_t *picks, json_t *out[OPTIONS_MOST])
{
	const size_t n = json_array_size(picks);
	json_t *options = at(pick, "options");

	if (!json_is_array(picks) || n > OPTIONS_MOST ||
	    n < (size_t)json_integer_value(at(pick, "least")) ||
	    n > (size_t)json_integer_value(at(pick, "most")))
		return false;
	for (size_t i = 0; i < n; i++) {
		out[i] = by_id(options, json_string_value(
					json_array_get(picks, i)));
		if (!out[i])
			return false;
		for (size_t j = 0; j < i; j++)
			if (out[j] == out[i])
				return false;
	}
	return true;
}

static const char *pick_step(struct walking *w, json_t *node, json_t *step)
{
	json_t *picked[OPTIONS_MOST], *picks = at(step, "picks");

	if (!picks_read(at(node, "pick"), picks, picked))
		return "picks";
	for (size_t i = 0; i < json_array_size(picks); i++)
		bring(w, picked[i]);
	go(w, text_at(node, "to"));
	return "";
}

static bool visited_enough(struct walking *w, const char *name)
{
	const json_int_t n = json_integer_value(at(w->visits, name));

	if (n == CASE_VISITS_MOST)
		return true;
	json_object_set_new(w->visits, name, json_integer(n + 1));
	return false;
}

static const char *step_take(struct walking *w, json_t *step)
{
	const char *name = text_at(step, "node");
	json_t *node;

	if (!json_is_object(step) || !name)
		return "shape";
	if (!w->out->node)
		return "ended";
	if (strcmp(name, w->out->node))
		return "node";
	if (!(node = at(at(w->kase, "nodes"), name)))
		return "node";
	if (visited_enough(w, name))
		return "visits";
	return at(node, "pick") ? pick_step(w, node, step)
				: choice_step(w, node, step);
}

void case_walk(struct arena *mem, json_t *kase, json_t *path,
	       struct case_walk *out)
{
	struct walking w = { .mem = mem, .kase = kase, .out = out,
			     .visits = json_object() };
	json_t *step;
	size_t i;

	begin(&w);
	if (path && !json_is_null(path) && !json_is_array(path))
		out->why = "shape";
	json_array_foreach(path, i, step) {
		out->why = step_take(&w, step);
		if (*out->why)
			break;
		out->steps++;
	}
	json_decref(w.visits);
}

double case_scaled(const struct case_walk *w)
{
	return w->most > 0 ? w->score / w->most : 0;
}

bool case_passed(json_t *kase, const struct case_walk *w)
{
	json_t *mark = at(kase, "passMark");

	return json_is_number(mark) &&
	       case_scaled(w) * 100 >= json_number_value(mark) - 1e-9;
}

/* ---- The ideal way -------------------------------------------------------- */

static json_t *picks_json(struct arena *mem, const char *said)
{
	json_t *list = json_array();

	while (*said) {
		const size_t n = strcspn(said, "+");

		json_array_append_new(list, json_string(
			arena_copy(mem, said, n)));
		said += n + (said[n] == '+');
	}
	return list;
}

/* "S1.b/r2", "K6.a+b" or "K7." (nothing picked) as a step; NULL when it names
   nothing that is there. */
static json_t *step_json(struct arena *mem, json_t *kase, const char *said)
{
	const size_t n = strcspn(said, "."), m = strcspn(said, "/");
	const char *node = arena_copy(mem, said, n), *choice;
	json_t *of = at(at(kase, "nodes"), node), *step;

	if (!said[n] || !of || m < n)
		return NULL;
	step = json_pack("{s:s}", "node", node);
	choice = arena_copy(mem, said + n + 1, m - n - 1);
	if (at(of, "pick"))
		json_object_set_new(step, "picks", picks_json(mem, choice));
	else
		json_object_set_new(step, "choice", json_string(choice));
	if (said[m])
		json_object_set_new(step, "reason", json_string(said + m + 1));
	return step;
}

json_t *case_ideal(struct arena *mem, json_t *kase)
{
	json_t *list = json_array(), *one, *step;
	size_t i;

	json_array_foreach(at(kase, "ideal"), i, one) {
		const char *said = json_string_value(one);

		if (!said || !(step = step_json(mem, kase, said)))
			break;
		json_array_append_new(list, step);
	}
	return list;
}

/* ---- What the browser is given -------------------------------------------- */

struct publishing {
	struct arena *mem;
	const struct question_html *html;
};

static void html_put(const struct publishing *p, json_t *out, const char *name,
		     const char *markdown)
{
	if (markdown)
		json_object_set_new(out, name, json_string(
			p->html->make(p->html->with, p->mem, markdown)));
}

static void keep(json_t *out, json_t *from, const char *key)
{
	json_t *value = at(from, key);

	if (value && !json_is_null(value))
		json_object_set(out, key, value);
}

static json_t *option_public(const struct publishing *p, json_t *option)
{
	json_t *out = json_pack("{s:O}", "id", at(option, "id"));
	const char *to = text_at(option, "to");

	html_put(p, out, "html", text_at(option, "text"));
	html_put(p, out, "feedback", text_at(option, "feedback"));
	keep(out, option, "minutes");
	keep(out, option, "basis");
	if (to)
		json_object_set_new(out, "to", json_string(
			text_starts(to, "end:") ? "end" : to));
	return out;
}

static json_t *options_public(const struct publishing *p, json_t *options)
{
	json_t *out = json_array(), *one;
	size_t i;

	json_array_foreach(options, i, one)
		json_array_append_new(out, option_public(p, one));
	return out;
}

static json_t *pick_public(const struct publishing *p, json_t *pick)
{
	return json_pack("{s:O, s:O, s:o}", "least", at(pick, "least"),
			 "most", at(pick, "most"),
			 "options", options_public(p, at(pick, "options")));
}

static json_t *reasons_public(const struct publishing *p, json_t *reasons)
{
	json_t *out = json_pack("{s:o}", "options",
				options_public(p, at(reasons, "options")));

	html_put(p, out, "html", text_at(reasons, "text"));
	return out;
}

static json_t *node_public(const struct publishing *p, json_t *node)
{
	json_t *out = json_object();
	const char *to = text_at(node, "to");

	keep(out, node, "title");
	keep(out, node, "clock");
	keep(out, node, "media");
	keep(out, node, "alt");
	html_put(p, out, "html", text_at(node, "text"));
	if (at(node, "choices"))
		json_object_set_new(out, "choices",
				    options_public(p, at(node, "choices")));
	if (at(node, "pick"))
		json_object_set_new(out, "pick", pick_public(p, at(node, "pick")));
	if (at(node, "reasons"))
		json_object_set_new(out, "reasons",
				    reasons_public(p, at(node, "reasons")));
	if (to)
		json_object_set_new(out, "to", json_string(
			text_starts(to, "end:") ? "end" : to));
	return out;
}

json_t *case_public(struct arena *mem, json_t *kase,
		    const struct question_html *html)
{
	const struct publishing p = { mem, html };
	json_t *out = json_object(), *nodes = json_object(), *node;
	const char *name;

	keep(out, kase, "id");
	keep(out, kase, "title");
	keep(out, kase, "role");
	keep(out, kase, "minutes");
	keep(out, kase, "dimensions");
	keep(out, kase, "start");
	html_put(&p, out, "introHtml", text_at(kase, "intro"));
	json_object_foreach(at(kase, "nodes"), name, node)
		json_object_set_new(nodes, name, node_public(&p, node));
	json_object_set_new(out, "nodes", nodes);
	return out;
}

static json_t *ending_public(const struct publishing *p, json_t *ending)
{
	json_t *out;

	if (!ending)
		return json_null();
	out = json_object();
	keep(out, ending, "id");
	keep(out, ending, "title");
	keep(out, ending, "good");
	html_put(p, out, "html", text_at(ending, "text"));
	return out;
}

json_t *case_result(struct arena *mem, json_t *kase, const struct case_walk *w,
		    const struct question_html *html)
{
	const struct publishing p = { mem, html };
	json_t *dimensions = json_object();

	for (size_t i = 0; i < w->ndimensions; i++)
		json_object_set_new(dimensions, w->dimensions[i].name,
				    json_real(w->dimensions[i].value));
	return json_pack("{s:f, s:f, s:f, s:o, s:o, s:o, s:f, s:O*}",
		"scaled", case_scaled(w), "points", w->score, "most", w->most,
		"passed", json_is_number(at(kase, "passMark")) ?
			json_boolean(case_passed(kase, w)) : json_null(),
		"dimensions", dimensions,
		"ending", ending_public(&p, w->ending),
		"minutes", w->minutes, "ideal", at(kase, "ideal"));
}
