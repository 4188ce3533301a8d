#include "sound.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"
#include "base/text.h"

#define PIECE 65536
#define SECONDS_MOST (30 * 86400.0)
#define TAGS_MOST 16
#define FRAMES_SEEN 2000	/* of AAC: the rest is taken to be alike */

struct sound {
	int fd;
	uint64_t bytes;
};

static size_t bytes_at(const struct sound *s, uint64_t from, void *to, size_t n)
{
	const ssize_t got = from < s->bytes
		? pread(s->fd, to, n, (off_t)from) : 0;

	return got > 0 ? (size_t)got : 0;
}

static double ratio(double over, double under)
{
	return under > 0 ? over / under : 0;
}

/* ---- MPEG audio, layer III (ISO 11172-3 2.4.2.3, 13818-3) ----------------- */

struct frame {
	unsigned rate, bits;		/* samples and bits a second */
	unsigned samples, bytes;	/* of this frame */
	size_t side;			/* from its start to a Xing header */
};

static bool frame_read(const unsigned char *p, struct frame *out)
{
	static const unsigned rates[] = { 44100, 48000, 32000 };
	static const unsigned short first[] = { 0, 32, 40, 48, 56, 64, 80, 96,
		112, 128, 160, 192, 224, 256, 320, 0 };
	static const unsigned short later[] = { 0, 8, 16, 24, 32, 40, 48, 56,
		64, 80, 96, 112, 128, 144, 160, 0 };
	const unsigned version = p[1] >> 3 & 3;	/* 3: 1, 2: 2, 0: 2.5 */
	const bool one = version == 3, mono = p[3] >> 6 == 3;

	if (p[0] != 0xff || (p[1] & 0xe6) != 0xe2 || version == 1 ||
	    (p[2] >> 2 & 3) == 3)
		return false;
	out->rate = rates[p[2] >> 2 & 3] / (one ? 1 : version == 2 ? 2 : 4);
	out->bits = (one ? first : later)[p[2] >> 4] * 1000u;
	out->samples = one ? 1152 : 576;
	out->bytes = out->samples / 8 * out->bits / out->rate + (p[2] >> 1 & 1);
	out->side = 4 + (one ? mono ? 17 : 32 : mono ? 9 : 17);
	return out->bits != 0;
}

/* Behind the tags that players put in front (ID3v2, section 3.1). */
static uint64_t tags_end(const struct sound *s)
{
	unsigned char p[10];
	uint64_t at = 0;

	for (int i = 0; i < TAGS_MOST && bytes_at(s, at, p, 10) == 10 &&
	     memcmp(p, "ID3", 3) == 0; i++)
		at += 10 + ((uint64_t)(p[6] & 127) << 21 |
			    (uint64_t)(p[7] & 127) << 14 |
			    (uint64_t)(p[8] & 127) << 7 | (p[9] & 127)) +
		      (p[5] & 0x10 ? 10 : 0);
	return at;
}

/* How many frames there are, if the first one says so; 0. */
static uint64_t frames_said(const unsigned char *p, size_t n,
			    const struct frame *f)
{
	if (n >= f->side + 12 && (memcmp(p + f->side, "Xing", 4) == 0 ||
				  memcmp(p + f->side, "Info", 4) == 0))
		return p[f->side + 7] & 1 ? bytes_big(p + f->side + 8, 4) : 0;
	if (n >= 36 + 18 && memcmp(p + 36, "VBRI", 4) == 0)
		return bytes_big(p + 36 + 14, 4);
	return 0;
}

/* A frame counts when another one follows it, or the file ends there. */
static bool frame_sure(const unsigned char *p, size_t n, struct frame *f)
{
	struct frame next;

	if (!frame_read(p, f))
		return false;
	return f->bytes + 4 > n || frame_read(p + f->bytes, &next);
}

static double mp3_seconds(const struct sound *s, unsigned char *p)
{
	const uint64_t from = tags_end(s);
	const size_t n = bytes_at(s, from, p, PIECE);
	struct frame f;
	uint64_t frames;
	size_t i = 0;

	while (i + 4 <= n && !frame_sure(p + i, n - i, &f))
		i++;
	if (i + 4 > n)
		return 0;
	frames = frames_said(p + i, n - i, &f);
	if (frames)
		return (double)frames * f.samples / f.rate;
	return (double)(s->bytes - from - i) * 8 / f.bits;
}

/* ---- WAV ------------------------------------------------------------------ */

static double wav_seconds(const struct sound *s)
{
	unsigned char p[20];
	uint64_t rate = 0, size;

	for (uint64_t at = 12, i = 0;
	     i < 1000 && bytes_at(s, at, p, sizeof(p)) >= 8; i++) {
		size = bytes_little(p + 4, 4);
		if (memcmp(p, "fmt ", 4) == 0 && size >= 12)
			rate = bytes_little(p + 16, 4);
		if (memcmp(p, "data", 4) == 0) {
			if (!size || size > s->bytes - at - 8)
				size = s->bytes - at - 8;
			return ratio((double)size, (double)rate);
		}
		at += 8 + size + (size & 1);
	}
	return 0;
}

