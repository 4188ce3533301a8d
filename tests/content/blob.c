/* Blobs: whole or absent, named by what is in them, batches all or nothing. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "blob.h"
#include "check.h"
#include "content/folder.h"

/* BLAKE2b-256 of "halo", by b2sum -l 256. */
#define HALO "4be3800a14adafcf71dd967c1b8c487a2b2075548b39286bff07584bbf70f0a0"

static char folder[64];
static struct blob_store store;

static void begin(void)
{
	strcpy(folder, "/tmp/balai-blob-XXXXXX");
	check(mkdtemp(folder) != NULL);
	check_int(blob_store_open(folder, &store), OK);
}

static void end(void)
{
	blob_store_close(&store);
	folder_remove(folder);
}

static size_t contents(const char *name, enum blob_form form, char *out,
		       size_t room)
{
	uint64_t size = 0;
	ssize_t n = 0;
	int fd;

	if (blob_open(&store, name, form, &fd, &size))
		return 0;
	n = read(fd, out, room);
	close(fd);
	check_int(n, size);
	return n < 0 ? 0 : (size_t)n;
}

static enum err count_one(void *context, const char *name, uint64_t size)
{
	check(blob_name_valid(name));
	*(uint64_t *)context += size;
	return OK;
}

static void test_one(void)
{
	char name[BLOB_NAME_SIZE], again[BLOB_NAME_SIZE], bytes[16] = "";
	uint64_t size, total = 0;

	TEST("a blob is named by the hash of its bytes and read back") {
		check_int(blob_put(&store, "halo", 4, name), OK);
		check_str(name, HALO);
		check_int(contents(name, BLOB_PLAIN, bytes, 16), 4);
		check_str(bytes, "halo");
	}
	TEST("the same bytes are kept once") {
		check_int(blob_put(&store, "halo", 4, again), OK);
		check_str(again, name);
		check_int(folder_files(folder), 1);
	}
	TEST("it exists and has a size; others do not") {
		check(blob_exists(&store, name));
		check_int(blob_size(&store, name, &size), OK);
		check_int(size, 4);
		name[0] = name[0] == 'a' ? 'b' : 'a';
		check(!blob_exists(&store, name));
		check_int(blob_size(&store, name, &size), ERR_NOT_FOUND);
	}
	TEST("what is not a name is not found") {
		int fd;

		check_int(blob_open(&store, "../../etc/passwd", BLOB_PLAIN,
				    &fd, NULL), ERR_NOT_FOUND);
		check(!blob_name_valid(NULL));
		check(!blob_name_valid("ABCDEF"));
	}
	TEST("an empty blob is one too") {
		check_int(blob_put(&store, "", 0, name), OK);
		check_int(blob_size(&store, name, &size), OK);
		check_int(size, 0);
	}
	TEST("each blob is met once") {
		check_int(blob_each(&store, count_one, &total), OK);
		check_int(total, 4);
	}
	TEST("a removed blob is gone, and may be removed again") {
		check_int(blob_remove(&store, name), OK);
		check(!blob_exists(&store, name));
		check_int(blob_remove(&store, name), OK);
	}
}

static void put_in(struct blob_batch *b, const char *text, size_t size,
		   char name[static BLOB_NAME_SIZE])
{
	struct blob_writer *w;

	check_int(blob_begin(b, &w), OK);
	for (size_t at = 0; at < size; at += 7001)
		check_int(blob_write(w, text + at, size - at < 7001
				     ? size - at : 7001), OK);
	check_int(blob_end(w, name), OK);
}

static void test_batch(void)
{
	static char large[300000];
	char a[BLOB_NAME_SIZE], b[BLOB_NAME_SIZE], bytes[8];
	struct blob_batch *batch;
	struct blob_writer *w;
	int fd;

	memset(large, 'x', sizeof(large));
	TEST("a batch cannot be seen before its commit, save by itself") {
		check_int(blob_batch_begin(&store, &batch), OK);
		put_in(batch, large, sizeof(large), a);
		put_in(batch, "kecil", 5, b);
		put_in(batch, "kecil", 5, b);
		check(!blob_exists(&store, a) && !blob_exists(&store, b));
		check_int(blob_batch_open(batch, b, &fd), OK);
		check_int(read(fd, bytes, sizeof(bytes)), 5);
		close(fd);
		check_int(blob_batch_commit(batch), OK);
		check(blob_exists(&store, a) && blob_exists(&store, b));
		check_int(blob_verify(&store, a), OK);
		check_int(folder_files(folder), 2);
	}
	TEST("one that is given up leaves nothing, whatever was under way") {
		check_int(blob_batch_begin(&store, &batch), OK);
		put_in(batch, large, 200000, a);
		check_int(blob_begin(batch, &w), OK);
		check_int(blob_write(w, large, 90000), OK);
		blob_abort(w);
		blob_batch_abandon(batch);
		check_int(folder_files(folder), 2);
	}
	TEST("many small ones in one batch are all there") {
		check_int(blob_batch_begin(&store, &batch), OK);
		for (int i = 0; i < 300; i++)
			put_in(batch, (const char *)&i, sizeof(i), a);
		check_int(blob_batch_commit(batch), OK);
		check_int(folder_files(folder), 302);
	}
	TEST("two batches may put the same at once") {
		struct blob_batch *other;

		check_int(blob_batch_begin(&store, &batch), OK);
		check_int(blob_batch_begin(&store, &other), OK);
		put_in(batch, "sama", 4, a);
		put_in(other, "sama", 4, b);
		check_int(blob_batch_commit(batch), OK);
		check_int(blob_batch_commit(other), OK);
		check_int(blob_verify(&store, a), OK);
		check_int(folder_files(folder), 303);
	}
	TEST("a commit that fails takes back what it had given") {
		char path[200];

		check_int(blob_batch_begin(&store, &batch), OK);
		put_in(batch, "pertama", 7, a);
		put_in(batch, "kedua", 5, b);
		/* A file where the folder has to be: this name cannot be. */
		snprintf(path, sizeof(path), "%s/%.2s", folder, b);
		folder_remove(path);
		close(open(path, O_CREAT | O_WRONLY, 0600));
		check(blob_batch_commit(batch) != OK);
		check(!blob_exists(&store, a));
		unlink(path);
	}
	TEST("a blob that vanished under a batch is said to be gone") {
		check_int(blob_put(&store, "lenyap", 6, a), OK);
		check_int(blob_batch_begin(&store, &batch), OK);
		put_in(batch, "lenyap", 6, a);
		check_int(blob_remove(&store, a), OK);
		check_int(blob_batch_commit(batch), ERR_BUSY);
	}
}

