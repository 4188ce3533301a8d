/*
 * What every subcommand that touches data begins with: the folder, the
 * database at its newest schema, the blobs, the keys.
 */
#ifndef PARTS_H
#define PARTS_H

#include "config.h"
#include "serve.h"

/*
 * Open all that `server` has but the importer, which only `balai serve` runs;
 * the web client's absence is no failure. `config` must live as long.
 */
enum err parts_open(const struct config *config, struct server *out);
void parts_close(struct server *);

#endif
