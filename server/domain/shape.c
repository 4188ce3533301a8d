#include "domain/shape.h"

#include <ctype.h>
#include <string.h>

#include "domain/moment.h"
#include "domain/uuid.h"

bool misfit(struct check *c)
{
	if (!c->wrong)
		c->wrong = *c->path ? c->path : "statement";
	return false;
}

/* Apply a rule to a part, whose name is put behind the path meanwhile. */
static bool part(struct check *c, const char *name, rule *r, json_t *value)
{
	const char *before = c->path;
	bool good;

	c->path = *before ? arena_format(c->mem, "%s.%s", before, name) : name;
	good = r(c, value) || misfit(c);
	c->path = before;
	return good;
}

static const struct field *field_of(const struct field *fields, const char *key)
{
	for (const struct field *f = fields; f->name; f++)
		if (strcmp(f->name, key) == 0)
			return f;
	return NULL;
}

/* An object with these fields and no others. */
bool fields_fit(struct check *c, json_t *json,
		       const struct field *fields)
{
	const char *key;
	json_t *value;

	if (!json_is_object(json))
		return misfit(c);
	for (const struct field *f = fields; f->name; f++)
		if (f->needed && !json_object_get(json, f->name))
			return part(c, f->name, f->rule, NULL);
	json_object_foreach(json, key, value) {
		const struct field *f = field_of(fields, key);

		if (!f) {
			c->path = arena_format(c->mem, "%s%s%.40s", c->path,
					       *c->path ? "." : "", key);
			return misfit(c);
		}
		if (!part(c, key, f->rule, value))
			return false;
	}
	return true;
}

bool each_fits(struct check *c, json_t *list, rule *r)
{
	json_t *value;
	size_t i;

	if (!json_is_array(list))
		return misfit(c);
	json_array_foreach(list, i, value)
		if (!r(c, value))
			return misfit(c);
	return true;
}

const char *text_of(json_t *json)
{
	return json_string_value(json);
}
bool named(json_t *json, const char *type)
{
	const char *said = text_of(json_object_get(json, "objectType"));

	return said && strcmp(said, type) == 0;
}

/* ---- Values ------------------------------------------------------------ */

bool is_text(struct check *c, json_t *json)
{
	(void)c;
	return json_is_string(json);
}

bool is_boolean(struct check *c, json_t *json)
{
	(void)c;
	return json_is_boolean(json);
}

bool is_count(struct check *c, json_t *json)
{
	(void)c;
	return json_is_integer(json) && json_integer_value(json) >= 0;
}

bool hex(const char *s, size_t n)
{
	return s && strlen(s) == n && strspn(s, "0123456789abcdefABCDEF") == n;
}

bool is_uuid(struct check *c, json_t *json)
{
	(void)c;
	return uuid_valid(text_of(json));
}

bool iri_valid(const char *s)
{
	size_t n;

	if (!s || !isalpha((unsigned char)*s) || strlen(s) > 2048)
		return false;
	n = strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		      "0123456789+-.");
	return s[n] == ':' && s[n + 1] &&
	       !strpbrk(s, " \t\r\n<>\"{}|\\^`");
}

bool is_iri(struct check *c, json_t *json)
{
	(void)c;
	return iri_valid(text_of(json));
}

/* RFC 5646, its shape: parts of 1 to 8 letters and digits, letters first. */
static bool language_valid(const char *s)
{
	size_t n = s ? strspn(s, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ") : 0;

	if (n < 1 || n > 8 || strlen(s) > 64)
		return false;
	for (s += n; *s; s += n) {
		if (*s++ != '-')
			return false;
		n = 0;
		while (isalnum((unsigned char)s[n]))
			n++;
		if (n < 1 || n > 8)
			return false;
	}
	return true;
}

bool is_language(struct check *c, json_t *json)
{
	(void)c;
	return language_valid(text_of(json));
}

bool is_language_map(struct check *c, json_t *json)
{
	const char *key;
	json_t *value;

	if (!json_is_object(json))
		return false;
	json_object_foreach(json, key, value)
		if (!language_valid(key) || !json_is_string(value))
			return misfit(c);
	return true;
}

bool is_extensions(struct check *c, json_t *json)
{
	const char *key;
	json_t *value;

	if (!json_is_object(json))
		return false;
	json_object_foreach(json, key, value)
		if (!iri_valid(key))
			return misfit(c);
	return true;
}

bool is_moment(struct check *c, json_t *json)
{
	int64_t ms;

	(void)c;
	return moment_read(text_of(json), &ms);
}

bool is_duration(struct check *c, json_t *json)
{
	int64_t ms;

	(void)c;
	return duration_read(text_of(json), &ms);
}