static void test_forms(void)
{
	static char text[200000], noise[200000];
	char name[BLOB_NAME_SIZE];
	uint64_t gz, br;
	unsigned x = 1;
	int fd;

	for (size_t i = 0; i < sizeof(text); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (char)(x >> 24);
		text[i] = "abcdefgh"[noise[i] & 3];
	}
	TEST("text gets a gzip and a brotli form, which hold the same bytes") {
		check_int(blob_put(&store, text, sizeof(text), name), OK);
		check_int(blob_open(&store, name, BLOB_GZIP, &fd, &gz),
			  ERR_NOT_FOUND);
		check_int(blob_precompress(&store, name), OK);
		check_int(blob_precompress(&store, name), OK);
		check_int(blob_open(&store, name, BLOB_GZIP, &fd, &gz), OK);
		close(fd);
		check_int(blob_open(&store, name, BLOB_BROTLI, &fd, &br), OK);
		close(fd);
		check(gz < 100000 && br < 100000);
		check_int(blob_verify(&store, name), OK);
	}
	TEST("a form that holds other bytes is found") {
		char path[200];

		snprintf(path, sizeof(path), "%s/%.2s/%s.br", folder, name,
			 name);
		fd = open(path, O_WRONLY);
		check_int(pwrite(fd, "\xff\xff\xff", 3, 100), 3);
		close(fd);
		check_int(blob_verify(&store, name), ERR_INVALID);
	}
	TEST("removing a blob removes its forms") {
		const size_t before = folder_files(folder);

		check_int(blob_remove(&store, name), OK);
		check_int(folder_files(folder), before - 3);
	}
	TEST("noise gets no form") {
		check_int(blob_put(&store, noise, sizeof(noise), name), OK);
		check_int(blob_precompress(&store, name), OK);
		check_int(blob_open(&store, name, BLOB_GZIP, &fd, &gz),
			  ERR_NOT_FOUND);
		check_int(blob_open(&store, name, BLOB_BROTLI, &fd, &gz),
			  ERR_NOT_FOUND);
	}
	TEST("a blob whose bytes changed is found") {
		char path[200];

		snprintf(path, sizeof(path), "%s/%.2s/%s", folder, name, name);
		fd = open(path, O_WRONLY);
		check_int(pwrite(fd, "?", 1, 5000), 1);
		close(fd);
		check_int(blob_verify(&store, name), ERR_INVALID);
	}
}

struct press {
	const char *name;
	enum err e;
};

static void *press_run(void *arg)
{
	struct press *press = arg;

	press->e = blob_precompress(&store, press->name);
	if (!press->e)
		press->e = blob_verify(&store, press->name);
	return NULL;
}

/* As a worker of CivetWeb does, with nothing it may touch below its stack. */
static void test_press_small(void)
{
	static const size_t room = 1 << 20, stack = 100 * 1024;
	char *pages = mmap(NULL, room + stack, PROT_NONE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char text[4000], name[BLOB_NAME_SIZE];
	struct press press = { name, ERR_INTERNAL };
	pthread_attr_t attr;
	pthread_t thread;

	TEST("a blob's forms are made and read on a stack of 100 kB") {
		memset(text, 'a', sizeof(text));
		check_int(blob_put(&store, text, sizeof(text), name), OK);
		check(pages != MAP_FAILED);
		check(!mprotect(pages + room, stack, PROT_READ | PROT_WRITE));
		pthread_attr_init(&attr);
		check(!pthread_attr_setstack(&attr, pages + room, stack));
		check(!pthread_create(&thread, &attr, press_run, &press));
		pthread_join(thread, NULL);
		pthread_attr_destroy(&attr);
		check_int(press.e, OK);
	}
	munmap(pages, room + stack);
}

static void test_sweep(void)
{
	struct blob_batch *batch;
	char name[BLOB_NAME_SIZE];
	struct blob_store again;
	size_t before;
	int status;

	TEST("what a killed import left is swept at the next start") {
		before = folder_files(folder);
		if (fork() == 0) {
			char large[100000] = { 1 };

			blob_batch_begin(&store, &batch);
			put_in(batch, large, sizeof(large), name);
			_exit(0);
		}
		wait(&status);
		check_int(folder_files(folder), before + 1);
		check_int(blob_store_open(folder, &again), OK);
		blob_store_close(&again);
		check_int(folder_files(folder), before);
	}
	TEST("but not a batch that is under way") {
		check_int(blob_batch_begin(&store, &batch), OK);
		put_in(batch, "masih", 5, name);
		check_int(blob_store_open(folder, &again), OK);
		blob_store_close(&again);
		check_int(blob_batch_commit(batch), OK);
		check(blob_exists(&store, name));
	}
}

int main(void)
{
	begin();
	test_one();
	end();
	begin();
	test_batch();
	test_forms();
	test_press_small();
	test_sweep();
	end();
	return test_end();
}
