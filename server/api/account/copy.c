/*
 * What somebody may know of what is stored about them (UU 27/2022, articles 6 to
 * 8): a copy of all of it, and who looked at their scores.
 *
 * The copy is written to a file piece by piece in one read, so that it is of one
 * instant and takes little memory however much there is.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "api/field.h"
#include "api/person.h"
#include "api/wire.h"
#include "routes.h"
#include "serve.h"
#include "store/name_wish.h"
#include "store/personal.h"

#define PIECE 200
#define ROWS_MOST 100000	/* of one part; more is said to be left */
#define LOOKS_MOST 200

struct copying {
	struct request *rq;
	FILE *out;
};

static bool json_write(const struct copying *c, const json_t *json)
{
	return json_dumpf(json, c->out, JSON_COMPACT | JSON_ENCODE_ANY) == 0;
}

static json_t *cell_json(const struct arg *a)
{
	switch (a->type) {
	case ARG_INT:
		return json_integer((json_int_t)a->i);
	case ARG_REAL:
		return json_real(a->d);
	case ARG_TEXT:
		return json_string(a->s);
	case ARG_NULL:
	default:
		return json_null();
	}
}

static bool row_write(const struct copying *c, const struct rows *r, size_t i)
{
	json_t *row = json_object();
	bool good;

	for (size_t k = 0; k < r->columns; k++)
		json_object_set_new(row, r->names[k],
				    cell_json(&r->cells[i * r->columns + k]));
	good = json_write(c, row);
	json_decref(row);
	return good;
}

static enum err written(const struct copying *c, bool good)
{
	return good && !ferror(c->out) ? OK
		: fail(ERR_INTERNAL, "a copy: %s", strerror(errno));
}

/* The rows of a piece are forgotten with it: only the file grows. */
static enum err piece_put(const struct copying *c,
			  const struct personal_part *p, size_t from,
			  size_t *n)
{
	struct db *db = c->rq->db;
	struct arena mem = ARENA_INIT;
	struct arena *before = db_lend(db, &mem);
	struct rows r = { .count = 0 };
	bool good = true;
	enum err e = db_run(db, &r, p->query,
			    ARGS(arg_text(c->rq->person->id), arg_int(PIECE),
				 arg_int((int64_t)from)));

	for (size_t i = 0; i < r.count && !e && good; i++) {
		if (from + i)
			fputs(",\n", c->out);
		good = row_write(c, &r, i);
	}
	*n = r.count;
	db_lend(db, before);
	arena_end(&mem);
	return e ? e : written(c, good);
}

static enum err part_put(const struct copying *c,
			 const struct personal_part *p)
{
	size_t n = PIECE;
	enum err e = OK;

	fprintf(c->out, ",\n\"%s\":[", p->name);
	for (size_t i = 0; i < ROWS_MOST && n == PIECE && !e; i += PIECE)
		e = piece_put(c, p, i, &n);
	fputs("]", c->out);
	return e;
}

static bool head_put(const struct copying *c)
{
	const struct person *p = c->rq->person;
	json_t *person = person_json_admin(p, true);
	bool good;

	fprintf(c->out, "{\"format\":\"balai-copy/1\",\n\"at\":%lld,\n"
		"\"person\":", (long long)c->rq->now);
	good = json_write(c, person);
	json_decref(person);
	return good;
}

/* What is not in it, and why: a table is told once for one reason. */
static bool left_out_put(const struct copying *c)
{
	const enum lang lang = c->rq->lang;
	json_t *list = json_array();
	bool good;

	for (size_t i = 0; i < npersonal_columns; i++) {
		const struct personal *p = &personal_columns[i];

		if (p->part)
			continue;
		json_array_append_new(list, json_pack("{s:s, s:s, s:s}",
			"table", p->table, "column", p->column, "why",
			p->left_out->in[lang]));
	}
	fputs(",\n\"leftOut\":", c->out);
	good = json_write(c, list);
	json_decref(list);
	fputs("}\n", c->out);
	return good;
}

static enum err copy_write(const struct copying *c)
{
	enum err e;

	if ((e = written(c, head_put(c))))
		return e;
	for (size_t i = 0; i < npersonal_parts; i++)
		if ((e = part_put(c, &personal_parts[i])))
			return e;
	return written(c, left_out_put(c) && fflush(c->out) == 0);
}

/* The descriptor outlives the stream that wrote to it. */
static enum err copy_send(const struct copying *c, struct response *rs)
{
	const off_t size = ftello(c->out);

	rs->file = fcntl(fileno(c->out), F_DUPFD_CLOEXEC, 0);
	if (rs->file < 0 || size < 0)
		return fail(ERR_INTERNAL, "a copy: %s", strerror(errno));
	rs->status = 200;
	rs->type = "application/json; charset=utf-8";
	rs->size = (size_t)size;
	rs->length = size;
	respond_attachment(c->rq, rs, "balai-data-saya.json");
	response_header(rs, "Cache-Control", "no-store");
	return OK;
}

enum err copy_make(struct request *rq, struct response *rs)
{
	struct copying c = { .rq = rq, .out = tmpfile() };
	enum err e;

	if (!c.out)
		return fail(ERR_INTERNAL, "a copy: %s", strerror(errno));
	if (!(e = serve_read(rq)))
		e = copy_write(&c);
	serve_read_end(rq);
	if (!e)
		e = copy_send(&c, rs);
	fclose(c.out);
	return e;
}

static json_t *look_json(const struct look *l)
{
	json_t *module = l->module_id
		? json_pack("{s:s, s:s}", "id", l->module_id, "title",
			    l->module_title)
		: json_null();

	return json_pack("{s:s, s:o, s:s, s:I}", "kind", l->kind, "module",
			 module, "by", l->by_name, "at", (json_int_t)l->at);
}

enum err looks_show(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct look *all;
	size_t n;
	enum err e;

	if ((e = look_list(rq->db, rq->person->id, rq->person->agency_id,
			   LOOKS_MOST, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, look_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "looks", list));
}
