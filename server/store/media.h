/*
 * Captions and smaller forms of units. Results live in the handle's arena.
 */
#ifndef STORE_MEDIA_H
#define STORE_MEDIA_H

#include "db/db.h"
#include "domain/media.h"

/* In the order of languages. */
enum err caption_list(struct db *, const char *unit_id,
		      struct caption_line **out, size_t *n);

/* The one of its language, in place of any other; person_id may be NULL. */
enum err caption_put(struct db *, const char *unit_id,
		     const struct caption_line *, const char *person_id);

/* ERR_NOT_FOUND when there is none of that language. */
enum err caption_remove(struct db *, const char *unit_id, const char *lang);

/* The captions of the newest version before this one that has any. */
struct caption_before {
	const char *unit_id;		/* NULL: none has */
	int64_t number;			/* of that version */
};
enum err caption_before(struct db *, const struct version *,
			struct caption_before *out);

/* Give this unit what the other one has in languages that it lacks. */
enum err caption_carry(struct db *, const char *from_unit, const char *to_unit,
		       const char *person_id, int64_t now);

enum err form_list(struct db *, const char *unit_id, struct media_form **out,
		   size_t *n);

/* It is to be made. */
enum err form_add(struct db *, const char *unit_id, const char *name,
		  int64_t now);

/* Those that failed wait again. */
enum err form_retry(struct db *, const char *unit_id, int64_t now);

/* What is to be made next, and of what. */
struct form_due {
	struct media_form form;		/* unit_id NULL: nothing is */
	const char *module_id;
	const char *blob, *type;	/* of the original */
	int64_t bytes;
	const char *launch;		/* the unit's, as JSON */
};
enum err form_next(struct db *, struct form_due *out);

/* One more, or one fewer, time it was begun. */
enum err form_tried(struct db *, const char *unit_id, const char *name,
		    int64_t tries);

/* State, reason, blob, size, type and moment. */
enum err form_settle(struct db *, const struct media_form *);

#endif
