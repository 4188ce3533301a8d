#include "domain/question_choice.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "domain/question.h"
#include "domain/question_statistics.h"

static bool has_type(json_t *question, enum question_type type)
{
	return question && question_type_of(question) == type;
}

size_t question_choices(json_t *question, uint32_t *right)
{
	json_t *list = json_object_get(question, "choices"), *one;
	size_t i;

	*right = 0;
	if (has_type(question, QUESTION_TRUE_FALSE)) {
		*right = json_is_true(json_object_get(question, "right"))
			? 1 : 2;
		return 2;
	}
	if (!has_type(question, QUESTION_SINGLE) &&
	    !has_type(question, QUESTION_MULTIPLE))
		return 0;
	json_array_foreach(list, i, one)
		if (json_is_true(json_object_get(one, "right")) &&
		    i < STATISTICS_CHOICES)
			*right |= (uint32_t)1 << i;
	return json_array_size(list);
}

uint32_t question_chosen(json_t *question, const char *choice)
{
	const bool multiple = has_type(question, QUESTION_MULTIPLE);
	const bool boolean = has_type(question, QUESTION_TRUE_FALSE);
	uint32_t bits = 0;
	size_t part = 0;

	if (!choice || (!multiple && !boolean &&
			!has_type(question, QUESTION_SINGLE)))
		return 0;
	for (const char *s = choice + 1; *s && part < STATISTICS_CHOICES; part++) {
		char *end;
		const long picked = strtol(s, &end, 10);

		if (end != s && multiple && picked == 1)
			bits |= (uint32_t)1 << part;
		if (end != s && !multiple && picked >= 0 &&
		    picked < STATISTICS_CHOICES)
			bits |= (uint32_t)1 << (boolean ? picked != 1 : picked);
		if (!(s = strchr(s, ',')))
			break;
		s++;
	}
	return bits;
}
