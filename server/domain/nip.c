#include "domain/nip.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* What people put between the digits, in UTF-8; what Excel and Word make of
   blanks and dashes is among it. */
static const char *const between[] = {
	" ", ".", "-", "\t", "\r", "\n",
	"\xc2\xa0",						/* NBSP */
	"\xc2\xad",						/* soft hyphen */
	"\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82", "\xe2\x80\x83",
	"\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86", "\xe2\x80\x87",
	"\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\x8b",
	"\xe2\x80\xaf", "\xe3\x80\x80", "\xef\xbb\xbf",		/* blanks */
	"\xe2\x80\x90", "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93",
	"\xe2\x80\x94", "\xe2\x80\x95", "\xe2\x88\x92",		/* dashes */
};

/* ' and what Word makes of it. */
static const char *const quotes[] = { "'", "\xe2\x80\x98", "\xe2\x80\x99" };

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static const char *passed(const char *s, const char *const *signs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_starts(s, signs[i]))
			return s + strlen(signs[i]);
	return NULL;
}

static const char *passed_all(const char *s, const char *const *signs, size_t n)
{
	const char *next;

	while ((next = passed(s, signs, n)))
		s = next;
	return s;
}

/* Behind blanks and the one ' that tells Excel that this is text. */
static const char *begin(const char *s)
{
	const char *behind;

	s = passed_all(s, between, COUNT(between));
	behind = passed(s, quotes, COUNT(quotes));
	return behind ? passed_all(behind, between, COUNT(between)) : s;
}

/* How many digits there are, of which 18 are kept; false: other signs too. */
static bool digits_of(const char *s, char out[static NIP_DIGITS + 1],
		      size_t *count)
{
	size_t n = 0;

	for (s = begin(s); *(s = passed_all(s, between, COUNT(between))); s++) {
		if (*s < '0' || *s > '9')
			break;
		if (n < NIP_DIGITS)
			out[n] = *s;
		n++;
	}
	out[n < NIP_DIGITS ? n : NIP_DIGITS] = '\0';
	*count = n;
	return !*s;
}

bool nip_parse(const char *text, char out[static NIP_DIGITS + 1])
{
	size_t n;

	return digits_of(text, out, &n) && n == NIP_DIGITS;
}

/* Digits with groups or decimals ("199001012015031000,00", "199,001,…"), or a
   power of ten: what a cell shows that holds a number. */
static bool number_of_excel(const char *s)
{
	size_t digits = 0, commas = 0;

	for (s = begin(s); isdigit((unsigned char)*s) || *s == ',' ||
			   *s == '.'; s++) {
		digits += *s != ',' && *s != '.';
		commas += *s == ',';
	}
	if (digits && (*s == 'E' || *s == 'e')) {
		s++;
		s += *s == '+' || *s == '-';
		return isdigit((unsigned char)*s);
	}
	s = passed_all(s, between, COUNT(between));
	return !*s && digits >= NIP_DIGITS && commas;
}

static bool hashes(const char *s)
{
	s = begin(s);
	return *s == '#' && !s[strspn(s, "# \r\n\t")];
}

static int number(const char *digits, int n)
{
	int value = 0;

	while (n--)
		value = value * 10 + (*digits++ - '0');
	return value;
}

static bool day_exists(int year, int month, int day)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12 || day < 1)
		return false;
	return day <= days[month - 1] +
		(month == 2 && year % 4 == 0 && (year % 100 || year % 400 == 0));
}

static struct tm today_of(int64_t now)
{
	/* A day is told by WIB, the westernmost clock of the country. */
	const time_t seconds = (time_t)((now + 7 * 3600000) / 1000);
	struct tm tm = { 0 };

	gmtime_r(&seconds, &tm);
	tm.tm_year += 1900;
	tm.tm_mon += 1;
	return tm;
}

static enum nip_fault birth_check(const struct nip *p, const struct tm *today)
{
	const int born = p->born_year * 10000 + p->born_month * 100 +
			 p->born_day;

