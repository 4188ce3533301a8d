#include "drawing/paper.h"

#include <cairo.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"
#include "check.h"
#include "drawing/paper_page.h"
#include "drawing/type.h"

/* A paper of chance takes 0.2 s, and fifteen times as long so. */
#ifdef BALAI_SANITIZED
#define PAPERS 5
#else
#define PAPERS 30
#endif

static struct arena mem = ARENA_INIT;

static const struct paper_pair subjects[] = {
	{ "Mendengarkan dan mencatat pengaduan", "4" },
	{ "Menjawab dengan bahasa yang jelas", "6" },
	{ "Menindaklanjuti: tenggat, koordinasi, dan laporan", "10" },
};

static const struct paper_pair facts[] = {
	{ "Nomor", "0012/SERT/BKPSDM-KM/XI/2026" },
	{ "Nama", "Siti Nurhaliza, S.Sos., M.A.P." },
	{ "Kompetensi", "Teknis" },
	{ "Bentuk", "Belajar mandiri" },
};

static const struct paper usual = {
	.lang = "id", .accent = 0x0f5c7a,
	.agency = "Badan Kepegawaian dan Pengembangan SDM Kota Mataram",
	.heading = "Sertifikat", .english = "Certificate of completion",
	.subtitle = "", .number = "Nomor 0012/SERT/BKPSDM-KM/XI/2026",
	.given = "diberikan kepada",
	.name = "Siti Nurhaliza, S.Sos., M.A.P.",
	.identity = "NIP 19900101 201503 1 001",
	.who = "Analis Kebijakan Ahli Muda, Bagian Organisasi, "
	       "Sekretariat Daerah Kota Mataram",
	.claim = "", .has = "telah menyelesaikan modul",
	.title = "Pelayanan Publik: Menjawab Pengaduan dengan Cepat dan Tepat",
	.when = "20–21 November 2026, 20 JP (jam pelajaran)",
	.dated = "Mataram, 22 November 2026",
	.signer_title = "Kepala Badan Kepegawaian dan Pengembangan SDM",
	.signer = "Dr. H. Lalu Ahmad Fauzi, M.Si.",
	.signer_line = "NIP 19700101 199503 1 001",
	.link = "https://balai.example.go.id/s/#AQIACHNhbXBsZSBvZiBhIHNlYWwgd"
		"Ghhd0lpc19hYm91dF90aHJlZV9odW5kcmVkX2xldHRlcnNfbG9uZ19zb190aG"
		"F0X3RoZV9jb2RlX2hhc19pdHNfdXN1YWxfc2l6ZV93aGVuX2RyYXduX29uX3Ro"
		"ZV9wYXBlcl9vZl90aGVfdGVzdF9hbmRfbG9va2VkX2F0X2J5X3Blb3BsZV93aX"
		"RoX3Bob25lc18wMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODk",
	.seal_heading = "Segel verifikasi",
	.seal_words = "Pindai dengan kamera ponsel, lalu bandingkan yang "
		"tampil dengan yang tercetak di sini. Bukan tanda tangan "
		"elektronik tersertifikasi.",
	.seal_address = "balai.example.go.id/s",
	.back_heading = "Mata pelajaran",
	.back_words = "Lampiran Sertifikat 0012/SERT/BKPSDM-KM/XI/2026",
	.facts = facts, .nfacts = 4,
	.subject_label = "Mata pelajaran", .amount_label = "JP",
	.total_label = "Jumlah", .total = "20",
	.subjects = subjects, .nsubjects = 3,
	.foot = "Satu jam pelajaran (JP) adalah 45 menit.",
	.made_at = 1795305600000,
};

static const char *words_of_chance(size_t most)
{
	static const char *const parts[] = {
		"a", "ii", "Pengembangan", " ", " ", " ", "é", "Ñ", "W", "王",
		"Ж", "\xF0\x9F\x98\x80", "Mmmmmmmmmmmmmmmmmm", "-", ".", ", ",
		"pertanggungjawabankeuangandaerah", "g", "ا", "\n"
	};
	struct text out = { .mem = &mem };
	const size_t n = (size_t)rand() % most;

	text_puts(&out, "");
	for (size_t i = 0; i < n; i++)
		text_puts(&out, parts[rand() % 20]);
	return out.bytes;
}

