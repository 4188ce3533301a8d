/*
 * What custom parameters of a tool's place may stand for (LTI 1.3): a value
 * that is $Name and nothing else is replaced when we know that name and may tell
 * it, and otherwise goes as it stands. No I/O.
 */
#ifndef DOMAIN_LTI_VARIABLES_H
#define DOMAIN_LTI_VARIABLES_H

#include <jansson.h>

#include "base/arena.h"

/*
 * NULL is what may not be told, or does not apply here; "" is known to be
 * nothing. What tells of a person is NULL unless the tool's privacy lets it.
 */
struct lti_variables {
	const char *user_id;		/* the sub */
	const char *name, *given, *family, *email;
	const char *roles;		/* full URIs, with commas between */
	const char *context_id, *context_type, *context_title, *context_label;
	const char *link_id, *link_title;
	const char *return_url, *target, *locale;
	const char *platform_guid, *platform_family, *platform_name,
		   *platform_url, *platform_version;
	const char *line_item, *line_items;
};

/* What stands for "$Person.name.full"; NULL: it goes as it is. */
const char *lti_variable(const struct lti_variables *, const char *value);

/* "User.id", the name of one after the other; NULL behind the last. */
const char *lti_variable_name(size_t i);

/*
 * The parameters of a tool with those of its place over them, resolved. Either
 * may be NULL, and what is no text in them is left out. The caller owns it.
 */
json_t *lti_custom_resolve(const json_t *tool, const json_t *place,
			   const struct lti_variables *);

/*
 * A name of a person as OpenID has it in parts: the last word is the family's.
 * `family` is "" for one of a single word.
 */
void lti_name_parts(struct arena *, const char *name, const char **given,
		    const char **family);

#endif
