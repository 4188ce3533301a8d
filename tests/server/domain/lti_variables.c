/* What custom parameters stand for, and what of a person they may tell. */
#include "domain/lti_variables.h"

#include "check.h"

/* Each member has its own value, so that no name can stand for another's. */
static const struct lti_variables all = {
	.user_id = "user", .name = "name", .given = "given",
	.family = "family", .email = "email", .roles = "roles",
	.context_id = "context", .context_type = "type",
	.context_title = "title", .context_label = "label",
	.link_id = "link", .link_title = "link title",
	.return_url = "return", .target = "target", .locale = "locale",
	.platform_guid = "guid", .platform_family = "product",
	.platform_name = "platform", .platform_url = "url",
	.platform_version = "version", .line_item = "item",
	.line_items = "items",
};
static const struct lti_variables closed = {
	.user_id = "s", .context_id = "m1", .locale = "id",
};

static const struct {
	const char *value, *stands;	/* NULL: it goes as it is */
} table[] = {
	{ "$User.id", "user" },
	{ "$Person.name.full", "name" },
	{ "$Person.name.given", "given" },
	{ "$Person.name.family", "family" },
	{ "$Person.email.primary", "email" },
	{ "$Membership.role", "roles" },
	{ "$Context.id", "context" },
	{ "$Context.type", "type" },
	{ "$Context.title", "title" },
	{ "$Context.label", "label" },
	{ "$Context.id.history", "" },
	{ "$CourseSection.title", "title" },
	{ "$CourseSection.label", "label" },
	{ "$CourseOffering.title", "title" },
	{ "$CourseOffering.label", "label" },
	{ "$ResourceLink.id", "link" },
	{ "$ResourceLink.title", "link title" },
	{ "$ResourceLink.description", "" },
	{ "$ResourceLink.id.history", "" },
	{ "$Message.returnUrl", "return" },
	{ "$Message.documentTarget", "target" },
	{ "$Message.locale", "locale" },
	{ "$ToolPlatform.productFamilyCode", "product" },
	{ "$ToolPlatform.version", "version" },
	{ "$ToolPlatformInstance.guid", "guid" },
	{ "$ToolPlatformInstance.name", "platform" },
	{ "$ToolPlatformInstance.url", "url" },
	{ "$LineItem.url", "item" },
	{ "$LineItems.url", "items" },
	{ "$user.id", NULL },
	{ "$User.id.x", NULL },
	{ "$User.id ", NULL },
	{ "x$User.id", NULL },
	{ "$$User.id", NULL },
	{ "User.id", NULL },
	{ "$Vendor.secret", NULL },
	{ "$", NULL },
	{ "", NULL },
};

#define ROWS (sizeof(table) / sizeof(*table))

static void values(void)
{
	size_t known = 0;

	TEST("P11 only a whole name that we know stands for something, and for its own")
		for (size_t i = 0; i < ROWS; i++) {
			check_str(lti_variable(&all, table[i].value),
				  table[i].stands);
			known += table[i].stands != NULL;
		}
	TEST("every name that we say we know is in the table")
		check(lti_variable_name(known - 1) &&
		      !lti_variable_name(known));
	TEST("P09 what may not be told stays as it is written") {
		check(lti_variable(&closed, "$Person.name.full") == NULL);
		check(lti_variable(&closed, "$Person.email.primary") == NULL);
		check_str(lti_variable(&closed, "$Message.locale"), "id");
	}
}

static void parameters(void)
{
	json_t *tool = json_pack("{s:s, s:s, s:i}", "a", "1", "b", "$User.id",
				 "c", 7);
	json_t *place = json_pack("{s:s, s:s, s:n}", "a", "2", "d",
				  "$Person.name.full", "b");
	json_t *told = lti_custom_resolve(tool, place, &closed);
	json_t *none = lti_custom_resolve(NULL, NULL, &closed);

	TEST("a place's parameters stand over the tool's, and what is no text is left out") {
		check_int(json_object_size(told), 3);
		check_str(json_string_value(json_object_get(told, "a")), "2");
		check_str(json_string_value(json_object_get(told, "b")), "s");
		check_str(json_string_value(json_object_get(told, "d")),
			  "$Person.name.full");
	}
	TEST("a place without parameters has none of a tool without")
		check_int(json_object_size(none), 0);
	json_decref(tool);
	json_decref(place);
	json_decref(told);
	json_decref(none);
}

static void names(void)
{
	struct arena mem = ARENA_INIT;
	const char *given, *family;

	TEST("the last word of a name is told as the family's") {
		lti_name_parts(&mem, "Ani Sri Lestari", &given, &family);
		check_str(given, "Ani Sri");
		check_str(family, "Lestari");
		lti_name_parts(&mem, "Sukarno", &given, &family);
		check_str(given, "Sukarno");
		check_str(family, "");
	}
	arena_end(&mem);
}

int main(void)
{
	values();
	parameters();
	names();
	return test_end();
}
