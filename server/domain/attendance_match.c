#include "domain/attendance_match.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/normal.h"
#include "domain/search.h"

#define WORDS 12	/* of a name; further ones are left out */
#define FORMS 4		/* in which one name may be meant */
#define ALONE_LEAST 4	/* letters of a word that may stand for a name */

const char *match_state_name(enum match_state state)
{
	static const char *const names[] = { "sure", "likely", "unknown" };

	return names[state];
}

/* ---- Words of a name -------------------------------------------------------- */

/* Before or behind a name, with or without a point, and no part of it. */
static const char *const titles[] = {
	"dr", "drs", "dra", "ir", "prof", "h", "hj", "kh", "ust", "ustadz",
	"bapak", "bpk", "pak", "ibu", "bu", "sdr", "sdri", "mr", "mrs", "ms",
	"drg", "drh", "apt", "ns", "akp", "akbp", "kompol", "letkol", "mayor",
	"hp", "iphone", "ipad", "android", "samsung", "oppo", "vivo", "redmi",
	"xiaomi", "realme", "infinix", "galaxy", "laptop", "pc", "tablet",
	"guest", "tamu", "host", "cohost", "external", "eksternal",
	"unverified", "penyelenggara", NULL
};

/* Their points left out. */
static const char *const degrees[] = {
	"amd", "amdkeb", "amdkep", "se", "sh", "si", "sik", "sikom", "sip",
	"skep", "skm", "skom", "spd", "spdi", "sp", "spt", "ssos", "ssi", "sst",
	"sstp", "st", "sthi", "stp", "sag", "sap", "sfarm", "sgz", "shut", "skh",
	"spi", "spsi", "ssn", "stranst", "strkes", "strkeb", "mag", "map", "mb",
	"mba", "mh", "mhum", "mikom", "mip", "mkes", "mkom", "mm", "mmsi", "mpd",
	"mpdi", "mph", "msc", "msi", "msn", "mt", "mti", "mtr", "mkm", "mp",
	"msm", "mak", "mks", "bsc", "ba", "bba", "phd", "spa", "spog", "sppd",
	"ak", "ca", "ciae", "cpns", "ners", "cgcae", "qia", "cfra", NULL
};

static bool listed(const char *word, const char *const *list)
{
	for (; *list; list++)
		if (strcmp(word, *list) == 0)
			return true;
	return false;
}

struct words {
	const char *at[WORDS];
	size_t n;
};

static bool ends_word(char c)
{
	return !c || strchr(" -_/|,;:()[]&+#*\"", c);
}

static bool has_digit(const char *s)
{
	return s[strcspn(s, "0123456789")] != '\0';
}

static void word_add(struct arena *mem, struct words *out, const char *s,
		     size_t n)
{
	const char *word = arena_copy(mem, s, n);

	if (n && out->n < WORDS && !has_digit(word))
		out->at[out->n++] = word;
}

static const char *without_points(struct arena *mem, const char *s, size_t n)
{
	char *out = arena_copy(mem, s, n);
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (s[i] != '.' && s[i] != '\'')
			out[k++] = s[i];
	out[k] = '\0';
	return out;
}

/*
 * One piece between blanks. "S.Kom" and what is behind a comma may be a degree;
 * "A.Rahman" is an initial and a name.
 */
static void piece_take(struct arena *mem, struct words *out, const char *s,
		       size_t n, bool behind_comma)
{
	const char *whole = without_points(mem, s, n);
	const bool pointed = memchr(s, '.', n) != NULL;
	size_t from = 0;

	if (listed(whole, titles) ||
	    ((pointed || behind_comma) && listed(whole, degrees)))
		return;
	for (size_t i = 0; i <= n; i++)
		if (i == n || s[i] == '.') {
			const char *word = without_points(mem, s + from,
							  i - from);

			word_add(mem, out, word, strlen(word));
			from = i + 1;
		}
}

static int word_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In order of the alphabet. */
static void words_read(struct arena *mem, const char *s, size_t size,
		       struct words *out)
{
	bool comma = false;
	size_t i = 0;

	out->n = 0;
	while (i < size) {
		size_t n = 0;

		while (i + n < size && !ends_word(s[i + n]))
			n++;
		if (n)
			piece_take(mem, out, s + i, n, comma);
		comma = comma || (i + n < size && s[i + n] == ',');
		i += n + 1;
	}
	qsort(out->at, out->n, sizeof(*out->at), word_order);
}

