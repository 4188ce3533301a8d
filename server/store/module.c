#include "store/module.h"

#include <string.h>

#include "domain/metadata.h"
#include "domain/publishing.h"
#include "store/queries.h"
#include "store/several.h"

static enum module_state state_read(const char *name)
{
	enum module_state s = MODULE_DRAFT;

	module_state_named(name, &s);
	return s;
}

static enum topic topic_read(const char *name)
{
	enum topic t = TOPIC_NONE;

	topic_named(name, &t);
	return t;
}

static void module_read(const struct rows *r, size_t i, struct module *out)
{
	*out = (struct module){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.owner_id = row_text(r, i, "owner_id"),
		.owner_name = row_text(r, i, "owner_name"),
		.title = row_text(r, i, "title"),
		.description = row_text(r, i, "description"),
		.topic = topic_read(row_text(r, i, "topic")),
		.jp = row_int(r, i, "jp"),
		.minutes = row_int(r, i, "minutes"),
		.contact = row_text(r, i, "contact"),
		.legal_basis = row_text(r, i, "legal_basis"),
		.review_by = row_text(r, i, "review_by"),
		.picture = row_text(r, i, "picture"),
		.picture_type = row_text(r, i, "picture_type"),
		.picture_bytes = row_int(r, i, "picture_bytes"),
		.picture_alt = row_text(r, i, "picture_alt"),
		.state = state_read(row_text(r, i, "state")),
		.withdrawn_at = row_int(r, i, "withdrawn_at"),
		.withdrawn_by = row_text(r, i, "withdrawn_by"),
		.withdrawn_why = row_text(r, i, "withdrawn_why"),
		.allow_popups = row_int(r, i, "allow_popups"),
		.allow_hosts = row_text(r, i, "allow_hosts"),
		.shared = row_int(r, i, "shared"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.version = {
			.id = row_text(r, i, "version_id"),
			.module_id = row_text(r, i, "id"),
			.number = row_int(r, i, "number"),
			.standard = row_text(r, i, "standard"),
			.bytes = row_int(r, i, "bytes"),
			.units = row_int(r, i, "units"),
		},
	};
}

enum err module_by_id(struct db *db, const char *id, struct module *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MODULE_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no module '%s'", id);
	module_read(&r, 0, out);
	return OK;
}

static enum err module_slice(struct db *db, const char *const *ids, size_t n,
			     struct module *out)
{
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_MODULE_SOME, NULL, ids, n)))
		return e;
	for (size_t i = 0; i < r.count; i++)
		module_read(&r, i, &out[several_place(ids, n,
						      row_text(&r, i, "id"))]);
	return OK;
}

enum err module_some(struct db *db, const char *const *ids, size_t n,
		     struct module **out)
{
	enum err e = OK;

	*out = arena_array(db_arena(db), struct module, n);
	for (size_t i = 0; i < n && !e; i += SEVERAL_MOST)
		e = module_slice(db, ids + i, several_size(n - i), *out + i);
	return e;
}

enum err module_add(struct db *db, const struct module *m)
{
	return db_run(db, NULL, SQL_MODULE_ADD,
		      ARGS(arg_text(m->id), arg_text(m->agency_id),
			   arg_text(m->owner_id), arg_text(m->title),
			   arg_text(m->description),
			   arg_text(module_state_name(m->state)),
			   arg_int(m->created_at), arg_int(m->shared)));
}

enum err module_change(struct db *db, const struct module *m)
{
	return db_run(db, NULL, SQL_MODULE_CHANGE,
		      ARGS(arg_text(m->id),
			   arg_text(module_state_name(m->state)),
			   arg_int(m->allow_popups), arg_text(m->allow_hosts),
			   arg_int(m->updated_at)));
}

enum err module_describe(struct db *db, const struct module *m)
{
	return db_run(db, NULL, SQL_MODULE_DESCRIBE,
		      ARGS(arg_text(m->id), arg_text(m->title),
			   arg_text(m->description),
			   arg_text(topic_name(m->topic)), arg_int(m->jp),
			   arg_int(m->minutes), arg_text(m->contact),
			   arg_text(m->legal_basis), arg_text(m->review_by),
			   arg_text(m->picture_alt), arg_int(m->updated_at)));
}

enum err module_picture(struct db *db, const struct module *m)
{
	return db_run(db, NULL, SQL_MODULE_PICTURE,
		      ARGS(arg_text(m->id), arg_text(m->picture),
			   arg_text(m->picture_type),
			   arg_int(m->picture_bytes), arg_int(m->updated_at)));
}

