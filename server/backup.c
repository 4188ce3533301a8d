#include "backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/disk.h"

#define FORMAT 1
#define HASH_BYTES 32

/* "2026-11-22T02-52-05.123Z": a moment, without what some disks refuse. */
static bool generation_name(const char *name)
{
	static const char form[] = "dddd-dd-ddTdd-dd-dd.dddZ";

	if (strlen(name) != sizeof(form) - 1)
		return false;
	for (size_t i = 0; form[i]; i++)
		if (form[i] == 'd' ? name[i] < '0' || name[i] > '9'
				   : name[i] != form[i])
			return false;
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum err backup_generations(struct arena *mem, const char *dir,
			    const char ***out, size_t *n)
{
	DIR *d = opendir(dir);
	size_t room = 64;
	struct dirent *entry;

	*n = 0;
	if (!d)
		return errno == ENOENT ? fail(ERR_NOT_FOUND, "no %s", dir)
				       : disk_fail(dir);
	*out = arena_array(mem, char *, room);
	while ((entry = readdir(d))) {
		if (!generation_name(entry->d_name))
			continue;
		if (*n == room) {
			const char **more = arena_array(mem, char *, 2 * room);

			memcpy(more, *out, room * sizeof(*more));
			*out = more;
			room *= 2;
		}
		(*out)[(*n)++] = arena_format(mem, "%s", entry->d_name);
	}
	closedir(d);
	qsort(*out, *n, sizeof(**out), by_name);
	return OK;
}

enum err backup_hash(const char *path, char out[static BACKUP_HASH_SIZE])
{
	unsigned char digest[HASH_BYTES], chunk[16384];
	crypto_generichash_state hash;
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return disk_fail(path);
	crypto_generichash_init(&hash, NULL, 0, sizeof(digest));
	while ((n = read(fd, chunk, sizeof(chunk))) > 0)
		crypto_generichash_update(&hash, chunk, (size_t)n);
	close(fd);
	if (n < 0)
		return disk_fail(path);
	crypto_generichash_final(&hash, digest, sizeof(digest));
	sodium_bin2hex(out, BACKUP_HASH_SIZE, digest, sizeof(digest));
	return OK;
}

enum err backup_manifest_write(struct arena *mem, const char *folder,
			       const struct backup_manifest *m)
{
	const char *path = arena_format(mem, "%s/" BACKUP_MANIFEST, folder);
	json_t *json = json_pack(
		"{s:s, s:i, s:s, s:I, s:{s:s, s:I, s:s},"
		" s:{s:s, s:I, s:I, s:I, s:s}, s:{s:s, s:s}}",
		"what", "a backup of Balai: balai restore takes it in",
		"format", FORMAT, "version", m->version,
		"at", (json_int_t)m->at,
		"database", "file", BACKUP_DATABASE,
		"rows", (json_int_t)m->rows, "blake2b", m->database,
		"blobs", "file", BACKUP_BLOBS, "count", (json_int_t)m->blobs,
		"bytes", (json_int_t)m->bytes,
		"damaged", (json_int_t)m->damaged, "blake2b", m->list,
		"key", "file", BACKUP_KEY, "blake2b", m->key);
	const bool bad = json_dump_file(json, path, JSON_INDENT(2));

	json_decref(json);
	return bad ? disk_fail(path) : disk_sync(path);
}

static enum err file_check(struct arena *mem, const char *folder,
			   const char *name, const char *hash)
{
	char found[BACKUP_HASH_SIZE];
	enum err e = backup_hash(arena_format(mem, "%s/%s", folder, name),
				 found);

	if (e)
		return e;
	return strcmp(found, hash) == 0 ? OK
		: fail(ERR_INVALID, "%s/%s is damaged", folder, name);
}

enum err backup_manifest_read(struct arena *mem, const char *folder,
			      struct backup_manifest *out)
{
	const char *path = arena_format(mem, "%s/" BACKUP_MANIFEST, folder);
	const char *version, *database, *list, *key = "";
	json_int_t at, rows, blobs, bytes, damaged;
	json_t *json = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
	int format;
	enum err e = OK;

	*out = (struct backup_manifest){ .version = NULL };
	if (json_unpack(json, "{s:i, s:s, s:I, s:{s:I, s:s},"
			" s:{s:I, s:I, s:I, s:s}, s?{s:s}}",
			"format", &format, "version", &version, "at", &at,
			"database", "rows", &rows, "blake2b", &database,
			"blobs", "count", &blobs, "bytes", &bytes, "damaged",
			&damaged, "blake2b", &list, "key", "blake2b",
			&key) || format != FORMAT) {
		e = fail(ERR_INVALID, "%s is missing or damaged", path);
	} else {
		out->version = arena_format(mem, "%s", version);
		out->at = at;
		out->rows = (uint64_t)rows;
		out->blobs = (uint64_t)blobs;
		out->bytes = (uint64_t)bytes;
		out->damaged = (uint64_t)damaged;
		snprintf(out->database, sizeof(out->database), "%s", database);
		snprintf(out->list, sizeof(out->list), "%s", list);
		snprintf(out->key, sizeof(out->key), "%s", key);
	}
	json_decref(json);
	if (e || (e = file_check(mem, folder, BACKUP_DATABASE,
				 out->database)) ||
	    (*out->key && (e = file_check(mem, folder, BACKUP_KEY,
					  out->key))))
		return e;
	return file_check(mem, folder, BACKUP_BLOBS, out->list);
}

enum err backup_list(struct arena *mem, const char *folder,
		     struct backup_entry **out, size_t *n)
{
	const char *path = arena_format(mem, "%s/" BACKUP_BLOBS, folder);
	FILE *f = fopen(path, "re");
	struct backup_entry one, *more;
	size_t room = 1024;
	int got = 0;

	if (!f)
		return disk_fail(path);
	*n = 0;
	*out = arena_array(mem, struct backup_entry, room);
	while ((got = fscanf(f, "%64s %" SCNu64 "\n", one.name,
			     &one.size)) == 2 && blob_name_valid(one.name)) {
		if (*n == room) {
			more = arena_array(mem, struct backup_entry, 2 * room);
			memcpy(more, *out, room * sizeof(*more));
			*out = more;
			room *= 2;
		}
		(*out)[(*n)++] = one;
	}
	fclose(f);
	return got == EOF ? OK : fail(ERR_INVALID, "%s is damaged", path);
}
