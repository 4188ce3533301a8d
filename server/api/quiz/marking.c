/*
 * Answers that a person marks, by a rubric. Markers see the question and the
 * answer, and nothing of who gave it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "base/text.h"
#include "domain/grade.h"
#include "domain/person.h"
#include "domain/responses.h"
#include "play/sitting.h"
#include "routes.h"
#include "serve.h"
#include "store/mark.h"
#include "store/module.h"
#include "store/sitting.h"

#define QUEUE_MOST 100
#define COMMENT_MOST 4000	/* bytes */

static const struct phrase points_rule = { {
	"Beri nilai untuk setiap baris rubrik, dari 0 sampai nilai tertingginya.",
	"Give points for each line of the rubric, from 0 to the most it has." } };

/* One answer with all that marking it takes. */
struct paperwork {
	struct sitting sitting;
	struct module module;
	struct asked asked;
	struct paper paper;
	const struct paper_question *place;
	json_t *question;
	json_t *kept;
	struct sitting_mark mark;
};

static json_t *line_json(const struct mark_line *l)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}, s:s, s:s, s:f, s:I}",
			 "sitting", l->sitting_id, "question", l->question,
			 "module", "id", l->module_id, "title",
			 l->module_title, "unit", l->unit_ident, "unitTitle",
			 l->unit_title, "most", l->most, "endedAt",
			 (json_int_t)l->ended_at);
}

enum err marking_index(struct request *rq, struct response *rs)
{
	const char *module = request_query(rq, "module");
	const char *agency = person_is(rq->person, ROLE_ADMIN)
		? NULL : rq->person->agency_id;
	json_t *list = request_own_json(rq, json_array());
	struct mark_line *all;
	int64_t total;
	size_t n;
	enum err e;

	if ((e = mark_queue(rq->db, agency, module && *module ? module : NULL,
			    QUEUE_MOST, &all, &n, &total)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, line_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:I, s:O}", "total",
						   (json_int_t)total,
						   "waiting", list));
}

static enum err mark_find(struct request *rq, struct paperwork *w,
			  const char *question)
{
	struct sitting_mark *all;
	size_t n;
	enum err e;

	if ((e = mark_list(rq->db, w->sitting.id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].question, question) == 0) {
			w->mark = all[i];
			return OK;
		}
	return fail(ERR_NOT_FOUND, "no mark of %s", question);
}

static enum err question_find(struct request *rq, struct paperwork *w,
			      const char *question)
{
	json_t *json;
	enum err e;

	if ((e = asked_read(rq->db, w->sitting.unit_id, false, &w->asked)) ||
	    (e = json_stored(rq->db, w->sitting.paper, &json)) ||
	    (e = json_stored(rq->db, w->sitting.responses, &w->kept)))
		return e;
	if (!paper_read(rq->mem, json, &w->paper) ||
	    !(w->place = paper_find(&w->paper, question)))
		return fail(ERR_NOT_FOUND, "no question %s", question);
	return asked_question(rq->db, &w->asked, w->place, &w->question);
}

static enum err paperwork_read(struct request *rq, const char *id,
			       const char *question, struct paperwork *w)
{
	enum err e;

	*w = (struct paperwork){ .place = NULL };
	if ((e = sitting_by_id(rq->db, id, &w->sitting)) ||
	    (e = module_by_id(rq->db, w->sitting.module_id, &w->module)))
		return e;
	if (!module_editable(&w->module, rq->person))
		return fail(ERR_FORBIDDEN, "not their module");
	if (w->sitting.branching || w->sitting.state == SITTING_OPEN)
		return refuse(rq, P_mark_refused, NO_VALUES);
	if ((e = question_find(rq, w, question)) ||
	    (e = mark_find(rq, w, question)))
		return e;
	return question_type_of(w->question) == QUESTION_ESSAY ? OK
		: refuse(rq, P_mark_refused, NO_VALUES);
}

