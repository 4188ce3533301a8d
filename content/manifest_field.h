/*
 * The attributes of an XML element by a table, as JSON in which every default of
 * the standard is filled in. Not for those outside content/.
 */
#ifndef CONTENT_MANIFEST_FIELD_H
#define CONTENT_MANIFEST_FIELD_H

#include "manifest.h"

enum field_kind { YES, NO, TEXT, NUMBER, COUNT };

/* An attribute, and what a row fills in when the manifest does not say. */
struct field {
	const char *attr;	/* in the manifest */
	const char *key;	/* in our JSON */
	enum field_kind kind;	/* YES and NO: a boolean and its default */
	const char *text;	/* default of TEXT; NULL is null */
	double number;		/* default of NUMBER and COUNT; below 0 is null */
	double least, most;
};

#define END { NULL, NULL, NO, NULL, 0, 0, 0 }
#define FLAG(name, kind) { name, name, kind, NULL, 0, 0, 0 }
#define WORD(name, text) { name, name, TEXT, text, 0, 0, 0 }

/*
 * The attributes of `xml` (NULL: none) by the table, which ends in END: put into
 * `into`, which is returned, or into a new object. What is out of its range is
 * its default, with a warning.
 */
json_t *fields_into(struct manifest *, const xmlNode *xml,
		    const struct field *, json_t *into);
json_t *fields_read(struct manifest *, const xmlNode *xml,
		    const struct field *);

/* The same for one number that stands elsewhere; NULL: it does not. */
json_t *manifest_number(struct manifest *, const struct field *, const char *);

/* Warn of an attribute whose value is none. */
void field_invalid(struct manifest *, const char *name);

#endif
