#include "domain/nip.h"

#include <stdlib.h>

#include "check.h"

/* 22 November 2026, noon in Jakarta. */
#define NOW INT64_C(1795323600000)

static struct nip p;

static enum nip_fault fault(const char *text)
{
	return nip_read(text, NOW, &p);
}

static void vectors(void)
{
	check_int(fault("199001012015031001"), NIP_GOOD);
	check_int(p.kind, NIP_PNS);
	check_int(p.born_year * 10000 + p.born_month * 100 + p.born_day,
		  19900101);
	check_int(p.from_year * 100 + p.from_month, 201503);
	check(!p.woman);
	check_int(p.serial, 1);
	check_int(fault("198602292010012001"), NIP_BIRTH);
	check_int(fault("199013012015031001"), NIP_BIRTH);
	check_int(fault("199001012015131001"), NIP_MONTH);
	check_int(fault("199001012015033001"), NIP_SEX);
	check_int(fault("199001012015031000"), NIP_SERIAL);
	check_int(fault("1,99001E+17"), NIP_EXCEL);
	check_int(fault("'199001012015031001"), NIP_GOOD);
}

static void pppk(void)
{
	check_int(fault("199001012024211001"), NIP_GOOD);
	check_int(p.kind, NIP_PPPK);
	check_int(p.frequency, 1);
	check_int(p.from_year, 2024);
	check_int(p.from_month, 0);
	check_int(fault("199001012025242001"), NIP_GOOD);
	check_int(p.code, 24);
	check(p.woman);
	check_int(fault("200012312024211001"), NIP_GOOD);
	check_int(p.born_day, 31);
	check_int(fault("199001012024201001"), NIP_MONTH);
	check_int(fault("199001012024301001"), NIP_MONTH);
	check_int(fault("199001012024001001"), NIP_MONTH);
	check_int(fault("199001012024291001"), NIP_GOOD);
}

static void signs(void)
{
	static const char *const good[] = {
		"19900101 201503 1 001", "19900101.201503.1.001",
		"19900101-201503-1-001", " 199001012015031001\r\n",
		"19900101\xc2\xa0""201503\xc2\xa0""1\xc2\xa0""001",
		"\xef\xbb\xbf'19900101 201503 1 001",
		"\xe2\x80\x99""199001012015031001",
		"19900101\xe2\x80\x93""201503\xe2\x80\xaf""1 001",
	};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		check_int(fault(good[i]), NIP_GOOD);
		check_str(p.digits, "199001012015031001");
	}
	check_int(fault("19900101201503100x"), NIP_SIGN);
	check_int(fault("19900101201503'1001"), NIP_SIGN);
	check_int(fault("''199001012015031001"), NIP_SIGN);
	check_int(fault("\xd9\xa1""99001012015031001"), NIP_SIGN);
}

static void excel(void)
{
	static const char *const made[] = {
		"1,99E+17", "1.99001E+17", "1,99001012015031e17", "2E+17",
		"1.99001012015031e+17", " 1,99E+17 ", "'1,99E+17",
		"199001012015031000,00", "199,001,012,015,031,000",
		"199,001,012,015,031,000.00", "199.001.012.015.031.000,0",
	};

	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
		check_int(fault(made[i]), NIP_EXCEL);
	check_int(fault("199001012015031000"), NIP_SERIAL);
	check_int(fault("199.001.012.015.031.000"), NIP_SERIAL);
	check_int(fault("######"), NIP_NARROW);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		check(strstr(nip_fault_text(NIP_EXCEL)->in[lang], "Excel"));
		check(strstr(nip_fault_text(NIP_SERIAL)->in[lang], "Excel"));
		check(strstr(nip_fault_text(NIP_NARROW)->in[lang], "Excel"));
	}
}

static void lengths(void)
{
	struct arena mem = ARENA_INIT;

	check_int(fault(""), NIP_EMPTY);
	check_int(fault(" ' "), NIP_EMPTY);
	check_int(fault("130123456"), NIP_OLD);
	check_int(fault("1990010120150310012"), NIP_LENGTH);
	check_int(fault("19900101201503100"), NIP_LENGTH);
	check_str(nip_fault_say(&mem, NIP_LENGTH, &p, LANG_EN),
		  "A NIP has 18 digits; this has 17.");
	arena_end(&mem);
}

