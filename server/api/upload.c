#include "api/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "api/authoring/import.h"
#include "api/field.h"
#include "base/clock.h"
#include "base/disk.h"
#include "base/ident.h"
#include "base/log.h"
#include "config.h"
#include "http/tus.h"
#include "jobs/importer.h"
#include "jobs/uploads.h"
#include "routes.h"
#include "serve.h"
#include "store/import.h"
#include "store/module.h"
#include "store/upload.h"

#define FOLDER "/api/v1/uploads"
#define PIECE (256 * 1024)
#define CHECK_BYTES (8 * 1024 * 1024)	/* acknowledged at least this often, */
#define CHECK_MS 2000			/* and at least this often */
#define NAME_MOST 255

static const struct phrase not_name = { {
	"Nama berkas paling banyak 255 bita.",
	"The name of a file has at most 255 bytes." } };

/* After a head that was refused there may be no path. */
static bool is_upload(const struct request *rq)
{
	const size_t n = strlen(FOLDER);

	return rq->origin == APP && rq->path &&
	       strncmp(rq->path, FOLDER, n) == 0 &&
	       (rq->path[n] == '\0' || rq->path[n] == '/');
}

void upload_method(struct request *rq)
{
	const char *method;

	if (rq->method != POST || !is_upload(rq))
		return;
	method = request_header(rq, "X-HTTP-Method-Override");
	if (method && strcmp(method, "PATCH") == 0)
		rq->method = PATCH;
	if (method && strcmp(method, "DELETE") == 0)
		rq->method = DELETE;
}

static void say_number(struct request *rq, struct response *rs,
		       const char *name, int64_t value)
{
	response_header(rs, name, arena_format(rq->mem, "%lld",
					       (long long)value));
}

static int64_t most_bytes(const struct request *rq)
{
	return rq->server->config->upload_limit * 1024 * 1024;
}

void upload_guard(const struct request *rq, struct response *rs)
{
	if (!is_upload(rq))
		return;
	response_header(rs, "Tus-Resumable", TUS_VERSION);
	if (rs->status == 412 || rq->options)
		response_header(rs, "Tus-Version", TUS_VERSION);
	if (rs->status != 413 && !rq->options)
		return;
	if (rq->options)
		response_header(rs, "Tus-Extension", TUS_EXTENSIONS);
	response_header(rs, "Tus-Max-Size",
			arena_format(rq->mem, "%lld",
				     (long long)most_bytes(rq)));
}

static enum err version_check(struct request *rq)
{
	const char *version;
	enum err e;

	if ((e = tus_header(rq, "Tus-Resumable", &version)))
		return e;
	return version && strcmp(version, TUS_VERSION) == 0 ? OK
		: refuse(rq, P_tus_version, NO_VALUES);
}

static enum err number_header(struct request *rq, const char *name,
			      int64_t *out)
{
	const char *text;
	enum err e;

	if ((e = tus_header(rq, name, &text)))
		return e;
	if (!text)
		return fail(ERR_INVALID, "no %s", name);
	return tus_number(text, out);
}

/* An upload of the caller's own that can go on or has become an import. */
static enum err upload_seen(struct request *rq, struct db *db,
			    struct upload *out)
{
	const char *id = request_param(rq, "id");
	enum err e;

	if (!ident_valid(id))
		return fail(ERR_NOT_FOUND, "no id of an upload");
	if ((e = upload_by_id(db, id, out)))
		return e;
	if (strcmp(out->person_id, rq->person->id) != 0)
		return fail(ERR_NOT_FOUND, "the upload of somebody else");
	if (!upload_done(out) && out->expires_at <= rq->now)
		return refuse(rq, P_upload_gone, NO_VALUES);
	return OK;
}

static void say_state(struct request *rq, struct response *rs,
		      const struct upload *u)
{
	say_number(rq, rs, "Upload-Offset", u->received);
	if (upload_done(u))
		response_header(rs, "X-Balai-Import", u->id);
	else
		response_header(rs, "Upload-Expires",
				tus_date(rq->mem, u->expires_at));
}

/* ---- Creation ----------------------------------------------------------- */

