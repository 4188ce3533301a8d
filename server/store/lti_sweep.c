#include "store/lti_sweep.h"

#include "store/queries.h"

enum err lti_sweep_due(struct db *db, int64_t now, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_LTI_SWEEP_DUE, ARGS(arg_int(now)))))
		return e;
	*out = row_int(&r, 0, "due");
	return OK;
}

enum err lti_sweep(struct db *db, int64_t now)
{
	static const unsigned all[] = {
		SQL_LTI_SWEEP_LOGIN, SQL_LTI_SWEEP_PENDING,
		SQL_LTI_SWEEP_ACCESS, SQL_LTI_SWEEP_ONCE,
		SQL_LTI_SWEEP_EVENT, SQL_LTI_SWEEP_LAUNCH,
	};
	enum err e = OK;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all) && !e; i++)
		e = db_run(db, NULL, all[i], ARGS(arg_int(now)));
	return e;
}
