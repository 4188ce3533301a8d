/*
 * Names and Role Provisioning Services 2.0, where we are the platform: who is
 * in a context, told to tools that have a place there.
 *
 * Whoever is listed gets a name for the tool (lti_subject) by that, which is a
 * write; so a page is made in `prepare`, and what lacks a name is given one
 * before it is told.
 */
#include <string.h>

#include "domain/lti_variables.h"
#include "lti/tool_service.h"
#include "routes.h"
#include "serve.h"
#include "store/lti_pending.h"
#include "store/lti_roster.h"
#include "store/lti_tool.h"

#define NRPS_TYPE "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
#define NRPS_PAGE 100
#define NRPS_PAGE_MOST 200	/* names made in one write */

#define MEMBERSHIP "http://purl.imsglobal.org/vocab/lis/v2/membership#"
#define CLAIM "https://purl.imsglobal.org/spec/lti/claim/"

struct page {
	struct tool_service service;
	struct lti_spot link;		/* of ?rlid=; id NULL */
	json_t *tool_custom, *link_custom;	/* of the link's launches */
	struct lti_context_name name;
	struct lti_roster_member *members;
	size_t n;
	bool more;
};

/* NULL: a role that nobody has here. */
static const char *role_read(const char *role)
{
	if (text_starts(role, MEMBERSHIP))
		role += strlen(MEMBERSHIP);
	if (!*role)
		return "";
	if (strcmp(role, "Learner") == 0)
		return "learner";
	return strcmp(role, "Instructor") == 0 ? "instructor" : NULL;
}

static enum err custom_read(struct request *rq, struct page *p)
{
	struct lti_tool tool;
	const enum err e = lti_tool_by_id(rq->db, p->service.scope.tool_id,
					  &tool);

	if (e)
		return e;
	p->tool_custom = request_own_json(rq, json_loads(tool.custom, 0, NULL));
	p->link_custom = request_own_json(rq, json_loads(p->link.custom, 0,
							 NULL));
	return OK;
}

/* A link of another tool or context is as if it were not there. */
static enum err link_read(struct request *rq, struct page *p)
{
	const char *rlid = request_query(rq, "rlid");
	enum err e;

	p->link = (struct lti_spot){ .id = NULL };
	if (!rlid)
		return OK;
	if (*rlid && (e = lti_place_of(rq->db, &p->service.scope, rlid,
				       &p->link)))
		return e;
	return p->link.id ? custom_read(rq, p)
		: refuse(rq, P_lti_link_unknown, VALUES({ "member", "rlid" }));
}

static enum err page_read(struct request *rq, struct page *p)
{
	const char *role = role_read(tool_service_query(rq, "role"));
	size_t most;
	enum err e;

	if ((e = tool_service_begin(rq, "contextmembership.readonly",
				    &p->service)) ||
	    (e = link_read(rq, p)) ||
	    (e = tool_service_limit(rq, NRPS_PAGE, NRPS_PAGE_MOST, &most)) ||
	    (e = lti_context_name(rq->db, p->service.scope.context_kind,
				  p->service.scope.context_id, &p->name)))
		return e;
	if (role && (e = lti_roster_page(rq->db, &p->service.scope,
					 tool_service_query(rq, "after"), role,
					 most + 1, &p->members, &p->n)))
		return e;
	p->more = p->n > most;
	p->n -= p->more;
	return OK;
}

/* ---- Names -------------------------------------------------------------- */

static bool nameless(const struct page *p)
{
	for (size_t i = 0; i < p->n; i++)
		if (!p->members[i].sub)
			return true;
	return false;
}

struct naming {
	struct page *page;
	int64_t now;
};

static enum err name_all(struct db *db, void *context)
{
	const struct naming *n = context;
	enum err e = OK;

	for (size_t i = 0; i < n->page->n && !e; i++)
		e = lti_subject(db, n->page->service.scope.tool_id,
				n->page->members[i].person_id, n->now,
				&n->page->members[i].sub);
	return e;
}

