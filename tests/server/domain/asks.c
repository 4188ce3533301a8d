/* What superior and colleague are asked, of a plan and where it says nothing. */
#include "domain/asks.h"

#include "check.h"

#define OTHERWISE "{\"superior\":[\"Berjalan.\"],\"colleague\":[\"Terlihat.\"]}"

static struct arena mem = ARENA_INIT;

int main(void)
{
	TEST("a plan's own statements are what is asked") {
		check_str(asks_of_plan(&mem, "{\"id\":\"r\",\"followup\":{"
			"\"superior\":[\"A\",\"B\"],\"colleague\":[\"C\"],"
			"\"indicator\":\"Hari\"}}", OTHERWISE),
			"{\"superior\":[\"A\",\"B\"],\"colleague\":[\"C\"],"
			"\"indicator\":\"Hari\"}");
	}
	TEST("what it does not say is asked in general words") {
		check_str(asks_of_plan(&mem, "{\"followup\":{\"superior\":null,"
			"\"indicator\":\"Hari\"}}", OTHERWISE),
			"{\"superior\":[\"Berjalan.\"],\"colleague\":["
			"\"Terlihat.\"],\"indicator\":\"Hari\"}");
		check_str(asks_of_plan(&mem, NULL, OTHERWISE),
			"{\"superior\":[\"Berjalan.\"],\"colleague\":["
			"\"Terlihat.\"],\"indicator\":\"\"}");
	}
	TEST("a definition that cannot be read asks in general words, too") {
		check_str(asks_of_plan(&mem, "{\"followup\":[", "[]"),
			"{\"superior\":[],\"colleague\":[],\"indicator\":\"\"}");
	}
	arena_end(&mem);
	return test_end();
}
