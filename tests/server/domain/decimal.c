#include "domain/decimal.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "check.h"

#define NBSP "\xc2\xa0"
#define MINUS "\xe2\x88\x92"

static const struct { const char *text, *unit; double value; } numbers[] = {
	{ "0", NULL, 0 }, { "72", NULL, 72 }, { " 72 ", NULL, 72 },
	{ "\t72\n", NULL, 72 }, { "007", NULL, 7 },
	{ "1,5", NULL, 1.5 }, { ",5", NULL, 0.5 }, { "1.5", NULL, 1.5 },
	{ ".5", NULL, 0.5 }, { "0,500", NULL, 0.5 }, { "0.500", NULL, 0.5 },
	{ "1.500", NULL, 1500 }, { "12.500", NULL, 12500 },
	{ "1,500", NULL, 1.5 }, { "1.2345", NULL, 1.2345 },
	{ "1234.567", NULL, 1234.567 }, { "1.50", NULL, 1.5 },
	{ "1.234,5", NULL, 1234.5 }, { "1234,5", NULL, 1234.5 },
	{ "1.234.567,89", NULL, 1234567.89 }, { "1.234.567", NULL, 1234567 },
	{ "1,234.5", NULL, 1234.5 }, { "1,234,567", NULL, 1234567 },
	{ "1,234,567.89", NULL, 1234567.89 },
	{ "1 234 567", NULL, 1234567 }, { "1" NBSP "234,5", NULL, 1234.5 },
	{ "1'234'567.5", NULL, 1234567.5 }, { "1\xe2\x80\x99" "234", NULL, 1234 },
	{ "Rp 1.234.567,89", NULL, 1234567.89 }, { "Rp1.000", NULL, 1000 },
	{ "rp. 5.000,-", NULL, 5000 }, { "Rp" NBSP "5.000,\xe2\x80\x93", NULL, 5000 },
	{ "-12", NULL, -12 }, { MINUS "12,5", NULL, -12.5 }, { "+3", NULL, 3 },
	{ "- 3", NULL, -3 }, { "-Rp 500", NULL, -500 }, { "Rp -500", NULL, -500 },
	{ "-0", NULL, 0 },
	{ "72%", NULL, 72 }, { "72 %", "jam", 72 }, { "72\xef\xbc\x85", NULL, 72 },
	{ "72 jam", "jam", 72 }, { "72JAM", "jam", 72 }, { "72 Jam ", "jam", 72 },
	{ "10 m\xc2\xb2", "m\xc2\xb2", 10 }, { "10 m2", "m\xc2\xb2", 10 },
	/* Full-width, Arabic-Indic, Devanagari, mathematical bold. */
	{ "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x8c\xef\xbc\x95", NULL, 12.5 },
	{ "\xd9\xa1\xd9\xa2\xd9\xab\xd9\xa5", NULL, 12.5 },
	{ "\xe0\xa5\xa7\xe0\xa5\xaf", NULL, 19 },
	{ "\xf0\x9d\x9f\x8f\xf0\x9d\x9f\x97", NULL, 19 },
	{ "1\xe2\x80\x8b" "2", NULL, 12 }, { "\xef\xbb\xbf" "12", NULL, 12 },
	{ "0,1", NULL, 0.1 }, { "123456789012345678901234567890", NULL,
		123456789012345678901234567890.0 },
};

