#include "auth/throttle.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "check.h"

#define MINUTE INT64_C(60000)

static const int64_t now = INT64_C(1000000000);

static struct guess at(const char *account, const char *address)
{
	return (struct guess){ .account = account, .address = address };
}

/* Asks, and the password is wrong. */
static int64_t guess_wrong(struct throttle *t, const struct guess *a, int64_t when)
{
	const int64_t wait = throttle_ask(t, a, when);

	if (!wait)
		throttle_bad(t, a, when);
	return wait;
}

/* How many in a row are let in at that moment. */
static int let_in_at(struct throttle *t, struct guess a, int most, int64_t when)
{
	for (int i = 0; i < most; i++)
		if (guess_wrong(t, &a, when))
			return i;
	return most;
}

static int let_in(struct throttle *t, struct guess a, int most)
{
	return let_in_at(t, a, most, now);
}

static const char *address(int i)
{
	static char text[32];

	snprintf(text, sizeof(text), "198.51.%d.%d", i / 250, i % 250);
	return text;
}

/* A stranger with many addresses, who waits as told, tries an account. */
static void besiege(struct throttle *t, const char *account, int attempts)
{
	for (int i = 0; i < attempts; i++) {
		const struct guess a = at(account, address(i));

		if (guess_wrong(t, &a, now - MINUTE))
			guess_wrong(t, &a, now);
	}
}

static void waits_double(struct throttle *t)
{
	const struct guess a = at("sari", "203.0.113.7");
	int64_t when = now, before = 0;

	check_int(let_in(t, a, 100), 5);
	for (int i = 0; i < 8; i++) {
		const int64_t wait = guess_wrong(t, &a, when);

		check(wait >= before);
		check(wait <= 300000);
		before = wait;
		when += wait;
		check_int(guess_wrong(t, &a, when - 1), 1);
		check_int(guess_wrong(t, &a, when), 0);
	}
	check(before >= 100000);
}

static void thousand_good(struct throttle *t)
{
	char name[16];
	int refused = 0;

	for (int i = 0; i < 1000; i++) {
		struct guess a = at(name, "203.0.113.7");

		snprintf(name, sizeof(name), "pegawai%d", i);
		refused += throttle_ask(t, &a, now) != 0;
		throttle_good(t, &a, now);
	}
	check_int(refused, 0);
}

/* From one address over as many accounts as there are. */
static int sprayed(struct throttle *t, const char *from)
{
	char name[16];
	int n = 0;

	for (int i = 0; i < 2000; i++) {
		const struct guess a = at(name, from);

		snprintf(name, sizeof(name), "pegawai%d", i);
		n += guess_wrong(t, &a, now) == 0;
	}
	return n;
}

static void owner_under_siege(struct throttle *t)
{
	const struct guess owner = at("sari", "203.0.113.7");
	int64_t wait;

	besiege(t, "sari", 3000);
	wait = guess_wrong(t, &owner, now);
	check(wait > MINUTE / 2 && wait <= MINUTE);
	besiege(t, "sari", 3000);
	check_int(throttle_ask(t, &owner, now + wait), 0);
	throttle_good(t, &owner, now + wait);
	check_int(guess_wrong(t, &owner, now + wait + 1), 0);
}

static void known_device(struct throttle *t)
{
	struct guess owner = at("sari", "203.0.113.7");

	besiege(t, "sari", 3000);
	sprayed(t, "203.0.113.7");
	owner.device = "01hzzzzzzzzzzzzzzzzzzzzzzz";
	check_int(let_in(t, owner, 100), 5);
}

static void clock_back(struct throttle *t)
{
	const struct guess a = at("sari", "203.0.113.7");

	let_in(t, a, 100);
	check(guess_wrong(t, &a, now - 1000 * MINUTE) <= 300000);
	check_int(guess_wrong(t, &a, now - 1000 * MINUTE + 300000), 0);
}

