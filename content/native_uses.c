/*
 * What the texts of a module use: is it there? And what nobody uses.
 */
#include <string.h>

#include "native_check.h"

#define DEPTH_MOST 40

static size_t media_number(const struct native_check *c, const char *path)
{
	for (size_t i = 0; i < c->nmedia; i++)
		if (strcmp(c->media[i], path) == 0)
			return i;
	return PATH_NONE;
}

/* "media/x.mp4" has its captions beside it; their bytes. */
static uint64_t captions_use(struct native_check *c,
			     const struct native_source *s, const char *path)
{
	const size_t stem = (size_t)(strrchr(path, '.') - path);
	const char *usual = arena_format(c->mem, "%.*s.id.vtt", (int)stem,
					 path);
	uint64_t bytes = 0;

	if (!text_ends(path, ".mp4") && !text_ends(path, ".webm"))
		return 0;
	for (size_t i = 0; i < c->nmedia; i++)
		if (strncmp(c->media[i], path, stem + 1) == 0 &&
		    text_ends(c->media[i], ".vtt")) {
			c->media_used[i] = true;
			bytes += c->media_sizes[i];
		}
	if (media_number(c, usual) == PATH_NONE)
		native_fault_text(c, s, path, NATIVE_CAPTIONS_MISSING,
				  WORDS_OF(.name = path, .near = usual));
	return bytes;
}

uint64_t native_media_use(struct native_check *c, const struct native_source *s,
			  const char *path)
{
	const size_t i = media_number(c, path);
	const char *near;
	bool before;

	if (i != PATH_NONE) {
		before = c->media_used[i];
		c->media_used[i] = true;
		return c->media_sizes[i] +
		       (before ? 0 : captions_use(c, s, path));
	}
	if (native_full(c))
		return 0;
	near = definition_near(path, c->media, c->nmedia);
	native_fault_text(c, s, path, near ? NATIVE_MEDIA_NEAR
					   : NATIVE_MEDIA_MISSING,
			  WORDS_OF(.name = path, .near = near));
	return 0;
}

static const char *braced(struct native_check *c, const char *name)
{
	return name ? arena_format(c->mem, "{{%s}}", name) : NULL;
}

static void token_use(struct native_check *c, const struct native_source *s,
		      const char *name)
{
	const char *near;

	for (size_t i = 0; i < c->ntokens; i++)
		if (strcmp(c->token_names[i], name) == 0) {
			c->token_used[i] = true;
			return;
		}
	if (native_full(c))
		return;
	near = definition_near(name, c->token_names, c->ntokens);
	native_fault_text(c, s, braced(c, name), near ? NATIVE_TOKEN_NEAR
						      : NATIVE_TOKEN_UNKNOWN,
			  WORDS_OF(.name = braced(c, name),
				   .near = braced(c, near)));
}

static bool heading_there(const struct native_uses *uses, const char *id)
{
	for (size_t i = 0; i < uses->nheadings; i++)
		if (strcmp(uses->headings[i], id) == 0)
			return true;
	return false;
}

static void media_check_use(struct native_check *c,
			    const struct native_source *s,
			    const struct native_use *u)
{
	if (!*u->words)
		native_fault_text(c, s, u->what, NATIVE_ALT_MISSING,
				  WORDS_OF(.name = u->what));
	if (u->kind != USE_PICTURE && !u->alone)
		native_fault_text(c, s, u->what, NATIVE_MEDIA_ALONE,
				  WORDS_OF(.name = u->what));
}

static void link_check(struct native_check *c, const struct native_source *s,
		       const struct native_use *u,
		       const struct native_uses *uses)
{
	const char *lesson = arena_format(c->mem, "lesson:%s", u->what);
	const char *heading = arena_format(c->mem, "#%s", u->what);

	if (u->kind == USE_LINK_UNFIT)
		native_fault_text(c, s, u->what, NATIVE_LINK_SCHEME,
				  WORDS_OF(.name = u->what));
	else if (u->kind == USE_LESSON &&
		 !native_source_find(&c->lessons, u->what))
		native_fault_text(c, s, lesson, NATIVE_LINK_LESSON,
				  WORDS_OF(.name = lesson));
	else if (u->kind == USE_HEADING && !heading_there(uses, u->what))
		native_fault_text(c, s, heading, NATIVE_LINK_HEADING,
				  WORDS_OF(.name = heading));
}

