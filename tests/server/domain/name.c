#include "domain/name.h"

#include "check.h"

static struct arena mem = ARENA_INIT;

static const struct {
	const char *before, *after;
	bool mended;
} names[] = {
	{ "SITI AMINAH", "Siti Aminah", true },
	{ "Siti Aminah", "Dr. Siti Aminah, S.Sos., M.Si.", true },
	{ "dr Siti Aminah", "Siti Aminah", true },
	{ "Siti Aminah S.Pd", "Siti Aminah, S.Pd., M.Pd.", true },
	{ "Siti Aminah", "Siti Aminnah", true },
	{ "Siti Aminah", "Sitti Aminah", true },
	{ "Muhamad Yusuf", "Muhammad Yusup", true },
	{ "Ahmad M. Ridwan", "Ahmad M Ridwan", true },
	{ "Andr\xc3\xa9 Lubis", "Andre Lubis", true },
	{ "Siti Aminah", "Siti Maryam", false },
	{ "Siti Aminah", "Budi Santoso", false },
	{ "Siti Aminah", "Siti", false },
	{ "Siti", "Siti Aminah", false },
	{ "Ani", "Ano", true },
	{ "Ani", "Budi", false },
	{ "Muhammad Abdurrahman Wahid", "Mohamad Abdurahman Wahit", false },
	{ "Dr. Ir.", "Siti Aminah", false },
	{ "Siti Aminah", "S.T., M.T.", false },
	{ "Siti Aminah", "Aminah Siti", false },
};

int main(void)
{
	TEST("titles, capitals and slips are mending; another name is not")
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			const bool got = name_mended(&mem, names[i].before,
						     names[i].after);

			if (got != names[i].mended)
				printf("# %s -> %s\n", names[i].before,
				       names[i].after);
			check_int(got, names[i].mended);
		}
	TEST("a name as long as they come is compared in bounds") {
		char one[121], other[121];

		memset(one, 'a', 120);
		memset(other, 'b', 120);
		one[120] = other[120] = '\0';
		check(!name_mended(&mem, one, other));
		check(name_mended(&mem, one, one));
	}
	arena_end(&mem);
	return test_end();
}