/* The last part of what may be a path of another system. */
static const char *name_of(const struct tus_metadata *m)
{
	const char *name = tus_value(m, "filename"), *cut;

	if (!name || !*name)
		return "unggahan";
	cut = strrchr(name, '/');
	name = cut && cut[1] ? cut + 1 : name;
	cut = strrchr(name, '\\');
	return cut && cut[1] ? cut + 1 : name;
}

static enum err length_check(struct request *rq, int64_t bytes)
{
	if (!bytes)
		return refuse(rq, P_upload_empty, NO_VALUES);
	if (bytes > most_bytes(rq))
		return fail(ERR_TOO_LARGE, "an upload of %lld bytes",
			    (long long)bytes);
	return OK;
}

enum err upload_check(struct request *rq, struct response *rs)
{
	struct upload *u = arena_new(rq->mem, struct upload);
	struct tus_metadata metadata;
	const char *text;
	enum err e;

	(void)rs;
	if ((e = version_check(rq)) ||
	    (e = number_header(rq, "Upload-Length", &u->bytes)) ||
	    (e = length_check(rq, u->bytes)) ||
	    (e = tus_header(rq, "Upload-Metadata", &text)) ||
	    (e = tus_metadata(rq->mem, text, &metadata)))
		return e;
	u->id = ident_make(rq->mem, rq->now);
	u->person_id = rq->person->id;
	u->agency_id = rq->person->agency_id;
	u->name = name_of(&metadata);
	if (strlen(u->name) > NAME_MOST)
		return field_bad(rq, "filename", &not_name);
	u->target_id = tus_value(&metadata, "module");
	u->metadata = text ? text : "";
	u->created_at = rq->now;
	u->expires_at = rq->now + UPLOAD_KEPT_MS;
	rq->prepared = u;
	return OK;
}

static enum err room_check(struct request *rq, const struct upload *u)
{
	struct upload *others;
	int64_t promised;
	size_t n;
	enum err e;

	if ((e = upload_unfinished(rq->db, u->person_id, rq->now, &others,
				   &n)) ||
	    (e = upload_promised(rq->db, &promised)))
		return e;
	if (n >= UPLOADS_MOST)
		return refuse(rq, P_uploads_many, NO_VALUES);
	if (!uploads_room(rq->server, promised, u->bytes))
		return refuse(rq, P_upload_no_room, NO_VALUES);
	return OK;
}

enum err upload_create(struct request *rq, struct response *rs)
{
	struct upload *u = rq->prepared;
	enum err e;

	if ((e = import_target(rq->db, rq->person, u->target_id,
			       &u->agency_id)) ||
	    (e = room_check(rq, u)) || (e = upload_add(rq->db, u)))
		return e;
	response_header(rs, "Location", arena_format(rq->mem, FOLDER "/%s",
						     u->id));
	response_header(rs, "Upload-Expires",
			tus_date(rq->mem, u->expires_at));
	return respond_empty(rs, 201);
}

/* ---- How it stands ------------------------------------------------------ */

/*
 * More bytes than the row says were never acknowledged; fewer means that the
 * disk lost some, and then no offset would be true.
 */
static enum err file_check(struct request *rq, const struct upload *u)
{
	struct stat st = { .st_size = 0 };

	if (upload_done(u))
		return OK;
	if (stat(importer_path(rq->server, rq->mem, u->id), &st) &&
	    errno != ENOENT)
		return fail(ERR_INTERNAL, "upload: %s", strerror(errno));
	if (st.st_size >= u->received)
		return OK;
	log_event(LOG_ERROR, "upload.short", LOG_TEXT("upload", u->id),
		  LOG_INT("bytes", st.st_size),
		  LOG_INT("acknowledged", u->received));
	return refuse(rq, P_upload_gone, NO_VALUES);
}

static json_t *metadata_json(struct request *rq, const char *text)
{
	struct tus_metadata m;
	json_t *json = json_object();

	if (!tus_metadata(rq->mem, text, &m))
		for (size_t i = 0; i < m.n; i++)
			json_object_set_new(json, m.pairs[i].key,
					    json_string(m.pairs[i].value));
	return json;
}

