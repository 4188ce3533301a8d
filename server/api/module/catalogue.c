/*
 * The catalogue: modules found by words and chosen by what is said of them,
 * with how many there would be for every other choice.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/module/module.h"
#include "domain/metadata.h"
#include "routes.h"
#include "store/attempt.h"
#include "store/module.h"
#include "store/search.h"

#define PAGE_SIZE   20
#define QUERY_BYTES 500		/* of the words; more are left */
#define MEANT_MOST  12		/* stems that a word with a slip may stand for */
#define SLIP        0.5		/* what a match by a slip is worth */
#define NEW_MS      (INT64_C(30) * 24 * 3600 * 1000)

struct finding {
	struct search_candidate *all;	/* in order of id */
	size_t n;
	double *best;			/* of the word in hand, for each of all */
	size_t *matched;		/* words found in each */
	size_t words;
};

static int by_id(const void *a, const void *b)
{
	const struct search_candidate *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* The best hit of the word in hand, for those that this person may see. */
static enum err stem_look(struct request *rq, struct finding *c,
			  const char *stem, double factor)
{
	struct search_hit *hits;
	size_t n;
	enum err e;

	if ((e = search_hits(rq->db, stem, &hits, &n)))
		return e;
	for (size_t i = 0; i < n && c->n; i++) {
		const struct search_candidate key = { .id = hits[i].module_id };
		const struct search_candidate *found =
			bsearch(&key, c->all, c->n, sizeof(key), by_id);
		const double worth = factor * (double)hits[i].weight;

		if (found && worth > c->best[found - c->all])
			c->best[found - c->all] = worth;
	}
	return OK;
}

static size_t found_now(const struct finding *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		n += c->best[i] > 0;
	return n;
}

/* Only a word that stands nowhere may be a slip for another. */
static enum err word_look(struct request *rq, struct finding *c,
			  const struct search_word *w)
{
	const char *meant[MEANT_MOST];
	size_t n, found;
	enum err e;

	memset(c->best, 0, c->n * sizeof(*c->best));
	if ((e = stem_look(rq, c, w->stem, 1)))
		return e;
	if (!found_now(c)) {
		if ((e = search_meant(rq->db, w->word, MEANT_MOST, meant, &n)))
			return e;
		for (size_t i = 0; i < n; i++)
			if ((e = stem_look(rq, c, meant[i], SLIP)))
				return e;
	}
	found = found_now(c);
	for (size_t i = 0; i < c->n; i++) {
		if (c->best[i] <= 0)
			continue;
		c->matched[i]++;
		c->all[i].score += search_worth(c->best[i], found, c->n);
	}
	return OK;
}

/* What has every word stays. */
static void keep_matched(struct finding *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->matched[i] == c->words)
			c->all[n++] = c->all[i];
	c->n = n;
}

static enum err words_look(struct request *rq, struct finding *c,
			   const char *query)
{
	struct search_bag *bag = search_bag_new(rq->mem, SEARCH_QUERY_MOST);
	const struct search_word *words;
	enum err e;

	search_bag_add(bag, text_line(rq->mem, query, QUERY_BYTES), 1, 1);
	words = search_bag_words(bag, &c->words);
	if (!c->words)
		return OK;
	qsort(c->all, c->n, sizeof(*c->all), by_id);
	c->best = arena_array(rq->mem, double, c->n + 1);
	c->matched = arena_array(rq->mem, size_t, c->n + 1);
	for (size_t i = 0; i < c->words; i++)
		if ((e = word_look(rq, c, &words[i])))
			return e;
	keep_matched(c);
	return OK;
}

/* A name of the query among `names`, from 0; -1 when it is another or none. */
static int named(const struct request *rq, const char *query,
		 const char *const *names, int n)
{
	const char *value = request_query(rq, query);

	for (int i = 0; value && i < n; i++)
		if (*names[i] && strcmp(value, names[i]) == 0)
			return i;
	return -1;
}

static const char *const mine_names[] = { "", "begun", "open", "done" };
static const char *const class_names[] = { "", "1", "2", "3" };
static const char *const sort_names[] = { "fit", "new", "title", "short",
					  "desk" };

static int class_of(const struct request *rq, const char *query)
{
	const int i = named(rq, query, class_names, 4);

	return i > 0 ? i : 0;
}

/* What does not make sense is left out, as a link that is older than it. */
static struct search_wish wish_of(const struct request *rq)
{
	const char *fresh = request_query(rq, "new");
	const char *agency = request_query(rq, "agency");
	const int mine = named(rq, "mine", mine_names, 4);
	struct search_wish w = {
		.topic = -1, .state = -1, .mine = mine > 0 ? mine : 0,
		.jp = class_of(rq, "jp"), .length = class_of(rq, "length"),
		.since = fresh && !strcmp(fresh, "1") ? rq->now - NEW_MS : 0,
		.agency_id = agency && !strcmp(agency, "mine")
			? rq->person->agency_id : NULL,
	};
	enum module_state state;
	enum topic topic;

