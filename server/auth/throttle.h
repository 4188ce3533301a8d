/*
 * The brake on guessing passwords, which a stranger cannot use to lock anybody
 * out.
 *
 * Only failures count. What is counted, and forgotten with time:
 *
 *   an account from one address (an IPv6 /64): five are free, then each attempt
 *   waits twice as long as the one before, five minutes at most;
 *   an account from everywhere: past twenty, an address new to the account
 *   waits before its first attempt, the longer the more there were, a minute at
 *   most. The wait is that address's own and then the attempt is let through,
 *   whatever others do meanwhile: the owner is slowed, never locked out;
 *   an address over all accounts: four hundred, then one each two seconds. An
 *   agency sits behind one address; its good sign-ins cost nothing.
 *
 * A browser that signed in to the account before (auth/device.h) is counted by
 * itself, so what strangers do does not slow it.
 *
 * An attempt is charged when it is let in, before the password is looked at,
 * and given back when it was good, so that many at once win nothing; while
 * those in flight decide whether one more is free, it waits for them, so that
 * one person's many programs may sign in together. Accounts are known by what
 * was typed: an unknown one is slowed exactly like a known one. The table does
 * not grow; the time is an argument.
 */
#ifndef AUTH_THROTTLE_H
#define AUTH_THROTTLE_H

#include <stdint.h>

struct throttle;

struct throttle *throttle_open(void);
void throttle_close(struct throttle *);

/*
 * Whom an attempt stands with when many come at once: a flood of those that fail
 * leaves room for the others (auth.h), and waits behind them (password.h).
 */
enum standing {
	STANDING_KNOWN,		/* a browser that the account knows */
	STANDING_QUIET,		/* neither account nor address fails much */
	STANDING_NOISY,
	STANDINGS
};

struct guess {
	const char *account;	/* what was typed, in its one form */
	const char *address;	/* of the peer, as text */
	const char *device;	/* a known browser of the account, or NULL */
};

/* As it is now, with those in flight; charges nothing. */
enum standing throttle_standing(struct throttle *, const struct guess *,
				int64_t now);

/*
 * 0: go ahead; it is charged, and one of the three below must follow. Else the
 * ms to wait, and nothing is. Sleeps while those in flight for the same account
 * from the same place decide, in the order they came, THROTTLE_SLEEP_MS at most.
 */
#define THROTTLE_SLEEP_MS 15000
int64_t throttle_ask(struct throttle *, const struct guess *, int64_t now);

/* It was wrong, and the charge stays. */
void throttle_bad(struct throttle *, const struct guess *, int64_t now);

/* It was good: its charge is given back, and the pair begins anew. */
void throttle_good(struct throttle *, const struct guess *, int64_t now);

/* It was not looked at after all: only its charge is given back. */
void throttle_undo(struct throttle *, const struct guess *, int64_t now);

#endif
