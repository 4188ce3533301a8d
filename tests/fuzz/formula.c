/*
 * Formulas and conditions. What has a form has a value or says why not; what
 * has none is refused the same way whatever the values are.
 */
#include <math.h>

#include "domain/formula.h"
#include "fuzz.h"

static const struct formula_name names[] = {
	{ "B", false, 2000 }, { "P", false, 0 }, { "dimension.W", false, -3.5 },
	{ "variable.on", true, 1 }, { "huge", false, 1e308 },
};
#define N (sizeof(names) / sizeof(*names))

static bool of_value(enum formula_fault f)
{
	return f == FORMULA_OK || f == FORMULA_ZERO || f == FORMULA_RANGE;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	const char *text = fuzz_text(&mem, bytes, size);
	enum formula_fault form, fault;
	size_t at;
	double v;
	bool holds;

	form = formula_check(text, false, names, N, &at);
	must(at <= strlen(text));
	fault = formula_value(text, names, N, &v, &at);
	must(at <= strlen(text));
	must(form == FORMULA_OK ? of_value(fault) :
	     fault == form || of_value(fault));
	must(fault || isfinite(v));
	form = formula_check(text, true, names, N, &at);
	fault = formula_holds(text, names, N, &holds, &at);
	must(form == FORMULA_OK ? of_value(fault) :
	     fault == form || of_value(fault));
	arena_end(&mem);
	return 0;
}
