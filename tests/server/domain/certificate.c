#include "domain/certificate.h"

#include <stdlib.h>

#include "check.h"

static struct arena mem = ARENA_INIT;

/* 22 November 2026 */
#define DAY 20779

static const char *number(const char *pattern, int64_t n)
{
	return paper_number(&mem, pattern, n, "BKPSDM",
			    paper_kind_named("completion"), DAY);
}

static void numbers(void)
{
	check_str(number(PAPER_PATTERN, 12), "0012/SERT/BKPSDM/XI/2026");
	check_str(number("{n}/{kode}/{jenis}/{bulan romawi}/{tahun}", 12),
		  "12/BKPSDM/SERT/XI/2026");
	check_str(number("No. {nnnn}-{bulan}.{kode} {jenis} {tahun}", 123456),
		  "No. 123456-11.BKPSDM SERT 2026");
	check_str(paper_number(&mem, PAPER_PATTERN, 1, "X1",
			       paper_kind_named("attendance"), 0),
		  "0001/SK/X1/I/1970");
}

static void patterns(void)
{
	static const char *const bad[] = {
		"", "{n}", "{n}/{kode}/{jenis}", "{kode}/{jenis}/{tahun}",
		"{n}/{nnnn}/{kode}/{jenis}/{tahun}",
		"{n}/{kode}/{jenis}/{tahun}/{hari}",
		"{n}/{kode}/{jenis}/{tahun}<b>",
		"{n}/{kode}/{jenis}/{tahun}\n", "{n}/{kode}/{jenis}/{tahun}é",
		"{n}/{kode}/{jenis}/{tahun}/0123456789012345678901234567890123456",
	};

	check(paper_pattern_good(PAPER_PATTERN));
	check(paper_pattern_good("{n}/{kode}/{jenis}/{bulan romawi}/{tahun}"));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		check(!paper_pattern_good(bad[i]));
}

/* Whatever a good pattern is, its numbers fit the seal and differ. */
static void patterns_of_chance(void)
{
	static const char *const parts[] = {
		"{n}", "{nnnn}", "{kode}", "{jenis}", "{tahun}", "{bulan}",
		"{bulan romawi}", "/", "-", ".", " ", "A", "7"
	};
	size_t good = 0;

	for (int i = 0; i < 200000; i++) {
		struct text p = { .mem = &mem };

		for (int j = 4 + rand() % 5; j > 0; j--)
			text_puts(&p, parts[rand() % 13]);
		if (!paper_pattern_good(p.bytes))
			continue;
		good++;
		check(strcmp(number(p.bytes, 1), number(p.bytes, 2)) != 0);
		check(strlen(number(p.bytes, 99999999)) <= SEAL_NUMBER_MOST);
		if (i % 1000 == 0)
			arena_end(&mem);
	}
	check(good > 100);
}

static void codes(void)
{
	check_str(paper_code_of(&mem, "BKPSDM Kota Mataram"), "BKPSDM-KM");
	check_str(paper_code_of(&mem, "Badan Kepegawaian dan Diklat"), "BKD");
	check_str(paper_code_of(&mem, "x"), "BALAI");
	check_str(paper_code_of(&mem, ""), "BALAI");
	check_str(paper_code_of(&mem, "Ünïversitas é"), "BALAI");
	check(paper_code_good(paper_code_of(&mem, "A B C D E F G H I J K L M N "
						  "O P Q R S T U V")));
	check(paper_code_good("BKD-2"));
	check(!paper_code_good("-BKD"));
	check(!paper_code_good("bkd"));
	check(!paper_code_good("B"));
}

static void dates(void)
{
	const struct paper_date leap = paper_date(19782);

	check_int(leap.month, 2);
	check_int(leap.day, 29);
	check_str(paper_dates(&mem, DAY, DAY, LANG_ID), "22 November 2026");
	check_str(paper_dates(&mem, DAY - 2, DAY, LANG_ID),
		  "20–22 November 2026");
	check_str(paper_dates(&mem, DAY, DAY + 10, LANG_EN),
		  "22 November – 2 December 2026");
	check_str(paper_dates(&mem, DAY, DAY + 50, LANG_ID),
		  "22 November 2026 – 11 Januari 2027");
	check_str(paper_dates(&mem, DAY + 9, DAY, LANG_ID), "22 November 2026");
	/* Half past eleven in Jayapura is the next day there, not in UTC. */
	check_int(paper_day(INT64_C(86400000) - 1800000, 540), 1);
	check_int(paper_day(-1, 0), -1);
}

static void hours(void)
{
	check_str(paper_jp(&mem, 500, LANG_ID), "5");
	check_str(paper_jp(&mem, 250, LANG_ID), "2,5");
	check_str(paper_jp(&mem, 1275, LANG_EN), "12.75");
	check_str(paper_jp(&mem, 105, LANG_ID), "1,05");
}

static void accents(void)
{
	check(paper_accent_good("#0f5c7a"));
	check(paper_accent_good("#000000"));
	/* 4.54:1, and the next lighter grey 4.48:1. */
	check(paper_accent_good("#767676"));
	check(!paper_accent_good("#777777"));
	check(!paper_accent_good("#ffd700"));
	check(!paper_accent_good("#0F5C7A"));
	check(!paper_accent_good("0f5c7a"));
	check(!paper_accent_good("#0f5c7"));
	check(!paper_accent_good("#0f5c7g"));
}

static enum paper_field design(const char *json, const char **member)
{
	json_t *read = json_loads(json, 0, NULL);
	struct paper_design d = paper_design_plain;
	const enum paper_field f = paper_design_read(&mem, read, &d, member);

	json_decref(read);
	return f;
}

static void designs(void)
{
	const char *member = "";

	check_int(design("{}", &member), PAPER_NONE);
	check_int(design("{\"accent\":\"#7A1F1F\"}", &member), PAPER_NONE);
	check_int(design("{\"accent\":\"yellow\"}", &member), PAPER_ACCENT);
	check_str(member, "accent");
	check_int(design("{\"signer\":\"a\\nb\"}", &member), PAPER_TEXT);
	check_str(member, "signer");
	check_int(design("{\"code\":\"x\"}", &member), PAPER_CODE);
	check_int(design("{\"pattern\":\"{n}\"}", &member),
		  PAPER_PATTERN_FIELD);
}

int main(void)
{
	srand(3);
	TEST("a number is what its pattern says")
		numbers();
	TEST("a pattern that would give two papers one number is refused")
		patterns();
	TEST("numbers of good patterns differ and fit the seal")
		patterns_of_chance();
	TEST("an agency that has said no code gets one of its name")
		codes();
	TEST("days are told once, as short as they can be")
		dates();
	TEST("JP are told without zeros that say nothing")
		hours();
	TEST("a colour that is hard to read on white is refused")
		accents();
	TEST("a design says which of its lines is not good")
		designs();
	arena_end(&mem);
	return test_end();
}
