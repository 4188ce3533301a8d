#include "domain/seal_facts.h"

#include <sodium.h>
#include <stdlib.h>

#include "base/text.h"
#include "check.h"

#define NAME "Siti Nurhaliza, S.Sos., M.A.P."

static struct arena mem = ARENA_INIT;

static const struct seal_facts known = {
	.kind = SEAL_COMPLETION,
	.key = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef },
	.issued_at = 1795219200000,
	.jp = 2050,
	.first_day = 20777, .last_day = 20778,
	.version = 3,
	.nip_first = 1990, .nip_last = 1001,
	.number = "0012/SERT/BKPSDM-KM/XI/2026",
	.name = NAME,
	.title = "Pelayanan Publik: Menjawab Pengaduan",
	.agency = "BKPSDM Kota Mataram",
};

static bool same(const struct seal_facts *a, const struct seal_facts *b)
{
	return a->kind == b->kind && a->claimed == b->claimed &&
	       memcmp(a->key, b->key, sizeof(a->key)) == 0 &&
	       a->issued_at == b->issued_at && a->jp == b->jp &&
	       a->first_day == b->first_day && a->last_day == b->last_day &&
	       a->version == b->version && a->nip_first == b->nip_first &&
	       a->nip_last == b->nip_last &&
	       strcmp(a->number, b->number) == 0 &&
	       strcmp(a->name, b->name) == 0 &&
	       strcmp(a->title, b->title) == 0 &&
	       strcmp(a->agency, b->agency) == 0;
}

/* What the page's script is held to as well: tests/web/seal. */
static const char vector[] =
	"0102020123456789abcdef6b00df000008025129512a000307c603e9";

static void written(void)
{
	unsigned char bytes[SEAL_FACTS_MOST];
	char hex[57];
	const size_t n = seal_facts_write(&known, bytes);

	sodium_bin2hex(hex, sizeof(hex), bytes, 28);
	check_str(hex, vector);
	check_int(n, 28 + 4 + strlen(known.number) + strlen(known.name) +
		     strlen(known.title) + strlen(known.agency));
	check(n + 64 < 220);
	check_int(bytes[28], strlen(known.number));
}

static const char *text_of_chance(size_t most)
{
	static const char *const letters[] = {
		"a", "Z", " ", ".", "é", "ń", "–", "王", "😀", "\"", "<"
	};
	struct text out = { .mem = &mem };
	const size_t n = (size_t)rand() % (most + 1);

	text_puts(&out, "");
	for (size_t i = 0; i < n; i++)
		text_puts(&out, letters[rand() % 11]);
	return out.bytes;
}

static struct seal_facts facts_of_chance(void)
{
	struct seal_facts f = {
		.kind = (enum seal_kind)(1 + rand() % 3),
		.claimed = rand() % 2,
		.issued_at = (int64_t)rand() * 1000,
		.jp = rand() % (1 << 24),
		.first_day = rand() % 65536, .last_day = rand() % 65536,
		.version = rand() % 65536,
		.nip_first = rand() % 10000, .nip_last = rand() % 10000,
		.number = text_of_chance(SEAL_NUMBER_MOST / 4),
		.name = text_of_chance(SEAL_NAME_MOST / 4),
		.title = text_of_chance(SEAL_TITLE_MOST / 4),
		.agency = text_of_chance(SEAL_AGENCY_MOST / 4),
	};

	randombytes_buf(f.key, sizeof(f.key));
	if (rand() % 2)
		f.nip_first = f.nip_last = -1;
	return f;
}

static void round_trips(void)
{
	unsigned char bytes[SEAL_FACTS_MOST], again[SEAL_FACTS_MOST];
	struct seal_facts f, got;
	size_t n;

	for (int i = 0; i < 5000; i++) {
		f = facts_of_chance();
		n = seal_facts_write(&f, bytes);
		check(seal_facts_read(&mem, bytes, n, &got));
		check(same(&f, &got));
		check_int(seal_facts_write(&got, again), n);
		check(memcmp(bytes, again, n) == 0);
	}
}

static void too_long(void)
{
	unsigned char bytes[SEAL_FACTS_MOST];
	struct seal_facts f = known, got;
	size_t n;

	for (int i = 0; i < 2000; i++) {
		f.name = text_of_chance(400);
		f.title = text_of_chance(400);
		f.number = text_of_chance(400);
		f.agency = text_of_chance(400);
		n = seal_facts_write(&f, bytes);
		check(n <= SEAL_FACTS_MOST);
		check(seal_facts_read(&mem, bytes, n, &got));
		check(strcmp(got.name, f.name) == 0 ||
		      text_ends(got.name, "…"));
	}
}

/* Whatever is read comes out as it went in, so a paper has one seal. */
static void one_spelling(void)
{
	unsigned char bytes[SEAL_FACTS_MOST], again[SEAL_FACTS_MOST];
	struct seal_facts f, got;
	size_t n, read = 0;

	for (int i = 0; i < 20000; i++) {
		f = facts_of_chance();
		n = seal_facts_write(&f, bytes);
		for (int j = rand() % 4; j >= 0; j--)
			bytes[(size_t)rand() % (rand() % 2 ? 40 : n)] =
				(unsigned char)rand();
		if (rand() % 4 == 0)
			n = (size_t)rand() % (n + 1);
		if (!seal_facts_read(&mem, bytes, n, &got))
			continue;
		read++;
		check_int(seal_facts_write(&got, again), n);
		check(memcmp(bytes, again, n) == 0);
	}
	check(read > 500);
}

static void not_seals(void)
{
	unsigned char bytes[SEAL_FACTS_MOST + 1] = { 0 };
	struct seal_facts got;
	const size_t n = seal_facts_write(&known, bytes);

	for (size_t i = 0; i < n; i++)
		check(!seal_facts_read(&mem, bytes, i, &got));
	check(!seal_facts_read(&mem, bytes, n + 1, &got));
	bytes[0] = 2;
	check(!seal_facts_read(&mem, bytes, n, &got));
	bytes[0] = 1;
	bytes[1] = 4;
	check(!seal_facts_read(&mem, bytes, n, &got));
	bytes[1] = 1;
	bytes[2] = 6;
	check(!seal_facts_read(&mem, bytes, n, &got));
}

static void nips(void)
{
	struct seal_facts f;

	seal_facts_nip(&f, "199001012015031001");
	check_int(f.nip_first, 1990);
	check_int(f.nip_last, 1001);
	seal_facts_nip(&f, NULL);
	check_int(f.nip_first, -1);
	seal_facts_nip(&f, "1990");
	check_int(f.nip_last, -1);
}

int main(void)
{
	srand(7);
	TEST("a seal's facts are about two hundred bytes with their signature")
		written();
	TEST("facts come back as they were written, whatever they say")
		round_trips();
	TEST("a text that is too long is cut between two letters and says so")
		too_long();
	TEST("what can be read is written in one way only")
		one_spelling();
	TEST("what is cut, longer, of another version or kind is no seal")
		not_seals();
	TEST("of a NIP the first and the last four digits are kept")
		nips();
	arena_end(&mem);
	return test_end();
}
