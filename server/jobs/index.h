/*
 * Reading the words of modules into the search, in the background.
 *
 * What is kept says of which moment of the module it is, so whatever changes a
 * module makes it due by itself, also in another process, and a stop in the
 * middle costs nothing but doing it again. Files are read again only when the
 * version is another one.
 */
#ifndef JOBS_INDEX_H
#define JOBS_INDEX_H

#include <stdbool.h>

#include "serve.h"

/*
 * Index every module that is due, in small transactions; stops early, with OK,
 * when `go_on` (NULL: always) says false. `done` counts them.
 */
enum err index_due(struct server *, bool (*go_on)(void *context),
		   void *context, size_t *done);

#endif