/* A request held back while others failed asks with the time it came. */
static void held_back(struct throttle *t)
{
	const struct guess a = at("sari", "203.0.113.7");
	int64_t when = now;

	for (int64_t wait = 0; wait < 300000; when += wait)
		wait = guess_wrong(t, &a, when);
	check_int(guess_wrong(t, &a, when), 0);
	check(guess_wrong(t, &a, when - 120000) > 0);
	check(guess_wrong(t, &a, when + 299999) > 0);
}

static void undone(struct throttle *t)
{
	const struct guess a = at("sari", "203.0.113.7");

	for (int i = 0; i < 50; i++) {
		check_int(throttle_ask(t, &a, now), 0);
		throttle_undo(t, &a, now);
	}
	check_int(let_in(t, a, 100), 5);
}

static void same_site(struct throttle *t)
{
	check_int(let_in(t, at("sari", "2001:db8:1:2::1"), 5), 5);
	check_int(let_in(t, at("sari", "2001:db8:1:2:ffff::9"), 5), 0);
	check_int(let_in(t, at("sari", "2001:db8:1:3::1"), 5), 5);
	check_int(let_in(t, at("bayu", "203.0.113.7"), 5), 5);
	check_int(let_in(t, at("bayu", "::ffff:203.0.113.7"), 5), 0);
}

struct crowd {
	struct throttle *t;
	bool good;
	atomic_int came, in, refused, flying, most;
};

/* One of many programs that sign in as one person at once. */
static void *one_of_many(void *arg)
{
	const struct guess a = at("sari", "203.0.113.7");
	struct crowd *c = arg;
	const int64_t when = now + c->came++ * 37 % 60;
	int flying;

	if (throttle_ask(c->t, &a, when)) {
		c->refused++;
		return NULL;
	}
	flying = ++c->flying;
	if (flying > c->most)
		c->most = flying;
	usleep(2000);
	c->flying--;
	c->in++;
	if (c->good)
		throttle_good(c->t, &a, when);
	else
		throttle_bad(c->t, &a, when);
	return NULL;
}

static void crowd(struct throttle *t, bool good, int in)
{
	struct crowd c = { .t = t, .good = good };
	pthread_t threads[60];

	for (int i = 0; i < 60; i++)
		if (pthread_create(&threads[i], NULL, one_of_many, &c))
			abort();
	for (int i = 0; i < 60; i++)
		pthread_join(threads[i], NULL);
	check_int(c.in, in);
	check_int(c.refused, 60 - in);
	check(c.most <= 5);
}

static int let_in_undecided(struct throttle *t, int most)
{
	const struct guess a = at("sari", "203.0.113.7");
	int n = 0;

	while (n < most && !throttle_ask(t, &a, now))
		n++;
	return n;
}

struct waiting {
	struct throttle *t;
	atomic_int *begun, *in;
	int place;		/* which of them got in */
};

static void *wait_for_place(void *arg)
{
	const struct guess a = at("sari", "203.0.113.7");
	struct waiting *w = arg;

	++*w->begun;
	check_int(throttle_ask(w->t, &a, now), 0);
	w->place = ++*w->in;
	return NULL;
}

/* Five in flight, twenty wait, and one place becomes free at a time. */
static void in_order(struct throttle *t)
{
	enum { N = 20 };
	const struct guess a = at("sari", "203.0.113.7");
	struct waiting all[N];
	pthread_t threads[N];
	atomic_int begun = 0, in = 0;

	check_int(let_in_undecided(t, 5), 5);
	for (int i = 0; i < N; i++) {
		all[i] = (struct waiting){ .t = t, .begun = &begun, .in = &in };
		pthread_create(&threads[i], NULL, wait_for_place, &all[i]);
		while (begun <= i)
			usleep(1000);
		usleep(100000);	/* from there to its place in the queue */
	}
	for (int i = 0; i < N; i++) {
		throttle_undo(t, &a, now);
		for (int ms = 0; in <= i && ms < 5000; ms++)
			usleep(1000);
	}
	for (int i = 0; i < N; i++) {
		pthread_join(threads[i], NULL);
		check_int(all[i].place, i + 1);
	}
}

