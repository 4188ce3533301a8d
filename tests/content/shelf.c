/* The shelf: the same bytes as the store, without asking it each time. */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "content/folder.h"
#include "shelf.h"

#define LARGE (SHELF_SMALL + 1)

static char folder[64];
static struct blob_store store;
static struct shelf *shelf;
static char bytes[LARGE];

static void begin(void)
{
	strcpy(folder, "/tmp/balai-shelf-XXXXXX");
	check(mkdtemp(folder) != NULL);
	check_int(blob_store_open(folder, &store), OK);
	shelf = shelf_new(&store);
	memset(bytes, 'b', sizeof(bytes));
}

static void end(void)
{
	shelf_free(shelf);
	blob_store_close(&store);
	folder_remove(folder);
}

static int descriptors(void)
{
	int n = 0;

	for (int fd = 3; fd < 1000; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

static void test_taking(void)
{
	char small[BLOB_NAME_SIZE], large[BLOB_NAME_SIZE], empty[BLOB_NAME_SIZE];
	const struct shelf_blob *one, *two;
	char back[4] = "";

	check_int(blob_put(&store, "halo", 4, small), OK);
	check_int(blob_put(&store, bytes, LARGE, large), OK);
	check_int(blob_put(&store, "", 0, empty), OK);
	TEST("a small blob is given as its bytes, a large one as a descriptor") {
		check_int(shelf_take(shelf, small, BLOB_PLAIN, &one), OK);
		check_int(one->size, 4);
		check(memcmp(one->bytes, "halo", 4) == 0);
		check_int(one->fd, -1);
		shelf_give(one);
		check_int(shelf_take(shelf, large, BLOB_PLAIN, &one), OK);
		check_int(one->size, LARGE);
		check(one->bytes == NULL);
		check_int(pread(one->fd, back, 4, LARGE - 4), 4);
		check(memcmp(back, "bbbb", 4) == 0);
		shelf_give(one);
		check_int(shelf_take(shelf, empty, BLOB_PLAIN, &one), OK);
		check_int(one->size, 0);
		shelf_give(one);
	}
	TEST("what is asked for again is the same, and asks the store no more") {
		check_int(shelf_take(shelf, small, BLOB_PLAIN, &one), OK);
		check_int(blob_remove(&store, small), OK);
		check_int(shelf_take(shelf, small, BLOB_PLAIN, &two), OK);
		check(one == two);
		shelf_give(one);
		shelf_give(two);
	}
	TEST("a form that is not there is not found, nor is a name that is none") {
		check_int(shelf_take(shelf, large, BLOB_GZIP, &one),
			  ERR_NOT_FOUND);
		check_int(shelf_take(shelf, "../passwd", BLOB_PLAIN, &one),
			  ERR_NOT_FOUND);
	}
}

static void test_bound(void)
{
	char first[BLOB_NAME_SIZE], name[BLOB_NAME_SIZE];
	const struct shelf_blob *held, *one;
	const int before = descriptors();

	TEST("it keeps no more than its places, and what is held stays good") {
		bytes[0] = 'a';
		check_int(blob_put(&store, bytes, LARGE, first), OK);
		check_int(shelf_take(shelf, first, BLOB_PLAIN, &held), OK);
		for (int i = 0; i < 4 * SHELF_PLACES; i++) {
			memcpy(bytes + 1, &i, sizeof(i));
			check_int(blob_put(&store, bytes, LARGE, name), OK);
			check_int(shelf_take(shelf, name, BLOB_PLAIN, &one), OK);
			shelf_give(one);
		}
		check(descriptors() - before <= SHELF_PLACES + 1);
		check(descriptors() - before > SHELF_PLACES / 2);
		check_int(pread(held->fd, bytes, 1, 0), 1);
		shelf_give(held);
	}
}

static void *take_many(void *names)
{
	const char (*name)[BLOB_NAME_SIZE] = names;
	const struct shelf_blob *one;
	size_t good = 0;

	for (unsigned i = 0; i < 20000; i++) {
		if (shelf_take(shelf, name[i * 7 % 64], BLOB_PLAIN, &one))
			continue;
		good += one->size == 2 && one->bytes[0] == 'x';
		shelf_give(one);
	}
	return (void *)good;
}

static void test_threads(void)
{
	static char names[64][BLOB_NAME_SIZE];
	pthread_t thread[4];
	void *good;

	TEST("many threads take and give at once") {
		for (int i = 0; i < 64; i++)
			check_int(blob_put(&store, (char[]){ 'x', (char)i }, 2,
					   names[i]), OK);
		for (int i = 0; i < 4; i++)
			pthread_create(&thread[i], NULL, take_many, names);
		for (int i = 0; i < 4; i++) {
			pthread_join(thread[i], &good);
			check_int((size_t)good, 20000);
		}
	}
}

int main(void)
{
	begin();
	test_taking();
	test_bound();
	test_threads();
	end();
	return test_end();
}
