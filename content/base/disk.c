#include "base/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum err disk_code(int error)
{
	switch (error) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:	/* what an administrator's limit on files says */
		return ERR_FULL;
	case EIO:
	case EROFS:	/* what some file systems become after an EIO */
	case ENXIO:
	case ENODEV:
	case ESTALE:
		return ERR_STORAGE;
	default:
		return ERR_INTERNAL;
	}
}

enum err disk_fail(const char *what)
{
	const int error = errno;

	return fail(disk_code(error), "%s: %s", what, strerror(error));
}

bool disk_write(int fd, const void *bytes, size_t size)
{
	const char *p = bytes;

	while (size) {
		const ssize_t n = write(fd, p, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		p += n;
		size -= (size_t)n;
	}
	return true;
}

bool disk_read(int fd, void *bytes, size_t most, size_t *size)
{
	char *p = bytes;

	*size = 0;
	while (*size < most) {
		const ssize_t n = read(fd, p + *size, most - *size);

		if (n == 0)
			break;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		*size += (size_t)n;
	}
	return true;
}

enum err disk_sync(const char *path)
{
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	enum err e = OK;

	if (fd < 0)
		return disk_fail(path);
	if (fsync(fd))
		e = disk_fail(path);
	close(fd);
	return e;
}
