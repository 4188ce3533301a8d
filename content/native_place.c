#include <stdlib.h>
#include <string.h>

#include "native_check.h"

#define SEGMENT_MOST 1000	/* bytes of a key; longer ones are not looked for */

static const char *blanks_skip(const char *s)
{
	return s + strspn(s, " \t\r\n");
}

/* Behind the string that begins at `s`. */
static const char *string_skip(const char *s)
{
	for (s++; *s && *s != '"'; s++)
		if (*s == '\\' && s[1])
			s++;
	return *s ? s + 1 : s;
}

/* Behind the value that begins at `s`: counted, since it may be nested deep. */
static const char *value_skip(const char *s)
{
	size_t depth = 0;

	do {
		if (*s == '"') {
			s = string_skip(s);
			continue;
		}
		if (*s == '{' || *s == '[')
			depth++;
		else if ((*s == '}' || *s == ']') && depth)
			depth--;
		else if (!depth && strchr(",}] \t\r\n", *s))
			return s;
		s += *s != '\0';
	} while (*s && (depth || !strchr(",}] \t\r\n", *s)));
	return s;
}

/* "a/b~0c" up to the next slash, "~0" and "~1" read; false: too long. */
static bool segment_read(const char **pointer, char out[static SEGMENT_MOST])
{
	const char *p = *pointer + 1;
	size_t n = 0;

	for (; *p && *p != '/'; p++) {
		if (n == SEGMENT_MOST - 1)
			return false;
		if (*p == '~' && (p[1] == '0' || p[1] == '1'))
			out[n++] = *++p == '0' ? '~' : '/';
		else
			out[n++] = *p;
	}
	out[n] = '\0';
	*pointer = p;
	return true;
}

/* Is the key that begins at `s` this one? */
static bool key_is(const char *s, const char *wanted)
{
	const size_t size = (size_t)(string_skip(s) - s);
	json_t *key;
	bool same;

	if (!memchr(s, '\\', size))
		return size == strlen(wanted) + 2 &&
		       memcmp(s + 1, wanted, size - 2) == 0;
	key = json_loadb(s, size, JSON_DECODE_ANY, NULL);
	same = key && strcmp(json_string_value(key), wanted) == 0;
	json_decref(key);
	return same;
}

/* The member's key, its value in `value`; NULL. */
static const char *member_find(const char *s, const char *wanted,
			       const char **value)
{
	s = blanks_skip(s + 1);
	while (*s == '"') {
		const char *key = s;

		s = blanks_skip(string_skip(s));
		s = blanks_skip(s + (*s == ':'));
		if (key_is(key, wanted)) {
			*value = s;
			return key;
		}
		s = blanks_skip(value_skip(s));
		s = blanks_skip(s + (*s == ','));
	}
	return NULL;
}

static const char *element_find(const char *s, const char *wanted)
{
	size_t i = strtoul(wanted, NULL, 10);

	s = blanks_skip(s + 1);
	while (*s && *s != ']') {
		if (i-- == 0)
			return s;
		s = blanks_skip(value_skip(s));
		if (*s != ',')
			return NULL;
		s = blanks_skip(s + 1);
	}
	return NULL;
}

size_t native_line_at(const char *text, size_t offset)
{
	size_t line = 1;

	for (size_t i = 0; i < offset && text[i]; i++)
		line += text[i] == '\n';
	return line;
}

size_t native_line(const char *json, const char *pointer)
{
	const char *s = blanks_skip(json), *place = s, *found;
	char segment[SEGMENT_MOST];

	while (*pointer == '/' && segment_read(&pointer, segment)) {
		if (*s == '{') {
			found = member_find(s, segment, &s);
			place = found ? found : place;
		} else if (*s == '[') {
			found = element_find(s, segment);
			place = s = found ? found : s;
		} else {
			found = NULL;
		}
		if (!found)
			break;
	}
	return native_line_at(json, (size_t)(place - json));
}
