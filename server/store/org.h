/*
 * The units of agencies, and jobs. Results live in the handle's arena.
 */
#ifndef STORE_ORG_H
#define STORE_ORG_H

#include "db/db.h"
#include "domain/org.h"

/* All of an agency, closed ones too, by name, with how many work in each. */
enum err org_units(struct db *, const char *agency_id, struct org_unit **out,
		   size_t *n);
enum err org_unit_by_id(struct db *, const char *id, struct org_unit *out);
enum err org_unit_add(struct db *, const struct org_unit *);

/* Name, parent and closed_at as they are in the struct. */
enum err org_unit_change(struct db *, const struct org_unit *);

/* Those of the agency and those of all, by name, with how many have each now;
   in that agency alone. */
enum err jobs_of(struct db *, const char *agency_id, struct job **out,
		 size_t *n);
enum err job_by_id(struct db *, const char *id, struct job *out);
enum err job_add(struct db *, const struct job *);

/* Name, kind and closed_at as they are in the struct. */
enum err job_change(struct db *, const struct job *);

/* The units whose people somebody sees, with those below: ids and names. */
enum err supervisions_of(struct db *, const char *person_id,
			 struct org_unit **out, size_t *n);
enum err supervision_add(struct db *, const char *person_id,
			 const char *unit_id);
enum err supervisions_clear(struct db *, const char *person_id);

#endif
