/*
 * Numbers and texts as they are typed: the unit on the first line, the rest is
 * what was typed. What is read is finite, and read again when it is written.
 */
#include <math.h>

#include "base/text.h"
#include "domain/decimal.h"
#include "domain/normal.h"
#include "fuzz.h"

static void number(struct arena *mem, const char *typed, const char *unit)
{
	double v, back;

	if (!number_read(typed, unit, &v))
		return;
	must(isfinite(v) && fabs(v) < 1e31);
	/* Of more than thirty digits not all are read. */
	if (v == 0 || (fabs(v) > 1e-12 && fabs(v) < 1e15)) {
		must(number_read(number_write(mem, v, -1), NULL, &back));
		must(fabs(back - v) <= 1e-12 * fabs(v));
	}
}

static void normal(struct arena *mem, const char *typed, bool fold)
{
	const char *once = normal_text(mem, typed, fold), *twice;

	if (!once)
		return;
	must(fuzz_utf8(once, 20 * NORMAL_MOST));
	must(*once != ' ' && !strstr(once, "  "));
	/* What grew over the limit cannot be tried again. */
	if ((twice = normal_text(mem, once, fold)))
		must(strcmp(once, twice) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena mem = ARENA_INIT;
	char *rest = fuzz_text(&mem, bytes, size);
	const char *unit = fuzz_line(&rest);

	fuzz_begin();
	number(&mem, rest, unit);
	number(&mem, unit, NULL);
	normal(&mem, rest, false);
	normal(&mem, rest, true);
	arena_end(&mem);
	return 0;
}
