/*
 * The keys that papers are sealed with.
 *
 * One signs, all that ever did verify. The secret half lies in the database
 * under the installation's key (auth/seal.h), so a backup takes them along and
 * what was sealed holds after it was restored elsewhere.
 */
#ifndef TRAINING_CERTIFICATE_KEY_H
#define TRAINING_CERTIFICATE_KEY_H

#include "auth/seal.h"
#include "domain/seal_facts.h"
#include "store/certificate.h"

#define SEAL_SIGNATURE_SIZE 64

struct sealing_key {
	const char *name;			/* of its row */
	unsigned char id[SEAL_KEY_ID_SIZE];
	unsigned char secret[64];
};

/* A pair is made when there is none: at the first start. In a write. */
enum err certificate_key_begin(struct db *, int64_t now);

/* A new pair signs from now on. In a write. */
enum err certificate_key_turn(struct db *, int64_t now);

/* The one that signs. In a read or a write, when `seal` is at hand. */
enum err certificate_key_open(struct db *,
			      const unsigned char seal[static SEAL_KEY_SIZE],
			      struct sealing_key *out);

/* Sign `prefix` and the bytes. */
void certificate_key_sign(const struct sealing_key *, const char *prefix,
			  const void *bytes, size_t size,
			  unsigned char out[static SEAL_SIGNATURE_SIZE]);

/* Facts and signature as they stand in a QR code: base64url. */
const char *certificate_seal(struct arena *, const struct sealing_key *,
			     const struct seal_facts *);

#endif
