#include "training/certificate_key.h"

#include <sodium.h>
#include <string.h>

#include "auth/auth.h"
#include "base/text.h"

#define FORM sodium_base64_VARIANT_ORIGINAL
#define LINK sodium_base64_VARIANT_URLSAFE_NO_PADDING

_Static_assert(SEAL_SIGNATURE_SIZE == crypto_sign_BYTES, "Ed25519");
_Static_assert(sizeof(((struct sealing_key *)0)->secret) ==
	       crypto_sign_SECRETKEYBYTES, "Ed25519");

static const char *base64(struct arena *mem, const void *bytes, size_t size,
			  int form)
{
	const size_t room = sodium_base64_encoded_len(size, form);
	char *out = arena_alloc(mem, room);

	return sodium_bin2base64(out, room, bytes, size, form);
}

/* A key's name says which key it is, so nobody can put another in its place. */
static void name_of(const unsigned char *public,
		    unsigned char out[static SEAL_KEY_ID_SIZE])
{
	unsigned char hash[crypto_generichash_BYTES];

	crypto_generichash(hash, sizeof(hash), public,
			   crypto_sign_PUBLICKEYBYTES, NULL, 0);
	memcpy(out, hash, SEAL_KEY_ID_SIZE);
}

enum err certificate_key_turn(struct db *db, int64_t now)
{
	unsigned char public[crypto_sign_PUBLICKEYBYTES];
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	unsigned char seal[SEAL_KEY_SIZE], id[SEAL_KEY_ID_SIZE];
	struct arena *mem = db_arena(db);
	char name[2 * SEAL_KEY_ID_SIZE + 1];
	struct certificate_key key = { .id = name, .created_at = now };
	enum err e;

	if ((e = auth_seal_key(db, seal)))
		return e;
	crypto_sign_keypair(public, secret);
	name_of(public, id);
	sodium_bin2hex(name, sizeof(name), id, sizeof(id));
	key.public = base64(mem, public, sizeof(public), FORM);
	key.secret = seal_text(seal, mem,
			       base64(mem, secret, sizeof(secret), FORM));
	e = certificate_key_add(db, &key);
	sodium_memzero(secret, sizeof(secret));
	sodium_memzero(seal, sizeof(seal));
	return e;
}

enum err certificate_key_begin(struct db *db, int64_t now)
{
	struct certificate_key key;
	const enum err e = certificate_key_now(db, &key);

	return e == ERR_NOT_FOUND ? certificate_key_turn(db, now) : e;
}

enum err certificate_key_open(struct db *db,
			      const unsigned char seal[static SEAL_KEY_SIZE],
			      struct sealing_key *out)
{
	struct certificate_key key;
	const char *secret;
	size_t n;
	enum err e;

	if ((e = certificate_key_now(db, &key)))
		return e;
	secret = seal_open(seal, db_arena(db), key.secret);
	if (!secret ||
	    sodium_base642bin(out->secret, sizeof(out->secret), secret,
			      strlen(secret), NULL, &n, NULL, FORM) ||
	    n != sizeof(out->secret))
		return fail(ERR_INTERNAL, "the key '%s' of papers is damaged",
			    key.id);
	/* The second half of a secret key is the public one. */
	name_of(out->secret + crypto_sign_SEEDBYTES, out->id);
	out->name = key.id;
	return OK;
}

void certificate_key_sign(const struct sealing_key *key, const char *prefix,
			  const void *bytes, size_t size,
			  unsigned char out[static SEAL_SIGNATURE_SIZE])
{
	struct arena mem = ARENA_INIT;
	struct text whole = { .mem = &mem };

	text_puts(&whole, prefix);
	text_put(&whole, bytes, size);
	crypto_sign_detached(out, NULL, (const unsigned char *)whole.bytes,
			     whole.size, key->secret);
	arena_end(&mem);
}

const char *certificate_seal(struct arena *mem, const struct sealing_key *key,
			     const struct seal_facts *facts)
{
	unsigned char bytes[SEAL_FACTS_MOST + SEAL_SIGNATURE_SIZE];
	const size_t size = seal_facts_write(facts, bytes);

	certificate_key_sign(key, SEAL_FACTS_PREFIX, bytes, size,
			     bytes + size);
	return base64(mem, bytes, size + SEAL_SIGNATURE_SIZE, LINK);
}
