/*
 * Pictures inside texts, as data: addresses: a question is one thing then, and
 * whoever may read it reads all of it.
 */
#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "questions/reading.h"

#define SRC_MOST   1000		/* bytes of an address that names a file */
#define LOOKS_MOST 1000000	/* at the names of files */
/* One small picture may be named a thousand times: bytes of what comes of it. */
#define QUESTION_PICTURES_MOST (4 * QUESTIONS_PICTURE_MOST)
#define ALL_PICTURES_MOST 64000000

static const char *type_of(const unsigned char *b, size_t n)
{
	if (n > 8 && memcmp(b, "\x89PNG\r\n\x1a\n", 8) == 0)
		return "image/png";
	if (n > 3 && memcmp(b, "\xff\xd8\xff", 3) == 0)
		return "image/jpeg";
	if (n > 6 && (!memcmp(b, "GIF87a", 6) || !memcmp(b, "GIF89a", 6)))
		return "image/gif";
	if (n > 12 && !memcmp(b, "RIFF", 4) && !memcmp(b + 8, "WEBP", 4))
		return "image/webp";
	return NULL;
}

const char *picture_address(struct reading *r, const char *name,
			    const void *bytes, size_t size)
{
	const char *type = type_of(bytes, size);
	const size_t room = sodium_base64_ENCODED_LEN(
		size, sodium_base64_VARIANT_ORIGINAL);
	char *text;

	if (!type) {
		found_refuse(r, NOTE_PICTURE_KIND, name);
		return NULL;
	}
	if (size > QUESTIONS_PICTURE_MOST ||
	    (r->pictured += room) > QUESTION_PICTURES_MOST ||
	    (r->pictured_all += room) > ALL_PICTURES_MOST) {
		found_refuse(r, NOTE_PICTURE_LARGE, name);
		return NULL;
	}
	text = arena_alloc(r->mem, room);
	sodium_bin2base64(text, room, bytes, size,
			  sodium_base64_VARIANT_ORIGINAL);
	return arena_format(r->mem, "data:%s;base64,%s", type, text);
}

static const char *picture_base64(struct reading *r, const char *name,
				  const char *text)
{
	const size_t room = strlen(text) / 4 * 3 + 3;
	unsigned char *bytes;
	size_t size;

	/* What is too large is not decoded first. */
	if (room > 2 * QUESTIONS_PICTURE_MOST) {
		found_refuse(r, NOTE_PICTURE_LARGE, name);
		return NULL;
	}
	bytes = arena_alloc(r->mem, room);
	if (sodium_base642bin(bytes, room, text, strlen(text), " \t\r\n", &size,
			      NULL, sodium_base64_VARIANT_ORIGINAL)) {
		found_refuse(r, NOTE_PICTURE_KIND, name);
		return NULL;
	}
	return picture_address(r, name, bytes, size);
}

/* %41 as A; what is no such thing stays. */
static const char *decoded(struct arena *mem, const char *s)
{
	char *out = arena_alloc(mem, strlen(s) + 1), *p = out;

	while (*s) {
		const char hex[] = { s[0] == '%' ? s[1] : 'x',
				     s[0] == '%' && s[1] ? s[2] : 'x', '\0' };

		if (isxdigit((unsigned char)hex[0]) &&
		    isxdigit((unsigned char)hex[1]) && strcmp(hex, "00")) {
			*p++ = (char)strtol(hex, NULL, 16);
			s += 3;
		} else {
			*p++ = *s++;
		}
	}
	*p = '\0';
	return out;
}

/* "a/b/../c" and "./c" without them. */
static const char *straight(struct arena *mem, const char *path)
{
	char *out = arena_alloc(mem, strlen(path) + 2);
	size_t n = 0;

	while (*path) {
		const size_t part = strcspn(path, "/");

		if (part == 2 && memcmp(path, "..", 2) == 0) {
			while (n && out[--n] != '/')
				;
		} else if (part && !(part == 1 && *path == '.')) {
			if (n)
				out[n++] = '/';
			memcpy(out + n, path, part);
			n += part;
		}
		path += part + (path[part] == '/');
	}
	out[n] = '\0';
	return out;
}

const struct question_file *file_find(struct reading *r, const char *src)
{
	const char *paths[3];

	src = decoded(r->mem, src);
	paths[0] = straight(r->mem, arena_format(r->mem, "%s%s", r->folder,
						 src));
	paths[1] = straight(r->mem, src);
	/* How cartridges name the folder of their files. */
	paths[2] = text_starts(src, "$IMS-CC-FILEBASE$")
		? straight(r->mem, src + strlen("$IMS-CC-FILEBASE$")) : "";
	for (size_t p = 0; p < 3; p++)
		for (size_t i = 0; i < r->nfiles; i++)
			if (*paths[p] && r->looks++ < LOOKS_MOST &&
			    strcmp(r->files[i].path, paths[p]) == 0)
				return &r->files[i];
	return NULL;
}

static const char *in_package(struct reading *r, const char *src)
{
	const struct question_file *f = file_find(r, src);

	if (f)
		return picture_address(r, decoded(r->mem, src), f->bytes,
				       f->size);
	found_warn(r, NOTE_LOST_PICTURE, decoded(r->mem, src));
	return NULL;
}

/* Moodle puts <file name="…" encoding="base64"> beside the text. */
static const char *attached(struct reading *r, const char *name)
{
	name = decoded(r->mem, name);
	name += *name == '/';
	for (const xmlNode *f = element_child(r->attached, "file");
	     f && r->looks++ < LOOKS_MOST / 10; f = element_next(f, "file"))
		if (strcmp(element_attribute(r, f, "name"), name) == 0)
			return picture_base64(r, name, element_text(r, f));
	found_warn(r, NOTE_LOST_PICTURE, name);
	return NULL;
}

const char *picture_find(struct reading *r, const char *src)
{
	static const char plug[] = "@@PLUGINFILE@@/";
	const char *comma;

	if (strncasecmp(src, "data:", 5) == 0) {
		comma = strchr(src, ',');
		if (comma && strstr(src, ";base64,") &&
		    strstr(src, ";base64,") < comma)
			return picture_base64(r, "data:", comma + 1);
		found_refuse(r, NOTE_PICTURE_KIND, "data:");
		return NULL;
	}
	if (strlen(src) > SRC_MOST) {
		found_warn(r, NOTE_LOST_PICTURE,
			      text_line(r->mem, src, 80));
		return NULL;
	}
	if (text_starts(src, plug))
		return attached(r, src + strlen(plug));
	return in_package(r, src);
}
