/*
 * Attempts, runs and progress. Results live in the handle's arena.
 */
#ifndef STORE_ATTEMPT_H
#define STORE_ATTEMPT_H

#include "db/db.h"
#include "domain/attempt.h"

/* id NULL in `out` when the person has not begun the module. */
enum err attempt_latest(struct db *, const char *person_id,
			const char *module_id, struct attempt *out);

/* The same for each of `modules`, in their order. */
enum err attempt_latest_some(struct db *, const char *person_id,
			     const char *const *modules, size_t n,
			     struct attempt **out);
enum err attempt_by_id(struct db *, const char *id, struct attempt *out);

/* The latest attempt at each module, the one touched last first. */
enum err attempt_page(struct db *, const char *person_id, size_t most,
		      struct attempt **out, size_t *n);

/* All of a person's at a module, the newest first. */
enum err attempt_all(struct db *, const char *person_id, const char *module_id,
		     size_t most, struct attempt **out, size_t *n);

enum err attempt_add(struct db *, const struct attempt *);

/* The unit launched last. */
enum err attempt_touch(struct db *, const char *id, const char *unit_id,
		       int64_t now);

/* Say anew what the whole amounts to, from the progress of its units. A unit of
   cmi5 counts when it is satisfied. What follows from it is another's to see to:
   call settle_sum (training/settle.h). `linked`: the person has been launched by
   another system, which may want to know (training/passback.h). */
enum err attempt_sum(struct db *, const char *id, const char *version_id,
		     int64_t now, struct outcome *out, bool *linked);
enum err attempt_set_activity(struct db *, const char *id, const char *activity,
			      int64_t now);

/* This person's last look at the version; id NULL when there was none. */
enum err attempt_preview(struct db *, const char *person_id,
			 const char *module_id, const char *version_id,
			 struct attempt *out);
enum err attempt_preview_next(struct db *, const char *person_id,
			      const char *module_id, int64_t *number);

/*
 * Take the attempt, its runs and its progress to another version, whose units
 * have the same idents, and write that down. `out` is changed accordingly.
 * `activity` is where the learner stands in the new tree: JSON or "".
 */
enum err attempt_move(struct db *, struct attempt *out, const char *version_id,
		      const char *activity, int64_t now);

enum err run_add(struct db *, const struct run *);
enum err run_by_id(struct db *, const char *id, struct run *out);

/* The last item as it was sent, JSON; NULL when nothing was saved. */
enum err run_item(struct db *, const char *id, const char **out);

/* How many runs of an attempt began after that moment. */
enum err run_count(struct db *, const char *attempt_id, int64_t after,
		   size_t *out);

/* The package's data of a run that a newer one has taken the place of. */
enum err run_forget_item(struct db *, const char *id);

/* sequence, saved_at, time_ms and ended of `run`, with the item as it came;
   NULL when a newer run has the unit's data already. */
enum err run_save(struct db *, const struct run *, const char *item);

/* run_id NULL in `out` when the unit has no progress. */
enum err progress_get(struct db *, const char *attempt_id, const char *unit_id,
		      struct unit_progress *out);
enum err progress_put(struct db *, const struct unit_progress *);
enum err progress_of_attempt(struct db *, const char *attempt_id,
			     struct unit_progress **out, size_t *n);

/* One line of a person's record, with the names that go with it. */
struct progress_line {
	struct unit_progress unit;
	const char *module_id, *module_title;
	int64_t version;
	const char *unit_ident, *unit_title;
};

/* The newest first. */
enum err progress_of_person(struct db *, const char *person_id, size_t most,
			    struct progress_line **out, size_t *n);

#endif
