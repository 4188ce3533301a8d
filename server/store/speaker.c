#include "store/speaker.h"

#include "base/ident.h"
#include "store/queries.h"

static enum err list(struct db *db, const struct rows *r, struct speaker **out,
		     size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct speaker, r->count);
	for (size_t i = 0; i < r->count; i++)
		(*out)[i] = (struct speaker){
			.id = row_text(r, i, "id"),
			.agency_id = row_text(r, i, "agency_id"),
			.name = row_text(r, i, "name"),
			.institution = row_text(r, i, "institution"),
			.region = row_text(r, i, "region"),
			.topic = row_text(r, i, "topic"),
			.sessions = row_int(r, i, "sessions"),
		};
	return OK;
}

enum err speaker_find(struct db *db, const char *agency_id, const char *like,
		      int64_t now, struct speaker **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SPEAKER_FIND,
			ARGS(arg_text(agency_id), arg_text(like),
			     arg_int(now)))))
		return e;
	return list(db, &r, out, n);
}

enum err speaker_of_event(struct db *db, const char *event_id,
			  struct speaker **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SPEAKER_OF_EVENT,
			ARGS(arg_text(event_id)))))
		return e;
	return list(db, &r, out, n);
}

static enum err speaker_make(struct db *db, struct speaker *s, int64_t now)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SPEAKER_SAME,
			ARGS(arg_text(s->agency_id), arg_text(s->name),
			     arg_text(s->institution), arg_text(s->region)))))
		return e;
	if (r.count) {
		s->id = row_text(&r, 0, "id");
		return OK;
	}
	s->id = ident_make(db_arena(db), now);
	return db_run(db, NULL, SQL_SPEAKER_ADD,
		      ARGS(arg_text(s->id), arg_text(s->agency_id),
			   arg_text(s->name), arg_text(s->institution),
			   arg_text(s->region), arg_int(now)));
}

static enum err speaker_mend(struct db *db, const struct speaker *s)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SPEAKER_CHANGE,
			ARGS(arg_text(s->id), arg_text(s->agency_id),
			     arg_text(s->name), arg_text(s->institution),
			     arg_text(s->region)))))
		return e;
	return r.count ? OK : fail(ERR_NOT_FOUND, "no speaker '%s'", s->id);
}

enum err speaker_set(struct db *db, const char *event_id, const char *agency_id,
		     struct speaker *all, size_t n, int64_t now)
{
	enum err e = db_run(db, NULL, SQL_EVENT_SPEAKER_CLEAR,
			    ARGS(arg_text(event_id)));

	for (size_t i = 0; !e && i < n; i++) {
		all[i].agency_id = agency_id;
		e = all[i].id ? speaker_mend(db, &all[i])
			      : speaker_make(db, &all[i], now);
		if (!e)
			e = db_run(db, NULL, SQL_EVENT_SPEAKER_ADD,
				   ARGS(arg_text(event_id),
					arg_int((int64_t)i + 1),
					arg_text(all[i].id),
					arg_text(all[i].topic)));
	}
	return e;
}
