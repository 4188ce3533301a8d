/*
 * A line of a caption's words: what of somebody else's markup is passed on.
 */
#ifndef CONTENT_CAPTION_CUE_H
#define CONTENT_CAPTION_CUE_H

#include "base/text.h"

/*
 * Put the line `s` (UTF-8, without its end) behind `out` as WebVTT: words, the
 * references it knows (WebVTT 4.2.2) and the tags <b> <i> <u> <v>. Every other
 * tag, SubRip's "{\an8}" and control characters are nothing.
 */
void cue_line(struct text *out, const char *s);

#endif
