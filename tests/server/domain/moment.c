/* Moments and durations as ISO 8601 writes them. */
#include "domain/moment.h"

#include "check.h"

static int64_t moment(const char *text)
{
	int64_t ms;

	return moment_read(text, &ms) ? ms : -1;
}

static int64_t instant(const char *text)
{
	int64_t us;

	return moment_read_us(text, &us) ? us : -1;
}

static int64_t lasting(const char *text)
{
	int64_t ms;

	return duration_read(text, &ms) ? ms : -1;
}

static void times(void)
{
	char text[32];

	TEST("moments are read in any zone, and only when they exist") {
		check_int(moment("2023-11-14T22:13:20.125Z"), 1700000000125);
		check_int(moment("2023-11-15T05:13:20+07:00"), 1700000000000);
		check_int(moment("2023-11-14T16:13:20-0600"), 1700000000000);
		check_int(moment("2024-02-29T00:00:00"), 1709164800000);
		check_int(moment("2023-02-29T00:00:00Z"), -1);
		check_int(moment("2023-11-14T22:13:20-00:00"), -1);
		check_int(moment("2023-11-14T24:00:00Z"), -1);
		check_int(moment("2023-11-14"), -1);
		check_int(moment("2023-11-14T22:13:20Z "), -1);
	}
	TEST("of a timestamp with its zone no microsecond is lost") {
		check_int(instant("2026-11-21T22:00:00.123456Z"),
			  1795298400123456);
		check_int(instant("2026-11-21T22:00:00.1234569Z"),
			  1795298400123456);
		check_int(instant("2026-11-22T05:00:00.5+07:00"),
			  1795298400500000);
		check_int(instant("2026-11-21T22:00:00+00"), 1795298400000000);
		check_int(instant("2026-11-21T22:00:00"), -1);
		check_int(instant("2026-11-21T22:00:00."), -1);
		check_int(instant("2026-11-21"), -1);
		check_int(instant(NULL), -1);
		check_int(moment("1969-12-31T23:59:59.9995Z"), -1);
	}
	TEST("durations are read as ISO 8601 has them") {
		check_int(lasting("PT1H2M3.5S"), 3723500);
		check_int(lasting("P1DT1S"), 86401000);
		check_int(lasting("P2W"), 1209600000);
		check_int(lasting("P1Y1M"), INT64_C(395) * 86400000);
		check_int(lasting("PT0S"), 0);
		check_int(lasting("P"), -1);
		check_int(lasting("PT"), -1);
		check_int(lasting("P1DT"), -1);
		check_int(lasting("PT1S1M"), -1);
		check_int(lasting("PT1.5M1S"), -1);
		check_int(lasting("PT1"), -1);
		check_int(lasting("1M"), -1);
		check_int(lasting("PT99999999999999999999S"), -1);
	}
	TEST("a duration is written so that it can be read") {
		duration_write(3723456, text);
		check_str(text, "PT3723.45S");
		check_int(lasting(text), 3723450);
		duration_write(-5, text);
		check_str(text, "PT0.00S");
	}
}

int main(void)
{
	times();
	return test_end();
}
