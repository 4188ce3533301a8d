#include "auth/throttle.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/wait.h"

/* 32,768 entries of 32 bytes: 1 MB. A full set forgets what is oldest. */
enum { SETS = 4096, WAYS = 8 };

enum kind { PAIR, ACCOUNT, ADDRESS, KINDS };

static const struct {
	int64_t forget_ms;		/* one failure less each */
	int free;
} rules[KINDS] = {
	[PAIR]    = { 10 * 60 * 1000, 5 },
	[ACCOUNT] = { 3 * 60 * 1000, 20 },
	[ADDRESS] = { 2 * 1000, 400 },
};

#define PAIR_LONGEST_MS 300000
#define ACCOUNT_LONGEST_MS 60000

/*
 * Requests ask with the time they came, and not in that order: a pair that need
 * not wait is free since longer than any request takes to be read.
 */
#define FREE_SINCE_MS 600000

/* So long after its wait an address is still known to the account. */
#define KNOWN_MS 3600000

struct entry {
	uint64_t key;			/* 0: free */
	int64_t at;			/* what was forgotten is counted to here */
	int64_t next_at;		/* PAIR: no attempt before; 0: never asked */
	int failures;			/* with those in flight */
	int flying;			/* PAIR: let in, and not decided yet */
};

/* Who asks, in the order they came; on the stack of the thread. */
struct asking {
	struct asking *next;
	uint64_t pair;
};

struct throttle {
	pthread_mutex_t lock;
	pthread_cond_t decided;
	struct asking *first, **last;
	unsigned char key[crypto_generichash_KEYBYTES];
	struct entry sets[SETS][WAYS];
};

struct throttle *throttle_open(void)
{
	struct throttle *t = calloc(1, sizeof(*t));

	if (!t)
		abort();
	pthread_mutex_init(&t->lock, NULL);
	wait_init(&t->decided);
	randombytes_buf(t->key, sizeof(t->key));
	t->last = &t->first;
	return t;
}

void throttle_close(struct throttle *t)
{
	pthread_cond_destroy(&t->decided);
	pthread_mutex_destroy(&t->lock);
	free(t);
}

/* An IPv6 site has 2^64 addresses and one owner; v4 in v6 clothes is v4. */
static size_t address_bytes(const char *text, unsigned char out[static 16])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

	if (inet_pton(AF_INET, text, out) == 1)
		return 4;
	if (inet_pton(AF_INET6, text, out) != 1)
		return 0;
	if (memcmp(out, mapped, sizeof(mapped)))
		return 8;
	memmove(out, out + 12, 4);
	return 4;
}

static void mix(crypto_generichash_state *h, const void *bytes, size_t size)
{
	const unsigned char n[2] = { (unsigned char)(size >> 8),
				     (unsigned char)size };

	crypto_generichash_update(h, n, sizeof(n));
	crypto_generichash_update(h, bytes, size);
}

static void mix_address(crypto_generichash_state *h, const char *text)
{
	unsigned char bytes[16];
	const size_t n = address_bytes(text ? text : "", bytes);

	mix(h, bytes, n);
}

/* Keyed, so that nobody chooses whom to push out of the table. */
static uint64_t key_of(const struct throttle *t, enum kind kind,
		       const struct guess *a)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	const bool device = kind == PAIR && a->device;
	const unsigned char what = (unsigned char)(kind * 2 + device);
	crypto_generichash_state h;
	uint64_t key;

	crypto_generichash_init(&h, t->key, sizeof(t->key), sizeof(hash));
	mix(&h, &what, 1);
	if (kind != ADDRESS)
		mix(&h, a->account, strlen(a->account));
	if (device)
		mix(&h, a->device, strlen(a->device));
	else if (kind != ACCOUNT)
		mix_address(&h, a->address);
	crypto_generichash_final(&h, hash, sizeof(hash));
	memcpy(&key, hash, sizeof(key));
	return key ? key : 1;
}

/*
 * A moment may be a little earlier than the one before, when a request took its
 * time to arrive: that must not cut a wait short. A clock that was really set
 * back must not stretch it.
 */
static void entry_age(struct entry *e, enum kind kind, int64_t now)
{
	int64_t steps;

	if (now < e->at)
		e->at = now;
	if (e->next_at > now + 2 * PAIR_LONGEST_MS)
		e->next_at = now + PAIR_LONGEST_MS;
	steps = (now - e->at) / rules[kind].forget_ms;
	if (steps >= e->failures - e->flying) {
		e->failures = e->flying;
		e->at = now;
	} else {
		e->failures -= (int)steps;
		e->at += steps * rules[kind].forget_ms;
	}
	if (now - e->next_at > KNOWN_MS)
		e->next_at = 0;
}

static struct entry *entry_of(struct throttle *t, enum kind kind,
			      const struct guess *a, int64_t now)
{
	const uint64_t key = key_of(t, kind, a);
	struct entry *set = t->sets[key % SETS], *e = set;

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].key == key) {
			entry_age(&set[i], kind, now);
			return &set[i];
		}
		if (!set[i].key || (e->key && set[i].at < e->at))
			e = &set[i];
	}
	*e = (struct entry){ .key = key, .at = now };
	return e;
}

