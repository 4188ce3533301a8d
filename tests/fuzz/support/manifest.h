/* A target whose inputs are packages as text: see fuzz_package_is(). */
#ifndef FUZZ_MANIFEST_H
#define FUZZ_MANIFEST_H

#include <unistd.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const struct fuzz_package package = { bytes, size };
	int fd;

	fuzz_begin();
	fd = fuzz_file("", 0);
	fuzz_package_is(&package);
	fuzz_import(fd, "modul.zip");
	fuzz_package_is(NULL);
	close(fd);
	return 0;
}

#endif
