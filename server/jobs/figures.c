#include "jobs/figures.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/disk.h"
#include "domain/figure.h"
#include "jobs/figures_items.h"
#include "store/figure.h"
#include "store/module.h"

#define PAGE_ATTEMPTS 200	/* read in one transaction */
#define LOOKED_MOST 200		/* versions passed over in one piece */
#define LESSON_MOST (1 << 20)	/* bytes of a lesson's file */

/* One version, while it is counted. */
struct count {
	struct nightly_piece *piece;
	struct figure_version version;
	struct unit *units;
	const struct unit **by_id;	/* sorted */
	struct figure_unit *of;
	struct unit_figure *told;	/* of each, as it is told */
	size_t n;
	struct figures *figures;
	/* The attempt that is being put together. */
	struct figure_part *parts;
	const char *after;
	/* What is to be written; NULL: it stays as it is. */
	json_t *whole;
	json_t **each;
	int64_t at;
};

/* ---- Which one ------------------------------------------------------------- */

/* The next that is to be counted; id NULL: none of those that were looked at. */
static enum err version_find(struct db *db, struct nightly_piece *p,
			     struct figure_version *v, bool *more)
{
	bool stale = false;
	enum err e;

	*more = true;
	for (size_t i = 0; i < LOOKED_MOST && !stale; i++) {
		if ((e = figure_version_next(db, p->reached, v)))
			return e;
		*more = v->id != NULL;
		if (!v->id)
			return OK;
		p->reached = v->id;
		stale = !v->counted_at;
		if (!stale && (e = figure_stale(db, v, v->counted_at,
						FIGURE_AWAY_MS, p->now,
						&stale)))
			return e;
	}
	if (!stale)
		v->id = NULL;
	return OK;
}

/* ---- Its units ---------------------------------------------------------------- */

/* The file's text; NULL where there is none, or it is too large to be ours. */
static const char *blob_text(struct count *c, const char *blob)
{
	char *bytes;
	uint64_t size;
	size_t got;
	int fd;

	if (!blob || blob_open(&c->piece->server->blobs, blob, BLOB_PLAIN, &fd,
			       &size))
		return NULL;
	bytes = arena_alloc(c->piece->mem, LESSON_MOST + 1);
	if (size > LESSON_MOST || !disk_read(fd, bytes, LESSON_MOST, &got))
		got = 0;
	bytes[got] = '\0';
	close(fd);
	return got ? bytes : NULL;
}

static enum err sections_read(struct db *db, struct count *c,
			      const struct unit *u, struct figure_unit *out)
{
	struct figure_section *all;
	const char *blob, *text, *html;
	json_t *lesson;
	enum err e;

	if (strcmp(u->kind, "lesson"))
		return OK;
	if ((e = figure_file(db, c->version.id, u->href, &blob)))
		return e;
	text = blob_text(c, blob);
	lesson = text ? json_loads(text, 0, NULL) : NULL;
	html = json_string_value(json_object_get(lesson, "html"));
	if (html) {
		figure_sections(c->piece->mem, html, &all, &out->nsections);
		out->sections = all;
	}
	json_decref(lesson);
	return OK;
}

static int by_id(const void *a, const void *b)
{
	const struct unit *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static enum err units_read(struct db *db, struct count *c)
{
	struct arena *mem = c->piece->mem;
	size_t told;
	enum err e;

	/* Both in the order of their positions, and in one transaction. */
	if ((e = unit_list(db, c->version.id, &c->units, &c->n)) ||
	    (e = unit_figure_list(db, c->version.id, &c->told, &told)))
		return e;
	c->of = arena_array(mem, struct figure_unit, c->n);
	c->by_id = arena_array(mem, const struct unit *, c->n);
	for (size_t i = 0; i < c->n; i++) {
		c->of[i] = (struct figure_unit){ .kind = c->units[i].kind,
			.since = c->told[i].figures ? c->told[i].at : 0 };
		c->by_id[i] = &c->units[i];
		if ((e = sections_read(db, c, &c->units[i], &c->of[i])))
			return e;
	}
	if (c->n)
		qsort(c->by_id, c->n, sizeof(*c->by_id), by_id);
	c->figures = figures_begin(mem, c->of, c->n, c->version.counted_at,
				   c->piece->now);
	c->parts = arena_array(mem, struct figure_part, c->n);
	return OK;
}

static size_t unit_at(const struct count *c, const char *id)
{
	const struct unit key = { .id = id }, *wanted = &key;
	const struct unit **found = id && c->n
		? bsearch(&wanted, c->by_id, c->n, sizeof(*c->by_id), by_id)
		: NULL;

	return found ? (size_t)(*found - c->units) : FIGURE_NOWHERE;
}

/* ---- Its attempts --------------------------------------------------------------- */

static bool is(const char *word, const char *of)
{
	return word && strcmp(word, of) == 0;
}

static void part_put(struct count *c, const struct figure_progress *p,
		     size_t *n)
{
	const size_t unit = unit_at(c, p->unit_id);
	const bool passed = is(p->unit_success, "passed");

	if (unit == FIGURE_NOWHERE || *n == c->n)
		return;
	c->parts[(*n)++] = (struct figure_part){
		.unit = unit, .passed = passed,
		.completed = passed || is(p->unit_completion, "completed"),
		.measure = p->measure, .location = p->location,
		.time_ms = p->time_ms, .saved_at = p->saved_at,
	};
}

/* An attempt that was never launched since it was made has no last unit: then
   it is the one that was saved last. */
static size_t last_of(const struct count *c, const char *at_unit, size_t n)
{
	size_t at = unit_at(c, at_unit);
	int64_t latest = 0;

	for (size_t i = 0; !at_unit && i < n; i++)
		if (c->parts[i].saved_at > latest) {
			latest = c->parts[i].saved_at;
			at = c->parts[i].unit;
		}
	return at;
}

static void attempts_add(struct count *c, const struct figure_progress *all,
			 size_t n)
{
	size_t nparts = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure_progress *p = &all[i];

		part_put(c, p, &nparts);
		if (i + 1 < n && !strcmp(p->attempt_id, all[i + 1].attempt_id))
			continue;
		if (p->counts)
			figures_add(c->figures, &(struct figure_attempt){
				.completed = is(p->completion, "completed"),
				.passed = is(p->success, "passed"),
				.later = p->later,
				.started_at = p->started_at,
				.last_at = p->last_at,
				.at = last_of(c, p->at_unit, nparts),
				.parts = c->parts, .n = nparts });
		nparts = 0;
	}
}

