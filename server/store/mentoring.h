/*
 * Pairs of mentor and mentee, and the notes that the two read. Results live in
 * the handle's arena.
 */
#ifndef STORE_MENTORING_H
#define STORE_MENTORING_H

#include "db/db.h"
#include "domain/mentoring.h"

/* Its id is made here and told. */
enum err mentoring_add(struct db *, struct mentoring *, const char *by_id);

/* ERR_NOT_FOUND without it. */
enum err mentoring_by_id(struct db *, const char *id, struct mentoring *out);

/* Do these two go on as that already? */
enum err mentoring_goes_on(struct db *, const struct mentoring *, bool *out);

/* `agency_id` "" is every agency; `state` "going", "ended" or "" for both;
   `like` is a pattern for names and topic. */
struct mentoring_filter {
	const char *agency_id, *state, *like;
};
enum err mentoring_count(struct db *, const struct mentoring_filter *,
			 size_t *out);
/* The newest first. */
enum err mentoring_page(struct db *, const struct mentoring_filter *,
			size_t skip, size_t most, struct mentoring **out,
			size_t *n);

/* Those that somebody is one of the two of; what goes on first. */
enum err mentoring_of_person(struct db *, const char *person_id, size_t most,
			     struct mentoring **out, size_t *n);

enum err mentoring_end(struct db *, const char *id, int64_t now);

struct mentoring_note {
	const char *id, *mentoring_id, *day;
	int64_t minutes;
	const char *words, *next_step;
	const char *by_id, *by_name;
	int64_t at;
};

/* Its id is made here and told. */
enum err mentoring_note_add(struct db *, struct mentoring_note *);

/* The latest day first. */
enum err mentoring_notes(struct db *, const char *mentoring_id, size_t most,
			 struct mentoring_note **out, size_t *n);

#endif
