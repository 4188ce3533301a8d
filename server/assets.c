#include "assets.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/disk.h"
#include "media.h"

struct asset {
	const char *path;
	const char *bytes;
	size_t size;
	const char *etag;
};

struct assets {
	struct arena mem;
	struct asset *list;	/* in order of path */
	size_t count, room;
};

static enum err read_whole(struct arena *mem, const char *file, size_t size,
			   const char **out)
{
	char *bytes = arena_alloc(mem, size + 1);
	const int fd = open(file, O_RDONLY | O_CLOEXEC);
	size_t have;
	bool read;

	if (fd < 0)
		return fail(ERR_INTERNAL, "%s: %s", file, strerror(errno));
	read = disk_read(fd, bytes, size, &have);
	close(fd);
	if (!read || have != size)
		return fail(ERR_INTERNAL, "%s: cut short", file);
	*out = bytes;
	return OK;
}

static const char *etag_of(struct arena *mem, const char *bytes, size_t size)
{
	unsigned char digest[16];
	char hex[33];

	crypto_generichash(digest, sizeof(digest), (const void *)bytes, size,
			   NULL, 0);
	sodium_bin2hex(hex, sizeof(hex), digest, sizeof(digest));
	return arena_format(mem, "\"%s\"", hex);
}

static enum err add(struct assets *a, const char *file, const char *path,
		    size_t size)
{
	struct asset *asset;
	enum err e;

	if (size > ASSET_MOST)
		return fail(ERR_TOO_LARGE, "%s is no part of a web client",
			    file);
	if (a->count == a->room) {
		a->room = a->room ? a->room * 2 : 64;
		a->list = realloc(a->list, a->room * sizeof(*a->list));
		if (!a->list)
			abort();
	}
	asset = &a->list[a->count];
	*asset = (struct asset){
		.path = arena_copy(&a->mem, path, strlen(path)),
		.size = size,
	};
	if ((e = read_whole(&a->mem, file, size, &asset->bytes)))
		return e;
	asset->etag = etag_of(&a->mem, asset->bytes, size);
	a->count++;
	return OK;
}

/* Without slashes at its end: they would be counted as the path's. */
static size_t folder_length(const char *dir)
{
	size_t n = strlen(dir);

	while (n > 1 && dir[n - 1] == '/')
		n--;
	return n;
}

static enum err read_folder(struct assets *a, const char *dir)
{
	const size_t n = folder_length(dir);
	char *const roots[] = { arena_copy(&a->mem, dir, n), NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	enum err e = OK;
	FTSENT *entry;

	if (!fts)
		return fail(ERR_INTERNAL, "%s: %s", dir, strerror(errno));
	while (!e && (entry = fts_read(fts)))
		if (entry->fts_info == FTS_F)
			e = add(a, entry->fts_accpath,
				entry->fts_path + n + 1,
				(size_t)entry->fts_statp->st_size);
	fts_close(fts);
	return e;
}

static int compare(const void *a, const void *b)
{
	const struct asset *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static const struct asset *find(const struct assets *a, const char *path)
{
	const struct asset wanted = { .path = path };

	return a->count ? bsearch(&wanted, a->list, a->count, sizeof(wanted),
				  compare) : NULL;
}

enum err assets_open(const char *dir, struct assets **out)
{
	struct assets *a = calloc(1, sizeof(*a));
	enum err e;

	if (!a)
		abort();
	e = read_folder(a, dir);
	if (a->count)
		qsort(a->list, a->count, sizeof(*a->list), compare);
	if (!e && !find(a, "index.html"))
		e = fail(ERR_NOT_FOUND, "%s has no index.html: the web client "
			 "is not built", dir);
	if (e) {
		assets_close(a);
		return e;
	}
	*out = a;
	return OK;
}

void assets_close(struct assets *a)
{
	if (!a)
		return;
	arena_end(&a->mem);
	free(a->list);
	free(a);
}

/* "index-CbX1-z9_.js", "uPlot.esm-BwwBIAHG.js": Vite's eight letters before the
   ending, a dash may be among them. */
static bool hashed(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *ending = strrchr(name, '.');
	const size_t size = ending ? (size_t)(ending - name) : 0;

	return size > 9 && name[size - 9] == '-';
}

static const struct asset *pressed(const struct assets *a,
				   const struct request *rq, const char *path,
				   const char *coding, const char *suffix)
{
	if (!request_accepts(rq, coding))
		return NULL;
	return find(a, arena_format(rq->mem, "%s%s", path, suffix));
}

enum err assets_respond(const struct assets *a, struct request *rq,
			struct response *rs, const char *path)
{
	const struct asset *plain = a ? find(a, path) : NULL, *form;

	if (!plain)
		return fail(ERR_NOT_FOUND, "the web client has no %s", path);
	if ((form = pressed(a, rq, path, "br", ".br")))
		response_header(rs, "Content-Encoding", "br");
	else if ((form = pressed(a, rq, path, "gzip", ".gz")))
		response_header(rs, "Content-Encoding", "gzip");
	else
		form = plain;
	rs->status = 200;
	rs->type = media_type(path);
	rs->bytes = form->bytes;
	rs->size = form->size;
	response_header(rs, "Vary", "Accept-Encoding");
	response_header(rs, "Cache-Control", hashed(path)
			? "public, max-age=31536000, immutable" : "no-cache");
	respond_part(rq, rs, form->etag);
	return OK;
}

const char *assets_text(const struct assets *a, const char *path)
{
	const struct asset *asset = a ? find(a, path) : NULL;

	return asset ? asset->bytes : NULL;
}
