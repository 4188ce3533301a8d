#include "store/media.h"

#include "store/queries.h"

enum err caption_list(struct db *db, const char *unit_id,
		      struct caption_line **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CAPTION_LIST, ARGS(arg_text(unit_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct caption_line, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct caption_line){
			.lang = row_text(&r, i, "lang"),
			.path = row_text(&r, i, "path"),
			.blob = row_text(&r, i, "blob"),
			.size = row_int(&r, i, "size"),
			.cues = row_int(&r, i, "cues"),
			.at = row_int(&r, i, "at"),
		};
	return OK;
}

enum err caption_put(struct db *db, const char *unit_id,
		     const struct caption_line *c, const char *person_id)
{
	return db_run(db, NULL, SQL_CAPTION_PUT,
		      ARGS(arg_text(unit_id), arg_text(c->lang),
			   arg_text(c->blob), arg_int(c->size),
			   arg_int(c->cues), arg_text(person_id),
			   arg_int(c->at)));
}

enum err caption_remove(struct db *db, const char *unit_id, const char *lang)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CAPTION_REMOVE,
			ARGS(arg_text(unit_id), arg_text(lang)))))
		return e;
	return r.count ? OK : fail(ERR_NOT_FOUND, "no captions in '%s'", lang);
}

enum err caption_before(struct db *db, const struct version *v,
			struct caption_before *out)
{
	struct rows r;
	enum err e;

	*out = (struct caption_before){ .unit_id = NULL };
	if ((e = db_run(db, &r, SQL_CAPTION_BEFORE,
			ARGS(arg_text(v->module_id), arg_int(v->number)))) ||
	    r.count == 0)
		return e;
	out->unit_id = row_text(&r, 0, "unit_id");
	out->number = row_int(&r, 0, "number");
	return OK;
}

enum err caption_carry(struct db *db, const char *from_unit,
		       const char *to_unit, const char *person_id, int64_t now)
{
	return db_run(db, NULL, SQL_CAPTION_CARRY,
		      ARGS(arg_text(from_unit), arg_text(to_unit),
			   arg_text(person_id), arg_int(now)));
}

static void form_read(const struct rows *r, size_t i, struct media_form *out)
{
	*out = (struct media_form){
		.unit_id = row_text(r, i, "unit_id"),
		.name = row_text(r, i, "name"),
		.state = form_state_named(row_text(r, i, "state")),
		.reason = row_text(r, i, "reason"),
		.tries = row_int(r, i, "tries"),
		.path = row_text(r, i, "path"),
		.blob = row_text(r, i, "blob"),
		.size = row_int(r, i, "size"),
		.type = row_text(r, i, "media_type"),
		.at = row_int(r, i, "at"),
	};
}

enum err form_list(struct db *db, const char *unit_id,
		   struct media_form **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_FORM_LIST, ARGS(arg_text(unit_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct media_form, r.count);
	for (size_t i = 0; i < r.count; i++)
		form_read(&r, i, &(*out)[i]);
	return OK;
}

enum err form_add(struct db *db, const char *unit_id, const char *name,
		  int64_t now)
{
	return db_run(db, NULL, SQL_FORM_ADD,
		      ARGS(arg_text(unit_id), arg_text(name), arg_int(now)));
}

enum err form_retry(struct db *db, const char *unit_id, int64_t now)
{
	return db_run(db, NULL, SQL_FORM_RETRY,
		      ARGS(arg_text(unit_id), arg_int(now)));
}

enum err form_next(struct db *db, struct form_due *out)
{
	struct rows r;
	enum err e;

	*out = (struct form_due){ .module_id = NULL };
	if ((e = db_run(db, &r, SQL_FORM_NEXT, NO_ARGS)) || r.count == 0)
		return e;
	form_read(&r, 0, &out->form);
	out->module_id = row_text(&r, 0, "module_id");
	out->blob = row_text(&r, 0, "original");
	out->type = row_text(&r, 0, "type");
	out->bytes = row_int(&r, 0, "bytes");
	out->launch = row_text(&r, 0, "launch");
	return OK;
}

enum err form_tried(struct db *db, const char *unit_id, const char *name,
		    int64_t tries)
{
	return db_run(db, NULL, SQL_FORM_TRIED,
		      ARGS(arg_text(unit_id), arg_text(name), arg_int(tries)));
}

enum err form_settle(struct db *db, const struct media_form *f)
{
	return db_run(db, NULL, SQL_FORM_SETTLE,
		      ARGS(arg_text(f->unit_id), arg_text(f->name),
			   arg_text(form_state_name(f->state)),
			   arg_text(f->reason), arg_text(f->blob),
			   arg_int(f->size), arg_text(f->type),
			   arg_int(f->at)));
}
