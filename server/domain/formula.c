#include "domain/formula.h"

#include <math.h>
#include <string.h>

#include "domain/decimal.h"

struct value {
	bool truth;
	double v;
};

/* The first fault stays; what is read behind it means nothing. */
struct reader {
	const char *text, *s;
	const struct formula_name *names;
	size_t n;
	int depth;
	bool dry;		/* only the form counts */
	enum formula_fault fault;
	size_t at;
};

static struct value number(double v)
{
	return (struct value){ false, v };
}

static struct value truth(bool v)
{
	return (struct value){ true, v };
}

static struct value fault_at(struct reader *r, enum formula_fault fault,
			     const char *place)
{
	if (!r->fault) {
		r->fault = fault;
		r->at = (size_t)(place - r->text);
	}
	return number(0);
}

static void blanks(struct reader *r)
{
	r->s += strspn(r->s, " \t\n\r");
}

/* Take the sign if it is next. */
static bool sign(struct reader *r, const char *sign)
{
	const size_t n = strlen(sign);

	blanks(r);
	if (r->fault || strncmp(r->s, sign, n))
		return false;
	r->s += n;
	return true;
}

static void must_sign(struct reader *r, const char *wanted)
{
	if (!sign(r, wanted))
		fault_at(r, FORMULA_SYNTAX, r->s);
}

/* A finite number; what is none is a fault, unless only the form counts. */
static struct value finite_(struct reader *r, double v, const char *place)
{
	if (!isfinite(v)) {
		if (!r->dry)
			fault_at(r, FORMULA_RANGE, place);
		v = 1;
	}
	return number(v);
}

static double number_of(struct reader *r, struct value v, const char *place)
{
	if (v.truth)
		fault_at(r, FORMULA_KIND, place);
	return v.v;
}

static bool truth_of(struct reader *r, struct value v, const char *place)
{
	if (!v.truth)
		fault_at(r, FORMULA_KIND, place);
	return v.v != 0;
}

static struct value any(struct reader *);

static bool deeper(struct reader *r)
{
	if (++r->depth > FORMULA_DEPTH)
		fault_at(r, FORMULA_DEEP, r->s);
	return !r->fault;
}

static double argument(struct reader *r)
{
	const char *place = r->s;

	return number_of(r, any(r), place);
}

static double rounded(double a, double decimals)
{
	const double scale = pow(10, fmin(fmax(trunc(decimals), -12), 12));

	return round(a * scale) / scale;
}

static double function_value(char which, double a, double b)
{
	switch (which) {
	case 'i': return fmin(a, b);
	case 'a': return fmax(a, b);
	case 'r': return rounded(a, b);
	default: return fabs(a);
	}
}

static const struct function { const char *name; char which; int least, most; }
	functions[] = {
	{ "min", 'i', 2, 2 }, { "max", 'a', 2, 2 },
	{ "round", 'r', 1, 2 }, { "abs", 'b', 1, 1 },
};

static const struct function *function_of(const char *name, size_t size)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (strlen(functions[i].name) == size &&
		    memcmp(functions[i].name, name, size) == 0)
			return &functions[i];
	return NULL;
}

/* Behind the name and its parenthesis. */
static struct value call(struct reader *r, const struct function *f)
{
	const char *place = r->s;
	double a = argument(r), b = 0;

	if (f->most == 2 && sign(r, ","))
		b = argument(r);
	else if (f->least == 2)
		fault_at(r, FORMULA_SYNTAX, r->s);
	must_sign(r, ")");
	return finite_(r, function_value(f->which, a, b), place);
}

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define NAME_SIGNS LETTERS "0123456789_."

static struct value named(struct reader *r)
{
	const char *name = r->s;
	const size_t size = strspn(name, NAME_SIGNS);
	const struct function *f = function_of(name, size);

	r->s += size;
	if (f) {
		must_sign(r, "(");
		return call(r, f);
	}
	if (size == 4 && memcmp(name, "true", 4) == 0)
		return truth(true);
	if (size == 5 && memcmp(name, "false", 5) == 0)
		return truth(false);
	for (size_t i = 0; i < r->n; i++)
		if (strlen(r->names[i].name) == size &&
		    memcmp(r->names[i].name, name, size) == 0)
			return r->names[i].truth ?
				truth(r->names[i].value != 0) :
				finite_(r, r->names[i].value, name);
	return fault_at(r, FORMULA_NAME, name);
}

static struct value primary(struct reader *r)
{
	struct value v;
	size_t size;

	blanks(r);
	if (r->fault)
		return number(0);
	if (sign(r, "(")) {
		v = any(r);
		must_sign(r, ")");
		return v;
	}
	if ((size = strspn(r->s, "0123456789."))) {
		if (!number_plain(r->s, size, &v.v) ||
		    strchr(LETTERS "_", r->s[size] ? r->s[size] : ' '))
			return fault_at(r, FORMULA_SYNTAX, r->s);
		r->s += size;
		return number(v.v);
	}
	if (*r->s && strchr(LETTERS, *r->s))
		return named(r);
	return fault_at(r, FORMULA_SYNTAX, r->s);
}

