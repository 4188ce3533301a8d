/*
 * A downloaded table as text: what wrote it chose the letters' encoding and what
 * stands between the cells.
 */
#ifndef DOMAIN_ATTENDANCE_TEXT_H
#define DOMAIN_ATTENDANCE_TEXT_H

#include "domain/attendance_file.h"

/* UTF-8 of UTF-8, UTF-16 or Latin 1, with a mark or without, in the arena. NULL
   when it is no text. */
char *attendance_text(struct arena *, const char *bytes, size_t size);

/* Begin with { .at, .separator }; quotes as in RFC 4180. */
struct attendance_lines {
	char *at;		/* what is left; cut up in place */
	char separator;
	size_t count;		/* lines that were taken */
	char *cells[ATTENDANCE_COLUMNS];
	size_t n;
};

/* The next line, its cells trimmed; those beyond the last column are left out.
   False at the end. */
bool attendance_line_read(struct attendance_lines *);

/* Nothing in any of its cells? */
bool attendance_line_empty(const struct attendance_lines *);

#endif
