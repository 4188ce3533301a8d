#include "auth/throttle.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

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

/* So long after its wait an address is still known to the account. */
#define KNOWN_MS 3600000

struct entry {
	uint64_t key;			/* 0: free */
	int64_t at;			/* what was forgotten is counted to here */
	int64_t next_at;		/* PAIR: no attempt before; 0: never asked */
	int failures;
};

struct throttle {
	pthread_mutex_t lock;
	unsigned char key[crypto_generichash_KEYBYTES];
	struct entry sets[SETS][WAYS];
};

struct throttle *throttle_open(void)
{
	struct throttle *t = calloc(1, sizeof(*t));

	if (!t)
		abort();
	pthread_mutex_init(&t->lock, NULL);
	randombytes_buf(t->key, sizeof(t->key));
	return t;
}

void throttle_close(struct throttle *t)
{
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
	if (steps >= e->failures) {
		e->failures = 0;
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

static int64_t pair_wait(struct entry *e, int64_t delay, int64_t now)
{
	if (!e->next_at && delay)
		e->next_at = now + delay;
	if (e->next_at > now)
		return e->next_at - now;
	e->failures++;
	e->next_at = now + longest(pair_delay(e->failures), delay);
	return 0;
}

int64_t throttle_ask(struct throttle *t, const struct guess *a, int64_t now)
{
	int64_t wait, delay;

	pthread_mutex_lock(&t->lock);
	wait = crowd_wait(t, a, now, &delay);
	if (!wait)
		wait = pair_wait(entry_of(t, PAIR, a, now), delay, now);
	if (!wait)
		crowd_charge(t, a, now, 1);
	pthread_mutex_unlock(&t->lock);
	return wait;
}

static void give_back(struct throttle *t, const struct guess *a, int64_t now,
		      bool good)
{
	struct entry *e;

	pthread_mutex_lock(&t->lock);
	crowd_charge(t, a, now, -1);
	e = entry_of(t, PAIR, a, now);
	e->failures = good || !e->failures ? 0 : e->failures - 1;
	e->next_at = now;
	pthread_mutex_unlock(&t->lock);
}

void throttle_good(struct throttle *t, const struct guess *a, int64_t now)
{
	give_back(t, a, now, true);
}

void throttle_undo(struct throttle *t, const struct guess *a, int64_t now)
{
	give_back(t, a, now, false);
}