static int64_t longest(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t shortest(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t pair_delay(int failures)
{
	const int over = failures - rules[PAIR].free;

	if (over < 0)
		return 0;
	return over > 8 ? PAIR_LONGEST_MS
			: shortest(INT64_C(1000) << over, PAIR_LONGEST_MS);
}

static int64_t account_delay(int failures)
{
	const int over = failures - rules[ACCOUNT].free;

	return over <= 0 ? 0
			 : shortest(over * INT64_C(1000), ACCOUNT_LONGEST_MS);
}

/* What others did to the account and from the address; charges nothing. */
static int64_t crowd_wait(struct throttle *t, const struct guess *a,
			  int64_t now, int64_t *delay)
{
	const struct entry *e;

	*delay = 0;
	if (a->device)
		return 0;
	*delay = account_delay(entry_of(t, ACCOUNT, a, now)->failures);
	e = entry_of(t, ADDRESS, a, now);
	return e->failures < rules[ADDRESS].free
		? 0 : longest(e->at + rules[ADDRESS].forget_ms - now, 1);
}

static void crowd_charge(struct throttle *t, const struct guess *a,
			 int64_t now, int by)
{
	for (enum kind k = ACCOUNT; k <= ADDRESS && !a->device; k++) {
		struct entry *e = entry_of(t, k, a, now);

		if (e->failures + by >= 0)
			e->failures += by;
	}
}

/* Whether one more is free is for those in flight to decide. */
#define UNDECIDED -1

static int64_t pair_wait(struct entry *e, int64_t delay, int64_t now)
{
	const int free = rules[PAIR].free;

	if (!e->next_at && delay)
		e->next_at = now + delay;
	if (e->failures >= free && e->failures - e->flying < free)
		return UNDECIDED;
	if (e->next_at > now)
		return e->next_at - now;
	e->failures++;
	e->flying++;
	delay = longest(pair_delay(e->failures), delay);
	e->next_at = delay ? now + delay : now - FREE_SINCE_MS;
	return 0;
}

/* Without making an entry for who has none. */
static int failures(struct throttle *t, enum kind kind, const struct guess *a,
		    int64_t now)
{
	const uint64_t key = key_of(t, kind, a);
	struct entry *set = t->sets[key % SETS];

	for (size_t i = 0; i < WAYS; i++)
		if (set[i].key == key) {
			entry_age(&set[i], kind, now);
			return set[i].failures;
		}
	return 0;
}

/* Half of what an address may: more than an agency's are ever in flight. */
#define QUIET_ADDRESS (rules[ADDRESS].free / 2)

enum standing throttle_standing(struct throttle *t, const struct guess *a,
				int64_t now)
{
	bool known, quiet;

	pthread_mutex_lock(&t->lock);
	quiet = failures(t, PAIR, a, now) < rules[PAIR].free;
	known = quiet && a->device;
	quiet = quiet && failures(t, ACCOUNT, a, now) < rules[ACCOUNT].free &&
		failures(t, ADDRESS, a, now) < QUIET_ADDRESS;
	pthread_mutex_unlock(&t->lock);
	return known ? STANDING_KNOWN : quiet ? STANDING_QUIET
					      : STANDING_NOISY;
}

static int64_t ask_once(struct throttle *t, const struct guess *a, int64_t now)
{
	int64_t delay, wait = crowd_wait(t, a, now, &delay);

	if (!wait)
		wait = pair_wait(entry_of(t, PAIR, a, now), delay, now);
	if (!wait)
		crowd_charge(t, a, now, 1);
	return wait;
}

static bool my_turn(const struct throttle *t, const struct asking *me)
{
	const struct asking *w = t->first;

	while (w->pair != me->pair)
		w = w->next;
	return w == me;
}

static void asking_end(struct throttle *t, struct asking *me)
{
	struct asking **at = &t->first;

	while (*at != me)
		at = &(*at)->next;
	*at = me->next;
	if (!me->next)
		t->last = at;
	pthread_cond_broadcast(&t->decided);
}

int64_t throttle_ask(struct throttle *t, const struct guess *a, int64_t now)
{
	struct asking me = { .pair = key_of(t, PAIR, a) };
	const struct timespec until =
		wait_moment(wait_now() + THROTTLE_SLEEP_MS * WAIT_MS);
	int64_t wait;
	int rc = 0;

	pthread_mutex_lock(&t->lock);
	*t->last = &me;
	t->last = &me.next;
	while ((wait = my_turn(t, &me) ? ask_once(t, a, now) : UNDECIDED) ==
	       UNDECIDED && !rc)
		rc = pthread_cond_timedwait(&t->decided, &t->lock, &until);
	asking_end(t, &me);
	pthread_mutex_unlock(&t->lock);
	return wait == UNDECIDED ? 1000 : wait;
}

enum verdict { BAD, GOOD, UNDONE };

/* The pair's entry may have been pushed out meanwhile, and its charge with it. */
static void decide(struct throttle *t, const struct guess *a, int64_t now,
		   enum verdict how)
{
	struct entry *e;

	pthread_mutex_lock(&t->lock);
	e = entry_of(t, PAIR, a, now);
	if (e->flying)
		e->flying--;
	else if (how == BAD)
		e->failures++;
	if (how != BAD) {
		crowd_charge(t, a, now, -1);
		e->failures = how == GOOD || !e->failures ? e->flying
							  : e->failures - 1;
		e->next_at = now - FREE_SINCE_MS;
	}
	pthread_cond_broadcast(&t->decided);
	pthread_mutex_unlock(&t->lock);
}

void throttle_bad(struct throttle *t, const struct guess *a, int64_t now)
{
	decide(t, a, now, BAD);
}

void throttle_good(struct throttle *t, const struct guess *a, int64_t now)
{
	decide(t, a, now, GOOD);
}

void throttle_undo(struct throttle *t, const struct guess *a, int64_t now)
{
	decide(t, a, now, UNDONE);
}
