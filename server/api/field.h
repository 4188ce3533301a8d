/* Reading the members of a JSON body, and saying which one does not fit. */
#ifndef API_FIELD_H
#define API_FIELD_H

#include "http/http.h"

/*
 * The text of that member; NULL when it is absent or null. Refused as
 * field_invalid when it is anything else or has more than `most` bytes.
 */
enum err field_text(struct request *, const char *name, size_t most,
		    const char **out);

/* The same, and it must be there and not be empty. */
enum err field_text_needed(struct request *, const char *name, size_t most,
			   const char **out);

/* false or true; `out` keeps its value when it is absent. */
enum err field_bool(struct request *, const char *name, bool *out);

/* A whole number from `least` to `most`; `out` keeps its value when absent. */
enum err field_number(struct request *, const char *name, int64_t least,
		      int64_t most, int64_t *out);

/* Refuse since it is not there. */
enum err field_missing(struct request *, const char *name);

/*
 * Refuse as field_invalid, in the caller's language. `name` is the member's and
 * is told as "field"; `label` is what the screens call it, by default the name.
 */
enum err field_bad(struct request *, const char *name,
		   const struct phrase *reason);
enum err field_bad_named(struct request *, const char *name, const char *label,
			 const struct phrase *reason);

/* What the query says, "" when it says nothing. */
const char *query_text(struct request *, const char *name);

/* A whole number of the query from `least` to `most`; `otherwise` without one. */
enum err query_number(struct request *, const char *name, int64_t least,
		      int64_t most, int64_t otherwise, int64_t *out);

#endif
