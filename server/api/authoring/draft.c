/*
 * Modules of our own format that are written in the browser: a folder of files
 * that becomes a version when its author says so.
 */
#include <string.h>
#include <unistd.h>

#include "api/authoring/draft.h"
#include "api/field.h"
#include "base/clock.h"
#include "base/disk.h"
#include "base/ident.h"
#include "base/text.h"
#include "blob.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/draft.h"
#include "store/module.h"
#include "store/native.h"
#include "store/publishing.h"

#define TITLE_MOST 200
#define HALF_A_YEAR (INT64_C(182) * 86400000)

enum err draft_mine(struct request *rq, struct draft *out)
{
	enum err e;

	if ((e = draft_by_id(rq->db, request_param(rq, "id"), out)))
		return e;
	return person_is(rq->person, ROLE_ADMIN) ||
	       strcmp(out->agency_id, rq->person->agency_id) == 0
		? OK : fail(ERR_NOT_FOUND, "a draft of another agency");
}

static json_t *draft_json(const struct draft *d)
{
	return json_pack("{s:s, s:s, s:s?, s:s?, s:I, s:I, s:I, s:s?}",
			 "id", d->id, "title", d->title, "module",
			 d->module_id, "import", d->import_id,
			 "revision", (json_int_t)d->revision,
			 "createdAt", (json_int_t)d->created_at,
			 "updatedAt", (json_int_t)d->updated_at,
			 "updatedBy", d->updated_by);
}

enum err draft_respond(struct request *rq, struct response *rs, int status,
		       const struct draft *d)
{
	json_t *json = request_own_json(rq, draft_json(d));
	json_t *list = json_array();
	struct draft_file *files;
	size_t n;
	enum err e;

	json_object_set_new(json, "files", list);
	if ((e = draft_file_list(rq->db, d->id, &files, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:I}",
			"path", files[i].path,
			"bytes", (json_int_t)files[i].size,
			"revision", (json_int_t)files[i].revision));
	return respond_json(rq, rs, status, json_incref(json));
}

