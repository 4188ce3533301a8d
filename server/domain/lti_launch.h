/*
 * Is this launch good, and what does it ask for? The claims of an id_token whose
 * signature was found good, in the order in which LTI wants them looked at
 * (1EdTech Security Framework 1.0, 5.1.3; LTI Core 1.3, 5.3). Nothing is believed
 * by its type: what is used is checked, what is not used is ignored.
 */
#ifndef DOMAIN_LTI_LAUNCH_H
#define DOMAIN_LTI_LAUNCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "domain/launch_scope.h"

/* Clocks may differ by this: two minutes of theirs, and the way here. */
#define LTI_SKEW_S 180
/* What was issued longer ago is no launch of now. */
#define LTI_AGE_S 3600
/* Letters of an id: ASCII, compared byte by byte. */
#define LTI_ID_MOST 255

/* Each is a line of lti/faults.def, which has the words. */
#define LTI_CLAIM_FAULTS(X) \
	X(claim_form)		/* a claim of the wrong type */ \
	X(issuer_other) \
	X(audience_other) \
	X(times_bad)		/* iat or exp missing, or no number */ \
	X(expired) \
	X(issued_ahead) \
	X(issued_long_ago) \
	X(nonce_other) \
	X(version_other) \
	X(message_other)	/* no such message, or not at this address */ \
	X(deployment_bad) \
	X(deployment_other)	/* not the one of step 1 */ \
	X(target_other)		/* missing, or not the one of step 1 */ \
	X(link_bad)		/* no id of the place */ \
	X(settings_bad)		/* of deep linking */ \
	X(roles_bad) \
	X(person_missing)	/* sub, and it is wanted */ \
	X(person_bad)

enum lti_claim_fault {
	CLAIM_FINE,
#define LTI_CLAIM_FAULT(name) CLAIM_##name,
	LTI_CLAIM_FAULTS(LTI_CLAIM_FAULT)
#undef LTI_CLAIM_FAULT
	CLAIM_FAULTS
};

/* ---- Where we may be launched ---------------------------------------------- */

enum lti_target_kind {
	LTI_TARGET_MODULE,	/* {base}/lti/m/{module}[/{unit}] */
	LTI_TARGET_CHOICE,	/* {base}/lti/choose */
	LTI_TARGET_ANY		/* {base}/lti/launch: what custom values say */
};

struct lti_target {
	enum lti_target_kind kind;
	const char *module;	/* an ident; "" where the place is no module */
	const char *unit;	/* as the package calls it; "": all of it */
};

/* Such an address, byte for byte ours; false for every other. In `mem`. */
bool lti_target_read(struct arena *mem, const char *base, const char *uri,
		     struct lti_target *out);

/* ---- The claims ------------------------------------------------------------- */

struct lti_expect {
	const char *issuer, *client_id;
	const char *deployment;		/* of step 1; "": not said there */
	const char *target;		/* of step 1 */
	const char *base;
	bool nonce_fits;		/* it is the one of this login */
	bool anonymous;			/* a launch without a person is let in */
	int64_t now;			/* ms */
};

/* Text that is not said is "". All of it lives as long as the payload. */
struct lti_said {
	enum launch_kind kind;
	enum launch_role role;
	struct lti_target target;	/* custom values already looked at */
	const char *sub;		/* "": nobody in particular */
	const char *name;		/* in one line, at most 120 letters */
	const char *deployment;
	const char *link, *link_title;
	const char *context, *context_title, *context_label;
	const char *return_url, *locale;
	const char *line_item, *line_items, *scopes;	/* scopes: "score …" */
	const char *members_url;
	const char *link_history;	/* as $ResourceLink.id.history came */
	const char *of;			/* a review: whose work, a sub */
	const json_t *settings;		/* a choice: deep_linking_settings */
};

/*
 * `fault` tells why not, and `claim` whose it is where that is not plain
 * ("resource_link"); "" otherwise.
 */
enum lti_claim_fault lti_launch_check(struct arena *mem, const json_t *payload,
				      const struct lti_expect *,
				      struct lti_said *out,
				      const char **claim);

/* What somebody may do in that course: by whole names alone. A preview user is
   LAUNCH_TEST whatever else they are. `roles` is an array of texts. */
enum launch_role lti_role_of(const json_t *roles);

/* The next id of a history ("a,b%2Cc", newest first), decoded; NULL at its end. */
const char *lti_history_next(struct arena *mem, const char **history);

/* 1 to LTI_ID_MOST letters of ASCII without control characters. */
bool lti_id_fits(const char *);

#endif
