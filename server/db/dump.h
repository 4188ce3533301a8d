/*
 * All rows of a database as text that either engine takes in again.
 *
 * A line of JSON each: first {"format":1,"steps":["begin",…]}, the steps of the
 * schema that were taken; then for each table {"table":"person","columns":[…]}
 * and an array a row; at the end {"rows":N}. A number with a point is a real
 * one. So a copy made on SQLite becomes a PostgreSQL database and the other way
 * round, and one made by an older Balai is brought to the newest step.
 */
#ifndef DB_DUMP_H
#define DB_DUMP_H

#include "db/db.h"

/* `line` ends with a NUL, has no newline, and is gone afterwards. */
typedef enum err dump_put(void *context, const char *line, size_t size);

/*
 * Every row as the transaction that `db` is in sees it: in one of DB_READ that
 * is one instant, whatever is written meanwhile. `rows` counts them.
 */
enum err db_dump(struct db *, dump_put *put, void *context, uint64_t *rows);

/* The next line, ended by a NUL; NULL after the last. It lives until the next. */
typedef enum err dump_next(void *context, const char **line);

/* Has the database that `url` names no table of any kind? A new file has none. */
enum err db_empty(const char *url, bool *out);

/*
 * Fill an empty database with what was dumped, and take the steps that `c` has
 * besides. All rows are one transaction; what was begun before it is an empty
 * schema. A table named in `without` (ends with NULL) stays empty. ERR_CONFLICT
 * when a newer Balai wrote it, ERR_INVALID when it is not what db_dump writes
 * or ends early.
 */
enum err db_load(const char *url, const struct catalogue *c,
		 const char *const *without, dump_next *next, void *context);

#endif
