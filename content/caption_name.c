#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "caption.h"

bool caption_lang(const char *text, char out[static CAPTION_LANG_SIZE])
{
	size_t parts = 0, n, i = 0;

	if (strlen(text) >= CAPTION_LANG_SIZE)
		return false;
	for (const char *p = text;; p += n + 1) {
		n = strcspn(p, "-");
		if (n < 2 || n > (parts ? 8 : 3) || ++parts > 3)
			return false;
		for (const char *q = p; q < p + n; q++)
			if (!isalpha((unsigned char)*q) &&
			    (parts == 1 || !isdigit((unsigned char)*q)))
				return false;
		if (!p[n])
			break;
	}
	for (; text[i]; i++)
		out[i] = (char)tolower((unsigned char)text[i]);
	out[i] = '\0';
	return true;
}

bool caption_file(const char *path)
{
	const size_t n = strlen(path);

	return n > 4 && (strcasecmp(path + n - 4, ".vtt") == 0 ||
			 strcasecmp(path + n - 4, ".srt") == 0);
}

bool caption_named(const char *media, const char *path, const char *otherwise,
		   char lang[static CAPTION_LANG_SIZE])
{
	const char *dot = strrchr(media, '.');
	const size_t stem = dot ? (size_t)(dot - media) : strlen(media);
	const size_t n = strlen(path);
	char between[CAPTION_LANG_SIZE + 1];

	if (!caption_file(path) || n < stem + 4 ||
	    strncasecmp(path, media, stem) != 0 || path[stem] != '.')
		return false;
	if (n == stem + 4)
		return caption_lang(otherwise, lang);
	if (n - 4 - stem - 1 > CAPTION_LANG_SIZE)
		return false;
	snprintf(between, sizeof(between), "%.*s", (int)(n - 4 - stem - 1),
		 path + stem + 1);
	return caption_lang(between, lang);
}
