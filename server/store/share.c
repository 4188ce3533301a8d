#include "store/share.h"

#include <string.h>

#include "store/queries.h"

enum err module_seen_by(struct db *db, const struct module *m,
			const struct person *p, bool begun, bool *out)
{
	struct rows r;
	enum err e;

	*out = module_visible(m, p, begun, false);
	if (*out || !module_visible(m, p, begun, true))
		return OK;
	if ((e = db_run(db, &r, SQL_SHARE_REACHES,
			ARGS(arg_text(m->id), arg_text(p->id),
			     arg_text(p->agency_id)))))
		return e;
	*out = r.count > 0;
	return OK;
}

enum err share_list(struct db *db, const char *module_id, struct share **out,
		    size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SHARE_LIST, ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct share, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct share){
			.agency_id = row_text(&r, i, "id"),
			.agency_name = row_text(&r, i, "name"),
			.at = row_int(&r, i, "at"),
			.by_name = row_text(&r, i, "by_name"),
		};
	return OK;
}

static bool among(const char *id, const char *const *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(id, ids[i]) == 0)
			return true;
	return false;
}

enum err share_put(struct db *db, const char *module_id, bool everybody,
		   const char *const *agencies, size_t n, const char *by_id,
		   int64_t now)
{
	struct share *before;
	size_t nbefore;
	enum err e;

	if ((e = db_run(db, NULL, SQL_SHARE_SET,
			ARGS(arg_text(module_id), arg_int(everybody),
			     arg_int(now)))) ||
	    (e = share_list(db, module_id, &before, &nbefore)))
		return e;
	for (size_t i = 0; i < nbefore && !e; i++)
		if (!among(before[i].agency_id, agencies, n))
			e = db_run(db, NULL, SQL_SHARE_REMOVE,
				   ARGS(arg_text(module_id),
					arg_text(before[i].agency_id)));
	for (size_t i = 0; i < n && !e; i++)
		e = db_run(db, NULL, SQL_SHARE_ADD,
			   ARGS(arg_text(module_id), arg_text(agencies[i]),
				arg_int(now), arg_text(by_id)));
	return e;
}
