/*
 * A lesson: its head, its Markdown, the practice that stands in it.
 */
#include <stdlib.h>
#include <string.h>

#include "native_check.h"

#define HEAVY 110000	/* bytes; 100 kB are asked for */

/* The question or activity of that id in a practice's list; its number. */
static size_t practice_find(const struct native_source *practice,
			    const char *list, const char *id)
{
	json_t *all = practice ? json_object_get(practice->json, list) : NULL;
	json_t *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const char *has = json_string_value(json_object_get(one, "id"));

		if (has && strcmp(has, id) == 0)
			return i;
	}
	return PATH_NONE;
}

static const char *mark_text(struct native_check *c,
			     const struct native_use *u)
{
	return arena_format(c->mem, "[[%s:%s]]", u->kind == USE_CHECK
			    ? "check" : "activity", u->what);
}

/* Each mark stands for something that is in the practice, once. */
static void marks_check(struct native_check *c, const struct native_source *s,
			const struct native_source *practice,
			const struct native_uses *uses,
			struct path_index *placed)
{
	const char *file = arena_format(c->mem, "quizzes/%s.json", s->name);

	for (size_t i = 0; i < uses->n; i++) {
		const struct native_use *u = &uses->list[i];
		const char *text;

		if (u->kind != USE_CHECK && u->kind != USE_ACTIVITY)
			continue;
		text = mark_text(c, u);
		if (practice_find(practice, u->kind == USE_CHECK
				  ? "questions" : "activities", u->what) ==
		    PATH_NONE)
			native_fault_text(c, s, text, NATIVE_MARK_MISSING,
					  WORDS_OF(.name = text, .near = file));
		else if (!path_index_add(placed, text, i))
			native_fault_text(c, s, text, NATIVE_MARK_TWICE,
					  WORDS_OF(.name = text));
	}
}

static void unplaced_say(struct native_check *c, const struct native_source *s,
			 const struct native_source *practice,
			 const char *list, const char *mark,
			 const struct path_index *placed)
{
	json_t *all = json_object_get(practice->json, list), *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));
		const char *text;

		if (!id || !definition_ident(id))
			continue;
		text = arena_format(c->mem, "[[%s:%s]]", mark, id);
		if (path_index_find(placed, text) == PATH_NONE)
			native_fault_at(c, practice, arena_format(c->mem,
					"/%s/%zu", list, i),
					NATIVE_MARK_UNPLACED,
					WORDS_OF(.name = text,
						 .near = s->path));
	}
}

/* A mark in the middle of a paragraph stays text, which nobody wants. */
static void inline_marks_say(struct native_check *c,
			     const struct native_source *s, const char *html)
{
	static const char *const marks[] = { "[[check:", "[[activity:" };
	static const char code[] = "<code>";

	for (size_t i = 0; i < 2; i++)
		for (const char *at = html; (at = strstr(at, marks[i])); at++) {
			const size_t n = strcspn(at, "]<\n");
			const char *text = arena_format(c->mem, "%.*s]]",
							(int)n, at);

			if (n < 80 && !(at - html >= 6 &&
			    strncmp(at - 6, code, 6) == 0))
				native_fault_text(c, s, text,
						  NATIVE_MARK_INLINE,
						  WORDS_OF(.name = text));
		}
}

static json_t *by_id(struct native_check *c, json_t *list)
{
	json_t *all = json_object(), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));

		if (id)
			json_object_set_new(all, id, native_html(c, one));
	}
	return all;
}

static void page_make(struct native_check *c, json_t *head,
		      const struct native_source *practice, const char *html,
		      struct native_unit *out)
{
	json_t *json = practice ? practice->json : NULL;
	json_t *page = json_copy(head);
	char *text;

	json_object_set_new(page, "language", json_string(
		json_string_value(json_object_get(c->module.json, "language"))
		? json_string_value(json_object_get(c->module.json,
						    "language")) : "id"));
	json_object_set_new(page, "html", json_string(html));
	json_object_set_new(page, "practice", json_pack("{s:o, s:o}",
		"questions", by_id(c, json_object_get(json, "questions")),
		"activities", by_id(c, json_object_get(json, "activities"))));
	text = json_dumps(page, JSON_COMPACT);
	out->page_size = text ? strlen(text) : 0;
	out->page = arena_copy(c->mem, text ? text : "", out->page_size);
	free(text);
	json_decref(page);
}

/* Pictures load with the page; a video when it is played. */
static uint64_t weight(struct native_check *c, const struct native_source *s,
		       const struct native_uses *uses, uint64_t *all)
{
	struct path_index *seen = path_index_new(c->mem);
	uint64_t pictures = 0;

	for (size_t i = 0; i < uses->n; i++) {
		const struct native_use *u = &uses->list[i];
		uint64_t bytes;

		if ((u->kind != USE_PICTURE && u->kind != USE_VIDEO &&
		     u->kind != USE_SOUND) || !path_index_add(seen, u->what, i))
			continue;
		bytes = native_media_use(c, s, u->what);
		*all += bytes;
		if (u->kind == USE_PICTURE)
			pictures += bytes;
	}
	return pictures;
}

static void body_read(struct native_check *c, const struct native_source *s,
		      const struct native_source *practice, json_t *head,
		      const char *body, struct native_unit *out)
{
	struct native_uses uses = { .mem = c->mem };
	const struct native_text how = { .tokens = c->tokens, .lesson = true,
					 .uses = &uses };
	struct path_index *placed = path_index_new(c->mem);
	struct text html = { .mem = c->mem };
	uint64_t heavy;

	text_puts(&html, "");
	if (!*text_trim(c->mem, body))
		native_fault(c, s->path, 0, NATIVE_LESSON_EMPTY, NULL);
	if (native_text_html(c->mem, &how, body, strlen(body), &html))
		native_fault(c, s->path, 0, NATIVE_LESSON_HUGE, NULL);
	native_uses_check(c, s, &uses);
	marks_check(c, s, practice, &uses, placed);
	if (practice) {
		unplaced_say(c, s, practice, "questions", "check", placed);
		unplaced_say(c, s, practice, "activities", "activity", placed);
	}
	inline_marks_say(c, s, html.bytes);
	page_make(c, head, practice, html.bytes, out);
	out->bytes = out->page_size;
	heavy = weight(c, s, &uses, &out->bytes) + out->page_size;
	if (heavy > HEAVY)
		native_fault(c, s->path, 0, NATIVE_LESSON_HEAVY,
			     WORDS_OF(.limit = heavy));
}

void native_lesson(struct native_check *c, struct native_source *s,
		   struct native_source *practice, struct native_unit *out)
{
	const char *body = native_head(c, s, &out->definition);
	const char *title = json_string_value(json_object_get(out->definition,
							      "title"));

	out->title = *title ? title : s->name;
	out->unscored = true;
	out->path = arena_format(c->mem, "lessons/%s.json", s->name);
	body_read(c, s, practice, out->definition, body, out);
}
