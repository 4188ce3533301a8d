#include "path_index.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

struct slot {
	const char *path;	/* NULL: free */
	size_t number;
};

/*
 * Open addressing, twice: by the path and by its lower case. The names are a
 * stranger's, so the hash is keyed: nobody can make them all fall on one slot.
 */
struct path_index {
	struct arena *mem;
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct slot *exact, *folded;
	size_t room, count;
};

static size_t hash(const struct path_index *ix, const char *s)
{
	uint64_t out;

	crypto_shorthash((unsigned char *)&out, (const unsigned char *)s,
			 strlen(s), ix->key);
	return (size_t)out;
}

static struct slot *slot_of(const struct path_index *ix, struct slot *slots,
			    const char *path)
{
	size_t i = hash(ix, path) & (ix->room - 1);

	while (slots[i].path && strcmp(slots[i].path, path) != 0)
		i = (i + 1) & (ix->room - 1);
	return &slots[i];
}

static struct slot *moved(struct path_index *ix, struct slot *old, size_t n)
{
	struct slot *slots = arena_array(ix->mem, struct slot, ix->room);

	for (size_t i = 0; i < n; i++)
		if (old[i].path)
			*slot_of(ix, slots, old[i].path) = old[i];
	return slots;
}

static void grow(struct path_index *ix)
{
	const size_t before = ix->room;

	ix->room = before ? before * 2 : 64;
	ix->exact = moved(ix, ix->exact, before);
	ix->folded = moved(ix, ix->folded, before);
}

struct path_index *path_index_new(struct arena *mem)
{
	struct path_index *ix = arena_new(mem, struct path_index);

	ix->mem = mem;
	crypto_shorthash_keygen(ix->key);
	grow(ix);
	return ix;
}

bool path_index_add(struct path_index *ix, const char *path, size_t number)
{
	const char *lower = text_lower(ix->mem, path);
	struct slot *slot;

	if (ix->count * 2 >= ix->room)
		grow(ix);
	slot = slot_of(ix, ix->exact, path);
	if (slot->path)
		return false;
	*slot = (struct slot){ path, number };
	slot = slot_of(ix, ix->folded, lower);
	if (!slot->path)
		*slot = (struct slot){ lower, number };
	ix->count++;
	return true;
}

void path_index_set(struct path_index *ix, const char *path, size_t number)
{
	struct slot *slot = slot_of(ix, ix->exact, path);

	if (slot->path)
		slot->number = number;
}

size_t path_index_find(const struct path_index *ix, const char *path)
{
	const struct slot *slot = slot_of(ix, ix->exact, path);

	return slot->path ? slot->number : PATH_NONE;
}

size_t path_index_fold(const struct path_index *ix, const char *path)
{
	struct arena mem = ARENA_INIT;
	const struct slot *slot = slot_of(ix, ix->folded,
					  text_lower(&mem, path));
	const size_t number = slot->path ? slot->number : PATH_NONE;

	arena_end(&mem);
	return number;
}