/* ---- Names ------------------------------------------------------------------- */

/* A name in each way in which it may be meant: whole, without what is in
   brackets, what is in brackets, what is behind a sign between words. */
struct name {
	struct words forms[FORMS];
	size_t n;
	uint64_t signs;		/* bits that two names share if words do */
};

static bool words_same(const struct words *a, const struct words *b)
{
	for (size_t i = 0; i < a->n && i < b->n; i++)
		if (strcmp(a->at[i], b->at[i]))
			return false;
	return a->n == b->n;
}

static void form_add(struct arena *mem, struct name *out, const char *s,
		     size_t size)
{
	struct words *words = &out->forms[out->n];

	if (out->n == FORMS)
		return;
	words_read(mem, s, size, words);
	if (!words->n)
		return;
	for (size_t i = 0; i < out->n; i++)
		if (words_same(&out->forms[i], words))
			return;
	out->n++;
}

static void signs_add(struct name *n)
{
	for (size_t f = 0; f < n->n; f++)
		for (size_t i = 0; i < n->forms[f].n; i++)
			n->signs |= UINT64_C(1) <<
				((unsigned char)n->forms[f].at[i][0] & 63);
}

static void name_read(struct arena *mem, const char *text, struct name *out)
{
	const char *s = normal_text(mem, text, true), *open, *close, *sign;

	*out = (struct name){ .n = 0 };
	if (!s)
		return;
	open = strchr(s, '(');
	close = open ? strchr(open, ')') : NULL;
	if (close) {
		form_add(mem, out, open + 1, (size_t)(close - open - 1));
		form_add(mem, out, s, (size_t)(open - s));
	} else {
		form_add(mem, out, s, strlen(s));
		if ((sign = strpbrk(s, "_/|")) || (sign = strstr(s, " - "))) {
			const char *last = sign;

			for (const char *p = sign; *p; p++)
				if (strchr("_/|-", *p))
					last = p;
			form_add(mem, out, last + 1, strlen(last + 1));
			form_add(mem, out, s, (size_t)(sign - s));
		}
	}
	signs_add(out);
}

/* ---- Comparing --------------------------------------------------------------- */

static bool initial_of(const char *a, const char *b)
{
	return a[0] == b[0] && (!a[1] || !b[1]);
}

/* How many words of the shorter one the longer has; slips and initials apart. */
struct shared {
	size_t same, near_by;
};

static struct shared words_shared(const struct words *small_,
				  const struct words *large)
{
	struct shared out = { 0, 0 };
	bool used[WORDS] = { false };
	bool done[WORDS] = { false };

	for (size_t i = 0; i < small_->n; i++)
		for (size_t k = 0; k < large->n && !done[i]; k++)
			if (!used[k] && !strcmp(small_->at[i], large->at[k])) {
				used[k] = done[i] = true;
				out.same++;
			}
	for (size_t i = 0; i < small_->n; i++)
		for (size_t k = 0; k < large->n && !done[i]; k++)
			if (!used[k] &&
			    (initial_of(small_->at[i], large->at[k]) ||
			     (strlen(small_->at[i]) >= ALONE_LEAST &&
			      search_near(small_->at[i], large->at[k])))) {
				used[k] = done[i] = true;
				out.near_by++;
			}
	return out;
}

/* 0 nothing; more is better; SURE_AT and above are the same name. */
#define SURE_AT 100

static int words_fit(const struct words *a, const struct words *b)
{
	const struct words *small_ = a->n <= b->n ? a : b;
	const struct words *large = a->n <= b->n ? b : a;
	const struct shared s = words_shared(small_, large);

	if (s.same + s.near_by < small_->n || !s.same)
		/* One word, with a slip. */
		return small_->n == 1 && large->n == 1 && s.near_by &&
		       strlen(small_->at[0]) >= ALONE_LEAST ? 1 : 0;
	if (s.same == large->n)
		return large->n > 1 ? SURE_AT : 20;
	if (small_->n == 1 && strlen(small_->at[0]) < ALONE_LEAST)
		return 0;
	if (s.near_by > 1)
		return 0;
	return (int)(2 * s.same + s.near_by);
}

