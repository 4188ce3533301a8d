#include "api/field.h"

#include <stdlib.h>
#include <string.h>

static const struct phrase not_text = { {
	"Isian ini harus berupa teks.", "This has to be text." } };
static const struct phrase too_long = { {
	"Isian ini terlalu panjang.", "This is too long." } };
static const struct phrase missing = { {
	"Isian ini wajib.", "This is needed." } };
static const struct phrase not_bool = { {
	"Isian ini harus true atau false.", "This has to be true or false." } };
static const struct phrase not_number = { {
	"Isian ini harus bilangan bulat dalam batasnya.",
	"This has to be a whole number within its limits." } };

enum err field_bad_named(struct request *rq, const char *name,
			 const char *label, const struct phrase *reason)
{
	return refuse(rq, P_field_invalid,
		      VALUES({ "field", label }, { "member", name },
			     { "reason", reason->in[rq->lang] }));
}

enum err field_bad(struct request *rq, const char *name,
		   const struct phrase *reason)
{
	return field_bad_named(rq, name, name, reason);
}

enum err field_missing(struct request *rq, const char *name)
{
	return field_bad(rq, name, &missing);
}

enum err field_text(struct request *rq, const char *name, size_t most,
		    const char **out)
{
	const json_t *value = json_object_get(rq->json, name);

	*out = NULL;
	if (!value || json_is_null(value))
		return OK;
	if (!json_is_string(value))
		return field_bad(rq, name, &not_text);
	if (json_string_length(value) > most)
		return field_bad(rq, name, &too_long);
	*out = json_string_value(value);
	return OK;
}

enum err field_text_needed(struct request *rq, const char *name, size_t most,
			   const char **out)
{
	enum err e;

	if ((e = field_text(rq, name, most, out)))
		return e;
	return *out && **out ? OK : field_missing(rq, name);
}

enum err field_bool(struct request *rq, const char *name, bool *out)
{
	const json_t *value = json_object_get(rq->json, name);

	if (!value)
		return OK;
	if (!json_is_boolean(value))
		return field_bad(rq, name, &not_bool);
	*out = json_is_true(value);
	return OK;
}

enum err field_number(struct request *rq, const char *name, int64_t least,
		      int64_t most, int64_t *out)
{
	const json_t *value = json_object_get(rq->json, name);

	if (!value)
		return OK;
	if (!json_is_integer(value) || json_integer_value(value) < least ||
	    json_integer_value(value) > most)
		return field_bad(rq, name, &not_number);
	*out = json_integer_value(value);
	return OK;
}

const char *query_text(struct request *rq, const char *name)
{
	const char *text = request_query(rq, name);

	return text ? text : "";
}

enum err query_number(struct request *rq, const char *name, int64_t least,
		      int64_t most, int64_t otherwise, int64_t *out)
{
	const char *text = request_query(rq, name);
	const size_t n = text ? strlen(text) : 0;

	*out = otherwise;
	if (!text)
		return OK;
	if (!n || n > 15 || strspn(text, "0123456789") != n)
		return field_bad(rq, name, &not_number);
	*out = strtoll(text, NULL, 10);
	return *out < least || *out > most ? field_bad(rq, name, &not_number)
					   : OK;
}
