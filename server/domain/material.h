/*
 * Files that hosts put beside an event: which, how large, and as what they are
 * served. They are strangers' files, so none is served as anything that a
 * browser runs.
 */
#ifndef DOMAIN_MATERIAL_H
#define DOMAIN_MATERIAL_H

#include <stdbool.h>
#include <stdint.h>

#define MATERIAL_FILE_MOST (INT64_C(100) << 20)	/* bytes */
#define MATERIAL_NAME_MOST 150			/* characters of a name */

/*
 * The media type of a file of that name, by its ending in any case; NULL when
 * none of that kind is taken. Static.
 */
const char *material_type(const char *name);

/* Is it shown in the browser (a picture), or only downloaded? */
bool material_inline(const char *media_type);

/*
 * May that be the name of a file: one line of plain text without a slash, a
 * backslash or a quotation mark, that does not begin with a dot?
 */
bool material_name_fits(const char *name);

#endif