static struct value signed_(struct reader *r);

static struct value power(struct reader *r)
{
	const char *place = r->s;
	struct value v = primary(r), by;

	if (!sign(r, "^"))
		return v;
	by = signed_(r);
	return finite_(r, pow(number_of(r, v, place),
			      number_of(r, by, place)), place);
}

/* Every way down passes here, so depth is counted here. */
static struct value signed_(struct reader *r)
{
	struct value v = number(0);
	const char *place;

	blanks(r);
	place = r->s;
	if (deeper(r)) {
		if (sign(r, "-"))
			v = number(-number_of(r, signed_(r), place));
		else
			v = power(r);
	}
	r->depth--;
	return v;
}

static struct value quotient(struct reader *r, double a, double b,
			     const char *place)
{
	if (b != 0)
		return finite_(r, a / b, place);
	if (!r->dry)
		fault_at(r, FORMULA_ZERO, place);
	return number(1);
}

static struct value product(struct reader *r)
{
	const char *place = r->s;
	struct value v = signed_(r);

	while (!r->fault) {
		const bool times = sign(r, "*");
		double a, b;

		if (!times && !sign(r, "/"))
			break;
		a = number_of(r, v, place);
		place = r->s;
		b = number_of(r, signed_(r), place);
		v = times ? finite_(r, a * b, place)
			  : quotient(r, a, b, place);
	}
	return v;
}

static struct value sum(struct reader *r)
{
	const char *place = r->s;
	struct value v = product(r);

	while (!r->fault) {
		const bool plus = sign(r, "+");
		double a, b;

		if (!plus && !sign(r, "-"))
			break;
		a = number_of(r, v, place);
		place = r->s;
		b = number_of(r, product(r), place);
		v = finite_(r, plus ? a + b : a - b, place);
	}
	return v;
}

static bool compared(const char *how, double a, double b)
{
	switch (how[0]) {
	case '<': return how[1] ? a <= b : a < b;
	case '>': return how[1] ? a >= b : a > b;
	case '=': return a == b;
	default: return a != b;
	}
}

static struct value comparison(struct reader *r)
{
	static const char *const signs[] = { "==", "!=", "<=", ">=", "<", ">" };
	const char *place = r->s;
	const struct value a = sum(r);

	for (size_t i = 0; i < 6; i++) {
		struct value b;

		if (!sign(r, signs[i]))
			continue;
		b = sum(r);
		if (a.truth != b.truth || (a.truth && i > 1))
			return fault_at(r, FORMULA_KIND, place);
		return truth(compared(signs[i], a.v, b.v));
	}
	return a;
}

static struct value both(struct reader *r)
{
	const char *place = r->s;
	struct value v = comparison(r);

	while (sign(r, "&&")) {
		const bool a = truth_of(r, v, place);

		place = r->s;
		v = truth(truth_of(r, comparison(r), place) && a);
	}
	return v;
}

static struct value any(struct reader *r)
{
	const char *place = r->s;
	struct value v = both(r);

	while (sign(r, "||")) {
		const bool a = truth_of(r, v, place);

		place = r->s;
		v = truth(truth_of(r, both(r), place) || a);
	}
	return v;
}

static enum formula_fault run(struct reader *r, bool condition,
			      double *out, size_t *at)
{
	struct value v;

	r->s = r->text;
	if (strlen(r->text) > FORMULA_MOST) {
		fault_at(r, FORMULA_LONG, r->text + FORMULA_MOST);
	} else {
		v = any(r);
		blanks(r);
		if (!r->fault && *r->s)
			fault_at(r, FORMULA_SYNTAX, r->s);
		if (!r->fault && v.truth != condition)
			fault_at(r, FORMULA_KIND, r->text);
		*out = v.v;
	}
	if (at)
		*at = r->at;
	return r->fault;
}

enum formula_fault formula_value(const char *formula,
				 const struct formula_name *names, size_t n,
				 double *out, size_t *at)
{
	struct reader r = { .text = formula, .names = names, .n = n };

	return run(&r, false, out, at);
}

enum formula_fault formula_holds(const char *condition,
				 const struct formula_name *names, size_t n,
				 bool *out, size_t *at)
{
	struct reader r = { .text = condition, .names = names, .n = n };
	double v = 0;
	const enum formula_fault fault = run(&r, true, &v, at);

	*out = v != 0;
	return fault;
}

enum formula_fault formula_check(const char *text, bool condition,
				 const struct formula_name *names, size_t n,
				 size_t *at)
{
	struct reader r = { .text = text, .names = names, .n = n, .dry = true };
	double v;

	return run(&r, condition, &v, at);
}

bool formula_name_fits(const char *name)
{
	const size_t n = strspn(name, LETTERS "0123456789_");

	return n > 0 && n <= 30 && !name[n] && strchr(LETTERS, *name) &&
	       !function_of(name, n) && strcmp(name, "true") &&
	       strcmp(name, "false");
}
