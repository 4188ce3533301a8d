#include "questions/reading.h"

#include <math.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "charset.h"
#include "domain/question.h"
#include "questions/rows.h"

#define NAME_MOST  80	/* characters that are shown of a name */
#define IDENT_MOST 48

/* One more at the end of a list that doubles. */
static void *grown(struct reading *r, void *list, size_t n, size_t *room,
		   size_t size)
{
	void *more;

	if (n < *room)
		return list;
	*room = *room ? 2 * *room : 16;
	more = arena_alloc_n(r->mem, size, *room);
	if (n)
		memcpy(more, list, n * size);
	return more;
}

static void note_add(struct reading *r, struct question_note **list, size_t *n,
		     size_t *room, struct question_note note)
{
	*list = grown(r, *list, *n, room, sizeof(note));
	(*list)[(*n)++] = note;
}

static struct question_note note_of(struct reading *r, size_t line,
				    enum question_note_code code,
				    const char *value)
{
	return (struct question_note){
		.code = code, .file = r->file, .line = line,
		.name = r->name ? r->name : "",
		.value = value ? arena_copy(r->mem, value, strlen(value)) : "",
	};
}

static void refused_add(struct reading *r, struct question_note note)
{
	struct question_set *out = r->out;

	if (r->full)
		return;
	if (out->nrefused >= QUESTIONS_MOST) {
		note.code = NOTE_TOO_MANY;
		note.value = arena_format(r->mem, "%d", QUESTIONS_MOST);
		r->full = true;
	}
	note_add(r, &out->refused, &out->nrefused, &r->rooms[1], note);
}

void reading_refuse(struct reading *r, size_t line,
		    enum question_note_code code, const char *value)
{
	refused_add(r, note_of(r, line, code, value));
}

void reading_warn(struct reading *r, enum question_note_code code,
		  const char *value)
{
	struct question_set *out = r->out;

	if (out->nwarnings < 20 * QUESTIONS_MOST)
		note_add(r, &out->warnings, &out->nwarnings, &r->rooms[2],
			 note_of(r, r->line, code, value));
}

void found_refuse(struct reading *r, enum question_note_code code,
		     const char *value)
{
	if (r->refused)
		return;
	r->refused = true;
	r->out->nwarnings = r->warnings;
	reading_refuse(r, r->line, code, value);
}

void found_warn(struct reading *r, enum question_note_code code,
		   const char *value)
{
	const char *const said = value ? value : "";

	if (r->refused)
		return;
	for (size_t i = r->warnings; i < r->out->nwarnings; i++)
		if (r->out->warnings[i].code == code &&
		    strcmp(r->out->warnings[i].value, said) == 0)
			return;
	reading_warn(r, code, value);
}

static void json_done(void *json)
{
	json_decref(json);
}

json_t *found_begin(struct reading *r, size_t line, const char *type)
{
	json_t *q = json_pack("{s:s}", "type", type);

	arena_own(r->mem, q, json_done);
	r->line = line;
	r->refused = false;
	r->warnings = r->out->nwarnings;
	r->name = r->ident = NULL;
	r->attached = NULL;
	r->pictured = 0;
	r->derived = false;
	return q;
}

/* Letters, digits and hyphens of a name; "" when it has none. */
static const char *slug(struct arena *mem, const char *name)
{
	struct text out = { .mem = mem };

	text_puts(&out, "");
	for (; *name && out.size < IDENT_MOST; name++) {
		const bool fits = (*name >= 'a' && *name <= 'z') ||
				  (*name >= 'A' && *name <= 'Z') ||
				  (*name >= '0' && *name <= '9');

		if (fits)
			text_put(&out, name, 1);
		else if (out.size && out.bytes[out.size - 1] != '-')
			text_puts(&out, "-");
	}
	while (out.size && out.bytes[out.size - 1] == '-')
		out.bytes[--out.size] = '\0';
	return out.bytes;
}

/* Of a question without a name: the same text gives the same again. */
static const char *hashed(struct arena *mem, const char *text)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char hex[2 * sizeof(hash) + 1];
	const char *words = slug(mem, text_line(mem, text, 24));

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return arena_format(mem, "%s-%.8s", *words ? words : "s", hex);
}

static const char *ident_of(struct reading *r, const char *text)
{
	const char *given = r->ident ? r->ident
		: r->name && !r->derived ? r->name : "";
	const char *base = slug(r->mem, given), *ident;

	if (!*base)
		base = hashed(r->mem, text);
	ident = base;
	for (size_t i = 2; json_object_get(r->idents, ident); i++)
		ident = arena_format(r->mem, "%s-%zu", base, i);
	json_object_set_new(r->idents, ident, json_true());
	return ident;
}

