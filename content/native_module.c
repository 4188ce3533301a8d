/*
 * module.json: what the module is called, and what it is made of.
 */
#include <stdlib.h>
#include <string.h>

#include "domain/lti_place.h"
#include "native_check.h"

#define END { .kind = KIND_END }

static const char *const topics[] = {
	"it", "public-service", "leadership", "finance", "other", NULL
};
static const char *const competency_kinds[] = {
	"technical", "managerial", "social", NULL
};
static const char *const survey_forms[] = { "standard", NULL };

static const struct definition_key module_keys[] = {
	{ "format", KIND_ANY, true, 0, 0, NULL },
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "code", KIND_LINE, false, 1, 20, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "description", KIND_LINE, true, 1, 500, NULL },
	{ "language", KIND_LINE, false, 2, 16, NULL },
	{ "topic", KIND_WORD, false, 0, 0, topics },
	{ "jp", KIND_COUNT, false, 0, 999, NULL },
	{ "minutes", KIND_COUNT, false, 0, 99999, NULL },
	{ "contact", KIND_LINE, false, 1, 200, NULL },
	{ "audience", KIND_LINE, false, 1, 500, NULL },
	{ "goals", KIND_LINES, false, 0, 20, NULL },
	{ "competencies", KIND_LIST, false, 0, 50, NULL },
	{ "tokens", KIND_OBJECT, false, 0, 100, NULL },
	{ "parts", KIND_LIST, true, 1, NATIVE_PARTS_MOST, NULL },
	{ "completion", KIND_OBJECT, false, 0, 10, NULL },
	{ "whatsNew", KIND_TEXT, false, 1, 2000, NULL },
	END
};

static const struct definition_key competency_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "name", KIND_LINE, true, 1, 300, NULL },
	{ "kind", KIND_WORD, true, 0, 0, competency_kinds },
	{ "level", KIND_COUNT, false, 1, 5, NULL },
	END
};

static const struct definition_key token_keys[] = {
	{ "label", KIND_LINE, true, 1, 200, NULL },
	{ "otherwise", KIND_LINE, true, 1, 500, NULL },
	END
};

static const struct definition_key part_keys[] = {
	{ "lesson", KIND_LINE, false, 1, 60, NULL },
	{ "quiz", KIND_LINE, false, 1, 60, NULL },
	{ "case", KIND_LINE, false, 1, 60, NULL },
	{ "survey", KIND_OBJECT, false, 1, 3, NULL },
	{ "plan", KIND_OBJECT, false, 1, 6, NULL },
	{ "tool", KIND_OBJECT, false, 1, 8, NULL },
	END
};

static const struct definition_key survey_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "form", KIND_WORD, true, 0, 0, survey_forms },
	END
};

static const struct definition_key plan_keys[] = {
	{ "id", KIND_IDENT, true, 0, 0, NULL },
	{ "title", KIND_LINE, true, 1, 200, NULL },
	{ "choices", KIND_LINES, false, 0, 20, NULL },
	{ "days", KIND_COUNT, false, 1, 365, NULL },
	{ "prompt", KIND_TEXT, false, 1, 2000, NULL },
	{ "followup", KIND_OBJECT, false, 0, 3, NULL },
	END
};

static const struct definition_key followup_keys[] = {
	{ "superior", KIND_LINES, false, 1, 3, NULL },
	{ "colleague", KIND_LINES, false, 1, 1, NULL },
	{ "indicator", KIND_LINE, false, 1, 200, NULL },
	END
};

static const struct definition_key completion_keys[] = {
	{ "required", KIND_LINES, true, 1, NATIVE_PARTS_MOST, NULL },
	END
};

bool native_format(const char *format)
{
	return format && text_starts(format, "balai/");
}

/* A newer one may have anything: nothing else is looked at. */
static bool format_check(struct native_check *c)
{
	json_t *value = json_object_get(c->module.json, "format");
	const char *format = json_string_value(value);
	bool newer;

	if (!value || (format && strcmp(format, NATIVE_FORMAT) == 0))
		return true;
	newer = native_format(format) && strlen(format) <= 12 &&
		strspn(format + 6, "0123456789") == strlen(format + 6) &&
		format[6] > '0';
	if (newer)
		c->nfaults = 0;
	native_fault_at(c, &c->module, "/format",
			newer ? NATIVE_FORMAT_NEWER : NATIVE_FORMAT_UNKNOWN,
			WORDS_OF(.name = format ? format : ""));
	return !newer;
}

static void ident_check(struct native_check *c, const char *key,
			enum native_code code)
{
	const char *s = json_string_value(json_object_get(c->module.json, key));

