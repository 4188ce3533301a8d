#include "store/publishing.h"

#include <string.h>

#include "base/ident.h"
#include "store/module.h"
#include "store/queries.h"
#include "store/several.h"

static void house_read(const struct rows *r, size_t i, struct house *out)
{
	*out = (struct house){
		.partner = !strcmp(row_text(r, i, "kind"), "partner"),
		.approval = row_int(r, i, "approval"),
		.own_id = row_text(r, i, "own_id"),
	};
}

enum err house_of_agency(struct db *db, const char *agency_id, struct house *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HOUSE_OF_AGENCY, ARGS(arg_text(agency_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no agency '%s'", agency_id);
	house_read(&r, 0, out);
	return OK;
}

static enum err house_slice(struct db *db, const char *const *agencies,
			    size_t n, struct house *out)
{
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_HOUSE_SOME, NULL, agencies, n)))
		return e;
	for (size_t i = 0; i < r.count; i++)
		house_read(&r, i, &out[several_place(agencies, n,
						     row_text(&r, i, "id"))]);
	return OK;
}

enum err house_some(struct db *db, const char *const *agencies, size_t n,
		    struct house **out)
{
	enum err e = OK;

	*out = arena_array(db_arena(db), struct house, n);
	for (size_t i = 0; i < n && !e; i += SEVERAL_MOST)
		e = house_slice(db, agencies + i, several_size(n - i),
				*out + i);
	return e;
}

enum err house_list(struct db *db, struct house_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_HOUSE_LIST, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct house_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct house_line){
			.id = row_text(&r, i, "id"),
			.name = row_text(&r, i, "name"),
			.kind = row_text(&r, i, "kind"),
			.approval = row_int(&r, i, "approval"),
		};
	return OK;
}

enum err house_change(struct db *db, const char *agency_id, bool approval)
{
	return db_run(db, NULL, SQL_HOUSE_CHANGE,
		      ARGS(arg_text(agency_id), arg_int(approval)));
}

static void version_line_read(const struct rows *r, size_t i,
			      struct version_line *out)
{
	*out = (struct version_line){
		.version = {
			.id = row_text(r, i, "id"),
			.module_id = row_text(r, i, "module_id"),
			.number = row_int(r, i, "number"),
			.standard = row_text(r, i, "standard"),
			.title = row_text(r, i, "title"),
			.bytes = row_int(r, i, "bytes"),
			.files = row_int(r, i, "files"),
			.units = row_int(r, i, "units"),
			.created_by = row_text(r, i, "created_by"),
			.created_at = row_int(r, i, "created_at"),
		},
		.author = row_text(r, i, "author_name"),
		.follows = row_text(r, i, "follows"),
		.learners = row_int(r, i, "learners"),
		.flying = row_int(r, i, "flying"),
	};
}

enum err version_list(struct db *db, const char *module_id, size_t most,
		      struct version_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		version_line_read(&r, i, &(*out)[i]);
	return OK;
}

enum err version_links(struct db *db, const char *module_id,
		       struct version_link **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_LINKS, ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_link, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct version_link){
			.id = row_text(&r, i, "id"),
			.follows = row_text(&r, i, "follows"),
		};
	return OK;
}

/* NULL: it is no minor change of another. */
static enum err version_follow(struct db *db, const char *id,
			       const char *follows)
{
	return db_run(db, NULL, SQL_VERSION_FOLLOW,
		      ARGS(arg_text(id), arg_text(follows)));
}

enum err module_withdraw(struct db *db, const char *id, const char *person_id,
			 const char *why, int64_t now)
{
	return db_run(db, NULL, SQL_MODULE_WITHDRAW,
		      ARGS(arg_text(id), arg_int(now), arg_text(person_id),
			   arg_text(why)));
}

enum err module_lift(struct db *db, const char *id, int64_t now)
{
	return db_run(db, NULL, SQL_MODULE_LIFT,
		      ARGS(arg_text(id), arg_int(now)));
}

enum err version_withdrawn(struct db *db, const char *version_id,
			   const char **why)
{
	struct rows r;
	enum err e;

	*why = NULL;
	if ((e = db_run(db, &r, SQL_VERSION_WITHDRAWN,
			ARGS(arg_text(version_id)))))
		return e;
	if (r.count)
		*why = row_text(&r, 0, "withdrawn_why");
	return OK;
}

