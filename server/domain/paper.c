#include "domain/paper.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "domain/decimal.h"
#include "domain/definition.h"
#include "domain/normal.h"
#include "domain/question.h"

/*
 * question_check() has seen one in fifty hold, so an honest one is met long
 * before; one that was made for what it looks at holds up no more than this.
 */
#define TRIES 1000
#define LIST_MOST 50	/* of anything on a paper: gaps, choices, rights */

/* ---- Lots ---------------------------------------------------------------- */

/* FNV-1a, 64 bits (draft-eastlake-fnv). */
static uint64_t hashed(uint64_t h, const char *s)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3;
	return h;
}

struct lots lots_begin(const char *seed, const char *stream)
{
	uint64_t h = hashed(0xcbf29ce484222325, seed);

	return (struct lots){ hashed(hashed(h, "/"), stream) };
}

uint64_t lots_next(struct lots *l)
{
	uint64_t z = (l->state += 0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

size_t lots_below(struct lots *l, size_t n)
{
	/* 2^64 mod n: numbers below it come once too often. */
	const uint64_t unfair = -(uint64_t)n % n;
	uint64_t v;

	do
		v = lots_next(l);
	while (v < unfair);
	return (size_t)(v % n);
}

void lots_shuffle(struct lots *l, size_t *list, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		const size_t j = lots_below(l, i), kept = list[i - 1];

		list[i - 1] = list[j];
		list[j] = kept;
	}
}

/* ---- One question -------------------------------------------------------- */

static struct paper_order order_of(struct arena *mem, size_t n,
				   struct lots *lots, bool shuffle)
{
	struct paper_order o = { arena_array(mem, size_t, n + 1), n };

	for (size_t i = 0; i < n; i++)
		o.at[i] = i;
	if (shuffle)
		lots_shuffle(lots, o.at, n);
	return o;
}

static bool shuffled(json_t *question)
{
	return !json_is_false(json_object_get(question, "shuffle"));
}

struct form {
	const char *form, *text;
	size_t from;		/* where it stood before sorting */
};

static void form_put(struct arena *mem, struct form *out, size_t from,
		     const char *text)
{
	const char *form = normal_text(mem, text, false);

	*out = (struct form){ form ? form : text, text, from };
}

static int by_form(const void *a, const void *b)
{
	const struct form *x = a, *y = b;
	const int order = strcmp(x->form, y->form);

	return order ? order : (x->from > y->from) - (x->from < y->from);
}

/* Sorted, equal ones once; number[from] is the number of each. */
static size_t numbered(struct arena *mem, struct form *forms, size_t n,
		       const char ***texts, size_t **number)
{
	size_t made = 0;

	qsort(forms, n, sizeof(*forms), by_form);
	*texts = arena_array(mem, const char *, n + 1);
	*number = arena_array(mem, size_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (!i || strcmp(forms[i].form, forms[i - 1].form))
			(*texts)[made++] = forms[i].text;
		(*number)[forms[i].from] = made - 1;
	}
	return made;
}

size_t paper_rights(struct arena *mem, json_t *question, const char ***texts,
		    size_t **of)
{
	json_t *pairs = json_object_get(question, "pairs"), *one;
	json_t *extra = json_object_get(question, "extra");
	struct form *forms = arena_array(mem, struct form,
		json_array_size(pairs) + json_array_size(extra) + 1);
	size_t n = 0, i, *number;

	json_array_foreach(pairs, i, one) {
		form_put(mem, &forms[n], n, json_string_value(
				json_object_get(one, "right")));
		n++;
	}
	json_array_foreach(extra, i, one) {
		form_put(mem, &forms[n], n, json_string_value(one));
		n++;
	}
	return numbered(mem, forms, n, texts, of ? of : &number);
}

size_t paper_items(struct arena *mem, json_t *question, const char ***texts,
		   size_t **of)
{
	json_t *items = json_object_get(question, "items"), *one;
	const size_t n = json_array_size(items);
	struct form *forms = arena_array(mem, struct form, n + 1);
	size_t i, *number, *place = arena_array(mem, size_t, n + 1);

	json_array_foreach(items, i, one)
		form_put(mem, &forms[i], i, json_string_value(one));
	numbered(mem, forms, n, texts, &number);
	for (i = 0; i < n; i++)
		place[number[i]] = i;
	if (of)
		*of = place;
	return n;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct formula_name *)a)->name,
		      ((const struct formula_name *)b)->name);
}

