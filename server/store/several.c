#include "store/several.h"

#include <string.h>

enum err several_run(struct db *db, struct rows *out, unsigned query,
		     const char *first, const char *const *ids, size_t n)
{
	struct arg args[1 + SEVERAL_MOST];
	size_t used = 0;

	if (first)
		args[used++] = arg_text(first);
	for (size_t i = 0; i < SEVERAL_MOST; i++)
		args[used++] = i < n ? arg_text(ids[i]) : arg_null();
	return db_run(db, out, query, args, used);
}

size_t several_place(const char *const *ids, size_t n, const char *id)
{
	size_t i = 0;

	while (i < n && (!ids[i] || strcmp(ids[i], id)))
		i++;
	return i;
}
