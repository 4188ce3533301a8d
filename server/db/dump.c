#include "db/dump.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "db/driver.h"
#include "db/migrate.h"

#define FORMAT 1
#define STEPS_TABLE "migration"
#define BULK 32			/* rows that one INSERT takes */
#define COLUMNS_MOST 100

/* ---- Out ---------------------------------------------------------------- */

struct dump {
	struct db *db;
	dump_put *put;
	void *context;
	uint64_t rows;
	bool headed;		/* the columns of this table were told */
	const char *table;
	json_t *names;		/* of tables or steps */
};

static enum err put_json(struct dump *d, json_t *json)
{
	char *line = json ? json_dumps(json, JSON_COMPACT) : NULL;
	enum err e;

	json_decref(json);
	if (!line)
		return fail(ERR_INTERNAL, "a row as JSON");
	e = d->put(d->context, line, strlen(line));
	free(line);
	return e;
}

static json_t *cell_json(const struct arg *a)
{
	switch (a->type) {
	case ARG_INT:  return json_integer((json_int_t)a->i);
	case ARG_REAL: return json_real(a->d);
	case ARG_TEXT: return json_string(a->s);
	case ARG_NULL: break;
	}
	return json_null();
}

static enum err put_head(struct dump *d, const struct rows *row)
{
	json_t *columns = json_array();

	for (size_t i = 0; i < row->columns; i++)
		json_array_append_new(columns, json_string(row->names[i]));
	d->headed = true;
	return put_json(d, json_pack("{s:s, s:o}", "table", d->table, "columns",
				     columns));
}

static enum err put_row(void *context, const struct rows *row)
{
	struct dump *d = context;
	json_t *cells;
	enum err e;

	if (!d->headed && (e = put_head(d, row)))
		return e;
	cells = json_array();
	for (size_t i = 0; i < row->columns; i++)
		if (json_array_append_new(cells, cell_json(&row->cells[i]))) {
			json_decref(cells);
			return fail(ERR_INTERNAL, "%s: a text that is not UTF-8",
				    d->table);
		}
	d->rows++;
	return put_json(d, cells);
}

static enum err take_name(void *context, const struct rows *row)
{
	struct dump *d = context;

	json_array_append_new(d->names, json_string(row_text(row, 0, "name")));
	return OK;
}

static enum err names(struct dump *d, const char *sql)
{
	json_decref(d->names);
	d->names = json_array();
	return d->db->driver->each(d->db, sql, take_name, d);
}

static enum err put_all(struct dump *d)
{
	size_t i;
	json_t *name;
	enum err e;

	if ((e = names(d, "SELECT name FROM " STEPS_TABLE " ORDER BY number")) ||
	    (e = put_json(d, json_pack("{s:i, s:O}", "format", FORMAT, "steps",
				       d->names))) ||
	    (e = names(d, d->db->driver->tables)))
		return e;
	json_array_foreach(d->names, i, name) {
		d->table = json_string_value(name);
		d->headed = false;
		if (strcmp(d->table, STEPS_TABLE) == 0)
			continue;
		if ((e = d->db->driver->each(d->db, arena_format(d->db->mem,
					"SELECT * FROM %s", d->table),
					put_row, d)))
			return e;
	}
	return put_json(d, json_pack("{s:I}", "rows", (json_int_t)d->rows));
}

enum err db_dump(struct db *db, dump_put *put, void *context, uint64_t *rows)
{
	struct dump d = { .db = db, .put = put, .context = context };
	const enum err e = put_all(&d);

	*rows = d.rows;
	json_decref(d.names);
	return e;
}

/* ---- In ----------------------------------------------------------------- */

static const struct catalogue no_queries;

enum err db_empty(const char *url, bool *out)
{
	struct arena mem = ARENA_INIT;
	struct dump d = { .rows = 0 };
	enum err e;

	if (!(e = db_open(url, &no_queries, &mem, &d.db))) {
		e = names(&d, d.db->driver->tables);
		*out = json_array_size(d.names) == 0;
		db_close(d.db);
	}
	json_decref(d.names);
	arena_end(&mem);
	return e;
}

