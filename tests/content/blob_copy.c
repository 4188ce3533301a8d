/* Blobs that go from store to store, and those that nobody needs any more. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "blob.h"
#include "check.h"
#include "content/folder.h"

static char folder[64], other[64];
static struct blob_store store, far;

static void begin(void)
{
	strcpy(folder, "/tmp/balai-blob-XXXXXX");
	strcpy(other, "/tmp/balai-blob-XXXXXX");
	check(mkdtemp(folder) != NULL && mkdtemp(other) != NULL);
	check_int(blob_store_open(folder, &store), OK);
	check_int(blob_store_open(other, &far), OK);
}

static void end(void)
{
	blob_store_close(&store);
	blob_store_close(&far);
	folder_remove(folder);
	folder_remove(other);
}

static const char *path_of(const char *name, char out[static 200])
{
	snprintf(out, 200, "%s/%.2s/%s", folder, name, name);
	return out;
}

/* As if nobody had relied on it since 1970. */
static void grow_old(const char *name)
{
	const struct timespec then[2] = { { 1, 0 }, { 1, 0 } };
	char path[200];

	check_int(utimensat(AT_FDCWD, path_of(name, path), then, 0), 0);
}

static enum err copy(const char *name)
{
	struct blob_batch *batch;
	enum err e;

	check_int(blob_batch_begin(&far, &batch), OK);
	e = blob_copy(&store, name, batch);
	check_int(blob_batch_commit(batch), OK);
	return e;
}

static void test_copy(void)
{
	char name[BLOB_NAME_SIZE], path[200];
	char *large = calloc(1, 300000);
	FILE *f;

	TEST("a blob is copied whole, whatever its size") {
		large[299999] = 'x';
		check_int(blob_put(&store, large, 300000, name), OK);
		check_int(copy(name), OK);
		check_int(blob_verify(&far, name), OK);
	}
	TEST("one that is not there is said") {
		check_int(copy("0000000000000000000000000000000000000000"
			       "000000000000000000000000"), ERR_NOT_FOUND);
	}
	TEST("a damaged one is said, and nothing of it is copied") {
		check_int(blob_put(&store, "jawaban", 7, name), OK);
		chmod(path_of(name, path), 0600);
		f = fopen(path, "r+");
		check(f && fputc('J', f) == 'J');
		if (f)
			fclose(f);
		check_int(copy(name), ERR_INVALID);
		check(!blob_exists(&far, name));
		check_int(folder_files(other), 1);
	}
	free(large);
}

static void test_collect(void)
{
	const int64_t before = (int64_t)time(NULL) - 60;
	char name[BLOB_NAME_SIZE], again[BLOB_NAME_SIZE];
	uint64_t freed;
	int lock;

	TEST("an old blob goes with its forms, and what it took is told") {
		char text[5000];

		memset(text, 'a', sizeof(text));
		check_int(blob_put(&store, text, sizeof(text), name), OK);
		check_int(blob_precompress(&store, name), OK);
		grow_old(name);
		check_int(blob_collect(&store, name, before, &freed), OK);
		check(freed > sizeof(text));
		check(!blob_exists(&store, name));
	}
	TEST("one that an import has just made stays") {
		check_int(blob_put(&store, "baru", 4, name), OK);
		check_int(blob_collect(&store, name, before, &freed), OK);
		check_int(freed, 0);
		check(blob_exists(&store, name));
	}
	TEST("one that an import has just relied on stays, however old") {
		grow_old(name);
		check_int(blob_put(&store, "baru", 4, again), OK);
		check_str(again, name);
		check_int(blob_collect(&store, name, before, &freed), OK);
		check(blob_exists(&store, name));
	}
	TEST("nothing goes while somebody copies, and everything after") {
		grow_old(name);
		check_int(blob_keep(&store, &lock), OK);
		check_int(blob_collect(&store, name, before, &freed), OK);
		check(blob_exists(&store, name));
		close(lock);
		check_int(blob_collect(&store, name, before, &freed), OK);
		check(!blob_exists(&store, name));
	}
	TEST("one that is gone already is no fault") {
		check_int(blob_collect(&store, name, before, &freed), OK);
		check_int(freed, 0);
	}
	TEST("what is no name of a blob is refused") {
		check_int(blob_collect(&store, "../balai.db", before, &freed),
			  ERR_INVALID);
	}
}

int main(void)
{
	begin();
	test_copy();
	test_collect();
	end();
	return test_end();
}
