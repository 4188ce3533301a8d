#include "base/quick.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define DIGITS 18	/* so many fit into 63 bits, whatever they are */

struct reader {
	const char *at, *end;
	char *room;		/* for texts with escapes: as long as all of it */
};

static json_t *value_read(struct reader *r, int depth);

static void space_skip(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' ||
				  *r->at == '\r' || *r->at == '\t'))
		r->at++;
}

/* Is this the next sign, spaces aside? Then it is taken. */
static bool take(struct reader *r, char c)
{
	space_skip(r);
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

/* 0: not one of the short ones. */
static char unescaped(char c)
{
	switch (c) {
	case '"': case '\\': case '/': return c;
	case 'b': return '\b';
	case 'f': return '\f';
	case 'n': return '\n';
	case 'r': return '\r';
	case 't': return '\t';
	default:  return 0;
	}
}

/* Up to the next quote, backslash or control character. */
static size_t run_length(const char *s, const char *end)
{
	const char *p = s;

	while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20)
		p++;
	return (size_t)(p - s);
}

/* Behind its first escape a text is put together in `room`. */
static bool escapes_read(struct reader *r, const char **text, size_t *size)
{
	size_t n = *size;
	char c;

	if (!r->room && !(r->room = malloc((size_t)(r->end - *text))))
		return false;
	memcpy(r->room, *text, n);
	*text = r->room;
	while (r->at < r->end && *r->at == '\\') {
		if (++r->at == r->end || !(c = unescaped(*r->at++)))
			return false;
		r->room[n++] = c;
		*size = run_length(r->at, r->end);
		memcpy(r->room + n, r->at, *size);
		n += *size;
		r->at += *size;
	}
	*size = n;
	return true;
}

/* Good until the next one. */
static bool text_read(struct reader *r, const char **text, size_t *size)
{
	if (!take(r, '"'))
		return false;
	*text = r->at;
	*size = run_length(r->at, r->end);
	r->at += *size;
	if (r->at < r->end && *r->at == '\\' && !escapes_read(r, text, size))
		return false;
	if (r->at == r->end || *r->at++ != '"')
		return false;
	return text_utf8(*text, *size);
}

static bool member_read(struct reader *r, json_t *object, int depth)
{
	const char *text;
	char name[256];
	size_t size;

	if (!text_read(r, &text, &size) || size > sizeof(name))
		return false;
	memcpy(name, text, size);
	return take(r, ':') && !json_object_getn(object, name, size) &&
	       json_object_setn_new_nocheck(object, name, size,
					    value_read(r, depth)) == 0;
}

static bool members_read(struct reader *r, json_t *object, int depth)
{
	if (take(r, '}'))
		return true;
	do {
		if (!member_read(r, object, depth))
			return false;
	} while (take(r, ','));
	return take(r, '}');
}

static bool elements_read(struct reader *r, json_t *array, int depth)
{
	if (take(r, ']'))
		return true;
	do {
		if (json_array_append_new(array, value_read(r, depth)))
			return false;
	} while (take(r, ','));
	return take(r, ']');
}

static json_t *within(struct reader *r, json_t *whole, int depth,
		      bool (*read)(struct reader *, json_t *, int))
{
	if (depth == 0 || !read(r, whole, depth - 1)) {
		json_decref(whole);
		return NULL;
	}
	return whole;
}

static json_t *string_read(struct reader *r)
{
	const char *text;
	size_t size;

	return text_read(r, &text, &size) ? json_stringn_nocheck(text, size)
					  : NULL;
}

static json_t *number_read(struct reader *r)
{
	const bool minus = *r->at == '-';
	const char *first = r->at += minus;
	int64_t n = 0;

	while (r->at < r->end && *r->at >= '0' && *r->at <= '9' &&
	       r->at - first < DIGITS)
		n = n * 10 + (*r->at++ - '0');
	if (r->at == first || (*first == '0' && r->at - first > 1) ||
	    (minus && n == 0) ||
	    (r->at < r->end && strchr(".eE0123456789", *r->at)))
		return NULL;
	return json_integer(minus ? -n : n);
}

static json_t *word_read(struct reader *r, const char *word, json_t *value)
{
	const size_t n = strlen(word);

	if ((size_t)(r->end - r->at) < n || memcmp(r->at, word, n))
		return NULL;
	r->at += n;
	return value;	/* these three are nobody's: no reference is counted */
}

static json_t *value_read(struct reader *r, int depth)
{
	space_skip(r);
	if (r->at == r->end)
		return NULL;
	switch (*r->at) {
	case '{': r->at++; return within(r, json_object(), depth, members_read);
	case '[': r->at++; return within(r, json_array(), depth, elements_read);
	case '"': return string_read(r);
	case 't': return word_read(r, "true", json_true());
	case 'f': return word_read(r, "false", json_false());
	case 'n': return word_read(r, "null", json_null());
	default:  return number_read(r);
	}
}

json_t *quick_json(const char *bytes, size_t size)
{
	struct reader r = { bytes, bytes + size, NULL };
	json_t *json = NULL;

	space_skip(&r);
	if (r.at < r.end && (*r.at == '{' || *r.at == '['))
		json = value_read(&r, QUICK_DEPTH);
	space_skip(&r);
	if (json && r.at < r.end) {
		json_decref(json);
		json = NULL;
	}
	free(r.room);
	return json;
}
