/*
 * Archives that a test makes: good ones with libarchive, and zips written byte
 * by byte for what no packer should do.
 */
#ifndef TEST_ARCHIVES_H
#define TEST_ARCHIVES_H

#include <archive.h>
#include <archive_entry.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

struct item {
	const char *path;	/* NULL ends a list */
	const char *text;	/* NULL: a folder */
	size_t size;		/* 0: of the text */
	const char *link;	/* the target of a symbolic link */
	const char *hard;	/* … of a hard one */
	unsigned type;		/* AE_IFIFO …; 0: a file or a folder */
};

static inline FILE *archive_temp_(void)
{
	FILE *f = tmpfile();

	if (!f)
		abort();
	return f;
}

static inline void archive_must_(struct archive *a, int state)
{
	if (state == ARCHIVE_OK)
		return;
	fprintf(stderr, "libarchive: %s\n", archive_error_string(a));
	abort();
}

static inline void archive_item_(struct archive *a, const struct item *i)
{
	struct archive_entry *e = archive_entry_new();
	const size_t size = !i->text ? 0 : i->size ? i->size : strlen(i->text);

	archive_entry_set_pathname(e, i->path);
	archive_entry_set_perm(e, 0644);
	archive_entry_set_filetype(e, i->type ? i->type
		: i->link ? AE_IFLNK : i->text || i->hard ? AE_IFREG
							  : AE_IFDIR);
	if (i->link)
		archive_entry_set_symlink(e, i->link);
	if (i->hard)
		archive_entry_set_hardlink(e, i->hard);
	archive_entry_set_size(e, i->link || i->hard ? 0 : (int64_t)size);
	archive_must_(a, archive_write_header(a, e));
	if (size && !i->link && !i->hard &&
	    archive_write_data(a, i->text, size) != (la_ssize_t)size)
		abort();
	archive_entry_free(e);
}

/*
 * `format` "zip", "7zip", "pax"; `filter` NULL, "gzip", "bzip2", "xz", "zstd";
 * `options` as libarchive writes them, or NULL. Read it by its descriptor.
 */
static inline FILE *archive_make(const char *format, const char *filter,
				 const char *options, const struct item *items)
{
	struct archive *a = archive_write_new();
	FILE *f = archive_temp_();

	archive_must_(a, archive_write_set_format_by_name(a, format));
	if (filter)
		archive_must_(a, archive_write_add_filter_by_name(a, filter));
	if (options && strstr(options, "encryption"))
		archive_must_(a, archive_write_set_passphrase(a, "rahasia"));
	if (options)
		archive_must_(a, archive_write_set_options(a, options));
	archive_must_(a, archive_write_open_fd(a, fileno(f)));
	for (; items->path; items++)
		archive_item_(a, items);
	archive_must_(a, archive_write_close(a));
	archive_write_free(a);
	return f;
}

static inline FILE *archive_bytes(const void *bytes, size_t size)
{
	FILE *f = archive_temp_();

	if (fwrite(bytes, 1, size, f) != size || fflush(f))
		abort();
	return f;
}

static inline long archive_size(FILE *f)
{
	fseek(f, 0, SEEK_END);
	return ftell(f);
}

/* Change one byte of it. */
static inline void archive_flip(FILE *f, long at)
{
	unsigned char c;

	if (pread(fileno(f), &c, 1, at) != 1)
		abort();
	c ^= 0x55;
	if (pwrite(fileno(f), &c, 1, at) != 1)
		abort();
}

/* A zip by hand: everything stored, and any lie in its headers. */
struct raw {
	const char *name;	/* NULL ends a list */
	size_t name_size;	/* 0: of the text */
	const char *data;
	unsigned method;	/* 0 stored, 9 Deflate64 … as it is said */
	unsigned flags;		/* 1 encrypted, 0x800 the name is UTF-8 */
	uint32_t crc_off;	/* added to the right CRC */
};

static inline void raw_put_(FILE *f, uint32_t value, int size)
{
	for (; size--; value >>= 8)
		fputc((int)(value & 0xff), f);
}

static inline size_t raw_name_(const struct raw *r)
{
	return r->name_size ? r->name_size : strlen(r->name);
}

static inline void raw_head_(FILE *f, const struct raw *r, uint32_t size)
{
	const uint32_t crc = (uint32_t)crc32(0, (const Bytef *)r->data, size);

	raw_put_(f, 20, 2);
	raw_put_(f, r->flags, 2);
	raw_put_(f, r->method, 2);
	raw_put_(f, 0x5a210000, 4);
	raw_put_(f, crc + r->crc_off, 4);
	raw_put_(f, size, 4);
	raw_put_(f, size, 4);
	raw_put_(f, (uint32_t)raw_name_(r), 2);
	raw_put_(f, 0, 2);
}

static inline FILE *archive_raw(const struct raw *items)
{
	FILE *f = archive_temp_();
	uint32_t offsets[64], start;
	size_t n = 0;

	for (; items[n].name && n < 64; n++) {
		const struct raw *r = &items[n];

		offsets[n] = (uint32_t)ftell(f);
		fwrite("PK\3\4", 1, 4, f);
		raw_head_(f, r, (uint32_t)strlen(r->data));
		fwrite(r->name, 1, raw_name_(r), f);
		fputs(r->data, f);
	}
	start = (uint32_t)ftell(f);
	for (size_t i = 0; i < n; i++) {
		fwrite("PK\1\2\24\0", 1, 6, f);
		raw_head_(f, &items[i], (uint32_t)strlen(items[i].data));
		raw_put_(f, 0, 2 + 2 + 2);
		raw_put_(f, 0, 4);
		raw_put_(f, offsets[i], 4);
		fwrite(items[i].name, 1, raw_name_(&items[i]), f);
	}
	raw_put_(f, 0x06054b50, 4);
	raw_put_(f, 0, 4);
	raw_put_(f, (uint32_t)n, 2);
	raw_put_(f, (uint32_t)n, 2);
	raw_put_(f, (uint32_t)ftell(f) - 12 - start, 4);
	raw_put_(f, start, 4);
	raw_put_(f, 0, 2);
	fflush(f);
	return f;
}

#endif
