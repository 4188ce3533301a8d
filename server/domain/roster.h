/*
 * A list of employees as people keep it in Excel: what its cells mean, and what
 * may be wrong with a row.
 */
#ifndef DOMAIN_ROSTER_H
#define DOMAIN_ROSTER_H

#include "domain/person.h"

#define ROSTER_MOST 5000	/* rows */
#define ROSTER_CELL_MOST 500	/* bytes of a cell */

enum roster_column {
	ROSTER_NAME,
	ROSTER_NIP,
	ROSTER_UNIT,
	ROSTER_JOB,
	ROSTER_KIND,
	ROSTER_EMAIL,
	ROSTER_ROLES,
	ROSTER_LOGIN,
	ROSTER_COLUMNS
};

/* "name", "nip", …, and back; ROSTER_COLUMNS for an unknown one. */
const char *roster_column_name(enum roster_column);
enum roster_column roster_column_named(const char *);

/* The faults of a NIP are nip_fault's; these are all others. */
enum roster_fault {
	ROSTER_CELL_LONG,
	ROSTER_NAME_MISSING,
	ROSTER_NAME_BAD,
	ROSTER_NIP_MISSING,
	ROSTER_NIP_TWICE,	/* {line} */
	ROSTER_NIP_ELSEWHERE,
	ROSTER_NAME_DIFFERS,	/* {name} */
	ROSTER_LOGIN_BAD,
	ROSTER_LOGIN_TWICE,	/* {line} */
	ROSTER_LOGIN_TAKEN,
	ROSTER_EMAIL_BAD,
	ROSTER_EMAIL_TWICE,	/* {line} */
	ROSTER_EMAIL_TAKEN,
	ROSTER_UNIT_UNKNOWN,
	ROSTER_UNIT_SEVERAL,
	ROSTER_UNIT_BAD,
	ROSTER_JOB_UNKNOWN,
	ROSTER_JOB_BAD,
	ROSTER_JOB_ALONE,
	ROSTER_KIND_BAD,
	ROSTER_ROLE_BAD,
	ROSTER_ROLE_ADMIN,
	ROSTER_ADMIN,
	ROSTER_MOVE_EARLY,
	/* Warnings: */
	ROSTER_NIP_KIND,
	ROSTER_DISABLED,
	ROSTER_FAULTS
};

/* "unit_unknown", …: its code on the wire; the column it is about. */
const char *roster_fault_code(enum roster_fault);
enum roster_column roster_fault_column(enum roster_fault);
const struct phrase *roster_fault_text(enum roster_fault);

/* What a cell says in Indonesian or English: "PPPK paruh waktu" is
   "pppk-part"; NULL for what it does not know. */
const char *roster_kind(const char *cell);

/* Roles between commas, semicolons or slashes; false for an unknown one. */
bool roster_roles(const char *cell, unsigned *out);

#endif
