/*
 * What organisers do with needs: say what becomes of them, which modules and
 * programmes answer them, make two of them one, and make one of what a survey
 * brought. Who proposed or supports a need is told what became of it.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/need/need.h"
#include "api/people/people.h"
#include "api/scope.h"
#include "domain/near.h"
#include "domain/search.h"
#include "routes.h"
#include "store/agency.h"
#include "store/search.h"
#include "training/decided.h"

#define SUGGESTED_MOST 6	/* modules, and as many programmes */
#define NEAR_LEAST 30		/* near_score of a programme's title */
#define OF_JOB 3.0		/* what a module's reasons are worth, beside */
#define OF_TOPIC 1.0		/* the words it shares with the need */
#define SOURCE_MOST 300		/* characters of a survey's question */

static const struct phrase
	state_rule = { {
		"Pilih open, planned, answered, atau declined.",
		"Choose open, planned, answered or declined." } },
	cause_rule = { {
		"Pilih proposal, survey, interview, discussion, regulation, atau followup.",
		"Choose proposal, survey, interview, discussion, regulation or followup." } },
	into_rule = { {
		"Pilih kebutuhan yang ada.", "Choose a need there is." } },
	answers_rule = { {
		"Kirim daftar paling banyak 20 modul dan 20 pelatihan, masing-masing satu kali.",
		"Send lists of 20 modules and 20 programmes at most, each of them once." } },
	answer_rule = { {
		"Modul atau pelatihan ini tidak ada untuk instansi Anda.",
		"This module or programme is not there for your agency." } },
	source_rule = { {
		"Survei ini tidak ada di instansi Anda.",
		"This survey is not one of your agency." } };

/* ---- Changing it --------------------------------------------------------- */

static enum err became(struct request *rq, const struct need *n,
		       enum need_state before)
{
	static const char *const kinds[NEED_STATES] = {
		[NEED_OPEN] = "reopened", [NEED_PLANNED] = "planned",
		[NEED_ANSWERED] = "answered", [NEED_DECLINED] = "declined",
	};
	enum err e;

	if (n->state == before)
		return need_note(rq->db, n->id, rq->person->id, "edited", "",
				 rq->now);
	if ((e = need_note(rq->db, n->id, rq->person->id, kinds[n->state],
			   n->outcome, rq->now)))
		return e;
	return decided_tell(rq->db, n, rq->now);
}

static enum err fault_refused(struct request *rq, enum need_fault f)
{
	static const char *const fields[NEED_FAULTS] = {
		[NEED_NO_SUCH_CHANGE] = "state", [NEED_NO_OUTCOME] = "outcome",
		[NEED_NO_REGULATION] = "regulation", [NEED_SAME] = "into",
		[NEED_FOREIGN] = "into",
	};

	if (f == NEED_IS_MERGED)
		return refuse(rq, P_need_merged, NO_VALUES);
	return field_bad(rq, fields[f], need_fault_text(f));
}

static enum err decision_read(struct request *rq, struct need *n)
{
	const char *state, *cause;
	enum err e;

	if ((e = field_text(rq, "state", 40, &state)) ||
	    (e = field_text(rq, "cause", 40, &cause)))
		return e;
	if (state && (!need_state_named(state, &n->state) ||
		      n->state == NEED_MERGED))
		return field_bad(rq, "state", &state_rule);
	if (cause && !need_cause_named(cause, &n->cause))
		return field_bad(rq, "cause", &cause_rule);
	if ((e = need_text(rq, "outcome", NEED_OUTCOME_MOST, false,
			   &n->outcome)))
		return e;
	return need_text(rq, "regulation", NEED_REGULATION_MOST, true,
			 &n->regulation);
}

static enum err change_read(struct request *rq, struct need *n)
{
	enum err e;

