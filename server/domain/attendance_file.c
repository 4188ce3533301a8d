#include "domain/attendance_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/day.h"
#include "domain/moment.h"

#define SECONDS_MOST ((int64_t)ATTENDANCE_MINUTES_MOST * 60)
#define HEADER_SIZE 48		/* a longer cell names no column of ours */
#define TABLE 16384		/* slots, more than two for each person */
#define NOBODY_YET ((size_t)-1)

const char *attendance_format_name(enum attendance_format format)
{
	static const char *const names[] = { "zoom", "meet", "teams" };

	return names[format];
}

/* ---- Bytes to text ---------------------------------------------------------- */

static void put_rune(struct text *out, uint32_t c)
{
	char b[4];
	size_t n = 0;

	if (c < 0x80) {
		b[n++] = (char)c;
	} else if (c < 0x800) {
		b[n++] = (char)(0xc0 | c >> 6);
		b[n++] = (char)(0x80 | (c & 0x3f));
	} else if (c < 0x10000) {
		b[n++] = (char)(0xe0 | c >> 12);
		b[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n++] = (char)(0x80 | (c & 0x3f));
	} else {
		b[n++] = (char)(0xf0 | c >> 18);
		b[n++] = (char)(0x80 | (c >> 12 & 0x3f));
		b[n++] = (char)(0x80 | (c >> 6 & 0x3f));
		b[n++] = (char)(0x80 | (c & 0x3f));
	}
	text_put(out, b, n);
}

