/*
 * Comments above a question of GIFT that mean something to us, or to Moodle.
 *
 *	// balai: {"of":"8c6f…","id":"KI-01","points":2}
 *
 * holds what GIFT cannot say of the question below it; "of" is a sum of that
 * question as it was exported, so that an old note does not undo what somebody
 * changed since. {"question":{…}} is one that GIFT cannot hold at all.
 */
#include <sodium.h>
#include <string.h>

#include "questions/gift.h"

#define NOTE_MOST 1000000	/* bytes */

const char *gift_sum(struct arena *mem, struct span body)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	crypto_generichash_state state;
	char *hex = arena_alloc(mem, 2 * sizeof(hash) + 1);

	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	while (body.size) {
		const char *end = memchr(body.at, '\n', body.size);
		const size_t n = end ? (size_t)(end - body.at) : body.size;
		const struct span line = span_trim(span_cut(body, 0, n));

		crypto_generichash_update(&state, (const unsigned char *)line.at,
					  line.size);
		crypto_generichash_update(&state, (const unsigned char *)"\n",
					  1);
		body = span_cut(body, n + 1, body.size);
	}
	crypto_generichash_final(&state, hash, sizeof(hash));
	sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
	hex[16] = '\0';
	return hex;
}

const char *gift_category(struct arena *mem, const char *path)
{
	const char *last = strrchr(path, '/');

	last = text_trim(mem, last ? last + 1 : path);
	if (text_starts(last, "Default for "))
		last += strlen("Default for ");
	if (!*last || *last == '$' || strcmp(last, "top") == 0)
		return NULL;
	return last;
}

static void json_done(void *json)
{
	json_decref(json);
}

static void ours(struct reading *r, struct gift_note *note, struct span s)
{
	json_t *json = s.size > NOTE_MOST ? NULL
		: json_loadb(s.at, s.size, JSON_REJECT_DUPLICATES, NULL);

	if (!json_is_object(json)) {
		note->bad = true;
		json_decref(json);
		return;
	}
	arena_own(r->mem, json, json_done);
	note->json = json;
	note->whole = json_is_object(json_object_get(json, "question"));
}

/* [id:x] and [tag:y] anywhere in it. */
static void brackets(struct reading *r, struct gift_note *note, struct span s)
{
	for (size_t i = 0; i < s.size; i++) {
		const struct span rest = span_cut(s, i, s.size);
		const size_t end = span_find(rest, "]");

		if (end == rest.size)
			return;
		if (rest.size > 4 && memcmp(rest.at, "[id:", 4) == 0)
			note->id = span_text(r, span_cut(rest, 4, end));
		else if (rest.size > 5 && memcmp(rest.at, "[tag:", 5) == 0 &&
			 note->ntags < QUESTIONS_TAGS_MOST)
			note->tags[note->ntags++] =
				span_text(r, span_cut(rest, 5, end));
	}
}

void gift_note_read(struct reading *r, struct gift_note *note, struct span s)
{
	static const char mark[] = "balai:";

	s = span_trim(s);
	if (s.size > strlen(mark) && memcmp(s.at, mark, strlen(mark)) == 0)
		ours(r, note, span_cut(s, strlen(mark), s.size));
	else if (s.size < 2000)
		brackets(r, note, s);
}

/* What a change of the words in GIFT cannot have made wrong. */
static bool stays(const char *key)
{
	static const char *const keys[] = {
		"id", "points", "tags", "competencies", "lesson", "basis",
		"confidence", "checkedAt", "reviewBy", "media", "alt", "hint",
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(key, keys[i]) == 0)
			return true;
	return false;
}

static void merge(struct reading *r, json_t *q, const json_t *json,
		  struct span body)
{
	const char *of = json_string_value(json_object_get(json, "of")), *key;
	const bool same = of && strcmp(of, gift_sum(r->mem, body)) == 0;
	json_t *value;

	if (!same)
		found_warn(r, NOTE_COMMENT_OLD, NULL);
	json_object_foreach((json_t *)(uintptr_t)json, key, value) {
		if (strcmp(key, "of") == 0 || (!same && !stays(key)))
			continue;
		if (json_is_null(value))
			json_object_del(q, key);
		else
			json_object_set_new(q, key, json_deep_copy(value));
	}
}

void gift_note_apply(struct reading *r, json_t *q,
		     const struct gift_note *note, struct span body)
{
	if (note->bad)
		found_warn(r, NOTE_COMMENT_BAD, NULL);
	if (note->json && !note->whole && !r->refused)
		merge(r, q, note->json, body);
	if (note->id)
		r->ident = note->id;
	for (size_t i = 0; i < note->ntags; i++)
		found_tag(r, q, note->tags[i]);
}

void gift_note_whole(struct reading *r, const struct gift_note *note,
		     size_t line)
{
	const json_t *from = json_object_get(note->json, "question");
	const char *type = json_string_value(json_object_get(from, "type"));
	json_t *q = found_begin(r, line, type ? type : "");

	json_object_update(q, (json_t *)(uintptr_t)from);
	found_end(r, q);
}
