#include "webm.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/bytes.h"

/* An hour that a browser recorded has some 300,000 blocks. */
#define ELEMENTS_MOST 500000
#define UNKNOWN UINT64_MAX
#define DAYS_MOST 30

enum {
	SEGMENT = 0x18538067, INFO = 0x1549a966, SCALE = 0x2ad7b1,
	DURATION = 0x4489, TRACKS = 0x1654ae6b, TRACK = 0xae, TYPE = 0x83,
	VIDEO = 0xe0, WIDTH = 0xb0, HEIGHT = 0xba, CLUSTER = 0x1f43b675,
	TIME = 0xe7, BLOCK = 0xa3, GROUP = 0xa0, GROUP_BLOCK = 0xa1
};

struct walk {
	int fd;
	size_t elements;
	uint64_t scale;			/* ns in a tick */
	double ticks;			/* of Info; 0: it does not say */
	uint64_t time, last;		/* of the cluster, of the last block */
	bool tracks;
	struct webm *out;
};

struct element {
	uint64_t id, from, end;		/* of what is in it */
	bool open;			/* its size is not known: to its parent's end */
};

/* How many bytes a number has whose first byte this is; 9: none has. */
static size_t length_of(unsigned char first)
{
	size_t n = 1;

	while (n < 9 && !(first & 0x80)) {
		first = (unsigned char)(first << 1);
		n++;
	}
	return n;
}

/* RFC 8794 section 6.2: all ones are a size that is not known. */
static uint64_t size_of(const unsigned char *p, size_t n)
{
	const uint64_t mask = (UINT64_C(1) << 7 * n) - 1;
	const uint64_t v = bytes_big(p, n) & mask;

	return v == mask ? UNKNOWN : v;
}

static bool element_at(struct walk *w, uint64_t at, uint64_t end,
		       struct element *out)
{
	unsigned char head[12];
	const size_t most = end - at < sizeof(head) ? end - at : sizeof(head);
	const ssize_t got = pread(w->fd, head, most, (off_t)at);
	size_t n, m;
	uint64_t size;

	if (++w->elements > ELEMENTS_MOST || got < 2 ||
	    (n = length_of(head[0])) > 4 || (size_t)got < n + 1 ||
	    (m = length_of(head[n])) > 8 || (size_t)got < n + m)
		return false;
	out->id = bytes_big(head, n);
	out->from = at + n + m;
	size = size_of(head + n, m);
	out->open = size == UNKNOWN;
	out->end = out->open ? end : out->from + size;
	return out->open || size <= end - out->from;
}

static bool content(const struct walk *w, const struct element *e, size_t most,
		    unsigned char *to, size_t *n)
{
	*n = e->end - e->from < most ? e->end - e->from : most;
	return *n && pread(w->fd, to, *n, (off_t)e->from) == (ssize_t)*n;
}

static uint64_t whole(const struct walk *w, const struct element *e)
{
	unsigned char p[8];
	size_t n;

	return e->end - e->from <= sizeof(p) && content(w, e, sizeof(p), p, &n)
		? bytes_big(p, n) : 0;
}

static double real(const struct walk *w, const struct element *e)
{
	const uint64_t bits = whole(w, e);
	const uint32_t half = (uint32_t)bits;
	double d = 0;
	float f = 0;

	if (e->end - e->from == 4) {
		memcpy(&f, &half, sizeof(f));
		return (double)f;
	}
	if (e->end - e->from == 8)
		memcpy(&d, &bits, sizeof(d));
	return d;
}

static void info(struct walk *w, const struct element *in)
{
	struct element e;

	for (uint64_t at = in->from;
	     at < in->end && element_at(w, at, in->end, &e); at = e.end) {
		if (e.id == SCALE)
			w->scale = whole(w, &e);
		else if (e.id == DURATION)
			w->ticks = real(w, &e);
	}
}

static void pictures(struct walk *w, const struct element *in)
{
	struct element e;

	for (uint64_t at = in->from;
	     at < in->end && element_at(w, at, in->end, &e); at = e.end) {
		const uint64_t v = whole(w, &e);

		if (e.id == WIDTH && v <= UINT16_MAX)
			w->out->width = (uint32_t)v;
		else if (e.id == HEIGHT && v <= UINT16_MAX)
			w->out->height = (uint32_t)v;
	}
}

static void track(struct walk *w, const struct element *in)
{
	struct element e;

	for (uint64_t at = in->from;
	     at < in->end && element_at(w, at, in->end, &e); at = e.end) {
		if (e.id == TYPE) {
			w->out->video |= whole(w, &e) == 1;
			w->out->audio |= whole(w, &e) == 2;
		} else if (e.id == VIDEO) {
			pictures(w, &e);
		}
	}
}

static void tracks(struct walk *w, const struct element *in)
{
	struct element e;

	w->tracks = true;
	for (uint64_t at = in->from;
	     at < in->end && element_at(w, at, in->end, &e); at = e.end)
		if (e.id == TRACK)
			track(w, &e);
}

/* A block begins with its track and its time beside the cluster's. */
static void block(struct walk *w, const struct element *e)
{
	unsigned char p[11];
	size_t n, track_bytes;
	int64_t time;

	if (!content(w, e, sizeof(p), p, &n) ||
	    (track_bytes = length_of(p[0])) > 8 || n < track_bytes + 2)
		return;
	time = (int16_t)bytes_big(p + track_bytes, 2);
	if (time < 0 && (uint64_t)-time > w->time)
		return;
	if (w->time + (uint64_t)time > w->last)
		w->last = w->time + (uint64_t)time;
}

/*
 * What was recorded live has clusters whose size is not known. So what is in a
 * cluster is looked at as if it lay beside it; their ids differ.
 */
static void segment(struct walk *w, const struct element *in)
{
	struct element e;
	uint64_t at = in->from;

	while (at < in->end && element_at(w, at, in->end, &e)) {
		if (w->ticks > 0 && w->tracks)
			return;
		if (e.id == INFO)
			info(w, &e);
		else if (e.id == TRACKS)
			tracks(w, &e);
		else if (e.id == TIME)
			w->time = whole(w, &e);
		else if (e.id == BLOCK || e.id == GROUP_BLOCK)
			block(w, &e);
		at = e.id == CLUSTER || e.id == GROUP ? e.from : e.end;
	}
}

bool webm_read(int fd, struct webm *out)
{
	struct walk w = { .fd = fd, .scale = 1000000, .out = out };
	bool found = false;
	struct element e;
	struct stat st;
	double ticks;

	*out = (struct webm){ .video = false };
	if (fstat(fd, &st))
		return false;
	out->bytes = (uint64_t)st.st_size;
	for (uint64_t at = 0; !found && at < out->bytes &&
	     element_at(&w, at, out->bytes, &e); at = e.end)
		if ((found = e.id == SEGMENT))
			segment(&w, &e);
	ticks = w.ticks > 0 ? w.ticks : (double)w.last;
	ticks *= (double)w.scale / 1e9;
	if (ticks > 0 && ticks < DAYS_MOST * 86400.0)
		out->seconds = ticks;
	return found;
}
