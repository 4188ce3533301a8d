/*
 * Counting the sittings of a quiz, question by question. They are read in
 * pieces, each forgotten before the next, so memory does not grow with learners.
 */
#include "api/figures/numbers.h"

#include <stdlib.h>
#include <string.h>

#include "api/responsible.h"
#include "domain/question_choice.h"
#include "play/pretest.h"
#include "routes.h"

#define PIECE_MARKS 2000	/* read at once, about */
#define BOXES 1024

bool numbers_told(const struct numbers *all, const struct numbers_question *q)
{
	return all->learners >= NUMBERS_TOLD && q->nlearners >= NUMBERS_TOLD;
}

bool numbers_wanted(const struct numbers *all, const struct numbers_unit *u)
{
	return !strcmp(u->ident, all->ident) &&
	       (!all->version || u->version == all->version);
}

/* ---- What was asked for -------------------------------------------------------- */

static const struct numbers_unit *unit_at(const struct numbers *all,
					  int64_t version)
{
	for (size_t i = 0; i < all->nunits; i++)
		if (!strcmp(all->units[i].ident, all->ident) &&
		    (!version || all->units[i].version == version))
			return &all->units[i];
	return NULL;
}

/*
 * The one that the gain is of; without any the last: units stand in order, and
 * pretests come first.
 */
static enum err usual(struct request *rq, struct numbers *all)
{
	const char *version_id = all->module.version.id;
	const struct numbers_unit *last = all->units;
	const struct unit *pretest, *quiz = NULL;
	enum err e;

	if (version_id && (e = pretest_pair(rq->db, version_id, &pretest,
					    &quiz)))
		return e;
	for (size_t i = 0; i < all->nunits; i++)
		if (all->units[i].version == all->units[0].version)
			last = &all->units[i];
	all->ident = quiz ? quiz->ident : last->ident;
	return OK;
}

static enum err version_choose(struct request *rq, struct numbers *all)
{
	const char *text = request_query(rq, "version");
	const int64_t now = all->module.version.number;

	if (text && strcmp(text, "all") == 0)
		return OK;
	if (text && *text) {
		all->version = strtoll(text, NULL, 10);
		return all->version > 0 && unit_at(all, all->version) ? OK
			: refuse(rq, P_no_unit, NO_VALUES);
	}
	all->version = unit_at(all, now) && now ? now
						: unit_at(all, 0)->version;
	return OK;
}

enum err numbers_begin(struct request *rq, struct numbers *all)
{
	const char *unit = request_query(rq, "unit");
	const char *sittings = request_query(rq, "sittings");
	enum err e;

	*all = (struct numbers){
		.first = !sittings || strcmp(sittings, "all") };
	if ((e = module_mine(rq, &all->module)) ||
	    (e = numbers_units(rq->db, all->module.id, &all->units,
			       &all->nunits)))
		return e;
	if (!all->nunits)
		return unit && *unit ? refuse(rq, P_no_unit, NO_VALUES) : OK;
	all->ident = unit;
	if ((!unit || !*unit) && (e = usual(rq, all)))
		return e;
	if (!unit_at(all, 0))
		return refuse(rq, P_no_unit, NO_VALUES);
	if ((e = version_choose(rq, all)))
		return e;
	all->title = unit_at(all, all->version)->title;
	return asked_read(rq->db, unit_at(all, all->version)->id, false,
			  &all->asked);
}

/* ---- Questions ----------------------------------------------------------------- */

static const char *same_text(struct request *rq, json_t *definition)
{
	char *text = json_dumps(definition, JSON_COMPACT | JSON_SORT_KEYS);

	if (!text)
		abort();
	arena_own(rq->mem, text, free);
	return text;
}

static struct numbers_question *question_find(struct numbers *all,
					      const char *ident,
					      const char *source,
					      const char *same)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->questions[i].ident, ident) &&
		    !strcmp(all->questions[i].source, source) &&
		    !strcmp(all->questions[i].same, same))
			return &all->questions[i];
	return NULL;
}

static struct numbers_question *question_new(struct request *rq,
					     struct numbers *all)
{
	struct numbers_question *more;

