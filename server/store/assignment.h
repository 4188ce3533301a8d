/*
 * What people and teams hand in. Every handing-in is a row that stays; the
 * newest counts. Results live in the handle's arena.
 */
#ifndef STORE_ASSIGNMENT_H
#define STORE_ASSIGNMENT_H

#include "db/db.h"
#include "domain/assignment.h"

struct submission {
	const char *id;
	const char *activity_id, *batch_id;
	const char *person_id, *team_id;	/* one of the two; the other NULL */
	const char *owner_name;			/* of the person, or the team */
	const char *agency_id;			/* of the batch; by_id only */
	int64_t number;				/* 1 and up */
	const char *by_id, *by_name;		/* who wrote last */
	enum submission_state state;
	const char *words;
	int64_t revision;
	int64_t updated_at, handed_at;
	const char *marks;			/* JSON, a number for each line; NULL */
	struct measure points, most;
	const char *comment;
	const char *marked_by, *marker_name;	/* NULL */
	int64_t marked_at;			/* 0: nobody has */
};

/* Of one person or one team, of which the other is NULL; the newest first. */
enum err submission_list(struct db *, const char *batch_id,
			 const char *activity_id, const char *person_id,
			 const char *team_id, struct submission **out,
			 size_t *n);
enum err submission_by_id(struct db *, const char *id, struct submission *out);

/* A draft: owner, number, by_id, words; its id and revision are made here. */
enum err submission_add(struct db *, struct submission *, int64_t now);

/*
 * These are of the revision in `s`, which becomes the next one. ERR_CONFLICT when
 * somebody was there before: nothing is changed then.
 */
enum err submission_write(struct db *, struct submission *s, int64_t now);
enum err submission_hand(struct db *, struct submission *s, int64_t now);

/* State, marks, points, most, comment and marked_by are as in `s`. */
enum err submission_judge(struct db *, struct submission *s, int64_t now);

struct submission_file {
	int64_t place;			/* 1 and up; does not change */
	const char *name, *blob, *media_type;
	int64_t bytes;
};

enum err submission_files(struct db *, const char *submission_id,
			  struct submission_file **out, size_t *n);
enum err submission_file_add(struct db *, const char *submission_id,
			     const struct submission_file *);
enum err submission_file_remove(struct db *, const char *submission_id,
				int64_t place);

/* The new one begins with what the other had. */
enum err submission_file_copy(struct db *, const char *from, const char *to);

/* What waits for a marker. */
struct submission_line {
	const char *id, *owner_name, *title, *batch_name, *programme_title;
	int64_t number, handed_at;
	bool team;
};

/* Of an agency, "" all; the oldest first. */
enum err submission_waiting(struct db *, const char *agency_id, size_t from,
			    size_t most, struct submission_line **out,
			    size_t *n, int64_t *total);

/* ---- Teams ------------------------------------------------------------- */

struct team {
	const char *id, *name;		/* id NULL: none */
	bool handed;			/* it has handed something in; of a list */
};

struct team_member {
	const char *person_id, *name;
	const char *enrolment_id;	/* of team_people */
	const char *team_id;		/* of team_everybody; NULL: none */
};

enum err team_of_person(struct db *, const char *batch_id,
			const char *activity_id, const char *person_id,
			struct team *out);
enum err team_people(struct db *, const char *team_id,
		     struct team_member **out, size_t *n);
enum err team_list(struct db *, const char *batch_id, const char *activity_id,
		   struct team **out, size_t *n);

/* All who take part in the batch, by name. */
enum err team_everybody(struct db *, const char *batch_id,
			const char *activity_id, struct team_member **out,
			size_t *n);

/* Its name and its people, these and no others; id NULL: made here. */
enum err team_put(struct db *, const char *batch_id, const char *activity_id,
		  struct team *, const char *const *people, size_t n,
		  int64_t now);

/* One that has handed nothing in; its draft goes with it. */
enum err team_drop(struct db *, const char *id);

#endif
