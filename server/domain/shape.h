/*
 * Has JSON the shape that it should have? Rules for values and for objects of
 * them, put together where a thing is known: an agent in agent.h, an activity
 * in activity.h, a statement in statement.c.
 */
#ifndef DOMAIN_SHAPE_H
#define DOMAIN_SHAPE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/* Where the checking stands, so that a fault can be named. */
struct check {
	struct arena *mem;
	const char *path;		/* of the value looked at; "" the whole */
	const char *wrong;		/* the first that did not fit */
};

/* Does the value fit? NULL is one that is missing. */
typedef bool rule(struct check *, json_t *);

struct field {
	const char *name;
	rule *rule;
	bool needed;
};

/* Notes the place, if it is the first; always false. */
bool misfit(struct check *);

/* An object with these fields and no others; the last has no name. */
bool fields_fit(struct check *, json_t *, const struct field *);

/* A list of what fits the rule. */
bool each_fits(struct check *, json_t *list, rule *);

/* Its text; NULL when it is none. */
const char *text_of(json_t *);

/* Is that its objectType? */
bool named(json_t *, const char *type);

/* `n` hexadecimal digits and no more. */
bool hex(const char *, size_t n);

/* An IRI as xAPI asks for one: a scheme, then anything that is no space. */
bool iri_valid(const char *);

rule is_text, is_boolean, is_count, is_uuid, is_iri, is_language,
     is_language_map, is_extensions, is_moment, is_duration;

#endif
