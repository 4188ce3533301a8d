#include "lti/key.h"

#include <stdlib.h>
#include <string.h>

#include "auth/auth.h"
#include "auth/seal.h"
#include "base/ident.h"
#include "store/lti_key.h"

const char *lti_role_name(enum lti_role role)
{
	return role == LTI_TOOL ? "tool" : "platform";
}

static enum err signer_open(struct arena *mem, const struct auth *auth,
			    const struct lti_key *k, struct lti_signer *out)
{
	const char *pem = seal_open(auth->seal_key, mem, k->private);

	out->kid = k->kid;
	if (!pem || rs256_key_read(pem, &out->key))
		return fail(ERR_INTERNAL, "key '%s' cannot be opened", k->kid);
	return OK;
}

enum err lti_key_now(struct db *db, const struct auth *auth, enum lti_role role,
		     int64_t now, struct lti_signer *out)
{
	struct lti_key k;
	enum err e;

	*out = (struct lti_signer){ 0 };
	if ((e = lti_key_signing(db, lti_role_name(role), now, &k)))
		return e;
	return signer_open(db_arena(db), auth, &k, out);
}

static void signs_from(struct lti_key *k, int64_t from)
{
	k->sign_from = from;
	k->sign_until = from + LTI_KEY_SIGNS;
	k->publish_until = k->sign_until + LTI_KEY_DAY;
}

static enum err write_pair(struct db *db, const struct auth *auth,
			   const struct rs256_key *pair, struct lti_key *k)
{
	struct arena *mem = db_arena(db);
	json_t *jwk = rs256_jwk(pair, k->kid);
	char *text = jwk ? json_dumps(jwk, JSON_COMPACT) : NULL;
	const char *pem = rs256_key_write(mem, pair);
	enum err e = ERR_INTERNAL;

	if (text && pem) {
		k->jwk = text;
		k->private = seal_text(auth->seal_key, mem, pem);
		e = lti_key_add(db, k);
	}
	free(text);
	json_decref(jwk);
	return e;
}

/* Published from now on, signing `from` then. */
static enum err add(struct db *db, const struct auth *auth, enum lti_role role,
		    int64_t now, int64_t from, const struct rs256_key *fresh)
{
	struct lti_key k = { .kid = ident_make(db_arena(db), now),
			     .role = lti_role_name(role), .created_at = now };
	struct rs256_key *made = NULL;
	enum err e;

	if (!fresh && (e = rs256_key_new(&made)))
		return e;
	signs_from(&k, from);
	e = write_pair(db, auth, fresh ? fresh : made, &k);
	rs256_key_free(made);
	return e;
}

/* What there is of a role. */
struct state {
	struct lti_key now, next;
	bool signs, follows;
};

static enum err find(bool *is, enum err e)
{
	*is = e == OK;
	return e == ERR_NOT_FOUND ? OK : e;
}

static enum err state_read(struct db *db, enum lti_role role, int64_t now,
			   struct state *out)
{
	const char *name = lti_role_name(role);
	enum err e;

	if ((e = find(&out->signs,
		      lti_key_signing(db, name, now, &out->now))))
		return e;
	return find(&out->follows, lti_key_next(db, name, now, &out->next));
}

static bool due(const struct state *s, int64_t now)
{
	return !s->signs ||
	       (!s->follows && s->now.sign_until - now < LTI_KEY_AHEAD);
}

enum err lti_key_due(struct db *db, enum lti_role role, int64_t now, bool *out)
{
	struct state s;
	enum err e;

	if ((e = state_read(db, role, now, &s)))
		return e;
	*out = due(&s, now);
	return OK;
}

/* The one that signs does so until then. */
static enum err now_ends(struct db *db, struct lti_key *k, int64_t at)
{
	k->sign_until = at;
	k->publish_until = at + LTI_KEY_DAY;
	return lti_key_times(db, k);
}

static enum err next_begins(struct db *db, struct lti_key *k, int64_t at)
{
	signs_from(k, at);
	return lti_key_times(db, k);
}

static enum err later(struct db *db, const struct auth *auth,
		      enum lti_role role, int64_t now, struct state *s,
		      const struct rs256_key *fresh)
{
	int64_t from = s->now.sign_until;
	enum err e;

	/* Nobody looked for a month: it goes on until the other is known. */
	if (from < now + LTI_KEY_DAY) {
		from = now + LTI_KEY_DAY;
		if ((e = now_ends(db, &s->now, from)))
			return e;
	}
	return add(db, auth, role, now, from, fresh);
}

enum err lti_key_turn(struct db *db, const struct auth *auth,
		      enum lti_role role, int64_t now,
		      const struct rs256_key *fresh)
{
	struct state s;
	enum err e;

	if ((e = state_read(db, role, now, &s)) || !due(&s, now))
		return e;
	if (s.signs)
		return later(db, auth, role, now, &s, fresh);
	return s.follows ? next_begins(db, &s.next, now)
			 : add(db, auth, role, now, now, fresh);
}

enum err lti_key_turn_now(struct db *db, const struct auth *auth,
			  enum lti_role role, int64_t now,
			  const struct rs256_key *fresh)
{
	int64_t from = now + LTI_KEY_DAY;
	struct state s;
	enum err e;

	if ((e = state_read(db, role, now, &s)))
		return e;
	if (!s.signs)
		return lti_key_turn(db, auth, role, now, fresh);
	if (s.follows) {
		from = s.next.created_at + LTI_KEY_DAY;
		from = from < now ? now : from;
		e = next_begins(db, &s.next, from);
	} else
		e = add(db, auth, role, now, from, fresh);
	return e ? e : now_ends(db, &s.now, from);
}

enum err lti_key_signer(struct db *db, const struct auth *auth,
			enum lti_role role, int64_t now, struct lti_signer *out)
{
	enum err e = lti_key_now(db, auth, role, now, out);

	if (e != ERR_NOT_FOUND)
		return e;
	if ((e = lti_key_turn(db, auth, role, now, NULL)))
		return e;
	return lti_key_now(db, auth, role, now, out);
}

enum err lti_keys_published(struct db *db, int64_t now, json_t **out)
{
	const char *const *jwks;
	json_t *keys;
	size_t n;
	enum err e;

	*out = NULL;
	if ((e = lti_key_published(db, now, &jwks, &n)))
		return e;
	keys = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(keys, json_loads(jwks[i], 0, NULL));
	*out = json_pack("{s:o}", "keys", keys);
	return OK;
}

enum err lti_keys_forget(struct db *db, int64_t now)
{
	return lti_key_forget(db, now - 365 * LTI_KEY_DAY);
}

enum err lti_key_revoke(struct db *db, const struct auth *auth, const char *kid,
			int64_t now, const struct rs256_key *fresh)
{
	const char *role;
	enum err e;

	if ((e = lti_key_mark_revoked(db, kid, now, &role)))
		return e;
	return lti_key_turn(db, auth, strcmp(role, "tool") == 0 ? LTI_TOOL
								: LTI_PLATFORM,
			    now, fresh);
}