static enum err page_read(struct count *c, size_t *n)
{
	struct pool *pool = c->piece->server->pool;
	struct arena mem = ARENA_INIT;
	struct figure_progress *all;
	struct db *db;
	enum err e;

	*n = 0;
	if (!(e = pool_read(pool, &mem, &db))) {
		e = figure_page(db, c->version.id, c->after, PAGE_ATTEMPTS,
				&all, n);
		pool_read_end(pool, db);
	}
	if (!e && *n) {
		attempts_add(c, all, *n);
		c->after = arena_copy(c->piece->mem, all[*n - 1].attempt_id,
				      strlen(all[*n - 1].attempt_id));
	}
	arena_end(&mem);
	return e;
}

/* ---- What comes of it -------------------------------------------------------------- */

static void json_done(void *json)
{
	json_decref(json);
}

static json_t *owned(struct count *c, json_t *json)
{
	if (json)
		arena_own(c->piece->mem, json, json_done);
	return json;
}

/* As it may be told by now: anew, else as it was; NULL: of too few. */
static json_t *unit_json(struct count *c, size_t unit)
{
	struct unit_figure *told = &c->told[unit];
	json_t *new;

	new = figures_unit_moved(c->figures, unit)
		? owned(c, figures_unit(c->figures, unit)) : NULL;
	if (new)
		told->at = c->at;
	return new || !told->figures ? new
		: owned(c, json_loads(told->figures, 0, NULL));
}

/* Questions are told in fives of their own (store/numbers.h), and anew as soon
   as one was corrected. */
static enum err each_make(struct count *c)
{
	bool pretest;
	json_t *items;
	enum err e;

	c->each = arena_array(c->piece->mem, json_t *, c->n);
	for (size_t i = 0; i < c->n; i++) {
		c->each[i] = unit_json(c, i);
		if (!c->each[i] || strcmp(c->units[i].kind, "quiz"))
			continue;
		json_object_del(c->each[i], "items");
		if ((e = figures_items(c->piece->server, c->piece->mem,
				       c->units[i].id, &pretest, &items)))
			return e;
		json_object_set_new(c->each[i], "pretest",
				    json_boolean(pretest));
		if (items)
			json_object_set_new(c->each[i], "items", items);
	}
	return OK;
}

static const char *text_of(struct count *c, json_t *json)
{
	char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;

	if (json && !text)
		abort();
	if (text)
		arena_own(c->piece->mem, text, free);
	return text;
}

static enum err count_write(struct db *db, void *context)
{
	struct count *c = context;
	enum err e = OK;

	if (c->whole)
		e = version_figure_put(db, &(struct version_figure){
			.version_id = c->version.id,
			.module_id = c->version.module_id,
			.figures = text_of(c, c->whole), .at = c->at });
	for (size_t i = 0; i < c->n && !e; i++)
		if (c->each[i])
			e = unit_figure_put(db, &(struct unit_figure){
				.unit_id = c->units[i].id,
				.version_id = c->version.id,
				.figures = text_of(c, c->each[i]),
				.at = c->told[i].at });
	return e;
}

static enum err count_make(struct count *c, bool *cut)
{
	size_t n = 1;
	enum err e = OK;

	*cut = false;
	while (n && !e && !*cut) {
		const int64_t from = clock_steady();

		e = page_read(c, &n);
		nightly_rest(c->piece, clock_steady() - from);
		*cut = !nightly_going(c->piece);
	}
	/* What came while this was read is in it, and must not count as news
	   next time. */
	c->at = c->piece->rounds ? clock_now() : c->piece->now;
	if (e || *cut || (e = each_make(c)))
		return e;
	if (figures_moved(c->figures))
		c->whole = owned(c, figures_version(c->figures));
	return OK;
}

static enum err count_begin(struct count *c, bool *more)
{
	struct nightly_piece *p = c->piece;
	struct db *db;
	enum err e;

	if ((e = pool_read(p->server->pool, p->mem, &db)))
		return e;
	if (!(e = version_find(db, p, &c->version, more)) && c->version.id)
		e = units_read(db, c);
	pool_read_end(p->server->pool, db);
	return e;
}

enum err figures_piece(struct nightly_piece *p)
{
	const char *from = p->reached;
	struct count *c = arena_new(p->mem, struct count);
	bool cut;
	enum err e;

	*c = (struct count){ .piece = p, .after = "" };
	if ((e = count_begin(c, &p->more)) || !c->version.id ||
	    (e = count_make(c, &cut)))
		return e;
	if (cut) {
		p->reached = from;
		return OK;
	}
	p->write = count_write;
	p->context = c;
	return OK;
}
