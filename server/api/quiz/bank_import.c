/*
 * Questions into a bank and out of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "api/field.h"
#include "api/quiz/bank.h"
#include "api/wire.h"
#include "domain/person.h"
#include "domain/plain.h"
#include "questions/question_set.h"
#include "questions/rows.h"
#include "routes.h"
#include "serve.h"

#define ROWS_MOST 8000000	/* bytes of JSON */
#define NAME_MOST 255

static const struct phrase not_format = { {
	"Pilih gift, aiken, moodle, qti, cc, missingword, cloze, atau rows.",
	"Choose gift, aiken, moodle, qti, cc, missingword, cloze or rows." } };

struct import_read {
	struct question_set set;
	const char **digests;	/* of those that were taken */
};

static enum err unreadable(struct request *rq, const char *reason)
{
	return refuse(rq, P_questions_unreadable, VALUES({ "reason", reason }));
}

static enum err rows_of(struct request *rq, int fd, struct question_set *out)
{
	static const struct phrase wrong = { {
		"Tabelnya tidak dapat dibaca. Salin lagi dari Excel, judul kolom ikut.",
		"The table cannot be read. Copy it from Excel again, headings too." } };
	json_t *json = json_loadfd(fd, JSON_REJECT_DUPLICATES, NULL);

	request_own_json(rq, json);
	if (!json_is_object(json))
		return unreadable(rq, wrong.in[rq->lang]);
	rows_read(rq->mem, json, out);
	return OK;
}

static enum err body_read(struct request *rq, int fd, struct question_set *out)
{
	const char *name = request_query(rq, "format"), *reason;
	const enum questions_format format = questions_format_by_name(name);
	const bool rows = name && strcmp(name, "rows") == 0;
	enum err e;

	if (rows && rq->body_size <= ROWS_MOST)
		return rows_of(rq, fd, out);
	if (rows || rq->body_size > QUESTIONS_ZIP_MOST)
		return fail(ERR_TOO_LARGE, "a file of %zu bytes",
			    rq->body_size);
	if (format == QUESTIONS_FORMATS)
		return field_bad(rq, "format", &not_format);
	e = questions_read(rq->mem, format, fd, NULL, rq->lang, out, &reason);
	return e && *reason ? unreadable(rq, reason) : e;
}

/* Reading takes a while, so it is done before the writer's turn. */
enum err bank_import_read(struct request *rq, struct response *rs)
{
	struct import_read *read = arena_new(rq->mem, struct import_read);
	const char *name = request_query(rq, "name");
	struct bank bank;
	enum err e;
	int fd;

	(void)rs;
	rq->prepared = read;
	if (name && strlen(name) > NAME_MOST)
		return fail(ERR_INVALID, "the name is too long");
	if ((e = serve_read(rq)) || (e = bank_mine(rq, &bank)))
		return e;
	serve_read_end(rq);
	fd = open(rq->body_path ? rq->body_path : "/dev/null",
		  O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return fail(ERR_INTERNAL, "%s", strerror(errno));
	e = body_read(rq, fd, &read->set);
	close(fd);
	if (e)
		return e;
	read->digests = arena_array(rq->mem, const char *,
				    read->set.ntaken + 1);
	for (size_t i = 0; i < read->set.ntaken; i++)
		read->digests[i] = bank_digest(rq->mem,
					       read->set.taken[i].question);
	return OK;
}

static json_t *note_json(struct request *rq, const struct question_note *n)
{
	return json_pack("{s:s, s:s, s:s, s:s}",
		"place", question_note_place(rq->mem, n->file, n->line,
					     rq->lang),
		"name", text_line(rq->mem, n->name, 160),
		"code", question_note_name(n->code),
		"reason", question_note_sentence(rq->mem, n, rq->lang));
}

static json_t *notes_json(struct request *rq, const struct question_note *list,
			  size_t n)
{
	json_t *out = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(out, note_json(rq, &list[i]));
	return out;
}

/* What becomes of one: a question, the next version of one, or nothing, since
   the bank has the same. */
enum fate { FATE_NEW, FATE_VERSION, FATE_SAME };

struct known {
	struct bank_question *list;
	size_t n;
	json_t *by_ident, *by_digest;	/* to places of the list */
};

static enum err known_read(struct request *rq, const char *bank_id,
			   struct known *out)
{
	enum err e = bank_question_known(rq->db, bank_id, &out->list, &out->n);

