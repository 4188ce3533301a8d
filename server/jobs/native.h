/*
 * What an import of our own format leaves in the database besides: definitions,
 * sources, and what module.json says of the module.
 */
#ifndef JOBS_NATIVE_H
#define JOBS_NATIVE_H

#include "db/db.h"
#include "domain/module.h"
#include "jobs/outline.h"
#include "package.h"

/* module.json without its parts, as it is kept with the version; "{}". */
const char *native_about(struct arena *, const struct package *);

/* Of a version that has just been entered, with its units. */
enum err native_enter(struct db *, const struct package *,
		      const struct outline *, const char *version_id);

/* A module that has just been added is called and described as module.json says. */
enum err native_describe(struct db *, const struct package *,
			 const char *module_id, int64_t now);

/*
 * A new version of a module: what nobody has changed since the version before
 * follows module.json.
 */
enum err native_follow(struct db *, const struct package *,
		       const char *module_id, int64_t now);

#endif
