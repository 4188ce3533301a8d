/*
 * What authors ask for, who decides, and what became of a module's versions:
 * wishes, events, withdrawals, moved attempts. Results live in the handle's
 * arena.
 */
#ifndef STORE_PUBLISHING_H
#define STORE_PUBLISHING_H

#include "db/db.h"
#include "domain/attempt.h"
#include "domain/publishing.h"

/* ERR_NOT_FOUND without such an agency. */
enum err house_of_agency(struct db *, const char *agency_id, struct house *out);

/* One for each of the agencies, all of which there are and no two the same. */
enum err house_some(struct db *, const char *const *agencies, size_t n,
		    struct house **out);

/* An agency as the rule of publishing sees it. */
struct house_line {
	const char *id, *name;
	const char *kind;		/* "agency" or "partner" */
	bool approval;
};
enum err house_list(struct db *, struct house_line **out, size_t *n);
enum err house_change(struct db *, const char *agency_id, bool approval);

struct version_line {
	struct version version;		/* without the texts */
	const char *author;		/* NULL: the command line */
	const char *follows;
	int64_t learners;		/* by the newest attempt of each */
	int64_t flying;			/* of those, who are not done */
};

/* The newest first. */
enum err version_list(struct db *, const char *module_id, size_t most,
		      struct version_line **out, size_t *n);
enum err version_links(struct db *, const char *module_id,
		       struct version_link **out, size_t *n);

enum err module_withdraw(struct db *, const char *id, const char *person_id,
			 const char *why, int64_t now);
enum err module_lift(struct db *, const char *id, int64_t now);

/* Why that version may not be opened; NULL when it may. */
enum err version_withdrawn(struct db *, const char *version_id,
			   const char **why);

/*
 * Those who start from now on get this version, and nobody need ask for it any
 * more; a minor one will also move who is on the version before. Nothing when
 * learners get it already. `module` is as it was read; person_id NULL: the
 * command line.
 */
enum err version_release(struct db *, const struct module *,
			 const char *version_id, bool minor,
			 const char *person_id, int64_t now);

/*
 * Something that happened to a module: "imported", "asked", "approved",
 * "returned", "recalled", "published", "minor", "closed", "opened",
 * "withdrawn", "lifted", "removed", "waived" (a unit, of a learner),
 * "captioned" and "uncaptioned" (words: the language), "described", and "changeAsked",
 * "changeReturned", "changeRecalled", of which "described" and "changeAsked"
 * have the changes for words; "picture"; "exported", all its learners' scores as
 * a file; and "revisionOpened", "revisionDone", "revisionDropped" and
 * "hintDismissed" (words: what was said then).
 */
struct module_event {
	const char *id;
	const char *module_id;
	const char *version_id;		/* NULL: of no version */
	const char *person_id;		/* NULL: the command line */
	const char *kind, *words;
	int64_t at;
	int64_t number;			/* of the version, when read; 0: none */
	const char *person_name;
};

/* Its id is made here. There is no way to change or remove one. */
enum err module_event_add(struct db *, const struct module_event *);
enum err module_event_list(struct db *, const char *module_id, size_t most,
			   struct module_event **out, size_t *n);

/* `taken` when one waits for that version already; then nothing was added. */
enum err wish_add(struct db *, const struct wish *, bool *taken);

/* By state, decided_by, decided_at, answer; `late` when it was decided before. */
enum err wish_decide(struct db *, const struct wish *, bool *late);

enum err wish_by_id(struct db *, const char *id, struct wish *out);

/* What waits to be said of the module; id NULL when nothing does. */
enum err wish_of_changes(struct db *, const char *module_id, struct wish *out);

/* The newest of its publication; id NULL when nobody ever asked. */
enum err wish_of_version(struct db *, const char *version_id,
			 struct wish *out);

/* The same for each of the versions, no two of which are the same. */
enum err wish_of_versions(struct db *, const char *const *versions, size_t n,
			  struct wish **out);

/* All that wait, the oldest first, and what this person asked since then. */
enum err wish_list(struct db *, const char *person_id, int64_t since,
		   struct wish **out, size_t *n);

struct attempt_moved {
	int64_t at;
	const char *person_name;
	const char *agency_id;		/* the person's */
	int64_t from, to;		/* numbers of versions */
};

/* The newest first. */
enum err attempt_move_list(struct db *, const char *module_id, size_t most,
			   struct attempt_moved **out, size_t *n);

struct learner_line {
	const char *id, *name, *agency_name;
	const char *standard;		/* of the version */
	int64_t version;		/* its number */
	struct outcome outcome;		/* without the score */
	int64_t last_at;
};

/* Those of that agency, or all with "*"; who learned last comes first. */
enum err learner_list(struct db *, const char *module_id, const char *agency_id,
		      size_t most, struct learner_line **out, size_t *n);

struct stuck_line {
	const char *ident, *title;
	int64_t learners;
};

/* Units that at least `least` learners have opened and not finished. */
enum err stuck_list(struct db *, const char *module_id, size_t least,
		    struct stuck_line **out, size_t *n);

#endif