/* 0.1 + 2 * 0.1 is meant as 0.3: to twelve digits. */
static double tidy(double v)
{
	const double scale = v == 0 ? 1 :
		pow(10, 11 - floor(log10(fabs(v))));

	return isfinite(scale) && scale > 0 ? round(v * scale) / scale : v;
}

static double drawn(struct lots *lots, json_t *range)
{
	const double from = json_number_value(json_object_get(range, "from"));
	const double to = json_number_value(json_object_get(range, "to"));
	const double step = json_number_value(json_object_get(range, "step"));
	const size_t n = (size_t)floor((to - from) / step + 1e-6) + 1;

	return tidy(from + (double)lots_below(lots, n) * step);
}

bool paper_parameters_try(json_t *question, struct lots *lots,
			  struct formula_name out[static PAPER_PARAMETERS_MOST],
			  size_t *n, double *answer)
{
	json_t *parameters = json_object_get(question, "parameters"), *range;
	const char *where = json_string_value(json_object_get(question, "where"));
	const char *formula = json_string_value(
		json_object_get(question, "formula"));
	const char *name;
	bool holds = true;

	*n = 0;
	*answer = 0;
	json_object_foreach(parameters, name, range)
		out[(*n)++] = (struct formula_name){ .name = name };
	qsort(out, *n, sizeof(*out), by_name);
	for (size_t i = 0; i < *n; i++)
		out[i].value = drawn(lots, json_object_get(parameters,
							   out[i].name));
	if (where && (formula_holds(where, out, *n, &holds, NULL) || !holds))
		return false;
	return !formula || !formula_value(formula, out, *n, answer, NULL);
}

static enum err parameters_draw(struct arena *mem, json_t *question,
				struct lots *lots, struct paper_question *out)
{
	struct formula_name names[PAPER_PARAMETERS_MOST];
	double answer;
	size_t n;

	for (int i = 0; i < TRIES; i++) {
		if (!paper_parameters_try(question, lots, names, &n, &answer))
			continue;
		out->parameters = arena_array(mem, struct paper_parameter, n + 1);
		out->nparameters = n;
		for (size_t j = 0; j < n; j++)
			out->parameters[j] = (struct paper_parameter){
				arena_copy(mem, names[j].name,
					   strlen(names[j].name)),
				names[j].value };
		return OK;
	}
	return fail(ERR_INVALID, "question '%s': its parameters never fit",
		    out->id);
}

static void gaps_draw(struct arena *mem, json_t *question, struct lots *lots,
		      struct paper_question *out)
{
	json_t *gaps = json_object_get(question, "gaps"), *gap;
	size_t i;

	out->ngaps = json_array_size(gaps);
	out->gaps = arena_array(mem, struct paper_order, out->ngaps + 1);
	json_array_foreach(gaps, i, gap)
		out->gaps[i] = order_of(mem, json_array_size(
			json_object_get(gap, "choices")), lots, shuffled(gap));
}

enum err paper_question_draw(struct arena *mem, json_t *question,
			     const char *from, const char *seed,
			     struct paper_question *out)
{
	const char *id = question_id(question), **texts;
	struct lots lots = lots_begin(seed, id);

	*out = (struct paper_question){ .id = arena_copy(mem, id, strlen(id)),
					.from = from };
	switch (question_type_of(question)) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		out->order = order_of(mem, json_array_size(
			json_object_get(question, "choices")), &lots,
			shuffled(question));
		break;
	case QUESTION_ORDER:
		out->order = order_of(mem, json_array_size(
			json_object_get(question, "items")), &lots, true);
		break;
	case QUESTION_MATCH:
		out->right = order_of(mem, paper_rights(mem, question, &texts,
							NULL), &lots, true);
		break;
	case QUESTION_CLOZE:
		gaps_draw(mem, question, &lots, out);
		break;
	case QUESTION_NUMERIC:
		return parameters_draw(mem, question, &lots, out);
	default:
		break;
	}
	return OK;
}

