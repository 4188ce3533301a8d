#include "store/person_event.h"

#include "base/ident.h"
#include "store/queries.h"

enum err person_event_add(struct db *db, const char *person_id,
			  const char *by_id, const char *kind,
			  const char *words, int64_t now)
{
	return db_run(db, NULL, SQL_PERSON_EVENT_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), now)),
			   arg_text(person_id), arg_text(by_id),
			   arg_text(kind), arg_text(words), arg_int(now)));
}

enum err person_event_list(struct db *db, const char *person_id, size_t most,
			   struct person_event **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PERSON_EVENT_PAGE,
			ARGS(arg_text(person_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct person_event, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct person_event){
			.id = row_text(&r, i, "id"),
			.kind = row_text(&r, i, "kind"),
			.words = row_text(&r, i, "words"),
			.by_name = row_text(&r, i, "by_name"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}
