/*
 * A browser that has signed in to an account before.
 *
 * It holds a cookie, balai_device, that names the person and is signed by us.
 * It opens nothing: it only spares its holder the waits that strangers' guesses
 * put on the account (auth/throttle.h). It outlives sessions and passwords.
 */
#ifndef AUTH_DEVICE_H
#define AUTH_DEVICE_H

#include "auth/token.h"
#include "http/http.h"

#define DEVICE_MS (365 * 86400 * INT64_C(1000))

/* The device's own name when its cookie is for this person; else NULL. */
const char *device_known(const unsigned char key[static TOKEN_KEY_SIZE],
			 const struct request *, const char *person_id);

/* Give the browser such a cookie, keeping its name when it had one. */
void device_remember(const unsigned char key[static TOKEN_KEY_SIZE],
		     struct request *, struct response *,
		     const char *person_id);

#endif
