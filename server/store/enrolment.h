/*
 * Who takes part in a batch, and how they stand in each step. Results live in
 * the handle's arena.
 *
 * A batch counts its enrolments (enrolled, begun, completed; who withdrew is in
 * none of them): whatever changes one here changes those in the same write.
 */
#ifndef STORE_ENROLMENT_H
#define STORE_ENROLMENT_H

#include "db/db.h"
#include "store/programme.h"

struct enrolment {
	const char *id;
	const char *batch_id, *person_id;
	const char *unit_id;		/* where they worked; NULL: nowhere */
	const char *how;		/* "person", "unit", "job", "roster", "self" */
	const char *by_id;
	int64_t at;
	const char *state;		/* "active", "withdrawn", "completed" */
	int64_t progress;		/* percent */
	int64_t begun_at, completed_at, withdrawn_at;	/* 0: not */
	enum success passed;
	int64_t until;			/* a deadline of their own; 0: none */
	/* Of a list: */
	const char *person_name, *person_nip, *unit_name;
	bool late;			/* in a required step */
};

/* id NULL in `out` when that person was never in that batch. */
enum err enrolment_of(struct db *, const char *batch_id, const char *person_id,
		      struct enrolment *out);
enum err enrolment_by_id(struct db *, const char *id, struct enrolment *out);

/*
 * person_id, unit_id, how, by_id and at of `en`. Who is in already stays as they
 * are, and id is NULL then; who withdrew is in again. How they stand is found
 * out later: it is due.
 */
enum err enrolment_add(struct db *, struct enrolment *en);

/* State, progress, moments and passed from `before` on; no more due. */
enum err enrolment_put(struct db *, const struct enrolment *before,
		       const struct enrolment *after);
enum err enrolment_withdraw(struct db *, const struct enrolment *, int64_t now);

/* 0: the batch's own. */
enum err enrolment_set_until(struct db *, const char *id, int64_t until);

/* Find out anew how all of a programme stand who have not completed it, or not
   passed; or all of one batch. */
enum err enrolment_due_programme(struct db *, const char *programme_id);
enum err enrolment_due_batch(struct db *, const char *batch_id);

/* Ids of those that are due. */
enum err enrolment_due(struct db *, size_t most, const char ***out, size_t *n);

/* Fill in how they stand in those steps. */
enum err step_read_states(struct db *, const char *enrolment_id, struct step *,
			  size_t n);
enum err step_state_put(struct db *, const char *enrolment_id,
			const struct step *);
enum err step_state_drop(struct db *, const char *enrolment_id,
			 const char *activity_id);

/* "" is any; withdrawn ones only where the state asks for them. */
struct enrolment_filter {
	const char *batch_id;
	const char *state;	/* "waiting" not begun, "going", "late",
				   "completed", "withdrawn" */
	const char *unit_id;
	const char *like;	/* of the name: store/like.h */
	int64_t now;
};

/* By name. */
enum err enrolment_page(struct db *, const struct enrolment_filter *,
			size_t from, size_t most, struct enrolment **out,
			size_t *n);
enum err enrolment_count(struct db *, const struct enrolment_filter *,
			 size_t *out);

/* What somebody takes part in, with its batch; the one that ends first first,
   those completed last. */
struct enrolment_mine {
	struct enrolment enrolment;
	struct batch batch;
};

enum err enrolment_of_person(struct db *, const char *person_id, size_t most,
			     struct enrolment_mine **out, size_t *n);

/* Whom one may enrol at once: people with accounts that are not disabled. */
struct candidate {
	const char *person_id, *unit_id;
	const char *name;
	bool enrolled;		/* already, and has not withdrawn */
};

/* Who works there now, or in a unit below it; in that job; who they are. Of that
   agency. At most `most`. */
enum err candidate_of_unit(struct db *, const char *batch_id,
			   const char *agency_id, const char *unit_id,
			   size_t most, struct candidate **out, size_t *n);
enum err candidate_of_job(struct db *, const char *batch_id,
			  const char *agency_id, const char *job_id,
			  size_t most, struct candidate **out, size_t *n);
enum err candidate_of_ids(struct db *, const char *batch_id,
			  const char *agency_id, const char *const *ids,
			  size_t nids, struct candidate **out, size_t *n);

/* Enrolments of that person, open and with a step that is this module, or one
   of its units; with a step that is this event. */
enum err enrolment_by_module(struct db *, const char *person_id,
			     const char *module_id, const char ***out,
			     size_t *n);
enum err enrolment_by_event(struct db *, const char *person_id,
			    const char *event_id, const char ***out, size_t *n);

/* What somebody has achieved of a step's module, unit, or event in that batch. */
enum err news_of_module(struct db *, const char *person_id,
			const char *module_id, struct step_news **out,
			size_t *n);
enum err news_of_unit(struct db *, const char *person_id, const char *module_id,
		      const char *unit_ident, struct step_news **out, size_t *n);
enum err news_of_event(struct db *, const char *person_id, const char *batch_id,
		       const char *activity_id, struct step_news *out);

/* Plan and what became of it. */
struct batch_unit {
	const char *unit_id, *name;	/* NULL: of no unit */
	int64_t enrolled, begun, completed, late;
	double progress;		/* mean, percent */
};
struct batch_step {
	const char *activity_id;
	int64_t begun, waiting, done;
};

enum err batch_by_unit(struct db *, const char *batch_id, int64_t now,
		       struct batch_unit **out, size_t *n);
enum err batch_by_step(struct db *, const char *batch_id,
		       struct batch_step **out, size_t *n);

/* What a paper lists: each step with its JP in hundredths, 0 unknown. */
struct batch_subject {
	const char *title;
	int64_t jp;
};

enum err batch_subjects(struct db *, const char *batch_id,
			struct batch_subject **out, size_t *n);

/* Count anew what a batch counts, for tests. */
enum err batch_recount(struct db *, const char *batch_id, int64_t *enrolled,
		       int64_t *begun, int64_t *completed);

#endif
