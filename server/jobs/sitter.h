/*
 * Sittings whose time is over end, though nobody looks at them; and what was
 * corrected goes on being graded anew.
 */
#ifndef JOBS_SITTER_H
#define JOBS_SITTER_H

#include "serve.h"

enum err sitter_open(struct server *, struct sitter **out);
void sitter_close(struct sitter *);

/* There may be something to grade anew. NULL is nobody. */
void sitter_wake(struct sitter *);

#endif
