#include <stdio.h>
#include <string.h>

#include "unpack.h"

/* CP850, the code page of Windows' own zip in most Latin places: 0x80..0xff. */
static const uint16_t cp850[128] = {
	0x00c7, 0x00fc, 0x00e9, 0x00e2, 0x00e4, 0x00e0, 0x00e5, 0x00e7,
	0x00ea, 0x00eb, 0x00e8, 0x00ef, 0x00ee, 0x00ec, 0x00c4, 0x00c5,
	0x00c9, 0x00e6, 0x00c6, 0x00f4, 0x00f6, 0x00f2, 0x00fb, 0x00f9,
	0x00ff, 0x00d6, 0x00dc, 0x00f8, 0x00a3, 0x00d8, 0x00d7, 0x0192,
	0x00e1, 0x00ed, 0x00f3, 0x00fa, 0x00f1, 0x00d1, 0x00aa, 0x00ba,
	0x00bf, 0x00ae, 0x00ac, 0x00bd, 0x00bc, 0x00a1, 0x00ab, 0x00bb,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00c1, 0x00c2, 0x00c0,
	0x00a9, 0x2563, 0x2551, 0x2557, 0x255d, 0x00a2, 0x00a5, 0x2510,
	0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x00e3, 0x00c3,
	0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x00a4,
	0x00f0, 0x00d0, 0x00ca, 0x00cb, 0x00c8, 0x0131, 0x00cd, 0x00ce,
	0x00cf, 0x2518, 0x250c, 0x2588, 0x2584, 0x00a6, 0x00cc, 0x2580,
	0x00d3, 0x00df, 0x00d4, 0x00d2, 0x00f5, 0x00d5, 0x00b5, 0x00fe,
	0x00de, 0x00da, 0x00db, 0x00d9, 0x00fd, 0x00dd, 0x00af, 0x00b4,
	0x00ad, 0x00b1, 0x2017, 0x00be, 0x00b6, 0x00a7, 0x00f7, 0x00b8,
	0x00b0, 0x00a8, 0x00b7, 0x00b9, 0x00b3, 0x00b2, 0x25a0, 0x00a0,
};

/*
 * Without the UTF-8 flag a zip says CP437 and means the code page of the
 * machine that made it. The two agree on the letters that both have.
 */
static char *recode(struct arena *a, const char *bytes, size_t size)
{
	char *out = arena_alloc(a, size * 3 + 1), *p = out;

	for (size_t i = 0; i < size; i++) {
		const unsigned char c = (unsigned char)bytes[i];
		const unsigned point = c < 0x80 ? c : cp850[c - 0x80];

		if (point < 0x80) {
			*p++ = (char)point;
		} else if (point < 0x800) {
			*p++ = (char)(0xc0 | point >> 6);
			*p++ = (char)(0x80 | (point & 0x3f));
		} else {
			*p++ = (char)(0xe0 | point >> 12);
			*p++ = (char)(0x80 | (point >> 6 & 0x3f));
			*p++ = (char)(0x80 | (point & 0x3f));
		}
	}
	return out;
}

static bool letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

/* "C:": on Windows, the top of another disk. */
static bool drive(const char *s)
{
	return letter(s[0]) && s[1] == ':';
}

/* C0, DEL and, as UTF-8, C1. */
static bool has_control(const char *s)
{
	for (; *s; s++) {
		const unsigned char c = (unsigned char)*s;

		if (c < 0x20 || c == 0x7f ||
		    (c == 0xc2 && (unsigned char)s[1] < 0xa0))
			return true;
	}
	return false;
}

/* What a person may see of a name that is refused. */
static const char *shown(struct arena *a, const char *s)
{
	char *out = arena_copy(a, s, strlen(s));

	for (char *p = out; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			*p = '?';
	return out;
}

/* Copy `from` without "." and empty parts. */
static enum fault_code parts_read(const char *from,
				  const struct unpack_limits *limits,
				  char *to)
{
	unsigned depth = 0;
	char *p = to;

	while (*from) {
		const size_t n = strcspn(from, "/");

		if (n == 2 && from[0] == '.' && from[1] == '.')
			return FAULT_NAME_ESCAPES;
		if (n > limits->name_bytes)
			return FAULT_NAME_TOO_LONG;
		if (n && !(n == 1 && *from == '.')) {
			if (p != to)
				*p++ = '/';
			memcpy(p, from, n);
			p += n;
			if (++depth > limits->depth + 1)
				return FAULT_NAME_TOO_DEEP;
		}
		from += n + (from[n] == '/');
	}
	*p = '\0';
	return FAULT_NONE;
}

enum fault_code entry_name_read(struct arena *a, const char *bytes, size_t size,
				const struct unpack_limits *limits,
				struct entry_name *out)
{
	enum fault_code bad;
	char *s, *path;
	size_t n;

	*out = (struct entry_name){ .path = "" };
	if (!size || memchr(bytes, '\0', size))
		return FAULT_NAME_INVALID;
	out->recoded = !text_utf8(bytes, size);
	s = out->recoded ? recode(a, bytes, size) : arena_copy(a, bytes, size);
	for (char *p = s; *p; p++) {
		out->backslash |= *p == '\\';
		*p = *p == '\\' ? '/' : *p;
	}
	out->path = shown(a, s);
	if (has_control(s))
		return FAULT_NAME_INVALID;
	n = strlen(s);
	if (*s == '/' || drive(s))
		return FAULT_NAME_ESCAPES;
	if (n > limits->path_bytes)
		return FAULT_NAME_TOO_LONG;
	out->dir = s[n - 1] == '/';
	path = arena_alloc(a, n + 1);
	if ((bad = parts_read(s, limits, path)))
		return bad;
	if (drive(path))	/* "./C:" */
		return FAULT_NAME_ESCAPES;
	/* "./" is what tar calls the folder that it was told to pack. */
	if (!*path && !out->dir && strcmp(s, ".") != 0)
		return FAULT_NAME_INVALID;
	out->dir |= !*path;
	out->path = path;
	return FAULT_NONE;
}

bool entry_name_junk(const char *path)
{
	static const char *const names[] = {
		".DS_Store", "Thumbs.db", "desktop.ini",
	};
	const char *base = strrchr(path, '/');

	base = base ? base + 1 : path;
	if (text_starts(path, "__MACOSX/") || strstr(path, "/__MACOSX/") ||
	    text_starts(base, "._"))
		return true;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcasecmp(base, names[i]) == 0)
			return true;
	return false;
}

bool entry_link_inside(const char *path, const char *target)
{
	int depth = 0;

	if (!*target || *target == '/' || *target == '\\' ||
	    drive(target))
		return false;
	for (const char *p = path; *p; p++)
		depth += *p == '/';
	while (*target && depth >= 0) {
		const size_t n = strcspn(target, "/\\");

		if (n == 2 && target[0] == '.' && target[1] == '.')
			depth--;
		else if (n && !(n == 1 && *target == '.'))
			depth++;
		target += n + (target[n] != '\0');
	}
	return depth >= 0;
}
