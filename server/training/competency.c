#include "training/competency.h"

#include <string.h>

#include "base/ident.h"

#define DECLARED_MOST 50	/* as the format's own check has it */

enum err competency_settle(struct db *db, const char *person_id,
			   const char *source, const char *source_id,
			   int64_t now)
{
	const enum competency_owner owner =
		strcmp(source, "module") == 0 ? OF_MODULE : OF_PROGRAMME;
	struct competency_level *all;
	size_t n;
	enum err e;

	if ((e = competency_of(db, owner, source_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n && !e; i++)
		e = competency_show(db, &(struct competency_proof){
			.person_id = person_id,
			.competency_id = all[i].of.id,
			.level = all[i].level,
			.source = source,
			.source_id = source_id,
			.reason = "",
			.at = now,
			.once = arena_format(db_arena(db), "%s:%s:%s:%lld",
					     person_id, all[i].of.id, source_id,
					     (long long)all[i].level),
		});
	return e;
}

static const char *said(struct db *db, const json_t *one, const char *key)
{
	const char *text = json_string_value(json_object_get(one, key));

	return text ? arena_copy(db_arena(db), text, strlen(text)) : "";
}

static enum err declared_one(struct db *db, const char *agency_id,
			     const json_t *one, int64_t now,
			     struct competency_level *out, bool *usable)
{
	const char *code = said(db, one, "id"), *name = said(db, one, "name");
	const char *kind = said(db, one, "kind");
	bool added;
	enum err e;

	out->level = json_integer_value(json_object_get(one, "level"));
	*usable = competency_code_fits(code) && *name &&
		  competency_kind_fits(kind) && out->level >= 1 &&
		  out->level <= COMPETENCY_LEVELS;
	if (!*usable)
		return OK;
	if ((e = competency_add(db, &(struct competency){
			.id = ident_make(db_arena(db), now),
			.agency_id = agency_id, .code = code, .name = name,
			.kind = kind, .description = "", .created_at = now,
		}, &added)) || (e = competency_by_code(db, code, &out->of)))
		return e;
	*usable = !out->of.agency_id ||
		  (agency_id && strcmp(agency_id, out->of.agency_id) == 0);
	return OK;
}

enum err competency_declare(struct db *db, const char *module_id,
			    const char *agency_id, const json_t *list,
			    int64_t now)
{
	struct competency_level all[DECLARED_MOST];
	size_t n = 0, i;
	const json_t *one;
	bool usable;
	enum err e;

	json_array_foreach(list, i, one) {
		if (n == DECLARED_MOST)
			break;
		if ((e = declared_one(db, agency_id, one, now, &all[n],
				      &usable)))
			return e;
		n += usable;
	}
	return n ? competency_put(db, OF_MODULE, module_id, all, n) : OK;
}

/* The proofs of one competency, the first of `all`, as what they amount to. */
static size_t standing_read(struct db *db, const struct competency_proof *all,
			    size_t n, struct competency_standing *out)
{
	struct competency_shown *shown =
		arena_array(db_arena(db), struct competency_shown, n);
	size_t k = 0;

	while (k < n && !strcmp(all[k].competency_id, all[0].competency_id)) {
		shown[k] = (struct competency_shown){
			all[k].level, !strcmp(all[k].source, "assessor"),
			all[k].at,
		};
		k++;
	}
	*out = (struct competency_standing){
		all[0].competency_id, competency_level(shown, k) };
	return k;
}

enum err competency_standings(struct db *db, const char *person_id,
			      struct competency_standing **out, size_t *n)
{
	struct competency_proof *proofs;
	size_t all;
	enum err e;

	*n = 0;
	if ((e = competency_proofs(db, person_id, &proofs, &all)))
		return e;
	*out = arena_array(db_arena(db), struct competency_standing, all);
	for (size_t i = 0; i < all; (*n)++)
		i += standing_read(db, proofs + i, all - i, &(*out)[*n]);
	return OK;
}

int competency_standing(const struct competency_standing *all, size_t n,
			const char *competency_id)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].competency_id, competency_id) == 0)
			return all[i].level;
	return 0;
}
