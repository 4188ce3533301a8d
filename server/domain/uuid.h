/* Names that are told apart everywhere (RFC 4122), as xAPI writes them. */
#ifndef DOMAIN_UUID_H
#define DOMAIN_UUID_H

#include <stdbool.h>

#define UUID_SIZE 37		/* as text, with the NUL */

bool uuid_valid(const char *);

/* The same UUID for the same name, whenever it is asked for. It says that it is
   of version 5, since packages check that it is one of 1 to 5. */
void uuid_named(const char *kind, const char *name, char out[static UUID_SIZE]);

#endif
