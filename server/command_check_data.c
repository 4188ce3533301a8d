/*
 * What is stored: the database as its engine sees it, then as we do, then every
 * blob by its hash.
 */
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "command.h"
#include "command_check.h"
#include "db/pool.h"
#include "parts.h"
#include "store/check.h"
#include "store/module.h"
#include "store/queries.h"
#include "words.h"

#define PAGE    500
#define TELL_MS 500

struct check {
	const struct config *config;
	struct server server;
	size_t all, blobs, bad;		/* blobs: needed, looked at, damaged */
	size_t faults;			/* of the database */
	int64_t told;			/* by clock_steady */
	bool blob_advice, form_advice;
};

static void say(enum words w, const struct text_value *values)
{
	struct arena mem = ARENA_INIT;

	fputs(words_fill(&mem, w, values), stdout);
	arena_end(&mem);
}

/* --- The engine's view -------------------------------------------------- */

/* What it says may quote damaged bytes, which are not for a terminal. */
static void engine_found(void *context, const char *what)
{
	struct arena mem = ARENA_INIT;
	struct check *c = context;
	char *line = arena_copy(&mem, what, strlen(what));

	for (char *p = line; *p; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
	c->faults++;
	say(W_check_engine, VALUES({ "what", line }));
	arena_end(&mem);
}

/* A new file would be made, and found in order. */
static enum err database_there(const struct config *config)
{
	const char *url = config->database_url;
	struct arena mem = ARENA_INIT;
	enum err e = OK;

	if (text_starts(url, "sqlite:") && access(url + 7, F_OK))
		e = fail(ERR_NOT_FOUND, "%s", words_fill(&mem, W_check_none,
				VALUES({ "path", url + 7 })));
	arena_end(&mem);
	return e;
}

/* Before anything of ours reads it, and perhaps writes on what is damaged. */
static enum err check_engine(struct check *c)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	enum err e;

	if (!(e = db_open(c->config->database_url, &catalogue, &mem, &db))) {
		e = db_verify(db, engine_found, c);
		db_close(db);
	}
	arena_end(&mem);
	return e;
}

/* --- Ours --------------------------------------------------------------- */

/* One read of the database, and what is made of it. */
typedef enum err looking(struct check *, struct db *, struct arena *);

static enum err look(struct check *c, looking *one)
{
	struct arena mem = ARENA_INIT;
	struct db *db;
	enum err e;

	if (!(e = pool_read(c->server.pool, &mem, &db))) {
		e = one(c, db, &mem);
		pool_read_end(c->server.pool, db);
	}
	arena_end(&mem);
	return e;
}

static void row_found(struct check *c, enum words w, const char *id)
{
	c->faults++;
	say(w, VALUES({ "id", id }));
}

static enum err look_rows(struct check *c, struct db *db, struct arena *mem)
{
	static const enum words words[CHECK_KINDS] = {
		[CHECK_VERSION] = W_check_version,
		[CHECK_MODULE] = W_check_module,
		[CHECK_ATTEMPT] = W_check_attempt,
		[CHECK_RUN] = W_check_run,
		[CHECK_PROGRESS] = W_check_progress,
		[CHECK_SITTING] = W_check_sitting,
		[CHECK_IMPORT] = W_check_import,
		[CHECK_BALLOTS] = W_check_ballots,
	};
	struct check_row *rows;
	size_t n;
	enum err e;

