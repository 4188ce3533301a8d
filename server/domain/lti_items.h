/*
 * What a tool sends back when something was chosen there (Deep Linking 2.0):
 * which of it becomes a place of ours, and why the rest does not.
 */
#ifndef DOMAIN_LTI_ITEMS_H
#define DOMAIN_LTI_ITEMS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define LTI_ITEMS_MOST 100
#define LTI_ITEM_TITLE_MOST 200		/* characters */

enum lti_item_fault {
	LTI_ITEM_FITS,
	LTI_ITEM_SHAPE,		/* no object, or a member of the wrong kind */
	LTI_ITEM_TYPE,		/* no ltiResourceLink, which is all we asked for */
	LTI_ITEM_ADDRESS,	/* not https, or not the tool's */
	LTI_ITEM_POINTS,	/* scoreMaximum is no number above 0 */
	LTI_ITEM_CUSTOM,	/* custom holds something else than texts */
	LTI_ITEM_FAULTS
};

/* "shape" …; "" of one that fits. And back, LTI_ITEM_SHAPE for no such name. */
const char *lti_item_fault_name(enum lti_item_fault);
enum lti_item_fault lti_item_fault_named(const char *);

struct lti_item {
	const char *title;	/* "": it has none */
	json_t *place;		/* as lti_place.h; NULL unless it fits; the
				   arena's */
	enum lti_item_fault fault;
};

struct lti_items_rule {
	const char *origins;	/* the tool's, space-separated */
	const char *target;	/* its address, where an item says none */
	const char *name;	/* its name, where an item has no title */
	bool multiple;		/* more than one may be chosen */
};

/*
 * False where the list is none (a claim that is not there is an empty list), is
 * longer than LTI_ITEMS_MOST, or has several where one was asked for: then
 * nothing of it is taken.
 */
bool lti_items_read(struct arena *, const json_t *content_items,
		    const struct lti_items_rule *, struct lti_item **out,
		    size_t *n);

/* ---- The message ------------------------------------------------------------- */

enum lti_choice_fault {
	LTI_CHOICE_FITS, LTI_CHOICE_WHO, LTI_CHOICE_AUDIENCE, LTI_CHOICE_TIME,
	LTI_CHOICE_NONCE, LTI_CHOICE_VERSION, LTI_CHOICE_TYPE,
	LTI_CHOICE_DEPLOYMENT, LTI_CHOICE_FAULTS
};

/* The claim that is wrong, for the log: "iss", "aud" … */
const char *lti_choice_fault_name(enum lti_choice_fault);

struct lti_choice_rule {
	const char *client_id, *issuer, *deployment;
	int64_t now;			/* ms */
};

/* Of a payload whose signature holds (LTI Security 1.0, 5.1.3, the roles
   swapped). `nonce` is borrowed, `until` is when it is over, in ms. */
enum lti_choice_fault lti_choice_check(const json_t *payload,
				       const struct lti_choice_rule *,
				       const char **nonce, int64_t *until);

#endif
