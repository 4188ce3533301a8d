/*
 * Text from outside: is it UTF-8, how long is it, what is left when it is
 * trimmed; and text for people, which is always in two languages.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum lang { LANG_ID, LANG_EN, LANG_COUNT };

/* "id", "en": BCP 47, and the key of what is kept in both. */
const char *lang_name(enum lang);

/* One sentence in each language; `{name}` stands for what text_fill puts in. */
struct phrase {
	const char *in[LANG_COUNT];
};

struct text_value {
	const char *name, *value;
};

/*
 * The phrase with every {name} replaced. Values end with one whose name is
 * NULL; a name without a value stays as it is written, which a test looks for.
 */
const char *text_fill(struct arena *, const char *phrase,
		      const struct text_value *values);

/* Well-formed UTF-8 (no surrogates, no overlong forms) and no NUL inside. */
bool text_utf8(const char *bytes, size_t size);

/* Code points in valid UTF-8. */
size_t text_length(const char *);

/*
 * No control characters (C0, DEL, C1), and none of the marks that turn the
 * direction of writing around (UTR 36), in valid UTF-8.
 */
bool text_plain(const char *);

/*
 * In one line, blanks joined, of at most `most` characters: what is longer is
 * cut between two words and ends in "…", which counts. The signs that are not plain are gone.
 */
const char *text_line(struct arena *, const char *, size_t most);

/* Without white space and control characters at both ends. */
const char *text_trim(struct arena *, const char *);

/* ASCII letters in lower case, everything else untouched. */
const char *text_lower(struct arena *, const char *);

/* The same text; NULL is the same as NULL alone. */
bool text_same(const char *, const char *);

/* The same text, where none (NULL) and an empty one are alike. */
bool text_alike(const char *, const char *);

bool text_starts(const char *text, const char *prefix);
bool text_ends(const char *text, const char *suffix);

/* A text that grows in an arena. Start from { .mem = arena }. */
struct text {
	struct arena *mem;
	char *bytes;		/* always ends with a NUL once something is put */
	size_t size, room;
};

void text_put(struct text *, const char *bytes, size_t size);
void text_puts(struct text *, const char *);
void text_putf(struct text *, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

#endif
