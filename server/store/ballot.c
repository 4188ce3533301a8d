#include "store/ballot.h"

#include <string.h>

#include "store/queries.h"

enum err ballot_box_get(struct db *db, const char *source,
			const char *source_id, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BALLOT_BOX_GET,
			ARGS(arg_text(source), arg_text(source_id)))))
		return e;
	*out = r.count ? row_text(&r, 0, "waiting") : "";
	return OK;
}

enum err ballot_box_put(struct db *db, const char *source,
			const char *source_id, const char *waiting)
{
	return db_run(db, NULL, SQL_BALLOT_BOX_PUT,
		      ARGS(arg_text(source), arg_text(source_id),
			   arg_text(waiting)));
}

enum err ballot_box_page(struct db *db, const struct ballot_box *after,
			 size_t most, struct ballot_box **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BALLOT_BOX_PAGE,
			ARGS(arg_text(after->source),
			     arg_text(after->source_id),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct ballot_box, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct ballot_box){
			.source = row_text(&r, i, "source"),
			.source_id = row_text(&r, i, "source_id"),
		};
	return OK;
}

enum err ballot_box_any(struct db *db, bool *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BALLOT_BOX_ANY, NO_ARGS)))
		return e;
	*out = row_int(&r, 0, "n") > 0;
	return OK;
}

enum err ballot_block_add(struct db *db, const struct ballot_block *b)
{
	return db_run(db, NULL, SQL_BALLOT_BLOCK_ADD,
		      ARGS(arg_text(b->id), arg_text(b->source),
			   arg_text(b->source_id), arg_text(b->batch_id),
			   arg_text(b->unit_id), arg_int(b->size),
			   arg_text(b->tally)));
}

enum err ballot_text_add(struct db *db, const char *id, const char *block_id,
			 const char *question, const char *words)
{
	return db_run(db, NULL, SQL_BALLOT_TEXT_ADD,
		      ARGS(arg_text(id), arg_text(block_id),
			   arg_text(question), arg_text(words)));
}

static struct ballot_block block_read(const struct rows *r, size_t i)
{
	return (struct ballot_block){
		.id = row_text(r, i, "id"),
		.batch_id = row_text(r, i, "batch_id"),
		.unit_id = row_text(r, i, "unit_id"),
		.size = row_int(r, i, "size"),
		.tally = row_text(r, i, "tally"),
		.unit = row_text(r, i, "unit"),
		.unit_agency = row_text(r, i, "unit_agency"),
		.batch_agency = row_text(r, i, "batch_agency"),
		.batch = row_text(r, i, "batch"),
		.programme = row_text(r, i, "programme"),
	};
}

enum err ballot_blocks_of(struct db *db, const struct ballot_box *of,
			  size_t most, struct ballot_block **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BALLOT_BLOCKS,
			ARGS(arg_text(of->source), arg_text(of->source_id),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct ballot_block, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = block_read(&r, i);
	return OK;
}

enum err ballot_texts_of(struct db *db, const struct ballot_box *of,
			 size_t most, struct ballot_text **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BALLOT_TEXTS,
			ARGS(arg_text(of->source), arg_text(of->source_id),
			     arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct ballot_text, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct ballot_text){
			.question = row_text(&r, i, "question"),
			.words = row_text(&r, i, "words"),
		};
	return OK;
}

enum err ballot_unit_of(struct db *db, const char *person_id, const char **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BALLOT_UNIT_OF,
			ARGS(arg_text(person_id)))))
		return e;
	*out = r.count ? row_text(&r, 0, "unit_id") : NULL;
	return OK;
}

enum err ballot_batch_of(struct db *db, const char *person_id,
			 const char *kind, const char *ref, const char **out)
{
	const unsigned query = strcmp(kind, "module") == 0
		? SQL_BALLOT_BATCH_MODULE : strcmp(kind, "event") == 0
		? SQL_BALLOT_BATCH_EVENT : SQL_BALLOT_BATCH_SURVEY;
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, query, ARGS(arg_text(person_id),
					    arg_text(ref)))))
		return e;
	*out = r.count ? row_text(&r, 0, "batch_id") : NULL;
	return OK;
}

/* ---- As it was ----------------------------------------------------------- */

static const struct old_table {
	const char *source;
	unsigned next, some, drop;
} olds[] = {
	{ "unit", SQL_BALLOT_OLD_UNITS, SQL_BALLOT_OLD_UNIT,
	  SQL_BALLOT_OLD_UNIT_DROP },
	{ "event", SQL_BALLOT_OLD_EVENTS, SQL_BALLOT_OLD_EVENT,
	  SQL_BALLOT_OLD_EVENT_DROP },
};

static enum err old_rows(struct db *db, const struct old_table *t, size_t most,
			 struct ballot_old *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, t->some, ARGS(arg_text(out->source_id),
					      arg_int(out->told),
					      arg_int((int64_t)most)))))
		return e;
	out->n = r.count;
	out->ids = arena_array(db_arena(db), int64_t, r.count);
	out->answers = arena_array(db_arena(db), const char *, r.count);
	for (size_t i = 0; i < r.count; i++) {
		out->ids[i] = row_int(&r, i, "id");
		out->answers[i] = row_text(&r, i, "answers");
	}
	return OK;
}

enum err ballot_old_some(struct db *db, size_t most, struct ballot_old *out)
{
	struct rows r;
	enum err e;

	*out = (struct ballot_old){ .n = 0 };
	for (size_t i = 0; i < sizeof(olds) / sizeof(*olds); i++) {
		if ((e = db_run(db, &r, olds[i].next, NO_ARGS)))
			return e;
		if (!r.count)
			continue;
		out->source = olds[i].source;
		out->source_id = row_text(&r, 0, "source_id");
		out->told = row_int(&r, 0, "told") != 0;
		return old_rows(db, &olds[i], most, out);
	}
	return OK;
}

enum err ballot_old_drop(struct db *db, const struct ballot_old *old, size_t n)
{
	const unsigned query = strcmp(old->source, "unit") == 0
		? SQL_BALLOT_OLD_UNIT_DROP : SQL_BALLOT_OLD_EVENT_DROP;
	enum err e = OK;

	for (size_t i = 0; i < n && !e; i++)
		e = db_run(db, NULL, query, ARGS(arg_int(old->ids[i])));
	return e;
}
