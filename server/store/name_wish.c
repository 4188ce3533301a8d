#include "store/name_wish.h"

#include <string.h>

#include "store/queries.h"

enum err name_wish_put(struct db *db, const char *person_id,
		       const char *agency_id, const char *name, int64_t now)
{
	return db_run(db, NULL, SQL_NAME_WISH_PUT,
		      ARGS(arg_text(person_id), arg_text(agency_id),
			   arg_text(name), arg_int(now)));
}

enum err name_wish_of(struct db *db, const char *person_id,
		      struct name_wish *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NAME_WISH_OF, ARGS(arg_text(person_id)))))
		return e;
	*out = (struct name_wish){ .person_id = person_id };
	if (r.count) {
		out->name = row_text(&r, 0, "name");
		out->at = row_int(&r, 0, "at");
	}
	return OK;
}

enum err name_wish_take(struct db *db, const char *person_id,
			const char **name)
{
	struct rows r;
	const enum err e = db_run(db, &r, SQL_NAME_WISH_DROP,
				  ARGS(arg_text(person_id)));

	*name = !e && r.count ? row_text(&r, 0, "name") : NULL;
	return e;
}

enum err name_wish_list(struct db *db, const char *agency_id,
			struct name_wish **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_NAME_WISH_LIST,
			ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct name_wish, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct name_wish){
			.person_id = row_text(&r, i, "person_id"),
			.before = row_text(&r, i, "before"),
			.name = row_text(&r, i, "name"),
			.login = row_text(&r, i, "login"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}

/* The words of a change are "before\nafter". */
enum err name_base(struct db *db, const char *person_id, const char **out)
{
	const char *words, *end;
	struct rows r;
	enum err e;

	*out = NULL;
	if ((e = db_run(db, &r, SQL_NAME_BASE, ARGS(arg_text(person_id)))) ||
	    !r.count)
		return e;
	words = row_text(&r, 0, "words");
	end = strchr(words, '\n');
	*out = end ? arena_copy(db_arena(db), words, (size_t)(end - words))
		   : words;
	return OK;
}

enum err look_list(struct db *db, const char *person_id, const char *agency_id,
		   size_t most, struct look **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LOOKS_OF,
			ARGS(arg_text(person_id), arg_text(agency_id),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct look, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct look){
			.kind = row_text(&r, i, "kind"),
			.module_id = row_text(&r, i, "module_id"),
			.module_title = row_text(&r, i, "title"),
			.by_name = row_text(&r, i, "by_name"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}
