/*
 * Step 1 of opening a tool (1EdTech Security Framework 1.0, 5.1.1): a page of
 * ours asks for the address of the tool's login, which the browser then opens
 * in a frame or a window.
 *
 * What is opened, for whom and in which browser stays here, in a row of its own
 * that lives five minutes and is used once. What travels are two handles that
 * say nothing, and the cookie __Host-lti. It is not the session's: it alone comes
 * along when a frame of the tool's leads back to us (SameSite=None). In another
 * system's frame it is one of its own, partitioned: a browser may have both.
 */
#ifndef LTI_PENDING_H
#define LTI_PENDING_H

#include "http/http.h"
#include "store/lti_pending.h"
#include "store/lti_tool.h"

struct lti_start {
	const struct lti_tool *tool;
	const char *deployment_id;
	/* A place (lti_resource); NULL: something is to be chosen. */
	const char *resource_id;
	const char *target;		/* target_link_uri */
	bool instructor;		/* else a learner */
	bool window;			/* one of its own, not a frame */
	/* A tab of its own, begun from another system's frame, whose cookies it
	   has not: by lti_begin_show, which marks the browser there. */
	bool apart;
	/* Where the tool's way back ends: a path of the app's; NULL: its home. */
	const char *back;
	/* Of a choice: its context, and deep_linking_settings without the return
	   address and the data, which are added. The callee keeps none of it. */
	const char *context_kind, *context_id;
	json_t *settings;
	/* Whatever the caller wants to find again in lti_pending_place; NULL. */
	json_t *place;
};

/*
 * For the request's person, in a write, once for each time the request runs: the
 * row, the cookie in `rs`, and in rq->mem the address to be opened, and the row's
 * hint_hash, by which the page may ask after it. Refused as lti_launch_many for
 * more than 60 in five minutes.
 */
enum err lti_pending_add(struct request *, struct response *,
			 const struct lti_start *, const char **url,
			 const char **id);

/* Does this browser have the cookie of that hash? */
bool lti_browser_is(const struct request *, const char *hash);

/* What `place` was; NULL. rq->mem has it. */
json_t *lti_pending_place(struct request *, const struct lti_pending_row *);

#endif
