#include "jobs/publish.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/ident.h"
#include "db/pool.h"
#include "jobs/native.h"
#include "jobs/outline.h"
#include "store/media.h"
#include "store/module.h"
#include "store/native.h"
#include "store/person.h"
#include "store/publishing.h"

/*
 * So long others wait at most for some of the files. All 20,000 of a package at
 * once held up every save for 0.4 s.
 */
#define PIECE_MS 4

/* All that is entered: the files a few at a time, what shows them at once. */
struct entry {
	const struct publish_order *order;
	struct publish_result *result;
	const char *module_id;	/* a new version of it; NULL: a new module */
	bool followed;		/* found by what its author calls it */
	struct outline outline;
	struct version version;
	int64_t now;
	bool staged;		/* its files are in the database */
};

struct stray {
	const char *version_id;
	bool more;
};

static int by_path(const void *a, const void *b)
{
	const struct package_file *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

/*
 * Over all paths and blobs in order, so that repacking changes nothing: those
 * that came, not what was made of them.
 */
static const char *digest_of(struct arena *mem, const struct package *p)
{
	const struct package_file *all = p->sources ? p->sources : p->files;
	const size_t n = p->sources ? p->nsources : p->nfiles;
	const struct package_file **files =
		arena_array(mem, const struct package_file *, n);
	crypto_generichash_state hash;
	unsigned char digest[32];
	char *hex = arena_alloc(mem, 65);

	for (size_t i = 0; i < n; i++)
		files[i] = &all[i];
	qsort(files, n, sizeof(*files), by_path);
	crypto_generichash_init(&hash, NULL, 0, sizeof(digest));
	for (size_t i = 0; i < n; i++) {
		crypto_generichash_update(&hash, (const void *)files[i]->path,
					  strlen(files[i]->path) + 1);
		crypto_generichash_update(&hash, (const void *)files[i]->blob,
					  BLOB_NAME_SIZE);
	}
	crypto_generichash_final(&hash, digest, sizeof(digest));
	sodium_bin2hex(hex, 65, digest, sizeof(digest));
	return hex;
}

json_t *publish_details_json(const struct fault *f)
{
	json_t *list = json_array();

	for (size_t i = 0; i < f->ndetails; i++) {
		const struct fault_detail *d = &f->details[i];

		json_array_append_new(list, json_pack(
			"{s:s, s:s, s:I, s:b, s:s, s:s}", "code", d->code,
			"file", d->file, "line", (json_int_t)d->line,
			"warning", d->warning,
			"id", d->message.in[LANG_ID],
			"en", d->message.in[LANG_EN]));
	}
	return list;
}

/* In the language of the report. */
static json_t *advice_json(const struct fault *w, enum lang lang)
{
	json_t *list = json_array();

	for (size_t i = 0; i < w->ndetails; i++)
		json_array_append_new(list, json_pack("{s:s, s:I, s:s}",
			"file", w->details[i].file,
			"line", (json_int_t)w->details[i].line,
			"message", w->details[i].message.in[lang]));
	return list;
}

static json_t *warning_json(struct arena *mem, const struct fault *w,
			    enum lang lang)
{
	json_t *files = json_array(), *json;

	for (size_t i = 0; i < w->nfiles; i++)
		json_array_append_new(files, json_string(w->files[i]));
	json = json_pack("{s:s, s:s, s:s?, s:I, s:o}",
			 "code", fault_name(w->code),
			 "message", fault_message(mem, w, lang),
			 "file", w->file, "count", (json_int_t)w->count,
			 "files", files);
	if (w->ndetails)
		json_object_set_new(json, "details", advice_json(w, lang));
	return json;
}

json_t *publish_report_json(struct arena *mem, const struct package *p,
			    enum lang lang)
{
	const struct package_report *r = &p->report;
	json_t *warnings = json_array(), *hosts = json_array();

	for (size_t i = 0; i < r->nwarnings; i++)
		json_array_append_new(warnings, warning_json(mem,
							     &r->warnings[i],
							     lang));
	for (size_t i = 0; i < r->nhosts; i++)
		json_array_append_new(hosts, json_string(r->hosts[i]));
	return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:o, s:o}",
			 "standard", standard_name(p->standard),
			 "title", p->title, "bytes", (json_int_t)r->bytes,
			 "packedBytes", (json_int_t)r->packed_bytes,
			 "files", (json_int_t)p->nfiles,
			 "units", (json_int_t)r->units,
			 "warnings", warnings, "hosts", hosts);
}

/* Both languages are kept: who reads it later may speak the other one. */
static const char *report_text(struct arena *mem, const struct package *p)
{
	json_t *both = json_pack("{s:o, s:o}",
		"id", publish_report_json(mem, p, LANG_ID),
		"en", publish_report_json(mem, p, LANG_EN));
	char *text = both ? json_dumps(both, JSON_COMPACT) : NULL;
	const char *out = text ? arena_copy(mem, text, strlen(text)) : NULL;

	free(text);
	json_decref(both);
	return out;
}