	if (!day_exists(p->born_year, p->born_month, p->born_day))
		return NIP_BIRTH;
	if (p->born_year < 1930)
		return NIP_BEFORE_1930;
	return born > (today->tm_year - 16) * 10000 + today->tm_mon * 100 +
		      today->tm_mday ? NIP_UNDER_16 : NIP_GOOD;
}

static enum nip_fault appointment_read(struct nip *p, const struct tm *today)
{
	const int code = number(p->digits + 12, 2);

	p->from_year = number(p->digits + 8, 4);
	if (code >= 1 && code <= 12) {
		p->kind = NIP_PNS;
		p->from_month = code;
		return p->from_year * 12 + code >
		       (today->tm_year + 1) * 12 + today->tm_mon ? NIP_FUTURE
								 : NIP_GOOD;
	}
	if (code < 21 || code > 29)
		return NIP_MONTH;
	p->kind = NIP_PPPK;
	p->code = code;
	p->frequency = code - 20;
	return p->from_year > today->tm_year + 1 ? NIP_FUTURE : NIP_GOOD;
}

/* Of a PPPK the year alone is known: the age that may be reached in it. */
static void age_weigh(struct nip *p)
{
	const bool before = p->kind == NIP_PNS &&
		(p->from_month < p->born_month ||
		 (p->from_month == p->born_month && p->born_day > 1));
	const int age = p->from_year - p->born_year - before;

	if (age < (p->kind == NIP_PPPK ? 20 : 18))
		p->warnings |= NIP_APPOINTED_YOUNG;
	if (age > 56)
		p->warnings |= NIP_APPOINTED_OLD;
}

static enum nip_fault length_check(const char *text, size_t n, bool digits)
{
	if (!*begin(text))
		return NIP_EMPTY;
	if (hashes(text))
		return NIP_NARROW;
	if (number_of_excel(text))
		return NIP_EXCEL;
	if (!digits)
		return NIP_SIGN;
	return n == NIP_DIGITS ? NIP_GOOD : n == 9 ? NIP_OLD : NIP_LENGTH;
}

enum nip_fault nip_read(const char *text, int64_t now, struct nip *out)
{
	const struct tm today = today_of(now);
	enum nip_fault fault;
	bool digits;

	*out = (struct nip){ .count = 0 };
	digits = digits_of(text, out->digits, &out->count);
	if ((fault = length_check(text, out->count, digits)))
		return fault;
	out->born_year = number(out->digits, 4);
	out->born_month = number(out->digits + 4, 2);
	out->born_day = number(out->digits + 6, 2);
	out->woman = out->digits[14] == '2';
	out->serial = number(out->digits + 15, 3);
	if ((fault = birth_check(out, &today)) ||
	    (fault = appointment_read(out, &today)))
		return fault;
	if (out->digits[14] != '1' && out->digits[14] != '2')
		return NIP_SEX;
	age_weigh(out);
	return out->serial ? NIP_GOOD : NIP_SERIAL;
}