	if ((e = field_number(rq, "revision", 1, INT64_MAX, &n->revision)) ||
	    (e = need_text(rq, "title", NEED_TITLE_MOST, true, &n->title)) ||
	    (e = need_text(rq, "about", NEED_ABOUT_MOST, false, &n->about)) ||
	    (e = need_topic(rq, &n->topic)) ||
	    (e = need_unit(rq, n->agency_id, &n->unit_id, &n->unit_name)) ||
	    (e = need_job(rq, n->agency_id, &n->job_id, &n->job_name)) ||
	    (e = decision_read(rq, n)))
		return e;
	return *n->title ? OK : field_missing(rq, "title");
}

enum err need_patch(struct request *rq, struct response *rs)
{
	struct need before, n;
	enum need_fault fault;
	bool moved;
	enum err e;

	if ((e = need_asked(rq, &before)))
		return e;
	n = before;
	if (!json_object_get(rq->json, "revision"))
		return field_missing(rq, "revision");
	if ((e = change_read(rq, &n)))
		return e;
	if (n.revision != before.revision)
		return refuse(rq, P_need_moved, NO_VALUES);
	if ((fault = need_change_check(&before, &n, (size_t)n.answers)))
		return fault_refused(rq, fault);
	n.updated_at = rq->now;
	if ((e = need_change(rq->db, &n, rq->person->id, &moved)))
		return e;
	if (moved)
		return refuse(rq, P_need_moved, NO_VALUES);
	n.revision++;
	if ((e = became(rq, &n, before.state)))
		return e;
	return need_respond(rq, rs, 200, n.id);
}

/* ---- Two that are one ---------------------------------------------------- */

enum err need_merging(struct request *rq, struct response *rs)
{
	struct need from, into;
	enum need_fault fault;
	const char *id;
	enum err e;

	if ((e = need_asked(rq, &from)) ||
	    (e = field_text_needed(rq, "into", 64, &id)))
		return e;
	e = need_by_id(rq->db, id, rq->person->id, &into);
	if (e == ERR_NOT_FOUND)
		return field_bad(rq, "into", &into_rule);
	if (e)
		return e;
	if ((fault = need_merge_check(&from, &into)))
		return fault_refused(rq, fault);
	if ((e = need_merge(rq->db, from.id, into.id, rq->person->id,
			    rq->now)) ||
	    (e = need_note(rq->db, from.id, rq->person->id, "merged",
			   into.title, rq->now)) ||
	    (e = need_note(rq->db, into.id, rq->person->id, "absorbed",
			   from.title, rq->now)))
		return e;
	return need_respond(rq, rs, 200, into.id);
}

/* ---- What answers it ----------------------------------------------------- */

static bool twice(const struct need_answer *all, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].programme == all[n].programme &&
		    strcmp(all[i].ref, all[n].ref) == 0)
			return true;
	return false;
}

static enum err answers_read(struct request *rq, const char *name,
			     bool programme, const char *agency_id,
			     struct need_answer *all, size_t *n)
{
	const json_t *list = json_object_get(rq->json, name), *one;
	size_t i;
	enum err e;

	if (!json_is_array(list) ||
	    json_array_size(list) > NEED_ANSWERS_MOST)
		return field_bad(rq, name, &answers_rule);
	json_array_foreach(list, i, one) {
		struct need_answer *a = &all[*n];

		a->programme = programme;
		a->ref = json_string_value(one);
		if (!a->ref || strlen(a->ref) > 64 || twice(all, *n))
			return field_bad(rq, name, &answers_rule);
		if ((e = need_answer_title(rq->db, a, agency_id, &a->title)))
			return e;
		if (!a->title)
			return field_bad(rq, name, &answer_rule);
		(*n)++;
	}
	return OK;
}

/* What history tells: the titles, a line each. */
static const char *titles_of(struct request *rq, const struct need_answer *all,
			     size_t n)
{
	struct text words = { .mem = rq->mem };

	text_puts(&words, "");
	for (size_t i = 0; i < n; i++) {
		text_puts(&words, i ? "\n" : "");
		text_puts(&words, all[i].title);
	}
	return n ? words.bytes : "";
}

