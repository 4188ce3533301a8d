#include "lti/roster.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "domain/lti_launch.h"

#define SCOPE "contextmembership.readonly"
#define TYPE "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
#define NAME_MOST 120
#define TIME_MOST_MS 20000

static const char *text_of(const json_t *json, const char *name)
{
	const char *text = json_string_value(json_object_get(json, name));

	return text ? text : "";
}

static bool has(const json_t *roles, const char *const *names)
{
	const json_t *one;
	size_t i;

	json_array_foreach(roles, i, one)
		for (const char *const *name = names; *name; name++)
			if (json_is_string(one) &&
			    strcmp(json_string_value(one), *name) == 0)
				return true;
	return false;
}

/* By the rules of a launch; who is nobody special is a learner only by name. */
static const char *role_of(const json_t *roles)
{
	static const char *const learners[] = {
		"Learner", "urn:lti:role:ims/lis/Learner",
		"http://purl.imsglobal.org/vocab/lis/v2/membership#Learner",
		NULL
	};
	const enum launch_role role = lti_role_of(roles);

	if (role != LAUNCH_LEARNER)
		return launch_role_name(role);
	return has(roles, learners) ? "learner" : "other";
}

static const char *name_of(struct arena *mem, const json_t *json)
{
	const char *name = text_of(json, "name");

	if (!*name)
		name = arena_format(mem, "%s %s", text_of(json, "given_name"),
				    text_of(json, "family_name"));
	return text_line(mem, name, NAME_MOST);
}

static const char *status_of(const json_t *json)
{
	static const char *const known[] = { "Inactive", "Deleted" };
	const char *status = text_of(json, "status");

	for (size_t i = 0; i < 2; i++)
		if (strcmp(status, known[i]) == 0)
			return known[i];
	return "Active";
}

bool lti_roster_member_read(struct arena *mem, const json_t *json,
			    struct lti_roster_member *out)
{
	const char *sub = text_of(json, "user_id");

	if (!lti_id_fits(sub))
		return false;
	*out = (struct lti_roster_member){
		.sub = arena_format(mem, "%s", sub),
		.name = name_of(mem, json),
		.role = role_of(json_object_get(json, "roles")),
		.status = status_of(json),
	};
	return true;
}

struct reading {
	struct arena *mem;
	struct lti_roster *out;
	int64_t until;
};

static bool page_take(void *context, const json_t *page)
{
	struct reading *r = context;
	struct lti_roster *out = r->out;
	const json_t *one;
	size_t i;

	json_array_foreach(json_object_get(page, "members"), i, one)
		if (out->n == LTI_ROSTER_MOST)
			out->whole = false;
		else if (lti_roster_member_read(r->mem, one,
						&out->all[out->n]))
			out->n++;
	if (clock_steady() > r->until)
		out->whole = false;
	return out->whole;
}

bool lti_roster_get(struct server *server, struct arena *mem,
		    const struct lti_peer *peer, const char *url, int64_t now,
		    struct lti_roster *out, struct lti_reply *reply)
{
	const struct lti_call first = {
		.peer = peer, .scopes = SCOPE, .wanted = SCOPE,
		.method = "GET", .url = url, .accept = TYPE,
	};
	struct reading r = { .mem = mem, .out = out,
			     .until = clock_steady() + TIME_MOST_MS };
	bool astray, good;

	*out = (struct lti_roster){ .whole = true };
	out->all = arena_array(mem, struct lti_roster_member,
			       LTI_ROSTER_MOST);
	good = lti_call_pages(server, mem, &first, now, page_take, &r, &astray,
			      reply);
	out->whole = out->whole && !astray;
	return good;
}
