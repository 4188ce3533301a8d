#include "db/sqlite_seal.h"

#include <inttypes.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SUM      8		/* bytes, at a page's end */
#define PAGE_MAX 65536
#define RESERVED 20		/* where page 1 says how many bytes are left alone */
#define LOCKS    0x40000000	/* the page here holds locks, and is never written */
#define TRIES    5		/* of reading a page that another is writing */
#define TRY_MS   50
#define FOUND_MOST 20

/* The file of a database; what does the work follows it in memory. */
struct sealed {
	sqlite3_file base;
	bool sums;
};

static sqlite3_vfs *below, ours;
static sqlite3_io_methods methods;

static sqlite3_file *inner(sqlite3_file *f)
{
	return (sqlite3_file *)((struct sealed *)f + 1);
}

static void sum_of(const unsigned char *page, int size, sqlite3_int64 at,
		   unsigned char out[SUM])
{
	unsigned char key[crypto_shorthash_KEYBYTES] = "balai";
	const uint64_t place = (uint64_t)at;

	memcpy(key + 8, &place, sizeof(place));
	crypto_shorthash(out, page, (unsigned long long)size - SUM, key);
}

static bool page_sized(int size, sqlite3_int64 at)
{
	return size >= 512 && size <= PAGE_MAX && !(size & (size - 1)) &&
	       at % size == 0;
}

/*
 * The bytes are SQLite's, but these few are left to us, as its documentation of
 * SQLITE_FCNTL_RESERVE_BYTES has it; its own checksum VFS does the same.
 */
static int seal_write(sqlite3_file *f, const void *bytes, int size,
		      sqlite3_int64 at)
{
	unsigned char *page = (unsigned char *)(uintptr_t)bytes;
	struct sealed *s = (struct sealed *)f;

	if (page_sized(size, at)) {
		if (at == 0)
			s->sums = page[RESERVED] == SUM;
		if (s->sums)
			sum_of(page, size, at, page + size - SUM);
	}
	return inner(f)->pMethods->xWrite(inner(f), bytes, size, at);
}

static int seal_read(sqlite3_file *f, void *bytes, int size, sqlite3_int64 at)
{
	const int rc = inner(f)->pMethods->xRead(inner(f), bytes, size, at);

	if (rc == SQLITE_OK && at == 0 && size > RESERVED)
		((struct sealed *)f)->sums =
			((unsigned char *)bytes)[RESERVED] == SUM;
	return rc;
}

static int seal_close(sqlite3_file *f)
{
	return inner(f)->pMethods->xClose(inner(f));
}

static int seal_truncate(sqlite3_file *f, sqlite3_int64 size)
{
	return inner(f)->pMethods->xTruncate(inner(f), size);
}

static int seal_sync(sqlite3_file *f, int flags)
{
	return inner(f)->pMethods->xSync(inner(f), flags);
}

static int seal_size(sqlite3_file *f, sqlite3_int64 *size)
{
	return inner(f)->pMethods->xFileSize(inner(f), size);
}

static int seal_lock(sqlite3_file *f, int level)
{
	return inner(f)->pMethods->xLock(inner(f), level);
}

static int seal_unlock(sqlite3_file *f, int level)
{
	return inner(f)->pMethods->xUnlock(inner(f), level);
}

static int seal_reserved(sqlite3_file *f, int *out)
{
	return inner(f)->pMethods->xCheckReservedLock(inner(f), out);
}

static int seal_control(sqlite3_file *f, int what, void *arg)
{
	return inner(f)->pMethods->xFileControl(inner(f), what, arg);
}

static int seal_sector(sqlite3_file *f)
{
	return inner(f)->pMethods->xSectorSize(inner(f));
}

static int seal_device(sqlite3_file *f)
{
	return inner(f)->pMethods->xDeviceCharacteristics(inner(f));
}

static int seal_map(sqlite3_file *f, int page, int size, int extend,
		    void volatile **out)
{
	return inner(f)->pMethods->xShmMap(inner(f), page, size, extend, out);
}

static int seal_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
	return inner(f)->pMethods->xShmLock(inner(f), offset, n, flags);
}

static void seal_barrier(sqlite3_file *f)
{
	inner(f)->pMethods->xShmBarrier(inner(f));
}

static int seal_unmap(sqlite3_file *f, int remove)
{
	return inner(f)->pMethods->xShmUnmap(inner(f), remove);
}

