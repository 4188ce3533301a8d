/*
 * Columns of marks that tools write into (line items), and the places of a tool
 * in a context. Results live in the handle's arena.
 *
 * A context is a module or a batch. A tool acts only in contexts where it has a
 * place, and sees only what is its own there: of the deployment that is named,
 * or of any of its own.
 */
#ifndef STORE_LTI_LINE_ITEM_H
#define STORE_LTI_LINE_ITEM_H

#include "db/db.h"

/* Who looks, and where. */
struct lti_scope {
	const char *tool_id;
	const char *deployment_id;	/* "": any of the tool's */
	const char *context_kind;	/* "module", "batch" */
	const char *context_id;
};

/* A place of a tool (lti_resource): a unit's ident, or an activity's id. */
struct lti_spot {
	const char *id, *deployment_id, *tool_id;
	const char *ref, *title, *url, *custom;
};

/* Its place of that id there, or the oldest with ""; id NULL: there is none. */
enum err lti_place_of(struct db *, const struct lti_scope *, const char *id,
		      struct lti_spot *out);

struct lti_line_item {
	const char *id;
	const char *deployment_id, *tool_id;
	const char *context_kind, *context_id;
	const char *resource_id;	/* the place; NULL: of none */
	const char *ref;		/* of the place; NULL */
	bool counts;			/* its scores are the unit's or activity's */
	const char *their_id, *tag;	/* as the tool calls it; "" */
	const char *label;
	double most;
	const char *starts_at, *ends_at;	/* as given; "" */
	int64_t created_at;
	/* Of lti_line_item_shown: */
	const char *tool_name;
	int64_t results;
};

/* One that is not there, removed or another's: id NULL in `out`. */
enum err lti_line_item_of(struct db *, const struct lti_scope *,
			  const char *id, struct lti_line_item *out);
enum err lti_line_item_by_id(struct db *, const char *id,
			     struct lti_line_item *out);

/* The one that counts at a place. */
enum err lti_line_item_counting(struct db *, const char *resource_id,
				struct lti_line_item *out);

/* All that are not "" must fit. */
struct lti_line_item_filter {
	const char *resource_id, *their_id, *tag;
	const char *after;		/* an id; "": from the beginning */
};

/* In the order of their making: one that is added meanwhile comes last. */
enum err lti_line_item_page(struct db *, const struct lti_scope *,
			    const struct lti_line_item_filter *, size_t most,
			    struct lti_line_item **out, size_t *n);

/* For who is responsible for the context, of every tool. */
enum err lti_line_item_shown(struct db *, const char *context_kind,
			     const char *context_id, size_t most,
			     struct lti_line_item **out, size_t *n);

/* How many a tool has in a context. */
enum err lti_line_item_count(struct db *, const struct lti_scope *,
			     size_t *out);

/* Its id is made here. */
enum err lti_line_item_add(struct db *, struct lti_line_item *, int64_t now);

/* their_id, tag, label, most, starts_at and ends_at. */
enum err lti_line_item_change(struct db *, const struct lti_line_item *);

/* What was reached in it stays where it counted. */
enum err lti_line_item_remove(struct db *, const char *id, int64_t now);

#endif
