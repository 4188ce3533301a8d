/*
 * What the disk holds, for administrators, and making room.
 */
#include <string.h>
#include <sys/statvfs.h>

#include "api/responsible.h"
#include "config.h"
#include "db/db.h"
#include "jobs/collect.h"
#include "play/packages.h"
#include "routes.h"
#include "serve.h"
#include "store/storage.h"

#define MODULES_MOST 200	/* the biggest; the others are counted */

struct taken {
	int64_t free, all, blobs, uploads;
};

static enum err disk_read(struct request *rq, struct taken *out)
{
	const char *data = rq->server->config->data;
	struct statvfs disk;

	*out = (struct taken){ .free = 0 };
	if (statvfs(data, &disk))
		return fail(ERR_INTERNAL, "statvfs");
	out->free = (int64_t)(disk.f_bavail * disk.f_frsize);
	out->all = (int64_t)(disk.f_blocks * disk.f_frsize);
	return OK;
}

static json_t *room_json(const struct taken *t)
{
	return json_pack("{s:s, s:I, s:I}",
			 "state", room_name(room_of(t->free, t->all)),
			 "free", (json_int_t)t->free,
			 "all", (json_int_t)t->all);
}

enum err room_show(struct request *rq, struct response *rs)
{
	struct taken taken;
	enum err e = disk_read(rq, &taken);

	return e ? e : respond_json(rq, rs, 200, room_json(&taken));
}

/* Reading the folders takes a while, so no transaction waits for it. */
enum err storage_measure(struct request *rq, struct response *rs)
{
	const char *data = rq->server->config->data;
	struct taken *taken = arena_new(rq->mem, struct taken);
	enum err e = disk_read(rq, taken);

	(void)rs;
	taken->blobs = (int64_t)disk_taken(arena_format(rq->mem, "%s/blobs",
							data));
	taken->uploads = (int64_t)(disk_taken(arena_format(rq->mem,
							   "%s/uploads", data)) +
				   disk_taken(arena_format(rq->mem, "%s/spool",
							   data)));
	rq->prepared = taken;
	return e;
}

static json_t *version_json(const struct storage_version *v)
{
	return json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:s}",
			 "id", v->id, "number", (json_int_t)v->number,
			 "bytes", (json_int_t)v->bytes,
			 "own", (json_int_t)v->own,
			 "files", (json_int_t)v->files,
			 "createdAt", (json_int_t)v->created_at,
			 "attempts", (json_int_t)v->attempts,
			 "kept", kept_name(v->kept));
}

static json_t *module_json(const struct storage_module *m,
			   const struct storage_version *all, size_t n)
{
	json_t *versions = json_array();

	for (size_t i = 0; i < n; i++)
		if (strcmp(all[i].module_id, m->id) == 0)
			json_array_append_new(versions, version_json(&all[i]));
	return json_pack("{s:s, s:s, s:s, s:s, s:I, s:o}", "id", m->id,
			 "title", m->title, "state", m->state,
			 "agency", m->agency_name,
			 "bytes", (json_int_t)m->bytes, "versions", versions);
}

enum err storage_show(struct request *rq, struct response *rs)
{
	const struct taken *taken = rq->prepared;
	json_t *list = request_own_json(rq, json_array());
	struct storage_version *versions;
	struct storage_module *modules;
	int64_t database, removable = 0;
	size_t n, k;
	enum err e;

	if ((e = db_size(rq->db, &database)) ||
	    (e = storage_modules(rq->db, MODULES_MOST, &modules, &n)) ||
	    (e = storage_versions(rq->db, &versions, &k)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, module_json(&modules[i], versions,
							k));
	for (size_t i = 0; i < k; i++)
		if (versions[i].kept == KEPT_NOT)
			removable += versions[i].own;
	return respond_json(rq, rs, 200, json_pack(
		"{s:o, s:I, s:I, s:I, s:I, s:O}", "room", room_json(taken),
		"blobs", (json_int_t)taken->blobs,
		"database", (json_int_t)database,
		"uploads", (json_int_t)taken->uploads,
		"removable", (json_int_t)removable, "modules", list));
}

/* ---- Making room -------------------------------------------------------- */

struct removal {
	struct taken before;
	const char **blobs;
	size_t nblobs;
	uint64_t freed;
};

enum err removal_check(struct request *rq, struct response *rs)
{
	struct removal *r = arena_new(rq->mem, struct removal);

	(void)rs;
	rq->prepared = r;
	return disk_read(rq, &r->before);
}

/* Whoever still has its index in memory would look for files that are gone. */
static void removal_collect(struct request *rq)
{
	struct removal *r = rq->prepared;

	packages_forget(rq->server->packages, request_param(rq, "id"));
	collect_some(rq->server, r->blobs, r->nblobs, &r->freed);
}

/* What is too young to go now goes within the hour: freed is then 0. */
static enum err removal_show(struct request *rq, struct response *rs)
{
	const struct removal *r = rq->prepared;
	struct taken now;
	enum err e = disk_read(rq, &now);

	if (e)
		return e;
	return respond_json(rq, rs, 200, json_pack(
		"{s:I, s:o, s:o}", "freed", (json_int_t)r->freed,
		"before", room_json(&r->before), "room", room_json(&now)));
}

enum err removal_run(struct request *rq, struct response *rs)
{
	static const enum problem_code why[] = {
		[KEPT_CURRENT] = P_version_current,
		[KEPT_ATTEMPTS] = P_version_learned,
		[KEPT_ASKED] = P_version_asked,
	};
	const char *module = request_param(rq, "id");
	const char *version = request_param(rq, "version");
	struct removal *r = rq->prepared;
	enum kept kept;
	enum err e;

	(void)rs;
	if ((e = storage_kept(rq->db, version, module, &kept)))
		return e;
	if (kept != KEPT_NOT)
		return refuse(rq, why[kept], NO_VALUES);
	if ((e = storage_blobs(rq->db, version, &r->blobs, &r->nblobs)) ||
	    (e = version_remove(rq->db, version, rq->person->id, rq->now)) ||
	    (e = module_note(rq, module, version, "removed", "")))
		return e;
	rq->after = removal_collect;
	rq->reply = removal_show;
	return OK;
}
