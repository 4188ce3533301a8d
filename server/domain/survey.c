#include "domain/survey.h"

#include <string.h>

static const struct survey_question standard[] = {
	{ "applicable", SURVEY_SCALE, true, { NULL } },
	{ "examples", SURVEY_SCALE, true, { NULL } },
	{ "difficulty", SURVEY_CHOICE, true, { "easy", "right", "hard" } },
	{ "time", SURVEY_CHOICE, true, { "less", "fits", "more" } },
	{ "opened", SURVEY_SCALE, true, { NULL } },
	{ "helped", SURVEY_LESSON, false, { NULL } },
	{ "improve", SURVEY_LESSON, false, { NULL } },
	{ "improveHow", SURVEY_TEXT, false, { NULL } },
	{ "topics", SURVEY_TEXT, false, { NULL } },
};

static const struct survey forms[] = {
	{ "standard", standard, sizeof(standard) / sizeof(*standard) },
};

const struct survey *survey_named(const char *name)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	return NULL;
}

const char *survey_kind_name(enum survey_kind kind)
{
	static const char *const names[] = { "scale", "choice", "lesson",
					     "text" };

	return names[kind];
}

static bool given(const json_t *answer)
{
	return answer && !json_is_null(answer) &&
	       !(json_is_string(answer) && !*json_string_value(answer));
}

static bool chosen(const struct survey_question *q, const char *answer)
{
	for (size_t i = 0; q->choices[i]; i++)
		if (strcmp(q->choices[i], answer) == 0)
			return true;
	return false;
}

static bool lesson_of(const struct survey_lesson *lessons, size_t n,
		      const char *answer)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(lessons[i].ident, answer) == 0)
			return true;
	return false;
}

static bool fits(const struct survey_question *q, const json_t *answer,
		 const struct survey_lesson *lessons, size_t nlessons)
{
	const char *text = json_string_value(answer);

	switch (q->kind) {
	case SURVEY_SCALE:
		return json_is_integer(answer) &&
		       json_integer_value(answer) >= 1 &&
		       json_integer_value(answer) <= 5;
	case SURVEY_CHOICE:
		return text && chosen(q, text);
	case SURVEY_LESSON:
		return text && lesson_of(lessons, nlessons, text);
	case SURVEY_TEXT:
		return text && json_string_length(answer) <= SURVEY_TEXT_MOST;
	}
	return false;
}

static const struct survey_question *asked(const struct survey *s,
					   const char *id)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->questions[i].id, id) == 0)
			return &s->questions[i];
	return NULL;
}

const char *survey_wrong(const struct survey *s, const json_t *answers,
			 const struct survey_lesson *lessons, size_t nlessons)
{
	void *at;

	for (size_t i = 0; i < s->n; i++) {
		const struct survey_question *q = &s->questions[i];
		const json_t *answer = json_object_get(answers, q->id);

		if (given(answer) ? !fits(q, answer, lessons, nlessons)
				  : q->needed)
			return q->id;
	}
	for (at = json_object_iter((json_t *)answers); at;
	     at = json_object_iter_next((json_t *)answers, at))
		if (!asked(s, json_object_iter_key(at)))
			return "";
	return NULL;
}

static const char *counted_as(const json_t *answer, char number[2])
{
	if (!json_is_integer(answer))
		return json_string_value(answer);
	number[0] = (char)('0' + json_integer_value(answer));
	number[1] = '\0';
	return number;
}

static void count(json_t *counts, const json_t *answer)
{
	char number[2];
	const char *key = counted_as(answer, number);

	json_object_set_new(counts, key, json_integer(
		json_integer_value(json_object_get(counts, key)) + 1));
}

static json_t *line(const struct survey_question *q, json_t *const *answers,
		    size_t n)
{
	const bool text = q->kind == SURVEY_TEXT;
	json_t *told = text ? json_array() : json_object();
	json_t *out;
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		json_t *answer = json_object_get(answers[i], q->id);

		if (!given(answer))
			continue;
		found++;
		if (text)
			json_array_append(told, answer);
		else
			count(told, answer);
	}
	out = json_pack("{s:s, s:s, s:n}", "id", q->id, "kind",
			survey_kind_name(q->kind), "answers");
	if (found >= SURVEY_LEAST) {
		json_object_set_new(out, "answers",
				    json_integer((json_int_t)found));
		json_object_set(out, text ? "texts" : "counts", told);
	}
	json_decref(told);
	return out;
}

json_t *survey_summary(const struct survey *s, json_t *const *answers, size_t n)
{
	json_t *out = json_array();

	for (size_t i = 0; out && i < s->n; i++)
		json_array_append_new(out, line(&s->questions[i], answers, n));
	return out;
}
