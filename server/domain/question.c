#include "domain/question.h"

#include <math.h>
#include <string.h>

#include "domain/decimal.h"
#include "domain/formula.h"
#include "domain/grade.h"
#include "domain/paper.h"

#define MOST_CHARACTERS 5000

static const char *text_at(json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

enum question_type question_type_of(json_t *question)
{
	enum question_type t = QUESTION_TYPES;

	question_type_named(text_at(question, "type"), &t);
	return t;
}

const char *question_id(json_t *question)
{
	const char *id = text_at(question, "id");

	return id ? id : "";
}