static void moments(void)
{
	check_int(fault("192912312015031001"), NIP_BEFORE_1930);
	check_int(fault("193001011950031001"), NIP_GOOD);
	check_int(fault("201011222026031001"), NIP_GOOD);
	check_int(fault("201011232026031001"), NIP_UNDER_16);
	check_int(fault("199001012027111001"), NIP_GOOD);
	check_int(fault("199001012027121001"), NIP_FUTURE);
	check_int(fault("199001012027211001"), NIP_GOOD);
	check_int(fault("199001012028211001"), NIP_FUTURE);
	/* 23 November begins in Jakarta while it is the 22nd in Greenwich. */
	check_int(nip_read("201011232026031001",
			   NOW + 12 * INT64_C(3600000), &p), NIP_GOOD);
	check_int(fault("200002292020012001"), NIP_GOOD);
	check_int(fault("190002292020012001"), NIP_BIRTH);
}

static void ages(void)
{
	check_int(fault("199001012015031001"), NIP_GOOD);
	check_int(p.warnings, 0);
	check_int(fault("199003022008031001"), NIP_GOOD);
	check_int(p.warnings, NIP_APPOINTED_YOUNG);
	check_int(fault("199003012008031001"), NIP_GOOD);
	check_int(p.warnings, 0);
	check_int(fault("195002012007031001"), NIP_GOOD);
	check_int(p.warnings, NIP_APPOINTED_OLD);
	check_int(fault("200501012024211001"), NIP_GOOD);
	check_int(p.warnings, NIP_APPOINTED_YOUNG);
	check_int(fault("200401012024211001"), NIP_GOOD);
	check_int(p.warnings, 0);
}

static void kinds(void)
{
	fault("199001012015031001");
	check(nip_kind_fits(&p, "pns") && nip_kind_fits(&p, "cpns"));
	check(nip_kind_fits(&p, ""));
	check(!nip_kind_fits(&p, "pppk") && !nip_kind_fits(&p, "other"));
	check_str(nip_kind_name(&p), "pns");
	fault("199001012025242001");
	check(nip_kind_fits(&p, "pppk") && nip_kind_fits(&p, "pppk-part"));
	check(!nip_kind_fits(&p, "pns"));
	check_str(nip_kind_name(&p), "pppk");
}

static void masks(void)
{
	char masked[NIP_MASKED_SIZE], out[19];

	nip_mask("199504122019032004", masked);
	check_str(masked, "19950412 ****** * 004");
	nip_mask("1234", masked);
	check_str(masked, "");
	nip_mask(NULL, masked);
	check_str(masked, "");
	check(nip_parse("19950412 201903 2 004", out));
	check_str(out, "199504122019032004");
	check(nip_parse("99999999 999999 9 999", out));
	check(!nip_parse("19950412201903200", out));
	check(!nip_parse("1995041220190320045", out));
	check(!nip_parse("19950412201903200x", out));
	check(!nip_parse("", out));
}

/* ---- Any number ------------------------------------------------------ */

static int up_to(int least, int most)
{
	return least + rand() % (most - least + 1);
}

/* A good number, and what it says. */
static void made(char out[static 19], struct nip *says)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	*says = (struct nip){ .born_year = up_to(1930, 2009),
			      .born_month = up_to(1, 12),
			      .from_year = up_to(1990, 2026),
			      .woman = rand() % 2, .serial = up_to(1, 999),
			      .kind = rand() % 2 ? NIP_PPPK : NIP_PNS };
	says->born_day = up_to(1, days[says->born_month - 1]);
	if (says->kind == NIP_PPPK)
		says->code = up_to(21, 29);
	else
		says->from_month = up_to(1, 12);
	snprintf(out, 19, "%04u%02u%02u%04u%02u%u%03u",
		 (unsigned)says->born_year % 10000u,
		 (unsigned)says->born_month % 100u,
		 (unsigned)says->born_day % 100u,
		 (unsigned)says->from_year % 10000u,
		 (unsigned)(says->code + says->from_month) % 100u,
		 says->woman ? 2u : 1u, (unsigned)says->serial % 1000u);
}

