/*
 * The page of a follow-up's one-time link, for who has no account: what was
 * planned and by whom, a choice or two, a sentence. Half a minute on a phone,
 * and without a script.
 *
 * The link is the right to answer, so nothing else is asked and no cookie is
 * read. To look at it counts for nothing, since programs that search letters
 * for harm open their links. A link that is good no more says why and what to
 * do; of somebody with an account nobody learns more here than what the letter
 * said and they planned, and never a NIP.
 */
#include <stdlib.h>
#include <string.h>

#include "http/form.h"
#include "api/public/page.h"
#include "auth/auth.h"
#include "domain/day.h"
#include "domain/share.h"
#include "routes.h"
#include "serve.h"
#include "training/followup.h"

#define FORM_MOST 16384		/* bytes */

/* One link that is open, and what was typed into its form. */
struct asked {
	struct followup f;
	struct plan plan;
	enum followup_state state;
	struct followup_question questions[FOLLOWUP_QUESTIONS];
	size_t n;
	bool form;		/* else nothing was typed yet */
	const char *wrong;	/* the question that was answered wrong; NULL */
};

static bool learners(const struct asked *a)
{
	return a->f.kind.role == FOLLOWUP_LEARNER;
}

static enum err asked_read(struct request *rq, struct asked *out)
{
	struct followup_asks asks;
	enum err e;

	*out = (struct asked){ .n = 0 };
	if ((e = followup_by_token(rq->db, rq->server->auth,
				   request_param(rq, "token"), rq->now,
				   &out->f, &out->plan, &out->state)))
		return e;
	followup_asks_read(rq->mem, out->plan.asks, &asks);
	out->n = followup_questions(&asks, &out->f.kind, out->questions);
	return OK;
}

/* ---- A link that is good no more ------------------------------------------ */

static enum err respond_closed(struct request *rq, struct response *rs,
			       enum followup_state state)
{
	static const struct { enum public_word title, lead; } said[] = {
		[FOLLOWUP_USED] = { PW_t_used, PW_t_used_lead },
		[FOLLOWUP_EXPIRED] = { PW_t_expired, PW_t_expired_lead },
		[FOLLOWUP_REPLACED] = { PW_t_replaced, PW_t_replaced_lead },
		[FOLLOWUP_ENDED] = { PW_t_ended, PW_t_ended_lead },
	};

	return page_say(rq, rs, 410, said[state].title, said[state].lead, "/",
			PW_home);
}

static enum err respond_altered(struct request *rq, struct response *rs)
{
	return page_say(rq, rs, 404, PW_t_altered, PW_t_altered_lead, "/",
			PW_home);
}

/* ---- The page ---------------------------------------------------------------- */

static void put_line(struct page *p, enum public_word term, const char *what)
{
	page_put(p, "<dt>$</dt><dd>$</dd>", page_word(p, term), what);
}

static void put_plan(struct page *p, const struct asked *a)
{
	const struct plan *plan = &a->plan;

	page_put(p, "<div class=\"card\"><dl>");
	if (!learners(a))
		put_line(p, PW_t_who, plan->unit_name
			? arena_format(p->rq->mem, "%s, %s", plan->person_name,
				       plan->unit_name) : plan->person_name);
	put_line(p, PW_t_after, plan->title);
	page_put(p, "<dt>$</dt><dd>", page_word(p, PW_t_plan));
	if (*plan->choice)
		page_put(p, "<b>$</b>", plan->choice);
	if (*plan->words)
		page_lines(p, plan->words);
	page_put(p, "</dd>");
	if (day_fits(plan->by_day))
		put_line(p, PW_t_by, share_day(p->rq->mem, p->lang,
						plan->by_day));
	page_put(p, "</dl></div>");
}

static const char *question_text(struct page *p,
				 const struct followup_question *q)
{
	return q->own ? q->own : q->words.in[p->lang];
}

static const char *given(struct page *p, const struct asked *a, const char *id)
{
	return a->form ? form_member(p->rq, id) : "";
}

static bool wrong(const struct asked *a, const struct followup_question *q)
{
	return a->wrong && strcmp(a->wrong, q->id) == 0;
}

/* What is wrong with it, where the question is. */
static void put_wrong(struct page *p, const struct asked *a,
		      const struct followup_question *q)
{
	static const enum public_word why[] = {
		[FOLLOWUP_CHOICE] = PW_t_choose, [FOLLOWUP_TEXT] = PW_t_long,
		[FOLLOWUP_NUMBER] = PW_t_number,
	};

	if (wrong(a, q))
		page_put(p, "<p class=\"wrong\" id=\"$-salah\">$</p>", q->id,
			 page_word(p, why[q->kind]));
}

static void put_choices(struct page *p, const struct asked *a,
			const struct followup_question *q)
{
	const char *chosen = given(p, a, q->id);

	page_put(p, "<fieldset><legend>$</legend>", question_text(p, q));
	put_wrong(p, a, q);
	for (const struct followup_choice *c = q->choices; c->id; c++)
		page_put(p, "<label class=\"pick\"><input type=\"radio\""
			 " name=\"$\" value=\"$\" required$>$</label>", q->id,
			 c->id, strcmp(chosen, c->id) == 0 ? " checked" : "",
			 c->words.in[p->lang]);
	page_put(p, "</fieldset>");
}

