/* How much there is, for an administrator's first steps. */
#ifndef STORE_SETUP_H
#define STORE_SETUP_H

#include "db/db.h"

struct setup_counts {
	int64_t people;
	int64_t modules;	/* published ones */
};

enum err setup_count(struct db *, struct setup_counts *out);

#endif
