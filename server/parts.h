/*
 * What every subcommand that touches data begins with: the folder, the
 * database at its newest schema, the blobs, the keys.
 */
#ifndef PARTS_H
#define PARTS_H

#include "config.h"
#include "serve.h"

/* A file of the data folder while `balai restore` fills it. */
#define RESTORING "restoring"

/*
 * Open all that `server` has but the importer, which only `balai serve` runs;
 * the web client's absence is no failure. `config` must live as long.
 * ERR_CONFLICT while a restore of the folder has begun and not ended.
 */
enum err parts_open(const struct config *config, struct server *out);
void parts_close(struct server *);

#endif
