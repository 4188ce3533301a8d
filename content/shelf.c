#include "shelf.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

enum { SETS = 32, WAYS = SHELF_PLACES / SETS };

/* The place holds it, and so does each taker; the last to let go frees it. */
struct item {
	struct shelf_blob blob;
	atomic_uint holders;
	char name[BLOB_NAME_SIZE];
	enum blob_form form;
	int64_t opened_at, used_at;	/* by clock_steady */
	char bytes[];
};

struct set {
	pthread_mutex_t lock;
	struct item *places[WAYS];
};

struct shelf {
	const struct blob_store *store;
	struct set sets[SETS];
};

struct shelf *shelf_new(const struct blob_store *store)
{
	struct shelf *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	s->store = store;
	for (size_t i = 0; i < SETS; i++)
		pthread_mutex_init(&s->sets[i].lock, NULL);
	return s;
}

static void item_drop(struct item *item)
{
	if (!item || atomic_fetch_sub(&item->holders, 1) > 1)
		return;
	if (item->blob.fd >= 0)
		close(item->blob.fd);
	free(item);
}

void shelf_free(struct shelf *s)
{
	for (size_t i = 0; i < SETS; i++) {
		for (size_t k = 0; k < WAYS; k++)
			item_drop(s->sets[i].places[k]);
		pthread_mutex_destroy(&s->sets[i].lock);
	}
	free(s);
}

void shelf_give(const struct shelf_blob *blob)
{
	item_drop((struct item *)((char *)blob - offsetof(struct item, blob)));
}

static bool read_all(int fd, char *to, size_t size)
{
	for (size_t have = 0; have < size;) {
		const ssize_t n = pread(fd, to + have, size - have,
					(off_t)have);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		have += (size_t)n;
	}
	return true;
}

static enum err item_open(const struct blob_store *store, const char *name,
			  enum blob_form form, struct item **out)
{
	struct item *item;
	uint64_t size;
	bool small;
	enum err e;
	int fd;

	if ((e = blob_open(store, name, form, &fd, &size)))
		return e;
	small = size <= SHELF_SMALL;
	item = calloc(1, sizeof(*item) + (small ? size : 0));
	if (!item)
		abort();
	*item = (struct item){ .blob = { size, NULL, fd }, .form = form };
	memcpy(item->name, name, BLOB_NAME_SIZE);
	*out = item;
	if (!small)
		return OK;
	if (!read_all(fd, item->bytes, size)) {
		close(fd);
		free(item);
		return fail(ERR_INTERNAL, "blob %s is cut short", name);
	}
	close(fd);
	item->blob.bytes = item->bytes;
	item->blob.fd = -1;
	return OK;
}

static struct set *set_of(struct shelf *s, const char *name)
{
	unsigned place = 0;

	for (int i = 0; i < 4; i++)	/* hex digits of a hash */
		place = place * 31 + (unsigned char)name[i];
	return &s->sets[place % SETS];
}

/* With the lock held. */
static struct item **place_of(struct set *set, const char *name,
			      enum blob_form form)
{
	for (size_t i = 0; i < WAYS; i++) {
		const struct item *item = set->places[i];

		if (item && item->form == form &&
		    memcmp(item->name, name, BLOB_NAME_SIZE) == 0)
			return &set->places[i];
	}
	return NULL;
}

/* With the lock held: the one that was used longest ago, or one that is free. */
static struct item **place_oldest(struct set *set)
{
	struct item **oldest = &set->places[0];

	for (size_t i = 0; i < WAYS && *oldest; i++)
		if (!set->places[i] ||
		    set->places[i]->used_at < (*oldest)->used_at)
			oldest = &set->places[i];
	return oldest;
}

static struct item *item_find(struct set *set, const char *name,
			      enum blob_form form, int64_t now)
{
	struct item **place, *found = NULL;

	pthread_mutex_lock(&set->lock);
	place = place_of(set, name, form);
	if (place && now - (*place)->opened_at < SHELF_FRESH_MS) {
		found = *place;
		found->used_at = now;
		atomic_fetch_add(&found->holders, 1);
	}
	pthread_mutex_unlock(&set->lock);
	return found;
}

/* Two may have opened it: the later stays. */
static void item_keep(struct set *set, struct item *item)
{
	struct item **place, *before;

	pthread_mutex_lock(&set->lock);
	place = place_of(set, item->name, item->form);
	if (!place)
		place = place_oldest(set);
	before = *place;
	*place = item;
	pthread_mutex_unlock(&set->lock);
	item_drop(before);
}

enum err shelf_take(struct shelf *s, const char *name, enum blob_form form,
		    const struct shelf_blob **out)
{
	const int64_t now = clock_steady();
	struct item *item;
	struct set *set;
	enum err e;

	if (!blob_name_valid(name))
		return fail(ERR_NOT_FOUND, "not the name of a blob");
	set = set_of(s, name);
	item = item_find(set, name, form, now);
	if (!item) {
		if ((e = item_open(s->store, name, form, &item)))
			return e;
		item->opened_at = item->used_at = now;
		atomic_store(&item->holders, 2);	/* its place, and ours */
		item_keep(set, item);
	}
	*out = &item->blob;
	return OK;
}
