/*
 * An archive becomes a version of a module: read, stored, entered.
 *
 * All or nothing: a refusal leaves no row and no blob behind. The rows of the
 * files are entered first, a few at a time, since others wait for the writer;
 * nobody sees them before one transaction enters the version that they are of.
 */
#ifndef JOBS_PUBLISH_H
#define JOBS_PUBLISH_H

#include <stdbool.h>

#include "package.h"
#include "serve.h"

struct publish_order {
	int fd;				/* the archive; its offset moves */
	const char *name;		/* of the file */
	const char *agency_id;
	const char *person_id;		/* NULL: the command line */
	const char *module_id;		/* a new version of it; NULL: a new module */
	bool publish;			/* learners get it at once */
	bool follow;			/* a module of ours whose id the agency has
					   already becomes a new version of it,
					   where the person may edit that */
	struct package_options options;
};

struct publish_result {
	const char *module_id, *version_id;
	int64_t number;
	bool known;			/* the very same files were there already */
	struct package package;
};

/*
 * What lives long is in `mem`. On ERR_INVALID and its like `fault` says why; it
 * is FAULT_NONE when the error is ours (database, disk).
 */
enum err publish_archive(struct server *, struct arena *mem,
			 const struct publish_order *,
			 struct publish_result *out, struct fault *fault);

/* Drop the files that were entered for a version that was not, a few at a time. */
enum err publish_stray_drop(struct pool *, struct arena *,
			    const char *version_id);

/* All that is wrong with a module of ours, in both languages; a new reference to
   a list of {"code","file","line","warning","id","en"}. */
json_t *publish_details_json(const struct fault *);

/* The report as JSON, with sentences in `lang`; a new reference. */
json_t *publish_report_json(struct arena *mem, const struct package *,
			    enum lang lang);

#endif
