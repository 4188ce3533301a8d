/*
 * Competencies: what there are, what jobs ask for, what modules and programmes
 * give, and what people have shown. Results live in the handle's arena.
 */
#ifndef STORE_COMPETENCY_H
#define STORE_COMPETENCY_H

#include "db/db.h"
#include "domain/competency.h"

/* Those of all and of the agency; "" is of every agency. */
enum err competency_list(struct db *, const char *agency_id,
			 struct competency **out, size_t *n);
enum err competency_by_id(struct db *, const char *id, struct competency *out);
enum err competency_by_code(struct db *, const char *code,
			    struct competency *out);

/* `added` is false, and nothing changes, when its code is known. */
enum err competency_add(struct db *, const struct competency *, bool *added);

/* Name, description and closed_at as they are in the struct. */
enum err competency_change(struct db *, const struct competency *);

/* One that is asked for or given, up to a level. */
struct competency_level {
	struct competency of;
	int64_t level;
};

enum competency_owner { OF_JOB, OF_MODULE, OF_PROGRAMME };

enum err competency_of(struct db *, enum competency_owner, const char *id,
		       struct competency_level **out, size_t *n);

/* These and no others; of each only id and level count. */
enum err competency_put(struct db *, enum competency_owner, const char *id,
			const struct competency_level *, size_t n);

/* What shows it; `once` NULL is an assessor's word, of which each counts. */
struct competency_proof {
	const char *person_id, *competency_id;
	int64_t level;
	const char *source;	/* "module", "programme", "assessor" */
	const char *source_id;
	const char *reason, *by_id;
	const char *once;
	int64_t at;
	/* When read only. */
	struct competency of;
	const char *title, *by_name;
};
enum err competency_show(struct db *, const struct competency_proof *);

/* By competency, and in the order in which they were shown. */
enum err competency_proofs(struct db *, const char *person_id,
			   struct competency_proof **out, size_t *n);

/* The job somebody has on that day; NULL without one. */
enum err competency_job(struct db *, const char *person_id, const char *day,
			const char **id, const char **name);

/* A module by which it can be reached. */
struct competency_module {
	const char *id, *title;
	int64_t jp, minutes, level;
};
enum err competency_modules(struct db *, const struct competency_level *wanted,
			    const char *agency_id, const char *person_id,
			    size_t most, struct competency_module **out,
			    size_t *n);

/* Of the same field as that module, and not begun yet; level is 0. */
enum err competency_topic_modules(struct db *, const char *module_id,
				  const char *agency_id, const char *person_id,
				  size_t most, struct competency_module **out,
				  size_t *n);

/* One that can be begun and that somebody has not completed; id NULL: it is not
   such. */
enum err competency_module_open(struct db *, const char *module_id,
				const char *person_id,
				struct competency_module *out);

#endif
