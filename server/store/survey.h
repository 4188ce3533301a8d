/*
 * Surveys that organisers write, whom they ask, and who has answered; and the
 * surveys that modules bring. Results live in the handle's arena.
 *
 * What was answered without a name is store/ballot.h's.
 */
#ifndef STORE_SURVEY_H
#define STORE_SURVEY_H

#include "db/db.h"

/* ---- A module's own ------------------------------------------------------ */

/* Has the person answered it, in whichever attempt at the module? */
enum err survey_answered(struct db *, const char *person_id,
			 const char *module_id, const char *unit_id,
			 bool *out);

struct survey_unit {
	const char *id, *title;
	const char *version_id;
	int64_t version;
};

/* The surveys of all versions of a module, the newest first. */
enum err survey_units(struct db *, const char *module_id,
		      struct survey_unit **out, size_t *n);

/* ---- Surveys ------------------------------------------------------------- */

struct survey {
	const char *id;
	const char *agency_id, *agency_name;
	const char *title, *about;
	const char *purpose;		/* "feedback", "needs" */
	bool anonymous;
	const char *state;		/* "draft", "open", "closed" */
	int64_t opened_at;		/* 0: never */
	int64_t closes_at;		/* 0: when somebody closes it */
	int64_t revision;
	const char *created_by;		/* of one that is added */
	int64_t created_at, updated_at;
	/* The newest version. */
	const char *version_id;
	int64_t number;
	const char *form;		/* JSON */
};

struct survey_filter {
	const char *agency_id;		/* "" is all */
	const char *state;		/* as at `now`; "" is any */
	const char *like;
	int64_t now;
};

enum err survey_page(struct db *, const struct survey_filter *, size_t from,
		     size_t most, struct survey **out, size_t *n);
enum err survey_total(struct db *, const struct survey_filter *, size_t *out);
enum err survey_by_id(struct db *, const char *id, struct survey *out);

/* Its revision alone: another one, and it was changed meanwhile. */
enum err survey_revision(struct db *, const char *id, int64_t *out);

/* A draft, with its first version; both ids are made here. */
enum err survey_add(struct db *, struct survey *);

/* All but the form. */
enum err survey_change(struct db *, const struct survey *, int64_t now);

/* A draft alone: nothing of it was answered. */
enum err survey_drop(struct db *, const char *id);

struct survey_target {
	const char *kind;	/* "module", "event", "programme", "unit", "job" */
	const char *ref;
	const char *name;	/* NULL: it is gone */
};

enum err survey_targets(struct db *, const char *id,
			struct survey_target **out, size_t *n);
enum err survey_targets_put(struct db *, const char *id,
			    const struct survey_target *, size_t n);

/* Whose what is to be asked about is; "" is everybody's. ERR_NOT_FOUND. */
enum err survey_target_agency(struct db *, const struct survey_target *,
			      const char **out);

/* ---- Versions ------------------------------------------------------------ */

struct survey_version {
	const char *id;
	int64_t number;
	const char *form;
	int64_t created_at;
};

/* The newest first. */
enum err survey_versions(struct db *, const char *survey_id, size_t most,
			 struct survey_version **out, size_t *n);
enum err survey_version_form(struct db *, const char *id, const char **out);

/*
 * Ask something else from now on. Was the newest version answered, this is
 * another; else it takes its place and its number, under an id of its own: who
 * has the old form before them learns of the change. Fills in version_id and
 * number.
 */
enum err survey_form_set(struct db *, struct survey *, const char *form,
			 const char *by_id, int64_t now);

/* How many answers are told, of all versions; with names: all. */
enum err survey_told_count(struct db *, const char *id, int64_t *out);

/* ---- Who is asked, and has answered --------------------------------------- */

/* `first` is false for who has answered before, whatever the version. */
enum err survey_ticket_take(struct db *, const char *survey_id,
			    const char *person_id, bool *first);

struct survey_ask {
	const char *id, *title, *about;
	bool anonymous, done;
	int64_t closes_at;
	const char *kind, *ref, *name;	/* why they are asked */
};

/*
 * What asks this person, one of each; `survey_id` "": all that are open at
 * `now`, else that one alone, open or closed, if it asks them.
 */
enum err survey_asks(struct db *, const char *person_id, int64_t now,
		     const char *survey_id, struct survey_ask **out,
		     size_t *n);

/* How many people it asks. */
enum err survey_asked(struct db *, const char *id, int64_t *out);

/*
 * Of the next `most` people by id, behind `after`, those whom it asks and who
 * have not answered; `looked` were looked at, the last of them is `last`, `after`
 * where there was none left.
 */
enum err survey_asked_slice(struct db *, const char *id, const char *after,
			    size_t most, const char ***people, size_t *n,
			    const char **last, size_t *looked);

/* By which name those are told of its opening (store/notice.h). */
const char *survey_occasion(struct arena *, const char *id);

/* What was opened since, and is open still. */
enum err survey_opened_since(struct db *, int64_t since, int64_t now,
			     struct survey **out, size_t *n);

/* ---- With names ------------------------------------------------------------ */

struct survey_named {
	const char *version_id, *person_id;
	const char *batch_id, *unit_id;		/* NULL: none */
	const char *answers;			/* JSON */
	int64_t at;
	/* Of a list only. */
	const char *name, *unit, *batch, *programme;
};

enum err survey_named_add(struct db *, const struct survey_named *);

/* By person, behind that one. */
enum err survey_named_page(struct db *, const char *version_id,
			   const char *after, size_t most,
			   struct survey_named **out, size_t *n);

#endif
