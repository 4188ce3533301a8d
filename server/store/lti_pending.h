/*
 * Launches of tools that a page of ours has begun, until the tool asks for them
 * (lti/pending.h): each is used once. Results live in the handle's arena.
 */
#ifndef STORE_LTI_PENDING_H
#define STORE_LTI_PENDING_H

#include "db/db.h"

/* From its beginning until the tool has asked; until a choice was answered. */
#define LTI_PENDING_MS 300000
#define LTI_CHOICE_MS (4 * 3600 * INT64_C(1000))

struct lti_pending_row {
	const char *hint_hash;
	bool choice;			/* else a launch */
	const char *person_id, *session_id;
	const char *login_hash;
	const char *browser_hash;	/* "": of none yet (lti_pending_mark) */
	const char *deployment_id;
	const char *resource_id;	/* NULL of a choice */
	const char *facts;		/* JSON, see lti/pending.h */
	int64_t created_at;
	/* Read back only. */
	int64_t used_at, answered_at;	/* 0: not yet */
	const char *tool_id;
	bool deployed;			/* the deployment is on */
	/* Of the place; NULL without one. */
	const char *context_kind, *context_id, *title, *custom;
};

enum err lti_pending_put(struct db *, const struct lti_pending_row *);

/* How many somebody has begun since. */
enum err lti_pending_count(struct db *, const char *person_id, int64_t since,
			   size_t *out);

/* ERR_NOT_FOUND without it; used and old ones too. */
enum err lti_pending_by_hint(struct db *, const char *hint_hash,
			     struct lti_pending_row *out);

/* The choice that was sent with that data. */
enum err lti_pending_by_data(struct db *, const char *data_hash,
			     struct lti_pending_row *out);

/* `first` is false for who comes second. `data_hash` of a choice, else "". */
enum err lti_pending_use(struct db *, const char *hint_hash,
			 const char *data_hash, int64_t now, bool *first);
enum err lti_pending_answer(struct db *, const char *hint_hash, int64_t now,
			    bool *first);

/* It is that browser's; `first` is false where it was somebody's. */
enum err lti_pending_mark(struct db *, const char *hint_hash,
			  const char *browser_hash, bool *first);

/* The one line item of a place; NULL when it has none, or several. */
enum err lti_pending_item(struct db *, const char *resource_id,
			  const char **out);

/* What a context is called; "" for what is gone. */
struct lti_context_name {
	const char *title, *label;
};
enum err lti_context_name(struct db *, const char *kind, const char *id,
			  struct lti_context_name *out);

#endif