/* ---- Ogg (RFC 3533 section 6) --------------------------------------------- */

struct stream {
	uint64_t serial, rate, skip;
};

/* What the first packet of a stream says, if it is one of sound. */
static bool stream_read(const unsigned char *page, size_t n, size_t head,
			struct stream *out)
{
	const unsigned char *p = page + head;
	const size_t left = n - head;

	out->serial = bytes_little(page + 14, 4);
	out->skip = 0;
	if (left >= 12 && memcmp(p, "OpusHead", 8) == 0) {
		out->rate = 48000;
		out->skip = bytes_little(p + 10, 2);
		return true;
	}
	if (left >= 16 && memcmp(p, "\1vorbis", 7) == 0)
		out->rate = bytes_little(p + 12, 4);
	else if (left >= 40 && memcmp(p, "Speex   ", 8) == 0)
		out->rate = bytes_little(p + 36, 4);
	else
		return false;
	return true;
}

/* The pages at the beginning that begin a stream; sound's among them. */
static bool stream_find(const unsigned char *p, size_t n, struct stream *out)
{
	size_t at = 0, head, body;

	while (n - at >= 27 && memcmp(p + at, "OggS", 4) == 0 &&
	       (p[at + 5] & 2)) {
		head = 27 + p[at + 26];
		if (n - at < head)
			return false;
		body = 0;
		for (size_t i = 27; i < head; i++)
			body += p[at + i];
		if (stream_read(p + at, n - at, head, out))
			return out->rate > 0;
		if (n - at < head + body)
			return false;
		at += head + body;
	}
	return false;
}

/* A page has at most 65,307 bytes, so two pieces hold the start of the last. */
static double ogg_seconds(const struct sound *s, unsigned char *p)
{
	const size_t n = bytes_at(s, 0, p, PIECE);
	struct stream stream;
	uint64_t end = 0, at = s->bytes > 2 * PIECE ? s->bytes - 2 * PIECE : 0;
	size_t got;

	if (!stream_find(p, n, &stream))
		return 0;
	got = bytes_at(s, at, p, 2 * PIECE);
	for (size_t i = 0; i + 18 <= got; i++) {
		const uint64_t granule = bytes_little(p + i + 6, 8);

		if (memcmp(p + i, "OggS", 4) == 0 && granule != UINT64_MAX &&
		    bytes_little(p + i + 14, 4) == stream.serial)
			end = granule;
	}
	return end > stream.skip
		? (double)(end - stream.skip) / (double)stream.rate : 0;
}

/* ---- FLAC (RFC 9639 section 8.2) ------------------------------------------ */

static double flac_seconds(const struct sound *s)
{
	unsigned char p[26];
	uint64_t rate, samples;

	if (bytes_at(s, 0, p, sizeof(p)) < sizeof(p) || (p[4] & 127) != 0)
		return 0;
	rate = bytes_big(p + 18, 3) >> 4;
	samples = bytes_big(p + 21, 5) & UINT64_C(0xfffffffff);
	return ratio((double)samples, (double)rate);
}

/* ---- AAC in ADTS (ISO 13818-7 6.2) ---------------------------------------- */

static double aac_seconds(const struct sound *s)
{
	static const unsigned rates[] = { 96000, 88200, 64000, 48000, 44100,
		32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350 };
	unsigned char p[7];
	uint64_t at = tags_end(s), from = at, frames = 0, size;
	unsigned rate = 0;

	while (frames < FRAMES_SEEN && bytes_at(s, at, p, 7) == 7 &&
	       p[0] == 0xff && (p[1] & 0xf6) == 0xf0) {
		size = (bytes_big(p + 3, 3) >> 5) & 0x1fff;
		if (size < 7 || (p[2] >> 2 & 15) > 12)
			break;
		rate = rates[p[2] >> 2 & 15];
		at += size;
		frames++;
	}
	if (!frames || at <= from)
		return 0;
	return (double)frames * 1024 / rate * (double)(s->bytes - from) /
	       (double)(at - from);
}

double sound_seconds(int fd, const char *type)
{
	struct sound s = { .fd = fd };
	unsigned char *piece;
	double seconds = 0;
	struct stat st;

	if (fstat(fd, &st) || st.st_size <= 0)
		return 0;
	s.bytes = (uint64_t)st.st_size;
	if (!(piece = malloc(2 * PIECE)))
		abort();
	if (strcmp(type, "audio/mpeg") == 0)
		seconds = mp3_seconds(&s, piece);
	else if (strcmp(type, "audio/wav") == 0)
		seconds = wav_seconds(&s);
	else if (text_ends(type, "/ogg"))
		seconds = ogg_seconds(&s, piece);
	else if (strcmp(type, "audio/flac") == 0)
		seconds = flac_seconds(&s);
	else if (strcmp(type, "audio/aac") == 0)
		seconds = aac_seconds(&s);
	free(piece);
	return seconds > 0 && seconds < SECONDS_MOST ? seconds : 0;
}
