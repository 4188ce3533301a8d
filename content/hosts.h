/*
 * Which other hosts a page or a style sheet asks for: src, href and the like,
 * url(…) and @import with an http(s) address. A look, not a parser; the CSP is
 * what keeps a package in.
 */
#ifndef CONTENT_HOSTS_H
#define CONTENT_HOSTS_H

#include <stddef.h>

#include "base/arena.h"

struct hosts {
	struct arena *mem;
	const char **names;	/* lower case, sorted, each once */
	size_t count, most;	/* found; `names` has room for `most` */
};

/* Add those of `bytes` (`size` of them, and a NUL behind) until it is full. */
void hosts_scan(struct hosts *, const char *bytes, size_t size);

#endif
