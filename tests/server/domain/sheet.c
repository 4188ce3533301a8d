/* A table for Excel: what a cell may hold, and what none may. */
#include "domain/sheet.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static struct sheet sheet_of(enum sheet_form form)
{
	return (struct sheet){ .form = form, .out.mem = &mem,
			       .minutes_east = 420, .zone = "WIB" };
}

/* One text, as a CSV of one cell has it. */
static const char *csv_of(const char *text)
{
	struct sheet s = sheet_of(SHEET_CSV);

	sheet_text(&s, text);
	return s.out.bytes ? s.out.bytes : "";
}

static const char *number_of(enum sheet_form form, double value)
{
	struct sheet s = sheet_of(form);

	sheet_number(&s, value);
	return strchr(s.out.bytes, '[') ? s.out.bytes + 1 : s.out.bytes;
}

static void whole(struct sheet *s)
{
	sheet_column(s, "Nama", SHEET_TEXT);
	sheet_column(s, "NIP", SHEET_TEXT);
	sheet_column(s, "Nilai", SHEET_NUMBER);
	sheet_column(s, "Terakhir", SHEET_MOMENT);
	sheet_begin(s);
	sheet_text(s, "Sari \"S\"; Jaya");
	sheet_nip(s, "199001012015031001");
	sheet_number(s, 72.5);
	sheet_moment(s, INT64_C(1795787000000));
	sheet_row(s);
	sheet_text(s, "=1+1");
	sheet_nip(s, NULL);
	sheet_none(s);
	sheet_moment(s, 0);
	sheet_row(s);
	sheet_end(s);
}

static const char *const formulas[] = {
	"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "=", "-",
	"\xEF\xBC\x9D" "1", "\xEF\xBC\x8B" "1", "\xEF\xBC\x8D" "1",
	"\xEF\xBC\xA0" "x", "=HYPERLINK(\"http://x\";\"y\")",
};

int main(void)
{
	struct sheet csv = sheet_of(SHEET_CSV), json = sheet_of(SHEET_JSON);

	TEST("a text that looks like a formula has a ' before it") {
		for (size_t i = 0; i < sizeof(formulas) / sizeof(char *); i++)
			check(text_starts(csv_of(formulas[i]), "\"'"));
	}
	TEST("any other text is as it was, in quotes that it cannot leave") {
		check_str(csv_of("Siti"), "\"Siti\"");
		check_str(csv_of(" =1"), "\" =1\"");
		check_str(csv_of("a\";=1"), "\"a\"\";=1\"");
		check_str(csv_of("\"\""), "\"\"\"\"\"\"");
		check_str(csv_of(""), "\"\"");
		check_str(csv_of(NULL), "");
	}
	TEST("a number has a comma in CSV and a point in JSON, and no idle zero") {
		check_str(number_of(SHEET_CSV, 72.5), "72,5");
		check_str(number_of(SHEET_CSV, 100), "100");
		check_str(number_of(SHEET_CSV, 66.6667), "66,67");
		check_str(number_of(SHEET_CSV, -12.5), "-12,5");
		check_str(number_of(SHEET_CSV, 0), "0");
		check_str(number_of(SHEET_CSV, -0.001), "0");
		check_str(number_of(SHEET_JSON, 72.25), "72.25");
	}
	TEST("a CSV is what Excel reads with a decimal comma, its NIP a text") {
		whole(&csv);
		check_str(csv.out.bytes,
			"\xEF\xBB\xBF\"Nama\";\"NIP\";\"Nilai\";"
			"\"Terakhir (UTC)\";\"Terakhir (WIB)\"\r\n"
			"\"Sari \"\"S\"\"; Jaya\";\"19900101 201503 1 001\";"
			"72,5;2026-11-27T13:43:20Z;2026-11-27 20:43\r\n"
			"\"'=1+1\";;;;\r\n");
	}
	TEST("as JSON the same table has texts as they are and the digits alone") {
		whole(&json);
		check_str(json.out.bytes, "{\"columns\":["
			"{\"title\":\"Nama\",\"type\":\"text\"},"
			"{\"title\":\"NIP\",\"type\":\"text\"},"
			"{\"title\":\"Nilai\",\"type\":\"number\"},"
			"{\"title\":\"Terakhir\",\"type\":\"moment\"}],\"rows\":["
			"[\"Sari \\\"S\\\"; Jaya\",\"199001012015031001\",72.5,"
			"1795787000000],\n[\"=1+1\",null,null,null]]}");
	}
	arena_end(&mem);
	return test_end();
}
