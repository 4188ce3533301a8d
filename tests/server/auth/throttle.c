#include "auth/throttle.h"

#include "check.h"

#define MINUTE INT64_C(60000)

static const int64_t now = INT64_C(1000000000);

static struct guess at(const char *account, const char *address)
{
	return (struct guess){ .account = account, .address = address };
}

/* How many in a row are let in at that moment. */
static int let_in_at(struct throttle *t, struct guess a, int most, int64_t when)
{
	for (int i = 0; i < most; i++)
		if (throttle_ask(t, &a, when))
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

		if (throttle_ask(t, &a, now - MINUTE))
			throttle_ask(t, &a, now);
	}
}

static void waits_double(struct throttle *t)
{
	const struct guess a = at("sari", "203.0.113.7");
	int64_t when = now, before = 0;

	check_int(let_in(t, a, 100), 5);
	for (int i = 0; i < 8; i++) {
		const int64_t wait = throttle_ask(t, &a, when);

		check(wait >= before);
		check(wait <= 300000);
		before = wait;
		when += wait;
		check_int(throttle_ask(t, &a, when - 1), 1);
		check_int(throttle_ask(t, &a, when), 0);
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
		n += throttle_ask(t, &a, now) == 0;
	}
	return n;
}

static void owner_under_siege(struct throttle *t)
{
	const struct guess owner = at("sari", "203.0.113.7");
	int64_t wait;

	besiege(t, "sari", 3000);
	wait = throttle_ask(t, &owner, now);
	check(wait > MINUTE / 2 && wait <= MINUTE);
	besiege(t, "sari", 3000);
	check_int(throttle_ask(t, &owner, now + wait), 0);
	throttle_good(t, &owner, now + wait);
	check_int(throttle_ask(t, &owner, now + wait + 1), 0);
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
	check(throttle_ask(t, &a, now - 1000 * MINUTE) <= 300000);
	check_int(throttle_ask(t, &a, now - 1000 * MINUTE + 300000), 0);
}

/* A request held back while others failed asks with the time it came. */
static void held_back(struct throttle *t)
{
	const struct guess a = at("sari", "203.0.113.7");
	int64_t when = now;

	for (int64_t wait = 0; wait < 300000; when += wait)
		wait = throttle_ask(t, &a, when);
	check_int(throttle_ask(t, &a, when), 0);
	check(throttle_ask(t, &a, when - 120000) > 0);
	check(throttle_ask(t, &a, when + 299999) > 0);
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
	ANEW(t, "a thousand good sign-ins from one address all pass")
		thousand_good(t);
	ANEW(t, "four hundred failures from one address slow that address only") {
		check_int(sprayed(t, "203.0.113.7"), 400);
		check_int(let_in(t, at("new", "203.0.113.8"), 1), 1);
	}
	ANEW(t, "and it goes on with one each two seconds") {
		const struct guess a = at("new", "203.0.113.7");

		sprayed(t, "203.0.113.7");
		check_int(throttle_ask(t, &a, now + 2000), 0);
		check(throttle_ask(t, &a, now + 2000) > 0);
	}
	ANEW(t, "strangers slow an owner by a minute at most, and cannot lock them out")
		owner_under_siege(t);
	ANEW(t, "a browser that signed in before is not slowed by strangers")
		known_device(t);
	ANEW(t, "a request held back for two minutes does not cut the wait short")
		held_back(t);
	ANEW(t, "an attempt that was not looked at costs nothing")
		undone(t);
	ANEW(t, "an IPv6 site is one address, and IPv4 in IPv6 is IPv4")
		same_site(t);
	ANEW(t, "a clock that jumps back makes nobody wait longer than 5 minutes")
		clock_back(t);
	return test_end();
}
