/* Where a tool of somebody else stands: its address, and what is said of it. */
#include "domain/lti_place.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static const struct {
	const char *url, *origin;	/* NULL: it does not fit */
} addresses[] = {
	{ "https://alat.example", "https://alat.example" },
	{ "https://Alat.Example:443/lab?x=1#y", "https://alat.example" },
	{ "https://alat.example:8443/lab", "https://alat.example:8443" },
	{ "https://alat.example?x", "https://alat.example" },
	{ "https://[2001:db8::1]:8443/", "https://[2001:db8::1]:8443" },
	{ "http://localhost:80/a", "http://localhost" },
	{ "http://alat.localhost:9/a", "http://alat.localhost:9" },
	{ "http://127.0.0.1:9/", "http://127.0.0.1:9" },
	{ "http://[::1]:9/", "http://[::1]:9" },
	{ "http://alat.example/", NULL },
	{ "http://127.0.0.1.example/", NULL },
	{ "http://xlocalhost/", NULL },
	{ "https://", NULL },
	{ "https:///x", NULL },
	{ "https://a@alat.example/", NULL },
	{ "https://alat.example@evil.example/", NULL },
	{ "https://alat.example\\@evil.example/", NULL },
	{ "https://alat.example:x/", NULL },
	{ "https://alat.example:/", NULL },
	{ "https://alat.example:123456/", NULL },
	{ "https://[::1/", NULL },
	{ "https://[]/", NULL },
	{ "https://alat.example/a b", NULL },
	{ "https://alat.example/\"", NULL },
	{ "https://al;at.example/", NULL },
	{ "//alat.example/", NULL },
	{ "javascript:alert(1)", NULL },
	{ "data:text/html,x", NULL },
	{ "", NULL },
};

static void read_text(const char *json, struct lti_place *out)
{
	json_t *place = json_loads(json, 0, NULL);

	check(place != NULL);
	lti_place_read(place, out);
	arena_own(&mem, place, (void (*)(void *))json_decref);
}

int main(void)
{
	struct lti_place p;

	TEST("only https, or this very machine, is a tool's address, and has an origin")
		for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses);
		     i++) {
			const char *origin = lti_place_origin(&mem,
							  addresses[i].url);

			check_int(lti_place_url_fits(addresses[i].url),
				  addresses[i].origin != NULL);
			check_str(origin ? origin : "none", addresses[i].origin
				? addresses[i].origin : "none");
		}
	TEST("a place has a column of 100 points when nothing is said") {
		read_text("{\"url\": \"https://a.example/\"}", &p);
		check(p.scored);
		check_int((int)p.most, LTI_PLACE_POINTS);
		check_str(p.label, "");
		check(!p.pass_mark.known && !p.window && !p.custom);
	}
	TEST("and none where it says so") {
		read_text("{\"url\": \"https://a.example/\", "
			  "\"lineItem\": false}", &p);
		check(!p.scored);
		read_text("{\"url\": \"https://a.example/\", "
			  "\"lineItem\": null}", &p);
		check(!p.scored);
	}
	TEST("what it says is read") {
		read_text("{\"url\": \"https://a.example/\", \"title\": \"T\","
			  "\"client\": \"c\", \"custom\": {\"a\": \"1\"},"
			  "\"lineItem\": {\"scoreMaximum\": 7.5, \"label\": \"L\","
			  "\"resourceId\": \"r\", \"tag\": \"t\"},"
			  "\"window\": true, \"passMark\": 60}", &p);
		check(p.scored && p.most == 7.5 && p.window);
		check_str(p.label, "L");
		check_str(p.resource_id, "r");
		check_str(p.tag, "t");
		check_str(p.client, "c");
		check_str(json_string_value(json_object_get(p.custom, "a")),
			  "1");
		check(p.pass_mark.known && p.pass_mark.value == 60);
	}
	arena_end(&mem);
	return test_end();
}
