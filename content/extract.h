/*
 * The words in a file, for the search: those of HTML, plain text, captions,
 * lessons of our own and PDF.
 *
 * HTML is read by libxml2 as a stream, without a tree, with bounds on depth and
 * time. A PDF is read by poppler's pdftotext in a process of its own, which can
 * open nothing but the system's libraries, has no network, 512 MB and 20 s; where
 * the kernel cannot shut it in (Landlock, Linux 5.13) no PDF is read.
 */
#ifndef CONTENT_EXTRACT_H
#define CONTENT_EXTRACT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"
#include "blob.h"

#define EXTRACT_FILE_MOST (4 << 20)	/* bytes of HTML or text; more is left */
#define EXTRACT_TEXT_MOST (1 << 20)	/* bytes of words from one file */

#define EXTRACT_UNAVAILABLE 3	/* the worker's exit code: it cannot work */

/* Is there a way to words in a file of this media type? */
bool extract_possible(const char *type);

/*
 * Put the words of the blob at the end of `out`, as UTF-8 with blanks between
 * them; what cannot be read adds nothing. `exe` is the program to start as
 * worker; NULL is this one. ERR_NOT_FOUND, ERR_INTERNAL: the blob is not there.
 * ERR_UNSUPPORTED: PDFs cannot be read on this machine.
 */
enum err extract_blob(const struct blob_store *, const char *name,
		      const char *type, const char *exe, struct text *out);

/* The words between the tags of a page: not its script, style and comments. */
void extract_html(const char *bytes, size_t size, struct text *out);

/*
 * What is said in WebVTT: of each cue the words, without its time, its name,
 * tags, and who speaks; nothing of headers, notes and styles.
 */
void extract_captions(const char *bytes, size_t size, struct text *out);

/*
 * The other side: main() calls it, and returns what it returns, when argv[1]
 * is "text-worker". Descriptor 0 is the PDF, 1 the pipe.
 */
int extract_worker_main(void);

#endif
