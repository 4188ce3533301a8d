#include "store/bank.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/ident.h"
#include "base/text.h"
#include "domain/plain.h"
#include "store/queries.h"

#define TITLE_MOST 160	/* characters */
#define WORDS_MOST 4000	/* bytes of what is searched */

static void bank_read(const struct rows *r, size_t i, struct bank *out)
{
	*out = (struct bank){
		.id = row_text(r, i, "id"),
		.agency_id = row_text(r, i, "agency_id"),
		.agency_name = row_text(r, i, "agency_name"),
		.name = row_text(r, i, "name"),
		.description = row_text(r, i, "description"),
		.questions = (size_t)row_int(r, i, "questions"),
		.retired = (size_t)row_int(r, i, "retired"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
	};
}

enum err bank_list(struct db *db, const char *agency_id, struct bank **out,
		   size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_LIST, ARGS(arg_text(agency_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct bank, r.count);
	for (size_t i = 0; i < r.count; i++)
		bank_read(&r, i, &(*out)[i]);
	return OK;
}

enum err bank_by_id(struct db *db, const char *id, struct bank *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_BY_ID, ARGS(arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no bank '%s'", id);
	bank_read(&r, 0, out);
	return OK;
}

static const char *name_key(struct db *db, const char *name)
{
	return text_lower(db_arena(db), text_trim(db_arena(db), name));
}

enum err bank_add(struct db *db, struct bank *b, const char *person_id,
		  bool *taken)
{
	struct rows r;
	enum err e;

	b->id = ident_make(db_arena(db), b->created_at);
	e = db_run(db, &r, SQL_BANK_ADD,
		   ARGS(arg_text(b->id), arg_text(b->agency_id),
			arg_text(b->name), arg_text(name_key(db, b->name)),
			arg_text(b->description), arg_text(person_id),
			arg_int(b->created_at)));
	*taken = !e && r.count == 0;
	return e;
}

enum err bank_change(struct db *db, const struct bank *b, int64_t now,
		     bool *taken)
{
	const char *key = name_key(db, b->name);
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_BY_NAME,
			ARGS(arg_text(b->agency_id), arg_text(key)))))
		return e;
	*taken = r.count && strcmp(row_text(&r, 0, "id"), b->id);
	if (*taken)
		return OK;
	return db_run(db, NULL, SQL_BANK_CHANGE,
		      ARGS(arg_text(b->id), arg_text(b->name), arg_text(key),
			   arg_text(b->description), arg_int(now)));
}

enum err bank_remove(struct db *db, const char *id, bool *gone)
{
	struct rows r;
	enum err e = db_run(db, &r, SQL_BANK_REMOVE, ARGS(arg_text(id)));

	*gone = !e && r.count > 0;
	return e;
}

enum err bank_tags(struct db *db, const char *bank_id, struct bank_tag **out,
		   size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_TAGS, ARGS(arg_text(bank_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct bank_tag, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct bank_tag){
			.tag = row_text(&r, i, "tag"),
			.questions = (size_t)row_int(&r, i, "questions"),
		};
	return OK;
}

static void question_read(const struct rows *r, size_t i,
			  struct bank_question *out)
{
	*out = (struct bank_question){
		.id = row_text(r, i, "id"),
		.bank_id = row_text(r, i, "bank_id"),
		.ident = row_text(r, i, "ident"),
		.retired = strcmp(row_text(r, i, "state"), "retired") == 0,
		.version_id = row_text(r, i, "version_id"),
		.number = row_int(r, i, "number"),
		.type = row_text(r, i, "type"),
		.title = row_text(r, i, "title"),
		.digest = row_text(r, i, "digest"),
		.definition = row_text(r, i, "definition"),
		.created_at = row_int(r, i, "created_at"),
		.updated_at = row_int(r, i, "updated_at"),
	};
}

static void questions_read(struct db *db, const struct rows *r,
			   struct bank_question **out, size_t *n)
{
	*n = r->count;
	*out = arena_array(db_arena(db), struct bank_question, r->count);
	for (size_t i = 0; i < r->count; i++)
		question_read(r, i, &(*out)[i]);
}

enum err bank_question_count(struct db *db, const struct bank_filter *f,
			     size_t *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_QUESTION_COUNT,
			ARGS(arg_text(f->bank_id), arg_text(f->like),
			     arg_text(f->tag), arg_text(f->type),
			     arg_text(f->state)))))
		return e;
	*out = (size_t)row_int(&r, 0, "n");
	return OK;
}