static const struct { const char *text, *unit; } others[] = {
	{ "", NULL }, { " ", NULL }, { "-", NULL }, { "Rp", NULL }, { ",", NULL },
	{ ".", NULL }, { "satu", NULL }, { "1,5,3", NULL }, { "1.5,3", NULL },
	{ "1.23.456", NULL }, { "1.234.56", NULL }, { "1234.567,8", NULL },
	{ "1..5", NULL }, { "1,,5", NULL }, { "5,", NULL }, { "5.", NULL },
	{ "12 34", NULL }, { "1  234", NULL }, { "0.123.456", NULL },
	{ "1.234 567", NULL }, { "1e5", NULL }, { "0x10", NULL }, { "inf", NULL },
	{ "nan", NULL }, { "3\xc3\x97" "24", NULL }, { "3x24", NULL },
	{ "3*24", NULL }, { "1/2", NULL }, { "\xc2\xbd", NULL },
	{ "10\xc2\xb2", NULL }, { "72 jam", NULL }, { "72 menit", "jam" },
	{ "jam 72", "jam" }, { "72 jam jam", "jam" }, { "72%%", NULL },
	{ "--3", NULL }, { "-Rp-3", NULL }, { "3-", NULL }, { "(3)", NULL },
	{ "\xff", NULL }, { "1\xc2", NULL },
	{ "1234567890123456789012345678901", NULL },
};

static void readings(void)
{
	double v;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		v = NAN;
		if (number_read(numbers[i].text, numbers[i].unit, &v) &&
		    v == numbers[i].value && !signbit(v) ==
		    !(numbers[i].value < 0))
			continue;
		printf("# '%s' is %.17g\n", numbers[i].text, v);
		check(false);
	}
}

static void refusals(void)
{
	char many[2000];
	double v;

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (!number_read(others[i].text, others[i].unit, &v))
			continue;
		printf("# '%s' is %.17g\n", others[i].text, v);
		check(false);
	}
	memset(many, ' ', sizeof(many));
	many[0] = '1';
	many[sizeof(many) - 1] = '\0';
	check(!number_read(many, NULL, &v));
	check(!number_read(NULL, NULL, &v));
}

static void writings(void)
{
	static const struct { double v; int decimals; const char *text; }
		rows[] = {
		{ 0, -1, "0" }, { -0.0, -1, "0" }, { 5, -1, "5" },
		{ 1850, -1, "1.850" }, { 999, -1, "999" }, { 0.1, -1, "0,1" },
		{ 0.1 + 0.2, -1, "0,3" }, { -1234.5, -1, "-1.234,5" },
		{ 1234567.891, 2, "1.234.567,89" }, { 2, 2, "2,00" },
		{ -0.001, 2, "0,00" }, { 1e15, -1, "1.000.000.000.000.000" },
		{ 1e-7, -1, "0,0000001" }, { 100.0 / 3, 2, "33,33" },
	};
	struct arena mem = ARENA_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		check_str(number_write(&mem, rows[i].v, rows[i].decimals),
			  rows[i].text);
	arena_end(&mem);
}

/* Whole numbers, tenths and thousandths of all sizes. */
static bool kept(uint64_t *state)
{
	struct arena mem = ARENA_INIT;
	double v, back = NAN, scale = 1;
	const char *s;
	bool good;

	*state = *state * 6364136223846793005 + 1442695040888963407;
	for (uint64_t i = *state >> 60; i; i--)
		scale *= 10;
	v = round((double)(*state >> 20 & 0xffffffff) * 1000) / 1000 / scale;
	s = number_write(&mem, v, -1);
	good = number_read(s, NULL, &back) && fabs(back - v) <= 1e-12 * v;
	if (!good)
		printf("# %.17g %s %.17g\n", v, s, back);
	arena_end(&mem);
	return good;
}

int main(void)
{
	uint64_t state = 7;
	double v;

	TEST("a number is read as people in Indonesia type it")
		readings();
	TEST("what is no number is refused, at any length")
		refusals();
	TEST("a number is written with dots between thousands and a comma")
		writings();
	TEST("what was written is read as the same")
		for (int i = 0; i < 20000; i++)
			check(kept(&state));
	TEST("a program's number is digits and a dot") {
		check(number_plain("12.5", 4, &v) && v == 12.5);
		check(!number_plain("12.", 3, &v) && !number_plain(".5", 2, &v));
		check(!number_plain("", 0, &v) && !number_plain("1e3", 3, &v));
		check(!number_plain("1.2.3", 5, &v));
	}
	return test_end();
}