enum err draft_index(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct draft *all;
	size_t n;
	enum err e;

	if ((e = draft_page(rq->db, rq->person->agency_id, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, draft_json(&all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "drafts", list));
}

enum err draft_show(struct request *rq, struct response *rs)
{
	struct draft draft;
	enum err e;

	if ((e = draft_mine(rq, &draft)))
		return e;
	return draft_respond(rq, rs, 200, &draft);
}

enum err draft_drop(struct request *rq, struct response *rs)
{
	struct draft draft;
	enum err e;

	if ((e = draft_mine(rq, &draft)) ||
	    (e = draft_remove(rq->db, draft.id)))
		return e;
	return respond_empty(rs, 204);
}

/* ---- The beginning of one ------------------------------------------------- */

/* What prepare leaves: the texts it begins with. */
struct beginning {
	struct draft draft;
	const char *version_id;		/* whose media come along; NULL */
	struct draft_file *files;
	size_t n;
};

static void begin_anew(struct request *rq, const char *title,
		       struct beginning *b)
{
	char today[CLOCK_TEXT_SIZE], review[CLOCK_TEXT_SIZE];
	struct draft_begin texts[DRAFT_BEGINNING];

	clock_text(rq->now, today);
	clock_text(rq->now + HALF_A_YEAR, review);
	today[10] = review[10] = '\0';
	draft_begin(rq->mem, arena_format(rq->mem, "modul-%s",
					  b->draft.id + IDENT_SIZE - 11),
		    title, today, review, texts);
	b->draft.title = title;
	b->files = arena_array(rq->mem, struct draft_file, DRAFT_BEGINNING);
	for (b->n = 0; b->n < DRAFT_BEGINNING; b->n++)
		b->files[b->n] = (struct draft_file){
			.path = texts[b->n].path, .text = texts[b->n].text,
			.size = (int64_t)strlen(texts[b->n].text),
			.revision = 1 };
}

static enum err text_read(struct request *rq, const char *blob, int64_t size,
			  const char **out)
{
	char *bytes = arena_alloc(rq->mem, (size_t)size + 1);
	size_t got;
	enum err e;
	int fd;

	if ((e = blob_open(&rq->server->blobs, blob, BLOB_PLAIN, &fd, NULL)))
		return e;
	if (!disk_read(fd, bytes, (size_t)size, &got))
		e = disk_fail(blob);
	close(fd);
	bytes[got] = '\0';
	*out = bytes;
	if (e)
		return e;
	return got == (size_t)size && text_utf8(bytes, got)
		? OK : fail(ERR_INTERNAL, "the source %s is damaged", blob);
}

/* The texts of the version, as its author wrote them. */
static enum err sources_read(struct request *rq, struct version_file *sources,
			     size_t n, struct beginning *b)
{
	enum err e;

	b->files = arena_array(rq->mem, struct draft_file, n);
	for (size_t i = 0; i < n; i++) {
		struct draft_file *f = &b->files[b->n];

		if (draft_path(sources[i].path) != DRAFT_TEXT ||
		    sources[i].size > DRAFT_TEXT_MOST)
			continue;
		*f = (struct draft_file){ .path = sources[i].path,
					  .size = sources[i].size,
					  .revision = 1 };
		if ((e = text_read(rq, sources[i].blob, sources[i].size,
				   &f->text)))
			return e;
		b->n++;
	}
	return OK;
}

/* The newest version there is, published or not. */
static enum err begin_from(struct request *rq, const char *module_id,
			   struct beginning *b)
{
	struct version_line *versions;
	struct version_file *sources;
	struct module module;
	size_t n;
	enum err e;

	if ((e = serve_read(rq)) ||
	    (e = module_by_id(rq->db, module_id, &module)))
		return e;
	if (!module_editable(&module, rq->person))
		return fail(ERR_FORBIDDEN, "not their module");
	if ((e = version_list(rq->db, module.id, 1, &versions, &n)))
		return e;
	if (n == 0 || strcmp(versions[0].version.standard, "balai"))
		return refuse(rq, P_draft_foreign, NO_VALUES);
	b->version_id = versions[0].version.id;
	b->draft.module_id = module.id;
	b->draft.agency_id = module.agency_id;
	b->draft.title = versions[0].version.title;
	if ((e = version_source_list(rq->db, b->version_id, &sources, &n)))
		return e;
	serve_read_end(rq);
	return sources_read(rq, sources, n, b);
}

enum err draft_prepare(struct request *rq, struct response *rs)
{
	struct beginning *b = arena_new(rq->mem, struct beginning);
	const char *module, *title;
	enum err e;

	(void)rs;
	rq->prepared = b;
	b->draft = (struct draft){ .id = ident_make(rq->mem, rq->now),
				   .agency_id = rq->person->agency_id,
				   .created_at = rq->now };
	if ((e = field_text(rq, "module", 64, &module)))
		return e;
	if (module)
		return begin_from(rq, module, b);
	if ((e = field_text_needed(rq, "title", TITLE_MOST, &title)))
		return e;
	begin_anew(rq, title, b);
	return OK;
}

static enum err beginning_add(struct request *rq, const struct beginning *b)
{
	size_t n;
	enum err e;

	if ((e = draft_count(rq->db, b->draft.agency_id, &n)))
		return e;
	if (n >= DRAFTS_MOST)
		return refuse(rq, P_drafts_many, NO_VALUES);
	if ((e = draft_add(rq->db, &b->draft, rq->person->id)))
		return e;
	for (size_t i = 0; i < b->n; i++)
		if ((e = draft_file_put(rq->db, b->draft.id, &b->files[i])))
			return e;
	return b->version_id ? draft_media_carry(rq->db, b->draft.id,
						 b->version_id) : OK;
}

/* A module has one draft; who asks for another gets that one. */
enum err draft_create(struct request *rq, struct response *rs)
{
	const struct beginning *b = rq->prepared;
	const char *id = NULL;
	struct draft draft;
	enum err e;

	if (b->draft.module_id &&
	    (e = draft_of_module(rq->db, b->draft.module_id, &id)))
		return e;
	if (!id && (e = beginning_add(rq, b)))
		return e;
	if ((e = draft_by_id(rq->db, id ? id : b->draft.id, &draft)))
		return e;
	return draft_respond(rq, rs, id ? 200 : 201, &draft);
}
