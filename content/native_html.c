/*
 * HTML beside the texts of a practice, for the browser: "text" gets "html",
 * "hint" "hintHtml", and "items", a list, "itemsHtml".
 */
#include <string.h>

#include "native_check.h"

#define DEPTH_MOST 40

static json_t *html_of(struct native_check *c, const char *s, bool line)
{
	const struct native_text how = { .tokens = c->tokens, .line = line };
	struct text out = { .mem = c->mem };

	text_puts(&out, "");
	if (native_text_html(c->mem, &how, s, strlen(s), &out))
		return json_null();
	return json_string(out.bytes);
}

/* Names of texts that are Markdown; those of lists of them end the table. */
static const struct { const char *key, *html; } texts[] = {
	{ "text", "html" }, { "hint", "hintHtml" },
	{ "feedback", "feedbackHtml" }, { "right", "rightHtml" },
	{ "wrong", "wrongHtml" }, { "left", "leftHtml" },
	{ "why", "whyHtml" }, { "items", "itemsHtml" },
	{ "extra", "extraHtml" },
};

static json_t *list_html(struct native_check *c, json_t *list)
{
	json_t *out = json_array(), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		if (!json_is_string(one)) {
			json_decref(out);
			return NULL;
		}
		json_array_append_new(out, html_of(c, json_string_value(one),
						   true));
	}
	return out;
}

/* A question's own text may have paragraphs; what stands in a choice has none. */
static void add_html(struct native_check *c, json_t *object)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		json_t *value = json_object_get(object, texts[i].key);
		json_t *html = NULL;

		if (json_is_string(value))
			html = html_of(c, json_string_value(value), true);
		else if (json_is_array(value))
			html = list_html(c, value);
		if (html)
			json_object_set_new(object, texts[i].html, html);
	}
}

static void walk(struct native_check *c, json_t *json, int depth)
{
	const char *key;
	json_t *one;
	size_t i;

	if (depth > DEPTH_MOST)
		return;
	json_array_foreach(json, i, one)
		walk(c, one, depth + 1);
	json_object_foreach(json, key, one)
		walk(c, one, depth + 1);
	if (json_is_object(json))
		add_html(c, json);
}

/* A passage that is marked is text, letter by letter: its parts are sought. */
static void passages_plain(json_t *question)
{
	json_t *passage, *part;
	size_t i, k;

	json_array_foreach(json_object_get(question, "passages"), i, passage) {
		json_object_del(passage, "html");
		json_array_foreach(json_object_get(passage, "parts"), k, part)
			json_object_del(part, "html");
	}
}

json_t *native_html(struct native_check *c, json_t *question)
{
	json_t *copy = json_deep_copy(question);

	walk(c, copy, 0);
	passages_plain(copy);
	return copy;
}