enum err picture_by_blob(struct db *db, const char *blob, const char **type)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_PICTURE_BY_BLOB, ARGS(arg_text(blob)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no picture '%s'", blob);
	*type = row_text(&r, 0, "picture_type");
	return OK;
}

enum err module_set_version(struct db *db, const char *id,
			    const char *version_id, int64_t now)
{
	return db_run(db, NULL, SQL_MODULE_SET_VERSION,
		      ARGS(arg_text(id), arg_text(version_id), arg_int(now)));
}

enum err module_publish(struct db *db, const char *id, const char *version_id,
			int64_t now)
{
	return db_run(db, NULL, SQL_MODULE_PUBLISH,
		      ARGS(arg_text(id), arg_text(version_id), arg_int(now)));
}

enum err version_add(struct db *db, struct version *v)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_NEXT,
			ARGS(arg_text(v->module_id)))))
		return e;
	v->number = row_int(&r, 0, "number");
	return db_run(db, NULL, SQL_VERSION_ADD,
		      ARGS(arg_text(v->id), arg_text(v->module_id),
			   arg_int(v->number), arg_text(v->standard),
			   arg_text(v->title), arg_int(v->bytes),
			   arg_int(v->files), arg_int(v->units),
			   arg_text(v->tree), arg_text(v->report),
			   arg_text(v->digest), arg_text(v->created_by),
			   arg_int(v->created_at),
			   arg_text(v->about ? v->about : "{}")));
}

enum err version_by_digest(struct db *db, const char *digest,
			   const char *agency_id, struct version *out)
{
	struct rows r;
	enum err e;

	*out = (struct version){ .id = NULL };
	if ((e = db_run(db, &r, SQL_VERSION_BY_DIGEST,
			ARGS(arg_text(digest), arg_text(agency_id)))))
		return e;
	if (r.count)
		*out = (struct version){
			.id = row_text(&r, 0, "id"),
			.module_id = row_text(&r, 0, "module_id"),
			.number = row_int(&r, 0, "number"),
		};
	return OK;
}

enum err version_by_id(struct db *db, const char *id, struct version *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no version '%s'", id);
	*out = (struct version){
		.id = row_text(&r, 0, "id"),
		.module_id = row_text(&r, 0, "module_id"),
		.number = row_int(&r, 0, "number"),
		.standard = row_text(&r, 0, "standard"),
		.title = row_text(&r, 0, "title"),
		.bytes = row_int(&r, 0, "bytes"),
		.files = row_int(&r, 0, "files"),
		.units = row_int(&r, 0, "units"),
		.tree = row_text(&r, 0, "tree"),
		.report = row_text(&r, 0, "report"),
		.created_at = row_int(&r, 0, "created_at"),
	};
	return OK;
}

enum err version_needed(struct db *db, const char *id, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_NEEDED, ARGS(arg_text(id)))))
		return e;
	*out = r.count ? (size_t)row_int(&r, 0, "units") : 0;
	return OK;
}

static enum err read_use(struct db *db, const char *id,
			 struct version_use *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_USE, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no version '%s'", id);
	*out = (struct version_use){
		.module_id = row_text(&r, 0, "module_id"),
		.allow_popups = row_int(&r, 0, "allow_popups"),
		.allow_hosts = row_text(&r, 0, "allow_hosts"),
		.stopped = version_stopped(row_int(&r, 0, "withdrawn_at"),
					   row_int(&r, 0, "created_at"))
			? row_text(&r, 0, "withdrawn_why") : NULL,
	};
	return OK;
}

enum err version_file_add(struct db *db, const char *version_id,
			  const struct version_file *f)
{
	return db_run(db, NULL, SQL_VERSION_FILE_ADD,
		      ARGS(arg_text(version_id), arg_text(f->path),
			   arg_text(f->blob), arg_int(f->size),
			   arg_text(f->media_type)));
}

enum err version_file_count(struct db *db, const char *version_id, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_FILE_COUNT,
			ARGS(arg_text(version_id)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err version_file_drop(struct db *db, const char *version_id, bool *more)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_FILE_DROP,
			ARGS(arg_text(version_id)))))
		return e;
	*more = r.count > 0;
	return OK;
}

enum err version_file_strays(struct db *db, const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_FILE_STRAYS, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "version_id");
	return OK;
}

