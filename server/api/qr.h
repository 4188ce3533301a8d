/* A QR code as what an SVG path draws. */
#ifndef API_QR_H
#define API_QR_H

#include <jansson.h>

#include "base/arena.h"

/*
 * {"size": modules along one side with the quiet zone of 4, "path": its dark
 * modules as "M4 4h7v1h-7z…"}: black on white, one unit a module. Error
 * correction M, as paper is folded. NULL when `text` is longer than a code holds.
 */
json_t *qr_json(struct arena *, const char *text);

#endif
