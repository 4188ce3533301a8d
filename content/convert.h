/*
 * Smaller forms of a video or recording, by ffmpeg where it is installed.
 *
 * The file is a stranger's, and ffmpeg is much code. So it runs in a process of
 * its own, at the lowest priority, which can open nothing but the system's
 * libraries, that file and the one it writes; which has no network and no
 * protocol but files; with bounds on time, memory and what it writes. Where the
 * kernel cannot shut it in (Landlock, Linux 5.13) nothing is converted.
 */
#ifndef CONTENT_CONVERT_H
#define CONTENT_CONVERT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "blob.h"

enum convert_form {
	CONVERT_240P,	/* H.264 main, 240 lines, 200 kbit/s at most, and AAC */
	CONVERT_AUDIO	/* AAC, one channel, 48 kbit/s */
};

/* Both are MP4 with the index in front. */
#define CONVERT_240P_TYPE  "video/mp4"
#define CONVERT_AUDIO_TYPE "audio/mp4"

enum convert_end {
	CONVERT_DONE,
	CONVERT_NEEDLESS,	/* it would not save a fifth */
	CONVERT_DAMAGED,	/* ffmpeg cannot read it, or not to its end */
	CONVERT_SLOW,		/* its bound of time was over */
	CONVERT_STOPPED,	/* go_on said so */
	CONVERT_UNAVAILABLE	/* no ffmpeg, or it cannot be shut in */
};

struct convert_order {
	const char *blob;		/* the original */
	enum convert_form form;
	double seconds;			/* how long it is; 0: not known */
	const char *folder;		/* where the file under way may lie */
	const char *exe;		/* who is the worker; NULL: this program */
	bool (*go_on)(void *context);	/* asked ten times a second; NULL */
	void *context;
};

struct convert_result {
	enum convert_end end;
	char blob[BLOB_NAME_SIZE];	/* of CONVERT_DONE: put whole */
	uint64_t size;
};

/* ERR_NOT_FOUND: there is no such blob. ERR_FULL, ERR_INTERNAL. */
enum err convert_blob(const struct blob_store *, const struct convert_order *,
		      struct convert_result *out);

/* Is ffmpeg where it is looked for? */
bool convert_possible(void);

/*
 * The other side: main() calls it, and returns what it returns, when argv[1]
 * is one of these. Descriptor 0 is the original, 1 a file to write to.
 */
#define CONVERT_240P_WORKER  "form-240p-worker"
#define CONVERT_AUDIO_WORKER "form-audio-worker"
int convert_worker_main(enum convert_form);

#endif
