#include "domain/import.h"

#include <string.h>

bool import_visible(const struct import *i, const struct person *p)
{
	return p && (person_is(p, ROLE_ADMIN) ||
		     strcmp(i->person_id, p->id) == 0);
}
