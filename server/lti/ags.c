#include "lti/ags.h"

#include <string.h>

#include "domain/lti_ags.h"
#include "lti/event.h"
#include "lti/tool_service.h"
#include "routes.h"
#include "serve.h"

/* What `prepare` leaves for `run`: what was sent, understood. */
struct posted {
	struct tool_service service;
	struct lti_item item;
};

static const enum problem_code problems[] = {
	[AGS_SHAPE] = P_invalid,
	[AGS_LABEL] = P_lti_label,
	[AGS_MAXIMUM] = P_lti_maximum,
	[AGS_IDENT] = P_lti_ident,
	[AGS_DATE] = P_lti_date,
	[AGS_LONG] = P_lti_long,
	[AGS_USER] = P_lti_user,
	[AGS_TIMESTAMP] = P_lti_timestamp,
	[AGS_AHEAD] = P_lti_ahead,
	[AGS_ACTIVITY] = P_lti_activity,
	[AGS_GRADING] = P_lti_grading,
	[AGS_GIVEN] = P_lti_given,
	[AGS_WORDS] = P_lti_words,
};

enum err ags_refuse(struct request *rq, enum lti_ags_fault fault,
		    const char *member)
{
	return refuse(rq, problems[fault], VALUES({ "member", member }));
}

/* ---- Telling ------------------------------------------------------------ */

const char *ags_item_url(struct request *rq, const struct tool_service *s,
			 const char *id)
{
	return arena_format(rq->mem, "%s/lti/ags/%s/line-items/%s", s->base,
			    s->at, id);
}

static void text_set(json_t *json, const char *name, const char *text)
{
	if (text && *text)
		json_object_set_new(json, name, json_string(text));
}

static json_t *item_json(struct request *rq, const struct tool_service *s,
			 const struct lti_line_item *i)
{
	json_t *json = json_pack("{s:s, s:s, s:o}",
				 "id", ags_item_url(rq, s, i->id),
				 "label", i->label,
				 "scoreMaximum", lti_number(i->most));

	text_set(json, "resourceLinkId", i->resource_id);
	text_set(json, "resourceId", i->their_id);
	text_set(json, "tag", i->tag);
	text_set(json, "startDateTime", i->starts_at);
	text_set(json, "endDateTime", i->ends_at);
	return json;
}

static enum err respond_item(struct request *rq, struct response *rs,
			     int status, const struct tool_service *s,
			     const struct lti_line_item *i)
{
	const enum err e = respond_json(rq, rs, status, item_json(rq, s, i));

	rs->type = AGS_ITEM_TYPE;
	return e;
}

/* ---- Line items --------------------------------------------------------- */

enum err ags_item(struct request *rq, const struct tool_service *s,
		  struct lti_line_item *out)
{
	const enum err e = lti_line_item_of(rq->db, &s->scope,
					    request_param(rq, "item"), out);

	return e || out->id ? e : fail(ERR_NOT_FOUND, "no such line item");
}

enum err ags_items_show(struct request *rq, struct response *rs)
{
	const struct lti_line_item_filter f = {
		.resource_id = tool_service_query(rq, "resource_link_id"),
		.their_id = tool_service_query(rq, "resource_id"),
		.tag = tool_service_query(rq, "tag"),
		.after = tool_service_query(rq, "after"),
	};
	json_t *list = request_own_json(rq, json_array());
	struct lti_line_item *all;
	struct tool_service s;
	size_t most, n;
	enum err e;

	if ((e = tool_service_begin(rq, "lineitem lineitem.readonly", &s)) ||
	    (e = tool_service_limit(rq, AGS_PAGE, AGS_PAGE_MOST, &most)) ||
	    (e = lti_line_item_page(rq->db, &s.scope, &f, most + 1, &all, &n)))
		return e;
	for (size_t i = 0; i < n && i < most; i++)
		json_array_append_new(list, item_json(rq, &s, &all[i]));
	return tool_service_page(rq, rs, &s, json_incref(list), AGS_ITEMS_TYPE,
				 n > most ? all[most - 1].id : NULL);
}

enum err ags_item_show(struct request *rq, struct response *rs)
{
	struct lti_line_item item;
	struct tool_service s;
	enum err e;

