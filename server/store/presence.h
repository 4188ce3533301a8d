/*
 * Who was there, as rows: checks, what speaks for somebody, what it amounts to.
 * Results live in the handle's arena.
 */
#ifndef STORE_PRESENCE_H
#define STORE_PRESENCE_H

#include "db/db.h"
#include "domain/presence.h"

struct presence_check_row {
	const char *id;
	bool moment;		/* else the door */
	int number;
	int64_t opens_at, closes_at;
};

/* `id` is made here; one of that number that is there stays as it is. */
enum err presence_check_add(struct db *, const char *event_id,
			    const struct presence_check_row *,
			    const char *by_id, int64_t now);

/* In order of their numbers. */
enum err presence_check_list(struct db *, const char *event_id,
			     struct presence_check_row **out, size_t *n);

/* It closes now, unless it did before. */
enum err presence_check_close(struct db *, const char *event_id, int number,
			      int64_t now);

struct presence_entry {
	struct presence_row row;
	const char *once;	/* NULL: as often as one likes */
	int64_t shown_at;	/* of a code */
	const char *reason;
	const char *by_id;	/* NULL: the person's own */
	const char *origin;
	/* Only read. */
	const char *person_id, *name, *by_name;
	int check;		/* its number; -1 without */
};

/* `added` is false when it was there before; row.id and row.at are filled in. */
enum err presence_add(struct db *, const char *event_id, const char *person_id,
		      struct presence_entry *, int64_t now, bool *added);

/* In the order they came. */
enum err presence_of_person(struct db *, const char *event_id,
			    const char *person_id,
			    struct presence_entry **out, size_t *n);

/* What people changed, the newest first. */
enum err presence_corrections(struct db *, const char *event_id, size_t most,
			      struct presence_entry **out, size_t *n);

/* Codes that were given; `names` are of the people, in the same order. */
enum err presence_marks(struct db *, const char *event_id, size_t most,
			struct presence_mark **out, const char ***names,
			size_t *n);

/* The rows that lines of a file from place `from` up to `until` have made. */
struct presence_made {
	const char *id, *person_id;
};
enum err presence_of_file(struct db *, const char *event_id,
			  const char *file_id, int64_t from, int64_t until,
			  struct presence_made **out, size_t *n);

/* The rule of an event, with the minutes that it takes. */
enum err presence_rule_get(struct db *, const char *event_id,
			   struct presence_rule *out);

/* What follows from its seats is to be seen to anew. */
enum err presence_rule_put(struct db *, const char *event_id,
			   const struct presence_rule *, int64_t now);

struct presence_seat {
	const char *person_id, *name, *agency;
	const char *email, *nip;	/* NULL: not known */
	bool guest;
	int64_t registered_at, joined_at, survey_at;
	struct presence_sum sum;	/* `present` as it was last settled */
};

/* All who are registered, in their order. */
enum err presence_seats(struct db *, const char *event_id, size_t most,
			struct presence_seat **out, size_t *n);

enum err presence_seat_put(struct db *, const char *event_id,
			   const char *person_id, const struct presence_sum *);

/* Those behind `after`, by person: id and sum alone. */
enum err presence_seat_piece(struct db *, const char *event_id,
			     const char *after, size_t most,
			     struct presence_seat **out, size_t *n);
enum err presence_seat_present(struct db *, const char *event_id,
			       const char *person_id, bool present);

/* Events that are over and not yet seen to, 50 at most. */
enum err presence_due(struct db *, int64_t now, const char ***out, size_t *n);
enum err presence_settled(struct db *, const char *event_id);

/* By its short code; ERR_NOT_FOUND. */
enum err presence_event_by_code(struct db *, const char *code,
				const char **event_id);

#endif