enum err module_event_add(struct db *db, const struct module_event *v)
{
	return db_run(db, NULL, SQL_MODULE_EVENT_ADD,
		      ARGS(arg_text(ident_make(db_arena(db), v->at)),
			   arg_text(v->module_id), arg_text(v->version_id),
			   arg_text(v->person_id), arg_text(v->kind),
			   arg_text(v->words ? v->words : ""),
			   arg_int(v->at)));
}

enum err module_event_list(struct db *db, const char *module_id, size_t most,
			   struct module_event **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MODULE_EVENT_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct module_event, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct module_event){
			.id = row_text(&r, i, "id"),
			.kind = row_text(&r, i, "kind"),
			.words = row_text(&r, i, "words"),
			.at = row_int(&r, i, "at"),
			.number = row_int(&r, i, "number"),
			.person_name = row_text(&r, i, "person_name"),
		};
	return OK;
}

enum err wish_add(struct db *db, const struct wish *w, bool *taken)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_WISH_ADD,
			ARGS(arg_text(w->id), arg_text(w->module_id),
			     arg_text(w->version_id), arg_int(w->minor),
			     arg_text(w->words), arg_text(w->asked_by),
			     arg_int(w->asked_at),
			     arg_text(w->changes ? w->changes : ""),
			     arg_text(w->picture),
			     arg_text(w->picture ? w->picture_type : ""),
			     arg_int(w->picture_bytes),
			     arg_text(w->changed ? w->changed : ""),
			     arg_text(w->why ? w->why : ""),
			     arg_text(w->revisions ? w->revisions : "[]")))))
		return e;
	*taken = r.count == 0;
	return OK;
}

enum err wish_decide(struct db *db, const struct wish *w, bool *late)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_WISH_DECIDE,
			ARGS(arg_text(w->id),
			     arg_text(wish_state_name(w->state)),
			     arg_text(w->decided_by), arg_int(w->decided_at),
			     arg_text(w->answer)))))
		return e;
	*late = r.count == 0;
	return OK;
}

/* The version was published: nothing waits for that any more. */
static enum err wish_settle(struct db *db, const char *version_id,
			    const char *person_id, int64_t now)
{
	return db_run(db, NULL, SQL_WISH_SETTLE,
		      ARGS(arg_text(version_id), arg_text(person_id),
			   arg_int(now)));
}

static void wish_read(const struct rows *r, size_t i, struct wish *out)
{
	*out = (struct wish){
		.id = row_text(r, i, "id"),
		.module_id = row_text(r, i, "module_id"),
		.version_id = row_text(r, i, "version_id"),
		.number = row_int(r, i, "number"),
		.minor = row_int(r, i, "minor"),
		.words = row_text(r, i, "words"),
		.asked_by = row_text(r, i, "asked_by"),
		.asked_name = row_text(r, i, "asked_name"),
		.asked_at = row_int(r, i, "asked_at"),
		.decided_by = row_text(r, i, "decided_by"),
		.decided_name = row_text(r, i, "decided_name"),
		.decided_at = row_int(r, i, "decided_at"),
		.answer = row_text(r, i, "answer"),
		.changes = row_text(r, i, "changes"),
		.changed = row_text(r, i, "changed"),
		.why = row_text(r, i, "why"),
		.revisions = row_text(r, i, "revisions"),
		.picture = row_text(r, i, "picture"),
		.picture_type = row_text(r, i, "picture_type"),
		.picture_bytes = row_int(r, i, "picture_bytes"),
	};
	wish_state_named(row_text(r, i, "state"), &out->state);
}

enum err wish_by_id(struct db *db, const char *id, struct wish *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_WISH_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no wish '%s'", id);
	wish_read(&r, 0, out);
	return OK;
}

enum err wish_of_version(struct db *db, const char *version_id,
			 struct wish *out)
{
	struct rows r;
	enum err e;

	*out = (struct wish){ .id = NULL };
	if ((e = db_run(db, &r, SQL_WISH_OF_VERSION,
			ARGS(arg_text(version_id)))))
		return e;
	if (r.count)
		wish_read(&r, 0, out);
	return OK;
}

