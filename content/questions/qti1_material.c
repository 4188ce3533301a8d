/*
 * What QTI 1.2 says in words: material, and feedback.
 */
#include <stdlib.h>
#include <string.h>

#include "questions/qti1.h"

static const char *attribute(const struct old *o, const xmlNode *n,
			     const char *name)
{
	return element_attribute(o->r, n, name);
}

static const char *mattext(struct old *o, const xmlNode *n)
{
	const char *words = reading_clean(o->r->mem, element_text(o->r, n));

	if (strcmp(attribute(o, n, "texttype"), "text/html") == 0 ||
	    (!*attribute(o, n, "texttype") && looks_like_html(words)))
		return markdown_of_html(o->r, words);
	return markdown_of_plain(o->r, words);
}

const char *qti1_material(struct old *o, const xmlNode *top)
{
	struct text out = { .mem = o->r->mem };

	text_puts(&out, "");
	for (const xmlNode *n = top; n; n = element_walk(top, n)) {
		const xmlNode *up = n;

		while (up != top && !element_is(up, "response_label") &&
		       !element_is(up, "render_choice"))
			up = up->parent;
		if (up != top)
			continue;
		if (element_is(n, "mattext"))
			text_putf(&out, "%s%s", out.size ? "\n\n" : "",
				  mattext(o, n));
		else if (element_is(n, "matimage") ||
			 element_is(n, "mataudio") || element_is(n, "matvideo"))
			found_warn(o->r, NOTE_LOST_SOUND,
				   attribute(o, n, "uri"));
	}
	return out.bytes;
}

/* Feedback of the whole question, by the names that cartridges use. */
static void around(struct old *o)
{
	for (const xmlNode *f = element_child(o->item, "itemfeedback"); f;
	     f = element_next(f, "itemfeedback")) {
		const char *id = attribute(o, f, "ident");
		const char *words = qti1_material(o, f);

		if (strcmp(id, "general_fb") == 0 || strcmp(id, "solution") == 0)
			found_feedback(o->r, o->q, NULL, words);
		else if (strcmp(id, "correct_fb") == 0)
			found_feedback(o->r, o->q, "right", words);
		else if (strcmp(id, "general_incorrect_fb") == 0 ||
			 strcmp(id, "incorrect_fb") == 0)
			found_feedback(o->r, o->q, "wrong", words);
	}
}

/* Feedback that neither of the ways above has found a place for. */
static void homeless(struct old *o)
{
	char *all = json_dumps(o->q, JSON_COMPACT);

	for (const xmlNode *f = element_child(o->item, "itemfeedback"); f;
	     f = element_next(f, "itemfeedback")) {
		const char *words = qti1_material(o, f);
		json_t *text = json_string(words);
		char *quoted = json_dumps(text, JSON_ENCODE_ANY);

		/* Without its quotation marks: it may stand behind another. */
		if (quoted)
			quoted[strlen(quoted) - 1] = '\0';
		if (*words && all && quoted && !strstr(all, quoted + 1))
			found_warn(o->r, NOTE_LOST_FEEDBACK, words);
		free(quoted);
		json_decref(text);
	}
	free(all);
}

void qti1_feedback(struct old *o)
{
	around(o);
	homeless(o);
}
