#include "store/native.h"

#include "store/queries.h"

enum err unit_definition_add(struct db *db, const char *unit_id,
			     const char *definition)
{
	return db_run(db, NULL, SQL_UNIT_DEFINITION_ADD,
		      ARGS(arg_text(unit_id), arg_text(definition)));
}

enum err unit_definition_get(struct db *db, const char *unit_id,
			     const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_UNIT_DEFINITION_GET,
			ARGS(arg_text(unit_id)))))
		return e;
	*out = r.count ? row_text(&r, 0, "definition") : NULL;
	return OK;
}

enum err version_source_add(struct db *db, const char *version_id,
			    const struct version_file *f)
{
	return db_run(db, NULL, SQL_VERSION_SOURCE_ADD,
		      ARGS(arg_text(version_id), arg_text(f->path),
			   arg_text(f->blob), arg_int(f->size)));
}

enum err version_source_list(struct db *db, const char *version_id,
			     struct version_file **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_SOURCE_LIST,
			ARGS(arg_text(version_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct version_file, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct version_file){
			.path = row_text(&r, i, "path"),
			.blob = row_text(&r, i, "blob"),
			.size = row_int(&r, i, "size"),
		};
	return OK;
}

enum err version_about(struct db *db, const char *version_id, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_VERSION_ABOUT, ARGS(arg_text(version_id)))))
		return e;
	if (!r.count)
		return fail(ERR_NOT_FOUND, "no version '%s'", version_id);
	*out = row_text(&r, 0, "about");
	return OK;
}

enum err module_by_ident(struct db *db, const char *agency_id,
			 const char *ident, const char **id)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_MODULE_BY_IDENT,
			ARGS(arg_text(agency_id), arg_text(ident)))))
		return e;
	*id = r.count ? row_text(&r, 0, "id") : NULL;
	return OK;
}

enum err module_set_ident(struct db *db, const char *id, const char *ident)
{
	return db_run(db, NULL, SQL_MODULE_SET_IDENT,
		      ARGS(arg_text(id), arg_text(ident)));
}

enum err agency_token_list(struct db *db, const char *agency_id,
			   struct agency_token **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_AGENCY_TOKEN_LIST,
			ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct agency_token, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct agency_token){
			row_text(&r, i, "name"), row_text(&r, i, "value")
		};
	return OK;
}

enum err agency_token_put(struct db *db, const char *agency_id,
			  const struct agency_token *t)
{
	return db_run(db, NULL, SQL_AGENCY_TOKEN_PUT,
		      ARGS(arg_text(agency_id), arg_text(t->name),
			   arg_text(t->value)));
}

enum err agency_token_remove(struct db *db, const char *agency_id,
			     const char *name)
{
	return db_run(db, NULL, SQL_AGENCY_TOKEN_REMOVE,
		      ARGS(arg_text(agency_id), arg_text(name)));
}

enum err token_modules(struct db *db, const char *agency_id,
		       struct token_module **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_TOKEN_MODULES, ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct token_module, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct token_module){
			.id = row_text(&r, i, "id"),
			.title = row_text(&r, i, "title"),
			.about = row_text(&r, i, "about"),
		};
	return OK;
}
