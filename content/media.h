/*
 * What a file is, by the end of its name: the only thing an archive tells.
 */
#ifndef CONTENT_MEDIA_H
#define CONTENT_MEDIA_H

#include <stdbool.h>

/*
 * The media type as it goes into Content-Type. Text has no charset when the
 * file may say its own (HTML, CSS and XML do, scripts and JSON are UTF-8).
 * "application/octet-stream" when the ending is not known. Static.
 */
const char *media_type(const char *path);

/* Is it worth a compressed form? */
bool media_compressible(const char *type);

/* Pages a browser shows by itself: HTML and XHTML. */
bool media_page(const char *type);

#endif
