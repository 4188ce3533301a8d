/*
 * RS256 (RSASSA-PKCS1-v1_5 with SHA-256, RFC 7518 3.3) and nothing else: no
 * function takes the name of an algorithm, so a token cannot choose one. Of JOSE
 * there is what LTI needs: compact JWS (RFC 7515 7.1) and RSA keys as JWK
 * (RFC 7517, RFC 7518 6.3).
 */
#ifndef AUTH_RS256_H
#define AUTH_RS256_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

#define JWT_MOST (64 << 10)	/* bytes of a token */
#define RS256_KID_MOST 255

struct rs256_key;		/* of one owner; free with rs256_key_free */

/* A pair of 2048 bits; takes a fifth of a second. */
enum err rs256_key_new(struct rs256_key **out);

/* A private key as PKCS#8 PEM; ERR_INVALID for anything else, also for RSA keys
   out of 2048 to 8192 bits. */
enum err rs256_key_read(const char *pem, struct rs256_key **out);

/* For keeping, sealed; NULL for a public key. */
const char *rs256_key_write(struct arena *, const struct rs256_key *);

/*
 * A public key from a JWK: kty RSA, use absent or "sig", alg absent or RS256,
 * 2048 to 8192 bits, an odd exponent of 3 and more. n and e may be padded.
 * ERR_INVALID for all others.
 */
enum err rs256_key_jwk(const json_t *jwk, struct rs256_key **out);

/* {kty use alg kid n e}, the public half alone. The caller owns it. */
json_t *rs256_jwk(const struct rs256_key *, const char *kid);

void rs256_key_free(struct rs256_key *);	/* NULL is nothing */

/* A token that was taken apart; nothing in it is to be trusted yet. */
struct jwt {
	json_t *header, *payload;	/* objects; jwt_end lets go of them */
	const char *kid;
	const char *text;		/* what is signed, `text_size` bytes */
	size_t text_size;
	const unsigned char *signature;
	size_t signature_size;
};

/* Why not; each a case of its own for tests and logs. */
enum jwt_fault {
	JWT_FINE, JWT_SIZE, JWT_PARTS, JWT_BASE64, JWT_JSON, JWT_ALG, JWT_KID,
	JWT_CRIT, JWT_SIGNATURE
};

/*
 * Exactly three parts of canonical base64url without padding, header and payload
 * JSON objects without a doubled member, NUL or more than 32 levels, alg RS256, a
 * kid of 1 to RS256_KID_MOST bytes, no crit. jku, jwk, x5u and x5c are not looked
 * at. Of `mem` until jwt_end. `out` is empty unless JWT_FINE.
 */
enum jwt_fault jwt_parse(struct arena *mem, const char *token, size_t size,
			 struct jwt *out);

/* Was it signed by that key? */
bool jwt_verify(const struct jwt *, const struct rs256_key *);

void jwt_end(struct jwt *);

/* `payload` signed by a private key; NULL when that fails. */
const char *jwt_sign(struct arena *, const struct rs256_key *, const char *kid,
		     const json_t *payload);

/* The word of logs and tests: "parts". */
const char *jwt_fault_name(enum jwt_fault);

#endif
