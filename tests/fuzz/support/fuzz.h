/*
 * What the fuzz targets share.
 *
 * A target is one C file with LLVMFuzzerTestOneInput. With the preset "fuzz"
 * libFuzzer calls it; in every other build support/replay.c does, with each file
 * of corpus/NAME, which is how tests/run plays them again under any compiler.
 *
 * Nothing here touches a disk or starts a process: blobs lie in memory, and
 * under a sanitizer the unpack-worker runs inside the program that is fuzzed.
 */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* Stops the program: what is said to be true of every input is not. */
#define must(cond) \
	((cond) ? (void)0 : fuzz_stop(__FILE__, __LINE__, #cond))
_Noreturn void fuzz_stop(const char *file, int line, const char *what);

/* Before the first input: libraries, locale, no log. Done once. */
void fuzz_begin(void);

/* The input as text with a NUL behind it, in the arena. */
char *fuzz_text(struct arena *, const uint8_t *bytes, size_t size);

/* Cut one line off the front; "" at the end. `rest` moves behind it. */
char *fuzz_line(char **rest);

/* A descriptor of the bytes, from their beginning. The caller closes it. */
int fuzz_file(const void *bytes, size_t size);

/* UTF-8 without NUL, of at most `most` bytes. */
bool fuzz_utf8(const char *text, size_t most);

/* A path that stays below where it starts: relative, slashes, no "..". */
bool fuzz_path_stays(const char *path);

/*
 * A package as text: lines "=== PATH" and what the file holds below each. While
 * it is set, package_import() sees its files instead of those of an archive.
 * NULL: an archive again.
 */
struct fuzz_package {
	const uint8_t *bytes;
	size_t size;
};
void fuzz_package_is(const struct fuzz_package *);

/* package_import() of `fd` with blobs in memory, and all that must be true of
   what comes out. */
void fuzz_import(int fd, const char *name);

#endif
