/*
 * A mark of ours on a short text that leaves us and comes back, so that nobody
 * else can have written it: BLAKE2b keyed with the installation's key, 16 bytes
 * of it as 22 letters of base64url. What the text is for stands at its head
 * ("guest …", "material …"), so that no mark serves for another thing.
 */
#ifndef AUTH_MARK_H
#define AUTH_MARK_H

#include <stdbool.h>

#define MARK_KEY_SIZE 32
#define MARK_SIZE 23		/* with the NUL */

void mark_make(const unsigned char key[static MARK_KEY_SIZE], const char *text,
	       char out[static MARK_SIZE]);

/* In a time that does not depend on where they differ. */
bool mark_good(const unsigned char key[static MARK_KEY_SIZE], const char *text,
	       const char *mark);

/*
 * Where somebody came from, without telling it: a mark of the address (of an
 * IPv6 one its /64, which has one owner) that is another for each `of`, such as
 * an event's id, so that nobody is followed from one to the next.
 */
void mark_origin(const unsigned char key[static MARK_KEY_SIZE], const char *of,
		 const char *address, char out[static MARK_SIZE]);

#endif