static struct paper paper_of_chance(void)
{
	static struct paper_pair rows[60], facts_[12];
	struct paper p = usual;
	const char **all[] = {
		&p.agency, &p.heading, &p.english, &p.subtitle, &p.number,
		&p.given, &p.name, &p.identity, &p.who, &p.claim, &p.has,
		&p.title, &p.when, &p.dated, &p.signer_title, &p.signer,
		&p.signer_line, &p.seal_heading, &p.seal_words,
		&p.seal_address,
		&p.back_heading, &p.back_words, &p.total, &p.foot,
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (rand() % 2)
			*all[i] = words_of_chance(rand() % 3 ? 40 : 300);
	for (size_t i = 0; i < 60; i++)
		rows[i] = (struct paper_pair){ words_of_chance(60),
					       words_of_chance(4) };
	for (size_t i = 0; i < 12; i++)
		facts_[i] = (struct paper_pair){ words_of_chance(12),
						 words_of_chance(40) };
	p.subjects = rows;
	p.nsubjects = (size_t)rand() % 60;
	p.facts = facts_;
	p.nfacts = (size_t)rand() % 12;
	return p;
}

static bool inside(cairo_surface_t *s)
{
	double x, y, w, h;

	cairo_recording_surface_ink_extents(s, &x, &y, &w, &h);
	if (x >= PAPER_EDGE && y >= PAPER_EDGE &&
	    x + w <= PAPER_WIDTH - PAPER_EDGE &&
	    y + h <= PAPER_HEIGHT - PAPER_EDGE)
		return true;
	printf("# ink from %.1f,%.1f to %.1f,%.1f\n", x, y, x + w, y + h);
	return false;
}

/* The frame is drawn at 26 pt, so ink beyond it is a text that left the page. */
static bool page_inside(const struct paper *p, bool back, size_t *at)
{
	cairo_surface_t *s = cairo_recording_surface_create(
		CAIRO_CONTENT_COLOR_ALPHA, NULL);
	cairo_t *cr = cairo_create(s);
	bool good;

	if (back)
		*at = paper_back(cr, p, *at);
	else
		paper_front(cr, p);
	cairo_destroy(cr);
	good = inside(s);
	cairo_surface_destroy(s);
	return good;
}

static void never_outside(void)
{
	const char *more = getenv("BALAI_PAPERS");
	const int papers = more ? atoi(more) : PAPERS;

	check_int(type_begin(), OK);
	for (int i = 0; i < papers; i++) {
		const struct paper p = paper_of_chance();
		size_t at = 0, before;

		check(page_inside(&p, false, &at));
		do {
			before = at;
			check(page_inside(&p, true, &at));
		} while (at < p.nsubjects && at > before);
		check_int(at, p.nsubjects);
		arena_end(&mem);
	}
	type_end();
}

static void same_bytes(void)
{
	const void *a, *b;
	size_t na, nb;

	check_int(paper_pdf(&mem, &usual, &a, &na), OK);
	check_int(paper_pdf(&mem, &usual, &b, &nb), OK);
	check_int(na, nb);
	check(na == nb && memcmp(a, b, na) == 0);
}

static bool has(const void *bytes, size_t size, const char *what)
{
	return memmem(bytes, size, what, strlen(what)) != NULL;
}

static void a_file(void)
{
	const void *pdf;
	size_t size;
	FILE *f;
	const char *keep = getenv("BALAI_PAPER");

	check_int(paper_pdf(&mem, &usual, &pdf, &size), OK);
	check(memcmp(pdf, "%PDF-1.4", 8) == 0);
	check(has(pdf, size, "/Lang (id)"));
	check(has(pdf, size, "/DisplayDocTitle true"));
	check(has(pdf, size, "/MarkInfo"));
	check(has(pdf, size, "Sertifikat"));
	check(!has(pdf, size, "19900101"));
	check(!has(pdf, size, "Siti"));
	if (keep && (f = fopen(keep, "wb"))) {
		fwrite(pdf, 1, size, f);
		fclose(f);
	}
}

static void other_logos(void)
{
	static const unsigned char bad[][40] = {
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff",
		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1",
		"\xff\xd8\xff\xc0\0\x11\x08\xff\xff\xff\xff",
		"\xff\xd8\xff\xe0\0\0\xff\xe0\0\0",
	};
	struct paper p = usual;
	const void *pdf;
	size_t size;

	for (size_t i = 0; i < 4; i++) {
		p.logo = bad[i];
		p.logo_size = sizeof(bad[i]);
		p.logo_png = i < 2;
		check_int(paper_pdf(&mem, &p, &pdf, &size), OK);
	}
}

static void time_of_it(void)
{
	const int64_t from = clock_steady();
	const void *pdf;
	size_t size;
	struct arena each = ARENA_INIT;

	for (int i = 0; i < 10; i++) {
		check_int(paper_pdf(&each, &usual, &pdf, &size), OK);
		arena_end(&each);
	}
	printf("# a paper takes %.1f ms and %zu bytes\n",
	       (double)(clock_steady() - from) / 10, size);
}

int main(void)
{
	srand(11);
	TEST("a paper is a tagged file that says its language, and nothing of its person")
		a_file();
	TEST("the same paper is the same bytes")
		same_bytes();
	TEST("nothing leaves the page, however long the texts are")
		never_outside();
	TEST("a logo that is none is left out")
		other_logos();
	TEST("it is made at once")
		time_of_it();
	arena_end(&mem);
	return test_end();
}
