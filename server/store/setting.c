#include "store/setting.h"

#include "store/queries.h"

enum err setting_get(struct db *db, const char *name, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SETTING_GET, ARGS(arg_text(name)))))
		return e;
	*out = r.count ? row_text(&r, 0, "value") : NULL;
	return OK;
}

enum err setting_put(struct db *db, const char *name, const char *value)
{
	return db_run(db, NULL, SQL_SETTING_PUT,
		      ARGS(arg_text(name), arg_text(value)));
}

enum err setting_begin(struct db *db, const char *name, const char *value,
		       const char **out)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_SETTING_BEGIN,
			ARGS(arg_text(name), arg_text(value)))))
		return e;
	return setting_get(db, name, out);
}
