/*
 * What surveys were answered: sums of blocks of five people and more, of a
 * module's survey, an event's, and an organiser's. Surveys that bear names are
 * added up for the organisers of their agency, whoever answered.
 */
#include <string.h>

#include "api/scope.h"
#include "api/survey/survey.h"

#define TEXTS_MOST 1000		/* of one version */
#define NAMED_MOST 20000	/* that are added up */
#define PIECE 500		/* of them read at once */
#define VERSIONS_MOST 100

/* ---- With names ---------------------------------------------------------- */

/* Sums by group, as they come. */
struct pile {
	struct ballot_sum *all;
	size_t n, room;
};

struct named {
	struct request *rq;
	const struct survey_form *form;
	struct ballot_sum whole;
	struct pile units, batches;
	json_t *texts;
	size_t ntexts;
};

static struct ballot_sum sum_new(struct request *rq, const char *id,
				 const char *name, const char *programme)
{
	return (struct ballot_sum){
		.id = id, .name = name, .agency_id = "",
		.programme = programme ? programme : "",
		.tally = request_own_json(rq, json_object()),
	};
}

static struct ballot_sum *pile_find(struct request *rq, struct pile *p,
				    const char *id, const char *name,
				    const char *programme)
{
	struct ballot_sum *more;

	for (size_t i = 0; i < p->n; i++)
		if (strcmp(p->all[i].id, id) == 0)
			return &p->all[i];
	if (p->n == p->room) {
		p->room = p->room ? 2 * p->room : 64;
		more = arena_array(rq->mem, struct ballot_sum, p->room);
		if (p->n)
			memcpy(more, p->all, p->n * sizeof(*more));
		p->all = more;
	}
	p->all[p->n] = sum_new(rq, id, name, programme);
	return &p->all[p->n++];
}

static void texts_add(struct named *x, const json_t *answers)
{
	for (size_t i = 0; i < x->form->n; i++) {
		const struct survey_question *q = &x->form->questions[i];
		const char *text = q->kind == SURVEY_TEXT
			? survey_text_of(answers, q->id) : NULL;
		json_t *list = json_object_get(x->texts, q->id);

		if (!text || x->ntexts++ >= TEXTS_MOST)
			continue;
		if (!list) {
			list = json_array();
			json_object_set_new(x->texts, q->id, list);
		}
		json_array_append_new(list, json_string(text));
	}
}

static void sum_add(const struct named *x, struct ballot_sum *sum,
		    const json_t *answers)
{
	survey_count(x->form, answers, sum->tally);
	sum->answers++;
}

static void named_add(struct named *x, const struct survey_named *a)
{
	json_t *answers = json_loads(a->answers, 0, NULL);

	sum_add(x, &x->whole, answers);
	texts_add(x, answers);
	if (a->unit_id)
		sum_add(x, pile_find(x->rq, &x->units, a->unit_id, a->unit,
				     NULL), answers);
	if (a->batch_id)
		sum_add(x, pile_find(x->rq, &x->batches, a->batch_id, a->batch,
				     a->programme), answers);
	json_decref(answers);
}

static enum err named_sum(struct named *x, const char *version_id)
{
	struct survey_named *all;
	const char *after = "";
	size_t n = PIECE, found = 0;
	enum err e;

	while (n == PIECE && found < NAMED_MOST) {
		if ((e = survey_named_page(x->rq->db, version_id, after, PIECE,
					   &all, &n)))
			return e;
		for (size_t i = 0; i < n; i++)
			named_add(x, &all[i]);
		found += n;
		after = n ? all[n - 1].person_id : after;
	}
	return OK;
}

/* ---- As JSON ------------------------------------------------------------- */

/* Texts are told of the whole alone. */
static json_t *group_json(const struct survey_form *form,
			  const struct ballot_sum *sum, size_t least)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:o}", "id", sum->id, "name",
			 sum->name ? sum->name : "", "programme",
			 sum->programme, "answers", (json_int_t)sum->answers,
			 "lines", survey_lines(form, sum->tally, NULL, least));
}

