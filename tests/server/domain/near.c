#include "domain/near.h"

#include "check.h"

static const char *const names[] = {
	"Bidang Sumber Daya Manusia", "Bidang Keuangan", "Sekretariat",
	"Sub Bagian Umum dan Kepegawaian", "Bidang Keuangan Daerah",
	"Puskesmas Sukamaju",
};
#define N (sizeof(names) / sizeof(*names))

/* The nearest, or "". */
static const char *nearest(const char *typed)
{
	size_t at[NEAR_MOST];

	return near_names(typed, names, N, at) ? names[at[0]] : "";
}

static void meant(void)
{
	check_str(nearest("Bid. Keuangan"), "Bidang Keuangan");
	check_str(nearest("BIDANG KEUNGAN"), "Bidang Keuangan");
	check_str(nearest("Sekretariatt"), "Sekretariat");
	check_str(nearest("Subbag Umum & Kepegawaian"),
		  "Sub Bagian Umum dan Kepegawaian");
	check_str(nearest("Puskesmas Suka Maju"), "Puskesmas Sukamaju");
	check_str(nearest("Bidang Sumber Daya Manusai"),
		  "Bidang Sumber Daya Manusia");
}

static void ordered(void)
{
	size_t at[NEAR_MOST];

	check_int(near_names("Bidang Keuangan", names, N, at), 2);
	check_int(at[0], 1);
	check_int(at[1], 4);
	check_int(near_score("Bidang Keuangan", "bidang, keuangan"), 100);
}

static void strangers(void)
{
	char long_one[4000];

	check_str(nearest("Dinas Perhubungan"), "");
	check_str(nearest(""), "");
	check_str(nearest("..."), "");
	memset(long_one, 'a', sizeof(long_one) - 1);
	long_one[sizeof(long_one) - 1] = '\0';
	check_str(nearest(long_one), "");
	for (size_t i = 1; i < sizeof(long_one) - 1; i += 2)
		long_one[i] = ' ';
	check_str(nearest(long_one), "");
}

int main(void)
{
	TEST("a name that was cut short or mistyped is found")
		meant();
	TEST("the nearest stands first")
		ordered();
	TEST("what has nothing in common is not proposed, however long")
		strangers();
	return test_end();
}