/* A question may bring its own, from our export; no two have the same. */
static void ident_give(struct reading *r, json_t *q, const char *text)
{
	const char *own = json_string_value(json_object_get(q, "id"));

	if (own && *own && !json_object_get(r->idents, own))
		json_object_set_new(r->idents, own, json_true());
	else
		json_object_set_new(q, "id", json_string(ident_of(r, text)));
}

static void take(struct reading *r, json_t *q)
{
	struct question_set *out = r->out;

	out->taken = grown(r, out->taken, out->ntaken, &r->rooms[0],
			   sizeof(*out->taken));
	out->taken[out->ntaken++] = (struct question_taken){
		.question = q, .file = r->file, .line = r->line,
		.name = r->name ? r->name : "",
	};
	if (out->ntaken >= QUESTIONS_MOST) {
		reading_refuse(r, r->line, NOTE_TOO_MANY,
			       arena_format(r->mem, "%d", QUESTIONS_MOST));
		r->full = true;
	}
}

void found_call(struct reading *r, const char *text)
{
	if (r->name && *r->name)
		return;
	r->derived = true;
	r->name = text_line(r->mem, text, NAME_MOST);
	for (size_t i = r->warnings; i < r->out->nwarnings; i++)
		r->out->warnings[i].name = r->name;
}

/* The rules of our own format have the last word. */
static bool fits(struct reading *r, json_t *q)
{
	struct definition_faults faults = { .mem = r->mem };
	struct question_note note;

	question_check(q, false, NULL, &faults);
	if (!faults.n)
		return true;
	found_refuse(r, NOTE_CHECK, NULL);
	if (r->full)
		return false;
	note = r->out->refused[r->out->nrefused - 1];
	for (int l = 0; l < LANG_COUNT; l++)
		note.said[l] = arena_format(r->mem, "%s (%s)", definition_message(
			r->mem, &faults.list[0], (enum lang)l),
			faults.list[0].pointer);
	r->out->refused[r->out->nrefused - 1] = note;
	return false;
}

void found_end(struct reading *r, json_t *q)
{
	const char *text = json_string_value(json_object_get(q, "text"));

	if (r->refused || r->full)
		return;
	if (r->category && *r->category)
		found_tag(r, q, r->category);
	if (!text || !*text) {
		found_refuse(r, NOTE_NO_TEXT, NULL);
		return;
	}
	found_call(r, text);
	ident_give(r, q, text);
	if (fits(r, q))
		take(r, q);
}

static void run(struct reading *r, enum questions_format format)
{
	const struct question_file *f = r->files;
	const char *text;
	xmlNode *root;

	if (format == QUESTIONS_QTI || format == QUESTIONS_CC) {
		package_read(r);
		return;
	}
	if (format == QUESTIONS_MOODLE) {
		if ((root = reading_xml(r, f->bytes, f->size)))
			moodle_read(r, root);
		return;
	}
	if (!(text = charset_utf8(r->mem, f->bytes, f->size)))
		reading_refuse(r, 0, NOTE_FILE_CHARSET, NULL);
	else if (format == QUESTIONS_GIFT)
		gift_read(r, text);
	else if (format == QUESTIONS_AIKEN)
		aiken_read(r, text);
	else if (format == QUESTIONS_MISSING_WORD)
		missing_word_read(r, text);
	else
		cloze_read(r, text);
}

void rows_read(struct arena *mem, const json_t *json, struct question_set *out)
{
	struct reading r = { .mem = mem, .out = out, .idents = json_object(),
			     .folder = "" };

	*out = (struct question_set){ 0 };
	arena_own(mem, r.idents, json_done);
	rows_take(&r, json_object_get(json, "rows"));
	if (!out->ntaken && !out->nrefused)
		reading_refuse(&r, 0, NOTE_FILE_EMPTY, NULL);
}

void questions_parse(struct arena *mem, enum questions_format format,
		     const struct question_file *files, size_t nfiles,
		     struct question_set *out)
{
	struct reading r = {
		.mem = mem, .out = out, .files = files, .nfiles = nfiles,
		.idents = json_object(), .folder = "",
	};

	*out = (struct question_set){ 0 };
	arena_own(mem, r.idents, json_done);
	if (nfiles && files[0].size <= QUESTIONS_FILE_MOST)
		run(&r, format);
	else if (nfiles)
		reading_refuse(&r, 0, NOTE_FILE_LARGE, NULL);
	if (!out->ntaken && !out->nrefused)
		reading_refuse(&r, 0, NOTE_FILE_EMPTY, NULL);
}
