/*
 * The schema's numbered steps, taken at start.
 *
 * Each step is one transaction that ends by writing its number, so a server
 * killed half way begins again at the step it was in.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

/*
 * Bring the database to the newest step of `c`. Before the first step over a
 * database that already holds some, an SQLite file is copied (consistently, by
 * the backup API, synced) to PATH.before-NNNN, NNNN the first new step; an
 * existing copy is kept.
 * ERR_CONFLICT when the database has steps that this program does not know:
 * fail_reason() says which and that a newer Balai wrote it.
 * Two programs starting at once take the steps once. The log has one line for
 * the journey ("database.steps", from and to), one for a step that fails, and
 * with --verbose each step.
 */
enum err db_migrate(const char *url, const struct catalogue *);

#endif
