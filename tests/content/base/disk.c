/* Files read and written whole, whatever pieces the kernel makes of them. */
#include "base/disk.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

#define MORE (300 << 10)	/* bytes: than a pipe holds at once */

static char said[MORE], heard[MORE + 1];

static void *speak(void *end)
{
	const int fd = *(int *)end;

	if (!disk_write(fd, said, MORE))
		abort();
	close(fd);
	return NULL;
}

static size_t hear(size_t most)
{
	char rest[4096];
	pthread_t speaker;
	size_t size = 99;
	int ends[2];

	if (pipe(ends) || pthread_create(&speaker, NULL, speak, &ends[1]))
		abort();
	check(disk_read(ends[0], heard, most, &size));
	while (read(ends[0], rest, sizeof(rest)) > 0)
		;
	pthread_join(speaker, NULL);
	close(ends[0]);
	return size;
}

int main(void)
{
	size_t size = 99;

	memset(said, 'a', MORE);
	said[MORE - 1] = 'z';
	TEST("what comes in pieces is read to its end") {
		check_int(hear(MORE + 1), MORE);
		check(memcmp(heard, said, MORE) == 0);
	}
	TEST("no more is read than there is room for") {
		check_int(hear(MORE / 2), MORE / 2);
		check_int(hear(0), 0);
	}
	TEST("what cannot be read is told with its errno") {
		check(!disk_read(-1, heard, sizeof(heard), &size));
		check_int(errno, EBADF);
		check_int(size, 0);
		check(!disk_write(-1, said, 1));
	}
	return test_end();
}
