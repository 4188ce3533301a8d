#include "mp4.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"

#define BOXES_MOST 20000
#define DEPTH_MOST 6

struct walk {
	int fd;
	size_t boxes;
	bool moov, mdat_before;
	char handler[5];	/* of the track under way */
	struct mp4 *out;
};

struct box {
	char type[5];
	uint64_t from, end;	/* of what is in it */
};

static bool bytes_at(const struct walk *w, uint64_t from, unsigned char *to,
		     size_t n)
{
	return pread(w->fd, to, n, (off_t)from) == (ssize_t)n;
}

/* The box at `at`, no further than `end`; 14496-12 section 4.2. */
static bool box_at(struct walk *w, uint64_t at, uint64_t end, struct box *out)
{
	unsigned char head[16];
	uint64_t size;

	if (++w->boxes > BOXES_MOST || end - at < 8 ||
	    !bytes_at(w, at, head, 8))
		return false;
	size = bytes_big(head, 4);
	memcpy(out->type, head + 4, 4);
	out->type[4] = '\0';
	out->from = at + 8;
	if (size == 1) {
		if (end - at < 16 || !bytes_at(w, at, head, 16))
			return false;
		size = bytes_big(head + 8, 8);
		out->from = at + 16;
	}
	if (size == 0)
		size = end - at;
	out->end = at + size;
	return size >= out->from - at && size <= end - at;
}

static bool is(const struct box *b, const char *type)
{
	return memcmp(b->type, type, 4) == 0;
}

/* Version 1 has moments and durations of 64 bits. */
static void movie_header(const struct walk *w, const struct box *b)
{
	unsigned char p[32];
	uint64_t scale, length;

	if (b->end - b->from < sizeof(p) || !bytes_at(w, b->from, p, sizeof(p)))
		return;
	scale = bytes_big(p + (p[0] ? 20 : 12), 4);
	length = p[0] ? bytes_big(p + 24, 8) : bytes_big(p + 16, 4);
	if (scale && length != UINT32_MAX && length != UINT64_MAX)
		w->out->seconds = (double)length / (double)scale;
}

/* QuickTime has a second one in each track, for where its data are. */
static void handler(struct walk *w, const struct box *b)
{
	unsigned char p[12];

	if (b->end - b->from < sizeof(p) || !bytes_at(w, b->from, p, sizeof(p)) ||
	    memcmp(p + 4, "dhlr", 4) == 0)
		return;
	memcpy(w->handler, p + 8, 4);
	w->out->video |= memcmp(w->handler, "vide", 4) == 0;
	w->out->audio |= memcmp(w->handler, "soun", 4) == 0;
}

static void code_put(char *out, const unsigned char *p)
{
	for (size_t i = 0; i < 4; i++)
		out[i] = p[i] > ' ' && p[i] < 0x7f ? (char)p[i] : '?';
}

/*
 * Past the tag of a descriptor and its length, which has seven bits a byte;
 * ISO/IEC 14496-1 section 8.3.3. 0: it is another one, or is cut off.
 */
static size_t descriptor_head(const unsigned char *p, size_t n, size_t at,
			      unsigned char tag)
{
	if (at >= n || p[at] != tag)
		return 0;
	for (size_t i = at + 1; i < n && i <= at + 4; i++)
		if (!(p[i] & 0x80))
			return i + 1;
	return 0;
}

/* The objectTypeIndication of an esds (14496-1 section 7.2.6.6); 0: none. */
static unsigned object_type(const struct walk *w, const struct box *b)
{
	unsigned char p[320];	/* with a URL, the longest that there is */
	size_t n = b->end - b->from, at;
	unsigned char flags;

	n = n < sizeof(p) ? n : sizeof(p);
	if (!bytes_at(w, b->from, p, n) ||
	    !(at = descriptor_head(p, n, 4, 3)) || at + 3 > n)
		return 0;
	flags = p[at + 2];
	at += 3 + (flags & 0x80 ? 2 : 0);
	if (flags & 0x40 && at < n)
		at += 1 + p[at];
	at = descriptor_head(p, n, at + (flags & 0x20 ? 2 : 0), 4);
	return at && at < n ? p[at] : 0;
}

