#include "http/tus.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#define DIGITS "0123456789"
#define DIGITS_MOST 15
#define KEY_CHARACTERS DIGITS "-_." \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

enum err tus_header(const struct request *rq, const char *name,
		    const char **out)
{
	*out = NULL;
	for (size_t i = 0; i < rq->nheaders; i++) {
		if (strcasecmp(rq->headers[i].name, name) != 0)
			continue;
		if (*out)
			return fail(ERR_INVALID, "%s twice", name);
		*out = rq->headers[i].value;
	}
	return OK;
}

enum err tus_number(const char *text, int64_t *out)
{
	const size_t n = text ? strlen(text) : 0;

	if (!n || n > DIGITS_MOST || strspn(text, DIGITS) != n)
		return fail(ERR_INVALID, "not a number of tus");
	*out = strtoll(text, NULL, 10);
	return OK;
}

static bool readable(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
			return false;
	return text_utf8(s, n);
}

static const char *value_read(struct arena *mem, const char *text, size_t n)
{
	char *out = arena_alloc(mem, n + 1);
	size_t got = 0;

	if (n && sodium_base642bin((unsigned char *)out, n, text, n, NULL,
				   &got, NULL, sodium_base64_VARIANT_ORIGINAL))
		return NULL;
	out[got] = '\0';
	return readable(out, got) ? out : NULL;
}

static enum err pair_read(struct arena *mem, const char *text, size_t size,
			  struct tus_metadata *out)
{
	const size_t key = strspn(text, KEY_CHARACTERS);
	struct tus_pair *p = &out->pairs[out->n];

	if (!key || key > size || out->n == TUS_PAIRS_MOST)
		return fail(ERR_INVALID, "a key of Upload-Metadata");
	p->key = arena_copy(mem, text, key);
	if (tus_value(out, p->key))
		return fail(ERR_INVALID, "Upload-Metadata has a key twice");
	if (key == size)
		p->value = "";
	else
		p->value = text[key] == ' '
			? value_read(mem, text + key + 1, size - key - 1)
			: NULL;
	if (!p->value)
		return fail(ERR_INVALID, "a value of Upload-Metadata");
	out->n++;
	return OK;
}

enum err tus_metadata(struct arena *mem, const char *text,
		      struct tus_metadata *out)
{
	enum err e = OK;

	*out = (struct tus_metadata){ .n = 0 };
	if (!text || !*text)
		return OK;
	if (strlen(text) > TUS_METADATA_MOST)
		return fail(ERR_INVALID, "a long Upload-Metadata");
	for (;;) {
		const char *end;

		text += strspn(text, " ");
		end = strchrnul(text, ',');
		e = pair_read(mem, text, (size_t)(end - text), out);
		if (e || !*end)
			return e;
		text = end + 1;
	}
}

const char *tus_value(const struct tus_metadata *m, const char *key)
{
	for (size_t i = 0; i < m->n; i++)
		if (strcmp(m->pairs[i].key, key) == 0)
			return m->pairs[i].value;
	return NULL;
}

const char *tus_date(struct arena *mem, int64_t at)
{
	const time_t seconds = (time_t)(at / 1000);
	char text[32];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(text, sizeof(text), "%a, %d %b %Y %H:%M:%S GMT", &tm);
	return arena_copy(mem, text, strlen(text));
}
