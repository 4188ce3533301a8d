#include "domain/publishing.h"

#include <string.h>

static const char *const states[] = {
	[WISH_WAITING] = "waiting",
	[WISH_APPROVED] = "approved",
	[WISH_RETURNED] = "returned",
	[WISH_RECALLED] = "recalled",
};

const char *wish_state_name(enum wish_state s)
{
	return states[s];
}

bool wish_state_named(const char *name, enum wish_state *out)
{
	for (size_t i = 0; name && i < sizeof(states) / sizeof(*states); i++) {
		if (strcmp(states[i], name))
			continue;
		*out = (enum wish_state)i;
		return true;
	}
	return false;
}

static bool of_agency(const struct person *p, const char *agency_id)
{
	return strcmp(p->agency_id, agency_id) == 0;
}

enum publish_way publish_way(const struct module *m, const struct house *h,
			     const struct person *p)
{
	if (!module_editable(m, p))
		return PUBLISH_NEVER;
	if (h->approval || (h->partner && !of_agency(p, h->own_id)))
		return PUBLISH_ASKING;
	return PUBLISH_ALONE;
}

bool wish_decidable(const struct module *m, const struct house *h,
		    const char *asked_by, const struct person *p)
{
	if (!p || !person_is(p, ROLE_AUTHOR) || !strcmp(p->id, asked_by))
		return false;
	if (h->partner)
		return of_agency(p, h->own_id);
	return module_editable(m, p);
}

bool module_state_follows(enum module_state from, enum module_state to)
{
	if (from == to)
		return true;
	return to != MODULE_DRAFT &&
	       !(from == MODULE_DRAFT && to == MODULE_CLOSED);
}

bool withdrawal_liftable(const struct module *m, const struct person *p)
{
	if (!m->withdrawn_at || !module_editable(m, p))
		return false;
	return person_is(p, ROLE_ADMIN) ||
	       (m->withdrawn_by && strcmp(m->withdrawn_by, p->id) == 0);
}

bool version_stopped(int64_t withdrawn_at, int64_t version_created_at)
{
	return withdrawn_at && version_created_at <= withdrawn_at;
}

static bool has_unit(const struct unit *all, size_t n, const struct unit *u)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].ident, u->ident) == 0)
			return strcmp(all[i].kind, u->kind) == 0;
	return false;
}

bool units_same(const struct unit *a, size_t n, const struct unit *b, size_t m)
{
	if (n != m)
		return false;
	for (size_t i = 0; i < n; i++) {
		/* In one order, as they nearly always are, it is one step. */
		if (strcmp(a[i].ident, b[i].ident) == 0) {
			if (strcmp(a[i].kind, b[i].kind))
				return false;
		} else if (!has_unit(b, m, &a[i])) {
			return false;
		}
	}
	return true;
}

static const char *followed(const struct version_link *all, size_t n,
			    const char *id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].id, id) == 0)
			return all[i].follows;
	return NULL;
}

/* An older version may be published again: the links may go in a circle. */
bool version_leads(const struct version_link *all, size_t n, const char *from,
		   const char *to)
{
	const char *at = to;

	if (strcmp(from, to) == 0)
		return false;
	for (size_t steps = 0; at && steps <= n; steps++) {
		if (strcmp(at, from) == 0)
			return true;
		at = followed(all, n, at);
	}
	return false;
}