/* ---- Telling ------------------------------------------------------------ */

static json_t *roles_json(const struct lti_roster_member *m)
{
	json_t *roles = json_array();

	if (m->learns)
		json_array_append_new(roles, json_string(MEMBERSHIP "Learner"));
	if (m->teaches)
		json_array_append_new(roles,
				      json_string(MEMBERSHIP "Instructor"));
	return roles;
}

/* Nothing is said of what there is none of, or may not be told. */
static void say(json_t *to, const char *name, const char *value)
{
	if (value && *value)
		json_object_set_new(to, name, json_string(value));
}

/* What a launch of theirs at the link would know (lti/message.c). */
static void variables_of(struct request *rq, const struct page *p,
			 const struct lti_roster_member *m,
			 struct lti_variables *out)
{
	const struct lti_holder *h = &p->service.holder;

	*out = (struct lti_variables){
		.user_id = m->sub,
		.roles = !m->teaches ? MEMBERSHIP "Learner"
			: !m->learns ? MEMBERSHIP "Instructor"
			: MEMBERSHIP "Learner," MEMBERSHIP "Instructor",
		.context_id = p->service.context,
		.context_title = p->name.title, .context_label = p->name.label,
		.link_id = p->link.id, .link_title = p->link.title,
		.platform_url = p->service.base,
	};
	if (h->send_name) {
		out->name = text_trim(rq->mem, m->name);
		lti_name_parts(rq->mem, out->name, &out->given, &out->family);
	}
	if (h->send_email)
		out->email = m->email ? m->email : "";
}

/* What launches at the link tell the tool of that person. */
static json_t *message_json(const struct page *p,
			    const struct lti_variables *v)
{
	return json_pack("[{s:s, s:o}]", CLAIM "message_type",
			 "LtiResourceLinkRequest", CLAIM "custom",
			 lti_custom_resolve(p->tool_custom, p->link_custom, v));
}

static json_t *member_json(struct request *rq, const struct page *p,
			   const struct lti_roster_member *m)
{
	json_t *json = json_pack("{s:s, s:s, s:o}", "user_id", m->sub,
				 "status", m->active ? "Active" : "Inactive",
				 "roles", roles_json(m));
	struct lti_variables v;

	variables_of(rq, p, m, &v);
	say(json, "name", v.name);
	say(json, "given_name", v.given);
	say(json, "family_name", v.family);
	say(json, "email", v.email);
	if (p->link.id)
		json_object_set_new(json, "message", message_json(p, &v));
	return json;
}

static json_t *context_json(const struct page *p)
{
	json_t *json = json_pack("{s:s}", "id", p->service.context);

	say(json, "title", p->name.title);
	say(json, "label", p->name.label);
	return json;
}

static enum err respond_page(struct request *rq, struct response *rs,
			     const struct page *p)
{
	const struct tool_service *s = &p->service;
	json_t *members = json_array();

	for (size_t i = 0; i < p->n; i++)
		json_array_append_new(members, member_json(rq, p,
							   &p->members[i]));
	return tool_service_page(rq, rs, s, json_pack("{s:s, s:o, s:o}",
		"id", arena_format(rq->mem, "%s/lti/nrps/%s", s->base, s->at),
		"context", context_json(p), "members", members), NRPS_TYPE,
		p->more ? p->members[p->n - 1].sub : NULL);
}

enum err nrps_show(struct request *rq, struct response *rs)
{
	struct page *p = arena_new(rq->mem, struct page);
	enum err e;

	if ((e = serve_read(rq)) || (e = page_read(rq, p)))
		return e;
	serve_read_end(rq);
	if (nameless(p) &&
	    (e = serve_write(rq, name_all, &(struct naming){ p, rq->now })))
		return e;
	return respond_page(rq, rs, p);
}
