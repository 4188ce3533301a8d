#include "auth/device.h"

#include <string.h>

#include "auth/session.h"

#define COOKIE "balai_device"

/*
 * The form of a token with a key of its own: "session" is the device's name,
 * "subject" the person.
 */
static bool device_read(const unsigned char *key, const struct request *rq,
			const char *person_id, struct token *out)
{
	return token_parse(key, cookie_get(rq, COOKIE), TOKEN_FILES, rq->now,
			   out) == OK &&
	       strcmp(out->subject, person_id) == 0;
}

const char *device_known(const unsigned char key[static TOKEN_KEY_SIZE],
			 const struct request *rq, const char *person_id)
{
	struct token t;

	if (!device_read(key, rq, person_id, &t))
		return NULL;
	return arena_copy(rq->mem, t.session, IDENT_SIZE - 1);
}

void device_remember(const unsigned char key[static TOKEN_KEY_SIZE],
		     struct request *rq, struct response *rs,
		     const char *person_id)
{
	char *text = arena_alloc(rq->mem, TOKEN_SIZE);
	struct token t;

	if (!device_read(key, rq, person_id, &t)) {
		t = (struct token){ .kind = TOKEN_FILES };
		ident_new(rq->now, t.session);
		memcpy(t.subject, person_id, IDENT_SIZE);
	}
	t.expires_at = rq->now + DEVICE_MS;
	token_write(key, &t, text);
	cookie_set(rq, rs, COOKIE, text, DEVICE_MS / 1000);
}
