/*
 * What a draft comes to: what is wrong with it, how a lesson looks, and its
 * archive, which is imported like any other.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "api/authoring/draft.h"
#include "api/field.h"
#include "api/authoring/import.h"
#include "base/disk.h"
#include "base/ident.h"
#include "blob.h"
#include "jobs/importer.h"
#include "native.h"
#include "native_text.h"
#include "pack.h"
#include "domain/person.h"
#include "routes.h"
#include "serve.h"
#include "store/draft.h"
#include "store/import.h"

#define MARKDOWN_FIELD_MOST 60000	/* bytes of a text that is previewed */

/* A draft as a folder of files. */
struct folder {
	struct server *server;
	struct draft_file *files;
	size_t n;
};

static enum err text_open(const struct draft_file *f, int *fd)
{
	enum err e;

	if ((*fd = memfd_create("draft", MFD_CLOEXEC)) < 0)
		return disk_fail("memfd");
	if (disk_write(*fd, f->text, strlen(f->text)) &&
	    lseek(*fd, 0, SEEK_SET) == 0)
		return OK;
	e = disk_fail("memfd");
	close(*fd);
	return e;
}

static enum err file_open(void *context, size_t i, int *fd)
{
	const struct folder *folder = context;
	const struct draft_file *f = &folder->files[i];

	return f->text ? text_open(f, fd)
		: blob_open(&folder->server->blobs, f->blob, BLOB_PLAIN, fd,
			    NULL);
}

static enum err file_read(void *context, struct arena *mem, size_t i,
			  size_t most, char **bytes, size_t *size)
{
	enum err e;
	int fd;

	if ((e = file_open(context, i, &fd)))
		return e;
	*bytes = arena_alloc(mem, most + 1);
	if (!disk_read(fd, *bytes, most, size))
		e = disk_fail("a draft's file");
	(*bytes)[*size] = '\0';
	close(fd);
	return e;
}

static enum err folder_read(struct request *rq, struct draft *draft,
			    struct native_folder *out)
{
	struct folder *folder = arena_new(rq->mem, struct folder);
	struct native_file *files;
	enum err e;

	folder->server = rq->server;
	if ((e = serve_read(rq)) || (e = draft_mine(rq, draft)) ||
	    (e = draft_file_texts(rq->db, draft->id, &folder->files,
				  &folder->n)))
		return e;
	serve_read_end(rq);
	files = arena_array(rq->mem, struct native_file, folder->n);
	for (size_t i = 0; i < folder->n; i++)
		files[i] = (struct native_file){
			.path = folder->files[i].path,
			.size = (uint64_t)folder->files[i].size };
	*out = (struct native_folder){ .context = folder, .files = files,
		.nfiles = folder->n, .read = file_read, .open = file_open };
	return OK;
}

static json_t *faults_json(const struct request *rq, const struct native *m)
{
	json_t *list = json_array();

	for (size_t i = 0; i < m->nfaults; i++)
		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:I, s:b, s:s}",
			"code", m->faults[i].code, "file", m->faults[i].file,
			"line", (json_int_t)m->faults[i].line,
			"warning", m->faults[i].warning,
			"message", m->faults[i].message.in[rq->lang]));
	return list;
}

enum err draft_check(struct request *rq, struct response *rs)
{
	struct native_folder folder;
	struct native module;
	struct draft draft;
	enum err e;

	if ((e = folder_read(rq, &draft, &folder)) ||
	    (e = native_read(rq->mem, &folder, &module)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:I, s:I, s:o}",
		"revision", (json_int_t)draft.revision,
		"faults", (json_int_t)(module.nfaults - module.nwarnings),
		"details", faults_json(rq, &module)));
}

/* A lesson as the learner's browser gets it. */
enum err draft_lesson(struct request *rq, struct response *rs)
{
	const char *ident = arena_format(rq->mem, "lesson:%s",
					 request_param(rq, "name"));
	struct native_folder folder;
	struct native module;
	struct draft draft;
	enum err e;

	if ((e = folder_read(rq, &draft, &folder)) ||
	    (e = native_read(rq->mem, &folder, &module)))
		return e;
	for (size_t i = 0; i < module.nunits; i++)
		if (module.units[i].page &&
		    strcmp(module.units[i].ident, ident) == 0) {
			rs->status = 200;
			rs->type = "application/json";
			rs->bytes = module.units[i].page;
			rs->size = module.units[i].page_size;
			return OK;
		}
	return refuse(rq, P_draft_unshown, NO_VALUES);
}

/* Any text of ours as HTML, as it will be shown. */
enum err markdown_show(struct request *rq, struct response *rs)
{
	const struct native_text how = { .line = true };
	struct text out = { .mem = rq->mem };
	json_t *json;
	const char *text;
	enum err e;

	if ((e = serve_json(rq, &json)))
		return e;
	rq->json = json;
	if ((e = field_text(rq, "text", MARKDOWN_FIELD_MOST, &text)))
		return e;
	if (text && (e = native_text_html(rq->mem, &how, text, strlen(text),
					  &out)))
		return e;
	return respond_json(rq, rs, 200, json_pack("{s:s}", "html",
						   out.bytes ? out.bytes : ""));
}

/* ---- A version of it ------------------------------------------------------ */

static enum err archive_make(struct request *rq, struct import *import,
			     const struct native_folder *folder)
{
	const char *from = arena_format(rq->mem, "%s.zip",
		importer_path(rq->server, rq->mem, import->id));
	uint64_t size;
	enum err e;

	if ((e = pack_write(folder, from, &size)))
		return e;
	import->bytes = (int64_t)size;
	if ((e = importer_take(rq->server, rq->mem, import->id, from)))
		unlink(from);
	return e;
}

enum err draft_pack(struct request *rq, struct response *rs)
{
	struct import *import = arena_new(rq->mem, struct import);
	struct native_folder folder;
	struct native module;
	struct draft draft;
	enum err e;

	(void)rs;
	rq->prepared = import;
	if ((e = folder_read(rq, &draft, &folder)) ||
	    (e = native_read(rq->mem, &folder, &module)))
		return e;
	if (module.nfaults > module.nwarnings)
		return refuse(rq, P_draft_faulty, VALUES({ "n", arena_format(
			rq->mem, "%zu", module.nfaults - module.nwarnings) }));
	*import = (struct import){
		.id = ident_make(rq->mem, rq->now),
		.person_id = rq->person->id,
		.agency_id = draft.agency_id,
		.name = arena_format(rq->mem, "%s.zip", module.id),
		.target_id = draft.module_id,
		.created_at = rq->now,
	};
	return archive_make(rq, import, &folder);
}

static void import_wake(struct request *rq)
{
	const struct import *import = rq->prepared;

	importer_wake(rq->server->importer, import->id);
}

enum err draft_version(struct request *rq, struct response *rs)
{
	struct import *import = rq->prepared;
	struct draft draft;
	enum err e;

	if ((e = draft_mine(rq, &draft)) ||
	    (e = import_target(rq->db, rq->person, import->target_id,
			       &import->agency_id)) ||
	    (e = import_add(rq->db, import)) ||
	    (e = draft_set_import(rq->db, draft.id, import->id)))
		return e;
	rq->after = import_wake;
	return respond_json(rq, rs, 202, json_pack("{s:s}", "id", import->id));
}