/* Some of the files, from the first that is not entered yet. */
struct piece {
	const struct entry *entry;
	size_t from, to;
};

/* May run more than once, from the same beginning. */
static enum err enter_files(struct db *db, void *context)
{
	struct piece *piece = context;
	const struct entry *e = piece->entry;
	const struct package *p = &e->result->package;
	const int64_t until = clock_steady() + PIECE_MS;
	enum err err;

	piece->to = piece->from;
	do {
		const struct package_file *f = &p->files[piece->to];

		if ((err = version_file_add(db, e->version.id,
				&(struct version_file){
					.path = f->path, .blob = f->blob,
					.size = (int64_t)f->size,
					.media_type = f->type })))
			return err;
	} while (++piece->to < p->nfiles && clock_steady() < until);
	return OK;
}

static enum err drop_files(struct db *db, void *context)
{
	struct stray *stray = context;

	return version_file_drop(db, stray->version_id, &stray->more);
}

enum err publish_stray_drop(struct pool *pool, struct arena *mem,
			    const char *version_id)
{
	struct stray stray = { version_id, true };
	enum err e = OK;

	while (!e && stray.more)
		e = pool_write(pool, mem, drop_files, &stray);
	return e;
}

static enum err enter_units(struct db *db, const struct entry *e)
{
	enum err err;

	for (size_t i = 0; i < e->outline.nunits; i++)
		if ((err = unit_add(db, &e->outline.units[i])))
			return err;
	return OK;
}

/* Whoever swept them took them for what an import left that never ended. */
static enum err files_whole(struct db *db, const struct entry *e)
{
	size_t n;
	enum err err;

	if ((err = version_file_count(db, e->version.id, &n)))
		return err;
	return n == e->result->package.nfiles ? OK
		: fail(ERR_BUSY, "%zu files of the version have gone",
		       e->result->package.nfiles - n);
}

/* Of a single file: the one unit of its version. */
static const struct package_node *single_of(const struct package *p)
{
	return p->standard == STANDARD_FILE ? p->root->first : NULL;
}

static enum err enter_captions(struct db *db, const struct entry *e,
			       const struct package_node *n,
			       const char *unit_id)
{
	enum err err = OK;

	for (size_t i = 0; !err && i < n->ncaptions; i++)
		err = caption_put(db, unit_id, &(struct caption_line){
			.lang = n->captions[i].lang,
			.blob = n->captions[i].file->blob,
			.size = (int64_t)n->captions[i].file->size,
			.cues = (int64_t)n->captions[i].cues,
			.at = e->now }, e->order->person_id);
	return err;
}

static enum err enter_media(struct db *db, const struct entry *e)
{
	const struct package_node *n = single_of(&e->result->package);
	const char *forms[2], *unit_id;
	size_t count;
	enum err err;

	if (!n || !e->outline.nunits)
		return OK;
	unit_id = e->outline.units[0].id;
	count = forms_wanted(e->outline.units[0].kind,
			     json_is_true(json_object_get(n->media, "silent")),
			     forms);
	err = enter_captions(db, e, n, unit_id);
	for (size_t i = 0; !err && i < count; i++)
		err = form_add(db, unit_id, forms[i], e->now);
	return err;
}

static enum err enter_module(struct db *db, struct entry *e, bool *fresh)
{
	const struct publish_order *o = e->order;
	const struct package *p = &e->result->package;
	enum err err;

	*fresh = e->module_id == NULL;
	if (!*fresh)
		return e->followed && o->publish
			? native_follow(db, p, e->module_id, e->now)
			: OK;
	if ((err = module_add(db, &(struct module){
		.id = e->version.module_id,
		.agency_id = o->agency_id,
		.owner_id = o->person_id,
		.title = text_line(db_arena(db), e->version.title, 200),
		.description = text_line(db_arena(db),
			e->result->package.description, 500),
		.state = MODULE_DRAFT,
		/* Whoever has the server's shell speaks for all agencies. */
		.shared = !o->person_id,
		.created_at = e->now,
	})))
		return err;
	return native_describe(db, p, e->version.module_id, e->now);
}

static enum err enter_event(struct db *db, const struct entry *e)
{
	return module_event_add(db, &(struct module_event){
		.module_id = e->version.module_id,
		.version_id = e->version.id,
		.person_id = e->order->person_id,
		.kind = "imported",
		.at = e->now,
	});
}

static enum err release(struct db *db, const struct entry *e)
{
	struct module module;
	enum err err = module_by_id(db, e->result->module_id, &module);

	return err ? err : version_release(db, &module, e->result->version_id,
					   false, e->order->person_id, e->now);
}

static enum err enter(struct db *db, void *context)
{
	struct entry *e = context;
	struct publish_result *r = e->result;
	struct version known;
	bool fresh;
	enum err err;