static json_t *upload_json(struct request *rq, const struct upload *u)
{
	return json_pack("{s:s, s:s, s:I, s:I, s:s?, s:s?, s:I, s:I, s:o}",
			 "id", u->id, "name", u->name,
			 "bytes", (json_int_t)u->bytes,
			 "offset", (json_int_t)u->received,
			 "target", u->target_id,
			 "import", upload_done(u) ? u->id : NULL,
			 "createdAt", (json_int_t)u->created_at,
			 "expiresAt", (json_int_t)u->expires_at,
			 "metadata", metadata_json(rq, u->metadata));
}

enum err upload_show(struct request *rq, struct response *rs)
{
	struct upload u;
	enum err e;

	if ((rq->head && (e = version_check(rq))) ||
	    (e = upload_seen(rq, rq->db, &u)) || (e = file_check(rq, &u)))
		return e;
	say_state(rq, rs, &u);
	say_number(rq, rs, "Upload-Length", u.bytes);
	if (*u.metadata)
		response_header(rs, "Upload-Metadata", u.metadata);
	return respond_json(rq, rs, 200, upload_json(rq, &u));
}

enum err upload_list(struct request *rq, struct response *rs)
{
	json_t *list = request_own_json(rq, json_array());
	struct upload *all;
	size_t n;
	enum err e;

	if ((e = upload_unfinished(rq->db, rq->person->id, rq->now, &all, &n)))
		return e;
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, upload_json(rq, &all[i]));
	return respond_json(rq, rs, 200, json_pack("{s:O}", "uploads", list));
}

/* ---- The bytes ---------------------------------------------------------- */

/* One PATCH, by whoever holds the upload's lock. */
struct append {
	struct request *rq;
	struct upload u;	/* as it is acknowledged */
	int fd;
	int64_t at;		/* where the next byte goes */
	bool lost;		/* a sync failed */
	int64_t checked;	/* by clock_steady */
};

/* Where nothing was acknowledged the file is new, and so is its name. */
static enum err name_keep(struct append *a, const char *path)
{
	struct request *rq = a->rq;
	enum err e;

	if (a->at)
		return OK;
	e = disk_sync(arena_format(rq->mem, "%s/uploads",
				   rq->server->config->data));
	if (e)	/* the next sync would not speak for this name */
		unlink(path);
	return e;
}

/* Cut to what was acknowledged: what a killed server wrote behind it is not
   known to be whole. */
static enum err append_open(struct append *a)
{
	struct request *rq = a->rq;
	const char *path = importer_path(rq->server, rq->mem, a->u.id);

	a->at = a->u.received;
	a->checked = clock_steady();
	a->fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (a->fd < 0)
		return disk_fail("upload, open");
	if (ftruncate(a->fd, a->at) || lseek(a->fd, a->at, SEEK_SET) < 0)
		return disk_fail("upload, cut");
	return name_keep(a, path);
}

/* What the row is to say: all of it at once when the last byte is there. */
static enum err acknowledge(struct db *db, void *context)
{
	const struct append *a = context;
	const struct upload *u = &a->u;
	const char *agency = u->agency_id;
	enum err e;

	if ((e = upload_reach(db, u->id, a->at,
			      clock_now() + UPLOAD_KEPT_MS)) ||
	    a->at < u->bytes)
		return e;
	if ((e = import_target(db, a->rq->person, u->target_id, &agency)))
		return e;
	return import_add(db, &(struct import){
		.id = u->id, .person_id = u->person_id, .agency_id = agency,
		.name = u->name, .target_id = u->target_id, .bytes = u->bytes,
		.created_at = clock_now() });
}

static enum err append_check(struct append *a)
{
	enum err e;

	a->checked = clock_steady();
	if (a->at == a->u.received)
		return OK;
	if (fdatasync(a->fd)) {
		a->lost = true;
		return disk_fail("upload, sync");
	}
	if ((e = serve_write(a->rq, acknowledge, a)))
		return e;
	a->u.received = a->at;
	a->u.expires_at = clock_now() + UPLOAD_KEPT_MS;
	return OK;
}

