#include "play/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/quick.h"
#include "domain/branching.h"
#include "domain/responses.h"
#include "play/sitting.h"
#include "store/attempt.h"
#include "store/mark.h"
#include "store/sitting.h"

const char *answers_read(json_t *json, struct answers *out)
{
	json_t *place = json_object_get(json, "place");

	*out = (struct answers){
		.sitting = json_string_value(json_object_get(json, "sitting")),
		.responses = json_object_get(json, "responses"),
		.path = json_object_get(json, "path"),
		.place = json_string_value(place),
		.end = json_is_true(json_object_get(json, "end")),
	};
	if (!ident_valid(out->sitting))
		return "sitting";
	if (out->path ? !json_is_array(out->path)
		      : !json_is_object(out->responses))
		return out->path ? "path" : "responses";
	if (out->place && strlen(out->place) > 64)
		return "place";
	out->odd = responses_clean(out->responses);
	return NULL;
}

/* Until when it takes answers, and from when on it takes none. */
static int64_t until_of(const struct sitting *s)
{
	if (s->state == SITTING_OPEN)
		return s->deadline;
	return s->deadline && s->deadline < s->ended_at ? s->deadline
							: s->ended_at;
}

static enum err marked(struct db *db, const struct sitting *s, bool *out)
{
	struct sitting_mark *all;
	size_t n;
	enum err e;

	*out = false;
	if ((e = mark_list(db, s->id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		*out = *out || all[i].marked_by;
	return OK;
}

/*
 * Why a sitting that is closed takes nothing more, or NULL: its time ran out,
 * and this was on its way. Taken once, by who has seen nothing since: else the
 * score, as it stands in the learner's record, would tell what to change.
 */
static enum err shut(struct db *db, const struct sitting *s, const char **why)
{
	bool later, by_person;
	enum err e;

	*why = "ended";
	if (s->branching || !s->deadline || s->ended_at < s->deadline ||
	    s->seen_at || s->late_ms)
		return OK;
	if ((e = sitting_superseded(db, s, &later)) ||
	    (e = marked(db, s, &by_person)))
		return e;
	*why = later ? "ended" : by_person ? "marked" : NULL;
	return OK;
}

/* What is read here is given back here: workers that gave it back would keep the
   writer waiting for its own memory. */
static enum err merge_quiz(struct request *rq, struct sitting *s,
			   const struct answers *a, struct responses_merge *m)
{
	json_t *kept = quick_json(s->responses, strlen(s->responses));
	char *text = NULL;

	if (!kept && !(kept = json_loads(s->responses, 0, NULL)))
		return fail(ERR_INTERNAL, "the responses of sitting %s", s->id);
	m->paper = s->paper;
	responses_merge(kept, a->responses, m);
	if (a->odd)
		m->reason = a->odd;
	if (m->changed)
		text = json_dumps(kept, JSON_COMPACT);
	json_decref(kept);
	if (!text)
		return OK;
	if (strlen(text) > RESPONSES_MOST) {
		m->changed = false;
		m->reason = "large";
	} else {
		s->responses = arena_copy(rq->mem, text, strlen(text));
		if (m->late_ms > s->late_ms)
			s->late_ms = m->late_ms;
	}
	free(text);
	return OK;
}

/* A case is over at its ending, whether or not the page says so. */
static enum err merge_case(struct request *rq, struct sitting *s,
			   const struct answers *a, struct responses_merge *m,
			   bool *over)
{
	struct case_walk walk;
	struct asked asked;
	json_t *kept, *path;
	enum err e;

	if ((e = asked_read(rq->db, s->unit_id, true, &asked)) ||
	    (e = json_stored(rq->db, s->responses, &kept)))
		return e;
	path = path_merge(json_object_get(kept, "path"), a->path, m);
	if (!m->changed)
		return OK;
	case_walk(rq->mem, asked.definition, path, &walk);
	if (*walk.why) {
		m->changed = false;
		m->reason = walk.why;
		return OK;
	}
	*over = *over || walk.ending;
	s->responses = json_text(rq->db, json_kept(rq->db,
		json_pack("{s:O}", "path", path)));
	return OK;
}

static enum err take(struct request *rq, struct sitting *s,
		     const struct answers *a, struct responses_merge *m)
{
	const char *place = s->place;
	bool over = a->end;
	enum err e;

	m->began_at = s->began_at;
	m->until = until_of(s);
	m->now = rq->now;
	if ((e = s->branching ? merge_case(rq, s, a, m, &over)
			      : merge_quiz(rq, s, a, m)))
		return e;
	if (a->place)
		s->place = a->place;
	if ((m->changed || (a->place && (!place || strcmp(place, a->place)))) &&
	    (e = sitting_save(rq->db, s)))
		return e;
	if (s->state == SITTING_OPEN)
		return over ? sitting_finish(rq->db, s, rq->now) : OK;
	return m->changed ? sitting_finish(rq->db, s, rq->now) : OK;
}

static const char *verdict(struct request *rq, const char *reason)
{
	return reason ? arena_format(rq->mem,
			",\"accepted\":false,\"reason\":\"%s\"", reason)
		      : ",\"accepted\":true";
}

static enum err run_note(struct request *rq, const struct item *item,
			 struct run *run)
{
	run->sequence = item->sequence;
	run->saved_at = rq->now;
	run->ended = item->ended;
	if (item->progress.time_ms > run->time_ms)
		run->time_ms = item->progress.time_ms;
	return run_save(rq->db, run, NULL);
}

static enum err theirs(struct request *rq, const struct run *run,
		       const struct answers *a, const struct sitting *s)
{
	if (strcmp(s->attempt_id, run->attempt_id))
		return refuse(rq, P_run_foreign, NO_VALUES);
	if (s->branching != (a->path != NULL))
		return refuse(rq, P_item_invalid, VALUES({ "field",
			s->branching ? "path" : "responses" }));
	return OK;
}

enum err answers_add(struct request *rq, const struct item *item,
		     const struct answers *a, struct run *run,
		     const char **more)
{
	struct responses_merge m = { .changed = false };
	struct sitting s;
	enum err e;

	e = sitting_by_id(rq->db, a->sitting, &s);
	if (e == ERR_NOT_FOUND)
		return refuse(rq, P_run_foreign, NO_VALUES);
	if (e || (e = theirs(rq, run, a, &s)) ||
	    (e = run_note(rq, item, run)))
		return e;
	if (s.state != SITTING_OPEN && (e = shut(rq->db, &s, &m.reason)))
		return e;
	if (!m.reason && (e = take(rq, &s, a, &m)))
		return e;
	*more = verdict(rq, m.reason);
	return OK;
}
