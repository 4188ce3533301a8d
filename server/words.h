/* The program's own sentences, in the language of the terminal. */
#ifndef WORDS_H
#define WORDS_H

#include "base/text.h"

enum words {
#define WORDS(name, ...) W_##name,
#include "words.def"
#undef WORDS
	W_COUNT
};

/* By LC_ALL, LC_MESSAGES or LANG: Indonesian for "id…", else English. */
enum lang words_lang(void);

/* `values` as for text_fill; VALUES and NO_VALUES of http.h serve. */
const char *words_fill(struct arena *, enum words,
		       const struct text_value *values);

#endif
