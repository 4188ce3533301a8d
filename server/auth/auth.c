#include "auth/auth.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "domain/launch_scope.h"
#include "store/person.h"
#include "store/setting.h"

#define SETTING "token_key"
#define HEX_SIZE (2 * TOKEN_KEY_SIZE + 1)

enum err auth_key(struct db *db, unsigned char out[static TOKEN_KEY_SIZE])
{
	unsigned char fresh[TOKEN_KEY_SIZE];
	char hex[HEX_SIZE];
	const char *kept;
	size_t n;
	enum err e;

	randombytes_buf(fresh, sizeof(fresh));
	sodium_bin2hex(hex, sizeof(hex), fresh, sizeof(fresh));
	if ((e = setting_begin(db, SETTING, hex, &kept)))
		return e;
	if (!kept || strlen(kept) != HEX_SIZE - 1 ||
	    sodium_hex2bin(out, TOKEN_KEY_SIZE, kept, HEX_SIZE - 1, NULL, &n,
			   NULL) || n != TOKEN_KEY_SIZE)
		return fail(ERR_INTERNAL, "setting " SETTING " is damaged");
	return OK;
}

static void derive_seal(const unsigned char key[static TOKEN_KEY_SIZE],
			unsigned char out[static TOKEN_KEY_SIZE])
{
	crypto_kdf_derive_from_key(out, TOKEN_KEY_SIZE, 3, "bl-seals", key);
}

enum err auth_seal_key(struct db *db, unsigned char out[static TOKEN_KEY_SIZE])
{
	unsigned char key[TOKEN_KEY_SIZE];
	const enum err e = auth_key(db, key);

	if (!e)
		derive_seal(key, out);
	sodium_memzero(key, sizeof(key));
	return e;
}

enum err auth_open(const unsigned char key[static TOKEN_KEY_SIZE],
		   struct auth **out)
{
	struct auth *a = calloc(1, sizeof(*a));
	enum err e;

	if (!a)
		abort();
	crypto_kdf_derive_from_key(a->token_key, TOKEN_KEY_SIZE, 1, "bl-token",
				   key);
	crypto_kdf_derive_from_key(a->device_key, TOKEN_KEY_SIZE, 2, "bl-devic",
				   key);
	derive_seal(key, a->seal_key);
	crypto_kdf_derive_from_key(a->mark_key, TOKEN_KEY_SIZE, 4, "bl-marks",
				   key);
	if ((e = passwords_open(&a->passwords))) {
		free(a);
		return e;
	}
	a->throttle = throttle_open();
	a->grants = grants_open();
	*out = a;
	return OK;
}

void auth_close(struct auth *a)
{
	passwords_close(a->passwords);
	throttle_close(a->throttle);
	grants_close(a->grants);
	sodium_memzero(a, sizeof(*a));
	free(a);
}

/*
 * Of an account that was joined to another LMS's user a launch has what learning
 * takes, as a guest would. What it may see of modules is what the connection's agency may.
 */
static void person_narrow(struct person *p, const struct launch_scope *l)
{
	p->agency_id = l->agency_id;
	p->agency_name = l->agency_name;
	p->login = "";
	p->nip = p->email = p->password = NULL;
	p->must_set_password = false;
	p->roles = 0;
	p->guest = true;
	p->privacy = PRIVACY_VERSION;
}

static void launch_admit(struct request *rq, const struct session *s,
			 struct person *p)
{
	struct launch_scope *launch = arena_new(rq->mem, struct launch_scope);

	*launch = s->launch;
	rq->launch = launch;
	rq->embed = s->embed;
	person_narrow(p, launch);
}

enum err auth_admit(struct auth *a, struct request *rq, struct db *db,
		    bool *due)
{
	struct session s;
	struct person *p;
	enum err e;

	(void)a;
	rq->person = NULL;
	rq->session = NULL;
	rq->launch = NULL;
	rq->embed = NULL;
	if (due)
		*due = false;
	if ((e = session_find(rq, db, &s)))
		return e == ERR_ANONYMOUS ? OK : e;
	p = arena_new(rq->mem, struct person);
	if ((e = person_by_id(db, s.person_id, p)))
		return e == ERR_NOT_FOUND ? OK : e;
	if (p->disabled_at)
		return OK;
	if (s.launch.id)
		launch_admit(rq, &s, p);
	rq->person = p;
	rq->session = s.id;
	if (due)
		*due = session_due(&s, rq->now);
	return OK;
}

enum err auth_slowed(struct request *rq, int64_t wait)
{
	return refuse(rq, P_login_slowed,
		      VALUES({ "seconds",
			       arena_format(rq->mem, "%lld",
					    (long long)(wait + 999) / 1000) }));
}

