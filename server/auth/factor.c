#include "auth/factor.h"

#include <sodium.h>
#include <string.h>

#include "auth/code.h"
#include "auth/device.h"
#include "auth/seal.h"

#define FORM sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define HASH_BYTES 32

_Static_assert(RECOVERY_HASH_SIZE ==
	       sodium_base64_ENCODED_LEN(HASH_BYTES, FORM), "as text");

/* The form of a token of a kind of its own: "session" names the person. */
void factor_ticket(const struct auth *a, const char *person_id, int64_t epoch,
		   int64_t now, char out[static TOKEN_SIZE])
{
	struct token t = {
		.kind = TOKEN_TICKET,
		.expires_at = (now + FACTOR_TICKET_MS) / 1000 * 1000,
		.epoch = epoch,
	};

	memcpy(t.session, person_id, IDENT_SIZE);
	ident_new(now, t.subject);
	token_write(a->token_key, &t, out);
}

enum err factor_ticket_read(const struct auth *a, const char *text,
			    int64_t now, char person_id[static IDENT_SIZE],
			    int64_t *epoch)
{
	struct token t;
	const enum err e = token_parse(a->token_key, text, TOKEN_TICKET, now,
				       &t);

	if (e)
		return e;
	memcpy(person_id, t.session, IDENT_SIZE);
	*epoch = t.epoch;
	return OK;
}

const char *factor_secret_new(const struct auth *a, struct arena *mem,
			      char text[static TOTP_SECRET_SIZE])
{
	unsigned char bytes[TOTP_SECRET_BYTES];

	randombytes_buf(bytes, sizeof(bytes));
	totp_secret_text(bytes, text);
	sodium_memzero(bytes, sizeof(bytes));
	return seal_text(a->seal_key, mem, text);
}

enum err factor_secret_text(const struct auth *a, struct arena *mem,
			    const char *sealed,
			    char text[static TOTP_SECRET_SIZE])
{
	const char *plain = seal_open(a->seal_key, mem, sealed);

	if (!plain || strlen(plain) != TOTP_SECRET_SIZE - 1)
		return fail(ERR_INTERNAL, "a second factor does not open");
	memcpy(text, plain, TOTP_SECRET_SIZE);
	return OK;
}

bool recovery_code_hash(const struct auth *a, const char *person_id,
			const char *typed, char out[static RECOVERY_HASH_SIZE])
{
	unsigned char hash[HASH_BYTES];
	char code[RECOVERY_SHOWN_SIZE];
	crypto_generichash_state h;

	if (!code_form(typed, code, sizeof(code)))
		return false;
	crypto_generichash_init(&h, a->seal_key, sizeof(a->seal_key),
				sizeof(hash));
	crypto_generichash_update(&h, (const unsigned char *)person_id,
				  strlen(person_id) + 1);
	crypto_generichash_update(&h, (const unsigned char *)code,
				  sizeof(code));
	crypto_generichash_final(&h, hash, sizeof(hash));
	sodium_bin2base64(out, RECOVERY_HASH_SIZE, hash, sizeof(hash), FORM);
	return true;
}

const char *recovery_code_new(const struct auth *a, struct arena *mem,
			      const char *person_id,
			      char hash[static RECOVERY_HASH_SIZE])
{
	char *code = arena_alloc(mem, RECOVERY_SHOWN_SIZE);

	code_new(code, RECOVERY_SHOWN_SIZE);
	recovery_code_hash(a, person_id, code, hash);
	return code;
}

void recovery_codes_new(const struct auth *a, struct arena *mem,
			const char *person_id, const char *codes[RECOVERY_CODES],
			const char *hashes[RECOVERY_CODES])
{
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		char *hash = arena_alloc(mem, RECOVERY_HASH_SIZE);

		codes[i] = recovery_code_new(a, mem, person_id, hash);
		hashes[i] = hash;
	}
}

/* The step of a code by the clock; 0 for none. */
static enum err step_look(const struct auth *a, struct request *rq,
			  const struct totp *t, const char *typed,
			  int64_t *step)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	char text[TOTP_SECRET_SIZE];
	const enum err e = factor_secret_text(a, rq->mem, t->secret, text);

	if (e)
		return e;
	*step = totp_secret_read(text, secret)
		? totp_step(secret, typed, rq->now, t->step) : 0;
	return OK;
}

enum err factor_check(struct auth *a, struct request *rq,
		      const char *person_id, const struct totp *t,
		      const char *typed, bool known, struct factor_proof *out)
{
	const struct guess guess = {
		.account = arena_format(rq->mem, "code %s", person_id),
		.device = device_known(a->device_key, rq, person_id),
	};
	const int64_t wait = throttle_ask(a->throttle, &guess, rq->now);
	enum err e;

	if (wait)
		return auth_slowed(rq, wait);
	*out = (struct factor_proof){ .person_id = person_id };
	if ((e = step_look(a, rq, t, typed, &out->step))) {
		throttle_undo(a->throttle, &guess, rq->now);
		return e;
	}
	if (out->step)
		out->secret = t->secret;
	if (!out->step &&
	    !(known && recovery_code_hash(a, person_id, typed, out->hash))) {
		throttle_bad(a->throttle, &guess, rq->now);
		return refuse(rq, P_code_mismatch, NO_VALUES);
	}
	throttle_good(a->throttle, &guess, rq->now);
	return OK;
}

enum err factor_use(struct request *rq, const struct factor_proof *p)
{
	bool done;
	const enum err e = p->secret
		? totp_use(rq->db, p->person_id, p->secret, p->step, &done)
		: recovery_code_use(rq->db, p->person_id, p->hash, rq->now,
				    &done);

	if (e)
		return e;
	return done ? OK : refuse(rq, P_code_mismatch, NO_VALUES);
}
