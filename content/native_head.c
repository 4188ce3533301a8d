/*
 * The head of a lesson: lines "key: value" between two lines ---.
 */
#include <stdlib.h>
#include <string.h>

#include "domain/day.h"
#include "native_check.h"

#define TITLE_MOST 200
#define BASIS_MOST 20
#define LINES_MOST 200

static const char *const head_names[] = {
	"title", "minutes", "basis", "confidence", "checkedAt", "reviewBy",
};

#define HEAD_NAMES (sizeof(head_names) / sizeof(*head_names))

/* What the head says, as it is typed; NULL where it does not. */
struct head {
	const char *values[HEAD_NAMES];
	size_t lines[HEAD_NAMES];
	json_t *basis;
};

enum { TITLE, MINUTES, BASIS, CONFIDENCE, CHECKED, REVIEW };

/* The next line without its end, and behind it; NULL at the end of the text. */
static const char *line_take(struct arena *mem, const char **text)
{
	const char *s = *text, *end = strchr(s, '\n');
	const size_t n = end ? (size_t)(end - s) : strlen(s);

	if (!*s)
		return NULL;
	*text = s + n + (end ? 1 : 0);
	return arena_copy(mem, s, n && s[n - 1] == '\r' ? n - 1 : n);
}

static bool is_rule(const char *line)
{
	return strncmp(line, "---", 3) == 0 &&
	       line[3 + strspn(line + 3, " \t")] == '\0';
}

static size_t head_name(const char *key)
{
	for (size_t i = 0; i < HEAD_NAMES; i++)
		if (strcmp(head_names[i], key) == 0)
			return i;
	return HEAD_NAMES;
}

static void basis_add(struct native_check *c, const struct native_source *s,
		      size_t line, struct head *head, const char *value)
{
	if (!*value || text_length(value) > 300 || !text_plain(value) ||
	    json_array_size(head->basis) == BASIS_MOST)
		native_fault(c, s->path, line, NATIVE_HEAD_TEXT,
			     WORDS_OF(.name = "basis", .limit = 300));
	else
		json_array_append_new(head->basis, json_string(value));
}

static void head_line(struct native_check *c, const struct native_source *s,
		      size_t line, const char *text, struct head *head)
{
	const char *colon = strchr(text, ':');
	const char *key = colon ? text_trim(c->mem, arena_copy(c->mem, text,
					(size_t)(colon - text))) : "";
	const char *value = colon ? text_trim(c->mem, colon + 1) : "";
	const size_t i = head_name(key);
	const char *near;

	if (!*key) {
		native_fault(c, s->path, line, NATIVE_HEAD_LINE, NULL);
	} else if (i == HEAD_NAMES) {
		near = definition_near(key, head_names, HEAD_NAMES);
		native_fault(c, s->path, line, near ? NATIVE_HEAD_NEAR
						    : NATIVE_HEAD_UNKNOWN,
			     WORDS_OF(.name = key, .near = near));
	} else if (i == BASIS) {
		basis_add(c, s, line, head, value);
	} else if (head->values[i]) {
		native_fault(c, s->path, line, NATIVE_HEAD_TWICE,
			     WORDS_OF(.name = key));
	} else {
		head->values[i] = value;
		head->lines[i] = line;
	}
}

static bool head_closed(struct arena *mem, const char *text)
{
	const char *line;

	for (size_t n = 0; n < LINES_MOST && (line = line_take(mem, &text));
	     n++)
		if (is_rule(line))
			return true;
	return false;
}

/* The lesson's text behind its head; NULL when it has none. */
static const char *head_read(struct native_check *c,
			     const struct native_source *s, struct head *head)
{
	const char *text = s->text, *line = line_take(c->mem, &text);
	size_t n = 1;

	if (!line || !is_rule(line)) {
		native_fault(c, s->path, 1, NATIVE_HEAD_MISSING, NULL);
		return NULL;
	}
	if (!head_closed(c->mem, text)) {
		native_fault(c, s->path, 1, NATIVE_HEAD_OPEN, NULL);
		return NULL;
	}
	while (!is_rule(line = line_take(c->mem, &text))) {
		n++;
		if (*text_trim(c->mem, line))
			head_line(c, s, n, line, head);
	}
	return text;
}

static void head_fault(struct native_check *c, const struct native_source *s,
		       const struct head *head, size_t i, enum native_code code,
		       uint64_t limit)
{
	native_fault(c, s->path, head->lines[i], code,
		     WORDS_OF(.name = head_names[i], .limit = limit));
}

static long minutes_of(const struct head *head)
{
	const char *s = head->values[MINUTES];

	return s && *s && strlen(s) <= 3 &&
	       strspn(s, "0123456789") == strlen(s) ? strtol(s, NULL, 10) : 0;
}

static bool confidence_fits(const char *s)
{
	return !strcmp(s, "seen") || !strcmp(s, "general") ||
	       !strcmp(s, "unsure");
}

static void head_values_check(struct native_check *c,
			      const struct native_source *s,
			      const struct head *h)
{
	const char *const *v = h->values;

	if (v[TITLE] && (!*v[TITLE] || !text_plain(v[TITLE]) ||
			 text_length(v[TITLE]) > TITLE_MOST))
		head_fault(c, s, h, TITLE, NATIVE_HEAD_TEXT, TITLE_MOST);
	if (v[MINUTES] && (minutes_of(h) < 1 || minutes_of(h) > 600))
		head_fault(c, s, h, MINUTES, NATIVE_HEAD_MINUTES, 0);
	if (v[CONFIDENCE] && !confidence_fits(v[CONFIDENCE]))
		head_fault(c, s, h, CONFIDENCE, NATIVE_HEAD_CONFIDENCE, 0);
	for (size_t i = CHECKED; i <= REVIEW; i++)
		if (v[i] && !day_fits(v[i]))
			head_fault(c, s, h, i, NATIVE_HEAD_DAY, 0);
	if (v[CHECKED] && v[REVIEW] && day_fits(v[CHECKED]) &&
	    day_fits(v[REVIEW]) && strcmp(v[REVIEW], v[CHECKED]) < 0)
		head_fault(c, s, h, REVIEW, NATIVE_HEAD_DAYS, 0);
}

static void head_check(struct native_check *c, const struct native_source *s,
		       const struct head *head)
{
	for (size_t i = 0; i < HEAD_NAMES; i++)
		if (i != BASIS && !head->values[i])
			native_fault(c, s->path, 1, NATIVE_HEAD_NEEDED,
				     WORDS_OF(.name = head_names[i]));
	head_values_check(c, s, head);
}

static json_t *head_json(const struct head *h)
{
	return json_pack("{s:s, s:I, s:O, s:s, s:s, s:s}",
		"title", h->values[TITLE] ? h->values[TITLE] : "",
		"minutes", (json_int_t)minutes_of(h), "basis", h->basis,
		"confidence", h->values[CONFIDENCE] ? h->values[CONFIDENCE] : "",
		"checkedAt", h->values[CHECKED] ? h->values[CHECKED] : "",
		"reviewBy", h->values[REVIEW] ? h->values[REVIEW] : "");
}

const char *native_head(struct native_check *c, const struct native_source *s,
			json_t **out)
{
	struct head head = { .basis = json_array() };
	const char *body = head_read(c, s, &head);

	if (body)
		head_check(c, s, &head);
	*out = head_json(&head);
	json_decref(head.basis);
	native_own(c, *out);
	/* What it says is looked at all the same. */
	return body ? body : s->text;
}
