/*
 * The words of a Markdown text, for lists and for searching: without its marks,
 * and of pictures and links the words alone. It is read by eye here, not by the
 * rules of CommonMark; the page that shows a question does that.
 */
#ifndef DOMAIN_PLAIN_H
#define DOMAIN_PLAIN_H

#include "base/arena.h"

/* UTF-8 in and out; in the arena. Gaps "{{1}}" become "…". */
const char *plain_words(struct arena *, const char *markdown);

#endif
