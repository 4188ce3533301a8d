/* What was chosen at a tool: which of it becomes a place, and who may say
   so. */
#include "domain/lti_items.h"

#include <stdlib.h>

#include "check.h"

#define NOW INT64_C(1795298400000)	/* 2026-11-21T22:00:00Z */
#define S (NOW / 1000)
#define CLAIM "https://purl.imsglobal.org/spec/lti/claim/"

static struct arena mem = ARENA_INIT;

/* The JSON with 'single' quotes in place of double ones; the arena's. */
static json_t *json_of(const char *text)
{
	char *copy = arena_copy(&mem, text, strlen(text));
	json_t *json;

	for (char *p = copy; *p; p++)
		if (*p == '\'')
			*p = '"';
	json = json_loads(copy, JSON_DECODE_ANY, NULL);
	check(json != NULL);
	arena_own(&mem, json, (void (*)(void *))json_decref);
	return json;
}

static const char *json_text(const json_t *json)
{
	char *text = json ? json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS)
			  : NULL;

	if (text)
		arena_own(&mem, text, free);
	return text;
}

/* ---- Items --------------------------------------------------------------- */

static const struct lti_items_rule rule = {
	.origins = "https://alat.example https://lab.example:8443",
	.target = "https://alat.example/lti", .name = "Alat", .multiple = true,
};

#define LINK "'type':'ltiResourceLink'"
#define AT "'url':'https://alat.example/lab'"

static const struct {
	const char *item;
	enum lti_item_fault fault;
	const char *place;		/* NULL where it does not fit */
} items[] = {
	{ "{" LINK "," AT ",'title':'Lab'}", LTI_ITEM_FITS,
	  "{'lineItem':false,'title':'Lab','url':'https://alat.example/lab'}" },
	{ "{" LINK "}", LTI_ITEM_FITS,
	  "{'lineItem':false,'title':'Alat','url':'https://alat.example/lti'}" },
	{ "{" LINK ",'url':'https://lab.example:8443/x','title':'L',"
	  "'lineItem':{'scoreMaximum':50,'label':'N','tag':'t','x':1}}",
	  LTI_ITEM_FITS,
	  "{'lineItem':{'label':'N','scoreMaximum':50.0,'tag':'t'},"
	  "'title':'L','url':'https://lab.example:8443/x'}" },
	{ "{" LINK "," AT ",'title':'L','custom':{'a':'1'},'window':{}}",
	  LTI_ITEM_FITS, "{'custom':{'a':'1'},'lineItem':false,'title':'L',"
	  "'url':'https://alat.example/lab','window':true}" },
	{ "{" LINK "," AT ",'title':'L','window':{},'iframe':{}}",
	  LTI_ITEM_FITS, "{'lineItem':false,'title':'L',"
	  "'url':'https://alat.example/lab'}" },
	{ "{" LINK "," AT ",'title':'L','custom':null,'lineItem':null}",
	  LTI_ITEM_FITS, "{'lineItem':false,'title':'L',"
	  "'url':'https://alat.example/lab'}" },
	{ "7", LTI_ITEM_SHAPE, NULL },
	{ "{}", LTI_ITEM_SHAPE, NULL },
	{ "{'type':7}", LTI_ITEM_SHAPE, NULL },
	{ "{'type':'html','html':'<script>alert(1)</script>'}", LTI_ITEM_TYPE,
	  NULL },
	{ "{'type':'link'," AT "}", LTI_ITEM_TYPE, NULL },
	{ "{" LINK ",'url':'https://asing.example/lab'}", LTI_ITEM_ADDRESS,
	  NULL },
	{ "{" LINK ",'url':'https://lab.example/x'}", LTI_ITEM_ADDRESS, NULL },
	{ "{" LINK ",'url':'https://alat.example.evil/x'}", LTI_ITEM_ADDRESS,
	  NULL },
	{ "{" LINK ",'url':'https://alat.example@evil.example/'}",
	  LTI_ITEM_ADDRESS, NULL },
	{ "{" LINK ",'url':'http://alat.example/lab'}", LTI_ITEM_ADDRESS, NULL },
	{ "{" LINK ",'url':'javascript:alert(1)'}", LTI_ITEM_ADDRESS, NULL },
	{ "{" LINK ",'url':7}", LTI_ITEM_ADDRESS, NULL },
	{ "{" LINK ",'url':''}", LTI_ITEM_ADDRESS, NULL },
	{ "{" LINK "," AT ",'lineItem':{}}", LTI_ITEM_POINTS, NULL },
	{ "{" LINK "," AT ",'lineItem':{'scoreMaximum':0}}", LTI_ITEM_POINTS,
	  NULL },
	{ "{" LINK "," AT ",'lineItem':{'scoreMaximum':-1}}", LTI_ITEM_POINTS,
	  NULL },
	{ "{" LINK "," AT ",'lineItem':{'scoreMaximum':'5'}}", LTI_ITEM_POINTS,
	  NULL },
	{ "{" LINK "," AT ",'lineItem':{'scoreMaximum':1e300}}",
	  LTI_ITEM_POINTS, NULL },
	{ "{" LINK "," AT ",'custom':{'a':7}}", LTI_ITEM_CUSTOM, NULL },
	{ "{" LINK "," AT ",'custom':[]}", LTI_ITEM_CUSTOM, NULL },
};

