/*
 * What a picture is, by its bytes and by nothing else.
 */
#ifndef DOMAIN_PICTURE_H
#define DOMAIN_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#define PICTURE_SIDE_MOST  6000		/* pixels: a phone must unpack it */

struct picture {
	const char *type;		/* static: "image/png" … */
	unsigned width, height;		/* pixels */
};

/*
 * PNG (its IHDR), JPEG (its frame header, ITU T.81 B.2.2) or WebP (RFC 9649).
 * False when it is none of them, is cut off before its size is told, or has no
 * extent. What follows is the browser's to judge.
 */
bool picture_read(const void *bytes, size_t size, struct picture *out);

#endif
