/*
 * What the files of the SQLite driver share. Not for those outside db/.
 */
#ifndef DB_SQLITE_H
#define DB_SQLITE_H

#include <sqlite3.h>

#include "db/driver.h"

/* How long another program's write, or its recovery, is waited for. */
#define SQLITE_BUSY_MS 5000

/* What a result means to callers; `rc` may be an extended one. */
enum err sqlite_code(sqlite3 *, int rc);

/* The connection's last error, for the log, behind `what` it happened to. */
enum err sqlite_fail(sqlite3 *, const char *what);

/* db_driver.verify: our sums of the pages, SQLite's own check, references. */
enum err sqlite_verify(struct db *, db_found *, void *context);

/* db_driver.copy. Nothing for a database in memory, or that was copied already. */
enum err sqlite_copy(struct db *, const char *suffix);

#endif
