#include "store/storage.h"

#include "store/queries.h"

enum err storage_modules(struct db *db, size_t most,
			 struct storage_module **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STORAGE_MODULES,
			ARGS(arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct storage_module, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct storage_module){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.state = row_text(&r, i, "state"),
			.agency_name = row_text(&r, i, "agency_name"),
			.bytes = row_int(&r, i, "bytes"),
		};
	return OK;
}

static enum kept kept_read(const struct rows *r, size_t i)
{
	return version_kept(row_int(r, i, "current"),
			    row_int(r, i, "attempts"), row_int(r, i, "asked"));
}

enum err storage_versions(struct db *db, struct storage_version **out,
			  size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STORAGE_VERSIONS, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct storage_version, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct storage_version){
			.id = row_text(&r, i, "id"),
			.module_id = row_text(&r, i, "module_id"),
			.number = row_int(&r, i, "number"),
			.bytes = row_int(&r, i, "bytes"),
			.files = row_int(&r, i, "files"),
			.created_at = row_int(&r, i, "created_at"),
			.attempts = row_int(&r, i, "attempts"),
			.own = row_int(&r, i, "own"),
			.kept = kept_read(&r, i),
		};
	return OK;
}

enum err storage_kept(struct db *db, const char *id, const char *module_id,
		      enum kept *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STORAGE_VERSION,
			ARGS(arg_text(id), arg_text(module_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no version %s", id);
	*out = kept_read(&r, 0);
	return OK;
}

enum err storage_blobs(struct db *db, const char *version_id,
		       const char ***out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STORAGE_BLOBS,
			ARGS(arg_text(version_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "blob");
	return OK;
}

enum err blob_needed(struct db *db, const char *blob, bool *out)
{
	struct rows r;
	enum err e = db_run(db, &r, SQL_BLOB_NEEDED, ARGS(arg_text(blob)));

	*out = e || r.count;
	return e;
}

enum err version_remove(struct db *db, const char *id, const char *person_id,
			int64_t now)
{
	/* In this order no reference is ever left hanging. */
	static const unsigned drops[] = {
		SQL_PREVIEW_DROP_NAMES, SQL_PREVIEW_DROP_STATEMENTS,
		SQL_PREVIEW_DROP_AU_RUNS, SQL_PREVIEW_DROP_AUS,
		SQL_PREVIEW_DROP_CHANGES, SQL_PREVIEW_DROP_MARKS,
		SQL_PREVIEW_DROP_SITTINGS,
		SQL_PREVIEW_DROP_PROGRESS, SQL_PREVIEW_DROP_RUNS,
		SQL_PREVIEW_DROP, SQL_VERSION_DROP_CAPTIONS,
		SQL_VERSION_DROP_FORMS, SQL_VERSION_DROP_DEFINITIONS,
		SQL_VERSION_DROP_SOURCES, SQL_VERSION_DROP_UNITS,
		SQL_VERSION_DROP_FILES,
	};
	enum err e = OK;

	for (size_t i = 0; i < sizeof(drops) / sizeof(*drops) && !e; i++)
		e = db_run(db, NULL, drops[i], ARGS(arg_text(id)));
	return e ? e : db_run(db, NULL, SQL_VERSION_REMOVE,
			      ARGS(arg_text(id), arg_int(now),
				   arg_text(person_id)));
}
