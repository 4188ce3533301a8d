/*
 * What agencies show of themselves to everybody: the night's figures, which are
 * rounded already and name nobody (jobs/public_figures.h).
 */
#include <jansson.h>
#include <string.h>

#include "api/event/event.h"
#include "api/public/page.h"
#include "domain/decimal.h"
#include "domain/share.h"
#include "routes.h"
#include "store/overview.h"

static void comma_dot(char *text)
{
	for (; *text; text++)
		if (*text == ',')
			*text = '.';
		else if (*text == '.')
			*text = ',';
}

static const char *number(const struct page *p, double value, int decimals)
{
	struct arena *mem = p->rq->mem;
	const char *text = number_write(mem, value, decimals);
	char *turned = arena_copy(mem, text, strlen(text));

	if (p->lang == LANG_EN)
		comma_dot(turned);
	return turned;
}

/* `form` says how it is told: "about {n}%"; PW_COUNT: as it is. */
static void put_figure(struct page *p, const char *label, const json_t *value,
		       enum public_word form)
{
	const char *text;

	if (!json_is_number(value)) {
		page_put(p, "<dt>$</dt><dd class=\"quiet\">$</dd>", label,
			 page_word(p, PW_figures_few));
		return;
	}
	text = number(p, json_number_value(value), json_is_real(value) ? 1 : 0);
	if (form != PW_COUNT)
		text = page_fill(p, form, VALUES({ "n", text }));
	page_put(p, "<dt>$</dt><dd><b>$</b></dd>", label, text);
}

static void put_survey(struct page *p, const json_t *all)
{
	const json_t *answers = json_object_get(all, "answers");

	if (json_is_integer(answers))
		put_figure(p, page_fill(p, PW_figures_applicable, VALUES(
			{ "n", number(p, json_number_value(answers), 0) })),
			   json_object_get(all, "applicable"),
			   PW_figures_scale);
}

/* A partner's people are elsewhere: their JP are not its. */
static void put_year(struct page *p, const json_t *all)
{
	const char *year = arena_format(p->rq->mem, "%d", (int)
		json_integer_value(json_object_get(all, "year")));

	put_figure(p, page_fill(p, PW_figures_earners,
				VALUES({ "year", year })),
		   json_object_get(all, "earners"), PW_figures_some);
	put_figure(p, page_word(p, PW_figures_jp), json_object_get(all, "jp"),
		   PW_figures_some);
}

static void put_figures(struct page *p, const struct public_figure *f)
{
	json_t *all = json_loads(f->figures, 0, NULL);

	page_put(p, "<dl>");
	put_figure(p, page_word(p, PW_figures_modules),
		   json_object_get(all, "modules"), PW_COUNT);
	put_figure(p, page_word(p, PW_figures_learners),
		   json_object_get(all, "learners"), PW_figures_some);
	put_figure(p, page_word(p, PW_figures_completion),
		   json_object_get(all, "completion"), PW_figures_share);
	put_survey(p, all);
	if (strcmp(f->kind, "partner"))
		put_year(p, all);
	page_put(p, "</dl>");
	json_decref(all);
}

static void put_body(struct page *p, const struct public_figure *f)
{
	if (!f->figures) {
		page_put(p, "<p>$</p>", page_word(p, PW_figures_soon));
		return;
	}
	put_figures(p, f);
	page_put(p, "<p class=\"quiet after\">$</p>", page_fill(p,
		PW_figures_at, VALUES({ "date", share_date(p->rq->mem, p->lang,
							   ZONE_WIB, f->at) })));
}

static void put_how(struct page *p)
{
	page_put(p, "<div class=\"card\"><h2>$</h2><p>$</p></div>",
		 page_word(p, PW_figures_how), page_word(p, PW_figures_how_lead));
}

enum err public_figures_index(struct request *rq, struct response *rs)
{
	struct public_figure *all;
	struct page p;
	size_t n;
	enum err e;

	if ((e = public_figure_list(rq->db, &all, &n)))
		return e;
	page_begin(&p, rq, "/angka", &(struct head){
		.title = page_word_for(rq, PW_figures),
		.summary = page_word_for(rq, PW_figures_lead),
		.url = arena_format(rq->mem, "%s/angka", app_address(rq)) });
	page_put(&p, "<h1>$</h1><p>$</p>", page_word(&p, PW_figures),
		 page_word(&p, n ? PW_figures_lead : PW_figures_none));
	for (size_t i = 0; i < n; i++) {
		page_put(&p, "<div class=\"card\"><h2><a href=\"/angka/$$\">$"
			 "</a></h2>", all[i].id, page_keep(&p), all[i].name);
		put_body(&p, &all[i]);
		page_put(&p, "</div>");
	}
	if (n)
		put_how(&p);
	return page_send_kept(&p, rs);
}

static enum err one_respond(struct request *rq, struct response *rs,
			    const struct public_figure *f)
{
	const char *path = arena_format(rq->mem, "/angka/%s", f->id);
	const char *title = text_fill(rq->mem,
		page_word_for(rq, PW_figures_of),
		VALUES({ "agency", f->name }));
	struct page p;

	page_begin(&p, rq, path, &(struct head){
		.title = title,
		.summary = page_word_for(rq, PW_figures_lead),
		.url = arena_format(rq->mem, "%s%s", app_address(rq), path) });
	page_put(&p, "<p class=\"kind\">$</p><h1>$</h1><div class=\"card\">",
		 page_word(&p, strcmp(f->kind, "partner")
			? PW_figures_agency : PW_figures_partner), title);
	put_body(&p, f);
	page_put(&p, "</div>");
	put_how(&p);
	page_put(&p, "<p class=\"links\"><a href=\"/angka$\">$</a></p>",
		 page_keep(&p), page_word(&p, PW_figures_all));
	return page_send_kept(&p, rs);
}

enum err public_figures_show(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "agency");
	struct public_figure *all;
	size_t n;
	enum err e;

	if ((e = public_figure_list(rq->db, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].id, id) == 0)
			return one_respond(rq, rs, &all[i]);
	return page_say(rq, rs, 404, PW_figures_missing,
			PW_figures_missing_lead, "/angka", PW_figures_all);
}
