/*
 * Modules, their immutable versions, and what is in a version: units and files.
 * Results live in the handle's arena.
 */
#ifndef STORE_MODULE_H
#define STORE_MODULE_H

#include "db/db.h"
#include "domain/module.h"

enum err module_by_id(struct db *, const char *id, struct module *out);

/* One for each of `ids`, in their order; id NULL where there is no such. */
enum err module_some(struct db *, const char *const *ids, size_t n,
		     struct module **out);

enum err module_add(struct db *, const struct module *);

/* State and what its packages may do beyond the sandbox. */
enum err module_change(struct db *, const struct module *);

/* What the short form says, but for the picture itself. */
enum err module_describe(struct db *, const struct module *);

/* Its picture, type and size; the blob is in the store already. */
enum err module_picture(struct db *, const struct module *);

/* Of what type is this picture that some module has, or would have once that is
   approved? ERR_NOT_FOUND. */
enum err picture_by_blob(struct db *, const char *blob, const char **type);

/*
 * Those who start from now on get this version. Its title becomes the module's
 * unless an author has written another one; all else they said stays.
 */
enum err module_set_version(struct db *, const char *id,
			    const char *version_id, int64_t now);

/* The same, and learners see it from now on; title and description stay. */
enum err module_publish(struct db *, const char *id, const char *version_id,
			int64_t now);

/* Fills in version->number. */
enum err version_add(struct db *, struct version *);

/* The same files imported before by that agency; id NULL when they are new. */
enum err version_by_digest(struct db *, const char *digest,
			   const char *agency_id, struct version *out);
/* ERR_NOT_FOUND also when it was removed. */
enum err version_by_id(struct db *, const char *id, struct version *out);

/* How many units the whole waits for. */
enum err version_needed(struct db *, const char *id, size_t *out);

/* What serving a version's files depends on. */
struct version_use {
	const char *module_id;
	bool allow_popups;
	const char *allow_hosts;
	const char *stopped;	/* why it was withdrawn; NULL: it was not */
};

/* All of it at once, kept in `mem` for as long as the caller likes. */
enum err version_index(struct db *, struct arena *mem, const char *id,
		       struct version_use *use, struct version_file **files,
		       size_t *n);

/*
 * The files of a version may be there before the version, which is not to be
 * seen until then: thousands of rows in one write would keep others waiting.
 */
enum err version_file_add(struct db *, const char *version_id,
			  const struct version_file *);
enum err version_file_count(struct db *, const char *version_id, size_t *out);

/* Some hundreds of them; `more`: there were any. */
enum err version_file_drop(struct db *, const char *version_id, bool *more);

/* A hundred versions at most that have files and are not there. */
enum err version_file_strays(struct db *, const char ***out, size_t *n);

enum err unit_add(struct db *, const struct unit *);
enum err unit_by_id(struct db *, const char *id, struct unit *out);

/* One for each of `ids`, in their order, `launch` left empty; id NULL where
   `ids` has NULL or what is not there. */
enum err unit_some(struct db *, const char *const *ids, size_t n,
		   struct unit **out);

/* In the order of the outline, `launch` left empty. */
enum err unit_list(struct db *, const char *version_id, struct unit **out,
		   size_t *n);

struct unit_set {
	struct unit *units;		/* as by unit_list */
	size_t n;
};

/* Of each of the versions, no two of which are the same, in their order. */
enum err unit_list_some(struct db *, const char *const *versions, size_t n,
			struct unit_set **out);

/* Every blob that a version or a picture needs, in order of name, after `after`. */
enum err blob_page(struct db *, const char *after, size_t most,
		   struct version_file **out, size_t *n);

/* Of them those that may be worth compressing, with their types. */
enum err blob_types(struct db *, const char *after, size_t most,
		    struct version_file **out, size_t *n);

#endif