/* Room for one more of that standing; given back by guess_leave. */
static bool guess_enter(struct auth *a, enum standing s)
{
	static const unsigned most[STANDINGS] = {
		[STANDING_KNOWN] = AUTH_GUESSES,
		[STANDING_QUIET] = AUTH_GUESSES_QUIET,
		[STANDING_NOISY] = AUTH_GUESSES_NOISY,
	};
	bool room = true;

	for (enum standing i = STANDING_KNOWN; i <= s; i++)
		if (atomic_fetch_add(&a->guesses[i], 1) >= most[i])
			room = false;
	return room;
}

static void guess_leave(struct auth *a, enum standing s)
{
	for (enum standing i = STANDING_KNOWN; i <= s; i++)
		atomic_fetch_sub(&a->guesses[i], 1);
}

static enum err guess_try(struct auth *a, struct request *rq,
			  const struct guess *guess, enum standing standing,
			  const char *hash, const char *password, bool *good)
{
	const int64_t wait = throttle_ask(a->throttle, guess, rq->now);
	enum err e;

	if (wait)
		return auth_slowed(rq, wait);
	e = password_verify(a->passwords, standing, hash, password, good);
	if (e)
		throttle_undo(a->throttle, guess, rq->now);
	else if (*good)
		throttle_good(a->throttle, guess, rq->now);
	else
		throttle_bad(a->throttle, guess, rq->now);
	return e;
}

enum err auth_guess(struct auth *a, struct request *rq,
		    const struct guess *guess, const char *hash,
		    const char *password, bool *good)
{
	const enum standing s = throttle_standing(a->throttle, guess, rq->now);
	enum err e;

	*good = false;
	if (guess_enter(a, s))
		e = guess_try(a, rq, guess, s, hash, password, good);
	else
		e = fail(ERR_BUSY, "too many of standing %d sign in", s);
	guess_leave(a, s);
	return e;
}

int64_t auth_token_expiry(const struct auth *a, enum token_kind kind,
			  int64_t now)
{
	return a->token_life_ms ? (now + a->token_life_ms) / 1000 * 1000
				: token_expiry(kind, now);
}

static void token_of(const struct auth *a, const struct request *rq,
		     enum token_kind kind, const char *subject, char *out)
{
	struct token t = {
		.kind = kind,
		.expires_at = auth_token_expiry(a, kind, rq->now),
		.epoch = rq->person->epoch,
	};

	memcpy(t.session, rq->session, IDENT_SIZE);
	memcpy(t.subject, subject, IDENT_SIZE);
	token_write(a->token_key, &t, out);
}

void auth_files_token(const struct auth *a, const struct request *rq,
		      const char *version_id, char out[static TOKEN_SIZE])
{
	token_of(a, rq, TOKEN_FILES, version_id, out);
}

void auth_run_token(const struct auth *a, const struct request *rq,
		    const char *run_id, char out[static TOKEN_SIZE])
{
	token_of(a, rq, TOKEN_RUN, run_id, out);
}

void auth_fetch_token(const struct auth *a, const struct request *rq,
		      const char *run_id, char out[static TOKEN_SIZE])
{
	token_of(a, rq, TOKEN_FETCH, run_id, out);
}

#define BASE64 sodium_base64_VARIANT_ORIGINAL
#define USER "balai:"

const char *auth_basic(struct arena *mem, const char *run_token)
{
	char plain[sizeof(USER) + TOKEN_SIZE], coded[2 * sizeof(plain)];

	snprintf(plain, sizeof(plain), USER "%s", run_token);
	sodium_bin2base64(coded, sizeof(coded), (const unsigned char *)plain,
			  strlen(plain), BASE64);
	return arena_copy(mem, coded, strlen(coded));
}

static const char *basic_token(struct arena *mem, const char *coded)
{
	const size_t n = strlen(coded);
	char *plain = arena_alloc(mem, n + 1);
	const char *colon;
	size_t got;

	if (sodium_base642bin((unsigned char *)plain, n, coded, n, NULL, &got,
			      NULL, BASE64))
		return coded;
	colon = memchr(plain, ':', got);
	return colon ? colon + 1 : coded;
}

const char *auth_run_token_text(const struct request *rq)
{
	const char *said = request_header(rq, "Authorization");

	if (said && strncasecmp(said, "Bearer ", 7) == 0)
		return said + 7;
	if (said && strncasecmp(said, "Basic ", 6) == 0)
		return basic_token(rq->mem, said + 6);
	return request_header(rq, "X-Balai-Run");
}

enum err auth_token(const struct auth *a, const char *text,
		    enum token_kind kind, int64_t now, struct token *out)
{
	return token_parse(a->token_key, text, kind, now, out);
}
