/*
 * The program: which subcommand, with which settings.
 */
#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/log.h"
#include "command.h"
#include "convert.h"
#include "extract.h"
#include "routes.h"
#include "unpack.h"
#include "words.h"

static void say(FILE *f, enum words w, const char *what)
{
	struct arena mem = ARENA_INIT;

	fputs(words_fill(&mem, w, VALUES({ "what", what },
					 { "version", BALAI_VERSION })), f);
	arena_end(&mem);
}

int wrong_usage(const char *what)
{
	say(stderr, W_wrong_usage, what);
	return 2;
}

const char *why_failed(void)
{
	const char *reason = fail_reason(), *place = strchr(reason, ' ');

	return place ? place + 1 : reason;
}

int failed(void)
{
	say(stderr, W_failed, why_failed());
	return 1;
}

static int help(const struct config *config, int argc, char **argv)
{
	(void)config;
	(void)argc;
	(void)argv;
	say(stdout, W_usage, "");
	config_help(stdout, words_lang());
	return 0;
}

static int version(const struct config *config, int argc, char **argv)
{
	(void)config;
	(void)argc;
	(void)argv;
	puts("balai " BALAI_VERSION);
	return 0;
}

static int routes_command(const struct config *config, int argc, char **argv)
{
	(void)config;
	(void)argc;
	(void)argv;
	routes_print(stdout);
	return 0;
}

static int config_command(const struct config *config, int argc, char **argv)
{
	(void)argc;
	(void)argv;
	config_print(stdout, config);
	return 0;
}

static const struct { const char *name; command *run; } commands[] = {
	{ "serve", command_serve }, { "import", command_import },
	{ "pack", command_pack }, { "reindex", command_reindex },
	{ "user", command_user }, { "check", command_check },
	{ "backup", command_backup }, { "restore", command_restore },
	{ "routes", routes_command }, { "config", config_command },
	{ "--help", help }, { "-h", help }, { "help", help },
	{ "--version", version },
};

static bool asks_help(int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "--help") == 0)
			return true;
	return false;
}

static int dispatch(int argc, char **argv)
{
	struct arena mem = ARENA_INIT;
	struct config config;
	int left = argc - 2, code = -1;

	if (argc < 2)
		return wrong_usage("serve, import, pack, reindex, user, check, "
				   "backup, restore, routes, config");
	if (config_read(&mem, &left, argv + 2, &config))
		code = wrong_usage(why_failed());
	else if (asks_help(left, argv + 2))
		code = help(&config, 0, NULL);
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (code < 0 && strcmp(commands[i].name, argv[1]) == 0) {
			log_least(config.verbose ? LOG_DEBUG : LOG_INFO);
			code = commands[i].run(&config, left, argv + 2);
		}
	arena_end(&mem);
	return code < 0 ? wrong_usage(argv[1]) : code;
}

int main(int argc, char **argv)
{
	/* libarchive converts names by the locale, and tzset opens a file. */
	setlocale(LC_CTYPE, "C.UTF-8");
	tzset();
	signal(SIGPIPE, SIG_IGN);
	/* The database holds the tokens' key; its folder may be others' to read. */
	umask(077);
	if (argc == 2 && strcmp(argv[1], "unpack-worker") == 0)
		return unpack_worker_main();
	if (argc == 2 && strcmp(argv[1], "text-worker") == 0)
		return extract_worker_main();
	if (argc == 2 && strcmp(argv[1], CONVERT_240P_WORKER) == 0)
		return convert_worker_main(CONVERT_240P);
	if (argc == 2 && strcmp(argv[1], CONVERT_AUDIO_WORKER) == 0)
		return convert_worker_main(CONVERT_AUDIO);
	if (sodium_init() < 0)
		return 1;
	return dispatch(argc, argv);
}
