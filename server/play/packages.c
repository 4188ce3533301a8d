#include "play/packages.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "store/module.h"

/* One version: an arena, and the files in order of their folded names. */
struct package_index {
	struct package_index *next;
	char version_id[IDENT_SIZE];
	struct package_about about;
	struct arena mem;
	struct version_file *files;
	size_t nfiles;
	unsigned holders;
	unsigned long used;		/* when, by the count of look-ups */
	bool dropped;			/* freed when the last holder lets go */
};

struct packages {
	pthread_mutex_t lock;
	struct package_index *first;
	size_t entries;
	unsigned long lookups;
	unsigned long forgotten;	/* how often something was */
};

struct packages *packages_new(void)
{
	struct packages *p = calloc(1, sizeof(*p));

	if (!p)
		abort();
	pthread_mutex_init(&p->lock, NULL);
	return p;
}

static void index_free(struct package_index *index)
{
	arena_end(&index->mem);
	free(index);
}

void packages_free(struct packages *p)
{
	struct package_index *next;

	for (struct package_index *i = p->first; i; i = next) {
		next = i->next;
		index_free(i);
	}
	pthread_mutex_destroy(&p->lock);
	free(p);
}

/* With the lock held. */
static void unlink_index(struct packages *p, struct package_index *index)
{
	struct package_index **at = &p->first;

	while (*at != index)
		at = &(*at)->next;
	*at = index->next;
	p->entries -= index->nfiles;
	if (index->holders)
		index->dropped = true;
	else
		index_free(index);
}

static void make_room(struct packages *p, size_t wanted)
{
	while (p->first && p->entries + wanted > PACKAGES_ENTRIES) {
		struct package_index *oldest = p->first;

		for (struct package_index *i = p->first; i; i = i->next)
			if (i->used < oldest->used)
				oldest = i;
		unlink_index(p, oldest);
	}
}

static struct package_index *find_locked(struct packages *p,
					 const char *version_id)
{
	for (struct package_index *i = p->first; i; i = i->next) {
		if (strcmp(i->version_id, version_id))
			continue;
		i->holders++;
		i->used = ++p->lookups;
		return i;
	}
	return NULL;
}

struct package_index *packages_find(struct packages *p, const char *version_id,
				    unsigned long *since)
{
	struct package_index *found;

	pthread_mutex_lock(&p->lock);
	found = find_locked(p, version_id);
	*since = p->forgotten;
	pthread_mutex_unlock(&p->lock);
	return found;
}

void packages_release(struct packages *p, struct package_index *index)
{
	bool last;

	if (!index)
		return;
	pthread_mutex_lock(&p->lock);
	last = --index->holders == 0 && index->dropped;
	pthread_mutex_unlock(&p->lock);
	if (last)
		index_free(index);
}

void packages_forget(struct packages *p, const char *module_id)
{
	struct package_index *next;

	pthread_mutex_lock(&p->lock);
	p->forgotten++;
	for (struct package_index *i = p->first; i; i = next) {
		next = i->next;
		if (strcmp(i->about.module_id, module_id) == 0)
			unlink_index(p, i);
	}
	pthread_mutex_unlock(&p->lock);
}

/* Folded first, so that both ways of looking walk the same order. */
static int compare(const void *a, const void *b)
{
	const struct version_file *x = a, *y = b;
	const int folded = strcasecmp(x->path, y->path);

	return folded ? folded : strcmp(x->path, y->path);
}

static enum err index_read(struct db *db, struct package_index *index)
{
	struct version_use use;
	enum err e;

	if ((e = version_index(db, &index->mem, index->version_id, &use,
			       &index->files, &index->nfiles)))
		return e;
	index->about.allow_popups = use.allow_popups;
	index->about.allow_hosts = use.allow_hosts;
	index->about.stopped = use.stopped;
	memcpy(index->about.module_id, use.module_id, IDENT_SIZE);
	qsort(index->files, index->nfiles, sizeof(*index->files), compare);
	return OK;
}

static void keep_locked(struct packages *p, struct package_index *index)
{
	make_room(p, index->nfiles);
	index->used = ++p->lookups;
	index->next = p->first;
	p->first = index;
	p->entries += index->nfiles;
}

enum err packages_load(struct packages *p, struct db *db,
		       const char *version_id, unsigned long since,
		       struct package_index **out)
{
	struct package_index *index = calloc(1, sizeof(*index));
	enum err e;

	if (!index)
		abort();
	memcpy(index->version_id, version_id, IDENT_SIZE);
	if ((e = index_read(db, index))) {
		index_free(index);
		return e;
	}

	pthread_mutex_lock(&p->lock);
	*out = find_locked(p, version_id);	/* another thread was faster */
	if (!*out) {
		*out = index;
		index->holders = 1;
		index->dropped = p->forgotten != since;
		if (!index->dropped)
			keep_locked(p, index);
		index = NULL;
	}
	pthread_mutex_unlock(&p->lock);
	if (index)
		index_free(index);
	return OK;
}

const struct package_about *package_about(const struct package_index *index)
{
	return &index->about;
}

/* Among those that are equal when folded, the exact one, else the first. */
static const struct version_file *find_file(const struct package_index *index,
					    const char *path)
{
	size_t low = 0, high = index->nfiles, first;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;

		if (strcasecmp(index->files[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (first = low; low < index->nfiles; low++) {
		if (strcasecmp(index->files[low].path, path))
			break;
		if (strcmp(index->files[low].path, path) == 0)
			return &index->files[low];
	}
	return first < index->nfiles &&
	       strcasecmp(index->files[first].path, path) == 0
	       ? &index->files[first] : NULL;
}

const struct version_file *package_file(const struct package_index *index,
					const char *path)
{
	static const char *const pages[] = { "index.html", "index.htm" };
	const struct version_file *found = find_file(index, path);
	const size_t n = strlen(path);
	char page[1200];

	for (size_t i = 0; !found && i < 2; i++) {
		if (n + strlen(pages[i]) + 2 > sizeof(page))
			break;
		memcpy(page, path, n);
		strcpy(page + n, n && path[n - 1] != '/' ? "/" : "");
		strcat(page, pages[i]);
		found = find_file(index, page);
	}
	return found;
}
