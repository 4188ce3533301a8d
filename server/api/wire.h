/*
 * What answers of many handlers have in common: values that may be absent, and
 * files to be kept.
 */
#ifndef API_WIRE_H
#define API_WIRE_H

#include "domain/progress.h"
#include "domain/sheet.h"
#include "http/http.h"

/* null for 0: a moment that has not been, a number that was not given. */
json_t *number_or_null(int64_t);

/* null for what is not known. */
json_t *measure_or_null(struct measure);

/* null for NULL and "". */
json_t *text_or_null(const char *);

/* The answer is kept as a file of that name, not shown: letters, digits, and
   -_. alone. */
void respond_attachment(struct request *, struct response *, const char *name);

/* End the table and answer it as CSV, as a file of that name. */
enum err respond_sheet(struct request *, struct response *, struct sheet *,
		       const char *name);

#endif