static enum err paperwork_respond(struct request *rq, struct response *rs,
				  const struct paperwork *w)
{
	const struct sitting_mark *m = &w->mark;
	json_t *response = response_of(w->kept, m->question);

	response_header(rs, "ETag", arena_format(rq->mem, "\"%lld\"",
						 (long long)m->revision));
	return respond_json(rq, rs, 200, json_pack(
		"{s:s, s:s, s:{s:s, s:s}, s:s, s:o, s:O?, s:s, s:o?, s:s, s:b,"
		" s:I, s:I}",
		"sitting", w->sitting.id, "id", m->question,
		"module", "id", w->module.id, "title", w->module.title,
		"unit", w->sitting.unit_ident,
		"question", question_public(rq->mem, w->question, w->place,
					    &w->asked.html),
		"response", response, "state", m->state,
		"points", m->rubric ? json_loads(m->rubric, 0, NULL) : NULL,
		"comment", m->comment,
		"mine", m->marked_by && !strcmp(m->marked_by, rq->person->id),
		"revision", (json_int_t)m->revision,
		"endedAt", (json_int_t)w->sitting.ended_at));
}

enum err marking_show(struct request *rq, struct response *rs)
{
	struct paperwork w;
	enum err e;

	if ((e = paperwork_read(rq, request_param(rq, "sitting"),
				request_param(rq, "question"), &w)))
		return e;
	return paperwork_respond(rq, rs, &w);
}

/* Of If-Match, else of the body: which state of the mark was looked at. */
static enum err revision_given(struct request *rq, int64_t *out)
{
	const char *match = request_header(rq, "If-Match");
	long long n;

	*out = -1;
	if (match && sscanf(match, "\"%lld\"", &n) == 1) {
		*out = n;
		return OK;
	}
	return field_number(rq, "revision", 0, INT64_C(1) << 40, out);
}

/* An answer of ours that was lost on its way is asked for again. */
static bool same(struct request *rq, const struct sitting_mark *m,
		 const char *rubric, const char *comment)
{
	return m->marked_by && !strcmp(m->marked_by, rq->person->id) &&
	       m->rubric && !strcmp(m->rubric, rubric) &&
	       !strcmp(m->comment, comment);
}

static enum err give(struct request *rq, struct paperwork *w, double points,
		     const char *rubric, const char *comment)
{
	const struct sitting before = w->sitting;
	struct sitting_mark *m = &w->mark;
	enum err e;

	m->points = (struct measure){ true, points };
	m->state = grade_state_name(points >= m->most ? GRADE_RIGHT
		: points > 0 ? GRADE_PARTIAL : GRADE_WRONG);
	m->rubric = rubric;
	m->comment = comment;
	m->marked_by = rq->person->id;
	m->marked_at = rq->now;
	m->revision++;
	if ((e = mark_put(rq->db, m)) || (e = mark_note(rq->db, m)) ||
	    (e = sitting_add_up(rq->db, &w->sitting, rq->now)))
		return e;
	return sitting_doubt(rq->db, &before, &w->sitting, "mark", rq->now);
}

enum err mark_give(struct request *rq, struct response *rs)
{
	json_t *marks = json_object_get(rq->json, "points");
	const char *comment, *rubric;
	struct paperwork w;
	int64_t revision;
	double points;
	enum err e;

	if ((e = revision_given(rq, &revision)) ||
	    (e = field_text(rq, "comment", COMMENT_MOST, &comment)) ||
	    (e = paperwork_read(rq, request_param(rq, "id"),
				request_param(rq, "question"), &w)))
		return e;
	if (!marks || !grade_marks(w.question, marks, &points))
		return field_bad(rq, "points", &points_rule);
	comment = comment ? comment : "";
	rubric = json_text(rq->db, marks);
	if (same(rq, &w.mark, rubric, comment))
		return paperwork_respond(rq, rs, &w);
	if (revision != w.mark.revision)
		return refuse(rq, P_mark_changed, NO_VALUES);
	if ((e = give(rq, &w, points, rubric, comment)))
		return e;
	return paperwork_respond(rq, rs, &w);
}
