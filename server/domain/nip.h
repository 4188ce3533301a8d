/*
 * NIP and NI PPPK: the 18 digits by which a civil servant is known.
 *
 * PNS: birth date YYYYMMDD, month of appointment YYYYMM, sex (1 male, 2 female),
 * serial 001 to 999 (Perka BKN 22/2007). PPPK: where the month would be stands
 * 20 and the number of the work agreement, 21 for the first; 24 was seen for
 * part-time (paruh waktu), so the code is kept as it is. There is no check
 * digit: a slip in the serial is not seen.
 *
 * It tells birth date and sex, so it is personal data: it stands in no URL, log,
 * file name, xAPI actor or LTI sub, and is shown whole to few.
 */
#ifndef DOMAIN_NIP_H
#define DOMAIN_NIP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

#define NIP_DIGITS 18
#define NIP_MASKED_SIZE 24

enum nip_kind { NIP_PNS, NIP_PPPK };

/* Why it is none; each has its sentence. The first that applies is told. */
enum nip_fault {
	NIP_GOOD,
	NIP_EMPTY,
	NIP_EXCEL,		/* "1,99E+17": Excel made a number of it */
	NIP_NARROW,		/* "#####": an Excel column that was too narrow */
	NIP_SIGN,		/* a letter or another sign */
	NIP_OLD,		/* the 9 digits from before 2009 */
	NIP_LENGTH,
	NIP_BIRTH,		/* no day of the calendar */
	NIP_BEFORE_1930,
	NIP_UNDER_16,
	NIP_MONTH,		/* 13–14: neither 01–12 nor 21–29 */
	NIP_FUTURE,		/* appointed over a year from now */
	NIP_SEX,
	NIP_SERIAL,		/* 000, what Excel leaves of 18 digits, too */
	NIP_FAULTS
};

/* Bits of `warnings`: odd, but no reason to refuse. */
enum nip_warning {
	NIP_APPOINTED_YOUNG = 1,	/* under 18; of PPPK under 20 */
	NIP_APPOINTED_OLD   = 2,	/* over 56 */
};

struct nip {
	char digits[NIP_DIGITS + 1];
	size_t count;			/* of the digits there were */
	enum nip_kind kind;
	int born_year, born_month, born_day;
	int from_year;
	int from_month;		/* of a PPPK 0: not said */
	int code;		/* of a PPPK digits 13–14, 21 to 29; else 0 */
	int frequency;		/* of a PPPK code - 20; else 0 */
	bool woman;
	int serial;
	unsigned warnings;
};

/*
 * What was typed or pasted, with blanks of every kind, dots, dashes and a ' in
 * front left out. `now` is in ms since 1970. `out` is whole only if NIP_GOOD,
 * its digits are as far as there were any.
 */
enum nip_fault nip_read(const char *text, int64_t now, struct nip *out);

/*
 * For signing in, where numbers from before the rule was checked count, too:
 * only 18 digits, the same signs left out.
 */
bool nip_parse(const char *text, char out[static NIP_DIGITS + 1]);

/* "old", "serial", …: what the wire says of a fault. */
const char *nip_fault_name(enum nip_fault);

/* What is wrong and what to do; `{n}` of NIP_LENGTH stands for the count. */
const struct phrase *nip_fault_text(enum nip_fault);
const struct phrase *nip_warning_text(enum nip_warning);

/* The same with the count filled in, in that language. */
const char *nip_fault_say(struct arena *, enum nip_fault, const struct nip *,
			  enum lang);

/*
 * Does the employee kind ("pns", "cpns", "pppk", "pppk-part", "other", or "" for
 * not known, which always does) go with the number?
 */
bool nip_kind_fits(const struct nip *, const char *kind);

/* The kind that it says by itself: "pns" or "pppk". */
const char *nip_kind_name(const struct nip *);

/* "19900101 ****** * 001": enough to recognise one's own; "" without one. */
void nip_mask(const char *nip, char out[static NIP_MASKED_SIZE]);

#endif