static uint32_t unit16(const unsigned char *p, bool big)
{
	return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

static char *from_utf16(struct arena *mem, const unsigned char *p, size_t size,
			bool big)
{
	struct text out = { .mem = mem };

	for (size_t i = 0; i + 1 < size; i += 2) {
		uint32_t c = unit16(p + i, big), d;

		if (c >= 0xd800 && c < 0xdc00 && i + 3 < size &&
		    (d = unit16(p + i + 2, big)) >= 0xdc00 && d < 0xe000) {
			c = 0x10000 + ((c - 0xd800) << 10) + (d - 0xdc00);
			i += 2;
		}
		if (!c || (c >= 0xd800 && c < 0xe000))
			c = 0xfffd;
		put_rune(&out, c);
	}
	text_puts(&out, "");
	return out.bytes;
}

/* Neither UTF-8 nor UTF-16: old Windows, whose letters here are Latin 1. */
static char *from_latin(struct arena *mem, const unsigned char *p, size_t size)
{
	struct text out = { .mem = mem };

	for (size_t i = 0; i < size; i++)
		put_rune(&out, p[i]);
	text_puts(&out, "");
	return out.bytes;
}

/* NULL when it is no text. */
static char *decoded(struct arena *mem, const char *bytes, size_t size)
{
	const unsigned char *p = (const unsigned char *)bytes;

	if (size >= 2 && p[0] == 0xff && p[1] == 0xfe)
		return from_utf16(mem, p + 2, size - 2, false);
	if (size >= 2 && p[0] == 0xfe && p[1] == 0xff)
		return from_utf16(mem, p + 2, size - 2, true);
	/* Without a mark: no text of ours begins with a NUL in Latin letters. */
	if (size >= 4 && p[0] && !p[1] && p[2] && !p[3])
		return from_utf16(mem, p, size, false);
	if (size >= 3 && !memcmp(p, "\xef\xbb\xbf", 3)) {
		p += 3;
		size -= 3;
	}
	if (memchr(p, 0, size))
		return NULL;
	return text_utf8((const char *)p, size)
		       ? arena_copy(mem, p, size) : from_latin(mem, p, size);
}

/* ---- Lines of cells --------------------------------------------------------- */

struct lines {
	char *at;		/* what is left; cut up in place */
	char separator;
	size_t count;
	char *cells[ATTENDANCE_COLUMNS];
	size_t n;
};

/* A cell in quotes, "" for one of them, to its end; `*s` goes behind it. */
static char *quoted(char **s)
{
	char *out = *s, *to = *s, *p = *s + 1;

	while (*p && !(*p == '"' && p[1] != '"')) {
		p += *p == '"';
		*to++ = *p++;
	}
	p += *p == '"';
	*s = p;
	/* `p` is behind `to`: there is room for the end. */
	if (to < p)
		*to = '\0';
	return out;
}

/* The next line; false at the end. Cells beyond the last column are left out. */
static bool line_next(struct lines *l)
{
	char *s = l->at;

	l->n = 0;
	if (!*s)
		return false;
	for (;;) {
		char *cell = s;

		if (*s == '"')
			cell = quoted(&s);
		while (*s && *s != l->separator && *s != '\n')
			s++;
		if (l->n < ATTENDANCE_COLUMNS)
			l->cells[l->n++] = cell;
		if (*s == l->separator && *s) {
			*s++ = '\0';
			continue;
		}
		if (*s)
			*s++ = '\0';
		break;
	}
	l->at = s;
	l->count++;
	return true;
}

/* Without blanks around, NBSP and CR among them; changed in place. */
static char *trimmed(char *s)
{
	size_t n;

	for (;;) {
		if (*s && strchr(" \t\r\v\f", *s))
			s++;
		else if (!strncmp(s, "\xc2\xa0", 2))
			s += 2;
		else
			break;
	}
	for (n = strlen(s); n; n--) {
		if (n > 1 && !memcmp(s + n - 2, "\xc2\xa0", 2))
			n--;
		else if (!strchr(" \t\r\v\f", s[n - 1]))
			break;
	}
	s[n] = '\0';
	return s;
}

static bool line_empty(const struct lines *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (*l->cells[i])
			return false;
	return true;
}

static bool line_read(struct lines *l)
{
	if (!line_next(l))
		return false;
	for (size_t i = 0; i < l->n; i++)
		l->cells[i] = trimmed(l->cells[i]);
	return true;
}

/* ---- Columns ---------------------------------------------------------------- */

enum column {
	COLUMN_NONE, COLUMN_NAME, COLUMN_FIRST, COLUMN_LAST, COLUMN_EMAIL,
	COLUMN_UPN, COLUMN_JOIN, COLUMN_LEAVE, COLUMN_TIME, COLUMN_SECONDS,
	COLUMN_ACTION, COLUMN_AT, COLUMN_ATTENDED, COLUMN_KINDS
};

enum hint { HINT_NONE, HINT_ZOOM = 1, HINT_TEAMS = 2, HINT_MEET = 4 };

static const struct {
	const char *name;
	enum column column;
	enum hint hint;
} columns[] = {
	{ "name (original name)", COLUMN_NAME, HINT_ZOOM },
	{ "nama (nama asli)", COLUMN_NAME, HINT_ZOOM },
	{ "user name (original name)", COLUMN_NAME, HINT_ZOOM },
	{ "nama pengguna (nama asli)", COLUMN_NAME, HINT_ZOOM },
	{ "name", COLUMN_NAME, HINT_NONE },
	{ "nama", COLUMN_NAME, HINT_NONE },
	{ "participant", COLUMN_NAME, HINT_NONE },
	{ "peserta", COLUMN_NAME, HINT_NONE },
	{ "participant name", COLUMN_NAME, HINT_NONE },
	{ "nama peserta", COLUMN_NAME, HINT_NONE },
	{ "full name", COLUMN_NAME, HINT_TEAMS },
	{ "nama lengkap", COLUMN_NAME, HINT_TEAMS },
	{ "first name", COLUMN_FIRST, HINT_NONE },
	{ "nama depan", COLUMN_FIRST, HINT_NONE },
	{ "last name", COLUMN_LAST, HINT_NONE },
	{ "nama belakang", COLUMN_LAST, HINT_NONE },
	{ "user email", COLUMN_EMAIL, HINT_ZOOM },
	{ "email pengguna", COLUMN_EMAIL, HINT_ZOOM },
	{ "email", COLUMN_EMAIL, HINT_NONE },
	{ "e-mail", COLUMN_EMAIL, HINT_NONE },
	{ "surel", COLUMN_EMAIL, HINT_NONE },
	{ "email address", COLUMN_EMAIL, HINT_NONE },
	{ "alamat email", COLUMN_EMAIL, HINT_NONE },
	{ "participant id (upn)", COLUMN_UPN, HINT_TEAMS },
	{ "id peserta (upn)", COLUMN_UPN, HINT_TEAMS },
	{ "join time", COLUMN_JOIN, HINT_NONE },
	{ "waktu bergabung", COLUMN_JOIN, HINT_NONE },
	{ "time joined", COLUMN_JOIN, HINT_MEET },
	{ "waktu masuk", COLUMN_JOIN, HINT_NONE },
	{ "first join", COLUMN_JOIN, HINT_TEAMS },
	{ "first join time", COLUMN_JOIN, HINT_TEAMS },
	{ "first join (utc)", COLUMN_JOIN, HINT_TEAMS },
	{ "bergabung pertama", COLUMN_JOIN, HINT_TEAMS },
	{ "pertama bergabung", COLUMN_JOIN, HINT_TEAMS },
	{ "leave time", COLUMN_LEAVE, HINT_NONE },
	{ "waktu keluar", COLUMN_LEAVE, HINT_NONE },
	{ "time exited", COLUMN_LEAVE, HINT_MEET },
	{ "last leave", COLUMN_LEAVE, HINT_TEAMS },
	{ "last leave time", COLUMN_LEAVE, HINT_TEAMS },
	{ "last leave (utc)", COLUMN_LEAVE, HINT_TEAMS },
	{ "keluar terakhir", COLUMN_LEAVE, HINT_TEAMS },
	{ "terakhir keluar", COLUMN_LEAVE, HINT_TEAMS },
	{ "duration (minutes)", COLUMN_TIME, HINT_ZOOM },
	{ "total duration (minutes)", COLUMN_TIME, HINT_ZOOM },
	{ "durasi (menit)", COLUMN_TIME, HINT_ZOOM },
	{ "total durasi (menit)", COLUMN_TIME, HINT_ZOOM },
	{ "durasi total (menit)", COLUMN_TIME, HINT_ZOOM },
	{ "time in session (minutes)", COLUMN_TIME, HINT_ZOOM },
	{ "waktu di sesi (menit)", COLUMN_TIME, HINT_ZOOM },
	{ "duration", COLUMN_TIME, HINT_NONE },
	{ "durasi", COLUMN_TIME, HINT_NONE },
	{ "in-meeting duration", COLUMN_TIME, HINT_TEAMS },
	{ "durasi dalam rapat", COLUMN_TIME, HINT_TEAMS },
	{ "meeting duration", COLUMN_TIME, HINT_TEAMS },
	{ "duration (seconds)", COLUMN_SECONDS, HINT_NONE },
	{ "durasi (detik)", COLUMN_SECONDS, HINT_NONE },
	{ "user action", COLUMN_ACTION, HINT_TEAMS },
	{ "tindakan pengguna", COLUMN_ACTION, HINT_TEAMS },
	{ "timestamp", COLUMN_AT, HINT_TEAMS },
	{ "stempel waktu", COLUMN_AT, HINT_TEAMS },
	{ "attended", COLUMN_ATTENDED, HINT_ZOOM },
	{ "hadir", COLUMN_ATTENDED, HINT_ZOOM },
	{ "recording consent", COLUMN_NONE, HINT_ZOOM },
	{ "guest", COLUMN_NONE, HINT_ZOOM },
	{ "tamu", COLUMN_NONE, HINT_ZOOM },
};

/* Where the columns of a header stand: 1 is the first cell, 0 nowhere. */
struct header {
	size_t at[COLUMN_KINDS];
	unsigned hints;
};

/* In small letters; false when it is too long to be a column's name. */
static bool column_form(const char *cell, char out[static HEADER_SIZE])
{
	size_t n = 0;

	for (; *cell; cell++) {
		if (n == HEADER_SIZE - 1)
			return false;
		out[n++] = *cell >= 'A' && *cell <= 'Z'
				   ? (char)(*cell - 'A' + 'a') : *cell;
	}
	out[n] = '\0';
	return true;
}

static void column_take(struct header *h, size_t place, const char *cell)
{
	char form[HEADER_SIZE];

	if (!column_form(cell, form))
		return;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (!strcmp(columns[i].name, form)) {
			h->hints |= columns[i].hint;
			if (!h->at[columns[i].column])
				h->at[columns[i].column] = place;
		}
}

/* A line that names people, and what tells how long they were there. */
static bool header_read(const struct lines *l, struct header *out)
{
	*out = (struct header){ .hints = 0 };
	for (size_t i = 0; i < l->n; i++)
		column_take(out, i + 1, l->cells[i]);
	out->at[COLUMN_NONE] = 0;
	return (out->at[COLUMN_NAME] || out->at[COLUMN_FIRST]) &&
	       (out->at[COLUMN_TIME] || out->at[COLUMN_SECONDS] ||
		out->at[COLUMN_JOIN] ||
		(out->at[COLUMN_ACTION] && out->at[COLUMN_AT]));
}

static const char *cell_of(const struct lines *l, const struct header *h,
			   enum column column)
{
	const size_t place = h->at[column];

	return place && place <= l->n ? l->cells[place - 1] : "";
}

/* "2. Participants": the number of a section; 0 for any other line. */
static int section_of(const struct lines *l)
{
	const char *s = l->n ? l->cells[0] : "";

	for (size_t i = 1; i < l->n; i++)
		if (*l->cells[i])
			return 0;
	return *s >= '1' && *s <= '9' && s[1] == '.' && s[2] ? *s - '0' : 0;
}

/* ---- Times ------------------------------------------------------------------ */

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* With a decimal comma or point; at most nine digits count. */
static double number_at(const char **s)
{
	double value = 0, part = 1;
	int n = 0;

	for (; digit(**s); (*s)++)
		if (n++ < 9)
			value = value * 10 + (**s - '0');
	if ((**s == '.' || **s == ',') && digit((*s)[1])) {
		for ((*s)++; digit(**s); (*s)++)
			value += (part /= 10) * (**s - '0');
	}
	return value;
}

static int64_t clock_duration(const char *s)
{
	int64_t part[3] = { 0 };
	int n = 0;

	while (digit(*s) && n < 3) {
		part[n++] = (int64_t)number_at(&s);
		if (*s != ':')
			break;
		s++;
	}
	if (*s || n < 2)
		return -1;
	return n == 3 ? part[0] * 3600 + part[1] * 60 + part[2]
		      : part[0] * 60 + part[1];
}

int64_t attendance_duration(const char *s, int64_t unit)
{
	double seconds = 0;
	bool any = false;

	if (strchr(s, ':')) {
		const int64_t value = clock_duration(s);

		return value > SECONDS_MOST ? SECONDS_MOST : value;
	}
	while (*s) {
		double value;

		if (*s == ' ' || *s == ',') {
			s++;
			continue;
		}
		if (!digit(*s))
			return -1;
		value = number_at(&s);
		while (*s == ' ')
			s++;
		switch (small(*s)) {
		case 'h': case 'j': value *= 3600; break;
		case 'm': value *= 60; break;
		case 's': case 'd': break;
		default: value *= (double)unit;
		}
		while (letter(*s) || *s == '.')
			s++;
		seconds += value;
		any = true;
	}
	if (!any)
		return -1;
	return seconds > (double)SECONDS_MOST ? SECONDS_MOST
					      : (int64_t)(seconds + 0.5);
}

/* Days since 1970 of a Gregorian day; the month is 1 to 12. */
static int64_t day_number(int64_t y, int64_t m, int64_t d)
{
	const int64_t year = m <= 2 ? y - 1 : y;
	const int64_t era = year / 400, of_era = year - era * 400;
	const int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

static bool day_good(int64_t y, int64_t m, int64_t d)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	return y >= 1970 && y < 2200 && m >= 1 && m <= 12 && d >= 1 &&
	       d <= days[m - 1];
}

struct numbers {
	int64_t value[7];
	size_t n;
	char separator;		/* behind the first one */
	int month;		/* that a word names; 0 without */
	int half;		/* 1 am, 2 pm, 0 unsaid */
};

static int month_of(const char *s, size_t n)
{
	static const char *const months[] = {
		"jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep",
		"okt", "nov", "des", "may", "aug", "oct", "dec", "peb", "agt", "nop"
	};
	static const int which[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
				     5, 8, 10, 12, 2, 8, 11 };

	for (size_t i = 0; n >= 3 && i < 19; i++)
		if (small(s[0]) == months[i][0] && small(s[1]) == months[i][1] &&
		    small(s[2]) == months[i][2])
			return which[i];
	return 0;
}

static void word_take(struct numbers *out, const char *s, size_t n)
{
	const char second = n > 1 ? small(s[1]) : '\0';

	if (out->n > 1 && n <= 2 && (second == 'm' || !second) &&
	    (small(*s) == 'a' || small(*s) == 'p'))
		out->half = small(*s) == 'a' ? 1 : 2;
	else if (!out->month)
		out->month = month_of(s, n);
}

static void numbers_read(const char *s, struct numbers *out)
{
	*out = (struct numbers){ .n = 0 };
	while (*s && out->n < 7) {
		size_t n = 0;

		if (digit(*s)) {
			int64_t value = 0;

			for (; digit(s[n]); n++)
				if (n < 9)
					value = value * 10 + (s[n] - '0');
			out->value[out->n++] = value;
			if (out->n == 1)
				out->separator = s[n];
		} else if (letter(*s)) {
			while (letter(s[n]))
				n++;
			word_take(out, s, n);
		}
		s += n ? n : 1;
	}
	/* "9:05:00 a.m." has seven numbers before it at most. */
	for (; *s; s++)
		if (letter(*s)) {
			word_take(out, s, letter(s[1]) ? 2 : 1);
			break;
		}
}

static bool time_of(const struct numbers *n, size_t from, int64_t *ms)
{
	int64_t hour = 0, minute = 0, second = 0;

	if (n->n > from)
		hour = n->value[from];
	if (n->n > from + 1)
		minute = n->value[from + 1];
	if (n->n > from + 2)
		second = n->value[from + 2];
	if (n->half && (hour < 1 || hour > 12))
		return false;
	if (n->half)
		hour = hour % 12 + (n->half == 2 ? 12 : 0);
	*ms = ((hour * 60 + minute) * 60 + second) * 1000;
	return hour < 24 && minute < 60 && second < 61;
}

static int64_t away(int64_t a, int64_t b)
{
	return a > b ? a - b : b - a;
}

/* The better of what was found so far and that day; 0 is nothing yet. */
static int64_t nearer(int64_t so_far, int64_t y, int64_t m, int64_t d,
		      int64_t time, const struct attendance_clock *clock)
{
	int64_t at;

	if (y < 100)
		y += 2000;
	if (!day_good(y, m, d))
		return so_far;
	at = day_number(y, m, d) * DAY_MS + time -
	     (int64_t)clock->minutes_east * 60000;
	return !so_far || away(at, clock->starts_at) <
				  away(so_far, clock->starts_at) ? at : so_far;
}

/* On the event's day, or the one beside it. */
static int64_t time_alone(int64_t time, const struct attendance_clock *clock)
{
	const int64_t east = (int64_t)clock->minutes_east * 60000;
	const int64_t day = (clock->starts_at + east) / DAY_MS * DAY_MS;
	int64_t at = day + time - east;

	if (at - clock->starts_at > DAY_MS / 2)
		at -= DAY_MS;
	if (clock->starts_at - at > DAY_MS / 2)
		at += DAY_MS;
	return at > 0 ? at : 0;
}

static bool iso(const char *s)
{
	return strlen(s) > 18 && s[4] == '-' && s[10] == 'T' &&
	       (s[strlen(s) - 1] == 'Z' || s[19] == '+' || s[19] == '-');
}

int64_t attendance_moment(const char *s, const struct attendance_clock *clock)
{
	struct numbers n;
	int64_t time, at = 0;

	if (iso(s) && moment_read(s, &at))
		return at > 0 ? at : 0;
	numbers_read(s, &n);
	if (n.month && n.n >= 2) {
		if (time_of(&n, 2, &time))
			at = nearer(0, n.value[1], n.month, n.value[0], time,
				    clock);
	} else if (n.n >= 3 && n.separator != ':' &&
		   (n.n > 3 || n.separator != '.')) {
		const int64_t a = n.value[0], b = n.value[1], c = n.value[2];

		if (!time_of(&n, 3, &time))
			return 0;
		if (a >= 1000)
			return nearer(0, a, b, c, time, clock);
		at = nearer(0, c, b, a, time, clock);
		if (n.separator != '.')
			at = nearer(at, c, a, b, time, clock);
	} else if (n.n >= 2 && time_of(&n, 0, &time)) {
		at = time_alone(time, clock);
	}
	return at > 0 ? at : 0;
}

/* ---- People ----------------------------------------------------------------- */

struct stay {
	size_t person;
	int64_t from, until;	/* 0: not known */
	int64_t seconds;
	bool exact;		/* they were there all of that time */
};

struct reader {
	struct arena *mem;
	const struct attendance_clock *clock;
	struct attendance_person *people;
	const char **folded;	/* names, as they are compared */
	size_t npeople;
	struct stay *stays;
	size_t nstays;
	int64_t *since;		/* joined and not yet left; 0: is not */
	int64_t last;		/* moment of the file */
	size_t *slots;		/* by e-mail or name; NOBODY_YET */
	size_t passed_over;
	bool full;
};

static uint32_t hash_of(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static size_t *slot_of(struct reader *r, const char *key, bool email)
{
	size_t i = hash_of(key) % TABLE;

	while (r->slots[i] != NOBODY_YET &&
	       strcmp(email ? r->people[r->slots[i]].email
			    : r->folded[r->slots[i]], key))
		i = (i + 1) % TABLE;
	return &r->slots[i];
}

/* By e-mail; by name where one of the two lines tells no e-mail. */
static size_t person_known(struct reader *r, const char *email,
			   const char *folded)
{
	size_t who;

	if (*email && (who = *slot_of(r, email, true)) != NOBODY_YET)
		return who;
	who = *slot_of(r, folded, false);
	if (who != NOBODY_YET && *email && *r->people[who].email)
		return NOBODY_YET;
	return who;
}

static size_t person_take(struct reader *r, const char *name, const char *email)
{
	const char *folded = text_lower(r->mem, name);
	size_t who = person_known(r, email, folded), *slot;

	if (who == NOBODY_YET && r->npeople == ATTENDANCE_PEOPLE_MOST) {
		r->full = true;
		return NOBODY_YET;
	}
	if (who == NOBODY_YET) {
		who = r->npeople++;
		r->people[who] = (struct attendance_person){ .name = name,
							     .email = "" };
		r->folded[who] = folded;
		slot = slot_of(r, folded, false);
		if (*slot == NOBODY_YET)
			*slot = who;
	}
	if (*email && !*r->people[who].email) {
		r->people[who].email = email;
		slot = slot_of(r, email, true);
		if (*slot == NOBODY_YET)
			*slot = who;
	}
	return who;
}

static void stay_add(struct reader *r, size_t person, int64_t from,
		     int64_t until, int64_t seconds)
{
	const int64_t between = (until - from) / 1000;
	const bool times = from && until && until >= from &&
			   between <= SECONDS_MOST;

	if (seconds < 0 && !times) {
		r->passed_over++;
		return;
	}
	if (seconds < 0)
		seconds = between;
	if (from && !until)
		until = from + seconds * 1000;
	else if (!times)
		from = until = 0;
	r->people[person].joins++;
	r->stays[r->nstays++] = (struct stay){
		.person = person, .from = from, .until = until,
		.seconds = seconds,
		.exact = from && away((until - from) / 1000, seconds) <= 90,
	};
}

/* "Joined", "Joined before", "Bergabung …": else they left. */
static bool joins(const char *action)
{
	return !strncmp(action, "Join", 4) || !strncmp(action, "join", 4) ||
	       !strncmp(action, "Berga", 5) || !strncmp(action, "berga", 5);
}

static void action_take(struct reader *r, size_t who, const char *action,
			int64_t at)
{
	if (!at) {
		r->passed_over++;
		return;
	}
	if (at > r->last)
		r->last = at;
	if (joins(action)) {
		if (!r->since[who])
			r->since[who] = at;
	} else if (r->since[who]) {
		stay_add(r, who, r->since[who], at, -1);
		r->since[who] = 0;
	}
}

static const char *line_name(struct reader *r, const struct lines *l,
			     const struct header *h, const char *email)
{
	const char *name = cell_of(l, h, COLUMN_NAME);
	const char *at = strchr(email, '@');

	if (!*name)
		name = arena_format(r->mem, "%s %s", cell_of(l, h, COLUMN_FIRST),
				    cell_of(l, h, COLUMN_LAST));
	name = text_line(r->mem, name, ATTENDANCE_NAME_MOST);
	if (!*name && at)
		name = text_line(r->mem, arena_copy(r->mem, email,
			(size_t)(at - email)), ATTENDANCE_NAME_MOST);
	return name;
}

static const char *line_email(struct reader *r, const struct lines *l,
			      const struct header *h)
{
	const char *email = cell_of(l, h, COLUMN_EMAIL);

	if (!strchr(email, '@'))
		email = cell_of(l, h, COLUMN_UPN);
	email = text_lower(r->mem, email);
	return strchr(email, '@') && strlen(email) <= 254 &&
	       text_plain(email) && !strchr(email, ' ') ? email : "";
}

static void line_take(struct reader *r, const struct lines *l,
		      const struct header *h)
{
	const char *email = line_email(r, l, h);
	const char *name = line_name(r, l, h, email);
	const char attended = small(*cell_of(l, h, COLUMN_ATTENDED));
	size_t who;

	if (attended == 'n' || attended == 't')
		return;
	if (!*name) {
		r->passed_over++;
		return;
	}
	if ((who = person_take(r, name, email)) == NOBODY_YET)
		return;
	if (h->at[COLUMN_ACTION])
		action_take(r, who, cell_of(l, h, COLUMN_ACTION),
			    attendance_moment(cell_of(l, h, COLUMN_AT),
					      r->clock));
	else
		stay_add(r, who,
			 attendance_moment(cell_of(l, h, COLUMN_JOIN),
					   r->clock),
			 attendance_moment(cell_of(l, h, COLUMN_LEAVE),
					   r->clock),
			 h->at[COLUMN_TIME]
			 ? attendance_duration(cell_of(l, h, COLUMN_TIME), 60)
			 : attendance_duration(cell_of(l, h, COLUMN_SECONDS),
					       1));
}

/* Who had not left when the list was saved was there until its last line. */
static void still_there(struct reader *r)
{
	for (size_t i = 0; i < r->npeople; i++)
		if (r->since[i])
			stay_add(r, i, r->since[i], r->last, -1);
}

/* ---- How long ---------------------------------------------------------------- */

static int stay_order(const void *a, const void *b)
{
	const struct stay *x = a, *y = b;

	if (x->person != y->person)
		return x->person < y->person ? -1 : 1;
	return x->from < y->from ? -1 : x->from > y->from;
}

/* All of one person's, in order of their beginnings. */
static void person_sum(struct attendance_person *p, const struct stay *s,
		       size_t n)
{
	int64_t seconds = 0, together = 0, end = 0;
	bool exact = n > 1, timed = true;

	for (size_t i = 0; i < n; i++) {
		seconds += s[i].seconds;
		exact = exact && s[i].exact;
		timed = timed && s[i].from;
		if (s[i].from && (!p->from || s[i].from < p->from))
			p->from = s[i].from;
		if (s[i].until > p->until)
			p->until = s[i].until;
		if (s[i].until > end) {
			together += s[i].until -
				    (s[i].from > end ? s[i].from : end);
			end = s[i].until;
		}
	}
	if (exact)
		seconds = together / 1000;
	else if (timed && n > 1 && seconds > (p->until - p->from) / 1000)
		seconds = (p->until - p->from) / 1000;
	if (seconds > SECONDS_MOST)
		seconds = SECONDS_MOST;
	p->minutes = (seconds + 59) / 60;
}

static void people_sum(struct reader *r)
{
	size_t i = 0, k;

	if (r->nstays)
		qsort(r->stays, r->nstays, sizeof(*r->stays), stay_order);
	for (; i < r->nstays; i = k) {
		for (k = i; k < r->nstays &&
			    r->stays[k].person == r->stays[i].person; k++)
			;
		person_sum(&r->people[r->stays[i].person], &r->stays[i],
			   k - i);
	}
}

/* ---- A file ------------------------------------------------------------------ */

static struct reader *reader_new(struct arena *mem,
				 const struct attendance_clock *clock)
{
	struct reader *r = arena_new(mem, struct reader);

	r->mem = mem;
	r->clock = clock;
	r->people = arena_array(mem, struct attendance_person,
				ATTENDANCE_PEOPLE_MOST);
	r->folded = arena_array(mem, const char *, ATTENDANCE_PEOPLE_MOST);
	r->since = arena_array(mem, int64_t, ATTENDANCE_PEOPLE_MOST);
	/* A line adds one at most, and each who has not left another. */
	r->stays = arena_array(mem, struct stay, ATTENDANCE_LINES_MOST +
						 ATTENDANCE_PEOPLE_MOST);
	r->slots = arena_array(mem, size_t, TABLE);
	for (size_t i = 0; i < TABLE; i++)
		r->slots[i] = NOBODY_YET;
	return r;
}

/* The hints of the headers that were found; 0 hints is Google's sheet. */
static bool file_read(struct reader *r, char *text, char separator,
		      unsigned *hints)
{
	struct lines l = { .at = text, .separator = separator };
	struct header header = { .hints = 0 }, found;
	bool on = false, any = false, past = false;

	*hints = 0;
	while (l.count < ATTENDANCE_LINES_MOST && line_read(&l)) {
		const int section = section_of(&l);

		if (section) {
			/* Behind the people stands the same once more. */
			past = section > 2;
			on = false;
			*hints |= HINT_TEAMS;
		} else if (header_read(&l, &found)) {
			header = found;
			on = !past;
			any = any || on;
			*hints |= on ? found.hints : 0;
		} else if (on && !line_empty(&l)) {
			line_take(r, &l, &header);
		} else if (on && line_empty(&l) && header.at[COLUMN_ATTENDED]) {
			on = false;
		}
	}
	r->full = r->full || *l.at;
	return any;
}

static enum attendance_format format_of(unsigned hints)
{
	if (hints & HINT_TEAMS)
		return ATTENDANCE_TEAMS;
	return hints & HINT_ZOOM ? ATTENDANCE_ZOOM : ATTENDANCE_MEET;
}

/* Those of whom the file tells how long they were there, in its order. */
static void people_give(struct reader *r, struct attendance_report *out)
{
	for (size_t i = 0; i < r->npeople; i++)
		if (r->people[i].joins)
			r->people[out->n++] = r->people[i];
	out->people = r->people;
	out->passed_over = r->passed_over;
}

enum attendance_fault attendance_read(struct arena *mem, const char *bytes,
				      size_t size,
				      const struct attendance_clock *clock,
				      struct attendance_report *out)
{
	static const char separators[] = { '\t', ';', ',' };
	char *text;

	*out = (struct attendance_report){ .n = 0 };
	if (size > ATTENDANCE_BYTES_MOST)
		return ATTENDANCE_LARGE;
	if (!(text = decoded(mem, bytes, size)))
		return ATTENDANCE_BINARY;
	for (size_t i = 0; i < sizeof(separators); i++) {
		struct reader *r = reader_new(mem, clock);
		char *copy = arena_copy(mem, text, strlen(text));
		unsigned hints;

		if (!file_read(r, copy, separators[i], &hints))
			continue;
		if (r->full)
			return ATTENDANCE_LARGE;
		still_there(r);
		people_sum(r);
		people_give(r, out);
		out->format = format_of(hints);
		return out->n ? ATTENDANCE_GOOD : ATTENDANCE_EMPTY;
	}
	return ATTENDANCE_UNKNOWN;
}
