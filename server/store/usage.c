#include "store/usage.h"

#include "store/queries.h"

enum err usage_get(struct db *db, const char *person_id, const char *module_id,
		   int64_t *out)
{
	struct rows r;
	enum err e;

	*out = 0;
	if ((e = db_run(db, &r, SQL_USAGE_GET,
			ARGS(arg_text(person_id), arg_text(module_id)))))
		return e;
	if (r.count)
		*out = row_int(&r, 0, "bytes");
	return OK;
}

enum err usage_add(struct db *db, const char *person_id, const char *module_id,
		   int64_t bytes)
{
	return bytes ? db_run(db, NULL, SQL_USAGE_ADD,
			      ARGS(arg_text(person_id), arg_text(module_id),
				   arg_int(bytes))) : OK;
}
