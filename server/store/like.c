#include "store/like.h"

#include <string.h>

#include "base/text.h"

const char *like_containing(struct arena *mem, const char *words)
{
	struct text out = { .mem = mem };

	text_puts(&out, "%");
	for (const char *s = text_lower(mem, text_trim(mem, words)); *s; s++) {
		if (strchr("%_!", *s))
			text_puts(&out, "!");
		text_put(&out, s, 1);
	}
	text_puts(&out, "%");
	return out.bytes;
}
