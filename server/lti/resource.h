/*
 * Which registered tool a place leads to, and the place as that tool knows it.
 *
 * A place names an address, not a tool: so a module is the same in every agency,
 * and a tool may be registered after it was written. An agency's tool is meant
 * that has an address at that origin, and is on.
 */
#ifndef LTI_RESOURCE_H
#define LTI_RESOURCE_H

#include "domain/lti_place.h"
#include "http/http.h"
#include "store/lti_line_item.h"
#include "store/lti_resource.h"
#include "store/lti_tool.h"

/* Where a place is. */
struct lti_where {
	const char *kind;		/* "module", "batch" */
	const char *id;
	const char *ref;		/* the unit's ident, the activity's id */
	const char *title;		/* of the unit or step */
	const char *agency_id;		/* whose module or programme it is */
};

struct lti_found {
	struct lti_tool tool;
	struct lti_tool_deployment deployment;
};

/*
 * The tool of the agency, else of the one who asks, at that address; of several
 * the one whose own address it goes on from. Refused as tool_unknown.
 */
enum err lti_tool_at(struct request *, const char *agency_id,
		     const char *url, const char *client,
		     struct lti_found *out);

/*
 * In a write: the place, made or made to say what it says now, and the one
 * column that counts, when it is to have one and has none yet (its id is NULL
 * where it has none). Refused as tool_unknown.
 */
enum err lti_resource_place(struct request *, const struct lti_where *,
			    const struct lti_place *, struct lti_found *,
			    struct lti_resource *, struct lti_line_item *);

/* Origins of a tool's addresses, whose messages its frame may send: a place's
   first; space-separated, each once. */
enum err lti_tool_origins(struct request *, const struct lti_tool *,
			  const char *url, const char **out);

#endif
