#include "domain/definition.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/decimal.h"
#include "domain/day.h"

#define SHOWN 60	/* characters of a value that is shown again */
#define IDENT_MOST 60

static const struct { const char *code; struct phrase phrase; } all[] = {
	[DEFINITION_FINE] = { "", { { "", "" } } },
#define FAULT(name, code, id, en) \
	[DEFINITION_##name] = { #code, { { id, en } } },
#include "domain/question_faults.def"
};

const char *definition_code_name(enum definition_code code)
{
	return all[code].code;
}

/* As a person of that language writes it. */
static const char *number_said(struct arena *a, double v, enum lang lang)
{
	if (!isfinite(v))
		return "?";
	return lang == LANG_ID ? number_write(a, v, -1)
			       : arena_format(a, "%.12g", v);
}

const char *definition_message(struct arena *a,
			       const struct definition_fault *f, enum lang lang)
{
	const struct text_value values[] = {
		{ "value", f->value },
		{ "near", f->near },
		{ "least", number_said(a, f->least, lang) },
		{ "most", number_said(a, f->most, lang) },
		{ NULL, NULL },
	};

	return text_fill(a, all[f->code].phrase.in[lang], values);
}

/* ---- Places ------------------------------------------------------------- */

/* RFC 6901 3: "~" and "/" of a key are written ~0 and ~1. */
static void pointer_put(struct text *out, const struct spot *s)
{
	if (!s)
		return;
	pointer_put(out, s->above);
	text_puts(out, "/");
	if (!s->key) {
		text_putf(out, "%zu", s->index);
		return;
	}
	for (const char *k = s->key; *k; k++)
		if (*k == '~')
			text_puts(out, "~0");
		else if (*k == '/')
			text_puts(out, "~1");
		else
			text_put(out, k, 1);
}

static const char *shown(struct arena *a, const char *value)
{
	return value ? text_line(a, value, SHOWN) : "";
}

void definition_fault_in(struct definition_faults *f, const struct spot *spot,
			 struct definition_fault fault)
{
	struct text pointer = { .mem = f->mem };

	if (f->n == DEFINITION_FAULTS_MOST)
		return;
	if (f->n == f->room) {
		struct definition_fault *more;

		f->room = f->room ? 2 * f->room : 8;
		more = arena_array(f->mem, struct definition_fault, f->room);
		if (f->n)
			memcpy(more, f->list, f->n * sizeof(*more));
		f->list = more;
	}
	text_puts(&pointer, "");
	pointer_put(&pointer, spot);
	fault.pointer = pointer.bytes;
	fault.value = shown(f->mem, fault.value);
	fault.near = fault.near ? fault.near : "";
	f->list[f->n++] = fault;
}

void definition_fault(struct definition_faults *f, const struct spot *spot,
		      enum definition_code code, const char *value)
{
	definition_fault_in(f, spot, (struct definition_fault){
		.code = code, .value = value });
}

/* ---- Near words --------------------------------------------------------- */

/* What the format is called in, for those who think in Indonesian. */
static const char *const indonesian[][2] = {
	{ "jenis", "type" }, { "tipe", "type" }, { "soal", "text" },
	{ "teks", "text" }, { "judul", "title" }, { "pilihan", "choices" },
	{ "benar", "right" }, { "salah", "wrong" }, { "kunci", "answer" },
	{ "jawaban", "answer" }, { "umpan", "feedback" },
	{ "umpanBalik", "feedback" }, { "nilai", "points" },
	{ "poin", "points" }, { "pasangan", "pairs" }, { "satuan", "unit" },
	{ "rumus", "formula" }, { "galat", "tolerance" },
	{ "toleransi", "tolerance" }, { "desimal", "decimals" },
	{ "dasar", "basis" }, { "keyakinan", "confidence" },
	{ "pelajaran", "lesson" }, { "kompetensi", "competencies" },
	{ "parameter", "parameters" }, { "petunjuk", "hint" },
	{ "rubrik", "rubric" }, { "simpul", "nodes" }, { "awal", "start" },
	{ "akhir", "endings" }, { "dimensi", "dimensions" },
	{ "peubah", "variables" }, { "ke", "to" }, { "skor", "score" },
	{ "atur", "set" }, { "jika", "when" }, { "menit", "minutes" },
	{ "acak", "shuffle" }, { "maks", "most" }, { "nama", "name" },
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Changes of a letter between two short words, case aside (Levenshtein). */
static size_t distance(const char *a, const char *b)
{
	size_t row[SHOWN + 1], n = strlen(b);

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t before = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			const size_t put = before + (lower(a[i - 1]) !=
						     lower(b[j - 1]));

			before = row[j];
			row[j] = row[j] < row[j - 1] ? row[j] + 1
						     : row[j - 1] + 1;
			if (put < row[j])
				row[j] = put;
		}
	}
	return row[n];
}

static const char *translated(const char *written)
{
	for (size_t i = 0; i < sizeof(indonesian) / sizeof(*indonesian); i++)
		if (strcmp(indonesian[i][0], written) == 0)
			return indonesian[i][1];
	return "";
}

