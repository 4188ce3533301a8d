/*
 * What somebody did as a guest of events becomes their account's, after proof:
 * the personal link that only the guest has, or a code mailed to the address the
 * guest gave. That a guest said the same NIP is no proof: anybody can type it.
 */
#include <string.h>

#include "api/field.h"
#include "auth/auth.h"
#include "auth/factor.h"
#include "jobs/jobs.h"
#include "jobs/letter.h"
#include "routes.h"
#include "serve.h"
#include "store/person.h"
#include "training/guest.h"
#include "training/merge.h"

#define PROOF_MS (15 * 60 * INT64_C(1000))

/* Between two letters to whatever address. */
#define PAUSE_MS 60000

static enum err pause_kept(struct request *rq)
{
	struct guest_proof before;
	const enum err e = guest_proof_of(rq->db, rq->person->id, &before);

	if (e)
		return e == ERR_NOT_FOUND ? OK : e;
	return rq->now - before.created_at < PAUSE_MS
		? fail(ERR_TOO_MANY, "letters to %s", rq->person->id) : OK;
}

static void wake(struct request *rq)
{
	job_wake(rq->server, JOB_mailer);
}

/* In both cases the same answer: whose address it is, is nobody's business. */
enum err adopt_letter(struct request *rq, struct response *rs)
{
	char hash[RECOVERY_HASH_SIZE];
	const char *email, **guests, *code;
	bool possible;
	size_t n;
	enum err e;

	if ((e = field_text_needed(rq, "email", 254, &email)) ||
	    (e = letter_possible(rq->server, rq->db, &possible)))
		return e;
	if (!possible)
		return refuse(rq, P_mail_off, NO_VALUES);
	email = text_lower(rq->mem, text_trim(rq->mem, email));
	if ((e = pause_kept(rq)) ||
	    (e = guests_of_email(rq->db, email, &guests, &n)))
		return e;
	code = recovery_code_new(rq->server->auth, rq->mem, rq->person->id,
				 hash);
	if ((e = guest_proof_put(rq->db, rq->person->id, &(struct guest_proof){
		.email = email, .code_hash = hash, .created_at = rq->now,
		.expires_at = rq->now + PROOF_MS })) ||
	    (n && (e = letter_proof(rq->server, rq->db, rq->lang, rq->person,
				    email, code, rq->now))))
		return e;
	rq->after = wake;
	return respond_empty(rs, 204);
}

/* What was shown, for the transaction. */
struct shown {
	const char *token;
	char hash[RECOVERY_HASH_SIZE];	/* of the code */
	const char **guests;		/* who are no more, at the end */
	size_t n;
};

/* Runs that are open as a guest end with their sessions. */
static void guests_out(struct request *rq)
{
	const struct shown *s = rq->prepared;

	for (size_t i = 0; i < s->n; i++)
		grant_drop(rq->server->auth->grants, s->guests[i]);
}

/* A code is guessed as slowly as a password; of 2^55 that is enough. */
static enum err code_look(struct request *rq, struct shown *s,
			  const char *code)
{
	struct throttle *t = rq->server->auth->throttle;
	const struct guess guess = {
		.account = arena_format(rq->mem, "proof %s", rq->person->id),
	};
	struct guest_proof proof;
	int64_t wait;
	enum err e;

	if ((wait = throttle_ask(t, &guess, rq->now)))
		return auth_slowed(rq, wait);
	if (!(e = serve_read(rq)))
		e = guest_proof_of(rq->db, rq->person->id, &proof);
	serve_read_end(rq);
	if (e && e != ERR_NOT_FOUND) {
		throttle_undo(t, &guess, rq->now);
		return e;
	}
	if (e || proof.expires_at <= rq->now ||
	    !recovery_code_hash(rq->server->auth, rq->person->id, code,
				s->hash) ||
	    !secret_hash_same(s->hash, proof.code_hash)) {
		throttle_bad(t, &guess, rq->now);
		return refuse(rq, P_proof_invalid, NO_VALUES);
	}
	throttle_good(t, &guess, rq->now);
	return OK;
}

enum err adopt_check(struct request *rq, struct response *rs)
{
	struct shown *s = arena_new(rq->mem, struct shown);
	const char *code;
	enum err e;

	(void)rs;
	rq->prepared = s;
	if ((e = field_text(rq, "token", 200, &s->token)) ||
	    (e = field_text(rq, "code", 64, &code)))
		return e;
	if (s->token)
		return OK;
	return code ? code_look(rq, s, code) : field_missing(rq, "token");
}

static enum err guests_shown(struct request *rq, const struct shown *s,
			     const char ***out, size_t *n)
{
	struct guest_proof proof;
	struct guest *g;
	bool done;
	enum err e;

	if (!s->token) {
		if ((e = guest_proof_of(rq->db, rq->person->id, &proof)) ||
		    (e = guest_proof_use(rq->db, rq->person->id, s->hash,
					 &done)))
			return e;
		return done ? guests_of_email(rq->db, proof.email, out, n)
			    : fail(ERR_NOT_FOUND, "the code was used");
	}
	g = arena_new(rq->mem, struct guest);
	if ((e = guest_by_token(rq->db, rq->server->auth, s->token, g)))
		return e;
	*out = arena_array(rq->mem, const char *, 1);
	(*out)[0] = g->person_id;
	*n = 1;
	return OK;
}

enum err adopt_run(struct request *rq, struct response *rs)
{
	struct shown *s = rq->prepared;
	const char **guests;
	size_t n;
	enum err e = guests_shown(rq, s, &guests, &n);

	if (e == ERR_NOT_FOUND)
		return refuse(rq, P_proof_invalid, NO_VALUES);
	for (size_t i = 0; i < n && !e; i++)
		e = person_merge(rq->db, &(struct merge_order){
			.from = guests[i], .to = rq->person->id,
			.by_id = rq->person->id, .kind = "adopted" }, rq->now);
	if (e)
		return e;
	s->guests = guests;
	s->n = n;
	rq->after = guests_out;
	return respond_json(rq, rs, 200, json_pack("{s:I}", "adopted",
						   (json_int_t)n));
}
