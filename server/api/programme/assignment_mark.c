/*
 * Assignments as markers see them: the organisers of the batch's agency. Whoever
 * marks says which revision they have read, so that two do not overwrite each
 * other; what is returned comes back as the draft it was.
 */
#include <stdlib.h>
#include <string.h>

#include "api/field.h"
#include "api/programme/assignment.h"
#include "api/scope.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "training/notice.h"

#define PAGE 50

static const struct phrase points_rule = { {
	"Beri nilai untuk setiap baris rubrik, dari 0 sampai nilai tertingginya, dalam kelipatan 0,5.",
	"Give points for each line of the rubric, from 0 to the most it has, in halves." } };
static const struct phrase comment_rule = { {
	"Komentar paling banyak 4.000 huruf.",
	"A comment has 4,000 characters at most." } };

enum err submissions_waiting(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct submission_line *all;
	int64_t page, total;
	size_t n;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = submission_waiting(rq->db, agency_scope_filter(rq),
				    (size_t)(page - 1) * PAGE, PAGE, &all, &n,
				    &total)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:b, s:s, s:s, s:s, s:I, s:I}",
			"id", all[i].id, "owner", all[i].owner_name,
			"team", all[i].team, "title", all[i].title,
			"batch", all[i].batch_name,
			"programme", all[i].programme_title,
			"number", (json_int_t)all[i].number,
			"handedAt", (json_int_t)all[i].handed_at));
	return respond_json(rq, rs, 200, json_pack("{s:O, s:I, s:I, s:I}",
		"waiting", list, "total", (json_int_t)total,
		"page", (json_int_t)page,
		"pages", (json_int_t)((total + PAGE - 1) / PAGE)));
}

/* One that was handed in, with the step it belongs to. */
struct desk {
	struct submission of;
	struct batch batch;
	struct step step;
	struct assignment assignment;
	struct submission *all;		/* of the same person or team */
	size_t n;
};

/* A step that was removed since has to be found, too. */
static enum err desk_step(struct request *rq, struct desk *d)
{
	struct step *steps;
	json_t *setting;
	size_t n, at;
	enum err e = step_list(rq->db, d->batch.programme_id, &steps, &n);

	if (e)
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(steps[i].id, d->of.activity_id) == 0) {
			d->step = steps[i];
			setting = *d->step.setting ? request_own_json(rq,
				json_loads(d->step.setting, 0, NULL)) : NULL;
			return assignment_read(setting, &d->assignment, &at)
				? fail(ERR_INTERNAL, "the setting") : OK;
		}
	return fail(ERR_NOT_FOUND, "the step was removed");
}

static enum err desk_read(struct request *rq, struct desk *d)
{
	enum err e;

	*d = (struct desk){ .n = 0 };
	if ((e = submission_by_id(rq->db, request_param(rq, "id"), &d->of)) ||
	    (e = agency_scope_hidden(rq, d->of.agency_id)))
		return e;
	if (d->of.state == SUBMISSION_DRAFT)
		return fail(ERR_NOT_FOUND, "a draft is its writer's");
	if ((e = batch_by_id(rq->db, d->of.batch_id, &d->batch)) ||
	    (e = desk_step(rq, d)))
		return e;
	return submission_list(rq->db, d->batch.id, d->of.activity_id,
			       d->of.person_id, d->of.team_id, &d->all, &d->n);
}