enum err need_answers_set(struct request *rq, struct response *rs)
{
	struct need_answer all[2 * NEED_ANSWERS_MOST];
	struct need need;
	size_t n = 0;
	enum err e;

	if ((e = need_asked(rq, &need)))
		return e;
	if (need.state == NEED_MERGED)
		return refuse(rq, P_need_merged, NO_VALUES);
	if ((e = answers_read(rq, "modules", false, need.agency_id, all,
			      &n)) ||
	    (e = answers_read(rq, "programmes", true, need.agency_id, all,
			      &n)))
		return e;
	if (need.state == NEED_ANSWERED && !n && !*need.outcome)
		return fault_refused(rq, NEED_NO_OUTCOME);
	if ((e = need_answers_put(rq->db, need.id, all, n, rq->person->id,
				  rq->now)) ||
	    (e = need_touch(rq->db, need.id, rq->now)) ||
	    (e = need_note(rq->db, need.id, rq->person->id, "answers",
			   titles_of(rq, all, n), rq->now)))
		return e;
	return need_respond(rq, rs, 200, need.id);
}

/* ---- What could answer it ------------------------------------------------ */

struct suggested {
	const struct need_choice *of;
	double worth;
	bool words;
};

static int by_id(const void *a, const void *b)
{
	const struct suggested *x = a, *y = b;

	return strcmp(x->of->id, y->of->id);
}

static int by_worth(const void *a, const void *b)
{
	const struct suggested *x = a, *y = b;

	return x->worth != y->worth ? (x->worth < y->worth ? 1 : -1)
				    : strcmp(x->of->id, y->of->id);
}

/* `all` is in the order of ids. */
static enum err word_worth(struct request *rq, const char *stem,
			   struct suggested *all, size_t n)
{
	struct search_hit *hits;
	size_t nhits;
	enum err e;

	if ((e = search_hits(rq->db, stem, &hits, &nhits)))
		return e;
	for (size_t i = 0; i < nhits; i++) {
		const struct need_choice key = { .id = hits[i].module_id };
		const struct suggested like = { .of = &key };
		struct suggested *found = bsearch(&like, all, n, sizeof(like),
						  by_id);

		if (!found)
			continue;
		found->worth += search_worth((double)hits[i].weight, nhits, n);
		found->words = true;
	}
	return OK;
}

static enum err words_worth(struct request *rq, const struct need *need,
			    struct suggested *all, size_t n)
{
	struct search_bag *bag = search_bag_new(rq->mem, SEARCH_QUERY_MOST);
	const struct search_word *words;
	size_t nwords;
	enum err e;

	search_bag_add(bag, need->title, 1, 1);
	words = search_bag_words(bag, &nwords);
	for (size_t i = 0; i < nwords; i++)
		if ((e = word_worth(rq, words[i].stem, all, n)))
			return e;
	return OK;
}

static json_t *suggestion_json(const struct suggested *s,
			       const struct need *need)
{
	json_t *why = json_array();

	if (s->of->of_job)
		json_array_append_new(why, json_string("competency"));
	if (*need->topic && !strcmp(s->of->topic, need->topic))
		json_array_append_new(why, json_string("topic"));
	if (s->words)
		json_array_append_new(why, json_string("words"));
	return json_pack("{s:s, s:s, s:o}", "id", s->of->id,
			 "title", s->of->title, "why", why);
}

