/*
 * Formulas and conditions that teachers write: read and computed here, nothing
 * is ever executed.
 *
 *   1.5  name  a.b  true  false  ( )  - + * / ^  min(a, b) max(a, b) round(a)
 *   round(a, decimals)  abs(a)  == != < <= > >=  &&  ||
 *
 * ^ binds tighter than a minus before it, and to the right: -2^2 is -4. A
 * comparison is of two numbers, == and != also of two truths; they do not chain.
 * A decimal point is a dot, as in JSON; a comma parts arguments.
 */
#ifndef DOMAIN_FORMULA_H
#define DOMAIN_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#define FORMULA_MOST 500	/* bytes */
#define FORMULA_DEPTH 32	/* parentheses, signs and powers in each other */

enum formula_fault {
	FORMULA_OK,
	FORMULA_SYNTAX,		/* something else is expected there */
	FORMULA_NAME,		/* nobody has that name */
	FORMULA_KIND,		/* a truth where a number must be, or the reverse */
	FORMULA_DEEP,
	FORMULA_LONG,
	FORMULA_ZERO,		/* division by zero */
	FORMULA_RANGE		/* the result is no finite number */
};

struct formula_name {
	const char *name;	/* letters, digits, _ and . */
	bool truth;
	double value;
};

/* A number; `at` (may be NULL) takes the byte where the fault is. */
enum formula_fault formula_value(const char *formula,
				 const struct formula_name *, size_t n,
				 double *out, size_t *at);

/* A truth. */
enum formula_fault formula_holds(const char *condition,
				 const struct formula_name *, size_t n,
				 bool *out, size_t *at);

/* Is it well made, whatever the values? FORMULA_ZERO and _RANGE do not count. */
enum formula_fault formula_check(const char *, bool condition,
				 const struct formula_name *, size_t n,
				 size_t *at);

/* May a parameter be called so? A letter first, up to 30, no function's name. */
bool formula_name_fits(const char *);

#endif