static enum err wish_slice(struct db *db, const char *const *versions, size_t n,
			   struct wish *out)
{
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_WISH_OF_VERSIONS, NULL, versions, n)))
		return e;
	for (size_t i = 0; i < r.count; i++)
		wish_read(&r, i, &out[several_place(versions, n,
					row_text(&r, i, "version_id"))]);
	return OK;
}

enum err wish_of_versions(struct db *db, const char *const *versions, size_t n,
			  struct wish **out)
{
	enum err e = OK;

	*out = arena_array(db_arena(db), struct wish, n);
	for (size_t i = 0; i < n && !e; i += SEVERAL_MOST)
		e = wish_slice(db, versions + i, several_size(n - i), *out + i);
	return e;
}

enum err wish_of_changes(struct db *db, const char *module_id,
			 struct wish *out)
{
	struct rows r;
	enum err e;

	*out = (struct wish){ .id = NULL };
	if ((e = db_run(db, &r, SQL_WISH_OF_CHANGES,
			ARGS(arg_text(module_id)))))
		return e;
	if (r.count)
		wish_read(&r, 0, out);
	return OK;
}

enum err wish_list(struct db *db, const char *person_id, int64_t since,
		   struct wish **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_WISH_LIST,
			ARGS(arg_text(person_id), arg_int(since)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct wish, r.count);
	for (size_t i = 0; i < r.count; i++)
		wish_read(&r, i, &(*out)[i]);
	return OK;
}

enum err attempt_move_list(struct db *db, const char *module_id, size_t most,
			   struct attempt_moved **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_ATTEMPT_MOVE_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct attempt_moved, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct attempt_moved){
			.at = row_int(&r, i, "at"),
			.person_name = row_text(&r, i, "person_name"),
			.agency_id = row_text(&r, i, "agency_id"),
			.from = row_int(&r, i, "from_number"),
			.to = row_int(&r, i, "to_number"),
		};
	return OK;
}

static void learner_read(const struct rows *r, size_t i,
			 struct learner_line *out)
{
	*out = (struct learner_line){
		.id = row_text(r, i, "id"),
		.name = row_text(r, i, "name"),
		.agency_name = row_text(r, i, "agency_name"),
		.standard = row_text(r, i, "standard"),
		.version = row_int(r, i, "number"),
		.outcome = {
			.units_done = (size_t)row_int(r, i, "units_done"),
			.completion =
				completion_named(row_text(r, i, "completion")),
			.success = success_named(row_text(r, i, "success")),
		},
		.last_at = row_int(r, i, "last_at"),
	};
}

enum err learner_list(struct db *db, const char *module_id,
		      const char *agency_id, size_t most,
		      struct learner_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LEARNER_LIST,
			ARGS(arg_text(module_id), arg_text(agency_id),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct learner_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		learner_read(&r, i, &(*out)[i]);
	return OK;
}

enum err stuck_list(struct db *db, const char *module_id, size_t least,
		    struct stuck_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STUCK_LIST,
			ARGS(arg_text(module_id), arg_int((int64_t)least)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct stuck_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct stuck_line){
			.ident = row_text(&r, i, "ident"),
			.title = row_text(&r, i, "title"),
			.learners = row_int(&r, i, "learners"),
		};
	return OK;
}

static enum err release_enter(struct db *db, const struct module *m,
			      const char *version_id, const char *follows,
			      int64_t now)
{
	const bool other = !m->version.id || strcmp(m->version.id, version_id);
	enum err e;

	if ((e = module_set_version(db, m->id, version_id, now)) ||
	    (e = module_publish(db, m->id, version_id, now)))
		return e;
	return other ? version_follow(db, version_id, follows) : OK;
}

enum err version_release(struct db *db, const struct module *m,
			 const char *version_id, bool minor,
			 const char *person_id, int64_t now)
{
	const bool same = m->version.id && !strcmp(m->version.id, version_id);
	enum err e;

	if (same && m->state == MODULE_PUBLISHED)
		return OK;
	if ((e = release_enter(db, m, version_id,
			       minor ? m->version.id : NULL, now)) ||
	    (e = wish_settle(db, version_id, person_id, now)))
		return e;
	return module_event_add(db, &(struct module_event){
		.module_id = m->id,
		.version_id = version_id,
		.person_id = person_id,
		.kind = minor ? "minor" : "published",
		.at = now,
	});
}
