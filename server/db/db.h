/*
 * One SQL text, two engines.
 *
 * Queries are written in the subset that SQLite and PostgreSQL share (see
 * store/README.md) with $1..$n for parameters, live in store/NAME.sql, and are
 * known to C by their enum. There is no way to run any other text.
 *
 * A result is whole rows, copied to the arena the handle was lent with: there
 * is nothing to step, finalize or free.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

/* One named statement; the tables of them are made from store/NAME.sql. */
struct query {
	const char *name, *sql;
	unsigned nargs;
};

/* One step of the schema, made from store/schema/NNNN_name.sql. */
struct migration {
	int number;		/* 1, 2, 3, … without a gap */
	const char *name, *sql;
};

/* All the SQL there is; store/ owns the only one. */
struct catalogue {
	const struct query *queries;
	size_t nqueries;
	const struct migration *migrations;
	size_t nmigrations;
};

/* The most bytes of one text; longer ones are refused with ERR_TOO_LARGE. */
#define DB_TEXT_MAX (16 << 20)

struct arg {
	enum { ARG_NULL, ARG_INT, ARG_REAL, ARG_TEXT } type;
	union { int64_t i; double d; const char *s; };
};

static inline struct arg arg_int(int64_t i)
{
	return (struct arg){ .type = ARG_INT, .i = i };
}

static inline struct arg arg_real(double d)
{
	return (struct arg){ .type = ARG_REAL, .d = d };
}

/* NULL text is SQL NULL. */
static inline struct arg arg_text(const char *s)
{
	return (struct arg){ .type = s ? ARG_TEXT : ARG_NULL, .s = s };
}

static inline struct arg arg_null(void)
{
	return (struct arg){ .type = ARG_NULL };
}

#define ARGS(...) \
	(const struct arg[]){ __VA_ARGS__ }, \
	sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg)
#define NO_ARGS NULL, 0

struct rows {
	size_t count, columns;
	const char **names;	/* columns */
	struct arg *cells;	/* count * columns, row by row */
};

/*
 * One connection. `url` is "sqlite:PATH" or "postgres:CONNINFO"; `mem` takes
 * the rows and may be changed later with db_lend. Not for two threads at once.
 */
enum err db_open(const char *url, const struct catalogue *, struct arena *mem,
		 struct db **out);
void db_close(struct db *);

/* From here on rows live in `mem`; returns the arena used before. */
struct arena *db_lend(struct db *, struct arena *mem);

/* Where rows live now, for what is made of them. */
struct arena *db_arena(struct db *);

/*
 * `out` may be NULL when the rows do not matter. After an error inside a
 * transaction the only thing left to do is to return it: PostgreSQL will
 * refuse everything but the rollback. Expected conflicts are therefore written
 * as ON CONFLICT in the query, not caught in C. ERR_FULL when the disk is,
 * ERR_BUSY when the whole transaction may simply be run again, ERR_CONFLICT
 * when a constraint says no, ERR_INVALID for text that is not UTF-8 and for
 * numbers that are not finite.
 */
enum err db_run(struct db *, struct rows *out, unsigned query,
		const struct arg *args, size_t nargs);

/* A read sees one instant of the database and can change nothing in it. */
enum db_mode { DB_READ, DB_WRITE };
enum err db_begin(struct db *, enum db_mode);

/* OK means on disk. A commit that fails has undone everything. */
enum err db_commit(struct db *);
void db_rollback(struct db *);

/* Does every query fit this schema on this engine? ERR_INTERNAL names the first
   that does not. It prepares them all, for as long as the handle lives. */
enum err db_check(struct db *);

/*
 * Read the whole database: is it what the engine wrote, and does every reference
 * lead somewhere? `found` is called for each fault, in the engine's own words;
 * an error is returned only when it could not be looked at. Outside a
 * transaction. SQLite: its integrity_check, and the tables it finds fault with.
 * PostgreSQL: every row is read (which finds bad pages where the cluster has
 * checksums), and its indexes by amcheck where that is installed and allowed.
 */
typedef void db_found(void *context, const char *what);
enum err db_verify(struct db *, db_found *found, void *context);

/* How many bytes it takes on the engine's disk. */
enum err db_size(struct db *, int64_t *out);

/* Several statements without parameters: migrations, and nothing else. */
enum err db_script(struct db *, const char *sql);

/*
 * By column name; asking for a column that the query lacks, or for one type
 * where another is, is a bug and stops the process. NULL is NULL, 0 and 0.0;
 * an integer may be read as a real.
 */
const char *row_text(const struct rows *, size_t row, const char *column);
int64_t row_int(const struct rows *, size_t row, const char *column);
double row_real(const struct rows *, size_t row, const char *column);
bool row_null(const struct rows *, size_t row, const char *column);

#endif