enum err bank_question_page(struct db *db, const struct bank_filter *f,
			    size_t offset, size_t limit,
			    struct bank_question **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_QUESTION_PAGE,
			ARGS(arg_text(f->bank_id), arg_text(f->like),
			     arg_text(f->tag), arg_text(f->type),
			     arg_text(f->state), arg_int((int64_t)limit),
			     arg_int((int64_t)offset)))))
		return e;
	questions_read(db, &r, out, n);
	return OK;
}

enum err bank_question_by_id(struct db *db, const char *bank_id, const char *id,
			     struct bank_question *out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_QUESTION_BY_ID,
			ARGS(arg_text(bank_id), arg_text(id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no question '%s'", id);
	question_read(&r, 0, out);
	return OK;
}

enum err bank_question_all(struct db *db, const char *bank_id,
			   struct bank_question **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_QUESTION_ALL,
			ARGS(arg_text(bank_id)))))
		return e;
	questions_read(db, &r, out, n);
	return OK;
}

enum err bank_question_known(struct db *db, const char *bank_id,
			     struct bank_question **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_QUESTION_KNOWN,
			ARGS(arg_text(bank_id)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct bank_question, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct bank_question){
			.id = row_text(&r, i, "id"),
			.ident = row_text(&r, i, "ident"),
			.digest = row_text(&r, i, "digest"),
			.number = row_int(&r, i, "number"),
			.retired = strcmp(row_text(&r, i, "state"),
					  "retired") == 0,
		};
	return OK;
}

const char *bank_digest(struct arena *mem, json_t *definition)
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	char *hex = arena_alloc(mem, 2 * sizeof(hash) + 1), *text;
	json_t *bare = json_copy(definition);

	json_object_del(bare, "id");
	text = json_dumps(bare, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(bare);
	if (!text)
		abort();
	crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
			   strlen(text), NULL, 0);
	free(text);
	return sodium_bin2hex(hex, 2 * sizeof(hash) + 1, hash, sizeof(hash));
}

static const char *text_in(json_t *definition, const char *key)
{
	const char *s = json_string_value(json_object_get(definition, key));

	return s ? s : "";
}

struct facts {
	const char *type, *title, *words, *digest, *stored;
};

static struct facts facts_of(struct db *db, json_t *definition)
{
	struct arena *mem = db_arena(db);
	const char *text = plain_words(mem, text_in(definition, "text"));
	char *stored = json_dumps(definition, JSON_COMPACT);
	struct facts f;

	if (!stored)
		abort();
	f = (struct facts){
		.type = text_in(definition, "type"),
		.title = text_line(mem, *text ? text
			: text_in(definition, "id"), TITLE_MOST),
		.words = text_lower(mem, text_line(mem, arena_format(
			mem, "%s %s", text_in(definition, "id"), text),
			WORDS_MOST)),
		.digest = bank_digest(mem, definition),
		.stored = arena_copy(mem, stored, strlen(stored)),
	};
	free(stored);
	return f;
}

static enum err tags_put(struct db *db, const char *id, json_t *definition)
{
	size_t i;
	json_t *tag;
	enum err e = db_run(db, NULL, SQL_BANK_TAG_CLEAR, ARGS(arg_text(id)));

	json_array_foreach(json_object_get(definition, "tags"), i, tag) {
		if (e)
			return e;
		e = db_run(db, NULL, SQL_BANK_TAG_ADD, ARGS(arg_text(id),
			arg_text(json_string_value(tag))));
	}
	return e;
}

static enum err version_put(struct db *db, const char *version_id,
			    const char *id, int64_t number,
			    const struct facts *f, const struct bank_change *c)
{
	return db_run(db, NULL, SQL_BANK_VERSION_ADD,
		      ARGS(arg_text(version_id), arg_text(id), arg_int(number),
			   arg_text(f->stored), arg_text(c->person_id),
			   arg_int(c->now), arg_text(c->note)));
}

enum err bank_question_add(struct db *db, const char *bank_id,
			   json_t *definition, const struct bank_change *c,
			   const char **id)
{
	const struct facts f = facts_of(db, definition);
	const char *version = ident_make(db_arena(db), c->now);
	enum err e;

	*id = ident_make(db_arena(db), c->now);
	if ((e = db_run(db, NULL, SQL_BANK_QUESTION_ADD,
			ARGS(arg_text(*id), arg_text(bank_id),
			     arg_text(text_in(definition, "id")),
			     arg_text(version), arg_text(f.type),
			     arg_text(f.title), arg_text(f.words),
			     arg_text(f.digest), arg_int(c->now)))) ||
	    (e = version_put(db, version, *id, 1, &f, c)) ||
	    (e = tags_put(db, *id, definition)))
		return e;
	return db_run(db, NULL, SQL_BANK_TOUCH,
		      ARGS(arg_text(bank_id), arg_int(c->now)));
}

