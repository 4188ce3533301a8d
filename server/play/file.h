/*
 * The content origin: files of packages, and the frame that plays them.
 *
 * Here stranger's script runs, so every answer carries the policy that keeps it
 * in; nothing here reads a cookie.
 */
#ifndef PLAY_FILE_H
#define PLAY_FILE_H

#include "http/http.h"

/* GET /c/{token}/{path*}: a file of the version that the token names. */
handler content_file;

/* GET /~balai/{path*}: the frame's own script and style. */
handler frame_asset;

/* What every answer on this origin says; `about` may be NULL. */
struct package_about;
void content_guard(struct request *, struct response *,
		   const struct package_about *);

#endif
