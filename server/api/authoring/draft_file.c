/*
 * The files of a draft. Who changes one says which revision they have seen, so
 * that two authors do not overwrite each other unnoticed.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "api/attachment.h"
#include "api/authoring/draft.h"
#include "api/field.h"
#include "base/disk.h"
#include "base/text.h"
#include "media.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/draft.h"

static const struct phrase path_rule = { {
	"Berkas naskah adalah module.json, lessons/nama.md, quizzes/nama.json, cases/nama.json, atau media/nama.jpg dan sejenisnya, dengan huruf kecil, angka, dan tanda hubung.",
	"A module's files are module.json, lessons/name.md, quizzes/name.json, cases/name.json, or media/name.jpg and the like, of small letters, digits and hyphens." } };
static const struct phrase text_rule = { {
	"Naskah harus berupa teks UTF-8, paling banyak 1 MB.",
	"A text has to be UTF-8, of 1 MB at most." } };
static const struct phrase media_rule = { {
	"Gambar, video, atau suara paling banyak 100 MB. Perkecil berkasnya dahulu.",
	"A picture, video or recording has 100 MB at most. Make the file smaller first." } };

static enum err path_asked(struct request *rq, enum draft_kind *kind,
			   const char **path)
{
	*path = request_param(rq, "path");
	*kind = draft_path(*path);
	return *kind == DRAFT_NONE ? field_bad(rq, "path", &path_rule) : OK;
}

static enum err text_take(struct request *rq, int fd, struct draft_file *f)
{
	char *bytes = arena_alloc(rq->mem, (size_t)f->size + 1);
	size_t got;

	if (!disk_read(fd, bytes, (size_t)f->size, &got))
		return disk_fail("the body");
	if (got < (size_t)f->size)
		return fail(ERR_INTERNAL, "the body is cut short");
	bytes[got] = '\0';
	f->text = bytes;
	return text_utf8(bytes, got) ? OK
		: field_bad(rq, "text", &text_rule);
}

static enum err media_take(struct request *rq, int fd, struct draft_file *f)
{
	char *name = arena_alloc(rq->mem, BLOB_NAME_SIZE);

	f->blob = name;
	return body_store(rq, fd, name);
}

static enum err body_take(struct request *rq, enum draft_kind kind,
			  struct draft_file *f)
{
	const int fd = open(rq->body_path, O_RDONLY | O_CLOEXEC);
	enum err e;

	if (fd < 0)
		return disk_fail("the body");
	e = kind == DRAFT_TEXT ? text_take(rq, fd, f) : media_take(rq, fd, f);
	close(fd);
	return e;
}

/* Nothing is stored for who may not change the draft. */
enum err draft_file_receive(struct request *rq, struct response *rs)
{
	struct draft_file *f = arena_new(rq->mem, struct draft_file);
	enum draft_kind kind;
	struct draft draft;
	enum err e;

	(void)rs;
	f->size = rq->body_path ? (int64_t)rq->body_size : 0;
	rq->prepared = f;
	if ((e = path_asked(rq, &kind, &f->path)))
		return e;
	if (f->size > (kind == DRAFT_TEXT ? DRAFT_TEXT_MOST : DRAFT_MEDIA_MOST))
		return field_bad(rq, "text", kind == DRAFT_TEXT ? &text_rule
								: &media_rule);
	if ((e = serve_read(rq)) || (e = draft_mine(rq, &draft)))
		return e;
	serve_read_end(rq);
	if (rq->body_path)
		return body_take(rq, kind, f);
	f->text = kind == DRAFT_TEXT ? "" : NULL;
	return f->text ? OK : field_bad(rq, "text", &media_rule);
}

/* 0 is a file that there is not yet. */
static enum err unmoved(struct request *rq, const struct draft *d,
			const char *path)
{
	struct draft_file now;
	int64_t seen;
	enum err e;

	if ((e = query_number(rq, "revision", 0, INT64_MAX, 0, &seen)) ||
	    (e = draft_file_get(rq->db, d->id, path, &now)))
		return e;
	if (seen == (now.path ? now.revision : 0))
		return OK;
	return refuse(rq, P_draft_moved, VALUES({ "file", path },
		{ "name", d->updated_by ? d->updated_by : "?" }));
}

