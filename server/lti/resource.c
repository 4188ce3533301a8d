#include "lti/resource.h"

#include <stdlib.h>
#include <string.h>

#include "domain/person.h"

/* ---- Which tool ------------------------------------------------------------- */

static size_t common(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

/* How near an address of the tool is: 0 is another's, the longest is its own. */
static size_t nearness(struct request *rq, const char *url, const char *own)
{
	const char *a = lti_place_origin(rq->mem, url);
	const char *b = lti_place_origin(rq->mem, own);

	return a && b && strcmp(a, b) == 0 ? 1 + common(url, own) : 0;
}

static enum err tool_nearness(struct request *rq, const struct lti_tool *t,
			      const char *url, size_t *out)
{
	const char **uris;
	size_t n, near = nearness(rq, url, t->choice_url);
	const size_t own = nearness(rq, url, t->target_url);
	enum err e;

	*out = 0;
	if ((e = lti_tool_redirects(rq->db, t->id, &uris, &n)))
		return e;
	for (size_t i = 0; i < n && !near; i++)
		near = nearness(rq, url, uris[i]);
	*out = own ? own + 1 : near ? 1 : 0;
	return OK;
}

static enum err tool_of(struct request *rq, const char *agency_id,
			const char *url, const char *client,
			struct lti_found *out)
{
	size_t n, best = 0, near;
	struct lti_tool *all;
	enum err e;

	out->tool.id = NULL;
	if ((e = lti_tool_usable(rq->db, agency_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++) {
		if (*client && strcmp(all[i].client_id, client))
			continue;
		if ((e = tool_nearness(rq, &all[i], url, &near)))
			return e;
		if (near > best) {
			best = near;
			out->tool = all[i];
		}
	}
	return out->tool.id ? lti_tool_deployment_of(rq->db, out->tool.id,
						     agency_id,
						     &out->deployment) : OK;
}

enum err lti_tool_at(struct request *rq, const char *agency_id,
		     const char *url, const char *client,
		     struct lti_found *out)
{
	enum err e;

	if ((e = tool_of(rq, agency_id, url, client, out)))
		return e;
	if (!out->tool.id && strcmp(agency_id, rq->person->agency_id) &&
	    (e = tool_of(rq, rq->person->agency_id, url, client, out)))
		return e;
	return out->tool.id ? OK
		: refuse(rq, P_tool_unknown, VALUES({ "url", url }));
}

/* ---- The place, and its column ---------------------------------------------- */

static const char *custom_text(struct request *rq, const struct lti_place *p)
{
	char *text = p->custom ? json_dumps(p->custom, JSON_COMPACT) : NULL;

	if (!text)
		return "{}";
	arena_own(rq->mem, text, free);
	return text;
}

/* What the tool has changed about it since stays. */
static enum err column(struct request *rq, const struct lti_where *where,
		       const struct lti_place *p,
		       const struct lti_resource *r, struct lti_line_item *out)
{
	enum err e = lti_line_item_counting(rq->db, r->id, out);

	if (e || out->id || !p->scored)
		return e;
	*out = (struct lti_line_item){
		.deployment_id = r->deployment_id,
		.context_kind = where->kind, .context_id = where->id,
		.resource_id = r->id, .ref = where->ref, .counts = true,
		.their_id = p->resource_id, .tag = p->tag,
		.label = *p->label ? p->label : r->title,
		.most = p->most, .starts_at = "", .ends_at = "",
	};
	return lti_line_item_add(rq->db, out, rq->now);
}

enum err lti_resource_place(struct request *rq, const struct lti_where *where,
			    const struct lti_place *p, struct lti_found *found,
			    struct lti_resource *r, struct lti_line_item *item)
{
	enum err e;

	if ((e = lti_tool_at(rq, where->agency_id, p->url, p->client, found)))
		return e;
	*r = (struct lti_resource){
		.deployment_id = found->deployment.id,
		.context_kind = where->kind, .context_id = where->id,
		.ref = where->ref,
		.title = *where->title ? where->title : p->title,
		.url = p->url, .custom = custom_text(rq, p),
	};
	if ((e = lti_resource_put(rq->db, r, rq->now)))
		return e;
	return column(rq, where, p, r, item);
}

/* ---- Its origins ------------------------------------------------------------ */

enum err lti_tool_origins(struct request *rq, const struct lti_tool *t,
			  const char *url, const char **out)
{
	struct text all = { .mem = rq->mem };
	const char **uris;
	size_t n;
	enum err e;

	if ((e = lti_tool_redirects(rq->db, t->id, &uris, &n)))
		return e;
	lti_place_origin_add(&all, url);
	lti_place_origin_add(&all, t->target_url);
	lti_place_origin_add(&all, t->choice_url);
	lti_place_origin_add(&all, t->login_url);
	for (size_t i = 0; i < n; i++)
		lti_place_origin_add(&all, uris[i]);
	*out = all.bytes ? all.bytes : "";
	return OK;
}