static enum err append_write(struct append *a, const char *p, size_t n)
{
	while (n) {
		const ssize_t w = write(a->fd, p, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return disk_fail("upload, write");
		p += w;
		n -= (size_t)w;
		a->at += w;
	}
	return OK;
}

static bool check_due(const struct append *a)
{
	return a->at - a->u.received >= CHECK_BYTES ||
	       clock_steady() - a->checked >= CHECK_MS;
}

/*
 * Whatever ends it early, the line or the disk, what came before is brought to
 * disk and told; a line that broke is no error, since nobody hears of it. But
 * after a sync that failed Linux takes the bytes for written, and the next sync
 * succeeds without them: they have to be sent again.
 */
static enum err append_take(struct append *a)
{
	char *piece = arena_alloc(a->rq->mem, PIECE);
	enum err e = OK, kept;
	size_t got = 1;

	while (!e && got) {
		if (request_take(a->rq, piece, PIECE, &got))
			break;
		if (!(e = append_write(a, piece, got)) && check_due(a))
			e = append_check(a);
	}
	a->rq->problem = NULL;
	kept = a->lost ? OK : append_check(a);
	return e ? e : kept;
}

static enum err append_allowed(struct append *a, int64_t offset)
{
	enum err e;

	if ((e = serve_read(a->rq)) ||
	    (e = upload_seen(a->rq, a->rq->db, &a->u)) ||
	    (e = file_check(a->rq, &a->u)))
		return e;
	serve_read_end(a->rq);
	if (offset != a->u.received)
		return refuse(a->rq, P_upload_offset, NO_VALUES);
	if (a->rq->body_left > a->u.bytes - a->u.received)
		return fail(ERR_TOO_LARGE, "more than Upload-Length");
	return OK;
}

static enum err append_held(struct append *a, int64_t offset,
			    struct response *rs)
{
	enum err e;
	bool was_done;

	if ((e = append_allowed(a, offset)))
		return e;
	was_done = upload_done(&a->u);
	if (!was_done && (e = append_open(a)))
		return e;
	if (!was_done && (e = append_take(a)))
		return e;
	if (!was_done && upload_done(&a->u))
		importer_wake(a->rq->server->importer, a->u.id);
	say_state(a->rq, rs, &a->u);
	return respond_empty(rs, 204);
}

static enum err type_check(const struct request *rq)
{
	const char *type = request_header(rq, "Content-Type");

	return type && !strcasecmp(type, "application/offset+octet-stream")
		? OK : fail(ERR_UNSUPPORTED, "another type than that of tus");
}

/* All in `prepare`: the lock must be free before the answer is sent, or the
   next piece would be refused. */
enum err upload_append(struct request *rq, struct response *rs)
{
	struct append a = { .rq = rq, .fd = -1 };
	const char *id = request_param(rq, "id");
	int64_t offset;
	enum err e;

	if ((e = version_check(rq)) || (e = type_check(rq)) ||
	    (e = number_header(rq, "Upload-Offset", &offset)))
		return e;
	if (!ident_valid(id))
		return fail(ERR_NOT_FOUND, "no id of an upload");
	if (!uploads_lock(rq->server->uploads, id))
		return refuse(rq, P_upload_busy, NO_VALUES);
	e = append_held(&a, offset, rs);
	if (a.fd >= 0)
		close(a.fd);
	serve_read_end(rq);
	uploads_unlock(rq->server->uploads, id);
	return e;
}

/* ---- Termination -------------------------------------------------------- */

static enum err give_up(struct db *db, void *context)
{
	return upload_remove(db, context);
}

static enum err end_held(struct request *rq, const char *id)
{
	struct upload u;
	bool done;
	enum err e;

	if ((e = serve_read(rq)) || (e = upload_seen(rq, rq->db, &u)))
		return e;
	done = upload_done(&u);
	serve_read_end(rq);
	if ((e = serve_write(rq, give_up, (void *)id)))
		return e;
	/* Complete, its bytes are the import's. */
	if (!done)
		unlink(importer_path(rq->server, rq->mem, id));
	return OK;
}

enum err upload_end(struct request *rq, struct response *rs)
{
	const char *id = request_param(rq, "id");
	enum err e;

	if ((e = version_check(rq)))
		return e;
	if (!ident_valid(id))
		return fail(ERR_NOT_FOUND, "no id of an upload");
	if (!uploads_lock(rq->server->uploads, id))
		return refuse(rq, P_upload_busy, NO_VALUES);
	e = end_held(rq, id);
	serve_read_end(rq);
	uploads_unlock(rq->server->uploads, id);
	return e ? e : respond_empty(rs, 204);
}
