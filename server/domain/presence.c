#include "domain/presence.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define MINUTE_MS     (INT64_C(60) * 1000)
#define LATE_STEPS    20	/* ten minutes: told apart from a slip */
#define SILENCE_MS    (10 * MINUTE_MS)
#define EDGE_MS       (5 * MINUTE_MS)	/* of a session, without checks */

/* Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: on a wall they look alike. */
static const char letters[] = "ACDEFGHJKMNPQRTWXY34679";

#define LETTERS (sizeof(letters) - 1)

int64_t presence_step(int64_t now)
{
	return now / PRESENCE_STEP_MS;
}

int64_t presence_step_from(int64_t step)
{
	return step * PRESENCE_STEP_MS;
}

void presence_code(const char *secret, int check, int64_t step,
		   char out[static PRESENCE_CODE_SIZE])
{
	unsigned char hash[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;
	uint64_t number = 0;
	char text[64];
	const int n = snprintf(text, sizeof(text), "presence/%d/%lld", check,
			       (long long)step);

	crypto_auth_hmacsha256_init(&state, (const unsigned char *)secret,
				    strlen(secret));
	crypto_auth_hmacsha256_update(&state, (const unsigned char *)text,
				      (unsigned long long)n);
	crypto_auth_hmacsha256_final(&state, hash);
	for (int i = 0; i < 8; i++)
		number = number << 8 | hash[i];
	for (int i = 0; i < PRESENCE_CODE_SIZE - 1; i++) {
		out[i] = letters[number % LETTERS];
		number /= LETTERS;
	}
	out[PRESENCE_CODE_SIZE - 1] = '\0';
}

bool presence_typed(const char *typed, char out[static PRESENCE_CODE_SIZE])
{
	size_t n = 0;

	for (; *typed; typed++) {
		const char c = *typed >= 'a' && *typed <= 'z'
				       ? (char)(*typed - 'a' + 'A') : *typed;

		if (strchr(" \t\r\n-.", c))
			continue;
		if (n == PRESENCE_CODE_SIZE - 1 || !strchr(letters, c))
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return n == PRESENCE_CODE_SIZE - 1;
}

enum presence_answer presence_check(const char *secret, int check,
				    const char *code, int64_t now,
				    int64_t *shown)
{
	const int64_t step = presence_step(now);
	enum presence_answer answer = PRESENCE_WRONG;
	char then[PRESENCE_CODE_SIZE];

	/* All are looked at, so the time tells nothing. */
	for (int64_t back = LATE_STEPS; back >= 0; back--) {
		presence_code(secret, check, step - back, then);
		if (sodium_memcmp(then, code, PRESENCE_CODE_SIZE - 1))
			continue;
		*shown = presence_step_from(step - back);
		answer = now - *shown < PRESENCE_LIFE_MS ? PRESENCE_GOOD
							 : PRESENCE_LATE;
	}
	return answer;
}

size_t presence_plan(int64_t from, int64_t until, int minutes, size_t n,
		     uint32_t (*chance)(void *), void *context, int64_t *out)
{
	const int64_t long_ms = minutes * MINUTE_MS;
	int64_t part;

	from += EDGE_MS;
	until -= EDGE_MS;
	if (until - from < long_ms)
		return 0;
	if ((int64_t)n > (until - from) / long_ms)
		n = (size_t)((until - from) / long_ms);
	part = (until - from) / (int64_t)n;
	for (size_t i = 0; i < n; i++)
		out[i] = from + (int64_t)i * part +
			 chance(context) % (part - long_ms + 1);
	return n;
}

/* ---- Bursts ---------------------------------------------------------------- */

struct bursts {
	const struct presence_mark *marks;
	size_t n;
	struct presence_burst *out;
	size_t found;
};

static void burst_add(struct bursts *b, const struct presence_burst *one)
{
	if (b->found < BURST_MOST)
		b->out[b->found++] = *one;
}

static bool same_check(const struct presence_mark *a,
		       const struct presence_mark *b)
{
	return a->check == b->check;
}

static bool same_origin(const struct presence_mark *a,
			const struct presence_mark *b)
{
	return same_check(a, b) && strcmp(a->origin, b->origin) == 0;
}

/* Has one of that kind already taken this mark in? */
static bool burst_has(const struct bursts *b, enum presence_burst_why why,
		      const struct presence_mark *m)
{
	for (size_t i = b->found; i-- > 0;) {
		const struct presence_burst *one = &b->out[i];

		if (one->why == why && one->check == m->check &&
		    m->at <= one->until &&
		    (why != BURST_ORIGIN || !strcmp(one->origin, m->origin)))
			return true;
	}
	return false;
}

/* How many like `m`, from it on, come within `ms` of it; the last one. */
static size_t crowd_of(const struct bursts *b, size_t first, int64_t ms,
		       bool (*like)(const struct presence_mark *,
				    const struct presence_mark *),
		       int64_t *until)
{
	const struct presence_mark *m = &b->marks[first];
	size_t n = 0;

	for (size_t i = first; i < b->n && b->marks[i].at - m->at < ms; i++)
		if (like(&b->marks[i], m)) {
			*until = b->marks[i].at;
			n++;
		}
	return n;
}

static void origin_look(struct bursts *b, size_t i)
{
	const struct presence_mark *m = &b->marks[i];
	struct presence_burst one = { .why = BURST_ORIGIN, .check = m->check,
				      .from = m->at, .first = i,
				      .origin = m->origin };

	if (!*m->origin || burst_has(b, BURST_ORIGIN, m))
		return;
	one.n = crowd_of(b, i, MINUTE_MS, same_origin, &one.until);
	if (one.n >= BURST_ORIGIN_LEAST)
		burst_add(b, &one);
}

/* Since when nobody had come for that check. */
static int64_t before(const struct bursts *b, size_t i, int64_t opened)
{
	for (size_t k = i; k-- > 0;)
		if (same_check(&b->marks[k], &b->marks[i]))
			return b->marks[k].at > opened ? b->marks[k].at
						       : opened;
	return opened;
}

static void silence_look(struct bursts *b, size_t i, int64_t opened)
{
	const struct presence_mark *m = &b->marks[i];
	struct presence_burst one = { .why = BURST_SILENCE, .check = m->check,
				      .from = m->at, .first = i };
	const int64_t since = before(b, i, opened);

	if (!since || m->at - since < SILENCE_MS)
		return;
	one.n = crowd_of(b, i, 1000, same_check, &one.until);
	if (one.n >= BURST_SILENCE_LEAST)
		burst_add(b, &one);
}

static bool same_code(const struct presence_mark *a,
		      const struct presence_mark *b)
{
	return same_check(a, b) && a->shown == b->shown;
}

static bool late(const struct presence_mark *m)
{
	return m->at - m->shown >= PRESENCE_STEP_MS;
}

/* Is it the first late one of its code? Then how it went with all of them. */
static void late_look(struct bursts *b, size_t i)
{
	const struct presence_mark *m = &b->marks[i];
	struct presence_burst one = { .why = BURST_LATE, .check = m->check,
				      .from = m->at, .first = i };
	size_t in_time = 0;

	if (!late(m))
		return;
	for (size_t k = i; k-- > 0 && b->marks[k].at >= m->shown;) {
		if (!same_code(&b->marks[k], m))
			continue;
		if (late(&b->marks[k]))
			return;
		in_time++;
	}
	one.n = crowd_of(b, i, PRESENCE_LIFE_MS, same_code, &one.until);
	if (one.n >= BURST_LATE_LEAST && one.n > in_time)
		burst_add(b, &one);
}

size_t presence_bursts(const struct presence_mark *marks, size_t n,
		       const int64_t *opened, size_t nopened, bool room,
		       struct presence_burst out[static BURST_MOST])
{
	struct bursts b = { .marks = marks, .n = n, .out = out };

	for (size_t i = 0; i < n; i++) {
		const size_t check = (size_t)marks[i].check;

		silence_look(&b, i, check < nopened ? opened[check] : 0);
		if (room)
			continue;
		origin_look(&b, i);
		late_look(&b, i);
	}
	return b.found;
}

const char *presence_burst_name(enum presence_burst_why why)
{
	static const char *const names[] = { "origin", "silence", "late" };

	return names[why];
}

/* ---- What it amounts to ---------------------------------------------------- */

/* Taken back by a row that was not taken back itself; an undo may be undone. */
static bool stands(const struct presence_row *rows, size_t n,
		   const struct presence_row *row, size_t depth)
{
	for (size_t i = 0; i < n && depth < n; i++)
		if (rows[i].undoes && !strcmp(rows[i].undoes, row->id) &&
		    stands(rows, n, &rows[i], depth + 1))
			return false;
	return true;
}

static bool later(const struct presence_row *a, const struct presence_row *b)
{
	return a->at > b->at || (a->at == b->at && strcmp(a->id, b->id) > 0);
}

static void word_take(const struct presence_row *rows, size_t n,
		      const bool *used, struct presence_sum *out)
{
	const struct presence_row *last = NULL;

	for (size_t i = 0; i < n; i++)
		if (used[i] && rows[i].source == PRESENCE_BY_HOST &&
		    (!last || later(&rows[i], last)))
			last = &rows[i];
	out->host_word = last ? last->minutes > 0 : -1;
}

/* Each check once. */
static void checks_take(const struct presence_row *rows, size_t n,
			const bool *used, struct presence_sum *out)
{
	for (size_t i = 0; i < n; i++) {
		bool known = !used[i] || rows[i].source != PRESENCE_BY_CODE;

		for (size_t k = 0; k < i && !known; k++)
			known = used[k] &&
				rows[k].source == PRESENCE_BY_CODE &&
				!strcmp(rows[k].check_id, rows[i].check_id);
		out->checks += !known;
	}
}

static int64_t shared_minutes(const struct presence_row *a,
			      const struct presence_row *b)
{
	const int64_t from = a->from > b->from ? a->from : b->from;
	const int64_t until = a->until < b->until ? a->until : b->until;
	int64_t shared;

	if (!a->from || !a->until || !b->from || !b->until || until <= from)
		return 0;
	shared = (until - from) / MINUTE_MS;
	if (shared > a->minutes)
		shared = a->minutes;
	return shared > b->minutes ? b->minutes : shared;
}

/*
 * Of rows that overlap the shorter one loses what both saw. The longest of them
 * is always whole, so nobody gets less than their best file says.
 */
static int64_t own_minutes(const struct presence_row *rows, size_t n,
			   const bool *used, size_t i)
{
	int64_t own = rows[i].minutes;

	for (size_t k = 0; k < n; k++) {
		const bool before_me = rows[k].minutes > rows[i].minutes ||
			(rows[k].minutes == rows[i].minutes &&
			 strcmp(rows[k].id, rows[i].id) < 0);

		if (used[k] && k != i && before_me &&
		    rows[k].source == PRESENCE_BY_FILE)
			own -= shared_minutes(&rows[i], &rows[k]);
	}
	return own > 0 ? own : 0;
}

static void minutes_take(const struct presence_row *rows, size_t n,
			 const bool *used, int64_t most,
			 struct presence_sum *out)
{
	for (size_t i = 0; i < n; i++)
		if (used[i] && rows[i].source == PRESENCE_BY_FILE) {
			out->minutes_known = true;
			out->minutes += own_minutes(rows, n, used, i);
		}
	if (out->minutes > most)
		out->minutes = most;
}

void presence_sum(const struct presence_row *rows, size_t n,
		  const struct presence_rule *rule, bool *used,
		  struct presence_sum *out)
{
	*out = (struct presence_sum){ .host_word = -1 };
	for (size_t i = 0; i < n; i++)
		used[i] = !rows[i].undoes && stands(rows, n, &rows[i], 0);
	word_take(rows, n, used, out);
	checks_take(rows, n, used, out);
	minutes_take(rows, n, used, rule->minutes, out);
	out->present = presence_holds(rule, out);
}

bool presence_holds(const struct presence_rule *rule,
		    const struct presence_sum *s)
{
	const bool minutes = s->minutes_known &&
		s->minutes * 100 >= rule->percent * rule->minutes;
	const bool checks = s->checks >= rule->checks;

	if (s->host_word >= 0)
		return s->host_word;
	if (!rule->percent && !rule->checks)
		return s->checks > 0 || (s->minutes_known && s->minutes > 0);
	if (!rule->checks)
		return minutes;
	if (!rule->percent)
		return checks;
	if (rule->both)
		return minutes && checks;
	return s->minutes_known ? minutes : checks;
}
