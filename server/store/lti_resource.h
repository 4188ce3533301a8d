/*
 * Places of ours that lead to a tool, as that tool knows them (resource links).
 * Results live in the handle's arena.
 */
#ifndef STORE_LTI_RESOURCE_H
#define STORE_LTI_RESOURCE_H

#include "db/db.h"

struct lti_resource {
	const char *id;			/* resource_link.id */
	const char *deployment_id;
	const char *context_kind;	/* "module", "batch" */
	const char *context_id;
	const char *ref;		/* the unit's ident, the activity's id */
	const char *title, *url;
	const char *custom;		/* {name: text}, JSON */
	int64_t created_at, updated_at;
};

/*
 * Of that deployment, context and ref: made, or made to say what it says now.
 * `r->id` is filled in; it stays the same as long as the place is there.
 */
enum err lti_resource_put(struct db *, struct lti_resource *r, int64_t now);

/* What came of a choice: the facts of its pending row (store/lti_pending.h). */
enum err lti_choice_put(struct db *, const char *hint_hash, const char *facts);

/* Every address of the tools that are on, each once: what our pages may frame. */
enum err lti_frame_addresses(struct db *, const char ***out, size_t *n);

#endif
