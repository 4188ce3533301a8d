#include "domain/lti_variables.h"

#include <stddef.h>
#include <string.h>

/* What we have none of, and say so, since tools wait for it. */
#define NOTHING ((size_t)-1)
#define AT(member) offsetof(struct lti_variables, member)

static const struct {
	const char *name;
	size_t at;
} variables[] = {
	{ "User.id", AT(user_id) },
	{ "Person.name.full", AT(name) },
	{ "Person.name.given", AT(given) },
	{ "Person.name.family", AT(family) },
	{ "Person.email.primary", AT(email) },
	{ "Membership.role", AT(roles) },
	{ "Context.id", AT(context_id) },
	{ "Context.type", AT(context_type) },
	{ "Context.title", AT(context_title) },
	{ "Context.label", AT(context_label) },
	{ "Context.id.history", NOTHING },
	{ "CourseSection.title", AT(context_title) },
	{ "CourseSection.label", AT(context_label) },
	{ "CourseOffering.title", AT(context_title) },
	{ "CourseOffering.label", AT(context_label) },
	{ "ResourceLink.id", AT(link_id) },
	{ "ResourceLink.title", AT(link_title) },
	{ "ResourceLink.description", NOTHING },
	{ "ResourceLink.id.history", NOTHING },
	{ "Message.returnUrl", AT(return_url) },
	{ "Message.documentTarget", AT(target) },
	{ "Message.locale", AT(locale) },
	{ "ToolPlatform.productFamilyCode", AT(platform_family) },
	{ "ToolPlatform.version", AT(platform_version) },
	{ "ToolPlatformInstance.guid", AT(platform_guid) },
	{ "ToolPlatformInstance.name", AT(platform_name) },
	{ "ToolPlatformInstance.url", AT(platform_url) },
	{ "LineItem.url", AT(line_item) },
	{ "LineItems.url", AT(line_items) },
};

static const char *value_at(const struct lti_variables *v, size_t at)
{
	const char *value;

	memcpy(&value, (const char *)v + at, sizeof(value));
	return value;
}

const char *lti_variable_name(size_t i)
{
	return i < sizeof(variables) / sizeof(*variables) ? variables[i].name
							  : NULL;
}

const char *lti_variable(const struct lti_variables *v, const char *value)
{
	if (value[0] != '$')
		return NULL;
	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++)
		if (strcmp(value + 1, variables[i].name) == 0)
			return variables[i].at == NOTHING ? ""
				: value_at(v, variables[i].at);
	return NULL;
}

static void resolve_into(json_t *out, const json_t *custom,
			 const struct lti_variables *v)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)custom, name, value) {
		const char *text = json_string_value(value);
		const char *known = text ? lti_variable(v, text) : NULL;

		if (text)
			json_object_set_new(out, name,
					    json_string(known ? known : text));
	}
}

json_t *lti_custom_resolve(const json_t *tool, const json_t *place,
			   const struct lti_variables *v)
{
	json_t *out = json_object();

	resolve_into(out, tool, v);
	resolve_into(out, place, v);
	return out;
}

void lti_name_parts(struct arena *mem, const char *name, const char **given,
		    const char **family)
{
	const char *last = strrchr(name, ' ');

	*given = last ? arena_copy(mem, name, (size_t)(last - name)) : name;
	*family = last ? last + 1 : "";
}
