#include "domain/attendance_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/attendance_text.h"

#define HEADER_SIZE 48		/* a longer cell names no column of ours */
#define TABLE 16384		/* slots, more than two for each person */
#define NOBODY_YET ((size_t)-1)

const char *attendance_format_name(enum attendance_format format)
{
	static const char *const names[] = { "zoom", "meet", "teams" };

	return names[format];
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
static bool header_read(const struct attendance_lines *l, struct header *out)
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

static const char *cell_of(const struct attendance_lines *l,
			   const struct header *h,
			   enum column column)
{
	const size_t place = h->at[column];

	return place && place <= l->n ? l->cells[place - 1] : "";
}

/* "2. Participants": the number of a section; 0 for any other line. */
static int section_of(const struct attendance_lines *l)
{
	const char *s = l->n ? l->cells[0] : "";

	for (size_t i = 1; i < l->n; i++)
		if (*l->cells[i])
			return 0;
	return *s >= '1' && *s <= '9' && s[1] == '.' && s[2] ? *s - '0' : 0;
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
			   between <= ATTENDANCE_SECONDS_MOST;

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
		.exact = from && llabs((until - from) / 1000 - seconds) <= 90,
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

static const char *line_name(struct reader *r, const struct attendance_lines *l,
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

static const char *line_email(struct reader *r,
			      const struct attendance_lines *l,
			      const struct header *h)
{
	const char *email = cell_of(l, h, COLUMN_EMAIL);

	if (!strchr(email, '@'))
		email = cell_of(l, h, COLUMN_UPN);
	email = text_lower(r->mem, email);
	return strchr(email, '@') && strlen(email) <= 254 &&
	       text_plain(email) && !strchr(email, ' ') ? email : "";
}

static void line_take(struct reader *r, const struct attendance_lines *l,
		      const struct header *h)
{
	const char *email = line_email(r, l, h);
	const char *name = line_name(r, l, h, email);
	const char attended = *cell_of(l, h, COLUMN_ATTENDED);
	size_t who;

	if (attended && strchr("NnTt", attended))
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
	if (seconds > ATTENDANCE_SECONDS_MOST)
		seconds = ATTENDANCE_SECONDS_MOST;
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
	struct attendance_lines l = { .at = text, .separator = separator };
	struct header header = { .hints = 0 }, found;
	bool on = false, any = false, past = false;

	*hints = 0;
	while (l.count < ATTENDANCE_LINES_MOST && attendance_line_read(&l)) {
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
		} else if (on && !attendance_line_empty(&l)) {
			line_take(r, &l, &header);
		} else if (on && attendance_line_empty(&l) &&
			   header.at[COLUMN_ATTENDED]) {
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
	if (!(text = attendance_text(mem, bytes, size)))
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
