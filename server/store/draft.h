/*
 * Drafts and their files. Results live in the handle's arena.
 */
#ifndef STORE_DRAFT_H
#define STORE_DRAFT_H

#include "db/db.h"
#include "domain/draft.h"

/* The agency's drafts, the one changed last first. */
enum err draft_page(struct db *, const char *agency_id, struct draft **out,
		    size_t *n);
/* ERR_NOT_FOUND. */
enum err draft_by_id(struct db *, const char *id, struct draft *out);
/* NULL when there is none. */
enum err draft_of_module(struct db *, const char *module_id, const char **id);
enum err draft_count(struct db *, const char *agency_id, size_t *out);

/* Its revision is 1, and so is that of the files it begins with. */
enum err draft_add(struct db *, const struct draft *, const char *person_id);
enum err draft_remove(struct db *, const char *id);

/* A change of its files; `revision` is what the change is numbered. */
enum err draft_change(struct db *, const char *id, const char *title,
		      const char *person_id, int64_t now, int64_t *revision);
enum err draft_set_import(struct db *, const char *id, const char *import_id);

/* In order of their paths, without or with the words of the texts. */
enum err draft_file_list(struct db *, const char *id, struct draft_file **out,
			 size_t *n);
enum err draft_file_texts(struct db *, const char *id, struct draft_file **out,
			  size_t *n);
/* path NULL in `out` when there is none. */
enum err draft_file_get(struct db *, const char *id, const char *path,
			struct draft_file *out);
/* How many files it has, and their bytes, but for that one. */
enum err draft_file_sum(struct db *, const char *id, const char *but,
			size_t *n, int64_t *bytes, int64_t *texts);
enum err draft_file_put(struct db *, const char *id, const struct draft_file *);
enum err draft_file_remove(struct db *, const char *id, const char *path);

/* The media that a version was made of. */
enum err draft_media_carry(struct db *, const char *id, const char *version_id);

#endif
