/*
 * What learners found wrong in modules, what became of it, and which lessons
 * are to be reviewed. Results live in the handle's arena.
 */
#ifndef STORE_ERROR_REPORT_H
#define STORE_ERROR_REPORT_H

#include "db/db.h"

struct error_report {
	const char *id;
	const char *module_id, *module_title;
	int64_t number;			/* of the version; 0: none */
	const char *unit_id, *unit_title;
	const char *person_id, *person_name, *person_agency_id;
	const char *kind;		/* fact law typo picture other */
	const char *words;
	int64_t at;
	const char *state;		/* open done declined */
	const char *answer;		/* "" while there is none */
	const char *answered_by;	/* the id, to be written */
	const char *answered_name;	/* NULL while there is none */
	int64_t answered_at;		/* 0 while there is none */
};

/* Its id is made here and told. */
enum err error_report_add(struct db *, struct error_report *);

/* How many this person added after `since`, and how many of all wait. */
enum err error_report_count(struct db *, const char *person_id, int64_t since,
			    int64_t *recent, int64_t *waiting);

/* ERR_NOT_FOUND without it. */
enum err error_report_by_id(struct db *, const char *id,
			    struct error_report *out);

/* Those that wait first, then the newest. */
enum err error_report_of_module(struct db *, const char *module_id,
				size_t most, struct error_report **out,
				size_t *n);
enum err error_report_of_person(struct db *, const char *person_id,
				size_t most, struct error_report **out,
				size_t *n);
/* Those that wait, in an agency's modules; agency "": in all. */
enum err error_report_waiting(struct db *, const char *agency_id, size_t most,
			      struct error_report **out, size_t *n);

/* By state, answer, answered_by, answered_at. */
enum err error_report_answer(struct db *, const struct error_report *);

struct review {
	const char *module_id, *module_title;
	int64_t number;
	const char *unit_id, *unit_title;	/* NULL: the module as a whole */
	const char *definition;			/* of the lesson, JSON */
	const char *review_by;			/* of the module */
};

/* Every lesson that learners get, whenever it is due. */
enum err review_lessons(struct db *, const char *agency_id, size_t most,
			struct review **out, size_t *n);
/* Modules whose own day is not after `until`, written 2027-01-31. */
enum err review_modules(struct db *, const char *agency_id, const char *until,
			size_t most, struct review **out, size_t *n);

#endif
