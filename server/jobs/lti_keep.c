#include "jobs/lti_keep.h"

#include "lti/key.h"
#include "store/lti_keyset.h"
#include "store/lti_sweep.h"

/* Of an address that nothing has asked so long. */
#define KEYSET_MS (30 * LTI_KEY_DAY)

struct keep {
	const struct auth *auth;
	int64_t now;
	bool due[LTI_ROLES];
	struct rs256_key *fresh[LTI_ROLES];
};

static enum err sweep(struct db *db, void *context)
{
	const struct keep *k = context;

	return lti_sweep(db, k->now);
}

static enum err turn(struct db *db, void *context)
{
	const struct keep *k = context;
	enum err e = OK;

	for (int role = 0; role < LTI_ROLES && !e; role++)
		if (k->due[role])
			e = lti_key_turn(db, k->auth, (enum lti_role)role,
					 k->now, k->fresh[role]);
	if (e || (e = lti_keys_forget(db, k->now)))
		return e;
	return lti_keyset_forget(db, k->now - KEYSET_MS);
}

static enum err look(struct db *db, struct keep *k, bool *litter)
{
	enum err e = lti_sweep_due(db, k->now, litter);

	for (int role = 0; role < LTI_ROLES && !e; role++)
		e = lti_key_due(db, (enum lti_role)role, k->now, &k->due[role]);
	return e;
}

static void key_done(void *key)
{
	rs256_key_free(key);
}

/* Not in the write: one takes a fifth of a second. */
static enum err keys_make(struct nightly_piece *p, struct keep *k)
{
	enum err e = OK;

	for (int role = 0; role < LTI_ROLES && !e; role++)
		if (k->due[role] && !(e = rs256_key_new(&k->fresh[role])))
			arena_own(p->mem, k->fresh[role], key_done);
	return e;
}

enum err lti_keep_piece(struct nightly_piece *p)
{
	struct keep *k = arena_new(p->mem, struct keep);
	struct db *db;
	enum err e;

	k->auth = p->server->auth;
	k->now = p->now;
	if ((e = pool_read(p->server->pool, p->mem, &db)))
		return e;
	e = look(db, k, &p->more);
	pool_read_end(p->server->pool, db);
	if (e)
		return e;
	p->context = k;
	p->write = p->more ? sweep : turn;
	return p->more ? OK : keys_make(p, k);
}