enum err bank_question_renew(struct db *db, const struct bank_question *q,
			     json_t *definition, const struct bank_change *c)
{
	const struct facts f = facts_of(db, definition);
	const char *version = ident_make(db_arena(db), c->now);
	enum err e;

	if ((e = version_put(db, version, q->id, q->number + 1, &f, c)) ||
	    (e = db_run(db, NULL, SQL_BANK_QUESTION_RENEW,
			ARGS(arg_text(q->id), arg_text(version),
			     arg_int(q->number + 1), arg_text(f.type),
			     arg_text(f.title), arg_text(f.words),
			     arg_text(f.digest), arg_int(c->now)))))
		return e;
	return tags_put(db, q->id, definition);
}

enum err bank_question_retire(struct db *db, const char *id, bool retired,
			      int64_t now)
{
	return db_run(db, NULL, SQL_BANK_QUESTION_STATE,
		      ARGS(arg_text(id),
			   arg_text(retired ? "retired" : "active"),
			   arg_int(now)));
}

enum err bank_version_list(struct db *db, const char *question_id,
			   struct bank_version **out, size_t *n)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_VERSION_LIST,
			ARGS(arg_text(question_id),
			     arg_int(BANK_VERSIONS_MOST)))))
		return e;
	*n = r.count;
	*out = arena_array(db_arena(db), struct bank_version, r.count);
	for (size_t i = 0; i < r.count; i++)
		(*out)[i] = (struct bank_version){
			.id = row_text(&r, i, "id"),
			.number = row_int(&r, i, "number"),
			.at = row_int(&r, i, "at"),
			.definition = row_text(&r, i, "definition"),
			.note = row_text(&r, i, "note"),
			.person_name = row_text(&r, i, "person_name"),
		};
	return OK;
}

static void json_done(void *json)
{
	json_decref(json);
}

/* Named by its row. */
static enum err definition_of(struct db *db, const char *stored,
			      const char *question_id, json_t **out)
{
	*out = json_loads(stored, 0, NULL);
	if (!json_is_object(*out)) {
		json_decref(*out);
		return fail(ERR_INTERNAL, "question %s is no JSON",
			    question_id);
	}
	arena_own(db_arena(db), *out, json_done);
	json_object_set_new(*out, "id", json_string(question_id));
	return OK;
}

/* Lines of one question stand together. */
static void pool_read(struct db *db, const struct rows *r,
		      struct bank_drawn *out, size_t *n)
{
	*n = 0;
	for (size_t i = 0; i < r->count; i++) {
		const char *id = row_text(r, i, "id");
		const char *tag = row_text(r, i, "tag");
		struct bank_drawn *one = &out[*n];

		if (!*n || strcmp(out[*n - 1].question_id, id)) {
			*one = (struct bank_drawn){
				.question_id = id,
				.version_id = row_text(r, i, "version_id"),
				.brief = json_pack("{s:s, s:[]}", "id", id,
						   "tags"),
			};
			one->from = arena_format(db_arena(db), "bank:%s:%s",
						 id, one->version_id);
			arena_own(db_arena(db), one->brief, json_done);
			++*n;
		}
		if (tag)
			json_array_append_new(json_object_get(
				out[*n - 1].brief, "tags"), json_string(tag));
	}
}

enum err bank_pool(struct db *db, const char *agency_id, const char *name,
		   struct bank_drawn **out, size_t *n)
{
	const char *key = name_key(db, name);
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_BY_NAME,
			ARGS(arg_text(agency_id), arg_text(key)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no bank '%s'", name);
	if ((e = db_run(db, &r, SQL_BANK_QUESTION_POOL,
			ARGS(arg_text(agency_id), arg_text(key)))))
		return e;
	*out = arena_array(db_arena(db), struct bank_drawn, r.count);
	pool_read(db, &r, *out, n);
	return OK;
}

enum err bank_version_question(struct db *db, const char *version_id,
			       json_t **out)
{
	struct rows r;
	enum err e;

	if ((e = db_run(db, &r, SQL_BANK_VERSION_BY_ID,
			ARGS(arg_text(version_id)))))
		return e;
	if (r.count == 0)
		return fail(ERR_NOT_FOUND, "no version '%s'", version_id);
	return definition_of(db, row_text(&r, 0, "definition"),
			     row_text(&r, 0, "question_id"), out);
}