	if (s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-")])
		native_fault_at(c, &c->module, arena_format(c->mem, "/%s", key),
				code, NULL);
}

static void language_check(struct native_check *c)
{
	const char *s = json_string_value(json_object_get(c->module.json,
							  "language"));

	if (s && s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-"
			     "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
		native_fault_at(c, &c->module, "/language", NATIVE_LANGUAGE,
				NULL);
}

static void competencies_check(struct native_check *c,
			       struct definition_faults *f)
{
	const struct spot list = { NULL, "competencies", 0 };
	json_t *all = json_object_get(c->module.json, "competencies"), *one;
	struct path_index *seen = path_index_new(c->mem);
	size_t i;

	json_array_foreach(all, i, one) {
		const struct spot at = { &list, NULL, i };
		const char *id = json_string_value(json_object_get(one, "id"));

		definition_object(f, &at, one, competency_keys, NULL);
		if (id && !path_index_add(seen, id, i))
			definition_fault(f, &at, DEFINITION_ID_TWICE, id);
	}
}

static bool token_name_fits(const char *s)
{
	const size_t n = strlen(s);

	return n && n <= 40 && ((*s | 32) >= 'a' && (*s | 32) <= 'z') &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_-"
			   "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0';
}

static void tokens_check(struct native_check *c, struct definition_faults *f)
{
	const struct spot list = { NULL, "tokens", 0 };
	const char *name;
	json_t *one;
	size_t n;

	c->tokens = json_object_get(c->module.json, "tokens");
	n = json_object_size(c->tokens);
	c->token_names = arena_array(c->mem, const char *, n + 1);
	c->token_used = arena_array(c->mem, bool, n + 1);
	json_object_foreach(c->tokens, name, one) {
		const struct spot at = { &list, name, 0 };

		definition_object(f, &at, one, token_keys, NULL);
		if (!token_name_fits(name))
			native_fault_at(c, &c->module,
				arena_format(c->mem, "/tokens/%s", name),
				NATIVE_TOKEN_NAME, WORDS_OF(.name = name));
		c->token_names[c->ntokens++] = name;
	}
}

/* Who reads these has no account, so nothing tells whose words to put in. */
static void asks_token(struct native_check *c, const char *pointer,
		       const json_t *words)
{
	if (json_is_string(words) && strstr(json_string_value(words), "{{"))
		native_fault_at(c, &c->module, pointer, NATIVE_FOLLOWUP_TOKEN,
				NULL);
}

static void followup_check(struct native_check *c, struct definition_faults *f,
			   const struct spot *plan, json_t *followup)
{
	const struct spot at = { plan, "followup", 0 };
	const char *top = arena_format(c->mem, "/parts/%zu/plan/followup",
				       plan->above->index), *key;
	json_t *value, *one;
	size_t i;

	definition_object(f, &at, followup, followup_keys, NULL);
	json_object_foreach(followup, key, value) {
		asks_token(c, arena_format(c->mem, "%s/%s", top, key), value);
		json_array_foreach(value, i, one)
			asks_token(c, arena_format(c->mem, "%s/%s/%zu", top,
						   key, i), one);
	}
}

static void plan_check(struct native_check *c, struct definition_faults *f,
		       const struct spot *at, json_t *plan)
{
	definition_object(f, at, plan, plan_keys, NULL);
	if (json_is_object(json_object_get(plan, "followup")))
		followup_check(c, f, at, json_object_get(plan, "followup"));
}

/* What a part is, by the only key it has; NULL and a fault. */
static void part_check(struct native_check *c, struct definition_faults *f,
		       const struct spot *at, json_t *part)
{
	const struct spot survey = { at, "survey", 0 };
	const struct spot plan = { at, "plan", 0 };
	const struct spot tool = { at, "tool", 0 };

	if (!definition_object(f, at, part, part_keys, NULL))
		return;
	if (json_object_size(part) != 1)
		native_fault_at(c, &c->module,
				arena_format(c->mem, "/parts/%zu", at->index),
				NATIVE_PART_SHAPE, NULL);
	if (json_object_get(part, "survey"))
		definition_object(f, &survey, json_object_get(part, "survey"),
				  survey_keys, NULL);
	if (json_object_get(part, "plan"))
		plan_check(c, f, &plan, json_object_get(part, "plan"));
	if (json_object_get(part, "tool"))
		lti_place_check(f, &tool, json_object_get(part, "tool"),
			    LTI_PLACE_UNIT);
}

static void parts_check(struct native_check *c, struct definition_faults *f)
{
	const struct spot list = { NULL, "parts", 0 };
	json_t *all = json_object_get(c->module.json, "parts"), *one;
	size_t i;

	json_array_foreach(all, i, one) {
		const struct spot at = { &list, NULL, i };

		part_check(c, f, &at, one);
	}
}

static void completion_check(struct native_check *c,
			     struct definition_faults *f)
{
	const struct spot at = { NULL, "completion", 0 };
	json_t *completion = json_object_get(c->module.json, "completion");

	if (json_is_object(completion))
		definition_object(f, &at, completion, completion_keys, NULL);
}

bool native_module(struct native_check *c)
{
	struct definition_faults found = { .mem = c->mem };
	json_t *m = c->module.json;

	if (!format_check(c))
		return false;
	definition_object(&found, NULL, m, module_keys, NULL);
	ident_check(c, "id", NATIVE_MODULE_IDENT);
	language_check(c);
	competencies_check(c, &found);
	tokens_check(c, &found);
	parts_check(c, &found);
	completion_check(c, &found);
	native_faults_take(c, &c->module, &found);
	return true;
}
