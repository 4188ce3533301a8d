#include "domain/draft.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define NAME_MOST 60

/* 1 to NAME_MOST letters and digits, or what `more` has. */
static bool name_fits(const char *name, size_t n, const char *more)
{
	if (n < 1 || n > NAME_MOST || name[0] == '.')
		return false;
	for (size_t i = 0; i < n; i++)
		if (!(name[i] >= 'a' && name[i] <= 'z') &&
		    !(name[i] >= '0' && name[i] <= '9') &&
		    !strchr(more, name[i]))
			return false;
	return true;
}

static bool in_folder(const char *path, const char *folder, const char *ending)
{
	const size_t before = strlen(folder), after = strlen(ending);
	const size_t n = strlen(path);

	return n > before + after && text_starts(path, folder) &&
	       text_ends(path, ending) &&
	       name_fits(path + before, n - before - after, "-");
}

enum draft_kind draft_path(const char *path)
{
	static const char *const endings[] = { ".svg", ".png", ".jpg", ".jpeg",
		".webp", ".mp4", ".webm", ".mp3", ".m4a",
		".vtt" };

	if (!strcmp(path, "module.json") || in_folder(path, "lessons/", ".md") ||
	    in_folder(path, "quizzes/", ".json") ||
	    in_folder(path, "cases/", ".json"))
		return DRAFT_TEXT;
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (text_starts(path, "media/") && text_ends(path, endings[i]) &&
		    name_fits(path + 6, strlen(path) - 6, "-_."))
			return DRAFT_MEDIA;
	return DRAFT_NONE;
}

static const char *module_text(struct arena *mem, const char *ident,
			       const char *title)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:i, s:[],"
				 " s:[{s:s}], s:{s:[s]}}",
		"format", "balai/1", "id", ident, "title", title,
		"description", title, "language", "id", "jp", 1, "minutes", 45,
		"goals", "parts", "lesson", "pelajaran-1",
		"completion", "required", "lessons");
	char *text = json ? json_dumps(json, JSON_INDENT(2)) : NULL;

	json_decref(json);
	if (text)
		arena_own(mem, text, free);
	return text ? text : "{}";
}

void draft_begin(struct arena *mem, const char *ident, const char *title,
		 const char *today, const char *review,
		 struct draft_begin out[static DRAFT_BEGINNING])
{
	out[0] = (struct draft_begin){ "module.json",
				       module_text(mem, ident, title) };
	out[1] = (struct draft_begin){ "lessons/pelajaran-1.md", arena_format(
		mem, "---\ntitle: Pelajaran 1\nminutes: 15\n"
		"confidence: general\ncheckedAt: %s\nreviewBy: %s\n---\n\n"
		"> **Adegan.** Ceritakan satu masalah di kantor yang "
		"dipecahkan pelajaran ini.\n\nTulis isi pelajaran di sini.\n",
		today, review) };
}