/* ---- The whole paper ------------------------------------------------------ */

/* A question that may be on it. */
struct candidate {
	json_t *question;
	const char *from;
	const struct paper_pool *pool;
};

struct drawing {
	struct arena *mem;
	struct lots lots;
	struct candidate taken[PAPER_MOST];
	size_t n;
};

static bool taken(const struct drawing *d, const char *id)
{
	for (size_t i = 0; i < d->n; i++)
		if (strcmp(question_id(d->taken[i].question), id) == 0)
			return true;
	return false;
}

static bool tagged(json_t *question, const char *tag)
{
	json_t *one;
	size_t i;

	json_array_foreach(json_object_get(question, "tags"), i, one)
		if (tag && strcmp(json_string_value(one), tag) == 0)
			return true;
	return !tag;
}

static const struct paper_pool *pool_of(const struct paper_pool *pools,
					size_t n, const char *bank)
{
	for (size_t i = 0; i < n; i++)
		if (!bank ? !pools[i].bank
			  : pools[i].bank && strcmp(pools[i].bank, bank) == 0)
			return &pools[i];
	return NULL;
}

/* Of two with one id in a pool the first is the question. */
static size_t candidates(struct drawing *d, const struct paper_pool *pool,
			 const char *tag, struct candidate *out)
{
	json_t *question;
	size_t i, n = 0;

	json_array_foreach(pool->questions, i, question)
		if (tagged(question, tag) && !taken(d, question_id(question)))
			out[n++] = (struct candidate){
				question, pool->from ? pool->from[i] : "unit",
				pool };
	return n;
}

static enum err take(struct drawing *d, struct candidate c)
{
	if (taken(d, question_id(c.question)))
		return OK;
	if (d->n == PAPER_MOST)
		return fail(ERR_TOO_LARGE, "a paper of over %d questions",
			    PAPER_MOST);
	d->taken[d->n++] = c;
	return OK;
}

static enum err draw_one(struct drawing *d, const struct paper_pool *pools,
			 size_t npools, json_t *rule)
{
	const char *bank = json_string_value(json_object_get(rule, "bank"));
	const char *tag = json_string_value(json_object_get(rule, "tag"));
	size_t count = (size_t)json_integer_value(json_object_get(rule, "count"));
	const struct paper_pool *pool = pool_of(pools, npools, bank);
	struct candidate *all;
	struct paper_order order;
	size_t n;
	enum err e;

	if (!pool)
		return fail(ERR_NOT_FOUND, "no bank '%s'", bank ? bank : "");
	all = arena_array(d->mem, struct candidate,
			  json_array_size(pool->questions) + 1);
	n = candidates(d, pool, tag, all);
	order = order_of(d->mem, n, &d->lots, true);
	for (size_t i = 0; count && i < n; i++) {
		const size_t before = d->n;

		if ((e = take(d, all[order.at[i]])))
			return e;
		count -= d->n > before;
	}
	return count ? fail(ERR_CONFLICT, "%zu questions too few in '%s' of "
			    "the tag '%s'", count, bank ? bank : "unit",
			    tag ? tag : "") : OK;
}

static enum err draw_all(struct drawing *d, json_t *quiz,
			 const struct paper_pool *pools, size_t npools)
{
	json_t *rules = json_object_get(quiz, "draw"), *rule;
	const struct paper_pool *own = pool_of(pools, npools, NULL);
	json_t *question;
	enum err e = OK;
	size_t i;

	for (int tag = 1; json_array_size(rules) && tag >= 0; tag--)
		json_array_foreach(rules, i, rule)
			if (json_is_string(json_object_get(rule, "tag")) == tag
			    && (e = draw_one(d, pools, npools, rule)))
				return e;
	if (json_array_size(rules))
		return OK;
	if (!own)
		return fail(ERR_NOT_FOUND, "the quiz's own questions");
	json_array_foreach(own->questions, i, question)
		if ((e = take(d, (struct candidate){ question,
				own->from ? own->from[i] : "unit", own })))
			return e;
	return OK;
}

static bool seed_fits(const char *seed)
{
	const size_t n = seed ? strnlen(seed, PAPER_SEED_MOST + 1) : 0;

	for (size_t i = 0; i < n; i++)
		if (seed[i] <= ' ' || seed[i] > '~')
			return false;
	return n > 0 && n <= PAPER_SEED_MOST;
}

