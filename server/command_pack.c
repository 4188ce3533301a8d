/*
 * `balai pack DIR`: a module's folder is checked and becomes an archive.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "http/http.h"
#include "pack.h"
#include "words.h"

struct wishes {
	const char *dir, *out;
	bool check;
};

/* "modules/it/lessons/ki-1.md:12: …", as editors understand it. */
static void fault_say(struct arena *mem, const char *dir,
		      const struct fault_detail *f)
{
	const size_t n = strlen(dir);
	const char *slash = n && dir[n - 1] == '/' ? "" : "/";
	const char *line = f->line ? arena_format(mem, ":%zu", f->line) : "";

	fputs(words_fill(mem, f->warning ? W_pack_warning : W_pack_fault,
			 VALUES({ "place", arena_format(mem, "%s%s%s%s", dir,
							slash, f->file, line) },
				{ "message", f->message.in[words_lang()] })),
	      stderr);
}

static int faults_say(struct arena *mem, const struct wishes *w,
		      const struct native *module)
{
	const size_t n = module->nfaults - module->nwarnings;

	for (size_t i = 0; i < module->nfaults; i++)
		fault_say(mem, w->dir, &module->faults[i]);
	if (n)
		fputs(words_fill(mem, n < NATIVE_FAULTS ? W_pack_faulty
							: W_pack_faulty_more,
				 VALUES({ "n", arena_format(mem, "%zu", n) })),
		      stderr);
	return n ? 1 : 0;
}

/* "it.zip" here for "modules/it/"; "." has no name of its own. */
static const char *out_name(struct arena *mem, const char *dir,
			    const struct native *module)
{
	size_t n = strlen(dir);
	const char *base;

	while (n > 1 && dir[n - 1] == '/')
		n--;
	base = memrchr(dir, '/', n);
	base = base && n > 1 ? base + 1 : dir;
	n -= (size_t)(base - dir);
	if (*base == '.' || *base == '/')
		return arena_format(mem, "%s.zip", module->id);
	return arena_format(mem, "%.*s.zip", (int)n, base);
}

static int module_write(struct arena *mem, const struct wishes *w,
			const struct native_folder *folder,
			const struct native *module)
{
	const char *out = w->out ? w->out : out_name(mem, w->dir, module);
	uint64_t size;

	/* The dates in a zip are of no zone: of every machine they shall be the same. */
	setenv("TZ", "UTC0", 1);
	tzset();
	if (pack_write(folder, out, &size))
		return failed();
	fputs(words_fill(mem, W_packed, VALUES(
		{ "file", out }, { "title", module->title },
		{ "parts", arena_format(mem, "%zu", module->nunits) },
		{ "size", arena_format(mem, "%llu",
			(unsigned long long)(size + 500) / 1000) })), stdout);
	return 0;
}

static int folder_pack(struct arena *mem, const struct wishes *w)
{
	struct native_folder folder;
	struct native module;
	int code;

	if (pack_folder_open(mem, w->dir, &folder))
		return failed();
	if (native_read(mem, &folder, &module))
		code = failed();
	else if (!(code = faults_say(mem, w, &module)) && !w->check)
		code = module_write(mem, w, &folder, &module);
	else if (!code)
		fputs(words_fill(mem, W_pack_good, VALUES(
			{ "title", module.title },
			{ "parts", arena_format(mem, "%zu", module.nunits) })),
		      stdout);
	pack_folder_close(&folder);
	return code;
}

int command_pack(const struct config *config, int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct wishes w = { .check = false };
	int code;

	(void)config;
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "--check") == 0)
			w.check = true;
		else if (strcmp(argv[i], "-o") == 0 && i + 1 < argc)
			w.out = argv[++i];
		else if (argv[i][0] == '-' || w.dir)
			return wrong_usage(argv[i]);
		else
			w.dir = argv[i];
	}
	if (!w.dir)
		return wrong_usage("pack DIR");
	code = folder_pack(&mem, &w);
	arena_end(&mem);
	return code;
}
