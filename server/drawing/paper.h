/*
 * A paper of two pages, A4 landscape, as PDF or as a picture of its front.
 *
 * What it says comes as texts, in the words of whoever calls; here is only where
 * they stand. Whatever is long is set smaller and in more lines, and cut with
 * "…" at last: nothing leaves the page. The same paper gives the same bytes.
 */
#ifndef DRAWING_PAPER_H
#define DRAWING_PAPER_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct paper_pair {
	const char *label, *value;
};

/* No text is NULL; "" leaves its place out. */
struct paper {
	const char *lang;		/* "id" */
	unsigned accent;		/* 0xRRGGBB */
	const void *logo;		/* NULL: none */
	size_t logo_size;
	int logo_png;			/* else JPEG; what is neither is left out */

	/* The front, from top to bottom. */
	const char *agency, *heading, *english, *subtitle, *number;
	const char *given;		/* "diberikan kepada" */
	const char *name, *identity, *who, *claim;
	const char *has;		/* "telah menyelesaikan" */
	const char *title, *when;
	const char *dated;		/* "Mataram, 22 November 2026" */
	const char *signer_title, *signer, *signer_line;
	const char *link;		/* in the QR code */
	const char *seal_heading, *seal_words, *seal_address;

	/* The back. */
	const char *back_heading, *back_words;
	const struct paper_pair *facts;
	size_t nfacts;
	const char *subject_label, *amount_label, *total_label, *total;
	const struct paper_pair *subjects;	/* a title and its JP */
	size_t nsubjects;
	const char *foot;

	int64_t made_at;		/* ms; in the file's metadata */
};

/* Points. */
#define PAPER_WIDTH 841.89
#define PAPER_HEIGHT 595.276
#define PAPER_EDGE 20.0		/* nothing is nearer to the page's edge */

/* Its bytes live in the arena. ERR_INTERNAL when they cannot be made. */
enum err paper_pdf(struct arena *, const struct paper *, const void **bytes,
		   size_t *size);

/* The front as SVG, its letters as outlines. */
enum err paper_svg(struct arena *, const struct paper *, const void **bytes,
		   size_t *size);

#endif
