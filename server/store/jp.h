/*
 * The JP ledger's rows: rules, entries, targets, statuses, doubts. Results live
 * in the handle's arena.
 */
#ifndef STORE_JP_H
#define STORE_JP_H

#include "db/db.h"
#include "domain/jp.h"

/* Of that source and form, of the agency or of all, ended ones too. */
enum err jp_rules_for(struct db *, const char *agency_id, const char *source,
		      const char *form, struct jp_rule **out, size_t *n);

/* Of all and of the agency; NULL: of every agency. The later ones first. */
enum err jp_rule_list(struct db *, const char *agency_id,
		      struct jp_rule **out, size_t *n);

/* ERR_NOT_FOUND. */
enum err jp_rule_by_id(struct db *, const char *id, struct jp_rule *out);

/* Its id, source, form … and created_at; created_by is an id. */
enum err jp_rule_add(struct db *, const struct jp_rule *);

/* The last day on which it applies. */
enum err jp_rule_end(struct db *, const char *id, const char *until_day,
		     int64_t now);

/* Where somebody works on this day, as entries keep it. */
struct jp_owner {
	const char *agency_id;
	const char *unit_id;		/* NULL: nowhere */
	const char *kind;		/* "": not known */
};

enum err jp_owner_of(struct db *, const char *person_id, struct jp_owner *out);

struct jp_entry {
	const char *id;
	const char *person_id;
	const char *agency_id, *unit_id;	/* as when it was earned */
	const char *kind;
	int64_t year;
	const char *day, *first_day;
	int64_t jp;
	const char *source, *source_id;
	const char *version_id;		/* NULL: none */
	const char *title, *organiser;
	const char *form, *competency;
	int64_t training_kind;
	const char *rule_id;		/* NULL: by hand */
	const char *evidence;
	const char *certificate_id;	/* NULL: none */
	const char *reverses;		/* NULL: it reverses nothing */
	const char *reason;		/* why it was reversed, or given by hand */
	const char *by_id;		/* NULL: by a rule */
	int64_t at;
	const char *once;
	/* When read: */
	const char *reversed_by;	/* the entry that took it back, or NULL */
};

/* Of that person and thing, reversals left out, in the order they were made. */
enum err jp_entries_of(struct db *, const char *person_id, const char *source,
		       const char *source_id, struct jp_entry **out,
		       size_t *n);

/* `added`: false when one with that `once`, or another reversal of the same
   entry, is there already. */
enum err jp_entry_add(struct db *, const struct jp_entry *, bool *added);

/* ERR_NOT_FOUND. */
enum err jp_entry_by_id(struct db *, const char *id, struct jp_entry *out);

/* The certificate that was given with it; one that has one keeps it. */
enum err jp_entry_certificate(struct db *, const char *id,
			      const char *certificate_id);

/* All of one person are another's from now on. */
enum err jp_entries_move(struct db *, const char *from, const char *to);

/* Those of a person of which the other has one too, neither taken back. */
enum err jp_entries_double(struct db *, const char *person_id,
			   const char *other, struct jp_entry **out,
			   size_t *n);

/* What was earned by a pass of the attempt's module, on its own or for an event
   or a programme, and was not taken back. */
enum err jp_entries_by_attempt(struct db *, const char *attempt_id,
			       struct jp_entry **out, size_t *n);

/* One that is there already stays as it is, but is open again. */
enum err jp_doubt_add(struct db *, const char *entry_id, const char *why,
		      int64_t now);

/* Nothing to do where there is none, or none that is open. */
enum err jp_doubt_settle(struct db *, const char *entry_id, const char *by_id,
			 int64_t now);

/* What an attempt is to the ledger. */
struct jp_attempt {
	const char *person_id, *module_id, *version_id;
	const char *agency_id, *agency_name;	/* whose module */
	const char *title;
	const char *topic;
	int64_t jp;			/* whole ones, as the module says */
	int64_t number;
	bool completed, passed, failed;
	int64_t started_at, last_at;
};

/* ERR_NOT_FOUND. */
enum err jp_attempt_get(struct db *, const char *id, struct jp_attempt *out);

/* "technical" …: of most of the competencies it gives; NULL: it names none. */
enum err jp_module_competency(struct db *, const char *module_id,
			      const char **out);

/* Does the person take part, now or to the end, in a programme with JP of which
   the module, or the event, is an activity? Then that earns, and not this. */
enum err jp_module_in_programme(struct db *, const char *person_id,
				const char *module_id, bool *out);
enum err jp_event_in_programme(struct db *, const char *person_id,
			       const char *event_id, bool *out);

/* Did a module or an event of the programme earn JP of its own? */
enum err jp_parts_of_enrolment(struct db *, const char *enrolment_id,
			       bool *out);

/* A seat, with what the event asks for. */
struct jp_seat {
	const char *agency_id, *agency_name, *title, *place;
	const char *form;		/* "webinar", "in-person" */
	const char *competency, *paper;
	const char *paper_module;	/* NULL: none */
	int64_t jp, starts_at, ends_at;
	bool ended;			/* closed, or over by `now`; not cancelled */
	bool registered, present;
	bool survey_due;		/* asked for, and not answered */
};

/* ERR_NOT_FOUND without a seat. */
enum err jp_seat_get(struct db *, const char *event_id, const char *person_id,
		     int64_t now, struct jp_seat *out);

/* Has the person passed the module, by our server's scores alone (`graded`)? */
enum err jp_module_passed(struct db *, const char *person_id,
			  const char *module_id, bool *passed, bool *graded);

/* Events where the person holds a seat and the paper waits for this module. */
enum err jp_events_waiting(struct db *, const char *person_id,
			   const char *module_id, const char ***out, size_t *n);

struct jp_enrolment {
	const char *person_id;
	const char *programme_id, *agency_id, *agency_name, *title;
	const char *form;		/* "self-paced", "in-person", "blended" */
	const char *competency, *paper;
	int64_t training_kind, jp;
	bool completed, passed;
	int64_t begun_at, completed_at;
};

/* ERR_NOT_FOUND. */
enum err jp_enrolment_get(struct db *, const char *id,
			  struct jp_enrolment *out);

#endif
