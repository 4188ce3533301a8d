/* The key of the boxes, and what it seals. */
#include "training/ballot_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"
#include "base/log.h"
#include "training/ballot.h"

/* What somebody wrote at length does not show in the size of the box. */
#define PAD 8192
#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES
#define VARIANT sodium_base64_VARIANT_ORIGINAL_NO_PADDING

static unsigned char key[BALLOT_KEY_SIZE];

/* false: there is none, or something else. */
static enum err key_read(const char *path, bool *there,
			 unsigned char out[static BALLOT_KEY_SIZE])
{
	unsigned char bytes[BALLOT_KEY_SIZE + 1];
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t size = 0;
	bool read;

	*there = false;
	if (fd < 0)
		return errno == ENOENT ? OK : disk_fail(path);
	read = disk_read(fd, bytes, sizeof(bytes), &size);
	close(fd);
	if (!read)
		return disk_fail(path);
	if (size == BALLOT_KEY_SIZE) {
		memcpy(out, bytes, BALLOT_KEY_SIZE);
		*there = true;
	}
	sodium_memzero(bytes, sizeof(bytes));
	return OK;
}

static enum err key_write(const char *path,
			  const unsigned char bytes[static BALLOT_KEY_SIZE])
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
			    0600);
	enum err e = OK;

	if (fd < 0)
		return disk_fail(path);
	if (!disk_write(fd, bytes, BALLOT_KEY_SIZE) || fsync(fd))
		e = disk_fail(path);
	close(fd);
	return e;
}

/* Another command may make it at the same time: whose is there first counts. */
static enum err key_make(struct arena *mem, const char *data, const char *path)
{
	const char *part = arena_format(mem, "%s.%d.part", path, (int)getpid());
	unsigned char bytes[BALLOT_KEY_SIZE];
	enum err e;

	randombytes_buf(bytes, sizeof(bytes));
	e = key_write(part, bytes);
	sodium_memzero(bytes, sizeof(bytes));
	if (!e && link(part, path) && errno != EEXIST)
		e = disk_fail(path);
	unlink(part);
	return e ? e : disk_sync(data);
}

static enum err key_open(struct arena *mem, const char *data, bool *made)
{
	const char *path = arena_format(mem, "%s/" BALLOT_KEY_FILE, data);
	const char *aside = arena_format(mem, "%s.damaged", path);
	bool there;
	enum err e;

	*made = false;
	if ((e = key_read(path, &there, key)) || there)
		return e;
	*made = true;
	if (access(path, F_OK) == 0) {
		if (rename(path, aside))
			return disk_fail(path);
		log_event(LOG_WARN, "ballot.key.damaged",
			  LOG_TEXT("aside", aside));
	}
	if ((e = key_make(mem, data, path)) || (e = key_read(path, &there, key)))
		return e;
	return there ? OK : fail(ERR_INTERNAL, "%s: no key", path);
}

enum err ballot_key_open(const char *data, bool *made)
{
	struct arena mem = ARENA_INIT;
	const enum err e = key_open(&mem, data, made);

	arena_end(&mem);
	return e;
}

enum err ballot_key_copy(const char *from, const char *to)
{
	struct arena mem = ARENA_INIT;
	unsigned char bytes[BALLOT_KEY_SIZE];
	const char *path = arena_format(&mem, "%s/" BALLOT_KEY_FILE, from);
	bool there;
	enum err e = key_read(path, &there, bytes);

	if (!e && !there)
		e = fail(ERR_NOT_FOUND, "%s is missing or damaged", path);
	if (!e)
		e = key_write(arena_format(&mem, "%s/" BALLOT_KEY_FILE, to),
			      bytes);
	sodium_memzero(bytes, sizeof(bytes));
	arena_end(&mem);
	return e;
}

enum err ballot_key_warn(struct db *db)
{
	bool any;
	const enum err e = ballot_box_any(db, &any);

	if (!e && any)
		log_event(LOG_WARN, "ballot.key.new", LOG_TEXT("reason",
			"answers to surveys that waited to be told are lost: "
			"the data folder had no " BALLOT_KEY_FILE));
	return e;
}

static const char *base64(struct arena *mem, const unsigned char *bytes,
			  size_t size)
{
	const size_t room = sodium_base64_encoded_len(size, VARIANT);
	char *text = arena_alloc(mem, room);

	return sodium_bin2base64(text, room, bytes, size, VARIANT);
}

const char *ballot_seal(struct arena *mem, const char *name, const char *text)
{
	const size_t size = strlen(text), room = size + PAD;
	unsigned char *plain = arena_alloc(mem, room);
	unsigned char *out = arena_alloc(mem, NONCE + room + TAG);
	unsigned long long sealed;
	size_t padded = 0;

	memcpy(plain, text, size);
	if (sodium_pad(&padded, plain, size, PAD, room))
		abort();
	randombytes_buf(out, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, &sealed, plain,
		padded, (const unsigned char *)name, strlen(name), NULL, out,
		key);
	sodium_memzero(plain, room);
	return base64(mem, out, NONCE + (size_t)sealed);
}

const char *ballot_unseal(struct arena *mem, const char *name,
			  const char *sealed)
{
	const size_t room = strlen(sealed) + 1;
	unsigned char *bytes = arena_alloc(mem, room);
	unsigned char *plain = arena_alloc(mem, room);
	unsigned long long size;
	size_t n, text;

	if (sodium_base642bin(bytes, room, sealed, strlen(sealed), NULL, &n,
			      NULL, VARIANT) || n < NONCE + TAG ||
	    crypto_aead_xchacha20poly1305_ietf_decrypt(plain, &size, NULL,
		bytes + NONCE, n - NONCE, (const unsigned char *)name,
		strlen(name), bytes, key) ||
	    sodium_unpad(&text, plain, (size_t)size, PAD))
		return NULL;
	plain[text] = '\0';
	return (const char *)plain;
}
