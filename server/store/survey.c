#include "store/survey.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"
#include "store/read.h"

static enum err counted(struct db *db, unsigned query, const struct arg *args,
			size_t nargs, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, args, nargs)))
		return e;
	*out = row_int(&r, 0, "n");
	return OK;
}

/* ---- A module's own ------------------------------------------------------ */

enum err survey_answered(struct db *db, const char *person_id,
			 const char *module_id, const char *unit_id,
			 bool *out)
{
	int64_t n = 0;
	const enum err e = counted(db, SQL_SURVEY_ANSWERED,
		ARGS(arg_text(person_id), arg_text(module_id),
		     arg_text(unit_id)), &n);

	*out = n > 0;
	return e;
}

enum err survey_units(struct db *db, const char *module_id,
		      struct survey_unit **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_UNITS, ARGS(arg_text(module_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey_unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct survey_unit){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.version_id = row_text(&r, i, "version_id"),
			.version = row_int(&r, i, "number"),
		};
	return OK;
}

/* ---- Surveys ------------------------------------------------------------- */

static struct survey survey_read(const struct rows *r, size_t i)
{
	return (struct survey){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.title = row_text(r, i, "title"),
		.about = row_text(r, i, "about"),
		.purpose = row_text(r, i, "purpose"),
		.anonymous = row_int(r, i, "anonymous") != 0,
		.state = row_text(r, i, "state"),
		.opened_at = row_int(r, i, "opened_at"),
		.closes_at = row_int(r, i, "closes_at"),
		.revision = row_int(r, i, "revision"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.version_id = row_text(r, i, "version_id"),
		.number = row_int(r, i, "number"),
		.form = row_text(r, i, "form"),
	};
}

enum err survey_page(struct db *db, const struct survey_filter *f, size_t from,
		     size_t most, struct survey **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_PAGE,
			ARGS(arg_text(f->agency_id), arg_text(f->state),
			     arg_text(f->like), arg_int(f->now),
			     arg_int((int64_t)most),
			     arg_int((int64_t)from)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = survey_read(&r, i);
	return OK;
}

enum err survey_total(struct db *db, const struct survey_filter *f, size_t *out)
{
	int64_t n = 0;
	const enum err e = counted(db, SQL_SURVEY_TOTAL,
		ARGS(arg_text(f->agency_id), arg_text(f->state),
		     arg_text(f->like), arg_int(f->now)), &n);

	*out = (size_t)n;
	return e;
}

enum err survey_by_id(struct db *db, const char *id, struct survey *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no survey '%s'", id);
	*out = survey_read(&r, 0);
	return OK;
}

static enum err version_add(struct db *db, struct survey *s, const char *by_id,
			    int64_t now)
{
	s->version_id = ident_make(db_arena(db), now);
	return db_run(db, NULL, SQL_SURVEY_VERSION_ADD,
		      ARGS(arg_text(s->version_id), arg_text(s->id),
			   arg_int(s->number), arg_text(s->form),
			   arg_text(by_id), arg_int(now)));
}

enum err survey_add(struct db *db, struct survey *s)
{
	enum err e;

	s->id = ident_make(db_arena(db), s->created_at);
	s->number = 1;
	if ((e = db_run(db, NULL, SQL_SURVEY_ADD,
			ARGS(arg_text(s->id), arg_text(s->agency_id),
			     arg_text(s->title), arg_text(s->about),
			     arg_text(s->purpose), arg_int(s->anonymous),
			     arg_moment(s->closes_at), arg_text(s->created_by),
			     arg_int(s->created_at)))))
		return e;
	return version_add(db, s, s->created_by, s->created_at);
}

enum err survey_change(struct db *db, const struct survey *s, int64_t now)
{
	return db_run(db, NULL, SQL_SURVEY_CHANGE,
		      ARGS(arg_text(s->id), arg_text(s->title),
			   arg_text(s->about), arg_text(s->purpose),
			   arg_int(s->anonymous), arg_text(s->state),
			   arg_moment(s->opened_at), arg_moment(s->closes_at),
			   arg_int(now)));
}

enum err survey_revision(struct db *db, const char *id, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_REVISION, ARGS(arg_text(id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no survey %s", id);
	*out = row_int(&r, 0, "revision");
	return OK;
}

enum err survey_drop(struct db *db, const char *id)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_SURVEY_DROP_TARGETS,
			ARGS(arg_text(id)))) ||
	    (e = db_run(db, NULL, SQL_SURVEY_DROP_VERSIONS,
			ARGS(arg_text(id)))))
		return e;
	return db_run(db, NULL, SQL_SURVEY_DROP, ARGS(arg_text(id)));
}

enum err survey_targets(struct db *db, const char *id,
			struct survey_target **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_TARGETS, ARGS(arg_text(id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey_target, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct survey_target){
			.kind = row_text(&r, i, "kind"),
			.ref = row_text(&r, i, "ref"),
			.name = row_text(&r, i, "name"),
		};
	return OK;
}

enum err survey_targets_put(struct db *db, const char *id,
			    const struct survey_target *all, size_t n)
{
	enum err e = db_run(db, NULL, SQL_SURVEY_DROP_TARGETS,
			    ARGS(arg_text(id)));

	for (size_t i = 0; i < n && !e; i++)
		e = db_run(db, NULL, SQL_SURVEY_TARGET_ADD,
			   ARGS(arg_text(id), arg_text(all[i].kind),
				arg_text(all[i].ref)));
	return e;
}

enum err survey_target_agency(struct db *db, const struct survey_target *t,
			      const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_TARGET_AGENCY,
			ARGS(arg_text(t->kind), arg_text(t->ref)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no %s '%s'", t->kind, t->ref);
	*out = row_text(&r, 0, "agency_id");
	return OK;
}

/* ---- Versions ------------------------------------------------------------ */

enum err survey_versions(struct db *db, const char *survey_id, size_t most,
			 struct survey_version **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_VERSIONS,
			ARGS(arg_text(survey_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey_version, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct survey_version){
			.id = row_text(&r, i, "id"),
			.number = row_int(&r, i, "number"),
			.form = row_text(&r, i, "form"),
			.created_at = row_int(&r, i, "created_at"),
		};
	return OK;
}

enum err survey_version_form(struct db *db, const char *id, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_VERSION_FORM, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no version '%s' of a survey", id);
	*out = row_text(&r, 0, "form");
	return OK;
}

enum err survey_form_set(struct db *db, struct survey *s, const char *form,
			 const char *by_id, int64_t now)
{
	int64_t used;
	enum err e;

	if ((e = counted(db, SQL_SURVEY_VERSION_USED,
			 ARGS(arg_text(s->version_id)), &used)))
		return e;
	if (!used && (e = db_run(db, NULL, SQL_SURVEY_VERSION_DROP,
				 ARGS(arg_text(s->version_id)))))
		return e;
	s->number += used > 0;
	s->form = form;
	return version_add(db, s, by_id, now);
}

enum err survey_told_count(struct db *db, const char *id, int64_t *out)
{
	return counted(db, SQL_SURVEY_TOLD_COUNT, ARGS(arg_text(id)), out);
}

/* ---- Who is asked, and has answered --------------------------------------- */

enum err survey_ticket_take(struct db *db, const char *survey_id,
			    const char *person_id, bool *first)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_TICKET_TAKE,
			ARGS(arg_text(survey_id), arg_text(person_id)))))
		return e;
	*first = r.count > 0;
	return OK;
}