static void put_field(struct page *p, const struct asked *a,
		      const struct followup_question *q)
{
	const char *described = wrong(a, q)
		? arena_format(p->rq->mem, "%s-salah", q->id) : "";

	page_put(p, "<label for=\"$\">$</label>", q->id, question_text(p, q));
	put_wrong(p, a, q);
	if (q->kind == FOLLOWUP_TEXT)
		page_put(p, "<textarea id=\"$\" name=\"$\" rows=\"3\""
			 " maxlength=\"500\" aria-describedby=\"$\">$"
			 "</textarea>", q->id, q->id, described,
			 given(p, a, q->id));
	else
		page_put(p, "<input id=\"$\" name=\"$\" inputmode=\"decimal\""
			 " maxlength=\"40\" autocomplete=\"off\""
			 " aria-describedby=\"$\" value=\"$\">", q->id, q->id,
			 described, given(p, a, q->id));
}

static void put_form(struct page *p, const struct asked *a)
{
	const struct text_value *name = VALUES({ "name",
						 a->plan.person_name });

	page_put(p, "<form method=\"post\" action=\"$$\">", p->rq->path,
		 page_keep(p));
	for (size_t i = 0; i < a->n; i++)
		if (a->questions[i].kind == FOLLOWUP_CHOICE)
			put_choices(p, a, &a->questions[i]);
		else
			put_field(p, a, &a->questions[i]);
	page_put(p, "<button>$</button><p class=\"quiet after\">$ $</p></form>",
		 page_word(p, PW_t_send), page_word(p, PW_t_once),
		 learners(a) ? "" : page_fill(p, PW_t_read, name));
}

/* A form of its own, so that no answer is needed; folded, so that no thumb
   comes to it by mistake. */
static void put_stop(struct page *p, const struct asked *a)
{
	const struct text_value *name = VALUES({ "name",
						 a->plan.person_name });
	const bool own = learners(a);

	page_put(p, "<details><summary>$</summary><p>$</p>"
		 "<form method=\"post\" action=\"$$\">"
		 "<input type=\"hidden\" name=\"henti\" value=\"1\">"
		 "<button class=\"second\">$</button></form></details>",
		 page_word(p, own ? PW_t_stop : PW_t_not_me),
		 page_fill(p, own ? PW_t_stop_lead : PW_t_not_me_lead, name),
		 p->rq->path, page_keep(p),
		 page_word(p, own ? PW_t_stop_do : PW_t_not_me_do));
}

static enum err respond_form(struct request *rq, struct response *rs,
			     int status, const struct asked *a)
{
	const struct text_value *name = VALUES({ "name",
						 a->plan.person_name });
	const enum public_word word = learners(a) ? PW_t_learner : PW_t_other;
	const char *title = text_fill(rq->mem, page_word_for(rq, word), name);
	struct page p;

	page_begin(&p, rq, rq->path,
		   &(struct head){ .title = title, .summary = "" });
	page_put(&p, "<h1>$</h1>", title);
	if (a->wrong)
		page_put(&p, "<p class=\"bad\" role=\"alert\">$</p>",
			 page_word(&p, PW_t_faulty));
	if (!learners(a))
		page_put(&p, "<p>$</p>", page_fill(&p,
			a->f.kind.role == FOLLOWUP_SUPERIOR ? PW_t_superior
							    : PW_t_colleague,
			name));
	put_plan(&p, a);
	put_form(&p, a);
	put_stop(&p, a);
	return page_send(&p, rs, status);
}

enum err followup_show(struct request *rq, struct response *rs)
{
	struct asked a;
	const enum err e = asked_read(rq, &a);

	if (e)
		return e == ERR_NOT_FOUND ? respond_altered(rq, rs) : e;
	return a.state == FOLLOWUP_OPEN ? respond_form(rq, rs, 200, &a)
					: respond_closed(rq, rs, a.state);
}

/* ---- What was answered --------------------------------------------------------- */

enum err followup_form_check(struct request *rq, struct response *rs)
{
	(void)rs;
	return form_check(rq, FORM_MOST);
}

static enum err stop(struct request *rq, struct response *rs, struct asked *a)
{
	const enum err e = followup_refuse(rq->db, &a->f, &a->plan, rq->now);

	return e ? e : page_say(rq, rs, 200, PW_t_stopped,
				learners(a) ? PW_t_quiet_lead
					    : PW_t_stopped_lead, "/", PW_home);
}

static json_t *form_json(struct request *rq, const struct asked *a)
{
	json_t *json = request_own_json(rq, json_object());

	for (size_t i = 0; i < a->n; i++)
		json_object_set_new(json, a->questions[i].id, json_string(
			form_member(rq, a->questions[i].id)));
	return json;
}

static const char *dump(struct request *rq, json_t *json)
{
	char *text = json_dumps(request_own_json(rq, json), JSON_COMPACT);

	arena_own(rq->mem, text, free);
	return text;
}

static enum err answer(struct request *rq, struct response *rs,
		       struct asked *a)
{
	const char *gist;
	json_t *answers;
	bool done;
	enum err e;

	a->form = true;
	a->wrong = followup_check(rq->mem, a->questions, a->n,
				  form_json(rq, a), &answers, &gist);
	if (a->wrong)
		return respond_form(rq, rs, 422, a);
	if ((e = followup_take(rq->db, &a->f, &a->plan, dump(rq, answers),
			       gist, rq->now, &done)))
		return e;
	return done ? page_say(rq, rs, 200, PW_t_thanks, PW_t_thanks_lead, "/",
			       PW_home)
		    : respond_closed(rq, rs, FOLLOWUP_USED);
}

enum err followup_post(struct request *rq, struct response *rs)
{
	struct asked a;
	const enum err e = asked_read(rq, &a);

	if (e)
		return e == ERR_NOT_FOUND ? respond_altered(rq, rs) : e;
	if (a.state != FOLLOWUP_OPEN)
		return respond_closed(rq, rs, a.state);
	return *form_member(rq, "henti") ? stop(rq, rs, &a)
					 : answer(rq, rs, &a);
}