	if (all->n == all->room) {
		all->room = all->room ? 2 * all->room : 64;
		more = arena_array(rq->mem, struct numbers_question, all->room);
		for (size_t i = 0; i < all->n; i++)
			more[i] = all->questions[i];
		all->questions = more;
	}
	return &all->questions[all->n++];
}

/* The number of that question, which may be a new one. */
static size_t question_enter(struct request *rq, struct numbers *all,
			     const struct asked *asked, const char *ident,
			     const char *source, json_t *definition,
			     int64_t version)
{
	const char *same = definition ? same_text(rq, definition) : "";
	struct numbers_question *q = question_find(all, ident, source, same);

	if (!q) {
		q = question_new(rq, all);
		*q = (struct numbers_question){
			.ident = arena_copy(rq->mem, ident, strlen(ident)),
			.source = arena_copy(rq->mem, source, strlen(source)),
			.same = same, .definition = definition, .asked = asked,
			.versions = request_own_json(rq, json_array()),
		};
		q->nchoices = question_choices(q->definition, &q->right);
		q->at = statistics_ask(all->statistics, q->nchoices, q->right);
	}
	json_array_append_new(q->versions, json_integer(version));
	return (size_t)(q - all->questions);
}

/* ---- One version's sittings ------------------------------------------------------ */

/* Where a question of this version was found before. */
struct known {
	const char *ident, *source;
	size_t at;
	struct known *next;
};

struct reading {
	struct request *rq;
	struct numbers *all;
	const struct numbers_unit *unit;
	struct asked *asked;
	struct known *boxes[BOXES];
	const char *after;
	struct numbers_cuts cuts;
	/* The sitting that is being put together. */
	struct statistics_answer *answers;
	size_t n, room;
};

/* FNV-1a, of the name: banks seldom have two questions of one. */
static struct known **box_of(struct reading *r, const char *ident)
{
	uint32_t hash = 2166136261u;

	for (; *ident; ident++)
		hash = (hash ^ (unsigned char)*ident) * 16777619u;
	return &r->boxes[hash % BOXES];
}

static void known_add(struct reading *r, const char *ident, const char *source,
		      json_t *definition)
{
	struct known **box = box_of(r, ident);
	struct known *k = arena_new(r->rq->mem, struct known);

	k->at = question_enter(r->rq, r->all, r->asked, ident, source,
			       definition, r->unit->version);
	k->ident = r->all->questions[k->at].ident;
	k->source = r->all->questions[k->at].source;
	k->next = *box;
	*box = k;
}

/* What this finds of a bank stays, though its piece is forgotten. */
static enum err known_read(struct reading *r, const struct numbers_mark *m)
{
	struct arena *piece = db_lend(r->rq->db, r->rq->mem);
	json_t *definition;
	enum err e = asked_known(r->rq->db, r->asked, m->question, m->source,
				 &definition);

	if (!e)
		known_add(r, m->question, m->source, definition);
	db_lend(r->rq->db, piece);
	return e;
}

static enum err question_of(struct reading *r, const struct numbers_mark *m,
			    struct numbers_question **out)
{
	enum err e;

	for (;;) {
		for (struct known *k = *box_of(r, m->question); k; k = k->next)
			if (!strcmp(k->ident, m->question) &&
			    !strcmp(k->source, m->source)) {
				*out = &r->all->questions[k->at];
				return OK;
			}
		if ((e = known_read(r, m)))
			return e;
	}
}

/* A few are enough to know that there are enough. */
static void learner_note(struct reading *r, struct numbers_question *q,
			 const char *person)
{
	if (q->nlearners == NUMBERS_TOLD)
		return;
	for (size_t i = 0; i < q->nlearners; i++)
		if (strcmp(q->learners[i], person) == 0)
			return;
	q->learners[q->nlearners++] = arena_copy(r->rq->mem, person,
						 strlen(person));
}

static struct statistics_answer *answer_new(struct reading *r)
{
	struct statistics_answer *more;

