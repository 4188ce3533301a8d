#include "words.h"

#include <stdlib.h>

static const struct phrase all[] = {
#define WORDS(name, id, en) [W_##name] = { { id, en } },
#include "words.def"
#undef WORDS
};

enum lang words_lang(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return text_starts(value, "id") ? LANG_ID : LANG_EN;
	}
	return LANG_EN;
}

const char *words_fill(struct arena *mem, enum words w,
		       const struct text_value *values)
{
	return text_fill(mem, all[w].in[words_lang()], values);
}
