/*
 * The discussion of a batch. Posts and answers to them, no deeper, of people who
 * take part and those who moderate it: the hosts and organisers of the agency.
 *
 * Whoever has the page open asks again every few seconds; a number that goes up
 * with every change is the ETag, so most of those questions read two rows.
 */
#include <string.h>

#include "api/field.h"
#include "api/programme/assignment.h"
#include "api/wire.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/post.h"
#include "store/several.h"

#define PAGE SEVERAL_MOST
#define POSTS_MOST 5000			/* of one discussion */
#define REASON_MOST 500			/* characters */
#define HOUR (INT64_C(3600) * 1000)

static const struct phrase words_rule = { {
	"Tulis 1 sampai 2.000 huruf.", "Write 1 to 2,000 characters." } };
static const struct phrase parent_rule = { {
	"Tulisan yang dibalas tidak ada di diskusi ini.",
	"The post that this answers is not in this discussion." } };
static const struct phrase reason_rule = { {
	"Tulis alasannya, paling banyak 500 huruf.",
	"Write the reason, in 500 characters at most." } };

struct talk {
	struct part part;
	struct discussion of;
	struct discussion_stand stand;
};

static enum err talk_read(struct request *rq, struct talk *t)
{
	struct part *p = &t->part;
	enum err e;

	if ((e = part_read(rq, STEP_DISCUSSION, p)))
		return e;
	if (discussion_read(part_setting(rq, p), &t->of))
		return fail(ERR_INTERNAL, "the setting of '%s'", p->step->id);
	return discussion_stand(rq->db, p->batch.id, p->step->id, &t->stand);
}

static bool shown(const struct request *rq, const struct talk *t,
		  const struct post *p)
{
	return !p->hidden_at || t->part.moderator ||
	       strcmp(p->person_id, rq->person->id) == 0;
}

/* What is hidden tells others that it is, and nothing else. */
static json_t *post_json(const struct request *rq, const struct talk *t,
			 const struct post *p)
{
	const bool mine = strcmp(p->person_id, rq->person->id) == 0;
	const bool open = shown(rq, t, p);

	return json_pack("{s:s, s:s?, s:s?, s:b, s:I, s:o, s:b, s:s?, s:o,"
			 " s:o}",
			 "id", p->id, "person", open ? p->person_name : NULL,
			 "words", open ? p->words : NULL, "mine", mine,
			 "at", (json_int_t)p->at,
			 "changedAt", number_or_null(p->changed_at),
			 "hidden", p->hidden_at != 0,
			 "why", open && p->hidden_at ? p->hidden_why : NULL,
			 "mendUntil", mine && !p->hidden_at
			 ? number_or_null(p->at + POST_MENDED_MS) : json_null(),
			 "answers", p->parent_id ? json_null() : json_array());
}

static void answers_add(const struct request *rq, const struct talk *t,
			const struct post *threads, size_t n, json_t *list,
			const struct post *answer)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(threads[i].id, answer->parent_id) == 0)
			json_array_append_new(json_object_get(
				json_array_get(list, i), "answers"),
				post_json(rq, t, answer));
}

