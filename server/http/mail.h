/*
 * One letter to one mail server, by SMTP.
 */
#ifndef HTTP_MAIL_H
#define HTTP_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct mail_server {
	const char *host;	/* a name or an address */
	int port;
	const char *security;	/* "none", "starttls" (needed, not tried), "tls" */
	const char *login;	/* "" without one */
	const char *password;	/* "" without one */
	const char *sender;	/* the address it comes from */
	const char *name;	/* whose it is, for people */
};

struct letter {
	const char *id;		/* unlike any other's, letters and digits */
	const char *to;		/* an address */
	const char *subject;
	const char *text;	/* UTF-8, lines ended by \n */
	int64_t at;		/* ms since 1970 */
};

/* A host name or address without anything that a URL reads otherwise. */
bool mail_host_fits(const char *host);

/*
 * Hand it over, in at most half a minute. ERR_BUSY when it is worth trying
 * again, ERR_INVALID when the server will not have it or an address does not
 * fit; fail_reason() says what was said, never with the password.
 */
enum err mail_send(const struct mail_server *, const struct letter *);

#endif
