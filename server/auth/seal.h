/*
 * Text that is kept but not to be read in the database: the mail server's
 * password, letters that let somebody in. XSalsa20-Poly1305 under a key made
 * from the installation's own. It keeps them out of what somebody sees who
 * looks at rows; not from one who has the whole database, and so the key.
 */
#ifndef AUTH_SEAL_H
#define AUTH_SEAL_H

#include "base/arena.h"

#define SEAL_KEY_SIZE 32

/* In base64, other each time. */
const char *seal_text(const unsigned char key[static SEAL_KEY_SIZE],
		      struct arena *, const char *text);

/* NULL when it was not sealed with this key, or was changed. */
const char *seal_open(const unsigned char key[static SEAL_KEY_SIZE],
		      struct arena *, const char *sealed);

#endif
