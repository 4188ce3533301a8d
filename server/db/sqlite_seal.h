/*
 * A sum in every page of the database's file.
 *
 * SQLite trusts its disk: of a bit that turns over in a learner's answer it
 * knows nothing. Pages of our files end in 8 bytes that SQLite leaves alone
 * (the reserved bytes of its header), and there we put the SipHash of the page
 * and its place whenever one is written home from the log: in a checkpoint,
 * beside the commits, not in them. Reading costs nothing more; `balai check`
 * compares. Other programs read such a file as any; what they write has no sum,
 * and is found by the check.
 *
 * The log needs none: its frames have sums of SQLite's own.
 */
#ifndef DB_SQLITE_SEAL_H
#define DB_SQLITE_SEAL_H

#include <sqlite3.h>

#include "db/db.h"

/* For every file that this program opens from here on; once is enough. */
enum err seal_begin(void);

/* A file that is still empty is to have room for sums. */
void seal_room(sqlite3 *);

/*
 * Read the file through and call `found` for pages (20 at most) that are not as
 * they were written; other programs may go on writing. A file without sums is
 * passed over.
 */
void seal_verify(sqlite3 *, db_found *, void *context);

#endif
