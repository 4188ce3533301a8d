/*
 * The few pages between two systems: what went wrong, and what a browser without
 * cookies of ours needs. They stand in the other system's frame, so each says who
 * may frame it; all that comes from outside is escaped.
 */
#ifndef LTI_PAGE_H
#define LTI_PAGE_H

#include "http/http.h"
#include "lti/event.h"

/*
 * That it failed, why, what to do, whom a learner turns to, and the reference by
 * which the log and the connection's page know it. `facts` fill the sentence;
 * those of who is not registered are shown as they came besides. `embed`: origins
 * that may frame it, NULL: all, since it says nothing that is worth framing.
 */
enum err lti_page_fault(struct request *, struct response *, int status,
			enum lti_fault, const json_t *facts,
			const char *embed);

/*
 * There are too many just now: 503, and a page that asks the same once more by
 * itself, in some seconds that differ from one to the next. `names`: the
 * members of a posted form that are sent again, NULL at its end. Only where who
 * asks twice does no harm, and for who may ask at all.
 */
enum err lti_page_busy(struct request *, struct response *,
		       const char *const *names);

/* What a tool of others says when it sends somebody back, each NULL or "". */
struct lti_words {
	const char *message, *error;
	const char *log, *error_log;	/* for who looks after it */
	const char *back;		/* a path of ours, to go on at */
	const char *framers;		/* CSP frame-ancestors */
};

/* Told as text, whatever it is. */
enum err lti_page_return(struct request *, struct response *,
			 const struct lti_words *);

/* What a tool sent back when something was chosen there has come: the page that
   asked for it goes on by itself. */
enum err lti_page_taken(struct request *, struct response *,
			const char *embed);

/* A login that has begun, as the pages need it. */
struct lti_step {
	const char *state, *binding;	/* binding: what our cookie has, too */
	const char *storage;		/* lti_storage_target: "_parent" or a frame's
					   name */
	const char *platform;		/* origin of its authorization endpoint */
	const char *next;		/* step 2, or step 1 in a new tab */
	const char *proof;
	const char *embed;
};

/*
 * Step 1 where the platform offers storage: the script puts `binding` there under
 * "lti_state_" and the state (lti-cs-pm 0.1), and goes to `next`, a second later
 * at the latest.
 */
enum err lti_page_store(struct request *, struct response *,
			const struct lti_step *);

/*
 * Step 3 where the cookie did not come back: the script asks for what was put
 * there, and posts it with state and proof to /lti/proof. Without an answer it
 * offers `next`, as lti_page_tab.
 */
enum err lti_page_proof(struct request *, struct response *,
			const struct lti_step *);

/* Step 3 where nothing tells which browser this is: step 1 once more, `next`, in
   a tab of its own, where cookies are kept. */
enum err lti_page_tab(struct request *, struct response *,
		      const struct lti_step *);

#endif