static enum err put_down(struct arena *mem, const struct candidate *c,
			 const char *seed, struct paper_question *out)
{
	json_t *question = c->question;
	enum err e;

	if (c->pool->whole &&
	    (e = c->pool->whole(c->pool->with, c->from, &question)))
		return e;
	return paper_question_draw(mem, question,
				   arena_copy(mem, c->from, strlen(c->from)),
				   seed, out);
}

enum err paper_draw(struct arena *mem, json_t *quiz,
		    const struct paper_pool *pools, size_t npools,
		    const char *seed, struct paper *out)
{
	struct drawing *d = arena_new(mem, struct drawing);
	struct paper_order order;
	enum err e;

	if (!seed_fits(seed))
		return fail(ERR_INVALID, "no seed for a paper");
	*d = (struct drawing){ .mem = mem, .lots = lots_begin(seed, "") };
	if ((e = draw_all(d, quiz, pools, npools)))
		return e;
	order = order_of(mem, d->n, &d->lots, shuffled(quiz));
	*out = (struct paper){ arena_copy(mem, seed, strlen(seed)),
		arena_array(mem, struct paper_question, d->n + 1), d->n };
	for (size_t i = 0; i < d->n; i++)
		if ((e = put_down(mem, &d->taken[order.at[i]], out->seed,
				  &out->questions[i])))
			return e;
	return OK;
}

const struct paper_question *paper_find(const struct paper *p, const char *id)
{
	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->questions[i].id, id) == 0)
			return &p->questions[i];
	return NULL;
}

/* ---- Does it fit? --------------------------------------------------------- */

static bool permutation(const struct paper_order *o, size_t n)
{
	bool seen[2 * LIST_MOST] = { false };

	if (o->n != n || n > 2 * LIST_MOST)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (o->at[i] >= n || seen[o->at[i]])
			return false;
		seen[o->at[i]] = true;
	}
	return true;
}

static bool gaps_fit(json_t *question, const struct paper_question *p)
{
	json_t *gaps = json_object_get(question, "gaps"), *gap;
	size_t i;

	if (p->ngaps != json_array_size(gaps))
		return false;
	json_array_foreach(gaps, i, gap)
		if (!permutation(&p->gaps[i], json_array_size(
				json_object_get(gap, "choices"))))
			return false;
	return true;
}

static bool parameters_fit(json_t *question, const struct paper_question *p)
{
	json_t *parameters = json_object_get(question, "parameters");

	for (size_t i = 0; i < p->nparameters; i++)
		if (!json_object_get(parameters, p->parameters[i].name))
			return false;
	return p->nparameters == json_object_size(parameters) &&
	       p->nparameters <= PAPER_PARAMETERS_MOST;
}

bool paper_fits(struct arena *mem, json_t *question,
		const struct paper_question *p)
{
	const char **texts;

	switch (question_type_of(question)) {
	case QUESTION_SINGLE:
	case QUESTION_MULTIPLE:
		return permutation(&p->order, json_array_size(
			json_object_get(question, "choices")));
	case QUESTION_ORDER:
		return permutation(&p->order, json_array_size(
			json_object_get(question, "items")));
	case QUESTION_MATCH:
		return permutation(&p->right, paper_rights(mem, question,
							   &texts, NULL));
	case QUESTION_CLOZE:
		return gaps_fit(question, p);
	case QUESTION_NUMERIC:
		return parameters_fit(question, p);
	default:
		return true;
	}
}

/* ---- As it is stored ------------------------------------------------------ */

static json_t *order_json(const struct paper_order *o)
{
	json_t *list = json_array();

	for (size_t i = 0; i < o->n; i++)
		json_array_append_new(list, json_integer((json_int_t)o->at[i]));
	return list;
}

static json_t *parameters_json(const struct paper_question *q)
{
	json_t *all = json_object();

	for (size_t i = 0; i < q->nparameters; i++)
		json_object_set_new(all, q->parameters[i].name,
				    json_real(q->parameters[i].value));
	return all;
}

