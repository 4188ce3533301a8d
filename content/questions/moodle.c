/*
 * Moodle XML: <quiz> of <question type="…">. The elements are those of
 * question/format/xml/format.php.
 */
#include <string.h>

#include "questions/gift.h"
#include "questions/moodle.h"

const char *moodle_text(struct reading *r, const xmlNode *n, const char *name)
{
	const xmlNode *child = element_child(n, name);
	const xmlNode *text = element_child(child, "text");

	return element_text(r, text ? text : child);
}

const char *moodle_markdown(struct reading *r, const xmlNode *n)
{
	const xmlNode *text = element_child(n, "text");
	const char *format = element_attribute(r, n, "format");
	const char *words = reading_clean(r->mem, element_text(r, text));

	r->attached = n;
	if (strcmp(format, "markdown") == 0)
		return words;
	if (strcmp(format, "plain_text") && looks_like_html(words))
		return markdown_of_html(r, words);
	return markdown_of_plain(r, words);
}

static const char *markdown_at(struct moodle *m, const char *name)
{
	return moodle_markdown(m->r, element_child(m->n, name));
}

/* Pictures of Moodle 1.9 stand beside the text. */
static void old_picture(struct moodle *m)
{
	const char *name = moodle_text(m->r, m->n, "image");
	const char *bytes = moodle_text(m->r, m->n, "image_base64");
	const char *address;

	if (!*name || !*bytes)
		return;
	address = picture_find(m->r, arena_format(
		m->r->mem, "data:x;base64,%s", bytes));
	if (address) {
		found_warn(m->r, NOTE_PICTURE_ALT, name);
		found_text(m->r, m->q, arena_format(
			m->r->mem, "![%s](<%s>)", markdown_of_plain(m->r, name),
			address));
	}
}

static void hints(struct moodle *m)
{
	for (const xmlNode *h = element_child(m->n, "hint"); h;
	     h = element_next(h, "hint")) {
		const char *words = moodle_markdown(m->r, h);

		if (!*words)
			continue;
		if (json_object_get(m->q, "hint"))
			found_warn(m->r, NOTE_LOST_HINT, words);
		else
			json_object_set_new(m->q, "hint", json_string(words));
	}
}

static void around(struct moodle *m)
{
	const xmlNode *tags = element_child(m->n, "tags");
	const char *partly = markdown_at(m, "partiallycorrectfeedback");

	found_feedback(m->r, m->q, "right", markdown_at(m, "correctfeedback"));
	found_feedback(m->r, m->q, "wrong",
			  markdown_at(m, "incorrectfeedback"));
	if (*partly)
		found_warn(m->r, NOTE_LOST_FEEDBACK, partly);
	found_feedback(m->r, m->q, NULL, markdown_at(m, "generalfeedback"));
	for (const xmlNode *t = element_child(tags, "tag"); t;
	     t = element_next(t, "tag"))
		found_tag(m->r, m->q, element_text(m->r, t));
	hints(m);
}

static void category(struct reading *r, const xmlNode *n)
{
	r->category = gift_category(r->mem, moodle_text(r, n, "category"));
}

static void question_read(struct reading *r, const xmlNode *n)
{
	const char *type = element_attribute(r, n, "type");
	const struct moodle_kind *kind = moodle_kind(type);
	struct moodle m = { .r = r, .n = n };

	m.q = found_begin(r, (size_t)xmlGetLineNo(n),
			     kind ? kind->ours : "");
	r->name = text_line(r->mem, moodle_text(r, n, "name"), 200);
	r->ident = moodle_text(r, n, "idnumber");
	r->ident = *r->ident ? r->ident : NULL;
	if (!kind) {
		found_refuse(r, strcmp(type, "description")
				? NOTE_TYPE : NOTE_DESCRIPTION, type);
		return;
	}
	found_points(r, m.q, moodle_text(r, n, "defaultgrade"));
	if (strcmp(kind->ours, "cloze"))
		found_text(r, m.q, markdown_at(&m, "questiontext"));
	kind->read(&m);
	old_picture(&m);
	around(&m);
	found_end(r, m.q);
}

void moodle_read(struct reading *r, const xmlNode *quiz)
{
	if (!element_is(quiz, "quiz")) {
		reading_refuse(r, 1, NOTE_XML_ROOT,
			       (const char *)quiz->name);
		return;
	}
	for (const xmlNode *n = element_child(quiz, "question"); n && !r->full;
	     n = element_next(n, "question")) {
		if (strcmp(element_attribute(r, n, "type"), "category") == 0)
			category(r, n);
		else
			question_read(r, n);
	}
}