	(void)mem;
	if ((e = check_rows(db, &rows, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		row_found(c, words[rows[i].kind], rows[i].id);
	return OK;
}

/* As it was stored: one object, and an item under its own number. */
static bool text_whole(const struct check_text *t, const char *text)
{
	json_t *json;
	bool good;

	if (!text || !*text)
		return true;
	json = json_loads(text, 0, NULL);
	good = json_is_object(json) || json_is_array(json);
	if (good && t->sequence)
		good = json_integer_value(json_object_get(json, "sequence")) ==
		       t->sequence;
	json_decref(json);
	return good;
}

typedef enum err text_page(struct db *, const char *after,
			   struct check_text **, size_t *n);

static enum err texts_page(struct check *c, text_page *page, enum words w,
			   char last[64], size_t *n)
{
	struct arena mem = ARENA_INIT;
	struct check_text *t;
	struct db *db;
	enum err e;

	if ((e = pool_read(c->server.pool, &mem, &db)))
		return e;
	e = page(db, last, &t, n);
	pool_read_end(c->server.pool, db);
	for (size_t i = 0; !e && i < *n; i++) {
		if (!text_whole(&t[i], t[i].texts[0]) ||
		    !text_whole(&t[i], t[i].texts[1]))
			row_found(c, w, t[i].id);
		snprintf(last, 64, "%s", t[i].id);
	}
	arena_end(&mem);
	return e;
}

static enum err check_texts(struct check *c, text_page *page, enum words w)
{
	char last[64] = "";
	size_t n = 1;
	enum err e = OK;

	while (!e && n)
		e = texts_page(c, page, w, last, &n);
	return e;
}

static int64_t size_of(const struct check *c, struct arena *mem, const char *id)
{
	struct stat st;

	return stat(arena_format(mem, "%s/uploads/%s", c->config->data, id),
		    &st) ? 0 : st.st_size;
}

/* A server that runs beside may just have done with it: asked once more. */
static enum err file_again(struct check *c, struct arena *mem, const char *id)
{
	struct check_file *f;
	struct db *db;
	size_t n;
	enum err e;

	if ((e = pool_read(c->server.pool, mem, &db)))
		return e;
	e = check_files(db, id, &f, &n);
	pool_read_end(c->server.pool, db);
	if (e || !n || size_of(c, mem, id) >= f->bytes)
		return e;
	c->faults++;
	say(W_check_upload, VALUES(
		{ "id", id },
		{ "bytes", arena_format(mem, "%lld",
					(long long)size_of(c, mem, id)) },
		{ "all", arena_format(mem, "%lld", (long long)f->bytes) }));
	return OK;
}

static enum err look_files(struct check *c, struct db *db, struct arena *mem)
{
	struct check_file *files;
	size_t n;
	enum err e;

	e = check_files(db, "", &files, &n);
	for (size_t i = 0; !e && i < n; i++)
		if (size_of(c, mem, files[i].id) < files[i].bytes)
			e = file_again(c, mem, files[i].id);
	return e;
}

/* --- Blobs -------------------------------------------------------------- */

/* On a terminal, now and then, since a large store takes its time. */
static void tell(struct check *c, bool last)
{
	struct arena mem = ARENA_INIT;

	if (!isatty(STDERR_FILENO) ||
	    (!last && clock_steady() - c->told < TELL_MS))
		return;
	c->told = clock_steady();
	fputs(words_fill(&mem, W_check_progress_line, VALUES(
		{ "done", arena_format(&mem, "%zu", c->blobs) },
		{ "all", arena_format(&mem, "%zu", c->all) })), stderr);
	fputs(last ? "\n" : "\r", stderr);
	arena_end(&mem);
}

static enum err look_count(struct check *c, struct db *db, struct arena *mem)
{
	(void)mem;
	return check_blob_count(db, &c->all);
}

static enum err uses_of(struct check *c, struct arena *mem, const char *name,
			struct blob_use **out, size_t *n)
{
	struct db *db;
	enum err e;

	if ((e = pool_read(c->server.pool, mem, &db)))
		return e;
	e = check_blob_uses(db, name, out, n);
	pool_read_end(c->server.pool, db);
	return e;
}

/* What is wrong with it, where it lies, and who needs it. */
static enum err blob_found(struct check *c, struct arena *mem, const char *name,
			   enum blob_form form, enum words what)
{
	static const char *const suffix[] = { "", ".gz", ".br" };
	struct blob_use *uses;
	char why[FAILURE_SIZE];
	size_t n;
	enum err e;

	snprintf(why, sizeof(why), "%s", why_failed());
	if ((e = uses_of(c, mem, name, &uses, &n)) || !n)
		return e;	/* a server beside has removed it meanwhile */
	c->bad++;
	if (form == BLOB_PLAIN)
		c->blob_advice = true;
	else
		c->form_advice = true;
	say(what, VALUES(
		{ "path", arena_format(mem, "%s/blobs/%.2s/%s%s",
				       c->config->data, name, name,
				       suffix[form]) },
		{ "why", why }));
	for (size_t i = 0; i < n; i++)
		say(uses[i].number > 0 ? W_check_used
		    : uses[i].number == -2 ? W_check_papered
		    : uses[i].number < -2 ? W_check_enclosed
		    : uses[i].number ? W_check_drafted : W_check_pictured, VALUES(
			{ "title", uses[i].title },
			{ "number", arena_format(mem, "%lld",
						 (long long)uses[i].number) },
			{ "file", uses[i].path }));
	return OK;
}

static enum words what_of(enum blob_form form, enum err e)
{
	if (e == ERR_NOT_FOUND)
		return W_check_missing;
	if (e == ERR_INVALID)
		return form == BLOB_PLAIN ? W_check_changed : W_check_form;
	return W_check_unreadable;
}

static enum err check_blob(struct check *c, struct arena *mem,
			   const struct version_file *f)
{
	const struct blob_store *store = &c->server.blobs;
	uint64_t size = 0;
	enum err e;

	e = blob_verify_form(store, f->blob, BLOB_PLAIN);
	if (e)
		return blob_found(c, mem, f->blob, BLOB_PLAIN,
				  what_of(BLOB_PLAIN, e));
	if (!blob_size(store, f->blob, &size) && (int64_t)size != f->size)
		return blob_found(c, mem, f->blob, BLOB_PLAIN, W_check_size);
	for (int form = BLOB_GZIP; form <= BLOB_BROTLI; form++) {
		e = blob_verify_form(store, f->blob, (enum blob_form)form);
		if (e && e != ERR_NOT_FOUND)
			return blob_found(c, mem, f->blob, (enum blob_form)form,
					  what_of((enum blob_form)form, e));
	}
	return OK;
}

static enum err check_page(struct check *c, char last[BLOB_NAME_SIZE],
			   size_t *n)
{
	struct arena mem = ARENA_INIT;
	struct version_file *files;
	struct db *db;
	enum err e;

	if ((e = pool_read(c->server.pool, &mem, &db)))
		return e;
	e = blob_page(db, last, PAGE, &files, n);
	pool_read_end(c->server.pool, db);
	for (size_t i = 0; !e && i < *n; i++) {
		c->blobs++;
		snprintf(last, BLOB_NAME_SIZE, "%s", files[i].blob);
		e = check_blob(c, &mem, &files[i]);
		tell(c, false);
	}
	arena_end(&mem);
	return e;
}

static enum err check_blobs(struct check *c)
{
	char last[BLOB_NAME_SIZE] = "";
	size_t n = PAGE;
	enum err e = look(c, look_count);

	while (!e && n == PAGE)
		e = check_page(c, last, &n);
	tell(c, true);
	return e;
}

/* --- Together ----------------------------------------------------------- */

static enum err check_rest(struct check *c)
{
	enum err e;

	if ((e = parts_open(c->config, &c->server)) ||
	    (e = look(c, look_rows)) ||
	    (e = check_texts(c, check_items, W_check_item)) ||
	    (e = check_texts(c, check_versions, W_check_tree)) ||
	    (e = check_texts(c, check_sittings, W_check_paper)) ||
	    (e = check_texts(c, check_forms, W_check_survey)) ||
	    (e = check_texts(c, check_tallies, W_check_tally)) ||
	    (e = look(c, look_files)))
		return e;
	return check_blobs(c);
}

static void say_all(const struct check *c)
{
	struct arena mem = ARENA_INIT;

	if (c->blob_advice)
		say(W_check_blob_advice, NO_VALUES);
	if (c->form_advice)
		say(W_check_form_advice, NO_VALUES);
	if (c->faults)
		say(W_check_database_advice, NO_VALUES);
	say(c->faults ? W_checked_faults : W_checked, VALUES(
		{ "blobs", arena_format(&mem, "%zu", c->blobs) },
		{ "bad", arena_format(&mem, "%zu", c->bad) },
		{ "faults", arena_format(&mem, "%zu", c->faults) }));
	arena_end(&mem);
}

int check_data(const struct config *config)
{
	struct check c = { .config = config };
	enum err e;
	int code = 1;

	if (database_there(config))
		return failed();
	/* What the engine finds is told even where it keeps us from the rest. */
	if ((e = check_engine(&c)) || (e = check_rest(&c))) {
		code = failed();
		if (e == ERR_STORAGE || e == ERR_INTERNAL || c.faults)
			say(W_check_database_advice, NO_VALUES);
	} else {
		say_all(&c);
		code = c.bad || c.faults;
	}
	parts_close(&c.server);
	return code;
}
