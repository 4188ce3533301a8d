/*
 * The facts that a seal is over, in the bytes of a paper's QR code.
 *
 * The code on a paper holds these facts, their Ed25519 signature and nothing
 * else, so a page that knows our public keys checks it without asking anybody.
 * Version 1, numbers in network order:
 *
 *	version 1 | kind 1 | flags 1 | key 8 | issued at, s 4 | JP, hundredths 3 |
 *	first day 2 | last day 2 | version of the thing 2 | NIP, first four 2 |
 *	last four 2 | number, name, title, agency: length 1 and UTF-8 each
 *
 * Days count from 1970-01-01. There is one spelling of each: whatever does not
 * come out again as it went in is no seal. It is never changed, since papers
 * are on walls; another layout gets another version.
 *
 * What is signed is SEAL_FACTS_PREFIX and these bytes. It is a *segel
 * verifikasi*, not a certified electronic signature.
 */
#ifndef DOMAIN_SEAL_FACTS_H
#define DOMAIN_SEAL_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define SEAL_FACTS_PREFIX "balai:segel:1:"
#define SEAL_KEY_ID_SIZE 8

/* Bytes of its texts; what is longer is cut between two letters, with "…". */
#define SEAL_NUMBER_MOST 80
#define SEAL_NAME_MOST 160
#define SEAL_TITLE_MOST 160
#define SEAL_AGENCY_MOST 100
#define SEAL_FACTS_MOST (28 + 4 + SEAL_NUMBER_MOST + SEAL_NAME_MOST + \
			 SEAL_TITLE_MOST + SEAL_AGENCY_MOST)

enum seal_kind {
	SEAL_ATTENDANCE = 1,
	SEAL_COMPLETION = 2,
	SEAL_PASS = 3,
};

struct seal_facts {
	enum seal_kind kind;
	bool claimed;		/* who it is was said by themselves only */
	unsigned char key[SEAL_KEY_ID_SIZE];
	int64_t issued_at;	/* ms; kept to the second, from 1970 to 2106 */
	int64_t jp;		/* hundredths, 0 to 16777215 */
	int64_t first_day, last_day;	/* since 1970-01-01, 0 to 65535 */
	int64_t version;	/* of the module, 0 to 65535; 0: of none */
	int nip_first, nip_last;	/* 0 to 9999; -1 both: there is none */
	const char *number, *name, *title, *agency;
};

/* Of 18 digits, or of NULL. */
void seal_facts_nip(struct seal_facts *, const char *nip);

/* Bytes written; what is out of range becomes the nearest that is not. */
size_t seal_facts_write(const struct seal_facts *,
			unsigned char out[static SEAL_FACTS_MOST]);

/* False for what seal_facts_write does not write. */
bool seal_facts_read(struct arena *, const unsigned char *bytes, size_t size,
		     struct seal_facts *out);

#endif
