#include "domain/org.h"

#include <stdlib.h>
#include <string.h>

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool counts(char c)
{
	return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') ||
	       (lower(c) >= 'a' && lower(c) <= 'z');
}

bool org_name_same(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a && !counts(*a))
			a++;
		while (*b && !counts(*b))
			b++;
		if (!*a || !*b)
			return *a == *b;
		if (lower(*a) != lower(*b))
			return false;
	}
}

const char *org_name_form(struct arena *mem, const char *typed)
{
	return typed ? text_line(mem, text_trim(mem, typed),
				 ORG_NAME_MOST + 1) : "";
}

/* Of signs alone, two names would be the same. */
static bool name_fits(const char *name)
{
	bool any = false;

	for (const char *s = name; *s; s++)
		any = any || counts(*s);
	return any && text_plain(name) && text_length(name) <= ORG_NAME_MOST;
}

static const struct org_unit *unit_find(const struct org_unit *all, size_t n,
					const char *id)
{
	for (size_t i = 0; id && i < n; i++)
		if (strcmp(all[i].id, id) == 0)
			return &all[i];
	return NULL;
}

/* How many are above it; more than ORG_DEPTH where it is in a circle, or below
   one. `through` tells that `id` is among them. */
static size_t above(const struct org_unit *all, size_t n,
		    const char *parent_id, const char *id, bool *through)
{
	size_t depth = 0;

	*through = false;
	while (parent_id && depth <= ORG_DEPTH) {
		const struct org_unit *p = unit_find(all, n, parent_id);

		*through = *through || text_same(parent_id, id);
		depth++;
		parent_id = p ? p->parent_id : NULL;
	}
	return depth;
}

static int by_id(const void *a, const void *b)
{
	return strcmp((*(const struct org_unit *const *)a)->id,
		      (*(const struct org_unit *const *)b)->id);
}

static int id_against(const void *id, const void *unit)
{
	return strcmp(id, (*(const struct org_unit *const *)unit)->id);
}

/* How many levels there are below it: 0 without any. Thousands of units are
   looked up by their ids, so these are sorted first. */
static size_t below(struct arena *mem, const struct org_unit *all, size_t n,
		    const char *id)
{
	const struct org_unit **sorted = arena_array(
		mem, const struct org_unit *, n);
	size_t most = 0;

	for (size_t i = 0; i < n; i++)
		sorted[i] = &all[i];
	if (n)
		qsort(sorted, n, sizeof(*sorted), by_id);
	for (size_t i = 0; i < n; i++) {
		const char *at = all[i].parent_id;
		size_t depth = 1;

		while (at && !text_same(at, id) && depth++ <= ORG_DEPTH) {
			const struct org_unit **p = bsearch(at, sorted, n,
				sizeof(*sorted), id_against);

			at = p ? (*p)->parent_id : NULL;
		}
		if (text_same(at, id) && depth > most)
			most = depth;
	}
	return most;
}

static enum org_fault place_check(struct arena *mem, const struct org_unit *all,
				  size_t n, const struct org_unit *u)
{
	const struct org_unit *parent = unit_find(all, n, u->parent_id);
	bool through;
	size_t depth;

	if (!u->parent_id)
		return ORG_FINE;
	if (!parent || !text_same(parent->agency_id, u->agency_id) ||
	    (parent->closed_at && !u->closed_at))
		return ORG_PARENT;
	depth = above(all, n, u->parent_id, u->id, &through);
	if (through)
		return ORG_CYCLE;
	if (unit_find(all, n, u->id))
		depth += below(mem, all, n, u->id);
	return depth + 1 > ORG_DEPTH ? ORG_DEEP : ORG_FINE;
}

static enum org_fault closing_check(const struct org_unit *all, size_t n,
				    const struct org_unit *u)
{
	const struct org_unit *before = unit_find(all, n, u->id);

	if (!u->closed_at)
		return ORG_FINE;
	if (before && before->people)
		return ORG_PEOPLE;
	for (size_t i = 0; i < n; i++)
		if (!all[i].closed_at && text_same(all[i].parent_id, u->id))
			return ORG_BELOW;
	return ORG_FINE;
}

enum org_fault org_unit_check(struct arena *mem, const struct org_unit *all,
			      size_t n, const struct org_unit *u)
{
	enum org_fault fault;

	if (!name_fits(u->name))
		return ORG_NAME;
	if (n >= ORG_UNITS_MOST && !unit_find(all, n, u->id))
		return ORG_MOST;
	if ((fault = place_check(mem, all, n, u)))
		return fault;
	for (size_t i = 0; i < n && !u->closed_at; i++)
		if (!all[i].closed_at && !text_same(all[i].id, u->id) &&
		    text_same(all[i].parent_id, u->parent_id) &&
		    org_name_same(all[i].name, u->name))
			return ORG_TAKEN;
	return closing_check(all, n, u);
}

bool job_kind_known(const char *kind)
{
	static const char *const kinds[] = { "managerial", "functional",
					     "executive", "other" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i], kind) == 0)
			return true;
	return false;
}

enum org_fault job_check(const struct job *all, size_t n, const struct job *j)
{
	bool known = false;

	if (!name_fits(j->name))
		return ORG_NAME;
	for (size_t i = 0; i < n; i++) {
		if (text_same(all[i].id, j->id)) {
			known = true;
			if (j->closed_at && all[i].people)
				return ORG_PEOPLE;
		} else if (!j->closed_at && !all[i].closed_at &&
			   org_name_same(all[i].name, j->name)) {
			return ORG_TAKEN;
		}
	}
	return n >= ORG_UNITS_MOST && !known ? ORG_MOST : ORG_FINE;
}

const char *org_unit_path(struct arena *mem, const struct org_unit *all,
			  size_t n, const struct org_unit *u)
{
	const char *path = u->name;

	for (size_t depth = 0; u->parent_id && depth < ORG_DEPTH; depth++) {
		u = unit_find(all, n, u->parent_id);
		if (!u)
			break;
		path = arena_format(mem, "%s / %s", u->name, path);
	}
	return path;
}

static const struct phrase texts[ORG_FAULTS] = {
	[ORG_FINE] = { { "", "" } },
	[ORG_NAME] = { {
		"Tulis nama, 1 sampai 200 huruf.",
		"Write a name, 1 to 200 characters." } },
	[ORG_TAKEN] = { {
		"Nama ini sudah ada di tempat yang sama.",
		"There is one of that name here already." } },
	[ORG_PARENT] = { {
		"Unit di atasnya tidak ada di instansi ini atau sudah ditutup.",
		"The unit above it is not of this agency, or closed." } },
	[ORG_CYCLE] = { {
		"Unit tidak bisa berada di bawah dirinya sendiri.",
		"A unit cannot be below itself." } },
	[ORG_DEEP] = { {
		"Susunan unit paling dalam 12 tingkat.",
		"Units are at most 12 levels deep." } },
	[ORG_MOST] = { {
		"Satu instansi punya paling banyak 5.000.",
		"An agency has at most 5,000." } },
	[ORG_PEOPLE] = { {
		"Masih ada orang di sini. Pindahkan dahulu, lalu tutup.",
		"There are people here. Move them first, then close it." } },
	[ORG_BELOW] = { {
		"Masih ada unit terbuka di bawahnya. Tutup atau pindahkan dahulu.",
		"There are open units below it. Close or move them first." } },
};

const struct phrase *org_fault_text(enum org_fault fault)
{
	return &texts[fault];
}