#define TABLES_MOST 500

/*
 * An engine keeps what it prepared by a query's place in the catalogue; two
 * places, for one row and for BULK of them, are filled in as each table comes.
 */
struct load {
	const char *const *without;
	dump_next *next;
	void *context;
	struct db *db;
	struct query queries[2 * TABLES_MOST];
	size_t nqueries;
	struct arena own, rows;		/* to the end; until the next flush */
	struct arg *cells;
	size_t columns, waiting;
	bool skip;
	uint64_t seen;
};

static enum err broken(const char *what)
{
	return fail(ERR_INVALID, "the copy of the database: %s", what);
}

static enum err next_json(struct load *l, json_t **out)
{
	const char *line;
	json_error_t error;
	enum err e;

	if ((e = l->next(l->context, &line)))
		return e;
	if (!line)
		return broken("it ends early");
	*out = json_loads(line, JSON_REJECT_DUPLICATES, &error);
	return *out ? OK : broken("a line that is no JSON");
}

/* Names come from a file: whoever wrote it, they are nothing but names. */
static bool name_fits(const char *name)
{
	return name && *name && strlen(name) < 64 &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") ==
		       strlen(name);
}

static enum err flush(struct load *l)
{
	const unsigned one = (unsigned)l->nqueries - 2;
	enum err e = OK;

	if (!l->waiting)
		return OK;
	db_lend(l->db, &l->rows);
	if (l->waiting == BULK)
		e = db_run(l->db, NULL, one + 1, l->cells, BULK * l->columns);
	else
		for (size_t i = 0; i < l->waiting && !e; i++)
			e = db_run(l->db, NULL, one, l->cells + i * l->columns,
				   l->columns);
	db_lend(l->db, &l->own);
	arena_end(&l->rows);
	l->waiting = 0;
	return e;
}

static void query_add(struct load *l, const char *table, const json_t *columns,
		      size_t rows)
{
	struct text sql = { .mem = &l->own };
	size_t n = 0, i;
	json_t *one;

	text_putf(&sql, "INSERT INTO %s (", table);
	json_array_foreach(columns, i, one)
		text_putf(&sql, "%s\"%s\"", i ? ", " : "",
			  json_string_value(one));
	text_puts(&sql, ") VALUES ");
	for (size_t r = 0; r < rows; r++)
		for (i = 0; i < l->columns; i++)
			text_putf(&sql, "%s$%zu%s", i ? ", " : r ? ", (" : "(",
				  ++n, i + 1 < l->columns ? "" : ")");
	l->queries[l->nqueries++] = (struct query){
		arena_format(&l->own, "load_%s_%zu", table, rows), sql.bytes,
		(unsigned)n
	};
}

static bool left_out(const struct load *l, const char *table)
{
	for (const char *const *w = l->without; *w; w++)
		if (strcmp(*w, table) == 0)
			return true;
	return false;
}

static enum err table_begin(struct load *l, const json_t *head)
{
	const char *table = json_string_value(json_object_get(head, "table"));
	const json_t *columns = json_object_get(head, "columns"), *one;
	enum err e;
	size_t i;

	if ((e = flush(l)))
		return e;
	l->columns = json_array_size(columns);
	if (!name_fits(table) || !strcmp(table, STEPS_TABLE) || !l->columns ||
	    l->columns > COLUMNS_MOST || l->nqueries == 2 * TABLES_MOST)
		return broken("a table without a name or columns");
	json_array_foreach(columns, i, one)
		if (!name_fits(json_string_value(one)))
			return broken("a column without a name");
	l->skip = left_out(l, table);
	l->cells = arena_array(&l->own, struct arg, BULK * l->columns);
	query_add(l, table, columns, 1);
	query_add(l, table, columns, BULK);
	return OK;
}

static enum err cell_take(struct load *l, const json_t *json, struct arg *out)
{
	if (json_is_integer(json))
		*out = arg_int((int64_t)json_integer_value(json));
	else if (json_is_real(json))
		*out = arg_real(json_real_value(json));
	else if (json_is_null(json))
		*out = arg_null();
	else if (json_is_string(json))
		*out = arg_text(arena_copy(&l->rows, json_string_value(json),
					   json_string_length(json)));
	else
		return broken("a value that is none");
	return OK;
}

