/*
 * What a version keeps of its package in the database: the tree of nodes and,
 * for each unit, what the run-time needs, both as JSON.
 */
#ifndef JOBS_OUTLINE_H
#define JOBS_OUTLINE_H

#include "domain/module.h"
#include "package.h"

/* The units of a package in the order of its outline, ready to be stored. */
struct outline {
	struct unit *units;
	const char **definitions;	/* of each unit, JSON; NULL: it has none */
	size_t nunits;
	const char *tree;	/* JSON: Tree of server/README.md, with bytes */
};

/* ERR_INTERNAL when the JSON cannot be made. */
enum err outline_make(struct arena *, const struct package *,
		      const char *version_id, int64_t now,
		      struct outline *out);

#endif