static enum err read_files(struct db *db, const char *version_id,
			   struct version_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_FILES, ARGS(arg_text(version_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct version_file){
			.path = row_text(&r, i, "path"),
			.blob = row_text(&r, i, "blob"),
			.size = row_int(&r, i, "size"),
			.media_type = row_text(&r, i, "media_type"),
		};
	return OK;
}

enum err version_index(struct db *db, struct arena *mem, const char *id,
		       struct version_use *use, struct version_file **files,
		       size_t *n)
{
	struct arena *before = db_lend(db, mem);
	enum err e = read_use(db, id, use);

	if (!e)
		e = read_files(db, id, files, n);
	db_lend(db, before);
	return e;
}

static void unit_read(const struct rows *r, size_t i, struct unit *out)
{
	*out = (struct unit){
		.id = row_text(r, i, "id"),
		.version_id = row_text(r, i, "version_id"),
		.position = row_int(r, i, "position"),
		.ident = row_text(r, i, "ident"),
		.title = row_text(r, i, "title"),
		.kind = row_text(r, i, "kind"),
		.href = row_text(r, i, "href"),
		.bytes = row_int(r, i, "bytes"),
		.launch = row_text(r, i, "launch"),
		.optional = !row_int(r, i, "required"),
		.unscored = !row_int(r, i, "scored"),
	};
}

enum err unit_add(struct db *db, const struct unit *u)
{
	return db_run(db, NULL, SQL_UNIT_ADD,
		      ARGS(arg_text(u->id), arg_text(u->version_id),
			   arg_int(u->position), arg_text(u->ident),
			   arg_text(u->title), arg_text(u->kind),
			   arg_text(u->href), arg_int(u->bytes),
			   arg_text(u->launch), arg_int(!u->optional),
			   arg_int(!u->unscored)));
}

enum err unit_by_id(struct db *db, const char *id, struct unit *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UNIT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no unit '%s'", id);
	unit_read(&r, 0, out);
	return OK;
}

static enum err unit_slice(struct db *db, const char *const *ids, size_t n,
			   struct unit *out)
{
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_UNIT_SOME, NULL, ids, n)))
		return e;
	for (size_t i = 0; i < r.count; i++)
		unit_read(&r, i, &out[several_place(ids, n,
						    row_text(&r, i, "id"))]);
	return OK;
}

enum err unit_some(struct db *db, const char *const *ids, size_t n,
		   struct unit **out)
{
	enum err e = OK;

	*out = arena_array(db_arena(db), struct unit, n);
	for (size_t i = 0; i < n && !e; i += SEVERAL_MOST)
		e = unit_slice(db, ids + i, several_size(n - i), *out + i);
	return e;
}

enum err unit_list(struct db *db, const char *version_id, struct unit **out,
		   size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UNIT_LIST, ARGS(arg_text(version_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct unit, r.count);
	for (size_t i = 0; i < r.count; i++)
		unit_read(&r, i, &(*out)[i]);
	return OK;
}

static enum err unit_list_slice(struct db *db, const char *const *versions,
				size_t n, struct unit_set *out)
{
	struct unit *all;
	struct rows r;
	enum err e;

	if ((e = several_run(db, &r, SQL_UNIT_LIST_SOME, NULL, versions, n)))
		return e;
	all = arena_array(db_arena(db), struct unit, r.count);
	for (size_t i = 0; i < r.count; i++) {
		struct unit_set *set;

		unit_read(&r, i, &all[i]);
		set = &out[several_place(versions, n, all[i].version_id)];
		if (!set->n++)
			set->units = &all[i];
	}
	return OK;
}

enum err unit_list_some(struct db *db, const char *const *versions, size_t n,
			struct unit_set **out)
{
	enum err e = OK;

	*out = arena_array(db_arena(db), struct unit_set, n);
	for (size_t i = 0; i < n && !e; i += SEVERAL_MOST)
		e = unit_list_slice(db, versions + i, several_size(n - i),
				    *out + i);
	return e;
}

enum err blob_types(struct db *db, const char *after, size_t most,
		    struct version_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BLOB_TYPES,
			ARGS(arg_text(after), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct version_file){
			.blob = row_text(&r, i, "blob"),
			.size = row_int(&r, i, "size"),
			.media_type = row_text(&r, i, "media_type"),
		};
	return OK;
}

enum err blob_page(struct db *db, const char *after, size_t most,
		   struct version_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BLOB_PAGE,
			ARGS(arg_text(after), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct version_file){
			.blob = row_text(&r, i, "blob"),
			.size = row_int(&r, i, "size"),
		};
	return OK;
}