static json_t *question_json(const struct paper_question *q)
{
	json_t *json = json_pack("{s:s, s:s}", "id", q->id, "from", q->from);
	json_t *gaps;

	if (q->order.n)
		json_object_set_new(json, "order", order_json(&q->order));
	if (q->right.n)
		json_object_set_new(json, "right", order_json(&q->right));
	if (q->ngaps) {
		gaps = json_array();
		for (size_t i = 0; i < q->ngaps; i++)
			json_array_append_new(gaps, order_json(&q->gaps[i]));
		json_object_set_new(json, "gaps", gaps);
	}
	if (q->nparameters)
		json_object_set_new(json, "parameters", parameters_json(q));
	return json;
}

json_t *paper_json(const struct paper *p)
{
	json_t *list = json_array();

	for (size_t i = 0; i < p->n; i++)
		json_array_append_new(list, question_json(&p->questions[i]));
	return json_pack("{s:s, s:o}", "seed", p->seed, "questions", list);
}

/* A list that is not there is an empty one. */
static bool order_read(struct arena *mem, json_t *list, struct paper_order *out)
{
	json_t *one;
	size_t i;

	*out = (struct paper_order){ NULL, json_array_size(list) };
	if ((list && !json_is_array(list)) || out->n > 2 * LIST_MOST)
		return false;
	out->at = arena_array(mem, size_t, out->n + 1);
	json_array_foreach(list, i, one) {
		if (!json_is_integer(one) || json_integer_value(one) < 0 ||
		    json_integer_value(one) >= 2 * LIST_MOST)
			return false;
		out->at[i] = (size_t)json_integer_value(one);
	}
	return true;
}

static bool gaps_read(struct arena *mem, json_t *list,
		      struct paper_question *out)
{
	json_t *one;
	size_t i;

	out->ngaps = json_array_size(list);
	if ((list && !json_is_array(list)) || out->ngaps > LIST_MOST)
		return false;
	out->gaps = arena_array(mem, struct paper_order, out->ngaps + 1);
	json_array_foreach(list, i, one)
		if (!json_is_array(one) ||
		    !order_read(mem, one, &out->gaps[i]))
			return false;
	return true;
}

static bool parameters_read(struct arena *mem, json_t *all,
			    struct paper_question *out)
{
	const char *name;
	json_t *value;

	if ((all && !json_is_object(all)) ||
	    json_object_size(all) > PAPER_PARAMETERS_MOST)
		return false;
	out->parameters = arena_array(mem, struct paper_parameter,
				      json_object_size(all) + 1);
	json_object_foreach(all, name, value) {
		if (!json_is_number(value) || !formula_name_fits(name))
			return false;
		out->parameters[out->nparameters++] = (struct paper_parameter){
			arena_copy(mem, name, strlen(name)),
			json_number_value(value) };
	}
	return true;
}

static bool question_read(struct arena *mem, json_t *json,
			  struct paper_question *out)
{
	const char *id = json_string_value(json_object_get(json, "id"));
	const char *from = json_string_value(json_object_get(json, "from"));

	if (!id || !from || !definition_ident(id) || strlen(from) > 200)
		return false;
	*out = (struct paper_question){
		.id = arena_copy(mem, id, strlen(id)),
		.from = arena_copy(mem, from, strlen(from)) };
	return order_read(mem, json_object_get(json, "order"), &out->order) &&
	       order_read(mem, json_object_get(json, "right"), &out->right) &&
	       gaps_read(mem, json_object_get(json, "gaps"), out) &&
	       parameters_read(mem, json_object_get(json, "parameters"), out);
}

bool paper_read(struct arena *mem, json_t *json, struct paper *out)
{
	const char *seed = json_string_value(json_object_get(json, "seed"));
	json_t *list = json_object_get(json, "questions"), *one;
	size_t i;

	if (!seed_fits(seed) || !json_is_array(list) ||
	    json_array_size(list) > PAPER_MOST)
		return false;
	*out = (struct paper){ arena_copy(mem, seed, strlen(seed)),
		arena_array(mem, struct paper_question,
			    json_array_size(list) + 1), json_array_size(list) };
	json_array_foreach(list, i, one)
		if (!question_read(mem, one, &out->questions[i]))
			return false;
	return true;
}