static void item_check(size_t i)
{
	json_t *list = json_of("[]");
	struct lti_item *out;
	size_t n;

	json_array_append(list, json_of(items[i].item));
	check(lti_items_read(&mem, list, &rule, &out, &n));
	check_int(n, 1);
	if (out[0].fault != items[i].fault)
		printf("# %s\n", items[i].item);
	check_int(out[0].fault, items[i].fault);
	check_str(json_text(out[0].place), items[i].place
		  ? json_text(json_of(items[i].place)) : NULL);
}

static bool taken(const char *list, bool multiple, size_t *n)
{
	struct lti_items_rule of = rule;
	struct lti_item *out;

	of.multiple = multiple;
	return lti_items_read(&mem, list ? json_of(list) : NULL, &of, &out, n);
}

static void lists(void)
{
	json_t *many = json_of("[]");
	struct lti_item *out;
	size_t n;

	TEST("P34 an item that fits becomes a place, any other says why not")
		for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++)
			item_check(i);
	TEST("P35 no items, or none said, is an empty list") {
		check(taken("[]", true, &n) && n == 0);
		check(taken("null", true, &n) && n == 0);
		check(taken(NULL, true, &n) && n == 0);
	}
	TEST("P34 what is no list, or several where one is asked for, is not taken") {
		check(!taken("{}", true, &n));
		check(!taken("'x'", true, &n));
		check(taken("[{},{}]", true, &n));
		check(!taken("[{},{}]", false, &n));
		check(taken("[{}]", false, &n));
	}
	TEST("P34 a list is bounded") {
		for (int i = 0; i < LTI_ITEMS_MOST; i++)
			json_array_append(many, json_of("{}"));
		check(lti_items_read(&mem, many, &rule, &out, &n));
		json_array_append(many, json_of("{}"));
		check(!lti_items_read(&mem, many, &rule, &out, &n));
	}
	TEST("a fault's name leads back to it, and no other name to a fit") {
		for (int i = 0; i < LTI_ITEM_FAULTS; i++)
			check_int(lti_item_fault_named(lti_item_fault_name(
				(enum lti_item_fault)i)), i);
		check_int(lti_item_fault_named("x"), LTI_ITEM_SHAPE);
	}
}

/* ---- The message --------------------------------------------------------- */

static json_t *message(void)
{
	json_t *json = json_pack("{s:s, s:s, s:I, s:I, s:s, s:s, s:s, s:s}",
		"iss", "c", "aud", "https://kita.example",
		"iat", (json_int_t)S, "exp", (json_int_t)(S + 60),
		"nonce", "n", CLAIM "version", "1.3.0",
		CLAIM "message_type", "LtiDeepLinkingResponse",
		CLAIM "deployment_id", "d");

	arena_own(&mem, json, (void (*)(void *))json_decref);
	return json;
}

static enum lti_choice_fault checked(const json_t *payload, int64_t *until)
{
	const char *nonce;

	return lti_choice_check(payload, &(struct lti_choice_rule){
		.client_id = "c", .issuer = "https://kita.example",
		.deployment = "d", .now = NOW }, &nonce, until);
}

