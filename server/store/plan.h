/*
 * Action plans: what learners set out to do, and whom they named. Results live
 * in the handle's arena.
 */
#ifndef STORE_PLAN_H
#define STORE_PLAN_H

#include "db/db.h"

struct plan_contact {
	const char *name, *email;	/* "": nobody */
};

struct plan {
	const char *id;
	const char *person_id;
	const char *agency_id;		/* whose module or programme */
	const char *home_id;		/* the person's agency when it was made */
	const char *unit_id;		/* their unit then, or NULL */
	const char *source;		/* "module", "programme" */
	const char *source_id;
	const char *version_id;		/* of the module, or NULL */
	const char *batch_id;		/* of the programme, or NULL */
	const char *evidence;		/* the attempt, or the enrolment */
	const char *choice, *words;
	const char *by_day;		/* "2027-01-31", or "" */
	const char *asks;		/* JSON: domain/followup.h */
	const char *state;		/* "open", "done", "dropped" */
	int64_t completed_at;		/* 0: not yet */
	struct plan_contact superior, colleague;
	int64_t created_at, updated_at;
	/* Not written: */
	const char *title;		/* of module or programme */
	const char *person_name, *unit_name;
};

/* ERR_NOT_FOUND. */
enum err plan_by_id(struct db *, const char *id, struct plan *out);

/* id NULL: there is none. */
enum err plan_by_evidence(struct db *, const char *evidence, struct plan *out);

/* The newest first. */
enum err plan_of_person(struct db *, const char *person_id, size_t from,
			size_t most, struct plan **out, size_t *n);

/* Of a batch, else of a source, else of all of home_id's people. */
struct plan_filter {
	const char *home_id;		/* "" is any, with one of the others */
	const char *source, *source_id, *batch_id;	/* NULL: any */
	bool missing;			/* no superior is named */
};

/* The newest first. */
enum err plan_page(struct db *, const struct plan_filter *, size_t from,
		   size_t most, struct plan **out, size_t *n);

/*
 * Write it down, or, where that evidence has one, what was planned anew: choice,
 * words, by_day. Its id and completed_at are those of the row then.
 */
enum err plan_put(struct db *, struct plan *);

/* words, by_day, state and both contacts. */
enum err plan_change(struct db *, const struct plan *);

/* The days count from now on; `id` is NULL when there is no plan, or they
   counted before. */
enum err plan_complete_row(struct db *, const char *evidence, int64_t now,
			   const char **id);

/* Who plans. ERR_NOT_FOUND. */
struct plan_person {
	const char *agency_id, *name;
	const char *email;		/* also what a guest gave; NULL: none */
	const char *unit_id;		/* NULL: none */
	bool guest, disabled;
};
enum err plan_person(struct db *, const char *person_id,
		     struct plan_person *out);

/* Who supervises that unit or the nearest above it, and neither is that person
   nor has that e-mail; "" without one. */
enum err plan_superior(struct db *, const char *unit_id, const char *person_id,
		       const char *not_email, struct plan_contact *out);

/* ---- Addresses of others ------------------------------------------------- */

/* It is named (again): `times` so far, with this one. Forgets a stop. */
enum err plan_address_put(struct db *, const char *plan_id,
			  const char *address, int64_t now, int64_t *times);

/* How often that plan named it; 0: never. */
enum err plan_address_times(struct db *, const char *plan_id,
			    const char *address, int64_t *out);
enum err plan_address_stop(struct db *, const char *plan_id,
			   const char *address, int64_t now);

/* Have they said "not me" to a plan of this person? */
enum err plan_address_stopped(struct db *, const char *person_id,
			      const char *address, bool *out);

/* Have they said so, to any plan of that plan's person, since they were named for
   this one? */
enum err plan_address_silent(struct db *, const char *plan_id,
			     const char *address, bool *out);

/* How many others that person's plans have named since. */
enum err plan_address_recent(struct db *, const char *person_id,
			     const char *address, int64_t since,
			     int64_t *out);

#endif
