#include "store/check.h"

#include <string.h>

#include "store/queries.h"

enum err check_blob_count(struct db *db, size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CHECK_BLOB_COUNT, NO_ARGS)))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err check_blob_uses(struct db *db, const char *blob, struct blob_use **out,
			 size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CHECK_BLOB_USES, ARGS(arg_text(blob)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct blob_use, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct blob_use){
			.title = row_text(&r, i, "title"),
			.number = row_int(&r, i, "number"),
			.path = row_text(&r, i, "path"),
		};
	return OK;
}

static enum check_kind kind_named(const char *name)
{
	static const char *const names[CHECK_KINDS] = {
		[CHECK_VERSION] = "version", [CHECK_MODULE] = "module",
		[CHECK_ATTEMPT] = "attempt", [CHECK_RUN] = "run",
		[CHECK_PROGRESS] = "progress", [CHECK_SITTING] = "sitting",
		[CHECK_IMPORT] = "import", [CHECK_BALLOTS] = "ballots",
	};
	int k = 0;

	while (k < CHECK_KINDS - 1 && strcmp(names[k], name))
		k++;
	return (enum check_kind)k;
}

enum err check_rows(struct db *db, struct check_row **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CHECK_ROWS, NO_ARGS)))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct check_row, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct check_row){
			.kind = kind_named(row_text(&r, i, "what")),
			.id = row_text(&r, i, "id"),
		};
	return OK;
}

enum err check_items(struct db *db, const char *after, struct check_text **out,
		     size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CHECK_ITEMS, ARGS(arg_text(after)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct check_text, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct check_text){
			.id = row_text(&r, i, "id"),
			.sequence = row_int(&r, i, "sequence"),
			.texts = { row_text(&r, i, "item") },
		};
	return OK;
}

/* Rows that have two texts, by the columns' names; NULL: they have one. */
static enum err check_pairs(struct db *db, unsigned query, const char *after,
			    const char *first, const char *second,
			    struct check_text **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(after)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct check_text, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct check_text){
			.id = row_text(&r, i, "id"),
			.texts = { row_text(&r, i, first),
				   second ? row_text(&r, i, second) : NULL },
		};
	return OK;
}

enum err check_versions(struct db *db, const char *after,
			struct check_text **out, size_t *n)
{
	return check_pairs(db, SQL_CHECK_VERSIONS, after, "tree", "report",
			   out, n);
}

enum err check_sittings(struct db *db, const char *after,
			struct check_text **out, size_t *n)
{
	return check_pairs(db, SQL_CHECK_SITTINGS, after, "paper",
			   "responses", out, n);
}

enum err check_forms(struct db *db, const char *after, struct check_text **out,
		     size_t *n)
{
	return check_pairs(db, SQL_CHECK_FORMS, after, "form", NULL, out, n);
}

enum err check_tallies(struct db *db, const char *after,
		       struct check_text **out, size_t *n)
{
	return check_pairs(db, SQL_CHECK_TALLIES, after, "tally", NULL, out, n);
}

enum err check_files(struct db *db, const char *id, struct check_file **out,
		     size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_CHECK_FILES, ARGS(arg_text(id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct check_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct check_file){
			.id = row_text(&r, i, "id"),
			.bytes = row_int(&r, i, "bytes"),
		};
	return OK;
}
