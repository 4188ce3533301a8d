#include "store/document.h"

#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "store/queries.h"
#include "store/usage.h"

#define BASE64 sodium_base64_VARIANT_ORIGINAL

/* Each part with its end, so that no two names run together. */
static const char *hash_of(struct arena *mem, const char *const *parts,
			   size_t n)
{
	crypto_generichash_state state;
	unsigned char hash[20];
	char *out = arena_alloc(mem, 2 * sizeof(hash) + 1);

	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	for (size_t i = 0; i < n; i++)
		crypto_generichash_update(&state,
					  (const unsigned char *)parts[i],
					  strlen(parts[i]) + 1);
	crypto_generichash_final(&state, hash, sizeof(hash));
	return sodium_bin2hex(out, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}

static const char *id_of(struct db *db, const struct document_key *k)
{
	return hash_of(db_arena(db), (const char *const[]){
		k->kind, k->module_id, k->person_id, k->activity,
		k->registration, k->name }, 6);
}

static const char *folder_of(struct db *db, const struct document_key *k)
{
	return hash_of(db_arena(db), (const char *const[]){
		k->kind, k->module_id, k->person_id, k->activity }, 4);
}

static const char *some(const char *s)
{
	return *s ? s : NULL;
}

static void decode(struct arena *mem, struct document *d)
{
	const size_t n = strlen(d->bytes);
	unsigned char *out = arena_alloc(mem, n + 1);

	if (sodium_base642bin(out, n, d->bytes, n, NULL, &d->size, NULL,
			      BASE64))
		d->size = 0;
	d->bytes = (const char *)out;
}

enum err document_get(struct db *db, const struct document_key *k,
		      struct document *out)
{
	struct rows r;
	enum err e;

	*out = (struct document){ .type = NULL };
	if ((e = db_run(db, &r, SQL_DOCUMENT_BY_ID,
			ARGS(arg_text(id_of(db, k))))) || !r.count)
		return e;
	*out = (struct document){
		.type = row_text(&r, 0, "type"),
		.bytes = row_text(&r, 0, "content"),
		.size = strlen(row_text(&r, 0, "content")),
		.counted = row_int(&r, 0, "size"),
		.updated_at = row_int(&r, 0, "updated_at"),
	};
	if (row_int(&r, 0, "coded"))
		decode(db_arena(db), out);
	return OK;
}

/* The sum follows what is there now, and what was before. */
static enum err count(struct db *db, const struct document_key *k,
		      const struct rows *now, const struct rows *before)
{
	int64_t bytes = 0;

	for (size_t i = 0; now && i < now->count; i++)
		bytes += row_int(now, i, "size");
	for (size_t i = 0; before && i < before->count; i++)
		bytes -= row_int(before, i, "size");
	return usage_add(db, k->person_id, k->module_id, bytes);
}

static enum err write_as(struct db *db, unsigned query,
			 const struct document_key *k,
			 const struct document *d, struct rows *out)
{
	const bool coded = !text_utf8(d->bytes, d->size);
	struct arena *mem = db_arena(db);
	const size_t room = sodium_base64_encoded_len(d->size, BASE64);
	char *text = coded ? arena_alloc(mem, room)
			   : arena_copy(mem, d->bytes, d->size);

	if (coded)
		sodium_bin2base64(text, room, (const unsigned char *)d->bytes,
				  d->size, BASE64);
	return db_run(db, out, query,
		      ARGS(arg_text(id_of(db, k)), arg_text(folder_of(db, k)),
			   arg_text(some(k->module_id)),
			   arg_text(some(k->person_id)),
			   arg_text(k->registration), arg_text(k->name),
			   arg_text(d->type), arg_text(text), arg_int(coded),
			   arg_int((int64_t)d->size), arg_int(d->updated_at)));
}

enum err document_put(struct db *db, const struct document_key *k,
		      const struct document *d)
{
	struct rows before, r;
	enum err e;

	if ((e = db_run(db, &before, SQL_DOCUMENT_SIZE,
			ARGS(arg_text(id_of(db, k))))) ||
	    (e = write_as(db, SQL_DOCUMENT_PUT, k, d, &r)))
		return e;
	return count(db, k, &r, &before);
}

enum err document_add(struct db *db, const struct document_key *k,
		      const struct document *d)
{
	struct rows r;
	enum err e;

	if ((e = write_as(db, SQL_DOCUMENT_ADD, k, d, &r)))
		return e;
	return count(db, k, &r, NULL);
}

enum err document_drop(struct db *db, const struct document_key *k)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DOCUMENT_DROP,
			ARGS(arg_text(id_of(db, k))))))
		return e;
	return count(db, k, NULL, &r);
}

enum err document_names(struct db *db, const struct document_key *k,
			int64_t since, size_t most, const char ***out,
			size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DOCUMENT_NAMES,
			ARGS(arg_text(folder_of(db, k)),
			     arg_text(k->registration), arg_int(since),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = row_text(&r, i, "name");
	return OK;
}

enum err document_drop_all(struct db *db, const struct document_key *k,
			   const char *kept)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DOCUMENT_DROP_ALL,
			ARGS(arg_text(folder_of(db, k)),
			     arg_text(k->registration), arg_text(kept)))))
		return e;
	return count(db, k, NULL, &r);
}

enum err document_count(struct db *db, const struct document_key *k,
			size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_DOCUMENT_COUNT,
			ARGS(arg_text(k->person_id), arg_text(k->module_id)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}
