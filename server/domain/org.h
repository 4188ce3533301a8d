/*
 * The units of an agency as a tree, and its jobs.
 */
#ifndef DOMAIN_ORG_H
#define DOMAIN_ORG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define ORG_DEPTH 12		/* from a unit without a parent down */
#define ORG_UNITS_MOST 5000	/* of an agency, and as many jobs */
#define ORG_NAME_MOST 200	/* characters */

struct org_unit {
	const char *id;
	const char *agency_id;
	const char *parent_id;	/* NULL: at the top */
	const char *name;
	int64_t created_at;
	int64_t closed_at;	/* 0: is not */
	int64_t people;		/* who work there now; not in those below */
};

struct job {
	const char *id;
	const char *agency_id;	/* NULL: of all agencies */
	const char *name;
	const char *kind;	/* "managerial", "functional", "executive", "other" */
	int64_t created_at;
	int64_t closed_at;	/* 0: is not */
	int64_t people;		/* who have it now */
};

enum org_fault {
	ORG_FINE,
	ORG_NAME,		/* none, too long, or signs that hide others */
	ORG_TAKEN,		/* another beside it has that name */
	ORG_PARENT,		/* is not of this agency, or closed */
	ORG_CYCLE,		/* it would be below itself */
	ORG_DEEP,
	ORG_MOST,
	ORG_PEOPLE,		/* cannot be closed: people work there */
	ORG_BELOW,		/* cannot be closed: units below are open */
	ORG_FAULTS
};

/* A name in the form that is stored: one line, blanks joined; "" is none. */
const char *org_name_form(struct arena *, const char *typed);

/* Are these the same name to people: letters and digits alone, in any case? */
bool org_name_same(const char *, const char *);

/*
 * May `u`, new or changed, be among `all` units of its agency, where it perhaps
 * stands as it was? The first fault is told. `mem` is for the work alone.
 */
enum org_fault org_unit_check(struct arena *mem, const struct org_unit *all,
			      size_t n, const struct org_unit *u);

/* The same for a job among those that its agency sees. */
enum org_fault job_check(const struct job *all, size_t n, const struct job *);

bool job_kind_known(const char *kind);

/* "Dinas A / Bidang B": the names from the top down, in `mem`. */
const char *org_unit_path(struct arena *mem, const struct org_unit *all,
			  size_t n, const struct org_unit *);

/* What is wrong and what to do. */
const struct phrase *org_fault_text(enum org_fault);

#endif