	if (r->n == r->room) {
		r->room = r->room ? 2 * r->room : 64;
		more = arena_array(r->rq->mem, struct statistics_answer,
				   r->room);
		for (size_t i = 0; i < r->n; i++)
			more[i] = r->answers[i];
		r->answers = more;
	}
	return &r->answers[r->n++];
}

static enum err mark_add(struct reading *r, const struct numbers_mark *m)
{
	struct numbers_question *q;
	enum err e;

	if ((e = question_of(r, m, &q)))
		return e;
	if (numbers_mark_counts(&r->cuts, m))
		learner_note(r, q, m->person_id);
	*answer_new(r) = (struct statistics_answer){
		.waits = !numbers_mark_counts(&r->cuts, m),
		.question = q->at,
		.fraction = m->most > 0 ? m->points / m->most : 0,
		.points = m->most,
		.ms = m->time_ms,
		.chosen = question_chosen(q->definition, m->choice),
		.empty = m->empty,
	};
	return OK;
}

static void sitting_end(struct reading *r, const struct numbers_mark *last)
{
	statistics_add(r->all->statistics, r->answers, r->n);
	r->n = 0;
	r->all->judged += last->passed != SUCCESS_UNKNOWN;
	r->all->passed += last->passed == SUCCESS_PASSED;
}

static enum err marks_add(struct reading *r, const struct numbers_mark *all,
			  size_t n)
{
	enum err e;

	for (size_t i = 0; i < n; i++) {
		if (!numbers_counts(&r->cuts, &all[i]))
			continue;
		if ((e = mark_add(r, &all[i])))
			return e;
		if (i + 1 == n || strcmp(all[i].sitting_id,
					 all[i + 1].sitting_id))
			sitting_end(r, &all[i]);
	}
	return OK;
}

static enum err piece_read(struct reading *r, size_t most, size_t *n)
{
	struct db *db = r->rq->db;
	struct arena mem = ARENA_INIT;
	struct arena *before = db_lend(db, &mem);
	struct numbers_mark *marks;
	enum err e;

	*n = 0;
	if (!(e = numbers_marks(db, r->unit->id, r->all->first, r->after, most,
				&marks, n)))
		e = marks_add(r, marks, *n);
	if (*n && !e)
		r->after = arena_copy(before, marks[*n - 1].sitting_id,
				      strlen(marks[*n - 1].sitting_id));
	db_lend(db, before);
	arena_end(&mem);
	return e;
}

static enum err version_read(struct request *rq, struct numbers *all,
			     const struct numbers_unit *unit)
{
	struct reading r = { .rq = rq, .all = all, .unit = unit, .after = "" };
	json_t *questions, *one;
	size_t i, n = 1, most;
	enum err e;

	r.asked = arena_new(rq->mem, struct asked);
	if ((e = asked_read(rq->db, unit->id, false, r.asked)) ||
	    (e = numbers_cuts(rq->db, unit->id, all->first,
			      asked_drawn(r.asked), &r.cuts)))
		return e;
	for (i = 0; i < r.cuts.n; i++)
		if (r.cuts.all[i].number == 1)
			all->learners += r.cuts.all[i].sittings;
	questions = json_object_get(r.asked->definition, "questions");
	json_array_foreach(questions, i, one)
		known_add(&r, question_id(one), "unit", one);
	most = PIECE_MARKS / (json_array_size(questions) + 1) + 1;
	while (n && !e)
		e = piece_read(&r, most, &n);
	return e;
}

enum err numbers_read(struct request *rq, struct numbers *all)
{
	enum err e;

	if ((e = numbers_begin(rq, all)))
		return e;
	all->statistics = statistics_begin(rq->mem);
	if (!all->ident)
		return OK;
	for (size_t i = 0; i < all->nunits && !e; i++)
		if (numbers_wanted(all, &all->units[i]))
			e = version_read(rq, all, &all->units[i]);
	return e;
}

void numbers_of(struct request *rq, const struct numbers *all,
		const struct numbers_question *q, struct question_numbers *out,
		struct choice_numbers **choices)
{
	*choices = arena_array(rq->mem, struct choice_numbers,
			       q->nchoices + 1);
	statistics_question(all->statistics, q->at, out);
	statistics_choices(all->statistics, q->at, *choices, out);
}