static enum err people_json(struct request *rq, const struct desk *d,
			    json_t **out)
{
	struct team_member *all;
	size_t n;
	enum err e;

	*out = request_own_json(rq, json_array());
	if (!d->of.team_id)
		return OK;
	if ((e = team_people(rq->db, d->of.team_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(*out, json_string(all[i].name));
	return OK;
}

static enum err desk_respond(struct request *rq, struct response *rs)
{
	json_t *json, *one, *people, *earlier;
	struct desk d;
	enum err e;

	if ((e = desk_read(rq, &d)) || (e = people_json(rq, &d, &people)) ||
	    (e = submission_json(rq, &d.assignment, &d.of, &one)))
		return e;
	json = request_own_json(rq, json_pack(
		"{s:o, s:o, s:{s:s, s:s, s:b}, s:s, s:O}",
		"submission", one, "batch", batch_json(&d.batch),
		"activity", "id", d.step.id, "title", d.step.title,
		"mustPass", d.step.must_pass, "owner", d.of.owner_name,
		"people", people));
	earlier = json_array();
	json_object_set_new(json, "earlier", earlier);
	if ((e = assignment_tell(rq, &d.assignment, json)))
		return e;
	for (size_t i = 0; i < d.n; i++) {
		if (d.all[i].state == SUBMISSION_DRAFT ||
		    d.all[i].number >= d.of.number)
			continue;
		if ((e = submission_json(rq, &d.assignment, &d.all[i], &one)))
			return e;
		json_array_append_new(earlier, one);
	}
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err submission_show(struct request *rq, struct response *rs)
{
	return desk_respond(rq, rs);
}

/* ---- Judging it ------------------------------------------------------------ */

static enum err desk_taken(struct request *rq, const struct desk *d)
{
	return refuse(rq, P_submission_judged, VALUES(
		{ "name", d->of.marker_name ? d->of.marker_name
					    : d->of.by_name }));
}

/* Nobody judges what they, or their team, handed in. */
static enum err desk_apart(struct request *rq, const struct desk *d)
{
	struct team team;
	enum err e;

	if (d->of.person_id)
		return strcmp(d->of.person_id, rq->person->id) ? OK
			: refuse(rq, P_submission_own, NO_VALUES);
	if ((e = team_of_person(rq->db, d->of.batch_id, d->of.activity_id,
				rq->person->id, &team)))
		return e;
	return !team.id || strcmp(team.id, d->of.team_id) ? OK
		: refuse(rq, P_submission_own, NO_VALUES);
}

/* The newest that was handed in, of the revision that was read. */
static enum err desk_open(struct request *rq, struct desk *d)
{
	int64_t revision = -1;
	const char *comment = NULL;
	enum err e;

	if ((e = desk_read(rq, d)) || (e = desk_apart(rq, d)) ||
	    (e = field_number(rq, "revision", 1, INT32_MAX, &revision)) ||
	    (e = field_text(rq, "comment", 4 * COMMENT_MOST, &comment)))
		return e;
	if (revision < 0)
		return field_missing(rq, "revision");
	if (comment && text_length(comment) > COMMENT_MOST)
		return field_bad(rq, "comment", &comment_rule);
	for (size_t i = 0; i < d->n; i++)
		if (d->all[i].state != SUBMISSION_DRAFT &&
		    d->all[i].number > d->of.number)
			return desk_taken(rq, d);
	if (d->of.revision != revision)
		return desk_taken(rq, d);
	d->of.comment = comment ? text_trim(rq->mem, comment) : "";
	d->of.marked_by = rq->person->id;
	return OK;
}

/* What they may mend, as it was handed in. */
static enum err draft_again(struct request *rq, const struct desk *d)
{
	struct submission draft = {
		.activity_id = d->of.activity_id, .batch_id = d->of.batch_id,
		.person_id = d->of.person_id, .team_id = d->of.team_id,
		.number = d->of.number + 1, .by_id = d->of.by_id,
		.words = d->of.words,
	};
	enum err e;

	if (d->all[0].number > d->of.number)
		return OK;	/* there is one since it was marked before */
	if ((e = submission_add(rq->db, &draft, rq->now)))
		return e;
	return submission_file_copy(rq->db, d->of.id, draft.id);
}

static enum err tell_one(struct request *rq, const struct desk *d,
			 const char *person_id, const char *enrolment_id,
			 const struct step_news *news)
{
	const bool returned = d->of.state == SUBMISSION_RETURNED;
	const struct notice_to to = {
		.person_id = person_id,
		.href = arena_format(rq->mem, "/pelatihan/%s/tugas/%s",
				     d->batch.id, d->step.id),
		.occasion = arena_format(rq->mem, "submission %s %lld",
					 d->of.id, (long long)d->of.revision),
		.by_mail = true,
	};
	enum err e;

	if ((e = enrolment_activity_news(rq->db, enrolment_id, d->step.id,
					 news, rq->now)))
		return e;
	return notice_tell(rq->db, returned ? NOTICE_assignment_returned
					    : NOTICE_assignment_marked, &to,
			   NOTE({ "title", d->step.title, 0 }), rq->now);
}

/* Everybody who handed it in is told, and stands so in the programme. */
static enum err tell(struct request *rq, const struct desk *d,
		     const struct step_news *news)
{
	struct team_member *all;
	struct enrolment en;
	size_t n;
	enum err e;

	if (d->of.person_id) {
		e = enrolment_of(rq->db, d->batch.id, d->of.person_id, &en);
		return e || !en.id ? e
			: tell_one(rq, d, d->of.person_id, en.id, news);
	}
	e = team_people(rq->db, d->of.team_id, &all, &n);
	for (size_t i = 0; !e && i < n; i++)
		e = tell_one(rq, d, all[i].person_id, all[i].enrolment_id,
			     news);
	return e;
}

static enum err marks_read(struct request *rq, const struct assignment *a,
			   double *points, struct marked *out)
{
	const json_t *list = json_object_get(rq->json, "marks"), *one;
	size_t i, n = json_array_size(list);

	if (n > a->n)
		return field_bad(rq, "marks", &points_rule);
	json_array_foreach(list, i, one) {
		if (!json_is_number(one))
			return field_bad(rq, "marks", &points_rule);
		points[i] = json_number_value(one);
	}
	return marks_weigh(a, points, n, out) ? OK
		: field_bad(rq, "marks", &points_rule);
}

enum err submission_mark(struct request *rq, struct response *rs)
{
	double points[RUBRIC_MOST];
	struct step_news news = { .begun = true, .completed = true,
				  .at = rq->now };
	struct marked marked;
	struct desk d;
	char *text;
	enum err e;

	if ((e = desk_open(rq, &d)))
		return e;
	if (d.of.state == SUBMISSION_RETURNED)
		return desk_taken(rq, &d);
	if ((e = marks_read(rq, &d.assignment, points, &marked)))
		return e;
	d.of.state = SUBMISSION_MARKED;
	d.of.points = (struct measure){ d.assignment.n > 0, marked.points };
	d.of.most = (struct measure){ d.assignment.n > 0, d.assignment.most };
	text = json_dumps(json_object_get(rq->json, "marks"), JSON_COMPACT);
	if (text)
		arena_own(rq->mem, text, free);
	d.of.marks = d.assignment.n ? text : NULL;
	news.passed = marked.passed;
	news.scaled = marked.scaled;
	if ((e = submission_judge(rq->db, &d.of, rq->now)) ||
	    (!marked.passed && (e = draft_again(rq, &d))) ||
	    (e = tell(rq, &d, &news)))
		return e;
	return desk_respond(rq, rs);
}

enum err submission_return(struct request *rq, struct response *rs)
{
	const struct step_news news = { .begun = true, .at = rq->now };
	struct desk d;
	enum err e;

	if ((e = desk_open(rq, &d)))
		return e;
	if (d.of.state != SUBMISSION_HANDED)
		return desk_taken(rq, &d);
	if (!*d.of.comment)
		return field_missing(rq, "comment");
	d.of.state = SUBMISSION_RETURNED;
	d.of.marks = NULL;
	d.of.points = d.of.most = (struct measure){ false, 0 };
	if ((e = submission_judge(rq->db, &d.of, rq->now)) ||
	    (e = draft_again(rq, &d)) || (e = tell(rq, &d, &news)))
		return e;
	return desk_respond(rq, rs);
}