/* In an entry's boxes; QuickTime puts it into one named wave. */
static unsigned object_type_in(struct walk *w, uint64_t from, uint64_t end,
			       int depth)
{
	unsigned found = 0;
	struct box b;

	for (; !found && from < end && box_at(w, from, end, &b); from = b.end)
		if (is(&b, "esds"))
			found = object_type(w, &b);
		else if (is(&b, "wave") && depth < DEPTH_MOST)
			found = object_type_in(w, b.from, b.end, depth + 1);
	return found;
}

/* Versions 1 and 2 of QuickTime's sound entry are longer. */
static unsigned sound_type(struct walk *w, uint64_t at, uint64_t end)
{
	static const unsigned head[] = { 36, 52, 72 };
	unsigned char p[18];
	struct box entry;
	uint64_t version;

	if (!box_at(w, at, end, &entry) || !bytes_at(w, at, p, sizeof(p)) ||
	    (version = bytes_big(p + 16, 2)) > 2 ||
	    entry.end - at < head[version])
		return 0;
	return object_type_in(w, at + head[version], entry.end, 0);
}

/*
 * "mp4a" says no more than that the entry has an esds: AAC, of MPEG-4 or
 * MPEG-2, is one of what it may name, MP3 another. Without one it is left be.
 */
static void sound_code(struct walk *w, const struct box *b,
		       const unsigned char *p)
{
	char *const out = w->out->audio_codec;
	unsigned type;

	code_put(out, p);
	type = strcmp(out, "mp4a") ? 0 : sound_type(w, b->from + 8, b->end);
	if (type == 0x69 || type == 0x6b)
		strcpy(out, "mp3");
	else if (type && type != 0x40 && (type < 0x66 || type > 0x68))
		snprintf(out, sizeof(w->out->audio_codec), "mp4a.%02X",
			 type & 0xff);
}

/* The first way that the samples of this track are coded. */
static void sample_description(struct walk *w, const struct box *b)
{
	unsigned char p[44];

	if (b->end - b->from < 16 || !bytes_at(w, b->from, p, 16))
		return;
	if (memcmp(w->handler, "soun", 4) == 0 && !*w->out->audio_codec)
		sound_code(w, b, p + 12);
	if (memcmp(w->handler, "vide", 4) != 0)
		return;
	if (!*w->out->video_codec)
		code_put(w->out->video_codec, p + 12);
	if (b->end - b->from >= sizeof(p) &&
	    bytes_at(w, b->from, p, sizeof(p))) {
		w->out->width = (uint32_t)bytes_big(p + 40, 2);
		w->out->height = (uint32_t)bytes_big(p + 42, 2);
	}
}

static bool holds_boxes(const struct box *b)
{
	return is(b, "moov") || is(b, "trak") || is(b, "mdia") ||
	       is(b, "minf") || is(b, "stbl");
}

static void boxes_in(struct walk *w, uint64_t from, uint64_t end, int depth)
{
	struct box b;

	for (; from < end && box_at(w, from, end, &b); from = b.end) {
		if (is(&b, "mvhd"))
			movie_header(w, &b);
		else if (is(&b, "hdlr"))
			handler(w, &b);
		else if (is(&b, "stsd"))
			sample_description(w, &b);
		else if (holds_boxes(&b) && depth < DEPTH_MOST)
			boxes_in(w, b.from, b.end, depth + 1);
	}
}

bool mp4_read(int fd, struct mp4 *out)
{
	struct walk w = { .fd = fd, .out = out };
	uint64_t at = 0;
	struct stat st;
	struct box b;

	*out = (struct mp4){ .index_last = false };
	if (fstat(fd, &st))
		return false;
	out->bytes = (uint64_t)st.st_size;
	for (; at < out->bytes && box_at(&w, at, out->bytes, &b); at = b.end) {
		if (is(&b, "mdat") && !w.moov)
			w.mdat_before = true;
		if (!is(&b, "moov") || w.moov)
			continue;
		w.moov = true;
		out->index_last = w.mdat_before;
		boxes_in(&w, b.from, b.end, 0);
	}
	return w.moov;
}
