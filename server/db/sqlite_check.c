#include "db/sqlite.h"

#include <string.h>

#include "db/sqlite_seal.h"

/* Its own words have line breaks in them. */
static void say_line(struct db *db, const char *text, db_found *found,
		     void *context)
{
	char *line = arena_copy(db->mem, text, strlen(text));

	for (char *p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	found(context, line);
}

/*
 * The first column of each row, but for "ok". What stops it, other than that
 * nobody may look, is found too: pages that make no sense, a disk that errs.
 */
static enum err say_rows(struct db *db, const char *sql, db_found *found,
			 void *context)
{
	sqlite3_stmt *st;
	int rc = sqlite3_prepare_v2(db->conn, sql, -1, &st, NULL);
	const char *text;
	enum err e;

	while (!rc && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		rc = SQLITE_OK;
		text = (const char *)sqlite3_column_text(st, 0);
		if (text && strcmp(text, "ok"))
			say_line(db, text, found, context);
	}
	sqlite3_finalize(st);
	if (rc == SQLITE_DONE)
		return OK;
	if ((e = sqlite_code(db->conn, rc)) != ERR_STORAGE &&
	    e != ERR_INTERNAL)
		return sqlite_fail(db->conn, "verify");
	found(context, sqlite3_errmsg(db->conn));
	return OK;
}

static void count_found(void *context, const char *what)
{
	(void)what;
	++*(size_t *)context;
}

/* The tables that are not in order, for who must know what is touched. */
static enum err say_tables(struct db *db, db_found *found, void *context)
{
	sqlite3_stmt *st;
	enum err e = OK;

	if (sqlite3_prepare_v2(db->conn, "SELECT name FROM sqlite_schema"
			       " WHERE type = 'table' ORDER BY name", -1, &st,
			       NULL))
		return OK;	/* then it has been said already */
	while (!e && sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		size_t faults = 0;

		e = say_rows(db, arena_format(db->mem,
				"PRAGMA integrity_check(\"%s\")", name),
			     count_found, &faults);
		if (faults)
			found(context, arena_format(db->mem,
						    "table %s", name));
	}
	sqlite3_finalize(st);
	return e;
}

struct relay {
	db_found *found;
	void *context;
	size_t n;
};

static void pass_on(void *context, const char *what)
{
	struct relay *r = context;

	r->n++;
	r->found(r->context, what);
}

enum err sqlite_verify(struct db *db, db_found *found, void *context)
{
	struct relay r = { found, context, 0 };
	enum err e;

	seal_verify(db->conn, found, context);
	if ((e = say_rows(db, "PRAGMA integrity_check(20)", pass_on, &r)))
		return e;
	if (r.n)
		return say_tables(db, found, context);
	return say_rows(db,
		"SELECT 'row ' || coalesce(rowid, '') || ' of ' || \"table\" ||"
		" ' refers to no ' || parent FROM pragma_foreign_key_check"
		" LIMIT 20", found, context);
}