const char *definition_near(const char *written, const char *const *words,
			    size_t n)
{
	const char *other = translated(written), *near = NULL;
	size_t best = strlen(written) / 4 + 1, d;

	if (strlen(written) > SHOWN)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		if (strcmp(words[i], other) == 0)
			return words[i];
		if (strlen(words[i]) > SHOWN ||
		    (d = distance(written, words[i])) > best ||
		    (near && d == best))
			continue;
		best = d;
		near = words[i];
	}
	return near;
}

/* ---- Values ------------------------------------------------------------- */

bool definition_ident(const char *s)
{
	const size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

	return n > 0 && n <= IDENT_MOST && !s[n] && !strchr("._-", *s);
}

static bool media_fits(const char *s)
{
	if (!text_starts(s, "media/") || strlen(s) > 200 || !text_plain(s))
		return false;
	for (const char *part = s + 6;; part++) {
		const size_t n = strcspn(part, "/");

		if (n == 0 || *part == '.' || strcspn(part, "\\:?#%") < n)
			return false;
		part += n;
		if (!*part)
			return true;
	}
}

/* Nothing but lines of plain text? */
static bool signs_fit(struct arena *mem, const char *s, bool lines)
{
	char *copy;

	if (!lines)
		return text_plain(s);
	copy = arena_copy(mem, s, strlen(s));
	for (char *c = copy; *c; c++)
		if (*c == '\n' || *c == '\t' || *c == '\r')
			*c = ' ';
	return text_plain(copy);
}

#define PICTURE_BEGIN "](<data:image/"
#define PICTURE_MOST  140000	/* bytes of one, in base 64 */
#define PICTURES_MOST 4

/*
 * What questions from other programs bring along stands in their text (see
 * content/questions/question_set.h), and is not counted as text.
 */
static const char *without_pictures(struct arena *mem, const char *s)
{
	struct text out = { .mem = mem };
	const char *at;

	text_puts(&out, "");
	for (int i = 0; i < PICTURES_MOST && (at = strstr(s, PICTURE_BEGIN));
	     i++) {
		const char *data = at + strlen(PICTURE_BEGIN);
		const size_t n = strspn(data, "abcdefghijklmnopqrstuvwxyz"
			"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/=;,");

		if (data[n] != '>' || n > PICTURE_MOST)
			break;
		text_put(&out, s, (size_t)(data - s));
		s = data + n;
	}
	text_puts(&out, s);
	return out.bytes;
}

static void text_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json, double least, double most, bool lines)
{
	const char *const said = json_string_value(json);
	const size_t size = json_string_length(json);
	const char *s = said;

	if (!s) {
		definition_fault(f, spot, DEFINITION_KIND_TEXT, NULL);
		return;
	}
	if (strstr(s, PICTURE_BEGIN))
		s = without_pictures(f->mem, s);
	/* Before anything looks at it twice. */
	if ((double)strlen(s) > 4 * most || (double)text_length(s) > most)
		definition_fault_in(f, spot, (struct definition_fault){
			.code = DEFINITION_TEXT_LONG, .most = most });
	else if (!text_utf8(s, strlen(s)) || strlen(said) != size ||
		 !signs_fit(f->mem, s, lines))
		definition_fault(f, spot, DEFINITION_TEXT_SIGNS, NULL);
	else if (least > 0 && !*text_trim(f->mem, s))
		definition_fault(f, spot, DEFINITION_TEXT_EMPTY, NULL);
}

static void range_fault(struct definition_faults *f, const struct spot *spot,
			enum definition_code code, double v,
			const struct definition_key *key)
{
	definition_fault_in(f, spot, (struct definition_fault){
		.code = code, .value = arena_format(f->mem, "%.12g", v),
		.least = key->least, .most = key->most });
}

static void number_check(struct definition_faults *f, const struct spot *spot,
			 json_t *json, const struct definition_key *key)
{
	const double v = json_number_value(json);

	if (!json_is_number(json))
		definition_fault(f, spot, key->kind == KIND_COUNT ?
				 DEFINITION_KIND_COUNT : DEFINITION_KIND_NUMBER,
				 NULL);
	else if (key->kind == KIND_COUNT && !json_is_integer(json))
		definition_fault(f, spot, DEFINITION_KIND_COUNT, NULL);
	else if (!(v >= key->least && v <= key->most))
		range_fault(f, spot, DEFINITION_RANGE, v, key);
}

static bool size_check(struct definition_faults *f, const struct spot *spot,
		       size_t n, const struct definition_key *key)
{
	const double count = (double)n;

	if (count < key->least)
		range_fault(f, spot, DEFINITION_FEW, count, key);
	else if (count > key->most)
		range_fault(f, spot, DEFINITION_MANY, count, key);
	return count <= key->most;
}

