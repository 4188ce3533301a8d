#include "jobs/index.h"

#include <string.h>

#include "base/log.h"
#include "db/pool.h"
#include "domain/metadata.h"
#include "extract.h"
#include "store/module.h"
#include "store/search.h"

#define AT_ONCE     20		/* modules asked for at a time */
#define FILES_MOST  1000	/* of a version, that are read */
#define WORDS_MOST  20000	/* distinct ones, of a version's files */
#define ABOUT_MOST  2000	/* of what is said of it */
#define ROWS        300		/* of a transaction: other writers wait for it */

/* Weights: what is said of a module is worth more than all that is in it. */
#define TITLE       40
#define UNIT        16
#define SENTENCE    12
#define AROUND      8
#define TEXT_EACH   2
#define TEXT_MOST   6

/* A part of what one transaction writes. */
struct slice {
	int64_t doc;
	enum search_source source;
	const struct search_word *words;
	size_t n;
	bool first, spellings;
};

static enum err write_slice(struct db *db, void *context)
{
	const struct slice *s = context;
	enum err e = OK;

	if (s->first && (e = search_terms_clear(db, s->doc, s->source)))
		return e;
	for (size_t i = 0; !e && i < s->n; i++)
		e = s->spellings ? search_word_put(db, &s->words[i])
				 : search_term_put(db, s->doc, s->source,
						   &s->words[i]);
	return e;
}

static enum err write_all(struct server *server, struct arena *mem,
			  struct slice whole, size_t n)
{
	const struct search_word *words = whole.words;
	enum err e = OK;

	whole.first = !whole.spellings;
	for (size_t i = 0; !e && (i < n || whole.first); i += ROWS) {
		whole.words = words + i;
		whole.n = n - i < ROWS ? n - i : ROWS;
		e = pool_write(server->pool, mem, write_slice, &whole);
		whole.first = false;
	}
	return e;
}

static enum err write_bag(struct server *server, struct arena *mem, int64_t doc,
			  enum search_source source,
			  const struct search_bag *bag)
{
	struct slice slice = { .doc = doc, .source = source };
	size_t n;
	enum err e;

	slice.words = search_bag_stems(bag, &n);
	if ((e = write_all(server, mem, slice, n)))
		return e;
	slice.spellings = true;
	slice.words = search_bag_words(bag, &n);
	return write_all(server, mem, slice, n);
}

/* What one module is, read at one moment. */
struct subject {
	struct module module;
	struct unit *units;
	size_t nunits;
	struct version_file *files;
	size_t nfiles;
};

static enum err subject_read(struct server *server, struct arena *mem,
			     const struct search_due *due, struct subject *out)
{
	struct version_use use;
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	if (!(e = module_by_id(db, due->module_id, &out->module)) &&
	    !(e = unit_list(db, due->version_id, &out->units, &out->nunits)) &&
	    due->text)
		e = version_index(db, mem, due->version_id, &use, &out->files,
				  &out->nfiles);
	pool_read_end(server->pool, db);
	return e;
}

static struct search_bag *about_bag(struct arena *mem, const struct subject *s)
{
	struct search_bag *bag = search_bag_new(mem, ABOUT_MOST);
	const struct module *m = &s->module;
	const struct phrase *topic = topic_label(m->topic);

	search_bag_add(bag, m->title, TITLE, TITLE);
	search_bag_add(bag, m->description, SENTENCE, SENTENCE);
	for (size_t i = 0; i < s->nunits; i++)
		search_bag_add(bag, s->units[i].title, UNIT, UNIT);
	search_bag_add(bag, m->agency_name, AROUND, AROUND);
	search_bag_add(bag, m->legal_basis, AROUND, AROUND);
	for (int lang = 0; lang < LANG_COUNT; lang++)
		search_bag_add(bag, topic->in[lang], AROUND, AROUND);
	return bag;
}

static enum err text_bag(struct server *server, struct arena *mem,
			 const struct subject *s, struct search_bag **out)
{
	struct search_bag *bag = search_bag_new(mem, WORDS_MOST);
	size_t read = 0;

	for (size_t i = 0; i < s->nfiles && read < FILES_MOST; i++) {
		const struct version_file *f = &s->files[i];
		struct arena file = ARENA_INIT;
		struct text text = { .mem = &file };

		if (!extract_possible(f->media_type))
			continue;
		read++;
		text_puts(&text, "");
		if (extract_blob(&server->blobs, f->blob, f->media_type, NULL,
				 &text))
			log_event(LOG_WARN, "search.unread",
				  LOG_TEXT("file", f->path),
				  LOG_TEXT("why", fail_reason()));
		search_bag_add(bag, text.bytes, TEXT_EACH, TEXT_MOST);
		arena_end(&file);
	}
	*out = bag;
	return OK;
}

struct mark {
	const struct search_due *due;
	int64_t doc;
};

static enum err find_doc(struct db *db, void *context)
{
	struct mark *m = context;

	return search_doc(db, m->due->module_id, &m->doc);
}

static enum err write_done(struct db *db, void *context)
{
	const struct mark *m = context;

	return search_doc_done(db, m->doc, m->due);
}

static enum err index_module(struct server *server, const struct search_due *due)
{
	struct arena mem = ARENA_INIT;
	struct mark mark = { .due = due };
	struct subject subject = { .nfiles = 0 };
	struct search_bag *text;
	enum err e;

	if (!(e = subject_read(server, &mem, due, &subject)) &&
	    !(e = pool_write(server->pool, &mem, find_doc, &mark)) &&
	    !(e = write_bag(server, &mem, mark.doc, SOURCE_ABOUT,
			    about_bag(&mem, &subject))) && due->text &&
	    !(e = text_bag(server, &mem, &subject, &text)))
		e = write_bag(server, &mem, mark.doc, SOURCE_TEXT, text);
	if (!e)
		e = pool_write(server->pool, &mem, write_done, &mark);
	arena_end(&mem);
	return e;
}

static enum err due_page(struct server *server, struct arena *mem,
			 struct search_due **due, size_t *n)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	e = search_due(db, AT_ONCE, due, n);
	pool_read_end(server->pool, db);
	return e;
}

enum err index_due(struct server *server, bool (*go_on)(void *context),
		   void *context, size_t *done)
{
	size_t n = AT_ONCE;
	enum err e = OK;

	*done = 0;
	while (!e && n == AT_ONCE) {
		struct arena mem = ARENA_INIT;
		struct search_due *due;

		e = due_page(server, &mem, &due, &n);
		for (size_t i = 0; !e && i < n; i++) {
			if (go_on && !go_on(context))
				n = 0;
			else if (!(e = index_module(server, &due[i])))
				++*done;
		}
		arena_end(&mem);
	}
	return e;
}