static enum err bounded(struct request *rq, const struct draft *d,
			const struct draft_file *f)
{
	int64_t bytes, texts;
	size_t n;
	enum err e;

	if ((e = draft_file_sum(rq->db, d->id, f->path, &n, &bytes, &texts)))
		return e;
	return n < DRAFT_FILES_MOST && bytes + f->size <= DRAFT_BYTES_MOST &&
	       (f->blob || texts + f->size <= DRAFT_TEXTS_MOST)
		? OK : refuse(rq, P_draft_full, NO_VALUES);
}

/* The title of module.json is that of the draft. */
static const char *title_of(struct request *rq, const struct draft *d,
			    const struct draft_file *f)
{
	json_t *json = strcmp(f->path, "module.json") == 0
		? json_loads(f->text, 0, NULL) : NULL;
	const char *title = json_string_value(json_object_get(json, "title"));

	if (json)
		request_own_json(rq, json);
	return title && *title && strlen(title) <= 1000 ? title : d->title;
}

static enum err respond_file(struct request *rq, struct response *rs,
			     const struct draft_file *f)
{
	return respond_json(rq, rs, 200, json_pack("{s:s, s:I, s:I}",
		"path", f->path, "bytes", (json_int_t)f->size,
		"revision", (json_int_t)f->revision));
}

enum err draft_file_set(struct request *rq, struct response *rs)
{
	struct draft_file f = *(struct draft_file *)rq->prepared;
	struct draft draft;
	enum err e;

	if ((e = draft_mine(rq, &draft)) ||
	    (e = unmoved(rq, &draft, f.path)) ||
	    (e = bounded(rq, &draft, &f)) ||
	    (e = draft_change(rq->db, draft.id, title_of(rq, &draft, &f),
			      rq->person->id, rq->now, &f.revision)) ||
	    (e = draft_file_put(rq->db, draft.id, &f)))
		return e;
	return respond_file(rq, rs, &f);
}

enum err draft_file_drop(struct request *rq, struct response *rs)
{
	const char *path = request_param(rq, "path");
	struct draft draft;
	int64_t revision;
	enum err e;

	if ((e = draft_mine(rq, &draft)) || (e = unmoved(rq, &draft, path)) ||
	    (e = draft_change(rq->db, draft.id, draft.title, rq->person->id,
			      rq->now, &revision)) ||
	    (e = draft_file_remove(rq->db, draft.id, path)))
		return e;
	return respond_empty(rs, 204);
}

/* To be read by our page and shown as a picture, never as a page. */
static enum err media_send(struct request *rq, struct response *rs,
			   const struct draft_file *f)
{
	uint64_t size;
	enum err e;

	if ((e = blob_open(&rq->server->blobs, f->blob, BLOB_PLAIN, &rs->file,
			   &size)))
		return e;
	rs->status = 200;
	rs->type = media_type(f->path);
	rs->size = (size_t)size;
	response_header(rs, "Content-Security-Policy",
			"default-src 'none'; sandbox");
	response_header(rs, "Content-Disposition", "attachment");
	response_header(rs, "Cache-Control", "private, no-cache");
	respond_part(rq, rs, arena_format(rq->mem, "\"%.32s\"", f->blob));
	return OK;
}

enum err draft_file_show(struct request *rq, struct response *rs)
{
	struct draft_file f;
	struct draft draft;
	enum err e;

	if ((e = draft_mine(rq, &draft)) ||
	    (e = draft_file_get(rq->db, draft.id, request_param(rq, "path"),
				&f)))
		return e;
	if (!f.path)
		return fail(ERR_NOT_FOUND, "no such file in the draft");
	if (f.blob)
		return media_send(rq, rs, &f);
	return respond_json(rq, rs, 200, json_pack("{s:s, s:s, s:I}",
		"path", f.path, "text", f.text,
		"revision", (json_int_t)f.revision));
}
