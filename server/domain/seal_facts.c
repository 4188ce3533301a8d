#include "domain/seal_facts.h"

#include <string.h>

#include "base/bytes.h"
#include "base/text.h"

#define LAYOUT 1
#define FLAG_CLAIMED 1
#define FLAG_NIP 2
#define HEAD 28
#define ELLIPSIS "\xE2\x80\xA6"

struct writer {
	unsigned char *at;
};

static void put(struct writer *w, int64_t v, size_t size)
{
	const int64_t most = (INT64_C(1) << (8 * size)) - 1;

	v = v < 0 ? 0 : v > most ? most : v;
	for (size_t i = size; i--; )
		*w->at++ = (unsigned char)(v >> (8 * i));
}

/* How much of it fits, not cutting a letter in two. */
static size_t cut(const char *text, size_t most)
{
	size_t n = most;

	while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return n;
}

static void put_text(struct writer *w, const char *text, size_t most)
{
	const size_t size = strlen(text), mark = strlen(ELLIPSIS);
	const size_t n = size > most ? cut(text, most - mark) : size;

	put(w, (int64_t)(size > most ? n + mark : n), 1);
	memcpy(w->at, text, n);
	w->at += n;
	if (size <= most)
		return;
	memcpy(w->at, ELLIPSIS, mark);
	w->at += mark;
}

static int four(const char *digits)
{
	int v = 0;

	for (int i = 0; i < 4; i++)
		v = 10 * v + (digits[i] - '0');
	return v;
}

void seal_facts_nip(struct seal_facts *f, const char *nip)
{
	const bool is = nip && strlen(nip) == 18 &&
			strspn(nip, "0123456789") == 18;

	f->nip_first = is ? four(nip) : -1;
	f->nip_last = is ? four(nip + 14) : -1;
}

size_t seal_facts_write(const struct seal_facts *f,
			unsigned char out[static SEAL_FACTS_MOST])
{
	const bool nip = f->nip_first >= 0 && f->nip_last >= 0;
	struct writer w = { out };

	put(&w, LAYOUT, 1);
	put(&w, f->kind, 1);
	put(&w, (f->claimed ? FLAG_CLAIMED : 0) | (nip ? FLAG_NIP : 0), 1);
	memcpy(w.at, f->key, SEAL_KEY_ID_SIZE);
	w.at += SEAL_KEY_ID_SIZE;
	put(&w, f->issued_at / 1000, 4);
	put(&w, f->jp, 3);
	put(&w, f->first_day, 2);
	put(&w, f->last_day, 2);
	put(&w, f->version, 2);
	put(&w, nip ? f->nip_first % 10000 : 0, 2);
	put(&w, nip ? f->nip_last % 10000 : 0, 2);
	put_text(&w, f->number, SEAL_NUMBER_MOST);
	put_text(&w, f->name, SEAL_NAME_MOST);
	put_text(&w, f->title, SEAL_TITLE_MOST);
	put_text(&w, f->agency, SEAL_AGENCY_MOST);
	return (size_t)(w.at - out);
}

struct reader {
	struct arena *mem;
	const unsigned char *at, *end;
	bool good;
};

static int64_t take(struct reader *r, size_t size)
{
	const unsigned char *from = r->at;

	if (!r->good || (size_t)(r->end - r->at) < size) {
		r->good = false;
		return 0;
	}
	r->at += size;
	return (int64_t)bytes_big(from, size);
}

static const char *take_text(struct reader *r, size_t most)
{
	const size_t size = (size_t)take(r, 1);
	const char *from = (const char *)r->at;

	if (!r->good || size > most || (size_t)(r->end - r->at) < size ||
	    !text_utf8(from, size)) {
		r->good = false;
		return "";
	}
	r->at += size;
	return arena_copy(r->mem, from, size);
}

static void take_nip(struct reader *r, bool is, struct seal_facts *out)
{
	const int first = (int)take(r, 2), last = (int)take(r, 2);

	if (first > 9999 || last > 9999 || (!is && (first || last)))
		r->good = false;
	out->nip_first = is ? first : -1;
	out->nip_last = is ? last : -1;
}

bool seal_facts_read(struct arena *mem, const unsigned char *bytes, size_t size,
		     struct seal_facts *out)
{
	struct reader r = { mem, bytes, bytes + size, size >= HEAD };
	int64_t flags;

	*out = (struct seal_facts){ 0 };
	if (take(&r, 1) != LAYOUT)
		return false;
	out->kind = (enum seal_kind)take(&r, 1);
	flags = take(&r, 1);
	out->claimed = flags & FLAG_CLAIMED;
	if (r.good)
		memcpy(out->key, r.at, SEAL_KEY_ID_SIZE);
	take(&r, SEAL_KEY_ID_SIZE);
	out->issued_at = take(&r, 4) * 1000;
	out->jp = take(&r, 3);
	out->first_day = take(&r, 2);
	out->last_day = take(&r, 2);
	out->version = take(&r, 2);
	take_nip(&r, flags & FLAG_NIP, out);
	out->number = take_text(&r, SEAL_NUMBER_MOST);
	out->name = take_text(&r, SEAL_NAME_MOST);
	out->title = take_text(&r, SEAL_TITLE_MOST);
	out->agency = take_text(&r, SEAL_AGENCY_MOST);
	return r.good && r.at == r.end && flags < 4 &&
	       out->kind >= SEAL_ATTENDANCE && out->kind <= SEAL_PASS;
}
