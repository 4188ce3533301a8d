/*
 * Captions: WebVTT or SubRip from outside, WebVTT of our own making out.
 *
 * Nothing of the original is passed on but times, words, where they stand and
 * the tags <b> <i> <u> <v>: what leaves here was written here, line by line. So
 * no style, no region, no comment and no tag of anybody's invention reaches a
 * browser.
 */
#ifndef CONTENT_CAPTION_H
#define CONTENT_CAPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

#define CAPTION_MOST      1000000	/* bytes of the file that comes */
#define CAPTION_CUES_MOST 20000
#define CAPTIONS_MOST     40		/* languages of one video */
#define CAPTION_LANG_SIZE 16		/* a language and its NUL */
#define CAPTION_TYPE      "text/vtt; charset=utf-8"

enum caption_fault {
	CAPTION_GOOD,
	CAPTION_TOO_LARGE,	/* over CAPTION_MOST or CAPTION_CUES_MOST */
	CAPTION_NO_TEXT,	/* bytes that no text has */
	CAPTION_NO_CUES,
	CAPTION_LINE		/* a line that does not belong there */
};

struct caption {
	const char *bytes;	/* WebVTT in UTF-8, in the arena */
	size_t size;
	size_t cues;
	size_t line;		/* of CAPTION_LINE: which, from 1 */
};

/*
 * UTF-8 with or without a mark, UTF-16 with one, else Windows-1252; lines end
 * in whatever way. Cues are put in the order of their beginnings.
 */
enum caption_fault caption_read(struct arena *, const char *bytes, size_t size,
				struct caption *out);

/*
 * A language as captions are told apart: two or three letters and at most two
 * more parts ("id", "en", "zh-hant"), lower case. False: it is not one.
 */
bool caption_lang(const char *text, char out[static CAPTION_LANG_SIZE]);

/*
 * Are these the captions of the file `media`, "kuliah.id.srt" beside
 * "kuliah.mp4"? Its language is what stands between; without, `otherwise`.
 * False when the name is another one's, or what stands between no language.
 */
bool caption_named(const char *media, const char *path, const char *otherwise,
		   char lang[static CAPTION_LANG_SIZE]);

/* Does the path end in .vtt or .srt? */
bool caption_file(const char *path);

#endif