	if ((e = tool_service_begin(rq, "lineitem lineitem.readonly", &s)) ||
	    (e = ags_item(rq, &s, &item)))
		return e;
	return respond_item(rq, rs, 200, &s, &item);
}

/* The body of a POST or PUT, as far as it can be judged by itself. */
static enum err item_posted(struct request *rq, struct posted *out)
{
	const char *member;
	enum lti_ags_fault fault;
	enum err e;

	if ((e = tool_service_type(rq, &out->service, AGS_ITEM_TYPE)) ||
	    (e = serve_json(rq, &rq->json)))
		return e;
	fault = lti_item_read(rq->json, &out->item, &member);
	return fault ? ags_refuse(rq, fault, member) : OK;
}

enum err ags_item_check(struct request *rq, struct response *rs)
{
	struct posted *p = arena_new(rq->mem, struct posted);
	struct lti_line_item item;
	enum err e;

	(void)rs;
	rq->prepared = p;
	if ((e = serve_read(rq)) ||
	    (e = tool_service_begin(rq, "lineitem", &p->service)) ||
	    (rq->method == PUT && (e = ags_item(rq, &p->service, &item))))
		return e;
	return item_posted(rq, p);
}

/* Bounded, and of a place of the tool's own when it names one. */
static enum err place_find(struct request *rq, const struct posted *p,
			   struct lti_spot *out)
{
	size_t there;
	enum err e;

	if ((e = lti_line_item_count(rq->db, &p->service.scope, &there)))
		return e;
	if (there >= AGS_ITEMS_MOST)
		return refuse(rq, P_lti_items_many, NO_VALUES);
	*out = p->service.spot;
	if (!p->item.link)
		return OK;
	if (!*p->item.link ||
	    (e = lti_place_of(rq->db, &p->service.scope, p->item.link, out)))
		return *p->item.link ? e : ags_refuse(rq, AGS_IDENT,
						      "resourceLinkId");
	return out->id ? OK : refuse(rq, P_lti_link_unknown,
				     VALUES({ "member", "resourceLinkId" }));
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

enum err ags_item_add(struct request *rq, struct response *rs)
{
	const struct posted *p = rq->prepared;
	const struct lti_item *sent = &p->item;
	struct lti_line_item item;
	struct lti_spot spot;
	enum err e;

	if ((e = place_find(rq, p, &spot)))
		return e;
	item = (struct lti_line_item){
		.deployment_id = spot.deployment_id,
		.context_kind = p->service.scope.context_kind,
		.context_id = p->service.scope.context_id,
		.resource_id = sent->link,
		.their_id = or_empty(sent->their_id),
		.tag = or_empty(sent->tag),
		.label = sent->label, .most = sent->most,
		.starts_at = sent->starts_at, .ends_at = sent->ends_at,
	};
	if ((e = lti_line_item_add(rq->db, &item, rq->now)))
		return e;
	response_header(rs, "Location", ags_item_url(rq, &p->service, item.id));
	return respond_item(rq, rs, 201, &p->service, &item);
}

/* All but its id, its place, and names it does not say. */
enum err ags_item_put(struct request *rq, struct response *rs)
{
	const struct posted *p = rq->prepared;
	const struct lti_item *sent = &p->item;
	struct lti_line_item item;
	enum err e;

	if ((e = ags_item(rq, &p->service, &item)))
		return e;
	if (sent->their_id)
		item.their_id = sent->their_id;
	if (sent->tag)
		item.tag = sent->tag;
	item.label = sent->label;
	item.most = sent->most;
	item.starts_at = sent->starts_at;
	item.ends_at = sent->ends_at;
	if ((e = lti_line_item_change(rq->db, &item)))
		return e;
	return respond_item(rq, rs, 200, &p->service, &item);
}

enum err ags_item_remove(struct request *rq, struct response *rs)
{
	struct lti_line_item item;
	struct tool_service s;
	enum err e;

	if ((e = tool_service_begin(rq, "lineitem", &s)) ||
	    (e = ags_item(rq, &s, &item)) ||
	    (e = lti_line_item_remove(rq->db, item.id, rq->now)))
		return e;
	return respond_empty(rs, 204);
}