static void standing(struct throttle *t)
{
	const struct guess fresh = at("sari", "203.0.113.7");
	struct guess own = fresh, bad = at("budi", "198.51.100.9");

	own.device = "gawai";
	check_int(throttle_standing(t, &fresh, now), STANDING_QUIET);
	check_int(throttle_standing(t, &own, now), STANDING_KNOWN);
	let_in(t, bad, 5);
	check_int(throttle_standing(t, &bad, now), STANDING_NOISY);
	check_int(throttle_standing(t, &bad, now + 60 * MINUTE),
		  STANDING_QUIET);
	let_in(t, own, 5);
	check_int(throttle_standing(t, &own, now), STANDING_NOISY);
}

static void crowded(struct throttle *t)
{
	struct guess there = at("sari", "203.0.113.7"), own = there;
	char login[16];

	own.device = "gawai";
	besiege(t, "sari", 40);
	check_int(throttle_standing(t, &there, now), STANDING_NOISY);
	check_int(throttle_standing(t, &own, now), STANDING_KNOWN);
	there.account = "budi";
	check_int(throttle_standing(t, &there, now), STANDING_QUIET);
	for (int i = 0; i < 200; i++) {
		const struct guess a = at(login, "203.0.113.7");

		snprintf(login, sizeof(login), "orang%d", i);
		guess_wrong(t, &a, now);
	}
	check_int(throttle_standing(t, &there, now), STANDING_NOISY);
	there.address = "203.0.113.8";
	check_int(throttle_standing(t, &there, now), STANDING_QUIET);
	check_int(throttle_standing(t, &own, now), STANDING_KNOWN);
}

#define ANEW(t, sentence) \
	for (struct throttle *t = throttle_open(); t; \
	     throttle_close(t), t = NULL) \
		TEST(sentence)

int main(void)
{
	ANEW(t, "five attempts are free, then each waits longer, 5 minutes at most")
		waits_double(t);
	ANEW(t, "the waits are forgotten with time") {
		const struct guess a = at("sari", "203.0.113.7");

		let_in(t, a, 100);
		check_int(let_in_at(t, a, 100, now + 600 * MINUTE), 5);
	}
	ANEW(t, "a good sign-in begins anew") {
		const struct guess a = at("sari", "203.0.113.7");

		check_int(let_in(t, a, 4), 4);
		check_int(throttle_ask(t, &a, now), 0);
		throttle_good(t, &a, now);
		check_int(let_in(t, a, 100), 5);
	}
	ANEW(t, "who fails much stands behind who does not, for a while")
		standing(t);
	ANEW(t, "what others do to an account or an address leaves its own browser known")
		crowded(t);
	ANEW(t, "a thousand good sign-ins from one address all pass")
		thousand_good(t);
	ANEW(t, "four hundred failures from one address slow that address only") {
		check_int(sprayed(t, "203.0.113.7"), 400);
		check_int(let_in(t, at("new", "203.0.113.8"), 1), 1);
	}
	ANEW(t, "and it goes on with one each two seconds") {
		const struct guess a = at("new", "203.0.113.7");

		sprayed(t, "203.0.113.7");
		check_int(guess_wrong(t, &a, now + 2000), 0);
		check(guess_wrong(t, &a, now + 2000) > 0);
	}
	ANEW(t, "strangers slow an owner by a minute at most, and cannot lock them out")
		owner_under_siege(t);
	ANEW(t, "a browser that signed in before is not slowed by strangers")
		known_device(t);
	ANEW(t, "a request held back for two minutes does not cut the wait short")
		held_back(t);
	ANEW(t, "an attempt that was not looked at costs nothing")
		undone(t);
	ANEW(t, "sixty that sign in as one person at once all pass when they are right")
		crowd(t, true, 60);
	ANEW(t, "and five pass when they are wrong")
		crowd(t, false, 5);
	ANEW(t, "who waits for those in flight gets in in the order they came")
		in_order(t);
	ANEW(t, "an IPv6 site is one address, and IPv4 in IPv6 is IPv4")
		same_site(t);
	ANEW(t, "a clock that jumps back makes nobody wait longer than 5 minutes")
		clock_back(t);
	return test_end();
}