static const struct { const char *name; struct phrase text; }
faults[NIP_FAULTS] = {
	[NIP_GOOD] = { "good", { { "", "" } } },
	[NIP_EMPTY] = { "empty", { {
		"NIP kosong.", "The NIP is empty." } } },
	[NIP_EXCEL] = { "excel", { {
		"Excel mengubah NIP ini menjadi angka (seperti 1,99E+17), sehingga sebagian angkanya hilang. Jadikan kolomnya Teks di Excel, lalu isi lagi NIP lengkap dari sumbernya.",
		"Excel made a number of this NIP (such as 1.99E+17), and digits are lost. Make the column Text in Excel and enter the whole NIP again from its source." } } },
	[NIP_NARROW] = { "narrow", { {
		"Kolom di Excel terlalu sempit, jadi yang tersalin hanya ####. Lebarkan kolomnya, lalu salin lagi.",
		"The column in Excel is too narrow, so that only #### was copied. Widen the column and copy again." } } },
	[NIP_SIGN] = { "sign", { {
		"NIP hanya berisi angka; di sini ada huruf atau tanda lain.",
		"A NIP has digits only; here is a letter or another sign." } } },
	[NIP_OLD] = { "old", { {
		"Ini NIP lama, 9 angka. Pakai NIP yang 18 angka.",
		"This is an old NIP of 9 digits. Use the one of 18 digits." } } },
	[NIP_LENGTH] = { "length", { {
		"NIP terdiri atas 18 angka; ini {n} angka.",
		"A NIP has 18 digits; this has {n}." } } },
	[NIP_BIRTH] = { "birth", { {
		"Angka ke-1 sampai 8 bukan tanggal lahir yang ada di kalender.",
		"Digits 1 to 8 are no birth date of the calendar." } } },
	[NIP_BEFORE_1930] = { "before-1930", { {
		"Menurut angka ke-1 sampai 4, orang ini lahir sebelum 1930.",
		"By digits 1 to 4 this person was born before 1930." } } },
	[NIP_UNDER_16] = { "under-16", { {
		"Menurut angka ke-1 sampai 8, orang ini belum berumur 16 tahun.",
		"By digits 1 to 8 this person is not 16 years old yet." } } },
	[NIP_MONTH] = { "month", { {
		"Angka ke-13 dan 14 harus bulan pengangkatan (01 sampai 12, PNS) atau kode PPPK (21 sampai 29).",
		"Digits 13 and 14 must be the month of appointment (01 to 12, PNS) or a PPPK's code (21 to 29)." } } },
	[NIP_FUTURE] = { "future", { {
		"Menurut angka ke-9 sampai 14, pengangkatannya lebih dari setahun lagi.",
		"By digits 9 to 14 the appointment is over a year from now." } } },
	[NIP_SEX] = { "sex", { {
		"Angka ke-15 harus 1 (laki-laki) atau 2 (perempuan).",
		"Digit 15 must be 1 (male) or 2 (female)." } } },
	[NIP_SERIAL] = { "serial", { {
		"Tiga angka terakhir tidak pernah 000. Excel menyimpan 15 angka saja dan mengganti sisanya dengan nol: jadikan kolomnya Teks, lalu isi lagi NIP dari sumbernya.",
		"The last three digits are never 000. Excel keeps 15 digits and makes the rest zeros: make the column Text and enter the NIP again from its source." } } },
};

static const struct phrase appointed_young = { {
	"Menurut NIP ini orangnya diangkat pada umur yang sangat muda. Periksa sekali lagi.",
	"By this NIP the person was appointed very young. Check it once more." } };
static const struct phrase appointed_old = { {
	"Menurut NIP ini orangnya diangkat pada umur di atas 56 tahun. Periksa sekali lagi.",
	"By this NIP the person was appointed over the age of 56. Check it once more." } };

const char *nip_fault_name(enum nip_fault fault)
{
	return faults[fault].name;
}

const struct phrase *nip_fault_text(enum nip_fault fault)
{
	return &faults[fault].text;
}

const struct phrase *nip_warning_text(enum nip_warning warning)
{
	return warning == NIP_APPOINTED_OLD ? &appointed_old
					    : &appointed_young;
}

const char *nip_fault_say(struct arena *mem, enum nip_fault fault,
			  const struct nip *p, enum lang lang)
{
	const struct text_value values[] = {
		{ "n", arena_format(mem, "%zu", p->count) }, { NULL, NULL } };

	return text_fill(mem, faults[fault].text.in[lang], values);
}

bool nip_kind_fits(const struct nip *p, const char *kind)
{
	if (!*kind)
		return true;
	if (p->kind == NIP_PNS)
		return strcmp(kind, "pns") == 0 || strcmp(kind, "cpns") == 0;
	return strcmp(kind, "pppk") == 0 || strcmp(kind, "pppk-part") == 0;
}

const char *nip_kind_name(const struct nip *p)
{
	return p->kind == NIP_PNS ? "pns" : "pppk";
}

void nip_mask(const char *nip, char out[static NIP_MASKED_SIZE])
{
	if (!nip || strlen(nip) != NIP_DIGITS)
		out[0] = '\0';
	else
		snprintf(out, NIP_MASKED_SIZE, "%.8s ****** * %s", nip, nip + 15);
}
