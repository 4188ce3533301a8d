/*
 * What takes long to count is told again for a minute, with the moment when it
 * was counted: figures of an agency, and pages of them for everybody.
 */
#ifndef API_FIGURES_KEPT_H
#define API_FIGURES_KEPT_H

#include "http/http.h"

#define KEPT_MS 60000

/*
 * As it was kept, in the request's arena; NULL when it is to be counted. `what`
 * names the figures and lives for ever; `id` is whose they are ("" of all), and
 * `year` of when, or 0.
 */
const char *kept_text(struct request *, const char *what, const char *id,
		      int64_t year);

/* What was counted, as text in the arena, and kept in the place of what is
   oldest; what is too large is not kept. */
enum err kept_put(struct request *, const char *what, const char *id,
		  int64_t year, const json_t *counted, const char **text);

/* Answer 200 with such a text. */
enum err kept_respond(struct response *, const char *text);

#endif
