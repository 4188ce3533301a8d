/*
 * What is done with files in more than one place.
 */
#ifndef BASE_DISK_H
#define BASE_DISK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * What an errno means: ERR_FULL for a full disk, a quota, or a limit on the size
 * of files; ERR_STORAGE for a disk that fails; else ERR_INTERNAL.
 */
enum err disk_code(int error);

/* Fail with that of errno. */
enum err disk_fail(const char *what);

/* All of it; false, and errno, when some of it could not be written. */
bool disk_write(int fd, const void *bytes, size_t size);

/*
 * Up to `most` bytes; `size` is fewer than that where the file ends before.
 * False, and errno, when it cannot be read.
 */
bool disk_read(int fd, void *bytes, size_t most, size_t *size);

/* Bring the file or the folder at `path` to disk. */
enum err disk_sync(const char *path);

#endif