/* Whom two things ask is asked once. */
enum err survey_asks(struct db *db, const char *person_id, int64_t now,
		     const char *survey_id, struct survey_ask **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_ASKS,
			ARGS(arg_text(person_id), arg_int(now),
			     arg_text(survey_id)))))
		return e;
	*n = 0;
	*out = arena_array(db_arena(db), struct survey_ask, r.count);
	for (size_t i = 0; i < r.count; i++) {
		if (*n && strcmp((*out)[*n - 1].id, row_text(&r, i, "id")) == 0)
			continue;
		(*out)[(*n)++] = (struct survey_ask){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.about = row_text(&r, i, "about"),
			.anonymous = row_int(&r, i, "anonymous") != 0,
			.done = row_int(&r, i, "done") != 0,
			.closes_at = row_int(&r, i, "closes_at"),
			.kind = row_text(&r, i, "kind"),
			.ref = row_text(&r, i, "ref"),
			.name = row_text(&r, i, "name"),
		};
	}
	return OK;
}

enum err survey_asked(struct db *db, const char *id, int64_t *out)
{
	return counted(db, SQL_SURVEY_ASKED, ARGS(arg_text(id)), out);
}

enum err survey_asked_slice(struct db *db, const char *id, const char *after,
			    size_t most, const char ***people, size_t *n,
			    const char **last, size_t *looked)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_ASKED_SLICE,
			ARGS(arg_text(id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	*n = 0;
	*people = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		if (row_int(&r, i, "asked"))
			(*people)[(*n)++] = row_text(&r, i, "id");
	*looked = r.count;
	*last = r.count ? row_text(&r, r.count - 1, "id") : after;
	return OK;
}

const char *survey_occasion(struct arena *mem, const char *id)
{
	return arena_format(mem, "survey:%s", id);
}

enum err survey_opened_since(struct db *db, int64_t since, int64_t now,
			     struct survey **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_OPENED_SINCE,
			ARGS(arg_int(since), arg_int(now)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct survey){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.closes_at = row_int(&r, i, "closes_at"),
		};
	return OK;
}

/* ---- With names ------------------------------------------------------------ */

enum err survey_named_add(struct db *db, const struct survey_named *a)
{
	return db_run(db, NULL, SQL_SURVEY_NAMED_ADD,
		      ARGS(arg_text(a->version_id), arg_text(a->person_id),
			   arg_text(a->batch_id), arg_text(a->unit_id),
			   arg_text(a->answers), arg_int(a->at)));
}

enum err survey_named_page(struct db *db, const char *version_id,
			   const char *after, size_t most,
			   struct survey_named **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SURVEY_NAMED_PAGE,
			ARGS(arg_text(version_id), arg_text(after),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct survey_named, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct survey_named){
			.person_id = row_text(&r, i, "person_id"),
			.name = row_text(&r, i, "name"),
			.batch_id = row_text(&r, i, "batch_id"),
			.unit_id = row_text(&r, i, "unit_id"),
			.answers = row_text(&r, i, "answers"),
			.at = row_int(&r, i, "at"),
			.unit = row_text(&r, i, "unit"),
			.batch = row_text(&r, i, "batch"),
			.programme = row_text(&r, i, "programme"),
		};
	return OK;
}
