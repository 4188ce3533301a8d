#include "questions/question_set.h"

#include <stdio.h>
#include <string.h>

#define SHOWN 120	/* characters of what a sentence names */

static const struct {
	const char *code;
	struct phrase phrase;
} all[QUESTION_NOTES] = {
#define REFUSED(name, code, id, en) \
	[NOTE_##name] = { #code, { { id, en } } },
#define CHANGED(name, code, id, en) \
	[NOTE_##name] = { #code, { { id, en } } },
#include "questions/notes.def"
};

static const char *const names[QUESTIONS_FORMATS] = {
	[QUESTIONS_GIFT] = "gift", [QUESTIONS_AIKEN] = "aiken",
	[QUESTIONS_MOODLE] = "moodle", [QUESTIONS_QTI] = "qti",
	[QUESTIONS_CC] = "cc", [QUESTIONS_MISSING_WORD] = "missingword",
	[QUESTIONS_CLOZE] = "cloze",
};

const char *questions_format_name(enum questions_format format)
{
	return format < QUESTIONS_FORMATS ? names[format] : "";
}

enum questions_format questions_format_by_name(const char *name)
{
	enum questions_format f = 0;

	while (f < QUESTIONS_FORMATS && (!name || strcmp(names[f], name)))
		f++;
	return f;
}

const char *question_note_name(enum question_note_code code)
{
	return all[code].code;
}

const char *question_note_sentence(struct arena *mem,
				   const struct question_note *note,
				   enum lang lang)
{
	const char *value = note->said[lang] ? note->said[lang] : note->value;
	const struct text_value values[] = {
		{ "value", text_line(mem, value ? value : "", SHOWN) },
		{ NULL, NULL },
	};

	return text_fill(mem, all[note->code].phrase.in[lang], values);
}

const char *question_note_place(struct arena *mem, const char *file,
				size_t line, enum lang lang)
{
	const char *const word = lang == LANG_EN ? "line" : "baris";

	if (file && line)
		return arena_format(mem, "%s, %s %zu",
				    text_line(mem, file, SHOWN), word, line);
	if (file)
		return text_line(mem, file, SHOWN);
	return line ? arena_format(mem, "%s %zu", word, line) : "";
}
