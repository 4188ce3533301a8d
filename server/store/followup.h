/*
 * What is asked of an action plan, and what was answered. Results live in the
 * handle's arena.
 */
#ifndef STORE_FOLLOWUP_H
#define STORE_FOLLOWUP_H

#include "db/db.h"
#include "domain/followup.h"

struct followup {
	const char *id, *plan_id;
	struct followup_kind kind;
	const char *recipient;		/* "" the learner, or nobody yet */
	int64_t due_at;
	int64_t epoch;			/* links of an earlier one are void */
	int64_t expires_at;
	int64_t letters;		/* to this recipient */
	int64_t next_at;		/* of the next letter; 0: none */
	int64_t first_sent_at;		/* 0: nobody was asked yet */
	int64_t answered_at;		/* 0: not */
	const char *answers;		/* JSON, or NULL */
};

/* plan_id, kind, recipient, due_at, expires_at and next_at; of what there is
   already nothing changes. */
enum err followup_add(struct db *, const struct followup *, int64_t now);

/* ERR_NOT_FOUND. */
enum err followup_by_id(struct db *, const char *id, struct followup *out);

/* Of at most SEVERAL_MOST plans, together by plan, by day and role. */
enum err followup_of_plans(struct db *, const char *const *plans, size_t nplans,
			   struct followup **out, size_t *n);

/* Whose next letter is due. `learners`: and no letter can be sent now, so of
   others only those whose time is over. */
enum err followup_due_list(struct db *, int64_t now, bool learners, size_t most,
			   struct followup **out, size_t *n);

/* A letter more; `done` is false when another was written meanwhile, or it was
   answered or given to somebody else. */
enum err followup_written(struct db *, const struct followup *,
			  int64_t next_at, int64_t now, bool *done);

/* Once: `done` is false when it was answered before, or its link is void. */
enum err followup_answered(struct db *, const struct followup *,
			   const char *answers, const char *gist, int64_t now,
			   bool *done);

/* recipient, letters and next_at of `f`, and another epoch. */
enum err followup_set(struct db *, const struct followup *);
enum err followup_set_next(struct db *, const char *id, int64_t next_at);

/* No more letters of that plan; of that person's other plans for its source. */
enum err followup_quiet(struct db *, const char *plan_id);
enum err followup_quiet_before(struct db *, const char *person_id,
			       const char *source, const char *source_id,
			       const char *plan_id);

/* ---- Numbers ------------------------------------------------------------- */

/* Of a batch; else of a source, and of one version of it; else of an agency's
   modules and programmes. NULL where it is not asked for. */
struct followup_scope {
	const char *agency_id, *source, *source_id, *version_id, *batch_id;
};

struct followup_rate {
	struct followup_kind kind;
	int64_t asked, answered;
};
enum err followup_rates(struct db *, const struct followup_scope *,
			struct followup_rate **out, size_t *n);

/* So many answers with those choices; none that five others do not hide, see
   the query. A rate of a version is not there: only what was answered. */
struct followup_told {
	struct followup_kind kind;
	const char *gist;
	int64_t n;
};
enum err followup_told(struct db *, const struct followup_scope *,
		       struct followup_told **out, size_t *n);

#endif
