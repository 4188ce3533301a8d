/*
 * Names and Role Provisioning Services 2.0, where we are the platform: who is
 * in a context, told to tools that have a place there.
 *
 * Whoever is listed gets a name for the tool (lti_subject) by that, which is a
 * write; so a page is made in `prepare`, and what lacks a name is given one
 * before it is told.
 */
#include <string.h>

#include "domain/lti_tool.h"
#include "lti/tool_service.h"
#include "routes.h"
#include "serve.h"
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
	const char *title;
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
	return p->link.id ? OK : refuse(rq, P_lti_link_unknown,
					VALUES({ "member", "rlid" }));
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
	    (e = lti_roster_title(rq->db, &p->service.scope, &p->title)))
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

static json_t *member_json(const struct page *p,
			   const struct lti_roster_member *m)
{
	const struct lti_holder *h = &p->service.holder;
	json_t *json = json_pack("{s:s, s:s, s:o}", "user_id", m->sub,
				 "status", m->active ? "Active" : "Inactive",
				 "roles", roles_json(m));

	if (h->send_name)
		json_object_set_new(json, "name", json_string(m->name));
	if (h->send_email && m->email)
		json_object_set_new(json, "email", json_string(m->email));
	return json;
}

static enum err respond_page(struct request *rq, struct response *rs,
			     const struct page *p)
{
	const struct tool_service *s = &p->service;
	json_t *members = json_array();
	enum err e;

	for (size_t i = 0; i < p->n; i++)
		json_array_append_new(members, member_json(p, &p->members[i]));
	if (p->more)
		tool_service_next(rq, rs, s, p->members[p->n - 1].sub);
	e = respond_json(rq, rs, 200, json_pack("{s:s, s:{s:s, s:s}, s:o}",
		"id", arena_format(rq->mem, "%s/lti/nrps/%s", s->base,
				   s->context),
		"context", "id", s->context, "title", p->title,
		"members", members));
	rs->type = NRPS_TYPE;
	return e;
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
