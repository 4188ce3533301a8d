/*
 * What several items of QTI 3 are about stands in a file of its own; here each
 * question has it before its text.
 */
#include <string.h>

#include "questions/qti.h"

#define STIMULUS_MOST 20000	/* bytes: every item of a package may name it */

/* Each is read once, however many items name it; NULL. */
static const xmlNode *root_of(struct reading *r, const struct question_file *f)
{
	const size_t i = (size_t)(f - r->files);
	const char *const own = r->file;

	if (!r->stimuli)
		r->stimuli = arena_array(r->mem, struct reading_stimulus,
					 r->nfiles);
	if (!r->stimuli[i].seen) {
		r->file = f->path;
		r->stimuli[i].root = reading_xml(r, f->bytes, f->size);
		r->stimuli[i].seen = true;
		r->file = own;
	}
	return r->stimuli[i].root;
}

static const char *folder_of(struct reading *r, const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? arena_copy(r->mem, path, (size_t)(slash - path) + 1)
		     : "";
}

static const char *body_of(struct qti *t, const char *href)
{
	const struct question_file *f = file_find(t->r, href);
	const char *const own = t->r->folder, *words;
	const xmlNode *root;

	if (f && f->size > STIMULUS_MOST) {
		found_refuse(t->r, NOTE_TEXT_LARGE, NULL);
		return "";
	}
	root = f ? root_of(t->r, f) : NULL;
	if (!root) {
		found_refuse(t->r, NOTE_FILE_ABSENT, href);
		return "";
	}
	t->r->folder = folder_of(t->r, f->path);
	words = markdown_of_nodes(t->r, element_child(root, "stimulusBody"),
				  NULL);
	t->r->folder = own;
	return words;
}

const char *qti_stimulus(struct qti *t)
{
	struct text all = { .mem = t->r->mem };
	size_t n = 0;

	text_puts(&all, "");
	for (const xmlNode *s = element_child(t->item, "assessmentStimulusRef");
	     s && n++ < 5; s = element_next(s, "assessmentStimulusRef")) {
		const char *words = body_of(t, element_attribute(t->r, s,
								 "href"));

		text_putf(&all, "%s%s", all.size && *words ? "\n\n" : "",
			  words);
	}
	return all.bytes;
}
