#include <brotli/decode.h>
#include <brotli/encode.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>
#include <zlib.h>

#include "base/disk.h"
#include "blob_path.h"

#define CHUNK 8192	/* twice on the stack of a worker */

/* What a form's bytes go to, or a blob's: a file, or a hash. */
struct sink {
	int fd;				/* -1: only hashed */
	crypto_generichash_state hash;
	uint64_t size;
};

static bool sink_put(struct sink *s, const unsigned char *bytes, size_t n)
{
	s->size += n;
	if (s->fd >= 0)
		return disk_write(s->fd, bytes, n);
	crypto_generichash_update(&s->hash, bytes, n);
	return true;
}

static ssize_t chunk_read(int fd, unsigned char *buf)
{
	ssize_t n;

	do
		n = read(fd, buf, CHUNK);
	while (n < 0 && errno == EINTR);
	return n;
}

static enum err copy_plain(int in, struct sink *out)
{
	unsigned char buf[CHUNK];
	ssize_t n;

	while ((n = chunk_read(in, buf)) > 0)
		if (!sink_put(out, buf, (size_t)n))
			return disk_fail("write");
	return n < 0 ? disk_fail("read") : OK;
}

static enum err gzip_some(z_stream *z, int flush, struct sink *out)
{
	unsigned char buf[CHUNK];

	do {
		z->next_out = buf;
		z->avail_out = sizeof(buf);
		deflate(z, flush);
		if (!sink_put(out, buf, sizeof(buf) - z->avail_out))
			return disk_fail("write");
	} while (z->avail_out == 0);
	return OK;
}

static enum err gzip_write(int in, struct sink *out)
{
	unsigned char buf[CHUNK];
	z_stream z = { 0 };
	enum err e = OK;
	ssize_t n;

	if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY))
		abort();
	do {
		if ((n = chunk_read(in, buf)) < 0) {
			e = disk_fail("read");
			break;
		}
		z.next_in = buf;
		z.avail_in = (uInt)n;
		e = gzip_some(&z, n ? Z_NO_FLUSH : Z_FINISH, out);
	} while (n && !e);
	deflateEnd(&z);
	return e;
}

static enum err gzip_read(int in, struct sink *out)
{
	unsigned char buf[CHUNK], plain[CHUNK];
	z_stream z = { 0 };
	int state = Z_OK;
	ssize_t n;

	if (inflateInit2(&z, 15 + 16))
		abort();
	while (state == Z_OK && (n = chunk_read(in, buf)) > 0) {
		z.next_in = buf;
		z.avail_in = (uInt)n;
		do {
			z.next_out = plain;
			z.avail_out = sizeof(plain);
			state = inflate(&z, Z_NO_FLUSH);
			sink_put(out, plain, sizeof(plain) - z.avail_out);
		} while (state == Z_OK && (z.avail_in || !z.avail_out));
		/* There was nothing to do: more input is needed. */
		if (state == Z_BUF_ERROR)
			state = Z_OK;
	}
	inflateEnd(&z);
	return state == Z_STREAM_END ? OK : fail(ERR_INVALID, "bad gzip form");
}

static enum err brotli_some(BrotliEncoderState *b, BrotliEncoderOperation op,
			    const unsigned char *bytes, size_t n,
			    struct sink *out)
{
	do {
		unsigned char buf[CHUNK], *next = buf;
		size_t room = sizeof(buf);

		if (!BrotliEncoderCompressStream(b, op, &n, &bytes, &room,
						 &next, NULL))
			return fail(ERR_INTERNAL, "brotli");
		if (!sink_put(out, buf, sizeof(buf) - room))
			return disk_fail("write");
	} while (n || BrotliEncoderHasMoreOutput(b));
	return OK;
}

static enum err brotli_write(int in, struct sink *out)
{
	BrotliEncoderState *b = BrotliEncoderCreateInstance(NULL, NULL, NULL);
	unsigned char buf[CHUNK];
	enum err e = OK;
	ssize_t n;

	if (!b)
		abort();
	BrotliEncoderSetParameter(b, BROTLI_PARAM_QUALITY, 9);
	do {
		if ((n = chunk_read(in, buf)) < 0) {
			e = disk_fail("read");
			break;
		}
		e = brotli_some(b, n ? BROTLI_OPERATION_PROCESS
				     : BROTLI_OPERATION_FINISH,
				buf, (size_t)n, out);
	} while (n && !e);
	BrotliEncoderDestroyInstance(b);
	return e;
}

