/*
 * Archives that authors send, and what becomes of them.
 */
#include <stdlib.h>
#include <string.h>

#include "api/authoring/import.h"
#include "api/authoring/publishing.h"
#include "api/field.h"
#include "api/module/module.h"
#include "base/ident.h"
#include "domain/import.h"
#include "jobs/importer.h"
#include "routes.h"
#include "serve.h"
#include "store/import.h"
#include "store/module.h"

#define NAME_MOST 255	/* bytes of a file's name */

static const struct phrase not_name = { {
	"Sebutkan nama berkas, paling banyak 255 bita.",
	"Name the file, in at most 255 bytes." } };

enum err import_target(struct db *db, const struct person *person,
		       const char *target_id, const char **agency_id)
{
	struct module module;
	enum err e;

	if (!target_id)
		return OK;
	if ((e = module_by_id(db, target_id, &module)))
		return e;
	if (!module_editable(&module, person))
		return fail(ERR_FORBIDDEN, "not their module");
	*agency_id = module.agency_id;
	return OK;
}

/* Before the archive is put away: a refused one is the listener's to remove. */
static enum err target_ask(struct request *rq, struct import *import)
{
	enum err e;

	if ((e = serve_read(rq)))
		return e;
	e = import_target(rq->db, rq->person, import->target_id,
			  &import->agency_id);
	serve_read_end(rq);
	return e;
}

/* The archive is put where the importer looks, before its row is written. */
enum err import_receive(struct request *rq, struct response *rs)
{
	struct import *import = arena_new(rq->mem, struct import);
	const char *name = request_query(rq, "name");
	enum err e;

	(void)rs;
	if (!name || !*name || strlen(name) > NAME_MOST)
		return field_bad(rq, "name", &not_name);
	*import = (struct import){
		.id = ident_make(rq->mem, rq->now),
		.person_id = rq->person->id,
		.agency_id = rq->person->agency_id,
		.name = name,
		.target_id = request_query(rq, "module"),
		.bytes = (int64_t)rq->body_size,
		.created_at = rq->now,
	};
	rq->prepared = import;
	if ((e = target_ask(rq, import)))
		return e;
	return importer_take(rq->server, rq->mem, import->id, rq->body_path);
}

static void import_wake(struct request *rq)
{
	const struct import *import = rq->prepared;

	importer_wake(rq->server->importer, import->id);
}

enum err import_begin(struct request *rq, struct response *rs)
{
	struct import *import = rq->prepared;
	enum err e;

	if ((e = import_target(rq->db, rq->person, import->target_id,
			       &import->agency_id)) ||
	    (e = import_add(rq->db, import)))
		return e;
	rq->after = import_wake;
	return respond_json(rq, rs, 202, json_pack("{s:s}", "id", import->id));
}

static enum err import_seen(struct request *rq, struct import *out)
{
	enum err e;

	if ((e = import_by_id(rq->db, request_param(rq, "id"), out)))
		return e;
	return import_visible(out, rq->person) ? OK
		: fail(ERR_NOT_FOUND, "the import of somebody else");
}

/* All that is wrong with a module of ours; an empty list for other faults. */
static json_t *details_json(const struct request *rq, json_t *details)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach(details, i, one)
		json_array_append_new(list, json_pack(
			"{s:O, s:O, s:O, s:O, s:O}",
			"code", json_object_get(one, "code"),
			"file", json_object_get(one, "file"),
			"line", json_object_get(one, "line"),
			"warning", json_object_get(one, "warning"),
			"message", json_object_get(one, lang_name(rq->lang))));
	return list;
}

static json_t *fault_json(const struct request *rq, const char *text)
{
	json_t *both = text ? json_loads(text, 0, NULL) : NULL, *json;

	if (!both)
		return json_null();
	json = json_pack("{s:O, s:O, s:O, s:o}",
			 "code", json_object_get(both, "code"),
			 "file", json_object_get(both, "file"),
			 "message", json_object_get(both, lang_name(rq->lang)),
			 "details", details_json(rq, json_object_get(both,
								     "details")));
	json_decref(both);
	return json ? json : json_null();
}

/* How far the archive has been read, while it is. */
static void add_progress(struct request *rq, const struct import *i,
			 json_t *json)
{
	uint64_t entries = 0, bytes = 0;

	if (!importer_progress(rq->server->importer, i->id, &entries, &bytes))
		return;
	json_object_set_new(json, "entries", json_integer((json_int_t)entries));
	json_object_set_new(json, "unpacked", json_integer((json_int_t)bytes));
}

static json_t *import_json(struct request *rq, const struct import *i)
{
	json_t *json = json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:s?, s:s?,"
				 " s:s?, s:o, s:n}",
				 "id", i->id, "state", i->state,
				 "name", i->name, "bytes", (json_int_t)i->bytes,
				 "entries", (json_int_t)0,
				 "createdAt", (json_int_t)i->created_at,
				 "module", i->module_id,
				 "version", i->version_id,
				 "target", i->target_id,
				 "error", fault_json(rq, i->fault), "report");

	if (json)
		add_progress(rq, i, json);
	return json;
}

static enum err add_report(struct request *rq, const struct import *import,
			   json_t *json)
{
	struct version version;
	struct module module;
	enum err e;

	if (!import->version_id)
		return OK;
	e = version_by_id(rq->db, import->version_id, &version);
	if (e == ERR_NOT_FOUND)
		return OK;	/* it was removed to make room */
	if (e || (e = module_by_id(rq->db, version.module_id, &module)))
		return e;
	json_object_set_new(json, "moduleTitle", json_string(module.title));
	json_object_set_new(json, "report", report_json(rq, version.report));
	json_object_set_new(json, "versionNumber",
			    json_integer(version.number));
	return OK;
}

enum err import_show(struct request *rq, struct response *rs)
{
	struct import import;
	json_t *json;
	enum err e;

	if ((e = import_seen(rq, &import)))
		return e;
	json = request_own_json(rq, import_json(rq, &import));
	if ((e = add_report(rq, &import, json)))
		return e;
	return respond_json(rq, rs, 200, json_incref(json));
}

enum err import_list(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct import *imports;
	size_t n;
	enum err e;

	if ((e = import_page(rq->db, rq->person->id, &imports, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, import_json(rq, &imports[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "imports", list));
}

/* Those who start from now on get the imported version. */
enum err import_publish(struct request *rq, struct response *rs)
{
	struct import import;
	struct version version;
	struct module module;
	json_t *json;
	enum err e;

	if ((e = import_seen(rq, &import)))
		return e;
	if (!import.version_id)
		return fail(ERR_CONFLICT, "the import is not done");
	if ((e = version_by_id(rq->db, import.version_id, &version)) ||
	    (e = module_by_id(rq->db, import.module_id, &module)) ||
	    (e = publishing_release(rq, &module, import.version_id, false)) ||
	    (e = module_by_id(rq->db, module.id, &module)) ||
	    (e = module_json(rq, &module, &json)))
		return e;
	return respond_json(rq, rs, 200, json);
}
