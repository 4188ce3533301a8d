/*
 * The next page of a list, as a Link header names it (RFC 8288, rel="next"). A
 * server that we call says where the next page is; we follow it only to the same
 * origin, and whoever walks asks link_walk for an end of it.
 */
#ifndef LTI_LINK_HEADER_H
#define LTI_LINK_HEADER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define LINK_PAGES_MOST 50

enum link_next {
	LINK_END,		/* this was the last page */
	LINK_NEXT,		/* `out` is where the next is */
	LINK_STRANGE		/* it leads to another origin, is no address, was
				   there before, or there are too many pages */
};

/* The pages there have been. Start from { .npages = 0 }. */
struct link_walk {
	const char *pages[LINK_PAGES_MOST];
	size_t npages;
};

/*
 * The target of the first rel="next" of all Link headers in `headers`, lines as
 * they came; NULL without one. A target relative to `from` is made absolute; as
 * `mem` has it, whatever it leads to.
 */
const char *link_target(struct arena *mem, const char *headers,
			const char *from);

/* Where to go on after `from`, the page that was just read. */
enum link_next link_walk(struct arena *mem, struct link_walk *,
			 const char *headers, const char *from,
			 const char **out);

/* Scheme, host and port are the same, byte for byte but for their case? */
bool link_same_origin(const char *a, const char *b);

#endif
