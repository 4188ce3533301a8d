/*
 * Which files a module has, and what is in those of text.
 */
#include <string.h>

#include "native_check.h"

#define NAME_MOST 60

static bool name_fits(const char *s, size_t n)
{
	return n && n <= NAME_MOST &&
	       strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") >= n;
}

static bool media_name_fits(const char *s)
{
	return *s && *s != '.' && strlen(s) <= 100 &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789._-"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static bool media_kind_fits(const char *s)
{
	static const char *const endings[] = {
		".svg", ".png", ".jpg", ".jpeg", ".webp", ".mp4", ".webm",
		".mp3", ".m4a", ".vtt",
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (text_ends(s, endings[i]))
			return true;
	return false;
}

/* Up to `most` bytes of UTF-8; else "" and a fault. */
static enum err text_read(struct native_check *c, size_t i, size_t most,
			  struct native_source *s)
{
	const struct native_file *f = &c->folder->files[i];
	char *bytes;
	enum err e;

	s->text = "";
	s->size = 0;
	if (f->size > most) {
		native_fault(c, f->path, 0, NATIVE_FILE_LARGE,
			     WORDS_OF(.limit = most));
		return OK;
	}
	c->text_bytes += f->size;
	if (c->text_bytes > NATIVE_TEXT_MOST) {
		native_fault(c, f->path, 0, NATIVE_TEXTS_LARGE,
			     WORDS_OF(.limit = NATIVE_TEXT_MOST));
		return OK;
	}
	if ((e = c->folder->read(c->folder->context, c->mem, i, most, &bytes,
				 &s->size)))
		return e;
	if (!text_utf8(bytes, s->size)) {
		native_fault(c, f->path, 0, NATIVE_TEXT_CODED, NULL);
		s->size = 0;
		return OK;
	}
	if (s->size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
		bytes += 3;
		s->size -= 3;
	}
	s->text = bytes;
	return OK;
}

/* Jansson says what was wrong, and "near '…'", which the line tells already. */
static void json_fault(struct native_check *c, const struct native_source *s,
		       const json_error_t *error)
{
	const char *near = strstr(error->text, " near '");
	const size_t n = near ? (size_t)(near - error->text)
			      : strlen(error->text);

	native_fault(c, s->path, error->line > 0 ? (size_t)error->line : 1,
		     json_error_code(error) == json_error_duplicate_key
			? NATIVE_JSON_TWICE : NATIVE_JSON_BROKEN,
		     WORDS_OF(.name = arena_copy(c->mem, error->text, n)));
}

static enum err json_read(struct native_check *c, size_t i,
			  struct native_source *s)
{
	json_error_t error;
	const size_t before = c->nfaults;
	enum err e;

	if ((e = text_read(c, i, NATIVE_JSON_MOST, s)) || c->nfaults > before)
		return e;
	s->json = json_loadb(s->text, s->size, JSON_REJECT_DUPLICATES, &error);
	if (s->json)
		native_own(c, s->json);
	else
		json_fault(c, s, &error);
	return OK;
}

/* "lessons/ki-1.md" in the folder lessons/ with that ending. */
static enum err source_read(struct native_check *c, size_t i,
			    const char *folder, const char *ending,
			    struct native_sources *out)
{
	const char *path = c->folder->files[i].path;
	const char *name = path + strlen(folder);
	const size_t n = strlen(name), tail = strlen(ending);
	struct native_source *s;

	if (strchr(name, '/') || !text_ends(name, ending)) {
		native_fault(c, path, 0, NATIVE_FILE_STRANGE, NULL);
		return OK;
	}
	if (!name_fits(name, n - tail)) {
		native_fault(c, path, 0, NATIVE_NAME_UNFIT, NULL);
		return OK;
	}
	s = &out->list[out->n++];
	*s = (struct native_source){
		.path = path, .name = arena_copy(c->mem, name, n - tail)
	};
	return strcmp(ending, ".md") == 0
		? text_read(c, i, NATIVE_LESSON_MOST, s)
		: json_read(c, i, s);
}

static void media_note(struct native_check *c, size_t i)
{
	const struct native_file *f = &c->folder->files[i];
	const char *name = f->path + strlen("media/");

	if (!media_name_fits(name))
		native_fault(c, f->path, 0, NATIVE_MEDIA_NAME, NULL);
	else if (!media_kind_fits(name))
		native_fault(c, f->path, 0, NATIVE_MEDIA_KIND, NULL);
	c->media_sizes[c->nmedia] = f->size;
	c->media[c->nmedia++] = f->path;
}

static enum err file_read(struct native_check *c, size_t i)
{
	const char *path = c->folder->files[i].path;

	if (c->folder->files[i].special) {
		native_fault(c, path, 0, NATIVE_FILE_SPECIAL, NULL);
		return OK;
	}
	if (strcmp(path, NATIVE_MANIFEST) == 0) {
		c->module = (struct native_source){ .path = path,
						    .name = "module" };
		return json_read(c, i, &c->module);
	}
	if (text_starts(path, "lessons/"))
		return source_read(c, i, "lessons/", ".md", &c->lessons);
	if (text_starts(path, "quizzes/"))
		return source_read(c, i, "quizzes/", ".json", &c->quizzes);
	if (text_starts(path, "cases/"))
		return source_read(c, i, "cases/", ".json", &c->cases);
	if (text_starts(path, "media/"))
		media_note(c, i);
	else
		native_fault(c, path, 0, NATIVE_FILE_STRANGE, NULL);
	return OK;
}

enum err native_files_read(struct native_check *c)
{
	const size_t n = c->folder->nfiles < NATIVE_FILES_MOST
		? c->folder->nfiles : NATIVE_FILES_MOST;
	struct native_sources *const lists[] = { &c->lessons, &c->quizzes,
						 &c->cases };
	enum err e = OK;

	if (c->folder->nfiles > NATIVE_FILES_MOST)
		native_fault(c, NATIVE_MANIFEST, 0, NATIVE_FILES_MANY,
			     WORDS_OF(.limit = NATIVE_FILES_MOST));
	for (size_t i = 0; i < 3; i++)
		lists[i]->list = arena_array(c->mem, struct native_source,
					     n + 1);
	c->media = arena_array(c->mem, const char *, n + 1);
	c->media_sizes = arena_array(c->mem, uint64_t, n + 1);
	c->media_used = arena_array(c->mem, bool, n + 1);
	for (size_t i = 0; i < n && !e; i++)
		e = file_read(c, i);
	if (!e && !c->module.path)
		native_fault(c, NATIVE_MANIFEST, 0, NATIVE_MODULE_MISSING,
			     NULL);
	return e;
}

struct native_source *native_source_find(const struct native_sources *all,
					 const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (strcmp(all->list[i].name, name) == 0)
			return &all->list[i];
	return NULL;
}

const char *native_source_near(struct native_check *c,
			       const struct native_sources *all,
			       const char *name)
{
	const char **names = arena_array(c->mem, const char *, all->n + 1);

	for (size_t i = 0; i < all->n; i++)
		names[i] = all->list[i].name;
	return definition_near(name, names, all->n);
}
