/*
 * A package of one file: the file itself, its page if it is Markdown, one unit.
 * Not for those outside content/.
 */
#ifndef CONTENT_SINGLE_H
#define CONTENT_SINGLE_H

#include "kind.h"
#include "manifest.h"

/* The unit's key, the same in every version: a new one goes on from the last. */
#define SINGLE_KEY "isi"

/* What the file is kept as: the uploader's name with the kind's ending. */
const char *single_path(struct arena *, const char *upload,
			const struct kind *);

/* Fill in everything of m->out but the files. `shown` is the file that opens. */
enum err manifest_single(struct manifest *, const struct kind *,
			 const struct package_file *shown);

/*
 * Note what slows or stops a video for some, whatever package it is in. The
 * errors of blobs; a file that is no MP4 is passed over.
 */
enum err media_check(struct manifest *, const struct package_file *);

#endif
