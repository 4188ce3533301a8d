/*
 * Room: when it is short, and which versions may go to make some.
 */
#ifndef DOMAIN_STORAGE_H
#define DOMAIN_STORAGE_H

#include <stdbool.h>
#include <stdint.h>

enum room { ROOM_FINE, ROOM_LOW, ROOM_FULL };

/* "fine", "low", "full" */
const char *room_name(enum room);

/*
 * Bytes. Low: a tenth or less and under 20 GB, so that somebody sees to it in
 * good time; full: under 512 MB, where uploads begin to be refused.
 */
enum room room_of(int64_t free, int64_t all);

/* Why a version stays; KEPT_NOT: it may go. */
enum kept {
	KEPT_NOT,
	KEPT_CURRENT,		/* who starts now gets it */
	KEPT_ATTEMPTS,		/* somebody learned by it */
	KEPT_ASKED		/* somebody asked that it be published */
};

/* "", "current", "attempts", "asked" */
const char *kept_name(enum kept);

/* Attempts below 0 only looked at it and are not counted here. */
enum kept version_kept(bool current, int64_t attempts, bool asked);

#endif
