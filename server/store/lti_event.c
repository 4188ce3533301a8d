#include "store/lti_event.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"

/*
 * One in sixteen. All of a course launch at once, and on PostgreSQL who lets go
 * of old rows has read what each of the others adds.
 */
static bool chosen(const char *id)
{
	return strchr("07", id[strlen(id) - 1]) != NULL;
}

enum err lti_event_put(struct db *db, struct lti_event_row *v)
{
	enum err e;

	v->id = ident_make(db_arena(db), v->at);
	if ((e = db_run(db, NULL, SQL_LTI_EVENT_ADD,
			ARGS(arg_text(v->id), arg_text(v->connection_id),
			     arg_text(v->kind), arg_text(v->code),
			     arg_text(v->facts), arg_text(v->request),
			     arg_int(v->at), arg_text(v->mark),
			     arg_int(v->times)))))
		return e;
	if (!*v->mark && strcmp(v->code, "ok") == 0 && !chosen(v->id))
		return OK;
	return db_run(db, NULL, SQL_LTI_EVENT_TRIM,
		      ARGS(arg_text(v->connection_id), arg_text(v->kind),
			   arg_int(*v->mark != 0)));
}

enum err lti_event_of(struct db *db, const char *connection_id,
		      const char *kind, size_t most,
		      struct lti_event_row **out, size_t *n)
{
	struct rows r;
	const enum err e = *kind
		? db_run(db, &r, SQL_LTI_EVENT_OF_KIND,
			 ARGS(arg_text(connection_id), arg_text(kind),
			      arg_int((int64_t)most)))
		: db_run(db, &r, SQL_LTI_EVENT_OF,
			 ARGS(arg_text(connection_id),
			      arg_int((int64_t)most)));

	if (e)
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct lti_event_row, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct lti_event_row){
			.id = row_text(&r, i, "id"),
			.connection_id = row_text(&r, i, "connection_id"),
			.kind = row_text(&r, i, "kind"),
			.code = row_text(&r, i, "code"),
			.facts = row_text(&r, i, "facts"),
			.request = row_text(&r, i, "request"),
			.at = row_int(&r, i, "at"),
			.mark = row_text(&r, i, "mark"),
			.times = row_int(&r, i, "times"),
		};
	return OK;
}
