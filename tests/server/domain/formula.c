#include "domain/formula.h"

#include <math.h>
#include <stdlib.h>

#include "check.h"

static const struct formula_name names[] = {
	{ "B", false, 2000 }, { "P", false, 600 }, { "G", false, 100 },
	{ "x.y", false, 3 }, { "on", true, 1 }, { "off", true, 0 },
	{ "nol", false, 0 },
};
#define N (sizeof(names) / sizeof(*names))

static const struct { const char *text; double value; } values[] = {
	{ "1", 1 }, { " 1.5 ", 1.5 }, { "1+2*3", 7 }, { "(1+2)*3", 9 },
	{ "8-3-2", 3 }, { "24/4/2", 3 }, { "2^3^2", 512 }, { "-2^2", -4 },
	{ "2^-1", 0.5 }, { "--3", 3 }, { "2*-3", -6 }, { "(P-G)/B*100", 25 },
	{ "min(3, 2)", 2 }, { "max(P,B)", 2000 }, { "abs(-4)", 4 },
	{ "round(2.5)", 3 }, { "round(-2.5)", -3 }, { "round(1.2345, 2)", 1.23 },
	{ "x.y*2", 6 }, { "min(max(1,2),abs(-3))", 2 },
};

static const struct { const char *text; enum formula_fault fault; size_t at; }
	faults[] = {
	{ "", FORMULA_SYNTAX, 0 }, { "1+", FORMULA_SYNTAX, 2 },
	{ "(1", FORMULA_SYNTAX, 2 }, { "1)", FORMULA_SYNTAX, 1 },
	{ "1 2", FORMULA_SYNTAX, 2 }, { "2x", FORMULA_SYNTAX, 0 },
	{ "1,5", FORMULA_SYNTAX, 1 }, { "1.2.3", FORMULA_SYNTAX, 0 },
	{ "1.", FORMULA_SYNTAX, 0 }, { "1e5", FORMULA_SYNTAX, 0 },
	{ "system(1)", FORMULA_NAME, 0 }, { "1+Q", FORMULA_NAME, 2 },
	{ "b", FORMULA_NAME, 0 }, { "min(1)", FORMULA_SYNTAX, 5 },
	{ "abs(1,2)", FORMULA_SYNTAX, 5 }, { "min", FORMULA_SYNTAX, 3 },
	{ "on", FORMULA_KIND, 0 }, { "1<2", FORMULA_KIND, 0 },
	{ "on+1", FORMULA_KIND, 0 }, { "-on", FORMULA_KIND, 0 },
	{ "1/0", FORMULA_ZERO, 2 }, { "P/nol", FORMULA_ZERO, 2 },
	{ "1/(B-2000)", FORMULA_ZERO, 2 },
	{ "10^400", FORMULA_RANGE, 0 }, { "(-8)^0.5", FORMULA_RANGE, 0 },
	{ "1;2", FORMULA_SYNTAX, 1 }, { "`x`", FORMULA_SYNTAX, 0 },
};

static const struct { const char *text; bool holds; } conditions[] = {
	{ "G < P", true }, { "G >= P", false }, { "P == 600", true },
	{ "P != 600", false }, { "G < P && P < B", true },
	{ "G > P || P < B", true }, { "G > P || P > B", false },
	{ "on", true }, { "off", false }, { "on == true", true },
	{ "off == false && on != false", true },
	{ "(off || on) && P*2 == 1200", true },
	/* && before || */
	{ "on || off && off", true }, { "(on || off) && off", false },
};

static const struct { const char *text; enum formula_fault fault; } refused[] = {
	{ "P", FORMULA_KIND }, { "P + 1", FORMULA_KIND },
	{ "on == 1", FORMULA_KIND }, { "on < off", FORMULA_KIND },
	{ "P && on", FORMULA_KIND }, { "1 < P < 2", FORMULA_SYNTAX },
	{ "P = 1", FORMULA_SYNTAX }, { "P == 1 &&", FORMULA_SYNTAX },
	{ "!on", FORMULA_SYNTAX }, { "otherwise", FORMULA_NAME },
	{ "P == \"1\"", FORMULA_SYNTAX },
};

/* `n` times `piece`, then `end`. */
static char *many(const char *piece, size_t n, const char *end)
{
	char *s = calloc(1, n * strlen(piece) + strlen(end) + 1);

	for (size_t i = 0; i < n; i++)
		strcat(s, piece);
	return strcat(s, end);
}

static void bounded(const char *piece, size_t n, const char *end,
		    enum formula_fault want)
{
	char *s = many(piece, n, end);
	double v;

	check_int(formula_value(s, NULL, 0, &v, NULL), want);
	free(s);
}

int main(void)
{
	enum formula_fault fault;
	double v;
	size_t at;
	bool holds;

	TEST("a formula has the value that school teaches")
		for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
			v = NAN;
			fault = formula_value(values[i].text, names, N, &v, &at);
			if (fault || fabs(v - values[i].value) > 1e-12)
				printf("# %s: %d %g\n", values[i].text, fault, v);
			check(!fault && fabs(v - values[i].value) < 1e-12);
		}
	TEST("what is wrong with one is told with its place")
		for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
			fault = formula_value(faults[i].text, names, N, &v, &at);
			if (fault != faults[i].fault || at != faults[i].at)
				printf("# %s: %d at %zu\n", faults[i].text,
				       fault, at);
			check(fault == faults[i].fault && at == faults[i].at);
		}
	TEST("a condition holds or not")
		for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions);
		     i++) {
			fault = formula_holds(conditions[i].text, names, N,
					      &holds, NULL);
			if (fault || holds != conditions[i].holds)
				printf("# %s: %d\n", conditions[i].text, fault);
			check(!fault && holds == conditions[i].holds);
		}
	TEST("numbers and truths are not mixed, and comparisons not chained")
		for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
			fault = formula_holds(refused[i].text, names, N, &holds,
					      NULL);
			if (fault != refused[i].fault)
				printf("# %s: %d\n", refused[i].text, fault);
			check_int(fault, refused[i].fault);
		}
	TEST("depth and length have a limit") {
		bounded("(", 400, "1", FORMULA_DEEP);
		bounded("-", 400, "1", FORMULA_DEEP);
		bounded("2^", 200, "1", FORMULA_DEEP);
		bounded("abs(", 100, "1", FORMULA_DEEP);
		bounded("1+", 200, "1", FORMULA_OK);
		bounded("1+", 100000, "1", FORMULA_LONG);
		bounded("(", 20, "1))))))))))))))))))))", FORMULA_OK);
	}
	TEST("the form is checked whatever the values are") {
		check_int(formula_check("1/(B-2000)", false, names, N, &at),
			  FORMULA_OK);
		check_int(formula_check("1/(B-", false, names, N, &at),
			  FORMULA_SYNTAX);
		check_int(formula_check("P < Q", true, names, N, &at),
			  FORMULA_NAME);
		check_int(at, 4);
	}
	TEST("a parameter has a name that is no function's") {
		check(formula_name_fits("B") && formula_name_fits("x_1"));
		check(!formula_name_fits("") && !formula_name_fits("1a"));
		check(!formula_name_fits("min") && !formula_name_fits("true"));
		check(!formula_name_fits("a.b") && !formula_name_fits("a b"));
		check(!formula_name_fits("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
	}
	return test_end();
}
