#include "store/material.h"

#include <string.h>

#include "base/ident.h"
#include "store/queries.h"

static struct material material_read(const struct rows *r, size_t i)
{
	struct material m = {
		.id = row_text(r, i, "id"),
		.event_id = row_text(r, i, "event_id"),
		.place = row_int(r, i, "place"),
		.kind = row_text(r, i, "kind"),
		.title = row_text(r, i, "title"),
		.module_id = row_text(r, i, "module_id"),
		.module_title = row_text(r, i, "module_title"),
		.module_published = row_int(r, i, "module_published") != 0,
		.unit_ident = row_text(r, i, "unit_ident"),
		.url = row_text(r, i, "url"),
		.blob = row_text(r, i, "blob"),
		.file_name = row_text(r, i, "file_name"),
		.media_type = row_text(r, i, "media_type"),
		.bytes = row_int(r, i, "bytes"),
		.open = row_int(r, i, "open") != 0,
	};

	phase_named(row_text(r, i, "phase"), &m.phase);
	return m;
}

enum err material_list(struct db *db, const char *event_id,
		       struct material **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MATERIAL_LIST, ARGS(arg_text(event_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct material, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = material_read(&r, i);
	return OK;
}

enum err material_by_id(struct db *db, const char *event_id, const char *id,
			struct material *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MATERIAL_BY_ID,
			ARGS(arg_text(id), arg_text(event_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no material '%s'", id);
	*out = material_read(&r, 0);
	return OK;
}

enum err material_add(struct db *db, struct material *m, int64_t now)
{
	struct rows r;
	enum err e;

	m->id = ident_make(db_arena(db), now);
	if ((e = db_run(db, &r, SQL_MATERIAL_ADD,
			ARGS(arg_text(m->id), arg_text(m->event_id),
			     arg_text(phase_name(m->phase)), arg_text(m->kind),
			     arg_text(m->title), arg_text(m->module_id),
			     arg_text(m->unit_ident), arg_text(m->url),
			     arg_text(m->blob), arg_text(m->file_name),
			     arg_text(m->media_type), arg_int(m->bytes),
			     arg_int(m->open), arg_int(now)))))
		return e;
	m->place = row_int(&r, 0, "place");
	return OK;
}

enum err material_change(struct db *db, const struct material *m)
{
	return db_run(db, NULL, SQL_MATERIAL_CHANGE,
		      ARGS(arg_text(m->id), arg_text(m->event_id),
			   arg_int(m->place), arg_text(phase_name(m->phase)),
			   arg_text(m->title), arg_text(m->url),
			   arg_int(m->open)));
}

static enum err place_set(struct db *db, struct material *m, int64_t place)
{
	if (m->place == place)
		return OK;
	m->place = place;
	return material_change(db, m);
}

enum err material_move(struct db *db, const char *event_id, const char *id,
		       int64_t place)
{
	struct material *all, *moved = NULL;
	int64_t at = 0;
	size_t n;
	enum err e;

	if ((e = material_list(db, event_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].id, id) == 0)
			moved = &all[i];
	if (!moved)
		return fail(ERR_NOT_FOUND, "no material '%s'", id);
	place = place > (int64_t)n ? (int64_t)n : place;
	for (size_t i = 0; i < n; i++) {
		if (&all[i] == moved)
			continue;
		at += at + 1 == place ? 2 : 1;
		if ((e = place_set(db, &all[i], at)))
			return e;
	}
	return place_set(db, moved, place);
}

enum err material_remove(struct db *db, const char *event_id, const char *id)
{
	return db_run(db, NULL, SQL_MATERIAL_REMOVE,
		      ARGS(arg_text(id), arg_text(event_id)));
}
