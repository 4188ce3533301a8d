#include "store/draft.h"

#include "store/queries.h"

static struct draft draft_read(const struct rows *r, size_t i)
{
	return (struct draft){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.module_id = row_text(r, i, "module_id"),
		.import_id = row_text(r, i, "import_id"),
		.title = row_text(r, i, "title"),
		.revision = row_int(r, i, "revision"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.updated_by = row_text(r, i, "updated_by"),
	};
}

enum err draft_page(struct db *db, const char *agency_id, struct draft **out,
		    size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DRAFT_PAGE,
			ARGS(arg_text(agency_id), arg_int(DRAFTS_MOST)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct draft, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = draft_read(&r, i);
	return OK;
}

enum err draft_by_id(struct db *db, const char *id, struct draft *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DRAFT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no draft '%s'", id);
	*out = draft_read(&r, 0);
	return OK;
}

enum err draft_of_module(struct db *db, const char *module_id, const char **id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DRAFT_OF_MODULE,
			ARGS(arg_text(module_id)))))
		return e;
	*id = r.count ? row_text(&r, 0, "id") : NULL;
	return OK;
}

enum err draft_count(struct db *db, const char *agency_id, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DRAFT_COUNT, ARGS(arg_text(agency_id)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err draft_add(struct db *db, const struct draft *d, const char *person_id)
{
	return db_run(db, NULL, SQL_DRAFT_ADD,
		      ARGS(arg_text(d->id), arg_text(d->agency_id),
			   arg_text(d->module_id), arg_text(d->title),
			   arg_int(d->created_at), arg_text(person_id)));
}

enum err draft_remove(struct db *db, const char *id)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_DRAFT_FILES_REMOVE, ARGS(arg_text(id)))))
		return e;
	return db_run(db, NULL, SQL_DRAFT_REMOVE, ARGS(arg_text(id)));
}

enum err draft_change(struct db *db, const char *id, const char *title,
		      const char *person_id, int64_t now, int64_t *revision)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DRAFT_CHANGE,
			ARGS(arg_text(id), arg_text(title), arg_int(now),
			     arg_text(person_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no draft '%s'", id);
	*revision = row_int(&r, 0, "revision");
	return OK;
}

enum err draft_set_import(struct db *db, const char *id, const char *import_id)
{
	return db_run(db, NULL, SQL_DRAFT_SET_IMPORT,
		      ARGS(arg_text(id), arg_text(import_id)));
}

static struct draft_file file_read(const struct rows *r, size_t i, bool words)
{
	return (struct draft_file){
		.path = row_text(r, i, "path"),
		.text = words ? row_text(r, i, "words") : NULL,
		.blob = row_text(r, i, "blob"),
		.size = row_int(r, i, "size"),
		.revision = row_int(r, i, "revision"),
	};
}

static enum err files(struct db *db, const char *id, bool words,
		      struct draft_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, words ? SQL_DRAFT_FILE_TEXTS
				      : SQL_DRAFT_FILE_LIST,
			ARGS(arg_text(id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct draft_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = file_read(&r, i, words);
	return OK;
}

enum err draft_file_list(struct db *db, const char *id, struct draft_file **out,
			 size_t *n)
{
	return files(db, id, false, out, n);
}

enum err draft_file_texts(struct db *db, const char *id,
			  struct draft_file **out, size_t *n)
{
	return files(db, id, true, out, n);
}

enum err draft_file_get(struct db *db, const char *id, const char *path,
			struct draft_file *out)
{
	struct rows r;
	enum err e;

	*out = (struct draft_file){ .path = NULL };
	if ((e = db_run(db, &r, SQL_DRAFT_FILE_GET,
			ARGS(arg_text(id), arg_text(path)))) || r.count == 0)
		return e;
	*out = file_read(&r, 0, true);
	return OK;
}

enum err draft_file_sum(struct db *db, const char *id, const char *but,
			size_t *n, int64_t *bytes, int64_t *texts)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DRAFT_FILE_SUM,
			ARGS(arg_text(id), arg_text(but)))))
		return e;
	*n = (size_t)row_int(&r, 0, "n");
	*bytes = row_int(&r, 0, "bytes");
	*texts = row_int(&r, 0, "texts");
	return OK;
}

enum err draft_file_put(struct db *db, const char *id,
			const struct draft_file *f)
{
	return db_run(db, NULL, SQL_DRAFT_FILE_PUT,
		      ARGS(arg_text(id), arg_text(f->path), arg_text(f->text),
			   arg_text(f->blob), arg_int(f->size),
			   arg_int(f->revision)));
}

enum err draft_file_remove(struct db *db, const char *id, const char *path)
{
	return db_run(db, NULL, SQL_DRAFT_FILE_REMOVE,
		      ARGS(arg_text(id), arg_text(path)));
}

enum err draft_media_carry(struct db *db, const char *id,
			   const char *version_id)
{
	return db_run(db, NULL, SQL_DRAFT_MEDIA_CARRY,
		      ARGS(arg_text(id), arg_text(version_id)));
}
