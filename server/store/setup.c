#include "store/setup.h"

#include "store/queries.h"

enum err setup_count(struct db *db, struct setup_counts *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SETUP_COUNTS, NO_ARGS)))
		return e;
	*out = (struct setup_counts){
		.people = row_int(&r, 0, "people"),
		.modules = row_int(&r, 0, "modules"),
	};
	return OK;
}
