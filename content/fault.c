#include "fault.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define SHOWN 200

static const struct {
	const char *code;
	enum err err;
	struct phrase phrase;
} all[FAULT_COUNT] = {
	[FAULT_NONE] = { "", OK, { { "", "" } } },
#define FAULT(name, code, err, id, en) \
	[FAULT_##name] = { #code, err, { { id, en } } },
#define WARNING(name, code, id, en) \
	[WARN_##name] = { #code, OK, { { id, en } } },
#include "faults.def"
};

const char *fault_name(enum fault_code code)
{
	return all[code].code;
}

enum err fault_err(enum fault_code code)
{
	return all[code].err;
}

const struct phrase *fault_phrase(enum fault_code code)
{
	return &all[code].phrase;
}

/* At most SHOWN bytes, never half a character, nothing that is not UTF-8. */
static const char *shown(struct arena *a, const char *s)
{
	size_t n;

	if (!s)
		return "";
	if ((n = strlen(s)) > SHOWN)
		for (n = SHOWN; n && (s[n] & 0xc0) == 0x80; n--)
			;
	if (!text_utf8(s, n))
		return "?";
	return s[n] ? arena_format(a, "%.*s…", (int)n, s) : s;
}

/* "1,5 GB" or "1.5 GB": one decimal, left out when it is zero. */
static const char *bytes_text(struct arena *a, uint64_t bytes, enum lang lang)
{
	static const char *const unit[] = { "B", "kB", "MB", "GB", "TB" };
	uint64_t tenths = bytes * 10;
	size_t u = 0;

	for (; tenths >= 10000 && u < 4; u++)
		tenths /= 1000;
	if (tenths % 10 == 0)
		return arena_format(a, "%llu %s",
				    (unsigned long long)(tenths / 10), unit[u]);
	return arena_format(a, "%llu%c%llu %s",
			    (unsigned long long)(tenths / 10),
			    lang == LANG_ID ? ',' : '.',
			    (unsigned long long)(tenths % 10), unit[u]);
}

static const char *more_text(struct arena *a, size_t count, enum lang lang)
{
	if (count < 2)
		return "";
	return arena_format(a, lang == LANG_ID ? " (dan %zu lainnya)"
					       : " (and %zu more)", count - 1);
}

const char *fault_message(struct arena *a, const struct fault *f,
			  enum lang lang)
{
	const char *name = shown(a, f->name);
	const struct text_value values[] = {
		{ "file", shown(a, f->file) },
		{ "item", shown(a, f->item) },
		{ "name", name },
		{ "host", name },
		{ "line", name },
		{ "limit", arena_format(a, "%llu",
					(unsigned long long)f->limit) },
		{ "bytes", bytes_text(a, f->limit, lang) },
		{ "more", more_text(a, f->count, lang) },
		{ NULL, NULL },
	};

	return text_fill(a, all[f->code].phrase.in[lang], values);
}

enum err fault_set(struct fault *out, struct fault what)
{
	*out = what;
	if (!out->count)
		out->count = 1;
	return fail(fault_err(what.code), "%s: file '%s' item '%s' name '%s'",
		    fault_name(what.code), what.file ? what.file : "",
		    what.item ? what.item : "", what.name ? what.name : "");
}
