/*
 * Numbers as people in Indonesia type them: a comma before the decimals, dots
 * between thousands; and as keyboards and calculators give them.
 */
#ifndef DOMAIN_DECIMAL_H
#define DOMAIN_DECIMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

/*
 * Taken, with blanks of any kind around it and a sign (+ - or a Unicode minus)
 * in front of or behind "Rp", and digits of any script:
 *
 *   "1234"  "1234,5"  ",5"          a comma is followed by decimals
 *   "1.234,5"  "Rp 1.234.567,89"    dots stand between groups of three
 *   "1 234 567"                     and so may blanks or apostrophes
 *   "1,234.5"  "1,234,567"          the English way, where it can be nothing else
 *   "1.5"  "0.25"  "1.2345"         one dot not before three digits: decimals
 *   "12%"  "12 jam"                 %, and the unit in any case, may stand behind
 *   "Rp 5.000,-"                    no cents, as it is written on receipts
 *
 * Two are ambiguous and decided so: "1.500" is 1500 (one to three digits, not
 * beginning with 0, a dot and just three), "0.500" is 0.5 (no thousands begin
 * with 0). "1,500" is 1.5: a single comma is always decimal.
 *
 * Nothing else is a number: no exponent, hexadecimal, fraction, "3×24", groups
 * of other than three. At most 100 characters and 30 digits. The nearest double
 * is given, whatever the locale. `unit` may be NULL.
 */
bool number_read(const char *text, const char *unit, double *out);

/* Digits, and perhaps a dot and digits: the whole of `size` bytes, up to 40. */
bool number_plain(const char *text, size_t size, double *out);

/*
 * "1.234,5": with just `decimals` (0 to 9), or, when that is negative, as many
 * as tell it to 12 digits. Finite numbers only.
 */
const char *number_write(struct arena *, double value, int decimals);

#endif