	if ((err = version_by_digest(db, e->version.digest,
				     e->order->agency_id, &known)))
		return err;
	r->known = known.id && (!e->module_id ||
				!strcmp(known.module_id, e->module_id));
	if (r->known) {
		r->module_id = known.module_id;
		r->version_id = known.id;
		r->number = known.number;
		return e->order->publish ? release(db, e) : OK;
	}
	if (!e->staged)
		return OK;
	if ((err = files_whole(db, e)) ||
	    (err = enter_module(db, e, &fresh)) ||
	    (err = version_add(db, &e->version)) ||
	    (err = enter_units(db, e)) || (err = enter_media(db, e)) ||
	    (err = native_enter(db, &e->result->package, &e->outline,
				e->version.id)) ||
	    (err = enter_event(db, e)))
		return err;
	r->module_id = e->version.module_id;
	r->version_id = e->version.id;
	r->number = e->version.number;
	if (fresh)
		err = module_set_version(db, r->module_id, r->version_id,
					 e->now);
	return !err && e->order->publish ? release(db, e) : err;
}

static enum err describe(struct arena *mem, struct entry *e)
{
	const struct package *p = &e->result->package;
	const char *module = e->module_id;

	e->version = (struct version){
		.id = ident_make(mem, e->now),
		.module_id = module ? module : ident_make(mem, e->now),
		.standard = standard_name(p->standard),
		.title = p->title,
		.bytes = (int64_t)p->report.bytes,
		.files = (int64_t)p->nfiles,
		.report = report_text(mem, p),
		.digest = digest_of(mem, p),
		.about = native_about(mem, p),
		.created_by = e->order->person_id,
		.created_at = e->now,
	};
	if (!e->version.report)
		return fail(ERR_INTERNAL, "the report as JSON");
	if (outline_make(mem, p, e->version.id, e->now, &e->outline))
		return ERR_INTERNAL;
	e->version.tree = e->outline.tree;
	e->version.units = (int64_t)e->outline.nunits;
	return OK;
}

/* Each write has memory of its own: 20,000 rows are many. */
static enum err stage(struct pool *pool, struct entry *e)
{
	struct piece piece = { .entry = e };
	enum err err = OK;

	while (!err && piece.from < e->result->package.nfiles) {
		struct arena mem = ARENA_INIT;

		err = pool_write(pool, &mem, enter_files, &piece);
		piece.from = piece.to;
		arena_end(&mem);
	}
	e->staged = !err;
	return err;
}

/* Asked first without the files: perhaps they are known already. */
static enum err enter_all(struct pool *pool, struct arena *mem,
			  struct entry *e)
{
	enum err err;

	if ((err = pool_write(pool, mem, enter, e)) || e->result->known)
		return err;
	if (!(err = stage(pool, e)))
		err = pool_write(pool, mem, enter, e);
	if (err || e->result->known) {
		struct failure why = { "" }, *before = failure_into(&why);

		(void)publish_stray_drop(pool, mem, e->version.id);
		failure_into(before);
	}
	return err;
}

/* The command line may change all of them, a person only what is theirs. */
static enum err may_follow(struct db *db, const struct publish_order *o,
			   const char *module_id, bool *may)
{
	struct module module;
	struct person person;
	enum err e;

	*may = !o->person_id;
	if (*may)
		return OK;
	if ((e = module_by_id(db, module_id, &module)) ||
	    (e = person_by_id(db, o->person_id, &person)))
		return e;
	*may = !person.disabled_at && module_editable(&module, &person);
	return OK;
}

static enum err module_called(struct db *db, struct entry *e)
{
	const struct publish_order *o = e->order;
	const char *id;
	enum err err;

	if ((err = module_by_ident(db, o->agency_id,
				   e->result->package.identifier, &id)) || !id)
		return err;
	if (!(err = may_follow(db, o, id, &e->followed)) && e->followed)
		e->module_id = id;
	return err;
}

/* The module that its author calls so, where it is asked for. */
static enum err module_find(struct pool *pool, struct arena *mem,
			    struct entry *e)
{
	const struct publish_order *o = e->order;
	const struct package *p = &e->result->package;
	struct db *db;
	enum err err;

	e->module_id = o->module_id;
	if (e->module_id || !o->follow || p->standard != STANDARD_BALAI)
		return OK;
	if ((err = pool_read(pool, mem, &db)))
		return err;
	err = module_called(db, e);
	pool_read_end(pool, db);
	return err;
}

enum err publish_archive(struct server *server, struct arena *mem,
			 const struct publish_order *order,
			 struct publish_result *out, struct fault *fault)
{
	struct entry entry = {
		.order = order, .result = out, .now = clock_now()
	};
	enum err e;

	*out = (struct publish_result){ .module_id = NULL };
	*fault = (struct fault){ .code = FAULT_NONE };
	if ((e = package_import(&order->options, order->fd, order->name,
				&server->blobs, mem, &out->package, fault)) ||
	    (e = module_find(server->pool, mem, &entry)) ||
	    (e = describe(mem, &entry)))
		return e;
	return enter_all(server->pool, mem, &entry);
}
