#include "store/search.h"

#include <string.h>

#include "base/ident.h"
#include "domain/metadata.h"
#include "store/queries.h"

#define LIKELY_MOST 4000

enum err search_due(struct db *db, size_t most, struct search_due **out,
		    size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEARCH_DUE, ARGS(arg_int((int64_t)most)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct search_due, r.count);
	for (size_t i = 0; i < r.count; i++) {
		const char *text_of = row_text(&r, i, "text_of");
		const char *version = row_text(&r, i, "version_id");

		(*out)[i] = (struct search_due){
			.module_id = row_text(&r, i, "id"),
			.version_id = version,
			.updated_at = row_int(&r, i, "updated_at"),
			.text = !text_of || strcmp(text_of, version),
			.text_of = text_of ? text_of : "",
		};
	}
	return OK;
}

enum err search_doc(struct db *db, const char *module_id, int64_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, NULL, SQL_SEARCH_DOC_ADD,
			ARGS(arg_text(module_id)))) ||
	    (e = db_run(db, &r, SQL_SEARCH_DOC_OF, ARGS(arg_text(module_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_INTERNAL, "no words for '%s'", module_id);
	*out = row_int(&r, 0, "doc");
	return OK;
}

enum err search_doc_done(struct db *db, int64_t doc, const struct search_due *d)
{
	return db_run(db, NULL, SQL_SEARCH_DOC_DONE,
		      ARGS(arg_int(doc), arg_int(d->updated_at),
			   arg_text(d->version_id), arg_text(d->text_of)));
}

/* A mark that never was there before tells a reading under way. */
enum err search_stale(struct db *db, const char *module_id, int64_t now)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_SEARCH_DOC_ADD,
			ARGS(arg_text(module_id)))))
		return e;
	return db_run(db, NULL, SQL_SEARCH_DOC_STALE,
		      ARGS(arg_text(module_id),
			   arg_text(ident_make(db_arena(db), now))));
}

enum err search_forget(struct db *db)
{
	enum err e;

	if ((e = db_run(db, NULL, SQL_SEARCH_DOCS_FORGET, NO_ARGS)))
		return e;
	return db_run(db, NULL, SQL_SEARCH_WORDS_FORGET, NO_ARGS);
}

enum err search_terms_clear(struct db *db, int64_t doc,
			    enum search_source source)
{
	return db_run(db, NULL, SQL_SEARCH_TERM_CLEAR,
		      ARGS(arg_int(doc), arg_int(source)));
}

enum err search_term_put(struct db *db, int64_t doc, enum search_source source,
			 const struct search_word *w)
{
	return db_run(db, NULL, SQL_SEARCH_TERM_PUT,
		      ARGS(arg_text(w->stem), arg_int(doc), arg_int(source),
			   arg_int(w->weight)));
}

enum err search_word_put(struct db *db, const struct search_word *w)
{
	struct arena *mem = db_arena(db);
	const size_t n = strlen(w->word);
	const char *head = search_head(mem, w->word, n);

	if (!*head)
		return OK;
	return db_run(db, NULL, SQL_SEARCH_WORD_PUT,
		      ARGS(arg_text(w->word), arg_text(w->stem), arg_text(head),
			   arg_text(search_tail(mem, w->word, n))));
}

enum err search_hits(struct db *db, const char *stem, struct search_hit **out,
		     size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEARCH_HITS, ARGS(arg_text(stem)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct search_hit, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct search_hit){
			.module_id = row_text(&r, i, "module_id"),
			.weight = row_int(&r, i, "weight"),
		};
	return OK;
}

static void stem_add(const char *stem, size_t most, const char **stems,
		     size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		if (strcmp(stems[i], stem) == 0)
			return;
	if (*n < most)
		stems[(*n)++] = stem;
}

enum err search_meant(struct db *db, const char *typed, size_t most,
		      const char **stems, size_t *n)
{
	struct arena *mem = db_arena(db);
	const size_t size = strlen(typed);
	struct rows r;
	enum err e;

	*n = 0;
	for (size_t length = size - 1; length <= size + 1; length++) {
		const char *head = search_head(mem, typed, length);

		if (size < SEARCH_TYPO_LEAST || !*head)
			return OK;
		if ((e = db_run(db, &r, SQL_SEARCH_LIKELY,
				ARGS(arg_text(head),
				     arg_text(search_tail(mem, typed, length)),
				     arg_int(LIKELY_MOST)))))
			return e;
		for (size_t i = 0; i < r.count; i++)
			if (search_near(typed, row_text(&r, i, "word")))
				stem_add(row_text(&r, i, "stem"), most, stems,
					 n);
	}
	return OK;
}

static void candidate_read(const struct rows *r, size_t i,
			   struct search_candidate *out)
{
	const char *completion = row_text(r, i, "completion");
	const char *success = row_text(r, i, "success");
	enum module_state state = MODULE_DRAFT;
	enum topic topic = TOPIC_NONE;

	module_state_named(row_text(r, i, "state"), &state);
	topic_named(row_text(r, i, "topic"), &topic);
	*out = (struct search_candidate){
		.id = row_text(r, i, "id"),
		.title = row_text(r, i, "title"),
		.agency_id = row_text(r, i, "agency_id"),
		.topic = (int)topic,
		.state = (int)state,
		.jp = row_int(r, i, "jp"),
		.minutes = row_int(r, i, "minutes"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
		.begun = completion != NULL,
		.done = completion && strcmp(success, "failed") &&
			(!strcmp(completion, "completed") ||
			 !strcmp(success, "passed")),
		.own = row_int(r, i, "own"),
	};
}

enum err search_catalogue(struct db *db, const char *person_id,
			  const char *agency_id, const char *drafts_of, struct search_candidate **out,
			  size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_SEARCH_CATALOGUE,
			ARGS(arg_text(person_id), arg_text(drafts_of),
			     arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct search_candidate, r.count);
	for (size_t i = 0; i < r.count; i++)
		candidate_read(&r, i, &(*out)[i]);
	return OK;
}
