/*
 * A list of employees that is taken in whole, or not at all.
 *
 * roster_read looks at what the list says by itself, roster_weigh at what that
 * means beside those who are there. The first is done once, on the worker's
 * thread; the second there and again in the transaction that writes, so that
 * what is written is what was checked, whoever else writes meanwhile.
 */
#ifndef API_PEOPLE_ROSTER_H
#define API_PEOPLE_ROSTER_H

#include "domain/roster.h"
#include "http/http.h"
#include "store/agency.h"
#include "store/org.h"
#include "store/roster.h"

enum outcome { LINE_BLANK, LINE_SKIPPED, LINE_BAD, LINE_NEW, LINE_UPDATE,
	       LINE_SAME, OUTCOMES };

enum choice { CHOICE_NONE, CHOICE_SKIP, CHOICE_UPDATE, CHOICE_KEEP };

/* What the text of a unit or job stands for. */
enum meant { MEANT_UNKNOWN, MEANT_ONE, MEANT_SEVERAL, MEANT_NEW, MEANT_BAD };

struct place {
	const char *text;
	enum meant meant;
	const char *id, *name;	/* ONE and NEW; the id of a new one is made at once */
	const char *parent_id;	/* of a new unit */
	size_t rows;		/* that say it */
	json_t *near;		/* [{"id","name"}]: who may be meant */
};

struct places {
	struct place *all;
	size_t n;
	json_t *chosen;		/* {text: id}: what the person said */
	const json_t *fresh;	/* [text]: to be made */
};

struct line {
	const char *cells[ROSTER_COLUMNS];	/* "": empty */
	struct person typed;	/* in the form that is stored; kind "": not said */
	enum choice choice;
	bool roles_given;
	json_t *typed_faults, *warnings;
	/* By roster_weigh: */
	json_t *faults;
	const char *changes;	/* "name,unit": what an update is about */
	const struct known *known;
	struct place *unit, *job;
	const char *unit_id, *job_id;	/* where they are from then on; NULL */
	enum outcome outcome;
};

struct roster {
	bool look;		/* ?try=1: nothing is written */
	struct agency agency;
	const char *from;	/* the day from which they work there */
	struct line *lines;
	size_t n;
	struct places units, jobs;
	size_t counts[OUTCOMES];
};

enum err roster_read(struct request *, struct roster *out);
enum err roster_weigh(struct request *, struct roster *);

/* All of it, in the transaction; `created` is [{"id","name"}]. */
enum err roster_write(struct request *, struct roster *, json_t *created);

/* `column` and the sentence into the list of faults or warnings at `to`, which
   is made when there is none; `values` fill the sentence, or NULL. */
void roster_fault(struct request *, json_t **to, enum roster_fault,
		  const struct text_value *values);

#endif