	if (topic_named(request_query(rq, "field"), &topic) && topic)
		w.topic = (int)topic;
	if (module_state_named(request_query(rq, "state"), &state))
		w.state = (int)state;
	return w;
}

static void count_up(json_t *counts, const char *name)
{
	const json_t *before = json_object_get(counts, name);

	json_object_set_new(counts, name,
			    json_integer(json_integer_value(before) + 1));
}

/* How one of the choices would name this candidate; "" when none of them. */
typedef const char *namer(const struct search_candidate *);

static const char *name_topic(const struct search_candidate *c)
{
	return topic_name((enum topic)c->topic);
}

static const char *name_state(const struct search_candidate *c)
{
	return module_state_name((enum module_state)c->state);
}

static const char *name_jp(const struct search_candidate *c)
{
	return class_names[search_jp_class(c->jp)];
}

static const char *name_length(const struct search_candidate *c)
{
	return class_names[search_length_class(c->minutes)];
}

static const char *name_mine(const struct search_candidate *c)
{
	return c->done ? "done" : c->begun ? "begun" : "open";
}

static json_t *count_by(const struct finding *c,
			const struct search_wish *wish, namer *name)
{
	json_t *counts = json_object();

	for (size_t i = 0; i < c->n; i++)
		if (search_fits(&c->all[i], wish) && *name(&c->all[i]))
			count_up(counts, name(&c->all[i]));
	return counts;
}

/* Each as if nothing were wished of it, and all else were. */
static json_t *counts_json(const struct finding *c,
			   const struct search_wish *wish, int64_t now)
{
	struct search_wish topic = *wish, state = *wish, jp = *wish,
			   length = *wish, mine = *wish, fresh = *wish;
	json_int_t n = 0;

	topic.topic = state.state = -1;
	jp.jp = length.length = mine.mine = 0;
	fresh.since = now - NEW_MS;
	for (size_t i = 0; i < c->n; i++)
		n += search_fits(&c->all[i], &fresh);
	return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I}",
			 "field", count_by(c, &topic, name_topic),
			 "state", count_by(c, &state, name_state),
			 "jp", count_by(c, &jp, name_jp),
			 "length", count_by(c, &length, name_length),
			 "mine", count_by(c, &mine, name_mine), "new", n);
}

static void keep_wished(struct finding *c, const struct search_wish *wish)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (search_fits(&c->all[i], wish))
			c->all[n++] = c->all[i];
	c->n = n;
}

static enum err page_json(struct request *rq, const struct finding *c,
			  size_t from, json_t *list)
{
	const char *ids[PAGE_SIZE];
	struct attempt *attempts;
	struct module *modules;
	json_t *one;
	size_t n = 0;
	enum err e;

	for (size_t i = from; i < c->n && n < PAGE_SIZE; i++)
		ids[n++] = c->all[i].id;
	if ((e = module_some(rq->db, ids, n, &modules)) ||
	    (e = attempt_latest_some(rq->db, rq->person->id, ids, n,
				     &attempts)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if ((e = module_json_at(rq, &modules[i], &attempts[i], &one)))
			return e;
		json_array_append_new(list, one);
	}
	return OK;
}

static enum err look(struct request *rq, struct finding *c)
{
	const struct person *p = rq->person;
	const char *drafts = person_is(p, ROLE_ADMIN) ? "*"
		: person_is(p, ROLE_AUTHOR) ? p->agency_id : "";
	const char *query = request_query(rq, "q");
	enum err e;

	*c = (struct finding){ .words = 0 };
	if ((e = search_catalogue(rq->db, p->id, p->agency_id, drafts,
				  &c->all, &c->n)))
		return e;
	return words_look(rq, c, query ? query : "");
}

enum err module_list(struct request *rq, struct response *rs)
{
	const struct search_wish wish = wish_of(rq);
	const int sort = named(rq, "sort", sort_names, 5);
	json_t *list = request_own_json(rq, json_array()), *counts;
	struct finding c;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = look(rq, &c)))
		return e;
	counts = request_own_json(rq, counts_json(&c, &wish, rq->now));
	keep_wished(&c, &wish);
	search_order(c.all, c.n, sort < 0 ? SORT_FIT : (enum search_sort)sort);
	if ((e = page_json(rq, &c, (size_t)(page - 1) * PAGE_SIZE, list)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I, s:O}",
		"modules", list, "page", (json_int_t)page, "pages",
		(json_int_t)((c.n + PAGE_SIZE - 1) / PAGE_SIZE),
		"total", (json_int_t)c.n, "counts", counts));
}