	out->by_ident = request_own_json(rq, json_object());
	out->by_digest = request_own_json(rq, json_object());
	for (size_t i = 0; !e && i < out->n; i++) {
		json_object_set_new(out->by_ident, out->list[i].ident,
				    json_integer((json_int_t)i));
		if (!out->list[i].retired)
			json_object_set_new(out->by_digest,
				out->list[i].digest,
				json_integer((json_int_t)i));
	}
	return e;
}

static enum fate fate_of(const struct known *known, const char *ident,
			 const char *digest)
{
	if (json_object_get(known->by_digest, digest))
		return FATE_SAME;
	return json_object_get(known->by_ident, ident) ? FATE_VERSION
						       : FATE_NEW;
}

static enum err put(struct request *rq, const char *bank_id,
		    const struct known *known, enum fate fate, json_t *question,
		    const struct bank_change *change)
{
	const char *ident = json_string_value(json_object_get(question, "id"));
	const char *id;

	if (fate == FATE_NEW)
		return bank_question_add(rq->db, bank_id, question, change,
					 &id);
	if (fate == FATE_VERSION)
		return bank_question_renew(rq->db, &known->list[
			json_integer_value(json_object_get(known->by_ident,
							   ident))],
			question, change);
	return OK;
}

static json_t *taken_json(struct request *rq, const struct question_taken *t,
			  enum fate fate)
{
	static const char *const fates[] = { "new", "version", "same" };
	const char *ident = json_string_value(json_object_get(t->question,
							      "id"));
	const char *text = plain_words(rq->mem, json_string_value(
		json_object_get(t->question, "text")));

	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:O?}",
		"ident", ident,
		"type", json_string_value(json_object_get(t->question, "type")),
		"text", text_line(rq->mem, *text ? text : ident, 160), "as", fates[fate],
		"place", question_note_place(rq->mem, t->file, t->line,
					     rq->lang),
		"tags", json_object_get(t->question, "tags"));
}

static enum err take_all(struct request *rq, const char *bank_id,
			 struct import_read *read, bool look, json_t *list)
{
	const char *name = request_query(rq, "name");
	const struct bank_change change = {
		.person_id = rq->person->id, .now = rq->now,
		.note = name ? text_line(rq->mem, name, NAME_MOST) : "",
	};
	struct known known;
	enum err e = known_read(rq, bank_id, &known);
	size_t n = known.n;

	for (size_t i = 0; !e && i < read->set.ntaken; i++) {
		const struct question_taken *t = &read->set.taken[i];
		const enum fate fate = fate_of(
			&known, json_string_value(json_object_get(
				t->question, "id")), read->digests[i]);

		n += fate == FATE_NEW;
		if (n > BANK_QUESTIONS_MOST)
			return refuse(rq, P_bank_full, NO_VALUES);
		json_array_append_new(list, taken_json(rq, t, fate));
		if (!look)
			e = put(rq, bank_id, &known, fate, t->question,
				&change);
		/* Twice in one file is once. */
		json_object_set_new(known.by_digest, read->digests[i],
				    json_integer(0));
	}
	return e;
}

enum err bank_import_take(struct request *rq, struct response *rs)
{
	struct import_read *read = rq->prepared;
	const char *try = request_query(rq, "try");
	const bool look = try && strcmp(try, "1") == 0;
	json_t *list = request_own_json(rq, json_array());
	struct bank bank;
	enum err e;

	if ((e = bank_mine(rq, &bank)) ||
	    (e = take_all(rq, bank.id, read, look, list)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:b, s:O, s:o, s:o}",
		"try", look, "taken", list,
		"refused", notes_json(rq, read->set.refused,
				      read->set.nrefused),
		"warnings", notes_json(rq, read->set.warnings,
				       read->set.nwarnings)));
}

/* "Soal: pengadaan 2026" as a file name. */
static const char *file_name(struct request *rq, const char *name)
{
	char *out = arena_copy(rq->mem, name, strlen(name));

	for (char *p = out; *p; p++)
		if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			    "0123456789-_.", *p))
			*p = '-';
	return arena_format(rq->mem, "%s.gift.txt", out);
}

enum err bank_export(struct request *rq, struct response *rs)
{
	static const struct phrase head = { {
		"// {n} soal dari Balai. {only} di antaranya hanya dapat dibaca Balai (baris `balai:`).\n\n",
		"// {n} questions from Balai. {only} of them only Balai can read (lines `balai:`).\n\n" } };
	struct text out = { .mem = rq->mem }, body = { .mem = rq->mem };
	struct bank_question *all;
	size_t n, only = 0;
	struct bank bank;
	enum err e;

	if ((e = bank_mine(rq, &bank)) ||
	    (e = bank_question_all(rq->db, bank.id, &all, &n)))
		return e;
	text_puts(&body, "");
	for (size_t i = 0; i < n; i++) {
		json_t *q = request_own_json(rq, json_loads(
			all[i].definition, 0, NULL));

		if (!q)
			return fail(ERR_INTERNAL, "%s is no JSON", all[i].id);
		only += !gift_write(rq->mem, q, &body);
	}
	text_puts(&out, text_fill(rq->mem, head.in[rq->lang],
		(const struct text_value[]){
			{ "n", arena_format(rq->mem, "%zu", n) },
			{ "only", arena_format(rq->mem, "%zu", only) },
			{ NULL, NULL } }));
	text_puts(&out, body.bytes);
	rs->status = 200;
	rs->type = "text/plain; charset=utf-8";
	rs->bytes = out.bytes;
	rs->size = out.size;
	respond_attachment(rq, rs, file_name(rq, bank.name));
	return OK;
}
