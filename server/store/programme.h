/*
 * Programmes, their steps, and their runs: batches. Results live in the
 * handle's arena.
 *
 * The rows of steps are called activity. One that was removed while people were
 * enrolled stays as a row with removed_at, since what they did names it.
 */
#ifndef STORE_PROGRAMME_H
#define STORE_PROGRAMME_H

#include "db/db.h"
#include "domain/programme.h"

struct programme {
	const char *id;
	const char *agency_id, *agency_name;
	const char *owner_id, *owner_name;	/* NULL: nobody any more */
	const char *title, *purpose, *methods, *about;
	const char *mode;		/* "online", "in-person", "blended" */
	const char *state;		/* "draft", "published", "closed" */
	struct programme_rule rule;
	int64_t jp;			/* hundredths */
	const char *paper;		/* "", "completion", "pass" */
	const char *competency;		/* "technical", "managerial", "social" */
	int64_t training_kind;		/* jenisDiklatId of SIASN */
	int64_t revision;
	int64_t created_at, updated_at;
	/* When read: */
	size_t steps, batches;
	int64_t enrolled;		/* in all its batches, not withdrawn */
};

/* "" is any. */
struct programme_filter {
	const char *agency_id, *state;
	const char *like;		/* of the title, and a batch's name:
					   store/like.h */
};

/* The one changed last first. */
enum err programme_page(struct db *, const struct programme_filter *,
			size_t from, size_t most, struct programme **out,
			size_t *n);
enum err programme_count(struct db *, const struct programme_filter *,
			 size_t *out);
enum err programme_by_id(struct db *, const char *id, struct programme *out);

/* Its id and revision are made here. */
enum err programme_add(struct db *, struct programme *);

/* All it says, its state too; its revision goes up in `p`. */
enum err programme_change_row(struct db *, struct programme *p, int64_t now);

/* In order, without those removed; how somebody stands is all STEP_NEW. */
enum err step_list(struct db *, const char *programme_id, struct step **out,
		   size_t *n);

/*
 * These are the steps now: those with an id stay, the others get one, and what
 * is not among them is removed.
 */
enum err step_replace(struct db *, const char *programme_id, struct step *,
		      size_t n, int64_t now);

/* Ids of published modules of an agency, by title. */
enum err step_modules(struct db *, const char *agency_id, size_t most,
		      const char ***out, size_t *n);

struct batch {
	const char *id;
	const char *programme_id, *agency_id;
	const char *name;
	int64_t starts_at, ends_at;
	bool self_enrol;
	int64_t enrol_until;		/* 0: until it ends */
	int64_t capacity;		/* 0: as many as like */
	const char *state;		/* "open", "closed", "cancelled" */
	int64_t enrolled, begun, completed;
	const char *created_by;
	int64_t created_at, updated_at;
	/* When read: */
	const char *programme_title, *programme_state;
	int64_t jp;			/* hundredths, of the programme */
};

/* Of a programme, the newest first. */
enum err batch_list(struct db *, const char *programme_id, struct batch **out,
		    size_t *n);

/* Of an agency ("" all), the one that ends last first; `state` "" is any. */
enum err batch_page(struct db *, const struct programme_filter *, size_t from,
		    size_t most, struct batch **out, size_t *n);
enum err batch_count(struct db *, const struct programme_filter *, size_t *out);

/*
 * Where people of that agency may enrol themselves now, and this one has not:
 * of published programmes, open, with room.
 */
enum err batch_offers(struct db *, const char *agency_id, const char *person_id,
		      int64_t now, size_t most, struct batch **out, size_t *n);
enum err batch_by_id(struct db *, const char *id, struct batch *out);

/* Its id is made here. */
enum err batch_add(struct db *, struct batch *);

/* Name, dates, self-enrolment and state; counts are enrolment.h's. */
enum err batch_change(struct db *, const struct batch *, int64_t now);

/* Which event a step of the batch is. */
struct batch_event {
	const char *activity_id, *event_id;
	/* When read: */
	const char *title, *kind, *state, *place;
	int64_t starts_at, ends_at;
	const char *zone;
	int64_t registered, present;	/* batch_event_seats() counts them */
};

enum err batch_event_list(struct db *, const char *batch_id,
			  struct batch_event **out, size_t *n);

/* Count the seats of those who take part: as many rows as there are of them. */
enum err batch_event_seats(struct db *, const char *batch_id,
			   struct batch_event *, size_t n);

/* Ids of those that are published and not over. */
enum err batch_event_coming(struct db *, const char *batch_id, int64_t now,
			    const char ***out, size_t *n);

/* `event_id` NULL: none (any more). */
enum err batch_event_put(struct db *, const char *batch_id,
			 const char *activity_id, const char *event_id);

#endif
