/*
 * What authors say of a module in the one short form after its import.
 */
#ifndef DOMAIN_METADATA_H
#define DOMAIN_METADATA_H

#include "domain/module.h"

/* "it", "public-service", …, and "" for TOPIC_NONE; back: false for others. */
const char *topic_name(enum topic);
bool topic_named(const char *, enum topic *out);

/* What it is called on screens, and found by; "" for TOPIC_NONE. */
const struct phrase *topic_label(enum topic);

enum metadata_field {
	METADATA_NONE,
	METADATA_TITLE,
	METADATA_DESCRIPTION,
	METADATA_TOPIC,
	METADATA_JP,
	METADATA_MINUTES,
	METADATA_CONTACT,
	METADATA_LEGAL_BASIS,
	METADATA_REVIEW_BY,
	METADATA_PICTURE_ALT,
	METADATA_FIELDS
};

/*
 * Trim what was typed and tell the first field that does not fit:
 *
 *   a title has 1 to 200 characters, the sentence up to 500, a contact and the
 *   picture's words up to 200, a legal basis up to 300; none has a control
 *   character or one that turns the direction of writing around;
 *   JP is 0 (not said) to 999, minutes 0 to 99,999;
 *   the review is due on a day of the calendar, written 2027-01-31, or never.
 */
enum metadata_field metadata_form(struct arena *, struct module *);

/* The field's name on our screens, and its rule in a sentence. */
const struct phrase *metadata_label(enum metadata_field);
const struct phrase *metadata_rule(enum metadata_field);

#endif
