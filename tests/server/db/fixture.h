/* A schema small enough for the tests of the layer below the store. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <stdio.h>

#include "check.h"
#include "databases.h"
#include "db/db.h"
#include "db/migrate.h"

enum { ENTRY_ADD, ENTRY_PUT, ENTRY_GET, ENTRY_COUNT, ENTRY_SUM, ENTRY_CHANGE,
       CHILD_ADD, FIXTURE_QUERIES };

static const struct query fixture_queries[] = {
	[ENTRY_ADD] = { "entry_add",
		"INSERT INTO entry (id, value, score, body)"
		" VALUES ($1, $2, $3, $4)", 4 },
	[ENTRY_PUT] = { "entry_put",
		"INSERT INTO entry (id, value, score, body)"
		" VALUES ($1, $2, NULL, $3)"
		" ON CONFLICT (id) DO UPDATE"
		" SET value = excluded.value, body = excluded.body", 3 },
	[ENTRY_GET] = { "entry_get",
		"SELECT id, value, score, body FROM entry WHERE id = $1", 1 },
	[ENTRY_COUNT] = { "entry_count", "SELECT count(*) AS n FROM entry", 0 },
	[ENTRY_SUM] = { "entry_sum", "SELECT sum(value) AS n FROM entry", 0 },
	[ENTRY_CHANGE] = { "entry_change",
		"UPDATE entry SET value = $2 WHERE id = $1", 2 },
	[CHILD_ADD] = { "child_add",
		"INSERT INTO child (id, entry_id) VALUES ($1, $2)", 2 },
};

static const struct migration fixture_steps[] = {
	{ 1, "begin",
	  "CREATE TABLE entry (id TEXT PRIMARY KEY, value BIGINT,"
	  " score DOUBLE PRECISION, body TEXT CHECK (body <> 'no'));"
	  "CREATE TABLE child (id TEXT PRIMARY KEY, entry_id TEXT NOT NULL"
	  " REFERENCES entry (id) ON DELETE CASCADE"
	  " DEFERRABLE INITIALLY DEFERRED);" },
};

static const struct catalogue fixture = {
	fixture_queries, FIXTURE_QUERIES, fixture_steps, 1,
};

static inline enum err entry_add(struct db *db, const char *id, int64_t value,
				 const char *body)
{
	return db_run(db, NULL, ENTRY_ADD, ARGS(arg_text(id), arg_int(value),
						arg_null(), arg_text(body)));
}

/* -1 when it is not there. */
static inline int64_t entry_value(struct db *db, const char *id)
{
	struct rows r;

	if (db_run(db, &r, ENTRY_GET, ARGS(arg_text(id))) || !r.count)
		return -1;
	return row_int(&r, 0, "value");
}

static inline int64_t entry_count(struct db *db)
{
	struct rows r;

	if (db_run(db, &r, ENTRY_COUNT, NO_ARGS))
		return -1;
	return row_int(&r, 0, "n");
}

static inline struct db *fixture_open(const char *url, struct arena *mem)
{
	struct db *db;

	if (db_migrate(url, &fixture) || db_open(url, &fixture, mem, &db)) {
		printf("not ok - %s: %s\n", url, fail_reason());
		exit(1);
	}
	return db;
}

#endif