void native_uses_check(struct native_check *c, const struct native_source *s,
		       const struct native_uses *uses)
{
	for (size_t i = 0; i < uses->n; i++) {
		const struct native_use *u = &uses->list[i];

		if (u->kind == USE_TOKEN)
			token_use(c, s, u->what);
		else if (u->kind == USE_PICTURE || u->kind == USE_VIDEO ||
			 u->kind == USE_SOUND)
			media_check_use(c, s, u);
		else if (u->kind == USE_MEDIA_UNFIT)
			native_fault_text(c, s, u->what, NATIVE_MEDIA_ADDRESS,
					  WORDS_OF(.name = u->what));
		else if (u->kind == USE_MARK_UNFIT)
			native_fault_text(c, s, u->what, NATIVE_MARK_UNKNOWN,
					  WORDS_OF(.name = u->what));
		else
			link_check(c, s, u, uses);
	}
}

/* Which keys of questions and cases hold Markdown. */
static bool is_markdown(const char *key)
{
	static const char *const keys[] = {
		"text", "hint", "feedback", "right", "wrong", "why", "intro",
		"left", "prompt", "items", "extra",
	};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

static void markdown_check(struct native_check *c,
			   const struct native_source *s, const char *text)
{
	struct native_uses uses = { .mem = c->mem };
	const struct native_text how = { .tokens = c->tokens, .uses = &uses };
	struct text html = { .mem = c->mem };

	if (native_text_html(c->mem, &how, text, strlen(text), &html))
		native_fault_text(c, s, text, NATIVE_LESSON_HUGE, NULL);
	native_uses_check(c, s, &uses);
	for (size_t i = 0; i < uses.n; i++)
		if (uses.list[i].kind == USE_PICTURE ||
		    uses.list[i].kind == USE_VIDEO ||
		    uses.list[i].kind == USE_SOUND)
			native_media_use(c, s, uses.list[i].what);
}

static void tokens_find(struct native_check *c, const struct native_source *s,
			const char *text)
{
	for (; (text = strstr(text, "{{")); text += 2) {
		const size_t n = native_token_length(text);

		if (n)
			token_use(c, s, arena_copy(c->mem, text + 2, n));
	}
}

static void text_check(struct native_check *c, const struct native_source *s,
		       const char *key, const char *text)
{
	if (strcmp(key, "media") == 0)
		native_media_use(c, s, text);
	else if (is_markdown(key))
		markdown_check(c, s, text);
	else
		tokens_find(c, s, text);
}

static void walk(struct native_check *c, const struct native_source *s,
		 const char *key, json_t *json, int depth)
{
	const char *name;
	json_t *one;
	size_t i;

	if (depth > DEPTH_MOST)
		return;
	if (json_is_string(json))
		text_check(c, s, key, json_string_value(json));
	json_array_foreach(json, i, one)
		walk(c, s, key, one, depth + 1);
	json_object_foreach(json, name, one)
		walk(c, s, name, one, depth + 1);
}

void native_texts(struct native_check *c, const struct native_source *s,
		  json_t *json)
{
	walk(c, s, "", json, 0);
}

void native_unused(struct native_check *c)
{
	for (size_t i = 0; i < c->nmedia; i++)
		if (!c->media_used[i])
			native_fault(c, c->media[i], 0, NATIVE_MEDIA_UNUSED,
				     NULL);
	for (size_t i = 0; i < c->ntokens; i++)
		if (!c->token_used[i])
			native_fault_at(c, &c->module, arena_format(c->mem,
					"/tokens/%s", c->token_names[i]),
					NATIVE_TOKEN_UNUSED,
					WORDS_OF(.name = c->token_names[i]));
}
