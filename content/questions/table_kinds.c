/*
 * What the columns of a row mean, by the kind of its question.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "domain/decimal.h"
#include "questions/table.h"

json_t *table_parts(struct arena *mem, const char *s, const char *signs)
{
	json_t *list = json_array();

	while (*s) {
		const size_t n = strcspn(s, signs);
		const char *part = text_line(mem, arena_copy(mem, s, n), 500);

		if (*part)
			json_array_append_new(list, json_string(part));
		s += n + (s[n] != '\0');
	}
	return list;
}

static const char *shown(struct table *t, const char *s)
{
	return markdown_of_plain(t->r, s);
}

/* "A, C": places of choices, in the order they are named; 0 for nonsense. */
static size_t letters_read(struct table *t, size_t out[static LETTERS])
{
	size_t n = 0;

	for (const char *s = t->cells[KEY]; *s; s++) {
		const char *at;

		if (strchr(" ,;/&.)\t\n", *s))
			continue;
		at = strchr(t->letters, toupper((unsigned char)*s));
		if (!at || n == LETTERS || isalpha((unsigned char)s[1]))
			return 0;
		out[n++] = (size_t)(at - t->letters);
	}
	return n;
}

static bool enough(struct table *t)
{
	if (t->nchoices >= 2)
		return true;
	found_refuse(t->r, NOTE_ROW_CHOICES, arena_format(
		t->r->mem, "%zu", t->nchoices));
	return false;
}

static void choices(struct table *t, bool one)
{
	size_t named[LETTERS], n = letters_read(t, named);
	json_t *list = json_array();

	json_object_set_new(t->q, "choices", list);
	for (size_t i = 0; i < t->nchoices; i++)
		json_array_append_new(list, choice_json(
			shown(t, t->choices[i]), ""));
	if (!enough(t))
		return;
	if (!n || (one && n != 1))
		found_refuse(t->r, *t->cells[KEY] ? NOTE_ROW_KEY
						  : NOTE_ROW_KEY_EMPTY,
			     t->cells[KEY]);
	for (size_t i = 0; i < n; i++)
		json_object_set_new(json_array_get(list, named[i]), "right",
				    json_true());
}

static void single(struct table *t)
{
	choices(t, true);
}

static void multiple(struct table *t)
{
	choices(t, false);
}

static void truth(struct table *t)
{
	static const char *const yes[] = { "benar", "b", "true", "t", "ya" };
	static const char *const no[] = { "salah", "s", "false", "f",
					  "tidak" };

	for (size_t i = 0; i < 5; i++) {
		const bool right = !strcasecmp(t->cells[KEY], yes[i]);

		if (right || !strcasecmp(t->cells[KEY], no[i])) {
			json_object_set_new(t->q, "right",
					    json_boolean(right));
			return;
		}
	}
	found_refuse(t->r, *t->cells[KEY] ? NOTE_ROW_TRUTH
					  : NOTE_ROW_KEY_EMPTY, t->cells[KEY]);
}

static bool nothing(const char *left)
{
	static const char *const words[] = { "", "(pengecoh)", "pengecoh",
					     "(distractor)", "distractor" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(left, words[i]) == 0)
			return true;
	return false;
}

/* "kiri = kanan" in each choice; "= kanan" or "(pengecoh) = kanan" is a right one
   too many. */
static void match(struct table *t)
{
	json_t *pairs = json_array(), *extra = json_array();

	for (size_t i = 0; i < t->nchoices; i++) {
		const char *s = t->choices[i], *sign = strchr(s, '=');
		const char *left = sign ? shown(t, text_trim(t->r->mem,
			arena_copy(t->r->mem, s, (size_t)(sign - s)))) : "";
		const char *right = sign ? shown(t, text_trim(t->r->mem,
							      sign + 1)) : "";

		if (!*right)
			found_refuse(t->r, NOTE_ROW_PAIR, s);
		else if (!nothing(left))
			json_array_append_new(pairs, json_pack("{s:s, s:s}",
				"left", left, "right", right));
		else
			json_array_append_new(extra, json_string(right));
	}
	enough(t);
	json_object_set_new(t->q, "pairs", pairs);
	if (json_array_size(extra))
		json_object_set(t->q, "extra", extra);
	json_decref(extra);
}

/* The choices in order, or in the order that the key names. */
static void order(struct table *t)
{
	size_t named[LETTERS], n = letters_read(t, named);
	json_t *items = json_array();
	bool seen[LETTERS] = { false }, whole = n == t->nchoices;

	for (size_t i = 0; i < n; i++) {
		whole &= !seen[named[i]];
		seen[named[i]] = true;
	}
	if (enough(t) && *t->cells[KEY] && !whole)
		found_refuse(t->r, NOTE_ROW_ORDER, t->cells[KEY]);
	for (size_t i = 0; i < t->nchoices; i++)
		json_array_append_new(items, json_string(shown(t,
			t->choices[*t->cells[KEY] && whole ? named[i] : i])));
	json_object_set_new(t->q, "items", items);
}

static void number(struct table *t)
{
	double answer, tolerance = 0;

	if (!*t->cells[KEY])
		found_refuse(t->r, NOTE_ROW_KEY_EMPTY, NULL);
	else if (!number_read(t->cells[KEY], NULL, &answer))
		found_refuse(t->r, NOTE_ROW_NUMBER, t->cells[KEY]);
	else
		json_object_set_new(t->q, "answer", number_json(answer));
	if (*t->cells[TOLERANCE] &&
	    (!number_read(t->cells[TOLERANCE], NULL, &tolerance) ||
	     tolerance < 0))
		found_refuse(t->r, NOTE_ROW_TOLERANCE, t->cells[TOLERANCE]);
	if (tolerance > 0)
		json_object_set_new(t->q, "tolerance", number_json(tolerance));
}

static void text(struct table *t)
{
	json_t *accept = table_parts(t->r->mem, t->cells[KEY], ";|\n");

	json_object_set_new(t->q, "accept", accept);
	if (!json_array_size(accept))
		found_refuse(t->r, NOTE_ROW_KEY_EMPTY, NULL);
}

static void essay(struct table *t)
{
	essay_rubric(t->r, t->q, text_line(t->r->mem, t->cells[KEY], 500));
	t->r->out->nwarnings = t->r->warnings;	/* it is meant as a rubric */
}

static const struct table_kind kinds[] = {
	{ "pilihan ganda", "single", single }, { "pg", "single", single },
	{ "single choice", "single", single }, { "single", "single", single },
	{ "pilihan ganda kompleks", "multiple", multiple },
	{ "pgk", "multiple", multiple }, { "multiple", "multiple", multiple },
	{ "multiple choice", "multiple", multiple },
	{ "benar salah", "trueFalse", truth },
	{ "benar/salah", "trueFalse", truth }, { "bs", "trueFalse", truth },
	{ "true false", "trueFalse", truth },
	{ "true/false", "trueFalse", truth },
	{ "menjodohkan", "match", match }, { "matching", "match", match },
	{ "mengurutkan", "order", order }, { "urutan", "order", order },
	{ "ordering", "order", order }, { "angka", "numeric", number },
	{ "numerik", "numeric", number }, { "number", "numeric", number },
	{ "isian", "text", text }, { "isian singkat", "text", text },
	{ "short answer", "text", text }, { "esai", "essay", essay },
	{ "uraian", "essay", essay }, { "essay", "essay", essay },
};

const struct table_kind *table_kind(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return &kinds[i];
	return NULL;
}
