/* How long recordings are, by their containers: WebM and those of sound. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"
#include "sound.h"
#include "webm.h"

struct made {
	unsigned char bytes[20000];
	size_t n;
};

static int file_of(const void *bytes, size_t size)
{
	FILE *f = tmpfile();
	int fd;

	if (!f || fwrite(bytes, 1, size, f) != size || fflush(f))
		abort();
	fd = dup(fileno(f));
	fclose(f);
	return fd;
}

static void put(struct made *m, const void *p, size_t n)
{
	memcpy(m->bytes + m->n, p, n);
	m->n += n;
}
#define PUT(m, text) put((m), (text), sizeof(text) - 1)

static void put_big(struct made *m, uint64_t v, size_t n)
{
	while (n--)
		m->bytes[m->n++] = (unsigned char)(v >> 8 * n);
}

static void put_little(struct made *m, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		m->bytes[m->n++] = (unsigned char)(v >> 8 * i);
}

/* ---- WebM ----------------------------------------------------------------- */

/* Its size in four bytes; `open`: not known. */
static void element(struct made *to, const char *id, const struct made *in,
		    bool open)
{
	put(to, id, strlen(id));
	put_big(to, open ? 0x1fffffff : 0x10000000 | in->n, 4);
	put(to, in->bytes, in->n);
}

static void number(struct made *to, const char *id, uint64_t v, size_t n)
{
	put(to, id, strlen(id));
	put_big(to, 0x80 | n, 1);
	put_big(to, v, n);
}

static void tracks(struct made *to)
{
	struct made video = { .n = 0 }, entry = { .n = 0 }, all = { .n = 0 };

	number(&video, "\xb0", 1280, 2);
	number(&video, "\xba", 720, 2);
	number(&entry, "\x83", 1, 1);
	element(&entry, "\xe0", &video, false);
	element(&all, "\xae", &entry, false);
	entry.n = 0;
	number(&entry, "\x83", 2, 1);
	element(&all, "\xae", &entry, false);
	element(to, "\x16\x54\xae\x6b", &all, false);
}

static void cluster(struct made *to, uint64_t time, int16_t last, bool open)
{
	struct made in = { .n = 0 }, block = { .n = 0 };

	number(&in, "\xe7", time, 4);
	put_big(&block, 0x81, 1);
	put_big(&block, (uint16_t)last, 2);
	PUT(&block, "\0....");
	element(&in, "\xa3", &block, false);
	element(to, "\x1f\x43\xb6\x75", &in, open);
}

/* `duration` in ticks of a ms; 0: as a browser records it, live. */
static struct made webm(double duration)
{
	struct made out = { .n = 0 }, info = { .n = 0 }, segment = { .n = 0 };
	struct made head = { .n = 0 };
	const bool live = duration == 0;
	uint64_t bits;

	memcpy(&bits, &duration, 8);
	PUT(&head, "\x42\x82\x84webm");
	element(&out, "\x1a\x45\xdf\xa3", &head, false);
	number(&info, "\x2a\xd7\xb1", 1000000, 3);
	if (!live)
		number(&info, "\x44\x89", bits, 8);
	element(&segment, "\x15\x49\xa9\x66", &info, false);
	tracks(&segment);
	cluster(&segment, 0, 40, live);
	cluster(&segment, 5000, 1500, live);
	element(&out, "\x18\x53\x80\x67", &segment, live);
	return out;
}

static const char *webm_said(const unsigned char *bytes, size_t n)
{
	static char text[100];
	const int fd = file_of(bytes, n);
	struct webm w;

	if (webm_read(fd, &w))
		snprintf(text, sizeof(text), "%s%s%.2f s %ux%u",
			 w.video ? "video " : "", w.audio ? "audio " : "",
			 w.seconds, w.width, w.height);
	else
		strcpy(text, "none");
	close(fd);
	return text;
}

static void test_webm(void)
{
	TEST("WebM says how long it is, how large, and what is in it") {
		const struct made m = webm(12345);

		check_str(webm_said(m.bytes, m.n),
			  "video audio 12.35 s 1280x720");
	}
	TEST("what was recorded live is as long as its last block is late") {
		const struct made m = webm(0);

		check_str(webm_said(m.bytes, m.n),
			  "video audio 6.50 s 1280x720");
	}
	TEST("a length that nobody can sit through is none") {
		struct made m = webm(1e300);

		check_str(webm_said(m.bytes, m.n),
			  "video audio 0.00 s 1280x720");
		m = webm(-5);
		check_str(webm_said(m.bytes, m.n),
			  "video audio 6.50 s 1280x720");
	}
	TEST("cut off or turned around at any byte, it is read to no harm") {
		const struct made whole[] = { webm(12345), webm(0) };

		for (size_t k = 0; k < 2; k++)
			for (size_t n = 0; n < whole[k].n; n++) {
				struct made m = whole[k];

				webm_said(m.bytes, n);
				m.bytes[n] ^= 0xff;
				webm_said(m.bytes, m.n);
			}
		check_str(webm_said((const unsigned char *)"", 0), "none");
	}
}

/* ---- Sound ---------------------------------------------------------------- */

static double seconds(const void *bytes, size_t n, const char *type)
{
	const int fd = file_of(bytes, n);
	const double s = sound_seconds(fd, type);

	close(fd);
	return s;
}

/* In hundredths. */
#define LENGTH(m, type) ((int)(seconds((m).bytes, (m).n, (type)) * 100 + .5))