static enum lti_choice_fault with(const char *claim, json_t *value)
{
	json_t *payload = message();
	int64_t until;

	if (value)
		json_object_set_new(payload, claim, value);
	else
		json_object_del(payload, claim);
	return checked(payload, &until);
}

static const struct {
	const char *claim, *json;	/* NULL: it is not there */
	enum lti_choice_fault fault;
} claims[] = {
	{ "iss", "'x'", LTI_CHOICE_WHO },
	{ "iss", NULL, LTI_CHOICE_WHO },
	{ "iss", "['c']", LTI_CHOICE_WHO },
	{ "aud", "['https://kita.example']", LTI_CHOICE_FITS },
	{ "aud", "['https://kita.example','x']", LTI_CHOICE_AUDIENCE },
	{ "aud", "[7]", LTI_CHOICE_AUDIENCE },
	{ "aud", "[]", LTI_CHOICE_AUDIENCE },
	{ "aud", "'https://kita.example/'", LTI_CHOICE_AUDIENCE },
	{ "aud", NULL, LTI_CHOICE_AUDIENCE },
	{ "exp", "'1795298460'", LTI_CHOICE_TIME },
	{ "exp", NULL, LTI_CHOICE_TIME },
	{ "iat", NULL, LTI_CHOICE_TIME },
	{ "nonce", "''", LTI_CHOICE_NONCE },
	{ "nonce", "7", LTI_CHOICE_NONCE },
	{ "nonce", NULL, LTI_CHOICE_NONCE },
	{ CLAIM "version", "'1.1'", LTI_CHOICE_VERSION },
	{ CLAIM "version", "1.3", LTI_CHOICE_VERSION },
	{ CLAIM "message_type", "'LtiResourceLinkRequest'", LTI_CHOICE_TYPE },
	{ CLAIM "message_type", NULL, LTI_CHOICE_TYPE },
	{ CLAIM "deployment_id", "'e'", LTI_CHOICE_DEPLOYMENT },
	{ CLAIM "deployment_id", NULL, LTI_CHOICE_DEPLOYMENT },
};

static const struct {
	const char *claim;
	int from;			/* seconds from now */
	enum lti_choice_fault fault;
} times[] = {
	{ "exp", -120, LTI_CHOICE_FITS },
	{ "exp", -180, LTI_CHOICE_TIME },
	{ "exp", 3600, LTI_CHOICE_FITS },
	{ "exp", 3600 + 181, LTI_CHOICE_TIME },
	{ "iat", 120, LTI_CHOICE_FITS },
	{ "iat", 181, LTI_CHOICE_TIME },
	{ "iat", -3600, LTI_CHOICE_FITS },
	{ "iat", -3601 - 180, LTI_CHOICE_TIME },
};

static void messages(void)
{
	char long_nonce[1100] = "";
	int64_t until;

	TEST("P34 a response whose claims are as they must be fits, for as long as it lives") {
		check_int(checked(message(), &until), LTI_CHOICE_FITS);
		check_int(until, NOW + 60000 + 180000);
	}
	TEST("P34 a claim that is missing or another's is named")
		for (size_t i = 0; i < sizeof(claims) / sizeof(*claims); i++)
			check_int(with(claims[i].claim, claims[i].json
				? json_incref(json_of(claims[i].json)) : NULL),
				claims[i].fault);
	TEST("P34 a clock may be off by as much as elsewhere")
		for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
			check_int(with(times[i].claim, json_integer(
				S + times[i].from)), times[i].fault);
	TEST("P34 a nonce is bounded") {
		memset(long_nonce, 'n', 1024);
		check_int(with("nonce", json_string(long_nonce)),
			  LTI_CHOICE_FITS);
		long_nonce[1024] = 'n';
		check_int(with("nonce", json_string(long_nonce)),
			  LTI_CHOICE_NONCE);
	}
	TEST("every claim that can be wrong has a name for the log")
		for (int i = 1; i < LTI_CHOICE_FAULTS; i++)
			check(*lti_choice_fault_name((enum lti_choice_fault)i));
}

int main(void)
{
	lists();
	messages();
	arena_end(&mem);
	return test_end();
}
