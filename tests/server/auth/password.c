#include "auth/password.h"

#include <pthread.h>
#include <sched.h>
#include <sodium.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/clock.h"
#include "check.h"

static struct passwords *passwords;
static char stored[PASSWORD_HASH_SIZE];
static atomic_int good_ones, busy_ones, others;

static void *sign_in(void *arg)
{
	bool good = false;
	const enum err e = password_verify(passwords, STANDING_QUIET, stored,
					   "kuda-terbang-di-awan", &good);

	(void)arg;
	if (e == ERR_BUSY)
		busy_ones++;
	else if (e || !good)
		others++;
	else
		good_ones++;
	return NULL;
}

/* Twice as many as may wait, all at once. */
static void crowd(void)
{
	enum { N = 2 * (PASSWORD_AT_ONCE + PASSWORD_WAITING) };
	static pthread_t threads[N];

	const int64_t begin = clock_steady();

	for (int i = 0; i < N; i++)
		if (pthread_create(&threads[i], NULL, sign_in, NULL))
			abort();
	for (int i = 0; i < N; i++)
		pthread_join(threads[i], NULL);
	check_int(others, 0);
	check_int(good_ones + busy_ones, N);
	if (clock_steady() - begin < PASSWORD_WAIT_MS)
		check(good_ones >= PASSWORD_AT_ONCE + PASSWORD_WAITING);
	else	/* so slow that those who waited were told to come again */
		check(good_ones >= PASSWORD_AT_ONCE && busy_ones);
}

static atomic_int noisy_done, overtakers;

static void *fail_to(void *arg)
{
	bool good;

	(void)arg;
	password_verify(passwords, STANDING_NOISY, NULL, "salah", &good);
	noisy_done++;
	return NULL;
}

static void *come_back(void *arg)
{
	const int before = noisy_done;
	bool good = false;

	(void)arg;
	check_int(password_verify(passwords, STANDING_KNOWN, stored,
				  "kuda-terbang-di-awan", &good), OK);
	check(good);
	overtakers = noisy_done - before;
	return NULL;
}

/* One comes when all the others wait already. */
static void overtaken(void)
{
	enum { N = 40 };
	pthread_t noisy[N], known;

	for (int i = 0; i < N; i++)
		if (pthread_create(&noisy[i], NULL, fail_to, NULL))
			abort();
	while (noisy_done < PASSWORD_AT_ONCE)
		sched_yield();
	if (pthread_create(&known, NULL, come_back, NULL))
		abort();
	pthread_join(known, NULL);
	for (int i = 0; i < N; i++)
		pthread_join(noisy[i], NULL);
	check(overtakers < N / 2);
	check_int(noisy_done, N);
}

#ifdef BALAI_SANITIZED
/* A hash says itself what it costs. How many wait is counted without a
   sanitizer, which looks at the queue alone. */
static void stored_cheaply(void)
{
	static const char password[] = "kuda-terbang-di-awan";

	check_int(crypto_pwhash_str_alg(stored, password, strlen(password), 1,
					1 << 20, crypto_pwhash_ALG_ARGON2ID13),
		  0);
}
#else
static long peak_kilobytes(void)
{
	struct rusage use;

	getrusage(RUSAGE_SELF, &use);
	return use.ru_maxrss;
}
#endif

/* What this thread worked: who else is busy here does not count. */
static int64_t worked(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

static int64_t fastest(const char *hash)
{
	int64_t best = INT64_MAX;

	for (int i = 0; i < 5; i++) {
		const int64_t begin = worked();
		bool good;

		check_int(password_verify(passwords, STANDING_QUIET, hash,
					  "salah-semuanya", &good), OK);
		check(!good);
		if (worked() - begin < best)
			best = worked() - begin;
	}
	return best;
}

static const struct person sari = {
	.name = "Sari Wulandari", .login = "sari.wulandari",
	.nip = "199504122019032004", .email = "sariwulandari@contoh.go.id",
};

static void weak_ones(void)
{
	static const char *const weak[] = {
		"", "pendek", "sembilan9", "1234567890", "0987654321",
		"aaaaaaaaaaaa", "121212121212", "Password123", "password2026!",
		"INDONESIA1945", "indonesiamerdeka", "123katasandi123",
		"rahasia12345", "qwertyuiop", "1q2w3e4r5t", "bismillah786",
		"pegawai2024", "abcdefghijkl", "sari.wulandari",
		"Sari Wulandari", "199504122019032004", "sariwulandari",
		"SARIWULANDARI@contoh.go.id", "P@ssw0rd2024",
	};
	static char long_one[PASSWORD_MAX + 2];

	for (size_t i = 0; i < sizeof(weak) / sizeof(*weak); i++)
		if (!password_weak(weak[i], &sari)) {
			check_str(weak[i], "weak");
		}
	for (size_t i = 0; i <= PASSWORD_MAX; i++)
		long_one[i] = (char)('a' + i % 26 * 7 % 26);
	check(password_weak(long_one, &sari));
	long_one[PASSWORD_MAX] = '\0';
	check(!password_weak(long_one, &sari));
}

static void strong_ones(void)
{
	static const char *const strong[] = {
		"kuda-terbang-di-awan", "belajar-di-balai", "7hG!x92Lq0",
		"indonesia raya merdeka merdeka", "sambal terasi 5 cabai",
		"\u00e9\u00e8\u00ea\u00eb\u00e0\u00e2\u00e4\u00f4\u00f6\u00fb",
	};

	for (size_t i = 0; i < sizeof(strong) / sizeof(*strong); i++)
		if (password_weak(strong[i], &sari)) {
			check_str(strong[i], "strong");
		}
	check(!password_weak("kuda-terbang-di-awan", NULL));
}

int main(void)
{
	bool good;

	TEST("the start makes one hash") {
		check_int(passwords_open(&passwords), OK);
		check_int(password_hash(passwords, "kuda-terbang-di-awan",
					stored), OK);
		check(strncmp(stored, "$argon2id$", 10) == 0);
	}
	TEST("a password is good against its own hash only") {
		check_int(password_verify(passwords, STANDING_QUIET, stored,
					  "kuda-terbang-di-awan", &good), OK);
		check(good);
		check_int(password_verify(passwords, STANDING_QUIET, stored,
					  "kuda-terbang-di-awaN", &good), OK);
		check(!good);
	}
	TEST("nobody has no password that is good")
		for (int i = 0; i < 2; i++) {
			check_int(password_verify(passwords, STANDING_QUIET, NULL,
						  i ? "" : "apa pun", &good),
				  OK);
			check(!good);
		}
	TEST("checking nobody's password takes as long as somebody's") {
		const int64_t somebody = fastest(stored);
		const int64_t nobody = fastest(NULL);

		check(nobody * 2 >= somebody && somebody * 2 >= nobody);
	}
#ifdef BALAI_SANITIZED
	stored_cheaply();
#endif
	TEST("of a crowd as many as may wait are served, the rest are told to come again")
		crowd();
	TEST("who is known does not wait behind a flood of failures, which ends too")
		overtaken();
#ifndef BALAI_SANITIZED
	TEST("and a crowd takes the memory of four")
		check(peak_kilobytes() < 4 * (PASSWORD_MEMORY >> 10) + 60000);
#endif
	TEST("short, common and personal passwords are weak")
		weak_ones();
	TEST("others are not, with or without signs")
		strong_ones();
	passwords_close(passwords);
	return test_end();
}
