/*
 * A file uploaded by itself: what kind it is, and its boxes, sizes and text. The
 * first line is its name.
 */
#include <unistd.h>

#include "domain/picture.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const uint8_t *line = memchr(bytes, '\n', size);
	const size_t head = line ? (size_t)(line - bytes) : 0;
	struct arena mem = ARENA_INIT;
	struct picture picture;
	const char *name;
	int fd;

	fuzz_begin();
	if (!line)
		return 0;
	name = fuzz_text(&mem, bytes, head);
	bytes = line + 1;
	size -= head + 1;
	if (picture_read(bytes, size, &picture))
		must(picture.type && picture.width && picture.height);
	fd = fuzz_file(bytes, size);
	fuzz_import(fd, name);
	close(fd);
	arena_end(&mem);
	return 0;
}
