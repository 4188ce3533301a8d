#include "store/statement.h"

#include <sodium.h>
#include <string.h>

#include "store/queries.h"

/* Names are as long as strangers like; an index takes hashes. */
static const char *name_hash(struct arena *mem, int kind, const char *name)
{
	const char *text = arena_format(mem, "%c %s", kind, name);
	unsigned char hash[16];
	char *out = arena_alloc(mem, 2 * sizeof(hash) + 1);

	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), NULL, 0);
	return sodium_bin2hex(out, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}

static void read_row(const struct rows *r, size_t i, struct statement_row *out)
{
	*out = (struct statement_row){
		.id = row_text(r, i, "id"),
		.person_id = row_text(r, i, "person_id"),
		.module_id = row_text(r, i, "module_id"),
		.verb = row_text(r, i, "verb"),
		.voids = row_text(r, i, "voids"),
		.voided = row_int(r, i, "voided"),
		.digest = row_text(r, i, "digest"),
		.body = row_text(r, i, "body"),
		.stored_at = row_int(r, i, "stored_at"),
		.place = row_int(r, i, "place"),
	};
}

enum err statement_by_id(struct db *db, const char *id,
			 struct statement_row *out)
{
	struct rows r;
	enum err e;

	*out = (struct statement_row){ .id = NULL };
	if ((e = db_run(db, &r, SQL_STATEMENT_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count)
		read_row(&r, 0, out);
	return OK;
}

enum err statement_add(struct db *db, const struct statement_row *s,
		       const struct statement_name *names, size_t n,
		       bool *added)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_STATEMENT_ADD,
			ARGS(arg_text(s->id), arg_text(s->person_id),
			     arg_text(s->module_id), arg_text(s->run_id),
			     arg_text(s->registration), arg_text(s->verb),
			     arg_text(s->voids), arg_text(s->digest),
			     arg_text(s->body), arg_int(s->stored_at),
			     arg_int(s->place)))))
		return e;
	*added = r.count > 0;
	for (size_t i = 0; *added && i < n; i++)
		if ((e = db_run(db, NULL, SQL_STATEMENT_NAME_ADD,
				ARGS(arg_text(s->id),
				     arg_text(name_hash(db_arena(db),
							names[i].kind,
							names[i].name)),
				     arg_int(names[i].near)))))
			return e;
	return OK;
}

#define NAME_COST 200

int64_t statement_cost(const char *body, size_t names)
{
	return (int64_t)strlen(body) + (int64_t)names * NAME_COST;
}

enum err statement_void(struct db *db, const char *id, const char *person_id,
			const char *module_id)
{
	return db_run(db, NULL, SQL_STATEMENT_VOID,
		      ARGS(arg_text(id), arg_text(person_id),
			   arg_text(module_id)));
}

/* Behind the last there is nothing: where a page begins that has no `after`. */
#define FAR INT64_C(9000000000000000)
#define PLACE_FAR 2000000000

enum err statement_page(struct db *db, const struct statement_filter *f,
			size_t most, struct statement_row **out, size_t *n)
{
	const bool first = !*f->after_id;
	const int64_t edge = f->ascending ? 0 : FAR;
	struct arena *mem = db_arena(db);
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, f->ascending ? SQL_STATEMENT_PAGE_UP
					     : SQL_STATEMENT_PAGE_DOWN,
			ARGS(arg_text(f->person_id), arg_text(f->module_id),
			     arg_text(f->verb), arg_text(f->registration),
			     arg_int(f->since), arg_int(f->until),
			     arg_text(f->agent ? name_hash(mem, NAME_AGENT,
							   f->agent) : ""),
			     arg_int(!f->agents_far),
			     arg_text(f->activity
					? name_hash(mem, NAME_ACTIVITY,
						    f->activity) : ""),
			     arg_int(!f->activities_far),
			     arg_int(first ? edge : f->after_stored),
			     arg_int(first ? (edge ? PLACE_FAR : 0)
					   : f->after_place),
			     arg_text(f->after_id), arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(mem, struct statement_row, r.count);
	for (size_t i = 0; i < r.count; i++)
		read_row(&r, i, &(*out)[i]);
	return OK;
}