static void list_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json, const struct definition_key *key)
{
	json_t *line;
	size_t i;

	if (!json_is_array(json)) {
		definition_fault(f, spot, DEFINITION_KIND_LIST, NULL);
		return;
	}
	if (!size_check(f, spot, json_array_size(json), key) ||
	    key->kind != KIND_LINES)
		return;
	json_array_foreach(json, i, line) {
		const struct spot at = { spot, NULL, i };

		text_check(f, &at, line, 1, 500, false);
	}
}

/* "seen, general" */
static const char *words_said(struct arena *a, const char *const *words)
{
	struct text out = { .mem = a };

	text_puts(&out, "");
	for (size_t i = 0; words[i]; i++)
		text_putf(&out, "%s%s", i ? ", " : "", words[i]);
	return out.bytes;
}

static void word_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json, const char *const *words)
{
	const char *s = json_string_value(json);

	for (size_t i = 0; s && words[i]; i++)
		if (strcmp(words[i], s) == 0)
			return;
	definition_fault_in(f, spot, (struct definition_fault){
		.code = s ? DEFINITION_WORD_UNKNOWN : DEFINITION_KIND_TEXT,
		.value = s, .near = words_said(f->mem, words) });
}

static void form_check(struct definition_faults *f, const struct spot *spot,
		       json_t *json, bool (*fits)(const char *),
		       enum definition_code code)
{
	const char *s = json_string_value(json);

	if (!s)
		definition_fault(f, spot, DEFINITION_KIND_TEXT, NULL);
	else if (strlen(s) != json_string_length(json) || !fits(s))
		definition_fault(f, spot, code, s);
}

bool definition_value(struct definition_faults *f, const struct spot *spot,
		      json_t *json, const struct definition_key *key)
{
	const size_t before = f->n;

	switch (key->kind) {
	case KIND_TEXT:
	case KIND_LINE:
		text_check(f, spot, json, key->least, key->most,
			   key->kind == KIND_TEXT);
		break;
	case KIND_IDENT:
		form_check(f, spot, json, definition_ident, DEFINITION_IDENT);
		break;
	case KIND_DAY:
		form_check(f, spot, json, day_fits, DEFINITION_DAY);
		break;
	case KIND_MEDIA:
		form_check(f, spot, json, media_fits, DEFINITION_MEDIA);
		break;
	case KIND_WORD:
		word_check(f, spot, json, key->words);
		break;
	case KIND_NUMBER:
	case KIND_COUNT:
		number_check(f, spot, json, key);
		break;
	case KIND_TRUTH:
		if (!json_is_boolean(json))
			definition_fault(f, spot, DEFINITION_KIND_TRUTH, NULL);
		break;
	case KIND_LIST:
	case KIND_LINES:
		list_check(f, spot, json, key);
		break;
	case KIND_OBJECT:
		if (!json_is_object(json))
			definition_fault(f, spot, DEFINITION_KIND_OBJECT, NULL);
		else
			size_check(f, spot, json_object_size(json), key);
		break;
	case KIND_END:
	case KIND_ANY:
		break;
	}
	return f->n == before;
}

/* ---- Objects ------------------------------------------------------------ */

static const struct definition_key *key_in(const struct definition_key *keys,
					   const char *name)
{
	for (; keys && keys->kind; keys++)
		if (strcmp(keys->name, name) == 0)
			return keys;
	return NULL;
}

static void unknown_key(struct definition_faults *f, const struct spot *spot,
			const char *name, const struct definition_key *keys,
			const struct definition_key *more)
{
	const char *words[96];
	const char *near;
	size_t n = 0;

	for (; keys && keys->kind && n < 96; keys++)
		words[n++] = keys->name;
	for (; more && more->kind && n < 96; more++)
		words[n++] = more->name;
	near = definition_near(name, words, n);
	definition_fault_in(f, spot, (struct definition_fault){
		.code = near ? DEFINITION_KEY_NEAR : DEFINITION_KEY_UNKNOWN,
		.value = name, .near = near });
}

static void needed_check(struct definition_faults *f, const struct spot *spot,
			 json_t *json, const struct definition_key *keys)
{
	for (; keys && keys->kind; keys++) {
		json_t *value = json_object_get(json, keys->name);

		if (keys->needed && (!value || json_is_null(value)))
			definition_fault(f, spot, DEFINITION_KEY_MISSING,
					 keys->name);
	}
}

bool definition_object(struct definition_faults *f, const struct spot *spot,
		       json_t *json, const struct definition_key *keys,
		       const struct definition_key *more)
{
	const char *name;
	json_t *value;

	if (!json_is_object(json)) {
		definition_fault(f, spot, DEFINITION_KIND_OBJECT, NULL);
		return false;
	}
	json_object_foreach(json, name, value) {
		const struct spot at = { spot, name, 0 };
		const struct definition_key *key = key_in(keys, name);

		if (f->n == DEFINITION_FAULTS_MOST)
			break;
		if (!key && !(key = key_in(more, name)))
			unknown_key(f, &at, name, keys, more);
		else if (!json_is_null(value))
			definition_value(f, &at, value, key);
	}
	needed_check(f, spot, json, keys);
	needed_check(f, spot, json, more);
	return true;
}
