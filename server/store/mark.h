/*
 * What questions of a sitting were given, by the grader or by people; and what
 * one person is granted besides. Results live in the handle's arena.
 */
#ifndef STORE_MARK_H
#define STORE_MARK_H

#include "db/db.h"
#include "domain/sitting.h"

/* In place of what was there at its place. */
enum err mark_put(struct db *, const struct sitting_mark *);

/* As the questions were asked. */
enum err mark_list(struct db *, const char *sitting_id,
		   struct sitting_mark **out, size_t *n);

/* Write down what a person gave: rubric, comment, marked_by and marked_at. */
enum err mark_note(struct db *, const struct sitting_mark *);

/* What waits for a person. */
struct mark_line {
	const char *sitting_id, *question;
	const char *module_id, *module_title, *unit_ident, *unit_title;
	double most;
	int64_t ended_at;
};

/* The oldest first. `agency_id` is whose modules, NULL: all; `module_id` the
   same. `total` is how many there are. */
enum err mark_queue(struct db *, const char *agency_id, const char *module_id,
		    size_t most, struct mark_line **out, size_t *n,
		    int64_t *total);

/* Its id is made here. */
enum err leave_add(struct db *, const char *module_id,
		   const struct leave_given *);

/* The one that counts; person_id NULL when there is none. */
enum err leave_get(struct db *, const char *module_id, const char *ident,
		   const char *person_id, struct leave_given *out);
enum err leave_list(struct db *, const char *module_id, size_t most,
		    struct leave_given **out, size_t *n);

#endif
