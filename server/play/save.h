/*
 * A saved item from a player becomes progress.
 *
 * An item is a full snapshot, numbered within its run: sent twice it counts
 * once, and one that comes late never takes away what a later one brought.
 */
#ifndef PLAY_SAVE_H
#define PLAY_SAVE_H

#include "http/http.h"

/*
 * POST of one item, on either origin. `save_check` reads the item and the run
 * token (X-Balai-Run, or Authorization: Bearer); without a token the session's
 * person must be the attempt's. `save_add` runs in the transaction.
 */
handler save_check, save_add;

#define ACTIVITY_MOST (512 << 10)	/* bytes of the activity tree's state */

#endif
