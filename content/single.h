/*
 * A package of one file: the file itself, its page if it is Markdown, its
 * captions if it is a video or a recording; one unit.
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

/* "Dasar_Anggaran.v2.zip" -> "Dasar_Anggaran.v2"; "Modul" when that is nothing. */
const char *single_title(struct arena *, const char *upload);

/* Fill in everything of m->out but the files. `shown` is the file that opens. */
enum err manifest_single(struct manifest *, const struct kind *,
			 const struct package_file *shown);

/*
 * One video or recording, and besides it only captions: a single file too. Then
 * `kind` is what it is, it is the first of the files, and each caption file has
 * become WebVTT under a name of ours; else `kind` stays. Fills in the title.
 * The faults of captions, FAULT_MEDIA_FOREIGN, the errors of blobs.
 */
enum err single_captioned(struct manifest *, struct blob_batch *,
			  const struct kind **kind);

/*
 * Note what slows or stops a video for some, whatever package it is in. The
 * errors of blobs; what is no video is passed over.
 */
enum err media_check(struct manifest *, const struct package_file *);

#endif
