/*
 * Pictures that are made for others' programs: what a link looks like when it
 * is passed on, and codes to point a camera at. All as PNG.
 *
 * A drawing takes some tens of ms and more stack than a worker of the listener
 * has, so it is made on a thread of its own, one at a time, while the caller
 * waits.
 */
#ifndef DRAWING_CARD_H
#define DRAWING_CARD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* 1200 x 630, as previews of links want it. "" leaves a line out. */
struct card {
	const char *kicker;	/* "Webinar" */
	const char *title;
	const char *when;	/* a line or two */
	const char *agency;
	const char *address;	/* "belajar.example.go.id/k/abcdefg" */
	const char *stamp;	/* across a corner: "DIBATALKAN"; "" for none */
	const char *lang;	/* "id" */
};

/* The bytes are in the arena. */
enum err card_draw(struct arena *, const struct card *,
		   const unsigned char **out, size_t *size);

/*
 * A QR code of `text` with its quiet zone, black on white, `pixels` a module.
 * ERR_TOO_LARGE for a text that no code holds.
 */
enum err qr_draw(struct arena *, const char *text, int pixels,
		 const unsigned char **out, size_t *size);

#endif
