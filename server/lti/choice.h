/*
 * What an instructor chose of ours for a course of another LMS: the response of
 * Deep Linking 2.0, signed with the tool's key, which their browser posts there.
 */
#ifndef LTI_CHOICE_H
#define LTI_CHOICE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct auth;
struct db;

#define LTI_CHOICES_MOST 50

struct lti_choice {
	const char *module_id;
	const char *unit_ident;		/* "": the whole module */
	const char *title;
	bool graded;			/* it gets a column for grades */
};

struct lti_choosing {
	const char *base;		/* lti/url.h */
	const char *issuer, *client_id;
	const json_t *settings;		/* as they came, and "deployment_id" */
};

/* Does the platform take what we have, links (T49)? More than one of them? A
   column for grades with it? */
bool lti_choice_offered(const json_t *settings);
bool lti_choice_many(const json_t *settings);
bool lti_choice_graded(const json_t *settings);

/* The claims, with no items for who chose nothing. The caller owns them. */
json_t *lti_choice_claims(struct arena *mem, const struct lti_choosing *,
			  const struct lti_choice *items, size_t n,
			  const char *nonce, int64_t now);

/* Signed, in the handle's arena; in a write. */
enum err lti_choice_sign(struct db *, const struct auth *,
			 struct arena *mem, const json_t *claims, int64_t now,
			 const char **jwt);

#endif