static enum err posts_list(struct request *rq, const struct talk *t,
			   int64_t page, json_t **out)
{
	const struct part *p = &t->part;
	struct post *threads, *answers;
	size_t n, nanswers;
	enum err e;

	*out = request_own_json(rq, json_array());
	if ((e = post_threads(rq->db, p->batch.id, p->step->id,
			      (size_t)(page - 1) * PAGE, PAGE, &threads, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(*out, post_json(rq, t, &threads[i]));
	if (!n)
		return OK;
	if ((e = post_answers(rq->db, threads, n, &answers, &nanswers)))
		return e;
	for (size_t i = 0; i < nanswers; i++)
		answers_add(rq, t, threads, n, *out, &answers[i]);
	return OK;
}

static enum err talk_respond(struct request *rq, struct response *rs,
			     int status, const struct talk *t)
{
	json_t *json = request_own_json(rq, part_json(&t->part)), *list;
	struct post_counts counts;
	const char *html;
	int64_t page;
	enum err e;

	if ((e = query_number(rq, "page", 1, 100000, 1, &page)) ||
	    (e = posts_list(rq, t, page, &list)) ||
	    (e = post_counts(rq->db, t->part.batch.id, t->part.step->id,
			     rq->person->id, &counts)) ||
	    (e = brief_html(rq, t->of.brief, &html)))
		return e;
	json_object_set_new(json, "briefHtml", json_string(html));
	json_object_set_new(json, "wanted",
			    json_integer((json_int_t)t->of.posts));
	json_object_set_new(json, "own", json_integer((json_int_t)counts.own));
	json_object_set_new(json, "total",
			    json_integer((json_int_t)counts.posts));
	json_object_set_new(json, "page", json_integer((json_int_t)page));
	json_object_set_new(json, "pages", json_integer((json_int_t)(
		(counts.threads + PAGE - 1) / PAGE)));
	json_object_set_new(json, "closed",
			    json_boolean(t->stand.closed_at != 0));
	json_object_set(json, "posts", list);
	return respond_json(rq, rs, status, json_incref(json));
}

static enum err talk_answer(struct request *rq, struct response *rs, int status)
{
	struct talk t;
	const enum err e = talk_read(rq, &t);

	return e ? e : talk_respond(rq, rs, status, &t);
}

/* Theirs alone: it depends on who asks. What locks the step is in it, too. */
enum err discussion_show(struct request *rq, struct response *rs)
{
	const char *seen = request_header(rq, "If-None-Match");
	struct talk t;
	const char *tag;
	enum err e;

	if ((e = talk_read(rq, &t)))
		return e;
	tag = arena_format(rq->mem, "\"%lld-%d-%d-%s-%s\"",
			   (long long)t.stand.revision, t.part.moderator,
			   (int)step_state(t.part.steps, t.part.at),
			   query_text(rq, "page")[0] ? query_text(rq, "page")
						     : "1",
			   rq->person->id);
	response_header(rs, "ETag", tag);
	response_header(rs, "Cache-Control", "private, no-cache");
	if (seen && strcmp(seen, tag) == 0)
		return respond_empty(rs, 304);
	return talk_respond(rq, rs, 200, &t);
}

/* Who moderates may write although they do not take part. */
static enum err talk_open(struct request *rq, const struct talk *t)
{
	enum err e = OK;

	if (!t->part.moderator)
		e = part_open(rq, &t->part);
	else if (strcmp(t->part.batch.state, "open"))
		e = refuse(rq, P_batch_over, NO_VALUES);
	if (e)
		return e;
	return t->stand.closed_at ? refuse(rq, P_discussion_closed, NO_VALUES)
				  : OK;
}

static enum err words_read(struct request *rq, const char **out)
{
	const char *given = NULL;
	enum err e = field_text(rq, "words", 4 * POST_MOST, &given);

	if (e)
		return e;
	*out = given ? text_trim(rq->mem, given) : "";
	return **out && text_length(*out) <= POST_MOST
		? OK : field_bad(rq, "words", &words_rule);
}

/* An answer to an answer is one to the post above it. */
static enum err parent_read(struct request *rq, const struct talk *t,
			    const char **out)
{
	struct post parent;
	const char *id = NULL;
	enum err e = field_text(rq, "parent", 40, &id);

	*out = NULL;
	if (e || !id)
		return e;
	e = post_by_id(rq->db, t->part.batch.id, t->part.step->id, id,
		       &parent);
	if (e == ERR_NOT_FOUND || (!e && parent.hidden_at))
		return field_bad(rq, "parent", &parent_rule);
	*out = e ? NULL : parent.parent_id ? parent.parent_id : parent.id;
	return e;
}

static enum err bounded(struct request *rq, const struct talk *t)
{
	struct post_counts counts;
	int64_t lately;
	enum err e;

	if ((e = post_lately(rq->db, rq->person->id, rq->now - HOUR,
			     &lately)) ||
	    (e = post_counts(rq->db, t->part.batch.id, t->part.step->id,
			     rq->person->id, &counts)))
		return e;
	return lately < POSTS_AN_HOUR && counts.posts < POSTS_MOST
		? OK : refuse(rq, P_posts_many, NO_VALUES);
}

/* Enough of them is having taken part; that stays when one is hidden later. */
static enum err step_follows(struct request *rq, const struct talk *t)
{
	const struct part *p = &t->part;
	struct step_news news = { .begun = true, .at = rq->now };
	struct post_counts counts;
	enum err e;

	if (!p->member)
		return OK;
	if ((e = post_counts(rq->db, p->batch.id, p->step->id, rq->person->id,
			     &counts)))
		return e;
	news.completed = news.passed = counts.own >= t->of.posts;
	return enrolment_activity_news(rq->db, p->enrolment.id, p->step->id,
				       &news, rq->now);
}

enum err discussion_post(struct request *rq, struct response *rs)
{
	struct post post = { .person_id = rq->person->id, .at = rq->now };
	struct talk t;
	enum err e;

	if ((e = talk_read(rq, &t)) || (e = talk_open(rq, &t)) ||
	    (e = words_read(rq, &post.words)) ||
	    (e = parent_read(rq, &t, &post.parent_id)) ||
	    (e = bounded(rq, &t)))
		return e;
	post.batch_id = t.part.batch.id;
	post.activity_id = t.part.step->id;
	if ((e = post_add(rq->db, &post)) ||
	    (e = discussion_move(rq->db, post.batch_id, post.activity_id)) ||
	    (e = step_follows(rq, &t)))
		return e;
	return talk_answer(rq, rs, 201);
}

static enum err post_mend(struct request *rq, const struct talk *t,
			  const struct post *post)
{
	const char *words;
	enum err e;

	if (strcmp(post->person_id, rq->person->id))
		return fail(ERR_FORBIDDEN, "another's post");
	if ((e = talk_open(rq, t)) || (e = words_read(rq, &words)))
		return e;
	if (post->hidden_at || !post_mendable(post->at, rq->now))
		return refuse(rq, P_post_old, NO_VALUES);
	return post_change(rq->db, post->id, words, rq->now);
}

static enum err post_moderate(struct request *rq, const struct talk *t,
			      const struct post *post, bool hidden)
{
	const char *why = NULL;
	enum err e;

	if (!t->part.moderator)
		return fail(ERR_FORBIDDEN, "not a moderator");
	if ((e = field_text(rq, "reason", 4 * REASON_MOST, &why)))
		return e;
	why = why ? text_trim(rq->mem, why) : "";
	if (hidden && (!*why || text_length(why) > REASON_MOST))
		return field_bad(rq, "reason", &reason_rule);
	return post_hide(rq->db, post->id, rq->person->id, hidden ? why : "",
			 rq->now);
}

enum err discussion_post_patch(struct request *rq, struct response *rs)
{
	const json_t *hidden = json_object_get(rq->json, "hidden");
	struct post post;
	struct talk t;
	enum err e;

	if ((e = talk_read(rq, &t)) ||
	    (e = post_by_id(rq->db, t.part.batch.id, t.part.step->id,
			    request_param(rq, "post"), &post)))
		return e;
	e = json_is_boolean(hidden)
		? post_moderate(rq, &t, &post, json_is_true(hidden))
		: post_mend(rq, &t, &post);
	if (e || (e = discussion_move(rq->db, post.batch_id,
				      post.activity_id)))
		return e;
	return talk_answer(rq, rs, 200);
}

enum err discussion_close(struct request *rq, struct response *rs)
{
	bool closed = true;
	struct talk t;
	enum err e;

	if ((e = talk_read(rq, &t)))
		return e;
	if (!t.part.moderator)
		return fail(ERR_FORBIDDEN, "not a moderator");
	if ((e = field_bool(rq, "closed", &closed)) ||
	    (e = discussion_shut(rq->db, t.part.batch.id, t.part.step->id,
				 rq->person->id, closed ? rq->now : 0)))
		return e;
	return talk_answer(rq, rs, 200);
}
