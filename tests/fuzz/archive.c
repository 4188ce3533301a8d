/* Any bytes as the archive of a package, through libarchive to the last node. */
#include <unistd.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	int fd;

	fuzz_begin();
	fd = fuzz_file(bytes, size);
	fuzz_import(fd, "modul.zip");
	close(fd);
	return 0;
}