/* Frames of 128 kbit/s at 44.1 kHz, each of 417 bytes and 1,152 samples. */
static struct made mp3(size_t frames, const char *mark, size_t at,
		       size_t count_at, uint32_t count)
{
	struct made m = { .n = 0 };

	for (size_t i = 0; i < frames; i++) {
		memcpy(m.bytes + m.n, "\xff\xfb\x90\x00", 4);
		m.n += 417;
	}
	if (mark) {
		memcpy(m.bytes + at, mark, 4);
		m.bytes[at + 7] = 1;
		for (int i = 0; i < 4; i++)
			m.bytes[count_at + i] =
				(unsigned char)(count >> 8 * (3 - i));
	}
	return m;
}

static struct made wav(uint32_t said)
{
	struct made m = { .n = 0 };

	PUT(&m, "RIFF....WAVEbext\3\0\0\0abc\0fmt \20\0\0\0\1\0\1\0");
	put_little(&m, 8000, 4);
	put_little(&m, 8000, 4);
	put_little(&m, 0x80001, 4);
	PUT(&m, "data");
	put_little(&m, said, 4);
	m.n += 4000;
	return m;
}

static void page(struct made *m, unsigned flags, uint64_t granule,
		 uint32_t serial, const char *packet, size_t n)
{
	PUT(m, "OggS\0");
	put_little(m, flags, 1);
	put_little(m, granule, 8);
	put_little(m, serial, 4);
	put_little(m, 0, 8);
	put_little(m, 1, 1);
	put_little(m, n, 1);
	put(m, packet, n);
}

/* A film with sound: the pictures' stream comes first and counts otherwise. */
static struct made ogg(void)
{
	static const char opus[] = "OpusHead\1\2\x38\1....";
	struct made m = { .n = 0 };

	page(&m, 2, 0, 7, "\x80theora....", 11);
	page(&m, 2, 0, 9, opus, 16);
	page(&m, 0, 48000, 9, "x", 1);
	page(&m, 0, 480312, 9, "x", 1);		/* 312 are skipped */
	page(&m, 4, 99999999, 7, "x", 1);
	return m;
}

static struct made flac(void)
{
	struct made m = { .n = 0 };

	PUT(&m, "fLaC\0\0\0\42..........");
	put_big(&m, 44100 << 4, 3);
	put_big(&m, 441000, 5);
	m.n += 16;
	return m;
}

static struct made aac(size_t frames)
{
	struct made m = { .n = 0 };

	for (size_t i = 0; i < frames; i++) {
		/* 44.1 kHz; a length of 100 bytes. */
		memcpy(m.bytes + m.n, "\xff\xf1\x50\x80\x0c\x9f\xfc", 7);
		m.n += 100;
	}
	return m;
}

static void test_sound(void)
{
	TEST("MP3 is as long as its first frame says") {
		const struct made xing = mp3(3, "Xing", 36, 44, 1000);
		const struct made info = mp3(3, "Info", 36, 44, 500);
		const struct made vbri = mp3(3, "VBRI", 36, 50, 2000);

		check_int(LENGTH(xing, "audio/mpeg"), 2612);
		check_int(LENGTH(info, "audio/mpeg"), 1306);
		check_int(LENGTH(vbri, "audio/mpeg"), 5224);
	}
	TEST("without that, as its rate makes it, behind the tags") {
		const struct made plain = mp3(40, NULL, 0, 0, 0);
		struct made tagged = { .n = 0 };

		check_int(LENGTH(plain, "audio/mpeg"), 104);
		PUT(&tagged, "ID3\4\0\0\0\0\7\x50");	/* 976 bytes */
		memset(tagged.bytes + 10, 0xff, 976);
		tagged.n = 986;
		put(&tagged, plain.bytes, plain.n);
		check_int(LENGTH(tagged, "audio/mpeg"), 104);
	}
	TEST("WAV, also one whose recorder was cut off") {
		const struct made good = wav(4000), open = wav(0xffffffff);

		check_int(LENGTH(good, "audio/wav"), 50);
		check_int(LENGTH(open, "audio/wav"), 50);
	}
	TEST("Ogg is as long as its sound, FLAC as it says, AAC as its frames") {
		const struct made o = ogg(), f = flac(), a = aac(100);

		check_int(LENGTH(o, "audio/ogg"), 1000);
		check_int(LENGTH(o, "video/ogg"), 1000);
		check_int(LENGTH(f, "audio/flac"), 1000);
		check_int(LENGTH(a, "audio/aac"), 232);
	}
	TEST("what is not what it is called has no length") {
		const struct made o = ogg();

		check_int(LENGTH(o, "audio/mpeg"), 0);
		check_int(LENGTH(o, "audio/wav"), 0);
		check_int(LENGTH(o, "audio/flac"), 0);
		check_int(LENGTH(o, "audio/aac"), 0);
		check_int(LENGTH(o, "video/mp4"), 0);
		check_int((int)seconds("", 0, "audio/mpeg"), 0);
	}
	TEST("cut off or turned around at any byte, it is read to no harm") {
		const struct { struct made made; const char *type; } all[] = {
			{ mp3(3, "Xing", 36, 44, 1000), "audio/mpeg" },
			{ mp3(3, "VBRI", 36, 50, 1000), "audio/mpeg" },
			{ wav(4000), "audio/wav" }, { ogg(), "audio/ogg" },
			{ flac(), "audio/flac" }, { aac(3), "audio/aac" },
		};

		for (size_t k = 0; k < sizeof(all) / sizeof(*all); k++)
			for (size_t n = 0; n < all[k].made.n && n < 400; n++) {
				struct made m = all[k].made;

				check(seconds(m.bytes, n, all[k].type) >= 0);
				m.bytes[n] ^= 0xff;
				check(seconds(m.bytes, m.n, all[k].type) >= 0);
			}
	}
}

int main(void)
{
	test_webm();
	test_sound();
	return test_end();
}
