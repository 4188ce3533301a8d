/*
 * What a WebM file (Matroska, RFC 9559, in EBML, RFC 8794) says of itself.
 *
 * Hostile like everything from outside: the elements looked at are counted,
 * and nothing is believed but what lies inside its parent.
 */
#ifndef CONTENT_WEBM_H
#define CONTENT_WEBM_H

#include <stdbool.h>
#include <stdint.h>

struct webm {
	bool video, audio;
	/*
	 * What Info says; else the time of the last block, which is what
	 * browsers and OBS leave in what they record. 0: neither is there.
	 */
	double seconds;
	uint32_t width, height;		/* of the pictures; 0 when not said */
	uint64_t bytes;			/* of the file */
};

/* False when it has no segment. The offset of `fd` stays. */
bool webm_read(int fd, struct webm *out);

#endif
