/*
 * Reading archives that strangers made.
 *
 * libarchive reads them in a process of its own, which sees one descriptor and
 * one pipe: no files, no network, 512 MB, under seccomp. That process is this
 * program started again as "unpack-worker", because a forked copy of a process
 * with threads may not allocate. What comes out of its pipe is hostile too and
 * is checked here: names, kinds, sizes, counts, time. If it crashes, hangs or
 * is killed, the import fails and nothing else does.
 *
 * zip (zip64), 7z, tar and tar in gzip, bzip2, xz, zstd.
 */
#ifndef CONTENT_UNPACK_H
#define CONTENT_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "fault.h"

struct unpack_limits {
	uint64_t total_bytes;	/* of all files together */
	uint64_t file_bytes;	/* of one */
	size_t entries;
	unsigned ratio;		/* unpacked : packed, once past ratio_from */
	uint64_t ratio_from;	/* bytes that may come out at any ratio */
	unsigned depth;		/* folders above a file */
	unsigned name_bytes;	/* one component of a path, as UTF-8 */
	unsigned path_bytes;	/* a whole path */
	unsigned seconds;	/* by the clock */
};

/* 4 GB, 2 GB, 20,000, 200 times past 64 MB, 32, 255, 1024, 600 s. */
extern const struct unpack_limits unpack_limits_default;

/*
 * What happens to the entries, in the order of the archive. `path` is valid
 * UTF-8 with slashes, relative, without "." and "..", and lives only during
 * the call. Each returns OK or stops the unpacking with its error.
 */
struct unpack_sink {
	void *context;
	enum err (*file)(void *context, const char *path);
	enum err (*data)(void *context, const void *bytes, size_t size);
	enum err (*file_end)(void *context);
	/* A name that was recoded, a link left out; optional words of it. */
	void (*warn)(void *context, enum fault_code, const char *path);
	/* Every 200 ms, 64 files and 1 MB at least; false stops. */
	bool (*progress)(void *context, size_t entries, uint64_t bytes);
};

struct unpack_result {
	size_t entries;		/* files given to the sink */
	uint64_t bytes;		/* of them */
	uint64_t packed_bytes;	/* of the archive */
};

/*
 * Read the archive behind `fd` (a regular file; its offset moves). On an error
 * `fault` says why, unless a function of the sink made it: then fault->code is
 * FAULT_NONE and the sink knows. Text of the fault lives in the arena.
 * `exe` is the program to start as worker; NULL is this one.
 */
enum err unpack(int fd, const char *exe, const struct unpack_limits *,
		const struct unpack_sink *, struct arena *,
		struct unpack_result *out, struct fault *fault);

/*
 * The other side: main() calls it, and returns what it returns, when argv[1]
 * is "unpack-worker". Descriptor 0 is the archive, 1 the pipe.
 */
int unpack_worker_main(void);

/*
 * A path of an archive as we keep it, in the arena, with all that is said
 * above; `dir` is set when it ends in a slash, or is the package's top itself,
 * "". FAULT_NONE, or why it is refused (`path` is then what can be shown of it).
 */
struct entry_name {
	const char *path;
	bool dir, recoded, backslash;
};

enum fault_code entry_name_read(struct arena *, const char *bytes, size_t size,
				const struct unpack_limits *,
				struct entry_name *out);

/* What packers of macOS and Windows add without being asked. */
bool entry_name_junk(const char *path);

/* Does a link at `path` to `target` stay in the package? */
bool entry_link_inside(const char *path, const char *target);

#endif
