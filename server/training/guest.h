/*
 * Guests of events: whom a personal link lets in, and what it opens.
 *
 * The link's token is made of the guest's id, of their epoch and of our key, so
 * that the same one can be mailed again without being stored, and is worth
 * nothing once the epoch has gone up.
 */
#ifndef TRAINING_GUEST_H
#define TRAINING_GUEST_H

#include "auth/auth.h"
#include "auth/mark.h"
#include "base/ident.h"
#include "store/guest.h"

#define GUEST_TOKEN_SIZE (IDENT_SIZE - 1 + MARK_SIZE)

/* The path of the page that takes a token; the token goes behind it. */
#define GUEST_LINK_PATH "/hadir#"

/* By person_id, which is an ident, and epoch. */
void guest_token(const struct auth *, const struct guest *,
		 char out[static GUEST_TOKEN_SIZE]);

/* ERR_NOT_FOUND for what is altered, revoked, or of somebody who is no guest
   any more. `text` may be anything. */
enum err guest_by_token(struct db *, const struct auth *, const char *text,
			struct guest *out);

/*
 * May who asks open that module? An account as anywhere: OK. Who comes by a
 * launch of another LMS only its link's. Any other guest only
 * what is among the materials of an event in which they hold a registered seat,
 * or what its paper asks for: else ERR_NOT_FOUND.
 */
enum err guest_may(struct request *, const char *module_id);

#endif
