#include "native.h"

#include <string.h>

#include "caption.h"
#include "native_check.h"

static void json_done(void *json)
{
	json_decref(json);
}

void native_own(struct native_check *c, json_t *json)
{
	arena_own(c->mem, json, json_done);
}

/* The day on which the first of the lessons is to be looked at again; "". */
static const char *review_day(const struct native_check *c)
{
	const char *first = "";

	for (size_t i = 0; i < c->out->nunits; i++) {
		const char *day = json_string_value(json_object_get(
			c->out->units[i].definition, "reviewBy"));

		if (day && *day && (!*first || strcmp(day, first) < 0))
			first = day;
	}
	return first;
}

/* What is told of the module besides its parts. */
static json_t *about_make(struct native_check *c)
{
	json_t *about = json_copy(c->module.json);
	const char *day = review_day(c);

	if (*day)
		json_object_set_new(about, "reviewBy", json_string(day));

	json_object_del(about, "format");
	json_object_del(about, "parts");
	native_own(c, about);
	return about;
}

static const char *text_of(struct native_check *c, const char *key,
			   const char *otherwise)
{
	const char *s = json_string_value(json_object_get(c->module.json, key));

	return s ? s : otherwise;
}

static void describe(struct native_check *c)
{
	c->out->id = text_of(c, "id", "");
	c->out->title = text_of(c, "title", "");
	c->out->description = text_of(c, "description", "");
	c->out->language = text_of(c, "language", "id");
	c->out->about = about_make(c);
}

static enum err captions_check(struct native_check *c, size_t i)
{
	const struct native_file *f = &c->folder->files[i];
	struct caption captions;
	size_t size;
	char *bytes;
	enum err e;

	if (f->size > CAPTION_MOST) {
		native_fault(c, f->path, 0, NATIVE_FILE_LARGE,
			     WORDS_OF(.limit = CAPTION_MOST));
		return OK;
	}
	if ((e = c->folder->read(c->folder->context, c->mem, i, CAPTION_MOST,
				 &bytes, &size)))
		return e;
	if (!text_starts(bytes, "WEBVTT") ||
	    caption_read(c->mem, bytes, size, &captions))
		native_fault(c, f->path, 0, NATIVE_CAPTIONS_BROKEN, NULL);
	return OK;
}

static enum err captions_look(struct native_check *c)
{
	enum err e = OK;

	for (size_t i = 0; i < c->folder->nfiles && !e &&
			   i < NATIVE_FILES_MOST; i++)
		if (text_starts(c->folder->files[i].path, "media/") &&
		    text_ends(c->folder->files[i].path, ".vtt"))
			e = captions_check(c, i);
	return e;
}

enum err native_read(struct arena *mem, const struct native_folder *folder,
		     struct native *out)
{
	struct native_check c = { .mem = mem, .folder = folder, .out = out };
	enum err e;

	*out = (struct native){ .id = "", .title = "", .description = "",
				.language = "id" };
	if ((e = native_files_read(&c)))
		return e;
	if (json_is_object(c.module.json)) {
		if (native_module(&c)) {
			native_parts(&c);
			if (out->nunits)
				native_unused(&c);
			e = captions_look(&c);
		}
		describe(&c);
	} else if (c.module.json) {
		native_fault(&c, c.module.path, 1, NATIVE_JSON_BROKEN,
			     WORDS_OF(.name = "{"));
	}
	native_faults_sort(&c);
	return e;
}
