#include "auth/password.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/wait.h"

_Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "hash fits");

/* Lives on the stack of the thread that waits. */
struct waiter {
	struct waiter *next;
	pthread_cond_t called;
	bool turn;
};

struct queue {
	struct waiter *first, **last;
};

/*
 * A place goes from who leaves to who waits, without being free in between, so
 * that nobody who comes later overtakes.
 */
struct passwords {
	pthread_mutex_t lock;
	unsigned running, waiting, turns;
	struct queue queues[STANDINGS];
	char nobody[PASSWORD_HASH_SIZE];
};

static void waiter_init(struct waiter *w)
{
	*w = (struct waiter){ 0 };
	wait_init(&w->called);
}

static void waiter_leave(struct passwords *p, struct queue *q,
			 struct waiter *w)
{
	struct waiter **at = &q->first;

	while (*at != w)
		at = &(*at)->next;
	*at = w->next;
	if (!w->next)
		q->last = at;
	p->waiting--;
}

static enum err wait_turn(struct passwords *p, struct queue *q)
{
	const struct timespec until =
		wait_moment(wait_now() + PASSWORD_WAIT_MS * WAIT_MS);
	struct waiter w;
	int rc = 0;

	waiter_init(&w);
	*q->last = &w;
	q->last = &w.next;
	p->waiting++;
	while (!w.turn && rc != ETIMEDOUT)
		rc = pthread_cond_timedwait(&w.called, &p->lock, &until);
	if (!w.turn)
		waiter_leave(p, q, &w);
	pthread_cond_destroy(&w.called);
	return w.turn ? OK : fail(ERR_BUSY, "waited too long for a hash");
}

static enum err gate_enter(struct passwords *p, enum standing s)
{
	enum err e = OK;

	pthread_mutex_lock(&p->lock);
	if (p->running < PASSWORD_AT_ONCE)
		p->running++;
	else if (p->waiting < PASSWORD_WAITING)
		e = wait_turn(p, &p->queues[s]);
	else
		e = fail(ERR_BUSY, "%u wait for a hash", p->waiting);
	pthread_mutex_unlock(&p->lock);
	return e;
}

/* Whose turn it is; without anybody there, the best standing's. */
static struct queue *queue_next(struct passwords *p)
{
	static const enum standing turns[] = {
		STANDING_KNOWN, STANDING_QUIET, STANDING_KNOWN, STANDING_QUIET,
		STANDING_NOISY
	};
	const size_t n = sizeof(turns) / sizeof(*turns);
	struct queue *q = &p->queues[turns[p->turns++ % n]];

	if (q->first)
		return q;
	for (q = p->queues; q < p->queues + STANDINGS; q++)
		if (q->first)
			return q;
	return NULL;
}

static void gate_leave(struct passwords *p)
{
	struct waiter *w;
	struct queue *q;

	pthread_mutex_lock(&p->lock);
	if ((q = queue_next(p))) {
		w = q->first;
		waiter_leave(p, q, w);
		w->turn = true;
		pthread_cond_signal(&w->called);
	} else {
		p->running--;
	}
	pthread_mutex_unlock(&p->lock);
}

enum err password_hash(struct passwords *p, const char *password,
		       char out[static PASSWORD_HASH_SIZE])
{
	enum err e;

	if ((e = gate_enter(p, STANDING_KNOWN)))
		return e;
	if (crypto_pwhash_str_alg(out, password, strlen(password),
				  PASSWORD_PASSES, PASSWORD_MEMORY,
				  crypto_pwhash_ALG_ARGON2ID13))
		e = fail(ERR_BUSY, "no memory for a hash");
	gate_leave(p);
	return e;
}

enum err password_verify(struct passwords *p, enum standing standing,
			 const char *hash, const char *password, bool *good)
{
	enum err e;
	int rc;

	if ((e = gate_enter(p, standing)))
		return e;
	errno = 0;
	rc = crypto_pwhash_str_verify(hash ? hash : p->nobody, password,
				      strlen(password));
	if (rc && errno == ENOMEM)
		e = fail(ERR_BUSY, "no memory for a hash");
	gate_leave(p);
	*good = !e && hash && rc == 0;
	return e;
}

enum err passwords_open(struct passwords **out)
{
	struct passwords *p = calloc(1, sizeof(*p));
	char chance[33];
	enum err e;

