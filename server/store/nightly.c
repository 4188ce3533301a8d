#include "store/nightly.h"

#include "store/queries.h"

enum err nightly_get(struct db *db, const char *part, struct nightly_row *out)
{
	struct rows r;
	enum err e;

	*out = (struct nightly_row){ .part = part, .reached = "" };
	if ((e = db_run(db, &r, SQL_NIGHTLY_GET, ARGS(arg_text(part)))) ||
	    r.count == 0)
		return e;
	out->reached = row_text(&r, 0, "reached");
	out->began_at = row_int(&r, 0, "began_at");
	out->done_at = row_int(&r, 0, "done_at");
	out->took_ms = row_int(&r, 0, "took_ms");
	return OK;
}

enum err nightly_put(struct db *db, const struct nightly_row *row)
{
	return db_run(db, NULL, SQL_NIGHTLY_PUT,
		      ARGS(arg_text(row->part), arg_text(row->reached),
			   arg_int(row->began_at), arg_int(row->done_at),
			   arg_int(row->took_ms)));
}