static json_t *groups_json(struct request *rq, const struct survey_form *form,
			   const struct ballot_sum *all, size_t n, size_t least)
{
	const char *own = agency_scope_filter(rq);
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		if (!*own || !*all[i].agency_id ||
		    strcmp(all[i].agency_id, own) == 0)
			json_array_append_new(list, group_json(form, &all[i],
							       least));
	return list;
}

static json_t *version_json(const struct survey_told *t,
			    const struct ballot_sum *whole, const json_t *texts,
			    bool waiting, size_t least)
{
	const bool told = whole->answers >= (int64_t)least;

	return json_pack("{s:s, s:I, s:s?, s:o, s:o, s:b, s:o}",
			 "id", t->id, "number", (json_int_t)t->number,
			 "title", t->title, "form", survey_form_json(t->form),
			 "answers", told
			 ? json_integer((json_int_t)whole->answers)
			 : json_null(), "waiting", waiting,
			 "lines", survey_lines(t->form, whole->tally, texts,
					       least));
}

static enum err ballots_add(struct request *rq, const struct survey_told *t,
			    json_t *list)
{
	struct ballot_sum *whole, *units, *batches;
	size_t n, nunits, nbatches, waiting;
	json_t *texts, *json;
	enum err e;

	if ((e = ballot_sums(rq->db, t->source, &t->source_id, 1, BALLOT_WHOLE,
			     &whole, &n)) ||
	    (e = ballot_sums(rq->db, t->source, &t->source_id, 1, BALLOT_UNIT,
			     &units, &nunits)) ||
	    (e = ballot_sums(rq->db, t->source, &t->source_id, 1, BALLOT_BATCH,
			     &batches, &nbatches)) ||
	    (e = ballot_texts(rq->db, t->source, t->source_id, TEXTS_MOST,
			      &texts)) ||
	    (e = ballot_waits(rq->db, t->source, t->source_id, &waiting)))
		return e;
	json = version_json(t, whole, texts, waiting > 0, SURVEY_LEAST);
	json_object_set_new(json, "units", groups_json(rq, t->form, units,
						       nunits, SURVEY_LEAST));
	json_object_set_new(json, "batches", groups_json(rq, t->form, batches,
						nbatches, SURVEY_LEAST));
	json_array_append_new(list, json);
	return OK;
}

static enum err named_told(struct request *rq, const struct survey_told *t,
			   json_t *list)
{
	struct named x = {
		.rq = rq, .form = t->form, .whole = sum_new(rq, "", "", ""),
		.texts = request_own_json(rq, json_object()),
	};
	json_t *json;
	const enum err e = named_sum(&x, t->id);

	if (e)
		return e;
	json = version_json(t, &x.whole, x.texts, false, 1);
	json_object_set_new(json, "units", groups_json(rq, t->form, x.units.all,
						       x.units.n, 1));
	json_object_set_new(json, "batches", groups_json(rq, t->form,
						x.batches.all, x.batches.n, 1));
	json_array_append_new(list, json);
	return OK;
}

enum err survey_told_add(struct request *rq, const struct survey_told *t,
			 json_t *list)
{
	return t->source ? ballots_add(rq, t, list) : named_told(rq, t, list);
}

enum err survey_told_respond(struct request *rq, struct response *rs,
			     json_t *list)
{
	return respond_json(rq, rs, 200, json_pack("{s:i, s:O}", "least",
						   SURVEY_LEAST, "versions",
						   list));
}

enum err survey_told_of(struct request *rq, const struct survey *s,
			json_t **out)
{
	const char *only = request_query(rq, "version");
	struct survey_version *all;
	struct survey_form form;
	size_t n;
	enum err e;

	*out = request_own_json(rq, json_array());
	if ((e = survey_versions(rq->db, s->id, VERSIONS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if (only && strcmp(only, all[i].id) && strcmp(only,
			arena_format(rq->mem, "%lld",
				     (long long)all[i].number)))
			continue;
		survey_form_parse(rq->mem, all[i].form, &form);
		if ((e = survey_told_add(rq, &(struct survey_told){
			.source = s->anonymous ? "survey" : NULL,
			.source_id = all[i].id, .id = all[i].id,
			.number = all[i].number, .form = &form }, *out)))
			return e;
	}
	return OK;
}
