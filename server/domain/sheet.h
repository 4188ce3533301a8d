/*
 * A table that people open in Excel: as CSV, or as JSON that the browser makes
 * an XLSX of.
 *
 * CSV is what Excel reads by itself where numbers have a decimal comma: UTF-8
 * with a byte order mark, semicolons, CRLF (RFC 4180 but for the separator). A
 * text that Excel would take for a formula, since it begins with = + - @, a tab,
 * CR, LF or a full-width form of these, has a ' before it; every text is quoted
 * (OWASP, "CSV Injection"). Numbers are ours, and stay numbers.
 *
 * JSON is {"columns":[{"title","type"}],"rows":[[…]]} with texts as they are.
 */
#ifndef DOMAIN_SHEET_H
#define DOMAIN_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum sheet_form { SHEET_CSV, SHEET_JSON };
enum sheet_type { SHEET_TEXT, SHEET_NUMBER, SHEET_MOMENT };

/* Start from { .form, .out.mem, .minutes_east, .zone }. */
struct sheet {
	enum sheet_form form;
	struct text out;
	int minutes_east;	/* of local time: 420 */
	const char *zone;	/* its name: "WIB" */
	size_t columns, cells, rows;
};

/* First every column, then sheet_begin; then the cells of each row, one for
   each column, and sheet_row after the last; sheet_end at last. */
void sheet_column(struct sheet *, const char *title, enum sheet_type);
void sheet_begin(struct sheet *);
void sheet_row(struct sheet *);
void sheet_end(struct sheet *);

/* NULL is an empty cell. */
void sheet_text(struct sheet *, const char *);

/* At most two decimals. */
void sheet_number(struct sheet *, double);
void sheet_none(struct sheet *);

/*
 * ms since 1970; 0 is an empty cell. In CSV it takes two columns, UTC as ISO
 * 8601 ("2026-11-27T14:03:00Z") and local time as Excel reads it in any
 * language ("2026-11-27 21:03"), and two empty ones without.
 */
void sheet_moment(struct sheet *, int64_t ms);

/*
 * A NIP as text: "19900101 201503 1 001". With its blanks Excel takes it for no
 * number, which would round it to 15 digits. In JSON its digits alone.
 */
void sheet_nip(struct sheet *, const char *nip);

#endif
