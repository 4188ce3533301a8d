#include "domain/effect.h"

#include <string.h>

/* Where a figure stands: below `part` (in a list of items, by the question), its
   value and how many it is of. */
static const struct place {
	const char *kind, *measure, *part, *value, *n;
} places[] = {
	{ "lesson_left", "left", "left", "share", "n" },
	{ "time_long", "time", "time", "median", "n" },
	{ "time_short", "time", "time", "median", "n" },
	{ "item_hard", "facility", "items", "facility", "n" },
	{ "item_easy", "facility", "items", "facility", "n" },
	{ "item_weak", "discrimination", "items", "discrimination", "n" },
	{ "item_choice", "facility", "items", "facility", "n" },
	{ "not_applicable", "notApplicable", "survey", "low", "n" },
	{ "improve_lesson", "improve", "named", "share", "n" },
	{ "followup_low", "notApplied", "followup", "low", "n" },
	/* And whatever else: how many who begin the whole complete it. */
	{ "", "completed", "finish", "share", "n" },
};
#define PLACES (sizeof(places) / sizeof(*places))

static const struct place *place_of(const char *kind)
{
	size_t i = 0;

	while (i + 1 < PLACES && strcmp(places[i].kind, kind))
		i++;
	return &places[i];
}

const char *effect_measure(const char *kind)
{
	return place_of(kind)->measure;
}

bool effect_said(const char *kind)
{
	const char *part = place_of(kind)->part;

	return !strcmp(part, "survey") || !strcmp(part, "named") ||
	       !strcmp(part, "followup");
}

static json_t *item_of(json_t *items, const char *question)
{
	json_t *one;
	size_t i;

	json_array_foreach(items, i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));

		if (id && strcmp(id, question) == 0)
			return one;
	}
	return NULL;
}

void effect_of(const char *kind, const char *question, json_t *figures,
	       struct effect *out)
{
	const struct place *p = place_of(kind);
	json_t *part = json_object_get(figures, p->part);
	json_t *value;

	*out = (struct effect){ .n = 0 };
	if (json_is_array(part))
		part = item_of(part, question);
	value = json_object_get(part, p->value);
	if (!json_is_number(value))
		return;
	out->n = json_integer_value(json_object_get(part, p->n));
	out->value = json_number_value(value);
}