static enum err brotli_read(int in, struct sink *out)
{
	BrotliDecoderState *b = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	BrotliDecoderResult state = BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
	unsigned char buf[CHUNK], plain[CHUNK];
	ssize_t n;

	if (!b)
		abort();
	while (state == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT &&
	       (n = chunk_read(in, buf)) > 0) {
		const unsigned char *bytes = buf;
		size_t left = (size_t)n;

		do {
			unsigned char *next = plain;
			size_t room = sizeof(plain);

			state = BrotliDecoderDecompressStream(
				b, &left, &bytes, &room, &next, NULL);
			sink_put(out, plain, sizeof(plain) - room);
		} while (state == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT);
	}
	BrotliDecoderDestroyInstance(b);
	return state == BROTLI_DECODER_RESULT_SUCCESS
		? OK : fail(ERR_INVALID, "bad brotli form");
}

static const struct {
	enum err (*write)(int in, struct sink *);
	enum err (*read)(int in, struct sink *);
} forms[] = {
	[BLOB_PLAIN] = { NULL, copy_plain },
	[BLOB_GZIP] = { gzip_write, gzip_read },
	[BLOB_BROTLI] = { brotli_write, brotli_read },
};

static bool has_form(const struct blob_store *store, const char *name,
		     enum blob_form form)
{
	char path[BLOB_PATH_SIZE];

	blob_path(name, form, path);
	return faccessat(store->dir, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static enum err form_keep(const struct blob_store *store, const char *name,
			  enum blob_form form, int fd, const char *temp)
{
	char path[BLOB_PATH_SIZE];
	enum err e;

	if (fsync(fd))
		return disk_fail(temp);
	blob_path(name, form, path);
	if ((e = blob_rename_in(store, store->dir, temp, path)))
		return e;
	return blob_sync_folder(store, name);
}

static enum err form_make(const struct blob_store *store, const char *name,
			  enum blob_form form)
{
	struct sink out = { .fd = -1 };
	uint64_t plain;
	char temp[48];
	enum err e;
	int in;

	if (has_form(store, name, form))
		return OK;
	if ((e = blob_open(store, name, BLOB_PLAIN, &in, &plain)))
		return e;
	snprintf(temp, sizeof(temp), "tmp/form-%08x%08x",
		 randombytes_random(), randombytes_random());
	out.fd = openat(store->dir, temp,
			O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out.fd < 0 || flock(out.fd, LOCK_SH)) {
		e = disk_fail(temp);
		goto done;
	}
	e = forms[form].write(in, &out);
	if (!e && out.size <= plain - plain / 10)
		e = form_keep(store, name, form, out.fd, temp);
	unlinkat(store->dir, temp, 0);
done:
	if (out.fd >= 0)
		close(out.fd);
	close(in);
	return e;
}

enum err blob_precompress(const struct blob_store *store, const char *name)
{
	enum err e;

	if ((e = form_make(store, name, BLOB_GZIP)))
		return e;
	return form_make(store, name, BLOB_BROTLI);
}

enum err blob_verify_form(const struct blob_store *store, const char *name,
			  enum blob_form form)
{
	unsigned char digest[32];
	char hex[BLOB_NAME_SIZE];
	struct sink out = { .fd = -1 };
	enum err e;
	int in;

	if ((e = blob_open(store, name, form, &in, NULL)))
		return e;
	crypto_generichash_init(&out.hash, NULL, 0, sizeof(digest));
	e = forms[form].read(in, &out);
	close(in);
	if (e)
		return e;
	crypto_generichash_final(&out.hash, digest, sizeof(digest));
	sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
	if (strcmp(hex, name) != 0)
		return fail(ERR_INVALID, "blob %s holds other bytes", name);
	return OK;
}

enum err blob_verify(const struct blob_store *store, const char *name)
{
	enum err e;

	if ((e = blob_verify_form(store, name, BLOB_PLAIN)))
		return e;
	if (has_form(store, name, BLOB_GZIP) &&
	    (e = blob_verify_form(store, name, BLOB_GZIP)))
		return e;
	if (has_form(store, name, BLOB_BROTLI))
		return blob_verify_form(store, name, BLOB_BROTLI);
	return OK;
}
