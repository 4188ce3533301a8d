#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

static _Thread_local struct failure own;
static _Thread_local struct failure *current;

static struct failure *slot_now(void)
{
	return current ? current : &own;
}

struct failure *failure_into(struct failure *slot)
{
	struct failure *before = current;

	current = slot;
	return before;
}

enum err fail_at(const char *file, int line, enum err code,
		 const char *fmt, ...)
{
	struct failure *slot = slot_now();
	va_list ap;
	int n;

	n = snprintf(slot->reason, FAILURE_SIZE, "%s:%d: ", file, line);
	if (n < 0 || n >= FAILURE_SIZE)
		return code;
	va_start(ap, fmt);
	vsnprintf(slot->reason + n, (size_t)(FAILURE_SIZE - n), fmt, ap);
	va_end(ap);
	return code;
}

const char *fail_reason(void)
{
	return slot_now()->reason;
}