static void any_good(void)
{
	char digits[19];
	struct nip says;

	srand(2211);
	for (int i = 0; i < 20000; i++) {
		made(digits, &says);
		check_int(fault(digits), NIP_GOOD);
		check_str(p.digits, digits);
		check(p.kind == says.kind && p.born_year == says.born_year &&
		      p.born_month == says.born_month &&
		      p.born_day == says.born_day &&
		      p.from_year == says.from_year &&
		      p.from_month == says.from_month && p.code == says.code &&
		      p.woman == says.woman && p.serial == says.serial);
	}
}

static void any_written(void)
{
	static const char *const signs[] = { "", "", "", " ", ".", "-",
		"\xc2\xa0", "\xe2\x80\x93" };
	char digits[19], text[160];
	struct nip says;

	srand(2212);
	for (int i = 0; i < 20000; i++) {
		size_t n = 0;

		made(digits, &says);
		n += (size_t)sprintf(text, "%s", rand() % 3 ? "" : "'");
		for (int d = 0; d < 18; d++)
			n += (size_t)sprintf(text + n, "%s%c",
					     signs[rand() % 8], digits[d]);
		check_int(fault(text), NIP_GOOD);
		check_str(p.digits, digits);
	}
}

/* One sign is changed: it is another good number, or it is refused, and never is
   it read as the one it was. */
static void any_mutated(void)
{
	char digits[19], was[19];
	struct nip says;

	srand(2213);
	for (int i = 0; i < 20000; i++) {
		const int at = rand() % 18;

		made(was, &says);
		strcpy(digits, was);
		digits[at] = (char)up_to(' ' + 1, '~');
		if (digits[at] == was[at] || strchr(".-", digits[at]) ||
		    (at == 0 && digits[at] == '\''))
			continue;
		if (digits[at] < '0' || digits[at] > '9')
			check(fault(digits) != NIP_GOOD);
		else
			check(fault(digits) != NIP_GOOD ||
			      (strcmp(p.digits, digits) == 0 &&
			       strcmp(p.digits, was)));
	}
}

static void any_rounded(void)
{
	char digits[19], text[32];
	struct nip says;

	srand(2214);
	for (int i = 0; i < 2000; i++) {
		const int places = up_to(1, 14);

		made(digits, &says);
		snprintf(text, sizeof(text), "%.*e", places,
			 strtod(digits, NULL));
		check_int(fault(text), NIP_EXCEL);
		memcpy(digits + 15, "000", 3);
		check_int(fault(digits), NIP_SERIAL);
	}
}

/* Whatever bytes there are, reading ends and says nothing that is not so. */
static void any_bytes(void)
{
	char text[64];

	srand(2215);
	for (int i = 0; i < 50000; i++) {
		const size_t n = (size_t)up_to(0, 40);

		for (size_t k = 0; k < n; k++)
			text[k] = rand() % 3 ? (char)up_to('0', '9')
					     : (char)up_to(1, 255);
		text[n] = '\0';
		if (!fault(text))
			check_int(strspn(p.digits, "0123456789"), 18);
		check(*nip_fault_name(fault(text)));
	}
}

int main(void)
{
	TEST("a NIP of a PNS tells birth, appointment, sex and serial")
		vectors();
	TEST("an NI PPPK has the number of its agreement where the month would be")
		pppk();
	TEST("blanks, dots, dashes and Excel's quote are passed over")
		signs();
	TEST("what Excel made a number of is refused with a sentence naming Excel")
		excel();
	TEST("too few digits, too many and the old nine are told apart")
		lengths();
	TEST("birth and appointment are held against the day it is")
		moments();
	TEST("an odd age at appointment is only a warning")
		ages();
	TEST("an employee kind goes with the number or does not")
		kinds();
	TEST("a mask leaves enough to know one's own by")
		masks();
	TEST("any good number is read as what it was made of")
		any_good();
	TEST("any good number is read however it is written")
		any_written();
	TEST("a changed sign is refused or another number")
		any_mutated();
	TEST("any number that Excel rounded is refused")
		any_rounded();
	TEST("any bytes are a number or have a reason")
		any_bytes();
	return test_end();
}
