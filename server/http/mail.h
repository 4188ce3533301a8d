/*
 * One letter to one mail server, by SMTP.
 */
#ifndef HTTP_MAIL_H
#define HTTP_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/text.h"

struct mail_server {
	const char *host;	/* a name or an address */
	int port;
	const char *security;	/* "none", "starttls" (needed, not tried), "tls" */
	const char *login;	/* "" without one */
	const char *password;	/* "" without one */
	const char *sender;	/* the address it comes from */
	const char *name;	/* whose it is, for people */
	const char *ca;		/* a file of certificates; "" the system's */
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

/* Why a letter was not taken. */
enum mail_fault {
	MAIL_NO_FAULT,
	MAIL_OTHER,
	MAIL_HOST,		/* no server of that name */
	MAIL_AWAY,		/* nobody answers at the port */
	MAIL_SLOW,
	MAIL_CERTIFICATE,	/* not trusted, or for another name */
	MAIL_STARTTLS,		/* it is not offered */
	MAIL_TLS,		/* it does not come about */
	MAIL_LOGIN,		/* refused, or needed */
	MAIL_REFUSED,		/* this letter, for good */
	MAIL_FAULTS
};

/* As it is stored ("certificate"), and back; unknown words are MAIL_OTHER. */
const char *mail_fault_name(enum mail_fault);
enum mail_fault mail_fault_named(const char *);

/* What happened and what to do, for administrators. */
const struct phrase *mail_fault_words(enum mail_fault);

struct mail_outcome {
	enum mail_fault fault;
	char said[256];		/* by the server or curl, never the password */
};

/*
 * Hand it over, in at most half a minute. ERR_BUSY when it is worth trying
 * again, also after the settings were changed; ERR_INVALID when the server will
 * not have this letter or an address does not fit.
 */
enum err mail_send(const struct mail_server *, const struct letter *,
		   struct mail_outcome *out);

#endif
