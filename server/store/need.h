/*
 * What people need to learn, who supports it, what answers it, what became of
 * it, and what was found by asking. Results live in the handle's arena.
 *
 * The number of supporters is that of the rows of need_support, always: whoever
 * adds or takes one counts it in the same transaction.
 */
#ifndef STORE_NEED_H
#define STORE_NEED_H

#include "db/db.h"
#include "domain/need.h"

/* The order must not say what a number that is rounded (domain/disclosure.h) does
   not: NEED_ROUNDED is the most supported first, and of one step the newest. */
enum need_order { NEED_ROUNDED, NEED_SUPPORTED, NEED_NEWEST };

struct need_filter {
	const char *agency_id;
	const char *topic, *unit_id;	/* "" is any; with units below */
	/* "": all that are not merged; "gap": those that nothing answers. */
	const char *state;
	const char *like;		/* store/like.h */
	const char *person_id;		/* who asks: need.supported */
	enum need_order order;
};

enum err need_page(struct db *, const struct need_filter *, size_t from,
		   size_t most, struct need **out, size_t *n);
enum err need_count(struct db *, const struct need_filter *, size_t *out);

/* ERR_NOT_FOUND without it. */
enum err need_by_id(struct db *, const char *id, const char *person_id,
		    struct need *out);

/* What a "module" or "programme" answers in an agency, 100 at most. */
enum err need_of_answer(struct db *, const char *kind, const char *ref,
			const char *agency_id, const char *person_id,
			struct need **out, size_t *n);

/* Id, title, state, supporters and `supported` by who asks, of those that
   somebody may still mean, the newest first; of too many the most supported. */
enum err need_titles(struct db *, const char *agency_id, const char *person_id,
		     struct need **out, size_t *n);

/* Ids and names. */
struct need_named {
	const char *id, *name;
};
enum err need_units(struct db *, const char *agency_id,
		    struct need_named **out, size_t *n);

/* Its id is made here and told; it is open and has no supporter. */
enum err need_add(struct db *, struct need *);

/* What somebody proposed after `since`, and what nobody has decided of it. */
enum err need_braked(struct db *, const char *person_id, int64_t since,
		     int64_t *recent, int64_t *waiting);

/* All but supports, if `revision` is still what it was: else `moved`. */
enum err need_change(struct db *, const struct need *, const char *by_id,
		     bool *moved);
enum err need_touch(struct db *, const char *id, int64_t now);

/* Once a person; `changed` tells whether it was not so already. */
enum err need_support(struct db *, const char *id, const char *person_id,
		      int64_t now, bool *changed);
enum err need_unsupport(struct db *, const char *id, const char *person_id,
			bool *changed);

/* The ids of the next `most` supporters behind `after` ("" at first); without
   those disabled, and without who decided it. */
enum err need_supporters(struct db *, const char *id, const char *after,
			 size_t most, const char ***out, size_t *n);

/* Who proposed it, under the same conditions; else NULL. */
enum err need_proposer(struct db *, const char *id, const char **out);

/* Supports, findings and answers of `from` are those of `into`. */
enum err need_merge(struct db *, const char *from, const char *into,
		    const char *by_id, int64_t now);

struct need_answer {
	const char *need_id;
	bool programme;			/* else a module */
	const char *ref, *title;
	const char *state;		/* "draft", "published", "closed" */
	bool withdrawn;
};

/* Of one need, or (NULL) of all of the agency that are not merged; the modules of
   each before its programmes. */
enum err need_answers(struct db *, const char *agency_id, const char *need_id,
		      struct need_answer **out, size_t *n);

/* Those of one need, among the result of need_answers. */
const struct need_answer *need_answers_of(const struct need_answer *, size_t n,
					  const char *need_id, size_t *count);

/* These and no others. */
enum err need_answers_put(struct db *, const char *need_id,
			  const struct need_answer *, size_t n,
			  const char *by_id, int64_t now);

/* A module that people of the agency may see, or a programme of it; `title` is
   NULL when it is neither. */
enum err need_answer_title(struct db *, const struct need_answer *,
			   const char *agency_id, const char **title);

/* What could answer: published modules, and programmes that are not closed. */
struct need_choice {
	const char *id, *title;
	const char *topic;		/* of modules */
	bool of_job;			/* gives what the job asks for */
};
enum err need_modules(struct db *, const char *agency_id, const char *job_id,
		      struct need_choice **out, size_t *n);
enum err need_programmes(struct db *, const char *agency_id,
			 struct need_choice **out, size_t *n);

/* Of a "survey", "module" or "event" of the agency; NULL without it. */
enum err need_source(struct db *, const char *kind, const char *id,
		     const char *agency_id, const char **title);

struct need_event {
	const char *id, *kind, *words;
	const char *by_id, *by_name;	/* NULL: nobody known */
	int64_t at;
};
enum err need_note(struct db *, const char *need_id, const char *by_id,
		   const char *kind, const char *words, int64_t now);

/* The newest first, 200 at most. */
enum err need_events(struct db *, const char *need_id, struct need_event **out,
		     size_t *n);

/* What an interview or a group discussion brought. */
struct finding {
	const char *id, *agency_id;
	const char *need_id, *need_title;	/* NULL: of none yet */
	const char *kind;			/* "interview", "discussion" */
	const char *day;
	const char *unit_id, *unit_name;	/* NULL: of all */
	const char *topic, *who, *words;
	const char *by_id, *by_name;
	int64_t at;
};
struct finding_filter {
	const char *agency_id;
	const char *need_id;		/* "": any; "none": of no need */
	const char *topic, *unit_id, *like;
};

/* Its id is made here and told. */
enum err finding_add(struct db *, struct finding *);
enum err finding_change(struct db *, const struct finding *);
enum err finding_by_id(struct db *, const char *id, struct finding *out);
enum err finding_page(struct db *, const struct finding_filter *, size_t from,
		      size_t most, struct finding **out, size_t *n);
enum err finding_count(struct db *, const struct finding_filter *, size_t *out);

#endif