/* Version 2: without maps of the file, through which pages would pass us by. */
static sqlite3_io_methods methods = {
	.iVersion = 2, .xClose = seal_close, .xRead = seal_read,
	.xWrite = seal_write, .xTruncate = seal_truncate, .xSync = seal_sync,
	.xFileSize = seal_size, .xLock = seal_lock, .xUnlock = seal_unlock,
	.xCheckReservedLock = seal_reserved, .xFileControl = seal_control,
	.xSectorSize = seal_sector, .xDeviceCharacteristics = seal_device,
	.xShmMap = seal_map, .xShmLock = seal_shm_lock,
	.xShmBarrier = seal_barrier, .xShmUnmap = seal_unmap,
};

/* Logs and the like are opened as if we were not there. */
static int seal_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *f,
		     int flags, int *out)
{
	int rc;

	(void)vfs;
	if (!(flags & SQLITE_OPEN_MAIN_DB))
		return below->xOpen(below, name, f, flags, out);
	memset(f, 0, sizeof(struct sealed));
	inner(f)->pMethods = NULL;
	rc = below->xOpen(below, name, inner(f), flags, out);
	/* SQLite closes what has methods, also after an error. */
	f->pMethods = inner(f)->pMethods ? &methods : NULL;
	return rc;
}

static void install(void)
{
	below = sqlite3_vfs_find(NULL);
	ours = *below;
	ours.zName = "balai";
	ours.szOsFile = (int)sizeof(struct sealed) + below->szOsFile;
	ours.xOpen = seal_open;
	ours.pNext = NULL;
	if (sqlite3_vfs_register(&ours, 1))
		below = NULL;
}

enum err seal_begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, install);
	return below ? OK : fail(ERR_INTERNAL, "SQLite takes no VFS");
}

void seal_room(sqlite3 *conn)
{
	int bytes = SUM;

	sqlite3_file_control(conn, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
}

/* A page that was taken and given back before it was ever written. */
static bool blank(const unsigned char *page, int size)
{
	return !page[0] && !memcmp(page, page + 1, (size_t)size - 1);
}

static bool page_good(sqlite3_file *f, int size, sqlite3_int64 at,
		      unsigned char *page)
{
	unsigned char sum[SUM];

	for (int i = 0; i < TRIES; i++) {
		if (i)
			sqlite3_sleep(TRY_MS);
		if (f->pMethods->xRead(f, page, size, at))
			continue;
		sum_of(page, size, at, sum);
		if (!memcmp(sum, page + size - SUM, SUM) || blank(page, size))
			return true;
	}
	return false;
}

/* What the page belongs to; "" where SQLite cannot tell. */
static void owner_of(sqlite3 *conn, int64_t page, char out[64])
{
	sqlite3_stmt *st = NULL;

	*out = '\0';
	if (!sqlite3_prepare_v2(conn, "SELECT name FROM dbstat WHERE pageno = ?",
				-1, &st, NULL) &&
	    !sqlite3_bind_int64(st, 1, page) && sqlite3_step(st) == SQLITE_ROW)
		snprintf(out, 64, ", in %s", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
}

static void page_found(sqlite3 *conn, int64_t page, db_found *found,
		       void *context)
{
	char owner[64], line[128];

	owner_of(conn, page, owner);
	snprintf(line, sizeof(line), "page %" PRId64 " has another sum%s",
		 page, owner);
	found(context, line);
}

static void pages_verify(sqlite3 *conn, sqlite3_file *f, int size,
			 db_found *found, void *context)
{
	unsigned char *page = malloc((size_t)size);
	sqlite3_int64 end = 0;
	int n = 0;

	if (!page)
		abort();
	f->pMethods->xFileSize(f, &end);
	for (sqlite3_int64 at = 0; at + size <= end && n < FOUND_MOST;
	     at += size) {
		if (at == LOCKS / size * size || page_good(f, size, at, page))
			continue;
		n++;
		page_found(conn, at / size + 1, found, context);
	}
	free(page);
}

void seal_verify(sqlite3 *conn, db_found *found, void *context)
{
	unsigned char head[100];
	sqlite3_file *f = NULL;
	int size;

	sqlite3_file_control(conn, "main", SQLITE_FCNTL_FILE_POINTER, &f);
	if (!f || f->pMethods != &methods ||
	    f->pMethods->xRead(f, head, sizeof(head), 0) ||
	    head[RESERVED] != SUM)
		return;
	size = head[16] << 8 | head[17];
	size = size == 1 ? PAGE_MAX : size;
	if (page_sized(size, 0))
		pages_verify(conn, f, size, found, context);
}