static enum err row_take(struct load *l, const json_t *row)
{
	json_t *one;
	size_t i;
	enum err e;

	l->seen++;
	if (!l->nqueries || json_array_size(row) != l->columns)
		return broken("a row of another length than its table's");
	if (l->skip)
		return OK;
	json_array_foreach(row, i, one)
		if ((e = cell_take(l, one, &l->cells[l->waiting * l->columns +
						     i])))
			return e;
	l->waiting++;
	return l->waiting == BULK ? flush(l) : OK;
}

/* Until the line that says how many rows there were. */
static enum err rows_take(struct load *l)
{
	const json_t *rows = NULL;
	json_t *json = NULL;
	enum err e = OK;

	while (!e && !rows) {
		json_decref(json);
		json = NULL;
		if ((e = next_json(l, &json)))
			break;
		rows = json_object_get(json, "rows");
		if (json_is_array(json))
			e = row_take(l, json);
		else if (!rows)
			e = table_begin(l, json);
	}
	if (!e && (uint64_t)json_integer_value(rows) != l->seen)
		e = broken("rows are missing");
	json_decref(json);
	return e ? e : flush(l);
}

/* A step of the schema may have put something in. */
static enum err clear(struct load *l)
{
	struct dump d = { .db = l->db };
	json_t *name;
	size_t i;
	enum err e = names(&d, l->db->driver->tables);

	json_array_foreach(d.names, i, name)
		if (!e && strcmp(json_string_value(name), STEPS_TABLE) != 0)
			e = db_script(l->db, arena_format(&l->own,
				"DELETE FROM %s", json_string_value(name)));
	json_decref(d.names);
	return e;
}

static enum err fill(struct load *l)
{
	const struct db_driver *driver = l->db->driver;
	struct rows freed;
	enum err e;

	if ((e = driver->begin_step(l->db)))
		return e;
	l->db->begun = true;
	if ((e = driver->loosen(l->db, &freed)) || (e = clear(l)) ||
	    (e = rows_take(l)) || (e = driver->tighten(l->db, &freed)) ||
	    (e = db_commit(l->db)))
		db_rollback(l->db);
	return e;
}

/* How many steps the copy has: the first ones of ours. */
static enum err steps_of(struct load *l, const struct catalogue *c, size_t *out)
{
	json_t *head, *steps, *one;
	size_t i;
	enum err e;

	if ((e = next_json(l, &head)))
		return e;
	steps = json_object_get(head, "steps");
	*out = json_array_size(steps);
	if (json_integer_value(json_object_get(head, "format")) != FORMAT ||
	    !*out)
		e = broken("it is of no form that this program knows");
	json_array_foreach(steps, i, one)
		if (!e && (i >= c->nmigrations ||
			   strcmp(c->migrations[i].name,
				  json_string_value(one)
					? json_string_value(one) : "")))
			e = fail(ERR_CONFLICT, "the copy has step %zu of the "
				 "database, which this program does not know: "
				 "a newer Balai wrote it", i + 1);
	json_decref(head);
	return e;
}

enum err db_load(const char *url, const struct catalogue *c,
		 const char *const *without, dump_next *next, void *context)
{
	struct load *l = calloc(1, sizeof(*l));
	struct catalogue then = *c, own = { .nqueries = 2 * TABLES_MOST };
	enum err e;

	if (!l)
		abort();
	own.queries = l->queries;
	l->without = without;
	l->next = next;
	l->context = context;
	if (!(e = steps_of(l, c, &then.nmigrations)) &&
	    !(e = db_migrate(url, &then)) &&
	    !(e = db_open(url, &own, &l->own, &l->db))) {
		e = fill(l);
		db_close(l->db);
	}
	arena_end(&l->rows);
	arena_end(&l->own);
	free(l);
	return e ? e : db_migrate(url, c);
}