	if (!p)
		abort();
	for (size_t i = 0; i < STANDINGS; i++)
		p->queues[i].last = &p->queues[i].first;
	pthread_mutex_init(&p->lock, NULL);
	for (size_t i = 0; i < sizeof(chance); i++)
		chance[i] = (char)('a' + randombytes_uniform(26));
	chance[sizeof(chance) - 1] = '\0';
	if ((e = password_hash(p, chance, p->nobody))) {
		passwords_close(p);
		return e;
	}
	*out = p;
	return OK;
}

void passwords_close(struct passwords *p)
{
	pthread_mutex_destroy(&p->lock);
	free(p);
}

/*
 * What is left when digits and signs are taken off both ends is compared with
 * these, so "Indonesia123!" and "password2026" are found by their stem. Only
 * what can reach ten characters that way is worth a line.
 */
static const char *const common[] = {
	"abcdefghij", "admin", "administrator", "akuntansi", "alhamdulillah",
	"anggaran", "asn", "balai", "bandung", "bendahara", "bhinnekatunggalika",
	"bismillah", "bkn", "bupati", "cinta", "diklat", "dragon", "football",
	"ganteng", "garuda", "gubernur", "iloveyou", "indonesia",
	"indonesiamerdeka", "indonesiaraya", "jakarta", "jokowi", "kabupaten",
	"kantor", "katakunci", "katasandi", "keluarga", "kementerian",
	"korpri", "lan", "letmein", "makassar", "masuk", "medan", "merdeka",
	"monkey", "nusantara", "p@ssw0rd", "p@ssword", "pancasila",
	"passw0rd", "password", "passwordku", "pegawai", "pegawainegeri",
	"pelatihan", "pemda", "pemerintah", "peserta", "pns", "provinsi",
	"qazwsxedc", "qwerty", "qwertyuiop", "rahasia", "rahasiaku",
	"rahasianegara", "sayang", "sayangku", "secret", "selamatdatang",
	"semangat", "semarang", "subhanallah", "surabaya", "test", "user",
	"welcome", "yogyakarta", "zxcvbnm", "asdfghjkl", "asdfghjklqwerty",
	"qwertyuiopasdfghjkl", "1q2w3e4r5t", "1q2w3e4r5t6y", "1qaz2wsx3edc",
	"zaq12wsx", "abc", "abcd",
};

static bool word_common(const char *word, size_t n)
{
	for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
		if (strlen(common[i]) == n &&
		    strncasecmp(common[i], word, n) == 0)
			return true;
	return false;
}

static bool stem_common(const char *s)
{
	size_t n = strlen(s);

	if (word_common(s, n))
		return true;
	while (n && !isalpha((unsigned char)s[n - 1]) &&
	       (unsigned char)s[n - 1] < 0x80)
		n--;
	while (n && !isalpha((unsigned char)*s) && (unsigned char)*s < 0x80)
		s++, n--;
	return word_common(s, n);
}

/* 1234567890, 0987654321, abcdefghijkl: each one more, or each one less. */
static bool run_of_neighbours(const char *s)
{
	int up = 0, down = 0, steps = 0;

	for (; s[0] && s[1]; s++, steps++) {
		int step = s[1] - s[0];

		up += step == 1 || (s[0] == '9' && s[1] == '0');
		down += step == -1 || (s[0] == '0' && s[1] == '9');
	}
	return up == steps || down == steps;
}

static bool few_letters(const char *s)
{
	bool seen[256] = { false };
	int n = 0;

	for (; *s; s++) {
		n += !seen[(unsigned char)*s];
		seen[(unsigned char)*s] = true;
	}
	return n < 5;
}

static bool about(const char *password, const char *own)
{
	const size_t n = own ? strlen(own) : 0;
	const char *at = own ? strchr(own, '@') : NULL;

	if (!n)
		return false;
	if (strcasecmp(password, own) == 0)
		return true;
	return at && at > own && strlen(password) == (size_t)(at - own) &&
	       strncasecmp(password, own, (size_t)(at - own)) == 0;
}

bool password_weak(const char *password, const struct person *of)
{
	const size_t n = strnlen(password, PASSWORD_MAX + 1);

	if (n > PASSWORD_MAX || text_length(password) < PASSWORD_MIN)
		return true;
	if (few_letters(password) || run_of_neighbours(password) ||
	    stem_common(password))
		return true;
	return of && (about(password, of->login) || about(password, of->name) ||
		      about(password, of->nip) || about(password, of->email));
}