static int names_fit(const struct name *a, const struct name *b)
{
	int best = 0;

	if (!(a->signs & b->signs))
		return 0;
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			const int fit = words_fit(&a->forms[i], &b->forms[k]);

			best = fit > best ? fit : best;
		}
	return best;
}

enum match_state names_match(struct arena *mem, const char *a, const char *b)
{
	struct name x, y;
	int fit;

	name_read(mem, a, &x);
	name_read(mem, b, &y);
	fit = names_fit(&x, &y);
	return fit >= SURE_AT ? MATCH_SURE : fit ? MATCH_LIKELY : MATCH_UNKNOWN;
}

/* ---- A file ------------------------------------------------------------------ */

struct address {
	const char *email;
	size_t seat;
};

struct matcher {
	const struct match_seat *seats;
	struct name *names;		/* of the seats */
	size_t n;
	struct address *addresses;	/* in their order */
	size_t naddresses;
};

static int address_order(const void *a, const void *b)
{
	const struct address *x = a, *y = b;

	return strcmp(x->email, y->email);
}

/* The seat with that address; `n` when there is none, or more than one. */
static size_t seat_with(const struct matcher *m, const char *email)
{
	size_t low = 0, high = m->naddresses;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;

		if (strcmp(m->addresses[mid].email, email) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == m->naddresses || strcmp(m->addresses[low].email, email) ||
	    (low + 1 < m->naddresses &&
	     !strcmp(m->addresses[low + 1].email, email)))
		return m->n;
	return m->addresses[low].seat;
}

/* The one seat that fits best; `n` when none does, or two do as well. */
static size_t seat_named(const struct matcher *m, const struct name *name,
			 int *fit)
{
	size_t best = m->n;
	bool alone = true;

	*fit = 0;
	for (size_t i = 0; i < m->n; i++) {
		const int this = names_fit(name, &m->names[i]);

		if (this > *fit) {
			*fit = this;
			best = i;
			alone = true;
		} else if (this && this == *fit) {
			alone = false;
		}
	}
	return alone ? best : m->n;
}

static void matcher_init(struct arena *mem, const struct match_seat *seats,
			 size_t n, struct matcher *m)
{
	*m = (struct matcher){ .seats = seats, .n = n };
	m->names = arena_array(mem, struct name, n + 1);
	m->addresses = arena_array(mem, struct address, n + 1);
	for (size_t i = 0; i < n; i++) {
		name_read(mem, seats[i].name, &m->names[i]);
		if (seats[i].email && *seats[i].email)
			m->addresses[m->naddresses++] =
				(struct address){ seats[i].email, i };
	}
	qsort(m->addresses, m->naddresses, sizeof(*m->addresses),
	      address_order);
}

/* A seat that more than one line is: by name alone nobody knows which. */
static void doubtful(struct match *out, const size_t *seat, const bool *by_name,
		     size_t n, const size_t *claims)
{
	for (size_t i = 0; i < n; i++)
		if (out[i].state == MATCH_SURE && by_name[i] &&
		    claims[seat[i]] > 1)
			out[i].state = MATCH_LIKELY;
}

void attendance_match(struct arena *mem, const struct attendance_person *people,
		      size_t n, const struct match_seat *seats, size_t nseats,
		      struct match *out)
{
	size_t *seat = arena_array(mem, size_t, n + 1);
	size_t *claims = arena_array(mem, size_t, nseats + 1);
	bool *by_name = arena_array(mem, bool, n + 1);
	struct matcher m;

	matcher_init(mem, seats, nseats, &m);
	for (size_t i = 0; i < n; i++) {
		struct name name;
		int fit = SURE_AT;

		seat[i] = *people[i].email ? seat_with(&m, people[i].email)
					   : nseats;
		if (seat[i] == nseats) {
			by_name[i] = true;
			name_read(mem, people[i].name, &name);
			seat[i] = seat_named(&m, &name, &fit);
		}
		out[i] = (struct match){ .state = MATCH_UNKNOWN };
		if (seat[i] == nseats)
			continue;
		out[i].person_id = seats[seat[i]].person_id;
		out[i].state = fit >= SURE_AT ? MATCH_SURE : MATCH_LIKELY;
		claims[seat[i]] += fit >= SURE_AT;
	}
	doubtful(out, seat, by_name, n, claims);
}