static enum err modules_suggested(struct request *rq, const struct need *need,
				  json_t *out)
{
	struct need_choice *choices;
	struct suggested *all;
	size_t n;
	enum err e;

	if ((e = need_modules(rq->db, need->agency_id, need->job_id, &choices,
			      &n)) || n == 0)
		return e;
	all = arena_array(rq->mem, struct suggested, n);
	for (size_t i = 0; i < n; i++)
		all[i] = (struct suggested){ .of = &choices[i],
			.worth = (choices[i].of_job ? OF_JOB : 0) +
				 (*need->topic && !strcmp(choices[i].topic,
							  need->topic)
				  ? OF_TOPIC : 0) };
	qsort(all, n, sizeof(*all), by_id);
	if ((e = words_worth(rq, need, all, n)))
		return e;
	qsort(all, n, sizeof(*all), by_worth);
	for (size_t i = 0; i < n && i < SUGGESTED_MOST && all[i].worth > 0; i++)
		json_array_append_new(out, suggestion_json(&all[i], need));
	return OK;
}

static enum err programmes_suggested(struct request *rq,
				     const struct need *need, json_t *out)
{
	struct need_choice *choices;
	struct suggested *all;
	size_t n, near = 0;
	enum err e;

	if ((e = need_programmes(rq->db, need->agency_id, &choices, &n)) ||
	    n == 0)
		return e;
	all = arena_array(rq->mem, struct suggested, n);
	for (size_t i = 0; i < n; i++) {
		const int score = near_score(need->title, choices[i].title);

		if (score >= NEAR_LEAST)
			all[near++] = (struct suggested){ .of = &choices[i],
				.worth = score, .words = true };
	}
	qsort(all, near, sizeof(*all), by_worth);
	for (size_t i = 0; i < near && i < SUGGESTED_MOST; i++)
		json_array_append_new(out, suggestion_json(&all[i], need));
	return OK;
}

enum err need_suggestions(struct request *rq, struct response *rs)
{
	json_t *modules = request_own_json(rq, json_array());
	json_t *programmes = request_own_json(rq, json_array());
	struct need n;
	enum err e;

	if ((e = need_asked(rq, &n)) ||
	    (e = modules_suggested(rq, &n, modules)) ||
	    (e = programmes_suggested(rq, &n, programmes)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:O, s:O}",
		"modules", modules, "programmes", programmes));
}

/* ---- What a survey brought ----------------------------------------------- */

static enum err source_read(struct request *rq, struct need *n,
			    const char **question)
{
	const char *kind, *id, *title;
	enum err e;

	if ((e = field_text(rq, "source", 40, &kind)) ||
	    (e = field_text_needed(rq, "survey", 64, &id)) ||
	    (e = need_text(rq, "question", SOURCE_MOST, true, question)))
		return e;
	kind = kind ? kind : "survey";
	if ((e = need_source(rq->db, kind, id, n->agency_id, &title)))
		return e;
	if (!title)
		return field_bad(rq, "survey", &source_rule);
	n->cause_id = strcmp(kind, "survey")
		? arena_format(rq->mem, "%s:%s", kind, id) : id;
	return OK;
}

enum err need_from_survey(struct request *rq, struct response *rs)
{
	const char *question = "";
	struct agency agency;
	struct need n;
	enum err e;

	if ((e = people_agency(rq, true, &agency)))
		return e;
	n = (struct need){ .agency_id = agency.id, .title = "", .about = "",
			   .topic = "", .cause = NEED_OF_SURVEY,
			   .cause_id = "", .regulation = "", .outcome = "" };
	if ((e = source_read(rq, &n, &question)) ||
	    (e = need_text(rq, "title", NEED_TITLE_MOST, true, &n.title)) ||
	    (e = need_text(rq, "about", NEED_ABOUT_MOST, false, &n.about)) ||
	    (e = need_topic(rq, &n.topic)) ||
	    (e = need_unit(rq, agency.id, &n.unit_id, &n.unit_name)) ||
	    (e = need_job(rq, agency.id, &n.job_id, &n.job_name)))
		return e;
	if (!*n.title)
		return field_missing(rq, "title");
	if ((e = need_begin(rq, &n, "surveyed", question)))
		return e;
	return need_respond(rq, rs, 201, n.id);
}
