/*
 * `balai import FILE…`: packages in, by the command line.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "db/pool.h"
#include "jobs/index.h"
#include "jobs/publish.h"
#include "parts.h"
#include "store/agency.h"
#include "store/module.h"
#include "words.h"

struct wishes {
	bool publish, json;
	const char *module;	/* a new version of this one; NULL */
	const char *agency;
};

static json_t *units_json(const struct package *p)
{
	json_t *list = json_array();

	for (const struct package_node *n = p->root; n; n = package_next(n))
		if (n->launchable || n->kind == NODE_LINK)
			json_array_append_new(list, json_pack(
				"{s:s, s:s}", "id", n->key, "title", n->title));
	return list;
}

static void print_json(json_t *json)
{
	json_dumpf(json, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(json);
}

static void tell_done(struct arena *mem, const struct wishes *w,
		      const char *file, const struct publish_result *r)
{
	json_t *report = publish_report_json(mem, &r->package, words_lang());
	json_t *warnings = json_object_get(report, "warnings"), *one;
	size_t i;

	if (w->json) {
		print_json(json_pack("{s:s, s:b, s:s, s:I, s:s, s:s, s:o, s:O}",
			"file", file, "ok", 1, "module", r->module_id,
			"version", (json_int_t)r->number,
			"standard", standard_name(r->package.standard),
			"title", r->package.title,
			"units", units_json(&r->package),
			"warnings", warnings));
		json_decref(report);
		return;
	}
	fputs(words_fill(mem, W_imported, VALUES(
		{ "file", file }, { "title", r->package.title },
		{ "standard", standard_name(r->package.standard) },
		{ "units", arena_format(mem, "%zu", r->package.report.units) },
		{ "version", arena_format(mem, "%lld", (long long)r->number) },
		{ "module", r->module_id },
		{ "known", r->known ? words_fill(mem, W_known_before, NO_VALUES)
				    : "" })), stdout);
	json_array_foreach(warnings, i, one)
		fputs(words_fill(mem, W_import_warning, VALUES({ "message",
			json_string_value(json_object_get(one, "message")) })),
		      stdout);
	json_decref(report);
}

static void say_refused(struct arena *mem, const struct wishes *w,
			const char *file, const char *code, const char *message)
{
	if (w->json)
		print_json(json_pack("{s:s, s:b, s:{s:s, s:s}}", "file", file,
				     "ok", 0, "error", "code", code,
				     "message", message));
	else
		fputs(words_fill(mem, W_import_refused, VALUES(
			{ "file", file }, { "message", message },
			{ "code", code })), stderr);
}

static bool cannot_open(const struct wishes *w, const char *file)
{
	const char *why = strerror(errno);
	struct arena mem = ARENA_INIT;

	say_refused(&mem, w, file, "file_unreadable",
		    words_fill(&mem, W_file_unreadable,
			       VALUES({ "why", why })));
	arena_end(&mem);
	return false;
}

/* As `balai pack` says them. */
static void details_say(struct arena *mem, const struct fault *fault)
{
	for (size_t i = 0; i < fault->ndetails; i++) {
		const struct fault_detail *d = &fault->details[i];
		const char *line = d->line ? arena_format(mem, ":%zu", d->line)
					   : "";

		fputs(words_fill(mem, d->warning ? W_pack_warning
						 : W_pack_fault, VALUES(
			{ "place", arena_format(mem, "  %s%s", d->file, line) },
			{ "message", d->message.in[words_lang()] })), stderr);
	}
}

static void tell_refused(struct arena *mem, const struct wishes *w,
			 const char *file, struct fault *fault, enum err e)
{
	if (fault->code == FAULT_NONE) {
		fprintf(stderr, "%s\n", fail_reason());
		fault->code = e == ERR_FULL ? FAULT_DISK_FULL
					    : FAULT_STORAGE_FAILED;
	}
	say_refused(mem, w, file, fault_name(fault->code),
		    fault_message(mem, fault, words_lang()));
	if (!w->json)
		details_say(mem, fault);
}

/* Where a new version goes is its module's agency, else our own. */
static enum err agency_find(struct server *server, struct arena *mem,
			    struct wishes *w)
{
	struct agency agency;
	struct module module;
	struct db *db;
	enum err e;

	if ((e = pool_read(server->pool, mem, &db)))
		return e;
	if (w->module && !(e = module_by_id(db, w->module, &module)))
		w->agency = module.agency_id;
	else if (!e && !(e = agency_first(db, &agency)))
		w->agency = agency.id;
	pool_read_end(server->pool, db);
	return e;
}

static bool import_file(struct server *server, const struct wishes *w,
			const char *file)
{
	const char *slash = strrchr(file, '/');
	struct arena mem = ARENA_INIT;
	struct publish_result result;
	struct fault fault = { .code = FAULT_NONE };
	struct publish_order order = {
		.fd = open(file, O_RDONLY | O_CLOEXEC),
		.name = slash ? slash + 1 : file,
		.agency_id = w->agency,
		.module_id = w->module,
		.publish = w->publish,
		.follow = true,
	};
	enum err e;

	if (order.fd < 0)
		return cannot_open(w, file);
	e = publish_archive(server, &mem, &order, &result, &fault);
	if (!e)
		e = package_precompress(&result.package, &server->blobs);
	if (e)
		tell_refused(&mem, w, file, &fault, e);
	else
		tell_done(&mem, w, file, &result);
	close(order.fd);
	arena_end(&mem);
	return !e;
}

int command_import(const struct config *config, int argc, char **argv)
{
	struct wishes w = { .publish = false };
	struct arena mem = ARENA_INIT;
	struct server server;
	int files = 0, code = 0;
	size_t indexed;

	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--publish") == 0)
			w.publish = true;
		else if (strcmp(argv[i], "--json") == 0)
			w.json = true;
		else if (strcmp(argv[i], "--module") == 0 && i + 1 < argc)
			w.module = argv[++i];
		else if (argv[i][0] == '-')
			return wrong_usage(argv[i]);
		else
			argv[files++] = argv[i];
	}
	if (!files)
		return wrong_usage("import FILE…");
	if (parts_open(config, &server) || agency_find(&server, &mem, &w))
		code = failed();
	for (int i = 0; i < files && server.auth && w.agency; i++)
		if (!import_file(&server, &w, argv[i]))
			code = 1;
	/* The words may wait for the server; the modules are in. */
	if (w.agency && index_due(&server, NULL, NULL, &indexed))
		fprintf(stderr, "%s\n", fail_reason());
	parts_close(&server);
	arena_end(&mem);
	return code;
}
